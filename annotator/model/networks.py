"""Networks: who claims what, who speaks of whom and how, who appears with whom; as plain nodes and edges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations
from typing import Final, Literal, get_args

import msgspec

from annotator.model.annotation import Annotation
from annotator.model.entity import Entity
from annotator.model.exchange import ArticleRecord
from annotator.model.folding import fold_text

#: What the edges are. "actor–claim" and "source–claim" join two kinds of nodes (discourse network analysis,
#: Leifeld 2017), "actor–actor" goes from who speaks or feels to whom it is aimed at, "together" joins
#: entities of one article.
Kind = Literal["actor–claim", "source–claim", "actor–actor", "together"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

Window = Literal["", "year", "month"]


class Roles(msgspec.Struct, frozen=True, kw_only=True):
    """Which names of the scheme play which part; the defaults are those of the default scheme.

    `concept` is the attribute of a claim that names what it is about: its values are the claim nodes.
    `position` and `polarity` are the attributes with a sign; `plus` and `minus` their values.
    """

    actor: str = "actor"
    source: str = "source"
    claim: str = "claim"
    sentiment: str = "sentiment"
    made_by: str = "made_by"
    attributed: str = "attributes"
    aimed_at: tuple[str, ...] = ("addressed_to", "affects")
    target: str = "target"
    holder: str = "holder"
    concept: str = "issue"
    position: str = "position"
    polarity: str = "polarity"
    plus: frozenset[str] = frozenset({"for", "positive"})
    minus: frozenset[str] = frozenset({"against", "negative"})


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """An entity (its uid), a mention that no entity is assigned to ("mention:" and its folded text), or a
    concept ("concept:" and its value). `weight` counts the edges' weights that end in it."""

    key: str
    name: str
    kind: Literal["entity", "mention", "concept"]
    type: str = ""
    weight: int = 0


class Edge(msgspec.Struct, frozen=True, kw_only=True):
    """`weight` claims, sentiments or articles from one node to another; undirected for "together".

    `plus` and `minus` of these have a sign; `articles` are the uids of the articles, in order. `first` and
    `last` are the earliest and latest date known, or "".
    """

    source: str
    target: str
    weight: int
    plus: int
    minus: int
    articles: tuple[str, ...]
    first: str = ""
    last: str = ""

    @property
    def sign(self) -> float:
        """From −1 (all against) to 1 (all for); 0 without signs."""
        return (self.plus - self.minus) / (self.plus + self.minus) if self.plus + self.minus else 0.0


class Network(msgspec.Struct, frozen=True, kw_only=True):
    """Nodes and edges, each in the order of their keys; `window` is the year or month, or "" for all time."""

    kind: Kind
    window: str
    nodes: list[Node]
    edges: list[Edge]


#: One tie in one article: from, to, and −1, 0 or 1.
_Tie = tuple[Node, Node, int]


def networks(
    records: Iterable[ArticleRecord],
    kind: Kind,
    *,
    entities: Iterable[Entity] = (),
    window: Window = "",
    coder: str = "",
    roles: Roles | None = None,
) -> list[Network]:
    """One network for all time, or one for each year or month in which there are ties, in their order.

    `coder` takes the marks of one coder; without it the marks of all count, so that an article coded twice
    counts twice. Suggestions that nobody confirmed do not count. Articles without a date are in window "".
    """
    registry = {entity.uid: entity for entity in entities}
    parts: dict[str, _Collected] = defaultdict(_Collected)
    for record in records:
        article = _Article(record, registry, roles or Roles(), coder)
        for tie in article.ties(kind):
            parts[_window(record.article.published, window)].add(tie, record)
    return [parts[name].network(kind, name) for name in sorted(parts)]


def _window(published: str, window: Window) -> str:
    return published[: {"": 0, "year": 4, "month": 7}[window]]


class _Collected:
    """Ties of many articles, added up."""

    def __init__(self) -> None:
        self._nodes: dict[str, Node] = {}
        self._signs: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._articles: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)

    def add(self, tie: _Tie, record: ArticleRecord) -> None:
        one, other, sign = tie
        for node in (one, other):
            self._nodes.setdefault(node.key, node)
        self._signs[one.key, other.key].append(sign)
        self._articles[one.key, other.key][record.article.uid] = record.article.published

    def network(self, kind: Kind, window: str) -> Network:
        edges = [self._edge(ends) for ends in sorted(self._signs)]
        weights: dict[str, int] = defaultdict(int)
        for edge in edges:
            weights[edge.source] += edge.weight
            weights[edge.target] += edge.weight
        nodes = [
            msgspec.structs.replace(self._nodes[key], weight=weights[key]) for key in sorted(self._nodes)
        ]
        return Network(kind=kind, window=window, nodes=nodes, edges=edges)

    def _edge(self, ends: tuple[str, str]) -> Edge:
        signs, articles = self._signs[ends], self._articles[ends]
        dates = sorted(date for date in articles.values() if date)
        return Edge(
            source=ends[0],
            target=ends[1],
            weight=len(signs),
            plus=signs.count(1),
            minus=signs.count(-1),
            articles=tuple(articles),
            first=dates[0] if dates else "",
            last=dates[-1] if dates else "",
        )


