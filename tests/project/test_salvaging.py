"""What is left of a damaged file comes into a new project; the rest is listed, the wreck stays as it is."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest

from annotator.errors import AnnotatorError, DamagedFileError, FileError
from annotator.model.annotation import Span, fits
from annotator.model.text import fingerprint
from annotator.project import Project
from annotator.project.salvaging import salvage
from tests.projects import TEXT, first, new_project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    project = new_project(tmp_path, *(f"{TEXT} nomor {number}" for number in range(30)))
    for article in project.articles.ids():
        entity = project.entities.add(f"Rusia {article}")
        source = project.annotations.add(article, "source", [(0, 5), (6, 14)], entity=entity.uid)
        claim = project.annotations.add(article, "claim", [(21, 55)], attributes={"form": "indirect"})
        project.relations.add("attributes", source.uid, claim.uid, cue=Span(15, 20))
        project.articles.set_variable(article, "frame", "conflict")
    project.close()
    return tmp_path / "study.anno"


def test_everything_of_a_sound_file_comes_over(path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    report = salvage(path, tmp_path / "new.anno", coder="Sari")
    assert (report.articles, report.annotations, report.relations, report.entities) == (30, 60, 30, 30)
    assert report.warnings == []
    assert path.read_bytes() == before
    project = Project.open(tmp_path / "new.anno")
    assert project.articles.variables(first(project)) == {"frame": "conflict"}
    assert not project.problems
    project.close()


def test_a_file_with_foreign_parts_gives_its_articles_and_runs_nothing(path: Path, tmp_path: Path) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TRIGGER evil AFTER INSERT ON annotation BEGIN DELETE FROM article; END")
        raw.execute("CREATE TABLE other (x)")
        raw.execute("DROP TABLE variable_value")
        endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x FROM n) SELECT x FROM n"
        raw.execute(f"CREATE VIEW variable_value AS {endless}")
    raw.close()
    report = salvage(path, tmp_path / "new.anno")
    assert report.articles == 30
    assert any("variable_value" in one.message for one in report.warnings)


def test_rows_that_make_no_sense_are_listed(path: Path, tmp_path: Path) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE annotation SET label_id = 99 WHERE id = 1")
        raw.execute("UPDATE annotation SET fragments = 'nonsense' WHERE id = 3")
        raw.execute('UPDATE annotation SET "end" = 100000, fragments = NULL WHERE id = 5')
        raw.execute("UPDATE annotation SET entity_id = 99 WHERE id = 7")
        raw.execute("UPDATE article SET extra = '[' WHERE id = 1")
        raw.execute("UPDATE article_text SET text = 'X' || text WHERE article_id = 2")
        raw.execute("DELETE FROM article_text WHERE article_id = 3")
    raw.close()
    report = salvage(path, tmp_path / "new.anno")
    told = " ".join(one.message for one in report.warnings)
    assert report.articles == 29  # one lost its text; one kept only its text
    assert "annotation 1" in told
    assert "annotation 3" in told
    assert "text of article 3" in told
    assert "text of article 2" in told
    assert "article 1" in told


def test_without_its_scheme_the_default_one_takes_its_place(path: Path, tmp_path: Path) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE label SET definition = '{'")
    raw.close()
    report = salvage(path, tmp_path / "new.anno")
    assert report.articles == 30
    assert any("scheme" in one.message for one in report.warnings)


def test_no_file_and_nothing_left_are_told(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="no file"):
        salvage(tmp_path / "missing.anno", tmp_path / "new.anno")
    (tmp_path / "text.anno").write_bytes(b"nothing of a database " * 100)
    with pytest.raises(DamagedFileError, match="Nothing"):
        salvage(tmp_path / "text.anno", tmp_path / "new.anno")
    (tmp_path / "short.anno").write_bytes(b"x")
    with pytest.raises(DamagedFileError, match="Nothing"):
        salvage(tmp_path / "short.anno", tmp_path / "new.anno")
    assert not (tmp_path / "new.anno").exists()


def test_random_damage_never_crashes_and_never_gives_wrong_marks(path: Path, tmp_path: Path) -> None:
    """Bits flipped, pages zeroed, ends cut off: what comes out fits its text, or nothing comes out."""
    whole = path.read_bytes()
    chance = random.Random(7)
    for trial in range(24):
        damaged = bytearray(whole)
        kind = trial % 3
        if kind == 0:
            for _ in range(chance.randrange(1, 30)):
                damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        elif kind == 1:
            page = chance.randrange(len(damaged) // 4096) * 4096
            damaged[page : page + 4096] = bytes(4096)
        else:
            del damaged[chance.randrange(1, len(damaged)) :]
        wreck = tmp_path / "wreck.anno"
        wreck.write_bytes(damaged)
        target = tmp_path / f"salvaged-{trial}.anno"
        try:
            salvage(wreck, target)
        except AnnotatorError:
            assert not target.exists()
            continue
        project = Project.open(target)
        for article in project.articles.ids():
            text = project.articles.text(article)
            assert fingerprint(text) == project.articles.get(article).fingerprint
            assert all(fits(text, one) for one in project.annotations.of(article))
        project.close()


def test_all_rows_outside_a_destroyed_page_are_saved(path: Path, tmp_path: Path) -> None:
    with sqlite3.connect(path) as raw:
        (root,) = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'relation'").fetchone()
    raw.close()
    damaged = bytearray(path.read_bytes())
    damaged[(root - 1) * 4096 : root * 4096] = bytes(4096)
    wreck = tmp_path / "wreck.anno"
    wreck.write_bytes(damaged)
    report = salvage(wreck, tmp_path / "new.anno")
    assert (report.articles, report.annotations, report.relations) == (30, 60, 0)
    assert any("relation" in one.message for one in report.warnings)


def test_a_change_that_was_under_way_is_taken_back_first(path: Path, tmp_path: Path) -> None:
    """As a program killed in the middle of a commit leaves it: a hot journal beside a half-written file."""
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("PRAGMA cache_size = 1")
    raw.execute("BEGIN")
    raw.execute("UPDATE annotation SET quote = 'half done', note = printf('%2000s', 'x')")
    for end in ("", "-journal"):
        (tmp_path / f"wreck.anno{end}").write_bytes(path.with_name(path.name + end).read_bytes())
    raw.execute("ROLLBACK")
    raw.close()
    before = (tmp_path / "wreck.anno").read_bytes()
    assert b"half done" in before
    report = salvage(tmp_path / "wreck.anno", tmp_path / "new.anno")
    assert (report.annotations, report.warnings) == (60, [])
    assert (tmp_path / "wreck.anno").read_bytes() == before


@pytest.mark.parametrize("gone", [(), ("scheme_version",)])
def test_without_its_table_of_contents_a_file_still_gives_everything(
    gone: tuple[str, ...], path: Path, tmp_path: Path
) -> None:
    with sqlite3.connect(path) as raw:
        for name in gone:
            raw.execute(f"DELETE FROM {name}")
    raw.close()
    data = bytearray(path.read_bytes())
    data[:4096] = bytes(4096)
    for at in range(0, len(data), 4096):
        if b"CREATE TABLE" in data[at : at + 4096]:
            data[at : at + 4096] = bytes(4096)
    (tmp_path / "wreck.anno").write_bytes(data)
    report = salvage(tmp_path / "wreck.anno", tmp_path / "new.anno")
    assert (report.articles, report.annotations, report.relations, report.entities) == (30, 60, 30, 30)
    project = Project.open(tmp_path / "new.anno")
    assert {one.name for one in project.scheme.labels} == {"actor", "claim", "source", "sentiment"}
    assert project.articles.variables(first(project)) == {"frame": "conflict"}
    assert project.problems == []
    project.close()


def test_a_page_that_stands_there_twice_gives_its_rows_once(path: Path, tmp_path: Path) -> None:
    """A copy of every page behind the file's end, and a broken word in front that sends us looking."""
    data = bytearray(path.read_bytes())
    size = len(data)
    data += data[4096:]
    data[28:32] = (len(data) // 4096).to_bytes(4, "big")
    at = data.index(b"CREATE TABLE meta")
    data[at - 60 : at] = b"\xff" * 60
    (tmp_path / "wreck.anno").write_bytes(data)
    assert size < len(data)
    report = salvage(tmp_path / "wreck.anno", tmp_path / "new.anno")
    assert (report.articles, report.annotations, report.relations) == (30, 60, 30)


def test_a_scheme_that_nothing_explains_gives_way_to_the_default_one(path: Path, tmp_path: Path) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute("DELETE FROM scheme_version")
        raw.execute("UPDATE label SET definition = '{'")
        raw.execute("UPDATE relation_type SET definition = '{}'")
        raw.execute("INSERT INTO article_text VALUES (777, 'A text without an article.'), (778, x'00')")
    raw.close()
    data = bytearray(path.read_bytes())
    for at in range(0, len(data), 4096):
        if b"CREATE TABLE" in data[at : at + 4096]:
            data[at : at + 4096] = bytes(4096)
    (tmp_path / "wreck.anno").write_bytes(data)
    report = salvage(tmp_path / "wreck.anno", tmp_path / "new.anno")
    told = " ".join(one.message for one in report.warnings)
    assert "the table “label”" in told
    assert "the whole scheme" in told
    assert report.annotations == 0
