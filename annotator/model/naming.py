"""The names that an incoming file uses, and what they are to mean here: counted, compared, renamed."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeVar, get_args

import msgspec

from annotator.model.annotation import Annotation, AttributeValue
from annotator.model.exchange import ArticleRecord, Dataset, NameKind, Problem, UsedName
from annotator.model.scheme import Attribute, Condition, Label, RelationType, Scheme, Value

#: What names of a file mean: key of a `UsedName` → the name here, or None to leave it out. A name
#: without an entry stays as it is, and is added to the scheme where the scheme does not know it.
Meanings = Mapping[str, str | None]

#: More distinct values than this are free text and not asked about one by one.
_MOST_VALUES: Final = 60
#: How alike (0..1) two names must be for one to be offered as the meaning of the other.
_ALIKE: Final = 0.84

_OF_LABELS: Final[tuple[NameKind, NameKind]] = ("attribute", "value")
_OF_ARTICLES: Final[tuple[NameKind, NameKind]] = ("variable", "variable value")

_Named = TypeVar("_Named", Label, Attribute, RelationType, Value)


class NameQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """A name that the scheme does not know: what it may mean (`choices`), the likeliest of these or ""."""

    used: UsedName
    choices: list[str]
    guess: str = ""


def meanings_from(words: Iterable[str]) -> dict[str, str | None]:
    """What words such as "label:PER=actor" mean; nothing after the sign (or "-") leaves the name out.

    Raises `ValueError` when one has not that form, or is about no kind of name that there is.
    """
    meanings: dict[str, str | None] = {}
    for one in words:
        key, equals, name = one.rpartition("=")
        if not equals or key.partition(":")[0] not in get_args(NameKind):
            raise ValueError(f"“{one}” is not like label:PER=actor or attribute:PER/kind=type")
        meanings[key] = None if name.strip() in {"", "-"} else name.strip()
    return meanings


def in_words(meanings: Meanings) -> str:
    """Meanings as a person reads them: "label PER means actor; relation near is left out"."""
    parts = []
    for key, name in meanings.items():
        kind, _, path = key.partition(":")
        fate = "is left out" if name is None else f"means {name}"
        parts.append(f"{kind} {path} {fate}")
    return "; ".join(parts)


def key_of(kind: NameKind, *names: str) -> str:
    """The key of a name of that kind with what it belongs to before it."""
    return f"{kind}:{'/'.join(names)}"


class NameTally:
    """Counts the names of a dataset while its records go by."""

    def __init__(self, scheme: Scheme) -> None:
        self._uids: dict[str, str] = {}
        self._counts: Counter[tuple[NameKind, tuple[str, ...]]] = Counter()
        for label in scheme.labels:
            self._declare("label", label.name, uid=label.uid)
            self._declare_attributes(_OF_LABELS, (label.name,), label.attributes)
        for one in scheme.relation_types:
            self._declare("relation", one.name, uid=one.uid)
        self._declare_attributes(_OF_ARTICLES, (), scheme.variables)

    def _declare(self, kind: NameKind, *names: str, uid: str = "") -> None:
        self._counts[kind, names] += 0
        self._uids[key_of(kind, *names)] = uid

    def _declare_attributes(
        self, kinds: tuple[NameKind, NameKind], of: tuple[str, ...], attributes: Iterable[Attribute]
    ) -> None:
        kind, of_values = kinds
        for one in attributes:
            self._declare(kind, *of, one.name, uid=one.uid)
            for value in one.values:
                self._declare(of_values, *of, one.name, value.name)

    def watch(self, records: Iterable[ArticleRecord]) -> Iterator[ArticleRecord]:
        """The records as they are, counted as they pass."""
        for record in records:
            for one in record.annotations:
                self._counts["label", (one.label,)] += 1
                self._count_values(_OF_LABELS, (one.label,), one.attributes)
            for link in record.relations:
                self._counts["relation", (link.type,)] += 1
            self._count_values(_OF_ARTICLES, (), record.variables)
            yield record

    def _count_values(
        self, kinds: tuple[NameKind, NameKind], of: tuple[str, ...], values: Mapping[str, AttributeValue]
    ) -> None:
        kind, of_values = kinds
        for name, value in values.items():
            self._counts[kind, (*of, name)] += 1
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, str):
                    self._counts[of_values, (*of, name, one)] += 1

    def used(self) -> list[UsedName]:
        """Every name: a label before its attributes, these before their values, in the file's order."""
        below: dict[tuple[str, tuple[str, ...]], list[UsedName]] = {}
        for (kind, names), count in self._counts.items():
            uid = self._uids.get(key_of(kind, *names), "")
            one = UsedName(kind=kind, name=names[-1], of=names[:-1], count=count, uid=uid)
            below.setdefault((kind, names[:-1]), []).append(one)
        found: list[UsedName] = []
        for label in below.get(("label", ()), []):
            found.append(label)
            for attribute in below.get(("attribute", (label.name,)), []):
                found.append(attribute)
                found += _listed(below.get(("value", (label.name, attribute.name)), []))
        found += below.get(("relation", ()), [])
        for variable in below.get(("variable", ()), []):
            found.append(variable)
            found += _listed(below.get(("variable value", (variable.name,)), []))
        return found


