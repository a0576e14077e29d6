"""DNA, QualCoder and RQDA: databases of other programs, read as they are and left as they are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

import pytest

from annotator.errors import ReadError, WriteError
from annotator.formats import all_formats
from annotator.model.exchange import ArticleRecord, Dataset
from annotator.model.scheme import Scheme
from tests.formats.comparing import read

TEXT = "😀 Presiden Jokowi berkata harga naik.\nMenteri Ani diam."


def utf16(words: str, text: str = TEXT) -> tuple[int, int]:
    start = len(text[: text.index(words)].encode("utf-16-le")) // 2
    return start, start + len(words.encode("utf-16-le")) // 2


def points(words: str, text: str = TEXT) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


def database(path: Path, script: str, *rows: tuple[str, Iterable[tuple[object, ...]]]) -> Path:
    connection = sqlite3.connect(path)
    connection.executescript(script)
    for table, values in rows:
        for one in values:
            connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(one))})", one)
    connection.commit()
    connection.close()
    return path


def marks(record: ArticleRecord) -> list[tuple[str, str, str]]:
    return [(one.label, one.quote, one.coder) for one in record.annotations]


DNA3 = """
CREATE TABLE CODERS(ID INTEGER, Name TEXT, Red INTEGER);
CREATE TABLE STATEMENTTYPES(ID INTEGER, Label TEXT, Red INTEGER, Green INTEGER, Blue INTEGER);
CREATE TABLE VARIABLES(ID INTEGER, Variable TEXT, DataType TEXT, StatementTypeId INTEGER);
CREATE TABLE DOCUMENTS(ID INTEGER, Title TEXT, Text TEXT, Coder INTEGER, Author TEXT, Source TEXT,
  Section TEXT, Notes TEXT, Type TEXT, Date INTEGER);
CREATE TABLE STATEMENTS(ID INTEGER, StatementTypeId INTEGER, DocumentId INTEGER, Start INTEGER, Stop INTEGER,
  Coder INTEGER);
CREATE TABLE ENTITIES(ID INTEGER, VariableId INTEGER, Value TEXT, Red INTEGER, Green INTEGER, Blue INTEGER,
  ChildOf INTEGER);
