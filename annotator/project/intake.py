"""Taking records in: canonical text, duplicates, spans and quotes, names that the project does not know."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal, TypeVar

import msgspec

from annotator.errors import SchemeError, SpanError
from annotator.model.annotation import Annotation, Relation, Span, check_span, normal_fragments, quote_of
from annotator.model.article import METADATA, Article, ArticleId
from annotator.model.exchange import ArticleRecord, Dataset, ImportReport, Problem, ReadArticle, Waiting
from annotator.model.surrogates import without_surrogates
from annotator.model.text import canonical, canonical_offsets, fingerprint
from annotator.project.earlier import Earlier
from annotator.project.mapping import NameMapping
from annotator.project.project import Project
from annotator.project.repairing import carry_out, plan_repair
from annotator.store import reading, writing
from annotator.store.history import new_uid, now

#: Articles written in one go, and so many code points of text: what waits must not fill the memory.
_BATCH: Final = 200
_HEAVY: Final = 4_000_000

#: What a mark weighs beside a code point of text.
_MARK: Final = 200

_Item = TypeVar("_Item", Annotation, Relation)


#: What becomes of an article that is there already, letter by letter: nothing but a count, a second article,
#: or metadata that the first one lacks.
Duplicates = Literal["skip", "keep", "fill"]
#: What becomes of one that is there with another text (same identity, address or file): a new article, or
#: the new text for the old one, its marks moved with it.
Changed = Literal["new", "repair"]


class _Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a record's marks go: the article, its canonical text, and the way to offsets in it."""

    article: ArticleId
    text: str
    offset: Callable[[int], int]

    def moved(self, spans: Iterable[Sequence[int]]) -> list[Span]:
        try:
            return [Span(self.offset(start), self.offset(end)) for start, end in spans]
        except ValueError as error:
            raise SpanError("A span lies outside the text.") from error


