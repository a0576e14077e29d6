"""The page of one entity: when and where it is named, with whom, and what relations say of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QTabBar, QWidget

from annotator.ui.widgets.bar_chart import BarChart
from annotator.ui.widgets.concordance_page import with_empty_months
from annotator.ui.widgets.hit_table import Group, HitTable
from annotator.ui.widgets.parts import EmptyState, ScrollPane, column, hairline, label, row, section
from annotator.ui.words import count_words, date_words, isolated, number

if TYPE_CHECKING:
    from annotator.project.profiles import Profile, Related
    from annotator.store.mentions import MentionRow

_COMPANY: Final = 10


class EntityPage(QWidget):
    """`place_chosen` asks for a place: article, uid of a mark, Span; `entity_chosen` for another entity."""

    place_chosen = Signal(int, str, object)
    entity_chosen = Signal(str)

    def __init__(self, text_of: Callable[[int], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.profile: Profile | None = None
        self._names: dict[str, str] = {}
        self.facts = label("", "muted", wrap=True)
        self.months = BarChart(self.tr("Mentions by month"), upright=True)
        self.months.choosable = False
        self.company = BarChart(self.tr("In the same articles"), most=_COMPANY)
        self.company.bar_chosen.connect(self._company_chosen)
        self.wordings = BarChart(self.tr("Wordings"), most=6)
        self.wordings.choosable = False
        self.values = BarChart(self.tr("Polarity of the sentiment towards it"))
        self.values.choosable = False
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName(self.tr("What is shown of the entity"))
        self.tabs.currentChanged.connect(self._show_tab)
        self.hits = HitTable(text_of)
        self.hits.place_chosen.connect(self.place_chosen)
        self.empty = EmptyState(self.tr("No mark names this entity yet."))
        self._lists: list[list[MentionRow]] = []
        self._lay_out()

    def _lay_out(self) -> None:
        side = QWidget()
        box = column(side, spacing=4, margins=(16, 12, 16, 12))
        box.addWidget(self.facts)
        box.addSpacing(10)
        self._heads: dict[BarChart, QWidget] = {}
        for chart, words in (
            (self.months, self.tr("Mentions by month")),
            (self.values, self.tr("Sentiment towards it")),
            (self.company, self.tr("In the same articles")),
            (self.wordings, self.tr("Wordings")),
        ):
            self._heads[chart] = section(words)
            box.addWidget(self._heads[chart])
            box.addWidget(chart)
            box.addSpacing(12)
        box.addStretch(1)
        left = QWidget()
        lines = column(left)
        bar = row(margins=(12, 0, 12, 0))
        bar.addWidget(self.tabs)
        bar.addStretch(1)
        lines.addLayout(bar)
        lines.addWidget(hairline())
        lines.addWidget(self.hits, 1)
        lines.addWidget(self.empty, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(ScrollPane(side))
        split.setStretchFactor(0, 1)
        split.setSizes([560, 250])
        column(self).addWidget(split)

    def show_profile(self, profile: Profile) -> None:
        """Show an entity; the tab in front stays where there is one."""
        before = (
            self.tabs.currentIndex() if self.profile and self.profile.entity.uid == profile.entity.uid else 0
        )
        self.profile = profile
        self.facts.setText(self._facts(profile))
        self.months.show_bars(with_empty_months(profile.months))
        self._names = {one.name: one.uid for one, _ in profile.company}
        self.company.choose("")
        self.company.show_bars([(one.name, count) for one, count in profile.company])
        self.wordings.show_bars(profile.wordings)
        values: dict[str, int] = {}
        for one in profile.related:
            for name, count in one.values.items() if not one.outgoing else ():
                values[name] = values.get(name, 0) + count
        self.values.show_bars(sorted(values.items(), key=lambda one: -one[1]))
        for chart, head in self._heads.items():
            chart.setVisible(bool(chart.bars))
            head.setVisible(bool(chart.bars))
        self._make_tabs(profile, before)

    def _make_tabs(self, profile: Profile, before: int) -> None:
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        self._lists = [profile.mentions, *(one.marks for one in profile.related)]
        self.tabs.addTab(self.tr("Mentions {0}").format(number(len(profile.mentions))))
        for one in profile.related:
            self.tabs.addTab(f"{self._relation_words(one)} {number(len(one.marks))}")
        self.tabs.blockSignals(False)
        at = before if before < self.tabs.count() else 0
        self.tabs.setCurrentIndex(at)
        self._show_tab(at)

    def _relation_words(self, one: Related) -> str:
        known = {
            ("target", False): self.tr("Sentiment towards it"),
            ("made_by", False): self.tr("Claims by it"),
            ("attributes", True): self.tr("Claims it is the source of"),
            ("addressed_to", False): self.tr("Claims to it"),
            ("affects", False): self.tr("Claims that affect it"),
            ("holder", False): self.tr("Sentiment it holds"),
        }
        words = known.get((one.type, one.outgoing))
        if words:
            return words
        return f"{one.type.replace('_', ' ')} {'→' if one.outgoing else '←'} {one.label}"

    def _facts(self, profile: Profile) -> str:
        entity = profile.entity
        kinds = " · ".join(one for one in (entity.type, entity.party, entity.country, entity.outlet) if one)
        lines = [kinds] if kinds else []
        for role in entity.roles:
            since, until = date_words(role.since, short=True), date_words(role.until, short=True)
            when = (
                self.tr("{0} – {1}")
                if since and until
                else self.tr("since {0}")
                if since
                else self.tr("until {1}")
            )
            lines.append(f"{role.role} ({when.format(since, until)})" if since or until else role.role)
        if entity.aliases:
            lines.append(self.tr("also {0}").format(", ".join(map(isolated, entity.aliases[:12]))))
        mentions = count_words(len(profile.mentions), "mention", "mentions")
        lines.append(
            self.tr("{0} in {1}").format(mentions, count_words(profile.articles, "article", "articles"))
        )
        if entity.note:
            lines.append(entity.note)
        return "\n".join(lines)

    def _show_tab(self, at: int) -> None:
        marks = self._lists[at] if 0 <= at < len(self._lists) else []
        self.hits.hits.clear()
        self.hits.hits.append(groups_of(marks))
        self.hits.setVisible(bool(marks))
        self.empty.setVisible(not marks)

    def _company_chosen(self, name: str) -> None:
        if name in self._names:
            self.entity_chosen.emit(self._names[name])


def groups_of(marks: Iterable[MentionRow]) -> list[Group]:
    """Marks gathered by article, as the list of hits shows them."""
    articles: dict[int, list[MentionRow]] = {}
    for one in marks:
        articles.setdefault(one.article, []).append(one)
    return [
        Group(
            article=key,
            title=each[0].title,
            outlet=each[0].outlet,
            published=each[0].published,
            hits=tuple(((one.start, one.end, one.uid),) for one in each),
        )
        for key, each in articles.items()
    ]
