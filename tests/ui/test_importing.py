"""The import dialog: what was found is shown, may be corrected, and comes in as it was shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.errors import Cancelled, FileError
from annotator.model.exchange import ImportReport, Problem
from annotator.project import Project
from annotator.settings import Settings
from annotator.ui.dialogs.import_result import ImportResult
from annotator.ui.dialogs.importing import ImportDialog
from tests.ui.driving import LEFT, Driver, answer, take_file

_RUSSIAN = "Заголовок новости\n\nТекст статьи целиком, на русском языке."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "p.anno", coder="Ana")
    yield made
    made.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    return made


class Import:
    """A dialog that is driven."""

    def __init__(self, qtbot: QtBot, project: Project, settings: Settings, *paths: Path) -> None:
        self.qtbot = qtbot
        self.project = project
        self.dialog = ImportDialog(project, settings, list(paths))
        qtbot.addWidget(self.dialog)
        self.dialog.show()
        self.settle()

    def settle(self) -> None:
        """Wait until everything is found, counted and shown."""
        dialog = self.dialog

        def quiet() -> bool:
            QApplication.processEvents()
            return not dialog.looking and not dialog._previewing.busy and dialog.job is None

        self.qtbot.waitUntil(quiet, timeout=15_000)
        QApplication.processEvents()

    def choose(self, name: str) -> None:
        """Look at a file."""
        paths = self.dialog.files.paths()
        self.dialog.files.selectRow(next(at for at, path in enumerate(paths) if path.name == name))
        self.settle()

    def cell(self, name: str, column: int) -> str:
        """What a cell of the list says."""
        found = self.dialog.files.found
        at = next(at for at, one in enumerate(found.looks) if one.path.name == name)
        return str(found.index(at, column).data())

    def pick(self, combo: Any, value: str) -> None:
        """Choose an entry of a list as a person does."""
        combo.setCurrentIndex(combo.findData(value))
        combo.activated.emit(combo.currentIndex())
        self.settle()

    def encode(self, name: str) -> None:
        """Type an encoding."""
        self.dialog.encoding.setEditText(name)
        self.dialog._typed.editingFinished.emit()
        self.settle()

    def run(self) -> None:
        """Press Import and wait for the report."""
        self.qtbot.mouseClick(self.dialog.start, LEFT)
        self.qtbot.waitUntil(lambda: self.dialog.stack.currentIndex() == 2, timeout=15_000)

    def titles(self) -> list[str]:
        """The titles in the project."""
        return [one.title for one in self.project.articles.rows(self.project.articles.ids())]


@pytest.fixture
def open_(qtbot: QtBot, project: Project, settings: Settings) -> Any:
    return lambda *paths: Import(qtbot, project, settings, *paths)


# ---------------------------------------------------------------------- what was found


def test_files_folders_and_what_cannot_be_read_are_listed_and_reported(open_: Any, folder: Path) -> None:
    (folder / "one.txt").write_text("One headline\n\nSome text.", "utf-8")
    (folder / "two.txt").write_text("Two headline\n\nOther text.", "utf-8")
    (folder / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000))
    (folder / "strange.bin").write_bytes(bytes(range(256)) * 20)
    made = open_(folder)
    assert made.cell("one.txt", 1) == "Plain text"
    assert made.cell("one.txt", 2) == "1 article"
    assert "old Word format" in made.cell("old.doc", 3)
    assert made.cell("strange.bin", 1) == "unknown"
    assert made.dialog.summary.text() == "3 files · 2 articles"
    made.run()
    assert made.dialog.outcome.counts.text().startswith("Taken in: 2 articles. 1 file was left out")
    assert made.dialog.outcome.problems.item(0, 0).text() == "old.doc"
    assert made.titles() == ["One headline", "Two headline"]


def test_nothing_can_be_imported_from_an_empty_list(open_: Any, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "in" / "a.txt").parent.mkdir()
    (tmp_path / "in" / "a.txt").write_text("Some text.", "utf-8")
    made = open_()
    dialog = made.dialog
    assert not dialog.start.isEnabled()
    dialog.grab()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "in"))])
    point, action = QPointF(5, 5), Qt.DropAction.CopyAction
    enter = QDragEnterEvent(point.toPoint(), action, data, LEFT, Qt.KeyboardModifier.NoModifier)
    dialog.files.dragEnterEvent(enter)
    dialog.files.dragMoveEvent(enter)
    assert enter.isAccepted()
    dialog.files.dropEvent(QDropEvent(point, action, data, LEFT, Qt.KeyboardModifier.NoModifier))
    made.settle()
    assert dialog.files.paths() == [tmp_path / "in" / "a.txt"]
    assert dialog.start.isEnabled()
    dialog.add([tmp_path / "in"])
    made.settle()
    assert len(dialog.files.paths()) == 1
    qtbot.keyClick(dialog.files, Qt.Key.Key_Delete)
    assert not dialog.start.isEnabled()


def test_places_where_there_is_nothing_are_told(open_: Any, tmp_path: Path) -> None:
    made = open_(tmp_path / "gone.txt")
    assert "no file “gone.txt”" in made.dialog.problem.text()


def test_a_file_that_is_unticked_stays_out(open_: Any, folder: Path, qtbot: QtBot) -> None:
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text(f"Headline {name}\n\nText {name}.", "utf-8")
    made = open_(folder)
    made.choose("a.txt")
    qtbot.keyClick(made.dialog.files, Qt.Key.Key_Space)
    assert made.dialog.summary.text() == "1 file · 1 article"
    qtbot.keyClick(made.dialog.files, Qt.Key.Key_Space)
    assert made.dialog.summary.text() == "2 files · 2 articles"
    qtbot.keyClick(made.dialog.files, Qt.Key.Key_Space)
    qtbot.keyClick(made.dialog.files, Qt.Key.Key_Down)
    made.run()
    assert made.titles() == ["Headline b"]


def test_files_are_added_by_name(open_: Any, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Some text.", "utf-8")
    made = open_()
    answer([take_file(tmp_path / "a.txt")])
    made.dialog._add_files()
    made.settle()
    assert made.dialog.files.paths() == [tmp_path / "a.txt"]
    assert settings.text("import_folder") == str(tmp_path)
    answer([lambda dialog: dialog.reject()])
    made.dialog._add_folder()
    assert len(made.dialog.files.paths()) == 1


# ---------------------------------------------------------------------- preview


def test_wrong_letters_are_seen_and_put_right_before_the_import(open_: Any, tmp_path: Path) -> None:
    (tmp_path / "koi.txt").write_bytes(_RUSSIAN.encode("koi8-r"))
    made = open_(tmp_path / "koi.txt")
    assert "a guess" in made.dialog._typed.placeholderText()
    made.encode("windows-1251")
    assert "Заголовок" not in made.dialog.preview.text.toPlainText()
    made.encode("koi8-r")
    assert made.dialog.preview.text.toPlainText() == _RUSSIAN
    made.encode("no-such")
    assert "no encoding “no-such”" in made.dialog.preview.problem.text()
    made.encode("koi8-r")
    made.run()
    assert made.project.articles.text(made.project.articles.ids()[0]) == _RUSSIAN


def test_what_was_recognised_can_be_unticked_and_altered(open_: Any, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Rusia Akui Tentara Korut\n\nOleh Ani Wijaya\n\nFAKTA.COM, Jakarta - Rusia mengakui hal itu.", "utf-8"
    )
    made = open_(tmp_path / "a.txt")
    preview = made.dialog.preview
    assert {"title", "outlet", "author", "place"} <= set(preview.ticks)
    assert preview.lines["author"].text() == "Ani Wijaya"
    preview.ticks["author"].click()
    assert preview.lines["author"].text() == ""
    preview.ticks["outlet"].click()
    preview.ticks["outlet"].click()
    assert preview.lines["outlet"].text() == "Fakta.com"
    preview.lines["title"].selectAll()
    made.qtbot.keyClicks(preview.lines["title"], "Judul lain")
    preview.ticks["place"].click()
    made.run()
    (article,) = (made.project.articles.get(one) for one in made.project.articles.ids())
    assert (article.title, article.author, article.outlet) == ("Judul lain", "", "Fakta.com")
    assert "place" not in article.extra
    assert made.project.articles.text(article.id).startswith("Rusia Akui Tentara Korut\n\nOleh Ani")


def test_what_is_recognised_is_chosen_for_all_files_and_remembered(
    open_: Any, tmp_path: Path, settings: Settings
) -> None:
    (tmp_path / "a.txt").write_text("Judul berita\n\nFAKTA.COM, Jakarta - Rusia mengakui hal itu.", "utf-8")
    made = open_(tmp_path / "a.txt")
    made.dialog.proposals.ticks["title"].click()
    made.settle()
    assert made.dialog.preview.lines["title"].text() == "a"
    made.run()
    assert made.titles() == ["a"]
    again = open_(tmp_path / "a.txt")
    assert not again.dialog.proposals.ticks["title"].isChecked()
    assert again.dialog.proposals.ticks["place"].isChecked()
    for tick in again.dialog.proposals.ticks.values():
        if tick.isChecked():
            tick.click()
    again.settle()
    assert not again.dialog.preview.ticks
    assert settings.table("import_options")["text.recognise"]


def test_the_articles_of_a_table_are_looked_through_and_left_out_one_by_one(
    open_: Any, tmp_path: Path
) -> None:
    (tmp_path / "t.csv").write_text("title,text\n" + "".join(f"T{n},Text {n}\n" for n in range(40)), "utf-8")
    made = open_(tmp_path / "t.csv")
    preview = made.dialog.preview
    assert preview.count.text() == "Article 1 of 30 or more"
    assert not preview.previous.isEnabled()
    preview.take.click()
    preview.next.click()
    assert preview.text.toPlainText() == "Text 1"
    preview.take.click()
    preview.take.click()
    preview.previous.click()
    assert not preview.take.isChecked()
    made.run()
    assert len(made.titles()) == 39
    assert made.titles()[0] == "T1"


# ---------------------------------------------------------------------- columns and kinds


_TABLE = "Kopf;Wort;Tag;Nr;Ort\n" + "".join(
    f"Titel {n};Dies ist ein langer Text {n};0{n}/04/2025;{n};Bonn\n" for n in range(1, 5)
)


def test_columns_are_mapped_with_a_preview_and_remembered_for_such_tables(
    open_: Any, tmp_path: Path, settings: Settings
) -> None:
    (tmp_path / "t.csv").write_text(_TABLE, "utf-8")
    made = open_(tmp_path / "t.csv")
    assert "no column that looks like the text" in made.dialog.preview.problem.text()
    combos = made.dialog.columns.combos
    for name, field in (
        ("Wort", "text"),
        ("Kopf", "title"),
        ("Tag", "published"),
        ("Nr", "uid"),
        ("Ort", "-"),
    ):
        made.pick(combos[name], field)
    assert made.dialog.preview.lines["title"].text() == "Titel 1"
    assert made.cell("t.csv", 2) == "4 articles"
    made.run()
    first = made.project.articles.get(made.project.articles.ids()[0])
    assert (first.title, first.published[:7], first.extra) == ("Titel 1", "2025-04", {})
    (tmp_path / "next.csv").write_text(_TABLE.replace("Titel", "Neu").replace("Text", "Wort"), "utf-8")
    again = open_(tmp_path / "next.csv")
    assert again.dialog.preview.problem.text() == ""
    assert again.dialog.preview.lines["title"].text() == "Neu 1"
    again.run()
    assert made.titles()[-1] == "Neu 4"


def test_a_kind_may_be_said(open_: Any, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Not a table at all, only a text.\nSecond line.", "utf-8")
    made = open_(tmp_path / "a.csv")
    made.pick(made.dialog.kind, "text")
    assert made.cell("a.csv", 1) == "Plain text"
    assert made.dialog.preview.text.toPlainText().startswith("Not a table")
    made.pick(made.dialog.kind, "")
    assert made.cell("a.csv", 1).startswith("Table")
    made.pick(made.dialog.kind, "text")
    made.run()
    assert made.project.articles.text(made.project.articles.ids()[0]).startswith("Not a table")


def test_the_order_of_dates_is_an_option_that_is_remembered(open_: Any, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("title,date,text\nA,4/5/2025,Some text\n", "utf-8")
    made = open_(tmp_path / "t.csv")
    assert "can also be" in made.dialog.preview.note.text()
    made.dialog._choices.of_kind("table")["date_order"] = "mdy"
    made.run()
    assert made.project.articles.get(made.project.articles.ids()[0]).published == "2025-04-05"
    again = open_(tmp_path / "t.csv")
    assert again.dialog.options.values()["date_order"] == "mdy"
    assert again.dialog.preview.lines["published"].text() == "2025-04-05"


# ---------------------------------------------------------------------- what is there already


def test_what_becomes_of_articles_that_are_there_is_chosen_and_remembered(
    open_: Any, tmp_path: Path, settings: Settings
) -> None:
    (tmp_path / "a.txt").write_text("Judul berita\n\nSatu teks.", "utf-8")
    open_(tmp_path / "a.txt").run()
    made = open_(tmp_path / "a.txt")
    made.pick(made.dialog.duplicates, "keep")
    made.run()
    assert made.titles() == ["Judul berita", "Judul berita"]
    made = open_(tmp_path / "a.txt")
    assert made.dialog.duplicates.currentData() == "keep"
    made.pick(made.dialog.duplicates, "fill")
    first = made.project.articles.ids()[0]
    made.project.articles.edit(first, title="")
    made.project.articles.delete(made.project.articles.ids()[1:])
    made.run()
    assert made.titles() == ["Judul berita"]


def test_a_corrected_file_whose_marks_are_doubtful_leads_to_the_repair(open_: Any, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Judul berita\n\nGerasimov bicara di Kursk.", "utf-8")
    made = open_(tmp_path / "a.txt")
    made.run()
    article = made.project.articles.ids()[0]
    made.project.annotations.add(article, "actor", [(14, 23)])
    (tmp_path / "a.txt").write_text("Judul berita\n\nSama sekali lain.", "utf-8")
    made = open_(tmp_path / "a.txt")
    made.pick(made.dialog.changed, "repair")
    made.run()
    made.qtbot.mouseClick(made.dialog.outcome.decide, LEFT)
    assert made.dialog.wish is not None
    assert made.dialog.wish[0] == "repair"
    assert made.dialog.wish[1]["waiting"][0].article == article


# ---------------------------------------------------------------------- labelled data


def test_unknown_names_of_labelled_data_are_asked_about(open_: Any, tmp_path: Path) -> None:
    (tmp_path / "d.jsonl").write_text('{"text": "Putin bicara", "label": [[0, 5, "PERSON"]]}\n', "utf-8")
    made = open_(tmp_path / "d.jsonl")
    assert made.cell("d.jsonl", 2) == "1 article, 1 mark"
    made.qtbot.mouseClick(made.dialog.start, LEFT)
    made.qtbot.waitUntil(lambda: made.dialog.stack.count() == 4, timeout=15_000)
    page = made.dialog.stack.currentWidget()
    made.qtbot.mouseClick(page.back, LEFT)
    made.settle()
    assert made.dialog.stack.currentIndex() == 0
    made.qtbot.mouseClick(made.dialog.start, LEFT)
    made.qtbot.waitUntil(lambda: made.dialog.stack.count() == 4, timeout=15_000)
    page = made.dialog.stack.currentWidget()
    page.names.table.selectRow(0)
    page.names._choose("actor")
    made.qtbot.mouseClick(page.start, LEFT)
    made.qtbot.waitUntil(lambda: made.dialog.stack.currentIndex() == 2, timeout=15_000)
    assert made.project.annotations.counts()["actor"] == 1


# ---------------------------------------------------------------------- the work and its end


def test_the_report_is_saved_as_words_and_as_a_table(open_: Any, tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "=x.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000))
    (tmp_path / "a.txt").write_text("Some text.", "utf-8")
    made = open_(tmp_path / "=x.doc", tmp_path / "a.txt")
    made.run()
    for name in ("report.txt", "report.csv"):
        answer([take_file(tmp_path / name)])
        made.qtbot.mouseClick(made.dialog.outcome.save, LEFT)
        assert "old Word format" in (tmp_path / name).read_text("utf-8-sig")
    assert made.dialog.outcome.saved.text() == "The report is in report.csv."
    answer([take_file(tmp_path / "no" / "where.txt")])
    made.dialog.outcome._save()
    made.qtbot.mouseClick(made.dialog.outcome.done, LEFT)
    assert not made.dialog.isVisible()


def test_thousands_of_problems_are_told_without_listing_each(qtbot: QtBot, settings: Settings) -> None:
    many = [Problem(file="a.csv", record=str(at), message="It has no text.") for at in range(2500)]
    outcome = ImportResult(ImportReport(articles=3, failed=many), settings)
    qtbot.addWidget(outcome)
    assert outcome.problems.rowCount() == 1000
    assert "saved report has them all" in outcome.saved.text()


def test_an_import_that_is_stopped_leaves_nothing(open_: Any, folder: Path, qtbot: QtBot) -> None:
    for at in range(400):
        (folder / f"{at}.txt").write_text(f"Headline {at}\n\nText {at}.", "utf-8")
    made = open_(folder)
    qtbot.mouseClick(made.dialog.start, LEFT)
    made.dialog._cancel()
    qtbot.waitUntil(lambda: made.dialog.job is None, timeout=15_000)
    if made.dialog.stack.currentIndex() == 0:
        assert made.titles() == []
        assert "Nothing was changed" in made.dialog.problem.text()


def test_leaving_while_files_are_read_stops_that(open_: Any, folder: Path) -> None:
    for at in range(300):
        (folder / f"{at}.txt").write_text(f"Headline {at}\n\nText {at}.", "utf-8")
    made = open_(folder)
    made.dialog._look()
    made.dialog.close()
    assert not made.dialog.looking


def test_a_fault_while_looking_is_told(open_: Any) -> None:
    made = open_()
    made.dialog._tell_fault(FileError("The disk is gone."))
    assert made.dialog.problem.text() == "The disk is gone."
    made.dialog._tell_fault(Cancelled())
    with pytest.raises(ZeroDivisionError):
        made.dialog._tell_fault(ZeroDivisionError())


def test_the_window_shows_what_was_imported(qtbot: QtBot, settings: Settings, tmp_path: Path) -> None:
    Project.create(tmp_path / "new.anno", coder="Ana").close()
    (tmp_path / "a.txt").write_text("The headline\n\nSome text.", "utf-8")
    driver = Driver(qtbot, settings, tmp_path / "new.anno")

    def run(dialog: ImportDialog) -> None:
        qtbot.waitUntil(dialog.start.isEnabled, timeout=15_000)
        driver.click(dialog.start)
        qtbot.waitUntil(lambda: dialog.stack.currentIndex() == 2, timeout=15_000)
        dialog.accept()

    answer([run])
    driver.window.projects.import_paths([tmp_path / "a.txt"])
    assert driver.session.article.title == "The headline"
    assert driver.window.articles.list.isVisible()
    driver.close()
