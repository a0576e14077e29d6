"""The language of the window: the catalogues of translations, and which one is in use."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from annotator import paths
from annotator.ui.overrides import safe_overrides

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

Texts = TypeVar("Texts")

#: The language that the sources are written in; it needs no catalogue.
SOURCE: Final = "en"

#: The setting that follows the system.
SYSTEM: Final = "system"


def shown_later(texts: Texts) -> Texts:
    """The same: marks texts that stand in a table and are translated where they are shown."""
    return texts


@safe_overrides
class Catalogue(QTranslator):
    """The texts of one language, read from a file of Qt Linguist (TS 2.1).

    A text has one translation wherever it is shown, so its context is not looked at. What has none stays
    English.
    """

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        from xml.etree import ElementTree  # not at every start

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


def chosen(setting: str) -> str:
    """The language that a setting ("system", "en", "id") stands for now."""
    language = QLocale.system().name().partition("_")[0] if setting == SYSTEM else setting
    return language if _place(language).is_file() else SOURCE


def speak(setting: str) -> None:
    """Show every text in the language of the setting from now on; what is made already stays as it is."""
    application = QCoreApplication.instance()
    assert application is not None
    for old in application.findChildren(Catalogue):
        QCoreApplication.removeTranslator(old)
        old.deleteLater()
    language = chosen(setting)
    if language != SOURCE:
        QCoreApplication.installTranslator(Catalogue(_place(language), application))
    QLocale.setDefault(_locale(language))


def _locale(language: str) -> QLocale:
    """How dates and numbers are written."""
    if language == SOURCE:
        return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
    return QLocale(language)


def _place(language: str) -> Path:
    return paths.resources() / "translations" / f"annotator_{language}.ts"
