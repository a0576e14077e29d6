"""Our JSON lines: nothing is lost on the way out and in; what is wrong in a file is told with its line."""

from __future__ import annotations

import gc
import json
import tempfile
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.errors import Cancelled, ReadError, WriteError
from annotator.formats import all_formats
from annotator.formats.jsonl import parsing, reading, writing
from annotator.model.annotation import Annotation, Relation, Span, quote_of
from annotator.model.article import Article
from annotator.model.exchange import ArticleRecord, Dataset
from annotator.model.text import canonical, fingerprint
from tests.formats.comparing import read, read_or_refused, written
from tests.formats.sample import sample
from tests.strategies import SCHEME, datasets, uids

U = "00000000-0000-4000-8000-0000000000"  # two more digits make a UUID


def record(text: str, *spans: Annotation, **more: Any) -> ArticleRecord:
    article = Article(uid=U + "99", fingerprint=fingerprint(text), length=len(text))
    return ArticleRecord(article=article, text=text, annotations=list(spans), **more)


def mark(text: str, *fragments: tuple[int, int], number: int = 1, **more: Any) -> Annotation:
    spans = tuple(Span(*one) for one in fragments)
    return Annotation(
        label="claim", fragments=spans, quote=quote_of(text, spans), uid=f"{U}{number:02}", **more
    )


def dataset(*records: ArticleRecord) -> Dataset:
    return Dataset(scheme=SCHEME, records=records, count=len(records))


def line_of(**changes: Any) -> dict[str, Any]:
    """A good line in our layout, with changes."""
    span = {"id": U + "01", "label": "claim", "start": 0, "end": 4, "text": "Putu"}
    return {"id": U + "99", "text": "Putu kata 😀 Made", "meta": {}, "spans": [span], **changes}


def put(folder: Path, *lines: object) -> Path:
    path = folder / "data.jsonl"
    rows = [one if isinstance(one, bytes) else json.dumps(one).encode() for one in lines]
    path.write_bytes(b"\n".join(rows) + b"\n")
    return path


def one_record(folder: Path, **changes: Any) -> ArticleRecord:
    _, [found] = read("jsonl", put(folder, line_of(**changes)))
    return found


def span_line(**changes: Any) -> dict[str, Any]:
    return {"id": U + "02", "label": "claim", "start": 5, "end": 9, "text": "kata", **changes}


# -- out and in again


@settings(max_examples=40)
@given(given_dataset=datasets())
def test_out_and_in_again_gives_the_same_content(given_dataset: Dataset) -> None:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "data.jsonl"
        report = written("jsonl", given_dataset, target)
        found, records = read("jsonl", target)
        assert records == list(given_dataset.records)
        assert not report.lost
        assert (found.scheme, found.name, found.uid) == (SCHEME, given_dataset.name, given_dataset.uid)
        assert sorted(one.uid for one in found.entities) == sorted(one.uid for one in given_dataset.entities)
        assert {one.name: one for one in found.entities} == {one.name: one for one in given_dataset.entities}
        assert {one.name: one.uid for one in found.coders} == {
            one.name: one.uid for one in given_dataset.coders
        }
        assert report.annotations == sum(len(one.annotations) for one in records)


@settings(max_examples=40)
@given(given_dataset=datasets())
def test_the_same_data_gives_the_same_bytes(given_dataset: Dataset) -> None:
    with tempfile.TemporaryDirectory() as folder:
        first, second = Path(folder) / "data.jsonl", Path(folder) / "again" / "data.jsonl"
        second.parent.mkdir()
        written("jsonl", given_dataset, first)
        found, records = read("jsonl", first)
        coming_back = msgspec.structs.replace(found, records=records)
        written("jsonl", coming_back, second)
        assert first.read_bytes() == second.read_bytes()
        beside = "data.scheme.json"
        assert first.with_name(beside).read_bytes() == second.with_name(beside).read_bytes()


@settings(max_examples=40)
@given(given_dataset=datasets())
def test_every_line_is_right_for_an_independent_reader(given_dataset: Dataset) -> None:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "data.jsonl"
        written("jsonl", given_dataset, target)
        lines = [json.loads(one) for one in target.read_text(encoding="utf-8").split("\n")[:-1]]
        for line in lines:
            order = [(one["start"], one["end"], one["id"]) for one in line["spans"]]
            assert order == sorted(order)
            for one in line["spans"]:
                assert line["text"][one["start"] : one["end"]] == one["text"]
                assert ("fragments" in one) == (len(one.get("fragments", [0])) > 1)
            for one in line["relations"]:
                if one["cue"]:
                    assert line["text"][one["cue"][0] : one["cue"][1]] == one["cue_text"]


