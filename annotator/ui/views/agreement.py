"""The reliability page: who is compared over what, the figures, their drawings, and the way to a paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QWidget,
)

from annotator.errors import AnnotatorError, Cancelled
from annotator.ui import faults
from annotator.ui.jobs import Job
from annotator.ui.view import View
from annotator.ui.widgets.checklist import Checklist
from annotator.ui.widgets.data_table import DataTable
from annotator.ui.widgets.parts import ScrollPane, column, label, row, section, surface
from annotator.ui.widgets.svg_chart import SvgChart
from annotator.ui.words import count_words, number

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.analysis.agreement import AgreementReport, Confusion
    from annotator.analysis.report import Table
    from annotator.model.article import ArticleId
    from annotator.model.exchange import Progress
    from annotator.project.agreeing import Disagreement

#: Rounds of the bootstrap to choose from; 0 gives no intervals.
_ROUNDS = (0, 200, 1000, 5000)

#: Samples that the chance level of gamma is taken from.
_GAMMA_SAMPLES = 30

#: The tab of the confusions.
_CONFUSIONS = 2


class AgreementView(View):
    """Measures on a thread, and shows the report that `project.agreeing` makes."""

    name = "agreement"

    def title(self) -> str:
        """What stands over the view."""
        return self.tr("Agreement of the coders")

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.report: AgreementReport | None = None
        self._job: Job | None = None
        self._articles: list[ArticleId] = []
        self._found: list[Disagreement] = []
        self._tables: list[Table] = []
        self._confusions: list[Confusion] = []
        self.export_button = QPushButton(self.tr("Export report…"))
        self.export_button.clicked.connect(self._choose_target)
        self.export_button.setEnabled(False)
        self.bar.addWidget(self.export_button)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self._choices())
        split.addWidget(self._results())
        split.setSizes([280, 1000])
        split.setStretchFactor(1, 1)
        self.body.addWidget(split)

    # ------------------------------------------------------------------ what is asked

    def _choices(self) -> QWidget:
        side = QWidget()
        surface(side, "side")
        side.setMinimumWidth(230)
        box = column(side, spacing=6, margins=(16, 14, 16, 14))
        self.coders = Checklist(self.tr("Coders"))
        self.labels = Checklist(self.tr("Labels"))
        self.sets = QComboBox()
        self.sets.setAccessibleName(self.tr("Articles"))
        self.rounds = QComboBox()
        self.rounds.setAccessibleName(self.tr("Bootstrap rounds"))
        for one in _ROUNDS:
            words = self.tr("{0} rounds").format(number(one)) if one else self.tr("No intervals")
            self.rounds.addItem(words, one)
        self.rounds.setCurrentIndex(_ROUNDS.index(1000))
        self.seed = QSpinBox()
        self.seed.setRange(0, 999_999)
        self.seed.setValue(1)
        self.seed.setAccessibleName(self.tr("Seed"))
        self.gamma = QCheckBox(self.tr("Gamma as well (slow)"))
        self.measure_button = QPushButton(self.tr("Measure"))
        self.measure_button.setDefault(True)
        self.measure_button.clicked.connect(self.measure)
        self.coders.ticked_changed.connect(self._offer)
        for words, widget in (
            (self.tr("Coders"), self.coders),
            (self.tr("Labels"), self.labels),
            (self.tr("Articles"), self.sets),
            (self.tr("Bootstrap over articles"), self.rounds),
            (self.tr("Seed"), self.seed),
        ):
            box.addWidget(section(words))
            box.addWidget(widget)
            box.addSpacing(8)
        box.addWidget(self.gamma)
        box.addSpacing(8)
        box.addWidget(self.measure_button)
        self.progress = QProgressBar()
        self.progress.setAccessibleName(self.tr("Progress"))
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.cancel_button.clicked.connect(self._cancel)
        self.problem = label("", "problem", wrap=True)
        for hidden in (self.progress, self.cancel_button, self.problem):
            hidden.hide()
            box.addWidget(hidden)
        box.addStretch(1)
        return ScrollPane(side)

    def refresh(self) -> None:
        """Offer the coders, labels and sets that there are; a report that is shown stays."""
        project = self.session.project
        if project is None:
            return
        from annotator.project.comparing import coders_with_marks

        marks = coders_with_marks(project)
        self.coders.show_names([(name, number(count)) for name, count in marks.items()])
        self.labels.show_names([(one.name, "") for one in project.scheme.labels])
        chosen = self.sets.currentData()
        self.sets.clear()
        self.sets.addItem(self.tr("All articles that two coders share"), "")
        for one in project.sets.all():
            self.sets.addItem(f"{one.name}   {number(one.size)}", one.uid)
        self.sets.setCurrentIndex(max(0, self.sets.findData(chosen)))
        self._offer()

    def _offer(self) -> None:
        enough = len(self.coders.ticked()) > 1
        self.measure_button.setEnabled(enough and self._job is None)
        if not enough and self.report is None:
            words = self.tr(
                "Agreement needs the marks of two coders at least. Bring your colleagues’ copies in with "
                "Project ▸ Merge…"
            )
            self.empty.setText(words)
        elif self.report is None:
            self.empty.setText(self.tr("Choose coders, labels and articles on the left, then Measure."))

    # ------------------------------------------------------------------ measuring

    def measure(self) -> None:
        """Measure with what is chosen now, on a thread."""
        from annotator.project.agreeing import measured

        project = self.session.project
        if project is None or self._job is not None:
            return
        coders, labels = self.coders.ticked(), self.labels.ticked()
        articles: list[ArticleId] = []
        if uid := self.sets.currentData():
            articles = project.sets.ids(uid)
            if not articles:
                self._say(self.tr("The set is empty. Choose another one."))
                return
        rounds, seed = int(self.rounds.currentData()), self.seed.value()
        samples = _GAMMA_SAMPLES if self.gamma.isChecked() else 0
        self._work(
            lambda progress: measured(
                project,
                coders=coders,
                labels=labels,
                articles=articles,
                rounds=rounds,
                seed=seed,
                gamma_samples=samples,
                progress=progress,
            ),
            self.show_report,
        )
        self._articles = articles

    def _work(self, work: Callable[[Progress], Any], done: Callable[[Any], None]) -> None:
        self._say("")
        self._done = done
        self._job = Job(work, self)
        self._job.progressed.connect(self._show_progress)
        self._job.succeeded.connect(self._succeeded)
        self._job.failed.connect(self._failed)
        self._show_busy(True)
        self._job.start()

    def _show_busy(self, busy: bool) -> None:
        self.progress.setRange(0, 0)
        self.progress.setVisible(busy)
        self.cancel_button.setVisible(busy)
        self.measure_button.setEnabled(not busy)

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _end(self) -> None:
        if self._job is not None:
            self._job.wait()
            self._job.deleteLater()
            self._job = None
        self._show_busy(False)

    def _failed(self, error: BaseException) -> None:
        self._end()
        if isinstance(error, AnnotatorError):
            self._say("" if isinstance(error, Cancelled) else error.sentence)
            return
        faults.write_log(faults.report(error))
        words = self.tr("Something went wrong in the program; the project is untouched. Details are in {0}")
        self._say(words.format(faults.log_file()))

    def _succeeded(self, result: object) -> None:
        self._end()
        self._done(result)

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    # ------------------------------------------------------------------ what came out

    def _results(self) -> QWidget:
        place = QWidget()
        box = column(place)
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName(self.tr("Parts of the report"))
        head = QWidget()
        surface(head, "tabs")
        row(head, margins=(16, 0, 16, 0)).addWidget(self.tabs)
        self.pages = QStackedWidget()
        self.empty = label("", "muted", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for words, page in (
            (self.tr("Summary"), self._summary_page()),
            (self.tr("Tables"), self._tables_page()),
            (self.tr("Confusions"), self._confusions_page()),
            (self.tr("Coders over time"), self._drift_page()),
            (self.tr("Articles to look at"), self._articles_page()),
        ):
            self.tabs.addTab(words)
            self.pages.addWidget(page)
        self.tabs.currentChanged.connect(self._show_tab)
        self.shown = QStackedWidget()
        self.shown.addWidget(self.empty)
        there = QWidget()
        inner = column(there)
        inner.addWidget(head)
        inner.addWidget(self.pages, 1)
        self.shown.addWidget(there)
        box.addWidget(self.shown)
        return place

    def _show_tab(self, at: int) -> None:
        self.pages.setCurrentIndex(at)
        if at == _CONFUSIONS:
            self._list_places()

    def _summary_page(self) -> QWidget:
        page = QWidget()
        box = column(page, spacing=8, margins=(24, 18, 24, 24))
        self.facts = label("", "muted", wrap=True)
        self.intervals = SvgChart(self.tr("Figures with their intervals"))
        self.methods = label("", wrap=True)
        self.methods.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.sample = QLineEdit()
        self.sample.setPlaceholderText(
            self.tr("How were the articles drawn? One sentence for the paragraph.")
        )
        self.sample.setAccessibleName(self.tr("How the articles were drawn"))
        self.settled = QLineEdit()
        self.settled.setPlaceholderText(self.tr("How were disagreements settled? One sentence."))
        self.settled.setAccessibleName(self.tr("How disagreements were settled"))
        for field in (self.sample, self.settled):
            field.textChanged.connect(lambda _: self._show_methods())
        copy = QPushButton(self.tr("Copy the paragraph"))
        copy.clicked.connect(self._copy)
        line = row(spacing=8)
        line.addWidget(copy)
        line.addStretch(1)
        box.addWidget(self.facts)
        box.addWidget(self.intervals)
        note = self.tr(
            "Lines at .667 and .800: Krippendorff’s bounds for tentative and for firm conclusions."
        )
        box.addWidget(label(note, "small", wrap=True))
        box.addSpacing(12)
        box.addWidget(section(self.tr("For the methods section")))
        box.addWidget(self.methods)
        box.addWidget(self.sample)
        box.addWidget(self.settled)
        box.addLayout(line)
        box.addStretch(1)
        return ScrollPane(page)

    def _tables_page(self) -> QWidget:
        page = QWidget()
        box = column(page, spacing=8, margins=(24, 18, 24, 18))
        self.which = QComboBox()
        self.which.setAccessibleName(self.tr("Table"))
        self.about = label("", "muted", wrap=True)
        self.table = DataTable(self.tr("Figures"))
        self.which.currentIndexChanged.connect(self._show_table)
        line = row()
        line.addWidget(self.which)
        line.addStretch(1)
        box.addLayout(line)
        box.addWidget(self.about)
        box.addWidget(self.table, 1)
        return page

    def _confusions_page(self) -> QWidget:
        page = QWidget()
        box = column(page, spacing=8, margins=(24, 18, 24, 18))
        self.subjects = QComboBox()
        self.subjects.setAccessibleName(self.tr("What was confused"))
        self.confusion = SvgChart(self.tr("Confusion"))
        self.subjects.currentIndexChanged.connect(self._show_confusion)
        line = row()
        line.addWidget(self.subjects)
        line.addStretch(1)
        box.addLayout(line)
        words = self.tr(
            "Rows: the coder who comes first; columns: the other. A square is stronger the larger its "
            "share of the row."
        )
        box.addWidget(label(words, "muted", wrap=True))
        both = row(spacing=24)
        both.addWidget(self.confusion, 0, Qt.AlignmentFlag.AlignTop)
        side = column(spacing=8)
        self.places_words = label("", "muted", wrap=True)
        self.places = DataTable(self.tr("Disagreements"))
        self.places.setMinimumSize(320, 260)
        self.places.row_opened.connect(self._open_place)
        side.addWidget(self.places_words)
        side.addWidget(self.places, 1)
        both.addLayout(side, 1)
        box.addLayout(both, 1)
        return page

    def _drift_page(self) -> QWidget:
        page = QWidget()
        box = column(page, spacing=8, margins=(24, 18, 24, 18))
        self.drift_words = label("", "muted", wrap=True)
        self.drift = SvgChart(self.tr("Coders by week"))
        self.coder_table = DataTable(self.tr("Coders"))
        box.addWidget(self.drift_words)
        box.addWidget(self.drift)
        box.addWidget(self.coder_table, 1)
        return page

    def _articles_page(self) -> QWidget:
        page = QWidget()
        box = column(page, spacing=8, margins=(24, 18, 24, 18))
        words = self.tr(
            "The articles with the least agreement. Enter or a double click shows the coders side by side, "
            "with every disagreement."
        )
        box.addWidget(label(words, "muted", wrap=True))
        self.worst = DataTable(self.tr("Articles with the least agreement"))
        self.worst.row_opened.connect(self._open_article)
        box.addWidget(self.worst, 1)
        return page

    def show_report(self, report: AgreementReport) -> None:
        """Show a report on all tabs."""
        from annotator.analysis.report import tables
        from annotator.analysis.report_page import drift_chart, headlines, interval_chart

        self.report = report
        self._tables = tables(report)
        self.export_button.setEnabled(True)
        self.shown.setCurrentIndex(1)
        self.facts.setText(self._facts(report))
        self.intervals.show_svg(interval_chart(headlines(report)))
        self._show_methods()
        self.which.clear()
        self.which.addItems([one.title for one in self._tables])
        self._confusions = [one for one in report.confusions if one.coders == report.coders]
        self.subjects.clear()
        self.subjects.addItems([one.subject or self.tr("Labels") for one in self._confusions])
        self._show_drift(report, drift_chart(report.drift))
        worst = next((one for one in self._tables if one.title == "Articles with the least agreement"), None)
        if worst is not None:
            self.worst.show_rows(worst.header[1:], [line[1:] for line in worst.rows])
        else:
            self.worst.show_rows((), [])

    def _facts(self, report: AgreementReport) -> str:
        articles = count_words(report.compared, "article", "articles")
        marks = count_words(report.marks, "mark", "marks")
        return self.tr("{0} coded by at least two of {1}; {2} in these.").format(
            articles, ", ".join(report.coders), marks
        )

    def _show_methods(self) -> None:
        if self.report is not None:
            self.methods.setText(self._paragraph())

    def _paragraph(self) -> str:
        from annotator.analysis.report import methods_paragraph

        assert self.report is not None
        return methods_paragraph(
            self.report, sample=self.sample.text().strip(), settled=self.settled.text().strip()
        )

    def _copy(self) -> None:
        if self.report is not None:
            QGuiApplication.clipboard().setText(self._paragraph())
            self.session.told.emit(self.tr("Copied the paragraph."))

    def _show_table(self, at: int) -> None:
        if 0 <= at < len(self._tables):
            chosen = self._tables[at]
            self.about.setText(chosen.about)
            self.about.setVisible(bool(chosen.about))
            self.table.show_rows(chosen.header, chosen.rows)

    def _show_confusion(self, at: int) -> None:
        from annotator.analysis.report_page import confusion_chart

        if at < 0:
            self.confusion.show_svg("")
            return
        self.confusion.show_svg(confusion_chart(self._confusions[at]))
        if self.tabs.currentIndex() == _CONFUSIONS:
            self._list_places()

    def _list_places(self) -> None:
        """Look for every disagreement in the chosen subject, on a thread."""
        from annotator.project.agreeing import disagreements

        project, at = self.session.project, self.subjects.currentIndex()
        if project is None or self.report is None or at < 0 or self._job is not None:
            return
        subject, coders, articles = self._confusions[at].subject, self.report.coders, self._articles
        self._work(
            lambda progress: disagreements(
                project, subject, coders=coders, articles=articles, progress=progress
            ),
            self._show_places,
        )

    def _show_places(self, found: list[Disagreement]) -> None:
        assert self.report is not None
        self._found = found
        words = self.tr("{0}; Enter or a double click goes there in the text.")
        none = self.tr("No disagreement here.")
        count = count_words(len(found), "disagreement", "disagreements")
        self.places_words.setText(words.format(count) if found else none)
        coders = self.report.coders
        rows = [(*(one.said.get(name) or "–" for name in coders), one.quote, one.title) for one in found]
        self.places.show_rows((*coders, self.tr("Text"), self.tr("Article")), rows)

    def _open_place(self, at: int) -> None:
        self.place(self._found[at].article, self._found[at].uid)

    def _show_drift(self, report: AgreementReport, chart: str) -> None:
        self.drift.show_svg(chart)
        words = self.tr("Each coder against all others, by the week of the first mark in an article.")
        short = self.tr("Everything was coded within one week; a line over time needs two.")
        self.drift_words.setText(words if chart else short)
        found = [one for one in self._tables if one.title in {"Coders", "Coders by week"}]
        rows = [line for one in found for line in one.rows]
        self.coder_table.show_rows(found[0].header if found else (), rows)

    def _open_article(self, at: int) -> None:
        project = self.session.project
        if self.report is None or project is None:
            return
        worst = self.report.worst[at]
        article = project.articles.find(uid=worst.article)
        if article is not None:
            self.view_requested.emit("compare", {"article": article, "coders": list(worst.coders)})

    def theme_changed(self) -> None:
        """Draw the charts in the new colours."""
        for chart in (self.intervals, self.confusion, self.drift):
            chart.dress()

    # ------------------------------------------------------------------ out

    def _choose_target(self) -> None:
        project = self.session.project
        if project is None:
            return
        kinds = (
            f"{self.tr('Web page')} (*.html);;{self.tr('Word document')} (*.docx);;"
            f"{self.tr('Excel workbook')} (*.xlsx);;JSON (*.json)"
        )
        name = str(project.path.with_name(f"{project.name} reliability.html"))
        chosen, kind = QFileDialog.getSaveFileName(self, self.tr("Export the report"), name, kinds)
        if chosen:
            ending = kind.rpartition("*")[2].rstrip(")")
            target = Path(chosen)
            self.write_to(target if target.suffix else target.with_suffix(ending))

    def write_to(self, target: Path) -> None:
        """Write the report there; the kind of file follows from the name's ending."""
        from annotator.project.agreeing import write_report

        project = self.session.project
        assert project is not None
        assert self.report is not None
        title = self.tr("Reliability of {0}").format(project.name)
        try:
            write_report(
                self.report,
                target,
                title=title,
                sample=self.sample.text().strip(),
                settled=self.settled.text().strip(),
                overwrite=True,
            )
        except AnnotatorError as error:
            self._say(error.sentence)
            return
        self.session.told.emit(self.tr("The report is in {0}").format(target.name))


VIEW = AgreementView
