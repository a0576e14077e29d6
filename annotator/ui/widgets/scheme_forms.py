"""The forms of the scheme editor: a label, an attribute or article variable, a relation type."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from annotator.model.annotation import AttributeValue
from annotator.model.palette import Pair
from annotator.model.scheme import Attribute, Condition, Label, RelationType, Scheme
from annotator.model.scheme_edits import Item, plain, replace
from annotator.ui.overrides import safe_overrides
from annotator.ui.widgets.colour_choice import ColourChoice, LooksPreview
from annotator.ui.widgets.fields import Field, QuietCombo, make_field
from annotator.ui.widgets.form import Form
from annotator.ui.widgets.many_combo import ManyCombo, Offer
from annotator.ui.widgets.parts import cleared, column, label, restyle, row, section
from annotator.ui.widgets.value_table import ValueTable
from annotator.ui.words import capital

#: Longest name, characters.
_LONGEST: Final = 120

#: Widest form, pixels: longer lines are hard to read.
WIDTH: Final = 720


class ItemForm(QWidget):
    """A form for one item of the draft. `edited` carries the item as it is now."""

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item: Item | None = None
        self._taken: set[str] = set()
        self.setMaximumWidth(WIDTH)
        self.form = Form()
        self.name = QLineEdit()
        self.name.setMaxLength(_LONGEST)
        self.name.setAccessibleName(self.tr("Name"))
        self.name.editingFinished.connect(self._take_name)
        self.form.add_row(self.tr("Name"), self.name)
        self.box = column(self, spacing=14, margins=(0, 0, 0, 24))
        self.box.addWidget(self.form)

    def show_item(self, item: Item, siblings: Iterable[str]) -> None:
        """Show an item; `siblings` are the names that it must not take."""
        fresh = self.item is None or self.item.uid != item.uid
        self.item = item
        self._taken = {plain(one) for one in siblings}
        if fresh or not self.name.hasFocus():
            self.name.setText(item.name)
            restyle(self.name, "problem", False)

    def focus_name(self) -> None:
        """Go to the name."""
        self.name.setFocus()
        self.name.selectAll()

    def change(self, **fields: Any) -> None:
        """Pass the item on with other fields."""
        if self.item is None:
            return
        changed = replace(self.item, **fields)
        if changed != self.item:
            self.item = changed
            self.edited.emit(changed)

    def _take_name(self) -> None:
        name = " ".join(self.name.text().split())
        wrong = not name or plain(name) in self._taken
        restyle(self.name, "problem", wrong)
        if wrong and self.item is not None:
            said = self.tr("There is one of that name already.") if name else self.tr("A name is needed.")
            self.name.setToolTip(said)
            self.name.setText(self.item.name)
            return
        self.name.setToolTip("")
        self.change(name=name)

    def add_text(self, words: str, field: str, *, lines: int = 2, hint: str = "") -> TextBox:
        """A row for a longer text."""
        box = TextBox(words, lines, hint)
        box.edited.connect(lambda text: self.change(**{field: text}))
        self.form.add_row(words, box)
        return box

    def add_tick(self, words: str, field: str, tip: str = "") -> QCheckBox:
        """A row with a tick."""
        tick = QCheckBox(words)
        tick.setToolTip(tip)
        tick.toggled.connect(lambda on: self.change(**{field: on}))
        self.form.add_row("", tick)
        return tick


class LabelForm(ItemForm):
    """Name, look, key, parent, rules and examples of a label."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = QLineEdit()
        self.key.setMaxLength(1)
        self.key.setFixedWidth(44)
        self.key.setAccessibleName(self.tr("Key"))
        self.key_note = label("", "problem")
        keys = QWidget()
        line = row(keys, spacing=10)
        line.addWidget(self.key)
        line.addWidget(self.key_note)
        line.addStretch(1)
        self.key.textEdited.connect(self._take_key)
        self.form.add_row(self.tr("Key"), keys, self.tr("Marks the selection in the text"))
        self.parent_box = QuietCombo()
        self.parent_box.setAccessibleName(self.tr("Stands below"))
        self.parent_box.activated.connect(lambda at: self.change(parent=self.parent_box.itemData(at)))
        self.form.add_row(self.tr("Below"), self.parent_box)
        self.colours = ColourChoice()
        self.colours.chosen.connect(self._take_pair)
        self.form.add_row(self.tr("Colour"), self.colours)
        self.line = QuietCombo()
        self.line.setAccessibleName(self.tr("Line"))
        for style, words in (
            ("solid", self.tr("Solid")),
            ("double", self.tr("Double")),
            ("dashed", self.tr("Dashed")),
            ("dotted", self.tr("Dotted")),
        ):
            self.line.addItem(words, style)
        self.line.activated.connect(lambda at: self.change(line=self.line.itemData(at)))
        self.form.add_row(self.tr("Line"), self.line)
        self.looks = LooksPreview()
        self.form.add_row("", self.looks)
        self.entity = self.add_tick(
            self.tr("Names an entity"), "entity", self.tr("Its marks can be tied to the registry of entities")
        )
        self.definition = self.add_text(self.tr("Definition"), "definition", lines=3)
        self.include = self.add_text(self.tr("What belongs to it"), "include")
        self.exclude = self.add_text(self.tr("What does not"), "exclude")
        hint = self.tr("One on each line. In the text, F7 adds the selection.")
        self.examples = self.add_lines(self.tr("Examples"), "examples", hint)
        self.counters = self.add_lines(
            self.tr("Counter-examples"), "counter_examples", self.tr("One on each line, or Shift+F7.")
        )
        self.box.addStretch(1)
        self._scheme = Scheme()

    def add_lines(self, words: str, field: str, hint: str) -> TextBox:
        """A row for several texts, one on each line."""
        box = TextBox(words, 3, hint)
        box.edited.connect(lambda text: self.change(**{field: _lines(text)}))
        self.form.add_row(words, box)
        return box

    def show_label(self, given: Label, scheme: Scheme, parents: Sequence[str]) -> None:
        """Show a label of the scheme; `parents` are those it may stand below."""
        self._scheme = scheme
        self.show_item(given, (one.name for one in scheme.labels if one.uid != given.uid))
        if not self.key.hasFocus() or self.key.text() != given.key:
            self.key.setText(given.key)
        self._say_key(given.key)
        self.parent_box.clear()
        self.parent_box.addItem(self.tr("(at the top)"), "")
        for name in parents:
            self.parent_box.addItem(capital(name), name)
        self.parent_box.setCurrentIndex(max(0, self.parent_box.findData(given.parent)))
        self.line.setCurrentIndex(self.line.findData(given.line))
        self.colours.set_line(given.line)
        others = [one for one in scheme.active_labels() if one.uid != given.uid]
        self.colours.show_pair(Pair(given.colour, given.dark_colour), others)
        self.looks.show_label(given)
        _tick(self.entity, on=given.entity)
        for box, text in (
            (self.definition, given.definition),
            (self.include, given.include),
            (self.exclude, given.exclude),
            (self.examples, "\n".join(given.examples)),
            (self.counters, "\n".join(given.counter_examples)),
        ):
            box.show_text(text)
        self.key.setEnabled(not given.retired)

    def _take_pair(self, pair: Pair) -> None:
        self.change(colour=pair.light, dark_colour=pair.dark)

    def _take_key(self, text: str) -> None:
        key = text.strip()
        self.change(key=key.upper() if len(key.upper()) == 1 else key)

    def _say_key(self, key: str) -> None:
        uid = self.item.uid if self.item else ""
        other = next(
            (
                one.name
                for one in self._scheme.active_labels()
                if key and one.uid != uid and one.key.casefold() == key.casefold()
            ),
            "",
        )
        restyle(self.key, "problem", bool(other))
        self.key_note.setText(self.tr("“{0}” has this key already.").format(other) if other else "")


