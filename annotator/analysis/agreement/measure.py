"""The agreement of coders over articles: every figure, its interval, confusions, drift and worst articles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import combinations
from operator import itemgetter
from typing import Final, NamedTuple, Protocol

from msgspec import structs

from annotator.analysis.agreement.bootstrap import Resampler, interval
from annotator.analysis.agreement.coefficients import (
    Cell,
    Coefficient,
    Field,
    Level,
    PairMeasures,
    UnitMeasures,
    Value,
    coefficient,
)
from annotator.analysis.agreement.collect import WAYS, ArticleValues, Chosen, CoderTally, Collector, Key
from annotator.analysis.agreement.gamma import GammaMeasures
from annotator.analysis.agreement.overlap import (
    PairSharedMeasures,
    SharedMeasures,
    ShareMeasures,
    f1,
)
from annotator.analysis.agreement.result import AgreementReport, CoderFigures, Confusion, Figure
from annotator.analysis.agreement.unitizing import UnitizingMeasures, unitizing_coefficient
from annotator.errors import AnnotatorError, SchemeError
from annotator.model.exchange import ArticleRecord, Progress, no_progress
from annotator.model.scheme import Attribute, Scheme
from annotator.model.scheme import Kind as AttributeKind

#: The level at which an attribute of each kind is measured unless the caller says otherwise.
LEVELS: Final[Mapping[AttributeKind, Level]] = {
    "choice": "nominal",
    "several": "nominal",
    "yes/no": "nominal",
    "number": "interval",
    "date": "nominal",
}

CONFIDENCE: Final = 0.95

_NOTHING_MARKED: Final = "Undefined: nobody marked anything."
_NO_INTERVAL: Final = "No interval: fewer than two articles were coded by two coders."
_ROUNDS_UNDEFINED: Final = "No interval: the figure is undefined in most bootstrap rounds."


class _Measures(Protocol):
    """Figures from sums: those of `fields`, in their order."""

    @property
    def fields(self) -> Sequence[Field]: ...
    @property
    def names(self) -> Sequence[str]: ...
    def measures(self, sums: Sequence[int]) -> list[Cell]: ...


class _Family(NamedTuple):
    """Measures about one thing, and which of them are reported."""

    key: Key
    measures: _Measures
    wanted: tuple[str, ...]

    def places(self, collector: Collector) -> list[int]:
        """The numbers of the family's fields, in their order; a field that never occurred is `size`."""
        numbers = collector.fields[self.key]
        return [numbers.get(field, collector.size) for field in self.measures.fields]


def agreement(
    records: Iterable[ArticleRecord],
    *,
    coders: Sequence[str],
    scheme: Scheme,
    labels: Sequence[str] = (),
    attributes: Sequence[str] = (),
    levels: Mapping[str, Level] | None = None,
    coded: Mapping[str, Collection[str]] | None = None,
    article_values: ArticleValues | None = None,
    rounds: int = 1000,
    seed: int = 1,
    gamma_samples: int = 0,
    worst: int = 20,
    progress: Progress = no_progress,
) -> AgreementReport:
    """How well the coders agree on marks, attributes, entities, relations and article variables.

    `records` are read once. `labels` and `attributes` ("claim.form", or "form" for every label that has it)
    limit what is compared; none means all, but for attributes of free text, which must be named. `levels`
    sets the level of measurement of an attribute or variable (by default nominal, numbers interval; an
    ordinal attribute has the order of its values in the scheme). `coded` says who coded which article (by
    uid); without it a coder took part in an article when a mark or relation of theirs is in it, so that
    somebody who read it and found nothing does not count. `article_values` has each coder's variables.
    Suggestions that nobody confirmed are left out.

    `gamma_samples` is the number of random texts behind gamma (30 in the paper); 0 leaves gamma out, which
    takes far longer than all the rest.

    Marks of two coders are matched as `matching.match_any` says; attributes are compared on matched marks
    of the same label. Intervals are percentiles of `rounds` bootstrap samples of articles.

    Raises `AnnotatorError` for fewer than two coders, and `SchemeError` for a label or an attribute that does
    not exist.
    """
    if len(set(coders)) < 2:
        raise AnnotatorError("Agreement needs at least two coders. Choose two or more.")
    names = tuple(labels) or tuple(label.name for label in scheme.labels)
    chosen = _chosen(scheme, names, attributes, levels or {})
    collector = Collector(
        tuple(dict.fromkeys(coders)),
        scheme=scheme,
        labels=names,
        chosen=chosen,
        gamma_samples=gamma_samples,
        seed=seed,
    )
    for record in records:
        uid = record.article.uid
        values = (article_values or {}).get(uid, {})
        collector.add(record, coded=None if coded is None else coded.get(uid, ()), values=values)
        progress(collector.read, 0)
    figures = _figures(collector, chosen, rounds=rounds, seed=seed, progress=progress)
    return AgreementReport(
        coders=tuple(collector.coders),
        labels=names,
        attributes=tuple(one.subject for one in chosen if one.label),
        variables=tuple(one.subject for one in chosen if not one.label),
        levels={one.subject: one.level for one in chosen},
        read=collector.read,
        compared=len(collector.found),
        marks=collector.marks,
        coded={coder: collector.tallies[coder, ""].articles for coder in collector.coders},
        rounds=rounds,
        seed=seed,
        confidence=CONFIDENCE,
        figures=figures,
        confusions=_confusions(collector),
        by_coder=[_coder_figures(coder, "", collector.tallies[coder, ""]) for coder in collector.coders],
        drift=[
            _coder_figures(coder, week, tally)
            for (coder, week), tally in sorted(collector.tallies.items())
            if week not in {"", "?"}
        ],
        worst=sorted(
            (one for one in collector.found if one.f1 is not None),
            key=lambda one: (one.f1, -one.apart, -one.values, one.article),
        )[:worst],
    )


