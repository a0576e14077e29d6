"""Marking many places: the work runs on a thread, can be stopped, and is then taken back whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from annotator.ui.dialogs.running import RunningDialog

if TYPE_CHECKING:
    from annotator.model.exchange import Progress


class MarkingDialog(RunningDialog):
    """Works as soon as it is shown, and closes at the end; `given` is what the work gave, or None."""

    def __init__(self, work: Callable[[Progress], Any], parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Mark the ticked lines"), parent)
        self.given: Any = None
        self.resize(420, 170)
        self.stack.setCurrentIndex(1)
        QTimer.singleShot(0, lambda: self.run(self.tr("Marking …"), work))

    def finished_with(self, result: Any) -> None:
        """Close: the window tells the rest."""
        self.given = result
        self.accept()
