"""The details panel: everything about the selected mark, each part in the right kind of field."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QPushButton, QWidget

from annotator.errors import AnnotatorError
from annotator.ui.history_words import history_steps
from annotator.ui.panel import Panel
from annotator.ui.relation_words import relation_lines
from annotator.ui.todos import Todo, todos
from annotator.ui.widgets.entity_field import EntityField
from annotator.ui.widgets.fields import LabelCombo
from annotator.ui.widgets.form import Form
from annotator.ui.widgets.parts import (
    EmptyState,
    ScrollPane,
    cleared,
    column,
    label,
    row,
    section,
    tab_stops,
)
from annotator.ui.widgets.quote import Quote
from annotator.ui.widgets.relation_list import RelationList
from annotator.ui.words import capital, shortened, time_words

if TYPE_CHECKING:
    from annotator.model.annotation import Annotation, AttributeValue, Relation
    from annotator.model.changes import Changes
    from annotator.model.entity import Entity
    from annotator.model.scheme import Label
    from annotator.ui.session import Session

#: Steps of the history that are shown.
_STEPS: Final = 12


class DetailsPanel(Panel):
    """Quote, label, attributes, entity, relations, note, history and to-dos of the selected mark."""

    name = "details"
    order = 2

    cue_requested = Signal(object)  # Relation: take the selected text as its cue
    todos_counted = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._uid = ""
        self._entities: dict[str, str] = {}
        self._todo_of: tuple[tuple[object, ...], tuple[object, ...], list[Todo]] | None = None
        self.quote = Quote()
        self.label_combo = LabelCombo()
        self.label_combo.setAccessibleName(self.tr("Label"))
        self.entity = EntityField(self._matching)
        self.head_form = Form()
        self.head_form.add_row(self.tr("Label"), self.label_combo)
        self._entity_name = self.head_form.add_row(self.tr("Entity"), self.entity)
        self.form = Form()
        self.relations = RelationList(self._called, self._label_of, self._takes_cue, self._other_types)
        self.no_relations = label("", "muted", wrap=True)
        self.note = QPlainTextEdit()
        self.note.setProperty("role", "field")
        self.note.setPlaceholderText(self.tr("Why this code…"))
        self.note.setAccessibleName(self.tr("Note"))
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(56)
        self.note.installEventFilter(self)
        self.history = QWidget()
        self._history_box = column(self.history, spacing=6)
        self.todo = QFrame()
        self.todo.setObjectName("todo")
        self._todo_box = column(self.todo, spacing=4, margins=(10, 8, 10, 8))
        self.empty = EmptyState("")
        self._lay_out()
        self._connect()
        self.refresh()

    def _lay_out(self) -> None:
        self.content = QWidget()
        box = column(self.content, margins=(16, 13, 14, 18))
        for part, gap in (
            (self.quote, 13),
            (self.head_form, 6),
            (self.form, 16),
            (section(self.tr("Who says what about whom")), 9),
            (self.relations, 0),
            (self.no_relations, 18),
            (section(self.tr("Note")), 8),
            (self.note, 18),
            (section(self.tr("History")), 8),
            (self.history, 16),
            (self.todo, 0),
        ):
            box.addWidget(part)
            box.addSpacing(gap)
        box.addStretch(1)
        self.pane = ScrollPane(self.content)
        outer = column(self)
        outer.addWidget(self.pane, 1)
        outer.addWidget(self.empty, 1)

    def _connect(self) -> None:
        self.session.hiding.changed.connect(self.refresh_soon)
        self.label_combo.activated.connect(self._relabel)
        self.entity.entity_chosen.connect(lambda uid: self.session.set_entity(self._uid, uid))
        self.entity.entity_named.connect(self._new_entity)
        self.relations.mark_requested.connect(self.mark_requested)
        self.relations.delete_requested.connect(self.session.unrelate)
        self.relations.cue_requested.connect(self.cue_requested)
        self.relations.type_requested.connect(self._change_type)
        self.relations.cue_removed.connect(lambda relation: self.session.set_cue(relation, None))

    # ------------------------------------------------------------------ what the session tells

    def project_changed(self) -> None:
        """Take names and labels of the project."""
        self._take_project()
        self.refresh_soon()

    def changed(self, changes: Changes) -> None:
        """Refresh names, labels or the history when they were touched."""
        if changes.scheme or changes.entities:
            self._take_project()
            self.refresh_soon()
        mark = self.session.mark(self._uid)
        if mark and mark.id in changes.annotations:
            self.refresh_soon()

    def article_shown(self, article: int) -> None:
        """Nothing is selected in another article."""
        self.refresh_soon()

    def marks_changed(self) -> None:
        """Show the selected mark as it is now."""
        self.refresh_soon()

    def annotation_selected(self, uid: str) -> None:
        """Show another mark; what was being typed about the last one is committed first."""
        self._commit_typed()
        self.refresh_soon()

    def theme_changed(self) -> None:
        """Take icons of the right colour."""
        self.refresh_soon()

    # ------------------------------------------------------------------ keyboard

    def focus_first(self) -> None:
        """Put the focus on the first field that is still empty, or the first of all."""
        self.refresh_now()
        mark, values = self.session.mark(self._uid), self._attributes()
        fields: list[QWidget] = [field for field in self.form.fields.values() if field.isVisible()]
        empty = [one for name, one in self.form.fields.items() if one.isVisible() and name not in values]
        nameless = [self.entity] if self.entity.isVisible() and mark and not mark.entity else []
        target = [*nameless, *empty, *fields, self.label_combo][0]
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.pane.ensureWidgetVisible(target)

    def focus_note(self) -> None:
        """Put the focus on the note."""
        self.refresh_now()
        self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.pane.ensureWidgetVisible(self.note)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: the note is committed when the focus leaves it, or with Ctrl+Enter."""
        if watched is self.note and event.type() == QEvent.Type.FocusOut:
            self._commit_note()
        return super().eventFilter(watched, event)

    # ------------------------------------------------------------------ showing

    def _take_project(self) -> None:
        project = self.session.project
        self._entities = {one.uid: one.name for one in project.entities.all()} if project else {}
        self.label_combo.show_labels(self.session.scheme.active_labels())

    def refresh(self) -> None:
        """Show the selected mark as it is now."""
        mark = self.session.selected_mark()
        self._uid = mark.uid if mark else ""
        self.pane.setVisible(mark is not None)
        self.empty.setVisible(mark is None)
        todo = self._todos()
        self.todos_counted.emit(len(todo))
        if mark is None:
            self.empty.set_text(self._why_empty())
            return
        self._show_fields(mark)
        self._show_relations(mark)
        if not self.note.hasFocus() and self.note.toPlainText() != mark.note:
            self.note.setPlainText(mark.note)
        self._show_history(mark)
        self._show_todos([one for one in todo if one.uid == mark.uid])

    def _todos(self) -> list[Todo]:
        """What is to be done in the article; the same as long as nothing of it changed."""
        session = self.session
        hiding = session.hiding.shown_labels(), session.hiding.shown_coders()
        known = session.annotations, session.relations, session.scheme
        if (
            self._todo_of is None
            or any(one is not other for one, other in zip(self._todo_of[0], known, strict=True))
            or self._todo_of[1] != hiding
        ):
            self._todo_of = known, hiding, todos(session.scheme, session.shown_marks, session.relations)
        return self._todo_of[2]

    def _why_empty(self) -> str:
        if self.session.article is None:
            return self.tr("Choose an article to read and mark.")
        if self.session.annotations and not self.session.shown_marks:
            return self.tr("All marks of this article are hidden. Ctrl+Shift+M shows them again.")
        if not self.session.annotations:
            return self.tr(
                "Select some text and press the key of a label: A, C, S or E in the default scheme."
            )
        return self.tr("Click a mark in the text, or press Tab there to go from mark to mark.")

    def _show_fields(self, mark: Annotation) -> None:
        kind = self._label_of(mark.label)
        writable = self.session.writable
        self.quote.show_quote(mark.quote, kind)
        at = self.label_combo.findData(mark.label)
        if at < 0:
            self.label_combo.addItem(capital(mark.label), mark.label)
            at = self.label_combo.count() - 1
        self.label_combo.setCurrentIndex(at)
        self.label_combo.setEnabled(writable)
        takes_entity = bool(kind and kind.entity)
        self.entity.setVisible(takes_entity)
        self._entity_name.setVisible(takes_entity)
        self.entity.setEnabled(writable)
        self.entity.show_entity(mark.entity, self._entities.get(mark.entity, ""), shortened(mark.quote, 80))
        self.form.attribute_rows(
            kind.attributes if kind else [],
            self._set_attribute,
        )
        self.form.show_values(mark.attributes, enabled=writable)
        self.note.setReadOnly(not writable)

    def _show_relations(self, mark: Annotation) -> None:
        lines = relation_lines(mark, self.session.shown_marks, self.session.relations)
        self.relations.show_lines(lines, writable=self.session.writable)
        self.relations.setVisible(bool(lines))
        self.no_relations.setText(
            "" if lines else self.tr("No relations yet. Press R in the text, then the other mark.")
        )
        self.no_relations.setVisible(not lines)
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Tab goes down the panel, although fields and relations are younger than what stands below them."""
        fields = [stop for field in self.form.fields.values() for stop in tab_stops(field)]
        parts = [self.label_combo, self.entity, *fields, *self.relations.stops, self.note]
        for before, after in pairwise(parts):
            QWidget.setTabOrder(before, after)

    def _show_history(self, mark: Annotation) -> None:
        cleared(self._history_box)
        project = self.session.project
        if project is None:
            return
        if not mark.id:
            self._history_box.addWidget(label(self.tr("Not saved yet."), "muted"))
            return
        try:
            entries = project.history.of_annotation(mark.id)
        except AnnotatorError as error:
            self._history_box.addWidget(label(error.sentence, "muted", wrap=True))
            return
        names = {one.id: one.name for one in project.entities.all()}
        for step in history_steps(entries, lambda key: names.get(key, "?"))[:_STEPS]:  # type: ignore[call-overload]
            line = row(spacing=8)
            moment = label(time_words(step.at), "muted")
            line.addWidget(moment, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(label(step.words, wrap=True), 1)
            self._history_box.addLayout(line)
        whole = QPushButton(self.tr("Whole history"))
        whole.setProperty("role", "link")
        whole.clicked.connect(lambda: self.history_requested.emit(0, mark.id))
        self._history_box.addWidget(whole, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_todos(self, found: list[Todo]) -> None:
        cleared(self._todo_box)
        self.todo.setVisible(bool(found))
        for one in found:
            line = row(spacing=8)
            head = label(self.tr("To do"), "todo")
            line.addWidget(head)
            line.addWidget(label(f"{one.label} {one.lack}", "muted", wrap=True), 1)
            self._todo_box.addLayout(line)

    # ------------------------------------------------------------------ writing

    def _attributes(self) -> dict[str, AttributeValue]:
        mark = self.session.mark(self._uid)
        return mark.attributes if mark else {}

    def _set_attribute(self, name: str, value: AttributeValue | None) -> None:
        self.session.set_attribute(self._uid, name, value)

    def _relabel(self, at: int) -> None:
        self.session.relabel(self._uid, self.label_combo.itemData(at))

    def _new_entity(self, name: str) -> None:
        mark = self.session.mark(self._uid)
        if mark is None or self.session.project is None:
            return
        kind = mark.attributes.get("type", "") if mark.label == "actor" else ""
        uid = self.session.add_entity(name, str(kind))
        if uid:
            self.session.set_entity(mark.uid, uid)

    def _commit_typed(self) -> None:
        """A click on another mark ends the editing of this one."""
        if self.note.hasFocus():
            self._commit_note()
            self.note.clearFocus()

    def _commit_note(self) -> None:
        if self._uid:
            self.session.set_note(self._uid, self.note.toPlainText().strip())

    # ------------------------------------------------------------------ names

    def _matching(self, text: str) -> list[Entity]:
        project = self.session.project
        return list(project.entities.match(text)) if project else []

    def _called(self, mark: Annotation) -> str:
        """What a chip says of a mark: polarity, entity or quote."""
        if mark.label == "sentiment" and isinstance(mark.attributes.get("polarity"), str):
            return str(mark.attributes["polarity"])
        return self._entities.get(mark.entity) or " ".join(mark.quote.split())

    def _label_of(self, name: str) -> Label | None:
        return next((one for one in self.session.scheme.labels if one.name == name), None)

    def _other_types(self, relation: Relation) -> list[str]:
        """What else the scheme lets the relation between its two marks be."""
        head, tail = self.session.mark(relation.head), self.session.mark(relation.tail)
        if head is None or tail is None:
            return []
        found = self.session.scheme.relations_between(head.label, tail.label)
        return [one.name for one in found if one.name != relation.type]

    def _change_type(self, relation: Relation, kind: str) -> None:
        name = f"Change {relation.type} to {kind}"
        self.session.do(name, lambda project: project.relations.edit(relation.id, type=kind))

    def _takes_cue(self, kind: str) -> bool:
        return any(one.name == kind and one.cue for one in self.session.scheme.relation_types)


PANEL = DetailsPanel
