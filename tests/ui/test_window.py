"""The window and its panels on a real project, driven with mouse and keys."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from annotator.project import Project
from annotator.project.importing import import_files
from annotator.settings import Settings
from annotator.ui.actions import ACTIONS
from annotator.ui.menus import is_offered
from annotator.ui.widgets.chips import MarkChip
from annotator.ui.window import MainWindow
from tests.ui.driving import LEFT, Driver, answer, choose, take_file

CTRL = Qt.KeyboardModifier.ControlModifier


def _choose(combo: Any, text: str, driver: Driver) -> None:
    """Choose an item of a list with the keyboard."""
    combo.setFocus()
    driver.type(text, combo)
    driver.press(Qt.Key.Key_Return, widget=combo)


# ---------------------------------------------------------------------- welcome and opening


def test_the_first_start_asks_only_for_the_name(qtbot: QtBot) -> None:
    settings = Settings()
    driver = Driver(qtbot, settings)
    page = driver.window.welcome
    assert page.name.isVisible()
    page.name.clear()
    driver.type("Rina", page.name)
    driver.click(page.sample)
    driver.wait(lambda: driver.session.project is not None)
    assert settings.text("coder") == "Rina"
    assert driver.session.project.coder == "Rina"
    driver.wait(lambda: not driver.window.projects.busy)
    driver.act("close_project")
    assert not driver.window.welcome.name.isVisible()
    assert [choice.accessibleName() for choice in driver.window.welcome.recent] == ["sample.anno"]
    driver.close()


def test_a_new_project_is_made_where_the_person_says(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    target = tmp_path / "study"
    answer([take_file(target), lambda dialog: dialog.accept()])
    window.handlers.new_project()
    qtbot.waitUntil(lambda: window.session.project is not None, timeout=15_000)
    assert window.session.project is not None
    assert window.session.project.path == tmp_path / "study.anno"
    assert "Drop text files" in window.workspace().page.empty.words.text()
    assert window.articles.empty.isVisible()


def test_a_new_project_never_replaces_a_file(window: MainWindow, qtbot: QtBot, sample: Path) -> None:
    before = sample.read_bytes()
    answer([take_file(sample), lambda dialog: dialog.accept()])
    window.handlers.new_project()
    assert window.session.project is None
    assert sample.read_bytes() == before


def test_what_is_no_project_is_told_in_one_sentence(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.anno"
    wrong.write_text("not a project", "utf-8")
    told: list[str] = []

    def read(dialog: Any) -> None:
        # a message box keeps a label for the icon that it does not have, and hides it
        told.extend(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())
        dialog.accept()

    answer([read])
    window.projects.open_path(wrong)
    qtbot.waitUntil(lambda: bool(told), timeout=15_000)
    assert "not an Annotator project" in told[0]
    assert len(told) == 1
    assert window.session.project is None
    assert window.stack.currentWidget() is window.welcome


def test_a_project_that_somebody_has_open_is_offered_for_reading(
    window: MainWindow, qtbot: QtBot, sample: Path
) -> None:
    other = Project.open(sample, coder="Somebody")
    answer([choose("Open for reading")])
    window.projects.open_path(sample)
    qtbot.waitUntil(lambda: window.session.project is not None, timeout=15_000)
    assert window.session.saved_state == "read-only"
    assert "reading only" in window.workspace().page.banner.words.text()
    assert not window.menus.actions["undo"].isEnabled()
    assert window.menus.actions["export"].isEnabled()
    other.close()


def test_a_dropped_project_is_opened(window: MainWindow, qtbot: QtBot, sample: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(sample))])
    event = QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier)
    window.dropEvent(event)
    qtbot.waitUntil(lambda: window.session.project is not None, timeout=15_000)


def test_problems_found_at_opening_are_told_and_listed(
    qtbot: QtBot, settings: Settings, sample: Path
) -> None:
    file = sqlite3.connect(sample)
    file.execute("UPDATE annotation SET quote = 'something else' WHERE id = 1")
    file.commit()
    file.close()
    driver = Driver(qtbot, settings, sample)
    banner = driver.window.workspace().page.banner
    driver.wait(banner.isVisible)
    rows: list[int] = []

    def read(dialog: Any) -> None:
        rows.append(dialog.list.rowCount())
        dialog.reject()

    answer([read])
    button = next(one for one in banner.findChildren(QAbstractButton) if one.text() == "Show them")
    driver.click(button)
    assert rows
    assert rows[0] >= 1
    driver.close()


# ---------------------------------------------------------------------- articles


@pytest.fixture
def many(driver: Driver, tmp_path: Path) -> Driver:
    """The sample with a few articles more."""
    for name in ("alpha", "beta", "gamma"):
        (tmp_path / f"{name}.txt").write_text(f"{name.title()} headline\n\nSomething about {name}.", "utf-8")
    import_files(driver.session.project, sorted(tmp_path.glob("*.txt")))
    driver.wait(lambda: len(driver.window.articles.model.ids) == 4)
    return driver


def test_the_list_is_filtered_sorted_and_narrowed(many: Driver) -> None:
    panel = many.window.articles
    many.type("gamma", panel.filter)
    many.wait(lambda: len(panel.model.ids) == 1)
    panel.filter.clear()
    many.wait(lambda: len(panel.model.ids) == 4)
    panel.arrange_by(sorting="-title")
    titles = [panel.model.row(at).title for at in range(4)]  # type: ignore[union-attr]
    assert titles == sorted(titles, reverse=True)
    panel.arrange_by(status="done")
    assert panel.model.ids == []
    assert panel.empty.words.text() == "No article fits the filter."


def test_a_click_in_the_list_shows_the_article_and_its_place_is_kept(many: Driver) -> None:
    panel = many.window.articles
    first = many.session.article.id
    many.canvas.set_caret(200)
    index = panel.model.index(2)
    many.qtbot.mouseClick(
        panel.list.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, panel.list.visualRect(index).center()
    )
    assert many.session.article.id == panel.model.ids[2] != first
    assert many.window.workspace().page.head.title.text() == "Beta headline"
    many.press(Qt.Key.Key_PageUp, CTRL)
    assert many.session.article.id == panel.model.ids[1]


def test_the_status_of_an_article_is_painted_and_counted(many: Driver) -> None:
    panel = many.window.articles
    many.act("set_done")
    assert panel.progress_words.text().startswith("1 of 4 done")
    assert panel.model.row(0).status == "done"  # type: ignore[union-attr]
    assert panel.progress.value() == 1


def test_deleting_an_article_asks_with_the_number_of_marks_and_undo_brings_it_back(many: Driver) -> None:
    asked: list[str] = []

    def read(box: Any) -> None:
        asked.append(box.text())
        choose("Delete")(box)

    answer([read])
    many.act("delete_article")
    assert "13 marks" in asked[0]
    assert len(many.window.articles.model.ids) == 3
    many.act("undo")
    assert len(many.window.articles.model.ids) == 4


# ---------------------------------------------------------------------- marks and details


def test_the_marks_are_listed_filtered_and_picked(driver: Driver) -> None:
    panel = driver.window.marks
    driver.act("show_marks")
    assert panel.title() == "Marks 13"
    driver.type("gerasimov", panel.filter)
    assert len(panel.model.marks) == 2
    index = panel.model.index(0)
    driver.qtbot.mouseClick(
        panel.list.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, panel.list.visualRect(index).center()
    )
    assert driver.session.selected == panel.model.marks[0].uid == driver.canvas.selected_uid
    panel.filter.setText("no such thing")
    assert panel.empty.words.text() == "No mark fits the filter."


def test_each_value_of_the_details_is_written_when_its_field_is_left(driver: Driver) -> None:
    driver.click_on("Tentara dan perwira Tentara Rakyat Korea")
    claim = next(one for one in driver.marks("claim") if one.start == 692)
    driver.go_to(claim)
    details = driver.window.details
    fields: dict[str, Any] = details.form.fields
    _choose(fields["position"].combo, "against", driver)
    driver.type("war in Ukraine", fields["issue"].line)
    assert "issue" not in driver.session.mark(claim.uid).attributes
    driver.press(Qt.Key.Key_Return, widget=fields["issue"].line)
    stored = driver.session.project.annotations.get(claim.id)
    assert stored.attributes["position"] == "against"
    assert stored.attributes["issue"] == "war in Ukraine"
    assert stored.attributes["form"] == "direct quote"


def test_a_click_on_another_mark_commits_the_note_first(driver: Driver) -> None:
    one, other = driver.marks()[:2]
    driver.go_to(one)
    note = driver.window.details.note
    note.setFocus()
    driver.type("remember", note)
    driver.click_on("situs resmi Kremlin")
    assert driver.session.project.annotations.get(one.id).note == "remember"
    assert driver.session.selected != one.uid
    assert note.toPlainText() == ""
    assert other.note == ""


def test_the_label_is_changed_in_the_details(driver: Driver) -> None:
    mark = driver.marks("actor")[0]
    driver.go_to(mark)
    combo = driver.window.details.label_combo
    _choose(combo, "Sour", driver)
    assert driver.session.project.annotations.get(mark.id).label == "source"
    assert "identified" in driver.window.details.form.fields


def _chips(driver: Driver) -> list[MarkChip]:
    relations = driver.window.details.relations
    driver.wait(lambda: any(chip.isVisible() for chip in relations.findChildren(MarkChip)))
    return [chip for chip in relations.findChildren(MarkChip) if chip.isVisible()]


def test_chips_lead_to_the_other_marks_and_a_relation_is_deleted(driver: Driver) -> None:
    claim = next(one for one in driver.marks("claim") if one.start == 692)
    driver.go_to(claim)
    assert "Gerasimov" in _chips(driver)[0].text()
    relation = next(one for one in driver.session.relations if one.tail == claim.uid)
    driver.window.details.relations.delete_requested.emit(relation)
    assert relation.uid not in [one.uid for one in driver.session.relations]
    driver.wait(lambda: driver.window.articles.todos >= 1)
    driver.act("undo")
    driver.wait(lambda: "Gerasimov" in _chips(driver)[0].text())
    driver.click(_chips(driver)[0])
    assert driver.session.selected_mark().label == "source"


def test_the_selected_text_becomes_the_cue_of_a_relation(driver: Driver) -> None:
    relation = next(one for one in driver.session.relations if one.type == "attributes")
    driver.canvas.select_span(driver.span_of("memperkirakan"))
    driver.window.details.cue_requested.emit(relation)
    changed = next(one for one in driver.session.relations if one.uid == relation.uid)
    assert changed.cue_quote == "memperkirakan"


def test_the_article_is_described_in_its_tab(driver: Driver) -> None:
    driver.act("show_article")
    panel: Any = driver.window.workspace().panels["article"]
    panel.lines["author"].setFocus()
    driver.type("Evry", panel.lines["author"])
    driver.press(Qt.Key.Key_Return, widget=panel.lines["author"])
    _choose(panel.variables.fields["genre"].combo, "news", driver)
    assert driver.session.article.author == "Evry"
    assert driver.session.project.articles.variables(driver.session.article.id) == {"genre": "news"}
    assert "Evry" not in driver.window.workspace().page.head.title.text()


def test_the_codebook_follows_the_label_in_hand(driver: Driver) -> None:
    page: Any = driver.window.workspace().panels["codebook"]
    chip = driver.window.workspace().page.label_bar.chips[3]
    driver.canvas.select_span(None)
    driver.click(chip)
    assert page.page.toPlainText().startswith("Sentiment")
    assert driver.window.workspace().side.current() == "codebook"


def test_the_status_bar_says_where_one_is(driver: Driver) -> None:
    claim = next(one for one in driver.marks("claim") if one.start == 692)
    driver.go_to(claim)
    assert "692–906 · 214 characters" in driver.window.status.position.text()
    assert driver.window.status.type.text() == "Serif 17 · 100 %"
    driver.click(driver.window.workspace().side.bar)
    driver.canvas.setFocus()
    driver.select("Vatikan")
    driver.press(Qt.Key.Key_A)
    assert driver.window.status.saved.text().startswith("● Saved ")


# ---------------------------------------------------------------------- looks, settings, menus


def test_every_label_button_field_and_list_has_an_accessible_name(driver: Driver) -> None:
    kinds = (QAbstractButton, QComboBox, QLineEdit)
    for name in ("marks", "details", "article", "codebook"):
        driver.window.workspace().side.show_panel(name)
        driver.go_to(driver.marks("claim")[0])
        for widget in driver.window.findChildren(QWidget):
            if isinstance(widget, kinds) and widget.isVisible():
                parent = widget.parentWidget()
                inner = isinstance(parent, QComboBox | QLineEdit)
                named = widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text())
                assert inner or named, f"{type(widget).__name__} in {type(parent).__name__}"


@pytest.mark.parametrize("theme", ["light", "dark", "sepia"])
def test_each_theme_dresses_text_panels_and_fields(driver: Driver, theme: str) -> None:
    driver.window.change_setting("theme", theme)
    wanted = driver.keeper.theme
    assert wanted.name == theme
    picture: QImage = driver.window.grab().toImage()
    canvas = driver.canvas.mapTo(driver.window, QPoint(4, driver.canvas.height() - 4))
    assert picture.pixelColor(canvas).name().upper() == wanted.page
    corner = driver.window.articles.mapTo(driver.window, QPoint(4, driver.window.articles.height() - 4))
    assert picture.pixelColor(corner).name().upper() == wanted.panel


def test_zoom_snapping_and_tags_are_kept_in_the_settings(driver: Driver) -> None:
    driver.press(Qt.Key.Key_Plus, CTRL, widget=driver.canvas)
    driver.act("toggle_snapping")
    settings = Settings()
    assert settings.number("zoom") == 110
    assert not settings.yes("snap_to_words")
    assert "110 %" in driver.window.status.type.text()
    driver.act("zoom_reset")
    assert Settings().number("zoom") == 100


def test_hidden_panels_and_widths_come_back(qtbot: QtBot, settings: Settings, sample: Path) -> None:
    first = Driver(qtbot, settings, sample)
    first.act("toggle_side")
    assert not first.window.workspace().side.isVisible()
    first.close()
    second = Driver(qtbot, settings, sample)
    assert not second.window.workspace().side.isVisible()
    second.act("show_marks")
    assert second.window.workspace().side.isVisible()
    second.close()


def test_undo_in_the_menu_says_what_it_would_take_back(driver: Driver) -> None:
    driver.select("Vatikan")
    driver.press(Qt.Key.Key_A)
    driver.window.top.titles["Edit"].aboutToShow.emit()
    assert driver.window.menus.actions["undo"].text() == "Undo: Add actor"


def test_submenus_offer_labels_themes_and_recent_projects(driver: Driver) -> None:
    driver.go_to(driver.marks("actor")[0])
    for name, words in (
        ("relabel", "Actor"),
        ("theme", "Dark"),
        ("density", "In short"),
        ("mark_with", "Claim"),
    ):
        menu = driver.window.menus.actions[name].menu()
        menu.aboutToShow.emit()  # type: ignore[union-attr]
        assert any(words in action.text() for action in menu.actions())  # type: ignore[union-attr]
    dark = next(choice for choice in driver.window.handlers.choices("theme") if choice[0] == "Dark")
    dark[2]()
    assert driver.keeper.theme.name == "dark"


def test_what_makes_no_sense_is_not_offered(window: MainWindow) -> None:
    offered = {one.name for one in ACTIONS if is_offered(one, window.session)}
    assert {"new_project", "open_project", "every_action", "shortcuts", "theme"} <= offered
    assert not {"export", "undo", "delete_mark", "done_next"} & offered


def test_the_quote_of_the_mark_is_copied(driver: Driver) -> None:
    driver.go_to(driver.marks("claim")[0])
    driver.act("copy_quote")
    assert QGuiApplication.clipboard().text().startswith("pasukan Korea Utara")


def test_another_coder_takes_over(driver: Driver) -> None:
    def take(dialog: Any) -> None:
        dialog.name.setEditText("Budi")
        dialog.accept()

    answer([take])
    driver.click(driver.window.status.coder)
    driver.select("Vatikan")
    driver.press(Qt.Key.Key_A)
    assert [mark.coder for mark in driver.marks("actor") if mark.quote == "Vatikan"] == ["Budi"]
    assert Settings().text("coder") == "Budi"


def test_a_copy_of_the_project_is_whole(driver: Driver, tmp_path: Path) -> None:
    answer([take_file(tmp_path / "copy.anno")])
    driver.act("save_copy")
    copy = Project.open(tmp_path / "copy.anno")
    assert len(copy.annotations.of(copy.articles.ids()[0])) == 13
    copy.close()


def test_a_fault_in_the_program_is_told_logged_and_the_window_goes_on(
    driver: Driver, annotator_home: Path
) -> None:
    from annotator.ui import faults

    def look(dialog: Any) -> None:
        dialog._toggle()
        driver.click(dialog.copy)
        dialog.accept()

    closed: list[bool] = []
    answer([lambda dialog: (look(dialog), closed.append(True))])
    faults.install(driver.window.tell_fault)
    try:
        raise ValueError("a text of an article that must not be told")
    except ValueError as error:
        import sys

        sys.excepthook(ValueError, error, error.__traceback__)
    driver.wait(lambda: bool(closed))
    log = (annotator_home / "data" / "logs" / "annotator.log").read_text("utf-8")
    assert "ValueError" in log
    assert "test_window.py" in log
    assert "must not be told" not in log + QGuiApplication.clipboard().text()
    assert driver.window.isVisible()


def test_a_right_click_offers_what_can_be_done_with_the_mark(driver: Driver, qtbot: QtBot) -> None:
    driver.go_to(driver.marks("claim")[0])
    texts: list[str] = []

    def read() -> None:
        menu = QApplication.activePopupWidget()
        texts.extend(action.text() for action in menu.actions())  # type: ignore[union-attr]
        menu.close()  # type: ignore[union-attr]

    from PySide6.QtCore import QTimer

    QTimer.singleShot(100, read)
    driver.window.menus.show_for_text(driver.canvas.mapToGlobal(QPoint(50, 50)), driver.session.selected)
    assert any(text.startswith("Delete the mark") for text in texts)


def test_marking_every_such_text_is_one_step(driver: Driver) -> None:
    before = len(driver.marks())
    count = driver.session.text.count("Vatikan")
    driver.canvas.setFocus()
    driver.canvas.select_span(driver.span_of("Vatikan"))
    driver.canvas.commands.mark_every("actor")
    assert len(driver.marks()) == before + count
    driver.act("undo")
    assert len(driver.marks()) == before


def test_a_list_that_cannot_be_read_is_told_and_painted_empty(driver: Driver, sample: Path) -> None:
    other = sqlite3.connect(sample, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    driver.window.articles.model.show(list(driver.window.articles.model.ids))
    assert not driver.window.articles.grab().isNull()
    driver.wait(driver.window.workspace().page.banner.isVisible)
    other.execute("ROLLBACK")
    other.close()
    assert driver.window.articles.model.row(0) is not None


def test_faults_in_a_row_are_told_one_at_a_time(driver: Driver) -> None:
    told: list[str] = []
    answer([lambda dialog: (told.append(dialog.windowTitle()), dialog.accept())])
    for _ in range(5):
        driver.window.tell_fault(KeyError("x"))
    driver.wait(lambda: bool(told))
    driver.wait(lambda: not driver.window._telling)
    assert len(told) == 1
