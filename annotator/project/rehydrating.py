"""Puts the texts back into a deposit pack that was made without them, from articles that one has."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import msgspec

from annotator.errors import ReadError
from annotator.formats import all_formats
from annotator.formats.jsonl.lines import EntityLine, SchemeFile
from annotator.model.annotation import Annotation, AttributeValue, Relation, Span, normal_fragments, quote_of
from annotator.model.article import STATUSES, Article, ArticleId
from annotator.model.deposit import FORMAT, About, find_quote, quote_hash
from annotator.model.exchange import (
    ArticleRecord,
    Dataset,
    ImportReport,
    Problem,
    Progress,
    no_progress,
)
from annotator.project.intake import Intake
from annotator.project.project import Project
from annotator.safe_files import SafeZip, open_zip

_DATA: Final = "annotations.jsonl"
_SCHEME: Final = "annotations.scheme.json"


class SpanIn(msgspec.Struct, kw_only=True):
    """An annotation of a pack without texts."""

    id: str
    label: str
    start: int
    end: int
    quote_sha256: list[str]
    fragments: list[tuple[int, int]] = []
    attributes: dict[str, AttributeValue] = {}
    entity: str = ""
    note: str = ""
    coder: str = ""
    created: str = ""
    modified: str = ""
    suggested: bool = False


class RelationIn(msgspec.Struct, kw_only=True):
    """A relation of a pack without texts."""

    id: str
    label: str
    head: str
    tail: str
    cue: tuple[int, int] | None = None
    cue_sha256: str = ""
    note: str = ""
    coder: str = ""
    created: str = ""
    modified: str = ""


class ArticleIn(msgspec.Struct, kw_only=True):
    """One line of a pack without texts."""

    id: str
    meta: dict[str, Any]
    spans: list[SpanIn] = []
    relations: list[RelationIn] = []
    variables: dict[str, AttributeValue] = {}
    status: str = "new"
    split: str = ""


def rehydrate(project: Project, pack: Path, *, progress: Progress = no_progress) -> ImportReport:
    """Put the pack's annotations onto the articles of the project: one command, whole or not at all.

    An article is found by its fingerprint, else by its identity, else by its address or by title and
    date together. Every quote is checked by its hashes; what fits nowhere, and articles that are not
    there, are in `failed`. A pack with texts is taken as it is. Raises `ReadError`, `Cancelled`.
    """
    report = ImportReport()
    with open_zip(pack) as archive:
        about, folder = _about(archive, pack)
        with project.command("Put texts back"):
            intake = Intake(project, report, coder="")
            with intake.whole_file(pack):
                if about.deposit.texts:
                    _take_whole(intake, archive, folder)
                else:
                    intake.take_dataset(_Rehydrating(project, archive, folder, report, progress).dataset())
    return report


def _about(archive: SafeZip, pack: Path) -> tuple[About, str]:
    found = [name for name in archive.names() if name.rpartition("/")[2] == "deposit.json"]
    if len(found) == 1:
        try:
            about = msgspec.json.decode(archive.read(found[0]), type=About)
        except msgspec.MsgspecError as error:
            raise ReadError(
                f"“{pack.name}” has a description that cannot be read.", detail=str(error)
            ) from error
        if about.format == FORMAT:
            return about, found[0].removesuffix("deposit.json")
    raise ReadError(f"“{pack.name}” is no deposit pack of Annotator. Nothing was changed.")


def _take_whole(intake: Intake, archive: SafeZip, folder: str) -> None:
    with tempfile.TemporaryDirectory(prefix="annotator-") as place:
        for name in (_DATA, _SCHEME):
            (Path(place) / name).write_bytes(archive.read(f"{folder}{name}"))
        intake.take_dataset(all_formats()["jsonl"].read(Path(place) / _DATA, {}))


class _Rehydrating:
    """The records of a pack, each with the text that the project has for it."""

    def __init__(
        self, project: Project, archive: SafeZip, folder: str, report: ImportReport, progress: Progress
    ) -> None:
        self._project = project
        self._archive = archive
        self._folder = folder
        self._report = report
        self._progress = progress
        self._file = ""
        self._by_words = _Known(project)

    def dataset(self) -> Dataset:
        """Everything that finds its article."""
        beside = msgspec.json.decode(self._archive.read(f"{self._folder}{_SCHEME}"), type=SchemeFile)
        return Dataset(
            scheme=beside.scheme,
            records=self._records(),
            entities=[EntityLine.entity(one) for one in beside.entities],
            coders=beside.coders,
            count=beside.counts.articles,
        )

    def _records(self) -> Iterator[ArticleRecord]:
        with self._archive.open(f"{self._folder}{_DATA}") as lines:
            for number, line in enumerate(lines, 1):
                self._progress(number, 0)
                record = self._record(self._line(number, line))
                if record is not None:
                    yield record

    def _line(self, number: int, line: bytes) -> ArticleIn:
        try:
            return msgspec.json.decode(line, type=ArticleIn)
        except msgspec.MsgspecError as error:
            raise ReadError(
                f"Line {number} of the pack is damaged. Nothing was changed.", detail=str(error)
            ) from error

    def _record(self, one: ArticleIn) -> ArticleRecord | None:
        key = self._by_words.find(one)
        if key is None:
            meta = one.meta
            words = [str(meta.get(name, "")) for name in ("title", "outlet", "published", "url")]
            named = ", ".join(word for word in words if word) or one.id
            self._fail(one.id, f"This article is not among yours: {named}.")
            return None
        text = self._project.articles.text(key)
        print_ = str(one.meta.get("sha256", ""))
        marks = [mark for span in one.spans if (mark := self._mark(span, text, print_)) is not None]
        kept = {mark.uid for mark in marks}
        links = [self._link(link, text, print_) for link in one.relations if {link.head, link.tail} <= kept]
        status = one.status if one.status in STATUSES else "new"
        article = msgspec.structs.replace(self._project.articles.get(key), status=status)
        return ArticleRecord(
            article=article,
            text=text,
            annotations=marks,
            relations=links,
            variables=one.variables,
            split=one.split,
        )

    def _mark(self, span: SpanIn, text: str, print_: str) -> Annotation | None:
        places = [Span(*one) for one in span.fragments] or [Span(span.start, span.end)]
        found = find_quote(text, print_, places, span.quote_sha256)
        if found is None:
            self._fail(
                span.id, f"A mark ({span.label}, {span.start}–{span.end}) fits nowhere in its article."
            )
            return None
        if found.moved:
            message = f"A mark ({span.label}) was found at {found.fragments[0].start}, not at {span.start}."
            self._report.warnings.append(Problem(file=_DATA, record=span.id, message=message))
        fragments = normal_fragments(found.fragments, length=len(text))
        return Annotation(
            label=span.label,
            fragments=fragments,
            quote=quote_of(text, fragments),
            attributes=span.attributes,
            entity=span.entity,
            note=span.note,
            coder=span.coder,
            created=span.created,
            modified=span.modified,
            suggested=span.suggested,
            uid=span.id,
        )

    def _link(self, link: RelationIn, text: str, print_: str) -> Relation:
        cue = Span(*link.cue) if link.cue else None
        if cue is not None:
            fits = quote_hash(print_, text[cue.start : cue.end]) == link.cue_sha256
            cue = cue if fits and cue.end <= len(text) else None
        return Relation(
            type=link.label,
            head=link.head,
            tail=link.tail,
            cue=cue,
            cue_quote=text[cue.start : cue.end] if cue else "",
            note=link.note,
            coder=link.coder,
            created=link.created,
            modified=link.modified,
            uid=link.id,
        )

    def _fail(self, record: str, message: str) -> None:
        self._report.failed.append(Problem(file=_DATA, record=record, message=message))


class _Known:
    """The articles of the project by what a pack knows of them."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._by_url: dict[str, ArticleId] = {}
        self._by_title: dict[tuple[str, str], ArticleId] = {}
        for key in project.articles.ids():
            one: Article = project.articles.get(key)
            if one.url:
                self._by_url.setdefault(_address(one.url), key)
            if one.title:
                self._by_title.setdefault((_folded(one.title), one.published[:10]), key)

    def find(self, one: ArticleIn) -> ArticleId | None:
        """The article of a pack's line, or None."""
        meta = {name: str(one.meta.get(name) or "") for name in ("sha256", "url", "title", "published")}
        found = self._project.articles.find(fingerprint=meta["sha256"]) if meta["sha256"] else None
        if found is None:
            found = self._project.articles.find(uid=one.id)
        if found is None and meta["url"]:
            found = self._by_url.get(_address(meta["url"]))
        if found is None and meta["title"]:
            found = self._by_title.get((_folded(meta["title"]), meta["published"][:10]))
        return found


def _address(url: str) -> str:
    return url.partition("://")[2].partition("#")[0].removeprefix("www.").rstrip("/").casefold()


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())
