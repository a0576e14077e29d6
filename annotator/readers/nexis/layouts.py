"""The two layouts of Nexis exports, taken apart: old Nexis ("3 of 100 DOCUMENTS") and Nexis Uni."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from annotator.model.dates import ReadDate, read_date
from annotator.readers.nexis.words import (
    ANNOUNCED,
    BODY,
    CLASSIFICATION,
    COPYRIGHT,
    EDITION,
    END,
    GRAPHIC,
    MARKER,
    NOTES,
    REQUEST,
    TAIL,
    any_field,
    field,
    heading,
)

_NUMBERS = (("n1", "n2", "n3"), ("t1", "t2", "t3"))
#: Exports as text cut their lines at 80 columns at the latest.
_WIDEST = 100


class Document(msgspec.Struct, kw_only=True):
    """One article of an export: where it stands in the file, its fields by our keys, its paragraphs."""

    number: int
    fields: dict[str, str]
    body: list[str]
    date: ReadDate | None = None


class Export(msgspec.Struct, kw_only=True):
    """The documents of a file, and how many it announces (0: it does not say)."""

    documents: list[Document]
    announced: int


def is_export(lines: Sequence[str]) -> bool:
    """Whether the lines hold the marks of an export."""
    return any(_marker(line) for line in lines) or any(heading(line) in END for line in lines)


def take_apart(lines: Sequence[str], *, wrapped: bool) -> Export:
    """The documents of an export. `wrapped`: lines are cut at a fixed width and are joined again."""
    markers = [(place, found) for place, line in enumerate(lines) if (found := _marker(line))]
    if markers:
        return _old(lines, markers, wrapped=wrapped)
    return _uni(lines)


def _marker(line: str) -> tuple[int, int] | None:
    """Number and total of "3 of 100 DOCUMENTS"."""
    found = MARKER.fullmatch(line) if any(sign.isdigit() for sign in line[:60]) else None
    if found is None:
        return None
    number, total = (next(value for value in found.group(*names) if value) for names in _NUMBERS)
    return int(number), int(total)


def _old(lines: Sequence[str], markers: list[tuple[int, tuple[int, int]]], *, wrapped: bool) -> Export:
    ends = [place for place, _ in markers[1:]] + [len(lines)]
    documents = [
        _old_document(number, list(lines[place + 1 : end]), wrapped=wrapped)
        for (place, (number, _)), end in zip(markers, ends, strict=True)
    ]
    requested = next((found for line in lines[: markers[0][0]] if (found := _requested(line))), 0)
    return Export(documents=documents, announced=requested or max(total for _, (_, total) in markers))


def _requested(line: str) -> int:
    found = REQUEST.fullmatch(line)
    if not found:
        return 0
    ranges = [part.partition("-") for part in found["items"].replace(" ", "").split(",")]
    return sum(int(last or first) - int(first) + 1 for first, _, last in ranges)


def _old_document(number: int, lines: list[str], *, wrapped: bool) -> Document:
    """Centred outlet, date and edition; headline; labelled lines; the story; labelled lines; copyright."""
    fields: dict[str, str] = {}
    date, at = _old_top(lines, fields)
    at = _old_headline(lines, at, fields)
    at = _labelled(lines, at, fields, blank_ends=wrapped)
    end = next((place for place in range(at, len(lines)) if _is_tail(lines[place])), len(lines))
    _after_story(lines[end:], fields)
    body = _without_copyright(lines[at:end], fields)
    return Document(number=number, fields=fields, body=_unwrapped(body) if wrapped else body, date=date)


def _old_top(lines: list[str], fields: dict[str, str]) -> tuple[ReadDate | None, int]:
    """Outlet, date and edition from above the headline; the line after them."""
    above: list[str] = []
    for place, line in enumerate(lines[:30]):
        words = line.strip()
        date = _date_line(words)
        if date is not None:
            _outlet(above, fields)
            return date, _edition(lines, place + 1, fields)
        if words and field(words):
            break
        if words:
            above.append(words)
    _outlet(above[:1], fields)
    return None, next((place + 1 for place, line in enumerate(lines) if line.strip()), 0)


def _outlet(above: list[str], fields: dict[str, str]) -> None:
    """The first line is the outlet, but for a line of copyright; what else stands there is the headline."""
    rights = [line for line in above if COPYRIGHT.match(line)]
    rest = [line for line in above if line not in rights]
    if rights:
        fields["copyright"] = " ".join(rights)
    if rest:
        fields["outlet"] = rest[0]
    if len(rest) > 1:
        fields["title"] = " ".join(rest[1:])


def _edition(lines: list[str], at: int, fields: dict[str, str]) -> int:
    found = []
    while at < len(lines) and lines[at].strip() and not field(lines[at].strip()):
        words = lines[at].strip()
        indented = lines[at][:1].isspace()
        if not indented and not (EDITION.search(words) and len(words) < 60):
            break
        found.append(words)
        at += 1
    if found:
        fields["edition"] = " ".join(found)
    return at


def _old_headline(lines: list[str], at: int, fields: dict[str, str]) -> int:
    """The paragraph before the first labelled line; further paragraphs there are a subtitle."""
    first = next((place for place in range(at, len(lines)) if field(lines[place].strip())), None)
    if first is None or first - at > 25:
        return at
    paragraphs = [block for block in _blocks(lines[at:first]) if not COPYRIGHT.match(block)]
    if paragraphs and "title" not in fields:
        fields["title"] = paragraphs.pop(0).rstrip(";")
    if paragraphs:
        fields["subtitle"] = " ".join(paragraphs)
    return first


def _labelled(lines: list[str], at: int, fields: dict[str, str], *, blank_ends: bool) -> int:
    """Read labelled lines from `at` on, and lines that continue them; gives where the story begins."""
    key = ""
    while at < len(lines):
        words = lines[at].strip()
        found = field(words)
        if found:
            key, value = found
            fields[key] = value
        elif not words:
            key = "" if blank_ends else key
        elif heading(words) in BODY:
            return at + 1
        elif COPYRIGHT.match(words):
            key = ""
            _add(fields, "copyright", words)
        elif key and blank_ends:
            _add(fields, key, words)
        else:
            return at
        at += 1
    return at


def _after_story(lines: Sequence[str], fields: dict[str, str]) -> None:
    """Keep all that stands after the story: under its label or heading, else as "other"."""
    key = "other"
    for line in lines:
        words = line.strip()
        found = field(words) or any_field(words)
        if not words:
            continue
        if heading(words) in GRAPHIC | NOTES | CLASSIFICATION:
            key = "graphic" if heading(words) in GRAPHIC else "notes" if heading(words) in NOTES else "other"
        elif found:
            key, value = found
            _add(fields, key, value)
        elif COPYRIGHT.match(words):
            key = "copyright"
            _add(fields, key, words)
        else:
            _add(fields, key, words)


def _add(fields: dict[str, str], key: str, words: str) -> None:
    fields[key] = f"{fields.get(key, '')} {words}".strip()


def _is_tail(line: str) -> bool:
    """Whether the line is one of those labelled lines (in capitals) that stand after the story."""
    found = field(line.strip())
    label = re.split("[:：]", line, maxsplit=1)[0]
    return found is not None and found[0] in TAIL and label == label.upper()


def _without_copyright(body: list[str], fields: dict[str, str]) -> list[str]:
    """The story without the lines of copyright at its end."""
    end = len(body)
    while end and (not body[end - 1].strip() or COPYRIGHT.match(body[end - 1].strip())):
        end -= 1
        if body[end].strip():
            fields["copyright"] = f"{body[end].strip()} {fields.get('copyright', '')}".strip()
    return body[:end]


def _blocks(lines: Sequence[str]) -> list[str]:
    """Paragraphs: lines between blank ones, joined."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            blocks[-1].append(line.strip())
        elif blocks[-1]:
            blocks.append([])
    return [" ".join(block) for block in blocks if block]


