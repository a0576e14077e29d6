"""Keeps an eye on the open project's file: checks it beside the work, and sees what others do to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer

from annotator.errors import AnnotatorError, Cancelled
from annotator.ui.jobs import Job

if TYPE_CHECKING:
    from annotator.project import Project
    from annotator.ui.window import MainWindow

#: Pause between two looks at the file, milliseconds. A look asks for its size and time, no more.
LOOK_EVERY: Final = 2000


class Watch(QObject):
    """Looks at the file of the window's project every now and then."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self._job: Job | None = None
        self._told_free = False
        self._seen = ""
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        self._session.project_changed.connect(self._begin)

    def _begin(self) -> None:
        """Another project is open, or none."""
        self.stop()
        self._told_free, self._seen = False, ""
        project = self._session.project
        if project is None:
            return
        self._timer.start()
        if not project.read_only and project.is_large:
            self._tend(project)

    # ------------------------------------------------------------------ checking beside the work

    @property
    def checking(self) -> bool:
        """Whether the project is just being checked."""
        return self._job is not None

    def stop(self) -> None:
        """Give up the check that is under way."""
        self._timer.stop()
        job, self._job = self._job, None
        if job is not None:
            job.cancel()
            job.wait()
            job.deleteLater()

    def _tend(self, project: Project) -> None:
        keep = self._window.settings.yes("backups")

        def work(progress: Any) -> Any:
            from annotator.project.backups import tend

            return tend(project, keep=keep, progress=progress)

        job = self._job = Job(work, self)
        job.succeeded.connect(lambda problems: self._tended(job, project, problems, None))
        job.failed.connect(lambda error: self._tended(job, project, [], error))
        job.start()

    def _tended(self, job: Job, project: Project, problems: Any, error: BaseException | None) -> None:
        if job is not self._job:
            return
        self._job = None
        job.wait()
        job.deleteLater()
        if isinstance(error, Cancelled):
            return
        if error is not None:
            from annotator.model.exchange import Problem
            from annotator.ui import faults

            faults.write_log(faults.report(error))
            said = error.sentence if isinstance(error, AnnotatorError) else type(error).__name__
            problems = [
                Problem(file=project.path.name, message=f"It could not be checked or backed up: {said}")
            ]
        if problems:
            project.problems = problems
            self._window.notices.tell_about(project)

    # ------------------------------------------------------------------ what others do

    def look(self) -> None:
        """Look at the file now."""
        project = self._session.project
        if project is None or self._window.projects.busy:
            return
        found = project.changed_outside()
        if found:
            self._changed(project, found)
        elif (
            project.read_only and not self._told_free and self._window.projects.was_busy and project.is_free()
        ):
            self._told_free = True
            self._window.notices.tell_free(project)

    def _changed(self, project: Project, found: str) -> None:
        if found == "gone":
            if self._seen != "gone":
                self._seen = "gone"
                self._window.notices.tell_gone()
            return
        self._seen = found
        from annotator.ui.reloading import reload

        reload(self._window)
