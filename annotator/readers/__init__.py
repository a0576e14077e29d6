"""ARTICLES IN: one module for each kind of file, found by discovery."""

from __future__ import annotations

import functools
import importlib
import pkgutil
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from annotator.errors import ReadError
from annotator.model.exchange import Options, ReadArticle, Reader
from annotator.model.reading import LANGUAGE, RECOGNISE
from annotator.safe_files import MIB, open_zip, read_head

#: Below this no reader is sure enough to read a file.
UNSURE: Final = 0.05
_MOST: Final = 512 * MIB
_KOREAN: Final = "문서".encode()


@functools.cache
def all_readers() -> Mapping[str, Reader]:
    """Every reader by name, in name order. Heavy libraries are imported only when one is used."""
    modules = (importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))
    found = [module.READER for module in modules if hasattr(module, "READER")]
    return {one.name: one for one in sorted(found, key=lambda one: one.name)}


def may_be_export(head: bytes) -> bool:
    """Whether a text in UTF-8 may be an export of Nexis or Factiva: they have one word in each article.

    "Document", "文件", "문서": 100,000 plain files must not be searched for more.
    """
    return b"ument" in head or b"UMENT" in head or b"\xe6\x96\x87" in head or _KOREAN in head


def surest(path: Path) -> Reader | None:
    """The reader that is surest of the file; None when none knows its kind. Raises `ReadError`."""
    head = read_head(path)
    ranked = [(one.sniff(path, head), one) for one in all_readers().values()]
    sure, best = max(ranked, key=lambda pair: pair[0])
    return best if sure > UNSURE else None


def lines_through(path: Path, options: Options) -> list[str]:
    """The lines of a text, Word or RTF file as its own reader gives them, for exports that come as such.

    Raises `ReadError`.
    """
    suffix = path.suffix.lower()
    reader = all_readers()["text" if suffix == ".txt" else suffix.removeprefix(".")]
    (read,) = reader.read(path, {**options, RECOGNISE.name: False, LANGUAGE.name: False})
    return re.split(r"\r\n|[\r\n\f\v]", read.text) if isinstance(read, ReadArticle) else []


def word_text(path: Path) -> bytes:
    """The text of a Word document as UTF-8 between spaces, to look for marks; nothing of a broken one."""
    try:
        with open_zip(path) as archive:
            name = "word/document.xml"
            data = archive.read(name, _MOST) if name in archive.names() else b""
    except ReadError:
        return b""
    return re.sub(rb"<[^>]+>", b" ", data)
