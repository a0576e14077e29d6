"""Search in texts, metadata, marks and notes of articles: each hit is a span of code points of the text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec
import regex

from annotator.analysis.conditions import Condition, Conditions
from annotator.analysis.query import All, Any, Field, Near, Node, Not, Pattern, QueryError, Words, parse
from annotator.analysis.terms import EVERYTHING, Asked, Both, Either, Marked, asked_of
from annotator.analysis.wording import WordCount, needles_of, places_of, plain_word, word_pattern
from annotator.model.annotation import Annotation, Span
from annotator.model.article import METADATA
from annotator.model.entity import Entity
from annotator.model.exchange import ArticleRecord
from annotator.model.folding import Folded, fold, fold_text
from annotator.model.scheme import Scheme

#: How long a word or a regular expression may be looked for in one article, in seconds.
SECONDS: Final = 1.0


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """One place found: code points, half-open. `mark` is the uid of the mark it was found in, or ""."""

    span: Span
    mark: str = ""


class Elsewhere(msgspec.Struct, frozen=True, kw_only=True):
    """A hit beside the text: in a metadata field (`field` is its name) or a note (`field` is "note").

    `span` counts code points of `text`, half-open; `mark` is the uid of the mark with the note, or "".
    """

    field: str
    text: str
    span: Span
    mark: str = ""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One article that the query finds; `hits` is empty where only its metadata was asked for."""

    record: ArticleRecord
    hits: tuple[Hit, ...]
    elsewhere: tuple[Elsewhere, ...] = ()


