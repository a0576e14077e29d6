"""The main job as a person does it: open, mark, describe, close, reopen, take the data out."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.project import Project
from annotator.settings import Settings
from tests.ui.driving import Driver, answer, choose

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_text_is_marked_by_dragging_and_one_click_in_the_palette(driver: Driver) -> None:
    words = "partisipasi personel militer"
    span = driver.drag_over(words)
    palette = driver.window.workspace().page.palette_box
    assert palette.isVisible()
    driver.click(next(chip for chip in palette.chips if chip.label.name == "claim"))
    assert not palette.isVisible()
    made = [mark for mark in driver.marks("claim") if mark.quote == words]
    assert [mark.fragments for mark in made] == [(span,)]
    assert driver.canvas.selected_uid == made[0].uid
    assert "Claim" in driver.window.details.label_combo.currentText()


def test_the_palette_opens_by_key_and_is_walked_with_arrows(driver: Driver) -> None:
    driver.select("Vatikan")
    driver.press(Qt.Key.Key_L)
    palette = driver.window.workspace().page.palette_box
    assert palette.isAncestorOf(QApplication.focusWidget())
    driver.press(Qt.Key.Key_Right)
    driver.press(Qt.Key.Key_Return)
    assert [mark.quote for mark in driver.marks("claim")].count("Vatikan") == 1
    assert not palette.isVisible()
    driver.select("Vatikan")
    driver.press(Qt.Key.Key_L)
    driver.press(Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert driver.canvas.hasFocus()


def test_text_is_marked_by_dragging_and_the_key_of_a_label(driver: Driver) -> None:
    driver.drag_over("agresi Moskow")
    driver.press(Qt.Key.Key_E, widget=driver.canvas)
    assert [mark.quote for mark in driver.marks("sentiment")][-1] == "agresi Moskow"


def test_a_mark_is_made_overlapped_deleted_and_brought_back_with_keys_alone(driver: Driver) -> None:
    before = len(driver.marks())
    driver.select("Donald Trump")
    driver.press(Qt.Key.Key_A)
    driver.select("Presiden Amerika Serikat, Donald Trump")
    driver.press(Qt.Key.Key_S)
    assert len(driver.marks()) == before + 2
    assert driver.marks("source")[-1].quote == "Presiden Amerika Serikat, Donald Trump"
    driver.press(Qt.Key.Key_Delete)
    assert len(driver.marks()) == before + 1
    driver.press(Qt.Key.Key_Z, CTRL)
    assert len(driver.marks()) == before + 2
    driver.press(Qt.Key.Key_Z, CTRL)
    driver.press(Qt.Key.Key_Z, CTRL)
    assert len(driver.marks()) == before
    driver.press(Qt.Key.Key_Y, CTRL)
    assert driver.marks("actor")[-1].quote == "Donald Trump"


def test_tab_walks_from_mark_to_mark_and_enter_goes_to_the_details(driver: Driver) -> None:
    driver.canvas.setFocus()
    driver.canvas.set_caret(0)
    driver.press(Qt.Key.Key_Tab)
    assert driver.session.selected_mark().quote == "Rusia"
    driver.press(Qt.Key.Key_Tab)
    assert driver.session.selected_mark().start == 182
    driver.press(Qt.Key.Key_Tab, SHIFT)
    assert driver.session.selected_mark().quote == "Rusia"
    driver.press(Qt.Key.Key_Return)
    driver.wait(lambda: driver.window.details.isAncestorOf(QApplication.focusWidget()))
    driver.press(Qt.Key.Key_Escape)
    driver.wait(driver.canvas.hasFocus)


def test_edges_are_moved_and_a_fragment_is_added_with_keys(driver: Driver) -> None:
    driver.select("Keduanya berkomitmen")
    driver.press(Qt.Key.Key_C)
    uid = driver.session.selected
    driver.press(Qt.Key.Key_Right, CTRL | Qt.KeyboardModifier.AltModifier)
    mark = driver.session.mark(uid)
    assert mark.quote.startswith("Keduanya berkomitmen ")
    driver.select("dukungan militer")
    driver.type("+")
    assert driver.session.mark(uid).quote.endswith(" […] dukungan militer")


def test_a_relation_is_made_with_r_and_tab_or_a_click(driver: Driver) -> None:
    driver.select("rencana untuk melanjutkan pembicaraan langsung")
    driver.press(Qt.Key.Key_C)
    claim = driver.session.selected
    driver.select("Yury Ushakov")
    driver.press(Qt.Key.Key_S)
    source = driver.session.selected
    driver.press(Qt.Key.Key_R)
    driver.click_on("rencana untuk melanjutkan")
    made = [one for one in driver.session.relations if one.head == source]
    assert [(one.type, one.tail) for one in made] == [("attributes", claim)]


def test_a_whole_coding_survives_closing_and_reopening(
    qtbot: QtBot, settings: Settings, sample: Path
) -> None:
    first = Driver(qtbot, settings, sample)
    first.select("Paus Fransiskus")
    first.press(Qt.Key.Key_A)
    details = first.window.details
    first.press(Qt.Key.Key_Return)
    first.wait(lambda: details.isAncestorOf(QApplication.focusWidget()))
    combo = details.form.fields["type"].focusProxy()
    combo.setFocus()
    first.type("relig", combo)
    first.press(Qt.Key.Key_Return, widget=combo)
    details.entity.setFocus()
    first.type("Paus Fransiskus", details.entity)
    details.entity._popup.hide()
    first.press(Qt.Key.Key_Return, widget=details.entity)
    details.note.setFocus()
    first.type("mentioned twice", details.note)
    first.press(Qt.Key.Key_Escape, widget=details.note)
    first.act("done_next")
    first.close()

    second = Driver(qtbot, settings, sample)
    mark = next(one for one in second.marks("actor") if one.quote == "Paus Fransiskus")
    assert mark.attributes == {"type": "religious"}
    assert mark.note == "mentioned twice"
    assert mark.coder == "Ana"
    assert second.session.project.entities.get(mark.entity).name == "Paus Fransiskus"
    assert second.session.article.status == "done"
    second.close()


def test_done_goes_to_the_next_article_that_is_not_done(driver: Driver, tmp_path: Path) -> None:
    from annotator.project.importing import import_files

    for name in ("second", "third"):
        (tmp_path / f"{name}.txt").write_text(f"The {name} article\n\nIt says something.", "utf-8")
    import_files(driver.session.project, [tmp_path / "second.txt", tmp_path / "third.txt"])
    ids = driver.session.project.articles.ids()
    driver.wait(lambda: len(driver.window.articles.model.ids) == 3)
    driver.session.show_article(ids[1])
    driver.canvas.setFocus()
    driver.press(Qt.Key.Key_Return, CTRL)
    assert driver.session.article.id == ids[2]
    driver.press(Qt.Key.Key_Return, CTRL)
    assert driver.session.article.id == ids[0]
    assert driver.session.project.articles.progress()["done"] == 2
    assert driver.window.articles.progress_words.text().startswith("2 of 3 done")


@pytest.mark.parametrize("suffix", [".xlsx", ".jsonl"])
def test_the_data_goes_out_through_the_dialog(driver: Driver, tmp_path: Path, suffix: str) -> None:
    from annotator.ui.dialogs.exporting import ExportDialog

    driver.select("Donald Trump")
    driver.press(Qt.Key.Key_A)
    target = tmp_path / f"out{suffix}"
    dialog = ExportDialog(driver.session.project, driver.window.settings, driver.window)
    dialog.show()
    dialog.kind.choose(suffix.removeprefix("."))
    dialog.target.setText(str(target))
    driver.click(dialog.start)
    driver.wait(lambda: dialog.stack.currentIndex() == 2)
    assert "14 marks" in dialog.counts.text()
    dialog.accept()
    if suffix == ".jsonl":
        record = json.loads(target.read_text("utf-8").splitlines()[0])
        assert all(record["text"][one["start"] : one["end"]] == one["text"] for one in record["spans"])
        assert "Donald Trump" in [one["text"] for one in record["spans"]]
    else:
        sheet = openpyxl.load_workbook(target)["Annotations"]
        cells = {str(cell.value) for row in sheet.iter_rows() for cell in row}
        assert "Donald Trump" in cells


def test_a_mark_that_cannot_be_saved_stops_quitting_until_it_is_saved(driver: Driver, sample: Path) -> None:
    other = sqlite3.connect(sample, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    driver.select("Donald Trump")
    driver.press(Qt.Key.Key_A)
    uid = driver.session.selected
    assert uid in driver.session.unsaved
    assert driver.canvas.marks.annotations[uid].quote == "Donald Trump"
    assert "Not saved" in driver.window.status.saved.text()
    assert driver.window.workspace().page.banner.isVisible()
    answer([choose("Stay")])
    assert not driver.window.close()
    assert driver.window.isVisible()
    other.execute("ROLLBACK")
    other.close()
    assert driver.session.save_unsaved()
    assert not driver.window.workspace().page.banner.isVisible()
    assert driver.window.close()
    project = Project.open(sample)
    assert project.annotations.find(uid) is not None
    project.close()


def test_the_program_itself_starts_paints_and_ends(annotator_home: Path, sample: Path) -> None:
    for arguments in ([], [str(sample)]):
        ended = subprocess.run(
            [sys.executable, "-m", "annotator", *arguments, "--quit-when-painted"],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert (ended.returncode, ended.stdout.strip()) == (0, "painted"), ended.stderr
