"""Pages read without SQLite hold what SQLite wrote, and garbage raises nothing but a `ValueError`."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.store.pages import INTERIOR, LEAF, Cell, Pages

_WHOLE = st.integers(min_value=-(1 << 63), max_value=(1 << 63) - 1)
_VALUES = st.one_of(
    st.none(),
    _WHOLE,
    st.sampled_from([0, 1, -1, 127, 128, -129, 1 << 15, 1 << 23, 1 << 31, 1 << 47]),
    st.floats(allow_nan=False, allow_infinity=False).filter(lambda one: not one.is_integer()),
    st.text(st.characters(exclude_categories=["Cs"])),
    st.binary(max_size=50),
    st.integers(min_value=400, max_value=20_000).map(lambda size: "ü" * size),
)
_ROW = st.tuples(_WHOLE, st.lists(_VALUES, min_size=3, max_size=3))


def written(rows: list[tuple[int, list[object]]], page: int = 512) -> bytes:
    raw = sqlite3.connect(":memory:")
    raw.execute(f"PRAGMA page_size = {page}")
    raw.execute("CREATE TABLE t (a, b, c)")
    raw.executemany("INSERT INTO t (rowid, a, b, c) VALUES (?, ?, ?, ?)", [(key, *row) for key, row in rows])
    raw.commit()
    data = raw.serialize()
    raw.close()
    return data


def leaves(pages: Pages, page: int) -> Iterator[int]:
    if pages.kind(page) == LEAF:
        yield page
    else:
        assert pages.kind(page) == INTERIOR
        for child in pages.children(page):
            yield from leaves(pages, child)


@given(st.lists(_ROW, max_size=30, unique_by=lambda one: one[0]), st.sampled_from([512, 1024, 4096, 65536]))
def test_every_row_that_sqlite_wrote_is_read(rows: list[tuple[int, list[object]]], page: int) -> None:
    pages = Pages(written(rows, page))
    assert pages.size == page
    found = [cell for leaf in leaves(pages, 2) for cell in pages.rows(leaf)]
    assert [(cell.key, cell.values) for cell in found if isinstance(cell, Cell)] == sorted(rows)


@given(st.binary(max_size=2000), st.integers(min_value=-3, max_value=9))
def test_garbage_raises_nothing_but_a_value_error(data: bytes, page: int) -> None:
    pages = Pages(data)
    pages.free()
    for ask in (pages.kind, pages.children, lambda number: list(pages.rows(number))):
        try:
            ask(page)
        except ValueError:
            continue


def test_damaged_pages_raise_nothing_but_a_value_error() -> None:
    chance = random.Random(1)
    sound = written([(number, ["x" * 40 * number, number, b"y" * number]) for number in range(60)])
    for _ in range(300):
        data = bytearray(sound)
        for _ in range(20):
            data[chance.randrange(len(data))] = chance.choice((0, 1, 127, 255, chance.randrange(256)))
        pages = Pages(bytes(data[: chance.randrange(len(data))]))
        pages.free()
        for page in range(1, pages.count + 1):
            list(pages.rows(page))


def test_what_was_deleted_is_on_the_list_of_free_pages(tmp_path: Path) -> None:
    raw = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
    raw.execute("CREATE TABLE t (a)")
    raw.executemany("INSERT INTO t VALUES (?)", [("x" * 3000,) for _ in range(50)])
    raw.execute("DELETE FROM t")
    (count,) = raw.execute("PRAGMA freelist_count").fetchone()
    raw.close()
    pages = Pages((tmp_path / "a.db").read_bytes())
    assert len(pages.free()) == count > 40


def test_letters_that_are_none_are_replaced_and_told() -> None:
    raw = sqlite3.connect(":memory:")
    raw.execute("CREATE TABLE t (a)")
    raw.execute("INSERT INTO t VALUES (CAST(x'61ff62' AS TEXT)), ('a�b')")
    broken, whole = Pages(raw.serialize()).rows(2)
    raw.close()
    assert isinstance(broken, Cell)
    assert isinstance(whole, Cell)
    assert broken.values == whole.values == ["a�b"]
    assert (broken.mended, whole.mended) == (True, False)


@pytest.mark.parametrize(
    "claim",
    [
        b"\xff" * 9,
        b"\x00",
        b"\xbf\xff\xff\xff\x7f",
        b"\x20\x01\x04\x0a",
        b"\x20\x01\x7f",
        b"\x85\x00\x01\x04",
    ],
)
def test_a_row_that_lies_about_itself_is_broken(claim: bytes) -> None:
    data = bytearray(written([(1, ["abc" * 100, 1, 2])]))
    place = 512 + int.from_bytes(data[512 + 8 : 512 + 10], "big")
    data[place : place + len(claim)] = claim
    (broken,) = Pages(bytes(data)).rows(2)
    assert isinstance(broken, ValueError)


def test_rows_that_all_claim_the_whole_file_cost_no_more_than_the_file_is_worth() -> None:
    pages = Pages(written([(number, ["x" * 400, 1, 2]) for number in range(5)]))
    pages._patience = 1000
    found = [cell for leaf in leaves(pages, 2) for cell in pages.rows(leaf)]
    assert sum(isinstance(cell, Cell) for cell in found) == 2
