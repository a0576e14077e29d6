"""Light, dark and sepia: colours, fonts, palette and style sheet of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from annotator.ui.stylesheet import stylesheet

if TYPE_CHECKING:
    from annotator.model.scheme import Label

SANS: Final = ["Noto Sans", "Segoe UI", "SF Pro Text", "Helvetica Neue", "Arial"]
SERIF: Final = ["Noto Serif", "Charter", "Georgia", "Cambria", "Times New Roman"]

#: Pixel size of the interface font.
UI_SIZE: Final = 13


class Theme(NamedTuple):
    """The colours of one look, "#RRGGBB". `page` is the reading surface, `panel` what surrounds it."""

    name: str
    dark: bool
    page: str
    page_text: str
    panel: str
    sunken: str
    raised: str
    field: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    chosen: str
    good: str
    warning: str
    danger: str


LIGHT: Final = Theme(
    name="light",
    dark=False,
    page="#FFFFFF",
    page_text="#1F2328",
    panel="#FBFBFC",
    sunken="#F3F4F6",
    raised="#FFFFFF",
    field="#FFFFFF",
    line="#E1E4E8",
    text="#1F2328",
    muted="#68707A",
    accent="#2563EB",
    on_accent="#FFFFFF",
    chosen="#EDF3FE",
    good="#00795A",
    warning="#A86200",
    danger="#B3261E",
)

DARK: Final = Theme(
    name="dark",
    dark=True,
    page="#202328",
    page_text="#E4E6EA",
    panel="#24272C",
    sunken="#2C3036",
    raised="#2C3036",
    field="#202328",
    line="#33373E",
    text="#E4E6EA",
    muted="#9AA1AB",
    accent="#6EA8FF",
    on_accent="#10151D",
    chosen="#2E3642",
    good="#4FD1A1",
    warning="#F2B84B",
    danger="#FF8A80",
)

SEPIA: Final = LIGHT._replace(
    name="sepia",
    page="#F8F1E3",
    page_text="#3A3128",
    panel="#FBF8F2",
    sunken="#F2EBDD",
    line="#E5DCCB",
    muted="#706555",
    chosen="#F3E9D5",
    warning="#9A5800",
)

THEMES: Final = {theme.name: theme for theme in (LIGHT, DARK, SEPIA)}


class ThemeKeeper(QObject):
    """Dresses the program in the chosen theme, and follows the system when the choice is "system".

    The system's choice is read from the palette Qt starts with: asking for the colour scheme would load
    the `Qt` namespace before the first paint, which takes 20 ms.
    """

    theme_changed = Signal()

    def __init__(self, choice: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.choice = choice
        self._system = DARK if _is_dark() else LIGHT
        self.theme = self._chosen()
        self._dress()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    def choose(self, choice: str) -> None:
        """Take "system", "light", "dark" or "sepia" from now on."""
        self.choice = choice
        self._take()

    def _chosen(self) -> Theme:
        return THEMES.get(self.choice, self._system)

    def _follow_system(self, scheme: object) -> None:
        self._system = DARK if getattr(scheme, "name", "") == "Dark" else LIGHT
        self._take()

    def _take(self) -> None:
        if self._chosen() != self.theme:
            self.theme = self._chosen()
            self._dress()
            self.theme_changed.emit()

    def _dress(self) -> None:
        QApplication.setPalette(palette(self.theme))
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.setStyleSheet(stylesheet(self.theme))


def _is_dark() -> bool:
    return QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128


def palette(theme: Theme) -> QPalette:
    """The theme as a palette, which carries it to every widget that paints itself.

    Roles beside the usual meaning: `Mid` hairlines, `Accent` the accent, `PlaceholderText` muted text,
    `AlternateBase` sunken surfaces, `Button` raised ones, `Light` the chosen row, `Base` fields.
    """
    made = QPalette()
    roles = QPalette.ColorRole
    for role, colour in (
        (roles.Window, theme.panel),
        (roles.WindowText, theme.text),
        (roles.Base, theme.field),
        (roles.AlternateBase, theme.sunken),
        (roles.Text, theme.text),
        (roles.Button, theme.raised),
        (roles.ButtonText, theme.text),
        (roles.PlaceholderText, theme.muted),
        (roles.Highlight, theme.accent),
        (roles.HighlightedText, theme.on_accent),
        (roles.Accent, theme.accent),
        (roles.Link, theme.accent),
        (roles.LinkVisited, theme.accent),
        (roles.Mid, theme.line),
        (roles.Midlight, theme.line),
        (roles.Dark, theme.muted),
        (roles.Light, theme.chosen),
        (roles.BrightText, theme.danger),
        (roles.ToolTipBase, theme.raised),
        (roles.ToolTipText, theme.text),
    ):
        made.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, mixed(theme.muted, theme.panel, 0.6))
    return made


def current() -> Theme:
    """The theme that the program is dressed in, as its palette tells."""
    ground = QGuiApplication.palette().color(QPalette.ColorRole.Window)
    if ground == QColor(SEPIA.panel):
        return SEPIA
    return DARK if ground.lightness() < 128 else LIGHT


def label_colour(label: Label, theme: Theme) -> QColor:
    """The colour of a label in a theme."""
    return QColor(label.dark_colour if theme.dark else label.colour)


def mixed(top: QColor | str, bottom: QColor | str, share: float) -> QColor:
    """`share` (0.0..1.0) of `top` over the rest of `bottom`."""
    one, two, rest = QColor(top), QColor(bottom), 1 - share
    return QColor(
        round(one.red() * share + two.red() * rest),
        round(one.green() * share + two.green() * rest),
        round(one.blue() * share + two.blue() * rest),
    )


def ui_font(size: int = UI_SIZE, *, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The interface font at `size` pixels."""
    return _font(SANS, QFont.StyleHint.SansSerif, size, weight)


def text_font(size: int, *, serif: bool = True, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The font of article text at `size` pixels."""
    if serif:
        return _font(SERIF, QFont.StyleHint.Serif, size, weight)
    return _font(SANS, QFont.StyleHint.SansSerif, size, weight)


def _font(families: list[str], hint: QFont.StyleHint, size: int, weight: QFont.Weight) -> QFont:
    font = QFont(families)
    font.setStyleHint(hint)
    font.setPixelSize(size)
    font.setWeight(weight)
    return font
