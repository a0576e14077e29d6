"""The rule of a label as rich text: definition, what belongs to it, examples, attributes, values."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from annotator.model.scheme_differences import condition_words
from annotator.ui.theme import current, label_colour
from annotator.ui.words import capital

if TYPE_CHECKING:
    from annotator.model.scheme import Attribute, Label, Scheme, Value


def rule_page(label: Label, scheme: Scheme | None = None) -> str:
    """The label's page as HTML, every word escaped; with the scheme its relations as well."""
    theme = current()
    colour = label_colour(label, theme).name()
    quiet = f"color:{theme.muted}; font-weight:400"
    key = f" <span style='{quiet}'>{escape(label.key)}</span>" if label.key else ""
    below = escape(_said("below {0}").format(label.parent))
    above = f" <span style='{quiet}'>{below}</span>" if label.parent else ""
    name = escape(capital(label.name))
    parts = [f"<p style='font-size:16px; font-weight:600; color:{colour}' dir='auto'>{name}{key}{above}</p>"]
    if label.retired:
        parts.append(_text(_said("Retired: marks keep it, and it is no longer offered."), theme.warning))
    parts.append(_text(label.definition))
    for head, words in ((_said("Include"), label.include), (_said("Do not include"), label.exclude)):
        if words:
            parts += [_head(head), _text(words)]
    for head, quotes in (
        (_said("Examples"), label.examples),
        (_said("Counter-examples"), label.counter_examples),
    ):
        if quotes:
            parts += [_head(head), *(_text(f"“{quote}”") for quote in quotes)]
    offered = [one for one in label.attributes if not one.retired]
    if offered:
        parts += [_head(_said("Attributes")), *(_attribute(one) for one in offered)]
    if scheme is not None:
        parts += _relations(label, scheme)
    if not (label.definition or label.include or label.exclude or label.examples):
        parts.insert(1, _text(_said("No rule is written for this label yet."), theme.muted))
    return "".join(parts)


def _said(words: str) -> str:
    return QCoreApplication.translate("RulePage", words)


def _head(text: str) -> str:
    style = f"color:{current().muted}; font-size:11px; font-weight:700; margin-top:14px; margin-bottom:3px"
    return f"<p style='{style}'>{escape(text.upper())}</p>"


def _text(words: str, colour: str = "") -> str:
    style = "margin-top:0; margin-bottom:4px; line-height:116%" + (f"; color:{colour}" if colour else "")
    shown = escape(words).replace("\n", "<br>")
    return f"<p style='{style}' dir='auto'>{shown}</p>" if words else ""


def _attribute(attribute: Attribute) -> str:
    muted = current().muted
    said = [_said("required")] if attribute.required else []
    if condition := condition_words(attribute):
        said.append(_said("only when {0}").format(condition))
    kind = {
        "yes/no": _said("yes, no"),
        "number": _said("a number"),
        "text": _said("free text"),
        "date": _said("a date"),
    }.get(attribute.kind, "")
    if attribute.grows:
        said.append(_said("the list may grow"))
    facts = " · ".join(one for one in (kind, *said) if one)
    offered = [value for value in attribute.values if not value.retired]
    plain = ", ".join(escape(_shown(value)) for value in offered if not value.definition)
    defined = "".join(
        f"<br><span style='color:{muted}'>{escape(_shown(value))}:</span> {escape(value.definition)}"
        for value in offered
        if value.definition
    )
    definition = f"<br>{escape(attribute.definition)}" if attribute.definition else ""
    facts = f" <span style='color:{muted}'>{escape(facts)}</span>" if facts else ""
    plain = f"<br><span style='color:{muted}'>{plain}</span>" if plain else ""
    return (
        f"<p style='margin-top:0; margin-bottom:7px; line-height:116%' dir='auto'>"
        f"<b>{escape(capital(attribute.name))}</b>{facts}{definition}{defined}{plain}</p>"
    )


def _shown(value: Value) -> str:
    return f"{value.name} ({value.symbol})" if value.symbol else value.name


def _relations(label: Label, scheme: Scheme) -> list[str]:
    muted = current().muted
    lines = []
    for one in scheme.relation_types:
        if not one.active or label.name not in (*one.heads, *one.tails):
            continue
        ends = f"{', '.join(one.heads)} {'→' if one.directed else '–'} {', '.join(one.tails)}"
        lines.append(
            f"<p style='margin-top:0; margin-bottom:4px'><b>{escape(capital(one.name))}</b> "
            f"<span style='color:{muted}'>{escape(ends)}</span>"
            + (f"<br>{escape(one.definition)}" if one.definition else "")
            + "</p>"
        )
    return [_head(_said("Relations")), *lines] if lines else []
