"""Adjudication: the differences between coders are settled into the gold layer, one decision for each.

The coders' own marks stay as they are. A gold mark is one of the coder `GOLD`; the decision beside it says
what was compared, what came of it, who decided, when, and why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from annotator.analysis.agreement.cases import (
    AnyCase,
    Case,
    RelationCase,
    VariableCase,
    case_key,
    case_sides,
)
from annotator.analysis.agreement.matching import match_any
from annotator.errors import AnnotatorError
from annotator.model.annotation import Annotation, AttributeValue, Relation, Span
from annotator.model.article import ArticleId
from annotator.model.entity import GOLD
from annotator.model.exchange import Progress, no_progress
from annotator.model.work import Decision, Verdict
from annotator.project.comparing import comparison
from annotator.project.project import Project
from annotator.project.relations import check_relation
from annotator.store import coders as work
from annotator.store import reading, writing
from annotator.store.history import new_uid, now


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """A suggestion and the mark beside which it stands: what two copies made of one mark, after a merge.

    `ours` is None where the suggestion stands alone, as a prediction does.
    """

    theirs: Annotation
    ours: Annotation | None = None

    @property
    def uids(self) -> frozenset[str]:
        """The uids of both."""
        return frozenset({self.theirs.uid} | ({self.ours.uid} if self.ours else set()))


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """A case with the decision that settles it, if there is one that still holds."""

    case: AnyCase
    decision: Decision | None = None

    @property
    def key(self) -> str:
        """What names it within its article."""
        return case_key(self.case)


class Adjudication(msgspec.Struct, kw_only=True):
    """One article's cases in order (marks, relations, variables), proposals, and the gold layer so far."""

    article: ArticleId
    items: list[Item]
    proposals: list[Proposal]
    gold: list[Annotation]
    marks: dict[str, Annotation]

    @property
    def settled(self) -> int:
        """How many cases are settled."""
        return sum(one.decision is not None for one in self.items)

    @property
    def total(self) -> int:
        """How many cases there are; proposals count as open ones."""
        return len(self.items) + len(self.proposals)


def adjudication(project: Project, article: ArticleId, coders: Sequence[str]) -> Adjudication:
    """How far the differences of these coders in an article are settled."""
    with project._core.read() as view:
        marks = reading.annotations_of(view, article)
        relations = reading.relations_of(view, article)
        values = work.values_of_article(view, article)
    found = comparison(article, coders, marks, relations, values)
    gold = [one for one in marks if one.coder == GOLD]
    there = {one.uid for one in gold} | {one.uid for one in relations if one.coder == GOLD} | {""}
    there |= {f"{name}\t{GOLD}" for name in values.get(GOLD, {})}
    made = project.decisions.of(article)
    times = {one.uid: one.modified for one in marks} | {one.uid: one.modified for one in relations}
    cases: list[AnyCase] = [*found.marks, *found.relations, *found.variables]
    return Adjudication(
        article=article,
        items=[Item(case=one, decision=_standing(one, made, there, times)) for one in cases],
        proposals=proposals(marks),
        gold=gold,
        marks={one.uid: one for one in marks},
    )


def _standing(
    case: AnyCase, made: Sequence[Decision], there: set[str], times: Mapping[str, str]
) -> Decision | None:
    """The newest decision that covers the whole case, unless the case or its result changed since."""
    sides = case_sides(case)
    changed = max((times.get(uid, "") for uid in sides), default="")
    holding = (one for one in made if sides <= set(one.sides) and one.at >= changed and one.result in there)
    return max(holding, key=lambda one: one.at, default=None)


def proposals(marks: Sequence[Annotation]) -> list[Proposal]:
    """The suggestions among an article's marks, each beside the mark of the same coder that it is about."""
    found = []
    for coder in dict.fromkeys(one.coder for one in marks if one.suggested):
        ours = [one for one in marks if one.coder == coder and not one.suggested]
        theirs = [one for one in marks if one.coder == coder and one.suggested]
        beside = {match.second: ours[match.first] for match in match_any(ours, theirs)}
        found += [Proposal(theirs=one, ours=beside.get(at)) for at, one in enumerate(theirs)]
    return sorted(found, key=lambda one: (one.theirs.start, one.theirs.uid))


