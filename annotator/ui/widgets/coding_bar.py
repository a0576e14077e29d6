"""What is done to the ticked lines of a concordance: a label, its attributes and an entity."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QToolButton, QWidget, QWidgetAction

from annotator.ui.widgets.entity_field import EntityField
from annotator.ui.widgets.fields import Field, LabelCombo, QuietCombo, make_field
from annotator.ui.widgets.parts import column, label, row
from annotator.ui.words import capital, count_words, number

if TYPE_CHECKING:
    from annotator.model.annotation import AttributeValue
    from annotator.model.entity import Entity
    from annotator.model.scheme import Label, Scheme


class CodingBar(QWidget):
    """One line under the table. `code_requested` is emitted when the ticked lines are to be marked."""

    code_requested = Signal()
    tick_all_requested = Signal()
    tick_none_requested = Signal()

    def __init__(self, match: Callable[[str], Sequence[Entity]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entity_uid = ""
        self.entity_name = ""
        self._labels: dict[str, Label] = {}
        self._values: dict[str, AttributeValue] = {}
        self.count = label("", "muted")
        self.all = self._link(self.tr("Tick all"), self.tick_all_requested)
        self.none = self._link(self.tr("Tick none"), self.tick_none_requested)
        self.labels = LabelCombo()
        self.labels.setAccessibleName(self.tr("Label for the ticked lines"))
        self.labels.activated.connect(lambda _: self._label_chosen())
        self.attributes = QToolButton()
        self.attributes.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.attributes.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.extent = QuietCombo()
        self.extent.setAccessibleName(self.tr("What gets the mark"))
        self.extent.addItem(self.tr("the hit"), "hit")
        self.extent.addItem(self.tr("its sentence"), "sentence")
        self.entity = EntityField(match)
        self.entity.setPlaceholderText(self.tr("Entity"))
        self.entity.setMaximumWidth(190)
        self.entity.entity_chosen.connect(self._entity_chosen)
        self.entity.entity_named.connect(self._entity_named)
        self.go = QPushButton(self.tr("Mark the ticked lines"))
        self.go.clicked.connect(self.code_requested)
        self._lay_out()
        self.show_counts(0, 0)

    def _lay_out(self) -> None:
        box = row(self, spacing=8, margins=(16, 8, 16, 8))
        left: tuple[QWidget, ...] = (self.count, self.all, self.none)
        right: tuple[QWidget, ...] = (self.extent, self.labels, self.attributes, self.entity, self.go)
        for part in left:
            box.addWidget(part)
        box.addStretch(1)
        for part in right:
            box.addWidget(part)

    def _link(self, words: str, signal: object) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("role", "link")
        button.clicked.connect(signal)
        return button

    # ------------------------------------------------------------------ what is to be written

    @property
    def label_name(self) -> str:
        """The label for the ticked lines."""
        return str(self.labels.currentData() or "")

    def values(self) -> dict[str, AttributeValue]:
        """The attributes that were chosen."""
        return dict(self._values)

    def show_scheme(self, scheme: Scheme) -> None:
        """Offer the labels of the scheme; the chosen one stays chosen."""
        if {one.name: one for one in scheme.active_labels()} == self._labels:
            return
        before = self.label_name
        self._labels = {one.name: one for one in scheme.active_labels()}
        self.labels.show_labels(self._labels.values())
        self.labels.setCurrentIndex(max(0, self.labels.findData(before)))
        self._label_chosen()

    def show_counts(self, ticked: int, lines: int) -> None:
        """Say how many lines are ticked."""
        words = self.tr("{0} of {1} ticked").format(number(ticked), count_words(lines, "line", "lines"))
        self.count.setText(words)
        self.go.setEnabled(bool(ticked) and bool(self._labels))
        marked = self.tr("Mark {0}").format(count_words(ticked, "line", "lines"))
        self.go.setText(marked if ticked else self.tr("Mark the ticked lines"))
        self.none.setEnabled(bool(ticked))
        self.all.setEnabled(bool(lines))

    def forget_entity(self) -> None:
        """Take no entity."""
        self.entity_uid = self.entity_name = ""
        self.entity.show_entity("", "", "")

    def _label_chosen(self) -> None:
        chosen = self._labels.get(self.label_name)
        takes_entity = bool(chosen and chosen.entity)
        self.entity.setVisible(takes_entity)
        if not takes_entity:
            self.forget_entity()
        self._values = {}
        self._make_menu(chosen)

    def _make_menu(self, chosen: Label | None) -> None:
        fields = [one for one in chosen.attributes if not one.retired] if chosen else []
        self.attributes.setVisible(bool(fields))
        menu = QMenu(self.attributes)
        holder = QWidget()
        box = column(holder, spacing=4, margins=(14, 10, 14, 12))
        holder.setMinimumWidth(240)
        for attribute in fields:
            field = make_field(attribute)
            box.addWidget(label(capital(attribute.name), "muted"))
            box.addWidget(field)
            field.show_value(attribute.default)
            field.committed.connect(self._taker(field))
        action = QWidgetAction(menu)
        action.setDefaultWidget(holder)
        menu.addAction(action)
        before = self.attributes.menu()
        self.attributes.setMenu(menu)
        if before is not None:
            before.deleteLater()
        self._name_attributes()

    def _taker(self, field: Field) -> Callable[[object], None]:
        def take(value: object) -> None:
            if value is None:
                self._values.pop(field.attribute.name, None)
            else:
                self._values[field.attribute.name] = value  # type: ignore[assignment]
            self._name_attributes()

        return take

    def _name_attributes(self) -> None:
        said = ", ".join(str(value) for value in self._values.values())
        words = said if len(said) <= 24 else f"{said[:23]}…"
        self.attributes.setText(f"{words or self.tr('Attributes')} ▾")
        self.attributes.setAccessibleName(self.tr("Attributes of the marks: {0}").format(said or "—"))

    def _entity_chosen(self, uid: str) -> None:
        self.entity_uid, self.entity_name = uid, ""

    def _entity_named(self, name: str) -> None:
        self.entity_uid, self.entity_name = "", name
