"""Faults nobody foresaw: told in one plain sentence, written to a log, never the end of the window."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Final

from annotator import paths
from annotator.errors import AnnotatorError

#: Size of a log file in bytes, and how many older ones are kept.
_LOG_SIZE: Final = 500_000
_LOGS_KEPT: Final = 3

#: Kinds of fault whose own message is about the program and cannot carry article text.
_TELLING: Final = (AttributeError, TypeError, NameError, AssertionError, ImportError, OSError, RuntimeError)


def log_file() -> Path:
    """The file that faults are written to."""
    return paths.logs() / "annotator.log"


def report(error: BaseException) -> str:
    """A fault for the log and for a bug report: version, kind, places in the code; no article text."""
    from annotator import __version__

    frames = traceback.extract_tb(error.__traceback__)
    places = "".join(f"  {Path(one.filename).name}:{one.lineno} in {one.name}\n" for one in frames)
    return (
        f"Annotator {__version__}, Python {sys.version.split()[0]}, {sys.platform}\n{_kind(error)}\n{places}"
    )


def _kind(error: BaseException) -> str:
    name = type(error).__name__
    if isinstance(error, AnnotatorError):
        return f"{name}: {error.sentence}" + (f" ({error.detail})" if error.detail else "")
    return f"{name}: {error}" if isinstance(error, _TELLING) else name


def write_log(words: str) -> None:
    """Add words to the log, with the time; old logs make room."""
    import logging
    from logging.handlers import RotatingFileHandler

    handler = RotatingFileHandler(log_file(), maxBytes=_LOG_SIZE, backupCount=_LOGS_KEPT, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    try:
        handler.emit(logging.makeLogRecord({"msg": words, "levelno": logging.ERROR}))
    finally:
        handler.close()


def install(show: Callable[[BaseException], object]) -> None:
    """Catch what nobody caught, from now on: log it, then `show` it. The program goes on."""

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        write_log(report(error))
        show(error)

    sys.excepthook = caught
