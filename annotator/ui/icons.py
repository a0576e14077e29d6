"""Icons: our own SVG drawings, coloured by the palette of the theme."""

from __future__ import annotations

import functools
import re
from typing import Final

from PySide6.QtGui import QGuiApplication, QIcon, QPixmap

from annotator import paths
from annotator.ui.theme import current

#: Pixel sizes kept in an icon: at 100 % and at 200 %.
_SIZES: Final = (16, 32)

_SIZE: Final = re.compile(r'width="\d+" height="\d+"')


def icon(name: str) -> QIcon:
    """The drawing of that name, in the muted text colour of the theme, for menus and buttons."""
    return _icon(name, current().muted)


def picture(name: str, size: int, colour: str) -> QPixmap:
    """The drawing of that name, `size` pixels wide and high, sharp on the sharpest screen there is."""
    ratio = QGuiApplication.instance().devicePixelRatio()  # type: ignore[union-attr]
    return _drawn(name, colour, size, ratio)


@functools.cache
def _icon(name: str, colour: str) -> QIcon:
    made = QIcon()
    for size in _SIZES:
        made.addPixmap(_drawn(name, colour, size, 1.0))
    return made


@functools.cache
def _drawn(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    """The drawing as pixels. Qt's picture reader scales it: painting it would cost the first paint more."""
    source = (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    pixels = round(size * ratio)
    sized = _SIZE.sub(f'width="{pixels}" height="{pixels}"', source, count=1)
    pixmap = QPixmap()
    pixmap.loadFromData(sized.replace("currentColor", colour).encode(), "SVG")
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def app_icon() -> QIcon:
    """The program's own sign, in its own colours."""
    return QIcon(str(paths.resources() / "icons" / "annotator.svg"))
