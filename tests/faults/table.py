"""The thirty-four faults and bad inputs that Annotator must survive, and how a run is summed up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

FAULTS: Final = {
    1: "kill -9 at any commit",
    2: "kill during export, backup, import, restore",
    3: "power loss",
    4: "disk full",
    5: "I/O error",
    6: "read-only file, folder or medium",
    7: "removed, renamed, replaced, overwritten while open",
    8: "two processes on one project",
    9: "network or cloud folder",
    10: "corrupt pages",
    11: "wrong application id, newer or older version",
    12: "hostile project: foreign parts",
    13: "hostile values in a good schema",
    14: "external entities, entity bombs",
    15: "zip bomb, path traversal",
    16: "formula injection",
    17: "limits of Excel",
    18: "HTML with scripts and remote resources",
    19: "very large articles and projects",
    20: "lone surrogates, NUL, C0, noncharacters",
    21: "BOM, CRLF, CR, U+2028, NBSP",
    22: "mixed NFC and NFD",
    23: "bidi controls, zero width",
    24: "emoji, ZWJ, flags, combining marks",
    25: "wrong encoding",
    26: "clock back, future, time zone",
    27: "locale",
    28: "paths",
    29: "SIGTERM, fault in a slot of the window",
    30: "backup rotation",
    31: "merge of two colleagues' files",
    32: "mass deletion",
    33: "failed save",
    34: "malformed or partial import",
}


class Tally(NamedTuple):
    """What happened to one fault: how often it was tried, survived, and how much work was lost.

    Work is counted in commands that had been acknowledged. `skipped` says why something was not tried.
    """

    tried: int = 0
    survived: int = 0
    lost: int = 0
    simulated: bool = False
    skipped: tuple[str, ...] = ()

    def plus(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(
            self.tried + other.tried,
            self.survived + other.survived,
            self.lost + other.lost,
            self.simulated or other.simulated,
            (*self.skipped, *(one for one in other.skipped if one not in self.skipped)),
        )


def report(tallies: dict[int, Tally]) -> Iterable[str]:
    """The lines of the table, and what was left out below it."""
    yield f"{'row':>3}  {'fault':<52}{'tried':>7}{'survived':>10}{'work lost':>11}"
    for row, title in FAULTS.items():
        one = tallies.get(row, Tally())
        mark = " (partly simulated)" if one.simulated else ""
        yield f"{row:>3}  {title + mark:<52}{one.tried:>7}{one.survived:>10}{one.lost:>11}"
    whole = Tally()
    for one in tallies.values():
        whole = whole.plus(one)
    yield f"{'':>3}  {'all':<52}{whole.tried:>7}{whole.survived:>10}{whole.lost:>11}"
    for row, one in sorted(tallies.items()):
        for reason in one.skipped:
            yield f"not tried here, row {row}: {reason}"
