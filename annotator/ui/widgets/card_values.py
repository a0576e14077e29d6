"""The attributes on a claim card: those of its own mark, and of the marks inside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QLabel, QWidget

from annotator.ui.widgets.form import Form
from annotator.ui.widgets.parts import column, section
from annotator.ui.words import capital, shortened

if TYPE_CHECKING:
    from annotator.model.annotation import Annotation, AttributeValue
    from annotator.model.scheme import Label
    from annotator.ui.widgets.fields import Field

#: So much of a quote stands in a heading, characters.
_QUOTE: Final = 28


class CardValues(QWidget):
    """A form for each mark that has attributes. `commit` gets uid, name of the attribute and value."""

    def __init__(
        self,
        label_of: Callable[[str], Label | None],
        commit: Callable[[str, str, AttributeValue | None], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._label_of = label_of
        self._commit = commit
        self._uids: list[str] = []
        self._headings: list[QLabel] = []
        self.forms: list[Form] = []
        self._box = column(self)

    def show_marks(self, marks: Sequence[Annotation], *, writable: bool) -> None:
        """Show the attributes of these marks; the first is the card's own."""
        held = [(mark, label) for mark in marks if (label := self._label_of(mark.label)) and label.attributes]
        while len(self.forms) < len(held):
            self._add_form(len(self.forms))
        self._uids = [mark.uid for mark, _ in held]
        for at, (heading, form) in enumerate(zip(self._headings, self.forms, strict=True)):
            heading.setVisible(at < len(held))
            form.setVisible(at < len(held))
            if at < len(held):
                mark, label = held[at]
                words = capital(label.name)
                if mark is not marks[0]:
                    words = f"{words}: {shortened(mark.quote, _QUOTE)}"
                heading.setText(words.upper())
                heading.setAccessibleName(words)
                form.attribute_rows(label.attributes, partial(self._take, at))
                form.show_values(mark.attributes, enabled=writable)
        self.setVisible(bool(held))

    def _add_form(self, at: int) -> None:
        heading, form = section(""), Form()
        self._headings.append(heading)
        self.forms.append(form)
        if at:
            self._box.addSpacing(12)
        self._box.addWidget(heading)
        self._box.addSpacing(8)
        self._box.addWidget(form)

    def _take(self, at: int, name: str, value: AttributeValue | None) -> None:
        self._commit(self._uids[at], name, value)

    def fields(self) -> list[Field]:
        """The fields that are shown, in their order."""
        return [
            field
            for form in self.forms[: len(self._uids)]
            for field in form.fields.values()
            if not field.isHidden()
        ]
