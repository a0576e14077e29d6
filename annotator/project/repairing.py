"""Changing the text of an article that may carry marks: first what that does to each mark, then the doing."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from annotator.errors import AnnotatorError, ReadError
from annotator.model.annotation import Annotation, Relation, Span, normal_fragments, quote_of
from annotator.model.article import Article, ArticleId
from annotator.model.exchange import ReadArticle
from annotator.model.moving import Block, Fate, TextChange, worst
from annotator.model.text import canonical, fingerprint
from annotator.store import reading, texts, writing
from annotator.store.writing import Writing

if TYPE_CHECKING:
    from annotator.project.core import Core
    from annotator.project.project import Project

#: What a person decided about a mark: where it stands, or None to delete it.
Decision = tuple[Span, ...] | None


class MarkMove(msgspec.Struct, frozen=True, kw_only=True):
    """One mark: where it stands in the new text (none when it is lost), what it says there, and its fate."""

    mark: Annotation
    fragments: tuple[Span, ...]
    quote: str
    fate: Fate

    @property
    def open(self) -> bool:
        """Whether somebody must decide."""
        return self.fate in {"doubtful", "lost"}


class CueMove(msgspec.Struct, frozen=True, kw_only=True):
    """The cue of one relation in the new text, None when it is lost."""

    relation: Relation
    cue: Span | None
    fate: Fate


class RepairPlan(msgspec.Struct, frozen=True, kw_only=True):
    """What a new text would do to an article: nothing is changed yet.

    `text` is canonical, `replaced` counts the characters of it that no text may hold. `was` is the
    fingerprint of the text that the plan was made for.
    """

    article: ArticleId
    text: str
    was: str
    replaced: int = 0
    marks: Sequence[MarkMove] = []
    cues: Sequence[CueMove] = []

    def counts(self) -> dict[Fate, int]:
        """How many marks have each fate; fates without marks are left out."""
        found: dict[Fate, int] = {}
        for one in self.marks:
            found[one.fate] = found.get(one.fate, 0) + 1
        return found

    @property
    def open(self) -> list[MarkMove]:
        """The marks that somebody must decide about."""
        return [one for one in self.marks if one.open]

    @property
    def changes(self) -> bool:
        """Whether the text is another one at all."""
        return fingerprint(self.text) != self.was


def plan_repair(
    project: Project, article: ArticleId, text: str, *, blocks: Iterable[Block] | None = None
) -> RepairPlan:
    """What giving the article this text would do to its marks.

    `blocks` are the stretches that stayed, where the text was edited by hand and they are known; they hold
    for a text that is canonical. Raises `AnnotatorError` when the article is gone.
    """
    core = project._core
    with core.read() as view:
        old = reading.article_text(view, article)
        marks = reading.annotations_of(view, article)
        relations = reading.relations_of(view, article)
    if old is None:
        raise AnnotatorError("This article is not in the project any more. Undo may bring it back.")
    made = canonical(text)
    change = TextChange(old, made.text, blocks)
    return RepairPlan(
        article=article,
        text=made.text,
        was=fingerprint(old),
        replaced=made.count,
        marks=[moved_mark(one, change) for one in marks],
        cues=[_moved_cue(one, change) for one in relations if one.cue is not None],
    )


def moved_mark(mark: Annotation, change: TextChange) -> MarkMove:
    """Where a mark of the old text stands in the new one, fragment by fragment."""
    moved = [change.move(one) for one in mark.fragments]
    found = [one.span for one in moved if one.span is not None]
    if not found:
        return MarkMove(mark=mark, fragments=(), quote="", fate="lost")
    fragments = normal_fragments(found, length=len(change.new))
    fate = worst(one.fate for one in moved)
    if fate == "lost" or len(fragments) != len(mark.fragments):
        fate = "doubtful"  # a part of it is gone, or two parts have met
    return MarkMove(mark=mark, fragments=fragments, quote=quote_of(change.new, fragments), fate=fate)


def _moved_cue(relation: Relation, change: TextChange) -> CueMove:
    assert relation.cue is not None
    moved = change.move(relation.cue)
    kept = moved.span if moved.fate != "doubtful" else None
    return CueMove(relation=relation, cue=kept, fate=moved.fate if kept else "lost")


def repair(
    project: Project,
    plan: RepairPlan,
    decisions: Mapping[str, Decision] | None = None,
    *,
    name: str = "Repair text",
) -> None:
    """Give the article its new text and its marks their new places, as one command.

    `decisions` (mark's uid → fragments in the new text, or None to delete the mark) go before the plan;
    each doubtful or lost mark needs one. Raises `AnnotatorError` when one is missing, or when the text was
    changed since the plan was made; nothing is changed then.
    """
    with project._core.write(name) as at:
        carry_out(project._core, at, plan, decisions or {})


def carry_out(core: Core, at: Writing, plan: RepairPlan, decisions: Mapping[str, Decision]) -> None:
    """`repair` inside a running command."""
    now = reading.article(at.view, plan.article)
    if now is None or now.fingerprint != plan.was:
        raise AnnotatorError(
            "The article was changed meanwhile, so nothing was repaired. Look at it again and repeat it."
        )
    undecided = [one for one in plan.open if one.mark.uid not in decisions]
    if undecided:
        raise AnnotatorError(
            f"{len(undecided)} marks are doubtful in the new text, so nothing was repaired. Say for each"
            " where it stands, or that it is to be deleted."
        )
    gone = [one.mark.id for one in plan.marks if decisions.get(one.mark.uid, ()) is None]
    if gone:
        writing.delete_annotations(at, gone)
    texts.replace_text(at, plan.article, plan.text)
    for move in plan.marks:
        wanted = decisions.get(move.mark.uid, move.fragments)
        if wanted is not None:
            _place(at, move.mark, wanted, plan.text)
    dropped = {move.mark.uid for move in plan.marks if decisions.get(move.mark.uid, ()) is None}
    for cue in plan.cues:
        if not {cue.relation.head, cue.relation.tail} & dropped:
            quote = plan.text[cue.cue.start : cue.cue.end] if cue.cue else ""
            changed = msgspec.structs.replace(cue.relation, cue=cue.cue, cue_quote=quote)
            if changed != cue.relation:
                writing.edit_relation(at, changed)


def _place(at: Writing, mark: Annotation, wanted: Iterable[Span], text: str) -> None:
    fragments = normal_fragments(wanted, length=len(text))
    quote = quote_of(text, fragments)
    if fragments != mark.fragments or quote != mark.quote:
        moved = msgspec.structs.replace(mark, fragments=fragments, quote=quote, modified=at.recorder.at)
        writing.edit_annotation(at, moved)


# ---------------------------------------------------------------------- texts to repair it with

#: Encodings that texts in UTF-8 are most often read as by mistake.
MISTAKEN: Final = ("cp1252", "latin-1", "cp1251", "cp1250", "cp1254", "cp1256", "cp437", "mac_roman")


def decoded_again(text: str, wrong: str, right: str) -> str:
    """The text as it is when its bytes, once decoded as `wrong`, are decoded as `right`.

    Raises `ReadError` when a character is not in `wrong`, when the bytes are not in `right`, or when there
    is no such encoding.
    """
    try:
        data = b"".join(_bytes_of(part, wrong) for part in text)
        return canonical(data.decode(right)).text
    except (UnicodeError, LookupError) as error:
        raise ReadError(
            f"The text cannot have been {right} that was read as {wrong}. Nothing was changed.",
            detail=str(error),
        ) from error


def _bytes_of(character: str, wrong: str) -> bytes:
    try:
        return character.encode(wrong)
    except UnicodeEncodeError:
        if wrong == "cp1252" and ord(character) < 256:  # bytes that it leaves out pass through as they are
            return bytes([ord(character)])
        raise


def mistaken_for(text: str) -> str:
    """The encoding as which a text in UTF-8 was probably read, "" when it does not look so.

    Each letter beside ASCII must be part of a character of UTF-8 then, which does not happen by chance.
    """
    for wrong in MISTAKEN:
        with contextlib.suppress(ReadError):
            better = decoded_again(text, wrong, "utf-8")
            if len(better) <= len(text) - 2:
                return wrong
    return ""


def read_again(path: Path, article: Article, text: str, options: Mapping[str, Any]) -> str:
    """The text of the article as its source file gives it now, read with these options (encoding …).

    Of several articles in the file it is the one with the same address or title, else the most similar one.
    Raises `ReadError` when the file cannot be read or holds no such article.
    """
    from annotator.project.importing import articles_of

    found = [one for one in articles_of(path, options) if isinstance(one, ReadArticle)]
    if not found:
        raise ReadError(f"“{path.name}” holds no article. Nothing was changed.")
    if len(found) == 1:
        return found[0].text
    return max(found, key=lambda one: _likeness(one, article, text)).text


def _likeness(found: ReadArticle, article: Article, text: str) -> tuple[bool, bool, float]:
    from rapidfuzz.distance import Indel

    same_address = bool(article.url) and found.article.url == article.url
    same_title = bool(article.title) and found.article.title == article.title
    return same_address, same_title, Indel.normalized_similarity(found.text[:2000], text[:2000])