def progress_of(
    project: Project,
    articles: Iterable[ArticleId],
    coders: Sequence[str],
    *,
    progress: Progress = no_progress,
) -> dict[ArticleId, tuple[int, int]]:
    """Article → how many of its cases are settled, and how many there are."""
    keys = list(articles)
    found = {}
    for done, key in enumerate(keys):
        progress(done, len(keys))
        one = adjudication(project, key, coders)
        found[key] = (one.settled, one.total)
    return found


# Settling


def accept(
    project: Project, article: ArticleId, case: AnyCase, chosen: Sequence[str], *, note: str = ""
) -> list[str]:
    """Take these coders' versions into the gold layer, each once, with a decision; gives what they became.

    Raises `AnnotatorError` for a relation whose ends are not settled into gold marks yet.
    """
    with project.command(f"Accept {', '.join(chosen)}"):
        _reopen(project, article, case_sides(case))
        results = [_copied(project, article, case, coder) for coder in _versions(case, chosen)]
        for result in results:
            _decide(project, article, case, verdict="accepted", result=result, note=note)
    return results


def _versions(case: AnyCase, coders: Sequence[str]) -> list[str]:
    """Those of the coders whose marks differ; of equal ones the first."""
    if not isinstance(case, Case):
        return list(coders)
    held: list[tuple[object, ...]] = []
    kept = []
    for coder in coders:
        mark = case.marks[coder]
        version = (mark.label, mark.fragments, mark.attributes, mark.entity)
        if version not in held:
            held.append(version)
            kept.append(coder)
    return kept


def accept_edited(
    project: Project,
    article: ArticleId,
    case: Case,
    *,
    label: str,
    fragments: Sequence[Span],
    attributes: Mapping[str, AttributeValue],
    entity: str = "",
    note: str = "",
) -> str:
    """Put a version of one's own into the gold layer. Raises `SchemeError`, `SpanError`."""
    with project.command(f"Settle as {label}"):
        _reopen(project, article, case_sides(case))
        made = project.annotations.add(
            article, label, fragments, attributes=attributes, entity=entity, note=note, coder=GOLD
        )
        _decide(project, article, case, verdict="edited", result=made.uid, note=note)
    return made.uid


def reject(
    project: Project, article: ArticleId, case: AnyCase, *, verdict: Verdict = "rejected", note: str = ""
) -> None:
    """Settle that no side goes into the gold layer: all are wrong, or ("nothing") there is nothing here."""
    with project.command("Settle: nothing here" if verdict == "nothing" else "Reject all sides"):
        _reopen(project, article, case_sides(case))
        _decide(project, article, case, verdict=verdict, note=note)


def reopen(project: Project, article: ArticleId, case: AnyCase) -> None:
    """Take the decisions on a case back, and what they put into the gold layer."""
    with project.command("Reopen"):
        _reopen(project, article, case_sides(case))


def accept_agreed(
    project: Project,
    articles: Iterable[ArticleId],
    coders: Sequence[str],
    *,
    progress: Progress = no_progress,
) -> int:
    """Accept every open case in which all these coders agree, in one step of Undo; gives how many."""
    keys = list(articles)
    count = 0
    with project.command("Accept what all agree on"):
        for done, key in enumerate(keys):
            progress(done, len(keys))
            count += _accept_agreed(project, key, coders)
    return count


def _accept_agreed(project: Project, article: ArticleId, coders: Sequence[str]) -> int:
    count = 0
    for item in adjudication(project, article, coders).items:
        agreed = item.case.kind == "same" and item.decision is None
        if agreed and _ready(project, article, item.case):
            accept(project, article, item.case, coders[:1])
            count += 1
    return count


def _ready(project: Project, article: ArticleId, case: AnyCase) -> bool:
    """Whether the ends of a relation have gold marks; what is no relation is always ready."""
    if not isinstance(case, RelationCase):
        return True
    ends = _gold_ends(project, article)
    one = next(iter(case.relations.values()))
    return one.head in ends and one.tail in ends


def _decide(
    project: Project, article: ArticleId, case: AnyCase, *, verdict: Verdict, result: str = "", note: str
) -> None:
    project.decisions.add(article, verdict=verdict, sides=sorted(case_sides(case)), result=result, note=note)