def _listed(values: list[UsedName]) -> list[UsedName]:
    return values if len(values) <= _MOST_VALUES else []


def together(lists: Iterable[Iterable[UsedName]]) -> list[UsedName]:
    """The names of several files as those of one, counts added."""
    found: dict[str, UsedName] = {}
    for one in (each for names in lists for each in names):
        before = found.get(one.key)
        count = one.count + (before.count if before else 0)
        found[one.key] = msgspec.structs.replace(before or one, count=count)
    return _nested(found.values())


def _nested(names: Iterable[UsedName]) -> list[UsedName]:
    """Each name behind what it belongs to, whatever order they came in."""
    order: dict[NameKind, int] = {"label": 0, "attribute": 0, "value": 0, "relation": 1}
    held = list(names)
    places = {one.key: place for place, one in enumerate(held)}
    above: dict[NameKind, tuple[NameKind, ...]] = {
        "attribute": ("label",),
        "value": ("label", "attribute"),
        "variable value": ("variable",),
    }

    def place(one: UsedName) -> tuple[int, ...]:
        kinds = above.get(one.kind, ())
        owners = [key_of(kind, *one.of[: at + 1]) for at, kind in enumerate(kinds)]
        return (order.get(one.kind, 2), *(places.get(owner, -1) for owner in owners), places[one.key])

    return sorted(held, key=place)


def questions(scheme: Scheme, used: Sequence[UsedName], meanings: Meanings) -> list[NameQuestion]:
    """The names that the scheme does not know as things stand: what has a meaning is asked about too, so
    that it can be changed; what belongs to something left out is not.
    """
    asking = _Asking(scheme, meanings)
    asked = (asking.about(one) for one in used)
    return [one for one in asked if one is not None]


class _Asking:
    """What there is here under the meanings given so far."""

    def __init__(self, scheme: Scheme, meanings: Meanings) -> None:
        self._scheme = scheme
        self._meanings = meanings

    def about(self, one: UsedName) -> NameQuestion | None:
        """The question about a name, or None when there is nothing to ask."""
        if one.kind == "label":
            return self._question(one, self._scheme.active_labels(), self._scheme.labels)
        if one.kind == "relation":
            return self._question(one, self._scheme.relation_types)
        if one.kind == "variable":
            return self._question(one, self._scheme.variables)
        if one.kind == "attribute":
            label = self._label(one.of[0])
            if label is None:
                return None
            return self._question(one, label.attributes)
        attribute = self._variable(one.of[0]) if one.kind == "variable value" else self._attribute(one)
        if attribute is None or attribute.grows or attribute.kind not in {"choice", "several"}:
            return None
        return self._question(one, attribute.values)

    def _question(
        self, one: UsedName, offered: Sequence[_Named], known: Sequence[_Named] | None = None
    ) -> NameQuestion | None:
        exact = one.kind in {"value", "variable value"}
        if found_in(offered if known is None else known, one.name, one.uid, exact=exact) is not None:
            return None
        choices = [each.name for each in offered]
        return NameQuestion(used=one, choices=choices, guess=likeliest(one.name, choices))

    def _label(self, theirs: str) -> Label | None:
        """The label that a label of the file means; an empty one when it will be new; None: left out."""
        meaning = self._meanings.get(key_of("label", theirs), theirs)
        if meaning is None:
            return None
        return found_in(self._scheme.labels, meaning) or Label(name=meaning)

    def _attribute(self, value: UsedName) -> Attribute | None:
        label = self._label(value.of[0])
        meaning = self._meanings.get(key_of("attribute", *value.of), value.of[1])
        return None if label is None or meaning is None else found_in(label.attributes, meaning)

    def _variable(self, theirs: str) -> Attribute | None:
        meaning = self._meanings.get(key_of("variable", theirs), theirs)
        return None if meaning is None else found_in(self._scheme.variables, meaning)


