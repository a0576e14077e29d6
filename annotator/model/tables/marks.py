"""Rows for annotations, claims and relations: a record at a time, with the relations in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from annotator.model.annotation import Annotation, Relation, Span
from annotator.model.boundaries import sentence_around
from annotator.model.entity import Entity
from annotator.model.exchange import ArticleRecord
from annotator.model.scheme import Attribute, Scheme
from annotator.model.tables.table import Cell, Column, Columns, Row, date_cell, short, time_cell, value_cell

#: The label of the default scheme that gets a sheet of its own.
CLAIM = "claim"

_ARTICLE = (
    Column(name="article id", kind="id"),
    Column(name="title", kind="long"),
    Column(name="outlet"),
    Column(name="date", kind="date"),
)


class Marked:
    """A record with its annotations by uid and the relations at both ends of each."""

    def __init__(self, record: ArticleRecord, entities: Mapping[str, Entity]) -> None:
        self.record = record
        self.entities = entities
        self.by_uid = {one.uid: one for one in record.annotations}
        self.from_head: defaultdict[str, list[Relation]] = defaultdict(list)
        self.to_tail: defaultdict[str, list[Relation]] = defaultdict(list)
        self._sentences: dict[Span, str] = {}
        for one in record.relations:
            if one.head in self.by_uid and one.tail in self.by_uid:
                self.from_head[one.head].append(one)
                self.to_tail[one.tail].append(one)

    def article_cells(self) -> Row:
        """Id, title, outlet and date, as every row begins."""
        article = self.record.article
        return [article.uid, article.title, article.outlet, date_cell(article.published)]

    def entity_name(self, one: Annotation) -> str:
        """The canonical name of the entity that the annotation is linked to, or ""."""
        entity = self.entities.get(one.entity) if one.entity else None
        return entity.name if entity else ""

    def name(self, one: Annotation) -> str:
        """The quote, and the entity behind it where that has another name."""
        entity = self.entity_name(one)
        quote = short(one.quote, 200)
        return f"{quote} ({entity})" if entity and entity != quote else quote

    def sentence(self, one: Annotation) -> str:
        """The whole sentences around the hull."""
        hull = Span(one.start, one.end)
        if hull not in self._sentences:
            self._sentences[hull] = sentence_around(self.record.text, hull)
        return self._sentences[hull]

    def relations_in_words(self, uid: str) -> str:
        """Each relation of the annotation, with "; " between."""
        if not self.record.relations:
            return ""
        relations = [*self.from_head.get(uid, ()), *self.to_tail.get(uid, ())]
        return "; ".join(self.in_words(one, uid) for one in relations)

    def in_words(self, relation: Relation, uid: str) -> str:
        """The relation as seen from one end: "made_by → actor “Rusia” [mengakui]"; ← from the tail."""
        arrow, other = ("→", relation.tail) if relation.head == uid else ("←", relation.head)
        end = self.by_uid[other]
        cue = f" [{relation.cue_quote}]" if relation.cue else ""
        return f"{relation.type} {arrow} {end.label} “{short(end.quote, 60)}”{cue}"


class AnnotationRows:
    """A row for each annotation, with a column for each attribute of the scheme."""

    name = "Annotations"

    def __init__(self, scheme: Scheme) -> None:
        attributes = _attributes(one for label in scheme.labels for one in label.attributes)
        self._dates = {one.name for one in attributes if one.kind == "date"}
        self.columns = Columns(
            (
                *_ARTICLE,
                Column(name="author"),
                Column(name="language"),
                Column(name="label", kind="label", field="label"),
                Column(name="text", kind="long", field="check", of="text"),
                Column(name="sentence", kind="long"),
                Column(name="start", kind="number", field="check", of="start"),
                Column(name="end", kind="number", field="check", of="end"),
                Column(name="fragments"),
                *_attribute_columns(attributes),
                Column(name="entity", field="entity"),
                Column(name="entity type"),
                Column(name="relations", kind="long"),
                Column(name="note", kind="long", field="note"),
                Column(name="coder"),
                Column(name="created", kind="time"),
                Column(name="modified", kind="time"),
                Column(name="annotation id", kind="id", field="uid"),
            )
        )
        self._places = {one.name: self.columns.place("attribute", one.name) for one in attributes}

    def notice(self, record: ArticleRecord) -> None:
        """Add a column for each attribute that the scheme does not have."""
        for one in record.annotations:
            for name in one.attributes:
                self.columns.place("attribute", name)

    def rows(self, marked: Marked) -> list[Row]:
        """The rows of one article."""
        article = marked.record.article
        before = [*marked.article_cells(), article.author, article.language]
        return [self._row(marked, before, one) for one in marked.record.annotations]

    def _row(self, marked: Marked, before: Row, one: Annotation) -> Row:
        entity = marked.entities.get(one.entity) if one.entity else None
        row = [
            *before,
            one.label,
            one.quote,
            marked.sentence(one),
            one.start,
            one.end,
            _fragments(one) if len(one.fragments) > 1 else None,
            *([None] * len(self._places)),
            entity.name if entity else None,
            entity.type if entity else None,
            marked.relations_in_words(one.uid),
            one.note,
            one.coder,
            time_cell(one.created),
            time_cell(one.modified),
            one.uid,
        ]
        for name, value in one.attributes.items():
            place = self._places.get(name)
            cell = value_cell(value, date=name in self._dates)
            if place is None:  # an attribute that the scheme no longer has
                self.columns.set(row, self.columns.place("attribute", name), cell)
            else:
                row[place] = cell
        return row


class ClaimRows:
    """A row for each claim: who is credited with it, who makes it, whom it concerns, how it is valued."""

    name = "Claims"

    def __init__(self, scheme: Scheme) -> None:
        self._attributes = scheme.label(CLAIM).attributes
        self.columns = Columns(
            (
                *_ARTICLE,
                Column(name="claim", kind="long"),
                *_attribute_columns(self._attributes),
                Column(name="sources", kind="long"),
                Column(name="source entities"),
                Column(name="cue"),
                Column(name="made by", kind="long"),
                Column(name="made by entities"),
                Column(name="addressed to", kind="long"),
                Column(name="affects", kind="long"),
                Column(name="sentiments", kind="long"),
                Column(name="sentiment holders", kind="long"),
                Column(name="other relations", kind="long"),
                Column(name="note", kind="long"),
                Column(name="coder"),
                Column(name="start", kind="number"),
                Column(name="end", kind="number"),
                Column(name="annotation id", kind="id"),
            )
        )

    def rows(self, marked: Marked) -> list[Row]:
        """The rows of one article."""
        before = marked.article_cells()
        claims = [one for one in marked.record.annotations if one.label == CLAIM]
        return [self._row(marked, before, one) for one in claims]

    def _row(self, marked: Marked, before: Row, one: Annotation) -> Row:
        sources = _ends(marked, marked.to_tail.get(one.uid, ()), "attributes", _head)
        makers = _ends(marked, marked.from_head.get(one.uid, ()), "made_by", _tail)
        values = [one.attributes.get(attribute.name) for attribute in self._attributes]
        dates = [attribute.kind == "date" for attribute in self._attributes]
        return [
            *before,
            one.quote,
            *(value_cell(value, date=date) for value, date in zip(values, dates, strict=True)),
            _joined(marked.name(end) for end in sources),
            _joined(marked.entity_name(end) for end in sources),
            _joined(_cues(marked, one)),
            _joined(marked.name(end) for end in makers),
            _joined(marked.entity_name(end) for end in makers),
            *(self._concerned(marked, one, kind) for kind in ("addressed_to", "affects")),
            *_valued(marked, one),
            _joined(_other_relations(marked, one)),
            one.note,
            one.coder,
            one.start,
            one.end,
            one.uid,
        ]

    @staticmethod
    def _concerned(marked: Marked, one: Annotation, kind: str) -> Cell:
        ends = _ends(marked, marked.from_head.get(one.uid, ()), kind, _tail)
        return _joined(marked.name(end) for end in ends)


class RelationRows:
    """A row for each relation."""

    name = "Relations"

    def __init__(self) -> None:
        self.columns = Columns(
            (
                *_ARTICLE,
                Column(name="relation"),
                Column(name="head label", kind="label"),
                Column(name="head text", kind="long"),
                Column(name="head entity"),
                Column(name="tail label", kind="label"),
                Column(name="tail text", kind="long"),
                Column(name="tail entity"),
                Column(name="cue"),
                Column(name="cue start", kind="number"),
                Column(name="cue end", kind="number"),
                Column(name="note", kind="long"),
                Column(name="coder"),
                Column(name="created", kind="time"),
                Column(name="modified", kind="time"),
                Column(name="head id", kind="id"),
                Column(name="tail id", kind="id"),
                Column(name="relation id", kind="id"),
            )
        )

    def rows(self, marked: Marked) -> list[Row]:
        """The rows of one article."""
        before = marked.article_cells()
        by_uid = marked.by_uid
        return [
            [
                *before,
                one.type,
                *_end_cells(marked, by_uid[one.head]),
                *_end_cells(marked, by_uid[one.tail]),
                one.cue_quote or None,
                one.cue.start if one.cue else None,
                one.cue.end if one.cue else None,
                one.note,
                one.coder,
                time_cell(one.created),
                time_cell(one.modified),
                one.head,
                one.tail,
                one.uid,
            ]
            for one in marked.record.relations
            if one.head in by_uid and one.tail in by_uid
        ]


def _end_cells(marked: Marked, one: Annotation) -> Row:
    return [one.label, one.quote, marked.entity_name(one)]


def _attributes(found: Iterable[Attribute]) -> list[Attribute]:
    """One for each name, in scheme order: labels may share an attribute's name."""
    named: dict[str, Attribute] = {}
    for one in found:
        named.setdefault(one.name, one)
    return list(named.values())