def _unwrapped(lines: list[str]) -> list[str]:
    """The lines, joined again where one was cut because the next word would have passed the width."""
    width = max((len(line.rstrip()) for line in lines), default=0)
    joined: list[str] = []
    before = ""
    for line in lines:
        words = line.strip()
        if before and words and width <= _WIDEST and len(before) + 1 + _first_word(words) > width:
            joined[-1] += words if _is_east_asian(joined[-1][-1]) else f" {words}"
        else:
            joined.append(words)
        before = line.rstrip()
    return joined


def _first_word(words: str) -> int:
    return 1 if _is_east_asian(words[0]) else len(words.split(" ", 1)[0])


def _is_east_asian(sign: str) -> bool:
    return "\u2e80" <= sign <= "\ud7a3" or "\uff00" <= sign <= "\uffef"


def _uni(lines: Sequence[str]) -> Export:
    announced = next((int(found["total"]) for line in lines[:60] if (found := ANNOUNCED.fullmatch(line))), 0)
    chunks: list[list[str]] = [[]]
    for line in lines:
        if heading(line) in END:
            chunks.append([])
        else:
            chunks[-1].append(line)
    cut_off = [chunks.pop()] if any(heading(line) in BODY for line in chunks[-1]) else []
    whole = [chunk for chunk in chunks + cut_off if any(line.strip() for line in chunk)]
    if not cut_off and whole and whole[-1] is chunks[-1]:
        whole.pop()
    documents = [_uni_document(number, chunk) for number, chunk in enumerate(whole, 1)]
    return Export(documents=documents, announced=announced)


