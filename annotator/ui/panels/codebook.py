"""The codebook panel: what the label in hand means, what belongs to it and what does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from annotator.ui.panel import Panel
from annotator.ui.rule_page import rule_page
from annotator.ui.widgets.fields import QuietCombo
from annotator.ui.widgets.parts import EmptyState, column, row
from annotator.ui.words import capital

if TYPE_CHECKING:
    from annotator.model.changes import Changes
    from annotator.ui.session import Session


class CodebookPanel(Panel):
    """The rule of the label in hand: what belongs to it, examples, attributes, values, relations."""

    name = "codebook"
    order = 4

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.labels = QuietCombo()
        self.labels.setAccessibleName(self.tr("Label in hand"))
        self.labels.activated.connect(lambda at: self.session.take_label(self.labels.itemData(at)))
        self.page = QTextBrowser()
        self.page.setFrameShape(QFrame.Shape.NoFrame)
        self.page.setOpenLinks(False)
        self.page.setAccessibleName(self.tr("Codebook"))
        self.page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.page.viewport().setAutoFillBackground(False)
        self.page.document().setDocumentMargin(0)
        self.empty = EmptyState(self.tr("Open a project to read its codebook."))
        box = column(self, margins=(16, 12, 2, 0), spacing=12)
        line = row(margins=(0, 0, 12, 0))
        line.addWidget(self.labels)
        box.addLayout(line)
        box.addWidget(self.page, 1)
        box.addWidget(self.empty, 1)
        self._fill()

    def project_changed(self) -> None:
        """Another project has another codebook."""
        self._fill()

    def changed(self, changes: Changes) -> None:
        """The scheme was edited."""
        if changes.scheme:
            self._fill()

    def label_taken(self, label: str) -> None:
        """Show another label."""
        self._show()

    def theme_changed(self) -> None:
        """Write in the new colours."""
        self._show()

    def _fill(self) -> None:
        self.labels.clear()
        for label in self.session.scheme.labels:
            self.labels.addItem(capital(label.name), label.name)
        self._show()

    def _show(self) -> None:
        wanted = self.session.label_in_hand
        label = next((one for one in self.session.scheme.labels if one.name == wanted), None)
        for part in (self.labels, self.page):
            part.setVisible(label is not None)
        self.empty.setVisible(label is None)
        if label:
            self.labels.setCurrentIndex(self.labels.findData(label.name))
            self.page.setHtml(rule_page(label, self.session.scheme))


PANEL = CodebookPanel
