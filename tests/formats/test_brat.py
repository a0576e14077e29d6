"""brat: what its files say comes in, and what we write passes its own rules."""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections import Counter
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings

from annotator.errors import ReadError
from annotator.formats import all_formats
from annotator.formats.brat.writing import KEEPS
from annotator.model.annotation import Span, quote_of
from annotator.model.exchange import ArticleRecord, Dataset
from tests.formats.comparing import contents, read, written
from tests.shared_fixtures import fixture
from tests.strategies import datasets


def document(folder: Path, text: str, ann: str, name: str = "doc") -> Path:
    (folder / f"{name}.txt").write_bytes(text.encode())
    (folder / f"{name}.ann").write_bytes(ann.encode())
    return folder / f"{name}.ann"


def test_the_example_of_brat_comes_in_whole() -> None:
    dataset, [record] = read("brat", fixture("brat/000-introduction.ann"))
    assert len(record.text) == 978
    assert [one.quote for one in record.annotations] == [
        *("Citibank", "moving", "$100 million", "Raul Salinas de Gortari", "former Mexican president"),
        *("banks", "Switzerland"),
    ]
    assert sum(len(one.attributes) for one in record.annotations) == 5
    assert Counter(one.type for one in record.relations) == Counter(
        ["Origin", "Family", "Giver-Arg", "Money-Arg", "Beneficiary-Arg", "Recipient-Arg"]
    )
    assert [one.note for one in record.annotations if one.note] == ["100000000 USD"]
    assert [(one.name, one.external_id) for one in dataset.entities] == [
        ("Carlos Salinas de Gortari", "Wikipedia:64488")
    ]
    assert not record.problems
    confidence = next(one for one in record.annotations if one.label == "Transfer-money")
    assert confidence.attributes == {"Confidence": "High"}


def test_fragments_equivalences_and_old_modifiers_are_read(tmp_path: Path) -> None:
    ann = "T1\tL 0 1;4 5\ta e\nT2\tL 2 3\tc\nT3\tL 6 7\tg\n*\tSame T1 T2 T3\nM1\tNegated T2\n"
    _, [record] = read("brat", document(tmp_path, "abcdefg", ann))
    assert record.annotations[0].fragments == (Span(0, 1), Span(4, 5))
    assert [one.type for one in record.relations] == ["Same", "Same"]
    assert record.annotations[1].attributes == {"Negated": True}


def test_offsets_of_the_brat_page_that_count_utf16_are_put_right(tmp_path: Path) -> None:
    text = "😀 Jokowi dan 😀 Prabowo berkata"
    ann = "T1\tactor 3 9\tJokowi\nT2\tactor 14 16;17 24\t😀 Prabowo\n"
    _, [record] = read("brat", document(tmp_path, text, ann))
    assert [one.quote for one in record.annotations] == ["Jokowi", "😀 […] Prabowo"]
    assert "UTF-16" in record.problems[0].message


def test_windows_line_ends_and_a_byte_order_mark_do_not_shift_spans(tmp_path: Path) -> None:
    (tmp_path / "doc.txt").write_bytes(b"\xef\xbb\xbfone\r\ntwo three\r\n")
    (tmp_path / "doc.ann").write_bytes(b"T1\tx 4 7\ttwo\r\nT2\tx 8 13\tthree\r\n")
    _, [record] = read("brat", tmp_path / "doc.ann")
    assert [one.quote for one in record.annotations] == ["two", "three"]


def test_a_span_that_fits_nothing_is_listed_and_the_article_comes_in(tmp_path: Path) -> None:
    ann = "T1\tx 0 3\tone\nT2\tx 4 7\tsix\nT3\tx 50 60\tfar away\nA1\tB T2\n"
    _, [record] = read("brat", document(tmp_path, "one two", ann))
    assert [one.quote for one in record.annotations] == ["one"]
    assert len(record.problems) == 2


def test_what_belongs_to_nothing_is_listed(tmp_path: Path) -> None:
    ann = "T1\tx 0 3\tone\nR1\tr Arg1:T1 Arg2:T9\nA1\tB T9\n#1\tAnnotatorNotes T9\tnote\n"
    ann += "N1\tReference T9 Wiki:1\n"
    _, [record] = read("brat", document(tmp_path, "one two", ann))
    assert len(record.problems) == 4
    assert not record.relations


@pytest.mark.parametrize(
    "ann",
    [
        "T1\tx 0",
        "nonsense",
        "T1\tx 0 3\tone\nT1\tx 0 3\tone",
        "R1\tr Arg1:T1",
        "E1\t",
        "A1\tB",
        "N1\tReference T1 x",
    ],
)
def test_a_broken_line_is_named_and_nothing_comes_in(tmp_path: Path, ann: str) -> None:
    with pytest.raises(ReadError, match=r"line [12]"):
        read("brat", document(tmp_path, "one two", ann))


