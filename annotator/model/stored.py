"""Annotations as rows of a file, made into annotations only when somebody looks at them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, Final, NamedTuple, overload

import msgspec

from annotator.model.annotation import Annotation, AttributeValue, fits

#: The columns of a stored row. label, coder and entity are keys into the names; entity and fragments may
#: be None; fragments ([[start, end], …], where there is more than one) and attributes are JSON.
COLUMNS: Final = (
    *("id", "uid", "article_id", "label_id", "coder_id", "entity_id", "start", "end", "fragments"),
    *("quote", "attributes", "note", "suggested", "created", "modified", "scheme_version"),
)

_LABEL, _CODER, _ENTITY, _ATTRIBUTES = (
    COLUMNS.index(name) for name in ("label_id", "coder_id", "entity_id", "attributes")
)
_PLACE: Final = itemgetter(*(COLUMNS.index(name) for name in ("start", "end", "fragments", "quote")))

_DECODER: Final = msgspec.json.Decoder(dict[str, AttributeValue])

StoredRow = tuple[Any, ...]


class RowNames(NamedTuple):
    """The names of labels and coders, and the uids of entities, behind the keys in the rows."""

    labels: Mapping[int, str]
    coders: Mapping[int, str]
    entities: Mapping[int, str]


class StoredAnnotations(Sequence[Annotation]):
    """The annotations of one article in `span_order`.

    A million of them pass through an export, most of them only to be written down again. What can
    work with `rows` (in the order of `COLUMNS`) need not have a million objects made.
    """

    def __init__(
        self, rows: list[StoredRow], names: RowNames, make: Callable[[StoredRow, RowNames], Annotation]
    ) -> None:
        self.rows = rows
        self.names = names
        self._make = make
        self._made: list[Annotation] | None = None

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, index: int) -> Annotation: ...

    @overload
    def __getitem__(self, index: slice) -> list[Annotation]: ...

    def __getitem__(self, index: int | slice) -> Annotation | list[Annotation]:
        return self._all()[index]

    def __iter__(self) -> Iterator[Annotation]:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        """Equal to any sequence of the same annotations."""
        return isinstance(other, Sequence) and self._all() == list(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(self._all())

    def _all(self) -> list[Annotation]:
        if self._made is None:
            self._made = [self._make(row, self.names) for row in self.rows]
        return self._made

    def perhaps_misfitting(self, text: str) -> list[Annotation]:
        """Those that a look at the rows alone does not show to fit the text.

        Raises `LookupError` when a row names a label, coder or entity that is not there, and
        `msgspec.MsgspecError` when its attributes are none.
        """
        for at, known in zip((_LABEL, _CODER, _ENTITY), self.names, strict=True):
            if not set(map(itemgetter(at), self.rows)) - {None} <= known.keys():
                raise LookupError(f"unknown {COLUMNS[at]}")
        for attributes in set(map(itemgetter(_ATTRIBUTES), self.rows)):
            _DECODER.decode(attributes)
        length = len(text)
        return [
            self._make(row, self.names)
            for row, (start, end, fragments, quote) in zip(self.rows, map(_PLACE, self.rows), strict=True)
            if fragments is not None or text[start:end] != quote or not 0 <= start < end <= length
        ]


def misfitting(text: str, annotations: Sequence[Annotation]) -> list[Annotation]:
    """The annotations whose quote is not what the text says at their fragments."""
    doubtful = (
        annotations.perhaps_misfitting(text) if isinstance(annotations, StoredAnnotations) else annotations
    )
    return [one for one in doubtful if not fits(text, one)]
