"""Asking where to write the codebook, and writing it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from annotator.errors import AnnotatorError

if TYPE_CHECKING:
    from annotator.ui.session import Session


def write_codebook(session: Session, parent: QWidget) -> None:
    """Write the codebook of the open project as a document."""
    from annotator.project.codebook import WRITES, write_codebook

    project = session.project
    if project is None:
        return
    title = QCoreApplication.translate("CodebookFile", "Write the codebook")

    def write(target: Path) -> None:
        write_codebook(project, target, overwrite=True)

    save_as(session, parent, title, name=f"{project.name} codebook.docx", kinds=WRITES, write=write)


def save_as(
    session: Session,
    parent: QWidget,
    title: str,
    *,
    name: str,
    kinds: Mapping[str, str],
    write: Callable[[Path], object],
) -> None:
    """Ask for a file of one of these kinds (ending → words), beside the project, and write it."""
    filters = {f"{words} (*{ending})": ending for ending, words in kinds.items()}
    start = next(words for words, ending in filters.items() if name.endswith(ending))
    place = str(session.project.path.with_name(name)) if session.project else name
    chosen, kind = QFileDialog.getSaveFileName(parent, title, place, ";;".join(filters), start)
    if not chosen:
        return
    target = Path(chosen)
    if target.suffix.lower() not in kinds:
        target = target.with_name(target.name + filters.get(kind, Path(name).suffix))
    try:
        write(target)
    except AnnotatorError as error:
        session.failed.emit(error)
    else:
        said = QCoreApplication.translate("CodebookFile", "Written: {0}")
        session.told.emit(said.format(target.name))
