"""What the canvas says to a screen reader."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from annotator.model.annotation import GAP, Annotation
from annotator.ui.canvas.marks import Marks

#: A mark without spaces longer than this is no word but a text in a script that writes none.
_ONE_WORD: Final = 24


def announce(widget: QWidget, words: str) -> None:
    """Say something, once the reader is done with what it says now."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))


def mark_words(marks: Marks, uid: str, entity_name: Callable[[str], str], coder: str = "") -> str:
    """A mark in words: "claim, 34 words, 2 of 5", with its entity and fragments where it has them."""
    annotation = marks.annotations[uid]
    at, count = marks.place(uid)
    parts = [
        annotation.label,
        entity_name(annotation.entity) if annotation.entity else "",
        coder,
        length_words(annotation),
    ]
    if len(annotation.fragments) > 1:
        parts.append(_tr("{0} fragments").format(len(annotation.fragments)))
    parts.append(_tr("{0} of {1}").format(at, count))
    return ", ".join(part for part in parts if part)


def length_words(annotation: Annotation) -> str:
    """How long a mark is: in words, or in characters where words are not parted by spaces."""
    words = len(annotation.quote.replace(GAP, " ").split())
    if words == 1:
        size = len(annotation.quote)
        return _tr("1 word") if size <= _ONE_WORD else _tr("{0} characters").format(size)
    return _tr("{0} words").format(words)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Canvas", text)
