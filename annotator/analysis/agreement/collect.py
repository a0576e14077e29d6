"""Reads articles one by one and keeps of each only the sums that the measures of agreement need."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import Final, NamedTuple

import msgspec

from annotator.analysis.agreement.coefficients import Field, Level, Value, pair_sums, scale_for, unit_sums
from annotator.analysis.agreement.gamma import gamma_sums, units_of
from annotator.analysis.agreement.matching import Match, length_of, match_any
from annotator.analysis.agreement.overlap import f1, joined, shared_length
from annotator.analysis.agreement.result import ArticleFigures, Kind
from annotator.analysis.agreement.unitizing import segments, unitizing_sums
from annotator.model.annotation import Annotation, AttributeValue, Span
from annotator.model.exchange import ArticleRecord
from annotator.model.scheme import Attribute, Scheme

#: The ways of counting what two coders share.
WAYS: Final = ("exact", "overlapping", "characters")

NO_ENTITY: Final = "(no entity)"

#: Article uid → coder → the variables that this coder gave the article.
ArticleValues = Mapping[str, Mapping[str, Mapping[str, AttributeValue]]]


class Key(NamedTuple):
    """What a family of measures is about; no `coders` stands for all of them."""

    kind: Kind
    subject: str
    coders: tuple[str, ...] = ()


class Chosen(NamedTuple):
    """An attribute that is measured: its label ("" for an article variable), itself, and its level."""

    label: str
    attribute: Attribute
    level: Level

    @property
    def subject(self) -> str:
        """How the figures call it: "claim.form", or the variable's name."""
        return f"{self.label}.{self.attribute.name}" if self.label else self.attribute.name


#: What a thing adds to which number, by what it is: so that it need not be worked out again.
_Known = dict[Hashable, list[tuple[int, int]]]


class CoderTally(msgspec.Struct):
    """What one coder did in one week, and how it met the others' work (in pairs of coders)."""

    articles: int = 0
    marks: int = 0
    characters: int = 0
    met: int = 0
    either: int = 0
    values: int = 0
    equal: int = 0


class _Work(msgspec.Struct, frozen=True):
    """One coder's marks of one article, what they cover by label, and each mark's attribute values."""

    coder: str
    marks: list[Annotation]
    of_label: dict[str, list[Annotation]]
    covered: dict[str, list[Span]]
    values: list[list[Value | None]]
    relations: list[tuple[str, str, str]]
    tallies: tuple[CoderTally, CoderTally]


class _Table(NamedTuple):
    """Where the values of two coders are counted: for the confusion, and for the measures of `key`."""

    key: Key
    met: Counter[tuple[Value, Value]]
    known: _Known


class _Pair(NamedTuple):
    """Two coders' work on one article, and the places of the marks that meet, whatever their labels."""

    first: _Work
    second: _Work
    matches: list[Match]
    same: list[Match]

    @property
    def coders(self) -> tuple[str, str]:
        return (self.first.coder, self.second.coder)


