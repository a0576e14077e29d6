"""What goes out and how, as fields: they make a recipe, and show one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import msgspec
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QListWidget, QListWidgetItem, QWidget

from annotator.model.article import STATUSES
from annotator.model.filters import ArticleFilter
from annotator.ui.overrides import safe_overrides
from annotator.ui.widgets.fields import QuietCombo
from annotator.ui.widgets.flow import FlowLayout
from annotator.ui.widgets.form import Form
from annotator.ui.widgets.options import OptionsForm
from annotator.ui.widgets.parts import row
from annotator.ui.words import capital, count_words

if TYPE_CHECKING:
    from annotator.model.exchange import Format
    from annotator.model.recipe import Recipe
    from annotator.project import Project

#: Formats named first in the list; the others follow by title.
_FIRST: Final = ("xlsx", "jsonl", "csv")

_NAME: Final = int(Qt.ItemDataRole.UserRole)

#: Shares that are offered; any others may be typed.
_SHARES: Final = ("80/10/10", "70/15/15", "60/20/20", "90/10/0")


@safe_overrides
class FormatList(QListWidget):
    """The formats that can be written, those most asked for first."""

    def __init__(self, formats: dict[str, Format], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "field")
        self.setAccessibleName(self.tr("Format"))
        rest = sorted(set(formats) - set(_FIRST), key=lambda name: formats[name].title.casefold())
        for name in [*(one for one in _FIRST if one in formats), *rest]:
            item = QListWidgetItem(formats[name].title)
            item.setData(_NAME, name)
            item.setSizeHint(QSize(0, 28))
            self.addItem(item)
        self.setCurrentRow(0)

    def sizeHint(self) -> QSize:
        """Qt: as wide as the titles."""
        return QSize(self.sizeHintForColumn(0) + 24, 200)

    def names(self) -> list[str]:
        """The formats' names in the list's order."""
        return [str(self.item(at).data(_NAME)) for at in range(self.count())]

    def chosen(self) -> str:
        """The name of the format in hand."""
        item = self.currentItem()
        return str(item.data(_NAME)) if item else ""

    def choose(self, name: str) -> None:
        """Take a format in hand."""
        if name in self.names():
            self.setCurrentRow(self.names().index(name))


class ExportForm(Form):
    """Articles, marks, splits and the format's options. `changed` after each change by the person."""

    changed = Signal()

    def __init__(self, project: Project, here: ArticleFilter | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self.articles = QuietCombo()
        self.articles.setAccessibleName(self.tr("Articles"))
        self.adjudicated = QCheckBox(self.tr("Only the gold layer (adjudicated)"))
        self.suggestions = QCheckBox(self.tr("Also unconfirmed suggestions"))
        self.labels: dict[str, QCheckBox] = {}
        self.coders: dict[str, QCheckBox] = {}
        self.shares = QuietCombo()
        self.by = QuietCombo()
        self.seed = QLineEdit("1")
        self.options = OptionsForm()
        for combo in (self.articles, self.shares, self.by):
            combo.setMinimumContentsLength(6)
            combo.setSizeAdjustPolicy(QuietCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._fill_articles(here)
        self._fill_splits()
        self._lay_out()
        self._connect()

    def _fill_articles(self, here: ArticleFilter | None) -> None:
        def offer(words: str, chosen: ArticleFilter) -> None:
            self.articles.addItem(words, chosen)

        offer(self.tr("All articles"), ArticleFilter())
        if here:
            found = len(self._project.articles.ids(where=here))
            words = self.tr("As the list is filtered now ({0})")
            offer(words.format(count_words(found, "article", "articles")), here)
        for status in STATUSES:
            offer(self.tr("Status “{0}”").format(status), ArticleFilter(statuses=(status,)))
        for one in self._project.sets.all():
            offer(self.tr("Set “{0}”").format(one.name), ArticleFilter(sets=(one.uid,)))
        for saved in self._project.saved.all("filter"):
            from annotator.errors import AnnotatorError
            from annotator.model.filters import filter_of

            try:
                offer(self.tr("Filter “{0}”").format(saved.name), filter_of(saved.body))
            except AnnotatorError:
                continue  # the list of articles tells that this filter cannot be read any more

    def _fill_splits(self) -> None:
        self.shares.addItem(self.tr("As they are"), "")
        for shares in _SHARES:
            self.shares.addItem(shares, shares)
        self.shares.setAccessibleName(self.tr("Train, dev and test"))
        words = {
            "article": self.tr("by article"),
            "outlet": self.tr("an outlet stays together"),
            "entity": self.tr("an entity stays together"),
            "duplicates": self.tr("near-duplicates stay together"),
            "date": self.tr("a day stays together"),
        }
        for name, text in words.items():
            self.by.addItem(text, name)
        self.by.setAccessibleName(self.tr("What a split keeps together"))
        self.seed.setAccessibleName(self.tr("Seed of the split"))
        self.seed.setToolTip(self.tr("The same number draws the same split again"))
        self.seed.setMaximumWidth(64)

    def _lay_out(self) -> None:
        self.add_row(self.tr("Articles"), self.articles)
        self.add_row("", self.adjudicated)
        self.add_row(self.tr("Labels"), self._boxes([one.name for one in self._scheme_labels()], self.labels))
        names = [one.name for one in self._project.coders]
        self.add_row(self.tr("Marks by"), self._boxes(names, self.coders, plain=True))
        self.add_row("", self.suggestions)
        holder = QWidget()
        line = row(holder, spacing=6)
        line.addWidget(self.shares, 2)
        line.addWidget(self.by, 3)
        line.addWidget(self.seed)
        self._splits = self.add_row(self.tr("Splits"), holder)
        for part in (self._splits, holder):
            part.setVisible(not self._project.read_only)
        self._options_name = self.add_row(self.tr("Options"), self.options)
        self._allow()

    def _scheme_labels(self) -> list[Any]:
        return list(self._project.scheme.labels)

    def _boxes(self, names: list[str], into: dict[str, QCheckBox], *, plain: bool = False) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, gap=14, row_gap=2)
        for name in names:
            box = QCheckBox((name if plain else capital(name)).replace("&", "&&"))
            box.setChecked(True)
            box.setMinimumHeight(28)
            box.toggled.connect(lambda _: self.changed.emit())
            into[name] = box
            flow.addWidget(box)
        return holder

    def _connect(self) -> None:
        for combo in (self.articles, self.shares, self.by):
            combo.currentIndexChanged.connect(lambda _: self._something_changed())
        for box in (self.adjudicated, self.suggestions):
            box.toggled.connect(lambda _: self._something_changed())
        self.seed.editingFinished.connect(self.changed)
        self.options.changed.connect(self.changed)

    def _something_changed(self) -> None:
        self._allow()
        self.changed.emit()

    def _allow(self) -> None:
        drawn = bool(self.shares.currentData())
        self.by.setVisible(drawn)
        self.seed.setVisible(drawn)
        for box in self.coders.values():
            box.setEnabled(not self.adjudicated.isChecked())

    def show_format(self, kind: Format, values: Mapping[str, Any] | None = None) -> None:
        """Show the options of a format, with these values instead of what they are by default."""
        held = values or {}
        self.options.show_options(
            msgspec.structs.replace(one, default=held.get(one.name, one.default)) for one in kind.options
        )
        self._options_name.setVisible(bool(kind.options))

    def problem(self) -> str:
        """Why nothing can be written, or ""."""
        if self.labels and not any(box.isChecked() for box in self.labels.values()):
            return self.tr("Choose at least one label.")
        if self.coders and not any(box.isChecked() for box in self.coders.values()):
            return self.tr("Choose at least one coder.")
        if self.shares.currentData() and not self.seed.text().strip().isdigit():
            return self.tr("The seed of a split is a whole number.")
        return ""

    def recipe(self, format: str, target: str = "") -> Recipe:
        """What is chosen now."""
        from annotator.model.recipe import Recipe

        drawn = str(self.shares.currentData() or "")
        return Recipe(
            format=format,
            target=target,
            articles=self.articles.currentData() or ArticleFilter(),
            labels=_ticked(self.labels),
            coders=_ticked(self.coders),
            adjudicated=self.adjudicated.isChecked(),
            suggestions=self.suggestions.isChecked(),
            options=self.options.values(),
            shares=drawn,
            seed=int(self.seed.text()) if drawn and self.seed.text().isdigit() else 1,
            by=self.by.currentData() if drawn else "article",
        )

    def show_recipe(self, wanted: Recipe) -> None:
        """Choose what a recipe says; `show_format` shows its options."""
        at = next(
            (at for at in range(self.articles.count()) if self.articles.itemData(at) == wanted.articles), -1
        )
        if at < 0:
            self.articles.addItem(self.tr("As the recipe says"), wanted.articles)
            at = self.articles.count() - 1
        self.articles.setCurrentIndex(at)
        for boxes, names in ((self.labels, wanted.labels), (self.coders, wanted.coders)):
            for name, box in boxes.items():
                box.setChecked(not names or name in names)
        self.adjudicated.setChecked(wanted.adjudicated)
        self.suggestions.setChecked(wanted.suggestions)
        if self.shares.findData(wanted.shares) < 0:
            self.shares.addItem(wanted.shares, wanted.shares)
        self.shares.setCurrentIndex(self.shares.findData(wanted.shares))
        self.by.setCurrentIndex(max(0, self.by.findData(wanted.by)))
        self.seed.setText(str(wanted.seed))


def _ticked(boxes: dict[str, QCheckBox]) -> tuple[str, ...]:
    """The names that are chosen; empty when all are."""
    chosen = tuple(name for name, box in boxes.items() if box.isChecked())
    return () if len(chosen) == len(boxes) else chosen
