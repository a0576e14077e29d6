"""Words, also where no spaces part them."""

import pytest
from PySide6.QtCore import QTextBoundaryFinder

from annotator.model import text as plain
from annotator.ui.canvas.words import next_word, previous_word, word_at

THAI = "นายกรัฐมนตรีกล่าวเมื่อวันจันทร์ว่ารัฐบาล"
MIXED = f"Bangkok (BBC) {THAI} 2025 ok."

_finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Word, THAI)
thai = pytest.mark.skipif(_finder.toNextBoundary() != 4, reason="this Qt has no Thai dictionary")


@thai
def test_a_thai_word_is_found_by_the_dictionary() -> None:
    at = MIXED.index("กล่าว")
    for place in range(at, at + len("กล่าว")):
        span = word_at(MIXED, place)
        assert MIXED[span.start : span.end] == "กล่าว"
    assert MIXED[slice(*word_at(MIXED, MIXED.index("รัฐบาล") + 5))] == "รัฐบาล"


@thai
def test_steps_go_through_thai_word_by_word_both_ways() -> None:
    at, passed = MIXED.index(THAI), []
    while at < MIXED.index(" 2025"):
        step = next_word(MIXED, at)
        passed.append(MIXED[at:step])
        at = step
    assert passed == ["นายก", "รัฐมนตรี", "กล่าว", "เมื่อ", "วัน", "จันทร์", "ว่า", "รัฐบาล"]
    back = []
    while at > MIXED.index(THAI):
        step = previous_word(MIXED, at)
        back.append(MIXED[step:at])
        at = step
    assert back == passed[::-1]


def test_elsewhere_words_are_those_of_the_model() -> None:
    text = "Utara, ikut bertempur 外交部 👨‍👩‍👧‍👦 صحيفة يومية."
    for at in range(len(text) + 1):
        assert word_at(text, at) == plain.word_at(text, at)
        assert next_word(text, at) == plain.next_word(text, at)
        assert previous_word(text, at) == plain.previous_word(text, at)


@pytest.mark.parametrize("text", [MIXED, THAI, f"{THAI}\n{THAI}", ""])
def test_steps_always_go_on_and_stay_inside(text: str) -> None:
    at = 0
    for _ in range(200):
        step = next_word(text, at)
        assert at < step <= len(text) or at == step == len(text)
        at = step
    assert at == len(text)
    for _ in range(200):
        step = previous_word(text, at)
        assert 0 <= step < at or at == step == 0
        at = step
    assert at == 0
