"""What salvage takes over beside articles and marks: sets, assignments, saved documents and decisions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from annotator.model.article import ArticleId
from annotator.model.work import ArticleSet, Decision, Saved
from annotator.project.project import Project
from annotator.store import work
from annotator.store.history import new_uid
from annotator.store.salvage import Wreck
from annotator.store.statements import Row
from annotator.store.writing import Writing, coder_key

_UNREADABLE = (KeyError, TypeError, ValueError, OverflowError, RecursionError)


class SalvagedWork:
    """Writes down the readable rows of these tables. `articles` gives the new id of each old one, `coders`
    the name of each old one; what points at something that is gone is left out and told.
    """

    def __init__(
        self, wreck: Wreck, at: Writing, articles: Mapping[object, ArticleId], coders: Mapping[object, str]
    ) -> None:
        self._wreck = wreck
        self._at = at
        self._articles = articles
        self._coders = coders

    def take(self) -> None:
        """Take everything over."""
        members: dict[object, list[ArticleId]] = {}
        for row in self._wreck.rows("set_member"):
            if row.get("article_id") in self._articles:
                members.setdefault(row.get("article_set_id"), []).append(self._articles[row["article_id"]])
        self._each("article_set", lambda row: self._set(row, members.get(row["id"], [])))
        self._each("assignment", self._assignment)
        self._each("saved_item", self._saved)
        self._each("decision", self._decision)

    def _each(self, table: str, take: Any) -> None:
        for row in self._wreck.rows(table):
            try:
                take(row)
            except _UNREADABLE as error:
                self._wreck.lost.append(f"{table} {row.get('id')} ({type(error).__name__} in its values)")

    def _set(self, row: Row, articles: list[ArticleId]) -> None:
        made = ArticleSet(
            name=str(row["name"]) or str(row["uid"]),
            rule=msgspec.json.decode(row["rule"], type=dict[str, Any]),
            at=str(row.get("at") or ""),
            uid=str(row["uid"]),
        )
        work.fill_set(self._at, work.add_set(self._at, made), made.uid, articles)

    def _assignment(self, row: Row) -> None:
        coder = coder_key(self._at, self._coders[row["coder_id"]])
        work.assign(self._at, [self._articles[row["article_id"]]], coder)

    def _saved(self, row: Row) -> None:
        body = msgspec.json.decode(row["body"], type=dict[str, Any])
        kind, name = str(row["kind"]), str(row["name"])
        work.put_saved(self._at, Saved(kind=kind, name=name, body=body, uid=work.link_uid(kind, name)))

    def _decision(self, row: Row) -> None:
        made = msgspec.convert(
            {
                "article": self._articles[row["article_id"]],
                "verdict": row["verdict"],
                "sides": msgspec.json.decode(row["sides"]),
                "result": row.get("result") or "",
                "note": row.get("note") or "",
                "coder": self._coders[row["coder_id"]],
                "at": row.get("at") or "",
                "uid": row["uid"] or new_uid(),
            },
            Decision,
        )
        coder_key(self._at, made.coder)
        work.add_decision(self._at, made)


def new_articles(project: Project, uids: Mapping[object, str]) -> dict[object, ArticleId]:
    """Old id → new id of the articles that came over, found by their uids."""
    found = {old: project.articles.find(uid=uid) for old, uid in uids.items() if uid}
    return {old: key for old, key in found.items() if key is not None}
