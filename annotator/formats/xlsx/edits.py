"""Back in: what somebody changed in our workbook, found by comparing it with what we would write now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

import msgspec

from annotator.errors import ReadError
from annotator.model.annotation import Annotation, AttributeValue
from annotator.model.article import STATUSES
from annotator.model.edits import Edit, Edits
from annotator.model.exchange import ArticleRecord, Dataset, Problem
from annotator.model.scheme import Attribute, value_problem
from annotator.model.tables import AnnotationRows, ArticleRows, Tables
from annotator.model.tables.table import Column, Row, printable, time_cell
from annotator.safe_files import open_zip

_CUT: Final = re.compile(r" \[…cut, [\d,]+ characters in all\]\Z")
_NUMBER: Final = re.compile(r"[+-]?\d+(?:[.,]\d+)?\Z")

_OUR_SHEETS: Final = re.compile(r"(Annotations|Articles)( \d+)?|About")

#: Times in a workbook are rounded; this much later here is later.
_LATER: Final = timedelta(seconds=1)

#: What people type for yes and no, in English and Indonesian; spreadsheets add TRUE and FALSE.
_YES: Final = frozenset({"yes", "true", "y", "1", "ya"})
_NO: Final = frozenset({"no", "false", "n", "0", "tidak"})


class _Found(msgspec.Struct):
    """A row of the workbook: where it stands, and its cells by the name of their column."""

    place: str
    cells: dict[str, str]
    stale: bool = False


def read_edits(path: Path, dataset: Dataset) -> Edits:
    """Compare the workbook with the data as it is now, row by row, by annotation and article id.

    Nothing is changed. Raises `ReadError` when the file is no workbook, or not one of ours.
    """
    with open_zip(path):
        sheets = _sheets(path)
    annotations, problems = _rows_by_id(sheets, "Annotations", "annotation id", path)
    articles, more = _rows_by_id(sheets, "Articles", "article id", path)
    comparison = _Comparison(path.name, dataset, annotations, articles)
    comparison.problems += [*problems, *more]
    return msgspec.structs.replace(comparison.result(), filters=_filters(sheets.get("About", [])))


def _filters(rows: list[list[Any]]) -> str:
    """What the workbook was made of as its sheet About says; "" for everything."""
    told = next((_words(row[1]) for row in rows if len(row) > 1 and _words(row[0]) == "filters used"), "")
    return "" if told == "everything" else told


def _sheets(path: Path) -> dict[str, list[list[Any]]]:
    """The rows of our sheets, and of those that they ran over into."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(str(path))
        wanted = [name for name in book.sheet_names if _OUR_SHEETS.fullmatch(name)]
        return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in wanted}
    except (CalamineError, ValueError, OSError) as error:
        raise ReadError(
            f"“{path.name}” cannot be read as a workbook. Nothing was changed.", detail=repr(error)
        ) from error


def _rows_by_id(
    sheets: dict[str, list[list[Any]]], table: str, id_column: str, path: Path
) -> tuple[dict[str, _Found], list[Problem]]:
    found: dict[str, _Found] = {}
    problems = []
    named = [name for name in sheets if name.partition(" ")[0] == table]
    if not named:
        raise ReadError(
            f"“{path.name}” has no sheet “{table}”: it is no workbook of ours. Nothing was changed."
        )
    for name in named:
        header, *rows = sheets[name] or [[]]
        names = [_words(cell).strip() for cell in header]
        if id_column not in names:
            raise ReadError(
                f"The sheet “{name}” of “{path.name}” has no column “{id_column}”; without it no row can be"
                " recognised. Nothing was changed."
            )
        for number, row in enumerate(rows, start=2):
            cells = {key: _words(cell) for key, cell in zip(names, row, strict=False)}
            uid, place = cells.get(id_column, "").strip(), f"{name}, row {number}"
            if not uid and not any(cells.values()):
                continue
            if not uid or uid in found:
                why = "has no id" if not uid else "has the same id as a row before it"
                problems.append(
                    Problem(file=path.name, record=place, message=f"The row {why}; it was ignored.")
                )
                continue
            found[uid] = _Found(place, cells)
    return found, problems


