"""Keeps an error inside an overridden Qt method from ending the program."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from types import FunctionType
from typing import Any, TypeVar

_Kind = TypeVar("_Kind", bound=type)


def safe_overrides(kind: _Kind) -> _Kind:
    """Class decorator: errors that leave the class's overrides of Qt methods are whole exceptions.

    PySide6 6.11.3 on Python 3.11 crashes (`PepException_GetArgs`) when an override that was called from
    another one lets out an error that C code raised: a missing key, `min` of nothing. Python 3.11 makes
    those into objects only when they are caught. Caught here and raised again, they reach
    `sys.excepthook` and are told like any other fault.
    """
    qt = [base for base in kind.__mro__ if base.__module__.startswith(("PySide6.", "Shiboken", "shiboken6"))]
    for name, method in list(vars(kind).items()):
        if isinstance(method, FunctionType) and any(name in vars(base) for base in qt):
            setattr(kind, name, _whole(method))
    return kind


def _whole(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def call(*given: Any) -> Any:
        try:
            return method(*given)
        except Exception:
            raise

    return call