def found_in(items: Sequence[_Named], name: str, uid: str = "", *, exact: bool = False) -> _Named | None:
    """The item with that uid, or else that name, or else (not `exact`) that name in another case."""
    same = [one for one in items if uid and getattr(one, "uid", "") == uid]
    same += [one for one in items if one.name == name]
    if not exact:
        same += [one for one in items if one.name.casefold() == name.casefold()]
    return same[0] if same else None


def likeliest(name: str, choices: Sequence[str]) -> str:
    """The choice that is all but the same word (case, plural, hyphens, a slip of the pen), or ""."""
    by_word = {_folded(one): one for one in reversed(choices)}
    word = _folded(name)
    if not word:
        return ""
    close = difflib.get_close_matches(word, list(by_word), n=1, cutoff=_ALIKE)
    return by_word[word] if word in by_word else by_word[close[0]] if close else ""


def _folded(name: str) -> str:
    word = "".join(one for one in name.casefold() if one.isalnum())
    return word.removesuffix("s") or word


def renamed(dataset: Dataset, meanings: Meanings, used: set[str] | None = None) -> Dataset:
    """The dataset with its names as they are meant here, and without what is to be left out.

    Its records are still gone through only once, and one at a time. `used` gathers the keys of the
    meanings that names of the dataset have.
    """
    if not meanings:
        return dataset
    renaming = _Renaming(meanings, dataset.name, set() if used is None else used)
    return msgspec.structs.replace(
        dataset, scheme=renaming.scheme(dataset.scheme), records=map(renaming.record, dataset.records)
    )


