"""What stands on the card of each side of a difference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from annotator.analysis.agreement.cases import AnyCase, Case, RelationCase, VariableCase
from annotator.model.annotation import Annotation
from annotator.model.entity import GOLD
from annotator.model.scheme import Scheme
from annotator.model.work import Decision
from annotator.ui.differences import (
    KIND_LOOKS,
    case_detail,
    case_title,
    kind_of,
    kind_words,
    value_words,
)
from annotator.ui.widgets.case_list import Entry
from annotator.ui.widgets.side_card import SideWords
from annotator.ui.words import capital, time_words

if TYPE_CHECKING:
    from annotator.project.adjudicating import Adjudication, Item, Proposal

#: The keys of the sides, in the order of the coders.
SIDE_KEYS: Final = "ABCDEF"


def sides_in_words(
    case: AnyCase,
    coders: Sequence[str],
    scheme: Scheme,
    marks: Mapping[str, Annotation],
    entities: Mapping[str, str],
) -> list[SideWords]:
    """A card for each coder who has a side, under the coder's key."""
    keys = dict(zip(coders, SIDE_KEYS, strict=False))
    if isinstance(case, Case):
        return mark_sides({(keys[name], name): mark for name, mark in case.marks.items()}, scheme, entities)
    if isinstance(case, RelationCase):
        title = case_title(case, marks)
        differs = case.kind == "type"
        return [
            SideWords(
                keys[name],
                name,
                title,
                None,
                [(_tr("Relation"), capital(one.type), differs), *_cue(one.cue_quote, case)],
                one.note,
            )
            for name, one in case.relations.items()
        ]
    return [
        SideWords(
            keys[name], name, "", None, [(capital(case.name), value_words(value), case.kind == "value")]
        )
        for name, value in case.values.items()
    ]


def _cue(quote: str, case: RelationCase) -> list[tuple[str, str, bool]]:
    return (
        [(_tr("Cue"), quote or "—", case.kind == "cue")]
        if any(one.cue for one in case.relations.values())
        else []
    )


def mark_sides(
    sides: Mapping[tuple[str, str], Annotation], scheme: Scheme, entities: Mapping[str, str]
) -> list[SideWords]:
    """A card for each mark; `sides` has key and name of each."""
    labels = {one.name: one for one in scheme.labels}
    some = list(sides.values())
    names = list(dict.fromkeys(name for one in some for name in one.attributes))
    made = []
    for (key, coder), one in sides.items():
        lines = [(_tr("Label"), capital(one.label), len({mark.label for mark in some}) > 1)]
        if len({mark.fragments for mark in some}) > 1:
            lines.append((_tr("Edges"), _places(one), True))
        for name in names:
            values = {value_words(mark.attributes.get(name)) for mark in some}
            lines.append((capital(name), value_words(one.attributes.get(name)), len(values) > 1))
        if any(mark.entity for mark in some):
            differs = len({mark.entity for mark in some}) > 1
            lines.append((_tr("Entity"), entities.get(one.entity, "") or "—", differs))
        made.append(SideWords(key, coder, one.quote, labels.get(one.label), lines, one.note))
    return made


def _places(mark: Annotation) -> str:
    return ", ".join(f"{start}–{end}" for start, end in mark.fragments)


def accepted_sides(case: AnyCase, decisions: Sequence[Decision], gold: Sequence[Annotation]) -> list[str]:
    """The coders whose sides are in the gold layer as they are."""
    if isinstance(case, VariableCase | RelationCase):
        return []
    results = {one.result for one in decisions if one.result and case.uids <= set(one.sides)}
    held = [one for one in gold if one.uid in results]
    return [name for name, mark in case.marks.items() if any(_alike(mark, one) for one in held)]


def _alike(one: Annotation, other: Annotation) -> bool:
    return (one.label, one.fragments, one.attributes, one.entity) == (
        other.label,
        other.fragments,
        other.attributes,
        other.entity,
    )


def decision_words(decision: Decision) -> str:
    """Who settled it, when and how, with the note: "Accepted by Ana, 09:14 – the shorter one"."""
    how = {
        "accepted": _tr("Accepted by {0}, {1}"),
        "edited": _tr("Settled with an edited version by {0}, {1}"),
        "rejected": _tr("All sides rejected by {0}, {1}"),
        "nothing": _tr("Nothing here, said {0}, {1}"),
    }[decision.verdict]
    words = how.format(decision.coder, time_words(decision.at))
    return f"{words} – {decision.note}" if decision.note else words


def entries_of(
    state: Adjudication, coders: Sequence[str], entities: Mapping[str, str], which: str
) -> list[Entry]:
    """The list of an article: suggestions first, then "all" cases, only "differences", or what is "open"."""
    entries = [_proposal_entry(one) for one in state.proposals]
    for item in state.items:
        settled = item.decision is not None
        if which == "all" or (item.case.kind != "same" if which == "differences" else not settled):
            entries.append(_entry(item, state, coders, entities))
    return entries


def _entry(item: Item, state: Adjudication, coders: Sequence[str], entities: Mapping[str, str]) -> Entry:
    kind = kind_of(item.case, coders)
    return Entry(
        item.key,
        kind_words(kind, coders),
        KIND_LOOKS[kind],
        case_title(item.case, state.marks),
        case_detail(item.case, coders, entities),
        item.decision is not None,
    )


def _proposal_entry(one: Proposal) -> Entry:
    kind = _tr("Two versions") if one.ours else _tr("Suggestion")
    title = " ".join(one.theirs.quote.split())
    return Entry(one.theirs.uid, kind, KIND_LOOKS["cue"], title, one.theirs.coder, settled=False)


def marks_about(
    item: Item | None, proposal: Proposal | None, held: Mapping[str, Annotation]
) -> list[Annotation]:
    """The marks that an entry is about; of relations, those at their ends."""
    uids: set[str] = set(proposal.uids) if proposal else set()
    if item is not None and isinstance(item.case, Case):
        uids |= item.case.uids
    elif item is not None and isinstance(item.case, RelationCase):
        uids |= {uid for one in item.case.relations.values() for uid in (one.head, one.tail)}
    return [held[uid] for uid in sorted(uids) if uid in held]


def coder_words(name: str) -> str:
    """A coder's name; the gold layer has one of its own."""
    return _tr("Gold") if name == GOLD else name


def _tr(words: str) -> str:
    return QCoreApplication.translate("Sides", words)
