"""One field for each kind of attribute: what is typed is committed when editing ends, not at every key."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from annotator.ui.overrides import safe_overrides
from annotator.ui.widgets.parts import column, plain_tip, restyle
from annotator.ui.words import capital

if TYPE_CHECKING:
    from annotator.model.annotation import AttributeValue
    from annotator.model.scheme import Attribute, Label

_KEY_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1

#: What a list shows where no value is chosen.
NOTHING: Final = "—"


class Field(QWidget):
    """The field of one attribute. `committed` carries the new value, None for none."""

    committed = Signal(object)

    def __init__(self, attribute: Attribute, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.attribute = attribute
        self._shown: AttributeValue | None = None
        self._box = column(self)

    def hold(self, control: QWidget) -> None:
        """Put the control into the field and let it speak for the field."""
        self._box.addWidget(control)
        control.setAccessibleName(self.attribute.name)
        control.setToolTip(plain_tip(self.attribute.definition))
        self.setFocusProxy(control)

    @property
    def empty(self) -> bool:
        """Whether no value is shown."""
        return self._shown is None

    def show_value(self, value: AttributeValue | None) -> None:
        """Show a value that comes from the project. What is being typed stays if that did not change."""
        if value != self._shown or value is None:
            self._shown = value
            self._display(value)

    def commit(self, value: AttributeValue | None) -> None:
        """Pass a value on if it differs from the one shown."""
        if value != self._shown:
            self._shown = value
            self.committed.emit(value)

    def _display(self, value: AttributeValue | None) -> None:
        raise AssertionError("each kind of field displays its own way")


@safe_overrides
class QuietCombo(QComboBox):
    """A list that the mouse wheel does not change while one scrolls past it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt: let the panel scroll."""
        event.ignore()


@safe_overrides
class LabelCombo(QuietCombo):
    """The labels of a scheme, each with its key at the right. An item's data is the label's name."""

    def show_labels(self, labels: Iterable[Label]) -> None:
        """Hold these labels."""
        self.clear()
        for label in labels:
            self.addItem(capital(label.name), label.name)
            self.setItemData(self.count() - 1, label.key, _KEY_ROLE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the field, and the key of the label in it."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(self.palette().placeholderText().color())
        place = self.rect().adjusted(0, 0, -28, -1)
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, flags, str(self.currentData(_KEY_ROLE) or ""))
        painter.end()


@safe_overrides
class ChoiceCombo(QuietCombo):
    """A closed list in which a digit takes the value at that place, and 0 or Del the first line: none."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: a digit takes a value, unless values begin with that digit."""
        key = event.text()
        at = 0 if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) else -1
        if key.isdecimal() and self.findText(key, Qt.MatchFlag.MatchStartsWith) < 0:
            at = int(key)
        if 0 <= at < self.count():
            self.setCurrentIndex(at)
            self.activated.emit(at)
        else:
            super().keyPressEvent(event)


class ChoiceField(Field):
    """One value of a list, or none."""

    def __init__(self, attribute: Attribute, parent: QWidget | None = None) -> None:
        super().__init__(attribute, parent)
        self.combo = ChoiceCombo()
        self.hold(self.combo)
        self._fill(self._names())
        self.combo.activated.connect(lambda at: self.commit(self._value(at)))

    def _names(self) -> list[str]:
        return self.attribute.value_names()

    def _fill(self, names: list[str]) -> None:
        self.combo.clear()
        self.combo.addItems([NOTHING, *names])
        tips = {value.name: value.definition for value in self.attribute.values}
        for at, name in enumerate(names, start=1):
            self.combo.setItemData(at, plain_tip(tips.get(name, "")), Qt.ItemDataRole.ToolTipRole)

    def _value(self, at: int) -> AttributeValue | None:
        return None if at <= 0 else self.combo.itemText(at)

    def _display(self, value: AttributeValue | None) -> None:
        text = NOTHING if value is None else str(value)
        at = self.combo.findText(text, Qt.MatchFlag.MatchExactly)
        if at < 0:
            self.combo.addItem(text)
            at = self.combo.count() - 1
        self.combo.setCurrentIndex(at)


class YesNoField(ChoiceField):
    """Yes, no, or not said."""

    def _names(self) -> list[str]:
        return ["yes", "no"]

    def _value(self, at: int) -> AttributeValue | None:
        return {1: True, 2: False}.get(at)

    def _display(self, value: AttributeValue | None) -> None:
        self.combo.setCurrentIndex(0 if value is None else 1 if value else 2)


