"""Which marks are shown: of which labels and coders, or only one's own. Nothing is changed by it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from annotator.model.annotation import Annotation
    from annotator.ui.session import Session


class Hiding(QObject):
    """What is hidden in text and lists. `own_only` lets through the marks of the coder at work alone."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._hidden_labels: frozenset[str] = frozenset()
        self._hidden_coders: frozenset[str] = frozenset()
        self._own_only = False

    @property
    def own_only(self) -> bool:
        """Whether only the marks of the coder at work are shown."""
        return self._own_only

    @property
    def labels(self) -> frozenset[str]:
        """The labels whose marks are hidden."""
        return self._hidden_labels

    @property
    def coders(self) -> frozenset[str]:
        """The coders whose marks are hidden; of no account while only one's own are shown."""
        return self._hidden_coders

    @property
    def active(self) -> bool:
        """Whether anything may be hidden."""
        return bool(self._own_only or self._hidden_labels or self._hidden_coders)

    def set_own_only(self, own_only: bool) -> None:
        """Show only the marks of the coder at work, or those of all coders that are not hidden."""
        if own_only != self._own_only:
            self._own_only = own_only
            self.changed.emit()

    def hide(self, labels: Iterable[str], coders: Iterable[str]) -> None:
        """Hide the marks of just these labels and coders."""
        wanted = frozenset(labels), frozenset(coders)
        if wanted != (self._hidden_labels, self._hidden_coders):
            self._hidden_labels, self._hidden_coders = wanted
            self.changed.emit()

    def show_all(self) -> None:
        """Hide nothing."""
        if self.active:
            self._hidden_labels = self._hidden_coders = frozenset()
            self._own_only = False
            self.changed.emit()

    def admit(self, label: str, coder: str) -> bool:
        """Show the marks of the label and the coder; False where a colleague's stay hidden as such."""
        if self._own_only and coder != self._coder():
            return False
        self.hide(self._hidden_labels - {label}, self._hidden_coders - {coder})
        return True

    def shown_labels(self) -> set[str] | None:
        """The labels that are shown; None for all."""
        known = {one.name for one in self._session.scheme.labels}
        return known - self._hidden_labels if self._hidden_labels else None

    def shown_coders(self) -> set[str] | None:
        """The coders that are shown; None for all."""
        if self._own_only:
            return {self._coder()}
        project = self._session.project
        if not self._hidden_coders or project is None:
            return None
        return {one.name for one in project.coders} - self._hidden_coders

    def forget(self) -> None:
        """Another project: no label or coder is hidden in it. Whether only one's own are shown stays."""
        self._hidden_labels = self._hidden_coders = frozenset()

    def lets(self, mark: Annotation) -> bool:
        """Whether the mark is shown."""
        if mark.label in self._hidden_labels:
            return False
        if self._own_only:
            return mark.coder == self._coder()
        return mark.coder not in self._hidden_coders

    def shown(self, marks: list[Annotation]) -> list[Annotation]:
        """The marks that are shown, in their order."""
        return [mark for mark in marks if self.lets(mark)] if self.active else marks

    def _coder(self) -> str:
        project = self._session.project
        return project.coder if project else ""