class Search:
    """A query, ready to be run over any number of articles.

    Without conditions on marks, the query is about the article: its parts may be anywhere in the text. With
    one (`label:claim`, `entity:"Vladimir Putin"`, `form:"direct quote"`), the group that it stands in is
    about one mark: all its conditions hold for the same mark, and its words stand inside it. OR keeps its
    two sides apart.

    Names of conditions on marks: label, entity (a name or alias), coder, note, created, modified; an
    attribute; label.attribute; a relation (`made_by:Putin`: what is at the other end has that entity, label
    or words); relation.attribute. On articles: title, outlet, author, published, url, language,
    source_file, status, split, id; an article variable, also as article.NAME; meta.NAME for further columns.
    `name:*` asks for any value.

    With `everywhere`, words that no condition ties to a mark may also stand in the metadata of the article
    and in notes on its marks and relations. `asked` says what an index must find for an article to be
    looked at; `needs_marks` whether annotations and relations are looked at, `needs_text` whether texts are.

    Raises `QueryError` for a query that cannot be read or that names what the scheme does not know.
    """

    def __init__(
        self,
        query: str,
        *,
        scheme: Scheme,
        entities: Iterable[Entity] = (),
        case: bool = False,
        accents: bool = False,
        everywhere: bool = False,
    ) -> None:
        self.node = parse(query)
        self.everywhere = everywhere
        self._case, self._accents = not case, not accents
        self._read = Conditions(scheme, entities, case=not case, accents=not accents).read
        self._patterns: dict[int, regex.Pattern[str]] = {}
        self._needles: dict[int, tuple[str, ...]] = {}
        self._plain: set[int] = set()
        self._conditions: dict[int, Condition] = {}
        self._prepare(self.node)
        self.needles = () if everywhere else self._required(self.node)
        self.needs_marks = everywhere or self._about_marks(self.node)
        self.needs_text = everywhere or self._about_text(self.node)
        self.asked = self._asked(self.node)

    def folded(self, text: str) -> Folded:
        """The text as this query compares it."""
        return fold(text, case=self._case, accents=self._accents)

    def folded_text(self, text: str) -> str:
        """The text as this query compares it, for `may_find`; an index may keep it."""
        return fold_text(text, case=self._case, accents=self._accents)

    def may_find(self, folded: str) -> bool:
        """Whether an article whose folded text is this can have hits at all: a quick test before `find`."""
        return all(needle in folded for needle in self.needles)

    def find(self, record: ArticleRecord, *, likely: bool = False) -> Found | None:
        """The hits in the order of the text, or None. Raises `QueryError` when a pattern takes too long.

        `likely` says that an index named the article, so that the quick test before would be for nothing.
        """
        if self.needles and not likely and not self.may_find(self.folded_text(record.text)):
            return None
        text = _Text(self, record)
        branches = self.node.parts if isinstance(self.node, Any) else (self.node,)
        hits: dict[Hit, None] = {}
        elsewhere: list[Elsewhere] = []
        found = False
        for branch in branches:
            if self._about_marks(branch):
                marks = [mark for mark in record.annotations if text.holds(branch, mark)]
                found = found or bool(marks)
                hits.update((hit, None) for mark in marks for hit in text.hits_in(branch, mark))
            elif text.holds(branch, None):
                found = True
                hits.update((Hit(span=span), None) for span in text.hits(branch, None))
                elsewhere += text.elsewhere(branch)
        if not found:
            return None
        ordered = sorted(hits, key=lambda hit: (hit.span, hit.mark))
        beside = dict.fromkeys(elsewhere)
        return Found(record=record, hits=tuple(ordered), elsewhere=tuple(beside))

    def _prepare(self, node: Node) -> None:
        if isinstance(node, Words):
            folded = self.folded(node.text).text.strip()
            if not folded:
                raise QueryError("The query has a part without letters or signs: it would find everything.")
            self._patterns[id(node)] = word_pattern(folded)
            self._needles[id(node)] = needles_of(folded)
            if plain_word(folded):
                self._plain.add(id(node))
        elif isinstance(node, Pattern):
            self._patterns[id(node)] = _own_pattern(node)
        elif isinstance(node, Field):
            self._conditions[id(node)] = self._read(node)
        for part in _parts(node):
            self._prepare(part)

    def _required(self, node: Node) -> tuple[str, ...]:
        if isinstance(node, Words):
            return self._needles[id(node)]
        if isinstance(node, All | Near):
            return tuple(needle for part in _parts(node) for needle in self._required(part))
        return ()

    def _asked(self, node: Node) -> Asked:
        """What an index must find: nothing of what is denied, and marks where a condition needs one."""
        if isinstance(node, Any):
            return Either(tuple(map(self._asked, node.parts)))
        own = [Marked()] if self._about_marks(node) else []
        if isinstance(node, Words):
            return asked_of(node.text)
        if isinstance(node, Field):
            condition = self._conditions[id(node)]
            return EVERYTHING if condition.mark is None else Marked(condition.entities)
        if isinstance(node, All | Near):
            return Both((*own, *map(self._asked, _parts(node))))
        return Both(tuple(own))

    def _about_text(self, node: Node) -> bool:
        return isinstance(node, Words | Pattern) or any(map(self._about_text, _parts(node)))

    def _about_marks(self, node: Node) -> bool:
        if isinstance(node, Field):
            return self._conditions[id(node)].mark is not None
        return any(self._about_marks(part) for part in _parts(node))

    def spans(self, node: Words | Pattern, text: Folded) -> list[Span]:
        """Where a word, phrase or pattern stands in the text."""
        pattern = self._patterns[id(node)]
        own = isinstance(node, Pattern)  # it may take long: others work meanwhile
        if isinstance(node, Words):
            needles = self._needles[id(node)]
            if not all(needle in text.text for needle in needles):
                return []
            if id(node) in self._plain:
                return [text.span(start, end) for start, end in places_of(needles[0], text.text)]
        where = text.text if isinstance(node, Words) else text.original
        try:
            found = [one.span() for one in pattern.finditer(where, timeout=SECONDS, concurrent=own)]
        except TimeoutError:
            asked = (
                f"“{node.text}”" if isinstance(node, Words) else f"The regular expression /{node.pattern}/"
            )
            raise QueryError(
                f"{asked} takes too long to look for in one article. Make it simpler; nothing was changed."
            ) from None
        if isinstance(node, Words):
            return [text.span(start, end) for start, end in found]
        return [Span(start, end) for start, end in found if start < end]

    def condition(self, node: Field) -> Condition:
        """What the condition checks."""
        return self._conditions[id(node)]


