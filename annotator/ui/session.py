"""What is open now: project, article, selected mark; every write of the window, and what is not saved yet."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from annotator.errors import AnnotatorError, FileError, ReadOnlyError
from annotator.model.annotation import (
    Annotation,
    AnnotationId,
    AttributeValue,
    Relation,
    Span,
    normal_fragments,
    quote_of,
)
from annotator.model.article import Article, ArticleId, Status
from annotator.model.changes import Changes
from annotator.model.scheme import Scheme
from annotator.ui.hiding import Hiding
from annotator.ui.jobs import Job
from annotator.ui.saving import Outcome, commit, commit_again, in_words
from annotator.ui.unsaved import Pending, Unsaved

if TYPE_CHECKING:
    from annotator.project import Project

#: So many changed marks are read one by one; more, and the whole article is read.
_FEW: Final = 20

#: Pause between two attempts to save what could not be saved, milliseconds.
RETRY_EVERY: Final = 3000


class Session(QObject):
    """The open project and where the person is in it.

    A mark is shown before it is saved: `marks_pending` comes first, the commit follows in the same turn,
    then `marks_changed`. What could not be saved stays among `annotations`, is listed in `unsaved` and is
    tried again every `RETRY_EVERY` milliseconds.
    """

    project_changed = Signal()  # opened or closed
    changed = Signal(object)  # Changes, after a commit
    article_shown = Signal(int)  # ArticleId, 0 for none
    marks_pending = Signal()  # a mark is there that is not saved yet: paint it now
    marks_changed = Signal()  # annotations or relations of the article, saved or not
    annotation_selected = Signal(str)  # uid, "" for none
    label_taken = Signal(str)  # the label in hand
    saved_state_changed = Signal(str)  # "", "saving", "saved", "unsaved", "read-only"
    failed = Signal(object)  # AnnotatorError
    recovered = Signal()  # all that waited is saved
    told = Signal(str)  # a short word for the status bar
    _committed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project: Project | None = None
        self.article: Article | None = None
        self.text = ""
        self.annotations: list[Annotation] = []
        self.relations: list[Relation] = []
        self.selected = ""
        self.label_in_hand = ""
        self.hiding = Hiding(self)
        self.unsaved = Unsaved()
        self._scheme = Scheme()
        self.saved_state = ""
        self.saved_at = 0.0
        self._unsubscribe: Callable[[], None] = lambda: None
        self._committed.connect(self._take_changes)
        self._job: Job | None = None
        self._retry = QTimer(self)
        self._retry.setInterval(RETRY_EVERY)
        self._retry.timeout.connect(self._try_again)

    # ------------------------------------------------------------------ project and article

    def open(self, project: Project) -> None:
        """Take an opened project in place of the present one, which is closed."""
        self.close()
        self.project = project
        self._unsubscribe = project.subscribe(self._committed.emit)
        self._scheme = project.scheme
        self.hiding.forget()
        labels = self._scheme.active_labels()
        self.label_in_hand = labels[0].name if labels else ""
        self._state("read-only" if project.read_only else "saved")
        self.project_changed.emit()

    def close(self) -> None:
        """Close the project, if one is open. What is unsaved is forgotten: ask first."""
        if self.project is None:
            return
        self._unsubscribe()
        self._retry.stop()
        self._end_retry()
        project, self.project = self.project, None
        self.unsaved = Unsaved()
        self._scheme = Scheme()
        self._clear_article()
        self.saved_at = 0.0
        self._state("")
        project.close()
        self.article_shown.emit(0)
        self.project_changed.emit()

    @property
    def scheme(self) -> Scheme:
        """The scheme of the open project as it was read last; an empty one when none is open."""
        return self._scheme

    @property
    def writable(self) -> bool:
        """Whether a project is open and may be written to."""
        return self.project is not None and not self.project.read_only

    def show_article(self, article: int) -> None:
        """Show an article of the project; 0 shows none."""
        if not article or self.project is None:
            self._clear_article()
            self.article_shown.emit(0)
            return
        if self.article is not None and self.article.id == article:
            return
        try:
            self._load(self.project, ArticleId(article))
        except AnnotatorError as error:
            self.failed.emit(error)
            return
        self.article_shown.emit(article)
        self.annotation_selected.emit("")

    def _load(self, project: Project, article: ArticleId) -> None:
        loaded, text = project.articles.get(article), project.articles.text(article)
        self.article, self.text, self.selected = loaded, text, ""
        self._load_marks(project)

    def _load_marks(self, project: Project) -> None:
        assert self.article is not None
        stored = project.annotations.of(self.article.id)
        self.annotations = self.unsaved.over(stored, self.article.id)
        self.relations = project.relations.of(self.article.id)

    def _load_changed(self, project: Project, article: ArticleId, changes: Changes) -> None:
        """Read only what was touched: an article may have thousands of marks."""
        stored = {one.id: one for one in self.annotations if one.id and one.uid not in self.unsaved}
        for key in changes.annotations:
            stored.pop(AnnotationId(key), None)
            try:
                mark = project.annotations.get(AnnotationId(key))
            except FileError:
                raise
            except AnnotatorError:
                continue  # it was deleted
            if mark.article == article:
                stored[mark.id] = mark
        self.annotations = self.unsaved.over(stored.values(), article)
        if changes.relations or changes.annotations:
            self.relations = project.relations.of(article)

    def _clear_article(self) -> None:
        self.article, self.text, self.selected = None, "", ""
        self.annotations, self.relations = [], []

    # ------------------------------------------------------------------ selection

    @property
    def shown_marks(self) -> list[Annotation]:
        """The marks of the article that are not hidden."""
        return self.hiding.shown(self.annotations)

    def mark(self, uid: str) -> Annotation | None:
        """The mark of the article with that uid."""
        return next((one for one in self.annotations if one.uid == uid), None)

    def selected_mark(self) -> Annotation | None:
        """The selected mark."""
        return self.mark(self.selected) if self.selected else None

    def select(self, uid: str) -> None:
        """Select a mark of the article; "" lets go."""
        if uid == self.selected:
            return
        self.selected = uid
        mark = self.selected_mark()
        if mark:
            self.take_label(mark.label)
        self.annotation_selected.emit(uid)

    def take_label(self, label: str) -> None:
        """Take a label in hand: the codebook shows it."""
        if label != self.label_in_hand:
            self.label_in_hand = label
            self.label_taken.emit(label)

    # ------------------------------------------------------------------ marks

    def annotate(self, label: str, fragments: Sequence[Span]) -> str:
        """Put a mark on the shown article: it is shown, then saved. Returns its uid, "" when refused."""
        project, article = self.project, self.article
        if project is None or article is None or self._refuse_writing():
            return ""
        try:
            spans = normal_fragments(fragments, length=len(self.text))
            kind = self._scheme.label(label)
        except AnnotatorError as error:
            self.failed.emit(error)
            return ""
        mark = Annotation(
            label=label,
            fragments=spans,
            quote=quote_of(self.text, spans),
            attributes={one.name: one.default for one in kind.attributes if one.default is not None},
            coder=project.coder,
            uid=str(uuid.uuid4()),
            article=article.id,
        )
        self.hiding.admit(label, project.coder)
        self.selected = mark.uid
        self.take_label(label)
        self._keep(mark, f"Add {label}")
        self.annotation_selected.emit(mark.uid)
        return mark.uid

    def annotate_each(self, label: str, spans: Sequence[Span]) -> None:
        """Put a mark of its own on each stretch, as one step of undo."""
        article = self.article
        if article is None or not spans:
            return

        def add(project: Project) -> None:
            for span in spans:
                project.annotations.add(article.id, label, [span])

        self.hiding.admit(label, self.project.coder if self.project else "")
        if self._write(f"Add {len(spans)} marks: {label}", add):
            self.take_label(label)
            self.told.emit(self.tr("Marked {0} places. Ctrl+Z takes them all back.").format(len(spans)))

    def add_fragment(self, span: Span) -> None:
        """Add a stretch of text to the selected mark."""
        mark = self.selected_mark()
        if mark is None:
            self.told.emit(self.tr("Select a mark first, then the text to add to it."))
            return
        self.move_edges(mark.uid, (*mark.fragments, span), command=f"Add fragment to {mark.label}")

    def remove_fragment(self, uid: str, fragment: Span) -> None:
        """Take a fragment away from a mark that has several."""
        mark = self.mark(uid)
        if mark is not None and len(mark.fragments) > 1:
            rest = [one for one in mark.fragments if one != fragment]
            self.move_edges(uid, rest, command=f"Remove fragment of {mark.label}")

    def move_edges(self, uid: str, fragments: Sequence[Span], *, command: str = "") -> None:
        """Give a mark other fragments."""
        mark = self.mark(uid)
        if mark is None:
            return
        try:
            spans = normal_fragments(fragments, length=len(self.text))
        except AnnotatorError as error:
            self.failed.emit(error)
            return
        changed = msgspec.structs.replace(mark, fragments=spans, quote=quote_of(self.text, spans))
        self._edit(mark, changed, command or f"Move edges of {mark.label}")

    def relabel(self, uid: str, label: str) -> None:
        """Give a mark another label; attributes that the new label does not have are left out."""
        mark = self.mark(uid)
        if mark is None or mark.label == label:
            return
        new = self.scheme.label(label)
        names = {one.name: set(one.value_names()) for one in new.attributes if one.kind == "choice"}
        kept = {key: value for key, value in mark.attributes.items() if value in names.get(key, ())}
        entity = mark.entity if new.entity else ""
        changed = msgspec.structs.replace(mark, label=label, attributes=kept, entity=entity)
        self.hiding.admit(label, mark.coder)
        self._edit(mark, changed, f"Change {mark.label} to {label}")
        self.take_label(label)

    def set_attribute(self, uid: str, name: str, value: AttributeValue | None) -> None:
        """Give an attribute of a mark a value; None or "" takes it away."""
        mark = self.mark(uid)
        if mark is None:
            return
        attributes = {key: held for key, held in mark.attributes.items() if key != name}
        if value is not None and value not in ("", []):
            attributes[name] = value
        self._edit(mark, msgspec.structs.replace(mark, attributes=attributes), f"Set {name}")

    def set_entity(self, uid: str, entity: str) -> None:
        """Say which entity (uid, "" for none) a mark names."""
        mark = self.mark(uid)
        if mark is not None:
            self._edit(mark, msgspec.structs.replace(mark, entity=entity), "Set entity")

    def set_note(self, uid: str, note: str) -> None:
        """Write a note on a mark."""
        mark = self.mark(uid)
        if mark is not None:
            self._edit(mark, msgspec.structs.replace(mark, note=note), "Write note")

    def delete(self, uid: str) -> None:
        """Delete a mark and its relations; undo brings both back."""
        mark = self.mark(uid)
        if mark is None or self._refuse_writing():
            return
        if uid == self.selected:
            self.selected = ""
            self.annotation_selected.emit("")
        self.unsaved.drop(uid)
        if not mark.id:
            self._merge_unsaved()
            self.marks_changed.emit()
            self._settle(wrote=False)
        elif self._write(f"Delete {mark.label}", lambda project: project.annotations.delete([mark.id])):
            self.told.emit(self.tr("Deleted {0}. Ctrl+Z brings it back.").format(mark.label))

    def _edit(self, mark: Annotation, changed: Annotation, command: str) -> None:
        if changed != mark and not self._refuse_writing():
            self._keep(changed, command)

    def _keep(self, mark: Annotation, command: str) -> None:
        """Show the mark, then save it. It waits in `unsaved` until the commit has succeeded."""
        assert self.project is not None
        assert self.article is not None
        self.unsaved.put(Pending(mark, command, self.article, self.text))
        self._merge_unsaved()
        self.marks_pending.emit()
        if self._retry.isActive() or self._job is not None:
            self.marks_changed.emit()
        elif pending := self.unsaved.get(mark.uid):
            self._save(self.project, pending)

    def _merge_unsaved(self) -> None:
        assert self.article is not None
        stored = [one for one in self.annotations if one.id and one.uid not in self.unsaved]
        self.annotations = self.unsaved.over(stored, self.article.id)

    # ------------------------------------------------------------------ saving

    def save_unsaved(self) -> bool:
        """Try now to save every mark that waits. True when nothing waits any more."""
        self._retry.stop()
        self._end_retry()
        if not self.unsaved or self.project is None:
            return True
        self._take_outcome(commit_again(self.project, list(self.unsaved)))
        return not self.unsaved

    def _save(self, project: Project, pending: Pending) -> None:
        """Commit a mark for the first time. What the project refuses for good is taken back and told."""
        self._state("saving")
        self.unsaved.drop(pending.mark.uid)
        try:
            commit(project, pending)
        except (FileError, OSError) as error:
            self.unsaved.put(pending)
            self.failed.emit(in_words(error))
            self.marks_changed.emit()
        except AnnotatorError as error:
            self._reload_marks(project)
            self.failed.emit(error)
        except BaseException:
            self.unsaved.put(pending)
            self._settle(wrote=False)
            raise
        self._settle(wrote=pending.mark.uid not in self.unsaved)

    def _try_again(self) -> None:
        """Try on a thread: a file that is held by another program makes each attempt wait for seconds."""
        project = self.project
        if project is None or self._job is not None or not self.unsaved:
            return
        waiting = list(self.unsaved)
        self._job = Job(lambda _: commit_again(project, waiting), self)
        self._job.succeeded.connect(self._tried)
        self._job.start()

    def _tried(self, outcome: Outcome) -> None:
        if self._job is not None:
            self._end_retry()
            self._take_outcome(outcome)

    def _end_retry(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.wait()
            job.deleteLater()

    def _take_outcome(self, outcome: Outcome) -> None:
        """Forget what is saved. A mark that was changed meanwhile goes on waiting, as a change."""
        project = self.project
        for pending in [*outcome.saved, *(one for one, _ in outcome.refused)]:
            if self.unsaved.get(pending.mark.uid) == pending:
                self.unsaved.drop(pending.mark.uid)
        if project is not None and (outcome.saved or outcome.refused):
            self._reload_marks(project)
        for _, refusal in outcome.refused:
            self.failed.emit(refusal)
        if outcome.failure is not None:
            self.failed.emit(outcome.failure)
        self._settle(wrote=bool(outcome.saved))
        if not self.unsaved:
            self.recovered.emit()

    def _reload_marks(self, project: Project) -> None:
        """Show the marks as they are stored, and what still waits."""
        if self.article is not None:
            self._load_marks(project)
            self.marks_changed.emit()

    def _settle(self, *, wrote: bool = True) -> None:
        if self.unsaved:
            self._state("unsaved")
            if self._job is None:
                self._retry.start()
        elif self.project is not None and not self.project.read_only:
            if wrote:
                self.saved_at = time.time()
            self._state("saved")

    def _state(self, state: str) -> None:
        self.saved_state = state
        self.saved_state_changed.emit(state)

    def write_unsaved(self, target: Path) -> None:
        """Write the marks that wait to a JSONL file of their own. Raises `WriteError`."""
        from annotator.formats import all_formats

        data = self.unsaved.dataset(self.scheme, self.project.name if self.project else "")
        all_formats()["jsonl"].write(data, target, {})

    # ------------------------------------------------------------------ relations

    def relate(self, head: str, tail: str, kind: str) -> bool:
        """Link two saved marks of the article. False when that failed, which is told."""
        return self.do(f"Add {kind}", lambda project: project.relations.add(kind, head, tail), head, tail)

    def do(self, name: str, action: Callable[[Project], Any], *uids: str) -> bool:
        """Do one command, of any steps, to marks that must be saved. False when it failed, which is told."""
        if any(uid in self.unsaved for uid in uids):
            self.failed.emit(
                FileError("The two marks cannot be related before both are saved. Save them first.")
            )
            return False
        return self._write(name, action)

    def unrelate(self, relation: Relation) -> None:
        """Delete a relation."""
        self._write(f"Delete {relation.type}", lambda project: project.relations.delete([relation.id]))

    def set_cue(self, relation: Relation, cue: Span | None) -> None:
        """Say which span carries a relation (kata, said)."""
        self._write("Set cue", lambda project: project.relations.edit(relation.id, cue=cue))

    # ------------------------------------------------------------------ articles and entities

    def set_status(self, status: Status, article: ArticleId | None = None) -> bool:
        """Give an article, the shown one by default, a status. False when that was not saved."""
        shown = self.article
        if article is None and shown is not None and shown.status != status:
            article = shown.id
        if article is None:
            return shown is not None
        key = article
        return self._write(
            f"Set status to {status}", lambda project: project.articles.set_status(key, status)
        )

    def edit_article(self, **metadata: str | dict[str, str]) -> bool:
        """Change metadata of the shown article. False when that was not saved."""
        article = self.article
        if article is None or all(getattr(article, key) == value for key, value in metadata.items()):
            return True
        name = "Edit " + ", ".join(key.replace("_", " ").replace("extra", "metadata") for key in metadata)
        return self._write(name, lambda project: project.articles.edit(article.id, **metadata))

    def set_variable(self, name: str, value: AttributeValue | None) -> bool:
        """Give a variable of the shown article a value; None or "" takes it away. False when not saved."""
        article = self.article
        if article is None:
            return False
        held = None if value in ("", []) else value
        return self._write(
            f"Set {name}", lambda project: project.articles.set_variable(article.id, name, held)
        )

    def delete_articles(self, articles: Sequence[ArticleId]) -> bool:
        """Delete articles with their marks; undo brings them back. False when that was not saved."""
        name = "Delete article" if len(articles) == 1 else f"Delete {len(articles)} articles"
        return self._write(name, lambda project: project.articles.delete(articles))

    def add_entity(self, name: str, kind: str) -> str:
        """Put a new entity into the registry. Returns its uid, "" when that was not saved."""
        made: list[str] = []
        self._write(
            f"Add entity {name}", lambda project: made.append(project.entities.add(name, type=kind).uid)
        )
        return made[0] if made else ""

    # ------------------------------------------------------------------ undo

    def undo(self) -> None:
        """Take back the last command."""
        self._step("undo", self.tr("Undid: {0}"), self.tr("There is nothing to undo."))

    def redo(self) -> None:
        """Do again what was undone last."""
        self._step("redo", self.tr("Redid: {0}"), self.tr("There is nothing to redo."))

    def _step(self, which: str, done: str, nothing: str) -> None:
        if self.project is None or self._refuse_writing():
            return
        self._state("saving")
        try:
            name = getattr(self.project, which)()
        except AnnotatorError as error:
            self.failed.emit(error)
            self._settle(wrote=False)
        else:
            self.told.emit(done.format(name) if name else nothing)
            self._settle(wrote=bool(name))

    # ------------------------------------------------------------------ the one way to write

    def _write(self, name: str, action: Callable[[Project], Any]) -> bool:
        """Do one command. False when it failed, which is told."""
        if self.project is None or self._refuse_writing():
            return False
        self._state("saving")
        try:
            with self.project.command(name):
                action(self.project)
        except AnnotatorError as error:
            self.failed.emit(error)
            self._settle(wrote=False)
            return False
        self._settle()
        return True

    def _refuse_writing(self) -> bool:
        if self.project is not None and self.project.read_only:
            self.failed.emit(
                ReadOnlyError(
                    "This project is open for reading only, so nothing was changed. "
                    "Save a copy to work on it."
                )
            )
            return True
        return False

    def _take_changes(self, changes: Changes) -> None:
        """Refresh what is kept here, then pass the word on."""
        if self.project is None:
            return
        if changes.scheme:
            self._take_scheme(self.project)
        if self.article is not None and (changes.scheme or self.article.id in changes.articles):
            self._reload(self.project, self.article.id, changes)
        if changes.scheme:
            self.label_taken.emit(self.label_in_hand)
        self.changed.emit(changes)

    def _take_scheme(self, project: Project) -> None:
        """The new scheme; a label in hand that was renamed stays in hand."""
        before = next((one.uid for one in self._scheme.labels if one.name == self.label_in_hand), "")
        self._scheme = project.scheme
        labels = [one for one in self._scheme.labels if one.uid == before] or self._scheme.active_labels()
        self.label_in_hand = labels[0].name if labels else ""

    def _reload(self, project: Project, article: ArticleId, changes: Changes) -> None:
        try:
            if changes.texts:
                self._load(project, article)
                self.article_shown.emit(article)
                self.annotation_selected.emit("")
                return
            self.article = project.articles.get(article)
            if len(changes.annotations) <= _FEW and not changes.scheme:
                self._load_changed(project, article, changes)
            else:
                self._load_marks(project)
        except AnnotatorError:
            if project.articles.ids().count(article):
                raise
            self.show_article(0)
            return
        self.marks_changed.emit()
        if self.selected and self.selected_mark() is None:
            self.select("")
