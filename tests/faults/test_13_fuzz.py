"""Rows 10, 13 and 34: spoilt files for the opener, every reader and every format; nothing but plain words."""

from __future__ import annotations

import random
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from annotator.errors import AnnotatorError, MissingExtraError
from annotator.formats import all_formats
from annotator.model.annotation import Span
from annotator.project import Project
from annotator.project.exporting import export_to
from annotator.project.importing import import_files
from annotator.project.salvaging import salvage
from tests.faults.conftest import Trials
from tests.faults.mutating import mutated
from tests.faults.seeds import articles
from tests.projects import TEXT, first, new_project

#: Seconds that one small spoilt file may take, on a busy machine.
PATIENCE = 20.0
FINDINGS = Path(__file__).parent.parent / "data" / "findings"


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Project]:
    made = new_project(tmp_path, "Kosong.", name="target.anno")
    yield made
    made.close()


def take(target: Project, path: Path, **options: Any) -> None:
    """Import a spoilt file: sound, or refused in words, in time; the project stays sound."""
    before, data = len(target.articles.ids()), path.read_bytes()
    started = time.monotonic()
    report = import_files(target, [path], **options)
    assert time.monotonic() - started < PATIENCE
    assert path.read_bytes() == data
    assert len(target.articles.ids()) - before == report.articles
    for problem in (*report.failed, *report.warnings):
        assert problem.message.strip()


@pytest.mark.fault(34)
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("name", sorted(articles()))
def test_a_spoilt_article_of_any_kind_comes_in_sound_or_is_refused_in_words(
    name: str, target: Project, tmp_path: Path, trials: Trials, times: Callable[[int, int], int]
) -> None:
    seed = articles()[name]
    for number in range(times(6, 150)):
        path = tmp_path / f"{number}-{name}"
        path.write_bytes(mutated(seed, random.Random(f"{name} {number}")))
        try:
            take(target, path)
        except MissingExtraError as missing:
            pytest.skip(missing.sentence)
        trials.passed()
    assert target.check() == []


_FORMATS = sorted(name for name, one in all_formats().items() if one.reads and one.writes)


@pytest.mark.fault(34)
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("name", _FORMATS)
def test_spoilt_labelled_data_of_any_format_comes_in_sound_or_is_refused_in_words(
    name: str, target: Project, tmp_path: Path, trials: Trials, times: Callable[[int, int], int]
) -> None:
    (tmp_path / "source").mkdir()
    source = new_project(tmp_path / "source")
    article = first(source)
    one = source.annotations.add(article, "source", [(0, 5)], note="catatan")
    two = source.annotations.add(article, "claim", [(6, 14), (21, 26)], attributes={"form": "indirect"})
    source.relations.add("attributes", one.uid, two.uid, cue=Span(15, 20))
    out = tmp_path / "out"
    out.mkdir()
    try:
        export_to(source, out / f"data{all_formats()[name].suffix}", format=name)
    except MissingExtraError as missing:
        pytest.skip(missing.sentence)
    finally:
        source.close()
    files = [file for file in sorted(out.rglob("*")) if file.is_file() and file.stat().st_size]
    for number in range(times(4, 100)):
        chance = random.Random(f"{name} {number}")
        wreck = tmp_path / f"wreck{number}"
        shutil.copytree(out, wreck)
        file = wreck / chance.choice(files).relative_to(out)
        file.write_bytes(mutated(file.read_bytes(), chance))
        before = len(target.articles.ids())
        started = time.monotonic()
        report = import_files(target, [wreck], format=name if number % 2 else "")
        assert time.monotonic() - started < PATIENCE
        assert len(target.articles.ids()) - before == report.articles
        trials.passed()
    assert target.check() == []


_VALUES: tuple[object, ...] = (
    *(
        None,
        -1,
        0,
        1,
        2**31,
        2**63 - 1,
        -(2**63),
        1.5,
        float("inf"),
        "",
        "x",
        "\0",
        "[]",
        "{}",
        "[[0]]",
        "[[5,1]]",
    ),
    *(
        '{"a":' * 2000,
        "[" * 5000,
        '[["a","b"]]',
        '{"a": NaN}',
        b"\xff\xfe",
        b"",
        "9" * 400,
        "<b onload=x>",
        "é" * 70_000,
    ),
)