class _Text:
    """One article while a query runs over it; what was found once is not looked for again."""

    def __init__(self, search: Search, record: ArticleRecord) -> None:
        self._search = search
        self._record = record
        self._folded: Folded | None = None
        self._spans: dict[int, list[Span]] = {}
        self._words: WordCount | None = None
        self._places_beside: dict[int, list[Elsewhere]] = {}
        self._others: list[tuple[str, str, Folded]] | None = None

    def holds(self, node: Node, mark: Annotation | None) -> bool:
        if isinstance(node, All):
            return all(self.holds(part, mark) for part in node.parts)
        if isinstance(node, Any):
            return any(self.holds(part, mark) for part in node.parts)
        if isinstance(node, Not):
            return not self.holds(node.part, mark)
        if isinstance(node, Field):
            condition = self._search.condition(node)
            if condition.article is not None:
                return condition.article(self._record)
            return mark is not None and condition.mark is not None and condition.mark(mark, self._record)
        return bool(self.hits(node, mark)) or (mark is None and bool(self._beside(node)))

    def hits(self, node: Node, mark: Annotation | None) -> list[Span]:
        """The places of all words asked for, inside the mark where there is one."""
        if isinstance(node, All):
            return [span for part in node.parts for span in self.hits(part, mark)]
        if isinstance(node, Any):
            return [span for part in node.parts if self.holds(part, mark) for span in self.hits(part, mark)]
        if isinstance(node, Not | Field):
            return []
        spans = self._places(node)
        return spans if mark is None else [span for span in spans if _inside(span, mark)]

    def elsewhere(self, node: Node) -> list[Elsewhere]:
        """The places of all words asked for in metadata and notes, where these are looked at."""
        if isinstance(node, All):
            return [one for part in node.parts for one in self.elsewhere(part)]
        if isinstance(node, Any):
            return [one for part in node.parts if self.holds(part, None) for one in self.elsewhere(part)]
        return [] if isinstance(node, Not | Field) else self._beside(node)

    def _beside(self, node: Words | Pattern | Near) -> list[Elsewhere]:
        if not self._search.everywhere or isinstance(node, Near):
            return []
        if id(node) not in self._places_beside:
            self._places_beside[id(node)] = [
                Elsewhere(field=field, text=text.original, span=span, mark=mark)
                for field, mark, text in self._fields()
                for span in self._search.spans(node, text)
            ]
        return self._places_beside[id(node)]

    def _fields(self) -> list[tuple[str, str, Folded]]:
        """Metadata and notes: name of the field, uid of the mark or "", what it says."""
        if self._others is None:
            article = self._record.article
            said = [(name, "", str(getattr(article, name))) for name in METADATA]
            said += [(name, "", value) for name, value in article.extra.items()]
            said += [("note", mark.uid, mark.note) for mark in self._record.annotations]
            said += [("note", one.head, one.note) for one in self._record.relations]
            self._others = [(name, uid, self._search.folded(text)) for name, uid, text in said if text]
        return self._others

    def hits_in(self, node: Node, mark: Annotation) -> list[Hit]:
        """The hits in a mark; the mark itself where no words were asked for."""
        spans = self.hits(node, mark) or [Span(mark.start, mark.end)]
        return [Hit(span=span, mark=mark.uid) for span in spans]

    def _places(self, node: Words | Pattern | Near) -> list[Span]:
        if id(node) not in self._spans:
            self._spans[id(node)] = (
                self._near(node) if isinstance(node, Near) else self._search.spans(node, self._text)
            )
        return self._spans[id(node)]

    def _near(self, node: Near) -> list[Span]:
        firsts = sorted(self.hits(node.first, None))
        seconds = sorted(self.hits(node.second, None))
        if not firsts or not seconds:
            return []
        starts = [span.start for span in seconds]
        found = set()
        for one in firsts:
            after = bisect_left(starts, one.end)
            before = after - 1
            while before >= 0 and seconds[before].end > one.start:
                before -= 1
            for place in (before, after):
                if 0 <= place < len(seconds):
                    left, right = sorted((one, seconds[place]))
                    if self._count.between(left.end, right.start) <= node.words:
                        found.add(Span(left.start, right.end))
        return sorted(found)

    @property
    def _text(self) -> Folded:
        if self._folded is None:
            self._folded = self._search.folded(self._record.text)
        return self._folded

    @property
    def _count(self) -> WordCount:
        if self._words is None:
            self._words = WordCount(self._record.text)
        return self._words


def search(
    records: Iterable[ArticleRecord],
    query: str,
    *,
    scheme: Scheme,
    entities: Iterable[Entity] = (),
    case: bool = False,
    accents: bool = False,
) -> Iterator[Found]:
    """The articles that the query finds, one by one; with `case` or `accents` these count."""
    prepared = Search(query, scheme=scheme, entities=entities, case=case, accents=accents)
    for record in records:
        found = prepared.find(record)
        if found is not None:
            yield found


def _parts(node: Node) -> tuple[Node, ...]:
    if isinstance(node, All | Any):
        return node.parts
    if isinstance(node, Near):
        return (node.first, node.second)
    return (node.part,) if isinstance(node, Not) else ()


def _inside(span: Span, mark: Annotation) -> bool:
    return any(start <= span.start and span.end <= end for start, end in mark.fragments)


def _own_pattern(node: Pattern) -> regex.Pattern[str]:
    try:
        return regex.compile(node.pattern, regex.V1 | (0 if node.case else regex.IGNORECASE))
    except regex.error as error:
        raise QueryError(f"The regular expression /{node.pattern}/ cannot be read: {error}.") from error
