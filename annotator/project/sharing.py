"""Copies for others: one for each coder, blind or with marks, or one to send; the way back is Merge."""

from __future__ import annotations

import re
import shutil
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from annotator.analysis.samples import deal, random_sample
from annotator.errors import AnnotatorError, FileError
from annotator.model.article import ArticleId
from annotator.model.entity import GOLD
from annotator.model.exchange import Progress, no_progress
from annotator.project.project import Project
from annotator.store import work as work_rows
from annotator.store.file import SUFFIX, refuse_taken
from annotator.store.history import now
from annotator.store.masking import mask
from annotator.store.pruning import prune
from annotator.store.writing import coder_key


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """Who gets which articles, and how that was drawn."""

    work: dict[str, list[ArticleId]]
    rule: dict[str, object] = {}

    @property
    def articles(self) -> list[ArticleId]:
        """All articles that go out, in key order."""
        return sorted({key for some in self.work.values() for key in some})

    @property
    def shared(self) -> list[ArticleId]:
        """The articles that several coders get, in key order."""
        counts = Counter(key for some in self.work.values() for key in some)
        return sorted(key for key, count in counts.items() if count > 1)


def plan_copies(
    project: Project,
    coders: Sequence[str],
    articles: Sequence[ArticleId],
    *,
    sample: int = 0,
    shared: int | None = None,
    together: int = 0,
    seed: int = 1,
) -> Plan:
    """Deal articles (of which `sample` are drawn at random, 0: all are taken) to coders.

    `shared` of them, drawn at random, go to `together` coders each (0: to all), the rest to one coder each;
    None gives everything to everybody. The same seed draws the same. Raises `AnnotatorError` without coders
    or articles, for a name that is empty or doubled, and for the name of the gold layer.
    """
    names = [one.strip() for one in coders]
    if not names or "" in names or len(set(names)) < len(names):
        raise AnnotatorError("Name at least one coder, and each only once.")
    if GOLD in names:
        raise AnnotatorError(f"“{GOLD}” is the name of the adjudicated layer. Choose another name.")
    with project._core.read() as view:
        uids = work_rows.article_uids(view, articles)
    keys = {uid: key for key, uid in uids.items()}
    chosen = random_sample(keys, sample, seed=seed) if sample else list(keys)
    if not chosen:
        raise AnnotatorError("There are no articles to hand out. Choose other ones.")
    hands = dict.fromkeys(names, chosen)
    if shared is not None:
        hands = deal(chosen, names, shared=shared, seed=seed, together=together)
    rule: dict[str, object] = {"coders": names, "seed": seed, "articles": len(chosen)}
    rule |= {"of": len(keys), "shared": len(chosen) if shared is None else min(shared, len(chosen))}
    return Plan(work={name: sorted(keys[uid] for uid in some) for name, some in hands.items()}, rule=rule)


def copies_for_coders(
    project: Project,
    folder: Path,
    work: Mapping[str, Sequence[ArticleId]],
    *,
    blind: bool = True,
    progress: Progress = no_progress,
) -> list[Path]:
    """Write one project for each coder (a name) with that coder's articles into `folder`.

    `blind`: without anybody's marks, variables and decisions. Coders come into this project first, so that
    their work is known as theirs when it comes back. All files or none: raises `FileError` when one is there
    already or cannot be written, `Cancelled` when `progress` does.
    """
    targets = {name: folder / file_name(project, name) for name in work}
    if len(set(targets.values())) < len(targets):
        raise FileError("Two coders' names give the same file name. Nothing was written; name them apart.")
    for target in targets.values():
        refuse_taken(target)
    if not project.read_only:
        with project._core.write("Name coders") as at:
            for name in work:
                coder_key(at, name)
    with _beside(folder) as place:
        for done, (name, target) in enumerate(targets.items()):
            progress(done, len(targets))
            project.snapshot(place / target.name)
            prune(place / target.name, articles=work[name], marks=not blind)
        progress(len(targets), len(targets))
        for target in targets.values():
            refuse_taken(target)
            (place / target.name).replace(target)
    return list(targets.values())


def hand_out(
    project: Project,
    folder: Path,
    plan: Plan,
    *,
    blind: bool = True,
    progress: Progress = no_progress,
) -> list[Path]:
    """The same after a plan; then the assignments are noted in this project, and the articles that several
    coders have as a set, so that agreement can be measured over just those.
    """
    made = copies_for_coders(project, folder, plan.work, blind=blind, progress=progress)
    if not project.read_only:
        with project.command(f"Hand out {len(plan.articles)} articles"):
            for name, keys in plan.work.items():
                project.assignments.assign(keys, [name])
            if plan.shared and len(plan.work) > 1:
                project.sets.make(_free_set_name(project), plan.shared, plan.rule)
    return made


def _free_set_name(project: Project) -> str:
    taken = {one.name for one in project.sets.all()}
    wanted = f"Coded by several, {now()[:10]}"
    names = (wanted if number == 1 else f"{wanted} ({number})" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def copy_to_send(
    project: Project,
    target: Path,
    *,
    history: bool = True,
    coder_names: bool = True,
    texts: bool = True,
    progress: Progress = no_progress,
) -> None:
    """Write a whole, verified copy; on wish without what things were before, without names, without texts.

    Without `texts` every letter of texts, titles and quotes is an x and the history goes too: places,
    labels and values stay, so that reliability can still be computed. Raises `FileError` when `target` is
    there or cannot be written.
    """
    refuse_taken(target)
    with _beside(target.parent) as place:
        copy = place / target.name
        progress(0, 3)
        project.snapshot(copy)
        progress(1, 3)
        if not (history and coder_names and texts):
            prune(copy, history=history and texts, coder_names=coder_names)
        progress(2, 3)
        if not texts:
            mask(copy)
        progress(3, 3)
        refuse_taken(target)
        copy.replace(target)


def file_name(project: Project, coder: str) -> str:
    """The name of the file that a coder gets."""
    safe = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', "_", coder).strip(" .") or "coder"
    return f"{project.name}-{safe}{SUFFIX}"


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """A private folder on the same disk, removed at the end: nothing half-done is ever at its place."""
    place = folder / f".{uuid.uuid4().hex}.part"
    try:
        place.mkdir()
    except OSError as error:
        raise FileError(
            f"Nothing can be written into “{folder.name}”: {error.strerror}. Choose another folder.",
            detail=str(error),
        ) from error
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)
