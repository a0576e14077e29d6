"""The deposit pack: everything in one zip, with or without the texts, and the texts put back."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from annotator import cli
from annotator.errors import ReadError, WriteError
from annotator.model.annotation import Span
from annotator.model.deposit import Deposit, find_quote, quote_hash
from annotator.model.recipe import Recipe
from annotator.model.scheme import Attribute
from annotator.project import Project
from annotator.project.depositing import make_deposit, verify_checksums
from annotator.project.rehydrating import rehydrate
from tests.projects import add_texts, new_project

ONE = "“Tentara itu berani,” kata 👨‍👩‍👧 Gerasimov, “di Kursk.” Rusia mengakui."
TWO = "فلسطين تقول: نعم. Korea Utara ikut."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = new_project(tmp_path, ONE, TWO)
    tone = Attribute(name="tone", grows=True)
    made.change_scheme(msgspec.structs.replace(made.scheme, variables=[tone]))
    one, two = made.articles.ids()
    made.articles.edit(one, title="Satu", url="https://www.example.org/a/", published="2025-04-26")
    made.articles.edit(two, title="Dua", extra={"abstract": "=1+1", "body": TWO * 20})
    made.articles.set_variable(one, "tone", "dry")
    made.articles.set_status(one, "done")
    rusia = made.entities.add("Rusia", aliases=["Moskow"])
    claim = made.annotations.add(
        one,
        "claim",
        [(0, 21), (ONE.index("“di"), ONE.index("“di") + 9)],
        attributes={"form": "direct quote"},
        note="=HYPERLINK(x)",
    )
    start = ONE.index("Gerasimov")
    source = made.annotations.add(one, "source", [(start, start + 9)], entity=rusia.uid)
    cue = Span(ONE.index("kata"), ONE.index("kata") + 4)
    made.relations.add("attributes", source.uid, claim.uid, cue=cue)
    made.annotations.add(two, "actor", [(TWO.index("Korea"), TWO.index("Korea") + 11)])
    yield made
    made.close()


def members(pack: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(pack) as archive:
        return {name.rpartition("/")[2]: archive.read(name) for name in archive.namelist()}


def work(project: Project) -> object:
    """What people made, without row ids."""
    found = []
    for key in project.articles.ids():
        marks = [
            msgspec.structs.replace(one, id=0, article=0, scheme_version=0)
            for one in project.annotations.of(key)
        ]
        links = [msgspec.structs.replace(one, id=0, article=0) for one in project.relations.of(key)]
        found.append((project.articles.text(key), marks, links, project.articles.variables(key)))
    return sorted(found, key=repr), project.scheme.labels and [one.name for one in project.entities.all()]


def test_a_pack_holds_data_scheme_codebook_words_and_checksums(project: Project, tmp_path: Path) -> None:
    pack = tmp_path / "claims.zip"
    about = Deposit(title="Claims in news", authors=["A. B."], licence="cc-by-4.0", description="Said.")
    report = make_deposit(project, pack, about)
    assert (report.articles, report.annotations, report.relations, report.files) == (2, 3, 1, [str(pack)])
    held = members(pack)
    assert set(held) == {
        *("annotations.jsonl", "annotations.scheme.json", "annotations.xlsx", "scheme.json"),
        *("codebook.html", "deposit.json", "README.md", "DATASET_CARD.md", "checksums.sha256"),
    }
    assert verify_checksums(pack) == []
    for line in held["checksums.sha256"].decode().splitlines():
        digest, _, name = line.partition("  ")
        assert hashlib.sha256(held[name]).hexdigest() == digest
    readme, card = held["README.md"].decode(), held["DATASET_CARD.md"].decode()
    for words in ("# Claims in news", "Said.", "A. B.", "2 articles, 3 annotations", "Annotator "):
        assert words in readme
    assert 'license: "cc-by-4.0"' in card
    assert json.loads(held["deposit.json"])["deposit"]["texts"] is True
    with zipfile.ZipFile(pack) as archive:
        assert {name.split("/")[0] for name in archive.namelist()} == {"claims"}


def test_the_same_data_gives_the_same_pack(project: Project, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        make_deposit(project, tmp_path / name / "p.zip", Deposit(texts=False))
    assert (tmp_path / "a/p.zip").read_bytes() == (tmp_path / "b/p.zip").read_bytes()


def test_a_pack_without_texts_holds_no_words_of_the_articles(project: Project, tmp_path: Path) -> None:
    pack = tmp_path / "p.zip"
    make_deposit(project, pack, Deposit(texts=False, anonymous=True))
    everything = "\n".join(data.decode("utf-8-sig") for data in members(pack).values())
    for words in ("Tentara itu", "Gerasimov", "mengakui", "فلسطين", "Sari"):
        assert words not in everything
    assert "'=HYPERLINK(x)" in members(pack)["annotations.csv"].decode("utf-8-sig")
    assert "coder 1" in everything
    header = members(pack)["articles.csv"].decode("utf-8-sig").splitlines()[0]
    assert "tone" in header
    assert "body" not in header


def test_the_texts_are_put_back_onto_the_same_articles(project: Project, tmp_path: Path) -> None:
    pack = tmp_path / "p.zip"
    make_deposit(project, pack, Deposit(texts=False))
    other = Project.create(tmp_path / "other.anno", coder="Reader")
    (tmp_path / "elsewhere").mkdir()
    add_texts(other, tmp_path / "elsewhere", (TWO, ONE))
    report = rehydrate(other, pack)
    assert (report.annotations, report.relations, report.failed, report.warnings) == (
        3,
        1,
        [],
        report.warnings,
    )
    assert work(other) == work(project)
    assert other.undo() == "Put texts back"
    assert other.annotations.counts()["claim"] == 0
    other.close()


def test_a_text_that_differs_a_little_still_gets_its_marks(project: Project, tmp_path: Path) -> None:
    pack = tmp_path / "p.zip"
    make_deposit(project, pack, Deposit(texts=False))
    other = new_project(tmp_path, "MOSKOW — " + ONE, "Something else.", name="other.anno")
    one, two = other.articles.ids()
    other.articles.edit(one, url="http://example.org/a#top")
    other.articles.edit(two, title="dua")
    report = rehydrate(other, pack)
    assert report.annotations == 2
    assert [mark.quote for mark in other.annotations.of(one)][1] == "Gerasimov"
    assert len([one for one in report.warnings if "was found at" in one.message]) == 2
    assert "fits nowhere" in report.failed[0].message
    assert other.relations.of(one)[0].cue is None  # the cue moved: it is left out, not guessed
    other.close()


def test_articles_that_are_not_there_are_listed(project: Project, tmp_path: Path) -> None:
    pack = tmp_path / "p.zip"
    make_deposit(project, pack, Deposit(texts=False))
    other = Project.create(tmp_path / "other.anno", coder="Reader")
    report = rehydrate(other, pack)
    assert [one.message for one in report.failed] == [
        "This article is not among yours: Satu, 2025-04-26, https://www.example.org/a/.",
        "This article is not among yours: Dua.",
    ]
    other.close()


def test_a_pack_with_texts_is_taken_as_it_is(project: Project, tmp_path: Path) -> None:
    pack = tmp_path / "p.zip"
    make_deposit(project, pack, Deposit())
    other = Project.create(tmp_path / "other.anno", coder="Reader")
    assert rehydrate(other, pack).annotations == 3
    assert work(other) == work(project)
    other.close()


def test_a_recipe_says_what_is_packed_and_an_old_pack_is_not_overwritten(
    project: Project, tmp_path: Path
) -> None:
    pack = tmp_path / "p.zip"
    report = make_deposit(project, pack, Deposit(), chosen=Recipe(format="x", labels=("actor",)))
    assert report.annotations == 1
    assert "labels actor" in members(pack)["README.md"].decode()
    with pytest.raises(WriteError, match="exists already"):
        make_deposit(project, pack, Deposit())


def test_what_is_no_pack_is_refused(project: Project, tmp_path: Path) -> None:
    empty = tmp_path / "e.zip"
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("x/deposit.json", '{"format": "else"}')
    with pytest.raises(ReadError, match="no deposit pack"):
        rehydrate(project, empty)
    with pytest.raises(WriteError, match="no list of checksums"):
        verify_checksums(empty)
    with zipfile.ZipFile(tmp_path / "w.zip", "w") as archive:
        archive.writestr("x/deposit.json", '{"format": 3}')
    with pytest.raises(ReadError, match="cannot be read"):
        rehydrate(project, tmp_path / "w.zip")


@pytest.mark.parametrize("line", [b"{", b'{"id": 3}', b'{"id": "a", "meta": {}, "spans": [{"id": "x"}]}'])
def test_a_damaged_pack_changes_nothing(project: Project, tmp_path: Path, line: bytes) -> None:
    pack, broken = tmp_path / "p.zip", tmp_path / "broken.zip"
    make_deposit(project, pack, Deposit(texts=False))
    with zipfile.ZipFile(pack) as source, zipfile.ZipFile(broken, "w") as out:
        for name in source.namelist():
            data = source.read(name)
            out.writestr(name, data + line + b"\n" if name.endswith(".jsonl") else data)
    assert verify_checksums(broken) == ["annotations.jsonl"]
    other = new_project(tmp_path, ONE, name="other.anno")
    with pytest.raises(ReadError, match="Line 3"):
        rehydrate(other, broken)
    assert sum(other.annotations.counts().values()) == 0
    other.close()


def test_a_quote_is_found_by_its_hashes_near_its_place() -> None:
    text = "abc abc"
    hashes = [quote_hash("f", "abc")]
    near = find_quote(text, "f", [Span(3, 6)], hashes)
    assert near is not None
    assert (near.fragments, near.moved) == ((Span(4, 7),), True)
    assert find_quote(text, "other", [Span(0, 3)], hashes) is None
    assert find_quote(text, "f", [Span(0, 3)], []) is None


def test_packing_and_putting_back_work_without_a_window(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, pack = project.path, tmp_path / "p.zip"
    project.close()
    packing = ["deposit", str(path), "--to", str(pack), "--without-texts"]
    assert cli.main([*packing, "--title", "T", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["annotations"] == 3
    assert cli.main([*packing, "--overwrite"]) == 0
    new = tmp_path / "new.anno"
    assert cli.main(["rehydrate", str(pack), str(tmp_path / "sources"), "--to", str(new)]) == 1
    assert "3 marks" in capsys.readouterr().out
    assert cli.main(["rehydrate", str(pack), "--to", str(new), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["annotations"] == 0
