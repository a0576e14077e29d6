"""What is seen on the screen: are the coloured pixels exactly where the letters are?"""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from annotator.model.annotation import Annotation, Relation, Span
from annotator.ui.canvas.theme import DARK, LIGHT
from annotator.ui.canvas.view import Canvas
from tests.ui.canvas.conftest import Show, mark, span

SCRIPTS = [
    ("Presiden Rusia Vladimir Putin datang.", "Vladimir Putin"),
    ("قال المتحدث باسم الحكومة إن القوات تواصل عملياتها", "باسم الحكومة"),
    ("قال ديمتري بيسكوف (Dmitry Peskov) يوم السبت", "بيسكوف (Dmitry Peskov"),
    ("قال لا لا إن السلام", "لا لا"),
    ("The word صحيفة means newspaper, كلمة too.", "word صحيفة means"),
    ("The word صحيفة يومية means newspaper.", "يومية"),
    ("ראש הממשלה אמר ביום שבת כי ההסכם חשוב", "אמר ביום שבת"),
    ("ראש הממשלה אמר 2025 Ukraine היום", "אמר 2025 Ukraine"),
    ("प्रधानमंत्री ने कहा कि स्थिति में सुधार हो रहा है", "स्थिति में सुधार"),
    ("ประธานาธิบดีกล่าวว่าสถานการณ์ดีขึ้นมาก", "สถานการณ์"),
    ("俄罗斯首次承认朝鲜军队参加了战争", "朝鲜军队"),
    ("日本の首相は「状況は改善」と述べた", "状況は改善"),
    ("A family 👨‍👩‍👧‍👦 and 🇮🇩 flags 👍🏽 here", "👨‍👩‍👧‍👦 and 🇮🇩"),
    ("One cafe\u0301 and\u00a0two na\u0308ive words", "cafe\u0301 and\u00a0two"),
    ("𝒜 𝐁 mathematics 𝐂 here", "mathematics 𝐂"),
]


def columns(image: QImage, fits: Callable[[int], bool], rows: range) -> set[int]:
    """The columns of the picture that hold a pixel which fits."""
    return {x for x in range(image.width()) if any(fits(image.pixel(x, y) & 0xFFFFFF) for y in rows)}


def picture(canvas: Canvas) -> QImage:
    return canvas.viewport().grab().toImage()


def line_rows(canvas: Canvas, at: int) -> range:
    rect = canvas.line_rect(at)
    return range(int(rect.top()), int(rect.bottom()))


def rgb(colour: str) -> int:
    return int(colour[1:], 16)


@pytest.mark.parametrize(("text", "words"), SCRIPTS, ids=lambda value: value[:20])
def test_the_line_of_a_mark_lies_exactly_under_its_glyphs(show: Show, text: str, words: str) -> None:
    place = span(text, words)
    canvas = show(text)
    canvas.set_snapping(False)
    canvas.select_span(place)
    selection = columns(
        picture(canvas), lambda one: one == rgb(LIGHT.selection), line_rows(canvas, place.start)
    )
    canvas.select_span(None)
    show(text, [mark(text, "actor", (place.start, place.end))])
    bar = columns(picture(canvas), lambda one: one == rgb("#0072B2"), line_rows(canvas, place.start))
    assert len(selection) > 8
    near = {x + by for x in bar for by in (-2, -1, 0, 1, 2)}
    assert selection <= near, "letters without a line under them"
    assert bar <= {x + by for x in selection for by in (-2, -1, 0, 1, 2)}, "line beyond the letters"


LABELS = [("actor", "#0072B2"), ("claim", "#B36B00"), ("source", "#00795A"), ("sentiment", "#B8477F")]


