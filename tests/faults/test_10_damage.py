"""Rows 10 and 11: damaged, foreign, older and newer files; no crash, never silently wrong text or marks."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

from annotator.errors import AnnotatorError, DamagedFileError, NewerFileError, NotAProjectError
from annotator.model.annotation import Span, fits
from annotator.model.text import fingerprint
from annotator.project import Project
from annotator.project.salvaging import salvage
from annotator.store import schema
from annotator.store.salvage import Wreck
from tests.faults.conftest import Trials
from tests.projects import TEXT, new_project

_DATA = Path(__file__).parents[1] / "data"
_PEOPLES = [one for one in schema.RECORDED if one.name != "scheme_version"]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project with everything in it."""
    folder = tmp_path_factory.mktemp("whole")
    project = new_project(folder, *(f"{TEXT} nomor {number}" for number in range(12)))
    for article in project.articles.ids():
        entity = project.entities.add(f"Rusia {article}")
        source = project.annotations.add(article, "source", [(0, 5), (6, 14)], entity=entity.uid)
        claim = project.annotations.add(article, "claim", [(21, 55)], attributes={"form": "indirect"})
        project.relations.add("attributes", source.uid, claim.uid, cue=Span(15, 20))
        project.articles.set_variable(article, "frame", "conflict")
    project.close()
    return folder / "study.anno"


def flip(data: bytearray, chance: random.Random) -> None:
    """One bit, rather where something is written than in empty space."""
    at = chance.randrange(len(data))
    while data[at] == 0 and chance.random() < 0.7:
        at = chance.randrange(len(data))
    data[at] ^= 1 << chance.randrange(8)


def shorten(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(1, len(data)) :]


