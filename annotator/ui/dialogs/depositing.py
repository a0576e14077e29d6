"""The deposit pack: what a data repository is to know, and whether the texts go along."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from annotator.ui.dialogs.ask import ask
from annotator.ui.dialogs.running import RunningDialog, buttons
from annotator.ui.widgets.fields import QuietCombo
from annotator.ui.widgets.form import Form
from annotator.ui.widgets.parts import column, label, row
from annotator.ui.words import count_words

if TYPE_CHECKING:
    from annotator.model.exchange import ExportReport
    from annotator.project import Project
    from annotator.settings import Settings

#: Licences that are offered; any other may be typed.
_LICENCES = ("", "cc-by-4.0", "cc-by-sa-4.0", "cc-by-nc-4.0", "cc0-1.0")


class DepositDialog(RunningDialog):
    """Asks for title, authors and licence, packs, and says what is in the pack."""

    def __init__(self, project: Project, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("Deposit pack"))
        self.heading.setText(self.tr("Deposit pack"))
        self.setMinimumWidth(600)
        self._project = project
        self._settings = settings
        self.name = QLineEdit(project.name)
        self.authors = QLineEdit()
        self.authors.setPlaceholderText(self.tr("Names, with semicolons between"))
        self.licence = QuietCombo()
        self.licence.setEditable(True)
        self.licence.addItems(_LICENCES)
        self.description = QPlainTextEdit()
        self.description.setProperty("role", "field")
        self.description.setTabChangesFocus(True)
        self.description.setFixedHeight(84)
        self.what = QuietCombo()
        self.texts = QCheckBox(self.tr("With the texts of the articles"))
        self.texts.setChecked(True)
        self.anonymous = QCheckBox(self.tr("Numbers in the place of the coders' names"))
        self.about_texts = label("", "small", wrap=True)
        self.target = QLineEdit()
        self._fill_recipes()
        self._lay_out()
        self.texts.toggled.connect(lambda _: self._say_texts())
        self._say_texts()
        folder = Path(settings.text("export_folder") or Path.home())
        self.target.setText(str(folder / f"{project.path.stem}-deposit.zip"))

    def _fill_recipes(self) -> None:
        from annotator.project.recipes import recipes

        self.what.addItem(self.tr("All articles and confirmed marks"), None)
        for name, wanted in recipes(self._project).items():
            self.what.addItem(self.tr("As the recipe “{0}” says").format(name), wanted)

    def _lay_out(self) -> None:
        box = column(self.form, spacing=10)
        form = Form()
        for words, field in (
            (self.tr("Title"), self.name),
            (self.tr("Authors"), self.authors),
            (self.tr("Licence"), self.licence),
            (self.tr("Description"), self.description),
            (self.tr("What"), self.what),
        ):
            field.setAccessibleName(words)
            form.add_row(words, field)
        form.add_row("", self.texts)
        form.add_row("", self.about_texts)
        form.add_row("", self.anonymous)
        self.target.setAccessibleName(self.tr("File to write"))
        holder = QWidget()
        line = row(holder, spacing=8)
        choose = QPushButton(self.tr("Choose…"))
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose)
        line.addWidget(self.target, 1)
        line.addWidget(choose)
        form.add_row(self.tr("Write to"), holder)
        box.addWidget(form)
        box.addStretch(1)
        self.start = QPushButton(self.tr("Pack"))
        self.start.setDefault(True)
        self.start.clicked.connect(self._start)
        cancel = QPushButton(self.tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        box.addLayout(buttons(cancel, self.start))

    def _say_texts(self) -> None:
        if self.texts.isChecked():
            words = self.tr("Make sure that you may publish the texts.")
        else:
            words = self.tr(
                "Places, hashed quotes, fingerprints and addresses go along. Whoever has the articles puts"
                " the marks back with “annotator rehydrate”; every quote is checked. Notes, titles and the"
                " examples of your codebook stay as they are: see that they quote nothing secret."
            )
        self.about_texts.setText(words)

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Write the pack to"),
            self.target.text(),
            self.tr("Zip archives (*.zip)"),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if chosen:
            self.target.setText(chosen if chosen.lower().endswith(".zip") else f"{chosen}.zip")

    def _start(self) -> None:
        from annotator.model.deposit import Deposit
        from annotator.project.depositing import make_deposit

        target = Path(self.target.text().strip()).expanduser()
        if not self.target.text().strip() or not target.is_absolute():
            self.say(self.tr("Say which file to write to, with its folder."))
            return
        overwrite = target.exists()
        question = self.tr("“{0}” is there already. Replace it?").format(target.name)
        answers = [self.tr("Keep it"), self.tr("Replace")]
        if overwrite and not ask(self, self.windowTitle(), question, answers):
            return
        self._settings.set("export_folder", str(target.parent))
        about = Deposit(
            title=self.name.text().strip(),
            authors=[one.strip() for one in self.authors.text().split(";") if one.strip()],
            licence=self.licence.currentText().strip(),
            description=self.description.toPlainText().strip(),
            texts=self.texts.isChecked(),
            anonymous=self.anonymous.isChecked(),
        )
        chosen = self.what.currentData()
        self.run(
            self.tr("Packing"),
            lambda progress: make_deposit(
                self._project, target, about, chosen=chosen, overwrite=overwrite, progress=progress
            ),
        )

    def finished_with(self, result: Any) -> None:
        """Say what is in the pack."""
        report: ExportReport = result
        box = column(self.result_page, spacing=10)
        parts = [
            count_words(report.articles, "article", "articles"),
            count_words(report.annotations, "mark", "marks"),
            count_words(report.relations, "relation", "relations"),
        ]
        self.counts = label(self.tr("Packed: {0}.").format(", ".join(parts)), wrap=True)
        box.addWidget(self.counts)
        for file in report.files:
            box.addWidget(label(file, "small", wrap=True))
        box.addStretch(1)
        close = QPushButton(self.tr("Done"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        box.addLayout(buttons(close))
        close.setFocus()