CREATE TABLE DATASHORTTEXT(ID INTEGER, StatementId INTEGER, VariableId INTEGER, Entity INTEGER);
CREATE TABLE DATALONGTEXT(ID INTEGER, StatementId INTEGER, VariableId INTEGER, Value TEXT);
CREATE TABLE DATAINTEGER(ID INTEGER, StatementId INTEGER, VariableId INTEGER, Value INTEGER);
CREATE TABLE DATABOOLEAN(ID INTEGER, StatementId INTEGER, VariableId INTEGER, Value INTEGER);
CREATE TABLE ATTRIBUTEVARIABLES(ID INTEGER, VariableId INTEGER, AttributeVariable TEXT);
CREATE TABLE ATTRIBUTEVALUES(ID INTEGER, EntityId INTEGER, AttributeVariableId INTEGER, AttributeValue TEXT);
"""


def dna(folder: Path, *further: tuple[str, Iterable[tuple[object, ...]]]) -> Path:
    variables = [
        (1, "person", "short text", 1),
        (3, "concept", "short text", 1),
        (4, "agreement", "boolean", 1),
    ]
    return database(
        folder / "a.dna",
        DNA3,
        ("CODERS", [(1, "Ani", 0), (2, "Budi", 0)]),
        ("STATEMENTTYPES", [(1, "DNA Statement", 239, 208, 51), (2, "Annotation", 1, 2, 3)]),
        ("VARIABLES", [*variables, (5, "note", "long text", 2)]),
        ("DOCUMENTS", [(7, "Headline", TEXT, 1, "Writer", "Kompas", "", "", "news", 1745625600)]),
        ("ENTITIES", [(11, 1, "Joko Widodo", 0, 0, 0, None), (12, 3, "price", 0, 0, 0, None)]),
        (
            "STATEMENTS",
            [(21, 1, 7, *utf16("Jokowi berkata harga naik"), 1), (22, 2, 7, *utf16("Ani diam"), 2)],
        ),
        ("DATASHORTTEXT", [(1, 21, 1, 11), (2, 21, 3, 12)]),
        ("DATABOOLEAN", [(1, 21, 4, 0)]),
        ("DATALONGTEXT", [(1, 22, 5, "why silent?")]),
        ("ATTRIBUTEVARIABLES", [(1, 1, "Type"), (2, 1, "Alias")]),
        ("ATTRIBUTEVALUES", [(1, 11, 1, "government"), (2, 11, 2, "Jokowi")]),
        *further,
    )


def test_statements_of_dna_3_become_claims_with_entities(tmp_path: Path) -> None:
    path = dna(tmp_path)
    before = path.read_bytes()
    assert all_formats()["dna"].sniff(path, before[:65536]) > 0.9
    dataset, [record] = read("dna", path)
    assert marks(record) == [
        ("claim", "Jokowi berkata harga naik", "Ani"),
        ("Annotation", "Ani diam", "Budi"),
    ]
    claim, annotation = record.annotations
    assert claim.attributes == {"person": "Joko Widodo", "concept": "price", "agreement": False}
    assert annotation.note == "why silent?"
    [entity] = dataset.entities
    assert (entity.uid, entity.name, entity.type, entity.aliases) == (
        *(claim.entity, "Joko Widodo", "government", ["Jokowi"]),
    )
    assert (record.article.title, record.article.outlet, record.article.published) == (
        *("Headline", "Kompas", "2025-04-26"),
    )
    assert dataset.scheme.label("claim").colour == "#EFD033"
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["a.dna"]


def test_half_written_statements_and_those_outside_are_listed(tmp_path: Path) -> None:
    _, [record] = read(
        "dna",
        dna(
            tmp_path,
            ("STATEMENTS", [(31, 1, 7, None, None, 1), (32, 1, 7, 5, 99999, 1), (33, 1, 8, 0, 1, 1)]),
        ),
    )
    assert len(record.annotations) == 2
    assert len(record.problems) == 3


def test_dna_2_with_texts_instead_of_entities_is_read(tmp_path: Path) -> None:
    script = DNA3.replace("VariableId INTEGER, Entity INTEGER", "VariableId INTEGER, Value TEXT")
    script = "\n".join(
        line for line in script.split("\n") if "ENTITIES" not in line and "ChildOf" not in line
    )
    path = database(
        tmp_path / "a.dna",
        script,
        ("CODERS", [(1, "Ani", 0)]),
        ("STATEMENTTYPES", [(1, "DNA Statement", 1, 2, 3)]),
        ("VARIABLES", [(1, "person", "short text", 1)]),
        ("DOCUMENTS", [(7, "Headline", TEXT, 1, "", "", "", "", "", 1745625600000)]),
        ("STATEMENTS", [(21, 1, 7, *utf16("Jokowi"), 1)]),
        ("DATASHORTTEXT", [(1, 21, 1, "Joko Widodo")]),
    )
    dataset, [record] = read("dna", path)
    assert record.annotations[0].attributes == {"person": "Joko Widodo"}
    assert [one.name for one in dataset.entities] == ["Joko Widodo"]
    assert record.article.published == "2025-04-26"


QUALCODER = """
CREATE TABLE source(id INTEGER, name TEXT, fulltext TEXT, mediapath TEXT, memo TEXT, owner TEXT, date TEXT);
CREATE TABLE code_cat(catid INTEGER, name TEXT, owner TEXT, date TEXT, memo TEXT, supercatid INTEGER);
CREATE TABLE code_name(cid INTEGER, name TEXT, memo TEXT, catid INTEGER, owner TEXT, date TEXT, color TEXT);
CREATE TABLE code_text(cid INTEGER, fid INTEGER, seltext TEXT, pos0 INTEGER, pos1 INTEGER, owner TEXT,
  date TEXT, memo TEXT, avid INTEGER, important INTEGER);
