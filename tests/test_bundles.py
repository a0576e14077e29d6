"""Bundles: a folder, an archive or a file with its neighbours look the same to a format."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from annotator.bundles import open_bundle, write_bundle, zip_bundle
from annotator.errors import ReadError, WriteError


def test_a_folder_an_archive_and_a_file_give_the_same_bytes(tmp_path: Path) -> None:
    folder = tmp_path / "all"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.txt").write_bytes(b"a")
    (folder / "sub/b.txt").write_bytes(b"b")
    (folder / ".hidden").write_bytes(b"")
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("sub/b.txt", b"b")
        archive.writestr("a.txt", b"a")
        archive.writestr("__MACOSX/a.txt", b"fork")
    for path in (folder, tmp_path / "all.zip"):
        with open_bundle(path) as bundle:
            assert bundle.names() == ["a.txt", "sub/b.txt"]
            assert bundle.has("sub/b.txt")
            assert not bundle.has("c.txt")
            assert bundle.read("sub/b.txt") == b"b"
    with open_bundle(folder / "a.txt") as bundle:
        assert bundle.names() == ["a.txt"]
        assert bundle.has("a.txt")
        assert not bundle.has("sub/b.txt")
        assert not bundle.has("x" * 5000)
        assert bundle.read("a.txt") == b"a"
    with zip_bundle((tmp_path / "all.zip").read_bytes(), "inner.zip") as bundle:
        assert bundle.read("a.txt") == b"a"
    with pytest.raises(ReadError, match="inner"), zip_bundle(b"no zip", "inner.zip"):
        pass


def test_the_same_files_give_the_same_archive(tmp_path: Path) -> None:
    for name in ("one.zip", "two.zip"):
        with write_bundle(tmp_path / name) as add:
            add("a.txt", b"a")
            add("sub/b.txt", b"b" * 1000)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with write_bundle(tmp_path / "folder") as add:
        add("sub/b.txt", b"b")
    assert (tmp_path / "folder/sub/b.txt").read_bytes() == b"b"


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(WriteError, match="cannot be made"), write_bundle(tmp_path / "file") as add:
        add("a.txt", b"a")