def _words(cell: object) -> str:
    """A cell as one text, the same for what we write and for what comes back."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time | timedelta):
        return str(cell)
    return printable(str(cell))[0].strip()


class _Comparison:
    """The data as it is now beside the rows of the workbook."""

    def __init__(
        self, file: str, dataset: Dataset, annotations: dict[str, _Found], articles: dict[str, _Found]
    ) -> None:
        self.problems: list[Problem] = []
        self._file = file
        self._dataset = dataset
        self._annotations = annotations
        self._articles = articles
        self._edits: list[Edit] = []
        self._missing: list[str] = []
        self._rows = 0
        self._newest = max(filter(None, map(_modified, annotations.values())), default=None)

    def result(self) -> Edits:
        """Go through the data once; what is left of the workbook's rows then is unknown."""
        tables = Tables(self._dataset)
        sources = {type(one): (place, one.columns) for place, one in enumerate(tables.by_record)}
        at_marks, mark_columns = sources[AnnotationRows]
        at_articles, article_columns = sources[ArticleRows]
        for record in self._dataset.records:
            rows = tables.rows(record)
            self._compare_annotations(record, rows[at_marks], mark_columns.all)
            self._compare_article(record, rows[at_articles][0], article_columns.all)
        for found in (*self._annotations.values(), *self._articles.values()):
            self._problem(found, "The row has an id that this project does not know; it was ignored.")
        return Edits(edits=self._edits, problems=self.problems, missing=self._missing, rows=self._rows)

    def _problem(self, found: _Found, message: str) -> None:
        self.problems.append(Problem(file=self._file, record=found.place, message=message))

    def _compare_annotations(
        self, record: ArticleRecord, rows: Sequence[Row], columns: Sequence[Column]
    ) -> None:
        for one, row in zip(record.annotations, rows, strict=True):
            found = self._annotations.pop(one.uid, None)
            if found is None:
                if self._was_there(one):
                    self._missing.append(one.uid)
                continue
            self._rows += 1
            then, now = _modified(found), _moment(time_cell(one.modified))
            found.stale = then is not None and now is not None and now > then + _LATER
            differing = list(_differing(found, row, columns))
            moved = [column.name for column, _ in differing if column.field == "check"]
            if moved:
                self._problem(found, f"The row was ignored: its {' and '.join(moved)} changed.")
                continue
            label = next((after for column, after in differing if column.field == "label"), one.label)
            for column, after in differing:
                self._take_mark(found, one, label, column, after)

    def _was_there(self, one: Annotation) -> bool:
        """Whether the annotation is older than the workbook, as far as that can be told."""
        made = _moment(time_cell(one.created))
        return made is None or self._newest is None or made <= self._newest + _LATER

    def _compare_article(self, record: ArticleRecord, row: Row, columns: Sequence[Column]) -> None:
        found = self._articles.pop(record.article.uid, None)
        if found is None:
            return
        self._rows += 1
        uid, status = record.article.uid, record.article.status
        for column, after in _differing(found, row, columns):
            if column.field == "variable":
                before = record.variables.get(column.of)
                edit = Edit(target="article", uid=uid, field="variable", name=column.of, before=before)
                self._take_value(found, edit, _named(self._dataset.scheme.variables, column.of), after)
            elif after in STATUSES:
                edit = Edit(target="article", uid=uid, field="status", before=status, after=after)
                self._add(found, edit)
            else:
                self._problem(found, f"“{after[:60]}” is no status: there are {', '.join(STATUSES)}.")

    def _take_mark(self, found: _Found, one: Annotation, label: str, column: Column, after: str) -> None:
        scheme = self._dataset.scheme
        edit = Edit(target="annotation", uid=one.uid, field="note", before=one.note or None)
        change = msgspec.structs.replace
        if label not in {known.name for known in scheme.labels}:
            self._problem(found, f"“{label[:60]}” is no label of the scheme; “{after[:60]}” was ignored.")
        elif column.field == "label":
            self._add(found, change(edit, field="label", before=one.label, after=after))
        elif column.field == "note":
            self._add(found, change(edit, after=after or None))
        elif column.field == "entity":
            before = next((each.name for each in self._dataset.entities if each.uid == one.entity), None)
            self._add(found, change(edit, field="entity", before=before, after=after or None))
        else:
            before_value = one.attributes.get(column.of)
            edit = change(edit, field="attribute", name=column.of, before=before_value)
            self._take_value(found, edit, scheme.label(label).attribute(column.of), after)

    def _take_value(self, found: _Found, edit: Edit, attribute: Attribute | None, after: str) -> None:
        if after and attribute is None:
            self._problem(found, f"“{edit.name}” does not belong here; “{after[:60]}” was ignored.")
            return
        value = _parsed(attribute, after) if attribute and after else None
        problem = value_problem(attribute, value) if attribute and value is not None else ""
        if problem:
            self._problem(found, f"“{after[:60]}” was ignored: {problem}.")
        elif value != edit.before:
            self._add(found, msgspec.structs.replace(edit, after=value))

    def _add(self, found: _Found, edit: Edit) -> None:
        self._edits.append(msgspec.structs.replace(edit, record=found.place, stale=found.stale))


def _modified(found: _Found) -> datetime | None:
    """When the annotation of a row had last been changed, as the row says."""
    return _moment(found.cells.get("modified", ""))


def _moment(cell: object) -> datetime | None:
    if isinstance(cell, datetime):
        return cell
    try:
        return datetime.fromisoformat(str(cell)).replace(tzinfo=None) if cell else None
    except ValueError:
        return None


def _differing(found: _Found, row: Row, columns: Sequence[Column]) -> Iterator[tuple[Column, str]]:
    """The columns that may be edited, or must not, and whose cell says something else than `row`."""
    for place, column in enumerate(columns):
        if column.field in {"", "uid"} or column.name not in found.cells:
            continue
        now, then = _words(row[place] if place < len(row) else None), found.cells[column.name]
        if now != then and not _is_cut(now, then):
            yield column, then


def _is_cut(now: str, then: str) -> bool:
    """Whether the workbook holds the beginning of what is there, as we cut it."""
    cut = _CUT.search(then)
    return bool(cut) and now.startswith(then[: cut.start()])  # type: ignore[union-attr]


def _named(attributes: Sequence[Attribute], name: str) -> Attribute | None:
    return next((one for one in attributes if one.name == name), None)


def _parsed(attribute: Attribute, words: str) -> AttributeValue:
    """The words as a value of the attribute's kind; left as they are when they are none."""
    if attribute.kind == "yes/no":
        word = words.casefold()
        return True if word in _YES else False if word in _NO else words
    if attribute.kind == "number" and _NUMBER.match(words):
        number = float(words.replace(",", "."))
        return int(number) if number.is_integer() else number
    if attribute.kind == "several":
        return [part.strip() for part in words.split(";") if part.strip()]
    return words
