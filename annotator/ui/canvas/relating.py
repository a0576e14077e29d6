"""Making a relation on the canvas: one end is given, the other is picked by key or by mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.ui.canvas.view import Canvas


class Relating:
    """A relation under way on one canvas. `head` is the uid it starts from, "" while there is none."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self.head = ""
        self.offered = ""

    def begin(self, head: str) -> None:
        """Start from this annotation; the nearest possible other end is offered."""
        canvas = self._canvas
        if not self._ends(head):
            canvas.told.emit(canvas.tr("No relation of the scheme fits between this mark and another one."))
            return
        self.head = head
        self._offer(self._next(1))
        canvas.told.emit(canvas.tr("Pick the other end: Tab or click, then Enter. Esc lets go."))

    def _ends(self, head: str) -> list[str]:
        """The shown annotations that the scheme allows at the other end, in text order."""
        return [uid for _, _, uid in self._canvas.marks.order() if self.types(uid, head)]

    def types(self, other: str, head: str = "") -> list[tuple[str, bool]]:
        """The relation types possible with that annotation, each with whether it points at it.

        Those that point away from the head come first; the others are offered only if there are none.
        """
        head = head or self.head
        if other == head:
            return []
        held, scheme = self._canvas.marks.annotations, self._canvas.scheme
        here, there = held[head].label, held[other].label
        outward = [(one.name, True) for one in scheme.relations_between(here, there)]
        return outward or [(one.name, False) for one in scheme.relations_between(there, here)]

    def _next(self, step: int) -> str:
        """The possible end after (or before) the one offered now; the nearest one at first; "" for none."""
        ends, held = self._ends(self.head), self._canvas.marks.annotations
        if self.offered in ends:
            return ends[(ends.index(self.offered) + step) % len(ends)]
        place = held[self.head].start
        return min(ends, key=lambda uid: abs(held[uid].start - place), default="")

    def step(self, step: int) -> None:
        """Offer the next (1) or the previous (-1) possible end."""
        self._offer(self._next(step))

    def marks_changed(self) -> None:
        """Let go when an end is there no more."""
        held = self._canvas.marks.annotations
        if self.head and self.head not in held:
            self.stop()
        elif self.offered and self.offered not in held:
            self._offer("")

    def _offer(self, uid: str) -> None:
        self.offered = uid
        self._canvas.offer(uid)

    def take(self, uid: str = "") -> None:
        """Ask for the relation to this annotation, or to the one offered; one that does not fit is told."""
        canvas, head, other = self._canvas, self.head, uid or self.offered
        found = self.types(other) if other else []
        if not found:
            canvas.told.emit(canvas.tr("No relation of the scheme fits between these two marks."))
            return
        self.stop()
        name = found[0][0] if len(found) == 1 else ""
        ends = (head, other) if found[0][1] else (other, head)
        canvas.relation_requested.emit(*ends, name)

    def stop(self) -> None:
        """Let go."""
        self.head = ""
        self._offer("")
