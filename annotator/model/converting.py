"""Values that follow their attribute: to another name, another list of values, another kind."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import Final, NamedTuple

from annotator.model.annotation import AttributeValue
from annotator.model.scheme import Attribute, value_problem

_YES: Final = {"yes": True, "no": False, "true": True, "false": False, "ya": True, "tidak": False}

#: Old word → new word; None takes it away. A word that is not there stays as it is.
Words = Mapping[str, str | None]


class Converted(NamedTuple):
    """The value under the new attribute, None for none; whether something of it was lost; and the words that
    neither the new attribute nor the given words have a place for.
    """

    value: AttributeValue | None
    lost: bool
    unfit: tuple[str, ...] = ()


def words_of(value: AttributeValue) -> list[str]:
    """The value as the words that a mapping speaks of: those of a list one by one, "yes", "3", a text."""
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    if isinstance(value, list):
        return list(value)
    return [str(value)]


def converted(value: AttributeValue, attribute: Attribute, words: Words) -> Converted:
    """The value as the attribute (as it will be) takes it, with `words` in place of the old ones."""
    old = words_of(value)
    mapped = [words.get(one, one) for one in old]
    taken = any(one is None for one in mapped)
    new = list(dict.fromkeys(one for one in mapped if one is not None))
    if not new and not (attribute.kind == "several" and value == []):
        return Converted(None, lost=taken)
    made = _made(attribute, new)
    if made is not None and not value_problem(attribute, made):
        short = attribute.kind not in {"several", "text"} and len(new) > 1
        return Converted(made, lost=taken or short)
    fitting = [
        one
        for one in new
        if (alone := _made(attribute, [one])) is not None and not value_problem(attribute, alone)
    ]
    unfit = tuple(one for one in new if one not in fitting)
    return Converted(_made(attribute, fitting) if fitting else None, lost=True, unfit=unfit)


def _made(attribute: Attribute, words: list[str]) -> AttributeValue | None:
    """The words as a value of the attribute's kind; None when they are none."""
    kind = attribute.kind
    if kind == "several":
        return words
    if kind == "yes/no":
        return _YES.get(words[0].strip().casefold())
    if kind == "number":
        with contextlib.suppress(ValueError, OverflowError):
            number = float(words[0].replace(",", "."))
            return int(number) if number.is_integer() else number
        return None
    return "; ".join(words) if kind == "text" else words[0]
