"""Proposals of which unassigned mentions name the same entity, and what a person decided about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from annotator.analysis.same_names import Proposal, folded_name, pairs_apart, same_names
from annotator.model.annotation import AnnotationId
from annotator.model.exchange import Progress, no_progress
from annotator.project.project import Project
from annotator.store.mentions import MentionRow, unassigned_mentions

#: The kind and name of the saved document that remembers rejected proposals.
KIND: Final = "entities"
_REJECTED: Final = "rejected proposals"


class Candidates(NamedTuple):
    """The proposals, and the mentions behind each folded wording."""

    proposals: list[Proposal]
    mentions: dict[str, list[MentionRow]]

    def mentions_of(self, proposal: Proposal) -> list[MentionRow]:
        """The mentions of a proposal, wording by wording."""
        keys = dict.fromkeys(folded_name(one.text) for one in proposal.wordings)
        return [mention for key in keys for mention in self.mentions.get(key, ())]


class Decision(NamedTuple):
    """An accepted proposal: the marks, and the entity (uid), or "" and the name of a new one."""

    mentions: Sequence[int]
    entity: str = ""
    name: str = ""
    aliases: tuple[str, ...] = ()
    type: str = ""


def propose(project: Project, progress: Progress = no_progress) -> Candidates:
    """Gather the mentions without an entity into proposals; rejected ones do not come back."""
    labels = [one.name for one in project.scheme.labels if one.entity]
    with project._core.read() as view:
        rows = unassigned_mentions(view, labels)
    wordings = Counter(" ".join(row.quote.split()) for row in rows)
    mentions: dict[str, list[MentionRow]] = {}
    for row in rows:
        mentions.setdefault(folded_name(row.quote), []).append(row)
    found = same_names(wordings, project.entities.all(), apart=rejected(project), progress=progress)
    return Candidates(found, mentions)


def accept(project: Project, decisions: Iterable[Decision]) -> int:
    """Assign the mentions, making new entities where wanted; wordings become aliases. One step of Undo.

    Gives the number of marks that changed. Raises `AnnotatorError` when an entity is gone.
    """
    decided = list(decisions)
    changed = 0
    with project.command("Accept entities" if len(decided) > 1 else "Accept entity"):
        for one in decided:
            if one.entity:
                entity = project.entities.get(one.entity)
                aliases = _with_aliases(entity.name, entity.aliases, one.aliases)
                if aliases != entity.aliases:
                    project.entities.edit(entity.uid, aliases=aliases)
            else:
                aliases = _with_aliases(one.name, [], one.aliases)
                entity = project.entities.add(one.name, aliases=aliases, type=one.type)
            changed += project.entities.assign([AnnotationId(key) for key in one.mentions], entity.uid)
    return changed


def reject(project: Project, proposals: Iterable[Proposal]) -> None:
    """Remember that the wordings of each proposal do not belong together. Undo forgets it again."""
    apart = rejected(project) | {pair for one in proposals for pair in pairs_apart(one)}
    body = {"pairs": sorted(sorted(pair) for pair in apart)}
    with project.command("Reject proposal"):
        project.saved.put(KIND, _REJECTED, body)


def rejected(project: Project) -> frozenset[frozenset[str]]:
    """What is known not to be the same: pairs of folded wordings, or of a wording and an entity's uid."""
    kept = next((one for one in project.saved.all(KIND) if one.name == _REJECTED), None)
    pairs = kept.body.get("pairs", []) if kept else []
    if not isinstance(pairs, list):
        return frozenset()
    return frozenset(frozenset(map(str, pair)) for pair in pairs if isinstance(pair, list))


def _with_aliases(name: str, aliases: Sequence[str], wordings: Iterable[str]) -> list[str]:
    """The aliases with the wordings that say something new; another case of a name is none."""
    found = list(aliases)
    said = {folded_name(one) for one in (name, *aliases)}
    for wording in wordings:
        if folded_name(wording) not in said:
            said.add(folded_name(wording))
            found.append(wording)
    return found
