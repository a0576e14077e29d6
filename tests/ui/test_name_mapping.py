"""The page that asks what unknown names mean: chosen with keys and mouse, guessed where plain."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from annotator.model.exchange import ImportReport, Recognised, UsedName
from annotator.model.scheme import Attribute, Label, RelationType, Scheme, Value
from annotator.ui.widgets.name_mapping import NameMapping
from tests.ui.driving import LEFT

SCHEME = Scheme(
    labels=[
        Label(name="actor", attributes=[Attribute(name="type", values=[Value(name="government")])]),
        Label(name="claim"),
    ],
    relation_types=[RelationType(name="made_by", heads=["claim"], tails=["actor"])],
)
NAMES = [
    UsedName(kind="label", name="Actors", count=1204),
    UsedName(kind="attribute", name="types", of=("Actors",), count=3),
    UsedName(kind="value", name="Governments", of=("Actors", "types"), count=2),
    UsedName(kind="label", name="LOC", count=7),
    UsedName(kind="label", name="claim", count=7),
    UsedName(kind="relation", name="near", count=1),
]


@pytest.fixture
def page(qtbot: QtBot) -> NameMapping:
    made = NameMapping()
    qtbot.addWidget(made)
    made.resize(640, 420)
    report = ImportReport(
        annotations=9,
        suggested=4,
        names=NAMES,
        recognised=[Recognised(file="/a/b.jsonl", kind="doccano", title="doccano JSONL", sure=0.9)] * 5,
    )
    assert made.show_report(report, SCHEME, {}) == 5
    made.show()
    return made


def rows(page: NameMapping) -> dict[str, str]:
    model = page.model
    return {model.index(at, 0).data().strip(): model.index(at, 2).data() for at in range(model.rowCount())}


def pick(text: str) -> None:
    """Choose an entry of the menu that opens next."""

    def look() -> None:
        menu = QApplication.activePopupWidget()
        if not isinstance(menu, QMenu):
            QTimer.singleShot(20, look)
            return
        next(one for one in menu.actions() if one.text() == text).trigger()
        menu.close()

    QTimer.singleShot(20, look)


def test_names_that_are_all_but_ours_are_mapped_already(page: NameMapping) -> None:
    assert rows(page) == {
        "Actors   (label)": "actor",
        "Actors › types   (attribute)": "type",
        "types › Governments   (value)": "government",
        "LOC   (label)": "Added to the scheme",
        "near   (relation)": "Added to the scheme",
    }
    assert "5 names: 3 mapped, 2 added, 0 left out" in page.counts.text()
    told = page.recognised.text()
    assert "“b.jsonl” was read as doccano JSONL (90 % sure)." in told
    assert "And 2 more files." in told
    assert "4 of 9 marks are predictions" in told
    assert page.model.index(0, 1).data().replace(",", "") == "1204"


def test_what_was_chosen_before_goes_before_a_guess(page: NameMapping) -> None:
    page.show_names(SCHEME, NAMES, {"label:Actors": None, "label:LOC": "claim"})
    assert rows(page)["Actors   (label)"] == "Left out"
    assert rows(page)["LOC   (label)"] == "claim"
    assert page.meanings() == {"label:Actors": None, "label:LOC": "claim", "relation:near": "near"}


def test_a_meaning_is_chosen_with_the_keyboard(qtbot: QtBot, page: NameMapping) -> None:
    page.table.setFocus()
    page.table.selectRow(3)
    pick("claim")
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.meanings()["label:LOC"] == "claim")
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert page.meanings()["label:LOC"] is None
    qtbot.keyClick(page.table, Qt.Key.Key_Plus)
    assert page.meanings()["label:LOC"] == "LOC"


def test_a_meaning_is_chosen_with_the_mouse(qtbot: QtBot, page: NameMapping) -> None:
    with qtbot.waitSignal(page.chosen):
        pick("Leave out")
        place = page.table.visualRect(page.model.index(0, 2)).center()
        qtbot.mouseClick(page.table.viewport(), LEFT, pos=place)
    assert page.meanings()["label:Actors"] is None
    assert "Actors › types   (attribute)" not in rows(page)  # goes with its label


def test_several_rows_and_all_rows_are_chosen_at_once(qtbot: QtBot, page: NameMapping) -> None:
    page.table.selectAll()
    assert [one.text() for one in page.menu_of([0, 3]).actions()][:2] == ["actor", "claim"]
    qtbot.mouseClick(page.leave_out, LEFT)
    assert set(page.meanings().values()) == {None}
    qtbot.mouseClick(page.every, LEFT)
    assert page.meanings()["relation:near"] == "near"
    qtbot.mouseClick(page.none, LEFT)
    assert page.meanings()["relation:near"] is None
    page.table.clearSelection()
    assert not page.means.isEnabled()
    page._menu(page.pos())  # nothing chosen: nothing opens


def test_a_relation_may_mean_one_of_ours(qtbot: QtBot, page: NameMapping) -> None:
    page.table.selectRow(4)
    pick("made_by")
    qtbot.mouseClick(page.means, LEFT)
    assert page.meanings()["relation:near"] == "made_by"
