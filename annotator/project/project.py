"""The project as the rest of the program sees it."""

from __future__ import annotations

import contextlib
import os
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator import __version__, paths
from annotator.errors import Cancelled, FileError
from annotator.model.changes import Changes
from annotator.model.entity import Coder
from annotator.model.exchange import Problem, Progress, no_progress
from annotator.model.scheme import Scheme
from annotator.model.surrogates import without_surrogates
from annotator.project import scheming
from annotator.project.annotations import Annotations
from annotator.project.articles import Articles
from annotator.project.assignments import Assignments
from annotator.project.checking import text_problems
from annotator.project.core import Core
from annotator.project.decisions import Decisions
from annotator.project.entities import Entities
from annotator.project.lives import History
from annotator.project.relations import Relations
from annotator.project.saved import SavedItems
from annotator.project.scheme_changes import SchemeChanges
from annotator.project.sets import Sets
from annotator.store import history
from annotator.store.errors import nonsense_in_words
from annotator.store.file import SUFFIX, ProjectFile, refuse_taken, sync, taken_back
from annotator.store.history import now
from annotator.store.names import read_coders
from annotator.store.writing import set_meta

#: Files up to this many bytes are checked from end to end while opening (some 0.3 s).
_CHECKED_AT_OPENING = 20_000_000

#: Bytes of a file's name and of its whole path: disks take 255, SQLite 512, and it adds "-journal".
_LONGEST_NAME = 240
_LONGEST_PATH = 500

#: The coder's name where nobody has said one.
UNNAMED = "Coder 1"