def zero_a_page(data: bytearray, chance: random.Random) -> None:
    page = chance.randrange(len(data) // 4096) * 4096
    data[page : page + 4096] = bytes(4096)


_DAMAGES = (flip, flip, flip, shorten, zero_a_page)


def texts_and_spans(project: Project) -> dict[str, object]:
    """What fingerprints and quotes guard: every text and where every mark is."""
    return {
        project.articles.get(key).uid: (
            project.articles.text(key),
            sorted((one.uid, one.fragments, one.quote) for one in project.annotations.of(key)),
        )
        for key in project.articles.ids()
    }


@pytest.mark.fault(10)
def test_a_damaged_file_is_refused_or_told_and_never_silently_wrong(
    whole: Path, tmp_path: Path, trials: Trials, times: Callable[[int, int], int]
) -> None:
    project = Project.open(whole, read_only=True)
    truth = texts_and_spans(project)
    project.close()
    sound, chance = whole.read_bytes(), random.Random(10)
    for trial in range(times(60, 1000)):
        data = bytearray(sound)
        _DAMAGES[trial % len(_DAMAGES)](data, chance)
        path = tmp_path / f"{trial}.anno"
        path.write_bytes(data)
        try:
            project = Project.open(path)
        except AnnotatorError:
            trials.passed()
            continue
        try:
            assert project.problems or texts_and_spans(project) == truth
        except DamagedFileError:
            assert project.problems  # told before anything was asked for
        finally:
            project.close()
        trials.passed()


@pytest.mark.fault(10)
def test_salvage_never_crashes_and_never_gives_a_mark_that_does_not_fit(
    whole: Path, tmp_path: Path, trials: Trials, times: Callable[[int, int], int]
) -> None:
    sound, chance = whole.read_bytes(), random.Random(11)
    for trial in range(times(15, 300)):
        data = bytearray(sound)
        for _ in range(1 + trial % 5):
            _DAMAGES[trial % len(_DAMAGES)](data, chance)
        (tmp_path / "wreck.anno").write_bytes(data)
        target = tmp_path / f"{trial}.anno"
        try:
            salvage(tmp_path / "wreck.anno", target)
        except AnnotatorError:
            assert not target.exists()
        else:
            project = Project.open(target)
            assert project.problems == []
            for key in project.articles.ids():
                text = project.articles.text(key)
                assert fingerprint(text) == project.articles.get(key).fingerprint
                assert all(fits(text, one) for one in project.annotations.of(key))
            project.close()
        trials.passed()


def rows_of(path: Path) -> dict[str, set[object]]:
    wreck = Wreck(path)
    found = {one.name: {tuple(row.items()) for row in wreck.rows(one.name)} for one in _PEOPLES}
    wreck.close()
    return found


def pages_of(path: Path) -> dict[int, tuple[str, str, int]]:
    """Page number → (table or index, kind of page, rows on it), as SQLite's own statistics tell."""
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    rows = connection.execute("SELECT pageno, name, pagetype, ncell FROM dbstat").fetchall()
    connection.close()
    return {page: (name, kind, cells) for page, name, kind, cells in rows}


@pytest.mark.fault(10)
def test_salvage_reads_every_row_outside_the_damaged_page(
    whole: Path, tmp_path: Path, trials: Trials, times: Callable[[int, int], int]
) -> None:
    truth, pages = rows_of(whole), pages_of(whole)
    chance = random.Random(12)
    everything = sorted(pages)
    for page in everything if times(0, 1) else chance.sample(everything, 25):
        name, kind, cells = pages[page]
        data = bytearray(whole.read_bytes())
        data[(page - 1) * 4096 : page * 4096] = bytes(chance.randbytes(4096))
        path = tmp_path / "wreck.anno"
        path.write_bytes(data)
        found = rows_of(path)
        for table, rows in truth.items():
            spared = kind == "internal" or table != name
            assert len(rows - found[table]) <= (0 if spared else cells), (page, name, kind, table)
        trials.passed()


@pytest.mark.fault(10)
def test_salvage_reads_every_row_before_the_cut(
    whole: Path, tmp_path: Path, trials: Trials, times: Callable[[int, int], int]
) -> None:
    truth, pages = rows_of(whole), pages_of(whole)
    chance = random.Random(13)
    for _ in range(times(10, 60)):
        size = chance.randrange(4096, whole.stat().st_size)
        path = tmp_path / "wreck.anno"
        path.write_bytes(whole.read_bytes()[:size])
        found = rows_of(path)
        gone = {page: one for page, one in pages.items() if page > size // 4096}
        for table, rows in truth.items():
            lost = sum(cells for name, kind, cells in gone.values() if name == table and kind == "leaf")
            assert len(rows - found[table]) <= lost, (size, table)
        trials.passed()


@pytest.mark.fault(11)
@pytest.mark.parametrize(
    ("pragma", "error"),
    [
        ("application_id = 1", NotAProjectError),
        (f"user_version = {schema.VERSION + 1}", NewerFileError),
        ("user_version = -1", AnnotatorError),
    ],
)
def test_another_program_or_a_newer_version_is_told_and_the_file_left_alone(
    pragma: str, error: type[AnnotatorError], whole: Path, tmp_path: Path
) -> None:
    path = tmp_path / "study.anno"
    shutil.copy(whole, path)
    with sqlite3.connect(path) as raw:
        raw.execute(f"PRAGMA {pragma}")
    raw.close()
    before = path.read_bytes()
    with pytest.raises(error):
        Project.open(path)
    assert path.read_bytes() == before


@pytest.mark.fault(11)
@pytest.mark.parametrize("old", sorted(_DATA.glob("version-*.anno")), ids=lambda one: one.stem)
def test_every_older_version_opens(old: Path, tmp_path: Path) -> None:
    path = tmp_path / "old.anno"
    shutil.copy(old, path)
    project = Project.open(path)
    assert project.problems == []
    assert project.articles.ids()
    project.close()


@pytest.mark.fault(10)
@pytest.mark.parametrize("content", [b"", b"Rusia mengakui " * 9000, bytes(9000), b"PK\x03\x04" * 3000])
def test_what_was_never_a_project_is_told_and_left_alone(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "study.anno"
    path.write_bytes(content)
    with pytest.raises(NotAProjectError):
        Project.open(path)
    with pytest.raises(AnnotatorError):
        salvage(path, tmp_path / "new.anno")
    assert path.read_bytes() == content
    assert not (tmp_path / "new.anno").exists()
