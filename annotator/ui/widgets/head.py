"""Above the text: the headline, and in one quiet line where the article comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from annotator.ui.theme import text_font
from annotator.ui.widgets.lines import LinesLabel
from annotator.ui.widgets.parts import column, label, surface
from annotator.ui.words import date_words, isolated, language_words, length_words, runs_left

if TYPE_CHECKING:
    from annotator.model.article import Article


class ArticleHead(QWidget):
    """Headline, outlet, author, date, language and length of the shown article."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        surface(self, "head")
        self.title = LinesLabel(text_font(24, weight=QFont.Weight.Bold), pitch=29, most=3)
        self.origin = label("", "muted")
        self._box = column(self, spacing=4, margins=(56, 22, 56, 10))
        self._box.addWidget(self.title)
        self._box.addWidget(self.origin)

    def show_article(self, article: Article, text: str) -> None:
        """Show whose headline it is."""
        title = article.title or self.tr("Untitled")
        self.title.set_text(title)
        self.origin.setText(" · ".join(self._origin(article, text)))
        side = Qt.AlignmentFlag.AlignRight if runs_left(title) else Qt.AlignmentFlag.AlignLeft
        self.origin.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)

    def align(self, left: int, right: int) -> None:
        """Stand over the column of text: pixels free on both sides."""
        margins = self._box.contentsMargins()
        if (margins.left(), margins.right()) != (left, right):
            self._box.setContentsMargins(left, margins.top(), right, margins.bottom())

    @staticmethod
    def _origin(article: Article, text: str) -> list[str]:
        parts = [
            isolated(article.outlet),
            isolated(article.author or article.extra.get("place", "")),
            date_words(article.published),
            language_words(article.language) if article.language else "",
            length_words(text),
        ]
        return [part for part in parts if part]