class Project:
    """One open project file: the only way in. Safe to use from any thread.

    Every write is a command: one transaction, one step of Undo, one `Changes` for the listeners.
    """

    def __init__(self, file: ProjectFile, *, coder: str) -> None:
        self._core = Core(file, coder=without_surrogates(coder) or UNNAMED)
        self.articles = Articles(self._core)
        self.annotations = Annotations(self._core)
        self.relations = Relations(self._core)
        self.entities = Entities(self._core)
        self.history = History(self._core)
        self.scheme_changes = SchemeChanges(self._core)
        self.sets = Sets(self._core)
        self.assignments = Assignments(self._core)
        self.saved = SavedItems(self._core)
        self.decisions = Decisions(self._core)
        self.problems: list[Problem] = []

    @classmethod
    def create(cls, path: Path, *, coder: str, scheme: Scheme | None = None) -> Project:
        """Make a new project with the default scheme or the one given.

        Raises `FileError` when the place is taken or not writable.
        """
        path = path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX)
        place = os.fsencode(path.absolute())
        if len(place) > _LONGEST_PATH or len(os.fsencode(path.name)) > _LONGEST_NAME:
            raise FileError(
                f"The name “{path.name[:40]}…” is too long. Nothing was made; choose a shorter one."
            )
        refuse_taken(path)
        founding = scheme or scheming.default_scheme()
        # made under another name, so that a half-made project never stands at its place
        partial = path.with_name(f".{uuid.uuid4().hex}.part")
        with taken_back(partial):
            with contextlib.closing(ProjectFile.create(partial, coder=coder)) as file:
                with file.writing() as connection:
                    set_meta(connection, {"uid": str(uuid.uuid4()), "created": now(), "program": __version__})
                scheming.found(Core(file, coder=without_surrogates(coder) or UNNAMED), founding)
            partial.replace(path)
            sync(path.parent)
        return cls.open(path, coder=coder)

    @classmethod
    def open(cls, path: Path, *, coder: str = "", read_only: bool = False) -> Project:
        """Open a project; `problems` then lists marks and texts that do not fit each other.

        Of a large project they are found by `check` alone, which may run beside the work.
        Raises `FileBusyError`, `NotAProjectError`, `NewerFileError`, `DamagedFileError`, `FileError`.
        """
        file = ProjectFile.open(path, read_only=read_only, coder=coder)
        try:
            project = cls(file, coder=coder)
            project._core.scheme  # noqa: B018 - a broken scheme is told now, not at the first mark
            if not project.is_large:
                file.refuse_nonsense()
                project.problems = project.check_here()
        except BaseException:
            file.close()
            raise
        return project

    def close(self) -> None:
        """Close the file and give its lock back."""
        self._core.file.close()

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._core.file.path

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return without_surrogates(self.path.stem)

    @property
    def uid(self) -> str:
        """The identity that all copies of the project share."""
        return self._core.uid

    @property
    def read_only(self) -> bool:
        """Whether it was opened for reading only."""
        return self._core.file.read_only

    @property
    def coder(self) -> str:
        """The name of the coder at work."""
        return self._core.coder

    def set_coder(self, name: str) -> None:
        """Who works from now on; the name comes into the file with the first mark."""
        self._core.coder = without_surrogates(name) or UNNAMED

    @property
    def coders(self) -> list[Coder]:
        """Everybody who has worked in the project."""
        with self._core.file.reading() as connection:
            return read_coders(connection)

    @property
    def scheme(self) -> Scheme:
        """Labels, attributes, relation types and article variables."""
        return self._core.scheme

    def change_scheme(self, scheme: Scheme, *, name: str = "Edit scheme") -> None:
        """Make the scheme equal to this one. Raises `SchemeError` when something in use would vanish."""
        scheming.change(self._core, scheme, name=name)

    @contextmanager
    def command(self, name: str) -> Iterator[None]:
        """Everything written inside is one transaction and one step of Undo with that name."""
        with self._core.write(name):
            yield

    def undo(self) -> str:
        """Take the newest command back; gives its name, "" when there is none."""
        return self._revert(history.next_undo, "undo")

    def redo(self) -> str:
        """Do again what was undone last; gives its name, "" when there is nothing."""
        return self._revert(history.next_redo, "redo")

    @property
    def undo_name(self) -> str:
        """The name of the command that Undo would take back, or ""."""
        with self._core.file.reading() as connection:
            found = history.next_undo(connection)
        return found[1] if found else ""

    @property
    def redo_name(self) -> str:
        """The name of the command that Redo would do again, or ""."""
        with self._core.file.reading() as connection:
            found = history.next_redo(connection)
        return found[1] if found else ""

    def subscribe(self, listener: Callable[[Changes], None]) -> Callable[[], None]:
        """Tell `listener` of every change after its commit, in the thread that wrote it.

        Gives the way to stop that.
        """
        return self._core.subscribe(listener)

    @property
    def is_large(self) -> bool:
        """Whether checking it takes so long that it is done beside the work, on a copy."""
        return self.path.stat().st_size > _CHECKED_AT_OPENING

    def check(self, *, progress: Progress = no_progress) -> list[Problem]:
        """Everything that is wrong in the file: pages, references, checksums, fingerprints, quotes.

        A large project is copied while work goes on, and the copy is checked, so that nobody has to wait.
        Raises `Cancelled` when `progress` does.
        """
        if not self.is_large:
            return self.check_here(progress=progress)
        with tempfile.TemporaryDirectory(prefix=".checking-", dir=paths.backups()) as folder:
            copy = Path(folder) / self.path.name
            try:
                self._core.file.copy_to(copy, checked=False)
            except FileError:  # no room for a copy: then others wait
                return self.check_here()
            return problems_in(copy, progress=progress)

    def check_here(self, *, progress: Progress = no_progress) -> list[Problem]:
        """The same on the file itself; who writes meanwhile has to wait."""
        return [
            *(Problem(file=self.path.name, message=one) for one in self._core.file.structure_problems()),
            *text_problems(self._core, progress),
        ]

    def changed_outside(self) -> str:
        """Whether another program did something to the file: "changed", "replaced", "gone", or ""."""
        return self._core.file.changed_outside()

    def is_free(self) -> bool:
        """Whether nobody else has the project open for writing."""
        return self._core.file.is_free()

    def snapshot(self, target: Path) -> None:
        """Write a whole, verified copy, while work goes on. Raises `FileError` when `target` exists."""
        self._core.file.copy_to(target)

    def _revert(self, find: Callable[..., tuple[int, str] | None], kind: str) -> str:
        with self._core.file.mutex:
            with self._core.file.reading() as connection:
                found = find(connection)
            if found is None:
                return ""
            command, name = found
            reverting = self._core.write(name, kind=kind, reverts=command)
            with nonsense_in_words(self.path), reverting as writing:
                history.revert(writing.recorder, command)
            return name


def problems_in(path: Path, *, progress: Progress = no_progress) -> list[Problem]:
    """Everything that is wrong in a project file that nobody has open.

    Raises what `Project.open` raises, and `Cancelled` when `progress` does.
    """
    file = ProjectFile.open(path, read_only=True)
    try:
        file.stop_when(lambda: _is_stopped(progress))
        return Project(file, coder="").check_here(progress=progress)
    except FileError:
        progress(0, 0)  # it was no fault of the file when somebody gave up
        raise
    finally:
        file.close()


def _is_stopped(progress: Progress) -> bool:
    try:
        progress(0, 0)
    except Cancelled:
        return True
    return False
