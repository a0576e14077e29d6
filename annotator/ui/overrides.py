"""Keeps an error inside an overridden Qt method from ending the program."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from types import FunctionType
from typing import Any, Final, TypeVar

_Kind = TypeVar("_Kind", bound=type)

_QT: Final = ("PySide6.", "Shiboken", "shiboken6")
_SAFE: Final = "_is_safe_override"


def safe_overrides(kind: _Kind) -> _Kind:
    """Class decorator: errors that leave overrides of Qt methods, also those of subclasses, are whole.

    PySide6 6.11.3 on Python 3.11 crashes (`PepException_GetArgs`) when an override that was called from
    another one lets out an error that C code raised: a missing key, `min` of nothing. Python 3.11 makes
    those into objects only when they are caught. Caught here and raised again, they reach
    `sys.excepthook` and are told like any other fault.
    """
    _make_safe(kind)

    base: Any = kind

    def take_subclass(cls: Any, /, **named: Any) -> None:
        super(base, cls).__init_subclass__(**named)
        _make_safe(cls)

    base.__init_subclass__ = classmethod(take_subclass)
    return kind


def bare_overrides(kind: type) -> list[str]:
    """The names of the class's own overrides of Qt methods that may end the program."""
    return [name for name, method in _overrides(kind) if not hasattr(method, _SAFE)]


def _overrides(kind: type) -> Iterator[tuple[str, FunctionType]]:
    qt = [base for base in kind.__mro__ if base.__module__.startswith(_QT)]
    for name, method in list(vars(kind).items()):
        if isinstance(method, FunctionType) and name != "__init__" and any(name in vars(base) for base in qt):
            yield name, method


def _make_safe(kind: type) -> None:
    for name, method in _overrides(kind):
        if not hasattr(method, _SAFE):
            setattr(kind, name, _whole(method))


def _whole(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def call(*given: Any, **named: Any) -> Any:
        try:
            return method(*given, **named)
        except Exception:
            raise

    setattr(call, _SAFE, True)
    return call