def test_the_keys_stand_in_the_order_of_the_description(tmp_path: Path) -> None:
    written("jsonl", sample(), tmp_path / "data.jsonl")
    line = json.loads((tmp_path / "data.jsonl").read_bytes())
    assert list(line) == [
        *("id", "text", "meta", "spans", "relations", "variables", "status", "split", "offset_unit")
    ]
    assert list(line["meta"]) == [
        *("title", "outlet", "author", "published", "url", "language", "source_file", "sha256")
    ]
    assert list(line["spans"][0]) == [
        *("id", "label", "start", "end", "text", "attributes", "entity", "note", "coder"),
        *("created", "modified"),
    ]
    assert list(line["relations"][0])[:6] == ["id", "label", "head", "tail", "cue", "coder"]
    assert line["offset_unit"] == "code point"


def test_fragments_stand_only_where_there_is_more_than_one(tmp_path: Path) -> None:
    text = "“Kami siap”, kata Made, “dan kuat”"
    written("jsonl", dataset(record(text, mark(text, (1, 10), (25, 33)))), tmp_path / "data.jsonl")
    [span] = json.loads((tmp_path / "data.jsonl").read_bytes())["spans"]
    assert (span["start"], span["end"], span["fragments"]) == (1, 33, [[1, 10], [25, 33]])
    assert span["text"] == text[1:33]


def test_further_columns_come_back_even_when_they_are_named_like_ours(tmp_path: Path) -> None:
    article = Article(
        uid=U + "99", title="T", extra={"title": "a", "extra:x": "b", "halaman": "12"}, length=2
    )
    written("jsonl", dataset(ArticleRecord(article=article, text="ab")), tmp_path / "data.jsonl")
    _, [found] = read("jsonl", tmp_path / "data.jsonl")
    assert (found.article.title, found.article.extra) == ("T", article.extra)


def test_a_suggestion_stays_a_suggestion(tmp_path: Path) -> None:
    text = "Putu kata"
    written("jsonl", dataset(record(text, mark(text, (0, 4), suggested=True))), tmp_path / "data.jsonl")
    _, [found] = read("jsonl", tmp_path / "data.jsonl")
    assert found.annotations[0].suggested


def test_the_scheme_file_names_scheme_entities_coders_unit_version_and_counts(tmp_path: Path) -> None:
    written("jsonl", sample(), tmp_path / "data.jsonl")
    beside = json.loads((tmp_path / "data.scheme.json").read_bytes())
    assert beside["offset_unit"] == "code point"
    assert beside["program_version"]
    assert beside["coders"] == [{"name": "Sample", "uid": sample().coders[0].uid}]
    assert beside["counts"]["annotations"] == 13
    assert beside["counts"]["labels"] == {"actor": 4, "claim": 3, "sentiment": 2, "source": 4}
    assert {one["name"] for one in beside["entities"]} >= {"Rusia", "Valery Gerasimov"}
    assert [one["name"] for one in beside["scheme"]["labels"]] == ["actor", "claim", "source", "sentiment"]


def test_the_flat_layout_has_a_line_for_each_annotation_and_says_what_it_leaves_out(tmp_path: Path) -> None:
    report = written("jsonl", sample(), tmp_path / "data.jsonl", {"flat": True})
    lines = [json.loads(one) for one in (tmp_path / "data.jsonl").read_bytes().splitlines()]
    assert len(lines) == report.annotations == 13
    assert (lines[0]["text"], lines[0]["entity_name"], lines[0]["meta"]["outlet"]) == (
        *("Rusia", "Rusia", "Fakta.com"),
    )
    assert report.lost == {"relations": 9, "cues": 3}
    assert report.relations == 0


def test_a_flat_file_is_refused_because_it_has_no_articles(tmp_path: Path) -> None:
    written("jsonl", sample(), tmp_path / "data.jsonl", {"flat": True})
    assert "flat export" in str(read_or_refused("jsonl", tmp_path / "data.jsonl"))


