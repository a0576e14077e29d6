"""Article sets: named samples, batches and test sets, with the rule by which they were drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from annotator.errors import AnnotatorError
from annotator.model.article import ArticleId
from annotator.model.surrogates import without_surrogates
from annotator.model.work import ArticleSet
from annotator.project.core import Core
from annotator.store import work
from annotator.store.history import new_uid, now
from annotator.store.writing import Writing


class Sets:
    """The article sets of a project."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def all(self) -> list[ArticleSet]:
        """Every set, by name."""
        with self._core.read() as view:
            return work.sets(view)

    def get(self, uid: str) -> ArticleSet:
        """One set. Raises `AnnotatorError` when it is gone."""
        found = next((one for one in self.all() if one.uid == uid), None)
        if found is None:
            raise _gone()
        return found

    def ids(self, uid: str) -> list[ArticleId]:
        """The articles of a set, in the order in which they came into the project; none when it is gone."""
        with self._core.read() as view:
            return work.set_articles(view, uid)

    def of(self, article: ArticleId) -> list[str]:
        """The uids of the sets that an article is in."""
        with self._core.read() as view:
            return work.sets_of(view, article)

    def make(self, name: str, ids: Sequence[ArticleId], rule: Mapping[str, Any] | None = None) -> ArticleSet:
        """Make a set of these articles. Raises `AnnotatorError` when the name is empty or taken."""
        with self._core.write("Make set") as at:
            made = ArticleSet(
                name=self._free(name), rule=without_surrogates(dict(rule or {})), at=now(), uid=new_uid()
            )
            work.fill_set(at, work.add_set(at, made), made.uid, ids)
        return self.get(made.uid)

    def rename(self, uid: str, name: str) -> None:
        """Give a set another name. Raises `AnnotatorError` when it is gone, or the name is empty or taken."""
        with self._core.write("Rename set") as at:
            work.rename_set(at, _key(at, uid), self._free(name, but=uid))

    def change(self, uid: str, ids: Sequence[ArticleId]) -> None:
        """Make these articles the set's. Raises `AnnotatorError` when the set is gone."""
        with self._core.write("Change set") as at:
            work.fill_set(at, _key(at, uid), uid, ids)

    def delete(self, uid: str) -> None:
        """Delete a set; its articles stay. Raises `AnnotatorError` when it is gone already."""
        with self._core.write("Delete set") as at:
            work.delete_set(at, _key(at, uid))

    def _free(self, name: str, *, but: str = "") -> str:
        name = without_surrogates(name).strip()
        if not name:
            raise AnnotatorError("A set needs a name.")
        if any(one.name == name and one.uid != but for one in self.all()):
            raise AnnotatorError(f"There is a set “{name}” already. Choose another name.")
        return name


def _key(at: Writing, uid: str) -> int:
    key = work.set_key(at.view, uid)
    if key is None:
        raise _gone()
    return key


def _gone() -> AnnotatorError:
    return AnnotatorError("This set is not in the project any more. Undo may bring it back.")