CREATE TABLE annotation(anid INTEGER, fid INTEGER, pos0 INTEGER, pos1 INTEGER, memo TEXT, owner TEXT,
  date TEXT);
CREATE TABLE cases(caseid INTEGER, name TEXT, memo TEXT, owner TEXT, date TEXT);
CREATE TABLE case_text(id INTEGER, caseid INTEGER, fid INTEGER, pos0 INTEGER, pos1 INTEGER, owner TEXT);
CREATE TABLE attribute_type(name TEXT, date TEXT, owner TEXT, memo TEXT, caseOrFile TEXT, valuetype TEXT);
CREATE TABLE attribute(attrid INTEGER, name TEXT, attr_type TEXT, value TEXT, id INTEGER, date TEXT,
  owner TEXT);
"""


def test_marks_of_qualcoder_are_right_though_it_mixes_two_units(tmp_path: Path) -> None:
    day = "2025-04-26 09:14:32"
    across = "naik.\u2029Menteri"
    folder = tmp_path / "project.qda"
    folder.mkdir()
    path = database(
        folder / "data.qda",
        QUALCODER,
        (
            "source",
            [(1, "a.txt", TEXT, None, "", "Ani", day), (2, "b.jpg", None, "/images/b.jpg", "", "Ani", day)],
        ),
        ("code_cat", [(1, "people", "", "", "", None)]),
        (
            "code_name",
            [(1, "actor", "Who acts.", 1, "Ani", day, "#F00082"), (2, "act", "", None, "Ani", day, "")],
        ),
        (
            "code_text",
            [
                (1, 1, "Jokowi", *utf16("Jokowi"), "Ani", day, "by hand", None, 1),
                (1, 1, "Ani", *points("Ani"), "Budi", day, "", None, None),
                (2, 1, across, *utf16("naik.\nMenteri"), "Ani", day, "", None, None),
                (2, 1, "harga", 3, 8, "Ani", day, "", None, None),
                (2, 1, "nowhere", 3, 8, "Ani", day, "", None, None),
                (9, 1, "Jokowi", *utf16("Jokowi"), "Ani", day, "", None, None),
                (1, 1, "Jokowi", None, "x", "Ani", day, "", None, None),
            ],
        ),
        ("annotation", [(1, 1, 0, 1, "an emoji", "Ani", day)]),
        ("cases", [(1, "Case A", "", "", "")]),
        ("case_text", [(1, 1, 1, 0, 50, "Ani")]),
        (
            "attribute_type",
            [("pages", "", "", "", "file", "numeric"), ("outlet", "", "", "", "file", "character")],
        ),
        ("attribute", [(1, "pages", "file", "3", 1, "", ""), (2, "outlet", "file", "Kompas", 1, "", "")]),
    )
    assert all_formats()["qualcoder"].sniff(folder, b"") > 0.9
    assert all_formats()["qualcoder"].sniff(path, path.read_bytes()[:65536]) > 0.9
    dataset, [record] = read("qualcoder", folder)
    assert sorted(marks(record)) == [
        ("act", "harga", "Ani"),
        ("act", "naik.\nMenteri", "Ani"),
        ("actor", "Ani", "Budi"),
        ("actor", "Jokowi", "Ani"),
        ("comment", "😀", "Ani"),
    ]
    first = next(one for one in record.annotations if one.quote == "Jokowi")
    assert (first.note, first.attributes, first.created) == (
        "by hand",
        {"important": True},
        "2025-04-26T09:14:32.000Z",
    )
    assert record.variables == {"pages": 3, "outlet": "Kompas", "case": ["Case A"]}
    assert len(record.problems) == 4
    assert [(one.name, one.parent) for one in dataset.scheme.labels] == [
        *(("people", ""), ("actor", "people"), ("act", ""), ("comment", "")),
    ]


RQDA = """
CREATE TABLE source(name TEXT, id INTEGER, file TEXT, memo TEXT, owner TEXT, date TEXT, dateM TEXT,
  status INTEGER);
