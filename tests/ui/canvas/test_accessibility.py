"""What a screen reader is told: names, roles, and what is announced."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from annotator.ui.canvas.speech import length_words, mark_words
from tests.ui.canvas.conftest import Show, mark
from tests.ui.canvas.screen_reader import TEXT

_NEEDED = ("dbus-run-session", "dbus-send", "dbus-monitor", "xvfb-run", "timeout")


def test_the_text_is_there_for_screen_readers_with_name_caret_and_places(show: Show) -> None:
    canvas = show(TEXT, [mark(TEXT, "actor", "Rusia")])
    interface = QAccessible.queryAccessibleInterface(canvas)
    assert interface.role() == QAccessible.Role.EditableText
    assert interface.text(QAccessible.Text.Name) == "Article text"
    assert interface.text(QAccessible.Text.Description) == "1 mark. Tab goes from mark to mark."
    assert interface.state().readOnly
    assert interface.state().focusable
    text = interface.textInterface()
    assert text.text(0, len(TEXT)) == TEXT
    canvas.set_caret(14)
    assert text.cursorPosition() == 14
    assert text.characterRect(1).left() > text.characterRect(0).left()


def test_marks_are_said_in_words(show: Show) -> None:
    marks = [
        mark(TEXT, "actor", "Rusia", uid="a", entity="e"),
        mark(TEXT, "claim", "pasukan Korea Utara", uid="c"),
    ]
    canvas = show(TEXT, marks)
    canvas.set_entity_names({"e": "Russia"})
    assert mark_words(canvas.marks, "c", canvas.entity_name) == "claim, 3 words, 2 of 2"
    assert mark_words(canvas.marks, "a", canvas.entity_name) == "actor, Russia, 1 word, 1 of 2"
    canvas.put_annotations(mark(TEXT, "claim", "Rusia", "Korea Utara", uid="c"))
    assert (
        mark_words(canvas.marks, "c", canvas.entity_name, "Ani") == "claim, Ani, 3 words, 2 fragments, 2 of 2"
    )
    assert length_words(mark("各" * 40, "claim", (0, 40))) == "40 characters"


def test_controls_of_the_find_bar_have_names_and_are_large_enough(show: Show, qapp: QApplication) -> None:
    canvas = show(TEXT)
    canvas.find_bar.open()
    for button in (canvas.find_bar.case, canvas.find_bar.accents):
        assert button.accessibleName()
        assert min(button.width(), button.height()) >= 24


@pytest.mark.skipif(sys.platform != "linux", reason="AT-SPI is the accessibility bus of Linux")
def test_a_screen_reader_reads_the_text_and_hears_the_marks(tmp_path: Path) -> None:
    missing = [program for program in _NEEDED if shutil.which(program) is None]
    if missing or not Path("/usr/libexec/at-spi-bus-launcher").exists():
        pytest.skip(f"there is no accessibility bus on this machine ({', '.join(missing) or 'at-spi2-core'})")
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "xcb",
        "XDG_RUNTIME_DIR": str(runtime),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "HOME": str(tmp_path),
    }
    done = subprocess.run(
        ["dbus-run-session", "--", "xvfb-run", "-a", sys.executable, "-m", "tests.ui.canvas.screen_reader"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.strip().splitlines()[-1])
    assert told["name"] == "Article text"
    assert told["description"].startswith("2 marks.")
    assert told["text"] == TEXT
    assert {"actor, 1 word, 1 of 2", "claim, 5 words, 2 of 2"} <= set(told["announced"])
