"""Each kind of field, driven with keys: committed when editing ends, and not before."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotator.model.entity import Entity, Role
from annotator.model.exchange import Option
from annotator.model.scheme import Attribute, Condition, Label, Value
from annotator.ui.widgets.entity_field import EntityField
from annotator.ui.widgets.fields import LabelCombo, make_field
from annotator.ui.widgets.form import Form
from annotator.ui.widgets.options import OptionsForm

FORM = [Value(name="direct quote"), Value(name="indirect"), Value(name="old", retired=True)]


class Shown:
    """A field on the screen, with all it committed."""

    def __init__(self, qtbot: QtBot, attribute: Attribute, value: Any = None) -> None:
        self.qtbot = qtbot
        self.field = make_field(attribute)
        self.field.show_value(value)
        self.committed: list[Any] = []
        self.field.committed.connect(self.committed.append)
        qtbot.addWidget(self.field)
        with qtbot.waitExposed(self.field):
            self.field.show()
        self.field.setFocus()

    def keys(self, text: str, widget: QWidget | None = None) -> None:
        self.qtbot.keyClicks(widget or self.field.focusProxy(), text)

    def press(self, key: Qt.Key, widget: QWidget | None = None) -> None:
        self.qtbot.keyClick(widget or self.field.focusProxy(), key)


def test_a_choice_is_taken_with_the_keyboard_and_the_dash_takes_it_away(qtbot: QtBot) -> None:
    shown = Shown(qtbot, Attribute(name="form", values=FORM), "indirect")
    combo: Any = shown.field.focusProxy()
    assert [combo.itemText(at) for at in range(combo.count())] == ["—", "direct quote", "indirect"]
    shown.press(Qt.Key.Key_Up)
    shown.press(Qt.Key.Key_Up)
    assert shown.committed == ["direct quote", None]


def test_a_retired_value_that_a_mark_still_has_is_shown(qtbot: QtBot) -> None:
    shown = Shown(qtbot, Attribute(name="form", values=FORM), "old")
    assert shown.field.focusProxy().currentText() == "old"  # type: ignore[attr-defined]
    assert shown.committed == []


def test_scrolling_past_a_list_does_not_change_it(qtbot: QtBot) -> None:
    shown = Shown(qtbot, Attribute(name="form", values=FORM), "indirect")
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, 120),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(shown.field.focusProxy(), wheel)
    assert shown.committed == []


def test_yes_no_knows_three_states(qtbot: QtBot) -> None:
    shown = Shown(qtbot, Attribute(name="explicit", kind="yes/no"))
    shown.press(Qt.Key.Key_Down)
    shown.press(Qt.Key.Key_Down)
    assert shown.committed == [True, False]
    shown.field.show_value(True)
    assert shown.field.focusProxy().currentText() == "yes"  # type: ignore[attr-defined]


def test_several_values_are_ticked_and_a_new_one_is_typed(qtbot: QtBot) -> None:
    attribute = Attribute(
        name="topics", kind="several", grows=True, values=[Value(name="a"), Value(name="b")]
    )
    shown = Shown(qtbot, attribute, ["b"])
    field: Any = shown.field
    qtbot.keyClick(field.boxes["a"], Qt.Key.Key_Space)
    shown.keys("c", field.further)
    shown.press(Qt.Key.Key_Return, field.further)
    assert shown.committed == [["a", "b"], ["a", "b", "c"]]
    for name in ("a", "b", "c"):
        qtbot.keyClick(field.boxes[name], Qt.Key.Key_Space)
    assert shown.committed[-1] is None


def test_a_new_value_of_a_growing_list_is_committed_at_enter_and_not_per_key(qtbot: QtBot) -> None:
    shown = Shown(qtbot, Attribute(name="issue", grows=True, values=[Value(name="war")]))
    line = shown.field.line  # type: ignore[attr-defined]
    shown.keys("peace", line)
    assert shown.committed == []
    shown.press(Qt.Key.Key_Return, line)
    assert shown.committed == ["peace"]


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("number", "3", 3),
        ("number", "2,5", 2.5),
        ("date", "2025-04", "2025-04"),
        ("text", " two words ", "two words"),
    ],
)
def test_a_line_is_read_as_its_kind(qtbot: QtBot, kind: Any, typed: str, value: Any) -> None:
    shown = Shown(qtbot, Attribute(name="x", kind=kind))
    shown.keys(typed)
    assert shown.committed == []
    shown.press(Qt.Key.Key_Return)
    assert shown.committed == [value]


@pytest.mark.parametrize(("kind", "typed"), [("number", "many"), ("date", "yesterday")])
def test_what_does_not_fit_is_flagged_and_not_committed(qtbot: QtBot, kind: Any, typed: str) -> None:
    shown = Shown(qtbot, Attribute(name="x", kind=kind))
    shown.keys(typed)
    shown.press(Qt.Key.Key_Return)
    line: Any = shown.field.focusProxy()
    assert shown.committed == []
    assert line.property("problem")
    assert "“x”" in line.toolTip()
    line.clear()
    shown.keys("2025" if kind == "date" else "7")
    shown.press(Qt.Key.Key_Return)
    assert not line.property("problem")
    assert len(shown.committed) == 1


def test_a_refresh_does_not_disturb_what_is_being_typed(qtbot: QtBot) -> None:
    shown = Shown(qtbot, Attribute(name="x", kind="text"), "old")
    shown.keys("er")
    shown.field.show_value("old")
    assert "er" in shown.field.focusProxy().text()  # type: ignore[attr-defined]


def test_an_attribute_that_depends_on_another_is_hidden_until_it_applies(qtbot: QtBot) -> None:
    form = Form()
    qtbot.addWidget(form)
    when = Condition(attribute="form", values=["indirect"])
    form.attribute_rows(
        [Attribute(name="form", values=FORM), Attribute(name="verb", kind="text", shown_when=when)],
        lambda name, value: None,
    )
    form.show()
    form.show_values({}, enabled=True)
    assert not form.fields["verb"].isVisible()
    form.show_values({"form": "indirect"}, enabled=True)
    assert form.fields["verb"].isVisible()


def test_labels_are_offered_with_their_keys(qtbot: QtBot) -> None:
    combo = LabelCombo()
    qtbot.addWidget(combo)
    combo.show_labels([Label(name="claim", key="C"), Label(name="actor")])
    combo.show()
    assert [combo.itemData(at) for at in range(2)] == ["claim", "actor"]
    assert combo.itemText(0) == "Claim"
    combo.grab()


def test_hostile_words_of_a_scheme_are_no_html_in_a_tool_tip(qtbot: QtBot) -> None:
    shown = Shown(qtbot, Attribute(name="x", kind="text", definition="<img src=file:///etc/passwd> & more"))
    assert "<img" not in shown.field.focusProxy().toolTip()
    assert "&lt;img" in shown.field.focusProxy().toolTip()


class Registry:
    """Entities to type ahead over."""

    entities = (
        Entity(name="Valery Gerasimov", aliases=["Gerasimov"], uid="1"),
        Entity(name="Kremlin", uid="2"),
    )

    def match(self, text: str) -> list[Entity]:
        wanted = text.casefold()
        return [one for one in self.entities if wanted in " ".join([one.name, *one.aliases]).casefold()]


class EntityShown:
    """An entity field on the screen."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.field = EntityField(Registry().match)
        self.chosen: list[str] = []
        self.named: list[str] = []
        self.field.entity_chosen.connect(self.chosen.append)
        self.field.entity_named.connect(self.named.append)
        qtbot.addWidget(self.field)
        with qtbot.waitExposed(self.field):
            self.field.show()
        self.field.setFocus()


