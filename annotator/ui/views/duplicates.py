"""Near-duplicates: groups of almost the same text, two of them side by side, and what to do about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDoubleSpinBox,
    QListView,
    QProgressBar,
    QPushButton,
    QSplitter,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from annotator.errors import AnnotatorError, Cancelled
from annotator.ui.deleting import delete_articles
from annotator.ui.jobs import Job
from annotator.ui.latest import Latest
from annotator.ui.overrides import safe_overrides
from annotator.ui.theme import current
from annotator.ui.view import View
from annotator.ui.widgets.fields import QuietCombo
from annotator.ui.widgets.parts import EmptyState, column, hairline, label, row
from annotator.ui.widgets.side_by_side import Side
from annotator.ui.words import count_words, date_words, isolated, number, shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from annotator.model.annotation import Span
    from annotator.model.article import ArticleId, ArticleRow
    from annotator.model.changes import Changes
    from annotator.project.duplicating import CarryPlan, Clusters
    from annotator.settings import Settings
    from annotator.ui.session import Session

Index = QModelIndex | QPersistentModelIndex

_ROOT: Final = QModelIndex()
_ROW_HEIGHT: Final = 46
_TITLE: Final = 60


@safe_overrides
class ClusterModel(QAbstractListModel):
    """A row for each group of near-duplicates; titles are asked for when a row is painted."""

    def __init__(self, titles: Callable[[Sequence[ArticleId]], list[ArticleRow]]) -> None:
        super().__init__()
        self.groups: list[tuple[list[ArticleId], float]] = []
        self._titles = titles
        self._known: dict[int, str] = {}

    def show(self, groups: list[tuple[list[ArticleId], float]]) -> None:
        """Show these groups: article ids, and the least similarity by which a member joined."""
        self.beginResetModel()
        self.groups = groups
        self._known = {}
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Qt: the number of groups."""
        return 0 if parent.isValid() else len(self.groups)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Qt: the title of the first article; how many there are and how alike."""
        ids, similarity = self.groups[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{self._title(ids[0])}\n{self._words(ids, similarity)}"
        return None

    def _title(self, article: ArticleId) -> str:
        if article not in self._known:
            rows = self._titles([article])
            self._known[article] = rows[0].title if rows else ""
        return shortened(self._known[article], _TITLE)

    def _words(self, ids: Sequence[ArticleId], similarity: float) -> str:
        count = count_words(len(ids), "article", "articles")
        return self.tr("{0} · at least {1} % alike").format(count, round(100 * similarity))


@safe_overrides
class _Rows(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Qt: two lines."""
        return QSize(120, _ROW_HEIGHT)


