"""What travels between the project, the readers and the formats: records, reports, and their contracts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Literal, Protocol, runtime_checkable

import msgspec

from annotator.model.annotation import Annotation, AttributeValue, Relation
from annotator.model.article import Article
from annotator.model.entity import Coder, Entity
from annotator.model.scheme import Scheme

#: Called with (records done, records in all or 0 when unknown); raises `Cancelled` to stop the job.
Progress = Callable[[int, int], None]


def no_progress(done: int, total: int) -> None:
    """A `Progress` for those who do not watch."""


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Something that a person should know about one file or one record of it.

    `record` is a line number, a row number or the id of the record in its file; "" for the whole file.
    """

    file: str
    message: str
    record: str = ""


class ReadArticle(msgspec.Struct, frozen=True, kw_only=True):
    """One article as a reader gives it; `text` need not be canonical yet, `article.uid` may be "".

    `proposed` names the metadata that were recognised in the text and stood nowhere else in the file,
    where the options ask for that.
    """

    article: Article
    text: str
    warnings: list[str] = []
    proposed: tuple[str, ...] = ()


class ArticleRecord(msgspec.Struct, frozen=True, kw_only=True):
    """All there is about one article: metadata, canonical text, annotations, relations, variables.

    `annotations` are in `span_order`; the relations' ends are uids of these annotations. `coder` of a
    relation or annotation is a coder's name. `split` is "train", "dev", "test" or "". Coming in,
    `text` may still be raw; spans then count over `text` as given, `problems` lists what did not fit.
    """

    article: Article
    text: str
    annotations: Sequence[Annotation] = []
    relations: list[Relation] = []
    variables: dict[str, AttributeValue] = {}
    split: str = ""
    problems: list[Problem] = []


class Dataset(msgspec.Struct, frozen=True, kw_only=True):
    """Labelled data going out or coming in.

    `records` may be read again and again when it goes out (each `iter` starts anew, memory stays
    constant), but only once when it comes in. Coming in, `scheme` describes the labels that the file
    uses as far as the file says. `count` is the number of articles, 0 when unknown.
    """

    scheme: Scheme
    records: Iterable[ArticleRecord]
    entities: list[Entity] = []
    coders: list[Coder] = []
    count: int = 0
    name: str = ""
    uid: str = ""
    filters: str = ""


#: What a format may be unable to hold, in report order.
LOSSES: Final = (
    "fragments",
    "overlaps",
    "relations",
    "cues",
    "attributes",
    "entities",
    "notes",
    "variables",
    "metadata",
    "coders",
    "cut_cells",
    "control_characters",
    "token_edges",
)


class ExportReport(msgspec.Struct, kw_only=True):
    """What an export wrote and what the format could not hold (`lost`: a name of `LOSSES` → count)."""

    files: list[str] = []
    articles: int = 0
    annotations: int = 0
    relations: int = 0
    lost: dict[str, int] = {}
    warnings: list[Problem] = []

    def lose(self, what: str, count: int = 1) -> None:
        """Count something that the format cannot hold."""
        if count:
            self.lost[what] = self.lost.get(what, 0) + count


class Recognised(msgspec.Struct, frozen=True, kw_only=True):
    """Which format a file of labelled data was read as: its name and title, and how sure (0.0..1.0)."""

    file: str
    kind: str
    title: str
    sure: float


NameKind = Literal["label", "attribute", "value", "relation", "variable", "variable value"]


class UsedName(msgspec.Struct, frozen=True, kw_only=True):
    """One name in a file, and how often it is used there (0: only declared).

    `of` says where it belongs: nothing for a label, the label for an attribute, label and attribute for
    a value, the variable for a value of an article variable.
    """

    kind: NameKind
    name: str
    of: tuple[str, ...] = ()
    count: int = 0
    uid: str = ""

    @property
    def key(self) -> str:
        """What meanings are kept by (`model/naming.py`): "label:PER", "value:PER/kind/gov"."""
        return f"{self.kind}:{'/'.join((*self.of, self.name))}"


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """A changed text that was not taken in, because marks of its article (its id) need a decision first."""

    file: str
    article: int
    title: str
    text: str


class ImportReport(msgspec.Struct, kw_only=True):
    """What an import took in, and what it did not and why.

    `repaired` counts articles that were there with another text and have the new one now, `waiting` lists
    those whose marks need a decision first. `suggested` counts the annotations that nobody has confirmed yet
    (predictions). A trial run also says how each file of labelled data was `recognised`, and which `names`
    such files use.
    """

    articles: int = 0
    repaired: int = 0
    annotations: int = 0
    relations: int = 0
    entities: int = 0
    duplicates: int = 0
    failed: list[Problem] = []
    warnings: list[Problem] = []
    waiting: list[Waiting] = []
    suggested: int = 0
    recognised: list[Recognised] = []
    names: list[UsedName] = []


class Option(msgspec.Struct, frozen=True, kw_only=True):
    """One choice that a reader or format offers; the dialog and the command line are built from it."""

    name: str
    label: str
    kind: Literal["yes/no", "choice", "text", "number"] = "yes/no"
    default: Any = False
    choices: list[str] = []
    help: str = ""


Options = Mapping[str, Any]


@runtime_checkable
class Reader(Protocol):
    """Reads articles from one kind of file. One module of `readers`, which calls it `READER`."""

    name: str  # "text"
    title: str  # "Plain text"
    suffixes: tuple[str, ...]  # (".txt", ".md"), lower case
    options: tuple[Option, ...]
    extra: str  # the extra that must be installed ("html"), "" when none

    def sniff(self, path: Path, head: bytes) -> float:
        """How sure the reader is that the file is its kind, 0.0..1.0; `head` is its first 64 KiB."""

    def read(self, path: Path, options: Options) -> Iterator[ReadArticle | Problem]:
        """Give the articles of the file one by one. Raises `ReadError`; the file is never changed.

        A `Problem` stands for a part that could not be read (a file in an archive, a row without text)
        while the rest could: it is reported as failed, and the rest goes in.
        """


@runtime_checkable
class Format(Protocol):
    """Labelled data out (`writes`), in (`reads`) or both. One module of `formats`, called `FORMAT` there."""

    name: str  # "jsonl"
    title: str  # "JSON lines (Annotator)"
    suffix: str  # ".jsonl": of the file written; "" for a folder
    suffixes: tuple[str, ...]  # lower case, of the files that can be read
    reads: bool
    writes: bool
    keeps: frozenset[str]  # names of LOSSES (the first ten) that survive
    options: tuple[Option, ...]
    extra: str

    def sniff(self, path: Path, head: bytes) -> float:
        """How sure the format is that the file is its kind, 0.0..1.0; `head` is its first 64 KiB."""

    def write(
        self, dataset: Dataset, target: Path, options: Options, progress: Progress = no_progress
    ) -> ExportReport:
        """Write to `target`, which does not exist yet or may be overwritten: the caller gives a temporary
        place and moves it when done. Streams by article. Raises `WriteError`.

        More than one file: the others stand beside `target` and begin with its stem; all are in `files`.
        """

    def read(self, path: Path, options: Options) -> Dataset:
        """Read the file. Raises `ReadError` with the record number; never half a file, never changes it."""
