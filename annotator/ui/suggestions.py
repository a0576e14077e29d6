"""Suggestions: marks that a program or a merge proposed, and that wait for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from annotator.errors import AnnotatorError

if TYPE_CHECKING:
    from annotator.ui.session import Session


def confirm(session: Session) -> None:
    """Make the selected suggestion a mark like any other; Delete rejects it."""
    mark = session.selected_mark()
    if mark is None or session.project is None:
        return
    if not mark.suggested:
        session.told.emit(_tr("This mark is no suggestion: there is nothing to confirm."))
        return
    try:
        session.project.annotations.confirm([mark.id])
    except AnnotatorError as error:
        session.failed.emit(error)
    else:
        session.told.emit(_tr("Confirmed: {0}").format(mark.label))


def _tr(words: str) -> str:
    return QCoreApplication.translate("Suggestions", words)
