"""Questions and short messages in a box, in plain text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget


def tell(parent: QWidget, title: str, sentence: str) -> None:
    """Say something and wait until it was read."""
    ask(parent, title, sentence, [parent.tr("OK")])


def ask(parent: QWidget, title: str, sentence: str, answers: Sequence[str], *, safe: int = 0) -> int:
    """Ask; gives the place of the answer. Esc and Enter give the `safe` one."""
    box = QMessageBox(parent)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(sentence)
    box.setIcon(QMessageBox.Icon.NoIcon)
    buttons = [QPushButton(answer) for answer in answers]
    for at, button in enumerate(buttons):
        role = QMessageBox.ButtonRole.RejectRole if at == safe else QMessageBox.ButtonRole.AcceptRole
        box.addButton(button, role)
    box.setDefaultButton(buttons[safe])
    box.setEscapeButton(buttons[safe])
    box.exec()
    clicked = box.clickedButton()
    box.deleteLater()
    return buttons.index(clicked) if clicked in buttons else safe
