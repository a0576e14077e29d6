"""The articles panel: filter, progress, and the list of all articles."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import msgspec
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListView, QMenu, QProgressBar, QToolButton, QWidget

from annotator.errors import AnnotatorError
from annotator.model.article import STATUSES, ArticleId, ArticleRow
from annotator.ui.icons import icon
from annotator.ui.overrides import safe_overrides
from annotator.ui.panel import Panel
from annotator.ui.widgets.article_list import ID_ROLE, ArticleDelegate, ArticleModel
from annotator.ui.widgets.parts import EmptyState, column, label, restyle, row
from annotator.ui.words import count_words, number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from annotator.model.article import Status
    from annotator.model.changes import Changes
    from annotator.model.filters import ArticleFilter
    from annotator.ui.asking import Asker
    from annotator.ui.session import Session
    from annotator.ui.widgets.filter_box import FilterBox
    from annotator.ui.widgets.filter_chips import FilterChips

#: Orders of the list: name for `articles.ids` and what people read.
ORDERS: Final = (
    ("added", "Order of import"),
    ("title", "Title"),
    ("outlet", "Outlet"),
    ("-published", "Newest first"),
    ("published", "Oldest first"),
    ("status", "Status"),
    ("-marks", "Most marks first"),
)

#: With more articles a filtered list is asked for on a thread.
_MANY: Final = 5_000

#: Wait after the last key before the list is filtered, milliseconds.
_PAUSE: Final = 180


@safe_overrides
class ArticleView(QListView):
    """The list; Enter or a click shows the article, as do the arrows."""

    entered_text = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter goes on to the text."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered_text.emit()
            return
        super().keyPressEvent(event)


class ArticlesPanel(Panel):
    """All articles of the project; the chosen one is shown."""

    name = "articles"
    side = "left"

    article_requested = Signal(int)
    counted = Signal(int)  # articles of the project
    delete_requested = Signal(list)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.sorting = "added"
        #: conditions beside the words
        self.chosen: ArticleFilter | None = None
        self._box: FilterBox | None = None
        self._asker: Asker | None = None
        self.todos = 0
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Filter articles…"))
        self.filter.setAccessibleName(self.tr("Filter articles by title, outlet, author or source"))
        self.filter.setClearButtonEnabled(True)
        self.arrange = QToolButton()
        self.arrange.setToolTip(self.tr("Sort, and choose status, set or your own"))
        self.arrange.setAccessibleName(self.arrange.toolTip())
        self.arrange.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.arrange.setMenu(self.menu)
        self.conditions = QToolButton()
        self.conditions.setToolTip(self.tr("Filter by outlet, date, set, marks and more"))
        self.conditions.setAccessibleName(self.conditions.toolTip())
        self.chips: FilterChips | None = None
        self.progress_words = label("", "small")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Articles done"))
        self.model = ArticleModel(self._rows)
        self.list = ArticleView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(ArticleDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.setAccessibleName(self.tr("Articles"))
        self.empty = EmptyState("")
        self._lay_out()
        self._hidden = 0  # articles that the filter leaves out
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._connect()
        self.theme_changed()

    def _lay_out(self) -> None:
        box = column(self)
        head = column(spacing=7, margins=(12, 10, 12, 9))
        line = row(spacing=4)
        line.addWidget(self.filter, 1)
        line.addWidget(self.conditions)
        line.addWidget(self.arrange)
        head.addLayout(line)
        self._head = head
        head.addWidget(self.progress_words)
        head.addWidget(self.progress)
        box.addLayout(head)
        box.addWidget(self.list, 1)
        box.addWidget(self.empty, 1)

    def _connect(self) -> None:
        self.filter.textChanged.connect(lambda _: self._pause.start())
        self.filter.returnPressed.connect(self._to_list)
        self.conditions.clicked.connect(self.open_conditions)
        self._pause.timeout.connect(self.reload)
        self.list.selectionModel().currentChanged.connect(self._current_changed)
        self.list.entered_text.connect(self.text_requested)
        self.list.customContextMenuRequested.connect(self._context_menu)

    def _fill_menu(self) -> None:
        """Offer the orders, the statuses, the sets, and what is assigned to the coder at work."""
        menu, project, chosen = self.menu, self.session.project, self.chosen
        menu.clear()
        for key, text in ORDERS:
            self._choice(self.tr(text), key == self.sorting, partial(self.arrange_by, sorting=key))
        menu.addSeparator()
        statuses = chosen.statuses if chosen else ()
        words = {"new": "Only new", "started": "Only started", "done": "Only done"}
        self._choice(self.tr("Every status"), not statuses, lambda: self.arrange_by(status=""))
        for status in STATUSES:
            act = partial(self.arrange_by, status=status)
            self._choice(self.tr(words[status]), statuses == (status,), act)
        sets = project.sets.all() if project else []
        mine = bool(project and project.coder in project.assignments.counts())
        if sets or mine:
            menu.addSeparator()
        if project and mine:
            coders = chosen.coders if chosen else ()
            own = () if coders == (project.coder,) else (project.coder,)
            self._choice(self.tr("Assigned to me"), not own, lambda: self._narrow(coders=own))
        for one in sets:
            shown = bool(chosen) and chosen.sets == (one.uid,)  # type: ignore[union-attr]
            uids = () if shown else (one.uid,)
            name = self.tr("Set: {0}").format(one.name.replace("&", "&&"))
            self._choice(name, shown, partial(self._narrow, sets=uids))

    def _choice(self, text: str, chosen: bool, act: Callable[[], object]) -> None:
        action = QAction(text, self.menu)
        action.setCheckable(True)
        action.setChecked(chosen)
        action.triggered.connect(lambda _=False: act())
        self.menu.addAction(action)

    def open_conditions(self) -> None:
        """Show the conditions below their button."""
        from annotator.model.filters import ArticleFilter
        from annotator.ui.widgets.article_filter import ArticleFilterForm
        from annotator.ui.widgets.filter_box import FilterBox

        if self._box is None:
            self._box = FilterBox(self.session, ArticleFilterForm(self.session), "filter", self)
            self._box.changed.connect(self.set_filter)
        held = self.chosen or ArticleFilter()
        words = self.filter.text().strip()
        self._box.open_below(self.conditions, msgspec.structs.replace(held, words=words))

    def set_filter(self, chosen: ArticleFilter) -> None:
        """Show the articles that this filter takes; its words come into the line."""
        if chosen.words != self.filter.text().strip():
            self.filter.blockSignals(True)
            self.filter.setText(chosen.words)
            self.filter.blockSignals(False)
        self.chosen = msgspec.structs.replace(chosen, words="")
        self.reload()

    def _narrow(self, **conditions: object) -> None:
        from annotator.model.filters import ArticleFilter

        held = self.chosen or ArticleFilter()
        self.chosen = msgspec.structs.replace(held, **conditions)
        self.reload()

    # ------------------------------------------------------------------ what the session tells

    def project_changed(self) -> None:
        """A project was opened or closed: show its articles."""
        self.filter.blockSignals(True)
        self.filter.clear()
        self.filter.blockSignals(False)
        self.chosen = None
        self.reload()

    def changed(self, changes: Changes) -> None:
        """Refresh the rows that were touched, or the whole list when it is another one."""
        chosen = self.chosen
        moved = chosen and ((changes.sets and chosen.sets) or (changes.assignments and chosen.coders))
        if changes.listing or moved:
            self.reload()
        elif changes.articles:
            self.model.refresh(changes.articles)
            self.refresh_soon()

    def article_shown(self, article: int) -> None:
        """Put the cursor of the list on the shown article."""
        at = self.model.place(article)
        if at >= 0:
            index = self.model.index(at)
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.list.selectionModel().setCurrentIndex(index, flags)
            self.list.scrollTo(index)
        else:
            self.list.selectionModel().clear()

    def theme_changed(self) -> None:
        """Take icons of the right colour."""
        self.arrange.setIcon(icon("sort"))
        self.conditions.setIcon(icon("filter"))
        self.list.viewport().update()

    # ------------------------------------------------------------------ the list

    def reload(self) -> None:
        """Ask for the list again, with the filter and order in force; of a long one on a thread if it is
        filtered.
        """
        self._pause.stop()
        project, order, where = self.session.project, self.sorting, self.asked()
        self._show_chips()
        if self._asker is not None:
            self._asker.forget()
        if project is None:
            self._take([])
        elif where is not None and len(self.model.ids) + self._hidden > _MANY:
            self._ask(lambda: project.articles.ids(where=where, order=order))
        else:
            try:
                ids = project.articles.ids(where=where, order=order)
            except AnnotatorError as error:
                self.session.failed.emit(error)
                ids = []
            self._take(ids)

    def asked(self) -> ArticleFilter | None:
        """The filter in force; None where there is none, which is found out without loading anything."""
        text = self.filter.text().strip()
        if not text:
            return self.chosen or None
        from annotator.model.filters import ArticleFilter

        return msgspec.structs.replace(self.chosen or ArticleFilter(), words=text)

    def _ask(self, work: Callable[[], list[ArticleId]]) -> None:
        from annotator.ui.asking import Asker

        if self._asker is None:
            self._asker = Asker(self)
            self._asker.failed.connect(self.session.failed)
        self._asker.ask(work, self._take)

    def _take(self, ids: list[ArticleId]) -> None:
        filtered = self.asked() is not None
        self._hidden = max(0, self._hidden + len(self.model.ids) - len(ids)) if filtered else 0
        self.model.show(ids)
        self.refresh_soon()
        self._say_if_empty(filtered=filtered)
        if self.session.article:
            self.article_shown(self.session.article.id)

    def _show_chips(self) -> None:
        """Show what is asked for beside the words."""
        if self.chips is None:
            if not self.chosen:
                return
            from annotator.ui.widgets.filter_chips import FilterChips

            self.chips = FilterChips(self.session)
            self.chips.filter_changed.connect(self._take_chips)
            self._head.insertWidget(1, self.chips)
        from annotator.model.filters import ArticleFilter

        self.chips.show_filter(self.chosen or ArticleFilter())
        restyle(self.conditions, "on", bool(self.chosen))

    def _take_chips(self, chosen: ArticleFilter) -> None:
        self.chosen = chosen
        self.reload()

    def arrange_by(self, *, sorting: str | None = None, status: Status | str | None = None) -> None:
        """Sort or filter the list."""
        self.sorting = self.sorting if sorting is None else sorting
        if status is None:
            self.reload()
        else:
            self._narrow(statuses=(status,) if status else ())

    def set_todos(self, count: int) -> None:
        """Say how many to-dos the shown article has."""
        if count != self.todos:
            self.todos = count
            self.refresh_soon()

    def neighbour(self, step: int, *, open_only: bool = False) -> int:
        """The article `step` rows away from the shown one; with `open_only` the next that is not done.

        0 when there is none.
        """
        shown = self.session.article.id if self.session.article else 0
        at = self.model.place(shown)
        if not open_only:
            wanted = at + step if at >= 0 else 0
            return self.model.ids[wanted] if 0 <= wanted < len(self.model.ids) else 0
        return next((key for key in self._open_after(at) if key != shown), 0)

    def _open_after(self, at: int) -> Sequence[ArticleId]:
        """Articles that are not done, those after row `at` first, then those before."""
        project = self.session.project
        if project is None:
            return []
        still_open = {*project.articles.ids(status="new"), *project.articles.ids(status="started")}
        ids = self.model.ids
        return [key for key in ids[at + 1 :] + ids[: max(at, 0)] if key in still_open]

    def _rows(self, ids: Sequence[ArticleId]) -> list[ArticleRow]:
        """What the model asks for while it paints; a failure is told once the painting is over."""
        project = self.session.project
        try:
            return project.articles.rows(ids) if project else []
        except AnnotatorError as failure:
            error = failure
            QTimer.singleShot(0, lambda: self.session.failed.emit(error))
            return []

    def refresh(self) -> None:
        """Count: how many articles there are and how many are done. The list is painted first."""
        project = self.session.project
        progress = project.articles.progress() if project else {}
        total, done = sum(progress.values()), progress.get("done", 0)
        words = self.tr("{0} of {1} done").format(number(done), number(total))
        if self.todos:
            words += " · " + self.tr("{0} here").format(count_words(self.todos, "to-do", "to-dos"))
        self.progress_words.setText(words)
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(done)
        for part in (self.filter, self.conditions, self.arrange, self.progress_words, self.progress):
            part.setVisible(total > 0)
        self.counted.emit(total)

    def _say_if_empty(self, *, filtered: bool) -> None:
        nothing = not self.model.ids
        self.list.setVisible(not nothing)
        self.empty.setVisible(nothing)
        if filtered:
            self.empty.set_text(self.tr("No article fits the filter."))
        else:
            self.empty.set_text(
                self.tr("No articles yet. Drop text files or folders on the window, or press Ctrl+I.")
            )

    def _current_changed(self, now: QModelIndex) -> None:
        shown = self.session.article.id if self.session.article else 0
        if now.isValid() and now.data(ID_ROLE) != shown:
            self.article_requested.emit(now.data(ID_ROLE))

    def _to_list(self) -> None:
        self.reload()
        if self.model.ids:
            self.list.setFocus()
            if self.model.place(self.session.article.id if self.session.article else 0) < 0:
                self.list.setCurrentIndex(self.model.index(0))

    def _context_menu(self, point: QPoint) -> None:
        index = self.list.indexAt(point)
        if not index.isValid():
            return
        article = index.data(ID_ROLE)
        menu = QMenu(self)
        for status in STATUSES:
            action = menu.addAction(self.tr("Set status: {0}").format(status))
            action.triggered.connect(lambda _=False, status=status: self.session.set_status(status, article))
            action.setEnabled(self.session.writable)
        menu.addSeparator()
        delete = menu.addAction(icon("delete"), self.tr("Delete article…"))
        delete.setEnabled(self.session.writable)
        delete.triggered.connect(lambda: self.delete_requested.emit([article]))
        menu.exec(self.list.viewport().mapToGlobal(point))
        menu.deleteLater()


PANEL = ArticlesPanel
