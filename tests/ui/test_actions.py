"""The one list of actions, and what is made from it."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence

from annotator import paths
from annotator.model.scheme import read_scheme
from annotator.ui.action import MENUS
from annotator.ui.actions import ACTIONS, conflicts, keys_of
from annotator.ui.canvas.commands import Commands
from annotator.ui.canvas.keys import DEFAULT_KEYS
from annotator.ui.dialogs.command_palette import fit
from annotator.ui.handlers import Handlers
from annotator.ui.views import all_views


def test_no_two_actions_share_a_shortcut() -> None:
    assert conflicts({}) == {}


def test_names_are_unique() -> None:
    assert [name for name, count in Counter(one.name for one in ACTIONS).items() if count > 1] == []


@pytest.mark.parametrize("action", ACTIONS, ids=lambda one: one.name)
def test_every_action_is_done_by_somebody(action: object) -> None:
    name = action.name  # type: ignore[attr-defined]
    if action.opens:  # type: ignore[attr-defined]
        assert action.opens in all_views()  # type: ignore[attr-defined]
    elif not action.submenu:  # type: ignore[attr-defined]
        assert hasattr(Handlers, name) or hasattr(Commands, name)


@pytest.mark.parametrize("action", ACTIONS, ids=lambda one: one.name)
def test_every_action_has_its_place_and_its_icon(action: object) -> None:
    assert action.menu in MENUS  # type: ignore[attr-defined]
    icon = action.icon  # type: ignore[attr-defined]
    assert not icon or (paths.resources() / "icons" / f"{icon}.svg").is_file()


@pytest.mark.parametrize("key", [key for one in ACTIONS for key in keys_of(one, {})])
def test_every_shortcut_is_one_that_qt_knows(key: str) -> None:
    assert QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText) != ""


def test_the_keys_of_the_default_labels_are_free_in_the_text() -> None:
    scheme = read_scheme((paths.resources() / "schemes" / "default.json").read_bytes())
    taken = {key.casefold() for keys in DEFAULT_KEYS.values() for key in keys.split()}
    assert not {label.key.casefold() for label in scheme.labels} & taken


def test_a_key_given_twice_is_told_with_both_actions() -> None:
    assert conflicts({"export": "Ctrl+Z"}) == {"Ctrl+Z": ["Export…", "Undo"]}


def test_the_palette_finds_an_action_by_a_few_letters() -> None:
    texts = [f"{one.text} {one.menu}" for one in ACTIONS]
    assert max(texts, key=lambda text: fit("donx", text)).startswith("Done, and next")
    assert max(texts, key=lambda text: fit("export", text)).startswith("Export")
    assert fit("xyzzy", "Undo Edit") == 0
