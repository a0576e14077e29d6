"""Opening and leaving projects, and what comes into them and goes out of them as a whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from annotator.errors import AnnotatorError, DamagedFileError, FileBusyError, NotAProjectError
from annotator.ui.dialogs.ask import ask
from annotator.ui.jobs import Job

if TYPE_CHECKING:
    from annotator.project import Project
    from annotator.ui.window import MainWindow

#: Projects remembered for the welcome page.
_RECENT: Final = 10


class Projects(QObject):
    """Opens projects into a window on a thread, so that the window goes on living meanwhile."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self._job: Job | None = None
        #: Whether the project is open for reading because somebody else had it.
        self.was_busy = False

    @property
    def busy(self) -> bool:
        """Whether a project is just being opened."""
        return self._job is not None

    def open_path(
        self, path: Path, *, create: bool = False, read_only: bool = False, template: str = ""
    ) -> None:
        """Open a project in place of the present one; `create` makes it first, with the scheme of a
        template ("" for the default one).
        """
        keep = self._window.settings.yes("backups")

        def work(coder: str) -> Project:
            project = _opened(path, coder, create=create, read_only=read_only, template=template)
            if keep and not read_only and not project.is_large:
                _back_up(project)
            return project

        self._begin(path.name, work, path)

    def open_sample(self, *, fresh: bool) -> None:
        """Open the private copy of the sample, made anew where asked."""

        def work(coder: str) -> Project:
            from annotator.project.sample import sample_project

            return _opened(sample_project(fresh=fresh, coder=coder), coder)

        self._begin(self.tr("the sample"), work, None)

    def _begin(self, name: str, work: Callable[[str], Project], path: Path | None) -> None:
        if self.busy or not self.may_leave():
            return
        self._window.take_name()
        self.was_busy = False
        self._session.close()
        self._window.show_opening(name)
        coder = self._window.settings.text("coder")
        self._job = Job(lambda _: work(coder), self)
        self._job.succeeded.connect(self._opened)
        self._job.failed.connect(lambda error: self._not_opened(error, path))
        self._job.start()
        self._window.workspace()

    def _opened(self, project: Project) -> None:
        self._end_job()
        self._session.open(project)
        self._remember(project.path)
        ids = self._window.articles.model.ids
        last = project.articles.find(uid=self._window.places.last(project.uid))
        if ids:
            self._session.show_article(last if last in ids else ids[0])
        self._window.workspace().page.focus_text()

    def _not_opened(self, error: BaseException, path: Path | None) -> None:
        self._end_job()
        self._window.show_welcome()
        if isinstance(error, FileBusyError) and path is not None:
            answers = [self.tr("Leave it"), self.tr("Open for reading")]
            if ask(self._window, self.tr("In use"), error.sentence, answers):
                self.open_path(path, read_only=True)
                self.was_busy = True
            return
        if path is not None and can_be_repaired(error):
            from annotator.ui.dialogs.repairing import offer_repair

            if repaired := offer_repair(path, error, self._window):
                self.open_path(repaired)
            return
        self._window.notices.tell_fault(error)

    def _end_job(self) -> None:
        if self._job is not None:
            self._job.wait()
            self._job.deleteLater()
            self._job = None

    def _remember(self, path: Path) -> None:
        text = str(path.resolve())
        recent = self._window.settings.items("recent_projects")
        kept = [text, *(one for one in recent if one != text)]
        self._window.change_setting("recent_projects", kept[:_RECENT])

    def may_leave(self) -> bool:
        """Whether the project may be closed: everything is saved, or the person let go of the rest."""
        if not self._window.pages.may_leave():
            return False
        if not self._session.unsaved or self._session.save_unsaved():
            return True
        from annotator.ui.dialogs.unsaved import may_leave

        return may_leave(self._session, self._window)

    def import_paths(self, paths: Sequence[Path]) -> None:
        """Show the import dialog, with these files and folders in it."""
        from annotator.ui.dialogs.importing import ImportDialog

        project = self._session.project
        if project is None or not self._session.writable:
            return
        dialog = ImportDialog(project, self._window.settings, list(paths), self._window)
        dialog.exec()
        ids = self._window.articles.model.ids
        if self._session.article is None and ids:
            self._session.show_article(ids[0])
        if dialog.wish is not None:
            view, about = dialog.wish
            self._window.pages.show(view, **about)

    def dropped(self, paths: Sequence[Path]) -> None:
        """Something was dropped on the window: a project is opened, everything else is imported."""
        projects = [path for path in paths if path.suffix.lower() == ".anno"]
        if projects:
            self.open_path(projects[0])
        elif paths:
            self.import_paths(paths)


def _opened(
    path: Path, coder: str, *, create: bool = False, read_only: bool = False, template: str = ""
) -> Project:
    """Open or make a project; runs on a thread, and fetches the library first."""
    from annotator.project import Project

    if create:
        from annotator.project import scheme_files

        return Project.create(path, coder=coder, scheme=scheme_files.template(template or "default"))
    return Project.open(path, coder=coder, read_only=read_only)


def can_be_repaired(error: BaseException) -> bool:
    """Whether a repair may get something out of a file that did not open so."""
    return isinstance(error, DamagedFileError | NotAProjectError)


def _back_up(project: Project) -> None:
    """Make a backup where something changed; one that fails is told with what else does not fit."""
    from annotator.model.exchange import Problem
    from annotator.project.backups import back_up_if_changed

    try:
        back_up_if_changed(project)
    except (AnnotatorError, OSError) as error:
        message = f"No backup could be made: {getattr(error, 'sentence', error)}"
        project.problems.append(Problem(file=project.path.name, message=message))
