"""Taking records in: canonical text, duplicates, spans and quotes, names that the project does not know."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal

import msgspec

from annotator.errors import SchemeError, SpanError
from annotator.model.annotation import Annotation, Relation, Span, check_span, normal_fragments, quote_of
from annotator.model.article import METADATA, Article, ArticleId
from annotator.model.exchange import ArticleRecord, Dataset, ImportReport, Problem, ReadArticle, Waiting
from annotator.model.scheme import checked_attributes
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
            mapping = NameMapping(self._project, at, dataset, self.report, self._file)
            for record in dataset.records:
                self._take_record(record, mapping)

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

    def _add(self, articles: Sequence[tuple[Article, str]]) -> list[ArticleId]:
        if not articles:
            return []
        with self._core.write("Import") as at:
            keys = writing.add_articles(at, articles)
        for key, (article, _) in zip(keys, articles, strict=True):
            self._known[article.fingerprint] = key
        self.report.articles += len(keys)
        return keys

    def _take_record(self, record: ArticleRecord, mapping: NameMapping) -> None:
        self.report.warnings.extend(record.problems)
        made = canonical(record.text)
        key, renamed = self._place(record, made.text)
        offset = canonical_offsets(record.text) if made.text != record.text else int
        place = _Place(article=key, text=made.text, offset=offset)
        kept: dict[str, str] = {}
        annotations = []
        for one in record.annotations:
            doubled = renamed or one.uid in kept
            if one.uid in kept:
                self._warn("Two marks have the same id; the second one got a new one.", one.uid)
            taken = self._annotation(one, place, mapping)
            if taken is not None:
                taken = msgspec.structs.replace(taken, uid=new_uid()) if doubled else taken
                annotations.append(taken)
                kept.setdefault(one.uid, taken.uid)
        relations = []
        seen: set[str] = set()
        for link in record.relations:
            found = self._relation(link, place, kept, mapping)
            if found is not None:
                doubled = renamed or found.uid in seen
                seen.add(found.uid)
                relations.append(msgspec.structs.replace(found, uid=new_uid()) if doubled else found)
        self._write(key, annotations, relations, mapping)
        for name, value in record.variables.items():
            mapping.set_variable(key, name, value)
        if record.article.status != "new":
            mapping.fill_status(key, record.article.status)

    def _place(self, record: ArticleRecord, text: str) -> tuple[ArticleId, bool]:
        """The article of the record: known by uid or text, else added. Second: whether the record's
        identity belongs to another text here, so that its marks need identities of their own.
        """
        print_ = fingerprint(text)
        with self._core.read() as view:
            known = reading.article_id(view, uid=record.article.uid) if record.article.uid else None
            same = None if known is None else reading.article(view, known)
        if same is not None and known is not None and same.fingerprint == print_:
            self._fill(known, record)
            return known, False
        if print_ in self._known:
            self._fill(self._known[print_], record)
            return self._known[print_], False
        uid = record.article.uid
        if same is not None:
            uid = ""
            self._warn(
                "An article of that identity is here with another text; this one came in as a new article.",
                record.article.uid,
            )
        article = msgspec.structs.replace(
            without_surrogates(record.article), uid=uid or new_uid(), fingerprint=print_, length=len(text)
        )
        (key,) = self._add([(article, text)])
        if record.split:
            with self._core.write("Import") as at:
                writing.edit_article(at, key, {"split": record.split})
        return key, same is not None

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
            spans = normal_fragments(place.moved(one.fragments), length=len(place.text))
            quote = quote_of(place.text, spans)
            if one.quote and _flat(one.quote) != _flat(quote):
                raise SpanError("The quoted text is not what the article says there.")
            name = mapping.label(one.label).name
            attributes = mapping.attributes(name, one.attributes)
            label = mapping.label(name)
            return msgspec.structs.replace(
                one,
                label=label.name,
                fragments=spans,
                quote=quote,
                attributes=checked_attributes(label.attributes, attributes),
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

    def _write(
        self,
        key: ArticleId,
        annotations: list[Annotation],
        relations: list[Relation],
        mapping: NameMapping,
    ) -> None:
        with self._core.write("Import") as at:
            mapping.settle(annotations, relations)
            taken = reading.known_uids(at.view, "annotation", [one.uid for one in annotations])
            fresh = [one for one in annotations if one.uid not in taken]
            if fresh:
                writing.add_annotations(at, fresh)
            if taken:
                self._warn(f"{len(taken)} marks are in the project already; they were left as they are here.")
            known = reading.known_uids(at.view, "relation", [one.uid for one in relations])
            new = [one for one in relations if one.uid not in known]
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


def _flat(quote: str) -> str:
    return canonical(quote).text
