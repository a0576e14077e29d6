"""The scheme editor: a tree of the scheme, a form for what is chosen, and a draft until it is applied."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QSplitter, QStackedWidget, QWidget

from annotator.errors import AnnotatorError
from annotator.model.scheme import Attribute, Label, RelationType, Scheme
from annotator.model.scheme_edits import (
    Item,
    attribute_placed,
    draft_problems,
    item,
    label_placed,
    moved,
    new_attribute,
    new_label,
    new_relation_type,
    new_uid,
    owner,
    replace,
    retired,
    with_attribute,
    with_label,
    with_relation_type,
)
from annotator.ui.codebook_file import save_as, write_codebook
from annotator.ui.dialogs.ask import ask
from annotator.ui.scheme_draft import Draft
from annotator.ui.view import View
from annotator.ui.widgets.parts import EmptyState, ScrollPane, column, hairline, label, row
from annotator.ui.widgets.scheme_forms import AttributeForm, ItemForm, LabelForm, RelationForm
from annotator.ui.widgets.scheme_tree import SchemeTree, is_offered

if TYPE_CHECKING:
    from annotator.model.changes import Changes
    from annotator.settings import Settings
    from annotator.ui.dialogs.scheme_change import ChangeDialog
    from annotator.ui.session import Session

#: With more labels than this the tree opens with their attributes folded.
_FOLDED = 8

#: Milliseconds until the tree follows what is typed.
_PAUSE = 250


class SchemeView(View):
    """Edits a draft of the project's scheme. Nothing changes before Apply, which shows what would."""

    name = "scheme"

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, parent)
        self.draft = Draft(session.scheme)
        self._leaving = False
        self._counts: dict[str, int] = {}
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.timeout.connect(self._show)
        self.tree = SchemeTree()
        self.label_form, self.attribute_form, self.relation_form = (
            LabelForm(),
            AttributeForm(),
            RelationForm(),
        )
        self.nothing = EmptyState(self.tr("Choose a label, an attribute, a relation type or a variable."))
        self.forms = QStackedWidget()
        self.problems = label("", "problem", wrap=True)
        self._parts()
        self._lay_out()
        self._connect()
        self.tree.fold_attributes(session.scheme) if len(session.scheme.labels) > _FOLDED else None
        self.refresh()

    def title(self) -> str:
        """What stands over the view."""
        return self.tr("Scheme")

    # ------------------------------------------------------------------ parts

    def _parts(self) -> None:
        self.state = label("", "small")
        self.menu_button = QPushButton(self.tr("Scheme"))
        self.menu = QMenu(self)
        for words, act in (
            (self.tr("Start from a template…"), self.take_template),
            (self.tr("Import…"), self.import_file),
            (self.tr("Export…"), self.export_file),
            (self.tr("Write the codebook…"), lambda: write_codebook(self.session, self)),
            (self.tr("Versions…"), self.show_versions),
            (self.tr("Re-check list…"), lambda: self.view_requested.emit("recheck", {})),
        ):
            self.menu.addAction(words).triggered.connect(lambda _=False, act=act: act())
        self.menu_button.setMenu(self.menu)
        self.undo_button = QPushButton(self.tr("Take back"))
        self.discard_button = QPushButton(self.tr("Discard"))
        self.apply_button = QPushButton(self.tr("Apply…"))
        self.apply_button.setDefault(True)
        self.add_button = QPushButton(self.tr("Add"))
        self.add_menu = QMenu(self)
        for words, act in (
            (self.tr("Label"), self.add_label),
            (self.tr("Label below this one"), self.add_child),
            (self.tr("Attribute of the label"), self.add_attribute),
            (self.tr("Relation type"), self.add_relation),
            (self.tr("Article variable"), self.add_variable),
        ):
            self.add_menu.addAction(words).triggered.connect(lambda _=False, act=act: act())
        self.add_button.setMenu(self.add_menu)
        self.more_button = QPushButton(self.tr("Change"))
        self.more_menu = QMenu(self)
        self.more_menu.aboutToShow.connect(self._fill_more)
        self.more_button.setMenu(self.more_menu)
        for button in (self.menu_button, self.undo_button, self.discard_button, self.add_button):
            button.setAutoDefault(False)

    def _lay_out(self) -> None:
        for part in (
            self.state,
            self.menu_button,
            self.undo_button,
            self.discard_button,
            self.apply_button,
        ):
            self.bar.addWidget(part)
        left = QWidget()
        box = column(left)
        tools = row(spacing=8, margins=(14, 10, 10, 10))
        tools.addWidget(self.add_button)
        tools.addWidget(self.more_button)
        tools.addStretch(1)
        box.addLayout(tools)
        box.addWidget(hairline())
        box.addWidget(self.tree, 1)
        left.setMinimumWidth(240)
        self.forms.addWidget(self.nothing)
        for form in (self.label_form, self.attribute_form, self.relation_form):
            page = QWidget()
            inner = row(page, margins=(28, 20, 24, 12))
            inner.addWidget(form, 10)
            inner.addStretch(1)
            self.forms.addWidget(ScrollPane(page))
        right = QWidget()
        outer = column(right)
        outer.addWidget(self.problems)
        outer.addWidget(self.forms, 1)
        self.problems.setContentsMargins(28, 10, 24, 6)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.addWidget(left)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([310, 900])
        split.setChildrenCollapsible(False)
        self.body.addWidget(split, 1)

    def _connect(self) -> None:
        self.tree.chosen.connect(self._show_chosen)
        self.tree.moved.connect(lambda uid, step: self.take(moved(self.draft.scheme, uid, step)))
        self.tree.dropped.connect(self._drop)
        self.tree.removed.connect(self.remove)
        self.tree.renamed.connect(self._go_to_name)
        self.tree.customContextMenuRequested.connect(self._show_menu)
        self.label_form.edited.connect(lambda one: self._edited(with_label(self.draft.scheme, one)))
        self.attribute_form.edited.connect(lambda one: self._edited(with_attribute(self.draft.scheme, one)))
        self.attribute_form.changed_with_values.connect(self._take_values)
        self.relation_form.edited.connect(
            lambda one: self._edited(with_relation_type(self.draft.scheme, one))
        )
        self.undo_button.clicked.connect(self.undo)
        self.discard_button.clicked.connect(self.discard)
        self.apply_button.clicked.connect(self.apply)

    # ------------------------------------------------------------------ showing

    def show_about(self, **about: Any) -> None:
        """Perhaps about a label (name) or an item (uid)."""
        self.refresh()
        name = about.get("label", "")
        found = next((one.uid for one in self.draft.scheme.labels if one.name == name), about.get("uid", ""))
        self.tree.choose(found or self.tree.uid())
        self.tree.setFocus()

    def refresh(self) -> None:
        """Show the draft, with the numbers of marks as they are now."""
        project = self.session.project
        if project is None:
            return
        if project.scheme != self.draft.base:
            self.draft.follow(project.scheme)
        counts = project.annotations.counts()
        self._counts = {one.uid: counts.get(one.name, 0) for one in self.draft.base.labels}
        self._show()

    def changed(self, changes: Changes) -> None:
        """Marks or the scheme were touched."""
        if changes.scheme or changes.annotations:
            self.refresh_soon()

    def theme_changed(self) -> None:
        """The lines in the tree take the colours of the theme."""
        self._show()

    def take(self, scheme: Scheme) -> None:
        """The next step of the draft."""
        if self.draft.take(scheme):
            self._show()

    def _edited(self, scheme: Scheme) -> None:
        """A field was typed in: the tree, which may be large, follows a little later."""
        if self.draft.take(scheme):
            self._show_state()
            self._typed.start(_PAUSE)

    def _show(self) -> None:
        self._typed.stop()
        self.tree.show_draft(self.draft, self._counts)
        self._show_chosen(self.tree.uid())
        self._show_state()

    def _show_state(self) -> None:
        dirty, writable = self.draft.dirty, self.session.writable
        found = draft_problems(self.draft.scheme)
        self.state.setText(
            self.tr("not applied yet") if dirty else self.tr("version {0}").format(self.draft.base.version)
        )
        more = self.tr(" (and {0} more)").format(len(found) - 1) if len(found) > 1 else ""
        self.problems.setText(f"{found[0][:1].upper()}{found[0][1:]}.{more}" if found else "")
        self.problems.setVisible(bool(found))
        self.apply_button.setEnabled(dirty and writable and not found)
        self.discard_button.setEnabled(dirty)
        self.undo_button.setEnabled(dirty)

    def _show_chosen(self, uid: str) -> None:
        scheme, found = self.draft.scheme, item(self.draft.scheme, uid)
        if isinstance(found, Label):
            self.label_form.show_label(found, scheme, _possible_parents(scheme, found))
            self.forms.setCurrentIndex(1)
        elif isinstance(found, Attribute):
            above = owner(scheme, uid)
            self.attribute_form.show_attribute(found, above.attributes if above else scheme.variables)
            self.forms.setCurrentIndex(2)
        elif isinstance(found, RelationType):
            self.relation_form.show_relation(found, scheme)
            self.forms.setCurrentIndex(3)
        else:
            self.forms.setCurrentIndex(0)

    def chosen(self) -> Item | None:
        """The item that is chosen in the tree."""
        return item(self.draft.scheme, self.tree.uid())

    def chosen_label(self) -> Label | None:
        """The chosen label, or the one whose attribute is chosen."""
        found = self.chosen()
        return found if isinstance(found, Label) else owner(self.draft.scheme, self.tree.uid())

    def _form(self) -> ItemForm | None:
        shown: dict[int, ItemForm] = {1: self.label_form, 2: self.attribute_form, 3: self.relation_form}
        return shown.get(self.forms.currentIndex())

    def _go_to_name(self, uid: str) -> None:
        form = self._form()
        if form is not None:
            form.focus_name()

    # ------------------------------------------------------------------ steps

    def add_label(self, parent: str = "") -> None:
        """A new label."""
        fresh = new_label(self.draft.scheme, self.tr("new label"), parent=parent)
        self._added(with_label(self.draft.scheme, fresh), fresh.uid)

    def add_child(self) -> None:
        """A new label below the chosen one."""
        above = self.chosen_label()
        self.add_label(above.name if above else "")

    def add_attribute(self) -> None:
        """A new attribute of the chosen label."""
        above = self.chosen_label()
        if above is None:
            self.session.told.emit(self.tr("Choose the label first that gets the attribute."))
            return
        fresh = new_attribute(above.attributes, self.tr("new attribute"))
        self._added(with_attribute(self.draft.scheme, fresh, owner_uid=above.uid), fresh.uid)

    def add_relation(self) -> None:
        """A new relation type."""
        fresh = new_relation_type(self.draft.scheme, self.tr("new relation"))
        self._added(with_relation_type(self.draft.scheme, fresh), fresh.uid)

    def add_variable(self) -> None:
        """A new article variable."""
        fresh = new_attribute(self.draft.scheme.variables, self.tr("new variable"))
        self._added(with_attribute(self.draft.scheme, fresh), fresh.uid)

    def _added(self, scheme: Scheme, uid: str) -> None:
        self.take(scheme)
        self.tree.choose(uid)
        self._show_chosen(uid)
        self._go_to_name(uid)

    def duplicate(self) -> None:
        """A copy of the chosen label or attribute, beside it."""
        found = self.chosen()
        if isinstance(found, Label):
            like = new_label(self.draft.scheme, found.name, parent=found.parent)
            attributes = [replace(one, uid=new_uid()) for one in found.attributes]
            look = {"colour": like.colour, "dark_colour": like.dark_colour, "line": like.line}
            copy = replace(found, name=like.name, key=like.key, uid=like.uid, attributes=attributes, **look)
            self._added(with_label(self.draft.scheme, copy), copy.uid)
        elif isinstance(found, Attribute):
            above = owner(self.draft.scheme, found.uid)
            fresh = new_attribute(above.attributes if above else self.draft.scheme.variables, found.name)
            changed = replace(found, name=fresh.name, uid=fresh.uid)
            uid = above.uid if above else ""
            self._added(with_attribute(self.draft.scheme, changed, owner_uid=uid), changed.uid)

    def retire(self) -> None:
        """Offer the chosen item no longer, or again."""
        found = self.chosen()
        if found is not None:
            self.take(retired(self.draft.scheme, found.uid, on=is_offered(found)))

    def remove(self, uid: str) -> None:
        """Take an item out of the draft; what marks have of it shows when it is applied."""
        if self.draft.remove(uid):
            self._show()

    def _drop(self, uid: str, parent: str, before: str) -> None:
        scheme, found = self.draft.scheme, item(self.draft.scheme, uid)
        if isinstance(found, Label):
            above = item(scheme, parent)
            if parent and not isinstance(above, Label):
                return
            next_label = item(scheme, before)
            place = before if isinstance(next_label, Label) else ""
            self.take(label_placed(scheme, uid, parent=above.name if above else "", before=place))
        elif found is not None:
            self.take(attribute_placed(scheme, uid, before))

    def _take_values(self, attribute: Attribute, renamed: dict[str, str]) -> None:
        if self.draft.take_attribute(attribute, renamed):
            self._show()

    def event(self, event: QEvent) -> bool:
        """Qt: while a draft is edited, Undo and Redo are for the draft."""
        override = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        keys = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
        if override and self.draft.dirty and any(event.matches(key) for key in keys):  # type: ignore[attr-defined]
            event.accept()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Undo and Redo of the draft."""
        if event.matches(QKeySequence.StandardKey.Undo) and self.draft.dirty:
            self.undo()
        elif event.matches(QKeySequence.StandardKey.Redo) and self.draft.redo():
            self._show()
        else:
            super().keyPressEvent(event)

    def undo(self) -> None:
        """Take the last step of the draft back."""
        if self.draft.undo():
            self._show()

    def discard(self) -> None:
        """Go back to the scheme of the project."""
        self.draft = Draft(self.draft.base)
        self._show()

    def _show_menu(self, at: QPoint) -> None:
        self._fill_more()
        self.more_menu.popup(self.tree.viewport().mapToGlobal(at))

    def _fill_more(self) -> None:
        self.more_menu.clear()
        found, uid = self.chosen(), self.tree.uid()
        known = found is not None and item(self.draft.base, uid) is not None

        def offer(words: str, act: Any, *, on: bool = True) -> None:
            action = self.more_menu.addAction(words)
            action.setEnabled(on and found is not None)
            action.triggered.connect(lambda _=False: act())

        offer(self.tr("Move up\tAlt+Up"), lambda: self.take(moved(self.draft.scheme, uid, -1)))
        offer(self.tr("Move down\tAlt+Down"), lambda: self.take(moved(self.draft.scheme, uid, 1)))
        offer(self.tr("Duplicate"), self.duplicate, on=not isinstance(found, RelationType))
        again = found is not None and not is_offered(found)
        offer(self.tr("Offer again") if again else self.tr("Retire (marks keep it)"), self.retire)
        offer(self.tr("Remove\tDel"), lambda: self.remove(uid))
        self.more_menu.addSeparator()
        marks = known and isinstance(found, Label)
        offer(self.tr("Merge with other labels…"), lambda: self._change_marks("MergeDialog"), on=marks)
        offer(self.tr("Split…"), lambda: self._change_marks("SplitDialog"), on=marks)
        valued = known and isinstance(found, Attribute)
        offer(self.tr("Replace values on marks…"), lambda: self._change_marks("ReplaceDialog"), on=valued)

    # ------------------------------------------------------------------ changes of the project

    def apply(self) -> bool:
        """Show what the draft would do, and do it where that is wanted. True when it was done."""
        from annotator.ui.dialogs.scheme_change import ApplyDialog

        project = self.session.project
        if project is None or not self.draft.dirty:
            return True
        done = self._run(ApplyDialog(project, self.draft.change(), self))
        if done:
            self.draft = Draft(project.scheme)
            self.refresh()
            self.session.told.emit(self.tr("The scheme is applied. Undo takes it back."))
        return done

    def _change_marks(self, kind: str) -> None:
        from annotator.ui.dialogs import label_changes

        project = self.session.project
        if project is None:
            return
        if self.draft.dirty:
            self.session.told.emit(self.tr("Apply or discard the changes of the draft first."))
            return
        if self._run(getattr(label_changes, kind)(project, self.tree.uid(), self)):
            self.refresh()

    def _run(self, dialog: ChangeDialog) -> bool:
        done = bool(dialog.exec())
        place = dialog.place
        dialog.deleteLater()
        if place is not None:
            self._leaving = True  # the draft stays: one only looks at a mark
            try:
                self.place(*place)
            finally:
                self._leaving = False
        return done

    def may_leave(self) -> bool:
        """Ask what is to become of a draft that is not applied."""
        if self._leaving or not self.draft.dirty or not self.isVisible():
            return True
        answer = ask(
            self,
            self.tr("Scheme"),
            self.tr("The changes of the scheme are not applied yet. Marks are as they were."),
            [
                self.tr("Stay here"),
                self.tr("Keep the draft for later"),
                self.tr("Discard"),
                self.tr("Apply…"),
            ],
        )
        if answer == 2:
            self.discard()
        return {0: False, 1: True, 2: True}.get(answer, False) or (answer == 3 and self.apply())

    # ------------------------------------------------------------------ files, templates, versions

    def take_template(self) -> None:
        """Take a template, or what it has beside, into the draft."""
        from annotator.ui.dialogs.scheme_sources import TemplateDialog

        dialog = TemplateDialog(self, joining=True)
        if dialog.exec():
            self.take_scheme(dialog.scheme(), join=dialog.joins())
        dialog.deleteLater()

    def import_file(self) -> None:
        """Take a scheme from a file into the draft."""
        from annotator.project.scheme_files import ENDINGS, read_scheme_file

        filters = self.tr("Schemes ({0})").format(" ".join(f"*{one}" for one in ENDINGS))
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Import a scheme"), "", filters)
        if not chosen:
            return
        try:
            scheme = read_scheme_file(Path(chosen))
        except AnnotatorError as error:
            self.session.failed.emit(error)
            return
        answers = [self.tr("Cancel"), self.tr("Add what is new"), self.tr("Take it in place of ours")]
        words = self.tr(
            "“{0}” has {1} labels, {2} relation types and {3} article variables. Either way it comes into "
            "the draft, and nothing changes before you apply it."
        ).format(Path(chosen).name, len(scheme.labels), len(scheme.relation_types), len(scheme.variables))
        answer = ask(self, self.tr("Import a scheme"), words, answers)
        if answer:
            self.take_scheme(scheme, join=answer == 1)

    def take_scheme(self, scheme: Scheme, *, join: bool) -> None:
        """A scheme from elsewhere as the draft, or beside what is there."""
        from annotator.model.scheme_joining import adopted, joined

        draft = self.draft.scheme
        self.take(joined(draft, scheme) if join else replace(adopted(scheme, draft), name=draft.name))

    def export_file(self) -> None:
        """Write the scheme of the project to a file."""
        from annotator.project.scheme_files import WRITES, write_scheme_file

        def write(target: Path) -> None:
            write_scheme_file(self.draft.base, target, overwrite=True)

        save_as(
            self.session, self, self.tr("Export the scheme"), name="scheme.json", kinds=WRITES, write=write
        )

    def show_versions(self) -> None:
        """The versions of the codebook, and what each changed."""
        from annotator.ui.dialogs.scheme_versions import VersionsDialog

        project = self.session.project
        assert project is not None
        dialog = VersionsDialog(project, self)
        if dialog.exec() and dialog.taken is not None:
            self.take_scheme(dialog.taken, join=False)
        dialog.deleteLater()


def _possible_parents(scheme: Scheme, given: Label) -> list[str]:
    """The labels that may stand above one: neither itself nor what stands below it."""
    return [
        one.name
        for one in scheme.labels
        if one.uid != given.uid and label_placed(scheme, given.uid, parent=one.name) is not scheme
    ]


VIEW = SchemeView
