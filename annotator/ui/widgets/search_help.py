"""The language of searches on one page, with examples that can be clicked."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from annotator.ui.language import shown_later
from annotator.ui.widgets.parts import ScrollPane, column, label, section

_HEADINGS: Final = shown_later(
    {"words": "Words", "together": "Together", "marks": "Inside marks", "articles": "Articles"}
)

#: What is typed, and what it finds.
_WORDS: Final = shown_later(
    {
        "invasi": "the word; case and accents do not count",
        '"operasi militer"': "the phrase",
        "serang*": "words that begin so; ? is one letter",
        '"menteri * negeri"': "any one word between",
        "入侵": "Chinese, Japanese, Thai: anywhere in the line",
    }
)
_TOGETHER: Final = shown_later(
    {
        "invasi Rusia": "both, anywhere in the article",
        "invasi OR serangan": "one of them",
        "invasi NOT Rusia": "the first without the second",
        "(damai OR gencatan) Kyiv": "brackets group",
        "Rusia NEAR/5 sanksi": "at most five words between",
        "/tewas(kan)?/": "a regular expression; /…/c minds case",
    }
)
_MARKS: Final = shown_later(
    {
        "label:claim invasi": "claims with the word",
        "label:actor entity:Putin": "actors who are Putin, under any name",
        "label:claim made_by:Putin": "claims that a relation ties to him",
        "polarity:negative target:Rusia": "negative sentiment towards Russia",
        "coder:Ana note:*": "Ana's marks that have a note",
    }
)
_ARTICLES: Final = shown_later(
    {
        "outlet:Antara published:2025-04": "of an outlet, of a month",
        "published:2025-01..2025-03": "from January to March",
        "title:perang status:done": "by title and status",
    }
)
_EXAMPLES: Final = {"words": _WORDS, "together": _TOGETHER, "marks": _MARKS, "articles": _ARTICLES}


class SearchHelp(ScrollPane):
    """Headings and examples; `example_chosen` carries the text of one."""

    example_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        inside = QWidget()
        super().__init__(inside, parent)
        self.setAccessibleName(self.tr("How to search"))
        box = column(inside, spacing=2, margins=(16, 12, 16, 16))
        for name, examples in _EXAMPLES.items():
            box.addSpacing(8)
            box.addWidget(section(self.tr(_HEADINGS[name])))
            for query, meaning in examples.items():
                box.addWidget(self._example(query))
                says = label(self.tr(meaning), "small", wrap=True)
                says.setIndent(5)
                box.addWidget(says)
        box.addStretch(1)

    def _example(self, query: str) -> QPushButton:
        button = QPushButton(query.replace("&", "&&"))
        button.setProperty("role", "link")
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(lambda _=False: self.example_chosen.emit(query))
        return button
