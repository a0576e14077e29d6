"""The one place where failures and standing facts are told: in the banner, or in a box without a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from annotator.errors import AnnotatorError, FileChangedError
from annotator.ui.words import count_words

if TYPE_CHECKING:
    from annotator.project import Project
    from annotator.project.backups import Contents
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
        if isinstance(error, FileChangedError):
            QTimer.singleShot(0, self._window.watch.look)
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
        else:
            self._tell_place(project)

    def _tell_place(self, project: Project) -> None:
        """Say that a copy in conflict lies beside the project, or that its folder is synced or far away."""
        from annotator.project.places import conflicted_copies, risk_of

        banner = self._window.workspace().page.banner
        if others := conflicted_copies(project.path):
            words = self.tr(
                "“{0}” lies beside this project: a sync program seems to have made it when two computers "
                "changed the file. Merge it to have the work of both."
            )
            offers = [(self.tr("Merge…"), lambda: self._window.handlers.run("merge"))]
            banner.tell("place", words.format(others[0].name), kind="notice", offers=offers)
        elif risk := risk_of(project.path):
            cloud = self.tr(
                "This project is in a folder of {0}. Let only one computer have it open, and wait until it "
                "is synced. Safer: work on a copy outside, and share copies that are merged later."
            )
            network = self.tr(
                "This project is on a network drive ({0}). Let only one person have it open at a time. "
                "Safer: work on a copy on this computer, and merge the copies later."
            )
            words = (cloud if risk.kind == "cloud" else network).format(risk.name)
            offers = [
                (self.tr("Save a copy…"), self._window.handlers.save_copy),
                (self.tr("How to share"), lambda: self._window.show_guide("safety")),
            ]
            banner.tell("place", words, kind="notice", offers=offers)

    def tell_free(self, project: Project) -> None:
        """The one who had the project open has closed it."""
        words = self.tr("“{0}” is free now: nobody else has it open any more.")
        path = project.path
        self._window.workspace().page.banner.tell(
            "read-only",
            words.format(path.name),
            kind="notice",
            offers=[(self.tr("Open it for writing"), lambda: self._window.projects.open_path(path))],
        )

    def tell_gone(self) -> None:
        """The file was removed or renamed while it is open."""
        words = self.tr(
            "The project’s file is not at its place any more: it was moved, renamed or removed. Put it back, "
            "or save a copy of what is open here."
        )
        offers = [(self.tr("Save a copy…"), self._window.handlers.save_copy)]
        if self._session.unsaved:
            offers.append((self.tr("Save unsaved marks…"), self._save_elsewhere))
        self._window.workspace().page.banner.tell("outside", words, offers=offers)

    def tell_not_reloaded(self, error: AnnotatorError) -> None:
        """The file was changed by another program, and what is there now cannot be opened."""
        words = self.tr("Another program changed the project’s file, and it cannot be read now. {0}")
        offers = [
            (self.tr("Save a copy…"), self._window.handlers.save_copy),
            (self.tr("Backups…"), self._window.handlers.backups),
        ]
        self._window.workspace().page.banner.tell("outside", words.format(error.sentence), offers=offers)

    def tell_homeless(self, count: int) -> None:
        """The file was changed by another program, and articles of unsaved marks are not in it any more."""
        words = self.tr(
            "Another program changed the project’s file. {0} not saved yet, and their articles are not in "
            "the new file. They stay on the screen; save them to another file first."
        )
        offers = [(self.tr("Save it to another file…"), self._save_elsewhere)]
        said = words.format(count_words(count, "mark is", "marks are"))
        self._window.workspace().page.banner.tell("outside", said, offers=offers)

    def tell_reloaded(self, before: Contents | None, after: Contents | None) -> None:
        """The file was changed by another program and has been read anew."""
        words = self.tr("Another program changed the project’s file, so it was read anew.")
        fewer = bool(
            before and after and (after.annotations < before.annotations or after.articles < before.articles)
        )
        if fewer and before and after:
            words += " " + self.tr(
                "It now holds {0} articles and {1} marks; before it held {2} and {3}. A sync program may "
                "have put an older version in its place: what you had is among the backups."
            ).format(after.articles, after.annotations, before.articles, before.annotations)
        self._window.workspace().page.banner.tell(
            "outside",
            words,
            kind="danger" if fewer else "notice",
            offers=[(self.tr("Backups…"), self._window.handlers.backups)] if fewer else [],
        )

    def _show_problems(self, project: Project) -> None:
        from annotator.ui.dialogs.report import show_problems

        show_problems(project.problems, self._window)

    def _save_elsewhere(self) -> None:
        from annotator.ui.dialogs.unsaved import save_elsewhere

        save_elsewhere(self._session, self._window)
