"""Rich Text Format: the text as its author wants it read, through striprtf; deletions and hidden text out.

Source: Rich Text Format (RTF) Specification 1.9.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from annotator.errors import ReadError
from annotator.model.article import Article
from annotator.model.exchange import Option, Options, ReadArticle
from annotator.model.reading import TEXT_OPTIONS, finished, real_title
from annotator.safe_files import MIB, read_bytes

_MOST: Final = 256 * MIB
_BRACES: Final = re.compile(r"\\[\\{}]|[{}]")
_CODE_PAGE: Final = re.compile(rb"\\ansicpg(\d+)")
#: Switched on for deleted and hidden characters; "\*" makes striprtf pass over the rest of the group.
_UNSEEN: Final = re.compile(r"\\(?:deleted|v)(?![a-z0-9-]) ?")
_CREATED: Final = re.compile(r"\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")
_PROPERTY: Final = r"\{{(?:\\\*)?\\{}\s+"
_MARKS: Final = re.compile(r"\\chftn ?")
_CELL_MARK: Final = "\ufdd0"


class RtfReader:
    """Takes an .rtf file as one article: its body, then the text boxes and footnotes."""

    name: str = "rtf"
    title: str = "Rich text"
    suffixes: tuple[str, ...] = (".rtf",)
    options: tuple[Option, ...] = TEXT_OPTIONS
    extra: str = ""

    def sniff(self, path: Path, head: bytes) -> float:
        """Sure by what the file begins with, whatever its name: many .doc files are RTF."""
        if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
            return 0.7
        return 0.3 if path.suffix.lower() == ".rtf" else 0.0

    def read(self, path: Path, options: Options) -> Iterator[ReadArticle]:
        """Give the one article of the file. Raises `ReadError`."""
        rtf = _decoded(read_bytes(path, _MOST))
        _check(rtf, path)
        text = _text(rtf).strip("\n ")
        if not text.strip():
            raise ReadError(f"“{path.name}” holds no text, perhaps only pictures. Nothing was read.")
        author = _property(rtf, "author")
        article = Article(
            title=real_title(_property(rtf, "title")),
            source_file=path.name,
            extra={"file author": author} if author else {},
        )
        yield finished(article, text, options, created=_created(rtf), name=path.stem)


def _decoded(data: bytes) -> str:
    """The file as characters: RTF is ASCII, but some programs write letters as they are."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        page = _CODE_PAGE.search(data)
        return _as_page(data, int(page[1]) if page else 1252)


def _as_page(data: bytes, page: int) -> str:
    try:
        return data.decode(f"cp{page}", "replace")
    except LookupError:
        return data.decode("cp1252", "replace")


def _check(rtf: str, path: Path) -> None:
    """Refuse what is no RTF, and a file whose last group is not closed: the rest of it is missing."""
    start = rtf.lstrip("\ufeff \t\r\n")
    if not start.startswith("{\\rtf"):
        raise ReadError(f"“{path.name}” is not a rich text file. Nothing was read.")
    depth = 0
    for sign in _BRACES.finditer(start):
        depth += {"{": 1, "}": -1}.get(sign[0], 0)
    if depth > 0:
        raise ReadError(f"“{path.name}” is cut off: its end is missing. Nothing was read.")


def _text(rtf: str) -> str:
    """The body without its notes and boxes, then the boxes, then the notes (each on lines of its own)."""
    prolog = _prolog(rtf)
    body, notes = _taken_out(rtf, "\\footnote")
    body, boxes = _taken_out(body, "\\shptxt")
    text = _plain(body).rstrip("\n")
    aside, below = (
        "\n".join(filter(None, (_plain(f"{{\\rtf1{prolog}{{{one}}}}}").strip() for one in found)))
        for found in (boxes, notes)
    )
    return text + (f"\n{aside}" if aside else "") + (f"\n\n{below}" if below else "")


def _plain(rtf: str) -> str:
    """The characters of RTF, pairs of surrogates joined (RTF writes an emoji as two numbers)."""
    from striprtf.striprtf import rtf_to_text

    # striprtf would write each link's address after its words
    seen = _UNSEEN.sub(r"\\*", rtf.replace("HYPERLINK", "HYPERREF"))
    seen = seen.replace("\\cell", f"\\tab {_CELL_MARK}\\cell")
    try:
        text = str(rtf_to_text(seen, errors="replace"))  # type: ignore[no-untyped-call]
    except (OverflowError, ValueError, LookupError) as error:  # numbers that are no characters or code pages
        raise ReadError("This RTF file is damaged. Nothing was read.", detail=type(error).__name__) from error
    text = text.replace(f"{_CELL_MARK}|", "")
    joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return "\n".join(line.rstrip("\t ") for line in joined.split("\n"))


def _prolog(rtf: str) -> str:
    """The code page and the fonts, which a part of the document needs to be read by itself."""
    page = re.search(r"\\ansicpg\d+", rtf)
    return (page[0] if page else "") + _group_at(rtf, rtf.find("{\\fonttbl"))


def _taken_out(rtf: str, word: str) -> tuple[str, list[str]]:
    """The RTF without the groups that a control word opens, and what these hold."""
    kept: list[str] = []
    found: list[str] = []
    at = 0
    for place in re.finditer(re.escape("{") + r"(?:\\\*)?" + re.escape(word) + r"(?![a-z])", rtf):
        if place.start() < at:
            continue
        group = _group_at(rtf, place.start())
        kept.append(rtf[at : place.start()])
        found.append(_MARKS.sub("", group[place.end() - place.start() : -1]))
        at = place.start() + len(group)
    return "".join(kept) + rtf[at:], found


def _group_at(rtf: str, start: int) -> str:
    """The group that begins there, with its braces; "" for a negative place."""
    depth = 0
    for sign in _BRACES.finditer(rtf, start) if start >= 0 else ():
        depth += {"{": 1, "}": -1}.get(sign[0], 0)
        if depth == 0:
            return rtf[start : sign.end()]
    return ""


def _property(rtf: str, name: str) -> str:
    """A field of the document's properties ("title", "author"), "" when there is none."""
    info = _group_at(rtf, rtf.find("{\\info"))
    place = re.search(_PROPERTY.format(name), info)
    if place is None:
        return ""
    value = _group_at(info, place.start())[place.end() - place.start() : -1]
    return " ".join(_plain(f"{{\\rtf1{_prolog(rtf)} {value}}}").split())


def _created(rtf: str) -> str:
    found = _CREATED.search(rtf)
    return f"{int(found[1]):04d}-{int(found[2]):02d}-{int(found[3]):02d}" if found else ""


READER: Final = RtfReader()
