"""A person corrects the text of an article and sees before what that does to the marks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from annotator.errors import FileError
from annotator.model.annotation import Span
from annotator.model.exchange import Waiting
from annotator.ui.views.repair import RepairView
from tests.ui.driving import Driver, answer, choose, take_file

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def view(driver: Driver) -> Iterator[RepairView]:
    driver.act("repair_text")
    made = driver.window.pages.front
    assert isinstance(made, RepairView)
    _settle(driver, made)
    yield made
    made.start_again()  # a window that closes asks about edits


def _settle(driver: Driver, view: RepairView) -> None:
    driver.wait(
        lambda: not view._planning.busy and view.plan is not None and view.plan.text == view.edit.text
    )


def _cut(driver: Driver, view: RepairView, words: str, instead: str = "") -> None:
    at = view.edit.text.index(words)
    view.edit.select_span(Span(at, at + len(words)))
    view.edit.setFocus()
    driver.press(Qt.Key.Key_Delete, widget=view.edit)
    if instead:
        driver.type(instead, view.edit)
    _settle(driver, view)


def _decide(view: RepairView, uid: str, choice: str) -> None:
    combo = view.moves.combos[uid]
    combo.setCurrentIndex(combo.findData(choice))
    combo.activated.emit(combo.currentIndex())


def test_nothing_is_to_be_repaired_at_first(view: RepairView) -> None:
    assert not view.apply.isEnabled()
    assert view.may_leave()
    assert "stay" in view.moves.summary.text()


def test_a_typo_is_corrected_and_the_marks_go_with_it(driver: Driver, view: RepairView) -> None:
    _cut(driver, view, "FAKTA.COM, Jakarta - ", "FAKTA / ")
    assert view.plan is not None
    assert view.plan.counts() == {"moved": 13}
    before = [one.quote for one in driver.marks()]
    driver.press(Qt.Key.Key_Return, CONTROL, widget=view.edit)
    assert driver.window.pages.front is None
    assert "FAKTA / " in driver.session.text
    assert [one.quote for one in driver.marks()] == before
    assert driver.canvas.toPlainText()[:200].count("FAKTA / ") == 1
    assert "13 marks went with their text" in driver.window.status.told.text()
    driver.act("undo")
    assert "FAKTA.COM, Jakarta" in driver.session.text
    assert driver.session.project.check() == []


def test_a_mark_that_loses_its_text_waits_for_a_decision(driver: Driver, view: RepairView) -> None:
    mark = driver.marks("sentiment")[0]
    _cut(driver, view, mark.quote)
    assert not view.apply.isEnabled()
    assert "1 marks wait" in view.apply.toolTip()
    _decide(view, mark.uid, "selection")
    assert "Select its text" in view.moves.summary.text()
    view.edit.select_span(Span(0, 5))
    _decide(view, mark.uid, "selection")
    assert view.apply.isEnabled()
    _decide(view, mark.uid, "delete")
    assert view.apply.isEnabled()
    driver.click(view.apply)
    assert driver.session.project.annotations.find(mark.uid) is None
    assert driver.session.project.check() == []
    driver.act("undo")
    assert driver.session.project.annotations.find(mark.uid) is not None


def test_a_place_is_said_anew_in_a_new_text_and_a_deletion_stays(driver: Driver, view: RepairView) -> None:
    one, two = driver.marks("sentiment")[:2]
    _cut(driver, view, one.quote)
    view.edit.select_span(Span(0, 5))
    _decide(view, one.uid, "selection")
    _cut(driver, view, two.quote)
    assert view.moves.undecided == 2
    _decide(view, two.uid, "delete")
    _cut(driver, view, "Fakta.com/Evry")
    assert view.moves.undecided == 1


def test_a_changed_mark_follows_unless_somebody_decides_otherwise(driver: Driver, view: RepairView) -> None:
    _cut(driver, view, "Valery Gerasimov", "Valery Gerassimow")
    assert view.plan is not None
    (changed,) = [one for one in view.plan.marks if one.fate == "changed"]
    assert view.apply.isEnabled()
    _decide(view, changed.mark.uid, "delete")
    _decide(view, changed.mark.uid, "follow")
    view.moves.span_chosen.emit(changed.fragments[0])
    assert view.edit.textCursor().selectedText() == changed.quote
    driver.click(view.apply)
    assert any("Gerassimow" in one.quote for one in driver.marks("source"))


def test_words_are_found_and_replaced_in_this_text(driver: Driver, view: RepairView) -> None:
    view.edit.select_span(Span(0, 5))
    view._go_to_find()
    assert view.wanted.text() == "Rusia"
    count = view.edit.text.lower().count("rusia")
    assert view.find_next()
    view.instead.setText("Russia")
    view.replace()
    assert view.edit.text.count("Russia") == 1
    view.case.setChecked(True)
    view.replace_all()
    assert view.edit.text.count("Russia") == count
    assert not view.find_next()
    view.wanted.clear()
    assert view._found() == []
    _settle(driver, view)
    driver.click(view.discard)
    assert not view.unfinished


def test_edits_are_not_thrown_away_without_a_question(driver: Driver, view: RepairView) -> None:
    _cut(driver, view, "Jakarta")
    answer([choose("Keep on editing")])
    driver.press(Qt.Key.Key_Escape, widget=view)
    assert driver.window.pages.front is view
    answer([choose("Keep on editing")])
    assert not driver.window.projects.may_leave()
    answer([choose("Throw them away")])
    driver.press(Qt.Key.Key_Escape, widget=view)
    assert driver.window.pages.front is None
    assert "Jakarta" in driver.session.text


def test_a_wrongly_decoded_text_is_decoded_again(driver: Driver, view: RepairView) -> None:
    wrong = "“Rußland” räumt ein, sagte Gerassimow".encode().decode("cp1252", "ignore")
    article = driver.session.article.id
    view.load(article, wrong)
    view.wrong.setEditText("cp1252")
    view.decode_again()
    assert "cannot have been" in view.problem.text()
    view.load(article, "Rußland räumt ein".encode().decode("cp1252"))
    view.decode_again()
    assert view.edit.text == "Rußland räumt ein"
    view._guess_encoding("Rußland räumt ein".encode().decode("cp1252"))
    assert "press “Decode again”" in view.problem.text()
    view.start_again()


def test_a_corrected_file_is_read_in_place_of_the_text(
    driver: Driver, view: RepairView, tmp_path: Path
) -> None:
    (tmp_path / "new.txt").write_text(view.edit.text.replace("Jakarta", "Bandung"), "utf-8")
    answer([take_file(tmp_path / "new.txt")])
    view.read_file()
    assert "Bandung" in view.edit.text
    (tmp_path / "koi.txt").write_bytes("Россия признала".encode("koi8-r"))
    view.right.setEditText("koi8-r")
    answer([take_file(tmp_path / "koi.txt")])
    view.read_file()
    assert view.edit.text == "Россия признала"
    (tmp_path / "empty.txt").write_bytes(b"")
    answer([take_file(tmp_path / "empty.txt")])
    view.read_file()
    assert "is empty" in view.problem.text()
    answer([lambda dialog: dialog.reject()])
    view.read_file()
    view.start_again()


def test_changed_texts_of_an_import_are_gone_through_one_by_one(driver: Driver) -> None:
    article, text = driver.session.article.id, driver.session.text
    (first, second) = (text.replace("Jakarta", "Bandung"), text.replace("Jakarta", "Medan"))
    waiting = [Waiting(file="a.txt", article=article, title="Rusia", text=one) for one in (first, second)]
    view: Any = driver.window.pages.show("repair", waiting=waiting)
    _settle(driver, view)
    assert "1 more wait" in view.about.text()
    driver.click(view.apply)
    assert driver.window.pages.front is view
    _settle(driver, view)
    assert "Medan" in view.edit.text
    driver.click(view.apply)
    assert driver.window.pages.front is None
    assert "Medan" in driver.session.text


def test_what_others_change_meanwhile_is_shown(driver: Driver, view: RepairView) -> None:
    project, article = driver.session.project, driver.session.article.id
    from annotator.project.repairing import plan_repair, repair

    repair(project, plan_repair(project, article, driver.session.text + "\nLagi."))
    driver.wait(lambda: view.edit.text.endswith("Lagi."))
    project.annotations.add(article, "actor", [Span(0, 5)])
    driver.wait(lambda: view.plan is not None and len(view.plan.marks) == 14)
    project.articles.delete([article])
    driver.wait(lambda: not view.article)
    assert "Choose an article" in view.problem.text()


def test_a_text_with_unsaved_marks_or_a_failing_disk_is_kept(
    driver: Driver, view: RepairView, monkeypatch: pytest.MonkeyPatch
) -> None:
    _cut(driver, view, "Jakarta", "Bandung")

    def fail(*_: Any, **__: Any) -> None:
        raise FileError("The disk is full.")

    monkeypatch.setattr("annotator.project.repairing.repair", fail)
    view.repair()
    _settle(driver, view)
    assert "Bandung" in view.edit.text
    monkeypatch.setattr(type(driver.session.unsaved), "__bool__", lambda _: True, raising=False)
    monkeypatch.setattr(driver.session, "save_unsaved", lambda: False)
    view.repair()
    assert "not saved yet" in view.problem.text()
    monkeypatch.undo()
    monkeypatch.setattr(view.edit, "exact", lambda: False)
    view.repair()
    assert "could not be read back" in view.problem.text()
    with pytest.raises(ZeroDivisionError):
        view._tell_fault(ZeroDivisionError())
    view.start_again()
