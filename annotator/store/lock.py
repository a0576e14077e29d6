"""Who has a project open: an advisory lock beside the file, which a dead program cannot keep.

The operating system's lock on `NAME.anno.lock` decides; its text only says who, where and since when.
SQLite's own locks still guard every write.
"""

from __future__ import annotations

import getpass
import os
import socket
import sys
from datetime import datetime
from pathlib import Path

import msgspec

from annotator.errors import FileBusyError
from annotator.model.surrogates import without_surrogates


class Holder(msgspec.Struct, frozen=True, kw_only=True):
    """Who has the project open; `since` is local time with its offset (ISO 8601)."""

    coder: str = ""
    user: str = ""
    machine: str = ""
    process: int = 0
    since: str = ""


class Lock:
    """The lock of one open project; where the folder allows no lock file, nobody is kept out by it."""

    def __init__(self, project: Path, *, coder: str) -> None:
        """Take the lock. Raises `FileBusyError` naming the holder when another program has it."""
        self.path = project.with_name(project.name + ".lock")
        self._handle: int | None = None
        try:
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError:
            return  # a read-only folder, or one without locks: SQLite's own locks still hold
        try:
            _take(handle)
        except BlockingIOError:
            os.close(handle)
            raise FileBusyError(_busy_sentence(project, holder(self.path))) from None
        except OSError:
            os.close(handle)  # a network drive without locks (ENOLCK): nobody can be named
            return
        self._handle = handle
        _say_who(handle, coder)

    def release(self) -> None:
        """Give the lock back and remove its file."""
        if self._handle is None:
            return
        if sys.platform != "win32":
            self.path.unlink(missing_ok=True)
        os.close(self._handle)
        if sys.platform == "win32":
            self.path.unlink(missing_ok=True)
        self._handle = None


def is_free(project: Path) -> bool:
    """Whether nobody has the project's lock; where there are no locks, nobody can be said to have it."""
    path = project.with_name(project.name + ".lock")
    try:
        handle = os.open(path, os.O_RDWR)
    except OSError:
        return True
    try:
        _take(handle)
    except BlockingIOError:
        return False
    except OSError:
        return True
    finally:
        os.close(handle)  # gives the lock back
    return True


def holder(lock_file: Path) -> Holder:
    """Who wrote the lock file; an empty `Holder` when that cannot be read."""
    try:
        return msgspec.json.decode(lock_file.read_bytes(), type=Holder)
    except (OSError, msgspec.DecodeError):
        return Holder()


def _take(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        # a byte far behind the text, so that others can still read who has it
        os.lseek(handle, 1 << 20, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError as error:
            raise BlockingIOError from error
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _say_who(handle: int, coder: str) -> None:
    who = Holder(
        coder=coder,
        user=_user(),
        machine=socket.gethostname(),
        process=os.getpid(),
        since=datetime.now().astimezone().isoformat(timespec="seconds"),
    )
    os.lseek(handle, 0, os.SEEK_SET)
    os.ftruncate(handle, 0)
    os.write(handle, msgspec.json.encode(without_surrogates(who)))


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such name on this system
        return ""


def _busy_sentence(project: Path, who: Holder) -> str:
    name = who.coder or who.user or "Somebody"
    place = f" on {who.machine}" if who.machine else ""
    since = f" since {who.since[11:16]} on {who.since[:10]}" if who.since else ""
    return (
        f"{name} has “{project.name}” open{place}{since}. Nothing was changed. "
        "Open it for reading only, or close it there first."
    )
