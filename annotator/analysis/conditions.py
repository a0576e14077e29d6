"""Conditions of a query, `name:value`, as checks of a mark or of an article."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

import msgspec
import regex

from annotator.analysis.query import Field, QueryError
from annotator.analysis.wording import word_pattern
from annotator.model.annotation import Annotation, AttributeValue
from annotator.model.article import METADATA
from annotator.model.entity import Entity
from annotator.model.exchange import ArticleRecord
from annotator.model.folding import fold
from annotator.model.scheme import Scheme

#: Whether a value is what was asked for.
_Test = Callable[[str], bool]


class Condition(msgspec.Struct, frozen=True):
    """How a condition is checked: on a mark of an article, or on the article. One of the two is None.

    `entities` are the only ones (uids) that a mark can have to hold, where there is such a list.
    """

    mark: Callable[[Annotation, ArticleRecord], bool] | None = None
    article: Callable[[ArticleRecord], bool] | None = None
    entities: frozenset[str] | None = None


class Conditions:
    """Reads conditions against a scheme and the entities of a project."""

    def __init__(self, scheme: Scheme, entities: Iterable[Entity], *, case: bool, accents: bool) -> None:
        self._scheme = scheme
        self._entities = list(entities)
        self._case, self._accents = case, accents
        self._labels = {label.name: label for label in scheme.labels}
        self._relations = {one.name for one in scheme.relation_types}

    def read(self, node: Field) -> Condition:
        """The check. Raises `QueryError` for a name that neither scheme nor article knows."""
        return self._on_mark(node) or self._on_article(node) or self._of_scheme(node)

    def _on_mark(self, node: Field) -> Condition | None:
        if node.name == "label":
            label = self._name(node.value)
            return Condition(mark=lambda mark, _: label(mark.label))
        if node.name == "entity":
            entity = self._entity(node.value)
            uids = None if node.value == "*" else frozenset((*self._uids(node.value), node.value))
            return Condition(mark=lambda mark, _: entity(mark), entities=uids)
        tests: Mapping[str, tuple[Callable[[str], _Test], Callable[[Annotation], str]]] = {
            "coder": (self._words, lambda mark: mark.coder),
            "note": (self._words, lambda mark: mark.note),
            "created": (_time, lambda mark: mark.created),
            "modified": (_time, lambda mark: mark.modified),
        }
        if node.name not in tests:
            return None
        made, value = tests[node.name]
        test = made(node.value)
        return Condition(mark=lambda mark, _: test(value(mark)))

    def _on_article(self, node: Field) -> Condition | None:
        name = node.name
        values: Mapping[str, Callable[[ArticleRecord], str]] = {
            "split": lambda record: record.split,
            "id": lambda record: record.article.uid,
            "status": lambda record: record.article.status,
            "language": lambda record: record.article.language,
        }
        if name in values:
            test, value = self._name(node.value), values[name]
        elif name == "published":
            test, value = _time(node.value), lambda record: record.article.published
        elif name in METADATA:
            test, value = self._words(node.value), lambda record: str(getattr(record.article, name))
        elif name.startswith("meta."):
            column = name.removeprefix("meta.")
            test, value = self._words(node.value), lambda record: record.article.extra.get(column, "")
        else:
            return None
        return Condition(article=lambda record: test(value(record)))

    def _of_scheme(self, node: Field) -> Condition:
        owner, _, attribute = node.name.partition(".")
        test = self._value(node.value)
        if owner in self._labels and self._labels[owner].attribute(attribute):
            return Condition(
                mark=lambda mark, _: mark.label == owner and test(mark.attributes.get(attribute))
            )
        known = {one.name for label in self._labels.values() for one in label.attributes}
        if owner in self._relations and attribute in known:
            return Condition(
                mark=lambda mark, record: any(
                    test(other.attributes.get(attribute)) for other in _others(mark, record, owner)
                )
            )
        if node.name in self._relations:
            return self._related(node)
        if node.name in known:
            return Condition(mark=lambda mark, _: test(mark.attributes.get(node.name)))
        variable = attribute if owner == "article" else node.name
        if any(one.name == variable for one in self._scheme.variables):
            return Condition(article=lambda record: test(record.variables.get(variable)))
        raise QueryError(
            f"There is no “{node.name}” to ask for. To search for these words in the text, put them between "
            f'quotation marks: "{node.name}:{node.value}".'
        )

    def _related(self, node: Field) -> Condition:
        value, name = node.value, node.name
        entity, words, label = self._entity(value), self._words(value), self._name(value)

        def check(mark: Annotation, record: ArticleRecord) -> bool:
            return any(
                value == "*" or entity(other) or words(other.quote) or label(other.label)
                for other in _others(mark, record, name)
            )

        return Condition(mark=check)

    def _entity(self, value: str) -> Callable[[Annotation], bool]:
        if value == "*":
            return lambda mark: bool(mark.entity)
        uids = self._uids(value)
        return lambda mark: bool(mark.entity) and (mark.entity in uids or mark.entity == value)

    def _uids(self, value: str) -> set[str]:
        """The entities with a name or alias that holds the words."""
        words = self._words(value)
        return {one.uid for one in self._entities if any(words(name) for name in (one.name, *one.aliases))}

    def _words(self, value: str) -> _Test:
        """Whether a text holds the words of the value."""
        folded = self._folded(value)
        if not folded.strip(" *?"):
            return _anything
        pattern = word_pattern(folded)
        return lambda text: pattern.search(self._folded(text)) is not None

    def _name(self, value: str) -> _Test:
        """Whether a name is the value, but for case and accents; with wildcards."""
        if value == "*":
            return _anything
        signs = (
            ".*" if sign == "*" else "." if sign == "?" else regex.escape(sign)
            for sign in self._folded(value)
        )
        pattern = regex.compile("".join(signs), regex.V1 | regex.DOTALL)
        return lambda text: pattern.fullmatch(self._folded(text)) is not None

    def _value(self, words: str) -> Callable[[AttributeValue | None], bool]:
        """Whether an attribute has the value, or one of several; numbers and dates may be compared."""
        name, compare = self._name(words), _comparison(words)

        def check(value: AttributeValue | None) -> bool:
            if isinstance(value, list):
                return any(map(name, value))
            if isinstance(value, bool):
                return name("yes" if value else "no")
            if value is None or value == "":
                return False
            if compare is not None and compare(value):
                return True
            return name(value if isinstance(value, str) else f"{value:g}")

        return check

    def _folded(self, text: str) -> str:
        return fold(text, case=self._case, accents=self._accents).text


def _anything(text: str) -> bool:
    return bool(text)


def _others(mark: Annotation, record: ArticleRecord, kind: str) -> list[Annotation]:
    """The marks at the other ends of the mark's relations of that type, either way."""
    uids = {one.tail for one in record.relations if one.type == kind and one.head == mark.uid}
    uids |= {one.head for one in record.relations if one.type == kind and one.tail == mark.uid}
    return [other for other in record.annotations if other.uid in uids]


