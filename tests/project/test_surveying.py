"""A look at files before they are taken in."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.errors import MissingExtraError
from annotator.model.exchange import Problem
from annotator.project.surveying import Look, first_look, found_files, options_of, preview, whole_look
from annotator.readers import all_readers

STORY = "Judul berita\n\nOleh Ani Wijaya\n\nFAKTA.COM, Jakarta - Rusia mengakui hal itu."


def test_what_is_known_of_a_file_is_not_looked_up_again(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY, "utf-8")
    known = Look(path=tmp_path / "a.txt", kind="text", articles=7)
    seen: list[int] = []
    looks, problems = found_files([tmp_path], {known.path: known}, lambda done, _: seen.append(done))
    assert (looks, problems, seen) == ([known], [], [1])


def test_labelled_data_are_counted_with_their_marks(tmp_path: Path) -> None:
    data = tmp_path / "d.jsonl"
    data.write_text('{"text": "Putin bicara", "label": [[0, 5, "PER"], [6, 99, "X"]]}\n', "utf-8")
    look = whole_look(first_look(data), {})
    assert look.labelled
    assert (look.articles, look.marks) == (1, 1)
    shown = preview(data, look.kind, {})
    assert [one.text for one in shown.articles] == ["Putin bicara"]
    assert shown.problems == look.problems != []


def test_a_table_is_shown_with_its_columns_and_its_rows_without_text(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("title,text\nA,Text\nB,\n", "utf-8")
    shown = preview(table, "table", {"columns": {"title": ["title"]}})
    assert shown.table is not None
    assert shown.table.columns == {"title": ["title"], "text": ["text"]}
    assert [one.record for one in shown.problems] == ["3"]
    wrong = preview(table, "table", {"columns": {"text": ["nothing"]}})
    assert wrong.table is not None
    assert "There is no column “nothing”" in wrong.problem
    look = whole_look(first_look(table), {})
    assert (look.articles, [one.record for one in look.problems]) == (1, ["3"])
    assert isinstance(look.problems[0], Problem)


def test_what_was_recognised_is_named_in_a_preview(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY, "utf-8")
    (read,) = preview(tmp_path / "a.txt", "text", {}).articles
    assert read.proposed == ("title", "outlet", "author", "place")
    (read,) = preview(tmp_path / "a.txt", "text", {"recognise": "place, nonsense"}).articles
    assert read.proposed == ("place",)
    (read,) = preview(tmp_path / "a.txt", "text", {"recognise": False}).articles
    assert read.proposed == ()


def test_the_encoding_is_told_where_the_kind_does_not_know_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("„Rußland räumt ein“, sagte er in Zürich.".encode("cp1252") * 5)
    (tmp_path / "a.html").write_text(
        f"<html><meta charset=utf-8><body><p>{STORY * 4}</p></body></html>", "utf-8"
    )
    (tmp_path / "big.txt").write_bytes(("ä" * 99 + "\n").encode() * 11_000)
    (tmp_path / "a.zip").write_bytes(b"PK\x05\x06" + bytes(18))
    shown = {one.name: preview(one, first_look(one).kind or "zip", {}) for one in tmp_path.iterdir()}
    assert (shown["a.txt"].encoding, shown["a.txt"].guessed) == ("cp1252", True)
    assert shown["a.html"].encoding == "utf-8"
    assert shown["big.txt"].encoding == "utf-8"
    assert shown["a.zip"].encoding == ""
    assert preview(tmp_path / "a.txt", "text", {"encoding": "latin-1"}).encoding == "latin-1"


def test_a_missing_extra_is_the_problem_of_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.html").write_text("<html></html>", "utf-8")

    def read(*_: object) -> object:
        raise MissingExtraError("Reading saved web pages needs the extra “html”.")

    monkeypatch.setattr(type(all_readers()["html"]), "read", read)
    assert "needs the extra" in whole_look(first_look(tmp_path / "a.html"), {}).problems[0].message


def test_what_nobody_knows_stays_unknown(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(bytes(range(256)) * 9)
    look = first_look(tmp_path / "a.bin")
    assert (look.kind, whole_look(look, {})) == ("", look)
    assert first_look(tmp_path / "a.bin", "no such").problems
    assert options_of("no such") == ()
