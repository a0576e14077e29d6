"""Colours that can be read, a style sheet that is whole, and a system that may change its mind."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication
from pytestqt.qtbot import QtBot

from annotator import paths
from annotator.model.scheme import read_scheme
from annotator.ui.canvas.theme import contrast
from annotator.ui.icons import icon, picture
from annotator.ui.stylesheet import stylesheet
from annotator.ui.theme import DARK, LIGHT, SEPIA, THEMES, Theme, ThemeKeeper, current, label_colour, mixed

ALL = list(THEMES.values())


@pytest.mark.parametrize("theme", ALL, ids=lambda one: one.name)
def test_every_text_can_be_read(theme: Theme) -> None:
    for ground in (theme.panel, theme.page, theme.raised, theme.field, theme.chosen):
        assert contrast(theme.text, ground) >= 7
        assert contrast(theme.muted, ground) >= 4.5
    for colour in (theme.good, theme.warning, theme.danger, theme.accent):
        assert contrast(colour, theme.panel) >= 4.5
    assert contrast(theme.on_accent, theme.accent) >= 4.5


@pytest.mark.parametrize("theme", ALL, ids=lambda one: one.name)
def test_label_colours_can_be_read_on_their_own_tint(theme: Theme) -> None:
    scheme = read_scheme((paths.resources() / "schemes" / "default.json").read_bytes())
    for label in scheme.labels:
        colour = label_colour(label, theme)
        assert contrast(colour.name(), theme.panel) >= 3
        assert contrast(colour.name(), mixed(colour, theme.panel, 0.13).name()) >= 3


@pytest.mark.parametrize("theme", ALL, ids=lambda one: one.name)
def test_the_style_sheet_is_whole(theme: Theme) -> None:
    sheet = stylesheet(theme)
    assert "@" not in sheet
    assert sheet.count("{") == sheet.count("}")


def test_the_program_follows_the_system_only_when_asked_to(qtbot: QtBot) -> None:
    ThemeKeeper("light")
    keeper = ThemeKeeper("system")
    changes: list[str] = []
    keeper.theme_changed.connect(lambda: changes.append(keeper.theme.name))
    hints = QGuiApplication.styleHints()
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert current() == DARK
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert current() == LIGHT
    keeper.choose("sepia")
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert current() == SEPIA
    keeper.choose("system")
    assert changes == ["dark", "light", "sepia", "dark"]
    keeper.choose("light")


@pytest.mark.parametrize(
    "path", sorted((paths.resources() / "icons").glob("*.svg")), ids=lambda one: one.stem
)
def test_every_icon_is_drawn(qtbot: QtBot, path: object) -> None:
    name = path.stem  # type: ignore[attr-defined]
    image = picture(name, 32, "#FF0000").toImage()
    assert image.width() == 32
    assert any(image.pixelColor(x, y).alpha() for x in range(32) for y in range(32))


def test_an_icon_takes_the_colour_of_the_theme(qtbot: QtBot) -> None:
    keeper = ThemeKeeper("light")
    light = icon("delete").pixmap(32, 32).toImage()
    keeper.choose("dark")
    dark = icon("delete").pixmap(32, 32).toImage()
    keeper.choose("light")
    assert light != dark
    solid = [
        light.pixelColor(x, y) for x in range(32) for y in range(32) if light.pixelColor(x, y).alpha() > 250
    ]
    assert QColor(LIGHT.muted) in solid
