"""The three tables: their columns, and where they stand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from annotator.model.scheme import Kind, Scheme

if TYPE_CHECKING:
    import pyarrow as pa

#: Key of the file's metadata that says which table it is; its presence says that the file is ours.
MARKER: Final = "annotator.table"
#: Key of the metadata that holds scheme and entities.
SCHEME: Final = "annotator.scheme"

#: Before the name of an attribute's or a variable's column.
ATTRIBUTE: Final = "attribute: "
VARIABLE: Final = "variable: "

MARKS, ARTICLES, RELATIONS = "marks", "articles", "relations"


def places(path: Path) -> dict[str, Path]:
    """Where the three tables stand, whichever of them is named."""
    stem = path.stem
    for end in (f".{ARTICLES}", f".{RELATIONS}"):
        stem = stem.removesuffix(end)
    return {
        MARKS: path.with_name(f"{stem}{path.suffix}"),
        ARTICLES: path.with_name(f"{stem}.{ARTICLES}{path.suffix}"),
        RELATIONS: path.with_name(f"{stem}.{RELATIONS}{path.suffix}"),
    }


def attributes_of(scheme: Scheme) -> dict[str, Kind]:
    """Attribute name → kind; a name of several kinds is a text."""
    found: dict[str, Kind] = {}
    for label in scheme.labels:
        for one in label.attributes:
            found[one.name] = one.kind if found.get(one.name, one.kind) == one.kind else "text"
    return found


def schemas(scheme: Scheme) -> dict[str, pa.Schema]:
    """The columns of each table. Places are code points, half-open; `fragments` where there are several."""
    import pyarrow as pa

    words = pa.string()
    span = pa.struct([("start", pa.int64()), ("end", pa.int64())])
    marks = [
        *((name, words) for name in ("id", "article", "label", "text")),
        *((name, pa.int64()) for name in ("start", "end")),
        ("fragments", pa.list_(span)),
        *((name, words) for name in ("entity", "entity_name", "note", "coder", "created", "modified")),
        ("suggested", pa.bool_()),
        *((ATTRIBUTE + name, _kind(kind)) for name, kind in attributes_of(scheme).items()),
    ]
    articles = [
        *((name, words) for name in ("id", "title", "outlet", "author", "published", "url", "language")),
        *((name, words) for name in ("source_file", "status", "sha256", "split", "text")),
        ("further", pa.map_(words, words)),
        *((VARIABLE + one.name, _kind(one.kind)) for one in scheme.variables),
    ]
    relations = [
        *((name, words) for name in ("id", "article", "type", "head", "tail")),
        *((name, pa.int64()) for name in ("cue_start", "cue_end")),
        *((name, words) for name in ("cue", "note", "coder", "created", "modified")),
    ]
    return {MARKS: pa.schema(marks), ARTICLES: pa.schema(articles), RELATIONS: pa.schema(relations)}


def _kind(kind: Kind) -> pa.DataType:
    import pyarrow as pa

    kinds = {"yes/no": pa.bool_(), "number": pa.float64(), "several": pa.list_(pa.string())}
    return kinds.get(kind, pa.string())
