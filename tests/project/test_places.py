"""Risky places for a project: cloud folders, network drives, copies in conflict."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace

import pytest

from annotator.project import places
from annotator.project.places import Risk, conflicted_copies, risk_of


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("Dropbox", "Dropbox"),
        ("Dropbox (Universitas Indonesia)", "Dropbox"),
        ("OneDrive", "OneDrive"),
        ("OneDrive - Universitas Indonesia", "OneDrive"),
        ("iCloud Drive", "iCloud"),
        ("iCloudDrive", "iCloud"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("Library/CloudStorage/GoogleDrive-me@example.org/My Drive", "Google Drive"),
        ("Library/CloudStorage/SomethingNew-me", "SomethingNew"),
        ("Google Drive", "Google Drive"),
        ("nextcloud", "Nextcloud"),
        ("Nextcloud2", "Nextcloud"),
        ("ownCloud", "ownCloud"),
        ("Box", "Box"),
        ("pCloudDrive", "pCloud"),
        ("MEGA", "MEGA"),
        ("Yandex.Disk", "Yandex Disk"),
        ("Syncthing", "Syncthing"),
        ("Seafile", "Seafile"),
    ],
)
def test_the_folders_of_cloud_programs_are_known_by_their_names(
    tmp_path: Path, folder: str, name: str
) -> None:
    place = tmp_path / folder / "thesis" / "study.anno"
    place.parent.mkdir(parents=True)
    assert risk_of(place) == Risk(kind="cloud", name=name)


@pytest.mark.parametrize("folder", ["Dropboxes", "My Boxes", "One Drive to the sea", "clouds", "Mega city"])
def test_other_folders_are_no_risk(tmp_path: Path, folder: str) -> None:
    assert risk_of(tmp_path / folder / "study.anno") is None
    assert risk_of(tmp_path / "Dropbox.anno") is None


@pytest.mark.parametrize(
    ("trace", "name"),
    [
        (".dropbox", "Dropbox"),
        (".stfolder", "Syncthing"),
        (".sync_0a1b.db", "Nextcloud"),
        (".owncloudsync.log", "ownCloud"),
    ],
)
def test_a_cloud_folder_of_any_name_is_known_by_what_the_program_leaves_in_it(
    tmp_path: Path, trace: str, name: str
) -> None:
    (tmp_path / "Kerja" / "thesis").mkdir(parents=True)
    (tmp_path / "Kerja" / trace).touch()
    assert risk_of(tmp_path / "Kerja" / "thesis" / "study.anno") == Risk(kind="cloud", name=name)


def test_a_link_into_a_cloud_folder_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "Dropbox" / "thesis").mkdir(parents=True)
    (tmp_path / "work").symlink_to(tmp_path / "Dropbox" / "thesis")
    assert risk_of(tmp_path / "work" / "study.anno") == Risk(kind="cloud", name="Dropbox")


MOUNTS = r"""22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 22 0:40 / /mnt/team rw,relatime shared:2 - cifs //server/team rw
41 22 0:41 / /mnt/My\040lab rw - nfs4 server:/lab rw
42 40 0:42 / /mnt/team/local rw - ext4 /dev/sdb rw
43 22 0:43 / /mnt/ssh rw - fuse.sshfs me@server: rw
44 22 0:44 / /mnt/usb rw - fuseblk /dev/sdc rw
broken line
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/mnt/team/study.anno", "cifs"),
        ("/mnt/My lab/a/study.anno", "nfs4"),
        ("/mnt/ssh/study.anno", "fuse.sshfs"),
        ("/mnt/team/local/study.anno", ""),
        ("/mnt/usb/study.anno", ""),
        ("/mnt/teams/study.anno", ""),
        ("/data/study.anno", ""),
    ],
)
def test_network_drives_are_known_by_their_kind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, kind: str
) -> None:
    real = Path.read_text

    def read(self: Path, *given: str) -> str:
        return MOUNTS if str(self) == "/proc/self/mountinfo" else real(self, *given)

    monkeypatch.setattr(Path, "read_text", read)
    assert risk_of(Path(place)) == (Risk(kind="network", name=kind) if kind else None)


def test_where_mounts_cannot_be_read_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> str:
        raise PermissionError

    monkeypatch.setattr(Path, "read_text", refuse)
    assert places._network(Path("/data/study.anno")) == ""


def test_a_folder_that_may_not_be_looked_into_is_no_risk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".dropbox").touch()
    assert places._is_there(tmp_path, ".dropbox")

    def refuse(*_: object, **__: object) -> bool:
        raise PermissionError

    monkeypatch.setattr(Path, "exists", refuse)
    monkeypatch.setattr(Path, "glob", refuse)
    assert not places._is_there(tmp_path, ".dropbox")
    assert not places._is_there(tmp_path, ".sync_*.db")


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        (r"\\server\team\study.anno", "SMB"),
        (r"Z:\thesis\study.anno", "SMB"),
        (r"C:\thesis\study.anno", ""),
    ],
)
def test_windows_is_asked_whether_a_drive_letter_is_of_the_network(
    monkeypatch: pytest.MonkeyPatch, place: str, kind: str
) -> None:
    kinds = {"C:\\": 3, "Z:\\": 4}  # DRIVE_FIXED, DRIVE_REMOTE
    kernel = SimpleNamespace(GetDriveTypeW=kinds.__getitem__)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    found = places._network(PureWindowsPath(place))  # type: ignore[arg-type]
    monkeypatch.undo()
    assert found == kind


def test_copies_in_conflict_are_found_beside_the_project(tmp_path: Path) -> None:
    path = tmp_path / "study.anno"
    theirs = [
        "study (Budi's conflicted copy 2026-11-23).anno",
        "study.sync-conflict-20261123-091500-ABCDEF.anno",
        "study (1).anno",
        "study_conflict-20261123-091500.anno",
    ]
    for name in (
        "study.anno",
        "study copy.anno",
        "another (1).anno",
        "study (1).txt",
        "studying.anno",
        *theirs,
    ):
        (tmp_path / name).touch()
    assert [one.name for one in conflicted_copies(path)] == sorted(theirs)
    assert conflicted_copies(tmp_path / "missing" / "x.anno") == []
