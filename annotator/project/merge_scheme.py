"""Whose label, relation type, variable and coder of another file is which of ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Final, TypeVar

import msgspec

from annotator.model.entity import GOLD
from annotator.model.exchange import Dataset, ImportReport
from annotator.model.scheme import Attribute, Label, RelationType, Scheme
from annotator.project.mapping import NameMapping
from annotator.project.merge_report import MergeReport, Unknown
from annotator.project.project import Project
from annotator.store import writing
from annotator.store.writing import Writing

#: (kind, their name) → our name; kinds are "label", "relation_type" and "variable".
Meanings = Mapping[tuple[str, str], str]
Aliases = dict[str, dict[str, str]]

_Item = TypeVar("_Item", Label, RelationType, Attribute)
_LISTS: Final = {"label": "labels", "relation_type": "relation_types", "variable": "variables"}


def meet_schemes(
    project: Project,
    other: Project,
    at: Writing,
    *,
    meanings: Meanings,
    report: MergeReport,
    aliases: Aliases,
) -> None:
    """Match items by uid, else as the person said, else by name; add what is missing, widen what is there."""
    ours, theirs = project.scheme, other.scheme
    report.unknown = unknown_items(ours, theirs, meanings)
    met = msgspec.structs.replace(
        theirs,
        labels=_meant("label", theirs.labels, ours.labels, meanings),
        relation_types=_in_our_labels(
            _meant("relation_type", theirs.relation_types, ours.relation_types, meanings),
            {one.name: two.name for one, two in _pairs("label", theirs.labels, ours.labels, meanings)},
        ),
        variables=_meant("variable", theirs.variables, ours.variables, meanings),
    )
    told = ImportReport()
    NameMapping(project, at, Dataset(scheme=met, records=[]), told, other.path)
    report.scheme += [one.message for one in told.warnings]
    report.scheme += _renamed(theirs, ours)
    for kind, name in _LISTS.items():
        now = getattr(project.scheme, name)
        for before, one in zip(getattr(theirs, name), getattr(met, name), strict=True):
            found = _find(now, one.name, one.uid)
            if found is not None and found.uid != before.uid:
                aliases[kind][before.uid] = found.uid


def unknown_items(ours: Scheme, theirs: Scheme, meanings: Meanings) -> list[Unknown]:
    """What of their scheme ours does not have, each with names here that it may mean, the likeliest first."""
    found = []
    for kind, name in _LISTS.items():
        mine = getattr(ours, name)
        for one in getattr(theirs, name):
            if (kind, one.name) not in meanings and _find(mine, one.name, one.uid) is None:
                names = [item.name for item in mine]
                near = get_close_matches(one.name, names, n=3, cutoff=0.4)
                found.append(
                    Unknown(kind=kind, name=one.name, offers=[*near, *(n for n in names if n not in near)])
                )
    return found


def _renamed(theirs: Scheme, ours: Scheme) -> list[str]:
    return [
        f"“{mine.name}” is called “{one.name}” there; the name here stays."
        for name in _LISTS.values()
        for one in getattr(theirs, name)
        for mine in getattr(ours, name)
        if mine.uid == one.uid and mine.name != one.name
    ]


def _pairs(
    kind: str, theirs: Sequence[_Item], ours: Sequence[_Item], meanings: Meanings
) -> list[tuple[_Item, _Item]]:
    """Each of theirs with ours that it is; with itself where ours has none."""
    named = {one.name: one for one in ours}
    pairs = []
    for one in theirs:
        found = named.get(meanings.get((kind, one.name), "")) or _find(ours, one.name, one.uid)
        pairs.append((one, found or one))
    return pairs


def _meant(kind: str, theirs: Sequence[_Item], ours: Sequence[_Item], meanings: Meanings) -> list[_Item]:
    """Theirs under the names and uids of ours."""
    return [
        msgspec.structs.replace(one, name=two.name, uid=two.uid)
        for one, two in _pairs(kind, theirs, ours, meanings)
    ]


def _in_our_labels(types: Sequence[RelationType], names: Mapping[str, str]) -> list[RelationType]:
    return [
        msgspec.structs.replace(
            one,
            heads=[names.get(label, label) for label in one.heads],
            tails=[names.get(label, label) for label in one.tails],
        )
        for one in types
    ]


def _find(items: Sequence[_Item], name: str, uid: str) -> _Item | None:
    same = [one for one in items if uid and one.uid == uid]
    same += [one for one in items if one.name == name]
    same += [one for one in items if one.name.casefold() == name.casefold()]
    return same[0] if same else None


def meet_coders(
    project: Project,
    other: Project,
    at: Writing,
    *,
    same_coders: Sequence[str],
    report: MergeReport,
    aliases: Aliases,
) -> None:
    """Coders by uid; two who share a name stay two unless said to be one. There is one gold layer."""
    for coder in other.coders:
        known = {one.uid: one.name for one in project.coders}
        if coder.uid in known:
            continue
        if coder.name in at.names.coder_ids:
            if coder.name == GOLD or coder.name in same_coders:
                ours = next(uid for uid, name in known.items() if name == coder.name)
                aliases["coder"][coder.uid] = ours
                continue
            report.same_names.append(coder.name)
        free, number = coder.name, 1
        while free in at.names.coder_ids:
            number += 1
            free = f"{coder.name} ({number})"
        key = writing.add_coder(at.recorder.connection, free, uid=coder.uid)
        at.names.coder_ids[free] = key
        at.names.coders[key] = free
        at.recorder.coder_added()
        report.coders.append(free)
