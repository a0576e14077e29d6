"""Progress: articles by status and coder, marks by label over time, to-dos and today's work, drawn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFileDialog, QGridLayout, QPushButton, QWidget

from annotator.errors import AnnotatorError
from annotator.model.article import STATUSES
from annotator.model.figures import Figures
from annotator.model.filters import TODOS
from annotator.ui.asking import Asker
from annotator.ui.theme import Theme, current, label_colour
from annotator.ui.todo_words import todo_words
from annotator.ui.view import View
from annotator.ui.widgets.charts import Bar, Chart, ChartView, RowChart, Series, StackChart, save_charts
from annotator.ui.widgets.fields import QuietCombo
from annotator.ui.widgets.parts import ScrollPane, cleared, column, label, row, section
from annotator.ui.words import capital, count_words, date_words, number

if TYPE_CHECKING:
    from annotator.model.changes import Changes
    from annotator.model.scheme import Label
    from annotator.settings import Settings
    from annotator.ui.session import Session

#: Days shown by default, and most bars in a chart over time; more are taken together by month.
_DAYS: Final = 30
_MOST: Final = 92

#: Wait after a change before the numbers are asked for again, milliseconds.
_PAUSE: Final = 1500


class DashboardView(View):
    """The numbers of the project and four charts."""

    name = "dashboard"

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, parent)
        self.figures: Figures | None = None
        self.charts: list[tuple[str, Chart]] = []
        self.asker = Asker(self)
        self.save = QPushButton(self.tr("Save as picture…"))
        self.save.setEnabled(False)
        self.period = QuietCombo()
        self.period.setAccessibleName(self.tr("Marks over time"))
        for words, key in (
            (self.tr("by day of work"), "made"),
            (self.tr("by month of publication"), "published"),
        ):
            self.period.addItem(words, key)
        self.numbers = row(spacing=44)
        self.by_status = ChartView(self.tr("Articles by status"))
        self.by_coder = ChartView(self.tr("Assigned articles by coder"))
        self.over_time = ChartView(self.tr("Marks by label over time"))
        self.todos = ChartView(self.tr("To do"))
        self.work = ChartView(self.tr("Work by coder"))
        self.todos.clickable = True
        self.waiting = label(self.tr("Counting …"), "muted")
        self._lay_out()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE)
        self._later.timeout.connect(self.refresh)
        self.save.clicked.connect(self._save)
        self.period.activated.connect(lambda _: self._draw())
        self.todos.opened.connect(self._open_todo)
        self.asker.failed.connect(self.session.failed)

    def title(self) -> str:
        """What stands over the view."""
        return self.tr("Progress")

    def _lay_out(self) -> None:
        self.bar.addWidget(self.save)
        inner = QWidget()
        box = column(inner, spacing=26, margins=(32, 26, 32, 30))
        box.addLayout(self.numbers)
        box.addWidget(self.waiting)
        grid = QGridLayout()
        grid.setHorizontalSpacing(48)
        grid.setVerticalSpacing(26)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for at, (title, chart) in enumerate(
            (
                (self.tr("Articles by status"), self.by_status),
                (self.tr("To do"), self.todos),
                (self.tr("Assigned articles by coder"), self.by_coder),
                (self.tr("Marks by coder"), self.work),
            )
        ):
            grid.addWidget(self._titled(title, chart), at // 2, at % 2)
        box.addLayout(grid)
        line = row(spacing=10)
        line.addWidget(section(self.tr("Marks by label over time")))
        line.addStretch(1)
        line.addWidget(self.period)
        box.addLayout(line)
        box.addWidget(self.over_time)
        box.addStretch(1)
        self.body.addWidget(ScrollPane(inner), 1)

    @staticmethod
    def _titled(title: str, chart: QWidget) -> QWidget:
        holder = QWidget()
        inner = column(holder, spacing=12)
        inner.addWidget(section(title))
        inner.addWidget(chart)
        inner.addStretch(1)
        return holder

    # ------------------------------------------------------------------ numbers

    def refresh(self) -> None:
        """Count on a thread."""
        project = self.session.project
        if project is None:
            return
        from annotator.project.progress import progress_of

        self.asker.ask(lambda: progress_of(project), self._take)

    def changed(self, changes: Changes) -> None:
        """Count again, once it is quiet."""
        self._later.start()

    def theme_changed(self) -> None:
        """Draw in the new colours."""
        for chart in (self.by_status, self.by_coder, self.over_time, self.todos, self.work):
            chart.update()

    def _take(self, figures: Figures) -> None:
        self.figures = figures
        self.waiting.hide()
        self.save.setEnabled(True)
        self._draw()

    def _draw(self) -> None:
        figures = self.figures
        if figures is None:
            return
        total = sum(figures.statuses.values())
        done = figures.statuses.get("done", 0)
        cleared(self.numbers)
        share = f" · {round(100 * done / total)} %" if total else ""
        for value, words in (
            (number(total), self.tr("articles")),
            (number(done) + share, self.tr("done")),
            (number(figures.marks), self.tr("marks")),
            (number(figures.marks_today), self.tr("marks today")),
            (number(figures.done_today), self.tr("articles done today")),
        ):
            self.numbers.addWidget(self._number(value, words))
        self.numbers.addStretch(1)
        self.charts = [
            (self.tr("Articles by status"), self._status_chart(figures)),
            (self.tr("To do"), self._todo_chart(figures)),
            (self.tr("Assigned articles by coder"), self._assigned_chart(figures)),
            (self.tr("Marks by coder"), self._work_chart(figures)),
            (self.tr("Marks by label over time"), self._time_chart(figures)),
        ]
        views = (self.by_status, self.todos, self.by_coder, self.work, self.over_time)
        for view, (_, chart) in zip(views, self.charts, strict=True):
            view.show_chart(chart)

    @staticmethod
    def _number(value: str, words: str) -> QWidget:
        holder = QWidget()
        inner = column(holder, spacing=2)
        inner.addWidget(label(value, "heading"))
        inner.addWidget(label(words, "small"))
        holder.setAccessibleName(f"{value} {words}")
        return holder

    def _words_of_status(self) -> dict[str, str]:
        return {"new": self.tr("New"), "started": self.tr("Started"), "done": self.tr("Done")}

    def _status_chart(self, figures: Figures) -> Chart:
        words = self._words_of_status()
        series = [
            Series(words[one], _status_colour(one), {one: figures.statuses.get(one, 0)}) for one in STATUSES
        ]
        rows = [Bar(one, words[one], "") for one in STATUSES]
        return RowChart(rows, series, named=90, legend=False)

    def _assigned_chart(self, figures: Figures) -> Chart:
        words = self._words_of_status()
        coders = [one for one in figures.coders if one.assigned]
        series = [
            Series(words[one], _status_colour(one), {held.name: held.assigned.get(one, 0) for held in coders})
            for one in STATUSES
        ]
        return RowChart([Bar(one.name, one.name, "") for one in coders], series, named=120)

    def _work_chart(self, figures: Figures) -> Chart:
        today, before = self.tr("Today"), self.tr("Before")
        coders = [one for one in figures.coders if one.marks]
        series = [
            Series(
                before, lambda theme: QColor(theme.muted), {o.name: o.marks - o.marks_today for o in coders}
            ),
            Series(today, lambda theme: QColor(theme.accent), {o.name: o.marks_today for o in coders}),
        ]
        rows = [
            Bar(
                one.name,
                one.name,
                self.tr("{0}: {1} in {2}, {3} done today").format(
                    one.name,
                    count_words(one.marks, "mark", "marks"),
                    count_words(one.articles, "article", "articles"),
                    count_words(one.done_today, "article", "articles"),
                ),
            )
            for one in coders
        ]
        return RowChart(rows, series, named=120)

    def _todo_chart(self, figures: Figures) -> Chart:
        words: Mapping[str, str] = {str(key): text for key, text in todo_words().items()}
        found = [key for key in TODOS if figures.todos.get(key)]
        tip = self.tr("Click to list these marks")
        rows = [Bar(key, words[key], f"{words[key]}\n{tip}") for key in found]
        series = [
            Series(self.tr("Marks"), lambda theme: QColor(theme.warning), dict(figures.todos)),
        ]
        return RowChart(rows, series, named=190, legend=False)

    def _time_chart(self, figures: Figures) -> Chart:
        by = str(self.period.currentData())
        held = figures.made if by == "made" else figures.published
        bars = _days(figures) if by == "made" else _months(figures)
        if by == "made" and len(bars) > _MOST:
            held = {name: _by_month(days) for name, days in held.items()}
            bars = _month_bars({month for days in held.values() for month in days})
        labels = {one.name: one for one in self.session.scheme.labels}
        series = [
            Series(capital(name), _label_colour(labels.get(name)), values) for name, values in held.items()
        ]
        order = list(labels)
        series.sort(key=lambda one: order.index(one.name.lower()) if one.name.lower() in order else 99)
        return StackChart(bars, series)

    # ------------------------------------------------------------------ what can be done

    def _open_todo(self, key: str) -> None:
        self.view_requested.emit("marks", {"todo": key})

    def _save(self) -> None:
        name = self.tr("progress {0}").format(self.figures.today if self.figures else "")
        folder = Path(self.settings.text("export_folder") or Path.home())
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Save as picture"),
            str(folder / f"{name}.png"),
            self.tr("Picture (*.png);;Drawing (*.svg)"),
        )
        if not chosen:
            return
        target = Path(chosen)
        if target.suffix.lower() not in {".png", ".svg"}:
            target = target.with_name(target.name + ".png")
        try:
            save_charts(self.charts, target, current())
        except AnnotatorError as error:
            self.session.failed.emit(error)
        else:
            self.session.told.emit(self.tr("The picture is in {0}").format(target.name))


def _status_colour(status: str) -> Any:
    def colour(theme: Theme) -> QColor:
        return QColor({"new": theme.muted, "started": theme.accent, "done": theme.good}[status])

    return colour


def _label_colour(held: Label | None) -> Any:
    def colour(theme: Theme) -> QColor:
        return QColor(theme.muted) if held is None else label_colour(held, theme)

    return colour


def _days(figures: Figures) -> list[Bar]:
    """A bar for each day from the first one with marks, of thirty at least, until today."""
    days = sorted({day for held in figures.made.values() for day in held if day})
    last = date.fromisoformat(max([figures.today, *days]))
    first = min(date.fromisoformat(days[0]) if days else last, last - timedelta(days=_DAYS - 1))
    found = []
    for step in range((last - first).days + 1):
        day = (first + timedelta(days=step)).isoformat()
        found.append(Bar(day, date_words(day, short=True).rsplit(" ", 1)[0], date_words(day)))
    return found


def _months(figures: Figures) -> list[Bar]:
    return _month_bars({month for held in figures.published.values() for month in held if len(month) == 7})


def _month_bars(months: set[str]) -> list[Bar]:
    """A bar for each month from the first to the last."""
    known = sorted(month for month in months if len(month) == 7)
    if not known:
        return []
    found: list[Bar] = []
    year, month = map(int, known[0].split("-"))
    while f"{year:04}-{month:02}" <= known[-1] and len(found) < 600:
        key = f"{year:04}-{month:02}"
        found.append(Bar(key, date_words(key, short=True), date_words(key)))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found


def _by_month(days: Mapping[str, int]) -> dict[str, int]:
    months: dict[str, int] = {}
    for day, count in days.items():
        months[day[:7]] = months.get(day[:7], 0) + count
    return months


VIEW = DashboardView