def _chosen(
    scheme: Scheme, labels: Sequence[str], attributes: Sequence[str], levels: Mapping[str, Level]
) -> list[Chosen]:
    owners = [(label, scheme.label(label).attributes) for label in labels]
    known = {name for label, owned in owners for one in owned for name in (one.name, f"{label}.{one.name}")}
    for name in attributes:
        if name not in known:
            raise SchemeError(f"No label that is compared has an attribute “{name}”.")
    found = [
        _with_level(label, one, levels)
        for label, owned in owners
        for one in owned
        if (
            one.name in attributes or f"{label}.{one.name}" in attributes
            if attributes
            else one.kind in LEVELS
        )
    ]
    return found + [_with_level("", one, levels) for one in scheme.variables if one.kind in LEVELS]


def _with_level(label: str, attribute: Attribute, levels: Mapping[str, Level]) -> Chosen:
    one = Chosen(label, attribute, LEVELS.get(attribute.kind, "nominal"))
    level = levels.get(one.subject) or levels.get(attribute.name) or one.level
    return one._replace(level=level)


def _figures(
    collector: Collector, chosen: Sequence[Chosen], *, rounds: int, seed: int, progress: Progress
) -> list[Figure]:
    families = _families(collector, chosen)
    totals: Counter[int] = Counter()
    for article in collector.articles:
        totals.update(article)
    cells = [
        family.measures.measures([totals[number] for number in family.places(collector)])
        for family in families
    ]
    drawn = _drawn(families, collector, rounds=rounds, seed=seed, progress=progress)
    return [
        _figure(family, _named(family, name, cell), collector, values, rounds)
        for family, found, all_values in zip(families, cells, drawn, strict=True)
        for name, cell, values in zip(family.measures.names, found, all_values, strict=True)
        if name in family.wanted
    ]


def _drawn(
    families: Sequence[_Family], collector: Collector, *, rounds: int, seed: int, progress: Progress
) -> list[list[list[float]]]:
    """For each family and each of its measures, the defined values of all bootstrap rounds."""
    values: list[list[list[float]]] = [[[] for _ in family.measures.names] for family in families]
    if len(collector.articles) < 2 or not rounds:
        return values
    resampler = Resampler(collector.articles, collector.size + 1)
    pickers: list[Callable[[Sequence[int]], Sequence[int]]] = [
        itemgetter(*(resampler.place[number] for number in family.places(collector))) for family in families
    ]
    for done, sums in enumerate(resampler.rounds(rounds, seed), start=1):
        for family, pick, kept in zip(families, pickers, values, strict=True):
            for cell, list_of in zip(family.measures.measures(pick(sums)), kept, strict=True):
                if cell[0] is not None:
                    list_of.append(cell[0])
        progress(done, rounds)
    return values


def _named(family: _Family, name: str, cell: Cell) -> Coefficient:
    if family.key.kind == "unitizing":
        return unitizing_coefficient(name, cell)
    found = coefficient(name, cell)
    if found.reason and family.key.kind in {"spans", "relations"}:
        return structs.replace(found, reason=_NOTHING_MARKED)
    return found


def _figure(
    family: _Family, found: Coefficient, collector: Collector, values: Sequence[float], rounds: int
) -> Figure:
    note = found.reason
    ends = interval(values) if 2 * len(values) >= rounds else None
    if not note and rounds and ends is None:
        note = _NO_INTERVAL if len(collector.articles) < 2 else _ROUNDS_UNDEFINED
    low, high = ends if ends and found.value is not None else (None, None)
    return Figure(
        kind=family.key.kind,
        subject=family.key.subject,
        coders=family.key.coders or tuple(collector.coders),
        name=found.name,
        value=found.value,
        low=low,
        high=high,
        observed=found.observed,
        expected=found.expected,
        n=found.n,
        note=note,
    )


