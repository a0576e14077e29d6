"""Do the texts and their marks still fit? Read through once, article by article."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.errors import DamagedFileError
from annotator.model.exchange import ArticleRecord, Problem, Progress, no_progress
from annotator.model.stored import misfitting
from annotator.model.text import fingerprint
from annotator.project.core import Core
from annotator.store import reading
from annotator.store.reading import Choice
from annotator.store.records import records


def text_problems(core: Core, progress: Progress = no_progress) -> Iterator[Problem]:
    """A problem for every text that is not what its fingerprint says, and for every quote or cue that
    is not what its text says. `progress` counts articles.
    """
    with core.read() as view:
        ids = reading.chosen_article_ids(view, Choice())
    textless = set(ids)
    for start in range(0, len(ids), 100):
        progress(start, len(ids))
        # one short read at a time, so that a commit never waits long
        try:
            with core.read() as view:
                for record in records(view, ids[start : start + 100], Choice()):
                    textless.discard(record.article.id)
                    yield from record_problems(record)
        except DamagedFileError as error:
            # what else those hundred articles hold is for Repair to find out
            textless.difference_update(ids[start : start + 100])
            yield Problem(file=core.file.path.name, message=error.sentence)
    for key in sorted(textless):
        yield Problem(file=core.file.path.name, message=f"Article {key} has lost its text.")


def record_problems(record: ArticleRecord) -> Iterator[Problem]:
    """The problems of one article."""
    name, text = record.article.title or record.article.uid, record.text
    if fingerprint(text) != record.article.fingerprint:
        yield Problem(
            file=name, record=record.article.uid, message="The text is not the one that was imported."
        )
    for one in misfitting(text, record.annotations):
        message = f"A mark ({one.label}, {one.start}–{one.end}) does not fit its text any more."
        yield Problem(file=name, record=one.uid, message=message)
    for link in record.relations:
        if link.cue is not None and text[link.cue.start : link.cue.end] != link.cue_quote:
            message = f"The cue of a relation ({link.type}) does not fit its text any more."
            yield Problem(file=name, record=link.uid, message=message)
