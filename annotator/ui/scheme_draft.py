"""The scheme while it is edited: nothing of it is in the project before it is applied."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.model.scheme import Attribute, Scheme
from annotator.model.scheme_changes import EditScheme
from annotator.model.scheme_differences import changed_rules, differences
from annotator.model.scheme_edits import item, replace, values_renamed, with_attribute, without
from annotator.model.scheme_joining import rebased

#: Steps that can be taken back.
_STEPS = 200


class Draft:
    """A scheme that is edited step by step; `origins` remembers what renamed values were called."""

    def __init__(self, base: Scheme) -> None:
        self.base = base
        self.scheme = base
        self.origins: dict[str, dict[str, str]] = {}
        self._done: list[tuple[Scheme, dict[str, dict[str, str]]]] = []
        self._undone: list[tuple[Scheme, dict[str, dict[str, str]]]] = []

    @property
    def dirty(self) -> bool:
        """Whether anything is different from the project."""
        return replace(self.scheme, version=self.base.version) != self.base

    def take(self, scheme: Scheme) -> bool:
        """The next step; false when it changes nothing."""
        if scheme == self.scheme:
            return False
        self._done = [*self._done, (self.scheme, self.origins)][-_STEPS:]
        self._undone.clear()
        self.scheme = scheme
        return True

    def undo(self) -> bool:
        """Take the last step back."""
        return self._step(self._done, self._undone)

    def redo(self) -> bool:
        """Take the step again."""
        return self._step(self._undone, self._done)

    def _step(
        self,
        steps: list[tuple[Scheme, dict[str, dict[str, str]]]],
        back: list[tuple[Scheme, dict[str, dict[str, str]]]],
    ) -> bool:
        if not steps:
            return False
        back.append((self.scheme, self.origins))
        self.scheme, self.origins = steps.pop()
        return True

    def take_attribute(self, attribute: Attribute, renamed: Mapping[str, str], owner: str = "") -> bool:
        """An attribute (of the label with uid `owner`) as it is now; `renamed` says which of its values was
        called what before this step.
        """
        names = {old: new for old, new in renamed.items() if old != new}
        changed = with_attribute(self.scheme, attribute, owner_uid=owner)
        if names:
            changed = values_renamed(changed, attribute, names)
        known = self.origins.get(attribute.uid, {})
        if not self.take(changed):
            return False
        first = {new: known.get(old, old) for old, new in names.items()}
        kept = {new: was for new, was in known.items() if new not in names}
        self.origins = {**self.origins, attribute.uid: {**kept, **first}}
        return True

    def remove(self, uid: str) -> bool:
        """Take an item out."""
        return self.take(without(self.scheme, uid))

    def follow(self, now: Scheme) -> None:
        """The project's scheme has changed meanwhile."""
        self.scheme = rebased(self.base, self.scheme, now) if self.dirty else now
        self.base = now
        self._done.clear()
        self._undone.clear()

    def change(self) -> EditScheme:
        """The draft as a change of the project: renamed values follow, changed rules ask for re-checks."""
        words: dict[str, dict[str, str | None]] = {}
        for uid, origins in self.origins.items():
            now, was = item(self.scheme, uid), item(self.base, uid)
            if not (isinstance(now, Attribute) and isinstance(was, Attribute)):
                continue
            names, before = {one.name for one in now.values}, {one.name for one in was.values}
            moved = {old: new for new, old in origins.items() if new in names and old in before}
            words[uid] = {old: new for old, new in moved.items() if old != new}
        return EditScheme(
            scheme=self.scheme, words={uid: one for uid, one in words.items() if one}, recheck=self.rechecks()
        )

    def rechecks(self) -> tuple[str, ...]:
        """The uids of labels whose rules are different, and that were there before."""
        names = set(changed_rules(differences(self.base, self.scheme)))
        known = {one.uid for one in self.base.labels}
        return tuple(one.uid for one in self.scheme.labels if one.name in names and one.uid in known)

    def states(self) -> dict[str, str]:
        """ "new" or "changed" by uid, for all that differs from the project."""
        found = differences(self.base, self.scheme)
        return {one.uid: "new" if one.way == "added" else "changed" for one in reversed(found)}
