"""CoNLL: any tag scheme comes in, any goes out, and no token or span is lost on the way."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings

from annotator.errors import ReadError
from annotator.formats import all_formats
from annotator.model.annotation import Annotation, Span
from annotator.model.article import Article
from annotator.model.exchange import ArticleRecord, Dataset
from annotator.model.outgoing import without_overlaps
from annotator.model.scheme import Label, Scheme
from annotator.model.tokens import fit_to_tokens, tokenise
from tests.formats.comparing import read, written
from tests.shared_fixtures import fixture
from tests.strategies import datasets

CONLL = all_formats()["conll"]


def spans(path: Path, text: str, **options: str) -> list[tuple[str, str]]:
    path.write_bytes(text.encode())
    _, records = read("conll", path, options)
    return [(one.label, one.quote) for record in records for one in record.annotations]


def dataset_of(text: str, *marks: tuple[str, int, int]) -> Dataset:
    annotations = [
        Annotation(label=label, fragments=(Span(start, end),), quote=text[start:end], uid=f"u{number}")
        for number, (label, start, end) in enumerate(marks)
    ]
    scheme = Scheme(labels=[Label(name=name) for name in dict.fromkeys(label for label, *_ in marks)])
    return Dataset(
        scheme=scheme, records=[ArticleRecord(article=Article(), text=text, annotations=annotations)]
    )


def lines(path: Path) -> list[str]:
    return path.read_text("utf-8").split("\n")


def test_the_example_of_doccano_has_two_spans() -> None:
    path = fixture("doccano/example.conll")
    assert CONLL.sniff(path, path.read_bytes()) >= 0.9
    _, [record] = read("conll", path)
    assert record.text == "JAPAN GET\nNadim Ladki"
    assert [(one.label, one.quote) for one in record.annotations] == [
        ("LOC", "JAPAN"),
        ("PER", "Nadim Ladki"),
    ]


def test_indonesian_keywords_without_types_come_in() -> None:
    path = fixture("indonesian/keps_valid_preprocess.txt")
    content = path.read_text("utf-8")
    _, [record] = read("conll", path)
    assert record.text.count("\n") == 199
    assert len(record.text.split()) == content.count("\t")
    assert {one.label for one in record.annotations} == {"span"}
    assert len(record.annotations) == content.count("\tB\n")
    assert len(read("conll", path, {"articles": "sentence"})[1]) == 200


@pytest.mark.parametrize(
    "text",
    [
        "Joko\tB-A\nWidodo\tI-A\nPrabowo\tB-A\nhadir\tO\nAni\tB-B\n",
        "Joko\tI-A\nWidodo\tI-A\nPrabowo\tB-A\nhadir\tO\nAni\tI-B\n",
        "Joko\tB-A\nWidodo\tL-A\nPrabowo\tU-A\nhadir\tO\nAni\tU-B\n",
        "Joko\tB-A\nWidodo\tE-A\nPrabowo\tS-A\nhadir\tO\nAni\tS-B\n",
        "Joko NN B-NP B-A\nWidodo NN I-NP I-A\nPrabowo NN I-NP B-A\nhadir VB B-VP O\nAni NN B-NP B-B\n",
        "1\tJoko\tB-A\n2\tWidodo\tI-A\n3\tPrabowo\tB-A\n4\thadir\tO\n5\tAni\tB-B\n",
        "# a comment\r\nJoko\tB-A\r\nWidodo\tI-A\r\nPrabowo\tB-A\r\nhadir\tO\r\nAni\tB-B\r\n",
    ],
    ids=["IOB2", "IOB1", "BILOU", "BIOES", "CoNLL-2003", "numbered", "Windows"],
)
def test_every_tag_scheme_gives_the_same_spans(tmp_path: Path, text: str) -> None:
    assert spans(tmp_path / "a.conll", text) == [("A", "Joko Widodo"), ("A", "Prabowo"), ("B", "Ani")]


def test_nested_columns_and_bare_labels_are_read(tmp_path: Path) -> None:
    assert spans(tmp_path / "a.tsv", "Kota\tB-ORG\tO\nJakarta\tI-ORG\tB-LOC\n") == [
        ("ORG", "Kota Jakarta"),
        ("LOC", "Jakarta"),
    ]
    assert spans(tmp_path / "b.tsv", "Joko\tPerson\nWidodo\tPerson\ndi\tO\n") == [("Person", "Joko Widodo")]


def test_documents_begin_where_the_file_says_so(tmp_path: Path) -> None:
    text = "-DOCSTART- -X- -X- O\n\na x x B-A\n\n-DOCSTART- -X- -X- O\n\nb x x O\n\nc x x I-A\n"
    (tmp_path / "a.conll").write_text(text, encoding="utf-8")
    _, records = read("conll", tmp_path / "a.conll")
    assert [(one.text, one.article.title) for one in records] == [("a", "a 1"), ("b\nc", "a 2")]


@pytest.mark.parametrize("text", ["", "one\ntwo\n", "a\tNN\nb\tVB\n", "a\tB-X\nb\tO\nc\n"])
def test_a_file_without_tags_or_cut_off_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.conll").write_text(text, encoding="utf-8")
    with pytest.raises(ReadError):
        read("conll", tmp_path / "a.conll")


def test_the_longest_of_overlapping_marks_stays_and_the_rest_are_counted(tmp_path: Path) -> None:
    data = dataset_of("Joko Widodo berkata", ("claim", 0, 19), ("actor", 0, 11))
    report = written("conll", data, tmp_path / "a.conll")
    assert report.lost == {"overlaps": 1}
    assert lines(tmp_path / "a.conll") == [
        *("-DOCSTART-\tO", "", "Joko\tB-claim", "Widodo\tI-claim", "berkata\tI-claim", "", "")
    ]


def test_a_column_or_a_file_for_each_label_keeps_overlaps_of_labels(tmp_path: Path) -> None:
    data = dataset_of("Joko Widodo berkata", ("my claim", 0, 19), ("actor", 0, 11))
    report = written("conll", data, tmp_path / "a.conll", {"layers": "a column each", "docstart": False})
    assert report.lost == {}
    assert lines(tmp_path / "a.conll")[1] == "Widodo\tI-my_claim\tI-actor"
    report = written("conll", data, tmp_path / "b.conll", {"layers": "a file each"})
    assert report.lost == {}
    assert [Path(one).name for one in report.files] == ["b.conll", "b.my_claim.conll", "b.actor.conll"]
    assert lines(tmp_path / "b.actor.conll")[4] == "berkata\tO"


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("IOB2", ["B-A", "I-A", "B-A", "O", "B-B"]),
        ("IOB1", ["I-A", "I-A", "B-A", "O", "I-B"]),
        ("BILOU", ["B-A", "L-A", "U-A", "O", "U-B"]),
        ("BIOES", ["B-A", "E-A", "S-A", "O", "S-B"]),
    ],
)
def test_tags_are_written_in_the_scheme_asked_for(tmp_path: Path, tags: str, expected: list[str]) -> None:
    data = dataset_of("Joko Widodo Prabowo hadir Ani", ("A", 0, 11), ("A", 12, 19), ("B", 26, 29))
    written("conll", data, tmp_path / "a", {"tags": tags, "columns": "4", "docstart": False})
    assert [line.split("\t")[-1] for line in lines(tmp_path / "a") if line] == expected
    assert lines(tmp_path / "a")[0] == f"Joko\t-X-\t-X-\t{expected[0]}"


@pytest.mark.parametrize(
    ("edges", "expected", "lost"),
    [
        ("split", ["Jok\tB-A", "owi\tO"], {}),
        ("widen", ["Jokowi\tB-A"], {"token_edges": 1}),
        ("leave out", ["Jokowi\tO"], {"token_edges": 1}),
    ],
)
def test_marks_that_end_inside_a_word_go_as_asked(
    tmp_path: Path, edges: str, expected: list[str], lost: dict[str, int]
) -> None:
    report = written("conll", dataset_of("Jokowi", ("A", 0, 3)), tmp_path / "a", {"edges": edges})
    assert [line for line in lines(tmp_path / "a")[2:] if line] == expected
    assert report.lost == lost


def test_a_sentence_does_not_end_inside_a_mark(tmp_path: Path) -> None:
    text = "Ia datang. Ia pergi. Sudah."
    written("conll", dataset_of(text, ("A", 3, 19)), tmp_path / "a", {"docstart": False})
    assert "".join("|" if not line else "." for line in lines(tmp_path / "a")) == "......|..||"
    assert read("conll", tmp_path / "a")[1][0].annotations[0].quote == "datang . Ia pergi"


@pytest.mark.parametrize("tags", ["IOB2", "IOB1", "BILOU", "BIOES"])
@settings(max_examples=40)
@given(dataset=datasets())
def test_a_round_trip_keeps_every_token_and_every_span_of_the_column(tags: str, dataset: Dataset) -> None:
    records = list(dataset.records)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "out.conll"
        report = written("conll", dataset, target, {"tags": tags})
        marked = [one for one in records if tokenise(one.text)]
        if not marked:
            return
        _, back = read("conll", target)
    for before, after in zip(records, back, strict=True):
        edges = {at for one in before.annotations for span in one.fragments for at in span}
        words = [before.text[a:b] for a, b in tokenise(before.text, edges)]
        assert len("".join(words)) == len("".join(after.text.split()))
        found = sorted((one.label, "".join(one.quote.split())) for one in after.annotations)
        kept, _ = without_overlaps(fit_to_tokens(before.annotations, before.text)[0])
        assert found == sorted(
            (one.label.replace(" ", "_"), "".join(before.text[start:end].split()))
            for one in kept
            for start, end in one.fragments
        )
    assert report.annotations == sum(len(one.annotations) for one in records)
