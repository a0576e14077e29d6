"""Merging, splitting and replacing in the window, versions, the re-check list, examples by one key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.errors import SchemeError
from annotator.model.scheme import Value
from annotator.model.scheme_changes import EditScheme
from annotator.model.scheme_edits import replace, with_attribute, with_label, with_relation_type
from annotator.ui.dialogs.label_changes import MergeDialog, ReplaceDialog, SplitDialog
from annotator.ui.dialogs.scheme_change import ApplyDialog, ChangeDialog
from annotator.ui.dialogs.scheme_versions import VersionsDialog
from annotator.ui.examples import add_example
from annotator.ui.views.recheck import RecheckView
from tests.ui.driving import Driver, answer

Open = Callable[..., Any]


@pytest.fixture
def opened(driver: Driver, qtbot: QtBot) -> Iterator[Open]:
    """Opens a dialog on the sample and closes it after the test."""
    made: list[Any] = []

    def open_(kind: type[ChangeDialog], *about: object) -> Any:
        dialog: Any = kind(driver.session.project, *about, driver.window)  # type: ignore[arg-type]
        made.append(dialog)
        dialog.show()
        return dialog

    yield open_
    for dialog in made:
        dialog.close()
        dialog.deleteLater()


def looked(dialog: ChangeDialog, qtbot: QtBot) -> None:
    """Wait until the preview is there."""
    qtbot.waitUntil(lambda: not dialog._pause.isActive() and not dialog.asker.busy, timeout=10_000)


def carried_out(dialog: ChangeDialog, qtbot: QtBot) -> None:
    looked(dialog, qtbot)
    dialog.apply.click()
    qtbot.waitUntil(lambda: dialog.done_with is not None, timeout=10_000)


def effects(dialog: Any) -> list[str]:
    shown = dialog.effects.effects
    return [shown.item(at).text() for at in range(shown.count())]


def uid(driver: Driver, name: str) -> str:
    return str(driver.session.scheme.label(name).uid)


def test_labels_are_merged_after_a_look_at_the_marks(driver: Driver, opened: Open, qtbot: QtBot) -> None:
    dialog = opened(MergeDialog, uid(driver, "source"))
    looked(dialog, qtbot)
    assert effects(dialog) == ["4 marks: “source” becomes “actor”"]
    assert dialog.summary.text() == "4 marks are changed. Undo takes it back in one step."
    dialog.effects.marks.grab()
    dialog.into.setCurrentIndex(dialog.into.findData("source"))
    dialog.into.activated.emit(dialog.into.currentIndex())
    looked(dialog, qtbot)
    assert not dialog.apply.isEnabled()
    assert "another one that takes their marks" in dialog.problem.text()
    dialog.into.setCurrentIndex(dialog.into.findData("actor"))
    dialog.into.activated.emit(dialog.into.currentIndex())
    carried_out(dialog, qtbot)
    assert len(driver.marks("actor")) == 8
    driver.session.undo()
    assert len(driver.marks("source")) == 4


def test_a_merge_may_be_limited_to_coders_sets_and_filters(
    driver: Driver, opened: Open, qtbot: QtBot
) -> None:
    project = driver.session.project
    project.sets.make("batch", project.articles.ids())
    project.saved.put("filter", "none", {"words": "nowhere at all"})
    dialog = opened(MergeDialog, uid(driver, "source"))
    limit = dialog.limit
    limit.coders.choose(["Sample"])
    limit.articles.setCurrentIndex(limit.articles.findText("set “batch”"))
    limit.articles.activated.emit(0)
    looked(dialog, qtbot)
    assert effects(dialog) == ["4 marks: “source” becomes “actor”"]
    limit.articles.setCurrentIndex(limit.articles.findText("filter “none”"))
    limit.articles.activated.emit(0)
    looked(dialog, qtbot)
    assert dialog.effects.empty.isVisible()
    limit.articles.setCurrentIndex(limit.articles.findText("articles that are done"))
    assert limit.limit().articles == ()
    assert limit._filtered("gone") is None


def test_a_label_is_split_by_value_coder_or_by_hand(driver: Driver, opened: Open, qtbot: QtBot) -> None:
    dialog = opened(SplitDialog, uid(driver, "claim"))
    assert not dialog.picking.isVisible()
    looked(dialog, qtbot)
    assert "Say which marks" in dialog.problem.text()
    dialog.values.choose(["direct quote"])
    dialog.name.setText("quotation")
    looked(dialog, qtbot)
    assert effects(dialog)[0].endswith("“claim” becomes “quotation”")
    dialog.by.setCurrentIndex(dialog.by.findText("the coder"))
    dialog._show_by()
    dialog.values.choose(["Sample"])
    dialog.look()
    looked(dialog, qtbot)
    assert effects(dialog) == ["3 marks: “claim” becomes “quotation”"]
    dialog.by.setCurrentIndex(dialog.by.findText("marks picked below"))
    dialog._show_by()
    dialog.picking.selectRow(0)
    carried_out(dialog, qtbot)
    assert len(driver.marks("quotation")) == 1


def test_values_are_replaced_on_marks(driver: Driver, opened: Open, qtbot: QtBot) -> None:
    form = driver.session.scheme.label("claim").attribute("form")
    dialog = opened(ReplaceDialog, form.uid)
    looked(dialog, qtbot)
    assert "Choose an old value" in dialog.problem.text()
    old, new = dialog.lines[0]
    old.setCurrentIndex(old.findData("direct quote"))
    new.setCurrentIndex(new.findData("mixed"))
    dialog._add()
    old, new = dialog.lines[1]
    old.setCurrentIndex(old.findData("indirect"))
    new.setCurrentIndex(new.count() - 1)
    dialog.look()
    carried_out(dialog, qtbot)
    held = [one.attributes.get("form") for one in driver.marks("claim")]
    assert "direct quote" not in held
    assert "indirect" not in held
    assert "mixed" in held


def test_free_words_are_replaced_as_they_are_typed(driver: Driver, opened: Open, qtbot: QtBot) -> None:
    claim = driver.session.scheme.label("claim")
    form = replace(claim.attribute("form"), kind="text", values=[])
    driver.session.project.change_scheme(with_attribute(driver.session.scheme, form))
    dialog = opened(ReplaceDialog, form.uid)
    old, new = dialog.lines[0]
    old.setEditText("direct quote")
    new.setEditText("words")
    carried_out(dialog, qtbot)
    assert "words" in [one.attributes.get("form") for one in driver.marks("claim")]
    sure = driver.session.scheme.label("sentiment").attribute("explicit")
    assert opened(ReplaceDialog, sure.uid)._words() == ["yes", "no"]


def test_words_without_a_place_are_settled_one_by_one(driver: Driver, opened: Open, qtbot: QtBot) -> None:
    scheme = driver.session.scheme
    claim, made_by = scheme.label("claim"), scheme.relation_type("made_by")
    changed = with_attribute(scheme, replace(claim.attribute("form"), kind="yes/no", values=[]))
    changed = with_attribute(changed, replace(claim.attribute("type"), kind="number", values=[]))
    changed = with_relation_type(changed, replace(made_by, tails=["source"]))
    dialog = opened(ApplyDialog, EditScheme(scheme=changed, recheck=(claim.uid,)))
    looked(dialog, qtbot)
    assert not dialog.apply.isEnabled()
    assert dialog.tabs.currentIndex() == 2
    assert "Say what becomes of them" in dialog.problem.text()
    assert dialog.drop.isVisible()
    assert dialog.recheck.isChecked()
    form = next(one for one in dialog.preview.open if one.name == "form")
    other = next(one for one in dialog.preview.open if one.name == "type")
    for word in form.counts:
        dialog._settle(form.attribute, word, "yes")
    dialog._settle(form.attribute, "nothing", "")
    dialog._take_all_away(other)
    dialog.drop.setChecked(True)
    dialog.recheck.setChecked(False)
    carried_out(dialog, qtbot)
    assert {one.attributes.get("form") for one in driver.marks("claim")} <= {True, None}
    assert all("type" not in one.attributes for one in driver.marks("claim"))
    assert driver.session.scheme.label("claim").since == 0


def test_a_double_click_goes_to_the_mark_and_keeps_the_draft(driver: Driver, qtbot: QtBot) -> None:
    view: Any = driver.window.pages.show("scheme")
    view.tree.choose(uid(driver, "claim"))
    view.label_form.change(definition="new rule")
    view.label_form.change(name="statement")

    def go(dialog: Any) -> None:
        looked(dialog, qtbot)
        mark = dialog.effects.marks.paged.ids[0]
        dialog.effects.marks.opened.emit(mark)

    answer([go])
    assert not view.apply()
    assert not view.isVisible()
    assert driver.session.selected
    assert view.draft.dirty
    view.discard()


def test_the_change_dialogs_of_the_tree_need_an_applied_draft(driver: Driver, qtbot: QtBot) -> None:
    view: Any = driver.window.pages.show("scheme")
    view.tree.choose(uid(driver, "source"))
    view.label_form.change(definition="x")
    told: list[str] = []
    driver.session.told.connect(told.append)
    view._change_marks("MergeDialog")
    assert "Apply or discard" in told[-1]
    view.discard()

    def go_on(dialog: Any) -> None:
        looked(dialog, qtbot)
        dialog.apply.click()

    answer([go_on])
    view._change_marks("MergeDialog")
    assert [one.name for one in view.draft.scheme.labels] == ["actor", "claim", "sentiment"]


def test_what_fails_is_said_and_changes_nothing(driver: Driver, opened: Open, qtbot: QtBot) -> None:
    dialog = opened(MergeDialog, uid(driver, "source"))
    looked(dialog, qtbot)
    dialog._failed(SchemeError("This cannot be."))
    assert dialog.problem.text() == "This cannot be."
    dialog._failed(ZeroDivisionError())
    assert "nothing was changed" in dialog.problem.text()
    dialog._working = True
    driver.press(Qt.Key.Key_Escape, widget=dialog)
    dialog.close()
    assert dialog.isVisible()
    dialog._working = False


def test_versions_are_looked_at_compared_and_taken_again(driver: Driver, qtbot: QtBot) -> None:
    project = driver.session.project
    claim = project.scheme.label("claim")
    form = claim.attribute("form")
    changed = with_label(project.scheme, replace(claim, definition="new rule", key="Q"))
    longer = replace(form, values=[*form.values, Value(name="shouted")])
    project.scheme_changes.apply(EditScheme(scheme=with_attribute(changed, longer)))
    dialog = VersionsDialog(project, driver.window)
    dialog.show()
    text = dialog.page.toPlainText()
    assert "+ new rule" in text
    assert "+ shouted" in text
    assert "indirect" not in text  # only what is different
    dialog.against.setCurrentIndex(0)
    dialog.against.activated.emit(0)
    assert dialog.page.toPlainText() == "Nothing is different."
    dialog.list.setCurrentRow(1)
    dialog.take.click()
    assert dialog.taken is not None
    assert dialog.taken.label("claim").key == "C"
    dialog.deleteLater()
    view: Any = driver.window.pages.show("scheme")

    def take(box: Any) -> None:
        box.list.setCurrentRow(1)
        box.take.click()

    answer([take])
    view.show_versions()
    assert view.draft.scheme.label("claim").key == "C"
    view.discard()


def test_marks_made_under_an_old_rule_are_checked_again(driver: Driver, qtbot: QtBot) -> None:
    project = driver.session.project
    view: Any = driver.window.pages.show("recheck")
    assert isinstance(view, RecheckView)
    qtbot.waitUntil(view.empty.isVisible, timeout=5000)
    claim, source = project.scheme.label("claim"), project.scheme.label("source")
    changed = with_label(project.scheme, replace(claim, definition="new rule"))
    project.scheme_changes.apply(EditScheme(scheme=changed, recheck=(claim.uid, source.uid)))
    qtbot.waitUntil(lambda: view.labels.count() == 2, timeout=5000)
    assert "new rule" in view.rule.toPlainText()
    assert view.marks.paged.total == 3
    view.marks.selectRow(0)
    assert view.checked.isEnabled()
    view.checked.click()
    qtbot.waitUntil(lambda: view.marks.paged.total == 2, timeout=5000)
    view.all_checked.click()
    qtbot.waitUntil(lambda: view.labels.count() == 1, timeout=5000)
    view.confirm([])
    view.theme_changed()
    view.marks.opened.emit(view.marks.paged.ids[0])
    assert not view.isVisible()
    assert driver.session.selected_mark().label == "source"


def test_one_key_makes_the_selection_an_example(driver: Driver) -> None:
    driver.session.take_label("claim")
    told: list[str] = []
    driver.session.told.connect(told.append)
    driver.session.select("")
    driver.act("add_example")
    assert "Select the words first" in told[-1]
    driver.select("Gerasimov")
    driver.press(Qt.Key.Key_F7)
    assert driver.session.scheme.label("claim").examples[-1] == "Gerasimov"
    assert told[-1] == "Example of “claim”: Gerasimov"
    driver.press(Qt.Key.Key_F7)
    assert told[-1] == "“claim” has this example already."
    driver.press(Qt.Key.Key_F7, Qt.KeyboardModifier.ShiftModifier)
    assert driver.session.scheme.label("claim").counter_examples == ["Gerasimov"]
    assert driver.session.project.undo_name == "Add counter-example of claim"
    driver.session.undo()
    assert driver.session.scheme.label("claim").counter_examples == []
    driver.session.label_in_hand = "nobody"
    assert not add_example(driver.session, None)
    assert told[-1] == "Take a label in hand first."
    QApplication.processEvents()


def test_the_mark_in_hand_is_an_example_where_nothing_is_selected(driver: Driver) -> None:
    mark = driver.marks("claim")[0]
    driver.go_to(mark)
    assert add_example(driver.session, None)
    assert driver.session.scheme.label("claim").examples[-1] == " ".join(mark.quote.split())
    failed: list[object] = []
    driver.session.failed.disconnect()
    driver.session.failed.connect(failed.append)
    driver.session.project.scheme_changes.apply = _refused
    assert not add_example(driver.session, driver.span_of("Gerasimov"))
    assert len(failed) == 1


def _refused(*_: object, **__: object) -> None:
    raise SchemeError("No.")
