"""The codebook of a project as a document: HTML, Word or Excel, with what was coded so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec

from annotator.analysis.codebook_page import (
    Counted,
    attribute_facts,
    codebook_page,
    label_facts,
    relation_facts,
)
from annotator.errors import WriteError
from annotator.model.annotation import AttributeValue
from annotator.model.converting import words_of
from annotator.model.scheme import Attribute, Scheme
from annotator.model.scheme_edits import depth_first
from annotator.project.documents import Grid, Heading, Paragraph, Part, write_docx, write_xlsx
from annotator.project.exporting import refuse_taken
from annotator.project.project import Project
from annotator.safe_files import whole_file
from annotator.store import scheme_marks

#: What can be written: ending → what it is.
WRITES: Final = {".docx": "Word document", ".html": "Web page", ".xlsx": "Excel workbook"}

_attributes = msgspec.json.Decoder(dict[str, AttributeValue])
_value = msgspec.json.Decoder(AttributeValue)


def counted(project: Project, scheme: Scheme | None = None) -> Counted:
    """The codebook with its numbers; an old version of the scheme may be given."""
    given = scheme or project.scheme
    with project._core.read() as view:
        names = view.names
        rows = scheme_marks.counted_attributes(view)
        values: dict[tuple[str, str], Counter[str]] = {}
        for label, attributes, count in rows:
            for name, value in _attributes.decode(attributes).items():
                tally = values.setdefault((names.labels[label], name), Counter())
                for word in words_of(value):
                    tally[word] += count
        for variable in project.scheme.variables:
            tally = values.setdefault(("", variable.name), Counter())
            for row in scheme_marks.values_of(view, names.variable_ids[variable.name]):
                tally.update(words_of(_value.decode(row.value)))
    return Counted(
        title=f"Codebook of {project.name}",
        scheme=given,
        date=datetime.now(UTC).date().isoformat(),
        labels=project.annotations.counts(),
        relations=project.relations.counts(),
        values=values,
    )


def write_codebook(project: Project, target: Path, *, version: int = 0, overwrite: bool = False) -> None:
    """Write the codebook (`version`: an old one); the ending decides the kind. Raises `WriteError`, or
    `SchemeError` when there is no such version.
    """
    refuse_taken(target, overwrite=overwrite)
    ending = target.suffix.lower()
    if ending not in WRITES:
        raise WriteError(f"A codebook is written as {', '.join(WRITES)}. Nothing was written.")
    book = counted(project, project.scheme_changes.version(version) if version else None)
    if ending == ".html":
        with whole_file(target) as stream:
            stream.write(codebook_page(book).encode())
    elif ending == ".docx":
        write_docx(_document(book), target, title=book.title)
    else:
        write_xlsx(_sheets(book), target, title="Codebook")


def _about(book: Counted) -> str:
    scheme = book.scheme
    return (
        f"Version {scheme.version}, {book.date}. {len(scheme.labels)} labels, "
        f"{len(scheme.relation_types)} relation types, {len(scheme.variables)} article variables."
    )


def _document(book: Counted) -> Iterator[Part]:
    yield Paragraph(_about(book), "quiet")
    for label, _ in depth_first(book.scheme):
        yield Heading(label.name, 1)
        yield Paragraph(label_facts(book, label), "quiet")
        if label.definition:
            yield Paragraph(label.definition)
        for head, words in (("Include", label.include), ("Do not include", label.exclude)):
            if words:
                yield Heading(head, 3)
                yield Paragraph(words)
        for head, quotes in (("Examples", label.examples), ("Counter-examples", label.counter_examples)):
            if quotes:
                yield Heading(head, 3)
                yield from (Paragraph(one, "quote") for one in quotes)
        for one in label.attributes:
            yield from _attribute_parts(book, label.name, one)
    if book.scheme.relation_types:
        yield Heading("Relation types", 1)
    for kind in book.scheme.relation_types:
        yield Heading(kind.name, 2)
        yield Paragraph(relation_facts(book, kind), "quiet")
        if kind.definition:
            yield Paragraph(kind.definition)
    if book.scheme.variables:
        yield Heading("Article variables", 1)
    for variable in book.scheme.variables:
        yield from _attribute_parts(book, "", variable)


def _attribute_parts(book: Counted, owner: str, one: Attribute) -> Iterator[Part]:
    counts = book.values.get((owner, one.name), {})
    about = ". ".join(part.rstrip(".") for part in (attribute_facts(one), one.definition) if part)
    if not one.values:
        yield Heading(one.name, 2)
        yield Paragraph(about, "quiet")
        return
    yield Grid(
        title=one.name,
        about=about,
        header=("Value", "Definition", "Number"),
        rows=[
            (
                value.name + (f" ({value.symbol})" if value.symbol else ""),
                value.definition + (" (retired)" if value.retired else ""),
                counts.get(value.name, 0),
            )
            for value in one.values
        ],
    )


def _sheets(book: Counted) -> Iterator[Part]:
    yield Paragraph(_about(book))
    yield Grid(
        title="Labels",
        header=(
            "Label",
            "Below",
            "Key",
            "Definition",
            "Include",
            "Exclude",
            "Examples",
            "Counter-examples",
            "Marks",
            "Retired",
        ),
        rows=[
            (
                one.name,
                one.parent,
                one.key,
                one.definition,
                one.include,
                one.exclude,
                "\n".join(one.examples),
                "\n".join(one.counter_examples),
                book.labels.get(one.name, 0),
                "yes" if one.retired else "",
            )
            for one, _ in depth_first(book.scheme)
        ],
    )
    owned = [(one.name, two) for one in book.scheme.labels for two in one.attributes]
    owned += [("", one) for one in book.scheme.variables]
    yield Grid(
        title="Attributes",
        header=("Label", "Attribute", "What it takes", "Definition"),
        rows=[(owner or "(article)", one.name, attribute_facts(one), one.definition) for owner, one in owned],
    )
    yield Grid(
        title="Values",
        header=("Label", "Attribute", "Value", "Sign", "Definition", "Number", "Retired"),
        rows=[
            (
                owner or "(article)",
                one.name,
                value.name,
                value.symbol,
                value.definition,
                book.values.get((owner, one.name), {}).get(value.name, 0),
                "yes" if value.retired else "",
            )
            for owner, one in owned
            for value in one.values
        ],
    )
    yield Grid(
        title="Relation types",
        header=("Relation", "Begins at", "Ends at", "What it takes", "Definition", "Number"),
        rows=[
            (
                one.name,
                ", ".join(one.heads),
                ", ".join(one.tails),
                relation_facts(book, one),
                one.definition,
                book.relations.get(one.name, 0),
            )
            for one in book.scheme.relation_types
        ],
    )
