"""A form in two columns: quiet names on the left, fields on the right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from annotator.ui.widgets.fields import Field, make_field
from annotator.ui.widgets.parts import cleared, label, plain_tip
from annotator.ui.words import capital

if TYPE_CHECKING:
    from annotator.model.annotation import AttributeValue
    from annotator.model.scheme import Attribute

#: Width of the names, pixels.
NAME_WIDTH: Final = 88


class Form(QWidget):
    """Rows of a name and a field. `attribute_rows` makes the fields of a list of attributes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, Field] = {}
        self._attributes: list[Attribute] = []
        self._names: dict[str, QWidget] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnMinimumWidth(0, NAME_WIDTH)
        self._grid.setColumnStretch(1, 1)

    def add_row(self, name: str, field: QWidget, tip: str = "") -> QWidget:
        """Add a row at the end; gives the name's label. A row without a name stands close to the last."""
        words = label(name, "muted", wrap=True)
        words.setMaximumWidth(NAME_WIDTH)
        words.setMinimumHeight(30 if name else 0)
        words.setToolTip(plain_tip(tip))
        words.setBuddy(field)
        at = self._grid.rowCount()
        self._grid.addWidget(words, at, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(field, at, 1)
        return words

    def attribute_rows(
        self, attributes: Iterable[Attribute], commit: Callable[[str, AttributeValue | None], object]
    ) -> None:
        """Make a field for each attribute, in place of those made before; the same ones are kept.

        A list that grew by what was just typed makes them anew; the focus stays where it is.
        """
        wanted = list(attributes)
        if wanted == self._attributes:
            return
        self._attributes = wanted
        focus = QApplication.focusWidget()
        held = next((name for name, one in self.fields.items() if focus and one.isAncestorOf(focus)), "")
        cleared(self._grid)
        self.fields = {}
        self._names = {}
        for attribute in wanted:
            field = make_field(attribute)
            field.committed.connect(lambda value, name=attribute.name: commit(name, value))
            self.fields[attribute.name] = field
            star = " *" if attribute.required else ""
            self._names[attribute.name] = self.add_row(
                capital(attribute.name) + star, field, attribute.definition
            )
        if held in self.fields:
            self.fields[held].show()
            self.fields[held].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_values(self, values: Mapping[str, AttributeValue], *, enabled: bool) -> None:
        """Show the values, and only the attributes that apply to them."""
        from annotator.model.scheme import applies

        for name, field in self.fields.items():
            field.show_value(values.get(name))
            field.setEnabled(enabled)
            shown = applies(field.attribute, values)
            field.setVisible(shown)
            self._names[name].setVisible(shown)
