"""Which language a text is in."""

from __future__ import annotations

import builtins
from typing import Any

import pytest

from annotator import paths
from annotator.errors import MissingExtraError
from annotator.model import languages
from annotator.model.languages import can_detect, detect_language


@pytest.mark.skipif(not can_detect(), reason="the extra langid is not installed")
@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Der Bundestag hat am Freitag über die Reform der Rente beraten und abgestimmt.", "de"),
        ("The president said on Friday that the talks had ended without an agreement.", "en"),
        ("Президент заявил в пятницу, что переговоры закончились без соглашения.", "ru"),
        ("总统周五表示，会谈已经结束，双方没有达成协议，下个月将继续谈判，记者报道。", "zh"),
        ("قال الرئيس يوم الجمعة إن المحادثات انتهت دون التوصل إلى اتفاق بين الطرفين.", "ar"),
    ],
)
def test_languages_are_told_apart(text: str, tag: str) -> None:
    found = detect_language(text)
    assert found is not None
    assert found.tag == tag
    assert 0.5 < found.probability <= 1.0


@pytest.mark.skipif(not can_detect(), reason="the extra langid is not installed")
def test_the_sample_is_indonesian() -> None:
    found = detect_language((paths.seeds() / "000_92958af257f0b8f6.txt").read_text("utf-8"))
    assert found is not None
    assert found.tag == "id"


def test_too_few_letters_say_nothing() -> None:
    assert detect_language("Halo 2025!") is None


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "py3langid":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtraError, match="langid"):
        languages.detect_language("A sentence that is long enough to be looked at.")
