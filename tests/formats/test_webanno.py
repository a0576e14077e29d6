"""WebAnno TSV 3: INCEpTION's own test files, and ours both ways."""

from __future__ import annotations

import tempfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings

from annotator.errors import ReadError
from annotator.formats import all_formats
from annotator.formats.webanno.writing import KEEPS
from annotator.model.annotation import quote_of
from annotator.model.exchange import ArticleRecord, Dataset
from annotator.model.tokens import fit_to_tokens, tokenise
from tests.formats.comparing import contents, read, written
from tests.shared_fixtures import fixture
from tests.strategies import datasets

WEBANNO = all_formats()["webanno"]


def tsv(folder: Path, *lines: str, text: str = "#Text=Kim met Lee .") -> Path:
    path = folder / "doc.tsv"
    head = [line for line in lines if line.startswith("#T_")]
    body = [line for line in lines if not line.startswith("#T_")]
    content = ["#FORMAT=WebAnno TSV 3.3", *head, "", "", text, *body, ""]
    path.write_text("\n".join(content), encoding="utf-8")
    return path


def test_sub_tokens_several_tokens_and_crossing_marks_come_in() -> None:
    path = fixture("webanno_tsv3/testSubMultiTokenSpanWithFeatureValue.tsv")
    assert WEBANNO.sniff(path, path.read_bytes()) > 0.9
    _, [record] = read("webanno", path)
    assert record.text == "aaaaaa bbbbbb cccccc"
    assert {one.label: (one.start, one.end) for one in record.annotations} == {
        "1": (0, 6),
        "2": (0, 13),
        "3": (9, 11),
        "4": (7, 11),
        "5": (9, 13),
        "6": (3, 13),
        "7": (0, 10),
        "8": (3, 10),
        "9": (3, 17),
    }
    assert len(record.problems) == 3
    assert all("empty" in one.message for one in record.problems)


def test_a_relation_without_features_comes_in() -> None:
    _, [record] = read("webanno", fixture("webanno_tsv3/testSingleNonTokenRelationWithoutFeature.tsv"))
    quotes = {one.uid: one.quote for one in record.annotations}
    assert [(one.type, quotes[one.head], quotes[one.tail]) for one in record.relations] == [
        ("SimpleRelation", "This", ".")
    ]


def test_a_chain_of_three_links_is_three_marks_and_two_relations() -> None:
    _, [record] = read("webanno", fixture("webanno_tsv3/testSimpleChain.tsv"))
    quotes = {one.uid: one.quote for one in record.annotations}
    assert list(quotes.values()) == ["This", "is", "a"]
    assert [(quotes[one.head], quotes[one.tail]) for one in record.relations] == [("This", "is"), ("is", "a")]


def test_a_value_is_the_label_and_further_features_are_attributes(tmp_path: Path) -> None:
    path = tsv(
        tmp_path,
        "#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value",
        "#T_SP=de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS|PosValue",
        "1-1\t0-3\tKim\thttp://x\\_y\tPER\tNNP\t",
        "1-2\t4-7\tmet\t_\t_\tVBD\t",
        "1-3\t8-11\tLee\t*[1]\tPER[1]\tNNP\t",
        "1-4\t12-13\t.\t*[1]\tPER[1]\t_\t",
    )
    _, [record] = read("webanno", path)
    assert [(one.label, one.quote, one.attributes) for one in record.annotations] == [
        ("PER", "Kim", {"identifier": "http://x_y"}),
        ("PER", "Lee .", {}),
    ]
    assert "POS" in record.problems[0].message


def test_slots_are_relations_named_by_their_roles(tmp_path: Path) -> None:
    path = tsv(
        tmp_path,
        "#T_SP=webanno.custom.Frame|name|ROLE_webanno.custom.Frame:args_webanno.custom.FrameArgsLink|webanno.custom.Arg",
        "#T_SP=webanno.custom.Arg|value",
        "1-1\t0-3\tKim\t_\t_\t_\tperson",
        "1-2\t4-7\tmet\tmeeting\tagent;*\t1-1;1-3\t_",
        "1-3\t8-11\tLee\t_\t_\t_\tperson",
        "1-4\t12-13\t.\t_\t_\t_\t_",
    )
    _, [record] = read("webanno", path)
    quotes = {one.uid: one.quote for one in record.annotations}
    assert [(one.type, quotes[one.head], quotes[one.tail]) for one in record.relations] == [
        ("agent", "met", "Kim"),
        ("args", "met", "Lee"),
    ]
    assert not record.problems


def test_places_count_utf16_and_gaps_between_sentences_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "doc.tsv"
    path.write_text(
        "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Span|value\n\n\n#Text=😀 Kim\n1-1\t0-2\t😀\t_\t\n"
        "1-2\t3-6\tKim\tA\t\n\n#Text=Lee\n2-1\t8-11\tLee\tB\t\n",
        encoding="utf-8",
    )
    _, [record] = read("webanno", path)
    assert record.text == "😀 Kim\n Lee"
    assert [one.quote for one in record.annotations] == ["Kim", "Lee"]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "no tsv",
        "#FORMAT=WebAnno TSV 2.0\n",
        "#FORMAT=WebAnno TSV 3.3\nnot a layer\n",
        "#FORMAT=WebAnno TSV 3.3\n#T_SP=a.B|value\n\n\n#Text=Kim\n1-1\t0-3\tKim\n",
        "#FORMAT=WebAnno TSV 3.3\n#T_SP=a.B|value\n\n\n#Text=Kim\n1-1\t999999999-9999999999\tKim\t_\t\n",
        "#FORMAT=WebAnno TSV 3.3\n#T_CH=a.B|referenceRelation\n\n\n#Text=Kim\n1-1\t0-3\tKim\t*\t\n",
    ],
)
def test_a_broken_file_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "doc.tsv").write_text(content, encoding="utf-8")
    with pytest.raises(ReadError):
        read("webanno", tmp_path / "doc.tsv")


def as_webanno_holds_it(record: ArticleRecord) -> ArticleRecord:
    """Marks without white space at their ends; white space before the first token is spaces."""
    tokens = tokenise(record.text)
    if not tokens:
        return msgspec.structs.replace(record, text="", annotations=[], relations=[])
    marks, _ = fit_to_tokens(record.annotations, record.text)
    first = tokens[0].start
    text = " " * first + record.text[first:]
    marks = [msgspec.structs.replace(one, quote=quote_of(text, one.fragments)) for one in marks]
    left = {one.uid for one in marks}
    links = [one for one in record.relations if one.head in left and one.tail in left]
    links = [
        msgspec.structs.replace(one, cue_quote=text[one.cue.start : one.cue.end] if one.cue else "")
        for one in links
    ]
    return msgspec.structs.replace(record, text=text, annotations=marks, relations=links)


@settings(max_examples=80)
@given(datasets())
def test_a_round_trip_keeps_all_but_white_space_at_the_edges(dataset: Dataset) -> None:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "out.zip"
        written("webanno", dataset, target)
        assert WEBANNO.sniff(target, b"PK") > 0.9
        back, records = read("webanno", target)
        assert [contents(one, KEEPS) for one in records] == [
            contents(as_webanno_holds_it(one), KEEPS) for one in dataset.records
        ]
        assert back.scheme.labels == dataset.scheme.labels
        assert {one.uid for one in back.entities} == {one.uid for one in dataset.entities}
