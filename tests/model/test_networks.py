"""Networks of who claims what, who speaks of whom, and who appears together."""

from __future__ import annotations

import pytest

from annotator.model.annotation import Annotation, AttributeValue, Relation, Span
from annotator.model.article import Article
from annotator.model.entity import Entity
from annotator.model.exchange import ArticleRecord
from annotator.model.networks import KINDS, Network, Roles, networks

ENTITIES = [Entity(name="Rusia", type="government", uid="e1"), Entity(name="Ukraina", uid="e2")]


def made(
    label: str, uid: str, quote: str = "", entity: str = "", coder: str = "", **attributes: AttributeValue
) -> Annotation:
    return Annotation(
        label=label,
        fragments=(Span(0, 1),),
        uid=uid,
        quote=quote,
        entity=entity,
        coder=coder,
        attributes=attributes,
    )


def linked(kind: str, head: str, tail: str) -> Relation:
    return Relation(type=kind, head=head, tail=tail, uid=f"{kind}{head}{tail}")


def article(uid: str = "a1", published: str = "2025-04-26", coder: str = "") -> ArticleRecord:
    return ArticleRecord(
        article=Article(uid=uid, published=published),
        text="",
        annotations=[
            made("actor", "rusia", "Moskow", "e1", coder),
            made("actor", "ukraina", "Kyiv", "e2", coder),
            made("source", "officer", "seorang  Perwira", "", coder),
            made("claim", "c1", "…", "", coder, issue="war", position="for"),
            made("claim", "c2", "…", "", coder, issue="war", position="against"),
            made("claim", "c3", "…", "", coder, issue=""),
            made("claim", "c4", "…", "", coder, issue="peace", position=True),
            made("sentiment", "s1", "…", "", coder, polarity="negative"),
            made("sentiment", "s2", "…", "", coder, polarity="positive"),
        ],
        relations=[
            linked("made_by", "c1", "rusia"),
            linked("attributes", "officer", "c1"),
            linked("attributes", "officer", "c2"),
            linked("made_by", "c3", "rusia"),
            linked("made_by", "c4", "rusia"),
            linked("affects", "c1", "ukraina"),
            linked("addressed_to", "c1", "ukraina"),
            linked("affects", "c1", "rusia"),
            linked("holder", "s1", "officer"),
            linked("target", "s1", "ukraina"),
            linked("holder", "s2", "rusia"),
            linked("target", "s2", "c1"),
            linked("made_by", "c1", "missing"),
        ],
    )


def one(kind: str, **more: object) -> Network:
    found = networks([article()], kind, entities=ENTITIES, **more)  # type: ignore[arg-type]
    assert len(found) == 1
    return found[0]


def edges(network: Network) -> list[tuple[str, str, int, int, int]]:
    return [(edge.source, edge.target, edge.weight, edge.plus, edge.minus) for edge in network.edges]


def test_actors_are_tied_to_what_they_claim_and_sources_stand_in_for_them() -> None:
    network = one("actor–claim")
    assert edges(network) == [
        ("e1", "concept:peace", 1, 0, 0),
        ("e1", "concept:war", 1, 1, 0),
        ("mention:seorang perwira", "concept:war", 1, 0, 1),
    ]
    nodes = {node.key: node for node in network.nodes}
    assert (nodes["e1"].name, nodes["e1"].type, nodes["e1"].kind, nodes["e1"].weight) == (
        "Rusia",
        "government",
        "entity",
        2,
    )
    assert (nodes["mention:seorang perwira"].name, nodes["mention:seorang perwira"].kind) == (
        "seorang  Perwira",
        "mention",
    )
    assert nodes["concept:war"].weight == 2


def test_sources_are_tied_to_the_claims_attributed_to_them() -> None:
    assert edges(one("source–claim")) == [("mention:seorang perwira", "concept:war", 2, 1, 1)]


def test_actors_are_tied_to_whom_their_claims_and_feelings_are_aimed_at() -> None:
    network = one("actor–actor")
    assert edges(network) == [
        ("e1", "e2", 1, 1, 0),  # affected and addressed, but one claim
        ("mention:seorang perwira", "e2", 1, 0, 1),
    ]
    assert [edge.sign for edge in network.edges] == [1, -1]


def test_everybody_in_an_article_is_together_once() -> None:
    network = one("together")
    assert [edge[:3] for edge in edges(network)] == [
        ("e1", "e2", 1),
        ("e1", "mention:seorang perwira", 1),
        ("e2", "mention:seorang perwira", 1),
    ]
    assert network.edges[0].sign == 0


def test_ties_of_several_articles_add_up_with_their_dates() -> None:
    records = [article("a1", "2025-04-26"), article("a2", ""), article("a3", "2024-01-02")]
    edge = networks(records, "together", entities=ENTITIES)[0].edges[0]
    assert (edge.weight, edge.articles, edge.first, edge.last) == (
        3,
        ("a1", "a2", "a3"),
        "2024-01-02",
        "2025-04-26",
    )
    assert networks([article("a2", "")], "together")[0].edges[0].first == ""


@pytest.mark.parametrize(
    ("window", "names"), [("", [""]), ("year", ["", "2024", "2025"]), ("month", ["", "2024-01", "2025-04"])]
)
def test_there_is_a_network_for_each_window(window: str, names: list[str]) -> None:
    records = [article("a1", "2025-04-26"), article("a2", ""), article("a3", "2024-01-02")]
    found = networks(records, "together", window=window)  # type: ignore[arg-type]
    assert [network.window for network in found] == names


def test_one_coders_marks_can_be_taken_alone() -> None:
    record = article(coder="Ani")
    assert networks([record], "together", coder="Budi") == []
    assert networks([record], "together", coder="Ani")[0].edges


def test_an_entity_that_is_not_in_the_registry_keeps_its_words() -> None:
    assert networks([article()], "together")[0].nodes[0].name == "Moskow"


def test_other_schemes_say_who_plays_which_part() -> None:
    record = ArticleRecord(
        article=Article(uid="a"),
        text="",
        annotations=[
            made("person", "p", "X", "e1"),
            made("statement", "s", "…", concept="tax", agreement="yes"),
        ],
        relations=[linked("by", "s", "p")],
    )
    roles = Roles(
        claim="statement", made_by="by", concept="concept", position="agreement", plus=frozenset({"yes"})
    )
    assert edges(networks([record], "actor–claim", roles=roles)[0]) == [("e1", "concept:tax", 1, 1, 0)]


def test_an_article_without_ties_makes_no_network() -> None:
    empty = ArticleRecord(article=Article(uid="a"), text="")
    assert [networks([empty], kind) for kind in KINDS] == [[], [], [], []]
