"""Discourse Network Analyzer (.dna): statements become claims, their variables attributes and entities."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec

from annotator.errors import WriteError
from annotator.model.entity import Entity
from annotator.model.exchange import Dataset, ExportReport, Option, Options, Progress, no_progress
from annotator.model.incoming import Incoming, article_of, derived_uid, tidy_name
from annotator.model.judge import Reading, StoredSpan, judge
from annotator.model.placing import as_specified, whole_file_reading
from annotator.model.scheme import Label, Scheme
from annotator.safe_files import columns_of, open_sqlite

_SQLITE: Final = b"SQLite format 3\0"
#: DNA's own name of its first statement type; what it holds are claims.
_STANDARD_TYPE: Final = "DNA Statement"
#: Variables that name what is said, not who says it.
_CONCEPTS: Final = frozenset({"concept", "category", "issue", "frame", "topic"})
_SAMPLE: Final = 200
#: A date beyond this number of seconds (the year 5138) is in milliseconds, as DNA 2 stored them.
_MILLISECONDS: Final = 100_000_000_000

Row = sqlite3.Row


class _Statement(NamedTuple):
    """A statement: id, document, type's label, places in UTF-16, coder."""

    number: int
    document: int
    label: str
    start: int
    end: int
    coder: str


class Dna:
    """The `Format` that reads DNA 2 and 3 databases (SQLite); they are never written to.

    Source: leifeld-lab/dna, dna/src/main/java/sql/Sql.java. Places are Java's: UTF-16, end exclusive.
    """

    name = "dna"
    title = "Discourse Network Analyzer"
    suffix = ".dna"
    suffixes: tuple[str, ...] = (".dna",)
    reads = True
    writes = False
    keeps: frozenset[str] = frozenset()
    options: tuple[Option, ...] = ()
    extra = ""

    def sniff(self, path: Path, head: bytes) -> float:
        """By SQLite's first bytes and the names of DNA's tables."""
        if not head.startswith(_SQLITE):
            return 0.0
        tables = b"STATEMENTTYPES" in head and b"DOCUMENTS" in head
        return 0.97 if tables else 0.6 if path.suffix.lower() == ".dna" else 0.0

    def write(
        self, dataset: Dataset, target: Path, options: Options, progress: Progress = no_progress
    ) -> ExportReport:
        """Not offered: raises `WriteError`."""
        raise WriteError("DNA databases can be read, not written.")

    def read(self, path: Path, options: Options) -> Dataset:
        """Read the database. Raises `ReadError`."""
        into = Incoming(path)
        with open_sqlite(path) as connection:
            connection.row_factory = sqlite3.Row
            return _Reader(connection, into).dataset()


