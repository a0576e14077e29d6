"""Take out: what, in which format, where to, with a preview; then a report of what was lost."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit, QPushButton, QWidget

from annotator.errors import AnnotatorError
from annotator.ui.dialogs.ask import ask
from annotator.ui.dialogs.report import ProblemList
from annotator.ui.dialogs.running import RunningDialog, buttons
from annotator.ui.widgets.export_form import ExportForm, FormatList
from annotator.ui.widgets.export_preview import KEPT, ExportPreviewPane
from annotator.ui.widgets.fields import QuietCombo
from annotator.ui.widgets.parts import ScrollPane, column, label, row, section
from annotator.ui.words import count_words, number

if TYPE_CHECKING:
    from annotator.model.exchange import ExportReport, Format
    from annotator.model.filters import ArticleFilter
    from annotator.model.recipe import Recipe
    from annotator.project import Project
    from annotator.settings import Settings

#: Widths of the list of formats and of the form, pixels.
_LIST: Final = 224
_FORM: Final = 396


class ExportDialog(RunningDialog):
    """Asks what to export and shows how it will look, exports, and reports.

    `here` is the filter of the article list, which is then offered too.
    """

    def __init__(
        self,
        project: Project,
        settings: Settings,
        parent: QWidget | None = None,
        *,
        here: ArticleFilter | None = None,
    ) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("Export"))
        self.heading.setText(self.tr("Export"))
        self.resize(1120, 660)
        self._project = project
        self._settings = settings
        self._formats = _writable()
        self.kind = FormatList(self._formats)
        self.about = label("", "muted", wrap=True)
        self.keeps = label("", "small", wrap=True)
        self.what = ExportForm(project, here)
        self.target = QLineEdit()
        self.target.setAccessibleName(self.tr("File to write"))
        self.recipe = QuietCombo()
        self.recipe.setAccessibleName(self.tr("Recipe"))
        self.preview = ExportPreviewPane(project)
        self._lay_out()
        self._fill_recipes()
        self.kind.currentRowChanged.connect(lambda _: self._format_changed())
        self.what.changed.connect(self._show_preview)
        self.recipe.activated.connect(lambda _: self._take_recipe())
        self.finished.connect(lambda _: self.preview.close_down())
        self._format_changed()

    @property
    def labels(self) -> dict[str, Any]:
        """The tick boxes of the labels, by name."""
        return self.what.labels

    # ------------------------------------------------------------------ parts

    def _lay_out(self) -> None:
        box = column(self.form, spacing=12)
        parts = row(spacing=20)
        parts.addWidget(self._format_column())
        parts.addWidget(self._form_column())
        parts.addWidget(self.preview, 1)
        box.addLayout(parts, 1)
        line = row(spacing=8)
        line.addWidget(label(self.tr("Write to"), "muted"))
        line.addWidget(self.target, 1)
        line.addWidget(self._button(self.tr("Choose…"), self._choose))
        box.addLayout(line)
        self.start = QPushButton(self.tr("Export"))
        self.start.setDefault(True)
        self.start.clicked.connect(self._start)
        box.addLayout(buttons(self._button(self.tr("Cancel"), self.reject), self.start))

    def _format_column(self) -> QWidget:
        holder = QWidget()
        holder.setFixedWidth(_LIST)
        box = column(holder, spacing=8)
        box.addWidget(section(self.tr("Format")))
        box.addWidget(self.kind, 1)
        box.addWidget(self.about)
        box.addWidget(self.keeps)
        return holder

    def _form_column(self) -> QWidget:
        holder = QWidget()
        holder.setFixedWidth(_FORM)
        box = column(holder, spacing=8)
        line = row(spacing=8)
        line.addWidget(section(self.tr("Recipe")))
        line.addWidget(self.recipe, 1)
        self.keep = self._button(self.tr("Keep…"), self._keep_recipe)
        self.keep.setToolTip(self.tr("Keep what is chosen here under a name, to repeat it in one click"))
        self.forget = self._button(self.tr("Delete"), self._delete_recipe)
        line.addWidget(self.keep)
        line.addWidget(self.forget)
        box.addLayout(line)
        pane = QWidget()
        inside = column(pane, margins=(0, 4, 8, 4))
        inside.addWidget(self.what)
        inside.addStretch(1)
        box.addWidget(ScrollPane(pane), 1)
        return holder

    def _button(self, text: str, act: Any) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _: act())
        return button

    # ------------------------------------------------------------------ format and preview

    def _format(self) -> Format:
        return self._formats[self.kind.chosen()]

    def _format_changed(self) -> None:
        kind = self._format()
        lost = [KEPT[name] for name in list(KEPT)[:10] if name not in kind.keeps]
        self.about.setText(_about(self, kind.name))
        self.keeps.setText(
            self.tr("Cannot hold: {0}.").format(", ".join(lost)) if lost else self.tr("Holds everything.")
        )
        self.what.show_format(kind)
        held = Path(self.target.text()) if self.target.text().strip() else None
        folder = held.parent if held else Path(self._settings.text("export_folder") or Path.home())
        stem = held.stem if held else re.sub(r"[^\w.-]+", "-", self._project.path.stem)
        self.target.setText(str(folder / f"{stem}{kind.suffix}"))
        self._show_preview()

    def _show_preview(self) -> None:
        if not self.what.problem():
            self.preview.show_recipe(self._wanted())

    def _wanted(self) -> Recipe:
        return self.what.recipe(self.kind.chosen(), self.target.text().strip())

    # ------------------------------------------------------------------ recipes

    def _fill_recipes(self, name: str = "") -> None:
        from annotator.project.recipes import recipes

        self._recipes = recipes(self._project)
        self.recipe.clear()
        self.recipe.addItem(self.tr("As chosen below"), "")
        for one in self._recipes:
            self.recipe.addItem(one, one)
        self.recipe.setCurrentIndex(max(0, self.recipe.findData(name)))
        self.forget.setEnabled(bool(name))
        self.keep.setEnabled(not self._project.read_only)

    def show_recipe(self, name: str) -> None:
        """Choose what the recipe of that name says."""
        wanted = self._recipes[name]
        self.recipe.setCurrentIndex(self.recipe.findData(name))
        self.kind.choose(wanted.format)
        self.what.show_recipe(wanted)
        self.what.show_format(self._format(), wanted.options)
        if wanted.target:
            self.target.setText(wanted.target)
        self.forget.setEnabled(not self._project.read_only)
        self._show_preview()

    def _take_recipe(self) -> None:
        name = self.recipe.currentData()
        self.forget.setEnabled(bool(name) and not self._project.read_only)
        if name:
            self.show_recipe(name)

    def _keep_recipe(self) -> None:
        from annotator.project.recipes import save_recipe

        if problem := self.what.problem():
            self.say(problem)
            return
        known = self.recipe.currentData() or ""
        name, given = QInputDialog.getText(
            self, self.tr("Keep a recipe"), self.tr("Name of the recipe"), text=known or self._format().title
        )
        if not given or not name.strip():
            return
        try:
            save_recipe(self._project, name.strip(), self._wanted())
        except AnnotatorError as error:
            self.say(error.sentence)
            return
        self._fill_recipes(name.strip())

    def _delete_recipe(self) -> None:
        from annotator.project.recipes import delete_recipe

        delete_recipe(self._project, self.recipe.currentData())
        self._fill_recipes()

    # ------------------------------------------------------------------ target and start

    def _choose(self) -> None:
        suffix = self._format().suffix
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Export to"),
            self.target.text(),
            f"{self._format().title} (*{suffix})" if suffix else "",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if chosen:
            path = Path(chosen)
            missing = suffix and not path.name.lower().endswith(suffix)
            self.target.setText(str(path.with_name(path.name + suffix) if missing else path))

    def _start(self) -> None:
        target = Path(self.target.text().strip()).expanduser()
        if not self.target.text().strip() or not target.is_absolute():
            self.say(self.tr("Say which file to write to, with its folder."))
            return
        if problem := self.what.problem():
            self.say(problem)
            return
        overwrite = target.exists()
        if overwrite and not self._may_replace(target):
            return
        self._settings.set("export_folder", str(target.parent))
        self.preview.close_down()
        self._run(self._wanted(), target, overwrite=overwrite)

    def _may_replace(self, target: Path) -> bool:
        question = self.tr("“{0}” is there already. Replace it?").format(target.name)
        answers = [self.tr("Keep it"), self.tr("Replace")]
        return bool(ask(self, self.tr("Export"), question, answers))

    def _run(self, wanted: Recipe, target: Path, *, overwrite: bool) -> None:
        from annotator.project.recipes import carry_out

        self.run(
            self.tr("Exporting"),
            lambda progress: carry_out(self._project, wanted, target, overwrite=overwrite, progress=progress),
        )

    def repeat(self, name: str) -> None:
        """Carry a recipe out at once, where it says what file to write; else only show it."""
        self.show_recipe(name)
        if self._recipes[name].target:
            self._start()

    def finished_with(self, result: Any) -> None:
        """Say what was written and what the format could not hold."""
        report: ExportReport = result
        box = column(self.result_page, spacing=10)
        self.counts = label(export_words(report), wrap=True)
        box.addWidget(self.counts)
        for file in report.files:
            name = label(file, "small", wrap=True)
            box.addWidget(name)
        if report.warnings:
            box.addWidget(ProblemList(report.warnings), 1)
        box.addStretch(1)
        self.folder = self._button(self.tr("Open folder"), lambda: _open_folder(report.files))
        close = QPushButton(self.tr("Done"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        box.addLayout(buttons(self.folder, close))
        close.setFocus()


def export_words(report: ExportReport) -> str:
    """What an export wrote, and what the format could not hold, in sentences."""
    parts = [
        count_words(report.articles, "article", "articles"),
        count_words(report.annotations, "mark", "marks"),
        count_words(report.relations, "relation", "relations"),
    ]
    words = f"Written: {', '.join(parts)}."
    if report.lost:
        lost = ", ".join(f"{number(count)} {KEPT.get(name, name)}" for name, count in report.lost.items())
        return f"{words} The format could not hold: {lost}."
    return f"{words} Nothing was lost."


def _writable() -> dict[str, Format]:
    from annotator.formats import all_formats

    return {name: one for name, one in all_formats().items() if one.writes}


def _about(widget: QWidget, name: str) -> str:
    """For whom a format is, in a sentence."""
    words = {
        "xlsx": widget.tr("For reading, sorting and correcting in Excel: marks, claims, relations, charts."),
        "jsonl": widget.tr("Everything, for training and for archives. Importing it gives the same project."),
        "csv": widget.tr("The tables of the workbook as text files, for R, Stata and SPSS."),
        "brat": widget.tr("Text and standoff files for the brat annotation tool."),
        "cas": widget.tr("UIMA XMI or JSON for INCEpTION and DKPro."),
        "conll": widget.tr("A word a line with its tag, for sequence taggers."),
        "doccano": widget.tr("JSON lines for the doccano annotation tool."),
        "huggingface": widget.tr("Words with numbered tags, a dataset card and splits, for Hugging Face."),
        "labelstudio": widget.tr("Tasks with annotations for Label Studio, and its labelling configuration."),
        "networks": widget.tr("Who says what about whom as a graph, for Gephi, visone and R."),
        "parquet": widget.tr("Tables for pandas, polars, DuckDB, Spark and R."),
        "prodigy": widget.tr("JSON lines for Prodigy."),
        "refi": widget.tr("A REFI-QDA project for NVivo, ATLAS.ti, MAXQDA and QualCoder."),
        "spacy": widget.tr("A DocBin for training with spaCy."),
        "webanno": widget.tr("WebAnno TSV 3.3 for INCEpTION and WebAnno."),
        "webannotation": widget.tr("W3C Web Annotation in JSON-LD, for the web and for archives."),
    }
    return words.get(name, "")


def _open_folder(files: list[str]) -> None:
    if files:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(files[0]).parent)))