class Intake:
    """One import that is under way: what is known already, and the report that grows."""

    def __init__(
        self,
        project: Project,
        report: ImportReport,
        *,
        coder: str,
        duplicates: Duplicates = "skip",
        changed: Changed = "new",
    ) -> None:
        self.report = report
        self.still_going: Callable[[], None] = lambda: None
        self._duplicates = duplicates
        self._earlier = Earlier(project) if changed == "repair" else None
        self._project = project
        self._core = project._core
        self._coder = without_surrogates(coder) or project.coder
        self._file = Path()
        self._given: set[str] = set()
        self._uids: dict[str, tuple[ArticleId, str]] = {}
        self._waiting: list[tuple[Article, str]] = []
        self._weight = 0
        with self._core.read() as view:
            self._known = reading.fingerprints(view)

    @contextmanager
    def whole_file(self, path: Path) -> Iterator[None]:
        """Take back whatever the block wrote and counted when it fails."""
        self._file = path
        known = dict(self._known)
        counted = {name: copy.copy(getattr(self.report, name)) for name in self.report.__struct_fields__}
        with self._core.write("Import") as at:
            try:
                with at.recorder.all_or_nothing():
                    yield
            except BaseException:
                self._known = known
                for name, before in counted.items():
                    setattr(self.report, name, before)
                at.names.reload(at.recorder.connection)
                raise

    def take_file(self, path: Path, parts: Iterable[ReadArticle | Problem]) -> None:
        """Add what a reader gives for one file, whole or not at all; exact duplicates are counted only.

        What a small file gives is read to its end before anything is written, so it needs no way back:
        many of them wait for each other and go in together, at the latest at `flush`.
        """
        iterator = iter(parts)
        first = list(itertools.islice(iterator, _BATCH))
        if len(first) == _BATCH:
            self.flush()
            with self.whole_file(path):
                self.take_articles(itertools.chain(first, iterator))
            return
        self._file = path
        fresh = self._fresh(self._readable(first))
        self._waiting += fresh
        self._weight += sum(len(text) for _, text in fresh)
        if len(self._waiting) >= _BATCH or self._weight > _HEAVY:
            self.flush()

    def flush(self) -> None:
        """Write the articles of small files that wait."""
        waiting, self._waiting, self._weight = self._waiting, [], 0
        self._add(waiting)

    def take_articles(self, articles: Iterable[ReadArticle | Problem]) -> None:
        """Add what a reader gives; exact duplicates are skipped and counted."""
        iterator = self._readable(articles)
        while batch := list(itertools.islice(iterator, _BATCH)):
            self._add(self._fresh(batch))
            self.still_going()

    def _fresh(self, articles: Iterable[ReadArticle]) -> list[tuple[Article, str]]:
        return [one for one in map(self._article, articles) if one is not None]

    def _readable(self, parts: Iterable[ReadArticle | Problem]) -> Iterator[ReadArticle]:
        """The articles; parts of a file that could not be read go to the report."""
        for part in parts:
            if isinstance(part, ReadArticle):
                yield part
            else:
                self.report.failed.append(msgspec.structs.replace(part, file=part.file or str(self._file)))

    def take_dataset(self, dataset: Dataset) -> None:
        """Add what a format gives: scheme items, entities, coders, articles, annotations, relations."""
        with self._core.write("Import") as at:
            self._uids = reading.identities(at.view)
            mapping = NameMapping(self._project, at, dataset, self.report, self._file)
            for batch in _batches(dataset.records):
                self._take_records(batch, mapping)
                self.still_going()

    def _article(self, read: ReadArticle) -> tuple[Article, str] | None:
        made = canonical(read.text)
        print_ = fingerprint(made.text)
        for warning in read.warnings:
            self._warn(warning)
        if print_ in self._known and self._duplicates != "keep":
            self._there_already(self._known[print_], read.article)
            return None
        if self._earlier is not None and self._repaired(read, made.text, print_):
            return None
        if made.replaced:
            first = made.replaced[0]
            self._warn(
                f"{made.count} characters that no text may hold were replaced, "
                f"the first (U+{first.code:04X}) at {first.at}."
            )
        self._known[print_] = ArticleId(0)
        article = msgspec.structs.replace(
            read.article,
            uid=self._free_uid(read.article.uid) if read.article.uid else new_uid(),
            fingerprint=print_,
            length=len(made.text),
            source_file=read.article.source_file or self._file.name,
        )
        return without_surrogates(article), made.text

    def _free_uid(self, uid: str) -> str:
        """The identity that a file gives, or a new one where another article has it."""
        with self._core.read() as view:
            taken = uid in self._given or reading.article_id(view, uid=uid) is not None
        self._given.add(uid)
        if taken:
            self._warn("An article of that identity is here with another text; this one came in as new.", uid)
        return new_uid() if taken else uid

    def _there_already(self, key: ArticleId, article: Article) -> None:
        self.report.duplicates += 1
        if self._duplicates == "fill" and key:
            self._fill_metadata(key, without_surrogates(article))

    def _repaired(self, read: ReadArticle, text: str, print_: str) -> bool:
        """Whether the article was there with another text, and has this one now or waits for a decision."""
        assert self._earlier is not None
        key = self._earlier.find(read.article, self._file.name)
        if key is None:
            return False
        plan = plan_repair(self._project, key, text)
        if plan.open:
            names = {fate: number for fate, number in plan.counts().items() if fate in {"doubtful", "lost"}}
            counted = ", ".join(f"{number} {fate}" for fate, number in names.items())
            self.report.waiting.append(
                Waiting(file=str(self._file), article=key, title=read.article.title, text=text)
            )
            self._warn(
                f"The text of “{read.article.title}” has changed, and marks on it need a decision"
                f" ({counted}). It was left as it is; repair its text to decide.",
            )
            return True
        with self._core.write("Import") as at:
            carry_out(self._core, at, plan, {})
        self._known[print_] = key
        self.report.repaired += 1
        return True

    def _add(self, articles: Sequence[tuple[Article, str]], splits: Mapping[str, str] | None = None) -> None:
        """Write articles with their texts, and the splits (by the articles' uids) that some belong to."""
        if not articles:
            return
        with self._core.write("Import") as at:
            keys = writing.add_articles(at, articles)
            if splits:
                writing.set_splits(at, splits)
        for key, (article, _) in zip(keys, articles, strict=True):
            self._known[article.fingerprint] = key
        self.report.articles += len(keys)

    def _take_records(self, records: Sequence[ArticleRecord], mapping: NameMapping) -> None:
        """Records in one go: their articles first, then everything on them in a few statements."""
        texts = [canonical(record.text).text for record in records]
        placed = self._place(records, texts)
        annotations: list[Annotation] = []
        relations: list[Relation] = []
        for record, text, (key, renamed, _) in zip(records, texts, placed, strict=True):
            self.report.warnings.extend(record.problems)
            offset = canonical_offsets(record.text) if text != record.text else int
            place = _Place(article=key, text=text, offset=offset)
            kept = self._marks(record, place, mapping, annotations, renamed=renamed)
            self._links(record, place, mapping, relations, kept=kept, renamed=renamed)
        self._write(annotations, relations, mapping)
        for record, (key, _, new) in zip(records, placed, strict=True):
            for name, value in record.variables.items():
                mapping.set_variable(key, name, value)
            if record.article.status != "new" and not new:
                mapping.fill_status(key, record.article.status)

    def _marks(
        self,
        record: ArticleRecord,
        place: _Place,
        mapping: NameMapping,
        into: list[Annotation],
        *,
        renamed: bool,
    ) -> dict[str, str]:
        """Add the record's annotations to a list; gives their uids here by those of the file."""
        kept: dict[str, str] = {}
        for one in record.annotations:
            doubled = renamed or one.uid in kept
            if one.uid in kept:
                self._warn("Two marks have the same id; the second one got a new one.", one.uid)
            taken = self._annotation(one, place, mapping)
            if taken is not None:
                taken = msgspec.structs.replace(taken, uid=new_uid()) if doubled else taken
                into.append(taken)
                kept.setdefault(one.uid, taken.uid)
        return kept

    def _links(
        self,
        record: ArticleRecord,
        place: _Place,
        mapping: NameMapping,
        into: list[Relation],
        *,
        kept: dict[str, str],
        renamed: bool,
    ) -> None:
        seen: set[str] = set()
        for link in record.relations:
            found = self._relation(link, place, kept, mapping)
            if found is not None:
                doubled = renamed or found.uid in seen
                seen.add(found.uid)
                into.append(msgspec.structs.replace(found, uid=new_uid()) if doubled else found)

    def _place(
        self, records: Sequence[ArticleRecord], texts: Sequence[str]
    ) -> list[tuple[ArticleId, bool, bool]]:
        """The article of each record: known by uid or text, else added. Second: whether the record's
        identity belongs to another text here, so that its marks need identities of their own. Third:
        whether it was added.
        """
        found: list[tuple[ArticleId | str, bool, bool]] = []  # key or else fingerprint, renamed, new
        fresh: dict[str, tuple[Article, str]] = {}
        splits: dict[
            str, str
        ] = {}  # by the uid that the article gets, which may be another than it came with
        for record, text in zip(records, texts, strict=True):
            print_ = fingerprint(text)
            uid = record.article.uid
            key, theirs = self._uids.get(uid, (ArticleId(0), ""))
            if key and theirs == print_:
                found.append((key, False, False))
                continue
            if print_ in self._known or print_ in fresh:
                found.append((print_, False, False))
                continue
            taken = uid in self._uids
            if taken:
                self._warn(
                    "An article of that identity is here with another text; this one came in as a new"
                    " article.",
                    uid,
                )
            made = {"uid": new_uid() if taken or not uid else uid, "fingerprint": print_, "length": len(text)}
            article: Article = msgspec.structs.replace(without_surrogates(record.article), **made)
            self._uids[article.uid] = (ArticleId(0), print_)
            fresh[print_] = (article, text)
            if record.split:
                splits[article.uid] = record.split
            found.append((print_, taken, True))
        self._add(list(fresh.values()), splits)
        placed = [
            (self._known[where] if isinstance(where, str) else where, renamed, new)
            for where, renamed, new in found
        ]
        for record, (key, _, new) in zip(records, placed, strict=True):
            if not new:
                self._fill(key, record)
        return placed

    def _fill(self, key: ArticleId, record: ArticleRecord) -> None:
        """Metadata that the project lacks and the record has."""
        self.report.duplicates += not record.annotations
        self._fill_metadata(key, record.article, **({"split": record.split} if record.split else {}))

    def _fill_metadata(self, key: ArticleId, article: Article, **further: object) -> None:
        with self._core.write("Import") as at:
            ours = reading.article(at.view, key)
            assert ours is not None
            values: dict[str, object] = {
                name: getattr(article, name)
                for name in METADATA
                if getattr(article, name) and not getattr(ours, name)
            }
            extra = {**article.extra, **ours.extra}
            if extra != ours.extra:
                values["extra"] = extra
            values |= further
            if values:
                writing.edit_article(at, key, values)

    def _annotation(self, one: Annotation, place: _Place, mapping: NameMapping) -> Annotation | None:
        try:
            if place.offset is int and len(one.fragments) == 1:  # by far the most
                check_span(one.fragments[0], length=len(place.text))
                spans: tuple[Span, ...] = one.fragments
            else:
                spans = normal_fragments(place.moved(one.fragments), length=len(place.text))
            quote = quote_of(place.text, spans)
            if one.quote and one.quote != quote and _flat(one.quote) != _flat(quote):
                raise SpanError("The quoted text is not what the article says there.")
            name = mapping.label(one.label).name
            held = mapping.checked(name, one.attributes)
            return msgspec.structs.replace(
                one,
                label=name,
                fragments=spans,
                quote=quote,
                attributes=held,
                entity=mapping.entity(one.entity),
                coder=mapping.coder(one.coder or self._coder),
                created=one.created or now(),
                modified=one.modified or one.created or now(),
                uid=one.uid or new_uid(),
                article=place.article,
            )
        except (SpanError, SchemeError) as error:
            self._warn(error.sentence + " This mark was left out.", one.uid)
            return None

    def _relation(
        self,
        one: Relation,
        place: _Place,
        kept: dict[str, str],
        mapping: NameMapping,
    ) -> Relation | None:
        if one.head not in kept or one.tail not in kept:
            self._warn("A relation points at a mark that is not there; it was left out.", one.uid)
            return None
        cue = None
        if one.cue is not None:
            try:
                (cue,) = place.moved([one.cue])
                check_span(cue, length=len(place.text))
            except SpanError:
                self._warn("The cue of a relation lies outside the text; it came in without.", one.uid)
                cue = None
        mapping.relation_type(one.type)
        return msgspec.structs.replace(
            one,
            head=kept[one.head],
            tail=kept[one.tail],
            cue=cue,
            cue_quote=place.text[cue.start : cue.end] if cue else "",
            coder=mapping.coder(one.coder or self._coder),
            created=one.created or now(),
            modified=one.modified or one.created or now(),
            uid=one.uid or new_uid(),
            article=place.article,
        )

    def _write(self, annotations: list[Annotation], relations: list[Relation], mapping: NameMapping) -> None:
        with self._core.write("Import") as at:
            mapping.settle(annotations, relations)
            taken = reading.known_uids(at.view, "annotation", [one.uid for one in annotations])
            fresh, again = _once(annotations)
            fresh = [one for one in fresh if one.uid not in taken]
            taken |= again
            if fresh:
                writing.add_annotations(at, fresh)
            if taken:
                self._warn(f"{len(taken)} marks are in the project already; they were left as they are here.")
            known = reading.known_uids(at.view, "relation", [one.uid for one in relations])
            new = [one for one in _once(relations)[0] if one.uid not in known]
            if new:
                ends = reading.ids_of_uids(
                    at.view, "annotation", [*{end for one in new for end in (one.head, one.tail)}]
                )
                writing.add_relations(at, new, ends)
        self.report.annotations += len(fresh)
        self.report.suggested += sum(one.suggested for one in fresh)
        self.report.relations += len(new)

    def _warn(self, message: str, record: str = "") -> None:
        self.report.warnings.append(Problem(file=str(self._file), record=record, message=message))


def _batches(records: Iterable[ArticleRecord]) -> Iterator[list[ArticleRecord]]:
    """The records in portions that are worth a few statements and fit the memory."""
    batch: list[ArticleRecord] = []
    weight = 0
    for record in records:
        batch.append(record)
        weight += len(record.text) + _MARK * (len(record.annotations) + len(record.relations))
        if len(batch) == _BATCH or weight > _HEAVY:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


def _once(items: Sequence[_Item]) -> tuple[list[_Item], set[str]]:
    """The first item of each uid, and the uids that stood there again."""
    found: dict[str, _Item] = {}
    again: set[str] = set()
    for one in items:
        if found.setdefault(one.uid, one) is not one:
            again.add(one.uid)
    return list(found.values()), again


def _flat(quote: str) -> str:
    return canonical(quote).text
