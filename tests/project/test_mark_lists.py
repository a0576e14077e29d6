"""Lists of marks over the whole project: filters, to-dos, orders, and edits of many with a preview."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from annotator.errors import SchemeError
from annotator.model.annotation import Annotation
from annotator.model.filters import (
    MARK_COLUMNS,
    TODOS,
    ArticleFilter,
    EditPreview,
    MarkEdit,
    MarkFilter,
    body_of,
    mark_filter_of,
)
from annotator.model.scheme import Attribute, Condition, Value
from annotator.project import Project
from annotator.store import writing
from tests.projects import new_project

_TEXT = "Menteri Sri kata Budi\nbaris dua\n"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Two articles; the first with a claim, its source and an actor, the second with others."""
    made = new_project(tmp_path, _TEXT, "Kalimat lain di sini.")
    one, two = made.articles.ids()
    made.articles.edit(one, title="satu", outlet="Kompas", published="2025-01")
    made.articles.edit(two, title="dua", outlet="Tempo", published="2024-01")
    sri = made.entities.add("Sri Mulyani")
    claim = made.annotations.add(one, "claim", [(0, 11)], attributes={"form": "indirect"}, note="Cék")
    source = made.annotations.add(one, "source", [(17, 21)], entity=sri.uid)
    made.annotations.add(one, "actor", [(8, 11)], entity=sri.uid)
    made.relations.add("attributes", source.uid, claim.uid)
    made.set_coder("Budi")
    made.annotations.add(two, "claim", [(0, 7)], attributes={"form": "unattributed"})
    made.annotations.add(two, "sentiment", [(8, 12)], attributes={"explicit": True})
    yield made
    made.close()


def _quotes(project: Project, **asked: object) -> list[str]:
    found = project.annotations.ids(MarkFilter(**asked))  # type: ignore[arg-type]
    assert project.annotations.count(MarkFilter(**asked)) == len(found)  # type: ignore[arg-type]
    return [line.mark.quote for line in project.annotations.lines(found)]


def _marks(project: Project) -> list[Annotation]:
    return [line.mark for line in project.annotations.lines(project.annotations.ids())]


@pytest.mark.parametrize(
    ("asked", "quotes"),
    [
        ({}, ["Menteri Sri", "Sri", "Budi", "Kalimat", "lain"]),
        ({"words": "SRI"}, ["Menteri Sri", "Sri"]),
        ({"words": "cek"}, []),
        ({"words": "cek", "in_notes": True}, ["Menteri Sri"]),
        ({"labels": ("claim", "actor")}, ["Menteri Sri", "Sri", "Kalimat"]),
        ({"coders": ("Budi",)}, ["Kalimat", "lain"]),
        ({"values": {"form": ("indirect",)}}, ["Menteri Sri"]),
        ({"values": {"form": ("indirect", "")}, "labels": ("claim",)}, ["Menteri Sri"]),
        ({"values": {"form": ("",)}, "labels": ("actor",)}, ["Sri"]),
        ({"values": {"explicit": ("yes",)}}, ["lain"]),
        ({"values": {"explicit": ("no",)}}, []),
        ({"entities": ("",)}, ["Menteri Sri", "Kalimat", "lain"]),
        ({"articles": ArticleFilter(outlets=("Tempo",))}, ["Kalimat", "lain"]),
        ({"articles": ArticleFilter(since="2025")}, ["Menteri Sri", "Sri", "Budi"]),
        ({"suggested": "yes"}, []),
        ({"suggested": "no", "labels": ("source",)}, ["Budi"]),
        ({"todo": "source"}, []),
        ({"todo": "target"}, ["lain"]),
        ({"todo": "entity"}, []),
        ({"todo": "older"}, []),
        ({"todo": "paragraph"}, []),
        ({"todo": "edges"}, []),
        ({"todo": "twice"}, []),
        ({"todo": "strange"}, []),
    ],
)
def test_a_filter_takes_the_marks_that_fit(
    project: Project, asked: dict[str, object], quotes: list[str]
) -> None:
    assert _quotes(project, **asked) == quotes


def test_an_entity_and_an_article_can_be_asked_for(project: Project) -> None:
    sri = project.entities.all()[0].uid
    assert _quotes(project, entities=(sri,)) == ["Sri", "Budi"]
    assert _quotes(project, entities=(sri, "")) == ["Menteri Sri", "Sri", "Budi", "Kalimat", "lain"]
    assert _quotes(project, article=project.articles.ids()[1]) == ["Kalimat", "lain"]


def test_a_claim_whose_source_goes_is_a_todo_but_not_an_unattributed_one(project: Project) -> None:
    claim = next(one for one in _marks(project) if one.quote == "Menteri Sri")
    project.relations.delete([project.relations.of(claim.article)[0].id])
    assert _quotes(project, todo="source") == ["Menteri Sri"]


def test_what_looks_wrong_is_found(project: Project) -> None:
    one, two = project.articles.ids()
    project.annotations.add(one, "actor", [(17, 27)])
    project.annotations.add(two, "actor", [(7, 12)])
    project.annotations.add(two, "sentiment", [(8, 12)])
    assert _quotes(project, todo="paragraph") == ["Budi\nbaris"]
    assert _quotes(project, todo="edges") == [" lain"]
    assert _quotes(project, todo="twice") == ["lain"]
    assert _quotes(project, todo="entity") == ["Budi\nbaris", " lain"]