class Collector:
    """Takes articles one by one and keeps the sums of each, in `articles`: number of a field → amount.

    `fields` has the number of each field of each family, `size` numbers in all; `met` counts how often two
    values met, by what they are about.
    """

    def __init__(
        self,
        coders: Sequence[str],
        *,
        scheme: Scheme,
        labels: Sequence[str],
        chosen: Sequence[Chosen],
        gamma_samples: int = 0,
        seed: int = 1,
    ) -> None:
        self.coders = coders
        self._gamma = (gamma_samples, seed)
        self.scale = scale_for(len(coders))
        self.labels = labels
        self.chosen: dict[str, list[Chosen]] = defaultdict(list)
        for one in chosen:
            self.chosen[one.label].append(one)
        self.linked = {label.name for label in scheme.labels if label.entity}
        self.articles: list[dict[int, int]] = []
        self.fields: dict[Key, dict[Field, int]] = defaultdict(dict)
        self.size = 0
        self.met: dict[Key, Counter[tuple[Value, Value]]] = defaultdict(Counter)
        self.tallies: dict[tuple[str, str], CoderTally] = defaultdict(CoderTally)
        self.found: list[ArticleFigures] = []
        self.read = 0
        self.marks = 0
        self._sums: dict[int, int] = defaultdict(int)
        self._known: dict[Key, _Known] = defaultdict(dict)

    def add(
        self,
        record: ArticleRecord,
        *,
        coded: Collection[str] | None,
        values: Mapping[str, Mapping[str, AttributeValue]],
    ) -> None:
        """Take in one article; `coded` names who coded it, or None to count those who left a mark in it."""
        self.read += 1
        self._sums = defaultdict(int)
        if coded is None:
            coded = {mark.coder for mark in record.annotations if not mark.suggested}
            coded |= {relation.coder for relation in record.relations}
        present = [coder for coder in self.coders if coder in coded]
        if len(present) > 1:
            self._add_marks(record, present)
        self._add_variables(values)
        if self._sums:
            self.articles.append(dict(self._sums))

    def _add_marks(self, record: ArticleRecord, present: Sequence[str]) -> None:
        works = [self._work(record, coder) for coder in present]
        length = max(len(record.text), record.article.length, *(mark.end for mark in record.annotations), 0)
        pairs = {
            (one, other): _pair(works[one], works[other]) for one, other in combinations(range(len(works)), 2)
        }
        self._add_unitizing(works, length)
        self._add_spans(pairs.values(), length)
        self._add_relations(pairs.values())
        self._add_gamma(record, pairs.values(), length)
        self._add_unit_values(works, {places: pair.same for places, pair in pairs.items()})
        unequal = sum(self._add_pair_values(pair) for pair in pairs.values())
        met = sum(len(pair.same) for pair in pairs.values())
        either = sum(len(pair.first.marks) + len(pair.second.marks) for pair in pairs.values())
        marks = sum(len(work.marks) for work in works)
        self.marks += marks
        self.found.append(
            ArticleFigures(
                article=record.article.uid,
                title=record.article.title,
                coders=tuple(present),
                marks=marks,
                f1=f1(met, either),
                apart=either - 2 * met,
                values=unequal,
            )
        )

    def _work(self, record: ArticleRecord, coder: str) -> _Work:
        own = [mark for mark in record.annotations if mark.coder == coder and not mark.suggested]
        marks = [mark for mark in own if mark.label in self.labels]
        of_label = {label: [mark for mark in marks if mark.label == label] for label in self.labels}
        week = week_of(min((mark.created for mark in marks), default=""))
        tallies = (self.tallies[coder, ""], self.tallies[coder, week or "?"])
        for tally in tallies:
            tally.articles += 1
            tally.marks += len(marks)
            tally.characters += sum(length_of(mark.fragments) for mark in marks)
        left_out = {mark.uid for mark in record.annotations if mark.label not in self.labels}
        return _Work(
            coder=coder,
            marks=marks,
            of_label=of_label,
            covered={label: joined(some) for label, some in of_label.items()},
            values=[
                [
                    value_of(mark.attributes.get(one.attribute.name), one.level)
                    for one in self.chosen[mark.label]
                ]
                for mark in marks
            ],
            relations=[
                (one.type, one.head, one.tail)
                for one in record.relations
                if one.coder == coder and not {one.head, one.tail} & left_out
            ],
            tallies=tallies,
        )

    def _count(self, key: Key, fields: Mapping[Field, int]) -> None:
        numbers = self.fields[key]
        for field, amount in fields.items():
            if amount:
                if field not in numbers:
                    numbers[field] = self.size
                    self.size += 1
                self._sums[numbers[field]] += amount

    def _count_again(self, known: _Known, about: Hashable, key: Key, fields: Mapping[Field, int]) -> None:
        """Count something that will come thousands of times, and keep what it counts for."""
        self._count(key, fields)
        numbers = self.fields[key]
        known[about] = [(numbers[field], amount) for field, amount in fields.items() if amount]

    def _add_unitizing(self, works: Sequence[_Work], length: int) -> None:
        units = [segments(work.marks, _label) for work in works]
        self._count(Key("unitizing", ""), unitizing_sums(units, length=length, scale=self.scale))
        for label in self.labels if len(self.labels) > 1 else ():
            units = [segments(work.of_label[label], _label) for work in works]
            self._count(Key("unitizing", label), unitizing_sums(units, length=length, scale=self.scale))

    def _add_gamma(self, record: ArticleRecord, pairs: Iterable[_Pair], length: int) -> None:
        samples, seed = self._gamma
        for pair in pairs if samples else ():
            sums = gamma_sums(
                units_of(pair.first.marks),
                units_of(pair.second.marks),
                length=length,
                samples=samples,
                seed=f"{seed}/{record.article.uid}/{pair.first.coder}/{pair.second.coder}",
            )
            self._count(Key("alignment", "", pair.coders), sums)
            self._count(Key("alignment", ""), sums)

    def _add_spans(self, pairs: Iterable[_Pair], length: int) -> None:
        for pair in pairs:
            met = Counter(pair.first.marks[match.first].label for match in pair.same)
            counts = {}
            for label in self.labels:
                ours, theirs = pair.first.of_label[label], pair.second.of_label[label]
                if not ours and not theirs:
                    continue
                covered, other = pair.first.covered[label], pair.second.covered[label]
                twins = Counter(mark.fragments for mark in ours) & Counter(mark.fragments for mark in theirs)
                counts[label] = (
                    (twins.total(), len(ours), len(theirs)),
                    (met[label], len(ours), len(theirs)),
                    (shared_length(covered, other), length_of(covered), length_of(other)),
                )
            self._add_shared("spans", pair.coders, WAYS, counts)
            for label in self.labels:
                self._count(Key("spans", label, pair.coders), {("text", "characters"): length})
            for tally in pair.first.tallies + pair.second.tallies:
                tally.met += len(pair.same)
                tally.either += len(pair.first.marks) + len(pair.second.marks)

    def _add_shared(
        self,
        kind: Kind,
        coders: tuple[str, str],
        ways: Sequence[str],
        counts: Mapping[str, Sequence[tuple[int, int, int]]],
    ) -> None:
        """Count (both, first, second) of each way, by subject and in all, for the pair and for all coders."""
        if not counts:
            return
        whole = [tuple(map(sum, zip(*way, strict=True))) for way in zip(*counts.values(), strict=True)]
        for about, found in [*counts.items(), ("", whole)]:
            pair: dict[Field, int] = {}
            pooled: dict[Field, int] = {}
            for way, (both, first, second) in zip(ways, found, strict=True):
                pair["both", way], pair["first", way], pair["second", way] = both, first, second
                pooled["both", way], pooled["either", way] = both, first + second
            self._count(Key(kind, about, coders), pair)
            self._count(Key(kind, about), pooled)

    def _add_pair_values(self, pair: _Pair) -> int:
        """Count the labels, attribute values and entities that met; returns how many values are unequal."""
        first, second = pair.first, pair.second
        tables = {label: self._tables("attribute", self.chosen[label], pair.coders) for label in self.labels}
        seen = equal = 0
        for match in pair.same:
            mark, other = first.marks[match.first], second.marks[match.second]
            given = zip(
                tables[mark.label], first.values[match.first], second.values[match.second], strict=True
            )
            for table, ours, theirs in given:
                if ours is not None and theirs is not None:
                    seen += 1
                    equal += ours == theirs
                    self._add_met(table, ours, theirs)
            if mark.label in self.linked and (mark.entity or other.entity):
                agree = int(mark.entity == other.entity)
                self._count(Key("entity", mark.label, pair.coders), {("n",): 1, ("agree",): agree})
        for tally in first.tallies + second.tallies:
            tally.values += seen
            tally.equal += equal
        self._add_labels(pair)
        return seen - equal

    def _tables(self, kind: Kind, chosen: Iterable[Chosen], coders: tuple[str, str]) -> list[_Table]:
        keys = [Key(kind, one.subject, coders) for one in chosen]
        return [_Table(key, self.met[key], self._known[key]) for key in keys]

    def _add_met(self, table: _Table, ours: Value, theirs: Value) -> None:
        both = (ours, theirs)
        table.met[both] += 1
        if both in table.known:
            for number, amount in table.known[both]:
                self._sums[number] += amount
        else:
            self._count_again(table.known, both, table.key, dict.fromkeys(pair_sums(ours, theirs), 1))

    def _add_labels(self, pair: _Pair) -> None:
        met = self.met[Key("spans", "", pair.coders)]
        first, second = pair.first.marks, pair.second.marks
        for match in pair.matches:
            met[first[match.first].label, second[match.second].label] += 1
        paired, others = {match.first for match in pair.matches}, {match.second for match in pair.matches}
        for place, mark in enumerate(first):
            if place not in paired:
                met[mark.label, ""] += 1
        for place, mark in enumerate(second):
            if place not in others:
                met["", mark.label] += 1

    def _add_unit_values(
        self, works: Sequence[_Work], matches: Mapping[tuple[int, int], Sequence[Match]]
    ) -> None:
        for unit in _units(matches):
            marks = [works[coder].marks[place] for coder, place in unit]
            values = [works[coder].values[place] for coder, place in unit]
            label = marks[0].label
            for one, given in zip(self.chosen[label], zip(*values, strict=True), strict=False):
                self._add_unit(Key("attribute", one.subject), given, one.level)
            if label in self.linked and any(mark.entity for mark in marks):
                self._add_unit(Key("entity", label), [mark.entity or NO_ENTITY for mark in marks], "nominal")

    def _add_unit(self, key: Key, given: Iterable[Value | None], level: Level) -> None:
        values = sorted((value for value in given if value is not None), key=str)
        if len(values) < 2:
            return
        known, about = self._known[key], tuple(values)
        if about in known:
            for number, amount in known[about]:
                self._sums[number] += amount
        else:
            fields = unit_sums(values, scale=self.scale, pairs=level != "nominal")
            self._count_again(known, about, key, fields)

    def _add_relations(self, pairs: Iterable[_Pair]) -> None:
        for pair in pairs:
            first, second = pair.first.marks, pair.second.marks
            partner = {first[match.first].uid: second[match.second].uid for match in pair.same}
            ours = Counter(
                (name, partner.get(head, head), partner.get(tail, tail))
                for name, head, tail in pair.first.relations
            )
            theirs = Counter(pair.second.relations)
            counts = {}
            for name in sorted({name for name, *_ in ours | theirs}):
                sizes = [
                    sum(count for one, count in some.items() if one[0] == name)
                    for some in (ours & theirs, ours, theirs)
                ]
                counts[name] = [(sizes[0], sizes[1], sizes[2])]
            self._add_shared("relations", pair.coders, ("relations",), counts)

    def _add_variables(self, values: Mapping[str, Mapping[str, AttributeValue]]) -> None:
        for one in self.chosen[""]:
            given = {
                coder: value_of(values.get(coder, {}).get(one.attribute.name), one.level)
                for coder in self.coders
            }
            self._add_unit(Key("variable", one.subject), given.values(), one.level)
            for first, second in combinations(self.coders, 2):
                ours, theirs = given[first], given[second]
                if ours is not None and theirs is not None:
                    self._add_met(self._tables("variable", [one], (first, second))[0], ours, theirs)


