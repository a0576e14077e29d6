"""The dashboard: its numbers, its charts, and the pictures of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from annotator.errors import WriteError
from annotator.model.figures import Figures
from annotator.settings import Settings
from annotator.ui.theme import DARK, LIGHT
from annotator.ui.views.dashboard import _days
from annotator.ui.widgets.charts import Bar, RowChart, Series, StackChart, nice_top, save_charts
from tests.ui.driving import Driver, answer, take_file
from tests.ui.many_articles import make_study


@pytest.fixture
def study(qtbot: QtBot, settings: Settings, tmp_path: Path) -> Iterator[Driver]:
    """A window on twelve articles."""
    made = Driver(qtbot, settings, make_study(tmp_path))
    yield made
    made.close()


@pytest.fixture
def view(study: Driver) -> Any:
    """The dashboard, counted and painted."""
    study.act("dashboard")
    shown = study.window.pages.front
    study.wait(lambda: shown.figures is not None and not shown.asker.busy)
    study.window.grab()
    return shown


def test_the_numbers_stand_above_the_charts(view: Any) -> None:
    words = [
        part.text()
        for at in range(view.numbers.count())
        if (holder := view.numbers.itemAt(at).widget())
        for part in holder.findChildren(QLabel)
    ]
    assert words[:6] == ["12", "articles", "1 · 8 %", "done", "18", "marks"]


def test_a_bar_tells_more_under_the_mouse_and_by_key(study: Driver, view: Any) -> None:
    tips = [spot.tip for spot in view.over_time.spots()]
    assert len(tips) == 30
    assert "Claim: 6" in tips[-1]
    spot = view.by_status.spots()[0]
    study.qtbot.mouseMove(view.by_status, spot.rect.center().toPoint())
    view.by_status.setFocus()
    study.press(Qt.Key.Key_Down, widget=view.by_status)
    study.press(Qt.Key.Key_Down, widget=view.by_status)
    assert view.by_status.accessibleDescription() == "Started: 6"
    study.press(Qt.Key.Key_Left, widget=view.by_status)
    assert view.by_status.accessibleDescription() == "New: 5"
    QApplication.sendEvent(view.by_status, QEvent(QEvent.Type.Leave))
    study.window.grab()


def test_a_todo_that_is_clicked_lists_its_marks(study: Driver, view: Any) -> None:
    spot = view.todos.spots()[0]
    assert spot.key == "source"
    study.qtbot.mouseClick(view.todos, Qt.MouseButton.LeftButton, pos=spot.rect.center().toPoint())
    shown = study.window.pages.front
    study.wait(lambda: shown.name == "marks" and not shown.asker.busy)
    assert (shown.filter.todo, shown.model.total) == ("source", 3)


def test_enter_opens_a_todo_as_well(study: Driver, view: Any) -> None:
    view.todos.setFocus()
    study.press(Qt.Key.Key_Return, widget=view.todos)
    assert study.window.pages.front.name == "marks"


def test_marks_are_also_counted_by_the_month_of_their_article(study: Driver, view: Any) -> None:
    view.period.setCurrentIndex(1)
    view.period.activated.emit(1)
    study.window.grab()
    assert [spot.key for spot in view.over_time.spots()][:2] == ["2025-01", "2025-02"]


@pytest.mark.parametrize("ending", ["png", "svg", "txt"])
def test_the_charts_are_saved_as_a_picture(study: Driver, view: Any, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"progress.{ending}"
    answer([take_file(target)])
    study.click(view.save)
    if ending == "svg":
        assert "Claim without a source" in target.read_text("utf-8")
    else:
        written = target if ending == "png" else tmp_path / "progress.txt.png"
        assert QImage(str(written)).width() == 1800
    assert "picture" in study.window.status.told.text()


def test_a_picture_that_cannot_be_written_is_told(tmp_path: Path, qapp: Any) -> None:
    chart = StackChart([], [])
    with pytest.raises(WriteError, match="could not be written"):
        save_charts([("Nothing", chart)], tmp_path / "no such folder" / "x.png", LIGHT)


def test_work_meanwhile_is_counted(study: Driver, view: Any) -> None:
    view._later.setInterval(10)
    project = study.session.project
    project.annotations.add(project.articles.ids()[1], "actor", [(0, 4)])
    study.wait(lambda: view.figures.marks == 19)
    study.window.change_setting("theme", "dark")
    study.window.grab()


def test_a_chart_is_drawn_in_the_colours_of_the_theme(qapp: Any) -> None:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

    series = [Series("one", lambda theme: QColor(theme.accent), {"a": 3, "b": 1})]
    bars = [Bar("a", "A", "first"), Bar("b", "B", "second")]
    for chart in (StackChart(bars, series), RowChart(bars, series)):
        for theme in (LIGHT, DARK):
            image = QImage(300, 240, QImage.Format.Format_RGB32)
            image.fill(QColor(theme.page))
            painter = QPainter(image)
            spots = chart.draw(painter, QRectF(0, 0, 300, 230), theme)
            painter.end()
            colours = {image.pixelColor(x, y).name() for x in range(0, 300, 2) for y in range(0, 240, 2)}
            assert QColor(theme.accent).name() in colours
            assert [spot.key for spot in spots] == ["a", "b"]
        assert chart.words()


@pytest.mark.parametrize(
    ("value", "top"),
    [(0, 2), (2, 2), (3, 4), (5, 10), (11, 20), (21, 40), (99, 100), (101, 200), (999, 1000)],
)
def test_an_axis_ends_at_a_round_number(value: int, top: int) -> None:
    assert nice_top(value) == top


def test_years_of_work_have_a_bar_for_each_day() -> None:
    figures = Figures(today="2025-04-26", made={"claim": {"2024-04-26": 3, "": 2}})
    days = _days(figures)
    assert (len(days), days[0].key, days[-1].key) == (366, "2024-04-26", "2025-04-26")
    assert QPoint(0, 0) == QPointF(0, 0).toPoint()