def _attribute_columns(attributes: Iterable[Attribute]) -> list[Column]:
    kinds = {"number": "number", "date": "date", "text": "long"}
    return [
        Column(name=one.name, kind=kinds.get(one.kind, "text"), field="attribute", of=one.name)  # type: ignore[arg-type]
        for one in attributes
    ]


def _fragments(one: Annotation) -> str:
    return "; ".join(f"{start}–{end}" for start, end in one.fragments)


def _head(relation: Relation) -> str:
    return relation.head


def _tail(relation: Relation) -> str:
    return relation.tail


def _ends(
    marked: Marked, relations: Iterable[Relation], kind: str, end: Callable[[Relation], str]
) -> list[Annotation]:
    return [marked.by_uid[end(one)] for one in relations if one.type == kind]


def _joined(words: Iterable[str]) -> Cell:
    """The words that are there, each once, with "; " between."""
    return "; ".join(dict.fromkeys(word for word in words if word)) or None


def _cues(marked: Marked, one: Annotation) -> list[str]:
    """The cues of who is credited with the claim and of who makes it."""
    credited = [rel for rel in marked.to_tail.get(one.uid, ()) if rel.type == "attributes"]
    makings = [rel for rel in marked.from_head.get(one.uid, ()) if rel.type == "made_by"]
    return [rel.cue_quote for rel in (*credited, *makings)]


def _valued(marked: Marked, one: Annotation) -> tuple[Cell, Cell]:
    """The sentiments aimed at the claim, and who holds them."""
    sentiments = _ends(marked, marked.to_tail.get(one.uid, ()), "target", _head)
    words = []
    holders: list[str] = []
    for each in sentiments:
        said = (each.attributes.get(name) for name in ("polarity", "intensity"))
        words.append(" ".join([str(value) for value in said if value]) + f": “{short(each.quote, 60)}”")
        found = _ends(marked, marked.from_head.get(each.uid, ()), "holder", _tail)
        holders += [marked.name(end) for end in found]
    return _joined(words), _joined(holders)


_TOLD_OUT = frozenset({"made_by", "addressed_to", "affects"})
_TOLD_IN = frozenset({"attributes", "target"})


def _other_relations(marked: Marked, one: Annotation) -> list[str]:
    """In words, the relations that have no column of their own."""
    out = [rel for rel in marked.from_head.get(one.uid, ()) if rel.type not in _TOLD_OUT]
    into = [rel for rel in marked.to_tail.get(one.uid, ()) if rel.type not in _TOLD_IN]
    return [marked.in_words(rel, one.uid) for rel in (*out, *into)]
