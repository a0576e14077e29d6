"""Files of others: what is refused, what is read, and that nothing is changed."""

from __future__ import annotations

import sqlite3
import zipfile
from pathlib import Path

import pytest

from annotator.errors import ReadError, WriteError
from annotator.safe_files import open_sqlite, open_zip, parse_xml, read_bytes, read_head, whole_file


def make_zip(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return path


def test_members_are_named_and_read(tmp_path: Path) -> None:
    with open_zip(make_zip(tmp_path / "a.zip", one=b"1", folder__two=b"22")) as archive:
        assert archive.names() == ["one", "folder/two"]
        assert archive.read("folder/two") == b"22"
        with archive.open("one") as stream:
            assert stream.read() == b"1"
        with pytest.raises(ReadError, match="no “three”"):
            archive.read("three")
        with pytest.raises(ReadError, match="too large"):
            archive.read("folder/two", max_bytes=1)


@pytest.mark.parametrize("name", ["../evil", "/etc/evil", "C:/evil", "a/../../evil", "..\\evil"])
def test_a_name_outside_the_archive_is_refused(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(name, b"x")
    with pytest.raises(ReadError, match="outside the archive"):
        open_zip(tmp_path / "a.zip")


def test_a_file_without_a_name_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x", b"1")
    data = bytearray(path.read_bytes())
    central = data.find(b"PK\1\2")
    for lengths in (26, central + 28):  # of the name, then of the extra field: the name becomes one
        data[lengths : lengths + 4] = b"\0\0\1\0"
    path.write_bytes(data)
    with pytest.raises(ReadError, match="outside the archive"):
        open_zip(path)


def test_reading_whole_files_says_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"12345")
    assert (read_bytes(path), read_head(path, 2)) == (b"12345", b"12")
    with pytest.raises(ReadError, match=r"“a\.txt” has 0 MiB, too much"):
        read_bytes(path, 4)
    for read in (read_bytes, read_head):
        with pytest.raises(ReadError, match="is a folder, not a file"):
            read(tmp_path)
        with pytest.raises(ReadError, match="is not there"):
            read(tmp_path / "gone")
        with pytest.raises(ReadError, match="cannot be read: "):
            read(tmp_path / ("x" * 300))


def test_a_file_of_somebody_else_says_whom_to_ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")  # root, who runs the tests here, may read everything

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ReadError, match="may not be read: ask its owner"):
        read_bytes(tmp_path / "a.txt")


def test_backslashes_of_windows_programs_are_folders(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("sources\\one.txt", b"x")
    with open_zip(tmp_path / "a.zip") as opened:
        assert opened.read("sources/one.txt") == b"x"


def test_a_link_in_an_archive_is_refused(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("link")
    info.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(info, b"/etc/passwd")
    with pytest.raises(ReadError, match="attack"):
        open_zip(tmp_path / "a.zip")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("one", b"1")
        archive.writestr("one", b"2")
    with pytest.raises(ReadError, match="two files"):
        open_zip(tmp_path / "a.zip")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    bomb = make_zip(tmp_path / "a.zip", big=bytes(32 << 20))
    with pytest.raises(ReadError, match="32 MiB"):
        open_zip(bomb)
    with pytest.raises(ReadError, match="more than 1"):
        open_zip(make_zip(tmp_path / "b.zip", a=b"", b=b""), max_members=1)


def test_a_zip_cut_off_anywhere_is_a_read_error_or_whole(tmp_path: Path) -> None:
    whole = make_zip(tmp_path / "a.zip", one=b"one" * 1000, two=b"two").read_bytes()
    cut = tmp_path / "cut.zip"
    for at in range(len(whole)):
        cut.write_bytes(whole[:at])
        with pytest.raises(ReadError), open_zip(cut) as archive:
            archive.read("one")


def test_a_damaged_member_is_a_read_error(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.zip", one=bytes(range(256)) * 8)
    data = bytearray(path.read_bytes())
    data[60] ^= 0xFF
    path.write_bytes(data)
    with open_zip(path) as archive, pytest.raises(ReadError, match="damaged"):
        archive.read("one")


def test_xml_comes_without_comments() -> None:
    assert parse_xml(b"<a><!-- c -->b<?p i?></a>").text == "b"


def test_xml_in_utf_16_is_read() -> None:
    assert parse_xml('<?xml version="1.0" encoding="UTF-16"?><a>é</a>'.encode("utf-16")).text == "é"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_doctype_is_refused(encoding: str) -> None:
    bomb = '<!-- x --><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><a>&e;</a>'
    with pytest.raises(ReadError, match="DOCTYPE"):
        parse_xml(bomb.encode(encoding))


def test_a_text_that_speaks_of_doctypes_is_no_attack() -> None:
    assert parse_xml(b"<a><![CDATA[<!DOCTYPE html>]]></a>").text == "<!DOCTYPE html>"


@pytest.mark.parametrize(
    "data", [b"", b"<a>", b"no xml", b"\x00\x01", b'<?xml version="1.0" encoding="zzz"?><a/>']
)
def test_broken_xml_is_a_read_error(data: bytes) -> None:
    with pytest.raises(ReadError, match="not well-formed"):
        parse_xml(data)


def make_database(path: Path) -> Path:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t (a TEXT)")
        connection.execute("INSERT INTO t VALUES ('one'), (CAST(x'ff' AS TEXT))")
    connection.close()
    return path


def test_a_database_is_read_and_never_written(tmp_path: Path) -> None:
    path = make_database(tmp_path / "a #?%&'.db")
    before = path.read_bytes()
    with open_sqlite(path) as connection:
        assert [row[0] for row in connection.execute("SELECT a FROM t")] == ["one", "\udcff"]
        assert connection.execute("PRAGMA table_info(t)").fetchall()
    for evil in ("DELETE FROM t", "ATTACH 'x' AS x", "PRAGMA user_version=1", "SELECT load_extension('x')"):
        with pytest.raises(ReadError, match="as a database"), open_sqlite(path) as connection:
            connection.execute(evil)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_an_endless_query_is_stopped(tmp_path: Path) -> None:
    path = make_database(tmp_path / "a.db")
    with sqlite3.connect(path) as connection:
        connection.executemany("INSERT INTO t VALUES (?)", [("x" * 10,)] * 300)
    connection.close()
    with pytest.raises(ReadError, match="as a database"), open_sqlite(path, seconds=0.1) as connection:
        connection.execute("SELECT count(*) FROM t a, t b, t c, t d").fetchall()


def test_rows_still_in_a_write_ahead_log_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    writer = sqlite3.connect(path)
    writer.execute("PRAGMA journal_mode=WAL")
    writer.execute("CREATE TABLE t (a)")
    writer.execute("INSERT INTO t VALUES (1)")
    writer.commit()
    with open_sqlite(path) as connection:
        assert connection.execute("SELECT a FROM t").fetchall() == [(1,)]
    writer.close()


def test_a_text_file_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_text("not a database, by far " * 100, encoding="utf-8")
    with pytest.raises(ReadError, match="as a database"), open_sqlite(tmp_path / "a.db"):
        pass


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    with whole_file(target) as stream:
        stream.write(b"old")
    with pytest.raises(KeyError), whole_file(target) as stream:
        stream.write(bytes({}["half"]))
    assert target.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["a.txt"]
    with pytest.raises(WriteError, match="untouched"), whole_file(tmp_path / "none" / "a.txt"):
        pass
