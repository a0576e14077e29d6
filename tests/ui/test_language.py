"""The window in another language: the catalogue, the choice, and that no text is missing from it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QWidget

from annotator import paths
from annotator.ui import language
from annotator.ui.catalogue import Catalogue
from annotator.ui.language import speak


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    speak("en")


def test_a_text_is_shown_in_the_language_that_was_chosen(qapp: QCoreApplication) -> None:
    speak("id")
    shown = QWidget().tr("Undo")
    assert shown not in {"", "Undo"}
    assert QCoreApplication.translate("Anywhere", "Undo") == shown
    assert QLocale().language() == QLocale.Language.Indonesian
    speak("en")
    assert QWidget().tr("Undo") == "Undo"
    assert QLocale().toString(1234) == "1,234"


def test_what_has_no_translation_stays_as_it_is(qapp: QCoreApplication, tmp_path: Path) -> None:
    path = tmp_path / "some_xx.ts"
    path.write_text(
        "<TS><context><message><source>Undo</source><translation type='unfinished'/></message></context></TS>"
    )
    catalogue = Catalogue(path)
    assert catalogue.isEmpty()
    assert catalogue.translate("", "Undo") is None


def test_the_system_is_followed_where_its_language_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, spoken in (("id_ID", "id"), ("de_DE", "en"), ("en_GB", "en")):
        monkeypatch.setattr(language.QLocale, "system", lambda name=name: QLocale(name))
        assert language.chosen("system") == spoken
    assert language.chosen("id") == "id"


def test_places_in_a_text_are_the_same_in_its_translation() -> None:
    for path in (paths.resources() / "translations").glob("*.ts"):
        for text, translation in Catalogue(path).texts.items():
            for place in ("{0}", "{1}", "{2}", "{3}", "\n", "…"):
                assert (place in text) == (place in translation), text
