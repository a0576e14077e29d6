"""OpenDocument texts in."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.errors import ReadError
from tests.readers.office import zipped
from tests.readers.reading import put, read, read_one, sniff

SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
STORY = "Der Bundestag hat am Freitag über die Reform beraten. " * 4


def odt(body: str, meta: str = "", **parts: str) -> bytes:
    content = (
        f"<office:document-content {SPACES}><office:body><office:text>{body}</office:text></office:body>"
    )
    members: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": content + "</office:document-content>",
    }
    if meta:
        members["meta.xml"] = (
            f"<office:document-meta {SPACES}><office:meta>{meta}</office:meta></office:document-meta>"
        )
    return zipped(members | dict(parts))


def text_of(folder: Path, body: str) -> str:
    return read_one("odt", put(folder, "a.odt", odt(body))).text


def test_paragraphs_headings_lists_and_cells_are_lines(tmp_path: Path) -> None:
    body = (
        "<text:h>Heading</text:h>\n  <text:p>One <text:span>two</text:span>\n   three</text:p>"
        "<text:list><text:list-item><text:p>item</text:p></text:list-item></text:list>"
        "<table:table xmlns:table='t'><table:table-cell><text:p>cell</text:p></table:table-cell>"
        "</table:table>"
    )
    assert text_of(tmp_path, body) == "Heading\nOne two three\nitem\ncell"


def test_spaces_tabs_and_breaks_are_characters(tmp_path: Path) -> None:
    spaces = "<text:p>a<text:s text:c='3'/>b<text:s/>c<text:s text:c='x'/>d"
    body = spaces + "<text:tab/>e<text:line-break/>f</text:p>"
    assert text_of(tmp_path, body) == "a   b c d\te\nf"


def test_deletions_comments_and_ruby_stay_out(tmp_path: Path) -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        "<text:p>one<office:annotation><dc:creator>x</dc:creator><text:p>comment</text:p></office:annotation>"
        " two"
        "<text:change text:change-id='1'/><text:ruby><text:ruby-base>漢</text:ruby-base>"
        "<text:ruby-text>かん</text:ruby-text></text:ruby></text:p><!-- a --><text:p>three</text:p>"
    )
    assert text_of(tmp_path, body) == "one two漢\nthree"


def test_a_box_follows_its_paragraph_and_notes_come_last(tmp_path: Path) -> None:
    body = (
        "<text:p>Before<draw:frame><draw:text-box><text:p>In the box</text:p><text:p>more</text:p>"
        "</draw:text-box></draw:frame> after<text:note><text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>The note.</text:p></text:note-body></text:note>.</text:p>"
        "<text:p>Next</text:p>"
    )
    assert text_of(tmp_path, body) == "Before after.\nIn the box\nmore\nNext\n\nThe note."


def test_properties_give_title_date_and_author(tmp_path: Path) -> None:
    meta = (
        "<dc:title>Rusia Akui</dc:title><meta:initial-creator>Budi</meta:initial-creator>"
        "<meta:creation-date>2025-04-26T10:00:00</meta:creation-date>"
    )
    article = read_one("odt", put(tmp_path, "a.odt", odt(f"<text:p>{STORY}</text:p>", meta))).article
    assert (article.title, article.published) == ("Rusia Akui", "2025-04-26")
    assert article.extra["file author"] == "Budi"


def test_a_first_heading_is_the_title(tmp_path: Path) -> None:
    heading = read_one(
        "odt", put(tmp_path, "a.odt", odt(f"<text:h>The title.</text:h><text:p>{STORY}</text:p>"))
    )
    assert heading.article.title == "The title."
    styled = odt(f"<text:p text:style-name='Title'>Styled.</text:p><text:p>{STORY}</text:p>")
    assert read_one("odt", put(tmp_path, "b.odt", styled)).article.title == "Styled."
    plain = odt(f"<text:p text:style-name='P1'>Plain.</text:p><text:p>{STORY}</text:p>")
    assert read_one("odt", put(tmp_path, "c.odt", plain)).article.title == "c"


def test_a_flat_document_is_read(tmp_path: Path) -> None:
    flat = (
        f"<office:document {SPACES} office:mimetype='application/vnd.oasis.opendocument.text'><office:meta>"
        f"<dc:title>Flat</dc:title></office:meta><office:body><office:text><text:p>{STORY}</text:p>"
        "</office:text></office:body></office:document>"
    )
    path = put(tmp_path, "a.fodt", flat)
    assert read_one("odt", path).article.title == "Flat"
    assert sniff("odt", path) == 0.65
    bare = flat.replace("office:meta>", "office:other>")
    assert read_one("odt", put(tmp_path, "b.fodt", bare)).article.title == "b"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (odt(""), "holds no text, perhaps only pictures"),
        (zipped({"other.xml": "<a/>"}), "is not an OpenDocument text"),
        (zipped({"content.xml": "<a/>"}), "another kind of OpenDocument file"),
        (
            odt("<text:p>x</text:p>", **{"META-INF/manifest.xml": "<encryption-data/>"}),
            "locked with a password",
        ),
        (
            zipped({"content.xml": "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"}),
            "DOCTYPE",
        ),
        (b"PK\3\4 cut", "not a zip archive"),
    ],
)
def test_bad_documents_are_refused(tmp_path: Path, data: bytes, sentence: str) -> None:
    with pytest.raises(ReadError, match=sentence):
        read("odt", put(tmp_path, "a.odt", data))


def test_a_document_cut_off_anywhere_is_refused(tmp_path: Path) -> None:
    whole = odt(f"<text:p>{STORY}</text:p>")
    for end in range(0, len(whole) - 1, 31):
        with pytest.raises(ReadError):
            read("odt", put(tmp_path, "a.odt", whole[:end]))


def test_it_knows_its_files(tmp_path: Path) -> None:
    assert sniff("odt", put(tmp_path, "a.bin", odt("<text:p>x</text:p>"))) == 0.65
    assert sniff("odt", put(tmp_path, "a.odt", "x")) == 0.3
    assert sniff("odt", put(tmp_path, "a.txt", "x")) == 0.0
