"""What all parts of the door share: the file, the running command, the names, the listeners."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from annotator.model.article import ArticleId
from annotator.model.changes import Changes
from annotator.model.scheme import Scheme
from annotator.store import reading
from annotator.store.file import ProjectFile
from annotator.store.history import Recorder
from annotator.store.names import Names, read_scheme_rows
from annotator.store.reading import View
from annotator.store.writing import Writing, add_coder, read_meta

Listener = Callable[[Changes], None]


class Core:
    """One open project file and the command that runs in it, if any."""

    def __init__(self, file: ProjectFile, *, coder: str) -> None:
        self.file = file
        self.coder = coder
        self.listeners: list[Listener] = []
        self._writing: Writing | None = None
        self._names: Names | None = None
        self._scheme: Scheme | None = None
        self._text: tuple[ArticleId | None, str | None] = (None, None)
        with file.reading() as connection:
            self.meta = read_meta(connection)
            self.uid = self.meta["uid"]

    @contextmanager
    def read(self) -> Iterator[View]:
        """Ask the file; inside a command what it has written so far is seen."""
        with self.file.reading() as connection:
            yield View(connection, self._known())

    @contextmanager
    def write(self, name: str, *, kind: str = "do", reverts: int | None = None) -> Iterator[Writing]:
        """Record into the running command, or into one of its own with that name.

        Listeners are told after the commit. When the block or the commit fails, nothing of the
        command is in the file. Raises the `FileError` that says why.
        """
        with self.file.mutex:
            if self._writing is not None:
                yield self._writing
                return
            changes = Changes()
            try:
                with self.file.writing() as connection:
                    names = self._known()
                    if self.coder not in names.coder_ids:
                        add_coder(connection, self.coder)
                        names.reload(connection)
                    coder = names.coder_ids[self.coder]
                    recorder = Recorder(connection, name=name, coder=coder, kind=kind, reverts=reverts)
                    self._writing = Writing(recorder, names)
                    yield self._writing
                    changes = recorder.changes
            except BaseException:
                self._forget()
                raise
            finally:
                self._writing = None
            if changes.scheme or changes.coders or changes.entities or changes.listing:
                self._forget()
            elif changes.texts:
                self._text = (None, None)
        self._tell(changes)

    @property
    def running(self) -> bool:
        """Whether a command is running."""
        return self._writing is not None

    @property
    def scheme(self) -> Scheme:
        """The scheme as it is now."""
        if self._scheme is None:
            with self.file.reading() as connection:
                self._scheme = read_scheme_rows(connection, name=self.meta.get("scheme", ""))
        return self._scheme

    def text(self, view: View, article: ArticleId) -> str | None:
        """The article's text, kept until another article's is asked for: texts may be megabytes."""
        if self._text[0] != article:
            self._text = (article, reading.article_text(view, article))
        return self._text[1]

    def scheme_grew(self, scheme: Scheme) -> None:
        """Inside a command: the scheme has been written and is now this one."""
        self._scheme = scheme

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Tell `listener` of every change, in the thread that wrote; gives the way to stop that."""
        self.listeners.append(listener)
        return lambda: self.listeners.remove(listener)

    def _known(self) -> Names:
        if self._names is None:
            with self.file.reading() as connection:
                self._names = Names(connection)
        return self._names

    def _forget(self) -> None:
        self._names = self._scheme = None
        self._text = (None, None)

    def _tell(self, changes: Changes) -> None:
        if changes:
            for listener in tuple(self.listeners):
                listener(changes)
