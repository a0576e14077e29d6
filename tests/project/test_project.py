"""The door: articles, annotations, relations, entities, the scheme, and what it refuses."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from annotator.errors import AnnotatorError, Cancelled, FileError, SchemeError, SpanError
from annotator.model.annotation import Span
from annotator.model.scheme import Attribute, Label, Value
from annotator.project import Project
from annotator.project.project import problems_in
from annotator.project.scheming import default_scheme
from annotator.store.file import ProjectFile
from tests.projects import TEXT, add_texts, first, new_project


@pytest.fixture
def project(tmp_path: Path):  # type: ignore[no-untyped-def]
    made = new_project(tmp_path)
    yield made
    made.close()


def test_a_mark_keeps_its_quote_and_starts_the_article(project: Project) -> None:
    article = first(project)
    mark = project.annotations.add(article, "claim", [(21, 34), (0, 5)], attributes={"form": "indirect"})
    assert mark.quote == "Rusia […] pasukan Korea"
    assert mark.fragments == (Span(0, 5), Span(21, 34))
    assert project.annotations.of(article) == [mark]
    assert project.annotations.get(mark.id) == mark
    assert project.annotations.find(mark.uid) == mark.id
    assert project.annotations.find("nobody") is None
    assert project.articles.get(article).status == "started"
    assert project.articles.rows([article])[0].marks == 1
    assert project.annotations.counts()["claim"] == 1


def test_an_emoji_before_the_span_does_not_shift_it(project: Project) -> None:
    at = TEXT.index("Gerasimov")
    mark = project.annotations.add(first(project), "source", [(at, at + 9)])
    assert mark.quote == "Gerasimov"


@pytest.mark.parametrize("span", [(5, 5), (7, 3), (-1, 3), (0, len(TEXT) + 1)])
def test_spans_that_cannot_be_are_refused(project: Project, span: tuple[int, int]) -> None:
    with pytest.raises(SpanError):
        project.annotations.add(first(project), "actor", [span])
    with pytest.raises(SpanError):
        project.annotations.add(first(project), "actor", [])
    assert project.undo_name == "Import"


def test_labels_attributes_and_values_that_the_scheme_lacks_are_refused(project: Project) -> None:
    article = first(project)
    with pytest.raises(SchemeError, match="no label"):
        project.annotations.add(article, "frame", [(0, 5)])
    with pytest.raises(SchemeError, match="no attribute"):
        project.annotations.add(article, "actor", [(0, 5)], attributes={"mood": "good"})
    with pytest.raises(SchemeError, match="no value"):
        project.annotations.add(article, "actor", [(0, 5)], attributes={"type": "ghost"})
    with pytest.raises(SchemeError, match="entity"):
        project.annotations.add(article, "actor", [(0, 5)], entity="nobody")


def test_defaults_of_the_scheme_are_filled_in(project: Project) -> None:
    polite = Attribute(name="polite", kind="yes/no", default=True)
    labels = [*project.scheme.labels, Label(name="demand", attributes=[polite])]
    project.change_scheme(msgspec.structs.replace(project.scheme, labels=labels))
    assert project.annotations.add(first(project), "demand", [(0, 5)]).attributes == {"polite": True}


def test_editing_changes_what_is_given_and_nothing_else(project: Project) -> None:
    article = first(project)
    entity = project.entities.add("Rusia", aliases=["Moskow"], type="government")
    mark = project.annotations.add(article, "actor", [(0, 5)], attributes={"type": "government"}, note="n")
    moved = project.annotations.edit(mark.id, fragments=[(0, 14)])
    assert (moved.quote, moved.note, moved.attributes) == ("Rusia mengakui", "n", {"type": "government"})
    assert project.undo_name == "Move mark"
    named = project.annotations.edit(mark.id, entity=entity.uid)
    assert named.entity == entity.uid
    source = project.annotations.edit(mark.id, label="source")
    assert source.attributes == {}
    assert project.undo_name == "Change label"
    with pytest.raises(SchemeError):
        project.annotations.edit(mark.id, attributes={"type": "government"})
    both = project.annotations.edit(mark.id, label="actor", note="changed")
    assert (both.label, both.note) == ("actor", "changed")
    assert project.undo_name == "Edit mark"


def test_what_is_gone_is_told_in_words(project: Project) -> None:
    with pytest.raises(AnnotatorError, match="mark is not"):
        project.annotations.get(99)  # type: ignore[arg-type]
    with pytest.raises(AnnotatorError, match="relation is not"):
        project.relations.get(99)  # type: ignore[arg-type]
    with pytest.raises(AnnotatorError, match="entity is not"):
        project.entities.get("x")
    for ask in (project.articles.get, project.articles.text):
        with pytest.raises(AnnotatorError, match="article is not"):
            ask(99)  # type: ignore[arg-type]
    with pytest.raises(AnnotatorError, match="article is not"):
        project.annotations.add(99, "actor", [(0, 5)])  # type: ignore[arg-type]


def test_relations_join_what_the_scheme_allows(project: Project) -> None:
    article = first(project)
    source = project.annotations.add(article, "source", [(0, 5)])
    claim = project.annotations.add(article, "claim", [(21, 55)])
    relation = project.relations.add("attributes", source.uid, claim.uid, cue=Span(6, 14), note="n")
    assert relation.cue_quote == "mengakui"
    assert project.relations.of(article) == [relation]
    assert project.relations.get(relation.id) == relation
    assert project.relations.counts()["attributes"] == 1
    edited = project.relations.edit(relation.id, cue=None, note="")
    assert (edited.cue, edited.cue_quote) == (None, "")
    with pytest.raises(SchemeError, match="goes from"):
        project.relations.edit(relation.id, type="made_by")
    with pytest.raises(SpanError):
        project.relations.edit(relation.id, cue=Span(0, 5000))
    with pytest.raises(SchemeError, match="goes from"):
        project.relations.add("attributes", claim.uid, source.uid)
    with pytest.raises(SchemeError, match="itself"):
        project.relations.add("relays", source.uid, source.uid)
    with pytest.raises(AnnotatorError, match="two marks"):
        project.relations.add("relays", source.uid, "nobody")
    project.relations.delete([relation.id])
    assert not project.relations.of(article)
    project.undo()
    project.annotations.delete([source.id, claim.id])
    assert not project.relations.of(article)
    assert project.undo_name == "Delete 2 marks"
    project.undo()
    assert project.relations.of(article)[0].type == "attributes"


def test_a_relation_may_change_its_type(project: Project) -> None:
    article = first(project)
    claim = project.annotations.add(article, "claim", [(21, 55)])
    actor = project.annotations.add(article, "actor", [(0, 5)])
    relation = project.relations.add("made_by", claim.uid, actor.uid)
    assert project.relations.edit(relation.id, type="affects").type == "affects"


def test_marks_of_two_articles_cannot_be_related(project: Project, tmp_path: Path) -> None:
    add_texts(project, tmp_path, ["Another text."])
    one, two = project.articles.ids()
    source = project.annotations.add(one, "source", [(0, 5)])
    claim = project.annotations.add(two, "claim", [(0, 7)])
    with pytest.raises(SchemeError, match="same article"):
        project.relations.add("attributes", source.uid, claim.uid)
    project.articles.delete([one, two])
    assert project.undo_name == "Delete 2 articles"


def test_articles_are_listed_filtered_and_ordered(tmp_path: Path) -> None:
    project = new_project(tmp_path, "Beta", "Älpha", "gamma")
    one, two, three = project.articles.ids()
    for key, title in ((one, "Beta"), (two, "Älpha"), (three, "gamma")):
        project.articles.edit(key, title=title, outlet=f"Outlet {title}", extra={"section": "A"})
    assert project.articles.ids(text="ÄLPHA") == [two]
    assert project.articles.ids(order="-added") == [three, two, one]
    assert project.articles.ids(order="title") == [one, three, two]
    project.annotations.add(three, "actor", [(0, 5)])
    assert project.articles.ids(order="-marks")[0] == three
    assert project.articles.ids(status="started") == [three]
    assert project.articles.progress() == {"new": 2, "started": 1, "done": 0}
    assert [row.title for row in project.articles.rows([three, one])] == ["gamma", "Beta"]
    assert project.articles.get(one).extra == {"section": "A"}
    assert project.articles.find(uid=project.articles.get(two).uid) == two
    assert project.articles.find(fingerprint=project.articles.get(three).fingerprint) == three
    assert project.articles.find(uid="nobody") is None
    with pytest.raises(TypeError):
        project.articles.edit(one, mood="good")
    project.close()


def test_variables_are_set_changed_and_taken_away(project: Project) -> None:
    article = first(project)
    project.articles.set_variable(article, "frame", "conflict")
    project.articles.set_variable(article, "frame", "morality")
    project.articles.set_variable(article, "genre", "news")
    assert project.articles.variables(article) == {"genre": "news", "frame": "morality"}
    project.articles.set_variable(article, "frame", None)
    project.articles.set_variable(article, "frame", None)
    assert project.articles.variables(article) == {"genre": "news"}
    with pytest.raises(SchemeError):
        project.articles.set_variable(article, "frame", "nonsense")
    with pytest.raises(SchemeError):
        project.articles.set_variable(article, "mood", "good")
    project.articles.delete([article])
    project.undo()
    assert project.articles.variables(article) == {"genre": "news"}


def test_entities_are_found_by_any_name_whatever_case_and_accents(project: Project) -> None:
    zelensky = project.entities.add("Volodymyr Zelenskyy", aliases=["Zelensky", "Зеленський"])
    korea = project.entities.add("Korea Utara", aliases=["Korut"], type="government", external_id="Q423")
    assert project.entities.match("zelénsky") == [zelensky]
    assert project.entities.match("korut") == [korea]
    assert project.entities.match("зелен") == [zelensky]
    assert project.entities.match("nobody") == []
    renamed = project.entities.edit(korea.uid, name="DPRK", note="n")
    assert project.entities.get(korea.uid) == renamed
    with pytest.raises(AnnotatorError, match="name"):
        project.entities.add("  ")


def test_deleting_an_entity_frees_its_marks_and_undo_gives_them_back(project: Project) -> None:
    entity = project.entities.add("Rusia")
    mark = project.annotations.add(first(project), "actor", [(0, 5)], entity=entity.uid)
    project.entities.delete(entity.uid)
    assert project.annotations.get(mark.id).entity == ""
    project.undo()
    assert project.annotations.get(mark.id).entity == entity.uid


def test_a_broken_scheme_and_a_vanishing_label_are_refused(project: Project) -> None:
    scheme = project.scheme
    mark = project.annotations.add(first(project), "actor", [(0, 5)])
    without = [one for one in scheme.labels if one.name != "actor"]
    kinds = [one for one in scheme.relation_types if "actor" not in [*one.heads, *one.tails]]
    smaller = msgspec.structs.replace(scheme, labels=without, relation_types=kinds)
    with pytest.raises(SchemeError, match="used 1 times"):
        project.change_scheme(smaller)
    with pytest.raises(SchemeError, match="cannot be used"):
        project.change_scheme(msgspec.structs.replace(scheme, labels=[*scheme.labels, scheme.labels[0]]))
    assert project.scheme == scheme
    project.annotations.delete([mark.id])
    project.change_scheme(smaller)
    assert [one.name for one in project.scheme.labels] == ["claim", "source", "sentiment"]


def test_two_labels_may_swap_their_names(project: Project) -> None:
    swap = {"actor": "claim", "claim": "actor"}
    labels = [
        msgspec.structs.replace(one, name=swap.get(one.name, one.name)) for one in project.scheme.labels
    ]
    mark = project.annotations.add(first(project), "actor", [(0, 5)])
    project.change_scheme(msgspec.structs.replace(project.scheme, labels=labels))
    assert project.annotations.get(mark.id).label == "claim"


def test_a_project_may_start_with_another_scheme(tmp_path: Path) -> None:
    scheme = msgspec.structs.replace(
        default_scheme(),
        labels=[Label(name="frame", attributes=[Attribute(name="kind", values=[Value(name="x")])])],
    )
    scheme = msgspec.structs.replace(scheme, relation_types=[])
    project = Project.create(tmp_path / "frames", coder="", scheme=scheme)
    assert project.path.name == "frames.anno"
    assert project.name == "frames"
    assert [one.name for one in project.scheme.labels] == ["frame"]
    assert project.coder == "Coder 1"
    project.close()


def test_texts_marks_and_cues_that_were_changed_outside_are_listed(project: Project) -> None:
    article = first(project)
    source = project.annotations.add(article, "source", [(0, 5)])
    claim = project.annotations.add(article, "claim", [(21, 55)])
    project.relations.add("attributes", source.uid, claim.uid, cue=Span(6, 14))
    project.close()
    with sqlite3.connect(project.path) as raw:
        raw.execute("UPDATE article_text SET text = 'X' || text")
    raw.close()
    opened = Project.open(project.path)
    messages = " ".join(one.message for one in opened.problems)
    assert "not the one that was imported" in messages
    assert messages.count("does not fit") == 3
    assert len(opened.annotations.of(article)) == 2
    opened.close()


def test_a_large_project_is_checked_later(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.project.project._CHECKED_AT_OPENING", 3)
    project.close()
    opened = Project.open(project.path)
    assert opened.problems == []
    opened.close()


def test_an_opening_that_fails_half_way_gives_the_lock_back(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.close()
    monkeypatch.setattr("annotator.project.project.Project.check_here", lambda _self: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        Project.open(project.path)
    monkeypatch.undo()
    Project.open(project.path).close()


def test_coders_come_into_the_file_with_their_first_mark(project: Project) -> None:
    project.set_coder("Budi")
    assert [one.name for one in project.coders] == ["Sari"]
    mark = project.annotations.add(first(project), "actor", [(0, 5)])
    assert mark.coder == "Budi"
    assert [one.name for one in project.coders] == ["Sari", "Budi"]
    project.set_coder("")
    assert project.coder == "Coder 1"


def test_entities_are_merged_and_split_with_their_marks(project: Project) -> None:
    article = first(project)
    one, two = project.entities.add("Korea Utara", aliases=["DPRK"]), project.entities.add("Korut")
    marks = [
        project.annotations.add(article, "actor", [(at, at + 5)], entity=entity.uid)
        for at, entity in ((0, one), (10, two), (20, two))
    ]
    merged = project.entities.merge(one.uid, [two.uid])
    assert merged.aliases == ["DPRK", "Korut"]
    assert {mark.entity for mark in project.annotations.of(article)} == {one.uid}
    assert project.entities.all() == [merged]
    made = project.entities.split(one.uid, "Korut", [marks[2].id])
    assert project.annotations.get(marks[2].id).entity == made.uid
    assert project.entities.get(one.uid).aliases == ["DPRK"]
    assert [project.undo(), project.undo()] == ["Split entity", "Merge entities"]
    assert [mark.entity for mark in project.annotations.of(article)] == [one.uid, two.uid, two.uid]
    assert [entity.name for entity in project.entities.all()] == ["Korea Utara", "Korut"]


def test_a_check_of_a_whole_file_can_be_stopped_in_the_midst_of_a_question(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.close()
    asked: list[tuple[int, int]] = []

    def often(file: ProjectFile, stop: Callable[[], bool]) -> None:
        file._raw.set_progress_handler(stop, 100)

    def give_up(done: int, total: int) -> None:
        asked.append((done, total))
        if len(asked) > 3:
            raise Cancelled

    monkeypatch.setattr(ProjectFile, "stop_when", often)
    assert problems_in(project.path) == []
    with pytest.raises(Cancelled):
        problems_in(project.path, progress=give_up)
    assert asked == [(0, 0)] * 5
    assert problems_in(project.path) == []


def test_a_fault_of_the_file_is_told_when_nobody_gave_up(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.close()
    told: list[tuple[int, int]] = []

    def refuse(_: ProjectFile) -> list[str]:
        raise FileError("The disk gave up.")

    monkeypatch.setattr(ProjectFile, "structure_problems", refuse)
    with pytest.raises(FileError, match="The disk gave up"):
        problems_in(project.path, progress=lambda done, total: told.append((done, total)))
    assert told == [(0, 0)]
