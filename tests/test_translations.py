"""Every text of the window is in every catalogue of translations, and nothing else is."""

from __future__ import annotations

import importlib.util
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_translations_are_not_stale() -> None:
    spec = importlib.util.spec_from_file_location("translate", ROOT / "packaging" / "translate.py")
    assert spec is not None
    assert spec.loader is not None
    translate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(translate)
    shown = set(translate.texts())
    assert len(shown) > 500
    for path in sorted(translate.PLACE.glob("*.ts")):
        there = translate.read(path)
        assert sorted(shown - there.keys()) == [], "run packaging/translate.py"
        assert sorted(there.keys() - shown) == [], "run packaging/translate.py"
        assert [text for text, words in there.items() if not words] == []