def test_a_quote_that_no_longer_fits_is_listed_when_it_goes_out(tmp_path: Path) -> None:
    wrong = msgspec.structs.replace(mark("Putu kata", (0, 4)), quote="Made")
    report = written("jsonl", dataset(record("Putu kata", wrong)), tmp_path / "data.jsonl")
    assert [one.record for one in report.warnings] == [wrong.uid]


def test_a_cancelled_export_leaves_nothing_behind(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        all_formats()["jsonl"].write(sample(), tmp_path / "data.jsonl", {}, stop)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_to_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="could not be written"):
        written("jsonl", sample(), tmp_path / "not there" / "data.jsonl")


def test_half_a_character_in_a_project_stops_the_export_with_a_sentence(tmp_path: Path) -> None:
    broken = mark("Putu kata", (0, 4), note="\ud83d")
    with pytest.raises(WriteError, match="half a character"):
        written("jsonl", dataset(record("Putu kata", broken)), tmp_path / "data.jsonl")


# -- files without a scheme beside them


def test_without_a_scheme_file_the_scheme_is_derived_from_what_is_used(tmp_path: Path) -> None:
    spans = [
        span_line(id="a", label="klaim", attributes={"bentuk": "langsung", "kuat": 3, "benar": True}),
        span_line(id="b", label="pelaku", start=0, text="Putu kata", entity="Putu", coder="Ani"),
    ]
    relations = [{"id": "r", "label": "oleh", "head": "a", "tail": "b", "cue": [5, 9]}]
    path = put(tmp_path, line_of(spans=spans, relations=relations, variables={"bingkai": "konflik"}))
    found, [rec] = read("jsonl", path)
    assert [one.name for one in found.scheme.labels] == ["klaim", "pelaku"]
    kinds = {one.name: one.kind for one in found.scheme.label("klaim").attributes}
    assert kinds == {"bentuk": "choice", "kuat": "number", "benar": "yes/no"}
    assert found.scheme.label("pelaku").entity
    kind = found.scheme.relation_type("oleh")
    assert (kind.heads, kind.tails, kind.cue) == (["klaim"], ["pelaku"], True)
    assert [one.name for one in found.scheme.variables] == ["bingkai"]
    assert [one.name for one in found.entities] == ["Putu"]
    assert [one.name for one in found.coders] == ["Ani"]
    assert rec.annotations[0].entity == found.entities[0].uid
    assert not rec.problems


def test_an_attribute_that_is_a_number_here_and_a_word_there_is_a_text(tmp_path: Path) -> None:
    values: list[object] = [3, "three", True, None, ["a", "b"], 2.5]
    spans = [span_line(id=str(place), attributes={"n": one}) for place, one in enumerate(values)]
    lines = [line_of(id="a", spans=spans, variables={"v": 1}), line_of(id="b", variables={"v": "one"})]
    found, [first, second] = read("jsonl", put(tmp_path, *lines))
    assert found.scheme.label("claim").attributes[0].kind == "text"
    words = {one.attributes.get("n") for one in first.annotations}
    assert words == {"3", "three", "yes", None, "a; b", "2.5"}
    assert (first.variables, second.variables) == ({"v": "1"}, {"v": "one"})


def test_ids_that_are_no_uuids_become_the_same_uids_each_time(tmp_path: Path) -> None:
    first = one_record(tmp_path, id="a1", spans=[span_line(id=7)])
    again = one_record(tmp_path, id="a1", spans=[span_line(id=7)])
    assert first.annotations[0].uid == again.annotations[0].uid != ""
    assert (first.article.uid, first.article.extra) == ("", {"id": "a1"})


def test_labels_that_the_scheme_file_does_not_know_are_added_to_what_it_says(tmp_path: Path) -> None:
    written("jsonl", sample(), tmp_path / "data.jsonl")
    path = put(tmp_path, line_of(spans=[span_line(label="baru")]))
    found, [rec] = read("jsonl", path)
    assert [one.name for one in found.scheme.labels] == ["actor", "claim", "source", "sentiment", "baru"]
    assert rec.annotations[0].label == "baru"


def test_a_broken_scheme_file_fails_the_whole_with_its_name(tmp_path: Path) -> None:
    path = put(tmp_path, line_of())
    path.with_name("data.scheme.json").write_text('{"scheme": {"labels": 3}}', encoding="utf-8")
    with pytest.raises(ReadError, match=r"data\.scheme\.json"):
        read("jsonl", path)


