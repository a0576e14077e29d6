"""A team's work from end to end: copies handed out, coded apart, merged, adjudicated, gold taken out."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.model.entity import GOLD
from annotator.project import Project
from annotator.project.exporting import export_to
from annotator.settings import Settings
from tests.projects import new_project
from tests.ui.driving import Driver, answer

TEXTS = (
    "Menteri Keuangan Sri Mulyani mengatakan utang pemerintah masih aman.\n",
    "The president said on Tuesday that the talks had failed.\n",
)
#: Who marks what in the first text: the first mark is the same for all, the second differs.
WORK = {
    "Ana": (("actor", "Sri Mulyani"), ("claim", "utang pemerintah masih aman")),
    "Budi": (("actor", "Sri Mulyani"), ("claim", "pemerintah masih aman")),
    "Citra": (("actor", "Sri Mulyani"), ("source", "utang pemerintah masih aman")),
}


def _hand_out(driver: Driver, folder: Path) -> list[Path]:
    def fill(dialog: object) -> None:
        dialog.folder.setText(str(folder))  # type: ignore[attr-defined]
        for name in WORK:
            dialog.new_coder.setText(name)  # type: ignore[attr-defined]
            dialog.add_coder()  # type: ignore[attr-defined]
        dialog.start.click()  # type: ignore[attr-defined]
        driver.wait(lambda: dialog.job is None)  # type: ignore[attr-defined]
        dialog.accept()  # type: ignore[attr-defined]

    answer([fill])
    driver.act("coder_copies")
    return [folder / f"study-{name}.anno" for name in WORK]


def _code(qtbot: QtBot, settings: Settings, path: Path, name: str) -> None:
    """One coder opens the copy, selects the words and presses the keys of the labels."""
    settings.set("coder", name)
    driver = Driver(qtbot, settings, path)
    driver.session.show_article(driver.session.project.articles.ids()[0])
    driver.window.set_coder(name)
    assert driver.session.annotations == []
    for label, words in WORK[name]:
        driver.select(words)
        driver.press(Qt.Key(ord(driver.session.scheme.label(label).key.upper())))
    assert len(driver.marks()) == 2
    driver.close()


def _merge(driver: Driver, copies: list[Path]) -> None:
    def bring(dialog: object) -> None:
        dialog.add_files(copies)  # type: ignore[attr-defined]
        for button in (dialog.preview_button, dialog.merge_button):  # type: ignore[attr-defined]
            button.click()
            driver.wait(lambda: dialog.job is None)  # type: ignore[attr-defined]
        dialog.accept()  # type: ignore[attr-defined]

    answer([bring])
    driver.act("merge")


def test_three_coders_work_apart_and_their_gold_standard_goes_out(
    qtbot: QtBot, settings: Settings, tmp_path: Path
) -> None:
    new_project(tmp_path, *TEXTS, coder="Lead").close()
    settings.set("coder", "Lead")
    driver = Driver(qtbot, settings, tmp_path / "study.anno")
    copies = _hand_out(driver, tmp_path)
    driver.close()
    for name, path in zip(WORK, copies, strict=True):
        _code(qtbot, settings, path, name)
    settings.set("coder", "Lead")
    driver = Driver(qtbot, settings, tmp_path / "study.anno")
    driver.window.set_coder("Lead")
    _merge(driver, copies)
    project = driver.session.project
    assert {one.name for one in project.coders} == {"Lead", *WORK}
    assert len(project.annotations.of(project.articles.ids()[0])) == 6

    view = driver.window.pages.show("adjudication")
    driver.wait(lambda: not view.counts.busy)  # type: ignore[union-attr]
    driver.click(view.agree_button)  # type: ignore[union-attr]
    driver.wait(lambda: not view.counts.busy)  # type: ignore[union-attr]
    driver.press(Qt.Key.Key_A, widget=view.list)  # type: ignore[union-attr]
    QApplication.processEvents()
    assert view._state.settled == view._state.total == 2  # type: ignore[union-attr]
    driver.press(Qt.Key.Key_Escape, widget=view)
    assert driver.window.pages.front is None

    export_to(project, tmp_path / "gold.jsonl", coders=[GOLD])
    driver.close()
    lines = [json.loads(line) for line in (tmp_path / "gold.jsonl").read_text("utf-8").splitlines()]
    quotes = sorted(mark["text"] for line in lines for mark in line.get("spans", []))
    assert quotes == ["Sri Mulyani", "utang pemerintah masih aman"]
    again = Project.open(tmp_path / "study.anno")
    assert not again.check()
    assert len(again.decisions.all()) == 2
    again.close()
