"""Metadata and variables of many articles at once: says what would change before it does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QStackedWidget, QWidget

from annotator.model.article import METADATA, ArticleId
from annotator.model.filters import EXTRA, VARIABLE
from annotator.ui.dialogs.running import buttons
from annotator.ui.many import change_many
from annotator.ui.widgets.fields import Field, QuietCombo, make_field
from annotator.ui.widgets.parts import column, label
from annotator.ui.words import capital, count_words, number, shortened

if TYPE_CHECKING:
    from annotator.model.annotation import AttributeValue
    from annotator.project import Project
    from annotator.ui.session import Session

#: Values named in the preview.
_NAMED = 4


class EditArticlesDialog(QDialog):
    """Choose a field, give its new value, see how many change, apply. One step of Undo."""

    def __init__(self, session: Session, articles: Sequence[ArticleId], parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        self.articles = list(articles)
        words = count_words(len(self.articles), "article", "articles")
        self.setWindowTitle(self.tr("Edit {0}").format(words))
        self.setMinimumWidth(460)
        self.which = QuietCombo()
        self.which.setAccessibleName(self.tr("What to change"))
        self.new_name = QLineEdit()
        self.new_name.setPlaceholderText(self.tr("Name of the new field"))
        self.new_name.setAccessibleName(self.new_name.placeholderText())
        self.line = QLineEdit()
        self.line.setAccessibleName(self.tr("New value"))
        self.values = QStackedWidget()
        self.values.addWidget(self.line)
        self.field: Field | None = None
        self.preview = label("", "muted", wrap=True)
        self.preview.setMinimumHeight(58)
        self.apply = QPushButton(self.tr("Change"))
        self.apply.setDefault(True)
        cancel = QPushButton(self.tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.apply.clicked.connect(self._apply)
        box = column(self, spacing=10, margins=(22, 20, 22, 18))
        box.addWidget(label(self.windowTitle(), "heading"))
        for part in (self.which, self.new_name, self.values, self.preview):
            box.addWidget(part)
        box.addLayout(buttons(cancel, self.apply))
        self._fill()
        self.which.currentIndexChanged.connect(lambda _: self._choose())
        self.line.textChanged.connect(lambda _: self._tell())
        self.new_name.textChanged.connect(lambda _: self._tell())
        self._choose()

    def _project(self) -> Project:
        assert self.session.project is not None
        return self.session.project

    def _fill(self) -> None:
        for name in METADATA:
            self.which.addItem(capital(name), name)
        for name in self._project().articles.extra_names():
            self.which.addItem(name, EXTRA + name)
        self.which.addItem(self.tr("A new field…"), EXTRA)
        for variable in self.session.scheme.variables:
            self.which.addItem(
                self.tr("Variable: {0}").format(capital(variable.name)), VARIABLE + variable.name
            )
        self.which.setCurrentIndex(1)

    def _key(self) -> str:
        key = str(self.which.currentData())
        return EXTRA + self.new_name.text().strip() if key == EXTRA else key

    def _choose(self) -> None:
        key = str(self.which.currentData())
        self.new_name.setVisible(key == EXTRA)
        if self.field is not None:
            self.values.removeWidget(self.field)
            self.field.deleteLater()
            self.field = None
        if key.startswith(VARIABLE):
            self.field = make_field(self.session.scheme.variable(key.removeprefix(VARIABLE)))
            self.field.committed.connect(lambda _: self._tell())
            self.values.addWidget(self.field)
            self.values.setCurrentWidget(self.field)
        self.line.setPlaceholderText("2025-04-26" if key == "published" else self.tr("empty"))
        self._tell()

    def _value(self) -> AttributeValue | None:
        return self.field._shown if self.field is not None else self.line.text().strip()

    def _tell(self) -> None:
        """Say what is there now and how many would change."""
        key = self._key()
        self.apply.setEnabled(key != EXTRA)
        if key == EXTRA:
            self.preview.setText("")
            return
        if key.startswith(VARIABLE):
            words = self.tr("Your value of {0} for each of {1}. Empty takes it away.")
            many = count_words(len(self.articles), "article", "articles")
            self.preview.setText(words.format(capital(key.removeprefix(VARIABLE)), many))
            return
        held = self._project().articles.facets(key, self.articles)
        value = str(self._value())
        same = held.get(value, 0)
        changed = len(self.articles) - same
        said = ", ".join(
            f"{shortened(one, 30) or self.tr('(none)')} {number(count)}"
            for one, count in list(held.items())[:_NAMED]
        )
        more = len(held) - _NAMED
        if more > 0:
            said += self.tr(" and {0} more").format(number(more))
        change = self.tr("{0} would change, {1} have it already.").format(number(changed), number(same))
        self.preview.setText(self.tr("Now: {0}.").format(said) + "\n" + change)
        self.apply.setEnabled(changed > 0)

    def _apply(self) -> None:
        key, value, articles = self._key(), self._value(), self.articles
        many = count_words(len(articles), "article", "articles")
        action: Callable[[Project], object]
        if key.startswith(VARIABLE):
            name = key.removeprefix(VARIABLE)
            held = None if value in (None, "", []) else value

            def action(project: Project) -> object:
                project.articles.set_variable_of(articles, name, held)
                return None
        else:

            def action(project: Project) -> object:
                return project.articles.edit_many(articles, key, str(value))

        what = key.removeprefix(VARIABLE).removeprefix(EXTRA).replace("_", " ")
        if change_many(self.session, f"Edit {what} of {many}", action, len(articles), self):
            self.accept()
