"""Starts the window: style, faults, settings, theme, and what was asked for on the command line."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QApplication

from annotator.settings import Settings
from annotator.ui.language import speak
from annotator.ui.theme import ThemeKeeper, ui_font
from annotator.ui.window import MainWindow

#: For the start-up benchmark: say "painted" as soon as the window has been painted, and quit.
_QUIT_WHEN_PAINTED: Final = "--quit-when-painted"
#: For `packaging/run.py`: open the private copy of the sample.
_SAMPLE: Final = "--sample"


def main(argv: Sequence[str]) -> int:
    """Run the window on `[PROJECT]` and Qt's own options; gives the exit code."""
    application = make_application([sys.argv[0], *argv])
    arguments = application.arguments()[1:]
    settings = Settings()
    speak(settings.text("language"))
    keeper = ThemeKeeper(settings.text("theme"), application)
    paths = [one for one in arguments if not one.startswith("-")]
    window = MainWindow(settings, keeper, paths[0] if paths else "")
    if _QUIT_WHEN_PAINTED in arguments:
        window.painted.disconnect()
        window.painted.connect(lambda: print("painted", flush=True))
        window.painted.connect(application.quit)
    else:
        _catch_faults(window)
    if _SAMPLE in arguments:
        window.painted.connect(lambda: window.projects.open_sample(fresh=False))
    window.show()
    return application.exec()


def make_application(argv: Sequence[str]) -> QApplication:
    """The one `QApplication`, in Fusion and our font."""
    application = QApplication(list(argv))
    application.setApplicationName("Annotator")
    application.setOrganizationName("Annotator")
    application.setDesktopFileName("annotator")
    application.setStyle("Fusion")
    application.setFont(ui_font())
    return application


def _catch_faults(window: MainWindow) -> None:
    from annotator.ui import faults

    faults.install(window.tell_fault)