# -- spans that do not fit


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"start": 900, "end": 904}, "outside the text"),
        ({"start": -3, "end": 4}, "outside the text"),
        ({"start": 9, "end": 5}, "ends before it starts"),
        ({"start": 5, "end": 5, "text": ""}, "is empty"),
        ({"text": "Kata"}, "not what the text says"),
        ({"start": "5"}, "Expected int"),
        ({"start": 5.5}, "Expected int"),
        ({"start": None}, "Expected int"),
        ({"end": 10**30}, ""),
        ({"label": 3}, "Expected str"),
        ({"label": ""}, "no label"),
        ({"label": "x" * 1000}, "1000 characters"),
        ({"fragments": [[5, 7], [8, 90]]}, ""),
        ({"fragments": [[5, 6], [7, 8]]}, ""),
        ({"fragments": [[5]]}, "Expected"),
        ({"attributes": "all"}, "not names with values"),
        ({"attributes": {"form": {"x": 1}}}, "its value is no text"),
        ({"created": "yesterday"}, "A time"),
    ],
)
def test_a_wrong_span_is_listed_with_its_line_and_the_article_still_comes_in(
    tmp_path: Path, change: dict[str, Any], said: str
) -> None:
    rec = one_record(tmp_path, spans=[*line_of()["spans"], span_line(**change)])
    assert rec.text == "Putu kata 😀 Made"
    assert rec.annotations[0].quote == "Putu"
    kept = set(change) & {"attributes", "created"}
    assert len(rec.annotations) == (2 if kept else 1)
    assert [one.record[:6] for one in rec.problems] == ["line 1"]
    assert said in rec.problems[0].message


def test_a_span_that_is_no_object_costs_only_itself(tmp_path: Path) -> None:
    rec = one_record(tmp_path, spans=["claim", None, span_line()])
    assert [one.quote for one in rec.annotations] == ["kata"]
    assert len(rec.problems) == 2


def test_offsets_in_utf16_are_recognised_by_the_quotes(tmp_path: Path) -> None:
    rec = one_record(tmp_path, spans=[span_line(start=13, end=17, text="Made")])
    assert rec.annotations[0].fragments == (Span(12, 16),)
    assert "UTF-16" in rec.problems[0].message or "utf-16" in rec.problems[0].message


def test_offsets_in_a_declared_unit_need_no_quote(tmp_path: Path) -> None:
    rec = one_record(
        tmp_path,
        offset_unit="utf-16",
        spans=[{"id": "a", "label": "claim", "start": 13, "end": 17}],
        relations=[{"id": "r", "label": "made_by", "head": "a", "tail": "a", "cue": [13, 17]}],
    )
    assert rec.annotations[0].quote == "Made"
    assert rec.relations[0].cue == Span(12, 16)


def test_our_offsets_over_a_text_that_came_back_with_crlf_still_fit(tmp_path: Path) -> None:
    text = "Satu\r\ndua 😀 tiga"
    rec = one_record(tmp_path, text=text, spans=[span_line(start=11, end=15, text="tiga")])
    assert rec.text == text
    assert rec.annotations[0].quote == "tiga"


def test_a_relation_whose_end_is_missing_is_listed(tmp_path: Path) -> None:
    relations = [{"id": U + "05", "label": "made_by", "head": U + "01", "tail": "nobody"}]
    rec = one_record(tmp_path, relations=relations)
    assert not rec.relations
    assert "end is not there" in rec.problems[0].message


@pytest.mark.parametrize(
    ("cue", "kept"),
    [([5, 9], True), ("5,9", True), (None, True), ([5, 99], False), ("here", False), ([9, 5], False)],
)
def test_a_cue_is_two_offsets_or_nothing(tmp_path: Path, cue: object, kept: bool) -> None:
    relations = [{"id": "r", "label": "made_by", "head": U + "01", "tail": U + "01", "cue": cue}]
    rec = one_record(tmp_path, relations=relations)
    [relation] = rec.relations
    assert relation.cue == (Span(5, 9) if kept and cue else None)
    assert relation.cue_quote == ("kata" if kept and cue else "")
    assert len(rec.problems) == (0 if kept else 1)


def test_ids_that_stand_there_twice_get_new_ones(tmp_path: Path) -> None:
    spans = [*line_of()["spans"], span_line(id=U + "01")]
    _, [first, second] = read("jsonl", put(tmp_path, line_of(spans=spans), line_of(text="Putu")))
    found = [one.uid for one in [*first.annotations, *second.annotations]]
    assert len(set(found)) == 3
    assert (first.article.uid, second.article.uid) == (U + "99", "")
    assert [one.record for one in second.problems] == [f"line 2, {U}99", f"line 2, {U}01"]


