"""A whole article coded with nothing but keys: marks, attributes, entities, relations and cues."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from annotator import paths
from annotator.model.annotation import Annotation, Span
from annotator.project import Project
from annotator.project.importing import import_files
from annotator.settings import Settings
from annotator.ui.widgets.card_row import CardRow
from tests.ui.driving import NO_KEY, Driver

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key

SEED = next(paths.seeds().glob("*.jsonl"))
LABEL_KEYS = {"actor": Key.Key_A, "claim": Key.Key_C, "source": Key.Key_S, "sentiment": Key.Key_E}


@pytest.fixture
def uncoded(tmp_path: Path) -> Path:
    """A project with the sample's text and nothing marked in it."""
    path = tmp_path / "mine.anno"
    project = Project.create(path, coder="Ana")
    import_files(project, [SEED.with_suffix(".txt")])
    project.close()
    return path


class Typist(Driver):
    """A person without a mouse: looks at the window, and presses keys."""

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_KEY, widget: QWidget | None = None
    ) -> None:
        """Press a key; the window passes it on as the system's keys, to an open list or to the focus."""
        QTest.keyClick(self.window.windowHandle(), key, modifier)
        QApplication.processEvents()

    def type(self, text: str, widget: QWidget | None = None) -> None:
        """Type a text, letter by letter."""
        for letter in text:
            QTest.keyClick(self.window.windowHandle(), letter)  # type: ignore[call-overload]

    def focus(self) -> QWidget:
        """The part of the window that has the keyboard, also while a list is open over it."""
        return self.window.focusWidget() or self.window

    def look_up(self, words: str, span: Span) -> None:
        """Find words from the caret on, until the right place is shown, and leave it selected."""
        self.press(Key.Key_F, CTRL)
        self.type(words)
        for _ in range(20):
            if self.canvas.find_bar.present() == Span(span.start, span.start + len(words)):
                break
            self.press(Key.Key_Return)
        self.press(Key.Key_Escape)
        for _ in range(60):
            if self.canvas.selection() == span:
                return
            self.press(Key.Key_Right, CTRL | SHIFT)
        raise AssertionError(f"{words} was not selected: {self.canvas.selection()}")

    def select(self, words: str, at: int = 0) -> Span:
        """Select words by finding how they begin and walking on word by word."""
        start = self.session.text.index(words, at)
        span = Span(start, start + len(words))
        self.look_up(" ".join(words.split()[:3]), span)
        return span

    def go_to_mark(self, start: int, label: str) -> None:
        """Press Tab in the text until the mark is selected."""
        for _ in range(30):
            self.press(Key.Key_Tab)
            mark = self.session.selected_mark()
            if mark and (mark.start, mark.label) == (start, label):
                return
        raise AssertionError(f"Tab does not come to the {label} at {start}")

    @property
    def card(self) -> Any:
        """The claim card."""
        return self.window.workspace().card

    def go_to_field(self, name: str, *, under: str = "") -> None:
        """Press Down, and Up from the end, until the field is reached; `under` is what it stands below."""
        for key in (Key.Key_Up, Key.Key_Down):
            for _ in range(len(self.card.rows)):
                if self._here(name, under):
                    return
                self.press(key)
        assert self._here(name, under), [one.name() for one in self.card.rows]

    def field(self) -> str:
        """The name of the card's field that has the focus."""
        row = self.focus()
        assert isinstance(row, CardRow)
        return row.name()

    def _here(self, name: str, under: str) -> bool:
        at = self.card.rows.index(self.focus())
        above = [one.words() for one in self.card.rows[:at]]
        return self.field() == name and (not under or any(one.startswith(under) for one in above))

    def pick_offered(self, start: int, label: str) -> None:
        """Let the field listen, go with Tab to the mark that begins there, and take it."""
        self.press(Key.Key_Return)
        for _ in range(20):
            offered = self.canvas.marks.annotations.get(self.canvas.picking.offered)
            if offered is not None and (offered.start, offered.label) == (start, label):
                self.press(Key.Key_Return)
                return
            self.press(Key.Key_Tab)
        raise AssertionError(f"the {label} at {start} is not offered")

    def pick_word(self, start: int) -> None:
        """Let the cue listen, go with Tab to the word that begins there, and take it."""
        self.press(Key.Key_Return)
        for _ in range(9):
            self.press(Key.Key_Tab)
            held = self.canvas.selection()
            if held is not None and held.start == start:
                self.press(Key.Key_Return)
                return
        raise AssertionError(f"no word begins at {start}")

    def describe(self, wanted: dict[str, str]) -> None:
        """Fill the details of the selected mark, going from field to field with Tab; then back."""
        self.press(Key.Key_Return)
        left = dict(wanted)
        for _ in range(14):
            if not left:
                break
            self._fill(left.pop(self.focus().accessibleName().lower(), ""))
            self.press(Key.Key_Tab)
        assert not left, left
        self.press(Key.Key_Escape)
        assert self.focus() is self.canvas

    def _fill(self, value: str) -> None:
        focus = self.focus()
        if not value:
            return
        if isinstance(focus, QComboBox):
            self.qtbot.wait(2 * QApplication.keyboardInputInterval())  # what was typed before is forgotten
            for letter in value:
                if focus.currentText() == value:
                    return
                self.type(letter)
            return
        self.type(value)
        self.press(Key.Key_Return)