def value_of(raw: AttributeValue | None, level: Level) -> Value | None:
    """An attribute value as a category (or a number, for levels above nominal); None when it is missing.

    Several values count as one category, whatever their order ("a + b"); none of several is missing.
    """
    if raw is None or raw in ([], ""):
        return None
    if isinstance(raw, list):
        return " + ".join(sorted(raw))
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    if isinstance(raw, str):
        return None if level in {"interval", "ratio"} else raw
    return f"{raw:g}" if level == "nominal" else raw


def week_of(created: str) -> str:
    """The ISO week ("2026-W07") of a time like "2026-02-11T09:14:32.123Z"; "" when there is none."""
    try:
        year, week, _ = date.fromisoformat(created[:10]).isocalendar()
    except ValueError:
        return ""
    return f"{year:04}-W{week:02}"


def _label(mark: Annotation) -> str:
    return mark.label


def _pair(first: _Work, second: _Work) -> _Pair:
    matches = match_any(first.marks, second.marks)
    same = [match for match in matches if first.marks[match.first].label == second.marks[match.second].label]
    return _Pair(first, second, matches, same)


def _units(matches: Mapping[tuple[int, int], Sequence[Match]]) -> list[list[tuple[int, int]]]:
    """The marks of several coders that are about the same stretch: (coder, place) each, one for a coder.

    Pairs of coders are matched apart; their matches are joined to units from the longest shared text down,
    as long as no unit gets two marks of one coder.
    """
    links = [
        (-match.shared, (first, match.first), (second, match.second))
        for (first, second), pairs in matches.items()
        for match in pairs
    ]
    units: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for _, one, other in sorted(links):
        ours, theirs = units.get(one, [one]), units.get(other, [other])
        if ours is theirs or {coder for coder, _ in ours} & {coder for coder, _ in theirs}:
            continue
        both = ours + theirs
        for mark in both:
            units[mark] = both
    return sorted({id(unit): sorted(unit) for unit in units.values()}.values())