class _Renaming:
    """Gives things the names that are meant. A label that is gone takes its relations with it."""

    def __init__(self, meanings: Meanings, file: str, used: set[str]) -> None:
        self._meanings = meanings
        self._file = file
        self._used = used

    def _name(self, kind: NameKind, *names: str) -> str | None:
        key = key_of(kind, *names)
        if key not in self._meanings:
            return names[-1]
        self._used.add(key)
        return self._meanings[key]

    def record(self, record: ArticleRecord) -> ArticleRecord:
        """One article's record."""
        problems: list[Problem] = []
        marks = [one for one in (self._mark(each, problems) for each in record.annotations) if one]
        kept = {one.uid for one in marks}
        relations = []
        for one in record.relations:
            kind = self._name("relation", one.type)
            if kind is not None and one.head in kept and one.tail in kept:
                relations.append(msgspec.structs.replace(one, type=kind))
        variables, clashes = self._values(_OF_ARTICLES, (), record.variables)
        problems += [self._clash(name, "") for name in clashes]
        return msgspec.structs.replace(
            record,
            annotations=marks,
            relations=relations,
            variables=variables,
            problems=[*record.problems, *problems],
        )

    def _mark(self, one: Annotation, problems: list[Problem]) -> Annotation | None:
        label = self._name("label", one.label)
        if label is None:
            return None
        held, clashes = self._values(_OF_LABELS, (one.label,), one.attributes)
        problems += [self._clash(name, one.uid) for name in clashes]
        return msgspec.structs.replace(one, label=label, attributes=held)

    def _clash(self, name: str, uid: str) -> Problem:
        message = f"Two values came together as “{name}”; the first one was taken."
        return Problem(file=self._file, record=uid, message=message)

    def _values(
        self, kinds: tuple[NameKind, NameKind], of: tuple[str, ...], values: Mapping[str, AttributeValue]
    ) -> tuple[dict[str, AttributeValue], list[str]]:
        """The values under the names that are meant, and the names that had two of them."""
        kind, of_values = kinds
        taken: dict[str, AttributeValue] = {}
        clashes: list[str] = []
        for theirs, value in values.items():
            name = self._name(kind, *of, theirs)
            meant = None if name is None else self._value(of_values, (*of, theirs), value)
            if name is None or meant is None:
                continue
            if taken.setdefault(name, meant) != meant:
                clashes.append(name)
        return taken, clashes

    def _value(self, kind: NameKind, of: tuple[str, ...], value: AttributeValue) -> AttributeValue | None:
        if isinstance(value, str):
            return self._name(kind, *of, value)
        if isinstance(value, list):
            meant = [self._name(kind, *of, one) for one in value]
            return [one for one in dict.fromkeys(meant) if one is not None] or None
        return value

    def scheme(self, scheme: Scheme) -> Scheme:
        """The scheme of the file; things that now have one name become one."""
        labels: dict[str, Label] = {}
        for one in scheme.labels:
            name = self._name("label", one.name)
            if name is None:
                continue
            attributes = self._attributes(_OF_LABELS, (one.name,), one.attributes)
            if name in labels:
                attributes = _joined(labels[name].attributes, attributes)
                labels[name] = msgspec.structs.replace(labels[name], attributes=attributes)
            else:
                uid = one.uid if name == one.name else ""
                labels[name] = msgspec.structs.replace(one, name=name, uid=uid, attributes=attributes)
        types: dict[str, RelationType] = {}
        for kind in scheme.relation_types:
            meant = self._name("relation", kind.name)
            if meant is not None:
                types[meant] = self._relation_type(kind, meant, types.get(meant))
        variables = self._attributes(_OF_ARTICLES, (), scheme.variables)
        return msgspec.structs.replace(
            scheme, labels=list(labels.values()), relation_types=list(types.values()), variables=variables
        )

    def _relation_type(self, one: RelationType, name: str, before: RelationType | None) -> RelationType:
        heads, tails = (
            [meant for meant in (self._name("label", each) for each in ends) if meant is not None]
            for ends in (one.heads, one.tails)
        )
        return msgspec.structs.replace(
            before or one,
            name=name,
            uid=one.uid if name == one.name else "",
            heads=[*dict.fromkeys([*(before.heads if before else []), *heads])],
            tails=[*dict.fromkeys([*(before.tails if before else []), *tails])],
        )

    def _condition(
        self, kinds: tuple[NameKind, NameKind], of: tuple[str, ...], one: Condition | None
    ) -> Condition | None:
        kind, of_values = kinds
        name = None if one is None else self._name(kind, *of, one.attribute)
        if one is None or name is None:
            return None
        meant = [self._name(of_values, *of, one.attribute, value) for value in one.values]
        return Condition(attribute=name, values=[value for value in meant if value is not None])

    def _attributes(
        self, kinds: tuple[NameKind, NameKind], of: tuple[str, ...], attributes: Iterable[Attribute]
    ) -> list[Attribute]:
        kind, of_values = kinds
        found: list[Attribute] = []
        for one in attributes:
            name = self._name(kind, *of, one.name)
            if name is None:
                continue
            path = (*of, one.name)
            values = {
                meant: msgspec.structs.replace(value, name=meant)
                for value in one.values
                if (meant := self._name(of_values, *path, value.name)) is not None
            }
            default = None if one.default is None else self._value(of_values, path, one.default)
            made = msgspec.structs.replace(
                one,
                name=name,
                uid=one.uid if name == one.name else "",
                values=list(values.values()),
                default=default,
                shown_when=self._condition(kinds, of, one.shown_when),
            )
            found = _joined(found, [made])
        return found


def _joined(before: Sequence[Attribute], more: Iterable[Attribute]) -> list[Attribute]:
    """Both lists as one; attributes of one name become one with the values of both."""
    found = {one.name: one for one in before}
    for one in more:
        held = found.get(one.name)
        if held is not None:
            values = {value.name: value for value in (*held.values, *one.values)}
            one = msgspec.structs.replace(held, values=list(values.values()))  # noqa: PLW2901
        found[one.name] = one
    return list(found.values())