class DuplicatesView(View):
    """Found on a thread; the groups are kept beside the settings, not in the project."""

    name: ClassVar[str] = "duplicates"

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, parent)
        self.found: Clusters | None = None
        self._job: Job | None = None
        self._following = False
        self._members: list[ArticleId] = []
        self._comparing = Latest(self)
        self._comparing.ready.connect(self._show_differences)
        self._comparing.failed.connect(self.session.failed)
        self.model = ClusterModel(lambda ids: session.project.articles.rows(ids) if session.project else [])
        self.list = QListView()
        self.sides = (Side(), Side())
        self.chosen = (QuietCombo(), QuietCombo())
        self.threshold = QDoubleSpinBox()
        self.search = QPushButton(self.tr("Find near-duplicates"))
        self.stop = QPushButton(self.tr("Stop"))
        self.progress = QProgressBar()
        self.words = label("", "muted")
        self.counts = label("", "small")
        self._lay_out()
        self._connect()
        self.theme_changed()

    def title(self) -> str:
        """What stands over the view."""
        return self.tr("Near-duplicates")

    # ------------------------------------------------------------------ layout

    def _lay_out(self) -> None:
        self.threshold.setRange(0.3, 1.0)
        self.threshold.setSingleStep(0.05)
        self.threshold.setValue(0.6)
        self.threshold.setAccessibleName(self.tr("Least similarity"))
        self.threshold.setToolTip(self.tr("Share of common groups of three words, 0.3 to 1"))
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(160)
        self.progress.setAccessibleName(self.tr("Progress"))
        self.bar.insertWidget(2, self.words)
        for part in (
            self.progress,
            self.stop,
            label(self.tr("at least"), "muted"),
            self.threshold,
            self.search,
        ):
            self.bar.addWidget(part)
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Rows(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setAccessibleName(self.tr("Groups of near-duplicates"))
        self.list.setMinimumWidth(220)
        self.list.setProperty("role", "pages")
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(self._pair())
        split.setSizes([280, 1000])
        split.setStretchFactor(1, 1)
        self.groups = split
        self.empty = EmptyState("")
        self.body.addWidget(self.empty, 1)
        self.body.addWidget(split, 1)

    def _pair(self) -> QWidget:
        self.pair = QWidget()
        box = column(self.pair)
        heads = row(spacing=12, margins=(16, 8, 16, 8))
        for combo, words in zip(
            self.chosen, (self.tr("Article on the left"), self.tr("Article on the right")), strict=True
        ):
            combo.setAccessibleName(words)
            combo.setMinimumContentsLength(20)
            heads.addWidget(combo, 1)
        box.addLayout(heads)
        box.addWidget(hairline())
        texts = QSplitter(Qt.Orientation.Horizontal)
        texts.setHandleWidth(1)
        texts.setChildrenCollapsible(False)
        for side in self.sides:
            texts.addWidget(side)
        box.addWidget(texts, 1)
        box.addWidget(hairline())
        self.deeds: dict[str, QPushButton] = {}
        foot = row(spacing=8, margins=(16, 8, 16, 8))
        for name, words, act in (
            ("carry", self.tr("Carry marks to the right →"), lambda: self.carry(0, [self._at(1)])),
            ("carry_back", self.tr("← Carry marks to the left"), lambda: self.carry(1, [self._at(0)])),
            ("carry_all", self.tr("Carry marks of the left one to all"), self.carry_to_all),
            ("wire", self.tr("Others are wire copies of the left one"), self.mark_wire_copies),
            ("delete", self.tr("Delete the right one…"), lambda: self.delete([self._at(1)])),
            ("keep", self.tr("Keep only the left one…"), self.keep_left),
        ):
            button = QPushButton(words)
            button.clicked.connect(lambda _=False, act=act: act())
            self.deeds[name] = button
        for name in ("carry_back", "carry", "carry_all"):
            foot.addWidget(self.deeds[name])
        foot.addStretch(1)
        box.addLayout(foot)
        last = row(spacing=8, margins=(16, 0, 16, 10))
        last.addWidget(self.counts)
        last.addStretch(1)
        for name in ("wire", "delete", "keep"):
            last.addWidget(self.deeds[name])
        box.addLayout(last)
        return self.pair

    def _connect(self) -> None:
        self.search.clicked.connect(self.start_search)
        self.stop.clicked.connect(lambda: self._job.cancel() if self._job else None)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_group())
        for at, combo in enumerate(self.chosen):
            combo.activated.connect(lambda _: self._compare())
            self.sides[at].reader.scrolled.connect(lambda at=at: self._scrolled(at))
        self.list.activated.connect(lambda _: self.place(int(self._at(0))) if self._members else None)

    # ------------------------------------------------------------------ searching

    def show_about(self, **about: Any) -> None:
        """The groups that are known; `search` begins to look for them at once."""
        self.refresh()
        if about.get("search") and self.found is None:
            self.start_search()

    def refresh(self) -> None:
        """Show the groups, without articles that are gone."""
        project = self.session.project
        if project is None:
            return
        if self.found is None and self._job is None:
            from annotator.project.duplicating import remembered

            self.found = remembered(project, threshold=self.threshold.value())
        self._show_groups()

    def changed(self, changes: Changes) -> None:
        """Articles came or went, or their marks changed."""
        if changes.listing or changes.texts or changes.annotations or changes.articles:
            self.refresh_soon()

    def start_search(self) -> None:
        """Look for near-duplicates on a thread."""
        project = self.session.project
        if project is None or self._job is not None:
            return
        threshold = round(self.threshold.value(), 2)

        def work(progress: Any) -> Clusters:
            from annotator.project.duplicating import find_clusters

            return find_clusters(project, threshold=threshold, progress=progress)

        self._job = Job(work, self)
        self._job.progressed.connect(self._show_progress)
        self._job.succeeded.connect(self._found)
        self._job.failed.connect(self._not_found)
        self._job.start()
        self.progress.setRange(0, 0)
        self._tell()

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _found(self, found: Clusters) -> None:
        self._end_job()
        self.found = found
        self._show_groups()

    def _not_found(self, error: BaseException) -> None:
        self._end_job()
        self._tell()
        if isinstance(error, AnnotatorError) and not isinstance(error, Cancelled):
            self.session.failed.emit(error)
        elif not isinstance(error, AnnotatorError):
            raise error

    def _end_job(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.cancel()
            job.wait()
            job.deleteLater()

    def may_leave(self) -> bool:
        """The search goes on while one reads; it ends with its project."""
        return True

    # ------------------------------------------------------------------ groups and members

    def _show_groups(self) -> None:
        project = self.session.project
        if project is None:
            return
        from annotator.project.duplicating import present

        kept = self._members
        groups = present(project, self.found.clusters) if self.found else []
        if groups != self.model.groups:
            self.model.show(groups)
            same = next((at for at, (ids, _) in enumerate(groups) if set(ids) & set(kept)), 0)
            if groups:
                self.list.setCurrentIndex(self.model.index(same))
        self._show_group()
        self._tell()

    def _tell(self) -> None:
        busy = self._job is not None
        self.progress.setVisible(busy)
        self.stop.setVisible(busy)
        self.search.setEnabled(not busy)
        self.groups.setVisible(bool(self.model.groups))
        self.empty.setVisible(not self.model.groups)
        if busy:
            words = self.tr("Looking …")
        elif self.found is None:
            words = ""
        elif self.model.groups:
            articles = sum(len(ids) for ids, _ in self.model.groups)
            words = self.tr("{0} with {1}").format(
                count_words(len(self.model.groups), "group", "groups"),
                count_words(articles, "article", "articles"),
            )
        else:
            words = self.tr("No article is nearly the same as another one.")
        self.words.setText(words if self.model.groups or busy else "")
        self.empty.set_text(
            words
            or self.tr(
                "Copies of one wire story are found by the words that they share, in any language."
                " Press “Find near-duplicates”; you can go on working meanwhile."
            )
        )

    def _show_group(self) -> None:
        at = self.list.currentIndex().row()
        members = self.model.groups[at][0] if 0 <= at < len(self.model.groups) else []
        project = self.session.project
        if project is None:
            return
        kept = [combo.currentData() for combo in self.chosen] if members == self._members else [None, None]
        self._members = list(members)
        rows = project.articles.rows(members)
        for place, combo in enumerate(self.chosen):
            combo.clear()
            for one in rows:
                combo.addItem(_member(one), one.id)
            wanted = combo.findData(kept[place]) if kept[place] is not None else min(place, len(rows) - 1)
            combo.setCurrentIndex(max(0, wanted))
        self._compare()

    def _at(self, side: int) -> ArticleId:
        found: ArticleId = self.chosen[side].currentData()
        return found

    def _compare(self) -> None:
        project = self.session.project
        several = len(self._members) > 2
        writable = self.session.writable
        for name, button in self.deeds.items():
            button.setEnabled(writable and bool(self._members) and self._at(0) != self._at(1))
            button.setVisible(several or name != "carry_all")
        if project is None or not self._members:
            return
        pair = (self._at(0), self._at(1))

        def work() -> Any:
            from annotator.analysis.word_differences import word_differences

            texts = [project.articles.text(one) for one in pair]
            marks = [(project.annotations.of(one), project.relations.of(one)) for one in pair]
            return pair, texts, marks, word_differences(texts[0], texts[1])

        self._comparing.ask(work)

    def _show_differences(self, made: Any) -> None:
        pair, texts, marks, differences = made
        if not self._members or pair != (self._at(0), self._at(1)):
            return
        self._following = True
        for at, side in enumerate(self.sides):
            annotations, relations = marks[at]
            side.reader.show_article(texts[at], annotations, relations, self.session.scheme)
            spans: list[Span] = differences[at]
            side.reader.show_finds(spans, None)
            side.show_name(
                count_words(len(annotations), "mark", "marks"),
                count_words(len(spans), "difference", "differences"),
            )
        self._following = False
        self.counts.setText(self.tr("What the other one does not have is set off."))

    def _scrolled(self, at: int) -> None:
        """The other side goes to the same share of its length: the texts are not quite the same."""
        if self._following:
            return
        self._following = True
        here, there = (self.sides[one].reader.verticalScrollBar() for one in (at, 1 - at))
        share = here.value() / max(1, here.maximum())
        there.setValue(round(share * there.maximum()))
        self._following = False

    def theme_changed(self) -> None:
        """Dress the readers."""
        from annotator.ui.page import canvas_look

        look = canvas_look(current(), self.settings)
        for side in self.sides:
            side.reader.set_theme(look)
            side.reader.set_zoom(round(self.settings.number("zoom")))

    # ------------------------------------------------------------------ what to do about them

    def carry(self, source: int, targets: Sequence[ArticleId]) -> None:
        """Carry the marks of one side to these articles, after what would happen was shown."""
        project = self.session.project
        if project is None:
            return
        from annotator.project.duplicating import plan_carrying

        start = self._at(source)
        work: list[CarryPlan] = [plan_carrying(project, start, one) for one in targets]
        from annotator.ui.dialogs.carrying import CarryDialog

        dialog = CarryDialog(work, self)
        if not dialog.exec():
            return
        self._carry_out(work, [dialog.decisions(at) for at in range(len(work))])

    def _carry_out(self, plans: Sequence[CarryPlan], decisions: Sequence[Any]) -> None:
        from annotator.project.duplicating import carry_marks

        made: list[int] = []

        def act(project: Any) -> None:
            made.extend(carry_marks(project, plan, one) for plan, one in zip(plans, decisions, strict=True))

        if self.session.do("Carry marks over", act):
            words = self.tr("{0} carried over. Ctrl+Z takes that back.")
            self.session.told.emit(words.format(count_words(sum(made), "mark", "marks")))

    def carry_to_all(self) -> None:
        """Carry the marks of the left article to every other one of the group."""
        self.carry(0, [one for one in self._members if one != self._at(0)])

    def mark_wire_copies(self) -> None:
        """Say of all others of the group that they are copies of the left one."""
        from annotator.project.duplicating import mark_wire_copies

        original, others = self._at(0), [one for one in self._members if one != self._at(0)]
        name = "Mark as wire copy" if len(others) == 1 else f"Mark {number(len(others))} wire copies"
        if self.session.do(name, lambda project: mark_wire_copies(project, original, others)):
            words = self.tr("{0} marked as wire copies, see Article.")
            self.session.told.emit(words.format(count_words(len(others), "article is", "articles are")))

    def delete(self, articles: Sequence[ArticleId]) -> None:
        """Delete articles, after a question."""
        delete_articles(self.session, articles, self)

    def keep_left(self) -> None:
        """Delete every article of the group but the left one, after a question."""
        self.delete([one for one in self._members if one != self._at(0)])


def _member(article: ArticleRow) -> str:
    """A member of a group on one line: where it stands, when, and how many marks it has."""
    parts = [isolated(article.outlet), date_words(article.published, short=True)]
    parts += [count_words(article.marks, "mark", "marks")] if article.marks else []
    return " · ".join(part for part in (shortened(article.title, _TITLE), *parts) if part)


VIEW = DuplicatesView
