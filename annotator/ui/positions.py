"""Where one is in the text, in words for the status bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from annotator.ui.words import count_words, number

if TYPE_CHECKING:
    from annotator.ui.canvas.view import Canvas
    from annotator.ui.session import Session


def position_words(session: Session, canvas: Canvas) -> str:
    """ "Line 7, 692–906 · 214 characters": of the selection, else of the selected mark, else of the caret.

    The line is the line of the file, from 1; places are code points.
    """
    if session.article is None:
        return ""
    mark = session.selected_mark()
    span = canvas.selection() or (mark.fragments[0] if mark and len(mark.fragments) == 1 else None)
    start, end = span or ((mark.start, mark.end) if mark else (canvas.caret(), canvas.caret()))
    line = session.text.count("\n", 0, start) + 1
    words = QCoreApplication.translate("Position", "Line {0}").format(number(line))
    if start == end:
        return f"{words}, {start}"
    length = sum(b - a for a, b in mark.fragments) if mark and span is None else end - start
    return f"{words}, {start}–{end} · {count_words(length, 'character', 'characters')}"
