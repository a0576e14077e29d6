"""One change for many marks: label, attribute, entity or note; says what would change before it does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QStackedWidget, QWidget

from annotator.errors import AnnotatorError
from annotator.model.annotation import AnnotationId
from annotator.model.filters import EditPreview, MarkEdit
from annotator.ui.dialogs.running import buttons
from annotator.ui.many import change_many
from annotator.ui.widgets.entity_field import EntityField
from annotator.ui.widgets.fields import Field, LabelCombo, QuietCombo, make_field
from annotator.ui.widgets.parts import column, label
from annotator.ui.words import capital, count_words, number

if TYPE_CHECKING:
    from annotator.model.scheme import Attribute
    from annotator.project import Project
    from annotator.ui.session import Session


class EditMarksDialog(QDialog):
    """Choose what to set and to what, see how many change, apply. One step of Undo."""

    def __init__(self, session: Session, marks: Sequence[AnnotationId], parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        self.marks = list(marks)
        self.setWindowTitle(self.tr("Edit {0}").format(count_words(len(self.marks), "mark", "marks")))
        self.setMinimumWidth(460)
        self.which = QuietCombo()
        self.which.setAccessibleName(self.tr("What to change"))
        self.values = QStackedWidget()
        self.labels = LabelCombo()
        self.labels.setAccessibleName(self.tr("New label"))
        self.labels.show_labels(session.scheme.active_labels())
        self.entity = EntityField(self._project().entities.match)
        self.note = QLineEdit()
        self.note.setAccessibleName(self.tr("New note"))
        self.note.setPlaceholderText(self.tr("empty"))
        self.field: Field | None = None
        self._entity = ""
        for part in (self.labels, self.entity, self.note):
            self.values.addWidget(part)
        self.preview = label("", "muted", wrap=True)
        self.preview.setMinimumHeight(76)
        self.apply = QPushButton(self.tr("Change"))
        self.apply.setDefault(True)
        self._lay_out()
        self._fill()
        self._connect()
        self._choose()

    def _project(self) -> Project:
        assert self.session.project is not None
        return self.session.project

    def _lay_out(self) -> None:
        cancel = QPushButton(self.tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        box = column(self, spacing=10, margins=(22, 20, 22, 18))
        box.addWidget(label(self.windowTitle(), "heading"))
        for part in (self.which, self.values, self.preview):
            box.addWidget(part)
        box.addLayout(buttons(cancel, self.apply))

    def _fill(self) -> None:
        self.which.addItem(self.tr("Label"), "label")
        self.which.addItem(self.tr("Entity"), "entity")
        self.which.addItem(self.tr("Note"), "note")
        for name, owners in self._attributes().items():
            words = ", ".join(capital(one) for one, _ in owners)
            self.which.addItem(f"{capital(name)}   ({words})", f"attribute:{name}")

    def _attributes(self) -> dict[str, list[tuple[str, Attribute]]]:
        """The attributes of the labels of these marks, with the labels that have them."""
        found: dict[str, list[tuple[str, Attribute]]] = {}
        for one in self.session.scheme.labels:
            for attribute in one.attributes:
                found.setdefault(attribute.name, []).append((one.name, attribute))
        return found

    def _connect(self) -> None:
        self.which.currentIndexChanged.connect(lambda _: self._choose())
        self.labels.currentIndexChanged.connect(lambda _: self._tell())
        self.note.textChanged.connect(lambda _: self._tell())
        self.entity.entity_chosen.connect(self._take_entity)
        self.entity.entity_named.connect(self._name_entity)
        self.apply.clicked.connect(self._apply)

    def _choose(self) -> None:
        key = str(self.which.currentData())
        if self.field is not None:
            self.values.removeWidget(self.field)
            self.field.deleteLater()
            self.field = None
        if key.startswith("attribute:"):
            self.field = make_field(self._merged(key.removeprefix("attribute:")))
            self.field.committed.connect(lambda _: self._tell())
            self.values.addWidget(self.field)
            self.values.setCurrentWidget(self.field)
        else:
            self.values.setCurrentIndex(("label", "entity", "note").index(key))
        self._tell()

    def _merged(self, name: str) -> Attribute:
        """The attribute of that name with the values of all labels that have it."""
        import msgspec

        owners = [attribute for _, attribute in self._attributes()[name]]
        values = {value.name: value for one in owners for value in one.values}
        return msgspec.structs.replace(owners[0], values=list(values.values()), default=None)

    def _take_entity(self, uid: str) -> None:
        self._entity = uid
        known = {one.uid: one.name for one in self._project().entities.all()}
        self.entity.show_entity(uid, known.get(uid, ""), "")
        self._tell()

    def _name_entity(self, name: str) -> None:
        uid = self.session.add_entity(name, "")
        if uid:
            self._take_entity(uid)

    def edit(self) -> MarkEdit:
        """The change as it stands."""
        key = str(self.which.currentData())
        if key == "label":
            return MarkEdit(label=str(self.labels.currentData()))
        if key == "entity":
            return MarkEdit(entity=self._entity)
        if key == "note":
            return MarkEdit(note=self.note.text().strip())
        value = self.field._shown if self.field is not None else None
        return MarkEdit(attribute=key.removeprefix("attribute:"), value=None if value in ("", []) else value)

    def _tell(self) -> None:
        """Say how many would change, which cannot, and what would be lost."""
        try:
            preview = self._project().annotations.preview_edit(self.marks, self.edit())
        except AnnotatorError as error:
            self.preview.setText(error.sentence)
            self.apply.setEnabled(False)
            return
        self.preview.setText("\n".join(self._sentences(preview)))
        self.apply.setEnabled(preview.changed > 0)

    def _sentences(self, preview: EditPreview) -> list[str]:
        found = [
            self.tr("{0} would change, {1} have it already.").format(
                number(preview.changed), number(preview.same)
            )
        ]
        if preview.unfit:
            found.append(
                self.tr("{0} of another label do not have this and stay as they are.").format(
                    number(preview.unfit)
                )
            )
        if preview.dropped:
            found.append(
                self.tr("{0} that the new label does not have would go; Undo brings them back.").format(
                    count_words(preview.dropped, "value", "values")
                )
            )
        return found

    def _apply(self) -> None:
        edit, marks = self.edit(), self.marks
        many = count_words(len(marks), "mark", "marks")
        what = str(self.which.currentData()).removeprefix("attribute:")

        def action(project: Project) -> None:
            project.annotations.edit_many(marks, edit)

        if change_many(self.session, f"Set {what} of {many}", action, len(marks), self):
            self.accept()
