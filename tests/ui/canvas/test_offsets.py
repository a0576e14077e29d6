"""Between code points and the units that Qt counts, and chunks of long paragraphs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.text import OffsetMap
from annotator.ui.canvas import offsets
from annotator.ui.canvas.offsets import LONG, Shown

texts = st.text(st.sampled_from("ab 。.\n\u00e9\U0001f600\u0301ن"), max_size=200)


@given(texts)
def test_every_place_comes_back_from_the_widget(text: str) -> None:
    shown = Shown(text)
    for cp in range(len(text) + 1):
        assert shown.to_cp(shown.to_position(cp)) == cp


@given(texts, st.integers(8, 40))
def test_places_come_back_when_long_paragraphs_are_shown_in_pieces(text: str, long: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(offsets, "LONG", long)
        patch.setattr(offsets, "_PIECE", long // 2)
        patch.setattr(offsets, "_REACH", long // 4)
        shown = Shown(text)
    for cp in range(len(text) + 1):
        assert shown.to_cp(shown.to_position(cp)) == cp
    lines = shown.text.split("\n")
    assert len(lines) == len(shown.starts)
    for number, line in enumerate(lines):
        assert line == shown.block_text(number)
    assert len(shown.text.encode("utf-16-le")) // 2 == shown.to_position(len(text))


@given(texts)
def test_blocks_are_the_lines_of_the_text(text: str) -> None:
    shown = Shown(text)
    assert [shown.block_text(number) for number in range(len(shown.starts))] == text.split("\n")
    for cp in range(len(text) + 1):
        number = shown.block_at(cp)
        assert shown.starts[number] <= cp <= shown.ends[number]


def test_an_ordinary_text_is_shown_as_it_is() -> None:
    text = "One.\nTwo\u00a0with a no-break space."
    shown = Shown(text)
    assert shown.text == text
    assert shown.to_position(10) == 10


def test_a_long_paragraph_with_spaces_is_cut_after_a_sentence_and_keeps_every_place() -> None:
    text = "A sentence of some words here. " * 1000
    shown = Shown(text)
    assert len(shown.starts) > 5
    assert len(shown.text) == len(text)
    assert all(shown.block_text(number).endswith(".") for number in range(len(shown.starts) - 1))
    assert max(end - start for start, end in zip(shown.starts, shown.ends, strict=True)) <= LONG
    assert shown.line_of(len(shown.starts) - 1) == 1


def test_a_long_paragraph_without_spaces_is_cut_between_characters() -> None:
    text = "e\u0301" * LONG
    shown = Shown(text)
    assert len(shown.starts) > 1
    assert all(shown.block_text(number).startswith("e") for number in range(len(shown.starts)))


def test_a_place_inside_a_surrogate_pair_belongs_to_its_character() -> None:
    shown = Shown("a\U0001f600b")
    assert shown.to_cp(2) == 1


def test_characters_that_the_widget_would_swallow_have_stand_ins_of_their_length() -> None:
    shown = Shown("\ufeffa\ufffcb")
    assert len(shown.text) == 4
    assert "\ufeff" not in shown.text
    assert "\ufffc" not in shown.text
    assert shown.canonical == "\ufeffa\ufffcb"


def test_right_to_left_blocks_are_known() -> None:
    shown = Shown("Latin\nعربي\n\u202bx\u202c")
    assert [shown.is_rtl(number) for number in range(3)] == [False, True, True]
    assert not Shown("Latin only, é").is_rtl(0)


def test_the_map_agrees_with_the_one_of_the_model() -> None:
    text = "a\U0001f600" * 300
    shown, model = Shown(text), OffsetMap(text)
    assert [shown.to_position(cp) for cp in range(0, 600, 7)] == [
        model.to_utf16(cp) for cp in range(0, 600, 7)
    ]
