"""Files in: whole or not at all, duplicates counted, spans and names made ours, everything reported."""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any

import msgspec
import pytest

from annotator.errors import Cancelled, ReadError
from annotator.model.annotation import Span
from annotator.project import Project
from annotator.project.exporting import export_to
from annotator.project.importing import FileChoice, import_files, kind_of, look_at, named
from annotator.project.remembering import forget, remembered
from tests.projects import TEXT, first, new_project, state


@pytest.fixture
def project(tmp_path: Path):  # type: ignore[no-untyped-def]
    made = Project.create(tmp_path / "study.anno", coder="Sari")
    yield made
    made.close()


def jsonl(folder: Path, *articles: dict[str, Any], name: str = "data.jsonl") -> Path:
    path = folder / name
    path.write_text("\n".join(json.dumps(one) for one in articles) + "\n", encoding="utf-8")
    return path


def uid_of(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, name))


def article(text: str, *spans: dict[str, Any], uid: str = "a-1", **more: Any) -> dict[str, Any]:
    return {
        "id": uid_of(uid),
        "text": text,
        "meta": {"title": "T"},
        "spans": list(spans),
        "relations": [],
        **more,
    }


def span(uid: str, label: str, start: int, end: int, text: str, **more: Any) -> dict[str, Any]:
    return {
        "id": uid_of(uid),
        "label": label,
        "start": start,
        "end": end,
        "text": text,
        "coder": "Ann",
        **more,
    }


