"""What the keys do on the canvas: command names and their default keys, in Qt's portable writing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

#: Command → keys parted by blanks. The names are those of the actions where an action does the same.
DEFAULT_KEYS: Final[Mapping[str, str]] = {
    "next_mark": "Tab",
    "previous_mark": "Shift+Tab",
    "show_details": "Return Enter",
    "done_next": "Ctrl+Return Ctrl+Enter",
    "delete_mark": "Del Backspace",
    "write_note": "N",
    "choose_label": "L",
    "repeat_label": ".",
    "add_fragment": "+",
    "remove_fragment": "-",
    "relate": "R",
    "claim_card": "K",
    "end_right": "Alt+Right",
    "end_left": "Alt+Left",
    "end_right_word": "Ctrl+Alt+Right",
    "end_left_word": "Ctrl+Alt+Left",
    "start_right": "Alt+Shift+Right",
    "start_left": "Alt+Shift+Left",
    "start_right_word": "Ctrl+Alt+Shift+Right",
    "start_left_word": "Ctrl+Alt+Shift+Left",
    "grow_selection": "Alt+Up",
    "shrink_selection": "Alt+Down",
    "find": "Ctrl+F",
    "find_next": "F3",
    "find_previous": "Shift+F3",
    "back_out": "Esc",
}
