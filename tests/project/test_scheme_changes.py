"""Marks follow the scheme: what is shown before it happens is what happens, and Undo takes it back whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from annotator.errors import SchemeError
from annotator.model.annotation import Annotation
from annotator.model.scheme import Attribute, Label, RelationType, Scheme, Value
from annotator.model.scheme_changes import (
    EditScheme,
    Limit,
    MergeLabels,
    Part,
    Preview,
    ReplaceValues,
    SchemeChange,
    SplitLabel,
)
from annotator.model.scheme_edits import (
    item,
    replace,
    retired,
    with_attribute,
    with_label,
    with_relation_type,
    without,
)
from annotator.model.scheme_joining import adopted
from annotator.project import Project
from annotator.project.scheme_files import template
from annotator.store import schema
from tests.projects import add_texts, state

TEXTS = ("Satu dua tiga empat lima enam.", "Tujuh delapan sembilan sepuluh.")

SCHEME = Scheme(
    labels=[
        Label(
            name="claim",
            key="C",
            attributes=[
                Attribute(name="form", values=[Value(name=one) for one in ("quote", "indirect", "unused")]),
                Attribute(name="weight", kind="number"),
                Attribute(name="words", kind="text"),
                Attribute(name="issues", kind="several", values=[Value(name="war"), Value(name="tax")]),
            ],
        ),
        Label(name="statement", attributes=[Attribute(name="form", values=[Value(name="action")])]),
        Label(name="actor", key="A", entity=True),
    ],
    relation_types=[RelationType(name="made_by", heads=["claim"], tails=["actor"])],
    variables=[
        Attribute(name="genre", values=[Value(name="report"), Value(name="comment")]),
        Attribute(name="checked", kind="yes/no"),
    ],
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "study.anno", coder="Sari", scheme=SCHEME)
    add_texts(made, tmp_path, TEXTS)
    one, two = made.articles.ids()
    quote = {"form": "quote", "weight": 3, "words": "kata", "issues": ["war", "tax"]}
    first = made.annotations.add(one, "claim", [(0, 4)], attributes=quote)
    actor = made.annotations.add(one, "actor", [(5, 8)])
    made.annotations.add(one, "statement", [(9, 13)], attributes={"form": "action"})
    made.relations.add("made_by", first.uid, actor.uid)
    made.articles.set_variable(one, "genre", "report")
    made.articles.set_variable(one, "checked", True)
    made.set_coder("Budi")
    made.annotations.add(two, "claim", [(0, 5)], attributes={"form": "indirect"})
    made.annotations.add(two, "claim", [(6, 13)])
    yield made
    made.close()


def marks(project: Project, label: str = "") -> list[Annotation]:
    found = [one for key in project.articles.ids() for one in project.annotations.of(key)]
    return [one for one in found if label in ("", one.label)]


def attribute(project: Project, name: str) -> Attribute:
    found = [*project.scheme.variables, *(two for one in project.scheme.labels for two in one.attributes)]
    return next(one for one in found if one.name == name)


def words(preview: Preview) -> dict[str, int]:
    return {one.words: one.count for one in preview.effects}


def done(project: Project, change: SchemeChange) -> Preview:
    """Preview, apply, compare; undo and see that everything is as before; apply again."""
    before = state(project)
    shown = project.scheme_changes.preview(change)
    assert state(project) == before
    applied = project.scheme_changes.apply(change)
    assert words(applied) == words(shown)
    after = [(one.uid, one.label, one.attributes) for one in marks(project)]
    assert project.check() == []
    project.undo()
    assert state(project) == before
    project.redo()
    assert [(one.uid, one.label, one.attributes) for one in marks(project)] == after
    return applied


def edit(project: Project, scheme: Scheme, **more: object) -> Preview:
    return done(project, msgspec.convert({"scheme": scheme, "type": "edit", **more}, EditScheme))


def test_renaming_a_label_an_attribute_and_a_value_at_once(project: Project) -> None:
    claim, form = project.scheme.label("claim"), attribute(project, "form")
    renamed = replace(form, name="kind", values=[Value(name="direct"), *form.values[1:]])
    scheme = with_attribute(with_label(project.scheme, replace(claim, name="says")), renamed)
    preview = edit(project, scheme, words={form.uid: {"quote": "direct"}})
    assert words(preview) == {
        "called “says” from now on, no longer “claim”": 3,
        "their “form” is called “kind”": 2,
        "“kind”: “quote” becomes “direct”": 1,
    }
    assert [one.attributes.get("kind") for one in marks(project, "says")] == ["direct", "indirect", None]
    assert preview.touched == 3
    assert project.scheme.version == 2


def test_swapping_the_names_of_two_labels_swaps_nothing_else(project: Project) -> None:
    claim, statement = project.scheme.labels[:2]
    scheme = replace(
        project.scheme,
        labels=[
            replace(claim, name="statement"),
            replace(statement, name="claim"),
            project.scheme.labels[2],
        ],
        relation_types=[replace(project.scheme.relation_types[0], heads=["statement"])],
    )
    edit(project, scheme)
    assert project.annotations.counts() == {"statement": 3, "claim": 1, "actor": 1}


def test_a_label_that_is_gone_stays_retired_while_marks_have_it(project: Project) -> None:
    preview = edit(project, without(project.scheme, project.scheme.label("claim").uid))
    claim = project.scheme.label("claim")
    assert (claim.retired, claim.key) == (True, "")
    assert words(preview)["“claim” stays on them and is no longer offered"] == 3
    assert len(marks(project, "claim")) == 3
    assert not project.scheme.relation_type("made_by").active


def test_a_gone_label_keeps_its_name_apart_from_a_new_one_of_that_name(project: Project) -> None:
    scheme = without(project.scheme, project.scheme.label("statement").uid)
    edit(project, replace(scheme, labels=[*scheme.labels, Label(name="Statement")]))
    assert project.annotations.counts()["statement 2"] == 1


def test_an_unused_label_simply_goes(project: Project) -> None:
    scheme = replace(project.scheme, labels=[*project.scheme.labels, Label(name="spare", parent="actor")])
    project.scheme_changes.apply(EditScheme(scheme=scheme))
    edit(project, without(project.scheme, project.scheme.label("spare").uid))
    assert [one.name for one in project.scheme.labels] == ["claim", "statement", "actor"]


def test_marks_of_a_gone_label_may_move_to_another(project: Project) -> None:
    claim, statement = project.scheme.label("claim"), project.scheme.label("statement")
    scheme, form = without(project.scheme, statement.uid), claim.attributes[0]
    change = EditScheme(scheme=scheme, moved={statement.uid: claim.uid})
    assert project.scheme_changes.preview(change).open[0].counts == {"action": 1}
    preview = done(project, replace(change, words={form.uid: {"action": "indirect"}}))
    assert words(preview) == {
        "“statement” becomes “claim”": 1,
        "“form”: “action” becomes “indirect”": 1,
    }
    assert len(marks(project, "claim")) == 4


def test_a_renamed_label_without_marks_touches_nothing(project: Project) -> None:
    project.scheme_changes.apply(
        EditScheme(scheme=replace(project.scheme, labels=[*project.scheme.labels, Label(name="spare")]))
    )
    renamed = with_label(project.scheme, replace(project.scheme.label("spare"), name="other"))
    assert edit(project, renamed).effects == []


def test_moving_and_retiring_show_the_marks_and_change_none(project: Project) -> None:
    claim = project.scheme.label("claim")
    preview = edit(project, with_label(project.scheme, replace(claim, parent="actor")))
    assert words(preview) == {"“claim” stands below “actor” now": 3}
    assert preview.touched == 0
    preview = edit(project, with_label(project.scheme, replace(project.scheme.label("claim"), parent="")))
    assert words(preview) == {"“claim” stands at the top now": 3}
    edit(project, retired(project.scheme, claim.uid))
    preview = edit(project, retired(project.scheme, claim.uid, on=False))
    assert words(preview) == {"“claim” is offered again": 3}


def test_values_in_use_stay_on_the_list_until_somebody_says_what_becomes_of_them(project: Project) -> None:
    form = attribute(project, "form")
    shorter = with_attribute(project.scheme, replace(form, values=[Value(name="other")]))
    preview = edit(project, shorter)
    assert words(preview) == {
        "“quote” of “form” is in use: it stays, retired": 1,
        "“indirect” of “form” is in use: it stays, retired": 1,
    }
    kept = attribute(project, "form")
    assert [(one.name, one.retired) for one in kept.values] == [
        ("other", False),
        ("quote", True),
        ("indirect", True),
    ]
    told = replace(kept, values=[Value(name="other")])
    preview = edit(
        project,
        with_attribute(project.scheme, told),
        words={form.uid: {"quote": "other", "indirect": None}},
    )
    assert words(preview) == {
        "“form”: “quote” becomes “other”": 1,
        "value of “form” taken away, or a part of it": 1,
    }
    assert [one.attributes.get("form") for one in marks(project, "claim")] == ["other", None, None]


def test_an_attribute_that_is_gone_stays_retired_or_is_taken_away(project: Project) -> None:
    form = attribute(project, "form")
    edit(project, without(project.scheme, form.uid))
    assert attribute(project, "form").retired
    assert marks(project, "claim")[0].attributes["form"] == "quote"
    preview = edit(project, without(project.scheme, form.uid), taken=[form.uid])
    assert words(preview) == {"value of “form” taken away": 2}
    assert preview.effects[0].lost
    assert all("form" not in one.attributes for one in marks(project, "claim"))


@pytest.mark.parametrize(
    ("name", "kind", "held"),
    [
        ("weight", "text", "3"),
        ("words", "several", ["kata"]),
        ("words", "choice", "kata"),
        ("form", "text", "quote"),
        ("form", "several", ["quote"]),
        ("issues", "text", "war; tax"),
    ],
)
def test_another_kind_takes_the_values_along(project: Project, name: str, kind: str, held: object) -> None:
    edit(project, with_attribute(project.scheme, replace(attribute(project, name), kind=kind)))
    assert marks(project, "claim")[0].attributes[name] == held


def test_words_without_a_place_stop_the_change_until_they_are_settled(project: Project) -> None:
    form, before = attribute(project, "form"), state(project)
    change = EditScheme(scheme=with_attribute(project.scheme, replace(form, kind="yes/no", values=[])))
    preview = project.scheme_changes.preview(change)
    assert not preview.possible
    assert [(one.name, one.owner, one.counts) for one in preview.open] == [
        ("form", "claim", {"quote": 1, "indirect": 1})
    ]
    with pytest.raises(SchemeError, match="“form” has no place for “quote”, “indirect”"):
        project.scheme_changes.apply(change)
    assert state(project) == before
    done(project, replace(change, words={form.uid: {"quote": "yes", "indirect": None}}))
    assert [one.attributes.get("form") for one in marks(project, "claim")] == [True, None, None]


def test_several_values_do_not_become_one_silently(project: Project) -> None:
    issues = attribute(project, "issues")
    preview = edit(project, with_attribute(project.scheme, replace(issues, kind="choice")))
    assert preview.effects[0].lost
    assert marks(project, "claim")[0].attributes["issues"] == "war"


def test_article_variables_follow_too(project: Project) -> None:
    article = project.articles.ids()[0]
    genre = attribute(project, "genre")
    renamed = replace(genre, name="sort", values=[Value(name="news"), Value(name="comment")])
    preview = edit(project, with_attribute(project.scheme, renamed), words={genre.uid: {"report": "news"}})
    assert words(preview) == {"“sort”: “report” becomes “news”": 1}
    assert preview.effects[0].articles == [article]
    assert project.articles.variables(article) == {"sort": "news", "checked": True}
    checked = attribute(project, "checked")
    edit(project, with_attribute(project.scheme, replace(checked, kind="text")))
    assert project.articles.variables(article)["checked"] == "yes"
    edit(project, without(project.scheme, checked.uid))
    assert attribute(project, "checked").retired
    preview = edit(project, without(project.scheme, checked.uid), taken=[checked.uid])
    assert words(preview) == {"value of “checked” taken away": 1}
    sort = attribute(project, "sort")
    change = EditScheme(scheme=with_attribute(project.scheme, replace(sort, kind="number", values=[])))
    assert project.scheme_changes.preview(change).open[0].counts == {"news": 1}
    preview = edit(
        project,
        with_attribute(project.scheme, replace(sort, values=[Value(name="x")])),
        words={sort.uid: {"news": None}},
    )
    assert preview.effects[0].lost
    assert project.articles.variables(article) == {}


def test_a_variable_whose_values_are_in_use_keeps_them(project: Project) -> None:
    genre = attribute(project, "genre")
    edit(project, with_attribute(project.scheme, replace(genre, values=[Value(name="x")])))
    assert [one.name for one in attribute(project, "genre").values] == ["x", "report"]
    free = attribute(project, "words")
    many = with_attribute(project.scheme, replace(free, kind="choice"))
    project.scheme_changes.apply(EditScheme(scheme=many))
    assert [one.name for one in attribute(project, "words").values] == ["kata"]


def test_relations_that_are_no_longer_allowed_are_listed_and_stay(project: Project) -> None:
    made_by = project.scheme.relation_types[0]
    tighter = with_relation_type(project.scheme, replace(made_by, tails=["statement"]))
    preview = edit(project, tighter)
    said = "their relation “made_by” (claim → actor) is no longer allowed"
    assert words(preview) == {f"{said}: it stays": 1}
    assert len(project.relations.of(project.articles.ids()[0])) == 1
    project.undo()
    preview = edit(project, tighter, drop_relations=True)
    assert words(preview) == {f"{said}: it is deleted": 1}
    assert project.relations.of(project.articles.ids()[0]) == []


def test_a_relation_type_in_use_is_no_longer_offered_but_stays(project: Project) -> None:
    edit(project, without(project.scheme, project.scheme.relation_types[0].uid))
    assert not project.scheme.relation_types[0].active
    assert len(project.relations.of(project.articles.ids()[0])) == 1


def test_labels_are_merged_with_what_they_have(project: Project) -> None:
    preview = done(project, MergeLabels(labels=("claim",), into="statement"))
    assert words(preview) == {"“claim” becomes “statement”": 3}
    assert project.undo_name == "Merge claim into statement"
    assert project.annotations.counts() == {"statement": 4, "actor": 1}
    merged = project.scheme.label("statement")
    assert [one.name for one in merged.attributes] == ["form", "weight", "words", "issues"]
    assert [one.name for one in merged.attributes[0].values] == ["action", "quote", "indirect", "unused"]
    assert marks(project, "statement")[0].attributes["issues"] == ["war", "tax"]
    assert project.scheme.relation_type("made_by").heads == ["statement"]


def test_attributes_of_another_kind_go_along_under_a_name_of_their_own(project: Project) -> None:
    statement = project.scheme.label("statement")
    form = replace(statement.attributes[0], kind="text", values=[])
    project.scheme_changes.apply(EditScheme(scheme=with_attribute(project.scheme, form)))
    done(project, MergeLabels(labels=("claim", "claim"), into="statement"))
    assert marks(project, "statement")[0].attributes["form (claim)"] == "quote"
    assert {"weight", "words"} <= {one.name for one in project.scheme.label("statement").attributes}


def test_a_merge_may_be_for_some_coders_and_articles_only(project: Project) -> None:
    done(project, MergeLabels(labels=("claim",), into="statement", limit=Limit(coders=("Budi",))))
    assert project.annotations.counts() == {"claim": 1, "statement": 3, "actor": 1}
    assert project.scheme.relation_type("made_by").heads == ["claim", "statement"]
    first = project.articles.ids()[0]
    done(project, MergeLabels(labels=("claim",), into="statement", limit=Limit(articles=(first,))))
    assert project.annotations.counts() == {"statement": 4, "actor": 1}  # nothing was left of it
    with pytest.raises(SchemeError, match="at least one other label"):
        project.scheme_changes.preview(MergeLabels(labels=("statement",), into="statement"))
    with pytest.raises(SchemeError, match="no label “nobody”"):
        project.scheme_changes.preview(MergeLabels(labels=("nobody",), into="statement"))


def test_a_label_is_split_by_a_value_a_coder_an_article_or_by_hand(project: Project) -> None:
    first, second = project.articles.ids()
    by_value = Part(name="quotation", attribute="form", values=("quote",))
    preview = done(project, SplitLabel(label="claim", parts=(by_value,)))
    assert words(preview) == {"“claim” becomes “quotation”": 1}
    fresh = project.scheme.label("quotation")
    assert fresh.key == "Q"
    assert project.scheme.relation_type("made_by").heads == ["claim", "quotation"]
    assert project.undo_name == "Split claim"
    empty = Part(name="bare", attribute="form", values=("",))
    done(project, SplitLabel(label="claim", parts=(empty,)))
    assert [one.attributes for one in marks(project, "bare")] == [{}]
    by_coder = Part(name="actor", coders=("Budi",), articles=(second,))
    done(project, SplitLabel(label="claim", parts=(by_coder,)))
    assert [one.attributes.get("form") for one in marks(project, "actor")] == [None, "indirect"]
    picked = Part(name="picked", marks=(marks(project, "quotation")[0].id,))
    done(project, SplitLabel(label="quotation", parts=(picked,), limit=Limit(articles=(first,))))
    assert project.annotations.counts()["picked"] == 1


def test_a_split_that_cannot_be_is_refused(project: Project) -> None:
    with pytest.raises(SchemeError, match="at least one label"):
        project.scheme_changes.preview(SplitLabel(label="claim", parts=()))
    with pytest.raises(SchemeError, match="no attribute “mood”"):
        project.scheme_changes.preview(
            SplitLabel(label="claim", parts=(Part(name="x", attribute="mood", values=("a",)),))
        )
    by_all = Part(name="claim", attribute="form", values=("quote",))
    assert project.scheme_changes.preview(SplitLabel(label="claim", parts=(by_all,))).effects == []


def test_values_are_replaced_on_some_marks_without_a_new_version(project: Project) -> None:
    form = attribute(project, "form")
    change = ReplaceValues(attribute=form.uid, words={"quote": "indirect"}, limit=Limit(coders=("Budi",)))
    assert project.scheme_changes.preview(change).effects == []
    done(project, replace(change, limit=Limit()))
    assert [one.attributes.get("form") for one in marks(project, "claim")] == ["indirect", "indirect", None]
    assert project.scheme.version == 1
    assert project.undo_name == "Replace values"
    genre = attribute(project, "genre")
    first, second = project.articles.ids()
    elsewhere = ReplaceValues(
        attribute=genre.uid, words={"report": "comment"}, limit=Limit(articles=(second,))
    )
    assert project.scheme_changes.preview(elsewhere).effects == []
    done(project, replace(elsewhere, limit=Limit()))
    assert project.articles.variables(first)["genre"] == "comment"
    with pytest.raises(SchemeError, match="not in the scheme any more"):
        project.scheme_changes.preview(ReplaceValues(attribute="nobody", words={}))


@pytest.mark.parametrize(
    ("scheme", "problem"),
    [
        (lambda one: replace(one, labels=[*one.labels, replace(one.labels[0], uid="2")]), "is there 2 times"),
        (lambda one: with_label(one, replace(one.labels[0], parent="claim")), "its own ancestor"),
        (lambda one: with_label(one, replace(one.labels[2], key="c")), "the key “c” is there 2 times"),
    ],
)
def test_a_broken_scheme_changes_nothing(project: Project, scheme: object, problem: str) -> None:
    before = state(project)
    change = EditScheme(scheme=scheme(project.scheme))  # type: ignore[operator]
    assert any(problem in one for one in project.scheme_changes.preview(change).problems)
    with pytest.raises(SchemeError, match="Nothing was changed"):
        project.scheme_changes.apply(change)
    assert state(project) == before
    assert project.scheme.version == 1


def test_a_scheme_that_is_the_same_makes_no_version(project: Project) -> None:
    name = project.undo_name
    project.scheme_changes.apply(EditScheme(scheme=project.scheme))
    assert (project.undo_name, project.scheme.version) == (name, 1)


def test_values_that_the_scheme_never_knew_stay(project: Project) -> None:
    with project._core.write("Past the door") as at:
        claim = marks(project, "claim")[0]
        text = '{"form":"quote","strange":"x"}'
        at.recorder.update_each(schema.annotation, {claim.id: {"attributes": text}})
    done(project, MergeLabels(labels=("claim",), into="statement"))
    assert marks(project, "statement")[0].attributes == {"form": "quote", "strange": "x"}


# ---------------------------------------------------------------------- versions and re-checks


def test_every_version_is_kept_and_can_be_looked_at_and_compared(project: Project) -> None:
    claim = project.scheme.label("claim")
    project.scheme_changes.apply(
        EditScheme(scheme=with_label(project.scheme, replace(claim, definition="new rule"))), name="New rule"
    )
    project.annotations.add(project.articles.ids()[1], "actor", [(14, 22)])
    found = project.scheme_changes.versions()
    assert [(one.number, one.name, one.coder, one.marks) for one in found] == [
        (2, "New rule", "Budi", 1),
        (1, "Create project", "Sari", 5),
    ]
    assert project.scheme_changes.version(1).label("claim").definition == ""
    assert project.scheme_changes.version(2).label("claim").definition == "new rule"
    assert [one.words for one in project.scheme_changes.compare(1, 2)] == ["label “claim”: definition"]
    with pytest.raises(SchemeError, match="Version 9"):
        project.scheme_changes.version(9)


def test_marks_made_before_a_rule_changed_wait_until_they_are_checked(project: Project) -> None:
    assert project.scheme_changes.to_recheck() == {}
    claim = project.scheme.label("claim")
    changed = with_label(project.scheme, replace(claim, exclude="irony"))
    project.scheme_changes.apply(EditScheme(scheme=changed, recheck=(claim.uid, "nobody")))
    assert project.scheme.label("claim").since == 2
    project.annotations.add(project.articles.ids()[0], "claim", [(14, 19)])
    waiting = project.scheme_changes.to_recheck()
    assert list(waiting) == ["claim"]
    assert len(waiting["claim"]) == 3
    assert project.scheme_changes.rechecked(waiting["claim"][:1]) == 1
    assert project.undo_name == "Re-check mark"
    assert len(project.scheme_changes.to_recheck()["claim"]) == 2
    project.scheme_changes.rechecked(waiting["claim"])
    assert project.undo_name == "Re-check 3 marks"
    assert project.scheme_changes.to_recheck() == {}
    project.undo()
    assert len(project.scheme_changes.to_recheck()["claim"]) == 2


def test_a_whole_scheme_may_be_taken_from_elsewhere_and_nothing_in_use_is_lost(project: Project) -> None:
    taken = adopted(template("frames"), project.scheme)
    preview = edit(project, replace(taken, name=project.scheme.name))
    retired_ones = {one.name for one in project.scheme.labels if one.retired}
    assert retired_ones == {"claim", "statement"}
    assert item(project.scheme, project.scheme.label("actor").uid)
    assert project.annotations.counts()["claim"] == 3
    assert preview.possible
