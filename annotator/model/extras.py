"""Libraries that come as extras: imported when first used, missed in one plain sentence."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from annotator.errors import MissingExtraError


@contextlib.contextmanager
def needed(extra: str, what: str) -> Iterator[None]:
    """Around the imports of an extra's libraries: raises `MissingExtraError` when one is not installed.

    `what` names the job in the sentence: "spaCy files".
    """
    try:
        yield
    except ImportError as error:
        raise MissingExtraError(
            f"For {what} a further library is needed. Install it with: pip install 'annotator[{extra}]'."
            " Nothing was changed.",
            detail=repr(error),
        ) from error