class AttributeForm(ItemForm):
    """Kind, values, default and condition of an attribute or article variable."""

    #: the attribute, and which values were renamed (old → new)
    changed_with_values = Signal(object, dict)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = QuietCombo()
        self.kind.setAccessibleName(self.tr("Kind"))
        for kind, words in (
            ("choice", self.tr("One of a list")),
            ("several", self.tr("Several of a list")),
            ("yes/no", self.tr("Yes or no")),
            ("number", self.tr("Number")),
            ("text", self.tr("Text")),
            ("date", self.tr("Date")),
        ):
            self.kind.addItem(words, kind)
        self.kind.activated.connect(self._take_kind)
        self.form.add_row(self.tr("Kind"), self.kind)
        self.definition = self.add_text(self.tr("Definition"), "definition")
        self.required = self.add_tick(
            self.tr("Required"), "required", self.tr("A mark without it is listed among what is to be done")
        )
        self.grows = self.add_tick(
            self.tr("The list may grow while people work"), "grows", self.tr("As with a list of issues")
        )
        self._default_place = QWidget()
        self._default_box = column(self._default_place)
        self._default: Field | None = None
        self._default_for: Attribute | None = None
        self.form.add_row(self.tr("Default"), self._default_place)
        self.condition = QuietCombo()
        self.condition.setAccessibleName(self.tr("Shown only when"))
        self.condition.activated.connect(self._take_condition)
        self.form.add_row(self.tr("Shown only when"), self.condition)
        self.condition_values = ManyCombo(self.tr("has one of"), self.tr("choose values"))
        self.condition_values.chosen_changed.connect(self._take_condition_values)
        self.condition_text = QLineEdit()
        self.condition_text.setAccessibleName(self.tr("has one of these values, parted by semicolons"))
        self.condition_text.setPlaceholderText(self.tr("values, parted by semicolons"))
        self.condition_text.editingFinished.connect(self._take_condition_text)
        self._values_name = self.form.add_row(self.tr("is"), self.condition_values)
        self._text_name = self.form.add_row(self.tr("is"), self.condition_text)
        self.values = ValueTable()
        self.values.edited.connect(self._take_values)
        self._value_part = self._list_part()
        self.box.addWidget(self._value_part)
        self.box.addStretch(1)
        self._siblings: list[Attribute] = []

    def _list_part(self) -> QWidget:
        part = QWidget()
        box = column(part, spacing=8)
        head = row(spacing=6)
        head.addWidget(section(self.tr("Values")))
        head.addStretch(1)
        for words, act in (
            (self.tr("Add"), self.values.add),
            (self.tr("Up"), lambda: self.values.shift(-1)),
            (self.tr("Down"), lambda: self.values.shift(1)),
            (self.tr("Remove"), self.values.remove),
        ):
            button = QPushButton(words)
            button.setAccessibleName(self.tr("{0} (value)").format(words))
            button.setAutoDefault(False)
            button.setProperty("role", "link")
            button.clicked.connect(lambda _=False, act=act: act())
            head.addWidget(button)
        box.addLayout(head)
        box.addWidget(self.values)
        hint = self.tr("Drag, or press Alt with the arrows, to order; F2 edits. Marks follow a new name.")
        box.addWidget(label(hint, "small", wrap=True))
        return part

    def show_attribute(self, given: Attribute, siblings: Sequence[Attribute]) -> None:
        """Show an attribute among its siblings."""
        self._siblings = [one for one in siblings if one.uid != given.uid]
        self.show_item(given, (one.name for one in self._siblings))
        self.kind.setCurrentIndex(self.kind.findData(given.kind))
        self.definition.show_text(given.definition)
        _tick(self.required, on=given.required)
        _tick(self.grows, on=given.grows)
        listed = given.kind in {"choice", "several"}
        self.grows.setVisible(listed)
        self._value_part.setVisible(listed)
        self.values.show_values(given.values)
        self._show_default(given)
        self._show_condition(given)

    def _show_default(self, given: Attribute) -> None:
        wanted = replace(given, default=None, definition="", required=False, shown_when=None, name="default")
        if self._default is None or wanted != self._default_for:
            cleared(self._default_box)
            self._default, self._default_for = make_field(wanted), wanted
            self._default.committed.connect(self._take_default)
            self._default_box.addWidget(self._default)
        self._default.show_value(given.default)

    def _show_condition(self, given: Attribute) -> None:
        self.condition.clear()
        self.condition.addItem(self.tr("(always)"), "")
        for one in self._siblings:
            self.condition.addItem(capital(one.name), one.name)
        condition = given.shown_when
        at = self.condition.findData(condition.attribute) if condition else 0
        self.condition.setCurrentIndex(max(0, at))
        other = next((one for one in self._siblings if condition and one.name == condition.attribute), None)
        choices = [] if other is None else _choices(other)
        for field, name, shown in (
            (self.condition_values, self._values_name, bool(choices)),
            (self.condition_text, self._text_name, other is not None and not choices),
        ):
            field.setVisible(shown)
            name.setVisible(shown)
        chosen = condition.values if condition else []
        self.condition_values.choose([])
        self.condition_values.offer(Offer(one, one) for one in choices)
        self.condition_values.choose(chosen)
        self.condition_text.setText("; ".join(chosen))

    def _take_kind(self, at: int) -> None:
        self.change(kind=self.kind.itemData(at), default=None)

    def _take_default(self, value: AttributeValue | None) -> None:
        self.change(default=value if value not in ("", []) else None)

    def _take_condition(self, at: int) -> None:
        name = self.condition.itemData(at)
        other = next((one for one in self._siblings if one.name == name), None)
        first = [] if other is None else _choices(other)[:1]
        self.change(shown_when=Condition(attribute=name, values=first) if name else None)

    def _take_condition_values(self) -> None:
        self._put_condition(list(self.condition_values.chosen()))

    def _take_condition_text(self) -> None:
        words = [one.strip() for one in self.condition_text.text().split(";")]
        self._put_condition([one for one in words if one])

    def _put_condition(self, values: list[str]) -> None:
        name = self.condition.currentData()
        if name:
            self.change(shown_when=Condition(attribute=name, values=values))

    def _take_values(self, values: list[Any], renamed: dict[str, str]) -> None:
        if isinstance(self.item, Attribute):
            self.item = replace(self.item, values=values)
            self.changed_with_values.emit(self.item, renamed)


