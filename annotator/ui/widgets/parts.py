"""The plainest parts: headings, hairlines, empty states, layouts without margins."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.overrides import safe_overrides

Box = TypeVar("Box", bound=QBoxLayout)


def column(
    parent: QWidget | None = None, *, spacing: int = 0, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QVBoxLayout:
    """A vertical layout; margins are left, top, right, bottom in pixels."""
    return _bare(QVBoxLayout(parent) if parent else QVBoxLayout(), spacing, margins)


def row(
    parent: QWidget | None = None, *, spacing: int = 0, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QHBoxLayout:
    """A horizontal layout; margins are left, top, right, bottom in pixels."""
    return _bare(QHBoxLayout(parent) if parent else QHBoxLayout(), spacing, margins)


def _bare(box: Box, spacing: int, margins: tuple[int, int, int, int]) -> Box:
    box.setSpacing(spacing)
    box.setContentsMargins(*margins)
    return box


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """A plain-text label; `role` picks its look in the style sheet."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    return made


@safe_overrides
class ElidedLabel(QLabel):
    """A text on one line that gives way with an ellipsis when there is little room."""

    def __init__(self, text: str, role: str = "", parent: QWidget | None = None) -> None:
        line = " ".join(text.split())
        super().__init__(line, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setToolTip(plain_tip(line[:1000]))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Qt: may shrink to a few letters."""
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw as much as fits."""
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.end()


def section(text: str) -> QLabel:
    """A small heading in spaced capitals."""
    made = label(text.upper(), "section")
    font = made.font()
    font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.6)
    made.setFont(font)
    made.setAccessibleName(text)
    return made


def plain_tip(text: str) -> str:
    """A text for a tool tip, which Qt would read as HTML where it looks like that."""
    if not text:
        return ""
    safe = text.replace("&", "&amp;").replace("<", "&lt;")
    return f"<p style='white-space:pre-wrap'>{safe}</p>"


def hairline() -> QFrame:
    """A horizontal hairline."""
    made = QFrame()
    made.setProperty("role", "hairline")
    return made


def surface(widget: QWidget, name: str) -> None:
    """Let a plain widget paint the ground that the style sheet gives to that name."""
    widget.setObjectName(name)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at, and let it look again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def tab_stops(parent: QWidget) -> list[QWidget]:
    """What inside a widget takes the focus with Tab, oldest first."""
    return [
        one
        for one in parent.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.focusProxy() is None
        and one.window() is parent.window()
        and not isinstance(one.parent(), QComboBox)
    ]


def cleared(layout: QLayout) -> None:
    """Take everything out of a layout and delete its widgets."""
    while (item := layout.takeAt(0)) is not None:
        if inner := item.layout():
            cleared(inner)
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()


class ScrollPane(QScrollArea):
    """A column that scrolls up and down; it is never wider than its place."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        content.setProperty("role", "pane")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)


class EmptyState(QWidget):
    """What stands where there is nothing yet: one sentence that says what to do."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = label(text, "muted", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        box = column(self, margins=(24, 32, 24, 24))
        box.addWidget(self.words)
        box.addStretch()

    def set_text(self, text: str) -> None:
        """Say something else."""
        self.words.setText(text)
