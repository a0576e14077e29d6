"""Names in a file that mean something here, and those that are new: nothing of the file is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from annotator.model.annotation import Annotation, Relation, Span
from annotator.model.article import Article
from annotator.model.entity import Coder, Entity
from annotator.model.exchange import ArticleRecord, Dataset, ImportReport
from annotator.model.scheme import Attribute, Label, RelationType, Scheme, Value
from annotator.project import Project
from annotator.project.intake import Intake
from tests.projects import first


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "study.anno", coder="Sari")
    yield made
    made.close()


def mark(label: str, **more: Any) -> Annotation:
    return Annotation(label=label, fragments=(Span(0, 5),), **more)


def take(project: Project, *marks: Annotation, scheme: Scheme | None = None, **more: Any) -> ImportReport:
    """Take one article with these marks in."""
    record = {name: more.pop(name) for name in ("relations", "variables", "article", "split") if name in more}
    record.setdefault("article", Article(title="T"))
    data = Dataset(
        scheme=scheme or Scheme(),
        records=[ArticleRecord(text="Rusia mengakui.", annotations=list(marks), **record)],
        **more,
    )
    report = ImportReport()
    with project.command("Import"):
        intake = Intake(project, report, coder="")
        with intake.whole_file(Path("data.file")):
            intake.take_dataset(data)
    return report


def taken(project: Project) -> list[Annotation]:
    return project.annotations.of(first(project))


def test_a_label_of_the_files_scheme_comes_with_its_look_and_a_free_key(project: Project) -> None:
    theirs = Label(name="agent", key="A", colour="#112233", attributes=[Attribute(name="kind", grows=True)])
    take(project, mark("agent", attributes={"kind": "x"}), scheme=Scheme(labels=[theirs]))
    ours = project.scheme.label("agent")
    assert (ours.colour, ours.key) == ("#112233", "G")
    assert taken(project)[0].attributes == {"kind": "x"}


def test_a_label_without_free_letters_gets_no_key(project: Project) -> None:
    take(project, mark("ACE"))
    assert project.scheme.label("ACE").key == ""


def test_attributes_and_values_of_a_known_label_are_added(project: Project) -> None:
    theirs = Label(
        name="actor",
        attributes=[
            Attribute(name="type", values=[Value(name="ghost")]),
            Attribute(name="weight", kind="number"),
        ],
    )
    report = take(
        project, mark("actor", attributes={"type": "ghost", "weight": 2}), scheme=Scheme(labels=[theirs])
    )
    assert taken(project)[0].attributes == {"type": "ghost", "weight": 2}
    assert len(report.warnings) == 2


def test_relation_types_and_variables_of_the_files_scheme_are_added(project: Project) -> None:
    scheme = Scheme(
        relation_types=[RelationType(name="quotes", heads=["source", "ghost"], tails=["claim"])],
        variables=[
            Attribute(name="tone", values=[Value(name="dry")]),
            Attribute(name="genre", values=[Value(name="poem")]),
            Attribute(name="frame"),
        ],
    )
    take(project, scheme=scheme, variables={"tone": "dry", "genre": "poem", "frame": "conflict"})
    assert project.scheme.relation_type("quotes").heads == ["source"]
    assert project.articles.variables(first(project)) == {
        "genre": "poem",
        "frame": "conflict",
        "tone": "dry",
    }


def test_several_values_widen_a_list_and_stand_beside_a_single_choice(project: Project) -> None:
    tags = Attribute(name="tags", kind="several", values=[Value(name="a")])
    labels = [
        msgspec.structs.replace(one, attributes=[*one.attributes, tags]) if one.name == "actor" else one
        for one in project.scheme.labels
    ]
    project.change_scheme(msgspec.structs.replace(project.scheme, labels=labels))
    take(project, mark("actor", attributes={"tags": ["a", "b"], "type": ["government", "business"]}))
    attributes = taken(project)[0].attributes
    assert attributes["tags"] == ["a", "b"]
    assert attributes["type (imported)"] == ["government", "business"]


def test_a_single_value_for_a_list_is_taken_as_it_is(project: Project) -> None:
    take(project, mark("actor", attributes={"type": "spirit"}))
    assert taken(project)[0].attributes == {"type": "spirit"}
    assert "spirit" in [one.name for one in project.scheme.label("actor").attributes[0].values]


def test_values_that_fit_no_list_beside_become_words(project: Project) -> None:
    take(
        project,
        mark("sentiment", attributes={"explicit": "very"}),
        Annotation(label="sentiment", fragments=(Span(6, 9),), attributes={"explicit": 3}),
    )
    assert {str(one.attributes) for one in taken(project)} == {
        "{'explicit (imported)': 'very'}",
        "{'explicit (imported)': '3'}",
    }


def test_relations_widen_the_ends_that_they_need_and_unknown_types_are_added(project: Project) -> None:
    one, two = mark("actor", uid="1"), mark("actor", uid="2")
    links = [
        Relation(type="attributes", head="1", tail="2", uid="r1", cue=Span(6, 14)),
        Relation(type="knows", head="1", tail="2", uid="r2", cue=Span(6, 99)),
        Relation(type="knows", head="1", tail="gone", uid="r3"),
        Relation(type="knows", head="2", tail="1", uid="r2"),
    ]
    report = take(project, one, two, relations=links)
    assert report.relations == 3
    assert "actor" in project.scheme.relation_type("attributes").heads
    cues = {link.type: link.cue_quote for link in project.relations.of(first(project)) if link.cue}
    assert cues == {"attributes": "mengakui"}
    told = " ".join(one.message for one in report.warnings)
    assert "lies outside" in told
    assert "not there" in told


def test_entities_are_met_by_uid_by_name_or_made(project: Project) -> None:
    ours = project.entities.add("Rusia")
    entities = [Entity(name="Rusia", uid="theirs"), Entity(name="Ukraina", uid="new"), Entity(name="Kremlin")]
    take(
        project,
        mark("actor", entity="theirs"),
        mark("source", entity="new"),
        mark("claim", entity="undescribed"),
        entities=entities,
    )
    held = {one.label: one.entity for one in taken(project)}
    assert held["actor"] == ours.uid
    assert project.entities.get(held["source"]).name == "Ukraina"
    assert project.entities.get(held["claim"]).name == "undescribed"
    take(project, mark("actor", entity=ours.uid, uid="again"), entities=[ours])
    assert len(project.entities.all()) == 4


def test_coders_keep_their_identity(project: Project) -> None:
    take(
        project,
        mark("actor", coder="Budi"),
        mark("claim", coder="Budi"),
        coders=[Coder(name="Budi", uid="b-1")],
    )
    assert ("Budi", "b-1") in [(one.name, one.uid) for one in project.coders]


def test_two_marks_with_one_id_become_two(project: Project) -> None:
    report = take(project, mark("actor", uid="1"), mark("claim", uid="1"))
    assert report.annotations == 2
    assert any("same id" in one.message for one in report.warnings)


def test_a_value_that_the_project_has_is_not_replaced(project: Project) -> None:
    take(project, variables={"frame": "conflict"})
    take(project, variables={"frame": "morality"})
    assert project.articles.variables(first(project)) == {"frame": "conflict"}


def test_split_and_metadata_fill_what_is_empty(project: Project) -> None:
    take(project)
    take(project, article=Article(title="Other", outlet="Fakta", extra={"section": "A"}), split="test")
    found = project.articles.get(first(project))
    assert (found.title, found.outlet, found.extra) == ("T", "Fakta", {"section": "A"})


def test_a_failing_file_takes_its_coders_and_labels_back(project: Project) -> None:
    with pytest.raises(ZeroDivisionError):
        take_broken(project)
    assert "frame" not in [one.name for one in project.scheme.labels]
    assert project.articles.ids() == []


def take_broken(project: Project) -> None:
    def records() -> Iterator[ArticleRecord]:
        yield ArticleRecord(article=Article(), text="Rusia.", annotations=[mark("frame", coder="Budi")])
        raise ZeroDivisionError

    with project.command("Import"):
        intake = Intake(project, ImportReport(), coder="")
        with intake.whole_file(Path("x")):
            intake.take_dataset(Dataset(scheme=Scheme(), records=records()))


def test_an_attribute_that_only_a_mark_names_is_guessed_from_its_value(project: Project) -> None:
    take(project, mark("actor", attributes={"doubted": True, "times": 3}))
    assert taken(project)[0].attributes == {"doubted": True, "times": 3}
    kinds = {one.name: one.kind for one in project.scheme.label("actor").attributes}
    assert (kinds["doubted"], kinds["times"]) == ("yes/no", "number")


def test_the_split_of_a_new_article_comes_with_it(project: Project) -> None:
    take(project, article=Article(title="T", uid="a-1"), split="test")
    with project._core.read() as view:
        assert view.connection.exec_driver_sql("SELECT split FROM article").scalars().all() == ["test"]


@pytest.mark.parametrize("uid", ["", "taken"], ids=["without an identity", "with one that is taken"])
def test_the_split_follows_an_article_that_gets_another_identity(project: Project, uid: str) -> None:
    if uid:
        with project.command("Import"):
            intake = Intake(project, ImportReport(), coder="")
            there = ArticleRecord(article=Article(title="There", uid=uid), text="Another text.")
            with intake.whole_file(Path("first.file")):
                intake.take_dataset(Dataset(scheme=Scheme(), records=[there]))
    take(project, article=Article(title="T", uid=uid), split="test")
    with project._core.read() as view:
        query = "SELECT title, split FROM article WHERE split <> ''"
        assert view.connection.exec_driver_sql(query).all() == [("T", "test")]


def test_many_records_come_in_portions_and_a_mark_of_two_articles_once(project: Project) -> None:
    records = [
        ArticleRecord(article=Article(title=str(n)), text=f"Rusia {n}.", annotations=[mark("actor", uid="1")])
        for n in range(201)
    ]
    report = ImportReport()
    with project.command("Import"):
        intake = Intake(project, report, coder="")
        with intake.whole_file(Path("data.file")):
            intake.take_dataset(Dataset(scheme=Scheme(), records=records))
    assert (report.articles, report.annotations) == (201, 1)
    told = [one.message for one in report.warnings if "already" in one.message]
    assert told == ["1 marks are in the project already; they were left as they are here."] * 2
