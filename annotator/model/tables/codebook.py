"""The scheme as people read it, and what the data is: the sheets Codebook and About."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from annotator import __version__
from annotator.model.exchange import LOSSES, Dataset
from annotator.model.scheme import Attribute, Label, Scheme
from annotator.model.tables.overview import Overview
from annotator.model.tables.table import Cell, Column, Row, Table, time_cell, value_cell

#: What a loss means, for people.
LOSS_WORDS: Final[Mapping[str, str]] = {
    "fragments": "annotations in several fragments, written as one stretch",
    "overlaps": "overlapping annotations left out",
    "relations": "relations left out",
    "cues": "cues of relations left out",
    "attributes": "attribute values left out",
    "entities": "links to entities left out",
    "notes": "notes left out",
    "variables": "article variables left out",
    "metadata": "metadata fields left out",
    "coders": "names of coders left out",
    "cut_cells": "cells cut because they were longer than 32,767 characters",
    "control_characters": "characters that no spreadsheet holds, replaced with U+FFFD",
    "token_edges": "annotations that do not begin and end at tokens",
}

_KINDS: Final[Mapping[str, str]] = {
    "choice": "one of a list",
    "several": "some of a list",
    "yes/no": "yes or no",
    "number": "a number",
    "text": "free text",
    "date": "a date",
}


def codebook(scheme: Scheme) -> Table:
    """A row for each label, attribute, value, relation type and variable, in scheme order."""
    return Table(
        name="Codebook",
        columns=[
            Column(name="what"),
            Column(name="label", kind="label"),
            Column(name="attribute"),
            Column(name="value"),
            Column(name="key"),
            Column(name="kind"),
            Column(name="definition", kind="long"),
            Column(name="include", kind="long"),
            Column(name="exclude", kind="long"),
            Column(name="examples", kind="long"),
            Column(name="counter-examples", kind="long"),
            Column(name="required"),
            Column(name="retired"),
        ],
        rows=list(_codebook_rows(scheme)),
    )


def _codebook_rows(scheme: Scheme) -> Iterator[Row]:
    for label in scheme.labels:
        yield _label_row(label)
        for one in label.attributes:
            yield from _attribute_rows("attribute", label.name, one)
    for kind in scheme.relation_types:
        ends = f"{', '.join(kind.heads)} → {', '.join(kind.tails)}" + ("; with a cue" if kind.cue else "")
        retired = None if kind.active else "yes"
        yield ["relation", None, kind.name, None, None, ends, kind.definition, *([None] * 5), retired]
    for variable in scheme.variables:
        yield from _attribute_rows("variable", None, variable)


def _label_row(label: Label) -> Row:
    return [
        "label",
        label.name,
        None,
        None,
        label.key,
        "names an entity" if label.entity else None,
        label.definition,
        label.include,
        label.exclude,
        "\n".join(label.examples),
        "\n".join(label.counter_examples),
        None,
        "yes" if label.retired else None,
    ]


def _attribute_rows(what: str, label: str | None, one: Attribute) -> Iterator[Row]:
    kind = _KINDS[one.kind]
    if one.shown_when:
        kind += f"; when {one.shown_when.attribute} is {' or '.join(one.shown_when.values)}"
    default = f" Default: {value_cell(one.default)}." if one.default is not None else ""
    required = "yes" if one.required else None
    yield [what, label, one.name, None, None, kind, one.definition + default, *([None] * 4), required, None]
    for value in one.values:
        retired = "yes" if value.retired else None
        yield [
            "value",
            label,
            one.name,
            value.name,
            value.symbol,
            None,
            value.definition,
            *([None] * 5),
            retired,
        ]


def about(dataset: Dataset, overview: Overview, lost: Mapping[str, int]) -> Table:
    """What the data is, and what the file could not hold. It tells no time of export: see FORMATS."""
    facts: list[tuple[str, Cell]] = [
        ("project", dataset.name),
        ("project id", dataset.uid),
        ("last change (UTC)", time_cell(overview.latest)),
        ("program", f"Annotator {__version__}"),
        ("scheme", f"{dataset.scheme.name}, version {dataset.scheme.version}"),
        ("offsets", "start and end count Unicode code points, from 0, end not included"),
        ("times", "UTC"),
        ("filters used", dataset.filters or "everything"),
        ("articles", overview.articles),
        ("annotations", overview.annotations),
        ("relations", overview.relations),
        ("entities", len(dataset.entities)),
        ("coders", "; ".join(f"{name} ({number})" for name, number in sorted(overview.coders.items()))),
    ]
    losses = [(LOSS_WORDS[name], lost[name]) for name in LOSSES if lost.get(name)]
    facts += [("lost", f"{number} {words}") for words, number in losses] or [("lost", "nothing")]
    rows: list[Row] = [[name, fact] for name, fact in facts]
    return Table(name="About", columns=[Column(name="what"), Column(name="value", kind="long")], rows=rows)
