"""The claim card: its fields come from the scheme, and are filled, cleared and left by key or by mouse."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt

from annotator.model.scheme import RelationType
from annotator.settings import Settings
from annotator.ui.claim_card import slots
from annotator.ui.dialogs.shortcuts import ShortcutSheet
from annotator.ui.session import Session
from tests.ui.driving import Driver

Key = Qt.Key
CLAIM = "rencana untuk melanjutkan pembicaraan langsung"


def _card(driver: Driver) -> Any:
    return driver.window.workspace().card


def _fields(driver: Driver) -> list[tuple[str, str]]:
    return [(one.name(), one.words()) for one in _card(driver).rows if one.isVisible()]


@pytest.fixture
def fresh(driver: Driver) -> Driver:
    """A window with a fresh claim and its card open."""
    driver.select(CLAIM)
    driver.press(Key.Key_C)
    driver.press(Key.Key_K)
    return driver


def test_one_key_opens_the_card_of_a_fresh_claim(fresh: Driver) -> None:
    assert _card(fresh).isVisible()
    names = [name for name, _ in _fields(fresh)]
    assert names == ["Source", "Made by", "Addressed to", "Affects", "Sentiment"]
    assert fresh.focus() is _card(fresh).rows[0]
    assert not _card(fresh).todo.isHidden()


def test_selected_text_becomes_mark_and_relation_in_one_step_of_undo(fresh: Driver) -> None:
    before = len(fresh.marks())
    fresh.press(Key.Key_Return)
    fresh.select("Yury Ushakov")
    fresh.press(Key.Key_Return)
    assert len(fresh.marks()) == before + 1
    assert _fields(fresh)[:2] == [("Source", "Yury Ushakov"), ("Cue", "")]
    fresh.press(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(fresh.marks()) == before
    assert _fields(fresh)[0] == ("Source", "")


def test_a_click_on_a_fitting_mark_fills_the_field(fresh: Driver) -> None:
    fresh.click(_card(fresh).rows[0])
    fresh.click_on("pejabat di Korea Selatan")
    assert _fields(fresh)[0] == ("Source", "pejabat di Korea Selatan")


def test_dragging_over_text_fills_the_field_with_a_new_mark(fresh: Driver) -> None:
    fresh.click(_card(fresh).rows[2])
    fresh.drag_over("Rusia dan Ukraina")
    assert ("Addressed to", "Rusia dan Ukraina") in _fields(fresh)
    assert not fresh.window.workspace().page.palette_box.isVisible()


def test_a_key_of_another_fitting_label_decides_what_a_target_is(fresh: Driver) -> None:
    claim = fresh.session.selected
    fresh.press(Key.Key_Up)
    for _ in range(4):
        fresh.press(Key.Key_Down)
    fresh.press(Key.Key_Return)
    fresh.select("langsung")
    fresh.press(Key.Key_Return)
    assert _fields(fresh)[-3:] == [("Sentiment", "langsung"), ("Target", ""), ("Holder", "")]
    fresh.press(Key.Key_Return)
    fresh.select("Paus Fransiskus")
    fresh.press(Key.Key_S)
    assert fresh.marks("source")[-1].quote == "Paus Fransiskus"
    assert fresh.session.selected == claim


def test_delete_clears_a_field_and_keeps_its_mark(fresh: Driver) -> None:
    fresh.press(Key.Key_Return)
    fresh.press(Key.Key_Return)
    assert _fields(fresh)[0][1]
    sources = len(fresh.marks("source"))
    fresh.press(Key.Key_Up)
    fresh.press(Key.Key_Up)
    fresh.press(Key.Key_Delete)
    assert _fields(fresh)[0] == ("Source", "")
    assert len(fresh.marks("source")) == sources


def test_escape_backs_out_of_the_pick_and_then_of_the_card(fresh: Driver) -> None:
    fresh.press(Key.Key_Return)
    assert fresh.canvas.picking.listening
    fresh.press(Key.Key_Escape)
    assert not fresh.canvas.picking.listening
    assert fresh.focus() is _card(fresh).rows[0]
    fresh.press(Key.Key_Escape)
    assert not _card(fresh).isVisible()
    assert fresh.canvas.hasFocus()


def _value(driver: Driver, name: str, form: int = 0) -> Any:
    return _card(driver).values.forms[form].fields[name]


def test_the_claim_s_own_attributes_are_filled_by_key(fresh: Driver) -> None:
    assert [one.attribute.name for one in _card(fresh).values.fields()] == [
        "form",
        "type",
        "issue",
        "position",
    ]
    for _ in range(5):
        fresh.press(Key.Key_Down)
    assert fresh.focus() is _value(fresh, "form").combo
    fresh.type("2")
    fresh.press(Key.Key_Tab)
    assert fresh.focus() is _value(fresh, "type").combo
    fresh.type("p")
    fresh.press(Key.Key_Tab)
    fresh.type("peace talks")
    fresh.press(Key.Key_Tab)
    fresh.press(Key.Key_Down)
    claim = next(one for one in fresh.marks("claim") if one.quote == CLAIM)
    assert claim.attributes == {
        "form": "indirect",
        "type": "prediction",
        "issue": "peace talks",
        "position": "for",
    }
    fresh.press(Key.Key_Delete)
    claim = next(one for one in fresh.marks("claim") if one.quote == CLAIM)
    assert "position" not in claim.attributes
    fresh.press(Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    fresh.press(Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    fresh.press(Key.Key_Escape)
    assert not _card(fresh).isVisible()
    assert fresh.canvas.hasFocus()


def test_the_attributes_of_a_sentiment_in_the_claim_stand_below(fresh: Driver) -> None:
    for _ in range(4):
        fresh.press(Key.Key_Down)
    fresh.press(Key.Key_Return)
    fresh.select("langsung")
    fresh.press(Key.Key_Return)
    assert [one.text() for one in _card(fresh).values._headings] == ["CLAIM", "SENTIMENT: LANGSUNG"]
    polarity = _value(fresh, "polarity", form=1)
    polarity.setFocus()
    fresh.type("1")
    assert next(one for one in fresh.marks("sentiment") if one.quote == "langsung").attributes == {
        "polarity": "positive"
    }
    assert fresh.focus() is polarity.combo


def test_after_the_last_field_the_card_goes_on_to_the_first_empty_attribute(fresh: Driver) -> None:
    fresh.press(Key.Key_Return)
    fresh.select("Yury Ushakov")
    fresh.press(Key.Key_Return)
    for _ in range(9):
        fresh.press(Key.Key_Down)
        if not isinstance(fresh.focus(), type(_card(fresh).rows[0])):
            break
    fresh.type("1")
    assert next(one for one in fresh.marks("claim") if one.quote == CLAIM).attributes == {
        "form": "direct quote"
    }


def test_the_card_of_a_label_without_relations_shows_its_attributes(driver: Driver) -> None:
    old = driver.session.scheme
    retired = [msgspec.structs.replace(one, active=False) for one in old.relation_types]
    driver.session.project.change_scheme(msgspec.structs.replace(old, relation_types=retired))
    driver.go_to(driver.marks("claim")[0])
    driver.act("claim_card")
    assert _card(driver).isVisible()
    assert _fields(driver) == []
    assert driver.focus() is _value(driver, "issue").combo


def test_the_fields_follow_a_changed_scheme(session: Session) -> None:
    claim = next(one for one in session.annotations if one.label == "claim")
    cites = RelationType(name="cites", heads=["claim"], tails=["source"])
    changed = msgspec.structs.replace(session.scheme, relation_types=[cites])
    assert [one.name for one in slots(changed, claim, session.annotations, [])] == ["Cites"]


def test_a_shortcut_that_is_taken_is_told_and_not_given(driver: Driver, settings: Settings) -> None:
    sheet = ShortcutSheet(settings, driver.session.scheme.active_labels(), lambda: None, driver.window)
    items = [one for head in sheet._heads for at in range(head.childCount()) if (one := head.child(at))]
    sheet.tree.setCurrentItem(next(one for one in items if one.text(0) == "Claim card"))
    for key, owner in (("R", "Relate to another mark"), ("C", "Claim")):
        sheet.key.setKeySequence(key)
        sheet.take.click()
        assert owner in sheet.words.text()
        assert settings.table("shortcuts") == {}
    sheet.key.setKeySequence("J")
    sheet.take.click()
    assert settings.table("shortcuts") == {"claim_card": "J"}
    sheet.deleteLater()
