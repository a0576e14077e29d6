"""Starts Annotator: a sub-command goes to the command line, everything else to the window."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence

_NO_SCREEN = (
    "There is no screen here to open a window on. The command line does every job without one: "
    "see `annotator --help`. Over SSH, `ssh -X` may give you a screen."
)
_FOR_THE_COMMAND_LINE = ("--help", "-h", "--version")


def main() -> int:
    """Run the program on `sys.argv` and give its exit code; 3 where there is no screen for the window."""
    arguments = sys.argv[1:]
    if not _for_the_window(arguments):
        from annotator.cli import main as do_without_a_window

        return do_without_a_window(arguments)
    if not _has_screen(os.environ, arguments):
        print(_NO_SCREEN, file=sys.stderr)
        return 3
    from annotator.ui.app import main as open_the_window

    return open_the_window(arguments)


def _for_the_window(arguments: Sequence[str]) -> bool:
    """A project, an option of the window, or nothing at all."""
    first = arguments[0] if arguments else ""
    if first.startswith("-"):
        return first not in _FOR_THE_COMMAND_LINE
    return not first or first.lower().endswith(".anno")


def _has_screen(environment: Mapping[str, str], arguments: Sequence[str]) -> bool:
    """Elsewhere than on Linux there always is one; Qt's own choice of platform is believed."""
    if not sys.platform.startswith("linux") or "-platform" in arguments:
        return True
    return any(environment.get(name) for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY"))


if __name__ == "__main__":
    sys.exit(main())
