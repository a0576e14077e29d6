"""Zip archives and folders in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from annotator.errors import ReadError
from annotator.model.exchange import Problem
from annotator.readers import surest
from tests.readers.office import docx, p, zipped
from tests.readers.pdfs import Put, pdf
from tests.readers.reading import put, read, sniff

STORY = "Der Bundestag hat am Freitag über die Reform beraten. " * 4


def read_all(path: Path, **options: Any) -> list[Any]:
    return read("zip", path, **options)


def test_every_file_goes_through_its_own_reader(tmp_path: Path) -> None:
    inner = zipped({"deep/b.txt": f"Two\n\n{STORY}"})
    members: dict[str, str | bytes] = {
        "folder/a.txt": f"One\n\n{STORY}",
        "folder/c.docx": docx(p("Three") + p(STORY)),
        "folder/table.csv": f"title,text\nFour,{STORY}\nNone,\n",
        "inner.zip": inner,
        "__MACOSX/a.txt": "litter",
        ".DS_Store": "litter",
    }
    path = put(tmp_path, "press.zip", zipped(members))
    assert sniff("zip", path) == 0.4
    found = read_all(path)
    articles = [one for one in found if not isinstance(one, Problem)]
    assert [(one.article.title, one.article.source_file) for one in articles] == [
        ("One", "press.zip/folder/a.txt"),
        ("Three", "press.zip/folder/c.docx"),
        ("Four", "press.zip/folder/table.csv"),
        ("Two", "press.zip/inner.zip/deep/b.txt"),
    ]
    (problem,) = [one for one in found if isinstance(one, Problem)]
    assert (problem.record, problem.message) == (
        "press.zip/folder/table.csv 3",
        "Row 3 has no text; it was left out.",
    )


def test_a_file_that_cannot_be_read_is_a_problem_and_the_rest_goes_in(tmp_path: Path) -> None:
    members: dict[str, str | bytes] = {
        "a.txt": f"One\n\n{STORY}",
        "b.pdf": pdf([[Put("x", 60, 700)]], password="x"),
        "c.bin": bytes(range(256)),
        "d.txt": "",
        "e.csv": f'text\n{STORY}\n"open',
        "z.txt": f"Last\n\n{STORY}",
    }
    found = read_all(put(tmp_path, "a.zip", zipped(members)))
    assert [one.article.title for one in found if not isinstance(one, Problem)] == ["One", "Last"]
    problems = {one.record: one.message for one in found if isinstance(one, Problem)}
    assert "locked with a password" in problems["a.zip/b.pdf"]
    assert "No reader knows" in problems["a.zip/c.bin"]
    assert "is empty" in problems["a.zip/d.txt"]
    assert "a quotation mark is left open" in problems["a.zip/e.csv"]


def test_a_folder_is_read_in_the_same_way(tmp_path: Path) -> None:
    folder = tmp_path / "press"
    put(folder, "b/two.txt", f"Two\n\n{STORY}")
    put(folder, "a.txt", f"One\n\n{STORY}")
    put(folder, "t.csv", "title,text\nx,\n")
    put(folder, ".hidden", "x")
    put(folder, "z.zip", zipped({"in.txt": f"In\n\n{STORY}"}))
    found = read_all(folder)
    articles = [one.article for one in found if not isinstance(one, Problem)]
    assert [(one.title, one.source_file) for one in articles] == [
        ("One", "a.txt"),
        ("Two", "b/two.txt"),
        ("In", "z.zip/in.txt"),
    ]
    (tmp_path / "empty").mkdir()
    with pytest.raises(ReadError, match="is a folder without files"):
        read_all(tmp_path / "empty")


def test_archives_too_deep_are_a_problem(tmp_path: Path) -> None:
    data = zipped({"a.txt": STORY})
    for _ in range(4):
        data = zipped({"in.zip": data})
    (problem,) = read_all(put(tmp_path, "a.zip", data))
    assert isinstance(problem, Problem)
    assert "lies in too many archives" in problem.message


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"PK\3\4 broken", "not a zip archive"),
        (zipped({".hidden": "x"}), "holds no files"),
        (zipped({"../a.txt": "x"}), "outside the archive"),
        (zipped({"/etc/a.txt": "x"}), "outside the archive"),
        (zipped({"a.txt": b"0" * 60_000_000}), "looks like an attack"),
    ],
)
def test_bad_archives_are_refused(tmp_path: Path, data: bytes, sentence: str) -> None:
    with pytest.raises(ReadError, match=sentence):
        read_all(put(tmp_path, "a.zip", data))


def test_a_damaged_member_is_a_problem(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": STORY, "b.txt": f"Title\n\n{STORY}"}))
    place = data.find(b"PK\3\4") + 40
    data[place : place + 4] = b"\xff\xff\xff\xff"
    found = read_all(put(tmp_path, "a.zip", bytes(data)))
    assert isinstance(found[0], Problem)
    assert "cannot be unpacked" in found[0].message
    assert found[1].article.title == "Title"


def test_an_archive_cut_off_anywhere_is_refused(tmp_path: Path) -> None:
    whole = zipped({"a.txt": STORY})
    for end in range(0, len(whole) - 1, 17):
        with pytest.raises(ReadError):
            read_all(put(tmp_path, "a.zip", whole[:end]))


def test_strange_names_are_no_obstacle(tmp_path: Path) -> None:
    members: dict[str, str | bytes] = {
        "a" * 150 + ".txt": f"Long\n\n{STORY}",
        'q?"<>|*.txt': f"Signs\n\n{STORY}",
        "ملف.txt": f"Arabic\n\n{STORY}",
        "noname": f"Bare\n\n{STORY}",
    }
    found = read_all(put(tmp_path, "a.zip", zipped(members)))
    assert sorted(one.article.title for one in found) == ["Arabic", "Bare", "Long", "Signs"]


def test_the_surest_reader_is_found_for_each_kind(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a.txt": "x", "a.html": "<p>x", "a.docx": docx(p("x")), "a.csv": "a,b", "a.pdf": pdf([[]]),
        "a.zip": zipped({"a": "b"}), "a.rtf": "{\\rtf1 x}", "a.md": "# x",
    }  # fmt: skip
    expected = ["text", "html", "docx", "table", "pdf", "zip", "rtf", "text"]
    found = [surest(put(tmp_path, name, data)) for name, data in files.items()]
    assert [one.name if one else "" for one in found] == expected
    assert surest(put(tmp_path, "a.xyz", b"\0\1\2")) is None
    assert sniff("zip", put(tmp_path, "b.zip", "x")) == 0.2
