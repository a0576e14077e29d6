"""A folder of all that goes wrong: each bad file has its sentence, nothing is lost, the rest goes in."""

from __future__ import annotations

import os
import random
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotator.model.exchange import ImportReport
from annotator.project import Project
from annotator.project.importing import import_files
from annotator.project.surveying import first_look, found_files, preview, whole_look
from tests.readers.office import docx, p, zipped
from tests.readers.pdfs import column, pdf
from tests.readers.test_table import OLE

STORY = "Der Bundestag hat am Freitag über die Reform beraten und sie dann beschlossen."
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    "<feed><title>&c;</title></feed>"
)
XXE = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document>&x;</w:document>'
)


def _zip(path: Path, names: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in names.items():
            archive.writestr(name, data)


#: File → what makes it, and the words that its sentence must hold.
BAD: dict[str, tuple[Callable[[Path], object], str]] = {
    "locked.pdf": (
        lambda at: at.write_bytes(pdf([column(["A line"])], password="x")),
        "locked with a password",
    ),
    "scanned.pdf": (lambda at: at.write_bytes(pdf([[]])), "no text"),
    "old.doc": (lambda at: at.write_bytes(OLE + bytes(4000)), "old Word format"),
    "broken.zip": (lambda at: at.write_bytes(zipped({"a.txt": STORY})[:-30]), "cut off or damaged"),
    "bomb.zip": (lambda at: _zip(at, {"a.txt": bytes(40_000_000)}), "looks like an attack"),
    "outside.zip": (lambda at: _zip(at, {"../../a.txt": b"x"}), "outside the archive"),
    "xxe.docx": (lambda at: _zip(at, {"word/document.xml": XXE.encode()}), "DOCTYPE"),
    "entities.atom": (lambda at: at.write_text(BOMB), "DOCTYPE"),
    "columns.csv": (lambda at: at.write_text("a;b\n1;2\n"), "no column that looks like the text"),
    "open.csv": (lambda at: at.write_text('title,text\nA,"never closed\n'), "quotation mark is left open"),
    "noise.txt": (lambda at: at.write_bytes(random.Random(1).randbytes(4000)), "no text that can be read"),
    "empty.txt": (lambda at: at.write_bytes(b""), "is empty"),
    "pipe.txt": (os.mkfifo, "no ordinary file"),
    "nowhere.txt": (lambda at: at.symlink_to("gone"), "no ordinary file, or a link to nowhere"),
    "strange.xyz": (lambda at: at.write_bytes(bytes(range(256)) * 9), "No reader knows"),
}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "p.anno", coder="Ana")
    yield made
    made.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    return made


def _sentence(report: ImportReport, name: str) -> str:
    return " ".join(one.message for one in report.failed if Path(one.file).name == name)


def test_everything_bad_in_one_folder_is_told_and_the_rest_goes_in(project: Project, folder: Path) -> None:
    for name, (make, _) in BAD.items():
        make(folder / name)
    good = [f"{letter}.txt" for letter in "aknz"]
    for name in good:
        (folder / name).write_text(f"Titel {name}\n\n{STORY}", "utf-8")
    report = import_files(project, [folder])
    assert report.articles == len(good)
    assert {Path(one.file).name for one in report.failed} == set(BAD)
    for name, (_, words) in BAD.items():
        assert words in _sentence(report, name), (name, _sentence(report, name))
        assert _sentence(report, name).endswith((".", ":"))
    assert project.check() == []
    assert project.undo() == "Import"
    assert project.articles.ids() == []


@pytest.mark.parametrize("name", BAD)
def test_a_look_before_the_import_says_the_same(folder: Path, name: str) -> None:
    make, words = BAD[name]
    make(folder / name)
    looks, problems = found_files([folder])
    told = [one.message for one in problems]
    for look in looks:
        told += [one.message for one in whole_look(look, {}).problems]
        if look.kind:
            told.append(preview(look.path, look.kind, {}).problem)
    assert any(words in one for one in told), told