class _Reader:
    """Reads one database, whatever version wrote it."""

    def __init__(self, connection: sqlite3.Connection, into: Incoming) -> None:
        self._connection, self._into = connection, into
        wanted = ("DOCUMENTS", "STATEMENTS", "VARIABLES", "STATEMENTTYPES", "CODERS", "DATASHORTTEXT")
        self._columns = {table: columns_of(connection, table) for table in wanted}
        if not all(self._columns[table] for table in wanted[:3]):
            raise into.broken(
                "", "it is no DNA database: the tables of documents and statements are not there"
            )
        self._entities = {table: columns_of(connection, table) for table in ("ENTITIES", "ATTRIBUTES")}
        self._names: dict[tuple[str, str], Entity] = {}
        self._registry = self._read_registry()
        self._values = self._read_values()

    def dataset(self) -> Dataset:
        """All documents with their statements."""
        statements = list(self._statements())
        documents = self._rows("SELECT * FROM DOCUMENTS ORDER BY ID")
        by_document: dict[int, list[_Statement]] = {}
        for one in statements:
            by_document.setdefault(one.document, []).append(one)
        reading = self._reading(documents, by_document)
        for row in documents:
            marks = by_document.pop(row["ID"], [])
            self._document(row, marks, reading)
        orphans = sum(map(len, by_document.values()))
        if orphans:
            self._into.problem("", f"{orphans} statements of documents that are not there were left out.")
        used = {one.entity for record in self._into.records for one in record.annotations if one.entity}
        registry = [one for one in self._names.values() if one.uid in used or one.aliases or one.type]
        return self._into.dataset(entities=registry, known=self._scheme())

    def _rows(self, query: str) -> list[Row]:
        return self._connection.execute(query).fetchall()

    def _scheme(self) -> Scheme:
        """The statement types with their colours, also those without a statement."""
        labels = []
        for row in self._rows("SELECT * FROM STATEMENTTYPES") if self._columns["STATEMENTTYPES"] else []:
            parts = [_cell(row, name) for name in ("Red", "Green", "Blue")]
            colours = [part for part in parts if isinstance(part, int) and 0 <= part <= 255]
            label = Label(name=_type_name(row))
            if len(colours) == 3:
                label = msgspec.structs.replace(label, colour="#" + "".join(f"{one:02X}" for one in colours))
            labels.append(label)
        return Scheme(labels=list({one.name: one for one in labels}.values()))

    def _statements(self) -> Iterator[_Statement]:
        types = {
            row["ID"]: _type_name(row)
            for row in (self._rows("SELECT * FROM STATEMENTTYPES") if self._columns["STATEMENTTYPES"] else [])
        }
        coders = {
            row["ID"]: str(row["Name"])
            for row in (self._rows("SELECT ID, Name FROM CODERS") if self._columns["CODERS"] else [])
        }
        kind = "StatementTypeId" if "StatementTypeId" in self._columns["STATEMENTS"] else "NULL"
        coder = "Coder" if "Coder" in self._columns["STATEMENTS"] else "NULL"
        columns = f"ID, DocumentId, {kind}, Start, Stop, {coder}"
        query = f"SELECT {columns} FROM STATEMENTS ORDER BY DocumentId, Start, ID"
        for number, document, type_, start, end, who in self._connection.execute(query):
            if not all(isinstance(one, int) for one in (number, document, start, end)):
                self._into.problem(f"statement {number}", "It is half-written (no place) and was left out.")
                continue
            yield _Statement(number, document, types.get(type_, "claim"), start, end, coders.get(who, ""))

    def _read_registry(self) -> Mapping[int, tuple[str, str]]:
        """Entity id → variable and value; DNA 2 has values instead of ids."""
        variables = {
            row["ID"]: tidy_name(str(row["Variable"]))
            for row in self._rows("SELECT ID, Variable FROM VARIABLES")
        }
        found: dict[int, tuple[str, str]] = {}
        for table, value in (("ENTITIES", "Value"), ("ATTRIBUTES", "Value")):
            columns = self._entities[table]
            if not {"ID", "VariableId", value} <= columns:
                continue
            further = {name for name in ("Type", "Alias", "Notes") if name in columns}
            for row in self._rows(f"SELECT * FROM {table}"):
                variable, words = variables.get(row["VariableId"], ""), str(row[value] or "").strip()
                if table == "ENTITIES":
                    found[row["ID"]] = (variable, words)
                if words and variable.casefold() not in _CONCEPTS:
                    said: dict[str, str] = {name: str(row[name] or "") for name in further}
                    self._entity(variable, words, said)
        self._attributes_of_entities(found)
        return found

    def _entity(self, variable: str, words: str, said: Mapping[str, str]) -> Entity:
        """The entity of a value: one for each variable and name, as in DNA."""
        key = (variable, words)
        if key not in self._names:
            uid = derived_uid("dna", variable, words)
            self._names[key] = Entity(uid=uid, name=words)
        known = self._names[key]
        alias = said.get("Alias", "").strip()
        self._names[key] = msgspec.structs.replace(
            known,
            type=said.get("Type", "").strip() or known.type,
            aliases=[*known.aliases, alias] if alias and alias != words else known.aliases,
            note=said.get("Notes", "").strip() or known.note,
        )
        return self._names[key]

    def _attributes_of_entities(self, registry: Mapping[int, tuple[str, str]]) -> None:
        """Type, alias and notes of an entity, which DNA 3 keeps in two tables of their own."""
        names = columns_of(self._connection, "ATTRIBUTEVARIABLES")
        values = columns_of(self._connection, "ATTRIBUTEVALUES")
        if (
            "AttributeVariable" not in names
            or not {"EntityId", "AttributeVariableId", "AttributeValue"} <= values
        ):
            return
        rows = self._connection.execute(
            "SELECT v.EntityId, n.AttributeVariable, v.AttributeValue FROM ATTRIBUTEVALUES v"
            " JOIN ATTRIBUTEVARIABLES n ON n.ID = v.AttributeVariableId"
        )
        for entity, name, value in rows:
            variable, words = registry.get(entity, ("", ""))
            if (variable, words) in self._names and value:
                self._entity(variable, words, {str(name).strip().capitalize(): str(value)})

    def _read_values(self) -> Mapping[int, dict[str, tuple[str, Any]]]:
        """Statement id → variable → its table and value."""
        variables = {
            row["ID"]: tidy_name(str(row["Variable"]))
            for row in self._rows("SELECT ID, Variable FROM VARIABLES")
        }
        found: dict[int, dict[str, tuple[str, Any]]] = {}
        for table in ("DATASHORTTEXT", "DATALONGTEXT", "DATAINTEGER", "DATABOOLEAN"):
            columns = columns_of(self._connection, table)
            value = "Entity" if "Entity" in columns else "Value"
            if not {"StatementId", value} <= columns:
                continue
            for statement, variable, held in self._connection.execute(
                self._data_query(table, columns, value)
            ):
                found.setdefault(statement, {})[variables.get(variable, "variable")] = (table, held)
        return found

    def _data_query(self, table: str, columns: Iterable[str], value: str) -> str:
        """The values of one table with their variables; later versions go by way of a role."""
        if "VariableId" in columns:
            return f"SELECT StatementId, VariableId, {value} FROM {table} ORDER BY ID"
        return (
            f"SELECT d.StatementId, l.VariableId, d.{value} FROM {table} d"
            " JOIN ROLEVARIABLELINKS l ON l.ID = d.RoleVariableLinkId ORDER BY d.ID"
        )

    def _reading(self, documents: Sequence[Row], marks: Mapping[int, list[_Statement]]) -> Reading | None:
        sample = [
            (str(row["Text"] or ""), _stored(marks[row["ID"]])) for row in documents if row["ID"] in marks
        ]
        reading, words = whole_file_reading(sample[:_SAMPLE], "utf-16")
        if reading is not None:
            self._into.problem("", words)
        return reading

    def _document(self, row: Row, marks: list[_Statement], reading: Reading | None) -> None:
        text = str(row["Text"] or "")
        gathering = self._into.gather(text, f"document {row['ID']}")
        verdict = judge(text, _stored(marks), reading=reading or as_specified(text, "utf-16"))
        for one, span in zip(marks, verdict.spans, strict=True):
            if span is None:
                gathering.problem(
                    f"Statement {one.number} at {one.start}–{one.end} does not fit and was left out."
                )
                continue
            attributes, entity, note = self._said(self._values.get(one.number, {}))
            gathering.mark(
                one.label,
                [span],
                local=f"statement {one.number}",
                attributes=attributes,
                entity=entity,
                note=note,
                coder=one.coder,
            )
        self._into.records.append(gathering.finish(article_of(_metadata(row), uid="")))

    def _said(self, values: Mapping[str, tuple[str, Any]]) -> tuple[dict[str, Any], str, str]:
        """Attributes, entity and note of a statement; the entity is its first variable that names one."""
        attributes: dict[str, Any] = {}
        entity = note = ""
        for variable, (table, held) in values.items():
            value: Any = held
            if table == "DATASHORTTEXT":
                value = self._registry.get(held, ("", held))[1] if isinstance(held, int) else held
                known = self._names.get((variable, str(value).strip()))
                if known is None and str(value or "").strip() and variable.casefold() not in _CONCEPTS:
                    known = self._entity(variable, str(value).strip(), {})
                entity = entity or (known.uid if known else "")
            elif table == "DATABOOLEAN":
                value = bool(held)
            if table == "DATALONGTEXT" and variable.casefold() in {"note", "notes", "memo"}:
                note = str(held or "")
            else:
                attributes[variable] = value
        return attributes, entity, note


