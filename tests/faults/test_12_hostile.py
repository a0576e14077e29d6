"""Rows 12 and 13: files made to do harm are refused or shown harmless, nothing in them runs, all in time."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

import pytest

from annotator.errors import AnnotatorError, DamagedFileError, NotAProjectError
from annotator.project import Project
from annotator.project.exporting import export_to
from annotator.project.salvaging import salvage
from tests.faults.conftest import Trials
from tests.projects import TEXT, first, new_project

#: Seconds that a hostile file may take, on a slow and busy machine; without caps it would be for ever.
PATIENCE = 30


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound")
    project = new_project(folder)
    (article,) = project.articles.ids()
    source = project.annotations.add(article, "source", [(0, 5)])
    claim = project.annotations.add(article, "claim", [(6, 14), (21, 26)], attributes={"form": "indirect"})
    project.relations.add("attributes", source.uid, claim.uid)
    project.close()
    return folder / "study.anno"


@pytest.fixture
def path(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sound, tmp_path / "study.anno"))


def change(path: Path, statements: Iterable[str]) -> None:
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("PRAGMA writable_schema = ON")
    raw.execute("BEGIN")
    for statement in statements:
        raw.execute(statement)
    raw.execute("COMMIT")
    raw.close()


_ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"
_PARTS = {
    "trigger on insert": "CREATE TRIGGER e AFTER INSERT ON annotation BEGIN DELETE FROM article_text; END",
    "trigger on update": "CREATE TRIGGER e BEFORE UPDATE ON article BEGIN SELECT RAISE(ABORT, 'x'); END",
    "endless view": f"CREATE VIEW e AS {_ENDLESS}",
    "view on a table that is gone": "CREATE VIEW e AS SELECT * FROM nowhere",
    "table": "CREATE TABLE e (x)",
    "search table": "CREATE VIRTUAL TABLE e USING fts5(x)",
    "generated column": "ALTER TABLE article ADD COLUMN e TEXT GENERATED ALWAYS AS (title || url) VIRTUAL",
    "check with a function": "ALTER TABLE article ADD COLUMN e TEXT CHECK (abs(random()) > 1)",
    "index on an expression": "CREATE INDEX e ON article (upper(title))",
    "index on a part": "CREATE INDEX e ON article (title) WHERE length(title) > 1",
    "table gone": "DROP TABLE variable_value",
    "table that is not one": "UPDATE sqlite_master SET sql = 'CREATE TABLE meta(key)' WHERE name = 'meta'",
    "words that are no SQL": "UPDATE sqlite_master SET sql = 'nonsense' WHERE name = 'label'",
    "two tables in one place": "UPDATE sqlite_master SET rootpage = 2 WHERE type = 'table'",
    "a page that is not there": "UPDATE sqlite_master SET rootpage = 999999 WHERE name = 'article'",
}


@pytest.mark.fault(12)
def test_an_index_that_is_gone_is_made_again(path: Path) -> None:
    change(path, ["DROP INDEX annotation_article"])
    project = Project.open(path)
    assert project.problems == []
    assert project.check() == []
    project.close()
    with sqlite3.connect(path) as raw:
        found = raw.execute("SELECT name FROM sqlite_master WHERE name = 'annotation_article'").fetchall()
    raw.close()
    assert found == [("annotation_article",)]


@pytest.mark.fault(12)
@pytest.mark.parametrize("part", _PARTS)
def test_a_project_with_foreign_parts_is_refused_unchanged_and_can_be_salvaged(
    part: str, path: Path, tmp_path: Path
) -> None:
    change(path, [_PARTS[part]])
    before, started = path.read_bytes(), time.monotonic()
    with pytest.raises(AnnotatorError):
        Project.open(path)
    try:
        report = salvage(path, tmp_path / "new.anno")
    except AnnotatorError:
        report = None
    assert time.monotonic() - started < PATIENCE
    assert path.read_bytes() == before
    assert not path.with_name("study.anno.lock").exists()
    if report:
        project = Project.open(tmp_path / "new.anno")
        assert project.problems == []
        project.close()


@pytest.mark.fault(12)
@pytest.mark.timeout(900)
def test_a_hundred_thousand_tables_are_refused_in_time(
    path: Path, trials: Trials, times: Callable[[int, int], int]
) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        # written into the table of contents as they are: to create them takes a quarter of an hour
        raw.execute("PRAGMA writable_schema = ON")
        raw.execute("CREATE TABLE t (x)")
        (page,) = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 't'").fetchone()
        raw.execute("BEGIN")
        raw.executemany(
            "INSERT INTO sqlite_master VALUES ('table', ?, ?, ?, ?)",
            ((f"t{n}", f"t{n}", page, f"CREATE TABLE t{n} (x)") for n in range(times(5_000, 100_000))),
        )
        raw.execute("COMMIT")
    started = time.monotonic()
    with pytest.raises(NotAProjectError, match="did not make"):
        Project.open(path)
    assert time.monotonic() - started < PATIENCE
    trials.passed()


@pytest.mark.fault(12)
def test_a_huge_value_is_refused_or_shown_in_time(
    path: Path, tmp_path: Path, times: Callable[[int, int], int]
) -> None:
    size = times(20_000_000, 999_000_000)
    change(path, [f"UPDATE article SET extra = CAST(zeroblob({size}) AS TEXT)"])
    started = time.monotonic()
    project = Project.open(path)
    assert any("damaged" in one.message for one in project.check())
    project.close()
    assert salvage(path, tmp_path / "new.anno").articles == 1
    assert time.monotonic() - started < PATIENCE * times(1, 4)


_VALUES = {
    "span before the text": "UPDATE annotation SET start = -5",
    "span behind the text": 'UPDATE annotation SET "end" = 99999999999',
    "span backwards": 'UPDATE annotation SET start = "end" + 1',
    "span in words": "UPDATE annotation SET start = 'five'",
    "span of bytes": "UPDATE annotation SET start = x'00ff'",
    "span not a number": "UPDATE annotation SET start = 9e999",
    "half a span": 'UPDATE annotation SET "end" = 2.5',
    "fragments backwards": "UPDATE annotation SET fragments = '[[5, 1]]'",
    "fragments of nothing": "UPDATE annotation SET fragments = '[]'",
    "fragments no JSON": "UPDATE annotation SET fragments = '[[1'",
    "fragments very large": "UPDATE annotation SET fragments = '[[0, 99999999999999999999]]'",
    "fragments nested": f"UPDATE annotation SET fragments = '{'[' * 5000}'",
    "label that is not there": "UPDATE annotation SET label_id = 99",
    "label in words": "UPDATE annotation SET label_id = 'claim'",
    "coder that is not there": "UPDATE annotation SET coder_id = 99",
    "entity that is not there": "UPDATE annotation SET entity_id = 99",
    "article that is not there": "UPDATE annotation SET article_id = 99",
    "attributes no object": "UPDATE annotation SET attributes = '[]'",
    "attributes nested": 'UPDATE annotation SET attributes = \'{"form": {"a": 1}}\'',
    "quote of bytes": "UPDATE annotation SET quote = x'ff'",
    "quote not UTF-8": "UPDATE annotation SET quote = CAST(x'ff' AS TEXT)",
    "note a number": "UPDATE annotation SET note = 12",
    "uid a number": "UPDATE annotation SET uid = 12 WHERE id = 1",
    "time no time": "UPDATE annotation SET created = 'yesterday', modified = ''",
    "text of bytes": "UPDATE article_text SET text = x'00ff00ff'",
    "text not UTF-8": "UPDATE article_text SET text = CAST(x'ffff' AS TEXT)",
    "text with NUL": "UPDATE article_text SET text = 'Rus' || char(0) || 'ia'",
    "text gone": "DELETE FROM article_text",
    "title of bytes": "UPDATE article SET title = x'ff'",
    "title not UTF-8": "UPDATE article SET title = CAST(x'c328' AS TEXT)",
    "length in words": "UPDATE article SET length = 'long'",
    "length below nothing": "UPDATE article SET length = -1",
    "status unknown": "UPDATE article SET status = 'lost'",
    "extra no JSON": "UPDATE article SET extra = '{'",
    "extra of numbers": "UPDATE article SET extra = '{\"a\": 1}'",
    "article gone": "DELETE FROM article",
    "relation to itself": "UPDATE relation SET tail_id = head_id",
    "relation to nowhere": "UPDATE relation SET tail_id = 99",
    "relation type unknown": "UPDATE relation SET type_id = 99",
    "cue outside": "UPDATE relation SET cue_start = 5, cue_end = 99999",
    "half a cue": "UPDATE relation SET cue_start = 5, cue_end = NULL",
    "label no JSON": "UPDATE label SET definition = '{'",
    "label of a megabyte": "UPDATE label SET name = printf('%1000000s', 'x') WHERE id = 1",
    "no labels": "DELETE FROM label",
    "meta gone": "DELETE FROM meta",
    "coder of bytes": "UPDATE coder SET name = x'ff'",
    "command from the future": "UPDATE command SET id = 9223372036854775807 WHERE id = 1",
    "history of nothing": "UPDATE change SET before = '{', table_name = 'nowhere', what = 'explode'",
}


@pytest.mark.fault(13)
@pytest.mark.parametrize("value", _VALUES)
def test_a_value_that_makes_no_sense_is_told_and_the_rest_can_be_salvaged(
    value: str, path: Path, tmp_path: Path
) -> None:
    """Opening, looking at everything, working on, undoing and exporting all either work or say why not."""
    raw = sqlite3.connect(path)
    raw.execute(_VALUES[value])
    raw.commit()
    raw.close()
    started = time.monotonic()
    _use(path, tmp_path)
    try:
        salvage(path, tmp_path / "new.anno")
    except AnnotatorError:
        assert not (tmp_path / "new.anno").exists()
    else:
        project = Project.open(tmp_path / "new.anno")
        assert project.problems == []
        project.close()
    assert time.monotonic() - started < PATIENCE


def _use(path: Path, folder: Path) -> None:
    try:
        project = Project.open(path)
    except AnnotatorError as refused:
        _expect_discreet(refused)
        return
    steps: list[Callable[[], object]] = [
        lambda: [project.articles.rows([key]) for key in project.articles.ids(order="marks")],
        lambda: [project.articles.get(key) for key in project.articles.ids()],
        lambda: [project.articles.text(key) for key in project.articles.ids()],
        lambda: [project.annotations.of(key) for key in project.articles.ids()],
        lambda: [project.relations.of(key) for key in project.articles.ids()],
        lambda: [project.history.of_article(key) for key in project.articles.ids()],
        project.history.recent,
        project.check,
        lambda: [project.annotations.add(key, "actor", [(0, 5)]) for key in project.articles.ids()],
        project.undo,
        project.undo,
        lambda: export_to(project, folder / "out.jsonl"),
        lambda: export_to(project, folder / "out.xlsx"),
    ]
    for step in steps:
        try:
            step()
        except AnnotatorError as refused:
            _expect_discreet(refused)
    project.close()


def _expect_discreet(refused: AnnotatorError) -> None:
    assert not any(word in refused.sentence + refused.detail for word in TEXT.split() if len(word) > 6)


@pytest.mark.fault(13)
def test_no_fault_of_the_database_carries_text_of_an_article(path: Path) -> None:
    """Python's own words for text that is not UTF-8 quote the text."""
    raw = sqlite3.connect(path)
    raw.execute("UPDATE article_text SET text = CAST(text || x'ff' AS TEXT)")
    raw.commit()
    raw.close()
    project = Project.open(path)
    assert any("damaged" in one.message for one in project.problems)
    with pytest.raises(DamagedFileError) as refused:
        project.articles.text(first(project))
    _expect_discreet(refused.value)
    project.close()
