"""Articles whose text is not quite the same in two files: which they are, and their marks in our text."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

import msgspec

from annotator.analysis.duplicates import near_duplicates, similarity
from annotator.model.annotation import Span, normal_fragments, quote_of
from annotator.model.article import ArticleId
from annotator.model.moving import TextChange
from annotator.project.merge_report import Alike, MergeReport
from annotator.project.project import Project
from annotator.store import reading, schema
from annotator.store.masking import MASKED
from annotator.store.merge import Side
from annotator.store.rows import span_columns
from annotator.store.statements import Row
from annotator.store.writing import Writing

#: So many articles in all are looked through for ones that are nearly the same.
_MOST: Final = 50_000

_fragments = msgspec.json.Decoder(tuple[Span, ...])
#: What of an article a masked copy does not have.
_TAKEN_OUT: Final = ("title", "author", "url", "source_file", "extra")


def alike_articles(
    project: Project, at: Writing, mine: Side, theirs: Side, left: Collection[str]
) -> list[Alike]:
    """Articles of theirs (uids in `left`) whose text is nearly that of one of ours."""
    if len(mine.keys["article"]) + len(left) > _MOST:
        return []
    own = dict(mine.texts(mine.keys["article"]))
    others = dict(theirs.texts(left))
    titles = {**theirs.column(schema.article, "title"), **mine.column(schema.article, "title")}
    found = []
    for cluster in near_duplicates([*own.items(), *others.items()]):
        ours = [uid for uid in cluster.articles if uid in own]
        for uid in cluster.articles:
            if uid in others and ours:
                likeness = {one: similarity(own[one], others[uid]) for one in ours}
                best = max(ours, key=likeness.__getitem__)
                found.append(
                    Alike(
                        theirs=uid,
                        ours=best,
                        title=titles.get(uid, ""),
                        our_title=titles.get(best, ""),
                        similarity=round(likeness[best], 3),
                    )
                )
    return found


class Texts:
    """The articles that both files have with different texts; all others cost nothing.

    A mark is found again in our text by what stands around it. In a copy that was sent without texts the
    places are right as they are.
    """

    #: The tables whose rows quote a text.
    TABLES: Final = frozenset({"annotation", "relation"})

    def __init__(
        self,
        project: Project,
        other: Project,
        at: Writing,
        *,
        theirs: Side,
        mine: Side,
        aliases: Mapping[str, str],
    ) -> None:
        self._project = project
        self._other = other
        self._at = at
        self._theirs = theirs
        self._mine = mine
        self._masked = other._core.meta.get(MASKED) == "masked"
        self._changes: dict[str, TextChange] = {}
        self._lost: set[str] = set()
        ours = mine.column(schema.article, "fingerprint")
        #: our article's uid → theirs
        self._pairs = {
            known: uid
            for uid, value in theirs.column(schema.article, "fingerprint").items()
            if (known := aliases.get(uid, uid)) in ours and ours[known] != value
        }

    def apart(self, table: str) -> set[str]:
        """The uids of their rows that stand in such articles."""
        if not self._pairs or table not in self.TABLES:
            return set()
        keys = [self._theirs.keys["article"][uid] for uid in self._pairs.values()]
        child = schema.metadata.tables[table]
        return {uid for uid, _ in self._theirs.hanging(child, "article_id", keys)}

    def moved(self, table: str, rows: dict[str, Row], report: MergeReport) -> dict[str, Row]:
        """The rows as they are in our texts; what is not found there is left out and told."""
        if not self._pairs:
            return rows
        if table == "article":
            return {uid: self._article(uid, row) for uid, row in rows.items()}
        if table not in self.TABLES:
            return rows
        found: dict[str, Row] = {}
        for uid, row in rows.items():
            if row["article_id"] not in self._pairs:
                found[uid] = row
                continue
            placed = self._mark(row, report) if table == "annotation" else self._relation(row, report)
            if placed is not None:
                found[uid] = placed
        return found

    def _article(self, uid: str, row: Row) -> Row:
        """Our text stays, so what is said about it stays too."""
        if uid not in self._pairs:
            return row
        ours = self._mine.rows(schema.article, [uid])[uid]
        names = ("fingerprint", "length", *(_TAKEN_OUT if self._masked else ()))
        return {**row, **{name: ours[name] for name in names}}

    def _mark(self, row: Row, report: MergeReport) -> Row | None:
        several = row["fragments"]
        spans = _fragments.decode(several) if several else (Span(row["start"], row["end"]),)
        text = self._text(row["article_id"])
        if self._masked:
            return {**row, "quote": quote_of(text, spans)}
        moved = [self._change(row["article_id"]).move(one) for one in spans]
        there = [one.span for one in moved if one.span is not None]
        if not there:
            self._lost.add(row["uid"])
            report.note("A mark was not found in the text here and was left out.", row["uid"])
            return None
        if any(one.fate in {"doubtful", "lost"} for one in moved):
            report.note(
                "A mark was found again in a text that differs; look whether it is right.", row["uid"]
            )
        fragments = normal_fragments(there, length=len(text))
        return {**row, **span_columns(fragments, quote_of(text, fragments))}

    def _relation(self, row: Row, report: MergeReport) -> Row | None:
        if self._lost & {row["head_id"], row["tail_id"]}:
            report.note("A relation was left out: the mark at one of its ends was not found.", row["uid"])
            return None
        if row["cue_start"] is None:
            return row
        cue: Span | None = Span(row["cue_start"], row["cue_end"])
        text = self._text(row["article_id"])
        if not self._masked:
            cue = self._change(row["article_id"]).move(Span(row["cue_start"], row["cue_end"])).span
        start, end = cue or (None, None)
        return {
            **row,
            "cue_start": start,
            "cue_end": end,
            "cue_quote": text[cue.start : cue.end] if cue else "",
        }

    def _text(self, uid: str) -> str:
        key = ArticleId(self._mine.keys["article"][uid])
        return self._project._core.text(self._at.view, key) or ""

    def _change(self, uid: str) -> TextChange:
        """What differs between their text and ours, found out once for each article."""
        if uid not in self._changes:
            key = ArticleId(self._theirs.keys["article"][self._pairs[uid]])
            with self._other._core.read() as view:
                theirs = reading.article_text(view, key) or ""
            self._changes[uid] = TextChange(theirs, self._text(uid))
        return self._changes[uid]