def _reopen(project: Project, article: ArticleId, sides: frozenset[str]) -> None:
    """Take back every decision that was about any of these sides, with its result."""
    for one in project.decisions.of(article):
        if sides & set(one.sides):
            _take_back(project, article, one.result)
            project.decisions.delete(one.uid)


def _take_back(project: Project, article: ArticleId, result: str) -> None:
    name, _, coder = result.partition("\t")
    if coder == GOLD:
        with project._core.write("Reopen") as at:
            work.set_value_of(at, article, name, GOLD, None)
        return
    mark = project.annotations.find(result) if result else None
    if mark is not None and project.annotations.get(mark).coder == GOLD:
        project.annotations.delete([mark])
        return
    for link in project.relations.of(article):
        if result and link.uid == result and link.coder == GOLD:
            project.relations.delete([link.id])


def _copied(project: Project, article: ArticleId, case: AnyCase, coder: str) -> str:
    """A coder's side of a case, put into the gold layer; gives what names it there."""
    if isinstance(case, VariableCase):
        with project._core.write("Accept") as at:
            work.set_value_of(at, article, case.name, GOLD, case.values[coder])
        return f"{case.name}\t{GOLD}"
    if isinstance(case, RelationCase):
        return _copied_relation(project, case.relations[coder])
    mark = case.marks[coder]
    made = project.annotations.add(
        article,
        mark.label,
        mark.fragments,
        attributes=mark.attributes,
        entity=mark.entity,
        note=mark.note,
        coder=GOLD,
    )
    return made.uid


def _gold_ends(project: Project, article: ArticleId) -> dict[str, str]:
    """The gold mark that each coder's mark was settled into, by uid."""
    ends: dict[str, str] = {}
    for one in project.decisions.of(article):
        if one.result:
            ends |= dict.fromkeys(one.sides, one.result)
    return ends


def _copied_relation(project: Project, link: Relation) -> str:
    ends = _gold_ends(project, link.article)
    found = [project.annotations.find(ends.get(uid, "")) for uid in (link.head, link.tail)]
    if None in found:
        raise AnnotatorError(
            "Settle both ends of this relation first: it needs a gold mark at each. Nothing was changed."
        )
    head, tail = (project.annotations.get(key) for key in found if key is not None)
    with project._core.write("Accept relation") as at:
        check_relation(project.scheme, link.type, head, tail)
        writing.coder_key(at, GOLD)
        moment = now()
        changes: dict[str, Any] = {"created": moment, "modified": moment, "uid": new_uid(), "coder": GOLD}
        made = msgspec.structs.replace(link, head=head.uid, tail=tail.uid, **changes)
        writing.add_relations(at, [made], {head.uid: int(head.id), tail.uid: int(tail.id)})
    return made.uid


# Proposals


def keep_ours(project: Project, article: ArticleId, proposal: Proposal, *, note: str = "") -> None:
    """Keep the mark as it is; the other version goes (its history stays)."""
    with project.command("Keep this version"):
        project.annotations.delete([proposal.theirs.id])
        result = proposal.ours.uid if proposal.ours else ""
        verdict: Verdict = "accepted" if proposal.ours else "rejected"
        project.decisions.add(article, verdict=verdict, sides=sorted(proposal.uids), result=result, note=note)


def take_theirs(project: Project, article: ArticleId, proposal: Proposal, *, note: str = "") -> None:
    """Make the mark as the other version is, or confirm a suggestion that stands alone."""
    theirs = proposal.theirs
    with project.command("Take the other version"):
        if proposal.ours is None:
            with project._core.write("Confirm") as at:
                work.confirm(at, theirs.id)
        else:
            project.annotations.edit(
                proposal.ours.id,
                label=theirs.label,
                fragments=theirs.fragments,
                attributes=theirs.attributes,
                entity=theirs.entity,
                note=theirs.note,
            )
            project.annotations.delete([theirs.id])
        result = proposal.ours.uid if proposal.ours else theirs.uid
        project.decisions.add(
            article, verdict="accepted", sides=sorted(proposal.uids), result=result, note=note
        )


def articles_with_proposals(project: Project) -> list[ArticleId]:
    """The articles in which suggestions wait, as they were added."""
    with project._core.read() as view:
        return [ArticleId(key) for key in work.articles_with_suggestions(view)]
