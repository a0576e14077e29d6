"""Web archives in."""

from __future__ import annotations

import builtins
import gzip
from pathlib import Path
from typing import Any

import pytest

from annotator.errors import MissingExtraError, ReadError
from annotator.model.exchange import Problem
from tests.readers.reading import put, read, sniff

pytest.importorskip("warcio", reason="the extra warc is not installed")
pytest.importorskip("trafilatura", reason="the extra html is not installed")

P1 = "Rusia untuk pertama kalinya mengakui bahwa pasukan Korea Utara ikut bertempur melawan Ukraina di Kursk."
P2 = "Die Größe der Änderung überraschte früh am Morgen viele Leute, die in der Stadt auf den Zug warteten."


def page(*paragraphs: str, charset: str = "utf-8", title: str = "Judul") -> bytes:
    body = "".join(f"<p>{one}</p>" for one in paragraphs)
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>".encode(charset)


def warc(*records: tuple[str, str, str, bytes, str], gzipped: bool = False) -> bytes:
    """Records as (type, address, content type, payload, status), as the standard writes them."""
    return b"".join(gzip.compress(_record(*one)) if gzipped else _record(*one) for one in records)


def _record(kind: str, address: str, content_type: str, payload: bytes, status: str) -> bytes:
    if kind == "response":
        payload = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n\r\n".encode() + payload
        content_type = "application/http; msgtype=response"
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2025-04-27T00:00:00Z\r\n"
        f"Content-Type: {content_type}\r\nContent-Length: {len(payload)}\r\n\r\n"
    )
    return head.encode() + payload + b"\r\n\r\n"


RECORDS = (
    ("response", "https://www.fakta.com/1", "text/html; charset=utf-8", page(P1, P2), "200 OK"),
    ("response", "https://fakta.com/gone", "text/html", page(P1), "404 Gone"),
    ("response", "https://fakta.com/pic", "image/png", b"x", "200 OK"),
    ("response", "https://fakta.com/robots.txt", "text/plain", b"User-agent: *", "200 OK"),
    ("response", "https://fakta.com/empty", "text/html", b"<html><body></body></html>", "200 OK"),
    (
        "response",
        "https://x.example/2",
        'text/html; charset="windows-1252"',
        page(P2, P2, charset="cp1252"),
        "200 OK",
    ),
)


@pytest.mark.parametrize("gzipped", [False, True])
def test_pages_are_articles_with_their_addresses(tmp_path: Path, gzipped: bool) -> None:
    path = put(tmp_path, "a.warc.gz" if gzipped else "a.warc", warc(*RECORDS, gzipped=gzipped))
    assert sniff("warc", path) == (0.8 if gzipped else 0.9)
    found: list[Any] = read("warc", path)
    one, empty, two = found
    assert (one.article.title, one.article.url, one.article.outlet) == (
        "Judul",
        "https://www.fakta.com/1",
        "fakta.com",
    )
    assert one.article.extra["saved"] == "2025-04-27T00:00:00Z"
    assert one.article.source_file == path.name
    assert one.text == f"{P1}\n{P2}"
    assert isinstance(empty, Problem)
    assert (empty.record, empty.message) == (
        "https://fakta.com/empty",
        "“https://fakta.com/empty” holds no article text; it was left out.",
    )
    assert P2 in two.text


def test_the_texts_of_common_crawl_are_articles(tmp_path: Path) -> None:
    records = (
        ("conversion", "https://fakta.com/1", "text/plain", f"Judul\n\n{P1}\n{P2}".encode(), ""),
        ("conversion", "https://fakta.com/2", "text/plain", b" \n", ""),
        ("metadata", "https://fakta.com/3", "text/plain", b"x", ""),
    )
    one, two = read_all(put(tmp_path, "a.warc", warc(*records)))
    assert (one.article.title, one.article.url) == ("Judul", "https://fakta.com/1")
    assert isinstance(two, Problem)


def read_all(path: Path) -> list[Any]:
    return read("warc", path)


def test_an_archive_cut_off_is_refused(tmp_path: Path) -> None:
    gzipped = warc(*RECORDS, gzipped=True)
    with pytest.raises(ReadError, match="is cut off or damaged"):
        read("warc", put(tmp_path, "a.warc.gz", gzipped[:-20]))
    plain = warc(RECORDS[0])
    with pytest.raises(ReadError, match="its last record is not whole"):
        read("warc", put(tmp_path, "a.warc", plain[:-100]))


def test_archives_without_pages_and_other_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="without pages"):
        read("warc", put(tmp_path, "a.warc", warc(RECORDS[2])))
    with pytest.raises(ReadError, match="cannot be read as a web archive"):
        read("warc", put(tmp_path, "b.warc", "no archive at all\n\n"))
    with pytest.raises(ReadError, match="is not there"):
        read("warc", tmp_path / "gone.warc")


def test_without_the_extra_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.startswith("warcio"):
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtraError, match=r"annotator\[warc\]"):
        read("warc", put(tmp_path, "a.warc", "WARC/1.0"))


def test_it_knows_archives_by_their_beginning(tmp_path: Path) -> None:
    assert sniff("warc", put(tmp_path, "a.txt", "x")) == 0.0
    assert sniff("warc", put(tmp_path, "a.gz", b"\x1f\x8b")) == 0.0
