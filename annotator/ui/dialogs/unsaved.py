"""What is to become of marks that could not be saved, before their project is left."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from annotator.errors import AnnotatorError
from annotator.ui.dialogs.ask import ask, tell
from annotator.ui.words import count_words

if TYPE_CHECKING:
    from annotator.ui.session import Session


def may_leave(session: Session, parent: QWidget) -> bool:
    """Ask until the marks are saved, saved elsewhere, or let go of; False to stay."""
    while True:
        count = count_words(len(session.unsaved), "mark is", "marks are")
        question = parent.tr(
            "{0} not saved yet, because the project file cannot be written. Everything else is safe."
        ).format(count)
        answers = [
            parent.tr("Stay"),
            parent.tr("Try again"),
            parent.tr("Save to another file…"),
            parent.tr("Leave without them"),
        ]
        answer = ask(parent, parent.tr("Not saved"), question, answers)
        if answer == 1 and session.save_unsaved():
            return True
        if answer == 2 and save_elsewhere(session, parent):
            return True
        if answer in (0, 3):
            return answer == 3


def save_elsewhere(session: Session, parent: QWidget) -> bool:
    """Write the marks that wait to a JSONL file, which can be imported later. Whether that was done."""
    project = session.project
    start = Path.home() / f"{project.path.stem if project else 'project'} unsaved.jsonl"
    chosen, _ = QFileDialog.getSaveFileName(
        parent, parent.tr("Save unsaved marks"), str(start), parent.tr("JSON lines (*.jsonl)")
    )
    if not chosen:
        return False
    try:
        session.write_unsaved(Path(chosen))
    except AnnotatorError as error:
        tell(parent, parent.tr("Not saved"), error.sentence)
        return False
    session.told.emit(parent.tr("Your unsaved marks are in {0}").format(Path(chosen).name))
    return True
