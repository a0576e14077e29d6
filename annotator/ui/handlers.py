"""What each action does: one method for each name in `actions.ACTIONS` that opens no view."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog

from annotator.errors import AnnotatorError
from annotator.ui.actions import ACTIONS
from annotator.ui.words import capital, shortened

if TYPE_CHECKING:
    from annotator.model.filters import ArticleFilter
    from annotator.ui.menus import Choice
    from annotator.ui.window import MainWindow

#: Kinds of file in the dialogs.
_PROJECTS: Final = "Annotator projects (*.anno)"

#: Step, least and most of the zoom, per cent.
_ZOOM_STEP: Final = 10
_ZOOM_RANGE: Final = (50, 300)


class Handlers(QObject):
    """The actions of one window. Actions of the text call the canvas's command of the same name."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window_ = window
        self.session = window.session

    def run(self, name: str) -> None:
        """Do an action by its name."""
        view = next((one.opens for one in ACTIONS if one.name == name), "")
        if view:
            self.window_.pages.show(view)
            return
        own = getattr(self, name, None)
        if own is None:
            own = getattr(self.window_.workspace().page.canvas.commands, name)
            self.window_.workspace().page.focus_text()
        own()

    # ------------------------------------------------------------------ project

    def new_project(self) -> None:
        """Ask for a place and make a project there."""
        chosen, _ = QFileDialog.getSaveFileName(
            self.window_,
            self.tr("New project"),
            str(self._folder() / "untitled.anno"),
            _PROJECTS,
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if not chosen:
            return
        path = Path(chosen)
        path = path if path.suffix == ".anno" else path.with_name(path.name + ".anno")
        if path.exists():
            self.window_.notices.tell_fault(
                AnnotatorError(
                    f"There is a file called “{path.name}” in that folder already, and it was not touched. "
                    "Choose another name, or open it."
                )
            )
            return
        from annotator.ui.dialogs.scheme_sources import TemplateDialog

        dialog = TemplateDialog(self.window_)
        if dialog.exec():
            self.window_.projects.open_path(path, create=True, template=dialog.key())
        dialog.deleteLater()

    def open_project(self) -> None:
        """Ask for a project and open it."""
        chosen, _ = QFileDialog.getOpenFileName(
            self.window_, self.tr("Open project"), str(self._folder()), _PROJECTS
        )
        if chosen:
            self.window_.projects.open_path(Path(chosen))

    def open_sample(self) -> None:
        """Open the private copy of the sample."""
        self.window_.projects.open_sample(fresh=False)

    def reset_sample(self) -> None:
        """Make the sample anew, after a question."""
        from annotator.ui.dialogs.ask import ask

        question = self.tr(
            "Everything you did in the sample will be thrown away. Your own projects are not touched."
        )
        if ask(self.window_, self.tr("Reset the sample"), question, [self.tr("Keep it"), self.tr("Reset")]):
            self.window_.projects.open_sample(fresh=True)

    def import_files(self) -> None:
        """Bring in articles or labelled data."""
        self.window_.projects.import_paths([])

    def export(self) -> None:
        """Take the data out."""
        from annotator.ui.dialogs.exporting import ExportDialog

        if self.session.project:
            here = self._filter_here()
            ExportDialog(self.session.project, self.window_.settings, self.window_, here=here).exec()

    def _filter_here(self) -> ArticleFilter:
        """Which articles the table in front shows, or else the list beside the text."""
        from annotator.model.filters import ArticleFilter

        shown = getattr(self.window_.pages.front, "filter", None)
        if isinstance(shown, ArticleFilter):
            return shown
        return self.window_.articles.asked() or ArticleFilter()

    def repeat_export(self, name: str) -> None:
        """Carry out a kept export recipe."""
        from annotator.ui.dialogs.exporting import ExportDialog

        if self.session.project:
            dialog = ExportDialog(self.session.project, self.window_.settings, self.window_)
            QTimer.singleShot(0, dialog, lambda: dialog.repeat(name))
            dialog.exec()

    def deposit(self) -> None:
        """Pack the data for a data repository."""
        from annotator.ui.dialogs.depositing import DepositDialog

        if self.session.project:
            DepositDialog(self.session.project, self.window_.settings, self.window_).exec()

    def merge(self) -> None:
        """Bring in the work of other copies."""
        from annotator.ui.dialogs.merging import MergeDialog

        if self.session.project:
            dialog = MergeDialog(self.session.project, self.window_.settings, self.window_)
            dialog.place_requested.connect(self.window_.pages.go_to_place)
            dialog.exec()

    def coder_copies(self) -> None:
        """Make a copy for each coder."""
        from annotator.ui.dialogs.sharing import CopiesDialog

        if self.session.project:
            listed = self.window_.articles.model.ids
            CopiesDialog(self.session.project, self.window_.settings, listed, self.window_).exec()

    def send_copy(self) -> None:
        """Write one copy for somebody else."""
        from annotator.ui.dialogs.sharing import SendDialog

        if self.session.project:
            SendDialog(self.session.project, self.window_.settings, self.window_).exec()

    def write_codebook(self) -> None:
        """Write the codebook as a document."""
        from annotator.ui.codebook_file import write_codebook

        write_codebook(self.session, self.window_)

    def backups(self) -> None:
        """Show the backups; a restored one is opened."""
        from annotator.ui.dialogs.backups import BackupsDialog

        if self.session.project:
            dialog = BackupsDialog(self.session.project, self.window_)
            if dialog.exec() and dialog.restored is not None:
                self.window_.projects.open_path(dialog.restored)

    def check_project(self) -> None:
        """Check the file, every offset and every reference."""
        from annotator.ui.dialogs.checking import CheckDialog
        from annotator.ui.dialogs.repairing import RepairDialog

        project = self.session.project
        if project is None:
            return
        dialog = CheckDialog(project, self.window_)
        dialog.exec()
        if dialog.wish == "backups":
            self.backups()
        elif dialog.wish == "repair":
            repair = RepairDialog(project.path, self.window_)
            if repair.exec() and repair.repaired is not None:
                self.window_.projects.open_path(repair.repaired)

    def save_copy(self) -> None:
        """Write a verified copy of the project."""
        project = self.session.project
        if project is None:
            return
        name = f"{project.path.stem} copy.anno"
        chosen, _ = QFileDialog.getSaveFileName(
            self.window_,
            self.tr("Save a copy"),
            str(project.path.with_name(name)),
            _PROJECTS,
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if not chosen:
            return
        target = Path(chosen)
        target = target if target.suffix == ".anno" else target.with_name(target.name + ".anno")
        try:
            project.snapshot(target)
        except AnnotatorError as error:
            self.window_.notices.tell_fault(error)
        else:
            self.session.told.emit(self.tr("A copy is in {0}").format(target.name))

    def close_project(self) -> None:
        """Close the project and show the welcome page."""
        if self.window_.projects.may_leave():
            self.session.close()

    def preferences(self) -> None:
        """Show the preferences."""
        from annotator.ui.dialogs.preferences import PreferencesDialog

        PreferencesDialog(self.window_.settings, self.window_.take_settings, self.window_).exec()

    def quit(self) -> None:
        """Close the window."""
        self.window_.close()

    # ------------------------------------------------------------------ edit

    def undo(self) -> None:
        """Take back the last command."""
        self.session.undo()

    def redo(self) -> None:
        """Do again what was undone."""
        self.session.redo()

    def copy_quote(self) -> None:
        """Copy what the selected mark says."""
        mark = self.session.selected_mark()
        if mark:
            QGuiApplication.clipboard().setText(mark.quote)
            self.session.told.emit(self.tr("Copied: {0}").format(shortened(mark.quote, 40)))

    def filter_articles(self) -> None:
        """Go to the filter of the article list."""
        self.window_.pages.leave()
        self.window_.show_part("articles", shown=True)
        self.window_.articles.filter.setFocus()
        self.window_.articles.filter.selectAll()

    def filter_marks(self) -> None:
        """Go to the filter of the marks."""
        self.show_marks()
        self.window_.marks.filter.setFocus()

    # ------------------------------------------------------------------ article

    def done_next(self) -> None:
        """Set the article's status to done and show the next one that is not."""
        following = self.window_.articles.neighbour(1, open_only=True)
        if not self.session.set_status("done"):
            return
        if following:
            self.session.show_article(following)
        else:
            self.session.told.emit(self.tr("Done. Every article of the list is done."))

    def next_article(self) -> None:
        """Show the next article of the list."""
        self._show_neighbour(1, self.tr("This is the last article of the list."))

    def previous_article(self) -> None:
        """Show the article before."""
        self._show_neighbour(-1, self.tr("This is the first article of the list."))

    def set_new(self) -> None:
        """Status new."""
        self.session.set_status("new")

    def set_started(self) -> None:
        """Status started."""
        self.session.set_status("started")

    def set_done(self) -> None:
        """Status done."""
        self.session.set_status("done")

    def delete_article(self) -> None:
        """Delete the shown article, after a question."""
        if self.session.article:
            self.delete_articles([self.session.article.id])

    def delete_articles(self, articles: Sequence[int]) -> None:
        """Delete articles, after a question."""
        from annotator.ui.deleting import delete_articles

        delete_articles(self.session, articles, self.window_)

    def article_history(self) -> None:
        """Show what happened to the article and to all that is or was in it."""
        if self.session.article:
            self.window_.pages.show("history", article=self.session.article.id)

    def mark_history(self) -> None:
        """Show what happened to the selected mark."""
        mark = self.session.selected_mark()
        if mark and mark.id:
            self.window_.pages.show("history", annotation=mark.id)

    def _show_neighbour(self, step: int, at_the_end: str) -> None:
        self.window_.pages.leave()
        article = self.window_.articles.neighbour(step)
        if article:
            self.session.show_article(article)
        else:
            self.session.told.emit(at_the_end)

    def add_example(self) -> None:
        """Put the selected text, or the selected mark's, among the examples of the label in hand."""
        from annotator.ui.examples import add_example

        add_example(self.session, self.window_.workspace().page.canvas.selection())

    def add_counter_example(self) -> None:
        """Put the selected text among what the label in hand is not."""
        from annotator.ui.examples import add_example

        add_example(self.session, self.window_.workspace().page.canvas.selection(), counter=True)

    # ------------------------------------------------------------------ view

    def zoom_in(self) -> None:
        """Larger text."""
        self.zoom_by(1)

    def zoom_out(self) -> None:
        """Smaller text."""
        self.zoom_by(-1)

    def zoom_by(self, steps: int) -> None:
        """Larger or smaller text by some steps."""
        self._zoom(round(self.window_.settings.number("zoom")) + steps * _ZOOM_STEP)

    def zoom_reset(self) -> None:
        """The text at its own size."""
        self._zoom(100)

    def _zoom(self, percent: int) -> None:
        least, most = _ZOOM_RANGE
        self.window_.change_setting("zoom", max(least, min(most, percent)))

    def show_marks(self) -> None:
        """Bring the marks to the front."""
        self._show_tab("marks")

    def show_detail_fields(self) -> None:
        """Bring the details to the front."""
        self._show_tab("details")

    def show_article(self) -> None:
        """Bring the article's metadata to the front."""
        self._show_tab("article")

    def show_codebook(self) -> None:
        """Bring the codebook to the front."""
        self._show_tab("codebook")

    def _show_tab(self, name: str) -> None:
        self.window_.pages.leave()
        self.window_.show_part("side", shown=True)
        self.window_.workspace().side.show_panel(name)

    def show_details(self) -> None:
        """Go to the first field of the selected mark's details."""
        self.show_detail_fields()
        self.window_.details.focus_first()

    def confirm_mark(self) -> None:
        """Confirm the selected suggestion."""
        from annotator.ui.suggestions import confirm

        confirm(self.session)

    def write_note(self) -> None:
        """Go to the note of the selected mark."""
        self.show_detail_fields()
        self.window_.details.focus_note()

    def claim_card(self) -> None:
        """Open the card of the selected mark."""
        self.window_.show_part("side", shown=True)
        self.window_.workspace().card.open(self.session.selected)

    def go_to_articles(self) -> None:
        """Put the keyboard into the article list."""
        self.window_.pages.leave()
        self.window_.show_part("articles", shown=True)
        self.window_.articles.list.setFocus()

    def go_to_text(self) -> None:
        """Put the keyboard into the text."""
        self.window_.workspace().page.focus_text()

    def toggle_articles(self) -> None:
        """Show or hide the article list."""
        self.window_.show_part("articles", shown=not self.window_.workspace().left.isVisible())

    def toggle_side(self) -> None:
        """Show or hide the side panel."""
        self.window_.show_part("side", shown=not self.window_.workspace().side.isVisible())

    def toggle_arcs(self) -> None:
        """Show the relations of all marks, or of the selected one."""
        self.window_.set_arcs(not self.window_.all_arcs)

    def toggle_snapping(self) -> None:
        """Whether selections grow to whole words."""
        snapping = not self.window_.settings.yes("snap_to_words")
        self.window_.change_setting("snap_to_words", snapping)
        self.session.told.emit(
            self.tr("Selections grow to whole words.") if snapping else self.tr("Selections stay as drawn.")
        )

    def next_density(self) -> None:
        """Show the tags in the next way: in full, in short, of the selected label, none."""
        words = self._density_words()
        names = list(words)
        chosen = names[(names.index(self.window_.settings.text("density")) + 1) % len(names)]
        self.window_.change_setting("density", chosen)
        self.session.told.emit(self.tr("Label tags: {0}").format(words[chosen]))

    def shown_marks(self) -> None:
        """Choose labels and coders whose marks are shown."""
        page = self.window_.workspace().page
        page.shown_marks.open_below(page.label_bar.filter, by_coder=page.canvas.by_coder)

    def own_marks_only(self) -> None:
        """Show only the marks of the coder at work, or those of all."""
        own_only = not self.session.hiding.own_only
        self.window_.change_setting("own_marks_only", own_only)
        self.session.told.emit(
            self.tr("Only your own marks are shown.")
            if own_only
            else self.tr("Marks of all coders are shown.")
        )

    def show_all_marks(self) -> None:
        """Hide no marks."""
        self.session.hiding.show_all()

    def full_screen(self) -> None:
        """Fill the screen, or stop that."""
        full = self.window_.isFullScreen()
        self.window_.showNormal() if full else self.window_.showFullScreen()

    # ------------------------------------------------------------------ tools and help

    def every_action(self) -> None:
        """The command palette."""
        from annotator.ui.dialogs.command_palette import CommandPalette

        entries = self.window_.menus.entries(self.window_.settings.table("shortcuts"))
        CommandPalette(entries, self.window_).open_over(self.window_)

    def draw_sample(self) -> None:
        """Draw a sample of the articles and show it."""
        from annotator.model.filters import ArticleFilter
        from annotator.ui.dialogs.sampling import SamplingDialog

        dialog = SamplingDialog(self.session, ArticleFilter(), [], self.window_)
        if dialog.exec() and dialog.made:
            self.window_.pages.show("articles", where=ArticleFilter(sets=(dialog.made,)))

    def choose_coder(self) -> None:
        """Ask who is at work."""
        from annotator.ui.dialogs.coder import CoderDialog

        project = self.session.project
        if project is None:
            return
        names = [one.name for one in project.coders]
        dialog = CoderDialog(project.coder, names, self.window_)
        if dialog.exec() and dialog.chosen():
            self.window_.set_coder(dialog.chosen())

    def open_logs(self) -> None:
        """Show the folder of log files."""
        from annotator import paths

        QDesktopServices.openUrl(QUrl.fromLocalFile(str(paths.logs())))

    def shortcuts(self) -> None:
        """The shortcut sheet."""
        from annotator.ui.dialogs.shortcuts import ShortcutSheet

        labels = self.session.scheme.active_labels()
        ShortcutSheet(self.window_.settings, labels, self.window_.take_settings, self.window_).exec()

    def guide(self) -> None:
        """The guide, in a window of its own."""
        self.window_.show_guide()

    def about(self) -> None:
        """What this is."""
        from annotator import __version__
        from annotator.ui.dialogs.ask import tell

        words = self.tr(
            "Annotator {0}\n\nMark up news articles: who says what about whom. One local file, Excel and "
            "training data out. It never uses the network.\n\nMIT licence. Built with Qt (LGPL)."
        )
        tell(self.window_, self.tr("About Annotator"), words.format(__version__))

    # ------------------------------------------------------------------ submenus

    def choices(self, name: str) -> Iterable[Choice]:
        """What a submenu offers now: text, whether it is the present one, what to do."""
        return {
            "open_recent": self._recent,
            "export_recipe": self._recipes,
            "mark_with": self._labels_to_mark,
            "relabel": self._labels_to_change,
            "density": self._densities,
            "colours_by": self._colours,
            "theme": self._themes,
        }[name]()

    def _recent(self) -> Iterable[Choice]:
        for path in self.window_.settings.items("recent_projects"):
            yield str(path), False, lambda path=path: self.window_.projects.open_path(Path(path))  # type: ignore[misc]

    def _recipes(self) -> Iterable[Choice]:
        if self.session.project is None:
            return
        from annotator.project.recipes import recipes

        for name in recipes(self.session.project):
            yield name, False, lambda name=name: self.repeat_export(name)  # type: ignore[misc]

    def _labels_to_mark(self) -> Iterable[Choice]:
        mark = self.window_.workspace().page.canvas.commands.mark
        for one in self.session.scheme.active_labels():
            yield _with_key(one.name, one.key), False, lambda name=one.name: mark(name)  # type: ignore[misc]

    def _labels_to_change(self) -> Iterable[Choice]:
        mark = self.session.selected_mark()
        for one in self.session.scheme.active_labels() if mark else []:
            same = bool(mark) and one.name == mark.label  # type: ignore[union-attr]
            yield capital(one.name), same, lambda name=one.name: self.session.relabel(mark.uid, name)  # type: ignore[union-attr,misc]

    def _densities(self) -> Iterable[Choice]:
        yield from self._setting_choices("density", self._density_words())

    def _density_words(self) -> dict[str, str]:
        return {
            "full": self.tr("In full"),
            "compact": self.tr("In short"),
            "selected": self.tr("Of the selected label"),
            "none": self.tr("None"),
        }

    def _colours(self) -> Iterable[Choice]:
        words = {"label": self.tr("By label"), "coder": self.tr("By coder")}
        yield from self._setting_choices("colours_by", words)

    def _themes(self) -> Iterable[Choice]:
        words = {
            "system": self.tr("Like the system"),
            "light": self.tr("Light"),
            "dark": self.tr("Dark"),
            "sepia": self.tr("Sepia"),
        }
        yield from self._setting_choices("theme", words)

    def _setting_choices(self, name: str, words: dict[str, str]) -> Iterable[Choice]:
        now = self.window_.settings.text(name)
        for value, text in words.items():
            yield text, value == now, lambda value=value: self.window_.change_setting(name, value)  # type: ignore[misc]

    # ------------------------------------------------------------------

    def _folder(self) -> Path:
        recent = self.window_.settings.items("recent_projects")
        folder = Path(recent[0]).parent if recent else Path.home() / "Documents"
        return folder if folder.is_dir() else Path.home()


def _with_key(name: str, key: str) -> str:
    return f"{capital(name)}\t{key}" if key else capital(name)
