"""Copies for others: choose who gets which articles and see it before it is written; or send one copy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QFileDialog,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from annotator.errors import AnnotatorError
from annotator.model.article import ArticleId
from annotator.model.entity import GOLD
from annotator.ui.dialogs.running import RunningDialog, buttons
from annotator.ui.widgets.fields import QuietCombo
from annotator.ui.widgets.flow import FlowLayout
from annotator.ui.widgets.form import Form
from annotator.ui.widgets.parts import column, label, row
from annotator.ui.words import count_words, number

if TYPE_CHECKING:
    from annotator.project import Project
    from annotator.project.sharing import Plan
    from annotator.settings import Settings

#: The largest seed that is offered.
_MOST: Final = 999_999

_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class CopiesDialog(RunningDialog):
    """Makes a copy for each coder. `listed` are the articles that the list shows now."""

    def __init__(
        self,
        project: Project,
        settings: Settings,
        listed: Sequence[ArticleId] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("Copies for coders"))
        self.heading.setText(self.tr("Make copies for coders"))
        self.setMinimumSize(720, 690)
        self._project = project
        self._settings = settings
        self._listed = list(listed)
        self.plan: Plan | None = None
        self.coders: dict[str, QCheckBox] = {}
        self._make_fields()
        self._lay_out()
        self._how_changed()

    def _make_fields(self) -> None:
        self.new_coder = QLineEdit()
        self.new_coder.setPlaceholderText(self.tr("Another coder’s name"))
        self.new_coder.setAccessibleName(self.tr("Another coder’s name"))
        self.new_coder.returnPressed.connect(self.add_coder)
        self.articles = QuietCombo()
        self.articles.setAccessibleName(self.tr("Articles"))
        self._fill_articles()
        self.sample = QCheckBox(self.tr("Only a random sample of"))
        self.sample_size = self._number(self.tr("Size of the sample"), 50)
        self.how = QuietCombo()
        self.how.setAccessibleName(self.tr("Who gets what"))
        for words, name in (
            (self.tr("Everybody gets all of them"), "all"),
            (self.tr("Split evenly: each article to one coder"), "split"),
            (self.tr("Some to several coders for reliability, the rest split"), "overlap"),
        ):
            self.how.addItem(words, name)
        self.shared = self._number(self.tr("Articles that several coders get"), 20)
        self.together = QuietCombo()
        self.together.setAccessibleName(self.tr("Coders for each shared article"))
        self.seed = self._number(self.tr("Seed"), 1)
        self.marks = QuietCombo()
        self.marks.setAccessibleName(self.tr("Marks"))
        self.marks.addItem(self.tr("Blind: without anybody’s marks"), True)
        self.marks.addItem(self.tr("With the marks made so far"), False)
        self.folder = QLineEdit(self._settings.text("export_folder") or str(self._project.path.parent))
        self.folder.setAccessibleName(self.tr("Folder"))
        self.preview = _table([self.tr("Coder"), self.tr("Articles"), self.tr("Shared"), self.tr("File")])
        self.preview.setAccessibleName(self.tr("Who gets what"))
        self.summary = label("", "muted", wrap=True)

    def _number(self, name: str, value: int) -> QSpinBox:
        made = QSpinBox()
        made.setRange(0 if value == 1 else 1, _MOST)
        made.setValue(value)
        made.setAccessibleName(name)
        made.setMinimumWidth(90)
        made.valueChanged.connect(lambda _: self.show_plan())
        return made

    def _fill_articles(self) -> None:
        project = self._project
        every = project.articles.ids()
        self._choices: list[Callable[[], Sequence[ArticleId]]] = [lambda: every]
        self.articles.addItem(self.tr("All articles ({0})").format(number(len(every))))
        if self._listed and len(self._listed) < len(every):
            words = self.tr("Those in the list ({0})").format(number(len(self._listed)))
            self.articles.addItem(words)
            self._choices.append(lambda: self._listed)
        free = project.articles.ids(assigned="")
        if len(free) < len(every):
            self.articles.addItem(self.tr("Not assigned to anybody ({0})").format(number(len(free))))
            self._choices.append(lambda: free)
        for one in project.sets.all():
            self.articles.addItem(self.tr("Set: {0} ({1})").format(one.name, number(one.size)))
            self._choices.append(lambda uid=one.uid: project.sets.ids(uid))  # type: ignore[misc]

    def _lay_out(self) -> None:
        box = column(self.form, spacing=10)
        words = self.tr(
            "Each coder gets a file with just these articles. When the files come back, Project ▸ Merge… "
            "brings everybody’s work together."
        )
        box.addWidget(label(words, "muted", wrap=True))
        form = Form()
        form.add_row(self.tr("Coders"), self._coder_boxes())
        form.add_row(self.tr("Articles"), self.articles)
        form.add_row("", self._line(self.sample, self.sample_size))
        form.add_row(self.tr("Who gets what"), self.how)
        self.shared_line = self._line(
            label(self.tr("Shared articles"), "muted"),
            self.shared,
            label(self.tr("each to"), "muted"),
            self.together,
        )
        form.add_row("", self.shared_line)
        self.seed_line = self._line(label(self.tr("Seed of the draw"), "muted"), self.seed)
        form.add_row("", self.seed_line)
        form.add_row(self.tr("Marks"), self.marks)
        choose = _button(self.tr("Choose…"), self._choose)
        form.add_row(self.tr("Folder"), self._line(self.folder, choose, stretch=False))
        box.addWidget(form)
        box.addWidget(self.preview, 1)
        box.addWidget(self.summary)
        self.start = _button(self.tr("Make copies"), self._start, default=True)
        box.addLayout(buttons(_button(self.tr("Cancel"), self.reject), self.start))
        for combo in (self.articles, self.together, self.marks):
            combo.activated.connect(lambda _: self.show_plan())
        self.how.activated.connect(lambda _: self._how_changed())
        self.sample.toggled.connect(lambda _: self._how_changed())

    def _coder_boxes(self) -> QWidget:
        holder = QWidget()
        box = column(holder, spacing=6)
        boxes = QWidget()
        self._flow = FlowLayout(boxes, gap=14, row_gap=2)
        for one in self._project.coders:
            if one.name != GOLD:
                self._add_box(one.name, checked=False)
        box.addWidget(boxes)
        add = _button(self.tr("Add"), self.add_coder)
        box.addWidget(self._line(self.new_coder, add, stretch=False))
        return holder

    def _add_box(self, name: str, *, checked: bool) -> None:
        made = QCheckBox(name.replace("&", "&&"))
        made.setChecked(checked)
        made.setMinimumHeight(30)
        made.toggled.connect(lambda _: self._how_changed())
        self.coders[name] = made
        self._flow.addWidget(made)

    @staticmethod
    def _line(*parts: QWidget, stretch: bool = True) -> QWidget:
        holder = QWidget()
        line = row(holder, spacing=8)
        for part in parts:
            line.addWidget(part, 0 if stretch or isinstance(part, QPushButton) else 1)
        if stretch:
            line.addStretch(1)
        return holder

    # ------------------------------------------------------------------ choosing

    def add_coder(self) -> None:
        """Put the name that was typed among the coders, chosen."""
        name = self.new_coder.text().strip()
        if not name:
            return
        if name in self.coders:
            self.coders[name].setChecked(True)
        else:
            self._add_box(name, checked=True)
        self.new_coder.clear()
        self._how_changed()

    def chosen(self) -> list[str]:
        """The names of the chosen coders."""
        return [name for name, box in self.coders.items() if box.isChecked()]

    def _how_changed(self) -> None:
        overlap = self.how.currentData() == "overlap"
        self.shared_line.setVisible(overlap)
        self.sample_size.setEnabled(self.sample.isChecked())
        self.seed_line.setVisible(self.how.currentData() != "all" or self.sample.isChecked())
        held, coders = self.together.currentData(), len(self.chosen())
        self.together.clear()
        self.together.addItem(self.tr("all coders"), 0)
        for count in range(2, coders):
            self.together.addItem(self.tr("{0} coders").format(count), count)
        self.together.setCurrentIndex(max(self.together.findData(held), 0))
        self.show_plan()

    def show_plan(self) -> None:
        """Show who would get what."""
        from annotator.project.sharing import file_name, plan_copies

        how = self.how.currentData()
        shared = {"all": None, "split": 0, "overlap": self.shared.value()}[how]
        try:
            self.plan = plan_copies(
                self._project,
                self.chosen(),
                list(self._choices[self.articles.currentIndex()]()),
                sample=self.sample_size.value() if self.sample.isChecked() else 0,
                shared=shared,
                together=int(self.together.currentData() or 0) if how == "overlap" else 0,
                seed=self.seed.value(),
            )
        except AnnotatorError as error:
            self.plan = None
            self.preview.setRowCount(0)
            self.summary.setText(error.sentence)
            self.start.setEnabled(False)
            return
        self.start.setEnabled(True)
        both = set(self.plan.shared)
        rows = [
            (name, number(len(keys)), number(len(both & set(keys))), file_name(self._project, name))
            for name, keys in self.plan.work.items()
        ]
        _fill(self.preview, rows)
        self.summary.setText(self._summary(len(self.plan.articles), len(both)))

    def _summary(self, articles: int, shared: int) -> str:
        words = count_words(articles, "article", "articles")
        if not shared:
            return self.tr("{0} go out, each to one coder.").format(words)
        share = round(100 * shared / articles)
        return self.tr("{0} go out; {1} of them ({2} %) to several coders.").format(
            words, number(shared), share
        )

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder"), self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    # ------------------------------------------------------------------ making

    def _start(self) -> None:
        from annotator.project.sharing import hand_out

        plan, blind = self.plan, bool(self.marks.currentData())
        folder = Path(self.folder.text().strip()).expanduser()
        if plan is None:
            return
        if not folder.is_dir():
            self.say(self.tr("Choose a folder that is there."))
            return
        self._settings.set("export_folder", str(folder))
        self.run(
            self.tr("Writing copies"),
            lambda progress: hand_out(self._project, folder, plan, blind=blind, progress=progress),
        )

    def finished_with(self, result: Any) -> None:
        """Say what was written."""
        made: list[Path] = result
        _show_files(
            self,
            made,
            self.tr("Written and ready to send: {0}.").format(count_words(len(made), "file", "files")),
        )


class SendDialog(RunningDialog):
    """Writes one copy of the whole project, on wish without history, coders' names or texts."""

    def __init__(self, project: Project, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("Send a copy"))
        self.heading.setText(self.tr("Send a copy"))
        self.setMinimumWidth(600)
        self._project = project
        self._settings = settings
        self.history = QCheckBox(self.tr("With the history: what every mark was before"))
        self.names = QCheckBox(self.tr("With the coders’ names (else Coder 1, Coder 2 …)"))
        self.texts = QCheckBox(self.tr("With the texts (else every letter is an x, places stay right)"))
        for box in (self.history, self.names, self.texts):
            box.setChecked(True)
        self.texts.toggled.connect(self._texts_changed)
        folder = settings.text("export_folder") or str(project.path.parent)
        self.target = QLineEdit(str(Path(folder) / f"{project.name}-copy.anno"))
        self.target.setAccessibleName(self.tr("File to write"))
        self._lay_out()

    def _lay_out(self) -> None:
        box = column(self.form, spacing=10)
        words = self.tr(
            "A verified copy of the whole project, for a colleague or an archive. "
            "Work that is done in it comes back with Project ▸ Merge…"
        )
        box.addWidget(label(words, "muted", wrap=True))
        for part in (self.history, self.names, self.texts):
            box.addWidget(part)
        form = Form()
        holder = QWidget()
        line = row(holder, spacing=8)
        line.addWidget(self.target, 1)
        line.addWidget(_button(self.tr("Choose…"), self._choose))
        form.add_row(self.tr("Write to"), holder)
        box.addWidget(form)
        box.addStretch(1)
        self.start = _button(self.tr("Write the copy"), self._start, default=True)
        box.addLayout(buttons(_button(self.tr("Cancel"), self.reject), self.start))

    def _texts_changed(self, on: bool) -> None:
        """Quotes stand in the history, so it goes with the texts."""
        self.history.setEnabled(on)
        if not on:
            self.history.setChecked(False)

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Send a copy"),
            self.target.text(),
            "Annotator projects (*.anno)",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if chosen:
            self.target.setText(chosen if chosen.endswith(".anno") else f"{chosen}.anno")

    def _start(self) -> None:
        from annotator.project.sharing import copy_to_send

        target = Path(self.target.text().strip()).expanduser()
        if not self.target.text().strip() or not target.parent.is_dir():
            self.say(self.tr("Say which file to write to, in a folder that is there."))
            return
        self._settings.set("export_folder", str(target.parent))
        history, names, texts = (box.isChecked() for box in (self.history, self.names, self.texts))

        def work(progress: Any) -> list[Path]:
            copy_to_send(
                self._project, target, history=history, coder_names=names, texts=texts, progress=progress
            )
            return [target]

        self.run(self.tr("Writing the copy"), work)

    def finished_with(self, result: Any) -> None:
        """Say where it is."""
        _show_files(self, result, self.tr("The copy was written, opened and checked."))


