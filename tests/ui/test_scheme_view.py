"""The scheme editor, driven in a real window: nothing changes before Apply, and then all that was shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from annotator.model.palette import PALETTE
from annotator.model.scheme import Attribute, Condition, Label, RelationType, Scheme
from annotator.model.scheme_edits import item, replace
from annotator.project.scheme_files import read_scheme_file, template, write_scheme_file
from annotator.ui.views.scheme import SchemeView
from tests.ui.driving import Driver, answer, choose, take_file

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def view(driver: Driver) -> Iterator[SchemeView]:
    made = driver.window.pages.show("scheme")
    assert isinstance(made, SchemeView)
    yield made
    made.discard()  # closing the window would ask


def pick(view: SchemeView, name: str) -> Any:
    """Choose an item by its name, as "claim" or "claim/form"."""
    owner, _, inner = name.partition("/")
    scheme = view.draft.scheme
    found: Any = next(
        one for one in [*scheme.labels, *scheme.relation_types, *scheme.variables] if one.name == owner
    )
    if inner:
        found = next(one for one in found.attributes if one.name == inner)
    view.tree.choose(found.uid)
    QApplication.processEvents()
    return found


def settled(view: SchemeView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not view._typed.isActive(), timeout=5000)


def label(view: SchemeView, name: str) -> Label:
    return view.draft.scheme.label(name)


def apply_all(dialog: Any) -> None:
    """Wait for the preview in the dialog, then apply."""
    while dialog.preview is None or dialog.asker.busy:
        QApplication.processEvents()
    dialog.apply.click()


def test_the_tree_shows_everything_with_the_numbers_of_marks(view: SchemeView) -> None:
    tree = view.tree
    top = [tree.topLevelItem(at).text(0) for at in range(tree.topLevelItemCount())]  # type: ignore[union-attr]
    assert top == ["Labels", "Relation types", "Article variables"]
    labels = tree.topLevelItem(0)
    assert labels is not None
    assert [(labels.child(at).text(0), labels.child(at).text(1)) for at in range(2)] == [
        ("Actor", "4"),
        ("Claim", "3"),
    ]
    assert not view.apply_button.isEnabled()
    assert view.state.text() == "version 1"


def test_a_label_is_edited_field_by_field(view: SchemeView, driver: Driver, qtbot: QtBot) -> None:
    pick(view, "claim")
    form = view.label_form
    form.focus_name()
    driver.type("statement")
    driver.press(Qt.Key.Key_Tab)
    assert label(view, "statement").definition
    driver.type("Q", form.key)
    assert label(view, "statement").key in ("C", "Q")
    form.key.clear()
    driver.type("q", form.key)
    assert label(view, "statement").key == "Q"
    form.line.setCurrentIndex(3)
    form.line.activated.emit(3)
    form.entity.click()
    form.definition.setPlainText("A new rule.\nOn two lines.")
    form.examples.setPlainText("one\n\ntwo\none")
    form.counters.setPlainText("three")
    form.include.setPlainText("i")
    form.exclude.setPlainText("e")
    form.colours.swatches[6].click()
    form.parent_box.setCurrentIndex(form.parent_box.findData("actor"))
    form.parent_box.activated.emit(form.parent_box.currentIndex())
    settled(view, qtbot)
    now = label(view, "statement")
    assert (now.line, now.entity, now.examples, now.counter_examples) == (
        "dotted",
        True,
        ["one", "two"],
        ["three"],
    )
    assert (now.colour, now.parent, now.include, now.exclude) == (PALETTE[6].light, "actor", "i", "e")
    assert view.state.text() == "not applied yet"
    assert driver.session.scheme.label("claim").key == "C"  # nothing in the project yet
    view.undo_button.click()
    assert label(view, "statement").parent == ""
    view.discard_button.click()
    assert not view.draft.dirty
    assert view.draft.scheme.label("claim")


def test_undo_is_for_the_draft_while_one_is_edited(view: SchemeView, driver: Driver) -> None:
    name = driver.session.project.undo_name
    claim = pick(view, "claim")
    view.tree.setFocus()
    driver.press(Qt.Key.Key_Up, ALT, view.tree)
    driver.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier, view.tree)
    assert view.draft.scheme.labels[1] == claim
    view.remove(claim.uid)
    view.remove(view.draft.scheme.labels[0].uid)
    driver.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier, view.tree)
    assert len(view.draft.scheme.labels) == 3
    driver.press(
        Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, view.tree
    )
    assert len(view.draft.scheme.labels) == 2
    assert driver.session.project.undo_name == name


def test_own_colours_are_checked(view: SchemeView) -> None:
    pick(view, "actor")
    choice = view.label_form.colours
    choice.light.setText("#FFEE00")
    choice.dark.setText("")
    choice.light.editingFinished.emit()
    assert label(view, "actor").colour == "#FFEE00"
    view._show()  # a quarter of a second later
    assert "Hard to read" in choice.notes.text()
    choice.dark.setText("no colour")
    choice.dark.editingFinished.emit()
    assert choice.dark.property("problem") is True
    choice.light.setText("#0072B3")
    choice.dark.setText("#5CB8FE")
    choice.light.editingFinished.emit()
    assert label(view, "actor").dark_colour == "#5CB8FE"
    view.label_form.line.activated.emit(0)
    other = replace(label(view, "claim"), colour="#0072B2", line="solid")
    view.label_form.colours.show_pair(PALETTE[0], [other])
    assert "with the same line, for everybody." in choice.notes.text()
    view.label_form.looks.grab()


def test_a_name_or_key_that_is_taken_is_said_and_not_accepted(view: SchemeView, driver: Driver) -> None:
    pick(view, "claim")
    form = view.label_form
    for name in ("Actor ", ""):
        form.name.setText(name)
        form.name.editingFinished.emit()
        assert form.name.text() == "claim"
        assert form.name.property("problem") is True
    form.key.setText("A")
    form.key.textEdited.emit("A")
    assert view.problems.text().startswith("The key “a” is there 2 times")
    assert not view.apply_button.isEnabled()
    view._show()
    assert form.key_note.text() == "“actor” has this key already."


def test_labels_attributes_relations_and_variables_are_added_and_removed(
    view: SchemeView, driver: Driver
) -> None:
    pick(view, "actor")
    view.add_child()
    assert label(view, "new label").parent == "actor"
    assert view.label_form.name.hasFocus()
    view.add_attribute()
    assert [one.name for one in label(view, "new label").attributes] == ["new attribute"]
    assert view.attribute_form.isVisible()
    view.add_relation()
    assert view.relation_form.isVisible()
    assert "needs a label at each of its ends" in view.problems.text()
    view.add_variable()
    assert view.draft.scheme.variables[-1].name == "new variable"
    view.add_attribute()  # nothing that could have one is chosen
    assert view.draft.scheme.variables[-1].name == "new variable"
    view.tree.setFocus()
    driver.press(Qt.Key.Key_Delete, widget=view.tree)
    assert view.draft.scheme.variables[-1].name != "new variable"
    pick(view, "new label")
    view.duplicate()
    copy = label(view, "new label 2")
    assert copy.attributes[0].uid != label(view, "new label").attributes[0].uid
    pick(view, "new label 2/new attribute")
    view.duplicate()
    assert [one.name for one in label(view, "new label 2").attributes] == ["new attribute", "new attribute 2"]
    view.add_label()
    assert label(view, "new label 3").parent == ""


def test_things_are_ordered_with_the_keyboard_and_by_dragging(view: SchemeView, driver: Driver) -> None:
    claim, actor = pick(view, "claim"), label(view, "actor")
    view.tree.setFocus()
    driver.press(Qt.Key.Key_Up, ALT, view.tree)
    assert [one.name for one in view.draft.scheme.labels][:2] == ["claim", "actor"]
    assert view.tree.uid() == claim.uid
    driver.press(Qt.Key.Key_Down, ALT, view.tree)
    assert [one.name for one in view.draft.scheme.labels][:2] == ["actor", "claim"]
    view.tree.dropped.emit(claim.uid, actor.uid, "")
    assert label(view, "claim").parent == "actor"
    view.tree.dropped.emit(claim.uid, "", actor.uid)
    assert [one.name for one in view.draft.scheme.labels][:2] == ["claim", "actor"]
    view.tree.dropped.emit(claim.uid, actor.attributes[0].uid, "")  # an attribute holds no label
    assert label(view, "claim").parent == ""
    kind = claim.attributes[1]
    view.tree.dropped.emit(kind.uid, "", claim.attributes[0].uid)
    assert [one.name for one in label(view, "claim").attributes][:2] == [kind.name, claim.attributes[0].name]
    view.tree.dropped.emit("nobody", "", "")


@pytest.mark.parametrize(("part", "parent"), [("middle", "actor"), ("above", "")])
def test_a_drop_is_told_by_where_it_falls(view: SchemeView, part: str, parent: str) -> None:
    claim, actor = pick(view, "claim"), label(view, "actor")
    target = view.tree._items[actor.uid]
    rect = view.tree.visualItemRect(target)
    y = rect.center().y() if part == "middle" else rect.top() + 1
    told: list[tuple[str, str, str]] = []
    view.tree.dropped.connect(lambda *words: told.append(words))
    places = view.tree.DropIndicatorPosition
    place = places.OnItem if part == "middle" else places.AboveItem
    view.tree.dropIndicatorPosition = lambda: place  # type: ignore[method-assign]
    data = QMimeData()
    event = QDropEvent(
        QPointF(rect.center().x(), y),
        Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    view.tree.dropEvent(event)
    assert told == [(claim.uid, actor.uid if parent else "", "" if parent else actor.uid)]
    view.tree.dropIndicatorPosition = lambda: places.BelowItem  # type: ignore[method-assign]
    view.tree.choose(claim.uid)
    view.tree.dropEvent(event)
    outside = QDropEvent(
        QPointF(5, view.tree.viewport().height() + 500),
        Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    view.tree.dropEvent(outside)
    assert len(told) == 2


def test_keys_in_the_tree_go_to_the_name_and_leave_headings_alone(view: SchemeView, driver: Driver) -> None:
    pick(view, "claim")
    view.tree.setFocus()
    driver.press(Qt.Key.Key_F2, widget=view.tree)
    assert view.label_form.name.hasFocus()
    view.tree.choose("labels")
    assert view.forms.currentIndex() == 0
    before = view.draft.scheme
    driver.press(Qt.Key.Key_Delete, widget=view.tree)
    driver.press(Qt.Key.Key_Up, widget=view.tree)
    view._go_to_name("labels")
    assert view.draft.scheme == before


def test_an_attribute_is_edited_with_values_condition_and_default(
    view: SchemeView, driver: Driver, qtbot: QtBot
) -> None:
    pick(view, "claim/form")
    form = view.attribute_form
    table = form.values
    first = table.topLevelItem(0)
    assert first is not None
    first.setText(0, "quoted")
    changed = label(view, "claim").attributes[0]
    assert changed.values[0].name == "quoted"
    assert view.draft.change().words == {changed.uid: {"direct quote": "quoted"}}
    table.topLevelItem(0).setText(0, "indirect")  # type: ignore[union-attr]
    assert table.topLevelItem(0).text(0) == "quoted"  # type: ignore[union-attr]
    table.topLevelItem(0).setText(2, "in marks")  # type: ignore[union-attr]
    table.topLevelItem(0).setCheckState(4, Qt.CheckState.Checked)  # type: ignore[union-attr]
    table.setCurrentItem(table.topLevelItem(0))  # type: ignore[arg-type]
    driver.press(Qt.Key.Key_Down, ALT, table)
    driver.press(Qt.Key.Key_Up, ALT, table)
    driver.press(Qt.Key.Key_Up, ALT, table)
    table.take_colour(table.topLevelItem(0), "#0072B2", "#5CB8FF")  # type: ignore[arg-type]
    value = label(view, "claim").attributes[0].values[0]
    assert (value.definition, value.retired, value.colour) == ("in marks", True, "#0072B2")
    count = table.topLevelItemCount()
    driver.press(Qt.Key.Key_Insert, widget=table)
    assert table.topLevelItemCount() == count + 1
    table.setCurrentItem(table.topLevelItem(count))  # type: ignore[arg-type]
    driver.press(Qt.Key.Key_Delete, widget=table)
    assert table.topLevelItemCount() == count
    assert not table.edit(table.model().index(0, 3))
    form.required.setChecked(True)
    form.grows.setChecked(True)
    form._take_default("quoted")
    form.definition.setPlainText("How.")
    settled(view, qtbot)
    now = label(view, "claim").attributes[0]
    assert (now.required, now.grows, now.default, now.definition) == (True, True, "quoted", "How.")


def test_an_attribute_may_wait_for_another_one(view: SchemeView, qtbot: QtBot) -> None:
    pick(view, "claim/type")
    form = view.attribute_form
    at = form.condition.findData("form")
    form.condition.setCurrentIndex(at)
    form.condition.activated.emit(at)
    settled(view, qtbot)
    first = label(view, "claim").attributes[0].values[0].name
    assert label(view, "claim").attributes[1].shown_when == Condition(attribute="form", values=[first])
    assert form.condition_values.isVisible()
    form.condition_values.choose(["indirect", "mixed"])
    form.condition_values.chosen_changed.emit()
    condition = label(view, "claim").attributes[1].shown_when
    assert condition is not None
    assert condition.values == ["indirect", "mixed"]
    form.condition.setCurrentIndex(0)
    form.condition.activated.emit(0)
    assert label(view, "claim").attributes[1].shown_when is None
    pick(view, "claim/form")
    at = form.kind.findData("number")
    form.kind.setCurrentIndex(at)
    form.kind.activated.emit(at)
    settled(view, qtbot)
    assert not form.values.isVisible()
    pick(view, "claim/type")
    form.condition.activated.emit(form.condition.findData("form"))
    settled(view, qtbot)
    assert form.condition_text.isVisible()
    form.condition_text.setText("1; 2;")
    form.condition_text.editingFinished.emit()
    condition = label(view, "claim").attributes[1].shown_when
    assert condition is not None
    assert condition.values == ["1", "2"]


def test_a_relation_type_is_edited(view: SchemeView, qtbot: QtBot) -> None:
    pick(view, "made_by")
    form = view.relation_form
    form.tails.choose(["source"])
    form.tails.chosen_changed.emit()
    form.heads.choose(["claim", "sentiment"])
    form.heads.chosen_changed.emit()
    form.directed.setChecked(False)
    form.cue.setChecked(True)
    form.definition.setPlainText("Who.")
    now = view.draft.scheme.relation_type("made_by")
    assert (now.heads, now.tails, now.directed, now.cue, now.definition) == (
        ["claim", "sentiment"],
        ["source"],
        False,
        True,
        "Who.",
    )


def test_retiring_and_the_menu_of_an_item(view: SchemeView) -> None:
    pick(view, "actor")
    view._fill_more()
    offered = {one.text(): one for one in view.more_menu.actions()}
    assert offered["Merge with other labels…"].isEnabled()
    assert not offered["Replace values on marks…"].isEnabled()
    offered["Retire (marks keep it)"].trigger()
    assert label(view, "actor").retired
    view._fill_more()
    offered = {one.text(): one for one in view.more_menu.actions()}
    offered["Offer again"].trigger()
    assert not label(view, "actor").retired
    offered["Move down\tAlt+Down"].trigger()
    assert view.draft.scheme.labels[1].name == "actor"
    offered["Move up\tAlt+Up"].trigger()
    offered["Remove\tDel"].trigger()
    assert "actor" not in [one.name for one in view.draft.scheme.labels]
    view._show_menu(QPoint(5, 5))
    view.more_menu.hide()


def test_apply_shows_what_it_does_and_does_it(view: SchemeView, driver: Driver) -> None:
    pick(view, "claim")
    view.label_form.change(name="statement", definition="new rule")
    answer([apply_all])
    assert view.apply()
    assert driver.session.scheme.label("statement").since == 2
    assert not view.draft.dirty
    assert len(driver.marks("statement")) == 3
    assert {one.label for one in driver.session.annotations} >= {"statement"}  # the page follows
    driver.session.undo()
    assert driver.session.scheme.label("claim")
    assert view.apply()  # nothing to apply


def test_leaving_asks_what_becomes_of_the_draft(view: SchemeView, driver: Driver) -> None:
    pick(view, "claim")
    view.label_form.change(definition="new rule")
    answer([choose("Stay here")])
    driver.press(Qt.Key.Key_Escape, widget=view)
    assert view.isVisible()
    answer([choose("Keep the draft for later")])
    view.back.click()
    assert not view.isVisible()
    driver.window.pages.show("scheme", label="sentiment")
    assert view.draft.dirty
    assert view.tree.uid() == label(view, "sentiment").uid
    answer([choose("Apply…"), apply_all])
    view.back.click()
    assert driver.session.scheme.label("claim").definition == "new rule"
    driver.window.pages.show("scheme")
    view.label_form.change(definition="other")
    view.take(replace(view.draft.scheme, labels=view.draft.scheme.labels[:2], relation_types=[]))
    answer([choose("Discard")])
    view.back.click()
    assert not view.draft.dirty


def test_a_change_by_others_comes_into_the_draft(view: SchemeView, driver: Driver, qtbot: QtBot) -> None:
    from annotator.ui.examples import add_example

    pick(view, "claim")
    view.label_form.change(definition="mine")
    driver.session.take_label("claim")
    assert add_example(driver.session, driver.span_of("Gerasimov"))
    qtbot.waitUntil(lambda: "Gerasimov" in label(view, "claim").examples, timeout=5000)
    assert label(view, "claim").definition == "mine"


def test_a_template_comes_into_the_draft(view: SchemeView) -> None:
    def take(dialog: Any) -> None:
        dialog.list.setCurrentRow(3)
        dialog.take.click()

    answer([take])
    view.take_template()
    assert {"actor", "problem", "remedy"} <= {one.name for one in view.draft.scheme.labels}

    def instead(dialog: Any) -> None:
        dialog.list.setCurrentRow(5)
        dialog.join.setChecked(False)
        dialog.take.click()

    answer([instead])
    view.take_template()
    assert [one.name for one in view.draft.scheme.labels] == ["mark"]


def test_schemes_and_codebooks_go_out_and_come_in(view: SchemeView, driver: Driver, tmp_path: Path) -> None:
    answer([take_file(tmp_path / "out.csv")])
    view.export_file()
    assert read_scheme_file(tmp_path / "out.csv").label("claim").key == "C"
    write_scheme_file(template("sentiment"), tmp_path / "in.json")
    answer([take_file(tmp_path / "in.json"), choose("Add what is new")])
    view.import_file()
    assert {"claim", "target", "holder"} <= {one.name for one in view.draft.scheme.labels}
    answer([take_file(tmp_path / "in.json"), choose("Take it in place of ours")])
    view.import_file()
    assert [one.name for one in view.draft.scheme.labels] == ["sentiment", "target", "holder"]
    before = view.draft.scheme
    (tmp_path / "cut.json").write_bytes((tmp_path / "in.json").read_bytes()[:200])
    told: list[str] = []
    driver.session.failed.connect(lambda error: told.append(error.sentence))
    answer([take_file(tmp_path / "cut.json")])
    view.import_file()
    assert "Nothing was changed" in told[0]
    assert view.draft.scheme == before
    assert driver.session.scheme.label("claim")
    answer([take_file(tmp_path / "book")])
    driver.act("write_codebook")
    assert (tmp_path / "book.docx").exists()
    answer([lambda dialog: dialog.reject()])
    driver.act("write_codebook")


def test_a_scheme_of_sixty_labels_with_arabic_names_is_shown(view: SchemeView, qtbot: QtBot) -> None:
    labels = [Label(name=f"تسمية {number}", uid=str(number)) for number in range(60)]
    labels += [Label(name="deep", uid="deep", parent="تسمية 3", attributes=[Attribute(name="a", uid="a")])]
    kinds = [RelationType(name="r", uid="r", heads=["deep"], tails=["deep"])]
    view.take(Scheme(labels=labels, relation_types=kinds))
    view.tree.fold_attributes(view.draft.scheme)
    view._show()
    view.tree.choose("a")
    assert item(view.draft.scheme, view.tree.uid()) is not None
    assert view.attribute_form.isVisible()
    view.theme_changed()


def test_a_project_opened_for_reading_can_be_looked_at_only(view: SchemeView, driver: Driver) -> None:
    view.session.project._core.file.read_only = True  # type: ignore[union-attr]
    pick(view, "claim")
    view.label_form.change(definition="x")
    assert not view.apply_button.isEnabled()
    view.discard()
    view.session.project._core.file.read_only = False  # type: ignore[union-attr]


def test_a_value_takes_a_colour_from_the_palette(view: SchemeView, driver: Driver) -> None:
    pick(view, "claim/form")
    table = view.attribute_form.values

    def choose_second() -> None:
        menu = QApplication.activePopupWidget()
        if not isinstance(menu, QMenu):
            QTimer.singleShot(20, choose_second)
            return
        menu.setActiveAction(menu.actions()[2])
        driver.press(Qt.Key.Key_Return, widget=menu)

    first = table.topLevelItem(0)
    assert first is not None
    table.setCurrentItem(first, 3)
    QTimer.singleShot(20, choose_second)
    driver.press(Qt.Key.Key_Space, widget=table)
    assert label(view, "claim").attributes[0].values[0].colour == PALETTE[1].light
    QTimer.singleShot(20, choose_second)
    table.itemClicked.emit(table.topLevelItem(1), 3)
    assert label(view, "claim").attributes[0].values[1].dark_colour == PALETTE[1].dark