class RelationForm(ItemForm):
    """Allowed ends, direction and cue of a relation type."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heads = ManyCombo(self.tr("Begins at"), self.tr("choose labels"))
        self.tails = ManyCombo(self.tr("Ends at"), self.tr("choose labels"))
        self.heads.chosen_changed.connect(lambda: self.change(heads=list(self.heads.chosen())))
        self.tails.chosen_changed.connect(lambda: self.change(tails=list(self.tails.chosen())))
        self.form.add_row(self.tr("Begins at"), self.heads)
        self.form.add_row(self.tr("Ends at"), self.tails)
        self.directed = self.add_tick(
            self.tr("Has a direction"), "directed", self.tr("Its ends play different parts: who says what")
        )
        self.cue = self.add_tick(
            self.tr("May carry a cue"), "cue", self.tr("The word that tells the relation, such as “said”")
        )
        self.definition = self.add_text(self.tr("Definition"), "definition", lines=3)
        self.box.addStretch(1)

    def show_relation(self, given: RelationType, scheme: Scheme) -> None:
        """Show a relation type of the scheme."""
        self.show_item(given, (one.name for one in scheme.relation_types if one.uid != given.uid))
        for combo, names in ((self.heads, given.heads), (self.tails, given.tails)):
            combo.choose([])
            combo.offer(Offer(one.name, capital(one.name)) for one in scheme.labels)
            combo.choose(names)
        _tick(self.directed, on=given.directed)
        _tick(self.cue, on=given.cue)
        self.definition.show_text(given.definition)


@safe_overrides
class TextBox(QPlainTextEdit):
    """A longer text; Tab goes on to the next field. `edited` carries what a person typed."""

    edited = Signal(str)

    def __init__(self, name: str, lines: int, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "field")
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setPlaceholderText(hint)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._lines = lines
        self._fit()
        self.textChanged.connect(self._tell)

    def show_text(self, text: str) -> None:
        """Show a text that comes from the draft."""
        if text.strip() != self.toPlainText().strip():
            self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(False)
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: another width breaks the lines elsewhere."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _tell(self) -> None:
        self._fit()
        self.edited.emit(self.toPlainText().strip())

    def _fit(self) -> None:
        lines = max(self._lines, min(9, int(self.document().size().height())))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 18)


def _choices(attribute: Attribute) -> list[str]:
    """What a condition may ask for; nothing where any text, number or date may stand."""
    if attribute.kind in {"choice", "several"}:
        return [one.name for one in attribute.values]
    return ["yes", "no"] if attribute.kind == "yes/no" else []


def _lines(text: str) -> list[str]:
    return list(dict.fromkeys(one.strip() for one in text.splitlines() if one.strip()))


def _tick(box: QCheckBox, *, on: bool) -> None:
    box.blockSignals(True)
    box.setChecked(on)
    box.blockSignals(False)