def _time(value: str) -> _Test:
    """Whether a time is the one asked for, which may be shortened: 2025-04 is all of April."""
    if value == "*":
        return _anything
    compare = _comparison(value)
    if compare is None:
        return lambda time: time.startswith(value)
    return lambda time: bool(time) and compare(time)


_SIGNS: Final = (">=", "<=", ">", "<")


def _comparison(words: str) -> Callable[[str | float], bool] | None:
    """A comparison (>=3, <2025-04) or a range (1..3, 2025-01..2025-03) as a check; None for a plain value.

    Dates may be shortened: 2025-03 as an upper bound takes in all of March.
    """
    low, dots, high = words.partition("..")
    bounds = [(">=", low.strip()), ("<=", high.strip())]
    if not dots:
        sign = next((sign for sign in _SIGNS if words.startswith(sign)), "")
        bounds = [(sign, words.removeprefix(sign).strip())] if sign else []
    asked = [(sign, bound) for sign, bound in bounds if bound]
    return (lambda value: all(_fits(value, sign, bound) for sign, bound in asked)) if asked else None


def _fits(value: str | float, sign: str, bound: str) -> bool:
    if isinstance(value, str):
        return _ordered((value[: len(bound)] > bound) - (value[: len(bound)] < bound), sign)
    try:
        number = float(bound)
    except ValueError:
        return False
    return _ordered((value > number) - (value < number), sign)


def _ordered(order: int, sign: str) -> bool:
    """Whether −1 (less), 0 (equal) or 1 (greater) is what the sign asks for."""
    return order == 0 if "=" in sign and order == 0 else order == (-1 if sign[0] == "<" else 1)
