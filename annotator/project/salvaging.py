"""Salvage: everything readable of a damaged or foreign file, in a new project, and a list of the rest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from annotator.errors import DamagedFileError, FileError
from annotator.model.annotation import Annotation, AttributeValue, Relation, Span
from annotator.model.article import METADATA, STATUSES, Article
from annotator.model.entity import Coder, Entity, Role
from annotator.model.exchange import ArticleRecord, Dataset, ImportReport, Problem
from annotator.model.scheme import Attribute, Label, RelationType, Scheme, scheme_problems
from annotator.model.text import fingerprint
from annotator.project.intake import Intake
from annotator.project.project import Project
from annotator.project.salvaged_work import SalvagedWork, new_articles
from annotator.project.scheming import default_scheme
from annotator.store.salvage import Wreck
from annotator.store.statements import Row

_Item = TypeVar("_Item", Label, RelationType, Attribute)


def salvage(path: Path, target: Path, *, coder: str = "") -> ImportReport:
    """Write everything readable of `path` into a new project at `target`; `path` is not changed.

    What could not be read, and what does not fit any more, is in the report's warnings. History is not
    taken over. Raises `FileError` when there is no such file, `DamagedFileError` when nothing is left.
    """
    if not path.is_file():
        raise FileError(f"There is no file “{path.name}” at that place.")
    wreck = Wreck(path)
    try:
        remains = _Remains(wreck)
        scheme = remains.scheme()
        project = Project.create(target, coder=coder, scheme=scheme)
        try:
            report = ImportReport()
            with project._core.write("Salvage") as at:
                intake = Intake(project, report, coder=coder)
                with intake.whole_file(path):
                    intake.take_dataset(remains.dataset(scheme))
                    articles = new_articles(project, remains.article_uids)
                    SalvagedWork(wreck, at, articles, remains.coders).take()
        finally:
            project.close()
        report.warnings += [
            Problem(file=path.name, message=f"Could not be read: {what}.") for what in wreck.lost
        ]
    finally:
        wreck.close()
    if not (report.articles or report.entities):
        target.unlink()
        raise DamagedFileError(f"Nothing in “{path.name}” can be read any more. Restore a backup instead.")
    return report


class _Remains:
    """The readable rows of a file as the model's values; what makes no sense is left out and told."""

    def __init__(self, wreck: Wreck) -> None:
        self._wreck = wreck
        self._labels = self._items("label", Label)
        self._types = self._items("relation_type", RelationType)
        self._variables = self._items("variable", Attribute)
        names = ((row["id"], row.get("name")) for row in wreck.rows("coder") if "id" in row)
        #: The name of each coder whose row is whole.
        self.coders: dict[object, str] = {key: str(name) for key, name in names if name}
        #: The uid of each article that went out in `dataset`.
        self.article_uids: dict[object, str] = {}
        self._entities = {row["id"]: one for row, one in self._made("entity", _entity)}

    def scheme(self) -> Scheme:
        """The scheme as far as it is sound, else the default one."""
        found = Scheme(
            labels=list(self._labels.values()),
            relation_types=list(self._types.values()),
            variables=list(self._variables.values()),
        )
        if not found.labels or list(scheme_problems(found)):
            self._wreck.lost.append("the whole scheme (the default one took its place)")
            return default_scheme()
        return found

    def dataset(self, scheme: Scheme) -> Dataset:
        """All articles with what hangs on them."""
        return Dataset(
            scheme=scheme,
            records=self._records(),
            entities=list(self._entities.values()),
            coders=[Coder(name=name) for name in self.coders.values()],
        )

    def _records(self) -> Iterator[ArticleRecord]:
        texts = {row.get("article_id"): row.get("text") for row in self._wreck.rows("article_text")}
        uids: dict[int, str] = {}
        marks: dict[int, list[Annotation]] = {}
        for row, one in self._made("annotation", self._annotation):
            uids[row["id"]] = one.uid
            marks.setdefault(row["article_id"], []).append(one)
        links: dict[int, list[Relation]] = {}
        for row, link in self._made("relation", lambda row: self._relation(row, uids)):
            links.setdefault(row["article_id"], []).append(link)
        values: dict[int, dict[str, AttributeValue]] = {}
        for row, (name, value) in self._made("variable_value", self._value):
            values.setdefault(row["article_id"], {})[name] = value
        for row, article in self._made("article", _article):
            key = row["id"]
            text = texts.pop(key, None)
            if not isinstance(text, str):
                self._wreck.lost.append(f"the text of article {key}")
                continue
            if fingerprint(text) != article.fingerprint:
                self._wreck.lost.append(f"a part of the text of article {key}: it is not the one imported")
            self.article_uids[key] = article.uid
            yield ArticleRecord(
                article=article,
                text=text,
                annotations=marks.get(key, []),
                relations=links.get(key, []),
                variables=values.get(key, {}),
            )
        for key, text in texts.items():
            # the article's row is gone, its text is not
            if isinstance(text, str) and isinstance(key, int):
                article = Article(title=f"Salvaged article {key}")
                yield ArticleRecord(article=article, text=text, annotations=marks.get(key, []))

    def _annotation(self, row: Row) -> Annotation:
        label = self._labels[row["label_id"]].name
        spans = (
            msgspec.json.decode(row["fragments"]) if row.get("fragments") else [(row["start"], row["end"])]
        )
        return Annotation(
            label=label,
            fragments=tuple(Span(int(start), int(end)) for start, end in spans),
            quote=str(row["quote"]),
            attributes=_values(row.get("attributes")),
            entity=self._entity_uid(row.get("entity_id")),
            note=str(row.get("note") or ""),
            coder=self.coders.get(row.get("coder_id"), ""),
            created=str(row.get("created") or ""),
            modified=str(row.get("modified") or ""),
            suggested=bool(row.get("suggested")),
            uid=str(row["uid"]),
        )

    def _relation(self, row: Row, uids: dict[int, str]) -> Relation:
        start, end = row.get("cue_start"), row.get("cue_end")
        return Relation(
            type=self._types[row["type_id"]].name,
            head=uids[row["head_id"]],
            tail=uids[row["tail_id"]],
            cue=Span(start, end) if isinstance(start, int) and isinstance(end, int) else None,
            note=str(row.get("note") or ""),
            coder=self.coders.get(row.get("coder_id"), ""),
            created=str(row.get("created") or ""),
            modified=str(row.get("modified") or ""),
            uid=str(row["uid"]),
        )

    def _value(self, row: Row) -> tuple[str, AttributeValue]:
        value = msgspec.json.decode(row["value"], type=AttributeValue)
        return self._variables[row["variable_id"]].name, value

    def _entity_uid(self, key: object) -> str:
        found = self._entities.get(key)
        return found.uid if found else ""

    def _items(self, name: str, kind: type[_Item]) -> dict[object, _Item]:
        def item(row: Row) -> _Item:
            return msgspec.json.decode(row["definition"], type=kind)

        return {row["id"]: one for row, one in self._made(name, item)}

    def _made(self, name: str, make: Any) -> Iterator[tuple[Row, Any]]:
        for row in self._wreck.rows(name):
            try:
                yield row, make(row)
            except (KeyError, TypeError, ValueError, OverflowError, RecursionError) as error:
                self._wreck.lost.append(f"{name} {row.get('id')} ({type(error).__name__} in its values)")


def _article(row: Row) -> Article:
    status = row.get("status")
    metadata: dict[str, Any] = {name: str(row.get(name) or "") for name in METADATA}
    return Article(
        **metadata,
        extra=msgspec.json.decode(row["extra"], type=dict[str, str]),
        status=status if status in STATUSES else "started",
        fingerprint=str(row.get("fingerprint") or ""),
        uid=str(row["uid"]),
    )


def _entity(row: Row) -> Entity:
    return Entity(
        name=str(row["name"]) or str(row["uid"]),
        aliases=msgspec.json.decode(row["aliases"], type=list[str]),
        type=str(row.get("type") or ""),
        external_id=str(row.get("external_id") or ""),
        note=str(row.get("note") or ""),
        roles=msgspec.json.decode(row.get("roles") or "[]", type=list[Role]),
        party=str(row.get("party") or ""),
        country=str(row.get("country") or ""),
        outlet=str(row.get("outlet") or ""),
        uid=str(row["uid"]),
    )


def _values(text: object) -> dict[str, AttributeValue]:
    return msgspec.json.decode(str(text or "{}"), type=dict[str, AttributeValue])