def _show_files(dialog: RunningDialog, files: Sequence[Path], words: str) -> None:
    """The result page: what was written, a way to the folder, and the end."""
    box = column(dialog.result_page, spacing=10)
    box.addWidget(label(words, wrap=True))
    for file in files[:20]:
        box.addWidget(label(str(file), "small", wrap=True))
    folder = _button(
        dialog.tr("Open folder"),
        lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(files[0].parent))),
    )
    done = _button(dialog.tr("Done"), dialog.accept, default=True)
    box.addStretch(1)
    box.addLayout(buttons(folder, done))
    done.setFocus()


def _button(text: str, action: Callable[[], object], *, default: bool = False) -> QPushButton:
    made = QPushButton(text)
    made.setAutoDefault(False)
    made.setDefault(default)
    made.clicked.connect(lambda _checked=False: action())
    return made


def _table(headers: Sequence[str]) -> QTableWidget:
    made = QTableWidget(0, len(headers))
    made.setProperty("role", "field")
    made.setHorizontalHeaderLabels(list(headers))
    made.verticalHeader().hide()
    made.setShowGrid(False)
    made.setMinimumHeight(110)
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    made.horizontalHeader().setStretchLastSection(True)
    made.horizontalHeader().setHighlightSections(False)
    made.horizontalHeader().setDefaultAlignment(_LEFT)
    return made


def _fill(table: QTableWidget, rows: Sequence[Sequence[str]]) -> None:
    table.setRowCount(len(rows))
    for at, words in enumerate(rows):
        for place, text in enumerate(words):
            table.setItem(at, place, QTableWidgetItem(text))