def test_a_folder_comes_in_without_the_document_that_is_broken(tmp_path: Path) -> None:
    document(tmp_path, "one", "T1\tx 0 3\tone\n", "a")
    document(tmp_path, "two", "T1\tx 0", "b")
    (tmp_path / "c.ann").write_text("T1\tx 0 3\tone\n", encoding="utf-8")
    _, [record] = read("brat", tmp_path)
    assert [one.record for one in record.problems] == ["b.ann", "c.ann"]


def test_parts_of_the_bionlp_tasks_are_read_together(tmp_path: Path) -> None:
    document(tmp_path, "one two", "", "a")
    (tmp_path / "a.ann").unlink()
    (tmp_path / "a.a1").write_text("T1\tProtein 0 3\tone\n", encoding="utf-8")
    (tmp_path / "a.a2").write_text("T2\tBind 4 7\ttwo\nE1\tBind:T2 Theme1:T1\n", encoding="utf-8")
    _, [record] = read("brat", tmp_path)
    assert [(one.type, len(record.annotations)) for one in record.relations] == [("Theme", 2)]


def test_brat_is_known_by_its_content(tmp_path: Path) -> None:
    brat = all_formats()["brat"]
    ann = document(tmp_path, "one", "T1\tx 0 3\tone\n")
    assert brat.sniff(ann, ann.read_bytes()) > 0.9
    assert brat.sniff(tmp_path, b"") > 0.9
    assert brat.sniff(tmp_path / "doc.txt", b"one") == 0
    (tmp_path / "another.txt").write_text("an article", encoding="utf-8")
    assert brat.sniff(tmp_path, b"") == 0


def brat_accepts(text: str, ann: str) -> None:
    """The rules by which brat's own server takes or refuses an .ann (server/src/annotation.py)."""
    ids = set()
    for line in ann.split("\n")[:-1]:
        number, _, rest = line.partition("\t")
        assert re.match(r"([A-Za-z]+|#)\d+\Z", number)
        assert number not in ids
        ids.add(number)
        data, _, tail = rest.partition("\t")
        if number[0] == "T":
            kind, places = data.split(" ", 1)
            spans = [tuple(map(int, part.split(" "))) for part in places.split(";")]
            assert re.match(r"[A-Za-z0-9_-]+\Z", kind)
            assert all(0 <= start < end <= len(text) for start, end in spans)
            assert tail == " ".join(text[start:end] for start, end in spans)
        elif number[0] == "R":
            assert re.match(r"\S+ Arg1:T\d+ Arg2:T\d+\Z", data)
        elif number[0] == "A":
            assert re.match(r"(.+?) (T\d+) (.+?)$", data)
        elif number[0] == "N":
            assert re.match(r"(\S+) (T\d+) (\S+?):(\S+)\Z", data)
        else:
            assert re.match(r"#\d+\Z", number)
            assert len(data.split()) == 2


def as_brat_holds_it(record: ArticleRecord) -> ArticleRecord:
    """The record with its spans trimmed of line ends, and joined across gaps of nothing but line ends."""
    kept = []
    for one in record.annotations:
        inside = [at for start, end in one.fragments for at in range(start, end) if record.text[at] != "\n"]
        places: list[Span] = []
        for at in inside:
            if places and not record.text[places[-1].end : at].strip("\n"):
                places[-1] = Span(places[-1].start, at + 1)
            else:
                places.append(Span(at, at + 1))
        if places:
            quote = quote_of(record.text, places)
            kept.append(msgspec.structs.replace(one, fragments=tuple(places), quote=quote))
    left = {one.uid for one in kept}
    relations = [one for one in record.relations if one.head in left and one.tail in left]
    return msgspec.structs.replace(record, annotations=kept, relations=relations)


@settings(max_examples=60)
@given(datasets())
def test_a_round_trip_keeps_all_that_brat_can_hold(dataset: Dataset) -> None:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "out.zip"
        report = written("brat", dataset, target)
        back, records = read("brat", target)
        with zipfile.ZipFile(target) as archive:
            for name in archive.namelist():
                if name.endswith(".ann"):
                    text = archive.read(name[:-3] + "txt").decode()
                    brat_accepts(text, archive.read(name).decode())
        assert [contents(one, KEEPS) for one in records] == [
            contents(as_brat_holds_it(one), KEEPS) for one in dataset.records
        ]
        assert back.entities == sorted(dataset.entities, key=lambda one: (one.name, one.uid))
        assert back.scheme.labels == dataset.scheme.labels
        assert report.annotations == sum(len(one.annotations) for one in dataset.records)
        first = target.read_bytes()
        written("brat", dataset, target)
        assert target.read_bytes() == first


def test_a_folder_is_written_with_its_configuration(tmp_path: Path) -> None:
    dataset, _ = read("brat", fixture("brat/000-introduction.ann"))
    report = written("brat", dataset, tmp_path / "out")
    names = sorted(one.name for one in (tmp_path / "out").iterdir())
    assert names == [
        *("000001-000-introduction.ann", "000001-000-introduction.txt"),
        *("annotation.conf", "annotator-scheme.json", "visual.conf"),
    ]
    assert "Mention\tArg:Person, Value:Name|Nominal" in (tmp_path / "out/annotation.conf").read_text("utf-8")
    assert report.lost == {"metadata": 2}