def test_an_alias_finds_its_entity(qtbot: QtBot) -> None:
    shown = EntityShown(qtbot)
    qtbot.keyClicks(shown.field, "gerasimov")
    shown.field._popup.hide()
    qtbot.keyClick(shown.field, Qt.Key.Key_Return)
    assert shown.chosen == ["1"]
    assert shown.named == []


def test_a_name_is_picked_from_the_offers(qtbot: QtBot) -> None:
    shown = EntityShown(qtbot)
    qtbot.keyClicks(shown.field, "krem")
    qtbot.keyClick(shown.field._popup, Qt.Key.Key_Down)
    qtbot.keyClick(shown.field._popup, Qt.Key.Key_Return)
    assert shown.chosen == ["2"]


def test_a_new_name_is_asked_for(qtbot: QtBot) -> None:
    shown = EntityShown(qtbot)
    qtbot.keyClicks(shown.field, "Yury Ushakov")
    shown.field._popup.hide()
    qtbot.keyClick(shown.field, Qt.Key.Key_Return)
    assert (shown.chosen, shown.named) == ([], ["Yury Ushakov"])


def test_the_quote_is_offered_as_a_name(qtbot: QtBot) -> None:
    shown = EntityShown(qtbot)
    shown.field.show_entity("", "", "Paus Fransiskus")
    qtbot.keyClick(shown.field, Qt.Key.Key_Down)
    assert shown.field._offers.item(0).text() == "New: Paus Fransiskus"
    qtbot.keyClick(shown.field._popup, Qt.Key.Key_Down)
    qtbot.keyClick(shown.field._popup, Qt.Key.Key_Return)
    assert shown.named == ["Paus Fransiskus"]


def test_namesakes_are_told_apart_and_never_chosen_by_chance(qtbot: QtBot) -> None:
    shown = EntityShown(qtbot)
    namesakes = [
        Entity(name="Ahmad", uid="7", type="military/police", country="Iran"),
        Entity(name="Ahmad", uid="8", roles=[Role(role="Menteri")]),
    ]
    shown.field._match = lambda _: namesakes
    shown.field.setText("AHMAD")
    qtbot.keyClick(shown.field, Qt.Key.Key_Return)
    assert shown.chosen == shown.named == []
    words = [shown.field._offers.item(at).text() for at in (0, 1)]
    assert [one.replace("\u2068", "").replace("\u2069", "") for one in words] == [
        "Ahmad · military/police · Iran",
        "Ahmad · Menteri",
    ]
    qtbot.keyClick(shown.field._popup, Qt.Key.Key_Down)
    qtbot.keyClick(shown.field._popup, Qt.Key.Key_Down)
    qtbot.keyClick(shown.field._popup, Qt.Key.Key_Return)
    assert shown.chosen == ["8"]
    assert shown.field.text() == "Ahmad"


def test_an_emptied_entity_field_takes_the_entity_away(qtbot: QtBot) -> None:
    shown = EntityShown(qtbot)
    shown.field.show_entity("2", "Kremlin", "situs resmi Kremlin")
    shown.field.selectAll()
    qtbot.keyClick(shown.field, Qt.Key.Key_Delete)
    qtbot.keyClick(shown.field, Qt.Key.Key_Return)
    assert shown.chosen == [""]


def test_a_form_of_options_reads_each_kind(qtbot: QtBot) -> None:
    form = OptionsForm()
    qtbot.addWidget(form)
    form.show_options(
        [
            Option(name="flat", label="Flat", default=True),
            Option(name="unit", label="Unit", kind="choice", choices=["a", "b"], default="b"),
            Option(name="name", label="Name", kind="text", default=""),
            Option(name="count", label="Count", kind="number", default=3),
        ]
    )
    assert form.values() == {"flat": True, "unit": "b", "name": "", "count": 3}
