"""A step of the import: what the names of labelled data mean here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from annotator.ui.dialogs.running import buttons
from annotator.ui.widgets.name_mapping import NameMapping
from annotator.ui.widgets.parts import column

if TYPE_CHECKING:
    from annotator.model.exchange import ImportReport
    from annotator.project import Project


class NamesPage(QWidget):
    """`taken` when the import may go on, `left` when the person wants to go back."""

    taken = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.names = NameMapping()
        self.back = QPushButton(self.tr("Back"))
        self.back.setAutoDefault(False)
        self.back.clicked.connect(self.left)
        self.start = QPushButton(self.tr("Import"))
        self.start.setDefault(True)
        self.start.clicked.connect(self.taken)
        box = column(self, spacing=12)
        box.addWidget(self.names, 1)
        box.addLayout(buttons(self.back, self.start))

    def ask(self, report: ImportReport, project: Project) -> bool:
        """Show the names, with what was chosen for earlier files; false when there is nothing to ask:
        the scheme or an earlier answer knows them all.
        """
        from annotator.project.remembering import remembered

        known: dict[str, str | None] = {}
        for kind in dict.fromkeys(one.kind for one in report.recognised):
            known |= remembered(project, kind)
        asked = self.names.show_report(report, project.scheme, known)
        return asked > 0 and not self.names.meanings().keys() <= known.keys()
