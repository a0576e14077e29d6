"""The registry of entities: a table, the page and the form of each, and proposals for unassigned mentions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QLineEdit,
    QMenu,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QWidget,
)

from annotator.errors import AnnotatorError, Cancelled
from annotator.model.annotation import AnnotationId
from annotator.model.article import ArticleId
from annotator.ui import faults
from annotator.ui.dialogs.ask import ask
from annotator.ui.dialogs.entities import ImportPreview, MergeDialog, SplitDialog
from annotator.ui.finding import Finder
from annotator.ui.view import View
from annotator.ui.widgets.entity_form import EntityForm
from annotator.ui.widgets.entity_page import EntityPage
from annotator.ui.widgets.entity_table import EntityTable
from annotator.ui.widgets.parts import ElidedLabel, EmptyState, ScrollPane, column, hairline, label, row
from annotator.ui.widgets.proposal_page import ProposalPage
from annotator.ui.words import count_words, isolated

if TYPE_CHECKING:
    from annotator.analysis.same_names import Proposal
    from annotator.model.changes import Changes
    from annotator.model.entity import Entity
    from annotator.model.exchange import Progress
    from annotator.project import Project
    from annotator.project.linking import Candidates, Decision
    from annotator.project.profiles import Profile
    from annotator.settings import Settings
    from annotator.ui.session import Session

_REGISTRY, _PROPOSALS = 0, 1
_PAGE, _FORM = 0, 1


class EntitiesView(View):
    """Two tabs: the registry, and proposals of which mentions are one entity."""

    name = "entities"

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, parent)
        self._shown = ""  # uid of the entity on the right
        self.proposer = Finder(self)
        self.profiler = Finder(self)
        self._fill_bar()
        self._fill_body()
        self._connect()

    def title(self) -> str:
        """What stands over the view."""
        return self.tr("Entities")

    # ------------------------------------------------------------------ parts

    def _fill_bar(self) -> None:
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.addTab(self.tr("Registry"))
        self.tabs.addTab(self.tr("Proposals"))
        self.tabs.setAccessibleName(self.tr("Registry or proposals"))
        self.more = QToolButton()
        self.more.setText(self.tr("Table ▾"))
        self.more.setAccessibleName(self.tr("Import and export of the registry"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        menu = QMenu(self.more)
        self.import_action = menu.addAction(self.tr("Import from CSV or Excel…"))
        self.export_action = menu.addAction(self.tr("Export to CSV or Excel…"))
        self.more.setMenu(menu)
        self.bar.addWidget(self.tabs)
        self.bar.addSpacing(12)
        self.bar.addWidget(self.more)

    def _fill_body(self) -> None:
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Name, alias, type, party …"))
        self.filter.setAccessibleName(self.tr("Filter entities"))
        self.filter.setClearButtonEnabled(True)
        self.count = label("", "small")
        self.table = EntityTable()
        self.new, self.merge, self.split, self.delete = (
            self._button(words, what)
            for words, what in (
                (self.tr("New"), self.add_entity),
                (self.tr("Merge…"), self.merge_chosen),
                (self.tr("Split…"), self.split_chosen),
                (self.tr("Delete…"), self.delete_chosen),
            )
        )
        self.proposals = ProposalPage(self._matching, self._text_of)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self._left())
        split.addWidget(self._right())
        split.setStretchFactor(1, 1)
        split.setSizes([420, 860])
        self.stack = QStackedWidget()
        self.stack.addWidget(split)
        self.stack.addWidget(self.proposals)
        self.body.addWidget(self.stack)

    def _left(self) -> QWidget:
        left = QWidget()
        box = column(left)
        line = row(spacing=8, margins=(16, 10, 12, 8))
        line.addWidget(self.filter, 1)
        line.addWidget(self.count)
        box.addLayout(line)
        box.addWidget(self.table, 1)
        box.addWidget(hairline())
        acts = row(spacing=6, margins=(12, 8, 12, 8))
        for button in (self.new, self.merge, self.split, self.delete):
            acts.addWidget(button)
        acts.addStretch(1)
        box.addLayout(acts)
        return left

    def _right(self) -> QWidget:
        self.page = EntityPage(self._text_of)
        self.form = EntityForm()
        self.sides = QTabBar()
        self.sides.setDrawBase(False)
        self.sides.setExpanding(False)
        self.sides.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.sides.addTab(self.tr("Page"))
        self.sides.addTab(self.tr("Form"))
        self.sides.setAccessibleName(self.tr("Page or form of the entity"))
        self.heading = ElidedLabel("", "heading")
        self.nobody = EmptyState("")
        self.right = QStackedWidget()
        for page in (self.page, ScrollPane(self.form), self.nobody):
            self.right.addWidget(page)
        holder = QWidget()
        box = column(holder)
        line = row(spacing=16, margins=(16, 6, 16, 0))
        line.addWidget(self.heading)
        line.addStretch(1)
        line.addWidget(self.sides)
        box.addLayout(line)
        box.addWidget(hairline())
        box.addWidget(self.right, 1)
        return holder

    def _button(self, words: str, what: Callable[[], None]) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName("small_choice")
        button.setStyleSheet("padding: 0 10px;")
        button.clicked.connect(what)
        return button

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._tab_changed)
        self.sides.currentChanged.connect(lambda _: self._show_side())
        self.filter.textChanged.connect(self._filter)
        self.table.chosen_changed.connect(self._chosen_changed)
        self.table.delete_requested.connect(self.delete_chosen)
        self.page.place_chosen.connect(self.place)
        self.page.entity_chosen.connect(self.choose)
        self.form.edited.connect(self._edit)
        self.proposals.place_chosen.connect(self.place)
        self.proposals.accepted.connect(self._accept)
        self.proposals.rejected.connect(self._reject)
        self.proposer.found.connect(self._show_candidates)
        self.proposer.ended.connect(self._tell_end)
        self.profiler.found.connect(self._show_profile)
        self.profiler.ended.connect(self._tell_end)
        self.import_action.triggered.connect(self._choose_table)
        self.export_action.triggered.connect(self._choose_target)
        self.session.project_changed.connect(self._let_go)

    # ------------------------------------------------------------------ shown, changed, left

    def show_about(self, **about: Any) -> None:
        """Bring the registry to the front, at an entity (`uid`) or at the proposals (`proposals`)."""
        self.tabs.setCurrentIndex(_PROPOSALS if about.get("proposals") else _REGISTRY)
        self.refresh()
        if uid := about.get("uid"):
            self.filter.clear()
            self.choose(str(uid))
        elif not self.table.chosen() and self.table.shown.rows:
            self.table.choose([self.table.shown.rows[0].uid])
        (self.table if self.table.shown.rows else self.filter).setFocus()

    def refresh(self) -> None:
        """Show everything as it is now; the chosen entities stay chosen."""
        project = self.session.project
        if project is None:
            return
        chosen = [one.uid for one in self.table.chosen()]
        self.table.shown.show(project.entities.all(), project.entities.mention_counts())
        self.table.choose(chosen)
        writable = not project.read_only
        for part in (self.new, self.import_action):
            part.setEnabled(writable)
        self._count()
        self._chosen_changed()
        if self.tabs.currentIndex() == _PROPOSALS:
            self._propose()

    def changed(self, changes: Changes) -> None:
        """Entities, marks or articles changed."""
        if changes.entities or changes.annotations or changes.listing or changes.scheme or changes.relations:
            self.refresh_soon()

    def may_leave(self) -> bool:
        """What is typed in the form is committed first."""
        self.form.commit_typed()
        return True

    def choose(self, uid: str) -> None:
        """Choose one entity."""
        if self.table.shown.place(uid) < 0:
            self.filter.clear()
        self.table.choose([uid])

    def _let_go(self) -> None:
        self.proposer.stop()
        self.profiler.stop()

    def _tab_changed(self, tab: int) -> None:
        self.stack.setCurrentIndex(tab)
        if tab == _PROPOSALS:
            self._propose()

    def _filter(self, text: str) -> None:
        chosen = [one.uid for one in self.table.chosen()]
        self.table.shown.filter(text)
        self.table.choose(chosen)
        if not self.table.chosen() and self.table.shown.rows and text:
            self.table.choose([self.table.shown.rows[0].uid])
        self._count()

    def _count(self) -> None:
        shown, total = len(self.table.shown.rows), len(self.table.shown.all)
        words = count_words(total, "entity", "entities")
        self.count.setText(words if shown == total else self.tr("{0} of {1}").format(shown, words))

    # ------------------------------------------------------------------ the entity on the right

    def _chosen_changed(self) -> None:
        chosen, project = self.table.chosen(), self.session.project
        writable = project is not None and not project.read_only
        self.merge.setEnabled(writable and len(chosen) > 1)
        self.split.setEnabled(writable and len(chosen) == 1)
        self.delete.setEnabled(writable and bool(chosen))
        self.sides.setVisible(len(chosen) == 1)
        self._shown = chosen[0].uid if len(chosen) == 1 else ""
        if self._shown and project is not None:
            self._show_heading(chosen[0].name)
            self.form.show_entity(chosen[0], self._types(), writable=writable)
            uid = self._shown

            def work(progress: Progress) -> Iterator[Profile]:
                from annotator.project.profiles import profile

                yield profile(project, uid)

            self.profiler.start(work)
            return
        self.profiler.stop()
        self._show_heading(count_words(len(chosen), "entity", "entities") if chosen else "")
        self.nobody.set_text(self._nobody(len(chosen)))
        self.right.setCurrentIndex(2)

    def _nobody(self, chosen: int) -> str:
        if chosen:
            return self.tr("Merge makes one of them: their marks move together and the names become aliases.")
        if self.table.shown.all:
            return self.tr("No entity is chosen.")
        return self.tr(
            "An entity is one real-world actor under all its names. “New” adds one, “Proposals” gathers the "
            "marks that name none yet, and a table can be imported."
        )

    def _show_heading(self, words: str) -> None:
        self.heading.setText(" ".join(words.split()))
        self.heading.setToolTip(words)

    def _show_profile(self, found: Sequence[Profile]) -> None:
        for one in found:
            if one.entity.uid == self._shown:
                self.page.show_profile(one)
                self._show_side()

    def _show_side(self) -> None:
        if self._shown:
            self.right.setCurrentIndex(self.sides.currentIndex())

    def _types(self) -> list[str]:
        known = [
            name
            for one in self.session.scheme.labels
            if one.entity
            for attribute in one.attributes
            if attribute.name == "type"
            for name in attribute.value_names()
        ]
        return list(dict.fromkeys([*known, *sorted({one.type for one in self.table.shown.all if one.type})]))

    def _edit(self, fields: dict[str, Any]) -> None:
        uid = self.form.uid
        self._do(lambda project: project.entities.edit(uid, **fields))

    # ------------------------------------------------------------------ what can be done

    def _do(self, act: Callable[[Project], Any]) -> Any:
        """Do something to the project; a failure is told. Gives what it gave, None for a failure."""
        project = self.session.project
        if project is None:
            return None
        try:
            return act(project)
        except AnnotatorError as error:
            self.session.failed.emit(error)
            return None

    def add_entity(self) -> None:
        """Add an entity, and go to its form."""
        name = self.filter.text().strip()
        if self.table.shown.rows or not name:
            name = self.tr("New entity")
        made: Entity | None = self._do(lambda project: project.entities.add(name))
        if made is not None:
            self.refresh()
            self.choose(made.uid)
            self.sides.setCurrentIndex(_FORM)
            self.right.setCurrentIndex(_FORM)
            self.form.lines["name"].setFocus()
            self.form.lines["name"].selectAll()

    def merge_chosen(self) -> None:
        """Ask which of the chosen ones stays, and merge the others into it."""
        chosen = self.table.chosen()
        if len(chosen) < 2:
            return
        dialog = MergeDialog(chosen, self.table.shown.counts, self)
        if dialog.exec():
            kept = dialog.kept()
            others = [one.uid for one in chosen if one.uid != kept.uid]
            if self._do(lambda project: project.entities.merge(kept.uid, others)) is not None:
                self.session.told.emit(self.tr("Merged into {0}. Ctrl+Z parts them again.").format(kept.name))
                self.refresh()
                self.choose(kept.uid)
        dialog.deleteLater()

    def split_chosen(self) -> None:
        """Ask which mentions of the chosen one are somebody else, and split them off."""
        from annotator.project.profiles import profile

        chosen = self.table.chosen()
        page: Profile | None = self._do(lambda project: profile(project, chosen[0].uid)) if chosen else None
        if page is None or len(chosen) != 1:
            return
        dialog = SplitDialog(page.entity, page.mentions, self._text_of, self)
        if dialog.exec():
            marks = [AnnotationId(one.id) for one in dialog.tree.ticked()]
            name, aliases = dialog.name.text().strip(), dialog.aliases()
            made = self._do(
                lambda project: project.entities.split(chosen[0].uid, name, marks, aliases=aliases)
            )
            if made is not None:
                self.session.told.emit(self.tr("Split off {0}. Ctrl+Z joins them again.").format(made.name))
                self.refresh()
                self.choose(made.uid)
        dialog.deleteLater()

    def delete_chosen(self) -> None:
        """Delete the chosen entities; asks when marks name them."""
        chosen = self.table.chosen()
        if not chosen or not self.delete.isEnabled():
            return
        marks = sum(self.table.shown.counts.get(one.uid, 0) for one in chosen)
        what = (
            isolated(chosen[0].name) if len(chosen) == 1 else count_words(len(chosen), "entity", "entities")
        )
        if marks:
            sentence = self.tr(
                "Delete {0}? {1} will name nobody then; the marks stay. Ctrl+Z brings all back."
            )
            words = sentence.format(what, count_words(marks, "mark", "marks"))
            if ask(self, self.tr("Delete"), words, [self.tr("Cancel"), self.tr("Delete")]) != 1:
                return
        uids = [one.uid for one in chosen]
        self._do(lambda project: project.entities.delete(*uids))
        self.session.told.emit(self.tr("Deleted {0}. Ctrl+Z brings it back.").format(what))

    # ------------------------------------------------------------------ proposals

    def _propose(self) -> None:
        project = self.session.project
        if project is None:
            return

        def work(progress: Progress) -> Iterator[Candidates]:
            from annotator.project.linking import propose

            yield propose(project, progress)

        self.proposer.start(work)

    def _show_candidates(self, found: Sequence[Candidates]) -> None:
        project = self.session.project
        for one in found if project is not None else ():
            self.proposals.show_candidates(one, self._types(), writable=not project.read_only)  # type: ignore[union-attr]
            count = f" {len(one.proposals)}" if one.proposals else ""
            self.tabs.setTabText(_PROPOSALS, self.tr("Proposals") + count)

    def _accept(self, decisions: list[Decision]) -> None:
        from annotator.project.linking import accept

        changed = self._do(lambda project: accept(project, decisions)) if decisions else None
        if changed is not None:
            words = self.tr("{0} got an entity. Ctrl+Z takes it back.")
            self.session.told.emit(words.format(count_words(changed, "mark", "marks")))

    def _reject(self, proposals: list[Proposal]) -> None:
        from annotator.project.linking import reject

        self._do(lambda project: reject(project, proposals))
        self._propose()

    def _tell_end(self, error: BaseException | None) -> None:
        if isinstance(error, AnnotatorError) and not isinstance(error, Cancelled):
            self.refresh_soon()  # it was deleted meanwhile
        elif error is not None and not isinstance(error, Cancelled):
            faults.write_log(faults.report(error))
            self.session.told.emit(
                self.tr("Something went wrong: details are in {0}").format(faults.log_file())
            )

    # ------------------------------------------------------------------ tables

    def _choose_table(self) -> None:
        kinds = f"{self.tr('Tables')} (*.csv *.tsv *.txt *.xlsx *.xlsm *.ods)"
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Import entities"), "", kinds)
        if chosen:
            self.import_table(Path(chosen))

    def import_table(self, path: Path) -> None:
        """Show what the table would do, and do it if that is wanted."""
        from annotator.project.registry import apply_import, plan_import

        plan = self._do(lambda project: plan_import(project, path))
        if plan is None:
            return
        dialog = ImportPreview(plan, path.name, self)
        if dialog.exec():
            self._do(lambda project: apply_import(project, plan))
            self.session.told.emit(self.tr("Imported: {0}").format(plan.words()))
        dialog.deleteLater()

    def _choose_target(self) -> None:
        project = self.session.project
        if project is None:
            return
        kinds = f"{self.tr('Excel workbook')} (*.xlsx);;CSV (*.csv)"
        name = str(project.path.with_name(f"{project.name} entities.xlsx"))
        chosen, kind = QFileDialog.getSaveFileName(self, self.tr("Export entities"), name, kinds)
        if chosen:
            target = Path(chosen)
            self.export_table(
                target if target.suffix else target.with_suffix(kind.rpartition("*")[2].rstrip(")"))
            )

    def export_table(self, target: Path) -> None:
        """Write the registry there."""
        from annotator.project.registry import export_registry

        count = self._do(lambda project: export_registry(project, target))
        if count is not None:
            words = self.tr("{0} are in {1}")
            self.session.told.emit(words.format(count_words(count, "entity", "entities"), target.name))

    # ------------------------------------------------------------------ the project

    def _text_of(self, article: int) -> str:
        project = self.session.project
        try:
            return project.articles.text(ArticleId(article)) if project else ""
        except AnnotatorError:
            return ""  # deleted meanwhile: the list is made anew in a moment

    def _matching(self, text: str) -> Sequence[Entity]:
        project = self.session.project
        return project.entities.match(text) if project else []


VIEW = EntitiesView
