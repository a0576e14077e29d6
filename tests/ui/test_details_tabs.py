"""Tab goes down the details panel in the order in which things stand there."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

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
