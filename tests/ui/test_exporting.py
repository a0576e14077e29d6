"""The export dialog: preview, losses before writing, recipes kept and repeated."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from annotator.model.filters import ArticleFilter
from annotator.model.recipe import Recipe
from annotator.project import Project
from annotator.project.recipes import recipe, recipes, save_recipe
from annotator.settings import Settings
from annotator.ui.dialogs.exporting import ExportDialog
from tests.projects import new_project
from tests.ui.driving import LEFT, Driver


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = new_project(tmp_path, "Rusia mengakui.", "Korea Utara ikut.")
    one, two = made.articles.ids()
    made.annotations.add(one, "actor", [(0, 5)])
    made.annotations.add(one, "claim", [(0, 5), (6, 14)])
    made.annotations.add(two, "actor", [(0, 11)])
    made.articles.set_status(one, "done")
    made.sets.make("Pilot", [two])
    yield made
    made.close()


@pytest.fixture
def dialog(qtbot: QtBot, project: Project, settings: Settings, tmp_path: Path) -> Iterator[ExportDialog]:
    made = ExportDialog(project, settings, here=ArticleFilter(words="Korea", in_text=True))
    qtbot.addWidget(made)
    made.show()
    made.kind.choose("jsonl")
    made.target.setText(str(tmp_path / "out.jsonl"))
    yield made
    made.preview.close_down()


def counted(qtbot: QtBot, dialog: ExportDialog) -> str:
    """The sentence about losses, once it is there."""
    qtbot.waitUntil(lambda: "go out" in dialog.preview.lost.text(), timeout=15_000)
    return dialog.preview.lost.text()


def test_the_first_records_are_shown_as_they_will_be_written(qtbot: QtBot, dialog: ExportDialog) -> None:
    assert counted(qtbot, dialog) == "3 marks, 0 relations go out. Nothing is lost."
    assert '"text":"Rusia mengakui."' in dialog.preview.text.toPlainText()
    assert "2 articles in all" in dialog.preview.state.text()
    dialog.preview.files.setCurrentIndex(1)
    assert '"labels"' in dialog.preview.text.toPlainText()


def test_losses_are_told_before_anything_is_written(qtbot: QtBot, dialog: ExportDialog) -> None:
    counted(qtbot, dialog)
    dialog.kind.choose("doccano")
    qtbot.waitUntil(lambda: "1 fragments" in dialog.preview.lost.text(), timeout=15_000)
    assert not Path(dialog.target.text()).exists()


def test_the_preview_follows_what_is_chosen(qtbot: QtBot, dialog: ExportDialog) -> None:
    counted(qtbot, dialog)
    for name in ("claim", "source", "sentiment"):
        dialog.labels[name].setChecked(False)
    qtbot.waitUntil(lambda: dialog.preview.lost.text().startswith("2 marks"), timeout=15_000)
    words = [dialog.what.articles.itemText(at) for at in range(dialog.what.articles.count())]
    assert "As the list is filtered now (1 article)" in words
    dialog.what.articles.setCurrentIndex(words.index("Set “Pilot”"))
    qtbot.waitUntil(lambda: "Korea Utara" in dialog.preview.text.toPlainText(), timeout=15_000)
    dialog.what.adjudicated.setChecked(True)
    qtbot.waitUntil(lambda: "adjudicated yet" in dialog.preview.state.text(), timeout=15_000)
    assert dialog.preview.text.toPlainText() == ""


def test_several_changes_at_once_show_only_the_last(qtbot: QtBot, dialog: ExportDialog) -> None:
    for name in ("xlsx", "brat", "conll", "jsonl"):
        dialog.kind.choose(name)
        dialog.preview._begin()
    counted(qtbot, dialog)
    assert dialog.preview.text.toPlainText().startswith('{"id"')


def test_a_recipe_is_kept_shown_and_deleted(
    qtbot: QtBot, dialog: ExportDialog, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog.labels["claim"].setChecked(False)
    dialog.what.shares.setCurrentIndex(dialog.what.shares.findData("80/10/10"))
    assert dialog.what.by.isVisible()
    dialog.what.by.setCurrentIndex(1)
    dialog.what.seed.setText("7")
    dialog.what.options.show_options(dialog._format().options)
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("Training", True))
    qtbot.mouseClick(dialog.keep, LEFT)
    kept = recipe(project, "Training")
    assert (kept.format, kept.labels, kept.shares, kept.seed, kept.by) == (
        *("jsonl", ("actor", "source", "sentiment"), "80/10/10", 7, "outlet"),
    )
    dialog.labels["claim"].setChecked(True)
    dialog.kind.choose("xlsx")
    dialog.recipe.setCurrentIndex(1)
    dialog.recipe.activated.emit(1)
    assert (dialog.kind.chosen(), dialog.labels["claim"].isChecked()) == ("jsonl", False)
    assert dialog._wanted() == kept
    qtbot.mouseClick(dialog.forget, LEFT)
    assert recipes(project) == {}


def test_a_recipe_may_ask_for_what_the_lists_do_not_offer(
    qtbot: QtBot, dialog: ExportDialog, project: Project
) -> None:
    wanted = Recipe(
        format="conll",
        articles=ArticleFilter(since="2025"),
        shares="50/25/25",
        options={"scheme": "BILOU"},
        suggestions=True,
    )
    save_recipe(project, "Old", wanted)
    dialog._fill_recipes()
    dialog.show_recipe("Old")
    assert dialog.what.recipe("conll").articles == wanted.articles
    assert dialog.what.recipe("conll").shares == "50/25/25"
    assert dialog.what.suggestions.isChecked()


def test_what_cannot_be_is_told_below(qtbot: QtBot, dialog: ExportDialog) -> None:
    for box in dialog.what.coders.values():
        box.setChecked(False)
    qtbot.mouseClick(dialog.start, LEFT)
    assert dialog.problem.text() == "Choose at least one coder."
    qtbot.mouseClick(dialog.keep, LEFT)
    assert dialog.problem.text() == "Choose at least one coder."
    for box in dialog.what.coders.values():
        box.setChecked(True)
    dialog.what.shares.setCurrentIndex(1)
    dialog.what.seed.setText("x")
    qtbot.mouseClick(dialog.start, LEFT)
    assert "whole number" in dialog.problem.text()


def test_a_name_that_is_refused_is_told(
    qtbot: QtBot, dialog: ExportDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    from annotator.errors import AnnotatorError

    def refuse(*_: Any) -> None:
        raise AnnotatorError("No.")

    monkeypatch.setattr("annotator.project.recipes.save_recipe", refuse)
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("x", True))
    qtbot.mouseClick(dialog.keep, LEFT)
    assert dialog.problem.text() == "No."
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("", False))
    qtbot.mouseClick(dialog.keep, LEFT)


def test_an_export_is_repeated_from_the_menu(
    qtbot: QtBot, settings: Settings, project: Project, tmp_path: Path
) -> None:
    target = tmp_path / "again.jsonl"
    save_recipe(project, "Actors", Recipe(format="jsonl", target=str(target), labels=("actor",)))
    path = project.path
    project.close()
    driver = Driver(qtbot, settings, path)
    ((words, _, act),) = driver.window.menus._choices("export_recipe")
    assert words == "Actors"

    from tests.ui.driving import answer

    def look(dialog: Any) -> None:
        qtbot.waitUntil(lambda: dialog.stack.currentIndex() == 2, timeout=15_000)
        dialog.accept()

    answer([look])
    act()
    lines = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert [one["label"] for line in lines for one in line["spans"]] == ["actor", "actor"]
    driver.close()


def test_a_deposit_pack_is_made_in_the_window(
    qtbot: QtBot, settings: Settings, project: Project, tmp_path: Path
) -> None:
    from annotator.ui.dialogs.depositing import DepositDialog
    from tests.ui.driving import answer, choose, take_file

    save_recipe(project, "Actors", Recipe(format="jsonl", labels=("actor",)))
    dialog = DepositDialog(project, settings)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.target.setText("pack")
    qtbot.mouseClick(dialog.start, LEFT)
    assert "with its folder" in dialog.problem.text()
    answer([take_file(tmp_path / "pack")])
    dialog._choose()
    pack = tmp_path / "pack.zip"
    assert dialog.target.text() == str(pack)
    pack.write_bytes(b"precious")
    dialog.authors.setText("A. B.; C. D.")
    dialog.texts.setChecked(False)
    assert "rehydrate" in dialog.about_texts.text()
    dialog.what.setCurrentIndex(1)
    answer([choose("Keep it")])
    qtbot.mouseClick(dialog.start, LEFT)
    assert pack.read_bytes() == b"precious"
    answer([choose("Replace")])
    qtbot.mouseClick(dialog.start, LEFT)
    qtbot.waitUntil(lambda: dialog.stack.currentIndex() == 2, timeout=20_000)
    assert dialog.counts.text() == "Packed: 2 articles, 2 marks, 0 relations."
    import zipfile

    with zipfile.ZipFile(pack) as archive:
        about = json.loads(archive.read("pack/deposit.json"))["deposit"]
    assert (about["authors"], about["texts"]) == (["A. B.", "C. D."], False)
