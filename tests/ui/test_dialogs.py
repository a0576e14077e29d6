"""The dialogs, on real projects and files."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QCheckBox, QDoubleSpinBox, QLineEdit
from pytestqt.qtbot import QtBot

from annotator import paths
from annotator.errors import AnnotatorError, Cancelled
from annotator.project import Project
from annotator.settings import Settings
from annotator.ui.actions import ACTIONS
from annotator.ui.dialogs.exporting import ExportDialog
from annotator.ui.dialogs.guide import Guide, title_of
from annotator.ui.dialogs.preferences import PreferencesDialog
from annotator.ui.dialogs.running import RunningDialog
from annotator.ui.dialogs.shortcuts import ShortcutSheet
from annotator.ui.jobs import Job
from tests.ui.driving import LEFT, Driver, answer, choose


@pytest.fixture
def project(sample: Path) -> Any:
    opened = Project.open(sample, coder="Ana")
    yield opened
    opened.close()


# ---------------------------------------------------------------------- export


def _export(qtbot: QtBot, project: Project, settings: Settings, target: Path) -> ExportDialog:
    dialog = ExportDialog(project, settings)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.kind.choose("jsonl")
    dialog.target.setText(str(target))
    return dialog


def test_an_existing_file_is_replaced_only_after_a_yes(
    qtbot: QtBot, project: Project, settings: Settings, tmp_path: Path
) -> None:
    target = tmp_path / "out.jsonl"
    target.write_text("precious", "utf-8")
    dialog = _export(qtbot, project, settings, target)
    answer([choose("Keep it")])
    qtbot.mouseClick(dialog.start, LEFT)
    assert target.read_text("utf-8") == "precious"
    answer([choose("Replace")])
    qtbot.mouseClick(dialog.start, LEFT)
    qtbot.waitUntil(lambda: dialog.stack.currentIndex() == 2, timeout=15_000)
    assert target.read_text("utf-8") != "precious"
    assert "Nothing was lost" in dialog.counts.text()
    assert settings.text("export_folder") == str(tmp_path)


def test_a_folder_that_is_not_there_is_told_below_the_form(
    qtbot: QtBot, project: Project, settings: Settings, tmp_path: Path
) -> None:
    dialog = _export(qtbot, project, settings, tmp_path / "missing" / "out.jsonl")
    qtbot.mouseClick(dialog.start, LEFT)
    qtbot.waitUntil(dialog.problem.isVisible, timeout=15_000)
    assert dialog.stack.currentIndex() == 0
    assert dialog.problem.text()


@pytest.mark.parametrize("target", ["", "out.jsonl"])
def test_a_place_without_a_folder_is_asked_for_again(
    qtbot: QtBot, project: Project, settings: Settings, target: str
) -> None:
    dialog = ExportDialog(project, settings)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.target.setText(target)
    qtbot.mouseClick(dialog.start, LEFT)
    assert "with its folder" in dialog.problem.text()


def test_only_the_chosen_labels_go_out(
    qtbot: QtBot, project: Project, settings: Settings, tmp_path: Path
) -> None:
    dialog = _export(qtbot, project, settings, tmp_path / "out.jsonl")
    for name in ("actor", "source", "sentiment"):
        dialog.labels[name].setChecked(False)
    qtbot.mouseClick(dialog.start, LEFT)
    qtbot.waitUntil(lambda: dialog.stack.currentIndex() == 2, timeout=15_000)
    assert "3 marks" in dialog.counts.text()


def test_no_label_at_all_is_told(qtbot: QtBot, project: Project, settings: Settings, tmp_path: Path) -> None:
    dialog = _export(qtbot, project, settings, tmp_path / "out.jsonl")
    for box in dialog.labels.values():
        box.setChecked(False)
    qtbot.mouseClick(dialog.start, LEFT)
    assert dialog.problem.text() == "Choose at least one label."


def test_every_format_can_be_chosen_and_says_what_it_cannot_hold(
    qtbot: QtBot, project: Project, settings: Settings
) -> None:
    dialog = ExportDialog(project, settings)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.kind.names()[0] == "xlsx"
    for name in dialog.kind.names():
        dialog.kind.choose(name)
        assert dialog.keeps.text()
        assert dialog.about.text()
        assert dialog.target.text().endswith(dialog._format().suffix)


# ---------------------------------------------------------------------- running


class Slow(RunningDialog):
    """A dialog whose work waits to be stopped."""

    def finished_with(self, result: Any) -> None:
        """Nothing to show."""


def test_escape_cancels_the_work_and_not_the_dialog(qtbot: QtBot) -> None:
    dialog = Slow("Slow")
    qtbot.addWidget(dialog)
    dialog.show()
    go_on = threading.Event()

    def work(progress: Any) -> None:
        for number in range(1000):
            progress(number, 1000)
            go_on.wait(0.01)

    dialog.run("Working", work)
    qtbot.waitUntil(lambda: dialog.bar.value() > 2)
    dialog.close()
    assert dialog.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: dialog.job is None)
    assert dialog.isVisible()
    assert dialog.problem.text() == "Cancelled. Nothing was changed."


def test_a_fault_in_the_work_is_told_with_the_log(qtbot: QtBot, annotator_home: Path) -> None:
    dialog = Slow("Slow")
    qtbot.addWidget(dialog)
    dialog.show()

    def work(progress: Any) -> None:
        raise KeyError("a word of the article")

    dialog.run("Working", work)
    qtbot.waitUntil(dialog.problem.isVisible)
    assert "annotator.log" in dialog.problem.text()
    assert "a word of the article" not in (annotator_home / "data" / "logs" / "annotator.log").read_text(
        "utf-8"
    )


def test_a_job_gives_its_result_or_its_error_once(qtbot: QtBot) -> None:
    done, failed = [], []

    def fail(progress: Any) -> None:
        raise AnnotatorError("No.")

    for work in (lambda progress: 42, fail):
        job = Job(work)
        job.succeeded.connect(done.append)
        job.failed.connect(failed.append)
        job.start()
        qtbot.waitUntil(lambda job=job: not job.running)  # type: ignore[misc]
        job.wait()
        QApplication.processEvents()
    assert done == [42]
    assert [error.sentence for error in failed] == ["No."]
    assert not isinstance(failed[0], Cancelled)


# ---------------------------------------------------------------------- preferences, shortcuts, guide


def test_a_preference_holds_at_once(qtbot: QtBot, settings: Settings) -> None:
    taken: list[bool] = []
    dialog = PreferencesDialog(settings, lambda: taken.append(True))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.tabs.setCurrentIndex(1)
    size: Any = dialog.fields["text_size"]
    assert isinstance(size, QDoubleSpinBox)
    size.setValue(20)
    tick: Any = dialog.fields["snap_to_words"]
    assert isinstance(tick, QCheckBox)
    tick.toggle()
    theme: Any = dialog.fields["theme"]
    theme.setFocus()
    qtbot.keyClicks(theme, "Dark")
    qtbot.keyClick(theme, Qt.Key.Key_Return)
    name: Any = dialog.fields["coder"]
    assert isinstance(name, QLineEdit)
    name.setText("Budi")
    name.editingFinished.emit()
    again = Settings()
    assert (again.number("text_size"), again.yes("snap_to_words"), again.text("coder")) == (20, False, "Budi")
    assert again.text("theme") == "dark"
    assert len(taken) == 4


def test_every_setting_that_has_a_page_has_a_field_there(qtbot: QtBot, settings: Settings) -> None:
    from annotator.settings import SETTINGS

    dialog = PreferencesDialog(settings, lambda: None)
    qtbot.addWidget(dialog)
    wanted = {one.name for one in SETTINGS if one.section and one.kind != "table"}
    assert set(dialog.fields) == wanted


def _chosen(sheet: ShortcutSheet, words: str) -> None:
    item = sheet.tree.findItems(words, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive)[0]
    sheet.tree.setCurrentItem(item)


def test_a_shortcut_is_changed_and_put_back(qtbot: QtBot, settings: Settings) -> None:
    sheet = ShortcutSheet(settings, [], lambda: None)
    qtbot.addWidget(sheet)
    sheet.show()
    _chosen(sheet, "Export")
    sheet.key.setKeySequence(QKeySequence("Ctrl+Alt+E"))
    qtbot.mouseClick(sheet.take, LEFT)
    assert settings.table("shortcuts") == {"export": "Ctrl+Alt+E"}
    _chosen(sheet, "Export")
    qtbot.mouseClick(sheet.default, LEFT)
    assert settings.table("shortcuts") == {}


def test_a_key_that_is_taken_is_told_and_nothing_changes(
    qtbot: QtBot, settings: Settings, project: Project
) -> None:
    sheet = ShortcutSheet(settings, project.scheme.labels, lambda: None)
    qtbot.addWidget(sheet)
    sheet.show()
    _chosen(sheet, "Export")
    sheet.key.setKeySequence(QKeySequence("Ctrl+Z"))
    qtbot.mouseClick(sheet.take, LEFT)
    assert "Undo" in sheet.words.text()
    _chosen(sheet, "Relate to another mark")
    sheet.key.setKeySequence(QKeySequence("A"))
    qtbot.mouseClick(sheet.take, LEFT)
    assert "Actor" in sheet.words.text()
    assert settings.table("shortcuts") == {}


def test_a_changed_shortcut_works_in_the_text_and_in_the_window(driver: Driver) -> None:
    driver.window.change_setting("shortcuts", {"relate": "V", "done_next": "Ctrl+D"})
    driver.go_to(driver.marks("source")[0])
    driver.canvas.setFocus()
    driver.press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert driver.session.article.status == "done"


def test_the_sheet_is_filtered_by_key_and_by_words(qtbot: QtBot, settings: Settings) -> None:
    sheet = ShortcutSheet(settings, [], lambda: None)
    qtbot.addWidget(sheet)
    sheet.show()
    qtbot.keyClicks(sheet.filter, "export")
    shown = [
        head.child(at).text(0)
        for head in sheet._heads
        for at in range(head.childCount())
        if not head.child(at).isHidden()
    ]
    assert shown == ["Export"]


def test_the_command_palette_does_what_is_typed(driver: Driver) -> None:
    from annotator.ui.dialogs.command_palette import CommandPalette

    driver.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier, widget=driver.window)
    palette = driver.window.findChild(CommandPalette)
    assert palette is not None
    driver.type("theme dark", palette.line)
    driver.press(Qt.Key.Key_Down, widget=palette.line)
    driver.press(Qt.Key.Key_Up, widget=palette.line)
    driver.press(Qt.Key.Key_Return, widget=palette.line)
    assert driver.keeper.theme.name == "dark"


def test_the_guide_has_every_page_and_its_links_lead_somewhere(qtbot: QtBot, settings: Settings) -> None:
    import re

    guide = Guide(settings)
    qtbot.addWidget(guide)
    guide.show()
    pages = sorted((paths.resources() / "help").glob("*.md"))
    assert [guide.list.item(at).text() for at in range(guide.list.count())] == [
        title_of(one) for one in pages
    ]
    for at, page in enumerate(pages):
        guide.list.setCurrentRow(at)
        shown = guide.page.toPlainText()
        assert "{{" not in shown
        assert len(shown) > 100
        for target in re.findall(r"\]\(([^)]+)\)", page.read_text("utf-8")):
            assert (page.parent / target).is_file(), f"{page.name} leads to {target}"
    guide._follow(QUrl("05-shortcuts.md"))
    assert "Ctrl+K" in guide.page.toPlainText()
    qtbot.keyClick(guide, Qt.Key.Key_Escape)
    assert not guide.isVisible()


def test_the_guide_names_every_key_of_the_menus(qtbot: QtBot, settings: Settings) -> None:
    guide = Guide(settings)
    qtbot.addWidget(guide)
    guide._follow(QUrl("05-shortcuts.md"))
    shown = guide.page.toPlainText()
    assert [one.text for one in ACTIONS if one.shortcut and one.text.rstrip("…") not in shown] == []