def spoil(path: Path, chance: random.Random) -> str:
    """Put a nasty value into any cell of any table, behind the back of all rules."""
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("PRAGMA ignore_check_constraints = ON")
        tables = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        table = chance.choice([one for one in tables if raw.execute(f'SELECT 1 FROM "{one}"').fetchone()])
        column = chance.choice([row[1] for row in raw.execute(f'PRAGMA table_info("{table}")')])
        key = chance.choice([row[0] for row in raw.execute(f'SELECT rowid FROM "{table}"')])
        value = chance.choice(_VALUES)
        try:
            raw.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?', (value, key))
        except sqlite3.Error:
            return ""
    return f"{table}.{column} = {str(value)[:30]!r}"


def in_words(work: Callable[[], object]) -> None:
    """Do something that may fail, in words."""
    with suppress(AnnotatorError):
        work()


def use(path: Path) -> None:
    """Do with a project what a person does; only errors in words may come."""
    project = Project.open(path, coder="Sari")
    try:
        for work in (
            lambda: [project.annotations.of(key) for key in project.articles.ids()],
            lambda: project.articles.rows(project.articles.ids()),
            lambda: [project.articles.text(key) for key in project.articles.ids()],
            project.entities.all,
            project.sets.all,
            project.decisions.all,
            lambda: project.saved.all("filter"),
            lambda: project.history.lines(project.history.commands()),
            lambda: [project.history.changes(key) for key in project.history.commands()],
            lambda: project.annotations.add(first(project), "actor", [(0, 3)]),
            project.undo,
            project.undo,
            project.check,
        ):
            in_words(work)
    finally:
        project.close()


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """A project with something in every table."""
    project = new_project(tmp_path, TEXT, "Dua.", name="whole.anno")
    article = first(project)
    entity = project.entities.add("Kremlin", aliases=["Moskow"])
    one = project.annotations.add(article, "source", [(0, 5)], entity=entity.uid)
    two = project.annotations.add(article, "claim", [(6, 14), (21, 26)])
    project.relations.add("attributes", one.uid, two.uid, cue=Span(15, 20))
    project.articles.set_variable(article, "genre", "news")
    project.sets.make("Pilot", [article], {"seed": 1})
    project.assignments.assign([article], ["Budi"])
    project.saved.put("filter", "Open", {"status": "new"})
    project.decisions.add(article, verdict="accepted", sides=[one.uid])
    project.annotations.edit(one.id, note="x")
    project.annotations.delete([two.id])
    project.undo()
    project.close()
    return project.path


@pytest.mark.fault(13)
@pytest.mark.timeout(1800)
def test_any_nasty_value_in_any_cell_is_met_in_words(
    whole: Path, tmp_path: Path, trials: Trials, times: Callable[[int, int], int]
) -> None:
    for number in range(times(25, 600)):
        path = tmp_path / f"{number}.anno"
        shutil.copy(whole, path)
        said = spoil(path, random.Random(number))
        try:
            in_words(lambda: use(path))  # noqa: B023 - called at once
        except Exception as error:
            raise AssertionError(f"{number}: {said}") from error
        trials.passed()
        path.unlink()


@pytest.mark.fault(10)
@pytest.mark.timeout(1800)
def test_a_spoilt_project_file_is_opened_or_refused_and_salvaged_in_words(
    whole: Path, tmp_path: Path, trials: Trials, times: Callable[[int, int], int]
) -> None:
    data = whole.read_bytes()
    for number in range(times(15, 300)):
        path, rescued = tmp_path / f"{number}.anno", tmp_path / f"{number}-new.anno"
        path.write_bytes(mutated(data, random.Random(number)))
        started = time.monotonic()
        for attempt in (lambda: use(path), lambda: salvage(path, rescued)):  # noqa: B023 - called at once
            try:
                in_words(attempt)
            except Exception as error:
                raise AssertionError(f"seed {number}") from error
        assert time.monotonic() - started < 2 * PATIENCE
        trials.passed()
        for one in (path, rescued):
            one.unlink(missing_ok=True)


@pytest.mark.fault(34)
@pytest.mark.parametrize("name", sorted(one.name for one in FINDINGS.iterdir() if one.is_file()))
def test_what_was_found_once_is_not_found_again(name: str, target: Project, tmp_path: Path) -> None:
    if name.endswith(".anno"):
        path = Path(shutil.copy(FINDINGS / name, tmp_path))
        in_words(lambda: use(path))
        in_words(lambda: salvage(path, tmp_path / "new.anno"))
    else:
        take(target, Path(shutil.copy(FINDINGS / name, tmp_path)))
        assert target.check() == []
