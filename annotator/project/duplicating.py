"""Near-duplicates of the project: found, told apart word by word, and marks carried from one to another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec

from annotator import paths
from annotator.analysis.duplicates import THRESHOLD, Cluster, near_duplicates
from annotator.errors import AnnotatorError
from annotator.model.annotation import Annotation, Relation, Span
from annotator.model.article import ArticleId
from annotator.model.exchange import Progress, no_progress
from annotator.model.moving import TextChange
from annotator.project.project import Project
from annotator.project.repairing import Decision, MarkMove, moved_mark
from annotator.store import reading, texts, writing
from annotator.store.history import new_uid

#: The name under which an article's metadata says that it is a copy of a wire story, and of which.
WIRE_COPY: Final = "wire copy of"
_AT_A_TIME: Final = 500


class Clusters(msgspec.Struct, frozen=True, kw_only=True):
    """What was found: articles by uid. `of` tells of which texts (a digest of all fingerprints)."""

    of: str
    threshold: float
    clusters: list[Cluster] = []


class CarryPlan(msgspec.Struct, frozen=True, kw_only=True):
    """What carrying the marks of one article to another would do; nothing is changed yet.

    `marks` are those that the other one lacks; `there` counts the ones that it has already (same label and
    coder at the same place).
    """

    source: ArticleId
    target: ArticleId
    was: tuple[str, str]
    marks: Sequence[MarkMove] = []
    relations: Sequence[Relation] = []
    there: int = 0

    @property
    def sure(self) -> list[MarkMove]:
        """The marks whose place in the other text is clear."""
        return [one for one in self.marks if not one.open]

    @property
    def open(self) -> list[MarkMove]:
        """The marks that somebody must decide about."""
        return [one for one in self.marks if one.open]


class _Texts:
    """The texts of all articles, a portion at a time, as often as they are asked for."""

    def __init__(self, project: Project, progress: Progress) -> None:
        self._project = project
        self._progress = progress
        with project._core.read() as view:
            self._ids = [key for key, *_ in texts.identities(view)]
        self._rounds = 0

    def __iter__(self) -> Iterator[tuple[str, str]]:
        round_, self._rounds = self._rounds, self._rounds + 1
        for start in range(0, len(self._ids), _AT_A_TIME):
            with self._project._core.read() as view:  # one short read at a time: work goes on meanwhile
                found = texts.texts_of(view, self._ids[start : start + _AT_A_TIME])
            self._progress(round_ * len(self._ids) + start, 2 * len(self._ids))
            yield from found


def find_clusters(
    project: Project, *, threshold: float = THRESHOLD, progress: Progress = no_progress
) -> Clusters:
    """Find the near-duplicates, and remember them beside the settings until the texts change."""
    of = _digest(project)
    known = remembered(project, threshold=threshold)
    if known is not None:
        return known
    clusters = near_duplicates(_Texts(project, progress), threshold=threshold)
    found = Clusters(of=of, threshold=threshold, clusters=clusters)
    _remember(project, found)
    return found


def remembered(project: Project, *, threshold: float = THRESHOLD) -> Clusters | None:
    """What was found before, if the texts are still the same; None otherwise."""
    try:
        found = msgspec.json.decode(_place(project).read_bytes(), type=Clusters)
    except (OSError, msgspec.DecodeError, UnicodeError):
        return None
    return found if found.of == _digest(project) and found.threshold == threshold else None


def _remember(project: Project, found: Clusters) -> None:
    """A cache: that it cannot be written costs nothing but the time to find everything again."""
    from annotator.errors import WriteError
    from annotator.safe_files import whole_file

    place = _place(project)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(place) as stream:
            stream.write(msgspec.json.encode(found))
    except (OSError, WriteError):
        return


def _place(project: Project) -> Path:
    return paths.caches() / "duplicates" / f"{project.uid}.json"


def _digest(project: Project) -> str:
    from hashlib import sha256

    with project._core.read() as view:
        prints = sorted(reading.fingerprints(view))
    return sha256("\n".join(prints).encode()).hexdigest()


def mark_wire_copies(project: Project, original: ArticleId, copies: Sequence[ArticleId]) -> None:
    """Say in the metadata of the copies which article they are copies of, as one command."""
    name = project.articles.get(original)
    told = f"{name.title} ({name.outlet})" if name.outlet else name.title
    with project.command("Mark as wire copy" if len(copies) == 1 else f"Mark {len(copies)} wire copies"):
        for copy in copies:
            extra = {**project.articles.get(copy).extra, WIRE_COPY: f"{told} [{name.uid}]"}
            project.articles.edit(copy, extra=extra)


def plan_carrying(project: Project, source: ArticleId, target: ArticleId) -> CarryPlan:
    """Where the marks of one article stand in another one. Raises `AnnotatorError` when one is gone."""
    with project._core.read() as view:
        ours, theirs = reading.article_text(view, source), reading.article_text(view, target)
        marks = reading.annotations_of(view, source)
        relations = reading.relations_of(view, source)
        there = {_sameness(one, one.fragments) for one in reading.annotations_of(view, target)}
        prints = tuple(
            found.fingerprint if (found := reading.article(view, key)) else "" for key in (source, target)
        )
    if ours is None or theirs is None:
        raise AnnotatorError("One of the two articles is not in the project any more.")
    change = TextChange(ours, theirs)
    moved = [moved_mark(one, change) for one in marks]
    fresh = [one for one in moved if not one.fragments or _sameness(one.mark, one.fragments) not in there]
    return CarryPlan(
        source=source,
        target=target,
        was=(prints[0], prints[1]),
        marks=fresh,
        relations=[_moved_cue(one, change) for one in relations],
        there=len(moved) - len(fresh),
    )


def _sameness(mark: Annotation, fragments: Sequence[Span]) -> tuple[str, str, tuple[Span, ...]]:
    return mark.label, mark.coder, tuple(fragments)


def _moved_cue(relation: Relation, change: TextChange) -> Relation:
    if relation.cue is None:
        return relation
    moved = change.move(relation.cue)
    cue = None if moved.fate in {"doubtful", "lost"} else moved.span
    quote = change.new[cue.start : cue.end] if cue else ""
    return msgspec.structs.replace(relation, cue=cue, cue_quote=quote)


def carry_marks(project: Project, plan: CarryPlan, decisions: Mapping[str, Decision] | None = None) -> int:
    """Put the marks on the other article, with their coders, and the relations whose ends both came along.

    `decisions` (mark's uid → fragments there, or None to leave it out) go before the plan; doubtful marks
    without one are left out. One command; gives how many marks were made. Raises `AnnotatorError` when one of
    the texts was changed since the plan was made.
    """
    chosen = decisions or {}
    with project._core.write("Carry marks over") as at:
        for key, was in zip((plan.source, plan.target), plan.was, strict=True):
            now = reading.article(at.view, key)
            if now is None or now.fingerprint != was:
                raise AnnotatorError(
                    "One of the articles was changed meanwhile, so nothing was carried over."
                )
        text = reading.article_text(at.view, plan.target) or ""
        made: dict[str, Annotation] = {}
        for move in plan.marks:
            wanted = chosen.get(move.mark.uid, None if move.open else move.fragments)
            if wanted:
                made[move.mark.uid] = _copy(move.mark, wanted, text, plan.target)
        if made:
            writing.add_annotations(at, list(made.values()))
            ends = reading.ids_of_uids(at.view, "annotation", [one.uid for one in made.values()])
            links = [
                msgspec.structs.replace(
                    one,
                    head=made[one.head].uid,
                    tail=made[one.tail].uid,
                    uid=new_uid(),
                    article=plan.target,
                )
                for one in plan.relations
                if one.head in made and one.tail in made
            ]
            if links:
                writing.add_relations(at, links, ends)
            writing.start_article(at, plan.target)
    return len(made)


def _copy(mark: Annotation, fragments: Sequence[Span], text: str, target: ArticleId) -> Annotation:
    from annotator.model.annotation import normal_fragments, quote_of

    spans = normal_fragments(fragments, length=len(text))
    return msgspec.structs.replace(
        mark, fragments=spans, quote=quote_of(text, spans), uid=new_uid(), article=target
    )


def present(project: Project, clusters: Sequence[Cluster]) -> list[tuple[list[ArticleId], float]]:
    """The clusters, with their similarity, as ids of articles that are still there; none of one alone."""
    with project._core.read() as view:
        uids = [uid for cluster in clusters for uid in cluster.articles]
        ids = reading.ids_of_uids(view, "article", uids)
    found = [
        ([ArticleId(ids[uid]) for uid in one.articles if uid in ids], one.similarity) for one in clusters
    ]
    return [one for one in found if len(one[0]) > 1]
