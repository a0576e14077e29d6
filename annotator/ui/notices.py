"""The one place where failures and standing facts are told: in the banner, or in a box without a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator.errors import AnnotatorError

if TYPE_CHECKING:
    from annotator.project import Project
    from annotator.ui.window import MainWindow


class Notices(QObject):
    """Tells failures, and what stands in the way of working."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session

    def tell_fault(self, error: BaseException) -> None:
        """Say what went wrong."""
        if isinstance(error, AnnotatorError) and self._session.project is not None:
            self._window.workspace().page.banner.tell("fault", error.sentence)
            return
        from annotator.ui.dialogs.error import ErrorDialog

        ErrorDialog(error, self._window).exec()

    def tell_failure(self, error: AnnotatorError) -> None:
        """Say what could not be done or saved; unsaved marks get their ways out."""
        banner = self._window.workspace().page.banner
        if not self._session.unsaved:
            banner.tell("fault", error.sentence)
            return
        banner.tell(
            "unsaved",
            error.sentence,
            offers=[
                (self.tr("Try again"), self._session.save_unsaved),
                (self.tr("Save it to another file…"), self._save_elsewhere),
            ],
        )

    def settle(self) -> None:
        """Everything is saved again."""
        self._window.workspace().page.banner.settle("unsaved")

    def tell_about(self, project: Project) -> None:
        """Say what there is to know about a project that was just opened."""
        banner = self._window.workspace().page.banner
        banner.hide()
        if project.read_only:
            banner.tell(
                "read-only",
                self.tr("This project is open for reading only. You can look and export, but not change it."),
                kind="notice",
                offers=[(self.tr("Save a copy…"), self._window.handlers.save_copy)],
            )
        elif project.problems:
            words = self.tr("{0} things in this file do not fit together. Nothing was changed or dropped.")
            banner.tell(
                "problems",
                words.format(len(project.problems)),
                kind="notice",
                offers=[(self.tr("Show them"), lambda: self._show_problems(project))],
            )

    def _show_problems(self, project: Project) -> None:
        from annotator.ui.dialogs.report import show_problems

        show_problems(project.problems, self._window)

    def _save_elsewhere(self) -> None:
        from annotator.ui.dialogs.unsaved import save_elsewhere

        save_elsewhere(self._session, self._window)
