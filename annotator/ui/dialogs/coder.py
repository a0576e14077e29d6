"""Who is at work: one of the project's coders, or a new name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QWidget

from annotator.ui.widgets.parts import column, label


class CoderDialog(QDialog):
    """Asks for the name that marks carry from now on."""

    def __init__(self, present: str, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Coder at work"))
        self.setMinimumWidth(380)
        box = column(self, spacing=10, margins=(22, 20, 22, 16))
        box.addWidget(label(self.tr("Marks made from now on carry this name."), wrap=True))
        self.name = QComboBox()
        self.name.setEditable(True)
        self.name.addItems(list(dict.fromkeys([present, *names])))
        self.name.setAccessibleName(self.tr("Coder"))
        box.addWidget(self.name)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        box.addSpacing(6)
        box.addWidget(buttons)

    def chosen(self) -> str:
        """The name."""
        return self.name.currentText().strip()
