"""What the canvas says to a screen reader."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from annotator.model.annotation import Annotation
from annotator.ui.canvas.marks import Marks


def announce(widget: QWidget, words: str) -> None:
    """Say something, once the reader is done with what it says now."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))


def mark_words(marks: Marks, uid: str, entity_name: Callable[[str], str]) -> str:
    """A mark in words: "claim, 34 words, 2 of 5", with its entity where it has one."""
    annotation = marks.annotations[uid]
    at, count = marks.place(uid)
    parts = [
        annotation.label,
        entity_name(annotation.entity) if annotation.entity else "",
        length_words(annotation),
    ]
    parts.append(_tr("{0} of {1}").format(at, count))
    return ", ".join(part for part in parts if part)


def length_words(annotation: Annotation) -> str:
    """How long a mark is: in words, or in characters where words are not parted by spaces."""
    words = len(annotation.quote.replace(" […] ", " ").split())
    if words == 1 and len(annotation.quote) > 30:
        return QCoreApplication.translate("Canvas", "%n character(s)", "", len(annotation.quote))
    return QCoreApplication.translate("Canvas", "%n word(s)", "", words)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Canvas", text)
