"""The agreement page in a real window: measured on a thread, shown, exported, and left for the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from annotator.settings import Settings
from annotator.ui.views.agreement import AgreementView
from annotator.ui.widgets.svg_chart import in_colours
from tests.projects import new_project
from tests.ui.driving import Driver

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def coded(tmp_path: Path) -> Path:
    """Three articles, marked by two coders who differ in one of them."""
    project = new_project(tmp_path, *(f"Rusia mengakui hal nomor {number}." for number in range(3)))
    articles = project.articles.ids()
    for coder in ("Sari", "Budi"):
        project.set_coder(coder)
        for article in articles:
            project.annotations.add(article, "actor", [(0, 5)], attributes={"type": "government"})
        where = (6, 14) if coder == "Sari" else (15, 18)
        project.annotations.add(articles[1], "claim", [where], attributes={"form": "indirect"})
    project.sets.make("Second", articles[1:2])
    project.sets.make("None", [])
    project.close()
    return project.path


def view_of(qtbot: QtBot, driver: Driver) -> AgreementView:
    driver.act("agreement")
    view = driver.window.pages.front
    assert isinstance(view, AgreementView)
    view.rounds.setCurrentIndex(view.rounds.findData(200))
    return view


def measured(qtbot: QtBot, view: AgreementView) -> None:
    view.report = None
    qtbot.mouseClick(view.measure_button, LEFT)
    qtbot.waitUntil(lambda: view.report is not None, timeout=20_000)


def test_the_report_is_measured_and_shown_on_every_tab(
    qtbot: QtBot, settings: Settings, coded: Path, tmp_path: Path
) -> None:
    driver = Driver(qtbot, settings, coded)
    view = view_of(qtbot, driver)
    assert view.coders.ticked() == ["Sari", "Budi"]
    measured(qtbot, view)
    assert view.report is not None
    assert "Sari, Budi" in view.facts.text()
    assert not view.intervals.sizeHint().isEmpty()
    view.sample.setText("Drawn by lot.")
    assert "Drawn by lot." in view.methods.text()
    view._copy()
    assert "Drawn by lot." in QGuiApplication.clipboard().text()
    for at in range(view.tabs.count()):
        view.tabs.setCurrentIndex(at)
        assert not driver.window.grab().isNull()
    titles = [view.which.itemText(at) for at in range(view.which.count())]
    view.which.setCurrentIndex(titles.index("Marks"))
    assert view.table.item(0, 0).text() == "all labels"
    for ending in ("html", "docx", "xlsx", "json"):
        view.write_to(tmp_path / f"report.{ending}")
        assert (tmp_path / f"report.{ending}").stat().st_size > 1000
    view.write_to(tmp_path / "nowhere" / "report.html")
    assert "no folder" in view.problem.text()
    driver.window.change_setting("theme", "dark")
    driver.close()


def test_the_worst_article_opens_side_by_side(qtbot: QtBot, settings: Settings, coded: Path) -> None:
    driver = Driver(qtbot, settings, coded)
    view = view_of(qtbot, driver)
    measured(qtbot, view)
    view.tabs.setCurrentIndex(4)
    view.worst.selectRow(0)
    view.worst.setFocus()
    with qtbot.waitSignal(view.view_requested) as asked:
        qtbot.keyClick(view.worst, Qt.Key.Key_Return)
    project = driver.window.session.project
    assert project is not None
    assert asked.args == ["compare", {"article": project.articles.ids()[1], "coders": ["Sari", "Budi"]}]
    driver.close()


def test_a_disagreement_leads_to_its_place_in_the_text(qtbot: QtBot, settings: Settings, coded: Path) -> None:
    driver = Driver(qtbot, settings, coded)
    view = view_of(qtbot, driver)
    measured(qtbot, view)
    view.tabs.setCurrentIndex(2)
    qtbot.waitUntil(lambda: view.places.rowCount() == 2, timeout=20_000)
    said = {tuple(view.places.item(at, place).text() for place in range(2)) for at in range(2)}
    assert said == {("claim", "–"), ("–", "claim")}
    view.places.selectRow(0)
    qtbot.keyClick(view.places, Qt.Key.Key_Return)
    assert driver.window.pages.front is None
    selected = driver.window.session.selected_mark()
    assert selected is not None
    assert selected.label == "claim"
    driver.close()


def test_a_set_is_measured_alone_and_an_empty_one_is_told(
    qtbot: QtBot, settings: Settings, coded: Path
) -> None:
    driver = Driver(qtbot, settings, coded)
    view = view_of(qtbot, driver)
    view.sets.setCurrentIndex(view.sets.findText("Second", Qt.MatchFlag.MatchStartsWith))
    measured(qtbot, view)
    assert view.report is not None
    assert view.report.compared == 1
    view.sets.setCurrentIndex(view.sets.findText("None", Qt.MatchFlag.MatchStartsWith))
    qtbot.mouseClick(view.measure_button, LEFT)
    assert "empty" in view.problem.text()
    driver.close()


def test_measuring_can_be_stopped(qtbot: QtBot, settings: Settings, coded: Path) -> None:
    driver = Driver(qtbot, settings, coded)
    view = view_of(qtbot, driver)
    view.rounds.setCurrentIndex(view.rounds.findData(5000))
    qtbot.mouseClick(view.measure_button, LEFT)
    qtbot.mouseClick(view.cancel_button, LEFT)
    qtbot.waitUntil(view.measure_button.isEnabled, timeout=20_000)
    assert view.report is None
    assert not view.progress.isVisible()
    driver.close()


def test_one_coder_alone_cannot_agree(qtbot: QtBot, settings: Settings, sample: Path) -> None:
    driver = Driver(qtbot, settings, sample)
    view = view_of(qtbot, driver)
    assert not view.measure_button.isEnabled()
    assert "two coders" in view.empty.text()
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert driver.window.pages.front is None
    driver.close()


def test_rows_are_copied_and_sorted_by_their_numbers(qtbot: QtBot, settings: Settings, coded: Path) -> None:
    driver = Driver(qtbot, settings, coded)
    table = view_of(qtbot, driver).table
    table.show_rows(("What", "N"), [("a", 10), ("b", 9), ("c", None)])
    table.sortItems(1)
    assert [table.item(at, 0).text() for at in range(3)] == ["c", "b", "a"]
    table.selectAll()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "c\t\nb\t9\na\t10"
    driver.close()


def test_a_drawing_takes_the_colours_of_the_theme() -> None:
    from annotator.ui.theme import DARK

    made = in_colours("<svg a='1'><text class='quiet' x='1'>a</text><line stroke='var(--line)'/></svg>", DARK)
    assert "var(" not in made
    assert DARK.muted in made
