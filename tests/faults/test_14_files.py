"""Rows 14, 15, 18, 25 and 34: files of others that attack, lie about themselves, or are cut off."""

from __future__ import annotations

import random
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotator.errors import MissingExtraError
from annotator.formats import all_formats
from annotator.model.annotation import Span
from annotator.model.text import fingerprint
from annotator.project import Project
from annotator.project.exporting import export_to
from annotator.project.importing import import_files
from tests.faults import strace
from tests.faults.conftest import Trials
from tests.projects import TEXT, first, new_project
from tests.readers import office


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = new_project(tmp_path)
    yield made
    made.close()


_BOMB = "<!DOCTYPE b [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)
)
_ENTITIES = {
    "bomb": (_BOMB + "]>", "&j;"),
    "file": ("<!DOCTYPE b [<!ENTITY j SYSTEM 'file:///etc/passwd'>]>", "&j;"),
    "network": ("<!DOCTYPE b SYSTEM 'http://localhost:9/x.dtd'>", "harmless"),
}


@pytest.mark.fault(14)
@pytest.mark.parametrize("attack", _ENTITIES)
def test_documents_with_a_doctype_are_refused(
    attack: str, project: Project, tmp_path: Path, trials: Trials
) -> None:
    doctype, text = _ENTITIES[attack]
    body = f"<w:document xmlns:w='{office.W}'><w:body><w:p>{text}</w:p></w:body></w:document>"
    files = {
        "a.docx": ("word/document.xml", doctype + body),
        "a.odt": ("content.xml", f"{doctype}<b>{text}</b>"),
        "a.xlsx": ("xl/workbook.xml", f"{doctype}<b>{text}</b>"),
        "a.epub": ("META-INF/container.xml", f"{doctype}<b>{text}</b>"),
    }
    for name, (member, content) in files.items():
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr(member, content)
    (tmp_path / "a.rss").write_text(
        f"{doctype}<rss><channel><item><title>{text}</title></item></channel></rss>"
    )
    (tmp_path / "a.xmi").write_text(f"{doctype}<xmi:XMI xmlns:xmi='http://www.omg.org/XMI'>{text}</xmi:XMI>")
    for name in (*files, "a.rss", "a.xmi"):
        report = import_files(project, [tmp_path / name])
        assert len(report.failed) == 1, name
        trials.passed()
    assert len(project.articles.ids()) == 1


@pytest.mark.fault(15)
@pytest.mark.parametrize("name", ["../out.txt", "/out.txt", "C:\\out.txt", "a/../../out.txt", "twice.txt"])
def test_archives_that_reach_outside_are_refused(name: str, project: Project, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "articles.zip", "w") as archive:
        archive.writestr(name, TEXT)
        if name == "twice.txt":
            with pytest.warns(UserWarning, match="Duplicate"):
                archive.writestr(name, "other")
    assert import_files(project, [tmp_path / "articles.zip"]).failed
    assert len(project.articles.ids()) == 1
    assert not (tmp_path.parent / "out.txt").exists()


@pytest.mark.fault(15)
@pytest.mark.parametrize(
    ("name", "member"),
    [("bomb.zip", "a.txt"), ("bomb.docx", "word/document.xml"), ("bomb.odt", "content.xml")],
)
def test_archives_that_would_fill_the_memory_are_refused(
    name: str, member: str, project: Project, tmp_path: Path
) -> None:
    with (
        zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open(member, "w", force_zip64=True) as stream,
    ):
        for _ in range(300):
            stream.write(bytes(1 << 20))
    assert (tmp_path / name).stat().st_size < 1 << 20
    assert import_files(project, [tmp_path / name]).failed
    assert len(project.articles.ids()) == 1


@pytest.mark.fault(18)
def test_a_web_page_reaches_neither_the_network_nor_other_files(project: Project, tmp_path: Path) -> None:
    """Every file that the program opened while reading it, and every connection, as strace saw them."""
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"\x89PNG")
    new = tmp_path / "new"
    new.mkdir()
    (new / "page.html").write_text(
        "<html><head><script src='http://localhost:9/a.js'></script>"
        f"<link rel=stylesheet href='{secret.as_uri()}'>"
        f"<meta http-equiv=refresh content='0;url=http://localhost:9'></head><body><article><h1>Rusia</h1>"
        f"<p>{TEXT * 20}</p><img src='{secret.as_uri()}'><iframe src='file:///etc/passwd'></iframe>"
        "<object data='http://localhost:9/x'></object></article></body></html>",
        encoding="utf-8",
    )
    project.close()
    _, log = strace.run(["import", str(project.path), "1"], ("-e", "trace=connect,openat,execve"), tmp_path)
    calls = log.read_text(encoding="utf-8", errors="replace")
    assert "page.html" in calls
    assert "AF_INET" not in calls
    assert "secret.png" not in calls
    assert "/etc/passwd" not in calls.replace('openat(AT_FDCWD, "/etc/passwd", O_RDONLY|O_CLOEXEC)', "", 1)
    with_page = Project.open(project.path)
    assert len(with_page.articles.ids()) == 2
    with_page.close()


