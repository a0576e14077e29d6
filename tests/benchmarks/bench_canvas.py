"""The canvas against an empty QPlainTextEdit with the same text, font, width and line pitch."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from typing import Final, NamedTuple

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from annotator.model.annotation import Annotation, Relation, Span, quote_of
from annotator.model.scheme import Scheme, read_scheme
from annotator.paths import resources
from annotator.ui.canvas.theme import CanvasTheme
from annotator.ui.canvas.view import Canvas
from tests.benchmarks.registry import Figure, benchmark, compare

#: Same measures on both sides: QPlainTextEdit has a margin of 4 pixels and no extra line pitch.
_THEME: Final = CanvasTheme(line_width=0, margin=4, spacing=1.0)
_WIDTH, _HEIGHT = 1000, 800
_SIZES: Final = ((3_000, 20), (100_000, 1_000), (1_000_000, 10_000), (5_000_000, 50_000))
_LABELS: Final = ("actor", "claim", "source", "sentiment")
_WORDS: Final = {
    "LTR": "Rusia untuk pertama kalinya mengakui bahwa pasukan Korea Utara ikut bertempur mendukung perang "
    "melawan Ukraina Hal itu diucapkan Kepala Staf Umum Angkatan Bersenjata Valery Gerasimov saat "
    "mengadakan pembicaraan dengan Presiden di Moskow Sabtu keikutsertaan tentara dalam pembebasan",
    "RTL": "قال المتحدث باسم الحكومة إن القوات الروسية تواصل عملياتها العسكرية في شرق أوكرانيا بينما أعلنت "
    "وزارة الدفاع أن المفاوضات بين الجانبين سوف تستمر خلال الأسبوع المقبل رغم الخلافات الكبيرة حول وقف",
}


class _Sample(NamedTuple):
    text: str
    annotations: list[Annotation]


def _sample(size: int, spans: int, script: str = "LTR", seed: int = 1) -> _Sample:
    """A text of `size` characters in paragraphs of some 400; short, medium and long spans (6 : 3 : 1)."""
    chance = random.Random(seed)
    words = _WORDS[script].split()
    parts: list[str] = []
    length = 0
    while length < size:
        paragraph = " ".join(chance.choices(words, k=chance.randint(30, 90))) + "."
        parts.append(paragraph)
        length += len(paragraph) + 1
    text = "\n".join(parts)[:size]
    annotations = []
    for number in range(spans):
        long = chance.choices((12, 60, 300), weights=(6, 3, 1))[0]
        start = chance.randrange(0, size - long - 20)
        fragments = (Span(start, start + chance.randint(long // 2, long)),)
        annotations.append(_annotation(f"a{number:06}", _LABELS[number % 4], fragments, text))
    return _Sample(text, sorted(annotations, key=lambda one: one.fragments))


def _annotation(uid: str, label: str, fragments: tuple[Span, ...], text: str) -> Annotation:
    entity = "e" if label in {"actor", "source"} else ""
    return Annotation(
        uid=uid, label=label, fragments=fragments, quote=quote_of(text, fragments), coder="B", entity=entity
    )


def _scheme() -> Scheme:
    return read_scheme((resources() / "schemes" / "default.json").read_bytes())


class _Pair:
    """A canvas and an empty editor, both shown, of one size and in one font."""

    def __init__(self) -> None:
        self.application = QApplication.instance() or QApplication([])
        self.scheme = _scheme()
        self.canvas = Canvas()
        self.canvas.set_theme(_THEME)
        self.canvas.set_entity_names({"e": "Korea Utara"})
        self.plain = QPlainTextEdit()
        self.plain.setReadOnly(True)
        self.plain.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.plain.setUndoRedoEnabled(False)
        font = QFont()
        font.setFamilies(list(_THEME.families))
        font.setPixelSize(int(_THEME.size))
        self.plain.setFont(font)
        for widget in (self.canvas, self.plain):
            widget.resize(_WIDTH, _HEIGHT)
            widget.show()
        self.application.processEvents()

    def __enter__(self) -> _Pair:
        return self

    def __exit__(self, *_: object) -> None:
        for widget in (self.canvas, self.plain):
            widget.hide()
            widget.deleteLater()
        self.application.processEvents()

    def show(self, sample: _Sample, relations: list[Relation] | None = None) -> None:
        """The same text in both."""
        self.canvas.show_article(sample.text, sample.annotations, relations or [], self.scheme)
        self.plain.setPlainText(sample.text)
        self.application.processEvents()


def _paint(widget: Canvas | QPlainTextEdit) -> None:
    """All of it, at once."""
    widget.viewport().repaint()


def _paint_changes() -> None:
    """What the widgets have asked to be painted, through the event loop, as in real life."""
    QApplication.processEvents()


def _cases(least: int) -> Iterator[tuple[str, _Sample]]:
    for size, spans in (one for one in _SIZES if one[0] >= least):
        for script in ("LTR", "RTL"):
            yield f"{_short(size)}/{spans} {script}", _sample(size, spans, script)


def _short(size: int) -> str:
    return f"{size // 1_000_000} MB" if size >= 1_000_000 else f"{size // 1_000} kB"


def _figures(
    name: str,
    target: float,
    rounds: int,
    work: Callable[[_Pair, _Sample], tuple[Callable[[], object], Callable[[], object]]],
    words: tuple[str, str],
    *,
    least: int = 0,
) -> Iterator[Figure]:
    """One figure for each size and direction; `work` gives what to time, ours and the empty editor's."""
    for case, sample in _cases(least):
        with _Pair() as pair:
            pair.show(sample)
            timing = compare(*work(pair, sample), rounds=rounds)
        detail = f"{case}: {timing.words(product=words[0], baseline=words[1])}"
        yield Figure(name, timing.ratio, target, detail)


