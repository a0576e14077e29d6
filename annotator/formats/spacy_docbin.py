"""spaCy DocBin (.spacy): every mark in `doc.spans["sc"]`, and in `doc.ents` where none overlap."""

from __future__ import annotations

import contextlib
import itertools
import zlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from annotator.errors import ReadError
from annotator.model.annotation import Annotation, AttributeValue, Relation, Span
from annotator.model.article import Article
from annotator.model.entity import Entity
from annotator.model.exchange import (
    ArticleRecord,
    Dataset,
    ExportReport,
    Option,
    Options,
    Progress,
    no_progress,
)
from annotator.model.extras import needed
from annotator.model.incoming import Gathering, Incoming, derived_uid, given_uid
from annotator.model.outgoing import outgoing, without_overlaps
from annotator.model.tokens import EDGES, fit_to_tokens
from annotator.safe_files import GIB, MIB, read_bytes, whole_file

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, DocBin

#: The group that spaCy's span categoriser learns from.
_GROUP: Final = "sc"
#: Where in `user_data` stands what spans cannot hold.
_OURS: Final = "annotator"
_SUFFIX_OF: Final[Mapping[str, str]] = {"": "", "train": "", "dev": ".dev", "test": ".test"}
#: spaCy's own exceptions for damaged data are of every kind; what it says goes to the log.
_FAULTS: Final = (
    *(ValueError, KeyError, TypeError, IndexError, AttributeError, AssertionError, OverflowError),
    *(MemoryError, EOFError, zlib.error),
)