_ENCODINGS = {
    "utf-16": TEXT,
    "utf-16-le": "\ufeff" + TEXT,
    "utf-8-sig": TEXT,
    "cp1252": "„Rußland“ räumt ein, daß Truppen kämpfen – sagte der Präsident gestern in Zürich. " * 4,
    "gb18030": "俄罗斯承认朝鲜军队参加了针对乌克兰的战斗。格拉西莫夫在莫斯科说。" * 6,
    "koi8-r": "Россия признала, что северокорейские войска участвовали в боях против Украины. " * 6,
    "cp1256": "اعترفت روسيا بأن قوات كوريا الشمالية شاركت في القتال ضد أوكرانيا. " * 6,
    "euc-jp": "ロシアは北朝鮮軍がウクライナとの戦闘に参加したことを認めた。" * 6,
}


@pytest.mark.fault(25)
@pytest.mark.parametrize("encoding", _ENCODINGS)
def test_an_encoding_is_found_or_given_and_an_import_again_loses_no_mark(
    encoding: str, project: Project, tmp_path: Path
) -> None:
    text = _ENCODINGS[encoding]
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    import_files(project, [path], encoding=encoding)
    expected = text.removeprefix("\ufeff")
    article = project.articles.find(uid="", fingerprint=fingerprint(expected)) or project.articles.ids()[-1]
    assert project.articles.text(article) == expected
    project.annotations.add(article, "actor", [(0, 5)])
    before = project.annotations.counts()
    import_files(project, [path], encoding="latin-1")  # a mistake: it comes in beside the right one
    import_files(project, [path], encoding=encoding)
    assert project.annotations.counts() == before
    assert project.articles.text(article) == expected
    assert project.check() == []


@pytest.mark.fault(25)
def test_bytes_that_are_no_text_are_refused(project: Project, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(random.Random(1).randbytes(20_000))
    report = import_files(project, [tmp_path / "a.txt"])
    assert report.failed or report.warnings
    assert import_files(project, [tmp_path / "a.txt"], encoding="no-such-encoding").failed


_FORMATS = sorted(name for name, one in all_formats().items() if one.reads and one.writes)


@pytest.mark.fault(34)
@pytest.mark.parametrize("name", _FORMATS)
def test_a_cut_or_scrambled_file_of_any_format_comes_in_sound_or_not_at_all(
    name: str, project: Project, tmp_path: Path, trials: Trials, times: Callable[[int, int], int]
) -> None:
    article = first(project)
    source = project.annotations.add(article, "source", [(0, 5)])
    claim = project.annotations.add(article, "claim", [(6, 14), (21, 26)], attributes={"form": "indirect"})
    project.relations.add("attributes", source.uid, claim.uid, cue=Span(15, 20))
    out = tmp_path / "out"
    out.mkdir()
    try:
        report = export_to(project, out / f"data{all_formats()[name].suffix}", format=name)
    except MissingExtraError as missing:
        pytest.skip(missing.sentence)
    files = [one for file in report.files for one in _files(Path(file)) if one.stat().st_size]
    chance = random.Random(name)
    target = new_project(tmp_path / "sources", "Kosong.", name="target.anno")
    for trial in range(times(6, 60)):
        wreck = tmp_path / "wreck"
        shutil.rmtree(wreck, ignore_errors=True)
        shutil.copytree(out, wreck)
        _harm(wreck / chance.choice(files).relative_to(out), chance, trial)
        before = len(target.articles.ids())
        read = import_files(target, [wreck], format=name if trial % 2 else "", dry_run=trial % 3 == 0)
        assert len(target.articles.ids()) - before == (0 if trial % 3 == 0 else read.articles)
        assert target.check() == []
        for problem in (*read.failed, *read.warnings):
            assert problem.message.endswith((".", "!", ")"))
        trials.passed()
    target.close()


def _files(place: Path) -> list[Path]:
    return [place] if place.is_file() else [one for one in sorted(place.rglob("*")) if one.is_file()]


def _harm(file: Path, chance: random.Random, trial: int) -> None:
    data = bytearray(file.read_bytes())
    if trial % 2:
        for _ in range(3):
            data[chance.randrange(len(data))] = chance.randrange(256)
    else:
        del data[chance.randrange(len(data)) :]
    file.write_bytes(data)
