"""What only a person can say before a merge: who is who, which label means which, which texts are one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from annotator.ui.widgets.fields import QuietCombo
from annotator.ui.widgets.parts import cleared, column, label, row
from annotator.ui.words import shortened

if TYPE_CHECKING:
    from annotator.project.merging import MergeReport


class MergeQuestions(QWidget):
    """Questions of a preview, each with an answer that changes nothing unless the person gives another."""

    answered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = column(self, spacing=6)
        self.people: dict[str, QCheckBox] = {}
        self.articles: dict[str, QCheckBox] = {}
        self.items: dict[tuple[str, str], QuietCombo] = {}
        self._ours: dict[str, str] = {}

    @property
    def any(self) -> bool:
        """Whether anything is asked."""
        return bool(self.people or self.articles or self.items)

    def ask(self, reports: Sequence[MergeReport]) -> None:
        """Ask what these previews leave open; answers that were given before stay."""
        for one in reports:
            for name in one.same_names:
                self._ask_person(name)
            for item in one.unknown:
                self._ask_item(item.kind, item.name, item.offers)
            for alike in one.alike:
                share = round(100 * alike.similarity)
                words = self.tr("“{0}” there is “{1}” here ({2} % alike): one article").format(
                    shortened(alike.title or "…", 50), shortened(alike.our_title or "…", 50), share
                )
                self._ask_article(alike.theirs, alike.ours, words)
        self.setVisible(self.any)

    def forget(self) -> None:
        """Other files are merged: nothing is asked any more."""
        cleared(self._box)
        self.people, self.articles, self.items, self._ours = {}, {}, {}, {}
        self.hide()

    def same_coders(self) -> list[str]:
        """The names that are one person here and there."""
        return [name for name, box in self.people.items() if box.isChecked()]

    def meanings(self) -> dict[tuple[str, str], str]:
        """(kind, their name) → the name here that it means."""
        return {key: str(combo.currentData()) for key, combo in self.items.items() if combo.currentData()}

    def same_articles(self) -> dict[str, str]:
        """Their article's uid → ours, where they are one."""
        return {uid: self._ours[uid] for uid, box in self.articles.items() if box.isChecked()}

    def _ask_person(self, name: str) -> None:
        if name not in self.people:
            words = self.tr("“{0}” there and “{0}” here are one person").format(name)
            self.people[name] = self._tick(words)

    def _ask_article(self, theirs: str, ours: str, words: str) -> None:
        if theirs not in self.articles:
            self._ours[theirs] = ours
            self.articles[theirs] = self._tick(words)

    def _tick(self, words: str) -> QCheckBox:
        made = QCheckBox(words.replace("&", "&&"))
        made.toggled.connect(lambda _: self.answered.emit())
        self._box.addWidget(made)
        return made

    def _ask_item(self, kind: str, name: str, offers: Sequence[str]) -> None:
        if (kind, name) in self.items:
            return
        kinds = {
            "label": self.tr("Their label “{0}”"),
            "relation_type": self.tr("Their relation “{0}”"),
            "variable": self.tr("Their article variable “{0}”"),
        }
        combo = QuietCombo()
        combo.addItem(self.tr("is new here: keep both"), "")
        for offer in offers:
            combo.addItem(self.tr("means “{0}”").format(offer), offer)
        words = kinds[kind].format(name)
        combo.setAccessibleName(words)
        combo.activated.connect(lambda _: self.answered.emit())
        holder = QWidget()
        line = row(holder, spacing=8)
        line.addWidget(label(words))
        line.addWidget(combo)
        line.addStretch(1)
        self._box.addWidget(holder)
        self.items[kind, name] = combo
