"""The codebook panel: what the label in hand means, what belongs to it and what does not."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from annotator.ui.panel import Panel
from annotator.ui.theme import current, label_colour
from annotator.ui.widgets.fields import QuietCombo
from annotator.ui.widgets.parts import EmptyState, column, row
from annotator.ui.words import capital

if TYPE_CHECKING:
    from annotator.model.changes import Changes
    from annotator.model.scheme import Attribute, Label
    from annotator.ui.session import Session


class CodebookPanel(Panel):
    """Definition, inclusion, exclusion, examples and attributes of one label."""

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
            self.page.setHtml(_page(label))


def _page(label: Label) -> str:
    """The label's page as HTML; every word of the scheme is escaped."""
    theme = current()
    colour = label_colour(label, theme).name()
    key = (
        f" <span style='color:{theme.muted}; font-weight:400'>{escape(label.key)}</span>" if label.key else ""
    )
    parts = [
        f"<p style='font-size:16px; font-weight:600; color:{colour}'>{escape(capital(label.name))}{key}</p>"
    ]
    parts.append(_text(label.definition))
    for head, words in (("Include", label.include), ("Do not include", label.exclude)):
        if words:
            parts += [_head(head), _text(words)]
    for head, quotes in (("Examples", label.examples), ("Counter-examples", label.counter_examples)):
        if quotes:
            parts += [_head(head), *(_text(f"“{quote}”") for quote in quotes)]
    if label.attributes:
        parts += [_head("Attributes"), *(_attribute(one) for one in label.attributes)]
    return "".join(parts)


def _head(text: str) -> str:
    style = f"color:{current().muted}; font-size:11px; font-weight:700; margin-top:14px; margin-bottom:3px"
    return f"<p style='{style}'>{escape(text.upper())}</p>"


def _text(words: str) -> str:
    style = "margin-top:0; margin-bottom:4px; line-height:116%"
    return f"<p style='{style}'>{escape(words)}</p>" if words else ""


def _attribute(attribute: Attribute) -> str:
    muted = current().muted
    values = ", ".join(escape(value.name) for value in attribute.values if not value.retired)
    free = "free" if attribute.grows else attribute.kind
    kind = values or ("yes, no" if attribute.kind == "yes/no" else free)
    definition = f"<br>{escape(attribute.definition)}" if attribute.definition else ""
    name = escape(capital(attribute.name))
    return (
        f"<p style='margin-top:0; margin-bottom:7px; line-height:116%'><b>{name}</b>"
        f"{definition}<br><span style='color:{muted}'>{kind}</span></p>"
    )


PANEL = CodebookPanel
