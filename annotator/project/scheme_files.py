"""Schemes in files of their own: templates, ours (JSON), REFI-QDA codebooks, tables, other projects."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Final

import msgspec

from annotator import paths
from annotator.errors import AnnotatorError, SchemeError
from annotator.model.exchange import Dataset, no_progress
from annotator.model.scheme import Attribute, Kind, Scheme, Value, read_scheme, scheme_problems, write_scheme
from annotator.model.tables.scheme_rows import scheme_of_rows, scheme_rows
from annotator.model.tables.table import looks_like_formula, printable
from annotator.project.exporting import refuse_taken
from annotator.safe_files import MIB, parse_xml, read_bytes, read_head, whole_file

#: What can be read, by ending.
ENDINGS: Final = (".json", ".qdc", ".qdpx", ".csv", ".tsv", ".xlsx", ".anno")

#: What can be written: ending → what it is.
WRITES: Final = {
    ".json": "Scheme of Annotator",
    ".qdc": "REFI-QDA codebook",
    ".csv": "Table, CSV",
    ".xlsx": "Excel workbook",
}

_MOST: Final = 64 * MIB


class Template(msgspec.Struct, frozen=True, kw_only=True):
    """A scheme that a project may start with."""

    key: str
    title: str
    about: str


#: In the order in which they are offered; the first is what a new project has.
TEMPLATES: Final = (
    Template(
        key="default",
        title="News: actors, claims, sources, sentiment",
        about="Who says what about whom, with sources, stance and sentiment.",
    ),
    Template(
        key="claims",
        title="Political claims",
        about="Who demands what of whom, in which form, on which issue (Koopmans & Statham).",
    ),
    Template(
        key="quotations",
        title="Quotation attribution",
        about="Sources, cues and what is quoted, as in PARC 3 (Pareti).",
    ),
    Template(
        key="frames",
        title="Frames",
        about="Problem, cause, judgement and remedy (Entman), and five generic frames of whole articles.",
    ),
    Template(
        key="sentiment",
        title="Sentiment towards targets",
        about="Who judges whom or what, how strongly, in which words.",
    ),
    Template(key="empty", title="Empty", about="One label to begin with."),
)


def template(key: str) -> Scheme:
    """The scheme of a template. Raises `SchemeError` when there is none of that name."""
    if key not in {one.key for one in TEMPLATES}:
        known = ", ".join(one.key for one in TEMPLATES)
        raise SchemeError(f"There is no template “{key}”; there are {known}.")
    return read_scheme((paths.resources() / "schemes" / f"{key}.json").read_bytes())


def read_scheme_file(path: Path) -> Scheme:
    """The scheme in a file, whatever its kind. Raises `AnnotatorError`; nothing is ever changed."""
    ending = path.suffix.lower()
    read = _READ.get(ending)
    if read is None:
        known = ", ".join(ENDINGS)
        raise SchemeError(f"“{path.name}” is no kind of scheme file; there are {known}.")
    if not path.is_file():
        raise SchemeError(f"There is no file “{path.name}”. Nothing was changed.")
    scheme = read(path)
    if not (scheme.labels or scheme.variables):
        raise SchemeError(f"“{path.name}” holds no label and no article variable. Nothing was changed.")
    problems = list(scheme_problems(scheme))
    if problems:
        raise SchemeError(f"“{path.name}” cannot be used: {'; '.join(problems)}. Nothing was changed.")
    return msgspec.structs.replace(scheme, name=scheme.name or path.stem)


def write_scheme_file(scheme: Scheme, target: Path, *, overwrite: bool = False) -> None:
    """Write a scheme; the ending decides the kind. Raises `WriteError` or `SchemeError`."""
    refuse_taken(target, overwrite=overwrite)
    write = _WRITE.get(target.suffix.lower())
    if write is None:
        raise SchemeError(f"A scheme is written as {', '.join(WRITES)}. Nothing was written.")
    write(scheme, target)


def _from_json(path: Path) -> Scheme:
    data = read_bytes(path, _MOST)
    try:
        return read_scheme(data)
    except SchemeError as error:
        raise SchemeError(f"“{path.name}”: {error.sentence} Nothing was changed.") from error


def _from_refi(path: Path) -> Scheme:
    from annotator.formats.refi.reading import read_refi

    scheme = read_refi(path).scheme
    ours = path.suffix.lower() == ".qdc" and b'origin="Annotator ' in read_head(path, 400)
    return _with_attributes_again(scheme, read_bytes(path, _MOST)) if ours else scheme


def _with_attributes_again(scheme: Scheme, data: bytes) -> Scheme:
    """A codebook knows codes alone: those that we wrote for attributes and values are these again."""
    from annotator.formats.refi.codes import child_text, children

    codes = next(children(parse_xml(data), "Codes"), None)
    top = [] if codes is None else list(children(codes, "Code"))
    known = {one.name: one for one in scheme.labels}
    labels = []
    for code in top:
        attributes = []
        for group in children(code, "Code"):
            inner = children(group, "Code")
            values = [
                Value(name=one.get("name", ""), definition=child_text(one, "Description")) for one in inner
            ]
            kind: Kind = "choice" if values else "text"
            said = child_text(group, "Description")
            attributes.append(
                Attribute(name=group.get("name", ""), kind=kind, values=values, definition=said)
            )
        found = known.get(code.get("name", ""))
        if found is not None:
            labels.append(msgspec.structs.replace(found, attributes=attributes))
    return msgspec.structs.replace(scheme, labels=labels)


def _from_delimited(path: Path) -> Scheme:
    from annotator.readers.table.delimited import read_delimited

    source = read_delimited(path, "")
    rows = [[str(cell) for cell in row.cells] for row in source.rows()]
    return scheme_of_rows(source.header, rows, name=path.stem)


def _from_workbook(path: Path) -> Scheme:
    from annotator.readers.table.binary import read_workbook
    from annotator.readers.table.sources import cell_text

    try:
        source = read_workbook(path, "Scheme")
    except AnnotatorError:
        source = read_workbook(path, "")
    rows = [[cell_text(cell) for cell in row.cells] for row in source.rows()]
    return scheme_of_rows(source.header, rows, name=path.stem)


def _from_project(path: Path) -> Scheme:
    from annotator.project.project import Project

    project = Project.open(path, read_only=True)
    try:
        return msgspec.structs.replace(project.scheme, name=project.name)
    finally:
        project.close()


def _to_json(scheme: Scheme, target: Path) -> None:
    with whole_file(target) as stream:
        stream.write(write_scheme(scheme))


def _to_refi(scheme: Scheme, target: Path) -> None:
    from annotator.formats.refi.writing import write_refi

    write_refi(Dataset(scheme=scheme, records=[], name=target.stem), target, no_progress)


def _to_csv(scheme: Scheme, target: Path) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    for row in scheme_rows(scheme):
        writer.writerow([f"'{cell}" if looks_like_formula(cell) else printable(cell)[0] for cell in row])
    with whole_file(target) as stream:
        stream.write(text.getvalue().encode("utf-8-sig"))


def _to_workbook(scheme: Scheme, target: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Scheme"
    for number, row in enumerate(scheme_rows(scheme), start=1):
        for column, text in enumerate(row, start=1):
            if not text:
                continue
            cell = sheet.cell(number, column)
            cell.value = printable(text)[0]
            cell.data_type = "s"  # what begins with "=" is no formula
            cell.quotePrefix = looks_like_formula(text)
            cell.alignment = Alignment(wrap_text=number > 1, vertical="top")
            cell.font = Font(bold=number == 1)
    sheet.freeze_panes = "A2"
    for letter, width in (*zip("ABCD", (10, 18, 18, 22), strict=True), *((one, 40) for one in "HIJKL")):
        sheet.column_dimensions[letter].width = width
    with whole_file(target) as stream:
        book.save(stream)


_READ: Final[dict[str, Callable[[Path], Scheme]]] = {
    ".json": _from_json,
    ".qdc": _from_refi,
    ".qdpx": _from_refi,
    ".csv": _from_delimited,
    ".tsv": _from_delimited,
    ".xlsx": _from_workbook,
    ".anno": _from_project,
}
_WRITE: Final[dict[str, Callable[[Scheme, Path], None]]] = {
    ".json": _to_json,
    ".qdc": _to_refi,
    ".csv": _to_csv,
    ".xlsx": _to_workbook,
}
