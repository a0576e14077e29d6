"""A file before it is imported: its first articles with what was recognised, to be checked and corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from annotator.model.article import METADATA
from annotator.model.reading import PROPOSALS
from annotator.ui.widgets.parts import ScrollPane, cleared, column, label, row
from annotator.ui.words import capital, number

if TYPE_CHECKING:
    from annotator.model.exchange import ReadArticle
    from annotator.project.surveying import Preview

#: Code points of a text that a preview shows.
_SHOWN: Final = 20_000
#: Height of a field, and the most that all of them take, pixels.
_LINE: Final = 36
_HEIGHT: Final = 216
#: Fields that always have a line; others have one when the article has them.
_ALWAYS: Final = ("title", "outlet", "author", "published")


class ImportPreview(QWidget):
    """Shows the articles of one file, one at a time.

    `edited` carries the article's place in its file, the name of a metadata field and its new value;
    `left_out` the place, and whether the article is not to come in.
    """

    edited = Signal(int, str, str)
    left_out = Signal(int, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preview: Preview | None = None
        self._edits: dict[int, dict[str, str]] = {}
        self._out: set[int] = set()
        self.at = 0
        self.lines: dict[str, QLineEdit] = {}
        self.ticks: dict[str, QCheckBox] = {}
        self.problem = label("", "problem", wrap=True)
        self.note = label("", "small", wrap=True)
        self.count = label("", "muted")
        self.previous = QPushButton("‹")
        self.next = QPushButton("›")
        self.take = QCheckBox(self.tr("Take it in"))
        self.text = QPlainTextEdit()
        self._fields = QWidget()
        self._grid = QGridLayout(self._fields)
        self._lay_out()

    def _lay_out(self) -> None:
        for button, name, step in (
            (self.previous, self.tr("Previous article"), -1),
            (self.next, self.tr("Next article"), 1),
        ):
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.setAutoDefault(False)
            button.setFixedWidth(34)
            button.clicked.connect(lambda _=False, step=step: self.show_article(self.at + step))
        self.take.clicked.connect(lambda ticked: self._leave_out(not ticked))
        self.text.setReadOnly(True)
        self.text.setProperty("role", "field")
        self.text.setAccessibleName(self.tr("Text of the article"))
        self.text.setTabChangesFocus(True)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)
        head = row(spacing=6)
        for part in (self.previous, self.next, self.count):
            head.addWidget(part)
        head.addStretch(1)
        head.addWidget(self.take)
        self._pane = ScrollPane(self._fields)
        box = column(self, spacing=8)
        for part in (self.problem, self.note):
            box.addWidget(part)
        box.addLayout(head)
        box.addWidget(self._pane)
        box.addWidget(self.text, 1)

    def show_preview(
        self, preview: Preview | None, edits: dict[int, dict[str, str]], left_out: frozenset[int]
    ) -> None:
        """Show a file, with what a person has changed about its articles."""
        same = preview is not None and self._preview is not None and preview.path == self._preview.path
        self._preview, self._edits, self._out = preview, edits, set(left_out)
        self.problem.setText(preview.problem if preview else "")
        self.problem.setVisible(bool(preview and preview.problem))
        self.show_article(self.at if same else 0)

    def show_article(self, at: int) -> None:
        """Show one article of the file, by its place from 0."""
        articles = self._preview.articles if self._preview else []
        self.at = at = max(0, min(at, len(articles) - 1))
        shown = bool(articles)
        for part in (self.count, self.take, self._pane, self.text):
            part.setVisible(shown)
        several = len(articles) > 1
        self.previous.setVisible(several)
        self.next.setVisible(several)
        self.note.hide()
        if not shown or self._preview is None:
            return
        self.previous.setEnabled(at > 0)
        self.next.setEnabled(at + 1 < len(articles))
        many = self.tr("{0} or more").format(number(len(articles))) if self._preview.more else ""
        self.count.setText(
            self.tr("Article {0} of {1}").format(number(at + 1), many or number(len(articles)))
        )
        read = articles[at]
        self.take.setChecked(at not in self._out)
        text = read.text
        self.text.setPlainText(text[:_SHOWN] + (" …" if len(text) > _SHOWN else ""))
        self.note.setText("\n".join(read.warnings[:3]))
        self.note.setVisible(bool(read.warnings))
        self._show_fields(read)

    def _show_fields(self, read: ReadArticle) -> None:
        cleared(self._grid)
        self.lines, self.ticks = {}, {}
        given = {name: getattr(read.article, name) for name in METADATA if name != "source_file"}
        held = {**given, **read.article.extra}
        for name, value in held.items():
            if value or name in _ALWAYS:
                self._add_field(read, name, value)
        self._pane.setFixedHeight(min(_HEIGHT, _LINE * len(self.lines)))

    def _add_field(self, read: ReadArticle, name: str, value: str) -> None:
        at = len(self.lines)
        line = QLineEdit(self._edits.get(self.at, {}).get(name, value))
        line.setCursorPosition(0)
        line.setAccessibleName(self._word(name))
        line.textEdited.connect(lambda words: self._edit(name, words.strip()))
        self.lines[name] = line
        words = label(self._word(name), "muted")
        words.setBuddy(line)
        self._grid.addWidget(words, at, 0, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(line, at, 1)
        if name in read.proposed:
            tick = QCheckBox(self.tr("recognised"))
            tick.setToolTip(
                self.tr("Read from the text, which stays whole. Untick to leave the field empty.")
            )
            tick.setAccessibleName(self.tr("Take the recognised {0}").format(self._word(name)))
            tick.setChecked(bool(line.text()))
            tick.clicked.connect(lambda ticked: self._take(name, value if ticked else ""))
            self.ticks[name] = tick
            self._grid.addWidget(tick, at, 2)

    def _word(self, name: str) -> str:
        return {
            "title": self.tr("Title"),
            "outlet": self.tr("Outlet"),
            "author": self.tr("Author"),
            "published": self.tr("Date"),
            "url": self.tr("Web address"),
            "language": self.tr("Language"),
            "place": self.tr("Place"),
            "caption": self.tr("Caption"),
            "credit": self.tr("Agency"),
        }.get(name, capital(name))

    def _take(self, name: str, value: str) -> None:
        self.lines[name].setText(value)
        self.lines[name].setCursorPosition(0)
        self._edit(name, value)

    def _edit(self, name: str, value: str) -> None:
        self._edits.setdefault(self.at, {})[name] = value
        if name in self.ticks:
            self.ticks[name].setChecked(bool(value))
        self.edited.emit(self.at, name, value)

    def _leave_out(self, out: bool) -> None:
        (self._out.add if out else self._out.discard)(self.at)
        self.left_out.emit(self.at, out)


class ProposalTicks(QWidget):
    """What is to be recognised in the texts of all files of a kind."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        names = {
            "title": self.tr("title"),
            "outlet": self.tr("outlet"),
            "author": self.tr("author"),
            "published": self.tr("date"),
            "url": self.tr("web address"),
            "language": self.tr("language named in the text"),
            "place": self.tr("place"),
            "caption": self.tr("caption"),
            "credit": self.tr("agency"),
        }
        self.ticks = {name: QCheckBox(names[name]) for name in PROPOSALS}
        box = column(self, spacing=4)
        box.addWidget(label(self.tr("Recognise in the text, where nothing else tells it"), "muted"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        for at, tick in enumerate(self.ticks.values()):
            tick.clicked.connect(lambda _: self.changed.emit())
            grid.addWidget(tick, at // 3, at % 3)
        box.addLayout(grid)

    def show_choice(self, wanted: frozenset[str]) -> None:
        """Show which are wanted."""
        for name, tick in self.ticks.items():
            tick.setChecked(name in wanted)

    def choice(self) -> bool | str:
        """All of them, none, or their names parted by blanks: a value of the option `recognise`."""
        wanted = [name for name, tick in self.ticks.items() if tick.isChecked()]
        return len(wanted) == len(self.ticks) or (" ".join(wanted) if wanted else False)
