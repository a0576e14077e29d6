"""The welcome page: new, open, recent, the sample; and at the first start the coder's name."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QWidget

from annotator.ui.icons import accent_icon, app_icon, icon
from annotator.ui.theme import text_font, ui_font
from annotator.ui.widgets.parts import column, label, row, section, surface

#: Width of the column, pixels.
_WIDTH = 520


class WelcomePage(QWidget):
    """What one sees when no project is open."""

    new_requested = Signal()
    open_requested = Signal()
    sample_requested = Signal()
    path_requested = Signal(str)

    def __init__(self, coder: str, recent: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        surface(self, "welcome")
        self._recent = list(recent)
        self.name = QLineEdit(coder or os.environ.get("USER") or os.environ.get("USERNAME", ""))
        self.name.setPlaceholderText(self.tr("Your name or initials"))
        self.name.setAccessibleName(self.tr("Your name"))
        self.name.setMaxLength(80)
        self.new = self._choice("new", self.tr("New project"), self.tr("Start empty, then bring articles in"))
        self.open = self._choice("open", self.tr("Open project"), self.tr("A file that ends in .anno"))
        self.sample = self._choice(
            "sample", self.tr("Try the sample"), self.tr("A news article, already marked up, to play with")
        )
        self.new.clicked.connect(self.new_requested)
        self.open.clicked.connect(self.open_requested)
        self.sample.clicked.connect(self.sample_requested)
        self.recent = QWidget()
        self._recent_box = column(self.recent, spacing=2)
        self._lay_out(coder)
        self.name.selectAll()
        (self.new if coder else self.name).setFocus()

    def _lay_out(self, coder: str) -> None:
        middle = QWidget()
        middle.setFixedWidth(_WIDTH)
        box = column(middle, margins=(0, 8, 0, 24))
        box.addLayout(self._heading())
        box.addSpacing(22)
        self.name_row = self._name_row()
        self.name_row.setVisible(not coder)
        box.addWidget(self.name_row)
        for choice in (self.new, self.open, self.sample):
            box.addWidget(choice)
            box.addSpacing(8)
        box.addSpacing(16)
        box.addWidget(self.recent)
        self._show_recent()
        outer = row(self)
        outer.addStretch(1)
        inner = column()
        inner.addStretch(2)
        inner.addWidget(middle)
        inner.addStretch(3)
        outer.addLayout(inner)
        outer.addStretch(1)

    def _heading(self) -> QHBoxLayout:
        line = row(spacing=16)
        sign = QLabel()
        sign.setPixmap(app_icon().pixmap(QSize(52, 52)))
        line.addWidget(sign)
        words = column(spacing=1)
        title = label("Annotator")
        title.setFont(text_font(28, weight=QFont.Weight.Bold))
        words.addWidget(title)
        words.addWidget(label(self.tr("Who says what about whom, marked in the text"), "muted"))
        line.addLayout(words, 1)
        return line

    def _name_row(self) -> QWidget:
        holder = QWidget()
        box = column(holder, spacing=6, margins=(0, 0, 0, 18))
        box.addWidget(
            label(
                self.tr("What is your name? Every mark you make carries it, so that work can be told apart."),
                wrap=True,
            )
        )
        box.addWidget(self.name)
        return holder

    def _choice(self, sign: str, title: str, words: str) -> ChoiceButton:
        return ChoiceButton(sign, title, words)

    def _show_recent(self) -> None:
        self.recent.setVisible(bool(self._recent))
        if not self._recent:
            return
        self._recent_box.addWidget(section(self.tr("Recent")))
        self._recent_box.addSpacing(5)
        for path in self._recent[:5]:
            self._recent_box.addWidget(self._recent_button(Path(path)))

    def _recent_button(self, path: Path) -> QPushButton:
        button = QPushButton()
        button.setProperty("role", "link")
        button.setIcon(icon("project"))
        folder = str(path.parent)
        metrics = QFontMetrics(ui_font())
        room = _WIDTH - 60 - metrics.horizontalAdvance(path.name)
        shown = metrics.elidedText(folder, Qt.TextElideMode.ElideMiddle, max(room, 60))
        button.setText(f"{path.name}   {shown}".replace("&", "&&"))
        button.setAccessibleName(self.tr("Open {0}").format(path.name))
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(lambda: self.path_requested.emit(str(path)))
        return button


class ChoiceButton(QPushButton):
    """A wide button with a sign, a title and a line of explanation."""

    def __init__(self, sign: str, title: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("choice")
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(58)
        picture = QLabel()
        picture.setPixmap(accent_icon(sign).pixmap(QSize(20, 20)))
        line = row(self, spacing=14, margins=(16, 0, 16, 0))
        line.addWidget(picture)
        text = column(spacing=0)
        head = label(title)
        head.setFont(ui_font(14, weight=QFont.Weight.DemiBold))
        text.addStretch(1)
        text.addWidget(head)
        text.addWidget(label(words, "small"))
        text.addStretch(1)
        line.addLayout(text, 1)
        for part in self.findChildren(QLabel):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


class Opening(QWidget):
    """What stands in the window while a project is being opened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        surface(self, "welcome")
        self.words = label("", "muted")
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box = column(self)
        box.addWidget(self.words)

    def say(self, words: str) -> None:
        """Say what is going on."""
        self.words.setText(words)