def _cell(row: Row, name: str) -> Any:
    """A cell of a row, None where the version that wrote the file has no such column."""
    return row[name] if name in set(row.keys()) else None


def _type_name(row: Row) -> str:
    """The label of a statement type, whose column is not called the same in every version."""
    return _label(str(_cell(row, "Label") or _cell(row, "Type") or ""))


def _label(name: str) -> str:
    return "claim" if name == _STANDARD_TYPE else tidy_name(name) or "claim"


def _stored(marks: Iterable[_Statement]) -> list[StoredSpan]:
    return [StoredSpan(start=one.start, end=one.end) for one in marks]


def _metadata(row: Row) -> dict[str, Any]:
    wanted = {"title": "Title", "author": "Author", "outlet": "Source", "section": "Section", "type": "Type"}
    fields = {ours: _cell(row, theirs) for ours, theirs in {**wanted, "notes": "Notes"}.items()}
    return fields | {"published": _date(_cell(row, "Date"))}


def _date(value: object) -> str:
    """A date in seconds (DNA 3) or milliseconds (DNA 2) since 1970, UTC, as ISO; "" when it is none."""
    if not isinstance(value, int):
        return ""
    seconds = value / 1000 if abs(value) > _MILLISECONDS else value
    try:
        at = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return ""
    return at.strftime("%Y-%m-%d") if (at.hour, at.minute) == (0, 0) else at.strftime("%Y-%m-%dT%H:%M")


FORMAT = Dna()
