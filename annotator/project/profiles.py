"""Everything that is known about one entity: where it is named, when, with whom, and what is said of it."""

from __future__ import annotations

from collections import Counter
from typing import Final, NamedTuple

from annotator.model.entity import Entity
from annotator.project.project import Project
from annotator.store.mentions import MentionRow, RelatedRow, company_of, mentions_of, related_to

#: Attributes whose values are counted for the marks that relations tie to an entity.
_COUNTED: Final = "polarity"


class Related(NamedTuple):
    """The marks that one type of relation ties to an entity, with the counts of their polarities."""

    type: str
    outgoing: bool
    label: str
    marks: list[MentionRow]
    values: dict[str, int]


class Profile(NamedTuple):
    """One entity with its mentions by date, its months, articles, company and relations."""

    entity: Entity
    mentions: list[MentionRow]
    months: list[tuple[str, int]]
    wordings: list[tuple[str, int]]
    company: list[tuple[Entity, int]]
    related: list[Related]

    @property
    def articles(self) -> int:
        """Number of articles that name it."""
        return len({one.article for one in self.mentions})


def profile(project: Project, uid: str) -> Profile:
    """The page of an entity. Raises `AnnotatorError` when it is gone."""
    entity = project.entities.get(uid)
    with project._core.read() as view:
        mentions = mentions_of(view, uid)
        company = company_of(view, uid)
        related = related_to(view, uid)
    known = {one.uid: one for one in project.entities.all()}
    return Profile(
        entity=entity,
        mentions=mentions,
        months=sorted(Counter(one.published[:7] for one in mentions).items()),
        wordings=Counter(" ".join(one.quote.split()) for one in mentions).most_common(),
        company=[(known[other], count) for other, count in company if other in known],
        related=_grouped(related),
    )


def _grouped(rows: list[RelatedRow]) -> list[Related]:
    groups: dict[tuple[str, bool, str], list[RelatedRow]] = {}
    for row in rows:
        groups.setdefault((row.type, row.outgoing, row.mark.label), []).append(row)
    return [
        Related(
            type=kind,
            outgoing=outgoing,
            label=label,
            marks=[one.mark for one in group],
            values=dict(
                Counter(str(one.attributes[_COUNTED]) for one in group if _COUNTED in one.attributes)
            ),
        )
        for (kind, outgoing, label), group in groups.items()
    ]
