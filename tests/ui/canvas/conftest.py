"""A canvas on a virtual screen, and texts to show on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication

from annotator.model.annotation import Annotation, AttributeValue, Relation, Span, normal_fragments, quote_of
from annotator.model.scheme import Scheme, read_scheme
from annotator.paths import resources
from annotator.ui.canvas.view import Canvas

Show = Callable[..., Canvas]


@pytest.fixture(scope="session")
def scheme() -> Scheme:
    return read_scheme((resources() / "schemes" / "default.json").read_bytes())


@pytest.fixture
def canvas(qapp: QApplication) -> Iterator[Canvas]:
    widget = Canvas()
    widget.resize(820, 700)
    widget.show()
    qapp.processEvents()
    widget.setFocus()
    yield widget
    widget.hide()
    widget.deleteLater()
    qapp.processEvents()


@pytest.fixture
def show(canvas: Canvas, scheme: Scheme, qapp: QApplication) -> Show:
    def shown(
        text: str, annotations: Sequence[Annotation] = (), relations: Sequence[Relation] = (), **more: Any
    ) -> Canvas:
        canvas.show_article(text, annotations, relations, scheme, **more)
        qapp.processEvents()
        return canvas

    return shown


def mark(
    text: str,
    label: str,
    *places: str | tuple[int, int],
    uid: str = "",
    attributes: dict[str, AttributeValue] | None = None,
    entity: str = "",
    suggested: bool = False,
) -> Annotation:
    """An annotation on these words (where they occur first) or spans."""
    spans = [
        one if isinstance(one, tuple) else (text.index(one), text.index(one) + len(one)) for one in places
    ]
    fragments = normal_fragments(spans, length=len(text))
    return Annotation(
        uid=uid or f"{label} {fragments[0].start}",
        label=label,
        fragments=fragments,
        quote=quote_of(text, fragments),
        attributes=attributes or {},
        entity=entity,
        coder="Ani",
        suggested=suggested,
    )


class Heard:
    """Every signal of a canvas that tells what the person did, as (name, *arguments)."""

    def __init__(self, canvas: Canvas) -> None:
        self.all: list[tuple[Any, ...]] = []  # but for where the caret is
        for name in [one for one, kind in vars(Canvas).items() if isinstance(kind, Signal)]:
            if name == "caret_moved":
                continue
            getattr(canvas, name).connect(lambda *given, name=name: self.all.append((name, *given)))

    def of(self, name: str) -> list[tuple[Any, ...]]:
        """What was heard of one signal, without its name."""
        return [one[1:] for one in self.all if one[0] == name]


@pytest.fixture
def heard(canvas: Canvas) -> Heard:
    return Heard(canvas)


def span(text: str, words: str) -> Span:
    """Where the words occur first."""
    return Span(text.index(words), text.index(words) + len(words))
