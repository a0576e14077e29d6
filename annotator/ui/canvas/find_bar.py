"""The bar with which something is found in the article."""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton

from annotator.model.annotation import Span
from annotator.ui.canvas.find import MOST, Folded
from annotator.ui.canvas.speech import announce
from annotator.ui.overrides import safe_overrides

if TYPE_CHECKING:
    from annotator.ui.canvas.view import Canvas

_MARGIN: Final = 12


@safe_overrides
class FindBar(QFrame):
    """Stands above the text at the right while something is looked for; the text makes room for it."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._folded: Folded | None = None
        self._found: list[Span] = []
        self._at = -1
        self.setObjectName("findBar")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAutoFillBackground(True)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(self.tr("Find in this article"))
        self.field.setAccessibleName(self.tr("Find in this article"))
        self.field.setClearButtonEnabled(True)
        self.field.setMinimumWidth(200)
        self.count = QLabel(self)
        self.count.setMinimumWidth(64)
        self.case = self._button("Aa", self.tr("Match capitals"), checkable=True)
        self.accents = self._button("é", self.tr("Match accents"), checkable=True)
        self._build()
        canvas.installEventFilter(self)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(lambda _: self._search())
        self.case.toggled.connect(lambda _: self._refold())
        self.accents.toggled.connect(lambda _: self._refold())
        self.hide()

    def _build(self) -> None:
        before = self._button("↑", self.tr("Previous (Shift+F3)"))
        after = self._button("↓", self.tr("Next (F3)"))
        close = self._button("✕", self.tr("Close (Esc)"))
        before.clicked.connect(lambda: self.step(-1))
        after.clicked.connect(lambda: self.step(1))
        close.clicked.connect(self.leave)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 6, 6)
        row.setSpacing(4)
        for widget in (self.field, self.count, self.case, self.accents, before, after, close):
            row.addWidget(widget)

    def _button(self, sign: str, tip: str, *, checkable: bool = False) -> QToolButton:
        button = QToolButton(self)
        button.setText(sign)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setCheckable(checkable)
        button.setAutoRaise(True)
        button.setMinimumSize(26, 26)
        return button

    def open(self) -> None:
        """Show the bar with what is selected in its field, and let the person type."""
        span = self._canvas.selection()
        if span is not None and span.end - span.start <= 80:
            self.field.setText(self._canvas.text[span.start : span.end].replace("\n", " "))
        self.show()
        self.place()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self._search()

    def leave(self) -> None:
        """Close the bar; what was found last is selected, so that it can be marked at once."""
        present = self.present()
        self.hide()
        self._canvas.make_room(0)
        self._canvas.show_finds((), None)
        self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        if present is not None:
            self._canvas.select_span(present)

    def present(self) -> Span | None:
        """The place found that is shown now."""
        return self._found[self._at] if 0 <= self._at < len(self._found) else None

    def place(self) -> None:
        """Stand above the text, at the right end of its column."""
        height = self.sizeHint().height()
        self._canvas.make_room(height)
        left, column = self._canvas.column()
        width = min(self.sizeHint().width(), self._canvas.width() - 2 * _MARGIN)
        right = min(left + column + _MARGIN, self._canvas.viewport().geometry().right() - _MARGIN)
        self.setGeometry(max(_MARGIN, right - width), 0, width, height)
        self.raise_()

    def text_changed(self) -> None:
        """Another article is shown."""
        self._folded = None
        self._found, self._at = [], -1
        if self.isVisible():
            self._search()

    def _refold(self) -> None:
        self._folded = None
        self._search()

    def _search(self) -> None:
        """Look for the words anew; the first place from the caret on is shown."""
        words = self.field.text()
        if self._folded is None and words:
            self._folded = Folded(
                self._canvas.text, case=not self.case.isChecked(), accents=not self.accents.isChecked()
            )
        self._found = list(islice(self._folded.find(words), MOST)) if self._folded and words else []
        place = self._canvas.caret()
        self._at = bisect_left(self._found, (place, 0)) % len(self._found) if self._found else -1
        self._show()

    def step(self, step: int) -> None:
        """Go to the next place (1) or the one before (-1), round and round."""
        if not self.isVisible() and self.field.text():
            self.show()
            self.place()
            self._search()
        elif self._found:
            self._at = (self._at + step) % len(self._found)
            self._show()

    def _show(self) -> None:
        if not self.field.text():
            words = ""
        elif not self._found:
            words = self.tr("none")
        else:
            words = self.tr("{0} of {1}").format(self._at + 1, len(self._found))
        self.count.setText(words)
        announce(self, words)
        self._canvas.show_finds(self._found, self.present())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the canvas's size; Enter, Shift+Enter and Esc in the field."""
        if event.type() == QEvent.Type.Resize and watched is self._canvas and self.isVisible():
            self.place()
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F3}:
            self.step(-1 if back else 1)
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return True
        return False
