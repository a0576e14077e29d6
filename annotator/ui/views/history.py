"""The history page: who did what and when, what it was before and after, and the way to bring things back."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QDate, Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from annotator.model.changes import HISTORY_KINDS, HistoryFilter
from annotator.ui.history_words import change_words, command_words, difference_words
from annotator.ui.language import shown_later
from annotator.ui.latest import Latest
from annotator.ui.view import View
from annotator.ui.widgets.history_table import HistoryModel, HistoryTable
from annotator.ui.widgets.parts import EmptyState, column, hairline, label, plain_tip, row, surface
from annotator.ui.words import count_words, isolated, shortened, time_words

if TYPE_CHECKING:
    from annotator.model.changes import Changes, HistoryLine, Told

_KINDS: Final = shown_later(
    {
        "marks": "Marks",
        "relations": "Relations",
        "articles": "Articles",
        "entities": "Entities",
        "work": "Sets and assignments",
        "scheme": "Scheme",
        "deleted": "Deleted things",
        "undo": "Undone and redone",
        "merge": "Merged",
    }
)
#: Days back, by the words for them; 0 is today, -1 any day, -2 one day of the calendar.
_ANY, _ONE = -1, -2
_SPANS: Final = shown_later(
    {_ANY: "Any day", 0: "Today", 7: "The last 7 days", 30: "The last 30 days", _ONE: "One day…"}
)
#: The whole before its parts: a mark goes with its relations, an article with everything in it.
_PARTS: Final = ("article", "entity", "article_set", "annotation", "relation")
#: Changes of one command that are shown at once.
_PORTION: Final = 200
_TOLD: Final = int(Qt.ItemDataRole.UserRole)


class HistoryView(View):
    """Commands on the left, what the chosen one did on the right."""

    name = "history"

    def title(self) -> str:
        """What stands over the view."""
        return self.tr("History")

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._article = self._annotation = 0
        self._shown: HistoryLine | None = None
        self._latest = Latest(self, pause=150)
        self._latest.ready.connect(self._take)
        self._latest.failed.connect(self._fail)
        self.compact_button = QPushButton(self.tr("Compact…"))
        self.compact_button.clicked.connect(self.compact)
        self.bar.addWidget(self.compact_button)
        self.body.addWidget(self._filters())
        self.body.addWidget(hairline())
        self.model = HistoryModel(self._fetch, self)
        self.table = HistoryTable(self.model)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _: self._show_row(now.row()))
        self.empty = EmptyState("")
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        left = QWidget()
        box = column(left)
        box.addWidget(self.table, 1)
        box.addWidget(self.empty, 1)
        split.addWidget(left)
        split.addWidget(self._side())
        split.setSizes([820, 420])
        split.setStretchFactor(0, 1)
        self.body.addWidget(split, 1)
        self._show_row(-1)

    # ------------------------------------------------------------------ what is asked

    def _filters(self) -> QWidget:
        line = QWidget()
        box = row(line, spacing=8, margins=(16, 10, 16, 10))
        self.about = QPushButton()
        self.about.setProperty("role", "link")
        self.about.setToolTip(plain_tip(self.tr("Show the history of the whole project")))
        self.about.clicked.connect(lambda _=False: self.show_about())
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Words in a name, a quote or a note"))
        self.search.setAccessibleName(self.tr("Search the history"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _: self._ask())
        self.coder = self._combo(self.tr("Coder"))
        self.kind = self._combo(self.tr("Kind"))
        self.kind.addItem(self.tr("Everything"), "")
        for one in HISTORY_KINDS:
            self.kind.addItem(self.tr(_KINDS[one]), one)
        self.days = self._combo(self.tr("Days"))
        for key, words in _SPANS.items():
            self.days.addItem(self.tr(words), key)
        self.day = QDateEdit(QDate.currentDate())
        self.day.setCalendarPopup(True)
        self.day.setAccessibleName(self.tr("Day"))
        self.day.dateChanged.connect(lambda _: self._ask())
        self.day.hide()
        self.count = label("", "muted")
        for combo in (self.coder, self.kind, self.days):
            combo.currentIndexChanged.connect(lambda _: self._ask())
        box.addWidget(self.about)
        box.addWidget(self.search, 1)
        for part in (self.coder, self.kind, self.days, self.day):
            box.addWidget(part)
        box.addSpacing(8)
        box.addWidget(self.count)
        return line

    def _combo(self, name: str) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(name)
        return made

    def asked(self) -> HistoryFilter:
        """What the filters say now; days are those of this computer's time zone."""
        span = self.days.currentData()
        since = until = ""
        if span == _ONE:
            chosen = date(self.day.date().year(), self.day.date().month(), self.day.date().day())
            since, until = _utc(chosen), _utc(chosen + timedelta(days=1))
        elif span != _ANY and span is not None:
            since = _utc(date.today() - timedelta(days=max(span - 1, 0)))
        return HistoryFilter(
            coder=self.coder.currentData() or "",
            since=since,
            until=until,
            kind=self.kind.currentData() or "",
            text=self.search.text().strip(),
            article=self._article,
            annotation=self._annotation,
        )

    def show_about(self, article: int = 0, annotation: int = 0, **about: Any) -> None:
        """Show the history of an article or of a mark (ids), or of the whole project."""
        self._article, self._annotation = article, annotation
        self.about.setVisible(bool(article or annotation))
        self.about.setText(self._about_words())
        self.refresh()
        self.table.setFocus()

    def _about_words(self) -> str:
        project = self.session.project
        if self._annotation:
            return self.tr("Only one mark  ✕")
        if self._article and project is not None:
            rows = project.articles.rows([self._article])  # type: ignore[list-item]
            title = shortened(rows[0].title, 40) if rows else self.tr("a deleted article")
            return self.tr("Only {0}  ✕").format(isolated(title))
        return ""

    # ------------------------------------------------------------------ the list

    def refresh(self) -> None:
        """Ask for the history as it is now."""
        project = self.session.project
        if project is None:
            return
        chosen = self.coder.currentData()
        self.coder.blockSignals(True)
        self.coder.clear()
        self.coder.addItem(self.tr("Every coder"), "")
        for one in project.coders:
            self.coder.addItem(one.name, one.name)
        self.coder.setCurrentIndex(max(0, self.coder.findData(chosen)))
        self.coder.blockSignals(False)
        self.compact_button.setEnabled(self.session.writable)
        self._ask()

    def changed(self, changes: Changes) -> None:
        """A command was committed: it is the newest one."""
        self.refresh_soon()

    def _ask(self) -> None:
        project = self.session.project
        if project is None:
            return
        self.day.setVisible(self.days.currentData() == _ONE)
        asked = self.asked()
        self.count.setText(self.tr("Reading …"))
        self._latest.ask(lambda: (asked, project.history.commands(asked)))

    def _take(self, found: tuple[HistoryFilter, list[int]]) -> None:
        asked, commands = found
        if asked != self.asked():
            self._ask()
            return
        chosen = self._shown.command if self._shown else 0
        self.model.show(commands)
        self.count.setText(count_words(len(commands), "command", "commands"))
        self.table.setVisible(bool(commands))
        self.empty.setVisible(not commands)
        self.empty.set_text(self.tr("Nothing in the history is like that."))
        if commands:
            at = commands.index(chosen) if chosen in commands[:10_000] else 0
            self.table.selectRow(at)
        self._show_row(self.table.currentIndex().row() if commands else -1)

    def _fail(self, error: BaseException) -> None:
        self.count.setText("")
        self.session.failed.emit(error)

    def _fetch(self, commands: Any) -> list[HistoryLine]:
        project = self.session.project
        return [] if project is None else project.history.lines(commands, self.asked())

    # ------------------------------------------------------------------ one command

    def _side(self) -> QWidget:
        side = QWidget()
        surface(side, "side")
        side.setMinimumWidth(280)
        box = column(side, spacing=8, margins=(16, 14, 16, 14))
        self.head = label("", "name", wrap=True)
        self.below = label("", "muted", wrap=True)
        self.changes = QTreeWidget()
        self.changes.setAccessibleName(self.tr("Changes"))
        self.changes.setProperty("role", "changes")
        self.changes.setHeaderHidden(True)
        self.changes.setRootIsDecorated(False)
        self.changes.setIndentation(18)
        self.changes.setWordWrap(True)
        self.changes.setUniformRowHeights(False)
        self.changes.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.changes.currentItemChanged.connect(lambda *_: self._offer())
        self.changes.itemActivated.connect(lambda *_: self.go_there())
        self.more = QPushButton(self.tr("Show more"))
        self.more.setProperty("role", "link")
        self.more.clicked.connect(self._show_more)
        self.back_button = QPushButton(self.tr("Bring back"))
        self.back_button.clicked.connect(self.bring_back)
        self.go_button = QPushButton(self.tr("Go there"))
        self.go_button.clicked.connect(self.go_there)
        self.only_button = QPushButton(self.tr("Only this article"))
        self.only_button.clicked.connect(self.only_article)
        line = row(spacing=8)
        for part in (self.back_button, self.go_button, self.only_button):
            line.addWidget(part)
        line.addStretch(1)
        for widget in (self.head, self.below):
            box.addWidget(widget)
        box.addWidget(self.changes, 1)
        box.addWidget(self.more)
        box.addLayout(line)
        return side

    def _show_row(self, at: int) -> None:
        self._shown = self.model.line(at) if 0 <= at < len(self.model.commands) else None
        line = self._shown
        self.changes.clear()
        self.head.setText(command_words(line) if line else "")
        self.below.setText(" · ".join((time_words(line.at), isolated(line.coder))) if line else "")
        if line is not None:
            self._add(0)
        self.more.setVisible(line is not None and self._has_more())
        self._offer()

    def _add(self, after: int) -> None:
        project = self.session.project
        if project is None or self._shown is None:
            return
        found = project.history.changes(self._shown.command, self.asked(), after=after, limit=_PORTION)
        self._last = found[-1].change if found else 0
        self._full = len(found) == _PORTION
        for told in found:
            item = QTreeWidgetItem([change_words(told)])
            item.setData(0, _TOLD, told)
            item.setToolTip(0, plain_tip(change_words(told)))
            self.changes.addTopLevelItem(item)
            for one in told.differences:
                below = QTreeWidgetItem([difference_words(one)])
                below.setToolTip(0, plain_tip(difference_words(one)))
                item.addChild(below)
            item.setExpanded(True)
        if found and not after:
            best = min(range(len(found)), key=lambda at: _rank(found[at]))
            if chosen := self.changes.topLevelItem(best):
                self.changes.setCurrentItem(chosen)

    def _has_more(self) -> bool:
        return self._full and self.changes.topLevelItemCount() > 0

    def _show_more(self) -> None:
        self._add(self._last)
        self.more.setVisible(self._has_more())

    def chosen(self) -> Told | None:
        """The change that is chosen on the right."""
        item = self.changes.currentItem()
        while item is not None and item.parent() is not None:
            item = item.parent()
        return None if item is None else item.data(0, _TOLD)

    def _offer(self) -> None:
        from annotator.model.changes import Told

        told = self.chosen()
        there = isinstance(told, Told)
        self.back_button.setEnabled(there and told.gone and self.session.writable)  # type: ignore[union-attr]
        article = told.article if there and told else 0
        self.go_button.setEnabled(bool(article))
        self.only_button.setEnabled(bool(article) and article != self._article)

    # ------------------------------------------------------------------ what can be done

    def bring_back(self) -> None:
        """Bring back what the chosen change deleted."""
        told, project = self.chosen(), self.session.project
        if told is None or project is None:
            return
        back: list[int] = []
        if self.session.do("Bring back", lambda project: back.append(project.history.restore(told.change))):
            words = count_words(back[0], "thing is", "things are")
            self.session.told.emit(self.tr("{0} back. Ctrl+Z takes that back.").format(words))

    def go_there(self) -> None:
        """Go to the article of the chosen change, and to the mark if it is there."""
        told, project = self.chosen(), self.session.project
        if told is None or project is None or not told.article:
            return
        if not project.articles.rows([told.article]):  # type: ignore[list-item]
            self.session.told.emit(self.tr("This article is not in the project any more."))
            return
        mark = told.uid if told.table == "annotation" and project.annotations.find(told.uid) else ""
        self.place(told.article, mark)

    def only_article(self) -> None:
        """Show only the history of the chosen change's article."""
        told = self.chosen()
        if told is not None and told.article:
            self.show_about(article=told.article)

    def compact(self) -> None:
        """Ask how far back the history shall go, with a preview, and make it shorter."""
        from annotator.ui.dialogs.compacting import CompactDialog

        if self.session.project is not None:
            CompactDialog(self.session.project, self.window()).exec()
            QTimer.singleShot(0, self.refresh)


def _utc(day: date) -> str:
    """The beginning of a local day, in UTC."""
    from datetime import UTC

    return (
        datetime.combine(day, time())
        .astimezone(UTC)
        .isoformat(timespec="milliseconds")
        .replace("+00:00", "Z")
    )


def _rank(told: Told) -> tuple[bool, int]:
    """What a person most likely wants back comes first: what is gone, and the whole before its parts."""
    return not told.gone, _PARTS.index(told.table) if told.table in _PARTS else len(_PARTS)


VIEW = HistoryView
