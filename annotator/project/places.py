"""Where a project lies: folders that a cloud program syncs, drives of the network, and copies in conflict.

SQLite files are not made to be synced while they are open: a cloud program may upload half a change, or put
an older version back (`reference/faults.md`). Annotator works there, but says so at each opening.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal, NamedTuple

import msgspec


class Risk(msgspec.Struct, frozen=True, kw_only=True):
    """Why a place is risky: `kind`, and the `name` of the program or of the kind of drive."""

    kind: Literal["cloud", "network"]
    name: str


class _Cloud(NamedTuple):
    """How a cloud program is known: by the name of its folder, or by what it leaves in it."""

    name: str
    folder: re.Pattern[str]
    traces: tuple[str, ...] = ()


def _named(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in patterns), re.IGNORECASE)


# folder names: as the programs' own help pages give them; traces: files that they leave behind
_CLOUDS: Final = (
    _Cloud("Dropbox", _named(r"Dropbox( \(.+\))?"), (".dropbox", ".dropbox.cache")),
    _Cloud("OneDrive", _named(r"OneDrive( - .+)?", r"OneDrive-.+", r"SharePoint")),
    _Cloud("iCloud", _named(r"iCloud ?Drive", r"iCloud~.+", r"com~apple~CloudDocs", r"Mobile Documents")),
    _Cloud(
        "Google Drive",
        _named(r"Google ?Drive( \(.+\))?", r"GoogleDrive-.+", r"My Drive"),
        (".tmp.driveupload",),
    ),
    _Cloud("Nextcloud", _named(r"Nextcloud\d*"), (".nextcloudsync.log", ".sync_*.db", "._sync_*.db")),
    _Cloud("ownCloud", _named(r"ownCloud\d*"), (".owncloudsync.log", ".csync_journal.db")),
    _Cloud("Box", _named(r"Box( Sync)?", r"Box-Box")),
    _Cloud("pCloud", _named(r"pCloud ?Drive", r"pCloudDrive")),
    _Cloud("MEGA", _named(r"MEGA( ?sync.*)?"), (".megaignore",)),
    _Cloud("Yandex Disk", _named(r"Yandex\.Disk")),
    _Cloud("Syncthing", _named(r"Syncthing"), (".stfolder", ".stignore")),
    _Cloud("Seafile", _named(r"Seafile"), (".seafile-data",)),
)
#: macOS keeps the folders of cloud programs here.
_MAC_CLOUDS: Final = ("Library", "CloudStorage")

#: Types of file systems that lie on another computer, as Linux names them.
_NETWORK: Final = _named(
    r"nfs\d?",
    r"cifs",
    r"smb\d?",
    r"smbfs",
    r"afpfs",
    r"ncpfs",
    r"9p",
    r"davfs\d?",
    r"glusterfs",
    r"ceph",
    r"fuse\.(sshfs|rclone|davfs\d?|gvfsd-fuse|s3fs|google-drive-ocamlfuse|onedriver|glusterfs)",
)

#: How cloud programs name the other version of a file that two computers changed.
_CONFLICT: Final = _named(
    r".*\(.*(conflicted copy|conflict|in konflikt|copie en conflit|salinan konflik).*\)",
    r".*[._-]sync-conflict-.*",
    r".*_conflict[-_]\d+.*",
    r".*-conflict-.*",
    r".* \(\d+\)",
)


def risk_of(path: Path) -> Risk | None:
    """Why it is risky to work on a file at that place, or None."""
    place = Path(os.path.abspath(path))  # noqa: PTH100 - a link into a cloud folder is told below
    for one in dict.fromkeys((place, place.resolve())):
        if name := _cloud(one):
            return Risk(kind="cloud", name=name)
    if name := _network(place.resolve()):
        return Risk(kind="network", name=name)
    return None


def conflicted_copies(path: Path) -> list[Path]:
    """Files beside a project that a cloud program seems to have made of it when two computers changed it."""
    try:
        beside = [one for one in path.parent.iterdir() if one.suffix.lower() == path.suffix.lower()]
    except OSError:
        return []
    return sorted(
        one
        for one in beside
        if one != path and one.stem.startswith(path.stem) and _CONFLICT.fullmatch(one.stem)
    )


def _cloud(place: Path) -> str:
    folders = place.parts[1:-1]
    for at, folder in enumerate(folders):
        for cloud in _CLOUDS:
            if cloud.folder.fullmatch(folder):
                return cloud.name
        if folders[max(0, at - 2) : at] == _MAC_CLOUDS:
            return folder.partition("-")[0]
    for above in place.parents:
        for cloud in _CLOUDS:
            if any(_is_there(above, trace) for trace in cloud.traces):
                return cloud.name
    return ""


def _is_there(folder: Path, trace: str) -> bool:
    try:
        return any(folder.glob(trace)) if "*" in trace else (folder / trace).exists()
    except OSError:
        return False


def _network(place: Path) -> str:
    """The kind of network drive, or ""."""
    if sys.platform == "win32":
        return _windows_network(place)
    mounts = sorted(_mounts(), key=lambda one: len(one[0]), reverse=True)
    for point, kind in mounts:
        if place.is_relative_to(point):
            return kind if _NETWORK.fullmatch(kind) else ""
    return ""


def _windows_network(place: Path) -> str:
    drive = place.drive
    if drive.startswith("\\\\"):
        return "SMB"
    import ctypes

    remote = 4  # DRIVE_REMOTE
    found = ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\")  # type: ignore[attr-defined]
    return "SMB" if found == remote else ""


def _mounts() -> Iterator[tuple[str, str]]:
    """Where file systems are mounted, and their types (Linux: proc_pid_mountinfo(5))."""
    try:
        lines = Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return
    for line in lines:
        head, _, tail = line.partition(" - ")
        fields = head.split()
        if len(fields) > 4 and tail:
            yield _unescaped(fields[4]), tail.split()[0]


def _unescaped(text: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), text)
