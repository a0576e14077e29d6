"""The history as people read it: of one annotation, one article, the project; and what is done with it."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.model.annotation import AnnotationId
from annotator.model.article import ArticleId
from annotator.model.changes import Compaction, HistoryEntry, HistoryFilter, HistoryLine, Told
from annotator.model.exchange import Progress, no_progress
from annotator.project.core import Core
from annotator.store import chronicle, lives, restoring
from annotator.store.chronicle import About
from annotator.store.reading import View


class History:
    """What was done, when and by whom."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def of_annotation(self, annotation: AnnotationId) -> list[HistoryEntry]:
        """The life of one annotation, oldest first; deleted ones have one too."""
        with self._core.read() as view:
            return lives.history_of(view, "annotation", annotation)

    def of_article(self, article: ArticleId) -> list[HistoryEntry]:
        """The life of one article with all its annotations and relations, oldest first."""
        with self._core.read() as view:
            about = chronicle.about_article(view, article)
            keys = {name: about.get(name, []) for name in ("article", "annotation", "relation")}
            return lives.history_of_rows(view, keys)

    def recent(self, limit: int = 200) -> list[HistoryEntry]:
        """The newest commands of the project, newest first; `what` is "do", "undo" or "redo"."""
        with self._core.read() as view:
            return lives.recent_commands(view, limit)

    def commands(self, asked: HistoryFilter | None = None, *, progress: Progress = no_progress) -> list[int]:
        """The commands that the filter takes, newest first; read in short steps, so that work can go on."""
        asked = asked or HistoryFilter()
        with self._core.read() as view:
            about = _about(view, asked)
            if about is not None:
                return chronicle.commands_about(view, about, asked)
            newest = chronicle.newest_command(view)
        found: list[int] = []
        for key in range(newest + 1, 1, -chronicle.AT_A_TIME):
            with self._core.read() as view:
                found += chronicle.commands_before(view, key, asked)
            progress(newest + 1 - key, newest)
        return found

    def lines(self, commands: Sequence[int], asked: HistoryFilter | None = None) -> list[HistoryLine]:
        """What the list shows of these commands, in that order."""
        with self._core.read() as view:
            return chronicle.lines(view, commands, _about(view, asked or HistoryFilter()))

    def changes(
        self, command: int, asked: HistoryFilter | None = None, *, after: int = 0, limit: int = 200
    ) -> list[Told]:
        """What a command did (to the filter's article or annotation), oldest first, behind a change."""
        with self._core.read() as view:
            about = _about(view, asked or HistoryFilter())
            return chronicle.changes(view, command, about=about, after=after, limit=limit)

    def restore(self, change: int) -> int:
        """Bring back what this change deleted, with what hung on it, as one step of Undo; gives how many rows
        came back. Raises `AnnotatorError` when that cannot be done.
        """
        with self._core.write("Bring back") as at:
            return restoring.restore(at, change)

    def compaction(self, before: str) -> Compaction:
        """What `compact` would take out of the commands before that moment (UTC)."""
        return self._core.file.compaction(before)

    def compact(self, before: str) -> Compaction:
        """Make the history shorter; back up first, as nothing brings back what is taken out.

        Commands before that moment can then no longer be undone, nor what they deleted be brought back; who
        made and changed what is there, when and from what, stays. Raises the `FileError` of the disk.
        """
        done = self.compaction(before)
        with self._core.write("Compact the history", kind="kept") as at:
            at.recorder.command_id()
            self._core.file.compact(before)
        self._core.file.shrink()
        return done


def _about(view: View, asked: HistoryFilter) -> About | None:
    if asked.annotation:
        return {"annotation": [asked.annotation]}
    return chronicle.about_article(view, asked.article) if asked.article else None