@pytest.mark.parametrize(("label", "colour"), LABELS)
def test_labels_differ_by_their_lines_even_without_colour(show: Show, label: str, colour: str) -> None:
    text = "Some words that are long enough to be told apart by their line."
    canvas = show(text, [mark(text, label, "words that are long enough")])
    canvas.set_density("none")
    image, rows = picture(canvas), line_rows(canvas, 10)
    drawn = [
        sorted(x for x in range(image.width()) if image.pixel(x, y) & 0xFFFFFF == rgb(colour)) for y in rows
    ]
    lines = [row for row in drawn if len(row) > 40]
    solid = [row for row in lines if len(row) == row[-1] - row[0] + 1]
    shares = [len(row) / (row[-1] - row[0] + 1) for row in lines]
    if label == "actor":
        assert len(lines) == len(solid) == 3
    elif label == "claim":
        assert len(lines) == len(solid) == 2
    elif label == "source":
        assert not solid
        assert all(0.58 < share < 0.72 for share in shares)
    else:
        assert not solid
        assert all(0.42 < share < 0.58 for share in shares)


def test_nested_crossing_and_equal_marks_all_have_lines_of_their_own(show: Show) -> None:
    text = "The minister said that the army of the north fought in the war."
    marks = [
        mark(text, "claim", "The minister said that the army", uid="c"),
        mark(text, "actor", "The minister", uid="a"),
        mark(text, "source", "The minister", uid="s"),
        mark(text, "sentiment", "the army of the north", uid="e"),
    ]
    canvas = show(text, marks)
    picture_ = canvas._layout.picture(0)
    bars = {box.uid: box.bar for box in picture_.boxes}
    assert bars["a"] != bars["s"]
    assert bars["c"] > max(bars["a"], bars["s"])
    assert bars["e"] != bars["c"]


def test_a_space_at_the_end_of_a_line_is_not_marked(show: Show) -> None:
    text = "word " * 60
    canvas = show(text, [mark(text, "actor", (0, 299))])
    natural = canvas.document().firstBlock().layout().lineAt(0).naturalTextRect().right()
    assert all(box.right <= natural + 0.5 for box in canvas._layout.picture(0).boxes)


def test_an_emoji_before_a_mark_does_not_shift_it(show: Show) -> None:
    text = "\U0001f600\U0001f600 Rusia datang"
    canvas = show(text, [mark(text, "actor", "Rusia")])
    (box,) = canvas._layout.picture(0).boxes
    line = canvas.document().firstBlock().layout().lineAt(0)
    assert (box.left, box.right) == (line.cursorToX(5)[0], line.cursorToX(10)[0])


def test_fragments_are_joined_by_a_thread_across_lines(show: Show) -> None:
    text = "Alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu. " * 4
    canvas = show(text, [mark(text, "claim", (0, 10), (180, 200))])
    threads = [rect for layer in canvas._layout.picture(0).layers for rect in layer.threads]
    rows = {rect.top() for rect in threads}
    assert len(rows) >= 3
    assert sum(rect.width() for rect in threads) > 300


def test_fragments_in_different_paragraphs_are_joined_in_the_margin(show: Show) -> None:
    text = "First paragraph here.\nBetween.\nLast paragraph here."
    canvas = show(text, [mark(text, "claim", "First", "Last")])
    image = picture(canvas)
    left, _ = canvas.column()
    between = line_rows(canvas, text.index("Between"))
    margin = columns(image.copy(QRect(0, 0, left, image.height())), lambda one: one != 0xFFFFFF, between)
    assert margin


def test_invisible_characters_are_shown_and_the_text_stays(show: Show) -> None:
    plain, hidden = "The word mark here.", "The word\u200b mark\u200f here."
    canvas = show(hidden)
    assert [hint.name for hint in canvas._layout.picture(0).hints] == ["ZWSP", "RLM"]
    assert canvas.text == hidden
    with_hints = picture(canvas)
    show(plain)
    assert with_hints != picture(canvas)