CREATE TABLE freecode(name TEXT, memo TEXT, owner TEXT, date TEXT, dateM TEXT, id INTEGER, status INTEGER);
CREATE TABLE coding(cid INTEGER, fid INTEGER, seltext TEXT, selfirst REAL, selend REAL, status INTEGER,
  owner TEXT, date TEXT, memo TEXT);
CREATE TABLE cases(name TEXT, memo TEXT, owner TEXT, date TEXT, dateM TEXT, id INTEGER, status INTEGER);
CREATE TABLE caselinkage(caseid INTEGER, fid INTEGER, selfirst REAL, selend REAL, status INTEGER);
CREATE TABLE fileAttr(variable TEXT, value TEXT, fileID INTEGER, date TEXT, dateM TEXT, owner TEXT,
  status INTEGER);
"""


def test_deleted_rows_of_rqda_are_left_out(tmp_path: Path) -> None:
    path = database(
        tmp_path / "a.rqda",
        RQDA,
        ("source", [("a", 1, TEXT, "", "Ani", "", "", 1), ("gone", 2, TEXT, "", "Ani", "", "", 0)]),
        ("freecode", [("actor", "", "", "", "", 1, 1), ("deleted", "", "", "", "", 2, 0)]),
        (
            "coding",
            [
                (1, 1, "Jokowi", *points("Jokowi"), 1, "Ani", "", "memo"),
                (1, 1, "Ani", *points("Ani"), 0, "Ani", "", ""),
                (2, 1, "harga", *points("harga"), 1, "Ani", "", ""),
                (1, 1, "harga", float("inf"), 3.5, 1, "Ani", "", ""),
            ],
        ),
        ("cases", [("Case A", "", "", "", "", 1, 1)]),
        ("caselinkage", [(1, 1, 0, 10, 1)]),
        ("fileAttr", [("outlet", "Kompas", 1, "", "", "", 1), ("old", "x", 1, "", "", "", 0)]),
    )
    before = path.read_bytes()
    assert all_formats()["rqda"].sniff(path, before[:65536]) > 0.9
    dataset, [record] = read("rqda", path)
    assert marks(record) == [("actor", "Jokowi", "Ani")]
    assert record.annotations[0].note == "memo"
    assert record.variables == {"outlet": "Kompas", "case": ["Case A"]}
    assert len(record.problems) == 2
    assert [one.name for one in dataset.scheme.labels] == ["actor"]
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["dna", "qualcoder", "rqda"])
def test_what_is_no_such_database_is_refused(tmp_path: Path, name: str) -> None:
    other = database(tmp_path / "other.db", "CREATE TABLE t(a); CREATE VIEW DOCUMENTS AS SELECT 1 AS ID;")
    (tmp_path / "text.db").write_text("no database", encoding="utf-8")
    for path in (other, tmp_path / "text.db", tmp_path / "missing.db"):
        with pytest.raises(ReadError):
            read(name, path)
    assert all_formats()[name].sniff(other, other.read_bytes()) == 0
    with pytest.raises(WriteError):
        all_formats()[name].write(Dataset(scheme=Scheme(), records=[]), tmp_path / "out", {})


@pytest.mark.parametrize("name", ["dna"])
def test_a_database_cut_off_anywhere_is_refused_or_read(tmp_path: Path, name: str) -> None:
    whole = dna(tmp_path).read_bytes()
    cut = tmp_path / "cut.dna"
    for at in range(0, len(whole), len(whole) // 40):
        cut.write_bytes(whole[:at])
        try:
            read(name, cut)
        except ReadError:
            continue
