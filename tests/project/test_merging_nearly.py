"""Merging what only nearly matches: labels of other names, texts that differ, pruned copies; the preview."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from annotator.errors import Cancelled
from annotator.model.annotation import Span
from annotator.model.entity import GOLD
from annotator.model.scheme import Attribute, Label, Value
from annotator.project import Project
from annotator.project.merging import merge_into
from annotator.project.sharing import copies_for_coders, copy_to_send
from tests.project.test_merging import Pair, content, copy_of
from tests.projects import TEXT, add_texts, first, new_project


@pytest.fixture
def pair(tmp_path: Path) -> Any:
    made = Pair(tmp_path)
    yield made
    made.ours.close()
    made.theirs.close()


def test_there_is_one_gold_layer_however_many_files_have_one(tmp_path: Path) -> None:
    made = new_project(tmp_path, TEXT)
    made.close()
    for name in ("one", "two"):
        project = Project.open(copy_of(tmp_path, name), coder=name)
        project.annotations.add(first(project), "actor", [(0, 5)], note=name, coder=GOLD)
        project.close()
    project = Project.open(tmp_path / "one.anno", coder="Sari")
    merge_into(project, [tmp_path / "two.anno"])
    assert [one.coder for one in project.annotations.of(first(project))] == [GOLD, GOLD]
    project.close()


def _with_label(path: Path, name: str, coder: str) -> None:
    project = Project.open(path, coder=coder)
    scheme = project.scheme
    attribute = Attribute(name="tone", values=[Value(name="calm")])
    added = Label(name=name, attributes=[attribute])
    project.change_scheme(msgspec.structs.replace(scheme, labels=[*scheme.labels, added]))
    project.annotations.add(first(project), name, [(0, 5)], attributes={"tone": "calm"})
    project.close()


def test_a_label_of_another_name_may_be_said_to_mean_one_of_ours(tmp_path: Path) -> None:
    new_project(tmp_path, TEXT).close()
    _with_label(copy_of(tmp_path, "theirs"), "aktor", "Budi")
    project = Project.open(tmp_path / "study.anno", coder="Sari")
    (preview,) = merge_into(project, [tmp_path / "theirs.anno"], dry_run=True)
    (unknown,) = preview.unknown
    assert (unknown.kind, unknown.name, unknown.offers[0]) == ("label", "aktor", "actor")
    merge_into(project, [tmp_path / "theirs.anno"], meanings={("label", "aktor"): "actor"})
    (mark,) = project.annotations.of(first(project))
    assert (mark.label, mark.attributes) == ("actor", {"tone": "calm"})
    assert "aktor" not in {one.name for one in project.scheme.labels}
    assert not project.check()
    project.close()


def test_a_label_that_was_renamed_there_is_still_ours(pair: Pair) -> None:
    scheme = pair.theirs.scheme
    labels = [
        msgspec.structs.replace(one, name="person") if one.name == "actor" else one for one in scheme.labels
    ]
    types = [
        msgspec.structs.replace(
            one,
            heads=["person" if name == "actor" else name for name in one.heads],
            tails=["person" if name == "actor" else name for name in one.tails],
        )
        for one in scheme.relation_types
    ]
    pair.theirs.change_scheme(msgspec.structs.replace(scheme, labels=labels, relation_types=types))
    pair.theirs.annotations.add(first(pair.theirs), "person", [(10, 20)])
    report = pair.merge()
    assert "“actor” is called “person” there" in " ".join(report.scheme)
    assert [one.label for one in pair.marks()].count("actor") == 2
    assert "person" not in {one.name for one in pair.ours.scheme.labels}


def _alike(tmp_path: Path) -> tuple[Project, Path]:
    """The same story taken from two places: a word more at the start, a correction in the middle."""
    text = " ".join(f"Kalimat {number} tentang perang dan damai di Eropa." for number in range(20))
    ours = new_project(tmp_path, text, name="ours.anno", coder="Sari")
    theirs = new_project(tmp_path, name="theirs.anno", coder="Budi")
    theirs.articles.delete(theirs.articles.ids())
    add_texts(theirs, tmp_path, [f"JAKARTA – {text.replace('Kalimat 9 ', 'Kalimat ke-9 ')}"])
    body = theirs.articles.text(first(theirs))
    moved = theirs.annotations.add(first(theirs), "actor", [_place(body, "Kalimat 15")])
    lost = theirs.annotations.add(first(theirs), "actor", [_place(body, "JAKARTA")])
    source = theirs.annotations.add(first(theirs), "source", [_place(body, "Kalimat 17")])
    claim = theirs.annotations.add(first(theirs), "claim", [_place(body, "Kalimat 3 tentang perang")])
    cue = Span(*_place(body, "Kalimat 5"))
    theirs.relations.add("attributes", source.uid, claim.uid, cue=cue)
    theirs.relations.add("made_by", claim.uid, moved.uid)
    theirs.relations.add("made_by", claim.uid, lost.uid)
    theirs.close()
    return ours, theirs.path


def _place(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def test_articles_that_are_nearly_the_same_are_asked_about_and_stay_apart_unless_told(tmp_path: Path) -> None:
    ours, theirs = _alike(tmp_path)
    (preview,) = merge_into(ours, [theirs], dry_run=True)
    (pair,) = preview.alike
    assert pair.ours == ours.articles.get(first(ours)).uid
    assert 0.7 < pair.similarity < 1
    merge_into(ours, [theirs])
    assert len(ours.articles.ids()) == 2
    ours.close()


def test_marks_of_a_text_that_differs_a_little_are_found_again_in_ours(tmp_path: Path) -> None:
    ours, theirs = _alike(tmp_path)
    (preview,) = merge_into(ours, [theirs], dry_run=True)
    same = {one.theirs: one.ours for one in preview.alike}
    (report,) = merge_into(ours, [theirs], same_articles=same)
    assert len(ours.articles.ids()) == 1
    quotes = {one.quote for one in ours.annotations.of(first(ours))}
    assert {"Kalimat 15", "Kalimat 17", "Kalimat 3 tentang perang"} <= quotes
    links = ours.relations.of(first(ours))
    assert sorted(one.type for one in links) == ["attributes", "made_by"]
    assert next(one.cue_quote for one in links if one.cue) == "Kalimat 5"
    assert any("was not found" in one.message for one in report.notes)
    assert any("relation was left out" in one.message for one in report.notes)
    assert not ours.check()
    before = content(ours)
    merge_into(ours, [theirs], same_articles=same)
    assert content(ours) == before
    ours.close()


def test_work_in_a_copy_without_texts_comes_home_with_its_words(pair: Pair, tmp_path: Path) -> None:
    copy_to_send(pair.ours, tmp_path / "masked.anno", texts=False)
    masked = Project.open(tmp_path / "masked.anno", coder="Dewi")
    masked.annotations.add(first(masked), "source", [(10, 20), (25, 30)])
    masked.annotations.edit(pair.mark.id, note="seen")
    masked.articles.set_status(first(masked), "done")
    masked.close()
    title = pair.ours.articles.get(first(pair.ours)).title
    (report,) = merge_into(pair.ours, [tmp_path / "masked.anno"])
    quotes = {one.label: one.quote for one in pair.marks()}
    assert quotes["source"] == f"{TEXT[10:20]} […] {TEXT[25:30]}"
    assert quotes["actor"] == TEXT[:5]
    assert pair.ours.articles.get(first(pair.ours)).status == "done"
    assert pair.ours.articles.get(first(pair.ours)).title == title
    assert not report.tallies["annotation"].changed_on_both
    assert not pair.ours.check()


def test_a_blind_copy_of_an_article_that_was_begun_changes_nothing(pair: Pair, tmp_path: Path) -> None:
    pair.ours.articles.set_status(first(pair.ours), "done")
    (path,) = copies_for_coders(pair.ours, tmp_path, {"Budi": pair.ours.articles.ids()})
    before = content(pair.ours)
    (report,) = merge_into(pair.ours, [path])
    assert content(pair.ours) == before
    assert report.notes == []


def test_edits_in_a_copy_whose_history_was_taken_out_are_not_lost(pair: Pair, tmp_path: Path) -> None:
    pair.theirs.annotations.edit(pair.mark.id, note="edited before the history went")
    copy_to_send(pair.theirs, tmp_path / "bare.anno", history=False)
    merge_into(pair.ours, [tmp_path / "bare.anno"])
    notes = {one.note for one in pair.marks()}
    assert "edited before the history went" in notes


def test_a_preview_lists_examples_with_what_differs(pair: Pair) -> None:
    added = pair.theirs.annotations.add(first(pair.theirs), "source", [(10, 20)])
    pair.theirs.annotations.edit(pair.mark.id, note="theirs", label="source")
    pair.ours.annotations.edit(pair.other_mark.id, note="ours")
    pair.theirs.annotations.edit(pair.other_mark.id, fragments=[(6, 14)])
    pair.theirs.articles.edit(first(pair.theirs), title="Another title")
    pair.theirs.entities.add("Kremlin")
    pair.theirs.relations.add("attributes", added.uid, pair.other_mark.uid)
    pair.theirs.articles.set_variable(first(pair.theirs), "frame", "conflict")
    report = pair.merge(dry_run=True)
    marks = report.examples["annotation"]
    new = next(one for one in marks["new"] if one.uid == added.uid)
    assert new.words.startswith("source: ")
    assert new.coder == "Budi"
    assert new.article == first(pair.ours)
    (there,) = marks["changed_there"]
    assert there.change == "label: actor → source; note: — → theirs"
    (both,) = marks["changed_on_both"]
    assert "place: " in both.change
    assert "note: ours → —" in both.change
    assert report.examples["article"]["changed_there"][0].change.endswith("→ Another title")
    assert report.examples["entity"]["new"][0].words == "Kremlin"
    assert report.examples["relation"]["new"][0].words == "attributes"
    assert report.examples["variable_value"]["new"][0].words == "frame: conflict"


def test_what_was_deleted_is_among_the_examples(pair: Pair) -> None:
    pair.theirs.annotations.delete([pair.mark.id])
    pair.ours.annotations.delete([pair.other_mark.id])
    report = pair.merge(dry_run=True)
    marks = report.examples["annotation"]
    assert [one.uid for one in marks["deleted_there"]] == [pair.mark.uid]
    assert [one.uid for one in marks["deleted_here"]] == [pair.other_mark.uid]


def test_names_that_two_people_share_are_told_in_the_preview(tmp_path: Path) -> None:
    one = new_project(tmp_path, TEXT, name="one.anno", coder="Sari")
    two = new_project(tmp_path, name="two.anno", coder="Sari")
    two.annotations.add(first(two), "actor", [(0, 5)])
    two.close()
    (preview,) = merge_into(one, [two.path], dry_run=True)
    assert preview.same_names == ["Sari"]
    (preview,) = merge_into(one, [two.path], dry_run=True, same_coders=["Sari"])
    assert preview.same_names == []
    one.close()


def test_a_merge_can_be_stopped_and_nothing_is_changed(pair: Pair) -> None:
    pair.theirs.annotations.add(first(pair.theirs), "source", [(10, 20)])
    before, told = content(pair.ours), []

    def stop(done: int, total: int) -> None:
        told.append((done, total))
        if done >= 50:
            raise Cancelled

    with pytest.raises(Cancelled):
        pair.merge(progress=stop)
    assert content(pair.ours) == before
    assert told[0] == (0, 100)


def test_in_very_many_articles_none_that_are_nearly_the_same_are_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = _alike(tmp_path)
    monkeypatch.setattr("annotator.project.merge_texts._MOST", 1)
    (preview,) = merge_into(ours, [theirs], dry_run=True)
    assert preview.alike == []
    monkeypatch.setattr("annotator.project.merge_texts._MOST", 2)
    (preview,) = merge_into(ours, [theirs], dry_run=True)
    assert len(preview.alike) == 1
    ours.close()


def test_beside_a_text_that_differs_work_on_other_articles_comes_as_it_is(pair: Pair, tmp_path: Path) -> None:
    text = " ".join(f"Kalimat {number} tentang perang." for number in range(20))
    add_texts(pair.ours, tmp_path, [text])
    add_texts(pair.theirs, tmp_path, [f"JAKARTA – {text}"])
    here, there = pair.ours.articles.ids()[-1], pair.theirs.articles.ids()[-1]
    same = {pair.theirs.articles.get(there).uid: pair.ours.articles.get(here).uid}
    body = pair.theirs.articles.text(there)
    moved = pair.theirs.annotations.add(there, "actor", [_place(body, "Kalimat 15")])
    pair.theirs.annotations.edit(pair.mark.id, fragments=[(7, 16)])
    pair.theirs.articles.edit(first(pair.theirs), title="Another title")
    pair.merge(same_articles=same)
    assert [one.quote for one in pair.marks() if one.uid == pair.mark.uid] == [TEXT[7:16]]
    assert pair.ours.articles.get(first(pair.ours)).title == "Another title"
    (found,) = pair.ours.annotations.of(here)
    assert (found.uid, found.quote) == (moved.uid, "Kalimat 15")
    assert pair.ours.articles.text(here) == text
    assert not pair.ours.check()


def test_a_mark_of_which_one_piece_is_gone_is_kept_and_told(tmp_path: Path) -> None:
    ours, path = _alike(tmp_path)
    theirs = Project.open(path, coder="Budi")
    same = {theirs.articles.get(first(theirs)).uid: ours.articles.get(first(ours)).uid}
    body = theirs.articles.text(first(theirs))
    pieces = [_place(body, "JAKARTA"), _place(body, "Kalimat 12")]
    mark = theirs.annotations.add(first(theirs), "actor", pieces)
    theirs.close()
    (report,) = merge_into(ours, [path], same_articles=same)
    found = next(one for one in ours.annotations.of(first(ours)) if one.uid == mark.uid)
    assert found.quote == "Kalimat 12"
    told = [one.record for one in report.notes if "look whether it is right" in one.message]
    assert told == [mark.uid]
    ours.close()
