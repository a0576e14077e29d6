"""One reads on where one stopped, also after the program was closed."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotator.project import Project
from annotator.project.importing import import_files
from annotator.settings import Settings
from annotator.ui.reading_places import ReadingPlaces
from tests.ui.driving import Driver


@pytest.fixture
def long_texts(tmp_path: Path) -> Path:
    """A project with two articles of many screens."""
    for name in ("first", "second"):
        lines = [f"{name} paragraph {number}: " + "words and words " * 12 for number in range(200)]
        (tmp_path / f"{name}.txt").write_text("\n".join(lines), "utf-8")
    project = Project.create(tmp_path / "long.anno", coder="Ana")
    import_files(project, [tmp_path / "first.txt", tmp_path / "second.txt"])
    project.close()
    return tmp_path / "long.anno"


def test_each_article_opens_where_it_was_left_also_after_a_restart(
    qtbot: QtBot, settings: Settings, long_texts: Path
) -> None:
    driver = Driver(qtbot, settings, long_texts)
    driver.wait(lambda: driver.session.article is not None)
    first, second = driver.session.project.articles.ids()
    driver.session.show_article(first)
    driver.canvas.go_to(9_000)
    at_first = driver.canvas.position()
    driver.session.show_article(second)
    assert driver.canvas.position() == 0
    driver.canvas.go_to(20_000)
    at_second = driver.canvas.position()
    driver.session.show_article(first)
    assert driver.canvas.position() == at_first > 8_000
    driver.session.show_article(second)
    driver.close()

    again = Driver(qtbot, Settings(), long_texts)
    again.wait(lambda: again.session.article is not None)
    try:
        assert again.session.article.id == second
        assert again.canvas.position() == at_second > 19_000
        again.session.show_article(first)
        assert again.canvas.position() == at_first
    finally:
        again.close()


def test_a_deleted_article_is_no_obstacle(qtbot: QtBot, settings: Settings, long_texts: Path) -> None:
    project = Project.open(long_texts, coder="Ana")
    uid = project.uid
    project.close()
    settings.set("reading_places", {uid: "gone", f"{uid} gone": "17"})
    driver = Driver(qtbot, settings, long_texts)
    try:
        driver.wait(lambda: driver.session.article is not None)
        assert driver.canvas.position() == 0
    finally:
        driver.close()


def test_only_the_latest_places_are_kept_and_nonsense_is_none() -> None:
    settings = Settings()
    places = ReadingPlaces(settings)
    for number in range(500):
        places.remember("p", f"a{number}", number)
    places.keep()
    kept = ReadingPlaces(settings)
    assert len(settings.table("reading_places")) == 400
    assert kept.of("p", "a499") == 499
    assert kept.of("p", "a0") == 0
    assert kept.last("p") == "a499"
    settings.set("reading_places", {"p a": "-3x"})
    assert ReadingPlaces(settings).of("p", "a") == 0