class _Article:
    """The ties of one article."""

    def __init__(
        self, record: ArticleRecord, registry: Mapping[str, Entity], roles: Roles, coder: str
    ) -> None:
        self._registry = registry
        self._roles = roles
        self._marks = {
            mark.uid: mark
            for mark in record.annotations
            if not mark.suggested and (not coder or mark.coder == coder)
        }
        self._out: dict[tuple[str, str], list[Annotation]] = defaultdict(list)
        self._in: dict[tuple[str, str], list[Annotation]] = defaultdict(list)
        for one in record.relations:
            if one.head in self._marks and one.tail in self._marks:
                self._out[one.head, one.type].append(self._marks[one.tail])
                self._in[one.tail, one.type].append(self._marks[one.head])

    def ties(self, kind: Kind) -> Iterator[_Tie]:
        makers: Mapping[Kind, Callable[[], Iterator[_Tie]]] = {
            "actor–claim": lambda: self._claims(self._actors_of),
            "source–claim": lambda: self._claims(self._sources_of),
            "actor–actor": self._aimed,
            "together": self._together,
        }
        return makers[kind]()

    def _of_label(self, label: str) -> list[Annotation]:
        return [mark for mark in self._marks.values() if mark.label == label]

    def _actors_of(self, claim: Annotation) -> list[Annotation]:
        """Who makes a claim: its actors, else the sources that it is attributed to."""
        return self._out[claim.uid, self._roles.made_by] or self._sources_of(claim)

    def _sources_of(self, claim: Annotation) -> list[Annotation]:
        return self._in[claim.uid, self._roles.attributed]

    def _claims(self, speakers: Callable[[Annotation], list[Annotation]]) -> Iterator[_Tie]:
        for claim in self._of_label(self._roles.claim):
            concept = claim.attributes.get(self._roles.concept)
            if isinstance(concept, str) and concept:
                about = Node(key=f"concept:{concept}", name=concept, kind="concept")
                sign = self._sign(claim, self._roles.position)
                for speaker in self._different(speakers(claim)):
                    yield speaker, about, sign

    def _aimed(self) -> Iterator[_Tie]:
        for claim in self._of_label(self._roles.claim):
            sign = self._sign(claim, self._roles.position)
            aims = [mark for name in self._roles.aimed_at for mark in self._out[claim.uid, name]]
            yield from self._between(self._actors_of(claim), aims, sign)
        for sentiment in self._of_label(self._roles.sentiment):
            sign = self._sign(sentiment, self._roles.polarity)
            holders = self._out[sentiment.uid, self._roles.holder]
            targets = self._out[sentiment.uid, self._roles.target]
            people = {self._roles.actor, self._roles.source}
            yield from self._between(holders, [mark for mark in targets if mark.label in people], sign)

    def _between(self, first: list[Annotation], second: list[Annotation], sign: int) -> Iterator[_Tie]:
        others = self._different(second)
        for one in self._different(first):
            for other in others:
                if one.key != other.key:
                    yield one, other, sign

    def _together(self) -> Iterator[_Tie]:
        people = self._of_label(self._roles.actor) + self._of_label(self._roles.source)
        nodes = sorted(self._different(people), key=lambda node: node.key)
        for one, other in combinations(nodes, 2):
            yield one, other, 0

    def _different(self, marks: Iterable[Annotation]) -> list[Node]:
        nodes = {node.key: node for node in map(self._node, marks)}
        return list(nodes.values())

    def _node(self, mark: Annotation) -> Node:
        if mark.entity:
            entity = self._registry.get(mark.entity)
            name, kind = (entity.name, entity.type) if entity else (mark.quote, "")
            return Node(key=mark.entity, name=name, kind="entity", type=kind)
        folded = " ".join(fold_text(mark.quote).split())
        return Node(key=f"mention:{folded}", name=mark.quote, kind="mention")

    def _sign(self, mark: Annotation, attribute: str) -> int:
        value = mark.attributes.get(attribute)
        return (
            int(value in self._roles.plus) - int(value in self._roles.minus) if isinstance(value, str) else 0
        )
