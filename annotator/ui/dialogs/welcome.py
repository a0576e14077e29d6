"""The welcome page: new, open, recent, the sample; and at the first start the coder's name.

Part of the first paint, so the style sheet draws it all: painting here would load the `Qt` namespace,
which takes 20 ms.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.icons import picture
from annotator.ui.overrides import safe_overrides
from annotator.ui.theme import current, text_font, ui_font

#: Width of the column, pixels.
_WIDTH: Final = 520

#: Recent projects shown.
_RECENT: Final = 5


class WelcomePage(QFrame):
    """What one sees when no project is open."""

    new_requested = Signal()
    open_requested = Signal()
    sample_requested = Signal()
    path_requested = Signal(str)

    def __init__(self, coder: str, recent: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcome")
        self.name = QLineEdit(coder or os.environ.get("USER") or os.environ.get("USERNAME", ""))
        self.name.setPlaceholderText(self.tr("Your name or initials"))
        self.name.setAccessibleName(self.tr("Your name"))
        self.name.setMaxLength(80)
        self.name.selectAll()
        self.new = Choice("new", self.tr("New project"), self.tr("Start empty, then bring articles in"))
        self.open = Choice("open", self.tr("Open project"), self.tr("A file that ends in .anno"))
        self.sample = Choice(
            "sample", self.tr("Try the sample"), self.tr("A news article, already marked up, to play with")
        )
        self.new.clicked.connect(self.new_requested)
        self.open.clicked.connect(self.open_requested)
        self.sample.clicked.connect(self.sample_requested)
        self.recent = [self._recent_choice(Path(path)) for path in recent[:_RECENT]]
        self._lay_out(asks_name=not coder)
        self._first = self.new if coder else self.name

    def focus_first(self) -> None:
        """Put the focus where one begins."""
        self._first.setFocus()

    def _recent_choice(self, path: Path) -> SmallChoice:
        choice = SmallChoice("project", path.name, str(path.parent))
        choice.clicked.connect(lambda: self.path_requested.emit(str(path)))
        return choice

    def _lay_out(self, *, asks_name: bool) -> None:
        middle = QWidget()
        middle.setFixedWidth(_WIDTH)
        box = QVBoxLayout(middle)
        box.setContentsMargins(0, 8, 0, 24)
        box.setSpacing(8)
        box.addLayout(self._heading())
        box.addSpacing(14)
        if asks_name:
            words = self.tr(
                "What is your name? Every mark you make carries it, so that work can be told apart."
            )
            box.addWidget(QLabel(words))
            box.addWidget(self.name)
            box.addSpacing(10)
        for choice in (self.new, self.open, self.sample):
            box.addWidget(choice)
        if self.recent:
            box.addSpacing(16)
            box.addWidget(_words(self.tr("Recent").upper(), "section"))
        for recent in self.recent:
            box.addWidget(recent)
        _centre(self, middle)

    def _heading(self) -> QHBoxLayout:
        sign = QLabel()
        sign.setPixmap(picture("annotator", 52, ""))
        sign.setFixedWidth(68)
        title = QLabel("Annotator")
        title.setFont(text_font(28, weight=QFont.Weight.Bold))
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(title)
        words.addWidget(_words(self.tr("Who says what about whom, marked in the text"), "muted"))
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addWidget(sign)
        line.addLayout(words, 1)
        return line


@safe_overrides
class Choice(QPushButton):
    """A wide button with a sign, a title and a line of explanation."""

    def __init__(self, sign: str, title: str, words: str) -> None:
        super().__init__()
        self.setObjectName("choice")
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        drawing = QLabel()
        drawing.setPixmap(picture(sign, 20, current().accent))
        head = _words(title, "")
        head.setFont(ui_font(14, weight=QFont.Weight.DemiBold))
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addStretch(1)
        text.addWidget(head)
        text.addWidget(_words(words, "small"))
        text.addStretch(1)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 0, 16, 0)
        line.setSpacing(14)
        line.addWidget(drawing)
        line.addLayout(text, 1)

    def sizeHint(self) -> QSize:
        """Qt: as wide as the column."""
        return QSize(_WIDTH, 58)


@safe_overrides
class SmallChoice(QPushButton):
    """A recent project on one line: its name, and quietly the end of its folder."""

    def __init__(self, sign: str, title: str, words: str) -> None:
        super().__init__()
        self.setObjectName("small_choice")
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        drawing = QLabel()
        drawing.setPixmap(picture(sign, 16, current().muted))
        name = _words(title, "")
        room = _WIDTH - 90 - QFontMetrics(ui_font()).horizontalAdvance(title)
        line = QHBoxLayout(self)
        line.setContentsMargins(18, 0, 16, 0)
        line.setSpacing(12)
        line.addWidget(drawing)
        line.addWidget(name)
        line.addWidget(_words(tail_that_fits(words, ui_font(12), room), "small"))
        line.addStretch(1)

    def sizeHint(self) -> QSize:
        """Qt: as wide as the column."""
        return QSize(_WIDTH, 30)


class Opening(QFrame):
    """What stands in the window while a project is being opened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcome")
        self.words = _words("", "muted")
        _centre(self, self.words)

    def say(self, words: str) -> None:
        """Say what is going on."""
        self.words.setText(_plain(words))


def tail_that_fits(text: str, font: QFont, room: float) -> str:
    """The text, or as much of its end as fits into `room` pixels behind an ellipsis."""
    metrics = QFontMetrics(font)
    if metrics.horizontalAdvance(text) <= room:
        return text
    while text and metrics.horizontalAdvance("…" + text) > room:
        text = text[1:]
    return "…" + text


def _words(text: str, role: str) -> QLabel:
    made = QLabel(_plain(text))
    made.setProperty("role", role)
    return made


def _plain(text: str) -> str:
    """The text without what a label could take for HTML; saying "plain text" needs the `Qt` namespace."""
    return text.replace("<", "‹")


def _centre(page: QWidget, middle: QWidget) -> None:
    outer = QHBoxLayout(page)
    outer.setContentsMargins(0, 0, 0, 0)
    inner = QVBoxLayout()
    inner.addStretch(2)
    inner.addWidget(middle)
    inner.addStretch(3)
    outer.addStretch(1)
    outer.addLayout(inner)
    outer.addStretch(1)