@benchmark
def canvas_repaint() -> Iterator[Figure]:
    """The whole view painted anew."""

    def work(pair: _Pair, _: _Sample) -> tuple[Callable[[], object], Callable[[], object]]:
        return lambda: _paint(pair.canvas), lambda: _paint(pair.plain)

    yield from _figures("canvas_repaint", 1.3, 60, work, ("repaint", "empty editor"))


@benchmark
def canvas_add() -> Iterator[Figure]:
    """A span added in view until it is painted, against one repaint of the empty editor."""

    def work(pair: _Pair, sample: _Sample) -> tuple[Callable[[], object], Callable[[], object]]:
        numbers = count()

        def add() -> None:
            number = next(numbers)
            start = 40 + 83 * (number % 30)
            mark = _annotation(f"new{number}", _LABELS[number % 4], (Span(start, start + 20),), sample.text)
            pair.canvas.put_annotations(mark)
            _paint_changes()

        def empty() -> None:
            pair.plain.viewport().update()
            _paint_changes()

        return add, empty

    yield from _figures("canvas_add", 1.5, 30, work, ("add and paint", "repaint of an empty editor"))


@benchmark
def next_article() -> Iterator[Figure]:
    """Another article of 3 kB and 20 spans shown and painted in the same widget."""
    for script in ("LTR", "RTL"):
        samples = [_sample(3_000, 20, script, seed) for seed in range(8)]
        ours, theirs = count(), count()
        with _Pair() as pair:
            pair.show(samples[0])

            def show(
                pair: _Pair = pair, samples: list[_Sample] = samples, ours: Iterator[int] = ours
            ) -> None:
                sample = samples[next(ours) % len(samples)]
                pair.canvas.show_article(sample.text, sample.annotations, [], pair.scheme)
                _paint(pair.canvas)

            def empty(
                pair: _Pair = pair, samples: list[_Sample] = samples, theirs: Iterator[int] = theirs
            ) -> None:
                pair.plain.setPlainText(samples[next(theirs) % len(samples)].text)
                _paint(pair.plain)

            timing = compare(show, empty, rounds=40)
        words = timing.words(product="next article painted", baseline="setPlainText and paint")
        yield Figure("next_article", timing.ratio, 2.5, f"3 kB/20 {script}: {words}")


