"""The form of one entity: names, type, roles with dates, party, country, outlet, id and note."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QToolButton, QWidget

from annotator.model.entity import Entity, Role
from annotator.model.scheme import Attribute, Value, value_problem
from annotator.ui.overrides import safe_overrides
from annotator.ui.widgets.fields import GrowingField
from annotator.ui.widgets.form import Form
from annotator.ui.widgets.parts import cleared, column, label, restyle, row

if TYPE_CHECKING:
    from collections.abc import Callable

_DATE = Attribute(name="date", kind="date")


@safe_overrides
class EntityForm(QWidget):
    """What is typed is committed when a field is left. `edited` carries the fields that changed."""

    edited = Signal(object)  # dict: field → value

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entity: Entity | None = None
        self.lines: dict[str, QLineEdit] = {}
        self.form = Form()
        self._line("name", self.tr("Name"))
        self.aliases = self._area(self.tr("Aliases"), self.tr("one on each line"), 74)
        self.type = GrowingField(Attribute(name=self.tr("Type"), grows=True))
        self.type.committed.connect(lambda value: self._commit("type", value or ""))
        self.form.add_row(self.tr("Type"), self.type)
        self.roles = RoleRows()
        self.roles.edited.connect(lambda roles: self._commit("roles", roles))
        self.form.add_row(self.tr("Roles"), self.roles)
        for name, words in (
            ("party", self.tr("Party")),
            ("country", self.tr("Country")),
            ("outlet", self.tr("Outlet")),
            ("external_id", self.tr("External id")),
        ):
            self._line(name, words)
        self.lines["external_id"].setPlaceholderText(self.tr("such as a Wikidata id: Q1065"))
        self.note = self._area(self.tr("Note"), "", 90)
        box = column(self, margins=(16, 12, 16, 12))
        box.addWidget(self.form)
        box.addStretch(1)

    def _line(self, name: str, words: str) -> None:
        line = QLineEdit()
        line.setAccessibleName(words)
        line.editingFinished.connect(lambda: self._commit(name, line.text().strip()))
        self.lines[name] = line
        self.form.add_row(words, line)

    def _area(self, words: str, hint: str, height: int) -> QPlainTextEdit:
        area = QPlainTextEdit()
        area.setProperty("role", "field")
        area.setAccessibleName(words)
        area.setPlaceholderText(hint)
        area.setFixedHeight(height)
        area.setTabChangesFocus(True)
        area.installEventFilter(self)
        self.form.add_row(words, area)
        return area

    @property
    def uid(self) -> str:
        """The entity that is shown, "" for none."""
        return self._entity.uid if self._entity else ""

    def show_entity(self, entity: Entity, types: Sequence[str], *, writable: bool) -> None:
        """Show an entity; `types` are offered. What is being typed into another one is committed first."""
        if self._entity is not None and self._entity.uid != entity.uid:
            self.commit_typed()
        known = [*dict.fromkeys((*types, *([entity.type] if entity.type else [])))]
        if known != self.type.attribute.value_names():
            self.type.attribute = Attribute(
                name="type", values=[Value(name=one) for one in known], grows=True
            )
            self.type.combo.clear()
            self.type.combo.addItems(["", *known])
        self._entity = entity
        for name, line in self.lines.items():
            if line.text() != getattr(entity, name):
                line.setText(getattr(entity, name))
                line.setCursorPosition(0)
            restyle(line, "problem", False)
        for area, text in ((self.aliases, "\n".join(entity.aliases)), (self.note, entity.note)):
            if area.toPlainText() != text:
                area.setPlainText(text)
        self.type.show_value(entity.type or None)
        self.roles.show_roles(entity.roles)
        self.setEnabled(writable)

    def commit_typed(self) -> None:
        """Commit what stands in the large fields."""
        if self._entity is not None:
            aliases = [" ".join(one.split()) for one in self.aliases.toPlainText().splitlines()]
            self._commit("aliases", [one for one in dict.fromkeys(aliases) if one])
            self._commit("note", self.note.toPlainText().strip())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: a large field is committed when it is left."""
        if event.type() == QEvent.Type.FocusOut:
            self.commit_typed()
        return super().eventFilter(watched, event)

    def _commit(self, name: str, value: Any) -> None:
        if self._entity is None or getattr(self._entity, name) == value:
            return
        if name == "name" and not value:
            restyle(self.lines["name"], "problem", True)
            return
        self.edited.emit({name: value})


class RoleRows(QWidget):
    """Roles with the time in which each was held. `edited` carries the list."""

    edited = Signal(object)  # list[Role]

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._roles: list[Role] = []
        self._rows: list[tuple[QLineEdit, QLineEdit, QLineEdit]] = []
        self._list = column(spacing=4)
        self.add = QPushButton(self.tr("+ Role"))
        self.add.setProperty("role", "link")
        self.add.clicked.connect(self.add_row)
        box = column(self, spacing=2)
        box.addLayout(self._list)
        line = row()
        line.addWidget(self.add)
        line.addWidget(label(self.tr("from and until may be left open"), "small"))
        line.addStretch(1)
        box.addLayout(line)

    def show_roles(self, roles: Sequence[Role]) -> None:
        """Show these roles."""
        if list(roles) == self._roles and len(self._rows) >= len(roles):
            return
        self._roles = list(roles)
        cleared(self._list)
        self._rows = []
        for one in roles:
            self._make(one)

    def add_row(self) -> None:
        """One more role; it counts once it has a name."""
        self._make(Role(role=""))[0].setFocus()

    def _make(self, role: Role) -> tuple[QLineEdit, QLineEdit, QLineEdit]:
        holder = QWidget()
        line = row(holder, spacing=6)
        name, since, until = QLineEdit(role.role), QLineEdit(role.since), QLineEdit(role.until)
        name.setPlaceholderText(self.tr("minister"))
        for field, words in ((since, self.tr("from 2019-10")), (until, self.tr("until"))):
            field.setPlaceholderText(words)
            field.setFixedWidth(96)
        remove = QToolButton()
        remove.setText("✕")
        remove.setAccessibleName(self.tr("Remove the role"))
        fields = (name, since, until)
        for field, words in zip(fields, (self.tr("Role"), self.tr("From"), self.tr("Until")), strict=True):
            field.setAccessibleName(words)
            field.editingFinished.connect(self._take)
            line.addWidget(field)
        line.addWidget(remove)
        remove.clicked.connect(self._remover(fields, holder))
        self._rows.append(fields)
        self._list.addWidget(holder)
        return fields

    def _remover(self, fields: tuple[QLineEdit, QLineEdit, QLineEdit], holder: QWidget) -> Callable[[], None]:
        def remove() -> None:
            self._rows.remove(fields)
            holder.hide()
            holder.deleteLater()
            self._take()

        return remove

    def _take(self) -> None:
        roles = []
        for name, since, until in self._rows:
            dates = [field.text().strip() for field in (since, until)]
            wrong = [bool(text and value_problem(_DATE, text)) for text in dates]
            for field, problem in zip((since, until), wrong, strict=True):
                restyle(field, "problem", problem)
                field.setToolTip(self.tr("A date is written 2019, 2019-10 or 2019-10-24.") if problem else "")
            if any(wrong):
                return
            if name.text().strip():
                roles.append(Role(role=name.text().strip(), since=dates[0], until=dates[1]))
        if roles != self._roles:
            self._roles = roles
            self.edited.emit(roles)
