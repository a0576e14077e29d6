"""The conditions of a filter of marks as fields, with those on their articles beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtWidgets import QGridLayout, QWidget

from annotator.model.filters import MarkFilter
from annotator.ui.todo_words import todo_words
from annotator.ui.widgets.article_filter import ArticleFilterForm, FilterForm, Pairs, attribute_offers
from annotator.ui.widgets.fields import NOTHING, QuietCombo
from annotator.ui.widgets.many_combo import Offer
from annotator.ui.widgets.parts import section
from annotator.ui.words import capital

if TYPE_CHECKING:
    from annotator.model.scheme import Attribute
    from annotator.ui.session import Session

#: Entities offered: a registry may have tens of thousands.
_MOST_ENTITIES = 1000


class MarkFilterForm(FilterForm):
    """Every condition on marks but the words."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._held = MarkFilter()
        self.articles = ArticleFilterForm(session)
        self.articles.edited.connect(self.edited)
        own = FilterForm(session)
        self.many = own.many
        own.edited.connect(self.edited)
        self.todo = QuietCombo()
        self.todo.setAccessibleName(self.tr("To do"))
        self.todo.activated.connect(lambda _: self.edited.emit())
        own.add_row(self.tr("To do"), self.todo)
        own.add_many("labels", self.tr("Label"))
        self.values = Pairs(self.tr("Attribute"))
        self.values.edited.connect(self.edited)
        own.add_row(self.tr("Attribute"), self.values)
        self.further = Pairs(self.tr("Attribute"))
        self.further.edited.connect(self.edited)
        own.add_row(self.tr("and"), self.further)
        own.add_many("entities", self.tr("Entity"))
        own.add_many("coders", self.tr("Coder"))
        self.suggested = QuietCombo()
        self.suggested.setAccessibleName(self.tr("Proposals"))
        self.suggested.activated.connect(lambda _: self.edited.emit())
        own.add_row(self.tr("Proposals"), self.suggested)
        self._arrange(own)

    def _arrange(self, own: FilterForm) -> None:
        grid = self.layout()
        assert isinstance(grid, QGridLayout)
        grid.setColumnMinimumWidth(0, 320)
        grid.setColumnMinimumWidth(1, 320)
        grid.setHorizontalSpacing(28)
        grid.setColumnStretch(0, 1)
        grid.addWidget(section(self.tr("Marks")), 0, 0)
        grid.addWidget(section(self.tr("Their articles")), 0, 1)
        left = QWidget()
        inner = QGridLayout(left)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(own, 0, 0)
        inner.setRowStretch(1, 1)
        grid.addWidget(left, 1, 0)
        grid.addWidget(self.articles, 1, 1)

    def load(self) -> None:
        """Offer what the project has now."""
        project = self.session.project
        if project is None:
            return
        scheme, none = self.session.scheme, self.tr("(none)")
        self.articles.load()
        self.todo.clear()
        self.todo.addItem(NOTHING, "")
        for key, words in todo_words().items():
            self.todo.addItem(words, key)
        counts = project.annotations.counts()
        self.many["labels"].offer(
            Offer(one.name, capital(one.name), counts.get(one.name, 0)) for one in scheme.labels
        )
        attributes: dict[str, Attribute] = {}
        for label in scheme.labels:
            for one in label.attributes:
                held = attributes.get(one.name)
                values = {value.name: value for value in [*(held.values if held else ()), *one.values]}
                attributes[one.name] = msgspec.structs.replace(one, values=list(values.values()))
        for field in (self.values, self.further):
            field.offer(attributes, lambda name: attribute_offers(attributes[name], none))
        entities = project.entities.all()[:_MOST_ENTITIES]
        self.many["entities"].offer([Offer("", none), *(Offer(one.uid, one.name) for one in entities)])
        self.many["coders"].offer(Offer(one.name, one.name) for one in project.coders)
        self.suggested.clear()
        for words, value in ((self.tr("with all others"), ""), (self.tr("only proposals"), "yes")):
            self.suggested.addItem(words, value)
        self.suggested.addItem(self.tr("no proposals"), "no")

    def show_filter(self, chosen: MarkFilter) -> None:
        """Show these conditions."""
        self._held = chosen
        for key, field in self.many.items():
            field.choose(getattr(chosen, key))
        pairs = list(chosen.values.items())
        self.values.show_pairs(dict(pairs[:1]))
        self.further.show_pairs(dict(pairs[1:2]))
        self.todo.setCurrentIndex(max(0, self.todo.findData(chosen.todo)))
        self.suggested.setCurrentIndex(max(0, self.suggested.findData(chosen.suggested)))
        self.articles.show_filter(chosen.articles)

    def filter(self) -> MarkFilter:
        """The conditions; the words are those of the filter shown last."""
        picked: dict[str, object] = {key: field.chosen() for key, field in self.many.items()}
        picked["values"] = {**self.values.pairs(), **self.further.pairs()}
        picked["todo"] = self.todo.currentData() or ""
        picked["suggested"] = self.suggested.currentData() or ""
        picked["articles"] = self.articles.filter()
        return msgspec.structs.replace(self._held, **picked)