def _families(collector: Collector, chosen: Sequence[Chosen]) -> list[_Family]:
    """The families of measures, in the order of the report: all coders first, then their pairs."""
    fields = collector.fields
    everybody = [_family(key, fields[key], collector, chosen) for key in _order(fields, collector, ())]
    pairs = [
        _family(key, fields[key], collector, chosen)
        for pair in combinations(collector.coders, 2)
        for key in _order(fields, collector, pair)
    ]
    return everybody + pairs


def _order(fields: Collection[Key], collector: Collector, coders: tuple[str, ...]) -> list[Key]:
    subjects = ["", *collector.labels]
    subjects += [one.subject for label in collector.chosen for one in collector.chosen[label]]
    relations = sorted({key.subject for key in fields if key.kind == "relations"})
    kinds = ("spans", "unitizing", "alignment", "attribute", "entity", "relations", "variable")
    wanted = (
        Key(kind, subject, coders)  # type: ignore[arg-type]
        for kind in kinds
        for subject in (relations if kind == "relations" else dict.fromkeys(subjects))
    )
    return [key for key in wanted if key in fields]


def _family(key: Key, fields: Iterable[Field], collector: Collector, chosen: Sequence[Chosen]) -> _Family:
    measures = _measures(key, fields, collector, chosen)
    wanted = tuple(measures.names)
    if key.kind == "unitizing" and key.subject:
        wanted = ("|u-alpha",)
    elif len(collector.coders) == 2:
        if key.kind in {"spans", "relations"} and not key.coders:
            wanted = ()
        elif key.kind in {"attribute", "variable"} and key.coders:
            wanted = ("Cohen's kappa", "Scott's pi")
        elif key.kind in {"entity", "alignment"} and key.coders:
            wanted = ()
    return _Family(key, measures, wanted)


def _measures(key: Key, fields: Iterable[Field], collector: Collector, chosen: Sequence[Chosen]) -> _Measures:
    if key.kind in {"spans", "relations"}:
        ways = WAYS if key.kind == "spans" else ("relations",)
        if not key.coders:
            return SharedMeasures(ways)
        return PairSharedMeasures(
            ways, characters="characters" if key.kind == "spans" and key.subject else ""
        )
    if key.kind == "unitizing":
        return UnitizingMeasures(fields, scale=collector.scale)
    if key.kind == "alignment":
        return GammaMeasures()
    if key.kind == "entity" and key.coders:
        return ShareMeasures()
    if key.coders:
        return PairMeasures(fields)
    about = next((one for one in chosen if one.subject == key.subject), None)
    if about is None:
        return UnitMeasures(fields, scale=collector.scale)
    order = [value.name for value in about.attribute.values]
    return UnitMeasures(fields, scale=collector.scale, level=about.level, order=order)


def _confusions(collector: Collector) -> list[Confusion]:
    """Of all coders first, then of their pairs; labels before attributes and variables."""
    pooled: dict[Key, Counter[tuple[Value, Value]]] = defaultdict(Counter)
    if len(collector.coders) > 2:
        for key, pairs in collector.met.items():
            pooled[key._replace(coders=tuple(collector.coders))].update(pairs)
    found = {**pooled, **collector.met}
    subjects = [Key("spans", "")]
    subjects += [
        Key("attribute" if one.label else "variable", one.subject)
        for chosen in collector.chosen.values()
        for one in chosen
    ]
    groups = [tuple(collector.coders), *combinations(collector.coders, 2)]
    wanted = (subject._replace(coders=coders) for coders in dict.fromkeys(groups) for subject in subjects)
    return [_confusion(key, found[key]) for key in wanted if found.get(key)]


def _confusion(key: Key, pairs: Mapping[tuple[Value, Value], int]) -> Confusion:
    values = sorted({value for pair in pairs for value in pair}, key=lambda value: (value == "", str(value)))
    places = {value: place for place, value in enumerate(values)}
    table = [[0] * len(values) for _ in values]
    for (one, other), count in pairs.items():
        table[places[one]][places[other]] += count
    names = [str(value) for value in values]
    return Confusion(kind=key.kind, subject=key.subject, coders=key.coders, values=names, table=table)


def _coder_figures(coder: str, week: str, tally: CoderTally) -> CoderFigures:
    return CoderFigures(
        coder=coder,
        week=week,
        articles=tally.articles,
        marks=tally.marks,
        characters=tally.characters,
        f1=f1(tally.met, tally.either),
        values=tally.equal / tally.values if tally.values else None,
    )
