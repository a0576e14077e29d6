"""The codebook as one HTML page, with nothing fetched from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Final

import msgspec

from annotator.model.scheme import Attribute, Label, RelationType, Scheme, Value
from annotator.model.scheme_differences import condition_words
from annotator.model.scheme_edits import depth_first

#: What an attribute of each kind is, for people.
KINDS: Final[Mapping[str, str]] = {
    "choice": "one of a list",
    "several": "several of a list",
    "yes/no": "yes or no",
    "number": "a number",
    "text": "free text",
    "date": "a date",
}

_STYLE: Final = """
:root { --paper: #ffffff; --ink: #1f2328; --quiet: #68707a; --line: #e1e4e8; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #202328; --ink: #e4e6ea; --quiet: #9aa1ab; --line: #3a3f47; } }
body { background: var(--paper); color: var(--ink); font: 15px/1.55 system-ui, sans-serif;
  max-width: 54rem; margin: 2.5rem auto; padding: 0 1.5rem; }
h1 { font-size: 1.7rem; margin-bottom: .2rem; } h2 { font-size: 1.3rem; margin-top: 2.6rem; }
h3 { font-size: 1.05rem; margin: 1.6rem 0 .2rem; } .quiet { color: var(--quiet); font-size: .88rem; }
h2 .tag { display: inline-block; width: 1.7rem; height: .28rem; margin: 0 .6rem .3rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; margin: .4rem 0 1rem; }
th, td { padding: .3rem .8rem .3rem 0; text-align: start; vertical-align: top;
  border-bottom: 1px solid var(--line); }
th { color: var(--quiet); font-weight: 600; } td.number { text-align: end;
  font-variant-numeric: tabular-nums; } blockquote { margin: .2rem 0; padding-inline-start: .9rem;
  border-inline-start: 2px solid var(--line); }
.retired { opacity: .6; } @media print { h2 { break-after: avoid; } table { break-inside: auto; } }
"""


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """A codebook with what was coded: marks by label, relations by type, and by (label or "", attribute) the
    number of each value. `date` is a day, "2025-04-26".
    """

    title: str
    scheme: Scheme
    date: str
    labels: Mapping[str, int] = {}
    relations: Mapping[str, int] = {}
    values: Mapping[tuple[str, str], Mapping[str, int]] = {}


def codebook_page(book: Counted) -> str:
    """The whole page."""
    scheme = book.scheme
    parts = [
        f"<h1>{escape(book.title)}</h1>",
        f"<p class='quiet'>Version {scheme.version}, {escape(book.date)}. {len(scheme.labels)} labels, "
        f"{len(scheme.relation_types)} relation types, {len(scheme.variables)} article variables.</p>",
    ]
    for label, depth in depth_first(scheme):
        parts += _label(book, label, depth)
    if scheme.relation_types:
        parts.append("<h2>Relation types</h2>")
        parts += [_relation(book, one) for one in scheme.relation_types]
    if scheme.variables:
        parts.append("<h2>Article variables</h2>")
        for one in scheme.variables:
            parts += _attribute(book, "", one)
    return (
        "<!DOCTYPE html>\n<html lang='en'><head><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width, initial-scale=1'>"
        f"<title>{escape(book.title)}</title><style>{_STYLE}</style></head><body>\n"
        + "\n".join(parts)
        + "\n</body></html>\n"
    )


def label_facts(book: Counted, label: Label) -> str:
    """Key, place, number of marks and state of a label, on one line."""
    count = book.labels.get(label.name, 0)
    facts = [f"key {label.key}" if label.key else "", f"below {label.parent}" if label.parent else ""]
    facts += ["names an entity" if label.entity else "", f"{count:,} {'mark' if count == 1 else 'marks'}"]
    facts.append("retired: no longer offered" if label.retired else "")
    return " · ".join(one for one in facts if one)


def attribute_facts(one: Attribute) -> str:
    """Kind, condition, default and state of an attribute, on one line."""
    default = one.default
    shown = "yes" if default is True else "no" if default is False else default
    said = "; ".join(shown) if isinstance(shown, list) else shown
    condition = condition_words(one)
    facts = [KINDS[one.kind], "required" if one.required else "", "the list may grow" if one.grows else ""]
    facts += [f"shown only when {condition}" if condition else "", f"default: {said}" if said else ""]
    facts.append("retired" if one.retired else "")
    return " · ".join(fact for fact in facts if fact)


def relation_facts(book: Counted, one: RelationType) -> str:
    """Ends, direction, cue, number and state of a relation type, on one line."""
    arrow = " → " if one.directed else " – "
    count = book.relations.get(one.name, 0)
    facts = [f"{', '.join(one.heads) or '(none)'}{arrow}{', '.join(one.tails) or '(none)'}"]
    facts += ["may carry a cue" if one.cue else "", f"{count:,} {'relation' if count == 1 else 'relations'}"]
    facts.append("" if one.active else "not offered")
    return " · ".join(fact for fact in facts if fact)


def _label(book: Counted, label: Label, depth: int) -> Iterator[str]:
    tag = f"<span class='tag' style='background:{escape(label.colour)}'></span>"
    retired = " class='retired'" if label.retired else ""
    yield f"<section{retired} style='margin-inline-start:{min(depth, 4) * 1.4}rem'>"
    yield f"<h2 dir='auto'>{tag}{escape(label.name)}</h2>"
    yield f"<p class='quiet'>{escape(label_facts(book, label))}</p>"
    yield _text(label.definition)
    for head, words in (("Include", label.include), ("Do not include", label.exclude)):
        if words:
            yield f"<h3>{head}</h3>{_text(words)}"
    for head, quotes in (("Examples", label.examples), ("Counter-examples", label.counter_examples)):
        if quotes:
            yield f"<h3>{head}</h3>" + "".join(
                f"<blockquote dir='auto'>{escape(one)}</blockquote>" for one in quotes
            )
    for one in label.attributes:
        yield from _attribute(book, label.name, one)
    yield "</section>"


def _attribute(book: Counted, owner: str, one: Attribute) -> Iterator[str]:
    yield f"<h3 dir='auto'>{escape(one.name)}</h3><p class='quiet'>{escape(attribute_facts(one))}</p>"
    yield _text(one.definition)
    if one.values:
        counts = book.values.get((owner, one.name), {})
        rows = "".join(_value(value, counts.get(value.name, 0)) for value in one.values)
        yield f"<table><tr><th>Value</th><th>Definition</th><th>Number</th></tr>{rows}</table>"


def _value(value: Value, count: int) -> str:
    name = escape(value.name) + (f" ({escape(value.symbol)})" if value.symbol else "")
    retired = " class='retired'" if value.retired else ""
    return (
        f"<tr{retired}><td dir='auto'>{name}</td><td dir='auto'>{escape(value.definition)}</td>"
        f"<td class='number'>{count:,}</td></tr>"
    )


def _relation(book: Counted, one: RelationType) -> str:
    retired = "" if one.active else " class='retired'"
    return (
        f"<section{retired}><h3 dir='auto'>{escape(one.name)}</h3>"
        f"<p class='quiet'>{escape(relation_facts(book, one))}</p>{_text(one.definition)}</section>"
    )


def _text(words: str) -> str:
    return f"<p dir='auto'>{escape(words)}</p>".replace("\n", "<br>") if words else ""
