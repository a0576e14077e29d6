"""Builds conditions of a search row by row; the query, where they stand as text, stays the truth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QPushButton, QToolButton, QWidget

from annotator.analysis.query import All, Field, Node, Not, QueryError, parse, written
from annotator.model.article import METADATA, STATUSES
from annotator.ui.widgets.fields import QuietCombo
from annotator.ui.widgets.parts import cleared, column, label, row
from annotator.ui.words import capital

if TYPE_CHECKING:
    from annotator.model.entity import Entity
    from annotator.model.scheme import Scheme


class ConditionRows(QWidget):
    """One row for each condition that the query's words stand beside. `query_changed` carries the query."""

    query_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: list[tuple[str, str]] = []  # what is shown, name in the query
        self._values: dict[str, list[str]] = {}
        self._rest: tuple[Node, ...] = ()
        self._rows: list[_Row] = []
        self._query = ""
        self.problem = label("", "muted", wrap=True)
        self.problem.hide()
        self.add = QPushButton(self.tr("+ Condition"))
        self.add.setProperty("role", "link")
        self.add.clicked.connect(self.add_row)
        self._list = column(spacing=4)
        box = column(self, spacing=4, margins=(16, 6, 16, 8))
        box.addWidget(self.problem)
        box.addLayout(self._list)
        line = row()
        line.addWidget(self.add)
        line.addWidget(
            label(
                self.tr("Conditions on marks all hold for the same mark; the words stand inside it."), "small"
            )
        )
        line.addStretch(1)
        box.addLayout(line)

    def offer(self, scheme: Scheme, entities: Iterable[Entity], coders: Sequence[str]) -> None:
        """Offer the names and values of a project."""
        self._query = ""
        self._clear()
        known = sorted({one.name for one in entities})
        labels = [one.name for one in scheme.labels]
        self._values = {"label": labels, "entity": known, "coder": list(coders), "status": list(STATUSES)}
        self._values["split"] = ["train", "dev", "test"]
        self._names = [
            (self.tr("Mark: label"), "label"),
            (self.tr("Mark: entity"), "entity"),
            (self.tr("Mark: coder"), "coder"),
            (self.tr("Mark: note"), "note"),
            (self.tr("Mark: created"), "created"),
        ]
        for one in scheme.labels:
            for attribute in one.attributes:
                name = f"{one.name}.{attribute.name}"
                self._names.append((f"{capital(one.name)}: {attribute.name.replace('_', ' ')}", name))
                self._values[name] = attribute.value_names() or (
                    ["yes", "no"] if attribute.kind == "yes/no" else []
                )
        for kind in scheme.relation_types:
            self._names.append((self.tr("Relation: {0}").format(kind.name.replace("_", " ")), kind.name))
            self._values[kind.name] = known
            for end in dict.fromkeys((*kind.heads, *kind.tails)):
                self._offer_attributes(scheme, kind.name, end)
        names = [*METADATA, "status", "split"]
        self._names += [(self.tr("Article: {0}").format(one.replace("_", " ")), one) for one in names]
        for variable in scheme.variables:
            name = f"article.{variable.name}"
            self._names.append((self.tr("Article: {0}").format(variable.name.replace("_", " ")), name))
            self._values[name] = variable.value_names()

    def _offer_attributes(self, scheme: Scheme, kind: str, end: str) -> None:
        """The attributes of the marks at the ends of a relation: target.polarity."""
        label = next((one for one in scheme.labels if one.name == end), None)
        for attribute in label.attributes if label else ():
            name = f"{kind}.{attribute.name}"
            if name not in self._values:
                words = f"{kind.replace('_', ' ')} → {end}: {attribute.name.replace('_', ' ')}"
                self._names.append((self.tr("Relation: {0}").format(words), name))
                self._values[name] = attribute.value_names()

    def show_query(self, query: str) -> None:
        """Show the conditions of a query as rows."""
        if query == self._query:
            return
        self._query = query
        self._clear()
        parts: tuple[Node, ...] = ()
        if query.strip():
            try:
                node = parse(query)
            except QueryError as error:
                self._tell(
                    self.tr("Conditions appear here once the query can be read. {0}").format(error.sentence)
                )
                return
            parts = node.parts if isinstance(node, All) else (node,)
        self._tell("")
        self._rest = tuple(one for one in parts if _field(one) is None)
        for one in parts:
            field = _field(one)
            if field is not None:
                self._make_row(field, denied=isinstance(one, Not))

    def add_row(self) -> None:
        """One more row; it counts once it has a value."""
        made = self._make_row(Field("label", ""), denied=False)
        made.value.setFocus()

    def _make_row(self, field: Field, *, denied: bool) -> _Row:
        made = _Row(self._names, self._values, field, denied=denied)
        made.changed.connect(self._write)
        made.removed.connect(lambda: self._remove(made))
        self._rows.append(made)
        self._list.addWidget(made)
        return made

    def _remove(self, one: _Row) -> None:
        self._rows.remove(one)
        one.hide()
        one.deleteLater()
        self._write()

    def _write(self) -> None:
        fields = [node for one in self._rows if (node := one.node()) is not None]
        parts = (*self._rest, *fields)
        query = "" if not parts else written(parts[0] if len(parts) == 1 else All(parts))
        if query != self._query:
            self._query = query
            self.query_changed.emit(query)

    def _clear(self) -> None:
        self._rows = []
        self._rest = ()
        cleared(self._list)

    def _tell(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        self.add.setEnabled(not words)


class _Row(QWidget):
    """One condition: what, is or is not, which value."""

    changed = Signal()
    removed = Signal()

    def __init__(
        self,
        names: Sequence[tuple[str, str]],
        values: dict[str, list[str]],
        field: Field,
        *,
        denied: bool,
    ) -> None:
        super().__init__()
        self._values = values
        self.name = QuietCombo()
        self.name.setAccessibleName(self.tr("Condition on"))
        self.name.setMinimumWidth(190)
        for words, name in names:
            self.name.addItem(words, name)
        at = self.name.findData(field.name)
        if at < 0:
            self.name.addItem(field.name, field.name)
            at = self.name.count() - 1
        self.name.setCurrentIndex(at)
        self.way = QuietCombo()
        self.way.setAccessibleName(self.tr("Is or is not"))
        self.way.addItem(self.tr("is"), False)
        self.way.addItem(self.tr("is not"), True)
        self.way.setCurrentIndex(1 if denied else 0)
        self.value = QuietCombo()
        self.value.setEditable(True)
        self.value.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.value.setAccessibleName(self.tr("Value"))
        self.value.setMinimumWidth(220)
        self._fill()
        self.value.setEditText(field.value)
        line = self.value.lineEdit()
        assert line is not None
        line.setPlaceholderText(self.tr("value, * for any"))
        self.remove = QToolButton()
        self.remove.setText("✕")
        self.remove.setAccessibleName(self.tr("Remove the condition"))
        box = row(self, spacing=8)
        for part in (self.name, self.way, self.value, self.remove):
            box.addWidget(part)
        box.addStretch(1)
        self.name.activated.connect(self._renamed)
        self.way.activated.connect(lambda _: self.changed.emit())
        self.value.activated.connect(lambda _: self.changed.emit())
        line.editingFinished.connect(self.changed)
        self.remove.clicked.connect(self.removed)

    def node(self) -> Node | None:
        """The condition; None while it has no value."""
        value = self.value.currentText().strip()
        if not value:
            return None
        field = Field(str(self.name.currentData()), value, any(sign.isspace() for sign in value))
        return Not(field) if self.way.currentData() else field

    def _renamed(self) -> None:
        self._fill()
        self.value.setEditText("")
        self.changed.emit()

    def _fill(self) -> None:
        self.value.clear()
        self.value.addItems(self._values.get(str(self.name.currentData()), [])[:2000])
        completer = self.value.completer()
        if completer is not None:
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)


def _field(node: Node) -> Field | None:
    inner = node.part if isinstance(node, Not) else node
    return inner if isinstance(inner, Field) else None
