"""The articles panel: filter, progress, and the list of all articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListView, QMenu, QProgressBar, QToolButton, QWidget

from annotator.errors import AnnotatorError
from annotator.model.article import STATUSES, ArticleId, ArticleRow
from annotator.ui.icons import icon
from annotator.ui.overrides import safe_overrides
from annotator.ui.panel import Panel
from annotator.ui.widgets.article_list import ID_ROLE, ArticleDelegate, ArticleModel
from annotator.ui.widgets.parts import EmptyState, column, label, row
from annotator.ui.words import count_words, number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.model.article import Status
    from annotator.model.changes import Changes
    from annotator.ui.session import Session

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
        self.status: Status | str = ""
        self.todos = 0
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Filter articles…"))
        self.filter.setAccessibleName(self.tr("Filter articles by title or outlet"))
        self.filter.setClearButtonEnabled(True)
        self.arrange = QToolButton()
        self.arrange.setToolTip(self.tr("Sort and filter by status"))
        self.arrange.setAccessibleName(self.arrange.toolTip())
        self.arrange.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.arrange.setMenu(self._arrange_menu())
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
        line.addWidget(self.arrange)
        head.addLayout(line)
        head.addWidget(self.progress_words)
        head.addWidget(self.progress)
        box.addLayout(head)
        box.addWidget(self.list, 1)
        box.addWidget(self.empty, 1)

    def _connect(self) -> None:
        self.filter.textChanged.connect(lambda _: self._pause.start())
        self.filter.returnPressed.connect(self._to_list)
        self._pause.timeout.connect(self.reload)
        self.list.selectionModel().currentChanged.connect(self._current_changed)
        self.list.entered_text.connect(self.text_requested)
        self.list.customContextMenuRequested.connect(self._context_menu)

    def _arrange_menu(self) -> QMenu:
        menu = QMenu(self)
        orders = QActionGroup(menu)
        for key, text in ORDERS:
            self._choice(
                menu, orders, self.tr(text), key == self.sorting, lambda key=key: self.arrange_by(sorting=key)
            )
        menu.addSeparator()
        states = QActionGroup(menu)
        words = {"new": "Only new", "started": "Only started", "done": "Only done"}
        self._choice(menu, states, self.tr("Every status"), True, lambda: self.arrange_by(status=""))
        for status in STATUSES:
            text = self.tr(words[status])
            self._choice(menu, states, text, False, lambda status=status: self.arrange_by(status=status))
        return menu

    @staticmethod
    def _choice(menu: QMenu, group: QActionGroup, text: str, chosen: bool, act: object) -> None:
        action = QAction(text, menu)
        action.setCheckable(True)
        action.setChecked(chosen)
        action.triggered.connect(act)
        group.addAction(action)
        menu.addAction(action)

    # ------------------------------------------------------------------ what the session tells

    def project_changed(self) -> None:
        """A project was opened or closed: show its articles."""
        self.filter.blockSignals(True)
        self.filter.clear()
        self.filter.blockSignals(False)
        self.reload()

    def changed(self, changes: Changes) -> None:
        """Refresh the rows that were touched, or the whole list when it is another one."""
        if changes.listing:
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
        self.list.viewport().update()

    # ------------------------------------------------------------------ the list

    def reload(self) -> None:
        """Ask for the list again, with the filter, status and order in force."""
        self._pause.stop()
        project = self.session.project
        text = self.filter.text().strip()
        try:
            ids = project.articles.ids(text=text, status=self.status, order=self.sorting) if project else []
        except AnnotatorError as error:
            self.session.failed.emit(error)
            ids = []
        self.model.show(ids)
        self.refresh_soon()
        self._say_if_empty(filtered=bool(text or self.status))
        if self.session.article:
            self.article_shown(self.session.article.id)

    def arrange_by(self, *, sorting: str | None = None, status: Status | str | None = None) -> None:
        """Sort or filter the list."""
        self.sorting = self.sorting if sorting is None else sorting
        self.status = self.status if status is None else status
        self.reload()

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
        for part in (self.filter, self.arrange, self.progress_words, self.progress):
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
