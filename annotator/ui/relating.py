"""Relating two marks: asks which relation is meant where the scheme allows several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QMenu

from annotator.ui.words import capital, isolated, shortened

if TYPE_CHECKING:
    from annotator.ui.canvas.view import Canvas
    from annotator.ui.session import Session

#: So much of a quote is told, characters.
_QUOTE: Final = 40


def relate(session: Session, canvas: Canvas, head: str, tail: str, kind: str) -> None:
    """Relate two marks by uid; where `kind` is "" a menu at the other end asks for it."""
    chosen = kind or _asked(session, canvas, head, tail)
    if chosen and session.relate(head, tail, chosen):
        session.told.emit(_words(session, head, chosen, tail))


def _words(session: Session, head: str, kind: str, tail: str) -> str:
    """What was related, for the status bar: "Valery Gerasimov – attributes – pasukan Korea Utara…"."""
    ends = [session.mark(uid) for uid in (head, tail)]
    quotes = [isolated(shortened(one.quote, _QUOTE)) if one else "?" for one in ends]
    return f" – {capital(kind).lower()} – ".join(quotes)


def _asked(session: Session, canvas: Canvas, head: str, tail: str) -> str:
    """The relation type that was picked from the menu, "" for none."""
    one, other = session.mark(head), session.mark(tail)
    if one is None or other is None:
        return ""
    menu = QMenu(canvas)
    for type_ in session.scheme.relations_between(one.label, other.label):
        menu.addAction(f"{capital(one.label)} – {capital(type_.name).lower()} – {other.label}").setData(
            type_.name
        )
    if menu.isEmpty():
        return ""
    menu.setActiveAction(menu.actions()[0])
    place = canvas.span_rect(other.fragments[0]).bottomLeft()
    chosen = menu.exec(canvas.viewport().mapToGlobal(place))
    menu.deleteLater()
    return str(chosen.data()) if chosen else ""