def _uni_document(number: int, lines: list[str]) -> Document:
    """Headline, outlet, date, edition, copyright, labelled lines; "Body"; the story; the classification."""
    body_at = next((place for place, line in enumerate(lines) if heading(line) in BODY), len(lines))
    fields: dict[str, str] = {}
    date = _uni_top([line.strip() for line in lines[:body_at] if line.strip()], fields)
    story = lines[body_at + 1 :]
    end = _uni_end(story)
    _after_story(story[end:], fields)
    return Document(number=number, fields=fields, body=_without_copyright(story[:end], fields), date=date)


def _uni_top(top: list[str], fields: dict[str, str]) -> ReadDate | None:
    """Headline, outlet, date and what follows; a cover page before them is passed over."""
    dates = [(place, date) for place, line in enumerate(top) if (date := _date_line(line))]
    labelled = next((place for place, line in enumerate(top) if _is_head_label(line)), len(top))
    before = [one for one in dates if one[0] < max(labelled, 1)] or dates
    place, date = before[-1] if before else (min(len(top), 2) - 1, None)
    names = [line for line in top[: place + (date is None)] if not COPYRIGHT.match(line)]
    cover = any(ANNOUNCED.fullmatch(line) for line in top)
    if names:
        fields["outlet"] = names[-1] if len(names) > 1 else ""
        fields["title"] = (names[-2] if cover else names[0]) if len(names) > 1 else names[0]
    if len(names) > 2 and not cover:
        fields["subtitle"] = " ".join(names[1:-1])
    rest = top[place + 1 :]
    edition = [line for line in rest[:3] if not field(line) and not COPYRIGHT.match(line) and len(line) < 80]
    if edition and rest[0] == edition[0]:
        fields["edition"] = edition[0]
    for line in rest:
        found = field(line)
        if found:
            fields[found[0]] = found[1]
        elif COPYRIGHT.match(line):
            fields["copyright"] = line
    return date


def _is_head_label(line: str) -> bool:
    found = field(line)
    return found is not None and found[0] in {"length", "section", "author", "dateline", "highlight"}


def _uni_end(story: list[str]) -> int:
    """Where the story ends and the graphic, the notes or the classification begin."""
    for place, line in enumerate(story):
        if heading(line) in CLASSIFICATION:
            return _graphic_before(story, place)
    end = len(story)
    while end and (not story[end - 1].strip() or _is_uni_tail(story[end - 1])):
        end -= 1
    return _graphic_before(story, end)


def _graphic_before(story: list[str], end: int) -> int:
    places = [place for place in range(end) if heading(story[place]) in GRAPHIC | NOTES]
    return places[0] if places and end - places[0] <= 40 else end


def _is_uni_tail(line: str) -> bool:
    found = field(line.strip())
    return bool(found and found[0] in TAIL) or COPYRIGHT.match(line.strip()) is not None


def _date_line(line: str) -> ReadDate | None:
    """The date of a line that holds little else ("January 11, 2010 Monday 10:30 PM GMT")."""
    if not line or len(line) > 90 or not any(sign.isdigit() for sign in line) or COPYRIGHT.match(line):
        return None
    found = read_date(line)
    if found is None or len(found.iso) < 4 or field(line):
        return None
    rest = (line[: found.start] + line[found.end :]).strip(" ,;.-–|")
    return found if len(rest) <= 35 and (len(found.iso) >= 7 or not rest) else None
