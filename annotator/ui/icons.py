"""Icons: our own SVG drawings, coloured by the palette of the theme."""

from __future__ import annotations

import functools
from typing import Final

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from annotator import paths
from annotator.ui.theme import current

#: Pixel sizes kept in an icon: at 100 % and 200 % of 16, and for larger places.
_SIZES: Final = (16, 20, 32, 40, 64)


def icon(name: str) -> QIcon:
    """The drawing of that name, in the muted text colour of the theme."""
    theme = current()
    return _coloured(name, theme.muted, theme.line)


def accent_icon(name: str) -> QIcon:
    """The drawing of that name, in the accent colour of the theme."""
    theme = current()
    return _coloured(name, theme.accent, theme.line)


def app_icon() -> QIcon:
    """The program's own sign, in its own colours."""
    return QIcon(str(paths.resources() / "icons" / "annotator.svg"))


@functools.cache
def _coloured(name: str, plain: str, faint: str) -> QIcon:
    made = QIcon()
    for size in _SIZES:
        made.addPixmap(_drawn(name, plain, size), QIcon.Mode.Normal)
        made.addPixmap(_drawn(name, faint, size), QIcon.Mode.Disabled)
    return made


def _drawn(name: str, colour: str, size: int) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    source = (paths.resources() / "icons" / f"{name}.svg").read_bytes()
    renderer = QSvgRenderer(QByteArray(source.replace(b"currentColor", QColor(colour).name().encode())))
    pixmap = QPixmap(QSize(size, size))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter)
    painter.end()
    return pixmap