def test_an_id_that_stands_there_three_times_gets_three(tmp_path: Path) -> None:
    spans = [span_line(id=U + "01"), span_line(id=U + "01"), span_line(id=U + "01")]
    rec = one_record(tmp_path, spans=spans)
    assert len({one.uid for one in rec.annotations}) == 3
    assert len(rec.problems) == 2


def test_a_large_export_is_written_in_portions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written("jsonl", sample(), tmp_path / "one.jsonl")
    monkeypatch.setattr(writing, "_CHUNK", 100)
    gc.disable()
    try:
        written("jsonl", sample(), tmp_path / "two.jsonl")
        assert not gc.isenabled(), "what was off stays off"
    finally:
        gc.enable()
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()


def test_spans_without_ids_get_lasting_ones(tmp_path: Path) -> None:
    spans = [span_line(id=""), span_line(id="")]
    rec = one_record(tmp_path, spans=spans)
    assert len({one.uid for one in rec.annotations}) == 2
    assert rec.annotations == one_record(tmp_path, spans=spans).annotations
    assert not rec.problems


def test_metadata_of_other_kinds_is_kept_as_text(tmp_path: Path) -> None:
    rec = one_record(tmp_path, meta={"title": None, "page": 12, "tags": ["a"], "published": "26 April"})
    assert rec.article.title == ""
    assert rec.article.extra == {"page": "12", "tags": '["a"]', "published": "26 April"}
    assert "date of publication" in rec.problems[0].message


def test_a_text_that_was_changed_is_noticed_by_its_checksum(tmp_path: Path) -> None:
    rec = one_record(tmp_path, meta={"sha256": "0" * 64})
    assert "SHA-256" in rec.problems[0].message
    text = "a\r\nPutu"
    good = {"sha256": fingerprint(canonical(text).text)}
    assert not one_record(tmp_path, text=text, meta=good, spans=[]).problems


def test_status_split_and_times_of_other_programs_are_put_right(tmp_path: Path) -> None:
    spans = [span_line(created="2025-04-26T16:14:32+07:00")]
    rec = one_record(tmp_path, status="finished", split="holdout", spans=spans)
    assert (rec.article.status, rec.split) == ("started", "")
    assert rec.annotations[0].created == "2025-04-26T09:14:32.000Z"
    assert "holdout" in rec.problems[0].message


def test_half_characters_are_replaced_and_their_places_told(tmp_path: Path) -> None:
    line = (
        b'{"text": "ab\\ud83d cd", "spans": [{"label": "claim", "start": 0, "end": 3, "text": "ab\\ud83d"}]}'
    )
    _, [rec] = read("jsonl", put(tmp_path, line))
    assert rec.text == "ab\ufffd cd"
    assert rec.annotations[0].quote == "ab\ufffd"
    assert rec.problems[0].message == "1 half characters were replaced with U+FFFD, at 2."


# -- files that fail as a whole


@pytest.mark.parametrize(
    "line",
    [
        b'{"text": "Putu", "spans": [{"label": "cl',
        b'{"text": "Putu", "spans": []',
        b'{"text": NaN}',
        b'{"text": "a", "score": NaN}',
        b'{"text": "a", "score": -Infinity}',
        b'{"title": "no text"}',
        b'{"text": 3}',
        b'{"text": "a", "spans": {"label": 1}}',
        b'{"text": "a", "relations": 7}',
        b"[]",
        b"null",
        b"Putu kata",
        b'{"text": "\xff\xfe"}',
        b'{"text": "a", "spans": ' + b"[" * 100_000,
        b'{"text": "a", "spans": [' + b'{"attributes":' * 5000 + b"1" + b"}" * 5000 + b"]}",
        b'{"text": "a", "score": ' + b"9" * 10_000 + b"}}",
        b'{"text": "a\\ud83d", "x": ' + b"[" * 900 + b"]" * 900 + b"}",
        b"\x00\x00\x00",
    ],
)
def test_a_broken_line_fails_the_file_with_its_number(tmp_path: Path, line: bytes) -> None:
    with pytest.raises(ReadError, match="line 3: ") as caught:
        read("jsonl", put(tmp_path, line_of(), b"", line))
    assert "Nothing of the file was taken in" in caught.value.sentence
    assert "Putu" not in caught.value.sentence


