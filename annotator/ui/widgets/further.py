"""Further metadata of an article: what the file or the text told beside the usual fields, to be edited."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from annotator.ui.widgets.form import Form
from annotator.ui.widgets.parts import column
from annotator.ui.words import capital


class FurtherMetadata(QWidget):
    """A line for each name, and an empty one for a new name. `committed` carries all names with their values.

    A value that is emptied takes its name away.
    """

    committed = Signal(object)  # dict[str, str]

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held: dict[str, str] = {}
        self.lines: dict[str, QLineEdit] = {}
        self.fresh = QLineEdit()
        self._box = column(self, spacing=6)
        self._form = Form()
        self._box.addWidget(self._form)
        self.fresh.setPlaceholderText(self.tr("Further, such as  section: Politics"))
        self.fresh.setAccessibleName(self.tr("Further metadata as name: value"))
        self.fresh.editingFinished.connect(self._add)
        self._box.addWidget(self.fresh)

    def show_values(self, held: Mapping[str, str], *, enabled: bool) -> None:
        """Show what an article has; what is being typed stays."""
        if list(held) != list(self.lines):
            self._make(held)
        self._held = dict(held)
        for name, line in self.lines.items():
            if not (line.hasFocus() and line.isModified()) and line.text() != held[name]:
                line.setText(held[name])
                line.setCursorPosition(0)
            line.setReadOnly(not enabled)
        self.fresh.setVisible(enabled)

    def _make(self, held: Mapping[str, str]) -> None:
        form = Form()
        self._box.replaceWidget(self._form, form)
        self._form.hide()
        self._form.deleteLater()
        self._form = form
        self.lines = {}
        for name in held:
            line = QLineEdit()
            line.setAccessibleName(name)
            line.editingFinished.connect(lambda name=name, line=line: self._take(name, line))
            self.lines[name] = line
            form.add_row(capital(name), line)

    def _take(self, name: str, line: QLineEdit) -> None:
        value = line.text().strip()
        if line.isModified() and name in self._held and value != self._held[name]:
            line.setModified(False)
            changed = {**self._held, name: value}
            self.committed.emit({one: words for one, words in changed.items() if words})

    def _add(self) -> None:
        name, colon, value = (part.strip() for part in self.fresh.text().partition(":"))
        if colon and name and value:
            self.fresh.clear()
            self.committed.emit({**self._held, name: value})
