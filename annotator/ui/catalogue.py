"""The texts of one language, looked up by what stands in the sources."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from PySide6.QtCore import QTranslator

from annotator.ui.overrides import safe_overrides

if TYPE_CHECKING:
    from PySide6.QtCore import QObject


@safe_overrides
class Catalogue(QTranslator):
    """The texts of one language, read from a file of Qt Linguist (TS 2.1).

    A text has one translation wherever it is shown, so its context is not looked at. What has none stays
    English.
    """

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.texts = {
            message.findtext("source", ""): translation
            for message in ElementTree.parse(path).iter("message")
            if (translation := message.findtext("translation", ""))
        }

    def isEmpty(self) -> bool:
        """Qt: whether there is nothing to look up."""
        return not self.texts

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, count: int = -1
    ) -> str | None:
        """Qt: the translation of a text, None where there is none."""
        return self.texts.get(source)
