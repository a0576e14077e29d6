"""Helpers of the reader tests: read a file, read bytes as a file of some name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from annotator.model.exchange import ReadArticle
from annotator.readers import all_readers


def read(reader: str, path: Path, **options: Any) -> list[ReadArticle]:
    """What the reader of that name gives for the file."""
    return list(all_readers()[reader].read(path, options))


def read_one(reader: str, path: Path, **options: Any) -> ReadArticle:
    """The only article of the file."""
    (article,) = read(reader, path, **options)
    return article


def put(folder: Path, name: str, content: bytes | str) -> Path:
    """A file of that name and content (text as UTF-8, line ends as they are)."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def sniff(reader: str, path: Path) -> float:
    """How sure the reader is of the file."""
    with path.open("rb") as stream:
        return all_readers()[reader].sniff(path, stream.read(65536))