def test_what_is_doubtful_comes_in_with_a_word_about_it(project: Project, folder: Path) -> None:
    (folder / "ragged.csv").write_text("title,text\nA,Text one\nB,Text two,too much\n", "utf-8")
    (folder / "date.csv").write_text("title,date,text\nA,4/5/2025,Text\n", "utf-8")
    (folder / "latin.txt").write_bytes(STORY.encode("latin-1") * 3)
    head = "<head><meta charset='iso-8859-1'><title>T</title></head>"
    (folder / "wrong.html").write_bytes(f"<html>{head}<body><p>{STORY} {STORY}</p></body></html>".encode())
    (folder / "cut.html").write_bytes(f"<html><body><article><p>{STORY} {STORY} {STORY}</p>".encode())
    report = import_files(project, [folder])
    assert report.failed == []
    told = {Path(one.file).name: one.message for one in report.warnings}
    assert "Row 3: it has 3 cells" in told["ragged.csv"]
    assert "can also be 2025-04-05" in told["date.csv"]
    assert "encoding was guessed" in told["latin.txt"]
    assert "may be cut off" in told["cut.html"]
    texts = [project.articles.text(one) for one in project.articles.ids()]
    assert sum("über die Reform" in text for text in texts) == 3


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-8"])
def test_encodings_without_a_mark_are_recognised(project: Project, folder: Path, encoding: str) -> None:
    (folder / "a.txt").write_bytes((STORY * 5).encode(encoding))
    assert import_files(project, [folder]).failed == []
    assert project.articles.text(project.articles.ids()[0]) == STORY * 5


def test_the_same_folder_twice_adds_nothing_and_says_so(project: Project, folder: Path) -> None:
    for at in range(3):
        (folder / f"{at}.txt").write_text(f"Titel {at}\n\n{STORY} {at}", "utf-8")
    assert import_files(project, [folder, folder, folder / "1.txt"]).articles == 3
    again = import_files(project, [folder])
    assert (again.articles, again.duplicates, again.failed) == (0, 3, [])


def test_links_that_go_round_in_circles_are_read_once(project: Project, folder: Path) -> None:
    (folder / "a.txt").write_text(STORY, "utf-8")
    (folder / "round").symlink_to(folder, target_is_directory=True)
    (folder / "inner").mkdir()
    (folder / "inner" / "b.txt").write_text(STORY + " Lagi.", "utf-8")
    (folder / "way").symlink_to(folder / "inner", target_is_directory=True)
    report = import_files(project, [folder])
    assert (report.articles, report.duplicates, report.failed) == (2, 0, [])


def test_a_folder_that_may_not_be_read_is_told(
    project: Project, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "closed").mkdir()
    (folder / "a.txt").write_text(STORY, "utf-8")
    real = os.scandir

    def scandir(place: str) -> object:
        if str(place).endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return real(place)

    monkeypatch.setattr(os, "scandir", scandir)
    report = import_files(project, [folder])
    assert report.articles == 1
    assert Path(report.failed[0].file).name == "closed"


def test_a_hundred_megabytes_and_a_line_of_ten_come_in(project: Project, folder: Path) -> None:
    (folder / "big.txt").write_bytes(
        ("Judul\n\n" + "Kalimat panjang sekali. " * 40 + "\n").encode() * 109_000
    )
    (folder / "line.csv").write_text('title,text\nA,"' + "satu baris " * 1_000_000 + '"\n', "utf-8")
    report = import_files(project, [folder])
    assert (report.articles, report.failed) == (2, [])
    assert project.articles.get(project.articles.ids()[0]).length > 100_000_000
    project.annotations.add(project.articles.ids()[0], "actor", [(0, 5)])
    assert project.check() == []


_WHOLE: dict[str, bytes] = {
    "a.txt": STORY.encode() * 3,
    "a.csv": ("title,text\n" + "".join(f'T{at},"{STORY}"\n' for at in range(5))).encode(),
    "a.docx": docx(p(STORY) * 4),
    "a.pdf": pdf([column(["One line of text here", "and another one below it."])]),
    "a.zip": zipped({"a.txt": STORY, "b.txt": STORY + "."}),
    "a.jsonl": b"".join(b'{"title": "T", "text": "Satu teks %d"}\n' % at for at in range(9)),
}


@pytest.mark.parametrize("name", _WHOLE)
def test_a_file_cut_off_anywhere_comes_in_sound_or_is_told(project: Project, folder: Path, name: str) -> None:
    data = _WHOLE[name]
    for at in range(0, len(data), max(1, len(data) // 12)):
        (folder / name).write_bytes(data[:at])
        report = import_files(project, [folder / name], duplicates="keep")
        assert report.articles or report.failed
    assert project.check() == []


def test_an_unreadable_file_in_the_middle_leaves_the_rest(
    project: Project, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "abc":
        (folder / f"{name}.txt").write_text(f"{STORY} {name}", "utf-8")
    from annotator.project import importing

    real = importing._head

    def head(path: Path) -> bytes:
        if path.name == "b.txt":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(importing, "_head", head)
    report = import_files(project, [folder])
    assert report.articles == 2
    assert _sentence(report, "b.txt") == "“b.txt” cannot be read: Permission denied. It was left out."
    assert first_look(folder / "b.txt").problems[0].message.startswith("“b.txt” cannot be read")
