"""What a program wrote to its disk, call by call, and the disks that a power cut may leave of it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

#: What becomes of writes that nobody had synced: none of them, any half, the last one torn, all of them.
FATES: Final = ("dropped", "halved", "torn", "kept")

_SECTOR: Final = 512


class Call(NamedTuple):
    """One call: "write" (data at an offset), "cut" (to a size), "sync", "create", "delete",
    "rename" (to `other`), "folder" (sync of the folder), or "acknowledge" (a command was told as saved).
    """

    what: str
    name: str = ""
    at: int = 0
    data: bytes = b""
    other: str = ""


class _File:
    """One file: what is safe on the disk, and what was written since the last sync."""

    def __init__(self, content: bytes = b"") -> None:
        self.safe = bytearray(content)
        self.waiting: list[Call] = []

    def sync(self) -> None:
        for one in self.waiting:
            _apply(self.safe, one)
        self.waiting.clear()

    def after_cut(self, fate: str, chance: random.Random) -> bytes:
        content = bytearray(self.safe)
        for one in _surviving(self.waiting, fate, chance):
            _apply(content, one)
        return bytes(content)


def _apply(content: bytearray, call: Call) -> None:
    if call.what == "cut":
        del content[call.at :]
        return
    content.extend(bytes(max(0, call.at - len(content))))
    content[call.at : call.at + len(call.data)] = call.data


def _surviving(waiting: Sequence[Call], fate: str, chance: random.Random) -> Iterator[Call]:
    for one in waiting:
        if fate == "kept" or (fate == "halved" and chance.random() < 0.5):
            yield one
        elif fate == "torn":
            last = one is waiting[-1]
            length = chance.randrange(0, len(one.data) + 1, _SECTOR) if last else len(one.data)
            yield one._replace(data=one.data[:length])


class Disk:
    """A folder as the disk sees it: names and contents, each safe or not yet safe."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self._now = {name: _File(content) for name, content in files.items()}
        self._safe = dict(self._now)
        self.acknowledged = 0

    def take(self, call: Call) -> None:
        """Let one call happen."""
        file = self._now.get(call.name)
        if call.what == "acknowledge":
            self.acknowledged += 1
        elif call.what == "create":
            self._now.setdefault(call.name, _File())
        elif call.what == "delete":
            self._now.pop(call.name, None)
        elif call.what == "rename" and file:
            self._now[call.other] = self._now.pop(call.name)
        elif call.what == "folder":
            self._safe = dict(self._now)
        elif call.what == "sync" and file:
            file.sync()
        elif file:
            file.waiting.append(call)

    def cut(self, folder: Path, fate: str, chance: random.Random) -> None:
        """Write into `folder` what a power cut at this moment may leave."""
        for name in sorted({*self._now, *self._safe}):
            file = self._survivor(name, fate, chance)
            if file:
                (folder / name).write_bytes(file.after_cut(fate, chance))

    def _survivor(self, name: str, fate: str, chance: random.Random) -> _File | None:
        """A name made or deleted since the folder was synced may be there or not."""
        now, safe = self._now.get(name), self._safe.get(name)
        if fate == "dropped":
            return safe
        return now if fate in {"kept", "torn"} or chance.random() < 0.5 else safe