class GrowingField(Field):
    """One value of the project's own list; a new one may be typed."""

    def __init__(self, attribute: Attribute, parent: QWidget | None = None) -> None:
        super().__init__(attribute, parent)
        self.combo = QuietCombo()
        self.combo.setEditable(True)
        self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.combo.addItems(["", *attribute.value_names()])
        self.hold(self.combo)
        self.line = QLineEdit()
        self.combo.setLineEdit(self.line)
        self.line.setPlaceholderText(NOTHING)
        self.line.editingFinished.connect(self._take)
        self.combo.activated.connect(self._take)

    def _take(self) -> None:
        self.commit(self.combo.currentText().strip() or None)

    def _display(self, value: AttributeValue | None) -> None:
        self.combo.setEditText("" if value is None else str(value))
        self.line.setCursorPosition(0)


class SeveralField(Field):
    """Any number of values of a list; where the list grows, further ones may be typed."""

    def __init__(self, attribute: Attribute, parent: QWidget | None = None) -> None:
        super().__init__(attribute, parent)
        self.boxes: dict[str, QCheckBox] = {}
        self._list = QWidget()
        self._lines = column(self._list, spacing=0)
        self.hold(self._list)
        for name in attribute.value_names():
            self._add(name)
        self.further: QLineEdit | None = None
        if attribute.grows:
            self.further = QLineEdit()
            self.further.setPlaceholderText(self.tr("Another value"))
            self.further.setAccessibleName(self.tr("Another value of {0}").format(attribute.name))
            self.further.returnPressed.connect(self._take_further)
            self._box.addWidget(self.further)
        if first := next(iter(self.boxes.values()), self.further):
            self.setFocusProxy(first)

    def _add(self, name: str) -> QCheckBox:
        box = QCheckBox(name.replace("&", "&&"))
        box.setAccessibleName(f"{self.attribute.name}: {name}")
        box.toggled.connect(lambda _=False: self.commit(self._chosen() or None))
        self.boxes[name] = box
        self._lines.addWidget(box)
        return box

    def _chosen(self) -> list[str]:
        return [name for name, box in self.boxes.items() if box.isChecked()]

    def _take_further(self) -> None:
        assert self.further is not None
        name = self.further.text().strip()
        self.further.clear()
        if name:
            (self.boxes.get(name) or self._add(name)).setChecked(True)

    def _display(self, value: AttributeValue | None) -> None:
        chosen = value if isinstance(value, list) else []
        for name in [*chosen, *self.boxes]:
            box = self.boxes.get(name) or self._add(name)
            box.blockSignals(True)
            box.setChecked(name in chosen)
            box.blockSignals(False)


class LineField(Field):
    """A text, number or date on one line; what does not fit is told and not committed."""

    def __init__(self, attribute: Attribute, parent: QWidget | None = None) -> None:
        super().__init__(attribute, parent)
        self.line = QLineEdit()
        hints = {"date": "2025-04-26", "number": "0", "text": NOTHING}
        self.line.setPlaceholderText(hints[attribute.kind])
        self.hold(self.line)
        self.line.editingFinished.connect(self._take)

    def _take(self) -> None:
        from annotator.model.scheme import value_problem

        text = self.line.text().strip()
        value = self._read(text)
        problem = value_problem(self.attribute, value) if value is not None else ""
        restyle(self.line, "problem", bool(problem))
        self.line.setToolTip(plain_tip(problem or self.attribute.definition))
        if not problem:
            self.commit(value)

    def _read(self, text: str) -> AttributeValue | None:
        if not text:
            return None
        if self.attribute.kind == "number":
            try:
                number = float(text.replace(",", "."))
            except ValueError:
                return text
            return int(number) if number.is_integer() else number
        return text

    def _display(self, value: AttributeValue | None) -> None:
        self.line.setText("" if value is None else str(value))
        self.line.setCursorPosition(0)
        restyle(self.line, "problem", False)


def make_field(attribute: Attribute, parent: QWidget | None = None) -> Field:
    """The field that suits the attribute's kind."""
    if attribute.kind == "choice":
        return (GrowingField if attribute.grows else ChoiceField)(attribute, parent)
    if attribute.kind == "yes/no":
        return YesNoField(attribute, parent)
    if attribute.kind == "several":
        return SeveralField(attribute, parent)
    return LineField(attribute, parent)