def test_relations_are_drawn_in_margin_and_gaps_and_never_over_text(show: Show) -> None:
    text = "The minister said it.\nSomething else entirely, in a longer line of text.\nThe army fought."
    marks = [mark(text, "source", "The minister", uid="s"), mark(text, "claim", "army fought", uid="c")]
    canvas = show(text, marks, [Relation(uid="r", type="attributes", head="s", tail="c")])
    without = picture(canvas)
    canvas.set_arcs("all")
    drawn = picture(canvas)
    left, _ = canvas.column()
    changed = [
        (x, y)
        for x in range(drawn.width())
        for y in range(drawn.height())
        if drawn.pixel(x, y) != without.pixel(x, y)
    ]
    assert any(x < left for x, _ in changed), "nothing in the margin"
    assert any(x > left for x, _ in changed), "nothing leads to the mark"
    for number in range(3):
        slot, top = canvas._layout.picture(number).slots[0], canvas._layout.top(number)
        text_rows = range(int(top + slot.text_top), int(top + slot.text_bottom))
        assert not [one for one in changed if one[0] >= left and one[1] in text_rows]


def test_the_cue_of_a_relation_is_underlined_while_its_mark_is_selected(show: Show) -> None:
    text = "He came, said Gerasimov."
    marks = [mark(text, "claim", "He came", uid="c"), mark(text, "source", "Gerasimov", uid="s")]
    relation = Relation(
        uid="r", type="attributes", head="s", tail="c", cue=span(text, "said"), cue_quote="said"
    )
    canvas = show(text, marks, [relation])
    canvas.set_arcs("none")
    without = picture(canvas)
    canvas.select("s")
    with_cue = picture(canvas)
    line = canvas.document().firstBlock().layout().lineAt(0)
    left, right = line.cursorToX(9)[0], line.cursorToX(13)[0]
    rows = line_rows(canvas, 0)
    changed = {
        x for x in range(int(left), int(right)) for y in rows if without.pixel(x, y) != with_cue.pixel(x, y)
    }
    assert len(changed) > 8
    canvas.select("")
    assert picture(canvas) == without


def test_dark_and_light_differ_and_both_show_marks(show: Show) -> None:
    text = "Rusia mengakui."
    canvas = show(text, [mark(text, "actor", "Rusia")])
    light = picture(canvas)
    canvas.set_theme(DARK)
    dark = picture(canvas)
    assert dark.pixel(2, 200) & 0xFFFFFF == rgb(DARK.surface)
    rows = line_rows(canvas, 0)
    assert columns(light, lambda one: one == rgb("#0072B2"), rows)
    assert columns(dark, lambda one: one == rgb("#5CB8FF"), rows)


def test_an_unsaved_mark_is_flagged(show: Show) -> None:
    text = "Rusia mengakui."
    canvas = show(text, [mark(text, "actor", "Rusia", uid="a")])
    saved = picture(canvas)
    canvas.set_unsaved({"a"})
    flagged = picture(canvas)
    assert flagged != saved
    assert canvas._layout.words("a").key == "A!"
    canvas.set_unsaved(set())
    assert picture(canvas) == saved


def test_the_tags_say_key_entity_and_value(show: Show) -> None:
    text = "Rusia sangat kuat di sana."
    marks: list[Annotation] = [
        mark(text, "actor", "Rusia", uid="a", entity="e1"),
        mark(text, "sentiment", "sangat kuat", uid="x", attributes={"polarity": "positive"}),
        mark(text, "claim", "di sana", uid="c", suggested=True),
    ]
    canvas = show(text, marks)
    canvas.set_entity_names({"e1": "Rusia"})
    words = canvas._layout.words
    assert [words(uid)[:2] for uid in ("a", "x", "c")] == [("A", "Rusia"), ("E", "+"), ("C?", "")]
    canvas.set_density("compact")
    assert words("a")[:2] == ("A", "")
    canvas.set_density("selected")
    canvas.select("a")
    assert (words("a").words, words("x").words) == ("Rusia", "")
    canvas.set_density("none")
    assert not canvas._layout.picture(0).tags


def test_a_span_rect_is_where_the_words_end(show: Show) -> None:
    text = "Rusia mengakui bahwa pasukan itu datang."
    canvas = show(text)
    rect = canvas.span_rect(Span(6, 14))
    line = canvas.document().firstBlock().layout().lineAt(0)
    assert abs(rect.left() - line.cursorToX(14)[0]) <= 1
