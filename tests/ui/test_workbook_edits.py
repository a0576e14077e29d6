"""The page of workbook edits: compared, ticked, taken, and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.errors import AnnotatorError
from annotator.project.exporting import export_to
from annotator.settings import Settings
from annotator.ui.views.workbook_edits import WorkbookEditsView
from tests.ui.driving import LEFT, Driver, answer, take_file


@pytest.fixture
def driver(qtbot: QtBot, settings: Settings, sample: Path) -> Iterator[Driver]:
    made = Driver(qtbot, settings, sample)
    yield made
    made.close()


def workbook(driver: Driver, folder: Path, *, drop: bool = False) -> Path:
    """The sample's workbook with two notes, a wrong value, a status and perhaps a row less."""
    path = folder / "edited.xlsx"
    export_to(driver.session.project, path)
    book = openpyxl.load_workbook(path)
    sheet = book["Annotations"]
    header = [cell.value for cell in sheet[1]]
    sheet.cell(2, header.index("note") + 1).value = "First."
    sheet.cell(3, header.index("note") + 1).value = "Second."
    sheet.cell(3, header.index("start") + 1).value = 7
    sheet.cell(4, header.index("note") + 1).value = "Third."
    articles = book["Articles"]
    names = [cell.value for cell in articles[1]]
    articles.cell(2, names.index("status") + 1).value = "done"
    if drop:
        sheet.delete_rows(5)
    book.save(path)
    return path


def compared(driver: Driver, path: Path) -> WorkbookEditsView:
    view: Any = driver.window.pages.show("workbook_edits", path=path)
    driver.wait(lambda: view.stack.currentIndex() == 1)
    return view  # type: ignore[no-any-return]


def cells(view: WorkbookEditsView, at: int) -> list[str]:
    return [str(view.model.index(at, place).data()) for place in range(4)]


def test_every_difference_is_shown_and_what_is_ticked_is_taken(driver: Driver, tmp_path: Path) -> None:
    view = compared(driver, workbook(driver, tmp_path))
    assert view.model.rowCount() == 3
    assert cells(view, 0)[1:] == ["Note", "—", "First."]
    assert "Rusia" in cells(view, 0)[0]
    assert cells(view, 2)[1:] == ["Status", "started", "done"]
    assert view.tabs.tabText(1) == "Not taken (1)"
    assert view.take.text() == "Take 3 edits"
    view.table.selectRow(1)
    driver.qtbot.keyClick(view.table, Qt.Key.Key_Space)
    assert view.take.text() == "Take 2 edits"
    driver.qtbot.mouseClick(view.take, LEFT)
    assert [one.note for one in driver.marks() if one.note] == ["First."]
    assert driver.session.project.articles.get(driver.session.article.id).status == "done"
    assert "2 edits taken" in view.empty.words.text()
    driver.act("undo")
    assert not [one.note for one in driver.marks() if one.note]


def test_ticks_can_be_set_one_by_one_and_all_at_once(driver: Driver, tmp_path: Path) -> None:
    view = compared(driver, workbook(driver, tmp_path))
    driver.qtbot.mouseClick(view.none, LEFT)
    assert not view.take.isEnabled()
    index = view.model.index(0, 0)
    assert view.model.setData(index, Qt.CheckState.Checked, int(Qt.ItemDataRole.CheckStateRole))
    assert not view.model.setData(index, "x")
    assert view.take.text() == "Take 1 edit"
    driver.qtbot.mouseClick(view.every, LEFT)
    assert view.take.text() == "Take 3 edits"
    driver.qtbot.keyClick(view.table, Qt.Key.Key_Down)


def test_marks_without_a_row_are_deleted_only_when_ticked(driver: Driver, tmp_path: Path) -> None:
    view = compared(driver, workbook(driver, tmp_path, drop=True))
    assert view.delete.isVisible()
    assert "1 marks" in view.delete.text()
    driver.qtbot.mouseClick(view.none, LEFT)
    view.delete.setChecked(True)
    driver.qtbot.mouseClick(view.take, LEFT)
    assert len(driver.marks()) == 12


def test_stale_edits_are_flagged_and_not_ticked(driver: Driver, tmp_path: Path) -> None:
    path = workbook(driver, tmp_path)
    mark = driver.marks()[0]
    driver.session.project.annotations.edit(mark.id, note="Mine.")
    view = compared(driver, path)
    assert cells(view, 0)[1:] == ["Note  (changed here since)", "Mine.", "First."]
    assert view.model.ticked == [False, True, True]
    assert "may undo that" in view.told.text()


def test_a_double_click_goes_to_the_mark_or_the_article(driver: Driver, tmp_path: Path) -> None:
    view = compared(driver, workbook(driver, tmp_path))
    uid = view.model.edits[0].uid
    view._go(view.model.index(0, 0))
    assert driver.session.selected == uid
    driver.window.pages.show("workbook_edits")
    view._go(view.model.index(2, 0))
    assert driver.window.pages.front is None


def test_a_file_that_is_no_workbook_is_told_in_a_sentence(driver: Driver, tmp_path: Path) -> None:
    wrong = tmp_path / "x.xlsx"
    wrong.write_text("no", "utf-8")
    driver.act("workbook_edits")
    view: Any = driver.window.pages.front
    answer([take_file(wrong)])
    driver.qtbot.mouseClick(view.choose, LEFT)
    driver.wait(view.choose.isEnabled)
    assert "x.xlsx" in view.empty.words.text()


def test_edits_that_cannot_be_taken_any_more_are_told(
    driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = compared(driver, workbook(driver, tmp_path))
    driver.session.project.annotations.edit(driver.marks()[0].id, note="Mine.")
    driver.qtbot.mouseClick(view.take, LEFT)
    assert "changed here meanwhile" in view.empty.words.text()
    (tmp_path / "again").mkdir()
    view = compared(driver, workbook(driver, tmp_path / "again"))

    def refuse(*_: Any, **__: Any) -> None:
        raise AnnotatorError("The disk is full.")

    told: list[Any] = []
    driver.session.failed.connect(told.append)
    monkeypatch.setattr("annotator.project.editing.take_edits", refuse)
    view._take()
    assert told[0].sentence == "The disk is full."


def test_a_suggestion_is_confirmed_with_a_key(driver: Driver) -> None:
    import msgspec

    from annotator.store import writing

    project = driver.session.project
    mark = driver.marks("actor")[0]
    with project._core.write("Suggest") as at:
        writing.add_annotations(at, [msgspec.structs.replace(mark, uid="s-1", suggested=True)])
    driver.wait(lambda: any(one.uid == "s-1" for one in driver.session.annotations))
    suggestion = next(one for one in driver.marks("actor") if one.uid == "s-1")
    driver.go_to(suggestion)
    words = [driver.window.marks._said(one) for one in driver.session.annotations if one.uid == "s-1"]
    assert words[0].startswith("suggestion")
    driver.act("confirm_mark")
    assert not next(one for one in driver.marks("actor") if one.uid == "s-1").suggested
    assert driver.session.project.undo_name == "Confirm suggestion"
    driver.act("confirm_mark")
    assert "no suggestion" in driver.window.status.told.text()
