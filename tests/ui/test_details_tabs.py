"""The details panel: the order of its parts for the keyboard, and what can be done with a relation."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from annotator.ui.widgets.chips import MarkChip
from tests.ui.driving import Driver


def test_tab_comes_to_the_relations_before_the_note_and_they_keep_the_focus(driver: Driver) -> None:
    claim = next(
        one
        for one in driver.marks("claim")
        if any(link.tail == one.uid and link.type == "attributes" for link in driver.session.relations)
    )
    driver.go_to(claim)
    driver.act("show_details")
    panel = driver.window.details
    panel.label_combo.setFocus()
    passed: list[QWidget] = []
    for _ in range(30):
        driver.press(Qt.Key.Key_Tab)
        passed.append(driver.focus())
        if panel.note.hasFocus():
            break
    heights = [one.mapTo(panel.content, one.rect().topLeft()).y() for one in passed]
    assert heights == sorted(heights)
    chips = [one for one in passed if isinstance(one, MarkChip)]
    assert chips
    chips[0].setFocus()
    driver.session.set_note(claim.uid, "Seen.")
    panel.refresh_now()
    QApplication.processEvents()
    assert chips[0].hasFocus()
    driver.press(Qt.Key.Key_Space)
    assert driver.session.selected == chips[0].uid


def test_a_relation_gets_another_type_that_fits_between_its_marks(driver: Driver) -> None:
    claim, actor = driver.marks("claim")[0], driver.marks("actor")[0]
    project = driver.session.project
    kinds = [one.name for one in driver.session.scheme.relations_between("claim", "actor")]
    made = project.relations.add(kinds[0], claim.uid, actor.uid)
    driver.go_to(claim)
    panel = driver.window.details
    panel.refresh_now()
    buttons = [one for one in panel.relations.stops if isinstance(one, QToolButton)]
    menus = [one.menu() for one in buttons]
    offered = {action.text(): action for menu in menus for action in menu.actions()}
    assert {words for words in offered if words.startswith("Change to")} == {
        f"Change to: {kind.replace('_', ' ')}" for kind in kinds[1:]
    }
    offered[f"Change to: {kinds[1].replace('_', ' ')}"].trigger()
    changed = next(one for one in project.relations.of(driver.session.article.id) if one.uid == made.uid)
    assert changed.type == kinds[1]
    assert project.undo_name == f"Change {kinds[0]} to {kinds[1]}"
