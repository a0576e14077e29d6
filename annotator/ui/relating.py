"""Relating two marks: finds the relation types that fit, and asks where there are several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu

from annotator.ui.words import capital

if TYPE_CHECKING:
    from annotator.model.annotation import Annotation
    from annotator.ui.canvas.view import Canvas
    from annotator.ui.session import Session


def relate(session: Session, canvas: Canvas, head: str, tail: str, kind: str) -> None:
    """Relate two marks by uid. Where `kind` is "", the one type that fits is taken, either way round."""
    if kind:
        session.relate(head, tail, kind)
        return
    one, other = session.mark(head), session.mark(tail)
    if one is None or other is None:
        return
    fitting = [
        (first, second, type_.name)
        for first, second in ((one, other), (other, one))
        for type_ in session.scheme.relations_between(first.label, second.label)
    ]
    if not fitting:
        words = QCoreApplication.translate("Relate", "The scheme has no relation between {0} and {1}.")
        session.told.emit(words.format(one.label, other.label))
    elif len(fitting) == 1:
        first, second, name = fitting[0]
        session.relate(first.uid, second.uid, name)
    else:
        _ask(session, canvas, fitting, other)


def _ask(
    session: Session, canvas: Canvas, fitting: list[tuple[Annotation, Annotation, str]], at: Annotation
) -> None:
    menu = QMenu(canvas)
    for first, second, name in fitting:
        words = f"{capital(first.label)} → {capital(name).lower()} → {second.label}"
        menu.addAction(words).setData((first.uid, second.uid, name))
    menu.setActiveAction(menu.actions()[0])
    point = canvas.span_rect(at.fragments[0]).bottomLeft()
    chosen = menu.exec(canvas.viewport().mapToGlobal(point))
    if chosen is not None:
        session.relate(*chosen.data())
    menu.deleteLater()
