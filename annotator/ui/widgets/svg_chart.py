"""A chart that another part of the program drew as SVG, in the colours of the theme."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.ui.overrides import safe_overrides
from annotator.ui.theme import SANS, Theme, current


@safe_overrides
class SvgChart(QWidget):
    """Shows one drawing at its own size, smaller where there is less room. Nothing for ""."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._svg = ""
        self._renderer = QSvgRenderer(self)
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_svg(self, svg: str) -> None:
        """Show this drawing; its colours are named by the variables of the report's page."""
        self._svg = svg
        self.dress()

    def dress(self) -> None:
        """Take the colours of the theme."""
        self._renderer.load(QByteArray(in_colours(self._svg, current()).encode()))
        self.setVisible(bool(self._svg))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: the size it was drawn in."""
        return self._renderer.defaultSize() if self._svg else QSize(0, 0)

    def heightForWidth(self, width: int) -> int:
        """Qt: as high as its width asks for."""
        size = self.sizeHint()
        return size.height() if size.width() <= width else round(size.height() * width / size.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw, at the left."""
        size = self.sizeHint()
        if size.isEmpty():
            return
        share = min(1.0, self.width() / size.width())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
        self._renderer.render(painter, QRectF(0, 0, size.width() * share, size.height() * share))
        painter.end()


def in_colours(svg: str, theme: Theme) -> str:
    """The drawing with the colours and the font that the style sheet of the page would have given it."""
    for name, colour in (("accent", theme.accent), ("line", theme.line), ("ink", theme.text)):
        svg = svg.replace(f"var(--{name})", colour)
    svg = svg.replace("class='quiet'", f"fill='{theme.muted}'")
    svg = svg.replace("<text ", f"<text font-family='{SANS[0]}' font-size='12' ")
    return svg.replace("<svg ", f"<svg fill='{theme.text}' ", 1)