def test_required_values_are_asked_for_only_where_they_apply(project: Project) -> None:
    def stricter(attribute: Attribute) -> Attribute:
        shown = Condition(attribute="form", values=["indirect"]) if attribute.name == "type" else None
        return msgspec.structs.replace(attribute, required=True, shown_when=shown)

    scheme = project.scheme
    labels = [
        msgspec.structs.replace(
            label, attributes=[stricter(one) for one in label.attributes if one.name in {"form", "type"}]
        )
        if label.name == "claim"
        else label
        for label in scheme.labels
    ]
    project.change_scheme(msgspec.structs.replace(scheme, labels=labels))
    assert _quotes(project, todo="value", labels=("claim",)) == ["Menteri Sri"]
    assert len(_quotes(project, todo="older")) == 5
    claim = next(one for one in _marks(project) if one.quote == "Menteri Sri")
    project.annotations.edit(claim.id, attributes={"form": "mixed"})
    assert _quotes(project, todo="value", labels=("claim",)) == []


def test_a_value_that_left_its_list_is_strange(project: Project) -> None:
    scheme = project.scheme
    labels = []
    for label in scheme.labels:
        attributes = [
            msgspec.structs.replace(one, values=[Value(name="x")]) if one.name == "form" else one
            for one in label.attributes
        ]
        labels.append(msgspec.structs.replace(label, attributes=attributes))
    with project._core.write("Past the door, which would keep the values") as at:
        writing.write_scheme_rows(at, msgspec.structs.replace(scheme, labels=labels))
    assert _quotes(project, todo="strange") == ["Menteri Sri", "Kalimat"]


@pytest.mark.parametrize("column", [*MARK_COLUMNS, "place"])
def test_every_column_sorts_both_ways(project: Project, column: str) -> None:
    forwards = project.annotations.ids(order=column)
    assert len(forwards) == 5
    assert project.annotations.ids(order=f"-{column}") == forwards[::-1]
    assert project.annotations.ids(order=column, most=2) == forwards[:2]


def test_titles_and_entities_stand_in_the_lines(project: Project) -> None:
    line = project.annotations.lines(project.annotations.ids(MarkFilter(labels=("source",))))[0]
    assert (line.entity, line.title, line.outlet, line.published) == (
        "Sri Mulyani",
        "satu",
        "Kompas",
        "2025-01",
    )


def test_a_label_is_changed_and_what_it_does_not_allow_is_counted_before(project: Project) -> None:
    ids = project.annotations.ids(MarkFilter(labels=("claim", "actor")))
    edit = MarkEdit(label="actor")
    assert project.annotations.preview_edit(ids, edit) == EditPreview(changed=2, same=1, dropped=2)
    assert {one.label for one in _marks(project)} == {"claim", "source", "actor", "sentiment"}
    assert project.annotations.edit_many(ids, edit).changed == 2
    assert project.annotations.counts()["actor"] == 3
    assert project.undo() == "Set label of 3 marks"
    assert project.annotations.counts()["claim"] == 2


def test_an_attribute_is_set_where_the_label_has_it(project: Project) -> None:
    ids = project.annotations.ids()
    edit = MarkEdit(attribute="form", value="indirect")
    assert project.annotations.preview_edit(ids, edit) == EditPreview(changed=1, same=1, unfit=3)
    project.annotations.edit_many(ids, edit)
    assert _quotes(project, values={"form": ("indirect",)}) == ["Menteri Sri", "Kalimat"]
    project.annotations.edit_many(ids, MarkEdit(attribute="form", value=None))
    assert _quotes(project, values={"form": ("indirect",)}) == []


def test_an_entity_and_a_note_are_set(project: Project) -> None:
    ids = project.annotations.ids()
    sri = project.entities.all()[0].uid
    preview = project.annotations.edit_many(ids, MarkEdit(entity=sri))
    assert (preview.changed, preview.same, preview.unfit) == (0, 2, 3)
    assert project.annotations.edit_many(ids, MarkEdit(entity="", note="periksa")).changed == 5
    assert {(one.entity, one.note) for one in _marks(project)} == {("", "periksa")}
    assert project.undo() == "Set entity, note of 5 marks"


def test_many_are_deleted_with_their_relations_and_come_back(project: Project) -> None:
    ids = project.annotations.ids(MarkFilter(labels=("claim",)))
    assert project.annotations.preview_edit(ids, MarkEdit(delete=True)) == EditPreview(changed=2, relations=1)
    project.annotations.edit_many(ids, MarkEdit(delete=True))
    assert project.annotations.count() == 3
    assert project.undo() == "Delete 2 marks"
    assert len(project.relations.of(project.articles.ids()[0])) == 1


@pytest.mark.parametrize(
    "edit",
    [
        MarkEdit(label="no such"),
        MarkEdit(attribute="no such", value="x"),
        MarkEdit(attribute="form", value="no such value"),
        MarkEdit(entity="no such uid"),
    ],
)
def test_what_the_scheme_does_not_have_is_refused(project: Project, edit: MarkEdit) -> None:
    with pytest.raises(SchemeError):
        project.annotations.preview_edit(project.annotations.ids(), edit)


def test_a_mark_filter_survives_being_kept_as_a_document() -> None:
    asked = MarkFilter(
        words="x", values={"form": ("",)}, articles=ArticleFilter(outlets=("a",)), todo="source"
    )
    assert mark_filter_of(body_of(asked)) == asked
    assert not MarkFilter(in_notes=True)
    assert len(TODOS) == 9
