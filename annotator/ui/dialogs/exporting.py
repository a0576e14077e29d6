"""Take out: what, in which format, where to; then a report of what the format could not hold."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit, QPushButton, QWidget

from annotator.model.article import STATUSES
from annotator.ui.dialogs.ask import ask
from annotator.ui.dialogs.report import ProblemList
from annotator.ui.dialogs.running import RunningDialog, buttons
from annotator.ui.widgets.fields import QuietCombo
from annotator.ui.widgets.flow import FlowLayout
from annotator.ui.widgets.form import Form
from annotator.ui.widgets.options import OptionsForm
from annotator.ui.widgets.parts import column, label, row
from annotator.ui.words import capital, count_words, number

if TYPE_CHECKING:
    from annotator.model.exchange import ExportReport, Format
    from annotator.project import Project
    from annotator.settings import Settings

#: Formats named first in the list; the others follow by title.
_FIRST: Final = ("xlsx", "jsonl")

#: What a format may be unable to hold, in words.
_KEPT: Final = {
    "fragments": "fragments",
    "overlaps": "overlapping marks",
    "relations": "relations",
    "cues": "cues",
    "attributes": "attributes",
    "entities": "entities",
    "notes": "notes",
    "variables": "article variables",
    "metadata": "article metadata",
    "coders": "coders",
    "cut_cells": "texts too long for a cell",
    "control_characters": "control characters",
    "token_edges": "marks that do not end at a token",
}


class ExportDialog(RunningDialog):
    """Asks what to export, exports, and reports."""

    def __init__(self, project: Project, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("Export"))
        self.heading.setText(self.tr("Export"))
        self.setMinimumWidth(560)
        self._project = project
        self._settings = settings
        self.kind = QuietCombo()
        self.kind.setAccessibleName(self.tr("Format"))
        self.keeps = label("", "small", wrap=True)
        self.target = QLineEdit()
        self.target.setAccessibleName(self.tr("File to write"))
        self.status = QuietCombo()
        self.status.setAccessibleName(self.tr("Articles"))
        self.coder = QuietCombo()
        self.coder.setAccessibleName(self.tr("Coder"))
        self.labels: dict[str, QCheckBox] = {}
        self.options = OptionsForm()
        self._fill_choices()
        self._lay_out()
        self.kind.currentIndexChanged.connect(lambda _: self._format_changed())
        self._format_changed()

    def _fill_choices(self) -> None:
        from annotator.formats import all_formats

        self._formats = {name: one for name, one in all_formats().items() if one.writes}
        rest = sorted(set(self._formats) - set(_FIRST), key=lambda name: self._formats[name].title.casefold())
        for name in [*(one for one in _FIRST if one in self._formats), *rest]:
            one = self._formats[name]
            ending = one.suffix or self.tr("folder")
            self.kind.addItem(f"{one.title}  ({ending})", name)
        self.status.addItem(self.tr("All articles"), "")
        for status in STATUSES:
            self.status.addItem(self.tr("Only with status “{0}”").format(status), status)
        self.coder.addItem(self.tr("Everybody"), "")
        for coder in self._project.coders:
            self.coder.addItem(coder.name, coder.name)

    def _lay_out(self) -> None:
        box = column(self.form, spacing=10)
        form = Form()
        form.add_row(self.tr("Format"), self.kind)
        form.add_row("", self.keeps)
        form.add_row(self.tr("Write to"), self._target_row())
        form.add_row(self.tr("Articles"), self.status)
        form.add_row(self.tr("Marks by"), self.coder)
        form.add_row(self.tr("Labels"), self._label_boxes())
        form.add_row("", self.options)
        box.addWidget(form)
        box.addStretch(1)
        self.start = QPushButton(self.tr("Export"))
        self.start.setDefault(True)
        self.start.clicked.connect(self._start)
        cancel = QPushButton(self.tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        box.addLayout(buttons(cancel, self.start))

    def _target_row(self) -> QWidget:
        holder = QWidget()
        line = row(holder, spacing=8)
        choose = QPushButton(self.tr("Choose…"))
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose)
        line.addWidget(self.target, 1)
        line.addWidget(choose)
        return holder

    def _label_boxes(self) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, gap=14, row_gap=2)
        for one in self._project.scheme.labels:
            box = QCheckBox(capital(one.name).replace("&", "&&"))
            box.setChecked(True)
            box.setMinimumHeight(30)
            self.labels[one.name] = box
            flow.addWidget(box)
        return holder

    def _format(self) -> Format:
        return self._formats[self.kind.currentData()]

    def _format_changed(self) -> None:
        kind = self._format()
        lost = [_KEPT[name] for name in list(_KEPT)[:10] if name not in kind.keeps]
        self.keeps.setText(
            self.tr("Cannot hold: {0}.").format(", ".join(lost)) if lost else self.tr("Holds everything.")
        )
        self.options.show_options(kind.options)
        held = Path(self.target.text()) if self.target.text().strip() else None
        folder = held.parent if held else Path(self._settings.text("export_folder") or Path.home())
        stem = held.stem if held else re.sub(r"[^\w.-]+", "-", self._project.path.stem)
        self.target.setText(str(folder / f"{stem}{kind.suffix}"))

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
        chosen = [name for name, box in self.labels.items() if box.isChecked()]
        if not chosen and self.labels:
            self.say(self.tr("Choose at least one label."))
            return
        overwrite = target.exists()
        if overwrite and not self._may_replace(target):
            return
        self._settings.set("export_folder", str(target.parent))
        self._run(target, chosen, overwrite=overwrite)

    def _may_replace(self, target: Path) -> bool:
        question = self.tr("“{0}” is there already. Replace it?").format(target.name)
        answers = [self.tr("Keep it"), self.tr("Replace")]
        return bool(ask(self, self.tr("Export"), question, answers))

    def _run(self, target: Path, labels: list[str], *, overwrite: bool) -> None:
        from annotator.project.exporting import export_to

        wanted = {
            "format": self.kind.currentData(),
            "labels": [] if len(labels) == len(self.labels) else labels,
            "coders": [self.coder.currentData()] if self.coder.currentData() else [],
            "status": self.status.currentData(),
            "options": self.options.values(),
        }
        self.run(
            self.tr("Exporting"),
            lambda progress: export_to(
                self._project, target, overwrite=overwrite, progress=progress, **wanted
            ),
        )

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
        self.folder = QPushButton(self.tr("Open folder"))
        self.folder.setAutoDefault(False)
        self.folder.clicked.connect(lambda: _open_folder(report.files))
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
        lost = ", ".join(f"{number(count)} {_KEPT.get(name, name)}" for name, count in report.lost.items())
        return f"{words} The format could not hold: {lost}."
    return f"{words} Nothing was lost."


def _open_folder(files: list[str]) -> None:
    if files:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(files[0]).parent)))
