"""The conditions of a filter of articles as fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from annotator.model.article import STATUSES
from annotator.model.filters import EXTRA, ArticleFilter
from annotator.ui.widgets.fields import NOTHING, QuietCombo
from annotator.ui.widgets.many_combo import ManyCombo, Offer
from annotator.ui.widgets.parts import label, row
from annotator.ui.words import capital, language_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotator.model.scheme import Attribute
    from annotator.ui.session import Session


class FilterForm(QWidget):
    """Rows of a name and a field, for conditions. `edited` after each change by the person."""

    edited = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.many: dict[str, ManyCombo] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(7)
        self._grid.setColumnMinimumWidth(0, 96)
        self._grid.setColumnStretch(1, 1)

    def add_row(self, name: str, field: QWidget) -> None:
        """Put a field at the end."""
        at = self._grid.rowCount()
        words = label(name, "muted")
        words.setBuddy(field)
        self._grid.addWidget(words, at, 0, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(field, at, 1)

    def add_many(self, key: str, name: str) -> ManyCombo:
        """Put a field at the end that takes several values."""
        field = ManyCombo(name, self.tr("any"))
        field.chosen_changed.connect(self.edited)
        self.many[key] = field
        self.add_row(name, field)
        return field

    def add_dates(self, name: str) -> tuple[QLineEdit, QLineEdit]:
        """Put two fields at the end that say from when and until when."""
        fields = QLineEdit(), QLineEdit()
        holder = QWidget()
        line = row(holder, spacing=6)
        for field, hint, tip in zip(
            fields, ("2025-01", "2025-12-31"), (self.tr("From"), self.tr("Until")), strict=True
        ):
            field.setPlaceholderText(hint)
            field.setAccessibleName(f"{name}: {tip}")
            field.setToolTip(self.tr("A date may be shortened: 2025, 2025-04, 2025-04-26."))
            field.textEdited.connect(lambda _: self.edited.emit())
        line.addWidget(fields[0], 1)
        line.addWidget(label("–", "muted"))
        line.addWidget(fields[1], 1)
        self.add_row(name, holder)
        return fields


class Pairs(QWidget):
    """A condition on one of many things: which thing, and which of its values."""

    edited = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offers: Callable[[str], Iterable[Offer]] = lambda _: ()
        self.which = QuietCombo()
        self.which.setAccessibleName(name)
        self.values = ManyCombo(self.tr("Values of {0}").format(name), self.tr("any"))
        line = row(self, spacing=6)
        line.addWidget(self.which, 2)
        line.addWidget(self.values, 3)
        self.setFocusProxy(self.which)
        self.which.activated.connect(self._choose)
        self.values.chosen_changed.connect(self.edited)

    def offer(self, names: Iterable[str], offers: Callable[[str], Iterable[Offer]]) -> None:
        """Offer these things; `offers` gives the values of one."""
        held = self.which.currentData()
        self._offers = offers
        self.which.clear()
        self.which.addItem(NOTHING, "")
        for name in names:
            self.which.addItem(capital(name), name)
        self.which.setCurrentIndex(max(0, self.which.findData(held)))
        self._fill()

    def show_pairs(self, pairs: Mapping[str, tuple[str, ...]]) -> None:
        """Show the first of these conditions."""
        name = next(iter(pairs), "")
        at = self.which.findData(name)
        if at < 0:
            self.which.addItem(capital(name), name)
            at = self.which.count() - 1
        self.which.setCurrentIndex(at)
        self._fill()
        self.values.choose(pairs.get(name, ()))

    def pairs(self) -> dict[str, tuple[str, ...]]:
        """The condition, or nothing."""
        name, values = str(self.which.currentData() or ""), self.values.chosen()
        return {name: values} if name and values else {}

    def _choose(self) -> None:
        self.values.choose(())
        self._fill()
        self.edited.emit()

    def _fill(self) -> None:
        name = str(self.which.currentData() or "")
        self.values.offer(self._offers(name) if name else ())
        self.values.setEnabled(bool(name))


class ArticleFilterForm(FilterForm):
    """Every condition on articles but the words."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._held = ArticleFilter()
        self.add_many("statuses", self.tr("Status"))
        self.add_many("outlets", self.tr("Outlet"))
        self.since, self.until = self.add_dates(self.tr("Published"))
        self.add_many("languages", self.tr("Language"))
        self.add_many("sets", self.tr("Set"))
        self.add_many("coders", self.tr("Assigned to"))
        self.add_many("with_labels", self.tr("Has marks of"))
        self.add_many("without_labels", self.tr("No marks of"))
        self.variables = self._pairs(self.tr("Variable"))
        self.extra = self._pairs(self.tr("Metadata"))

    def _pairs(self, name: str) -> Pairs:
        field = Pairs(name)
        field.edited.connect(self.edited)
        self.add_row(name, field)
        return field

    def load(self) -> None:
        """Offer what the project has now."""
        project = self.session.project
        if project is None:
            return
        scheme = self.session.scheme
        articles = project.articles
        none = self.tr("(none)")
        words = {
            "new": self.tr("○ New"),
            "started": self.tr("◐ Started"),
            "done": self.tr("● Done"),
        }
        self.many["statuses"].offer(Offer(one, words[one]) for one in STATUSES)
        self.many["outlets"].offer(
            Offer(one, one or none, count) for one, count in articles.facets("outlet").items()
        )
        self.many["languages"].offer(
            Offer(one, language_words(one) if one else none, count)
            for one, count in articles.facets("language").items()
        )
        self.many["sets"].offer(Offer(one.uid, one.name, one.size) for one in project.sets.all())
        counts = project.assignments.counts()
        self.many["coders"].offer(
            [Offer("", self.tr("(nobody)")), *(Offer(one, one, count) for one, count in counts.items())]
        )
        labels = [Offer(one.name, capital(one.name)) for one in scheme.labels]
        self.many["with_labels"].offer(labels)
        self.many["without_labels"].offer(labels)
        variables = {one.name: one for one in scheme.variables}
        self.variables.offer(variables, lambda name: attribute_offers(variables[name], none))
        self.extra.offer(
            articles.extra_names(),
            lambda name: [
                Offer(one, one or none, count) for one, count in articles.facets(EXTRA + name).items()
            ],
        )

    def show_filter(self, chosen: ArticleFilter) -> None:
        """Show these conditions."""
        self._held = chosen
        for key, field in self.many.items():
            field.choose(getattr(chosen, key))
        for line, text in ((self.since, chosen.since), (self.until, chosen.until)):
            if line.text() != text:
                line.setText(text)
        self.variables.show_pairs(chosen.variables)
        self.extra.show_pairs(chosen.extra)

    def filter(self) -> ArticleFilter:
        """The conditions; the words are those of the filter shown last."""
        picked: dict[str, object] = {key: field.chosen() for key, field in self.many.items()}
        picked |= {"since": self.since.text().strip(), "until": self.until.text().strip()}
        picked |= {"variables": self.variables.pairs(), "extra": self.extra.pairs()}
        return msgspec.structs.replace(self._held, **picked)


def attribute_offers(attribute: Attribute, none: str) -> list[Offer]:
    """The values of an attribute or variable; "" for no value."""
    listed = [value.name for value in attribute.values]
    names = ["yes", "no"] if attribute.kind == "yes/no" else listed
    return [*(Offer(one, one) for one in names), Offer("", none)]
