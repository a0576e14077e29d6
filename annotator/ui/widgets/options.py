"""A form made from the options that a reader or format declares."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from annotator.ui.widgets.fields import QuietCombo
from annotator.ui.widgets.parts import cleared, column, label, plain_tip

if TYPE_CHECKING:
    from annotator.model.exchange import Option


class OptionsForm(QWidget):
    """One field for each option. `values` gives what was chosen, by name, `changed` comes with a change."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = column(self, spacing=6)
        self._read: dict[str, Callable[[], Any]] = {}

    def show_options(self, options: Iterable[Option]) -> None:
        """Make the fields of these options, in place of those before."""
        cleared(self._box)
        self._read = {}
        for option in options:
            self._box.addWidget(self._field(option))
        self.setVisible(bool(self._read))

    def values(self) -> dict[str, Any]:
        """What was chosen. A number that cannot be read is its option's default."""
        return {name: read() for name, read in self._read.items()}

    def _field(self, option: Option) -> QWidget:
        if option.kind == "yes/no":
            tick = QCheckBox(option.label.replace("&", "&&"))
            tick.setChecked(bool(option.default))
            tick.clicked.connect(lambda _: self.changed.emit())
            self._read[option.name] = tick.isChecked
            field: QWidget = tick
        else:
            field = self._named(option)
        field.setToolTip(plain_tip(option.help))
        return field

    def _named(self, option: Option) -> QWidget:
        holder = QWidget()
        box = column(holder, spacing=3)
        box.addWidget(label(option.label, "muted", wrap=True))
        if option.kind == "choice":
            combo = QuietCombo()
            combo.addItems(option.choices)
            combo.setCurrentText(str(option.default))
            combo.setAccessibleName(option.label)
            combo.activated.connect(lambda _: self.changed.emit())
            self._read[option.name] = combo.currentText
            box.addWidget(combo)
        else:
            line = QLineEdit("" if option.default in (None, False) else str(option.default))
            line.setAccessibleName(option.label)
            line.editingFinished.connect(self.changed)
            self._read[option.name] = lambda: _read(option, line.text().strip())
            box.addWidget(line)
        return holder


def _read(option: Option, text: str) -> Any:
    if option.kind != "number":
        return text
    try:
        return float(text.replace(",", ".")) if "." in text or "," in text else int(text)
    except ValueError:
        return option.default
