"""Bring in: files and folders of articles or labelled data, looked at before, and reported afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton, QSplitter, QTabWidget, QWidget

from annotator.model.reading import RECOGNISE, proposals
from annotator.ui.dialogs.import_choices import ImportChoices
from annotator.ui.dialogs.import_result import ImportResult
from annotator.ui.dialogs.import_survey import FileSurvey
from annotator.ui.dialogs.running import RunningDialog, buttons
from annotator.ui.latest import Latest
from annotator.ui.widgets.column_mapping import ColumnMapping
from annotator.ui.widgets.fields import QuietCombo
from annotator.ui.widgets.form import Form
from annotator.ui.widgets.import_files import FileList
from annotator.ui.widgets.import_preview import ImportPreview, ProposalTicks
from annotator.ui.widgets.options import OptionsForm
from annotator.ui.widgets.parts import ScrollPane, column, label, row
from annotator.ui.words import count_words

if TYPE_CHECKING:
    from annotator.model.exchange import Format, ImportReport, Problem, Reader
    from annotator.project import Project
    from annotator.project.surveying import Look, Preview
    from annotator.settings import Settings

#: Encodings offered beside the recognised one; any other may be typed.
_ENCODINGS: Final = (
    "utf-8",
    "utf-16",
    "windows-1252",
    "windows-1250",
    "windows-1251",
    "windows-1254",
    "windows-1256",
    "iso-8859-1",
    "iso-8859-2",
    "iso-8859-15",
    "koi8-r",
    "gb18030",
    "big5",
    "shift_jis",
    "euc-jp",
    "euc-kr",
    "tis-620",
)
#: Files that are read to their end before the import, to count what is in them.
_COUNTED: Final = 2000
#: Milliseconds between two sums over all files while they are counted.
_EVERY: Final = 200
#: Options that have places of their own in the dialog.
_ELSEWHERE: Final = frozenset(["encoding", "columns", RECOGNISE.name])


class ImportDialog(RunningDialog):
    """Asks what to import and how, shows what that will give, imports, and reports each file.

    `wish` says, after it is closed, which view the person wants to see next: its name and what about.
    """

    def __init__(
        self, project: Project, settings: Settings, paths: list[Path], parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("Import"))
        self.heading.setText(self.tr("Import articles"))
        self.resize(1080, 720)
        self.wish: tuple[str, dict[str, Any]] | None = None
        self._project = project
        self._settings = settings
        self._choices = ImportChoices(settings)
        self._places: list[Path] = []
        self._missing: list[Problem] = []
        self._survey = FileSurvey(self)
        self._telling = QTimer(self)
        self._telling.setSingleShot(True)
        self._telling.setInterval(_EVERY)
        self._telling.timeout.connect(self._tell)
        self._previewing = Latest(self, pause=60)
        self._preview: Preview | None = None
        self.files = FileList()
        self.kind = QuietCombo()
        self.encoding = QuietCombo()
        self.preview = ImportPreview()
        self.columns = ColumnMapping()
        self.proposals = ProposalTicks()
        self.options = OptionsForm()
        self.duplicates = QuietCombo()
        self.changed = QuietCombo()
        self.tabs = QTabWidget()
        self.summary = label("", "muted")
        self.about = label("", "small", wrap=True)
        self._fill_choices()
        self._lay_out()
        self._connect()
        self._show_file(None)
        self.add(paths)

    # ------------------------------------------------------------------ layout

    def _fill_choices(self) -> None:
        from annotator.formats import all_formats
        from annotator.readers import all_readers

        self._kinds: dict[str, Reader | Format] = dict(all_readers())
        self._kinds.update({name: one for name, one in all_formats().items() if one.reads})
        self.kind.addItem("", "")
        for name, one in sorted(self._kinds.items(), key=lambda pair: pair[1].title.casefold()):
            self.kind.addItem(one.title, name)
        self.kind.setAccessibleName(self.tr("Kind of file"))
        self.encoding.setEditable(True)
        self._typed = QLineEdit()
        self.encoding.setLineEdit(self._typed)
        self.encoding.addItem("")
        self.encoding.addItems(_ENCODINGS)
        self.encoding.setAccessibleName(self.tr("Encoding"))
        for words, value in (
            (self.tr("leave it as it is"), "skip"),
            (self.tr("fill in metadata that it lacks"), "fill"),
            (self.tr("take it in once more"), "keep"),
        ):
            self.duplicates.addItem(words, value)
        self.duplicates.setAccessibleName(self.tr("An article that is there already"))
        self.duplicates.setCurrentIndex(self.duplicates.findData(self._settings.text("import_duplicates")))
        for words, value in (
            (self.tr("take it in as a new article"), "new"),
            (self.tr("give the article the new text, move its marks"), "repair"),
        ):
            self.changed.addItem(words, value)
        self.changed.setAccessibleName(self.tr("An article that is there with another text"))
        self.changed.setCurrentIndex(self.changed.findData(self._settings.text("import_changed")))

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self._left())
        split.addWidget(self._right())
        split.setSizes([480, 560])
        split.setHandleWidth(1)
        box = column(self.form, spacing=12)
        box.addWidget(split, 1)
        rules = row(spacing=8)
        for words, field in (
            (self.tr("Is there already:"), self.duplicates),
            (self.tr("There with another text:"), self.changed),
        ):
            rules.addWidget(label(words, "muted"))
            rules.addWidget(field)
            rules.addSpacing(12)
        rules.addStretch(1)
        box.addLayout(rules)
        self.start = QPushButton(self.tr("Import"))
        self.start.setDefault(True)
        cancel = QPushButton(self.tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        foot = row(spacing=8)
        foot.addWidget(self.summary)
        foot.addWidget(label(self.tr("Your files are only read, never changed."), "small"))
        foot.addLayout(buttons(cancel, self.start), 1)
        box.addLayout(foot)

    def _left(self) -> QWidget:
        left = QWidget()
        box = column(left, spacing=8, margins=(0, 0, 14, 0))
        box.addWidget(self.files, 1)
        box.addWidget(self.about)
        line = row(spacing=8)
        for text, act in (
            (self.tr("Add files…"), self._add_files),
            (self.tr("Add folder…"), self._add_folder),
            (self.tr("Remove"), lambda: self.remove(self.files.selected_paths())),
        ):
            button = QPushButton(text)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, act=act: act())
            line.addWidget(button)
        line.addStretch(1)
        box.addLayout(line)
        return left

    def _right(self) -> QWidget:
        right = QWidget()
        box = column(right, spacing=8, margins=(14, 0, 0, 0))
        form = Form()
        form.add_row(self.tr("Kind"), self.kind)
        self._encoding_name = form.add_row(self.tr("Encoding"), self.encoding)
        box.addWidget(form)
        further = QWidget()
        inner = column(further, spacing=14, margins=(2, 10, 8, 8))
        inner.addWidget(self.proposals)
        inner.addWidget(self.options)
        self._for_all = label("", "small", wrap=True)
        inner.addWidget(self._for_all)
        inner.addStretch(1)
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(_padded(self.preview), self.tr("Preview"))
        self.tabs.addTab(_padded(self.columns), self.tr("Columns"))
        self.tabs.addTab(ScrollPane(further), self.tr("Options"))
        self.tabs.tabBar().setAccessibleName(self.tr("About the file"))
        box.addWidget(self.tabs, 1)
        return right

    def _connect(self) -> None:
        self.files.dropped.connect(self._take)
        self.files.removal_requested.connect(self.remove)
        self.files.chosen.connect(self._show_file)
        self.files.found.ticked.connect(self._tell)
        self.kind.activated.connect(lambda _: self._choose_kind())
        self.encoding.activated.connect(lambda _: self._choose_encoding())
        self._typed.editingFinished.connect(self._choose_encoding)
        self.columns.changed.connect(self._choose_columns)
        self.proposals.changed.connect(self._choose_options)
        self.options.changed.connect(self._choose_options)
        self.preview.edited.connect(self._edit)
        self.preview.left_out.connect(self._leave_out)
        self._survey.found.connect(self._found)
        self._survey.read.connect(self._read)
        self._survey.ended.connect(self._tell)
        self._survey.failed.connect(self._tell_fault)
        self._previewing.ready.connect(self._show_preview)
        self._previewing.failed.connect(self._tell_fault)
        self.start.clicked.connect(self._start)

    # ------------------------------------------------------------------ which files

    def add(self, paths: Sequence[Path]) -> None:
        """Add files and folders; what is in the list already is left as it is."""
        fresh = [one for one in paths if one not in self._places]
        if fresh:
            self._places += fresh
            self._look()
        self._tell()

    def remove(self, paths: Sequence[Path]) -> None:
        """Take files out of the list."""
        gone = set(paths)
        kept = [one for one in self.files.found.looks if one.path not in gone]
        self._places = [one.path for one in kept]
        self.files.found.show(kept)
        self._tell()

    def _add_files(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(self, self.tr("Add files"), self._folder())
        self._take([Path(one) for one in chosen])

    def _add_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Add folder"), self._folder())
        self._take([Path(chosen)] if chosen else [])

    def _take(self, paths: list[Path]) -> None:
        self.add(paths)
        if paths:
            self._settings.set("import_folder", str(paths[0].parent))

    def _folder(self) -> str:
        return self._settings.text("import_folder") or str(Path.home())

    # ------------------------------------------------------------------ what is in them

    @property
    def looking(self) -> bool:
        """Whether files are still being found or counted."""
        return self._survey.busy

    def _look(self) -> None:
        self._survey.find(list(self._places), {one.path: one for one in self.files.found.looks})

    def _found(self, looks: list[Look], problems: list[Problem]) -> None:
        self._missing = problems
        if [one.path for one in looks] == self.files.paths():
            for one in looks:
                self.files.found.put(one)
        else:
            self.files.found.show(looks)
        open_ = [one for one in looks if one.kind and one.articles < 0][:_COUNTED]
        self._survey.count(open_, {one.path: self._choices.options(one) for one in open_})
        self._tell()

    def _read(self, look: Look) -> None:
        self.files.found.put(look)
        if not self._telling.isActive():
            self._telling.start()

    def _recount(self, look: Look) -> None:
        """A file is read in another way now: what is known of it is known no more."""
        fresh = msgspec.structs.replace(look, articles=-1, marks=0, problems=[])
        self.files.found.put(fresh)
        self._preview = None
        self._ask_preview()
        self._look()

    # ------------------------------------------------------------------ the file at hand

    def _look_at_hand(self) -> Look | None:
        path = self.files.path()
        at = self.files.found.place(path) if path is not None else -1
        return self.files.found.looks[at] if at >= 0 else None

    def _show_file(self, path: Path | None) -> None:
        look = self._look_at_hand()
        self._preview = None
        kind = self._kinds.get(look.kind) if look else None
        for part in (self.kind, self.tabs):
            part.setEnabled(look is not None)
        own = self._choices.of(look.path) if look else None
        words = self.tr("Recognised: {0}").format(look.title or self.tr("nothing")) if look else ""
        self.kind.setItemText(0, words if own and not own.format else self.tr("As recognised"))
        self.kind.setCurrentIndex(max(0, self.kind.findData(own.format if own else "")))
        decoded = kind is not None and any(one.name == "encoding" for one in kind.options)
        self.encoding.setVisible(decoded)
        self._encoding_name.setVisible(decoded)
        self.encoding.setEditText(own.encoding if own else "")
        self._typed.setPlaceholderText("")
        self.tabs.setTabVisible(1, look is not None and look.kind == "table")
        self._show_options(kind)
        self.preview.show_preview(None, {}, frozenset())
        self._ask_preview()
        self._tell()

    def _show_options(self, kind: Reader | Format | None) -> None:
        chosen = self._choices.of_kind(kind.name) if kind else {}
        offered = [one for one in kind.options if one.name not in _ELSEWHERE] if kind else []
        self.options.show_options(
            msgspec.structs.replace(one, default=chosen.get(one.name, one.default)) for one in offered
        )
        recognising = kind is not None and any(one.name == RECOGNISE.name for one in kind.options)
        self.proposals.setVisible(recognising)
        self.proposals.show_choice(proposals(chosen))
        words = self.tr("These hold for all files of the kind “{0}”, and are remembered.")
        self._for_all.setText(words.format(kind.title) if kind else "")
        self.tabs.setTabVisible(2, bool(offered) or recognising)

    def _ask_preview(self) -> None:
        look = self._look_at_hand()
        if look is None or not look.kind:
            return
        options = self._choices.options(look)

        def work() -> Preview:
            from annotator.project.surveying import preview

            return preview(look.path, look.kind, options)

        self._previewing.ask(work)

    def _show_preview(self, made: Preview) -> None:
        look = self._look_at_hand()
        if look is None or made.path != look.path:
            return
        self._preview = made
        own = self._choices.of(made.path)
        self.preview.show_preview(made, own.edits, frozenset(own.left_out))
        found = self.tr("{0}, a guess: look whether the letters are right") if made.guessed else "{0}"
        self._typed.setPlaceholderText(found.format(made.encoding) if made.encoding else "")
        if made.table is not None:
            if look.header != made.table.header:
                look = msgspec.structs.replace(look, header=made.table.header)
                self.files.found.put(look)
                if self._choices.columns(look.header) is not None:
                    self._ask_preview()
                    return
            self.columns.show_table(made.table.header, made.table.rows, made.table.columns)

    def _choose_kind(self) -> None:
        look = self._look_at_hand()
        if look is None:
            return
        from annotator.project.surveying import first_look

        own = self._choices.of(look.path)
        own.format = self.kind.currentData()
        own.edits, own.left_out = {}, set()
        fresh = first_look(look.path, own.format)
        self.files.found.put(fresh)
        self._show_file(look.path)
        self._look()

    def _choose_encoding(self) -> None:
        look = self._look_at_hand()
        words = self.encoding.currentText().strip()
        if look is not None and self._choices.of(look.path).encoding != words:
            self._choices.of(look.path).encoding = words
            self._recount(look)

    def _choose_columns(self) -> None:
        look = self._look_at_hand()
        if look is not None and look.header:
            self._choices.set_columns(look.header, self.columns.columns())
            self._recount(look)

    def _choose_options(self) -> None:
        look = self._look_at_hand()
        kind = self._kinds.get(look.kind) if look else None
        if look is None or kind is None:
            return
        defaults = {one.name: one.default for one in kind.options}
        values = self.options.values()
        if not self.proposals.isHidden():
            values[RECOGNISE.name] = self.proposals.choice()
        chosen = self._choices.of_kind(kind.name)
        chosen.clear()
        chosen |= {name: value for name, value in values.items() if value != defaults.get(name)}
        self._recount(look)

    def _edit(self, at: int, name: str, value: str) -> None:
        path = self.files.path()
        if path is not None:
            self._choices.of(path).edits.setdefault(at, {})[name] = value

    def _leave_out(self, at: int, out: bool) -> None:
        path = self.files.path()
        if path is not None:
            left_out = self._choices.of(path).left_out
            (left_out.add if out else left_out.discard)(at)

    def _tell(self) -> None:
        wanted = self.files.found.wanted()
        self.start.setEnabled(bool(wanted))
        known = sum(max(0, one.articles) for one in wanted)
        open_ = sum(one.articles < 0 for one in wanted)
        words = count_words(len(wanted), "file", "files") if wanted else ""
        if known:
            words += f" · {count_words(known, 'article', 'articles')}" + ("…" if open_ else "")
        elif self.looking and not self.files.found.looks:
            words = self.tr("Looking …")
        self.summary.setText(words)
        look = self._look_at_hand()
        problems = look.problems[:3] if look else []
        self.about.setText("\n".join(f"{one.record} {one.message}".strip() for one in problems))
        self.about.setVisible(bool(problems))
        self.say("\n".join(one.message for one in self._missing[:3]))

    def _tell_fault(self, error: BaseException) -> None:
        from annotator.errors import AnnotatorError, Cancelled

        if isinstance(error, Cancelled):
            return
        if not isinstance(error, AnnotatorError):
            raise error
        self.say(error.sentence)

    # ------------------------------------------------------------------ the import itself

    def _start(self) -> None:
        self._survey.stop()
        self._previewing.stop()
        self._keep()
        looks = self.files.found.wanted()
        skipped = self.files.found.skipped
        self._paths = [one.path for one in looks]
        pairs = [(one.path, self._choices.file_choice(one, skip=one.path in skipped)) for one in looks]
        self._chosen = {path: choice for path, choice in pairs if choice is not None}
        self._by_kind = {name: dict(self._choices.of_kind(name)) for name in {one.kind for one in looks}}
        if any(one.labelled for one in looks):
            self._ask_names()
        else:
            self._import({})

    def _ask_names(self) -> None:
        """Labelled data: the names in it are looked at, and asked about where the scheme lacks them."""
        from annotator.project.importing import look_at

        self.run(
            self.tr("Looking at the names"),
            lambda progress: look_at(
                self._project,
                self._paths,
                choices=self._chosen,
                kind_options=self._by_kind,
                progress=progress,
            ),
            self._show_names,
        )

    def _show_names(self, report: ImportReport) -> None:
        from annotator.ui.dialogs.import_names import NamesPage

        page = NamesPage()
        if not page.ask(report, self._project):
            page.deleteLater()
            self._import({})
            return
        page.left.connect(lambda: self._leave_names(page))
        page.taken.connect(lambda: self._import(page.names.meanings()))
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)

    def _leave_names(self, page: QWidget) -> None:
        self.stack.setCurrentIndex(0)
        self.stack.removeWidget(page)
        page.deleteLater()
        self._look()

    def _import(self, mapping: dict[str, str | None]) -> None:
        from annotator.project.importing import import_files

        chosen: dict[str, Any] = {
            "coder": self._project.coder,
            "choices": self._chosen,
            "kind_options": self._by_kind,
            "duplicates": self.duplicates.currentData(),
            "changed": self.changed.currentData(),
            "mapping": mapping,
        }
        self.run(
            self.tr("Importing"),
            lambda progress: import_files(self._project, self._paths, progress=progress, **chosen),
        )

    def _keep(self) -> None:
        self._choices.keep()
        self._settings.update(
            {
                "import_duplicates": self.duplicates.currentData(),
                "import_changed": self.changed.currentData(),
            }
        )

    def finished_with(self, result: Any) -> None:
        """Say what came in, what did not and why."""
        box = column(self.result_page)
        self.outcome = ImportResult(result, self._settings)
        self.outcome.closed.connect(self.accept)
        self.outcome.wished.connect(self._wish)
        box.addWidget(self.outcome)
        self.outcome.done.setFocus()

    def _wish(self, view: str, about: dict[str, Any]) -> None:
        self.wish = (view, about)
        self.accept()

    def done(self, result: int) -> None:
        """Qt: the dialog is left; what is being read is left, too."""
        self._survey.stop()
        self._previewing.stop()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt: what is being read is left."""
        if self.job is None:
            self._survey.stop()
            self._previewing.stop()
        super().closeEvent(event)


def _padded(widget: QWidget) -> QWidget:
    holder = QWidget()
    column(holder, margins=(0, 10, 0, 0)).addWidget(widget)
    return holder
