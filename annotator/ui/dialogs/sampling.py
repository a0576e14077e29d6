"""Drawing a sample: random or stratified, of a size in number, per cent or by a rule of reliability."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import AnnotatorError
from annotator.model.article import ArticleId
from annotator.model.filters import ArticleFilter, body_of
from annotator.project.drawing import STRATA, Draw, Population, draw, population_of, strata_of
from annotator.ui.dialogs.running import buttons
from annotator.ui.many import change_many
from annotator.ui.widgets.fields import QuietCombo
from annotator.ui.widgets.parts import ScrollPane, column, label, row, section
from annotator.ui.words import capital, count_words, isolated, number, shortened

if TYPE_CHECKING:
    from annotator.project import Project
    from annotator.ui.session import Session

#: Strata named in the preview.
_NAMED: Final = 8


class SamplingDialog(QDialog):
    """From what, how, how many, with which seed; below it what that gives. `made` is the uid of the set."""

    def __init__(
        self, session: Session, chosen: ArticleFilter, selected: Sequence[ArticleId], parent: QWidget
    ) -> None:
        super().__init__(parent)
        assert session.project is not None
        self.session = session
        self.made = ""
        self._filter = chosen
        self._sources: dict[str, list[ArticleId]] = {}
        self._parted_for = ("", False, "?")
        self._population: Population = {}
        self.setWindowTitle(self.tr("Draw a sample"))
        self.setMinimumSize(600, 600)
        self.resize(600, 708)
        self.source, self.strata, self.share, self.by = (QuietCombo() for _ in range(4))
        self.count, self.seed, self.least, self.coders = (QSpinBox() for _ in range(4))
        self.percent, self.expected, self.probability, self.alpha = (QDoubleSpinBox() for _ in range(4))
        self.confidence, self.significance = QuietCombo(), QuietCombo()
        self.name = QLineEdit()
        self.unmarked = QCheckBox(self.tr("only articles without marks"))
        self.sizes = QStackedWidget()
        self.explained = label("", "muted", wrap=True)
        self.preview = label("", "", wrap=True)
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        self.make = QPushButton(self.tr("Draw"))
        self.make.setDefault(True)
        self._fill(selected)
        self._lay_out()
        self._connect()
        self._tell()

    def _project(self) -> Project:
        assert self.session.project is not None
        return self.session.project

    def _fill(self, selected: Sequence[ArticleId]) -> None:
        articles = self._project().articles
        self.source.addItem(self.tr("All articles"), "all")
        if self._filter:
            self.source.addItem(self.tr("The articles that the filter takes"), "filter")
        if len(selected) > 1:
            self._sources["selected"] = list(selected)
            self.source.addItem(self.tr("The selected articles"), "selected")
        for one in self._project().sets.all():
            self.source.addItem(self.tr("Set: {0}").format(one.name), one.uid)
        if self._filter:
            self.source.setCurrentIndex(1)
        words = {
            "": self.tr("none: simply at random"),
            "outlet": self.tr("Outlet"),
            "month": self.tr("Month of publication"),
            "year": self.tr("Year of publication"),
            "language": self.tr("Language"),
            "status": self.tr("Status"),
        }
        for key in STRATA:
            self.strata.addItem(words[key], key)
        for variable in self.session.scheme.variables:
            self.strata.addItem(
                self.tr("Variable: {0}").format(capital(variable.name)), f"variable:{variable.name}"
            )
        for name in articles.extra_names():
            self.strata.addItem(self.tr("Metadata: {0}").format(name), f"extra:{name}")
        self.share.addItem(self.tr("in proportion to their size"), "proportional")
        self.share.addItem(self.tr("as many of each"), "equal")
        for words_by, key in (
            (self.tr("Number of articles"), "number"),
            (self.tr("Per cent of them"), "percent"),
            (self.tr("Rule: Lacy & Riffe 1996"), "lacy-riffe"),
            (self.tr("Rule: Krippendorff 2019"), "krippendorff"),
        ):
            self.by.addItem(words_by, key)
        self._ranges()

    def _ranges(self) -> None:
        self.count.setRange(1, 1_000_000)
        self.count.setValue(100)
        self.seed.setRange(0, 999_999_999)
        self.seed.setValue(secrets.randbelow(1_000_000))
        self.least.setRange(0, 10_000)
        self.coders.setRange(2, 20)
        self.percent.setRange(0.1, 100)
        self.percent.setValue(10)
        self.percent.setSuffix(" %")
        for field, value, least, most in (
            (self.expected, 0.90, 0.50, 0.99),
            (self.probability, 0.25, 0.01, 0.99),
            (self.alpha, 0.80, 0.10, 0.99),
        ):
            field.setRange(least, most)
            field.setSingleStep(0.01)
            field.setValue(value)
        for words, value in (("95 %", 0.95), ("99 %", 0.99)):
            self.confidence.addItem(words, value)
        for value in (0.1, 0.05, 0.01, 0.005):
            self.significance.addItem(f"{value:g}", value)
        self.significance.setCurrentIndex(1)

    # ------------------------------------------------------------------ the form

    def _lay_out(self) -> None:
        inner = QWidget()
        box = column(inner, spacing=8, margins=(0, 0, 14, 0))
        box.addWidget(self._section(self.tr("From")))
        self._row(box, self.tr("Articles"), self.source, self.tr("Articles to draw from"))
        box.addWidget(self.unmarked)
        box.addWidget(self._section(self.tr("How")))
        self._row(box, self.tr("Strata"), self.strata, self.tr("Strata"))
        shares = self._row(box, self.tr("Shares"), self.share, self.tr("Shares of the strata"))
        self.least.setAccessibleName(self.tr("At least so many of each stratum"))
        shares.addWidget(label(self.tr("at least"), "muted"))
        shares.addWidget(self.least)
        box.addWidget(self._section(self.tr("How many")))
        self._row(box, self.tr("Size by"), self.by, self.tr("How the size is given"))
        for page in self._pages():
            self.sizes.addWidget(page)
        box.addWidget(self.sizes)
        box.addWidget(self.explained)
        box.addWidget(self._section(self.tr("Kept as a set")))
        kept = self._row(box, self.tr("Name"), self.name, self.tr("Name of the set"))
        self.seed.setAccessibleName(self.tr("Seed: the same seed draws the same articles"))
        self.seed.setToolTip(self.seed.accessibleName())
        kept.addWidget(label(self.tr("seed"), "muted"))
        kept.addWidget(self.seed)
        box.addStretch(1)
        cancel = QPushButton(self.tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        outer = column(self, spacing=10, margins=(22, 20, 14, 18))
        outer.addWidget(label(self.windowTitle(), "heading"))
        outer.addWidget(ScrollPane(inner), 1)
        outer.addWidget(self.problem)
        outer.addWidget(self.preview)
        outer.addLayout(buttons(cancel, self.make))

    @staticmethod
    def _section(text: str) -> QWidget:
        made = section(text)
        made.setContentsMargins(0, 8, 0, 0)
        return made

    @staticmethod
    def _row(box: QVBoxLayout, name: str, field: QWidget, accessible: str) -> QHBoxLayout:
        field.setAccessibleName(accessible)
        line = row(spacing=10)
        words = label(name, "muted")
        words.setFixedWidth(88)
        words.setBuddy(field)
        line.addWidget(words)
        line.addWidget(field, 1)
        box.addLayout(line)
        return line

    def _pages(self) -> list[QWidget]:
        pages = []
        for rows in (
            ((self.tr("Articles"), self.count),),
            ((self.tr("Share"), self.percent),),
            ((self.tr("Agreement"), self.expected), (self.tr("Confidence"), self.confidence)),
            (
                (self.tr("Rarest value"), self.probability),
                (self.tr("Least alpha"), self.alpha),
                (self.tr("Significance"), self.significance),
                (self.tr("Coders"), self.coders),
            ),
        ):
            page = QWidget()
            grid = QGridLayout(page)
            grid.setContentsMargins(0, 0, 0, 0)
            grid.setHorizontalSpacing(10)
            for at, (name, field) in enumerate(rows):
                field.setAccessibleName(name)
                words = label(name, "muted")
                words.setMinimumWidth(88)
                words.setBuddy(field)
                grid.addWidget(words, at // 2, at % 2 * 2)
                grid.addWidget(field, at // 2, at % 2 * 2 + 1)
                grid.setColumnStretch(at % 2 * 2 + 1, 1)
            pages.append(page)
        return pages

    def _connect(self) -> None:
        for combo in (self.source, self.strata, self.share, self.by, self.confidence, self.significance):
            combo.currentIndexChanged.connect(lambda _: self._tell())
        for spin in (self.count, self.seed, self.least, self.coders):
            spin.valueChanged.connect(lambda _: self._tell())
        for real in (self.percent, self.expected, self.probability, self.alpha):
            real.valueChanged.connect(lambda _: self._tell())
        self.unmarked.toggled.connect(lambda _: self._tell())
        self.make.clicked.connect(self._make)

    # ------------------------------------------------------------------ what it gives

    def population(self) -> list[ArticleId]:
        """The articles to draw from."""
        project, key = self._project(), str(self.source.currentData())
        if key not in self._sources:
            where = self._filter if key == "filter" else ArticleFilter()
            if key not in {"all", "filter"}:
                where = ArticleFilter(sets=(key,))
            self._sources[key] = project.articles.ids(where=where)
        ids = self._sources[key]
        if self.unmarked.isChecked():
            free = set(project.articles.ids(where=ArticleFilter(marked="no")))
            ids = [one for one in ids if one in free]
        return ids

    def _parted(self, ids: list[ArticleId], strata: str) -> Population:
        key = (str(self.source.currentData()), self.unmarked.isChecked(), strata)
        if key != self._parted_for:
            self._parted_for, self._population = key, population_of(self._project(), ids, strata)
        return self._population

    def asked(self) -> Draw:
        """The rule as it stands."""
        by = str(self.by.currentData())
        sizes: dict[str, dict[str, float]] = {
            "number": {"number": self.count.value()},
            "percent": {"percent": self.percent.value()},
            "lacy-riffe": {
                "expected": round(self.expected.value(), 4),
                "confidence": float(self.confidence.currentData()),
            },
            "krippendorff": {
                "probability": round(self.probability.value(), 4),
                "alpha": round(self.alpha.value(), 4),
                "significance": float(self.significance.currentData()),
                "coders": self.coders.value(),
            },
        }
        return Draw(
            seed=self.seed.value(),
            by=by,
            numbers=sizes[by],
            strata=str(self.strata.currentData()),
            equal=self.share.currentData() == "equal",
            least=self.least.value() if self.strata.currentData() else 0,
        )

    def _tell(self) -> None:
        """Explain the size, and say how many of which stratum that is."""
        asked = self.asked()
        self.sizes.setCurrentIndex(self.by.currentIndex())
        if page := self.sizes.currentWidget():
            self.sizes.setMaximumHeight(page.sizeHint().height())
        stratified = bool(asked.strata)
        self.share.setEnabled(stratified)
        self.least.setEnabled(stratified and not asked.equal)
        if not self.name.isModified():
            self.name.setText(self._own_name(asked))
        try:
            ids = self.population()
            population = self._parted(ids, asked.strata)
            drawn = draw(population, asked)
        except AnnotatorError as error:
            self._refuse(error.sentence)
            return
        self.problem.hide()
        self.explained.setText(drawn.explanation + (f"\n{drawn.source}" if drawn.source else ""))
        self.explained.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.explained.setVisible(bool(drawn.explanation))
        words = self.tr("{0} of {1}.").format(
            number(len(drawn.ids)), count_words(len(ids), "article", "articles")
        )
        if stratified:
            sizes = strata_of(population)
            parts = [
                f"{isolated(shortened(name, 30)) or self.tr('(none)')} {number(count)}/{number(sizes[name])}"
                for name, count in list(drawn.strata.items())[:_NAMED]
            ]
            more = len(drawn.strata) - _NAMED
            parts += [self.tr("and {0} more strata").format(number(more))] if more > 0 else []
            words += " " + ", ".join(parts)
        self.preview.setText(words)
        self.make.setEnabled(bool(drawn.ids))

    def _refuse(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()
        self.preview.setText("")
        self.explained.setText("")
        self.make.setEnabled(False)

    def _own_name(self, asked: Draw) -> str:
        kind = (
            self.tr("Reliability sample")
            if "-" in asked.by or asked.by == "krippendorff"
            else self.tr("Sample")
        )
        return f"{kind} {asked.seed}"

    def _make(self) -> None:
        asked, name = self.asked(), self.name.text().strip()
        drawn = draw(self._parted(self.population(), asked.strata), asked)
        rule = drawn.rule | {"from": str(self.source.currentText())}
        if self.source.currentData() == "filter":
            rule["filter"] = body_of(self._filter)
        if self.unmarked.isChecked():
            rule["only without marks"] = True
        made: list[str] = []

        def action(project: Project) -> None:
            made.append(project.sets.make(name, drawn.ids, rule).uid)

        if change_many(self.session, f"Draw sample {name}", action, len(drawn.ids), self):
            self.made = made[0]
            self.accept()