def test_folders_are_walked_and_the_same_text_comes_in_once(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    (folder / "more").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    (folder / "one.txt").write_text("One text.", encoding="utf-8")
    (folder / "two.txt").write_text("One text.", encoding="utf-8")
    (folder / "more" / "three.txt").write_text("Three.", encoding="utf-8")
    (folder / ".hidden" / "four.txt").write_text("Four.", encoding="utf-8")
    report = import_files(project, [folder, folder / "one.txt"])
    assert (report.articles, report.duplicates, report.failed) == (2, 1, [])
    assert import_files(project, [folder]).duplicates == 3


def test_what_cannot_be_read_is_listed_and_the_rest_goes_in(project: Project, tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text("A good text.", encoding="utf-8")
    binary = tmp_path / "binary.txt"
    binary.write_bytes(bytes(range(256)) * 40)
    empty = tmp_path / "empty.txt"
    empty.touch()
    (tmp_path / "nothing").mkdir()
    strange = tmp_path / "x.unknown"
    strange.write_bytes(b"\x00\x01\x02\x03")
    report = import_files(
        project, [binary, empty, good, tmp_path / "nothing", tmp_path / "missing.txt", strange]
    )
    assert report.articles == 1
    assert {Path(one.file).name for one in report.failed} == {
        "binary.txt", "empty.txt", "nothing", "missing.txt", "x.unknown",
    }  # fmt: skip
    assert all(one.message for one in report.failed)


def test_a_file_that_may_not_be_read_is_listed(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "closed.txt"
    closed.write_text("Text.", encoding="utf-8")
    real = Path.open

    def opened(self: Path, *a: Any, **k: Any) -> Any:
        if self.name == "closed.txt":
            raise PermissionError(13, "Permission denied")
        return real(self, *a, **k)

    monkeypatch.setattr(Path, "open", opened)
    (problem,) = import_files(project, [closed]).failed
    assert "Permission denied" in problem.message


def test_the_reader_may_be_named(project: Project, tmp_path: Path) -> None:
    path = jsonl(tmp_path, article("Some text."))
    assert kind_of(path)[0] is named("jsonl")
    assert import_files(project, [path], format="text").articles == 1
    (problem,) = import_files(project, [path], format="nonsense").failed
    assert "no reader or format" in problem.message
    with pytest.raises(ReadError):
        named("nonsense")


def test_a_trial_run_counts_and_changes_nothing(project: Project, tmp_path: Path) -> None:
    before = state(project)
    path = jsonl(tmp_path, article("Rusia kata.", span("s", "person", 0, 5, "Rusia")))
    report = import_files(project, [path], dry_run=True)
    assert (report.articles, report.annotations) == (1, 1)
    assert state(project) == before
    assert project.undo_name == ""


def test_a_cancelled_import_leaves_nothing(project: Project, tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(f"Text {number}.", encoding="utf-8")

    def cancel(done: int, _total: int) -> None:
        if done == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        import_files(project, sorted(tmp_path.glob("*.txt")), progress=cancel)
    assert project.articles.ids() == []
    assert import_files(project, sorted(tmp_path.glob("*.txt"))).articles == 5


def test_an_encoding_may_be_told(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes("Größe und Übermut.".encode("cp437"))
    import_files(project, [path], encoding="cp437")
    assert project.articles.text(first(project)) == "Größe und Übermut."


def test_replaced_characters_are_reported_with_their_place(project: Project, tmp_path: Path) -> None:
    path = jsonl(tmp_path, article("ab\x01cd\x02"))
    path.with_suffix(".txt").write_text("A text.\x01 More text.", encoding="utf-8")
    report = import_files(project, [path.with_suffix(".txt")])
    assert "U+0001" in report.warnings[0].message
    assert project.articles.text(first(project)) == "A text.\ufffd More text."


def test_spans_over_a_crlf_source_land_on_the_same_words(project: Project, tmp_path: Path) -> None:
    text = "\ufeffSatu\r\n👨‍👩‍👧 Rusia\r\nkata"
    at, cue = text.index("Rusia"), text.index("kata")
    source = span("s", "source", at, at + 5, "Rusia")
    claim = span("c", "claim", 1, 5, "Satu")
    relation = {
        "id": "r",
        "label": "attributes",
        "head": uid_of("s"),
        "tail": uid_of("c"),
        "cue": [cue, cue + 4],
    }
    report = import_files(project, [jsonl(tmp_path, article(text, source, claim, relations=[relation]))])
    assert (report.annotations, report.relations, report.failed) == (2, 1, [])
    marks = {one.label: one for one in project.annotations.of(first(project))}
    assert marks["source"].quote == "Rusia"
    assert marks["claim"].fragments == (Span(0, 4),)
    assert project.relations.of(first(project))[0].cue_quote == "kata"
    assert not project.check()


def test_marks_that_fit_nowhere_are_listed_and_the_article_comes_in(project: Project, tmp_path: Path) -> None:
    wrong = [
        span("1", "actor", 0, 500, "x"),
        span("2", "actor", 5, 2, "x"),
        span("3", "actor", 0, 5, "Nobody"),
    ]
    report = import_files(project, [jsonl(tmp_path, article("Rusia.", *wrong))])
    assert (report.articles, report.annotations) == (1, 0)
    assert len(report.warnings) == 3


def test_names_that_the_scheme_lacks_are_added_and_reported(project: Project, tmp_path: Path) -> None:
    values = {"type": "ghost", "sure": True, "weight": 3, "tags": ["a"], "mood": "good"}
    spans = [
        span("1", "person", 0, 5, "Rusia", attributes={"sure": True}),
        span("2", "Actor", 0, 5, "Rusia", attributes=values, entity=uid_of("e-9")),
    ]
    relation = {"id": "r", "label": "knows", "head": uid_of("1"), "tail": uid_of("2")}
    data = article(
        "Rusia.", *spans, relations=[relation], variables={"frame": "war", "wave": 2, "tone": "dry"}
    )
    report = import_files(project, [jsonl(tmp_path, data)])
    assert (report.annotations, report.relations, report.entities) == (2, 1, 1)
    told = " ".join(one.message for one in report.warnings)
    assert "person" in told
    assert "ghost" in told
    assert "knows" in told
    marks = {one.label: one for one in project.annotations.of(first(project))}
    assert marks["actor"].attributes == values
    assert project.scheme.label("person").key == "P"
    assert project.articles.variables(first(project)) == {"frame": "war", "wave": 2, "tone": "dry"} or (
        project.articles.variables(first(project))["wave"] == 2
    )
    assert {one.name for one in project.coders} >= {"Ann"}
    project.undo()
    assert project.articles.ids() == []
    assert [one.name for one in project.scheme.labels] == ["actor", "claim", "source", "sentiment"]


def test_values_of_another_kind_stand_beside(project: Project, tmp_path: Path) -> None:
    spans = [
        span("1", "sentiment", 0, 5, "Rusia", attributes={"explicit": "very"}),
        span("2", "sentiment", 0, 5, "Rusia", attributes={"explicit": "very"}),
    ]
    import_files(project, [jsonl(tmp_path, article("Rusia.", *spans))])
    marks = project.annotations.of(first(project))
    assert [one.attributes for one in marks] == [{"explicit (imported)": "very"}] * 2


def test_coming_in_again_adds_nothing(project: Project, tmp_path: Path) -> None:
    mark = span("1", "actor", 0, 5, "Rusia")
    path = jsonl(tmp_path, article("Rusia.", mark, status="done"))
    import_files(project, [path])
    before = state(project)
    report = import_files(project, [path])
    assert (report.articles, report.annotations) == (0, 0)
    assert "in the project already" in report.warnings[0].message
    assert state(project) == before


def test_a_known_text_gets_the_marks_and_the_missing_metadata(project: Project, tmp_path: Path) -> None:
    plain = tmp_path / "plain.txt"
    plain.write_text("Rusia.", encoding="utf-8")
    import_files(project, [plain])
    data = article("Rusia.", span("1", "actor", 0, 5, "Rusia"), uid="other", split="train", status="done")
    data["meta"] = {"outlet": "Fakta.com", "section": "World"}
    import_files(project, [jsonl(tmp_path, data)])
    assert len(project.articles.ids()) == 1
    found = project.articles.get(first(project))
    assert (found.outlet, found.extra, found.status) == ("Fakta.com", {"section": "World"}, "done")


def test_an_identity_that_belongs_to_another_text_stays_with_it(project: Project, tmp_path: Path) -> None:
    relation = {"id": "r", "label": "relays", "head": uid_of("1"), "tail": uid_of("2")}
    spans = [span("1", "source", 0, 5, "Rusia"), span("2", "source", 6, 11, "lagi.")]
    import_files(project, [jsonl(tmp_path, article("Rusia lagi.", *spans, relations=[relation]))])
    spans = [span("1", "source", 0, 5, "Rusia"), span("2", "source", 6, 11, "baru.")]
    second = jsonl(tmp_path, article("Rusia baru.", *spans, relations=[relation]), name="second.jsonl")
    report = import_files(project, [second])
    assert (report.articles, report.annotations, report.relations) == (1, 2, 1)
    assert any("another text" in one.message for one in report.warnings)
    assert len(project.articles.ids()) == 2


def test_entities_of_one_name_are_one(project: Project, tmp_path: Path) -> None:
    ours = project.entities.add("Rusia")
    other = Project.create(tmp_path / "other.anno", coder="Budi")
    (tmp_path / "text.txt").write_text("Rusia.", encoding="utf-8")
    import_files(other, [tmp_path / "text.txt"])
    theirs = other.entities.add("Rusia")
    other.annotations.add(first(other), "actor", [(0, 5)], entity=theirs.uid)
    export_to(other, tmp_path / "out.jsonl")
    other.close()
    assert import_files(project, [tmp_path / "out.jsonl"]).entities == 0
    assert project.annotations.of(first(project))[0].entity == ours.uid
    assert project.entities.all() == [ours]


def test_the_file_stays_whole_after_a_file_that_broke_in_the_middle(project: Project, tmp_path: Path) -> None:
    broken = tmp_path / "broken.jsonl"
    good = json.dumps(article("Rusia.", span("1", "newlabel", 0, 5, "Rusia")))
    broken.write_text(good + "\n" + good[: len(good) // 2], encoding="utf-8")
    fine = tmp_path / "fine.txt"
    fine.write_text(TEXT, encoding="utf-8")
    report = import_files(project, [broken, fine])
    assert (report.articles, report.annotations, len(report.failed)) == (1, 0, 1)
    assert "newlabel" not in [one.name for one in project.scheme.labels]
    assert not project.check()


def test_a_project_made_elsewhere_comes_back_the_same(tmp_path: Path) -> None:
    one = new_project(tmp_path, name="one.anno")
    entity = one.entities.add("Rusia", aliases=["Moskow"])
    source = one.annotations.add(first(one), "source", [(0, 5), (6, 14)], entity=entity.uid, note="n")
    claim = one.annotations.add(first(one), "claim", [(21, 55)], attributes={"form": "indirect"})
    one.relations.add("attributes", source.uid, claim.uid, cue=Span(15, 20))
    one.articles.set_variable(first(one), "frame", "conflict")
    one.articles.set_status(first(one), "done")
    export_to(one, tmp_path / "out.jsonl")
    two = Project.create(tmp_path / "two.anno", coder="Budi")
    report = import_files(two, [tmp_path / "out.jsonl"])
    assert report.failed == []
    assert comparable(two) == comparable(one)
    one.close()
    two.close()


def comparable(project: Project) -> object:
    """The project's content without row ids."""

    def bare(value: Any) -> Any:
        return msgspec.structs.replace(value, id=0, **({"article": 0} if hasattr(value, "article") else {}))

    key = first(project)
    return (
        bare(project.articles.get(key)),
        [bare(one) for one in project.annotations.of(key)],
        [bare(one) for one in project.relations.of(key)],
        [bare(one) for one in project.entities.all()],
        project.articles.variables(key),
    )


def test_names_of_the_file_mean_what_was_chosen(project: Project, tmp_path: Path) -> None:
    marks = [
        span("1", "PER", 0, 5, "Rusia", attributes={"kind": "gov"}),
        span("2", "JUNK", 0, 5, "Rusia"),
        span("3", "PER", 6, 14, "mengakui", attributes={"kind": "media"}),
    ]
    links = [{"id": uid_of("r"), "label": "near", "head": uid_of("1"), "tail": uid_of("2")}]
    path = jsonl(tmp_path, article(TEXT, *marks) | {"relations": links})
    before = project.scheme
    mapping = {
        "label:PER": "actor",
        "label:JUNK": None,
        "attribute:PER/kind": "type",
        "value:PER/kind/gov": "government",
    }
    trial = import_files(project, [path], mapping=mapping, dry_run=True)
    assert [one.key for one in trial.names if one.kind == "label"] == ["label:PER", "label:JUNK"]
    assert (trial.recognised[0].kind, trial.recognised[0].sure) == ("jsonl", 0.5)
    assert project.scheme == before
    report = import_files(project, [path], mapping=mapping)
    assert (report.annotations, report.relations, report.names) == (2, 0, [])
    assert [one.attributes for one in project.annotations.of(first(project))] == [
        {"type": "government"},
        {"type": "media"},
    ]
    assert [one.name for one in project.scheme.labels] == [one.name for one in before.labels]


def test_what_names_meant_is_remembered_for_the_next_file_of_the_format(
    project: Project, tmp_path: Path
) -> None:
    one = jsonl(tmp_path, article("Rusia.", span("1", "PER", 0, 5, "Rusia")))
    import_files(project, [one], mapping={"label:PER": "actor", "label:JUNK": None})
    marks = (span("2", "PER", 0, 5, "Korea"), span("3", "JUNK", 0, 5, "Korea"))
    two = jsonl(tmp_path, article("Korea.", *marks, uid="b"), name="two.jsonl")
    trial = import_files(project, [two], dry_run=True)
    assert [one.key for one in trial.names] == ["label:PER", "label:JUNK"]
    report = import_files(project, [two])
    assert report.annotations == 1
    assert "label PER means actor" in report.warnings[-1].message
    assert project.annotations.counts()["actor"] == 2
    other = article("Moskow.", span("4", "PER", 0, 6, "Moskow"), uid="c")
    three = jsonl(tmp_path, other, name="three.jsonl")
    import_files(project, [three], mapping={"label:PER": "PER"})  # a new decision goes before an old one
    assert project.annotations.counts()["PER"] == 1
    assert remembered(project, "jsonl") == {"label:PER": "PER", "label:JUNK": None}
    assert forget(project) == 1
    assert remembered(project, "jsonl") == {}


def test_a_look_at_files_tells_only_of_those_with_labelled_data(project: Project, tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("Rusia mengakui.", encoding="utf-8")
    assert look_at(project, [text, tmp_path / "missing"]).recognised == []
    data = jsonl(tmp_path, article("Rusia.", span("1", "PER", 0, 5, "Rusia")))
    report = look_at(project, [tmp_path])
    assert [Path(one.file).name for one in report.recognised] == ["data.jsonl"]
    assert (report.articles, [one.key for one in report.names]) == (1, ["label:PER"])
    assert look_at(project, [data], format="nonsense").recognised == []
    assert project.articles.ids() == []
    assert look_at(project, [data], choices={data: FileChoice(skip=True)}).recognised == []


def test_labelled_data_inside_an_archive_comes_in_each_file_in_its_format(
    project: Project, tmp_path: Path
) -> None:
    import zipfile

    one = jsonl(tmp_path, article("Rusia.", span("1", "actor", 0, 5, "Rusia")))
    prodigy = {
        "text": "Korea.",
        "tokens": [{"text": "Korea", "start": 0, "end": 5, "id": 0}],
        "answer": "accept",
    }
    prodigy["spans"] = [{"start": 0, "end": 5, "token_start": 0, "token_end": 0, "label": "actor"}]
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.write(one, "deep/data.jsonl")
        archive.writestr("p.jsonl", json.dumps({**prodigy, "_input_hash": 1, "_task_hash": 2}) + "\n")
        archive.writestr("plain.txt", "Moskow diam.")
        archive.writestr("broken.jsonl", one.read_bytes()[:-30])
    report = import_files(project, [tmp_path / "all.zip"])
    assert (report.articles, report.annotations) == (3, 2)
    assert [problem.file for problem in report.failed] == [f"{tmp_path / 'all.zip'}/broken.jsonl"]
    again = import_files(project, [tmp_path / "all.zip"])
    assert (again.articles, again.annotations) == (0, 0)


def test_an_archive_of_articles_is_still_read_as_one(project: Project, tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "news.zip", "w") as archive:
        archive.writestr("a.txt", "Moskow diam.")
        archive.writestr("rows.json", json.dumps([{"title": "T", "text": "Rusia bicara."}]))
    assert import_files(project, [tmp_path / "news.zip"]).articles == 2
