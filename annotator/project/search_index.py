"""The word index of an open project: kept beside the settings, brought up to date, asked where to look.

It is a cache: it may be deleted at any time, and nothing is ever shown from it. Where it cannot be used,
everything is looked through instead.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from annotator import paths
from annotator.analysis.search import Search
from annotator.analysis.terms import Asked, Both, Either, Marked, Term, Terms
from annotator.model.exchange import Progress, no_progress
from annotator.model.folding import fold_text
from annotator.project.project import Project
from annotator.store import scattered
from annotator.store.word_index import Indexed, WordIndex

#: Texts that go into the index at a time: some 20 ms, in which a search has to wait.
_AT_A_TIME: Final = 50

#: Rows of no use beyond the number of texts, at which the index is made anew.
_MOST_GONE: Final = 1000


class SearchIndex:
    """Says which articles of a project a query may find. Safe to use from any thread.

    `behind` is True until `bring_up_to_date` has run, and after articles came or went: what is not in the
    index is then looked through like what the index names.
    """

    def __init__(self, project: Project, *, folder: Path | None = None) -> None:
        self._project = project
        self._terms = Terms()
        self._lock = threading.RLock()
        self._state = (0, "")
        self._behind: set[int] | None = None  # articles that are not in the index; None: not known
        self._beside: tuple[tuple[int, str], dict[int, str]] | None = None
        self._index: WordIndex | None = None
        with contextlib.suppress(OSError, sqlite3.Error):  # no cache: everything is looked through
            place = folder or paths.caches() / "search"
            place.mkdir(parents=True, exist_ok=True)
            self._index = WordIndex(place / f"{project.uid}.index")

    def close(self) -> None:
        """Let go of the file."""
        if self._index is not None:
            self._index.close()
            self._index = None

    @property
    def behind(self) -> bool:
        """Whether there are articles that the index does not know."""
        self._compare()
        return self._index is not None and bool(self._behind)

    def bring_up_to_date(self, progress: Progress = no_progress) -> None:
        """Take in every text that is new or changed, while searches and work go on."""
        self._compare()
        if self._index is None or not self._behind:
            return
        with self._giving_up():
            state = self._state
            if self._index.gone > len(self._index.known()) + _MOST_GONE:
                self._index.clear()
                self._state = (0, "")
                self._compare()
            waiting = sorted(self._behind)
            for start in range(0, len(waiting), _AT_A_TIME):
                progress(start, len(waiting))
                self._take_in(waiting[start : start + _AT_A_TIME])
            self._index.set_state(*state)

    def _take_in(self, articles: list[int]) -> None:
        assert self._index is not None
        with self._project._core.read() as view:
            known = dict(scattered.fingerprints_of(view, articles))
            texts = scattered.texts_of(view, articles)
        indexed = [Indexed(key, known[key], " ".join(self._terms.of(text))) for key, text in texts]
        self._index.put(indexed)
        with self._lock:
            if self._behind is not None:
                self._behind = self._behind - set(articles)

    def candidates(self, search: Search) -> set[int] | None:
        """The articles that the query may find; None when all have to be looked through."""
        self._compare()
        behind = self._behind  # as it is before the index is asked: it may grow meanwhile
        found: set[int] | None = None
        with self._giving_up():
            found = self._asked(search, search.asked)
        return None if found is None or behind is None else found | behind

    def _asked(self, search: Search, asked: Asked) -> set[int] | None:
        if isinstance(asked, Marked):
            with self._project._core.read() as view:
                return scattered.articles_with_marks(view, asked.entities)
        if isinstance(asked, Term):
            return self._with_term(search, asked)
        if isinstance(asked, Either):
            sets = [self._asked(search, part) for part in asked.parts]
            known = [one for one in sets if one is not None]
            return set().union(*known) if len(known) == len(sets) else None
        return self._all_of(search, asked)

    def _all_of(self, search: Search, asked: Both) -> set[int] | None:
        plain = [one.text for one in asked.parts if isinstance(one, Term) and one.kind == "whole"]
        rest: list[Asked] = [one for one in asked.parts if not isinstance(one, Term) or one.kind != "whole"]
        sets: list[set[int]] = []
        if plain and self._index is not None and not search.everywhere:
            sets.append(self._index.find_all(plain))
        else:
            rest += [Term(one) for one in plain]
        sets += [one for one in (self._asked(search, part) for part in rest) if one is not None]
        return set.intersection(*sets) if sets else None

    def _with_term(self, search: Search, term: Term) -> set[int] | None:
        if self._index is None:
            return None
        found = self._index.find(term.text, term.kind)
        if found is None or not search.everywhere:
            return found
        words = term.text.strip("*")
        return found | {key for key, said in self._said_beside().items() if words in said}

    def _said_beside(self) -> dict[int, str]:
        """Metadata and notes of each article, folded; read anew after each command."""
        with self._project._core.read() as view:
            newest = scattered.newest_command(view)
            if self._beside is None or self._beside[0] != newest:
                said: dict[int, list[str]] = {}
                for key, words in scattered.said_beside(view):
                    said.setdefault(key, []).append(words)
                self._beside = (newest, {key: fold_text("\n".join(each)) for key, each in said.items()})
            return self._beside[1]

    def _compare(self) -> None:
        """Find out which texts the index lacks, if anything was written since it was compared last."""
        if self._index is None:
            return
        with self._project._core.read() as view, self._lock, self._giving_up():
            newest = scattered.newest_command(view)
            if newest == self._state and self._behind is not None:
                return
            if self._behind is None and (known := self._index.state)[1]:
                self._state, self._behind = known, set()
            if self._behind is None or scattered.texts_changed_since(view, *self._state):
                now, held = scattered.fingerprints(view), self._index.known()
                self._index.drop(held.keys() - now.keys())
                self._behind = {key for key, value in now.items() if held.get(key) != value}
            self._state = newest
            if not self._behind:
                self._index.set_state(*newest)

    @contextlib.contextmanager
    def _giving_up(self) -> Iterator[None]:
        """An index that fails is not asked again while the project is open, and made anew next time."""
        try:
            yield
        except (sqlite3.Error, OSError):
            index, self._index = self._index, None
            if index is not None:
                index.discard()