class _Mark(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What one annotation has beside its spans (which bear its uid as their id)."""

    attributes: dict[str, AttributeValue] = {}
    note: str = ""
    coder: str = ""
    created: str = ""
    modified: str = ""
    suggested: bool = False


class _Beside(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What one article has beside text and spans, kept in the document's `user_data` as JSON."""

    article: Article = Article()
    marks: dict[str, _Mark] = {}
    relations: list[Relation] = []
    variables: dict[str, AttributeValue] = {}
    entities: dict[str, str] = {}
    split: str = ""


class Spacy:
    """The `Format` of https://spacy.io/api/docbin. Tokens are those of the language, cut at span edges."""

    name = "spacy"
    title = "spaCy DocBin"
    suffix = ".spacy"
    suffixes: tuple[str, ...] = (".spacy",)
    reads = True
    writes = True
    keeps = frozenset(
        {"fragments", "overlaps", "relations", "cues", "attributes", "entities", "notes", "variables"}
        | {"metadata", "coders"}
    )
    options: tuple[Option, ...] = (
        Option(
            name="edges",
            label="Marks that end inside a token",
            kind="choice",
            default="split",
            choices=list(EDGES),
        ),
        Option(name="splits", label="A file for each split", default=True),
    )
    extra = "spacy"

    def sniff(self, path: Path, head: bytes) -> float:
        """By the suffix and zlib's first byte."""
        return 0.95 if path.suffix.lower() == ".spacy" and head[:1] == b"\x78" else 0.0

    def write(
        self, dataset: Dataset, target: Path, options: Options, progress: Progress = no_progress
    ) -> ExportReport:
        """Write `target`, and NAME.dev.spacy, NAME.test.spacy where articles are so split.

        A DocBin is one compressed piece: a file's documents stand in memory until it is written.
        Raises `WriteError`, `MissingExtraError`.
        """
        report = ExportReport()
        maker = _DocMaker(dataset, str(options.get("edges", "split")), report)
        by_split = bool(options.get("splits", True))
        bins: dict[str, DocBin] = {"": maker.new_bin()}
        for record in outgoing(dataset, report, keeps=self.keeps, progress=progress):
            end = _SUFFIX_OF.get(record.split, "") if by_split else ""
            if end not in bins:
                bins[end] = maker.new_bin()
            bins[end].add(maker.doc(record))
        for end, docs in sorted(bins.items()):
            path = target.with_name(f"{target.stem}{end}{target.suffix}")
            with whole_file(path) as out:
                out.write(docs.to_bytes())
            report.files.append(str(path))
        return report

    def read(self, path: Path, options: Options) -> Dataset:
        """Read one file: all its span groups, and its entities. Raises `ReadError`, `MissingExtraError`."""
        with needed(self.extra, "spaCy files"):
            from spacy.tokens import DocBin
            from spacy.vocab import Vocab
        into = Incoming(path)
        data = read_bytes(path)
        _check_size(data, into)
        entities: dict[str, Entity] = {}
        with _faults_of_spacy(into):
            docs = DocBin().from_bytes(data)
            _check_lengths(docs, into)
            for number, doc in enumerate(docs.get_docs(Vocab()), 1):
                into.records.append(_record(into, doc, number, entities))
        return into.dataset(entities=list(entities.values()))


@contextlib.contextmanager
def _faults_of_spacy(into: Incoming) -> Iterator[None]:
    try:
        yield
    except ReadError:
        raise
    except _FAULTS as error:
        raise into.broken("", "it is damaged or no DocBin", detail=repr(error)) from error


def _check_size(data: bytes, into: Incoming) -> None:
    """Refuse what would unpack to more than 2 GiB, or to much more than its size."""
    unpacking = zlib.decompressobj()
    size, rest = 0, data
    try:
        while rest and size <= 2 * GIB:
            size += len(unpacking.decompress(rest, 16 * MIB))
            rest = unpacking.unconsumed_tail
    except zlib.error as error:
        raise into.broken("", "it is cut off or no DocBin", detail=repr(error)) from error
    if size > 2 * GIB or (size > 16 * MIB and size > 500 * len(data)):
        raise into.broken("", "it would unpack to far too much, which looks like an attack")


def _check_lengths(docs: DocBin, into: Incoming) -> None:
    """Refuse tables that do not belong together before compiled code walks through them."""
    count = len(docs.tokens)
    tables = (docs.spaces, docs.cats, docs.span_groups, docs.flags)
    if any(len(table) != count for table in tables):
        raise into.broken("", "its tables are of different lengths")


class _DocMaker:
    """Makes spaCy documents of records."""

    def __init__(self, dataset: Dataset, edges: str, report: ExportReport) -> None:
        with needed("spacy", "spaCy files"):
            from spacy.vocab import Vocab
        self._vocab = Vocab()
        self._edges, self._report = edges, report
        self._names = {one.uid: one.name for one in dataset.entities}

    def new_bin(self) -> DocBin:
        """An empty DocBin that keeps `user_data`."""
        from spacy.tokens import DocBin

        return DocBin(store_user_data=True)

    def doc(self, record: ArticleRecord) -> Doc:
        """The document of an article, its spans and entities set."""
        from spacy.tokens import Doc
        from spacy.tokens import Span as DocSpan

        marks = self._marks(record)
        words, spaces = self._tokens(record, marks)
        doc = Doc(self._vocab, words=words, spaces=spaces)
        starts = {token.idx: token.i for token in doc}
        ends = {token.idx + len(token): token.i + 1 for token in doc}

        def made(one: Annotation, place: Span) -> Any:
            first, last = starts[place.start], ends[place.end]
            return DocSpan(doc, first, last, label=one.label, kb_id=one.entity, span_id=one.uid)

        doc.spans[_GROUP] = [made(one, place) for one in marks for place in one.fragments]
        kept, _ = without_overlaps(marks)
        doc.set_ents([made(one, place) for one in kept for place in one.fragments], default="outside")
        doc.user_data[_OURS] = msgspec.json.encode(self._beside(record)).decode()
        return doc

    def _marks(self, record: ArticleRecord) -> Sequence[Annotation]:
        if self._edges == "split":
            return record.annotations
        marks, changed = fit_to_tokens(record.annotations, record.text, self._edges)
        self._report.lose("token_edges", changed)
        return marks

    def _tokens(self, record: ArticleRecord, marks: Sequence[Annotation]) -> tuple[list[str], list[bool]]:
        """Words and whether a space follows: the language's tokens, cut at span edges."""
        text = record.text
        edges = {at for one in marks for place in one.fragments for at in place}
        own = _language(record.article.language.split("-", maxsplit=1)[0].lower()).make_doc(text)
        cuts = {at for token in own for at in (token.idx, token.idx + len(token))}
        words: list[str] = []
        spaces: list[bool] = []
        for start, end in itertools.pairwise(sorted({0, len(text), *cuts, *edges})):
            single = (
                text[start:end] == " "
                and words
                and not spaces[-1]
                and start not in edges
                and end not in edges
            )
            if single and not words[-1].isspace():
                spaces[-1] = True
            else:
                words.append(text[start:end])
                spaces.append(False)
        return words, spaces

    def _beside(self, record: ArticleRecord) -> _Beside:
        return _Beside(
            article=record.article,
            marks={
                one.uid: _Mark(
                    attributes=one.attributes,
                    note=one.note,
                    coder=one.coder,
                    created=one.created,
                    modified=one.modified,
                    suggested=one.suggested,
                )
                for one in record.annotations
            },
            relations=record.relations,
            variables=record.variables,
            entities={
                one.entity: self._names.get(one.entity, "") for one in record.annotations if one.entity
            },
            split=record.split,
        )


@cache
def _language(code: str) -> Language:
    """A blank pipeline of the language; the multilingual one where spaCy has none or needs more.

    Kept, as making one searches all installed packages for plug-ins.
    """
    import spacy

    try:
        nlp = spacy.blank(code or "xx")
    except (ImportError, ValueError):  # unknown, or its tokeniser is a package of its own
        nlp = spacy.blank("xx")
    nlp.max_length = 1 << 31
    return nlp


def _record(into: Incoming, doc: Doc, number: int, entities: dict[str, Entity]) -> ArticleRecord:
    beside = _read_beside(into, doc, number)
    gathering = into.gather(doc.text, str(number))
    spans: dict[str, list[tuple[str, str, Span]]] = {}
    for place, (local, label, entity, span) in enumerate(_spans(doc)):
        key = local if given_uid(local) else f"{place} {local}"
        spans.setdefault(key, []).append((label, entity, span))
    for uid, name in beside.entities.items():
        entities.setdefault(uid, Entity(uid=uid, name=name or uid))
    for key, found in spans.items():
        label, known, _ = found[0]
        entity = (given_uid(known) or derived_uid("entity", known)) if known else ""
        if entity:
            entities.setdefault(entity, Entity(uid=entity, name=known, external_id=known))
        mark = beside.marks.get(key, _Mark())
        gathering.mark(
            label,
            [span for _, _, span in found],
            local=key,
            entity=entity,
            **msgspec.structs.asdict(mark),
        )
    _relate(gathering, beside)
    for name, value in {**_category(doc), **beside.variables}.items():
        gathering.variable(name, value)
    article = beside.article
    if not article.title and not article.uid:
        article = Article(title=f"{Path(into.file).stem} {number}", source_file=into.file)
    return gathering.finish(msgspec.structs.replace(article, id=0), split=beside.split)


def _relate(gathering: Gathering, beside: _Beside) -> None:
    for one in beside.relations:
        gathering.relate(
            one.type,
            one.head,
            one.tail,
            local=one.uid,
            cue=Span(*one.cue) if one.cue else None,
            note=one.note,
            coder=one.coder,
            created=one.created,
            modified=one.modified,
        )


def _read_beside(into: Incoming, doc: Doc, number: int) -> _Beside:
    """What we wrote beside the spans; a document of another program has nothing of it."""
    content = doc.user_data.get(_OURS)
    if not isinstance(content, str):
        return _Beside()
    try:
        return msgspec.json.decode(content, type=_Beside)
    except (msgspec.DecodeError, ValueError):
        into.problem(
            str(number), "What belongs to its marks (attributes, notes) is damaged and was left out."
        )
        return _Beside()


def _spans(doc: Doc) -> Iterator[tuple[str, str, str, Span]]:
    """Id, label, entity and place of every span of the groups; entities that stand in no group after them."""
    seen = set()
    for group in doc.spans.values():
        for one in group:
            if not 0 <= one.start < one.end <= len(doc):
                raise ReadError(f"A span group names tokens {one.start}–{one.end}, which are not there.")
            place = Span(doc[one.start].idx, doc[one.end - 1].idx + len(doc[one.end - 1]))
            seen.add((one.label_, place))
            yield one.id_, one.label_, one.kb_id_, place
    for one in doc.ents:
        place = Span(one.start_char, one.end_char)
        if (one.label_, place) not in seen:
            yield one.id_, one.label_, one.kb_id_, place


def _category(doc: Doc) -> dict[str, Any]:
    """The document's categories that hold (score from one half up), as one variable."""
    held = [str(name) for name, score in doc.cats.items() if isinstance(score, (int, float)) and score >= 0.5]
    return {"category": held if len(held) > 1 else held[0]} if held else {}


FORMAT = Spacy()