@pytest.fixture
def typist(qtbot: QtBot, settings: Settings, uncoded: Path) -> Iterator[Typist]:
    """Somebody before the uncoded article, with the keyboard in the text."""
    interval = QApplication.keyboardInputInterval()
    QApplication.setKeyboardInputInterval(40)
    made = Typist(qtbot, settings, uncoded)
    made.press(Key.Key_F6)
    if made.session.article is None:
        made.press(Key.Key_PageDown, CTRL)
        made.press(Key.Key_F6)
    assert made.focus() is made.canvas
    yield made
    made.close()
    QApplication.setKeyboardInputInterval(interval)


def test_the_sample_is_coded_with_keys_only(typist: Typist) -> None:
    seed = json.loads(SEED.read_text("utf-8"))
    spans = {one["id"]: one for one in seed["spans"]}
    assert typist.session.text == seed["text"]
    from_cards = {139, 281, 892, 899}  # these marks are made where a card asks for them
    for one in seed["spans"]:
        if one["start"] not in from_cards:
            typist.press(Key.Key_Home, CTRL)
            typist.look_up(" ".join(one["text"].split()[:3]), Span(one["start"], one["end"]))
            typist.press(LABEL_KEYS[one["label"]])

    _first_claim(typist)
    _second_claim(typist)
    typist.press(Key.Key_Home, CTRL)
    typist.go_to_mark(1214, "claim")
    typist.press(Key.Key_K)
    typist.pick_offered(1175, "source")
    typist.press(Key.Key_Escape)

    names = _entity_names()
    typist.press(Key.Key_Home, CTRL)
    for one in sorted(spans.values(), key=lambda one: one["start"]):
        typist.go_to_mark(one["start"], one["label"])
        values = dict(one["attributes"])
        if one["entity"]:
            values["entity"] = names[one["entity"]]
        if values:
            typist.describe(values)

    assert _marks(typist) == sorted(
        (one["label"], one["start"], one["end"], one["attributes"], names.get(one["entity"], ""))
        for one in spans.values()
    )
    assert _relations(typist) == sorted(
        (
            one["label"],
            spans[one["head"]]["start"],
            spans[one["tail"]]["start"],
            spans[one["tail"]]["label"],
            one["cue_text"],
            one["cue"][0] if one["cue"] else -1,
        )
        for one in seed["relations"]
    )


def _first_claim(typist: Typist) -> None:
    """Its source and its maker are not marked yet: they are selected for the card."""
    typist.press(Key.Key_Home, CTRL)
    typist.go_to_mark(182, "claim")
    typist.press(Key.Key_K)
    typist.press(Key.Key_Return)
    typist.select("Kepala Staf Umum Angkatan Bersenjata Rusia, Valery Gerasimov")
    typist.press(Key.Key_Return)
    assert typist.field() == "Cue"
    typist.pick_word(271)
    typist.go_to_field("Made by")
    typist.press(Key.Key_Return)
    typist.press(Key.Key_Home, CTRL)
    typist.select("Rusia", 139)
    typist.press(Key.Key_Return)
    typist.pick_word(167)
    typist.press(Key.Key_Escape)
    assert typist.focus() is typist.canvas


def _second_claim(typist: Typist) -> None:
    """Two sentiments with targets and holders, a source, and who passed its words on."""
    typist.go_to_mark(692, "claim")
    typist.press(Key.Key_K)
    typist.pick_offered(914, "source")
    typist.pick_word(909)
    typist.go_to_field("Relayed by")
    typist.pick_offered(940, "source")
    typist.go_to_field("Sentiment")
    typist.type("+")
    typist.select("invasi", 880)
    typist.press(Key.Key_Return)
    typist.go_to_field("Target", under="profesionalisme")
    typist.pick_offered(692, "actor")
    assert typist.field() == "Holder"
    typist.pick_offered(914, "source")
    typist.go_to_field("Target", under="invasi")
    typist.press(Key.Key_Return)
    typist.select("Ukraina", 899)
    typist.press(Key.Key_Return)
    typist.pick_offered(914, "source")
    typist.press(Key.Key_Escape)


def _entity_names() -> dict[str, str]:
    scheme = json.loads(SEED.with_suffix(".scheme.json").read_text("utf-8"))
    return {one["id"]: one["name"] for one in scheme["entities"]}


def _marks(typist: Typist) -> list[tuple[Any, ...]]:
    names = {one.uid: one.name for one in typist.session.project.entities.all()}
    return sorted(
        (one.label, one.start, one.end, one.attributes, names.get(one.entity, "")) for one in typist.marks()
    )


def _relations(typist: Typist) -> list[tuple[str, int, int, str, str, int]]:
    marks: dict[str, Annotation] = {one.uid: one for one in typist.marks()}
    project, article = typist.session.project, typist.session.article
    return sorted(
        (
            one.type,
            marks[one.head].start,
            marks[one.tail].start,
            marks[one.tail].label,
            one.cue_quote,
            one.cue.start if one.cue else -1,
        )
        for one in project.relations.of(article.id)
    )