@benchmark
def canvas_cold() -> Iterator[Figure]:
    """A text shown for the first time until it is painted."""

    def work(pair: _Pair, sample: _Sample) -> tuple[Callable[[], object], Callable[[], object]]:
        def show() -> None:
            pair.canvas.show_article(sample.text, sample.annotations, [], pair.scheme)
            _paint(pair.canvas)

        def empty() -> None:
            pair.plain.setPlainText(sample.text)
            _paint(pair.plain)

        return show, empty

    yield from _figures("canvas_cold", 4.0, 5, work, ("shown and painted", "setPlainText and paint"))


@benchmark
def canvas_scroll() -> Iterator[Figure]:
    """One notch of the wheel, about three lines, painted; 3 kB fit into the empty editor's view."""

    def work(pair: _Pair, _: _Sample) -> tuple[Callable[[], object], Callable[[], object]]:
        return lambda: _step(pair.canvas, 72), lambda: _step(pair.plain, 3)

    yield from _figures(
        "canvas_scroll", 2.0, 60, work, ("three lines", "the same of an empty editor"), least=100_000
    )


def _step(widget: Canvas | QPlainTextEdit, step: int) -> None:
    bar = widget.verticalScrollBar()
    bar.setValue(bar.value() + step if bar.value() + step <= bar.maximum() else 0)
    QApplication.sendPostedEvents()
    QApplication.processEvents()


@benchmark
def canvas_jump() -> Iterator[Figure]:
    """To a far place and painted: both are places not seen before."""

    def work(pair: _Pair, sample: _Sample) -> tuple[Callable[[], object], Callable[[], object]]:
        chance = random.Random(5)
        places = [chance.randrange(len(sample.text)) for _ in range(64)]
        ours, theirs = count(), count()

        def jump() -> None:
            pair.canvas.go_to(places[next(ours) % 64])
            _paint(pair.canvas)

        def empty() -> None:
            cursor = pair.plain.textCursor()
            cursor.setPosition(places[next(theirs) % 64])
            pair.plain.setTextCursor(cursor)
            pair.plain.centerCursor()
            _paint(pair.plain)

        return jump, empty

    yield from _figures("canvas_jump", 3.0, 15, work, ("jump", "jump in an empty editor"))


@benchmark
def canvas_relations() -> Iterator[Figure]:
    """The view painted with 500 relations between the marks in it, all of them drawn."""
    for case, sample in _cases(0):
        near = [one.uid for one in sample.annotations if one.end < 3_000]
        far = [one.uid for one in sample.annotations]
        chance = random.Random(7)
        ends = [chance.sample(near, 2) for _ in range(500)] + [chance.sample(far, 2) for _ in far[::4]]
        relations = [
            Relation(uid=f"r{number}", type="attributes", head=head, tail=tail)
            for number, (head, tail) in enumerate(ends)
            if number < 500 or abs(int(head[1:]) - int(tail[1:])) < 50
        ]
        with _Pair() as pair:
            pair.canvas.set_arcs("all")
            pair.show(sample, relations)
            canvas, plain = pair.canvas, pair.plain
            timing = compare(partial(_paint, canvas), partial(_paint, plain), rounds=30)
        words = timing.words(product="repaint with 500 arcs", baseline="empty editor")
        yield Figure("canvas_relations", timing.ratio, 4.0, f"{case}: {words}")


@benchmark
def canvas_hit() -> Iterator[Figure]:
    """Which marks are under the pointer, 100 places, against cursorForPosition of the empty editor."""

    def work(pair: _Pair, _: _Sample) -> tuple[Callable[[], object], Callable[[], object]]:
        chance = random.Random(6)
        points = [QPoint(chance.randrange(10, 960), chance.randrange(10, 780)) for _ in range(100)]

        def ours() -> None:
            for point in points:
                pair.canvas.marks_at(QPointF(point))

        def theirs() -> None:
            for point in points:
                pair.plain.cursorForPosition(point)

        return ours, theirs

    yield from _figures("canvas_hit", 4.0, 20, work, ("100 hits", "100 cursorForPosition"))