def test_a_file_in_utf16_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path, json.dumps(line_of()).encode("utf-16"))
    with pytest.raises(ReadError, match="line 1: the file is not in UTF-8"):
        read("jsonl", path)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_a_file_without_articles_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "data.jsonl"
    path.write_bytes(content)
    with pytest.raises(ReadError, match="holds no article"):
        read("jsonl", path)


def test_a_scheme_file_beyond_all_measure_or_without_sense_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(tmp_path, line_of())
    beside = path.with_name("data.scheme.json")
    beside.write_text('{"scheme": {"labels": [{"name": "x"}, {"name": "x"}]}}', encoding="utf-8")
    assert "“x”" in str(read_or_refused("jsonl", path))
    monkeypatch.setattr(reading, "_LARGEST_SCHEME", 10)
    assert "larger than" in str(read_or_refused("jsonl", path))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)
PLACES = (
    *(("id",), ("text",), ("meta",), ("spans",), ("relations",), ("variables",), ("status",), ("split",)),
    *(("offset_unit",), ("meta", "title"), ("meta", "published"), ("meta", "sha256"), ("spans", 0)),
    *(
        ("spans", 0, key)
        for key in ("id", "label", "start", "end", "text", "fragments", "attributes", "entity")
    ),
    *(("spans", 0, key) for key in ("note", "coder", "created", "suggested")),
    *(("relations", 0), ("relations", 0, "head"), ("relations", 0, "cue"), ("relations", 0, "label")),
)


@settings(max_examples=200)
@given(place=st.sampled_from(PLACES), value=JSON)
def test_any_value_in_any_place_is_refused_or_listed_and_nothing_crashes(
    place: tuple[Any, ...], value: object
) -> None:
    relation = {"id": "r", "label": "made_by", "head": U + "01", "tail": U + "01", "cue": [5, 9]}
    line: Any = line_of(relations=[relation], variables={"v": "x"}, status="done", split="train")
    at = line
    for step in place[:-1]:
        at = at[step]
    at[place[-1]] = value
    with tempfile.TemporaryDirectory() as folder:
        found = read_or_refused("jsonl", put(Path(folder), line))
    if not isinstance(found, str):
        for one in found[0].annotations:
            assert one.label.strip()
            assert one.quote


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.jsonl", tmp_path):
        with pytest.raises(ReadError, match="cannot be read"):
            read("jsonl", path)


def test_a_line_beyond_all_measure_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "LONGEST_LINE", 1000)
    with pytest.raises(ReadError, match="line 2: the line is longer"):
        read("jsonl", put(tmp_path, line_of(), line_of(text="x" * 2000)))


def test_a_file_cut_anywhere_fails_or_gives_whole_lines(tmp_path: Path) -> None:
    written("jsonl", sample(), tmp_path / "whole.jsonl")
    line = (tmp_path / "whole.jsonl").read_bytes()
    path = tmp_path / "cut.jsonl"
    for place in range(1, len(line) - 1, len(line) // 20):
        path.write_bytes(line + line[:place])
        assert "line 2: " in str(read_or_refused("jsonl", path))


def test_a_bom_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "data.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(line_of()).encode() + b"\r\n")
    _, [rec] = read("jsonl", path)
    assert rec.annotations[0].quote == "Putu"


@settings(max_examples=20)
@given(value=uids())
def test_uuids_stay_as_they_are(value: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        rec = one_record(Path(folder), spans=[span_line(id=value)])
        assert rec.annotations[0].uid == value


# -- recognition


def test_relations_keep_what_they_say(tmp_path: Path) -> None:
    text = "Putu kata 😀 Made"
    relation = Relation(
        type="made_by",
        head=U + "01",
        tail=U + "02",
        cue=Span(5, 9),
        cue_quote="kata",
        note="jelas",
        coder="Ani",
        created="2025-04-26T09:14:32.123Z",
        modified="2025-04-27T09:14:32.123Z",
        uid=U + "03",
    )
    marks = [mark(text, (0, 4)), mark(text, (12, 16), number=2)]
    written("jsonl", dataset(record(text, *marks, relations=[relation])), tmp_path / "data.jsonl")
    _, [found] = read("jsonl", tmp_path / "data.jsonl")
    assert found.relations == [relation]
