"""Asks for a name in one line."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QWidget

from annotator.ui.dialogs.running import buttons
from annotator.ui.widgets.parts import column, label


class NameDialog(QDialog):
    """A title, a line, and a button that is on while the line holds something."""

    def __init__(self, title: str, name: str, action: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(380)
        self.line = QLineEdit(name)
        self.line.setAccessibleName(title)
        self.line.selectAll()
        accept = QPushButton(action)
        accept.setDefault(True)
        accept.clicked.connect(self.accept)
        cancel = QPushButton(self.tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.line.textChanged.connect(lambda text: accept.setEnabled(bool(text.strip())))
        accept.setEnabled(bool(name.strip()))
        box = column(self, spacing=12, margins=(22, 20, 22, 18))
        box.addWidget(label(title, "heading"))
        box.addWidget(self.line)
        box.addLayout(buttons(cancel, accept))

    def name(self) -> str:
        """What stands in the line."""
        return self.line.text().strip()


def ask_name(parent: QWidget, title: str, name: str, action: str) -> str:
    """Ask for a name; "" when the person turned away."""
    dialog = NameDialog(title, name, action, parent)
    chosen = dialog.name() if dialog.exec() else ""
    dialog.deleteLater()
    return chosen
