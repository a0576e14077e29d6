"""Merging labels, splitting one, replacing values: what is wanted, shown before it happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QPushButton, QWidget

from annotator.model.annotation import AnnotationId
from annotator.model.scheme import Attribute
from annotator.model.scheme_changes import MergeLabels, Part, ReplaceValues, SchemeChange, SplitLabel
from annotator.model.scheme_edits import item
from annotator.ui.dialogs.scheme_change import ChangeDialog, LimitRow
from annotator.ui.widgets.effect_list import MarkTable
from annotator.ui.widgets.fields import QuietCombo
from annotator.ui.widgets.form import Form
from annotator.ui.widgets.many_combo import ManyCombo, Offer
from annotator.ui.widgets.parts import column, label, row
from annotator.ui.words import capital

if TYPE_CHECKING:
    from annotator.project import Project

translate = QCoreApplication.translate


class MergeDialog(ChangeDialog):
    """Several labels become one."""

    def __init__(self, project: Project, uid: str, parent: QWidget | None = None) -> None:
        super().__init__(project, translate("MergeDialog", "Merge labels"), parent)
        scheme = project.scheme
        chosen = item(scheme, uid)
        self.labels = ManyCombo(self.tr("Merge"), self.tr("choose labels"))
        self.labels.offer(Offer(one.name, capital(one.name)) for one in scheme.labels)
        if chosen is not None:
            self.labels.choose([chosen.name])
        self.into = QuietCombo()
        self.into.setAccessibleName(self.tr("Into"))
        for one in scheme.active_labels():
            self.into.addItem(capital(one.name), one.name)
        others = [one.name for one in scheme.active_labels() if one.uid != uid]
        self.into.setCurrentIndex(max(0, self.into.findData(others[0] if others else "")))
        self.limit = LimitRow(project, self.look)
        form = Form()
        form.add_row(self.tr("Merge"), self.labels)
        form.add_row(self.tr("Into"), self.into)
        self.options_box.addWidget(form)
        self.options_box.addWidget(self.limit)
        self.labels.chosen_changed.connect(self.look)
        self.into.activated.connect(self.look)
        self.look()

    def change(self) -> SchemeChange | None:
        """The merge that is asked for."""
        into = str(self.into.currentData() or "")
        names = tuple(one for one in self.labels.chosen() if one != into)
        if not names or not into:
            self.say(self.tr("Choose the labels to merge, and another one that takes their marks."))
            return None
        return MergeLabels(labels=names, into=into, limit=self.limit.limit())


class SplitDialog(ChangeDialog):
    """Some marks of a label get another label: by a value, by coder, or picked one by one."""

    def __init__(self, project: Project, uid: str, parent: QWidget | None = None) -> None:
        super().__init__(project, translate("SplitDialog", "Split a label"), parent)
        found = item(project.scheme, uid)
        self.label = project.scheme.label(found.name if found else project.scheme.labels[0].name)
        self.by = QuietCombo()
        self.by.setAccessibleName(self.tr("By"))
        for one in self.label.attributes:
            self.by.addItem(self.tr("the value of “{0}”").format(one.name), ("attribute", one.name))
        self.by.addItem(self.tr("the coder"), ("coder", ""))
        self.by.addItem(self.tr("marks picked below"), ("marks", ""))
        self.values = ManyCombo(self.tr("Which"), self.tr("choose"))
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("New label"))
        self.name.setPlaceholderText(self.tr("name of a new label, or of one that is there"))
        self.picking = MarkTable(project, self.tr("Marks of the label"))
        self.picking.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.picking.setMinimumHeight(150)
        self.picking.place_requested.connect(self._go)
        self.limit = LimitRow(project, self.look)
        form = Form()
        form.add_row(self.tr("Split"), label(capital(self.label.name)))
        form.add_row(self.tr("By"), self.by)
        self._which = form.add_row(self.tr("Which"), self.values)
        form.add_row(self.tr("Become"), self.name)
        for part in (form, self.limit, self.picking):
            self.options_box.addWidget(part)
        self.by.activated.connect(self._show_by)
        self.values.chosen_changed.connect(self.look)
        self.name.textChanged.connect(self.look)
        self.picking.chosen_changed.connect(self.look)
        self._show_by()
        self.name.setFocus()

    def _show_by(self) -> None:
        kind, name = self.by.currentData()
        picking = kind == "marks"
        self.picking.setVisible(picking)
        for part in (self.values, self._which):
            part.setVisible(not picking)
        self.values.choose([])
        if kind == "coder":
            self.values.offer(Offer(one.name, one.name) for one in self.project.coders)
        elif kind == "attribute":
            self.values.offer(self._offers(name))
        else:
            from annotator.model.filters import MarkFilter

            self.picking.show_marks(self.project.annotations.ids(MarkFilter(labels=(self.label.name,))))
        self.look()

    def _offers(self, name: str) -> list[Offer]:
        attribute = self.label.attribute(name)
        words = [one.name for one in attribute.values] if attribute else []
        if attribute is not None and attribute.kind == "yes/no":
            words = ["yes", "no"]
        return [*(Offer(one, one) for one in words), Offer("", self.tr("(no value)"))]

    def change(self) -> SchemeChange | None:
        """The split that is asked for."""
        name = " ".join(self.name.text().split())
        kind, attribute = self.by.currentData()
        chosen = self.values.chosen()
        marks = tuple(map(AnnotationId, self.picking.chosen())) if kind == "marks" else None
        if not name or not (chosen or marks):
            self.say(self.tr("Say which marks, and the label that they become."))
            return None
        part = {
            "attribute": Part(name=name, attribute=attribute, values=chosen),
            "coder": Part(name=name, coders=chosen),
            "marks": Part(name=name, marks=marks),
        }[kind]
        return SplitLabel(label=self.label.name, parts=(part,), limit=self.limit.limit())


class ReplaceDialog(ChangeDialog):
    """Values of an attribute turn into others, on all marks or some of them."""

    def __init__(self, project: Project, uid: str, parent: QWidget | None = None) -> None:
        super().__init__(project, translate("ReplaceDialog", "Replace values"), parent)
        found = item(project.scheme, uid)
        assert isinstance(found, Attribute)
        self.attribute = found
        self.lines: list[tuple[QuietCombo, QuietCombo]] = []
        self._lines_box = column(spacing=6)
        self.add = QPushButton(self.tr("One more"))
        self.add.setProperty("role", "link")
        self.add.clicked.connect(self._add)
        self.limit = LimitRow(project, self.look)
        self.options_box.addWidget(label(capital(found.name), "section"))
        self.options_box.addLayout(self._lines_box)
        self.options_box.addWidget(self.add)
        self.options_box.addWidget(self.limit)
        self._add()

    def _words(self) -> list[str]:
        if self.attribute.kind == "yes/no":
            return ["yes", "no"]
        return [one.name for one in self.attribute.values]

    def _add(self) -> None:
        old, new = QuietCombo(), QuietCombo()
        old.setAccessibleName(self.tr("Old value"))
        new.setAccessibleName(self.tr("New value"))
        listed = bool(self._words())
        for combo, hint in ((old, self.tr("old value")), (new, self.tr("new value"))):
            combo.setEditable(not listed)
            if not listed:
                line_edit = combo.lineEdit()
                assert line_edit is not None
                line_edit.setPlaceholderText(hint)
                combo.editTextChanged.connect(self.look)
            combo.addItem(self.tr("choose…") if listed else "", "")
            for one in self._words():
                combo.addItem(one, one)
            combo.activated.connect(self.look)
        new.addItem(self.tr("(take it away)"), None)
        line = row(spacing=8)
        line.addWidget(old, 1)
        line.addWidget(label("→", "muted"))
        line.addWidget(new, 1)
        self._lines_box.addLayout(line)
        self.lines.append((old, new))
        self.look()

    def change(self) -> SchemeChange | None:
        """The replacement that is asked for."""
        words: dict[str, str | None] = {}
        for old, new in self.lines:
            before, after = _answer(old), _answer(new)
            if before and after not in ("", before):
                words[before] = after
        if not words:
            self.say(self.tr("Choose an old value and what it turns into."))
            return None
        return ReplaceValues(attribute=self.attribute.uid, words=words, limit=self.limit.limit())


def _answer(combo: QuietCombo) -> str | None:
    """What was chosen or typed; None for "take it away", "" for nothing yet."""
    at = combo.currentIndex()
    if combo.isEditable() and combo.currentText() != combo.itemText(at):
        return combo.currentText().strip()
    data = combo.itemData(at)
    return None if data is None else str(data)
