"""Rows 19 and 26 to 28: clocks, locales, paths and sizes that are not those of the developer."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.errors import FileError
from annotator.project import Project
from annotator.project.backups import back_up, backups_of
from annotator.project.exporting import export_to
from annotator.project.importing import import_files
from tests.faults.conftest import Trials
from tests.projects import TEXT, first, new_project

_ROOT = Path(__file__).parents[2]


#: Several commands in one process; ";" stands between them, as each start takes a second.
_SEVERAL = """
import itertools, sys
from annotator.cli import main
groups = itertools.groupby(sys.argv[1:], key=";".__eq__)
sys.exit(max(main(list(words)) for end, words in groups if not end))
"""


def work(folder: Path, **environment: str) -> tuple[str, str, bytes]:
    """Make a project, import, export and check on the command line: text, title, and what was exported."""
    folder.mkdir()
    source, path, out = folder / "Iğdır.txt", folder / "study.anno", folder / "out.jsonl"
    source.write_text(TEXT + "İstanbul’da ISPARTA 1.234,5 I ı\n", encoding="utf-8")
    commands = (
        *("new", str(path), "--coder", "Sıdıka", ";", "import", str(path), str(source), ";"),
        *("export", str(path), "--to", str(out), ";", "info", str(path), "--json", ";", "check", str(path)),
    )
    done = subprocess.run(
        [sys.executable, "-c", _SEVERAL, *commands],
        cwd=_ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
        timeout=100,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    project = Project.open(path)
    article = project.articles.get(first(project))
    found = (project.articles.text(article.id), article.source_file, done.stdout.split(b"\n", 1)[1])
    project.close()
    return found


@pytest.mark.fault(26)
def test_a_clock_that_runs_back_puts_nothing_out_of_order(tmp_path: Path) -> None:
    """Marks, history and backups follow the order of the work, whatever the clock says."""
    if not shutil.which("faketime"):
        pytest.skip("faketime is not installed here, so the clock cannot be turned")
    project = new_project(tmp_path)
    project.annotations.add(first(project), "actor", [(0, 5)])
    back_up(project)
    uid = project.uid
    project.close()
    for number, clock in enumerate(("-9y", "+70y", "-1d")):
        script = (
            "import sys; from pathlib import Path; from annotator.project import Project;"
            "from annotator.project.backups import back_up; project = Project.open(Path(sys.argv[1]));"
            "project.annotations.add(project.articles.ids()[0], 'claim', [(6, 7 + int(sys.argv[2]))]);"
            "back_up(project); project.close()"
        )
        subprocess.run(
            [
                *("faketime", "-f", clock, sys.executable, "-c", script),
                *(str(tmp_path / "study.anno"), str(number)),
            ],
            cwd=_ROOT,
            env={**os.environ, "TZ": ("Asia/Jakarta", "America/Caracas", "Pacific/Apia")[number]},
            check=True,
            timeout=60,
        )
    project = Project.open(tmp_path / "study.anno")
    assert project.problems == []
    marks = sorted(project.annotations.of(first(project)), key=lambda one: one.id)
    assert [one.end for one in marks] == [5, 7, 8, 9]
    assert [one.created for one in marks] != sorted(one.created for one in marks)
    newest = project.annotations.of(first(project))
    assert project.undo() == "Add claim"
    assert len(project.annotations.of(first(project))) == len(newest) - 1
    assert [one.end for one in project.annotations.of(first(project)) if one.end == 9] == []
    backups = backups_of(uid)
    assert [one.number for one in backups] == [1, 2, 3, 4]
    assert [one.commands for one in backups] == sorted(one.commands for one in backups)
    project.close()


def _locale(name: str, folder: Path) -> dict[str, str]:
    """Settings for that locale, made here when the system has none."""
    if name in {"C", "POSIX"}:
        return {"LC_ALL": name, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    language = name.partition(".")[0]
    made = subprocess.run(
        ["localedef", "-i", language, "-f", "UTF-8", str(folder / name)], capture_output=True, check=False
    )
    if made.returncode > 1:
        pytest.skip(f"the locale {name} cannot be made here (localedef)")
    return {"LOCPATH": str(folder), "LC_ALL": name, "PYTHONUTF8": "0"}


@pytest.mark.fault(27)
@pytest.mark.parametrize("name", ["tr_TR.UTF-8", "id_ID.UTF-8", "C"])
def test_every_locale_gives_the_same_bytes(name: str, tmp_path: Path) -> None:
    usual, other = tmp_path / "usual", tmp_path / "other"
    expected, found = work(usual, LC_ALL="C.UTF-8"), work(other, **_locale(name, tmp_path))
    assert found[:2] == expected[:2]
    assert found[2].replace(b"/other/", b"/usual/") == expected[2]


_PATHS = {
    "space": "kuliah umum 2026",
    "hash": "a#b",
    "question mark": "apa?",
    "per cent": "100%25",
    "quotes": 'Sari\'s "studi"',
    "ampersand": "a&b;c",
    "Arabic": "دراسة الصحافة",
    "decomposed": unicodedata.normalize("NFD", "Đà Nẵng é"),
    "230 bytes": "p" * 225,
    "emoji": "😀👨‍👩‍👧",
    "dash first": "-rf",
    "dots": "..anno..",
    "line": "a\nb",
    "not UTF-8": os.fsdecode(b"caf\xe9"),
}


@pytest.mark.fault(28)
@pytest.mark.parametrize("what", _PATHS)
def test_any_name_of_a_file_or_folder_will_do(what: str, tmp_path: Path) -> None:
    name = _PATHS[what]
    folder = tmp_path / name[:60]
    folder.mkdir()
    stem = name
    project = Project.create(folder / f"{stem}.anno", coder="Sari")
    (folder / f"{stem}.txt").write_text(TEXT, encoding="utf-8")
    report = import_files(project, [folder / f"{stem}.txt"])
    assert not report.failed
    project.annotations.add(first(project), "actor", [(0, 5)])
    export_to(project, folder / f"{stem}.jsonl")
    export_to(project, folder / f"{stem}.xlsx")
    backup = back_up(project)
    project.close()
    assert backup.path.exists()
    again = Project.open(folder / f"{stem}.anno")
    assert again.problems == []
    assert len(again.annotations.of(first(again))) == 1
    again.close()
    assert not list(folder.glob("*.lock"))
    found = sorted(os.fsencode(one.name) for one in folder.iterdir())
    assert len(found) == 5, found


@pytest.mark.fault(28)
def test_a_name_too_long_for_a_journal_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="too long"):
        Project.create(tmp_path / f"{'p' * 245}.anno", coder="Sari")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.fault(19)
def test_large_articles_and_long_lines_are_taken_in_time(
    tmp_path: Path, trials: Trials, times: Callable[[int, int], int]
) -> None:
    """One line of 2 MB, many marks in one text (full: 100 MB and 100,000 marks)."""
    project = new_project(tmp_path)
    size, marks = times(2_000_000, 100_000_000), times(3_000, 100_000)
    (tmp_path / "large.txt").write_text("kata " * (size // 5), encoding="utf-8")
    started = time.monotonic()
    report = import_files(project, [tmp_path / "large.txt"])
    assert report.articles == 1
    article = project.articles.ids()[-1]
    with project.command("Many"):
        for number in range(marks):
            project.annotations.add(article, "actor", [(number * 5, number * 5 + 4)])
    assert len(project.annotations.of(article)) == marks
    export_to(project, tmp_path / "out.jsonl", articles=[article])
    assert project.undo() == "Many"
    assert project.annotations.of(article) == []
    assert time.monotonic() - started < times(60, 900)
    project.close()
    trials.passed()


@pytest.mark.fault(19)
@pytest.mark.heavy
def test_a_hundred_thousand_articles_open_and_undo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.benchmarks.bulk_project import bulk_project

    project = Project.open(bulk_project(100_000, 100_000))
    ids = project.articles.ids()
    assert len(project.articles.rows(ids)) == 100_000
    project.articles.delete(ids[:10_000])
    assert len(project.articles.ids()) == 90_000
    project.undo()
    assert project.articles.ids() == ids
    project.close()
