"""The language of the window: which one is in use. A catalogue is loaded only for another than English."""

from __future__ import annotations

from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from annotator import paths

Texts = TypeVar("Texts")

#: The language that the sources are written in; it needs no catalogue.
SOURCE: Final = "en"

#: The setting that follows the system.
SYSTEM: Final = "system"


def shown_later(texts: Texts) -> Texts:
    """The same: marks texts that stand in a table and are translated where they are shown."""
    return texts


def chosen(setting: str) -> str:
    """The language that a setting ("system", "en", "id") stands for now."""
    language = QLocale.system().name().partition("_")[0] if setting == SYSTEM else setting
    return language if _place(language).is_file() else SOURCE


def speak(setting: str) -> None:
    """Show every text in the language of the setting from now on; what is made already stays as it is."""
    application = QCoreApplication.instance()
    assert application is not None
    for old in application.findChildren(QTranslator):
        QCoreApplication.removeTranslator(old)
        old.deleteLater()
    language = chosen(setting)
    if language != SOURCE:
        from annotator.ui.catalogue import Catalogue

        QCoreApplication.installTranslator(Catalogue(_place(language), application))
    QLocale.setDefault(_locale(language))


def _locale(language: str) -> QLocale:
    """How dates and numbers are written."""
    if language == SOURCE:
        return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
    return QLocale(language)


def _place(language: str) -> Path:
    return paths.resources() / "translations" / f"annotator_{language}.ts"
