"""Further metadata are edited where the article is described."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from tests.ui.driving import Driver


@pytest.fixture
def panel(driver: Driver) -> Any:
    driver.session.edit_article(extra={"place": "Jakarta", "caption": "Ilustrasi"})
    driver.act("show_article")
    return driver.window.workspace().panels["article"]


def _extra(driver: Driver) -> dict[str, str]:
    extra: dict[str, str] = driver.session.project.articles.get(driver.session.article.id).extra
    return extra


def test_what_was_recognised_is_corrected_and_taken_away(driver: Driver, panel: Any) -> None:
    line = panel.further.lines["place"]
    line.setFocus()
    line.selectAll()
    driver.type("Bandung", line)
    driver.press(Qt.Key.Key_Return, widget=line)
    assert _extra(driver) == {"place": "Bandung", "caption": "Ilustrasi"}
    assert driver.session.project.undo_name == "Edit metadata"
    line = panel.further.lines["caption"]
    line.setFocus()
    line.selectAll()
    driver.press(Qt.Key.Key_Delete, widget=line)
    driver.press(Qt.Key.Key_Return, widget=line)
    assert _extra(driver) == {"place": "Bandung"}
    assert list(panel.further.lines) == ["place"]
    driver.act("undo")
    assert list(panel.further.lines) == ["caption", "place"] or list(panel.further.lines) == [
        "place",
        "caption",
    ]


def test_something_further_is_added(driver: Driver, panel: Any) -> None:
    fresh = panel.further.fresh
    fresh.setFocus()
    driver.type("no colon", fresh)
    driver.press(Qt.Key.Key_Return, widget=fresh)
    assert "no colon" not in _extra(driver)
    fresh.clear()
    driver.type("section: Politik: luar", fresh)
    driver.press(Qt.Key.Key_Return, widget=fresh)
    assert _extra(driver)["section"] == "Politik: luar"
    assert fresh.text() == ""


def test_nothing_is_edited_in_a_project_for_reading(driver: Driver, panel: Any) -> None:
    driver.session.project._core.file.read_only = True
    panel._show()
    assert panel.further.lines["place"].isReadOnly()
    assert not panel.further.fresh.isVisible()
    driver.session.project._core.file.read_only = False
