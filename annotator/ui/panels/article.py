"""The article panel: where the article comes from, and the variables of the whole article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from annotator.model.article import METADATA, STATUSES
from annotator.ui.language import shown_later
from annotator.ui.panel import Panel
from annotator.ui.widgets.fields import QuietCombo
from annotator.ui.widgets.form import Form
from annotator.ui.widgets.further import FurtherMetadata
from annotator.ui.widgets.parts import EmptyState, ScrollPane, column, label, section
from annotator.ui.words import capital, count_words, number

if TYPE_CHECKING:
    from annotator.model.annotation import AttributeValue
    from annotator.model.changes import Changes
    from annotator.ui.session import Session

_NAMES: Final = shown_later(
    {
        "title": "Title",
        "outlet": "Outlet",
        "author": "Author",
        "published": "Published",
        "url": "Web address",
        "language": "Language",
        "source_file": "File",
    }
)
_HINTS: Final = {"published": "2025-04-26", "language": "id", "url": "https://"}


class ArticlePanel(Panel):
    """Metadata and variables of the shown article, committed when editing of a field ends."""

    name = "article"
    order = 3

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.lines: dict[str, QLineEdit] = {}
        self.status = QuietCombo()
        self.status.setAccessibleName(self.tr("Status"))
        for one in STATUSES:
            self.status.addItem(capital(one), one)
        self.metadata = Form()
        self.metadata.add_row(self.tr("Status"), self.status)
        for name in METADATA:
            self._add_line(name)
        self.further = FurtherMetadata()
        self.further.committed.connect(lambda held: self.session.edit_article(extra=held))
        self.variables = Form()
        self.variables_head = section(self.tr("Variables"))
        self.measures = label("", "muted", wrap=True)
        self.empty = EmptyState(self.tr("Choose an article to see where it comes from."))
        self._lay_out()
        self.status.activated.connect(lambda at: self.session.set_status(self.status.itemData(at)))
        self._show()

    def _add_line(self, name: str) -> None:
        line = QLineEdit()
        line.setAccessibleName(self.tr(_NAMES[name]))
        line.setPlaceholderText(_HINTS.get(name, ""))
        line.editingFinished.connect(lambda: self._commit(name))
        self.lines[name] = line
        self.metadata.add_row(self.tr(_NAMES[name]), line)

    def _lay_out(self) -> None:
        content = QWidget()
        box = column(content, margins=(16, 13, 14, 18))
        for part, gap in (
            (self.metadata, 10),
            (self.further, 14),
            (self.variables_head, 9),
            (self.variables, 18),
            (self.measures, 10),
        ):
            box.addWidget(part)
            box.addSpacing(gap)
        self.history = QPushButton(self.tr("History of the article"))
        self.history.setProperty("role", "link")
        self.history.clicked.connect(self._ask_for_history)
        box.addWidget(self.history, 0, Qt.AlignmentFlag.AlignLeft)
        box.addStretch(1)
        self.pane = ScrollPane(content)
        outer = column(self)
        outer.addWidget(self.pane, 1)
        outer.addWidget(self.empty, 1)

    def _ask_for_history(self) -> None:
        if self.session.article is not None:
            self.history_requested.emit(self.session.article.id, 0)

    def project_changed(self) -> None:
        """Another project, other variables."""
        self._show()

    def changed(self, changes: Changes) -> None:
        """Show what was touched of the article."""
        article = self.session.article
        if changes.scheme or (article and article.id in changes.articles):
            self._show()

    def article_shown(self, article: int) -> None:
        """Show another article."""
        self._show()

    def _show(self) -> None:
        article, project = self.session.article, self.session.project
        shown = article is not None and project is not None
        self.pane.setVisible(shown)
        self.empty.setVisible(not shown)
        if article is None or project is None:
            return
        writable = self.session.writable
        self.status.setCurrentIndex(STATUSES.index(article.status))
        self.status.setEnabled(writable)
        for name, line in self.lines.items():
            value = getattr(article, name)
            if not (line.hasFocus() and line.isModified()) and line.text() != value:
                line.setText(value)
                line.setCursorPosition(0)
            line.setReadOnly(not writable)
        self.further.show_values(article.extra, enabled=writable)
        variables = self.session.scheme.variables
        self.variables_head.setVisible(bool(variables))
        self.variables.setVisible(bool(variables))
        self.variables.attribute_rows(variables, self._set_variable)
        self.variables.show_values(project.articles.variables(article.id), enabled=writable)
        self._show_measures()

    def _show_measures(self) -> None:
        text = self.session.text
        parts = [
            count_words(len(text.split()), "word", "words"),
            count_words(len(text), "character", "characters"),
            self.tr("{0} paragraphs").format(number(sum(1 for line in text.splitlines() if line.strip()))),
        ]
        self.measures.setText(" · ".join(parts))

    def _commit(self, name: str) -> None:
        line = self.lines[name]
        if line.isModified() and self.session.edit_article(**{name: line.text().strip()}):
            line.setModified(False)

    def _set_variable(self, name: str, value: AttributeValue | None) -> None:
        self.session.set_variable(name, value)


PANEL = ArticlePanel
