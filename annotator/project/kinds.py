"""Every reader and format there is, what it keeps, and whether what it needs is installed."""

from __future__ import annotations

import importlib.util
from typing import Any, Final

from annotator.formats import all_formats
from annotator.readers import all_readers

#: The module that each extra brings.
_MODULES: Final = {
    "html": "trafilatura",
    "langid": "py3langid",
    "warc": "warcio",
    "duplicates": "rensa",
    "network": "networkx",
    "cas": "cassis",
    "parquet": "pyarrow",
    "spacy": "spacy",
}


def kinds() -> list[dict[str, Any]]:
    """A row for each reader and format: name, title, in, out, suffixes, keeps, extra, installed."""
    rows: list[dict[str, Any]] = [
        _row(one.name, one.title, one.suffixes, one.extra) | {"in": True, "out": False, "keeps": []}
        for one in all_readers().values()
    ]
    rows += [
        _row(one.name, one.title, one.suffixes or (one.suffix,), one.extra)
        | {"in": one.reads, "out": one.writes, "keeps": sorted(one.keeps)}
        for one in all_formats().values()
    ]
    return rows


def installed(extra: str) -> bool:
    """Whether the library behind an extra is there; "" needs none."""
    return not extra or importlib.util.find_spec(_MODULES[extra]) is not None


def _row(name: str, title: str, suffixes: tuple[str, ...], extra: str) -> dict[str, Any]:
    return {
        "name": name,
        "title": title,
        "suffixes": list(suffixes),
        "extra": extra,
        "installed": installed(extra),
    }
