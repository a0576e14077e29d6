"""Saved feeds in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.errors import ReadError
from annotator.model.exchange import Problem
from tests.readers.reading import put, read, read_one, sniff
from tests.shared_fixtures import fixture

RSS = """<?xml version="1.0" encoding="UTF-8"?><!-- made by hand -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Fakta.com</title><language>id</language><link>https://fakta.com</link>
<item><title>Rusia &amp;amp; Korut</title><link>https://fakta.com/1</link><guid>42</guid>
<dc:creator>Budi</dc:creator>
<category>Dunia</category><category>Perang</category><pubDate>Sat, 26 Apr 2025 10:30:00 +0700</pubDate>
<description>Ringkasan.</description>
<content:encoded><![CDATA[<p>Satu &amp; dua.</p><p>Tiga.</p>]]></content:encoded></item>
<item><title>Tanpa isi</title></item>
<item><description>&lt;p&gt;Hanya ringkasan.&lt;/p&gt;</description><author>a@b.example (Siti)</author>
<pubDate>kemarin</pubDate></item></channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Press</title>
<entry><title type="text">Title &lt;b&gt;</title>
<author><name>Jane Doe</name><email>j@x.example</email></author>
<link rel="edit" href="https://x.example/edit"/><link href="https://x.example/1"/><id>urn:1</id>
<category term="news"/><updated>2025-04-27T00:00:00Z</updated><published>2025-04-26T10:30:00Z</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><p>Two.</p></div></content>
<summary>Short.</summary></entry></feed>"""


def test_rss_entries_are_articles(tmp_path: Path) -> None:
    found: list[Any] = read("feed", put(tmp_path, "a.rss", RSS))
    one, empty, three = found
    article = one.article
    assert (article.title, article.outlet, article.author) == ("Rusia & Korut", "Fakta.com", "Budi")
    assert (article.published, article.url) == ("2025-04-26T10:30:00+07:00", "https://fakta.com/1")
    assert article.language == "id"
    assert article.extra == {"id": "42", "section": "Dunia; Perang", "summary": "Ringkasan."}
    assert one.text == "Satu & dua.\nTiga."
    assert isinstance(empty, Problem)
    assert empty.message == "Entry 2 (“Tanpa isi”) has no text; it was left out."
    assert three.article.title == "Fakta.com, 3"
    assert (three.text, three.article.author, three.article.published) == ("Hanya ringkasan.", "Siti", "")


def test_atom_entries_are_articles(tmp_path: Path) -> None:
    read = read_one("feed", put(tmp_path, "a.xml", ATOM))
    article = read.article
    assert (article.title, article.outlet, article.author) == ("Title <b>", "Press", "Jane Doe")
    assert (article.published, article.url, article.language) == (
        "2025-04-26T10:30:00Z",
        "https://x.example/1",
        "en",
    )
    assert (read.text, article.extra["summary"]) == ("One.\nTwo.", "Short.")


def test_rdf_entries_outside_the_channel_are_found(tmp_path: Path) -> None:
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        "<channel><title>Site</title></channel><item><title>T</title><description>Text.</description></item>"
        "</rdf:RDF>"
    )
    path = put(tmp_path, "a.rdf", rdf)
    assert sniff("feed", path) == 0.75
    assert (read_one("feed", path).article.outlet, read_one("feed", path).text) == ("Site", "Text.")


def test_json_feeds_are_read(tmp_path: Path) -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Site",
        "language": "de",
        "items": [
            {"id": "1", "url": "https://x.example/1", "title": "T", "content_html": "<p>Eins.</p>",
             "summary": "S",
             "authors": [{"name": "Anna"}, {"url": "x"}], "tags": ["a", "b"],
             "date_published": "2025-04-26T10:30:00Z"},
            {"content_text": "Zwei.", "author": {"name": "Bert"}},
            "no entry",
        ],
    }  # fmt: skip
    path = put(tmp_path, "a.json", json.dumps(feed))
    assert sniff("feed", path) == 0.75
    one, two = read("feed", path)
    assert (one.article.author, one.article.published) == ("Anna", "2025-04-26T10:30:00Z")
    assert (one.article.extra["section"], one.text) == ("a; b", "Eins.")
    assert (two.article.author, two.text, two.article.language) == ("Bert", "Zwei.", "de")


def test_the_fixtures_of_feedparser_are_read() -> None:
    read = read_one("feed", fixture("feeds/entry_content_and_summary.xml"))
    assert (read.text, read.article.extra["summary"]) == ("Example Atom", "Summary")
    (bare,) = read_all(fixture("feeds/entry_title_inline_markup.xml"))
    assert isinstance(bare, Problem)
    assert "“Example Atom”" in bare.message


def read_all(path: Path) -> list[Any]:
    return read("feed", path)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.rss", RSS[:600], "is not well-formed XML"),
        ("a.rss", "<rss><channel/></rss>", "holds no entry of a feed"),
        ("a.json", '{"items": 3}', "holds no entry of a feed"),
        ("a.json", '{"items": [', "is not whole JSON"),
        (
            "a.rss",
            '<!DOCTYPE rss [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><rss><item>&c;</item></rss>',
            "DOCTYPE",
        ),
        ("a.rss", '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss>&x;</rss>', "DOCTYPE"),
    ],
)
def test_bad_feeds_are_refused(tmp_path: Path, name: str, content: str, sentence: str) -> None:
    with pytest.raises(ReadError, match=sentence):
        read("feed", put(tmp_path, name, content))


def test_a_feed_cut_off_anywhere_is_refused(tmp_path: Path) -> None:
    for end in range(1, len(ATOM) - 1, 53):
        with pytest.raises(ReadError):
            read("feed", put(tmp_path, "a.atom", ATOM[:end]))


def test_it_knows_feeds_by_their_root(tmp_path: Path) -> None:
    assert sniff("feed", put(tmp_path, "a.xml", ATOM)) == 0.75
    assert sniff("feed", put(tmp_path, "b.rss", "<x/>")) == 0.3
    assert sniff("feed", put(tmp_path, "c.rss", "x")) == 0.0
    assert sniff("feed", put(tmp_path, "b.xml", "<other/>")) == 0.0
