"""Word documents in."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.errors import ReadError
from tests.readers.office import W, docx, p, zipped
from tests.readers.reading import put, read, read_one, sniff
from tests.shared_fixtures import fixture

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
STORY = "Der Bundestag hat am Freitag über die Reform beraten und sie mit großer Mehrheit beschlossen. " * 2


def test_the_fixture_with_comments_gives_its_paragraphs_only() -> None:
    read = read_one("docx", fixture("docx/comments-rich-para.docx"))
    assert [line for line in read.text.split("\n") if line] == [
        "Document text",
        "Some text worthy of note.",
        "Other document text.",
        "Other text worthy of note.",
        "Paragraph 5",
        "Paragraph 6",
        "Paragraph 7",
    ]


def test_title_and_date_come_from_the_properties(tmp_path: Path) -> None:
    core = (
        "<dc:title>Rusia Akui</dc:title><dc:creator>Budi</dc:creator>"
        "<dcterms:created>2025-04-27T01:02:03Z</dcterms:created>"
    )
    article = read_one("docx", put(tmp_path, "a.docx", docx(p("Kop") + p(STORY), core=core))).article
    assert (article.title, article.published) == ("Rusia Akui", "2025-04-27")
    assert article.extra["file author"] == "Budi"
    assert article.extra["date note"] == "from the properties of the file"


def test_a_date_beside_the_headline_counts_more_than_that_of_the_file(tmp_path: Path) -> None:
    core = "<dc:title>Document1</dc:title><dcterms:created>2025-07-27T01:02:03Z</dcterms:created>"
    body = p("Rusia Akui") + p("Sabtu, 26 April 2025") + p(STORY)
    article = read_one("docx", put(tmp_path, "a.docx", docx(body, core=core))).article
    assert (article.title, article.published) == ("Rusia Akui", "2025-04-26")


def test_the_template_of_python_docx_dates_nothing(tmp_path: Path) -> None:
    core = "<dc:creator>python-docx</dc:creator><dcterms:created>2013-12-23T23:15:00Z</dcterms:created>"
    article = read_one("docx", put(tmp_path, "a.docx", docx(p(STORY), core=core))).article
    assert (article.title, article.published, article.extra) == ("a", "", {})


def test_a_paragraph_in_the_style_of_a_title_is_the_title(tmp_path: Path) -> None:
    body = p("The headline.", '<w:pPr><w:keepNext/><w:pStyle w:val="Titel"/></w:pPr>') + p(STORY)
    assert read_one("docx", put(tmp_path, "a.docx", docx(body))).article.title == "The headline."
    plain = p("The line.", '<w:pPr><w:jc w:val="left"/></w:pPr>') + p(STORY)
    assert read_one("docx", put(tmp_path, "b.docx", docx(plain))).article.title == "b"


def test_tracked_changes_are_read_as_accepted(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t xml:space='preserve'>one </w:t></w:r><w:ins><w:r><w:t>two</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>away</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t> here</w:t></w:r></w:moveTo></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>runs </w:t></w:r></w:p>"
        + p("on")
        + "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>"
        + p("deleted row")
        + "</w:tc></w:tr><w:tr><w:trPr><w:ins/></w:trPr><w:tc>"
        + p("cell one")
        + "</w:tc><w:tc>"
        + p("cell two")
        + "</w:tc></w:tr></w:tbl>"
    )
    assert (
        read_one("docx", put(tmp_path, "a.docx", docx(body))).text
        == "one two here\nruns on\ncell one\ncell two"
    )


def test_hidden_text_field_codes_and_ruby_are_left_out(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:rPr><w:b/><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"
        "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>seen</w:t></w:r>"
        "<w:r><w:instrText> HYPERLINK x </w:instrText></w:r>"
        "<w:r><w:ruby><w:rt><w:r><w:t>かん</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>漢</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>"
    )
    assert read_one("docx", put(tmp_path, "a.docx", docx(body))).text == "seen漢"


def test_tabs_breaks_hyphens_and_symbols_are_characters(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:softHyphen/>"
        "<w:sym w:font='Arial' w:char='2022'/><w:sym w:font='Wingdings' w:char='F0E0'/><w:sym w:char='zz'/>"
        "<w:sym/></w:r></w:p>"
    )
    assert read_one("docx", put(tmp_path, "a.docx", docx(body))).text == "a\tb\nc\u2011\u00ad•"


def test_a_text_box_follows_its_paragraph_and_stands_there_once(tmp_path: Path) -> None:
    box = "<w:txbxContent>" + p("In the box") + p("and more") + "</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>Before</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><wps:txbx>"
        + box
        + "</wps:txbx></mc:Choice><mc:Fallback><v:textbox>"
        + box
        + "</v:textbox></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t> after</w:t></w:r></w:p>"
        + p("Next")
    )
    text = read_one("docx", put(tmp_path, "a.docx", docx(body))).text
    assert text == "Before after\nIn the box\nand more\nNext"


def test_notes_follow_the_body_and_headers_and_comments_stay_out(tmp_path: Path) -> None:
    notes = (
        f"<w:footnotes {W}><w:footnote w:type='separator' w:id='0'>{p('---')}</w:footnote>"
        f"<w:footnote w:id='1'>{p('First note')}{p(' ')}</w:footnote></w:footnotes>"
    )
    ends = f"<w:endnotes {W}><w:endnote w:id='1'>{p('End note')}</w:endnote></w:endnotes>"
    extra = {
        "header1": f"<w:hdr {W}>{p('Header')}</w:hdr>",
        "comments": f"<w:comments {W}><w:comment>{p('Comment')}</w:comment></w:comments>",
    }
    path = put(tmp_path, "a.docx", docx(p("Body"), footnotes=notes, endnotes=ends, **extra))
    assert read_one("docx", path).text == "Body\n\nFirst note\nEnd note"


def test_the_strict_namespace_and_an_unusual_main_part_are_read(tmp_path: Path) -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    run = "<w:r><w:t>Strict</w:t></w:r>"
    body = f"<w:document xmlns:w='{strict}'><w:body><w:p>{run}</w:p></w:body></w:document>"
    kind = "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
    rels = (
        "<Relationships xmlns='x'><Relationship Type='other' Target='a'/><!-- c -->"
        f"<Relationship Type='{kind}' Target='/doc/main.xml'/></Relationships>"
    )
    path = put(tmp_path, "a.docx", zipped({"_rels/.rels": rels, "doc/main.xml": body}))
    assert read_one("docx", path).text == "Strict"
    loose = body.replace("<w:p>", "").replace("</w:p>", "")
    parts = {"_rels/.rels": rels.replace("/doc/main.xml", "gone.xml"), "word/document.xml": loose}
    assert read_one("docx", put(tmp_path, "b.docx", zipped(dict(parts)))).text == "Strict"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (OLE, r"old Word format \(\.doc\).*save it as \.docx"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
        (b"PK\3\4 broken", "not a zip archive"),
        (docx(p(" ")), "holds no text"),
        (zipped({"word/other.xml": "<a/>"}), "not a Word document"),
        (zipped({"../word/document.xml": "<a/>"}), "outside the archive"),
        (zipped({"word/document.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), "DOCTYPE"),
        (zipped({"word/document.xml": "<a><b></a>"}), "not well-formed"),
        (zipped({"word/document.xml": b"\0" * 40_000_000}), "looks like an attack"),
    ],
)
def test_bad_documents_are_refused_in_plain_words(tmp_path: Path, data: bytes, sentence: str) -> None:
    path = put(tmp_path, "a.docx", data)
    with pytest.raises(ReadError, match=sentence):
        read("docx", path)
    assert path.read_bytes() == data


def test_a_document_cut_off_anywhere_is_refused(tmp_path: Path) -> None:
    whole = docx(p(STORY))
    for end in range(0, len(whole) - 1, 41):
        with pytest.raises(ReadError):
            read("docx", put(tmp_path, "a.docx", whole[:end]))


def test_it_knows_its_files_and_those_it_must_refuse(tmp_path: Path) -> None:
    assert sniff("docx", put(tmp_path, "a.docx", docx(p("x")))) == 0.6
    assert sniff("docx", put(tmp_path, "b.bin", zipped({"word/document.xml": "<a/>"}))) == 0.6
    assert sniff("docx", put(tmp_path, "c.zip", zipped({"x": "y"}))) == 0.0
    assert sniff("docx", put(tmp_path, "d.doc", OLE)) == 0.6
    assert sniff("docx", put(tmp_path, "e.xls", OLE)) == 0.0
    assert sniff("docx", put(tmp_path, "f.docx", "cut")) == 0.3
    assert sniff("docx", put(tmp_path, "g.txt", "text")) == 0.0


def test_another_library_reads_the_same_text(tmp_path: Path) -> None:
    mammoth = pytest.importorskip("mammoth", reason="a development dependency is not installed")
    body = (
        p("Title")
        + "<w:p><w:r><w:t xml:space='preserve'>one </w:t></w:r><w:ins><w:r><w:t>two</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:r><w:tab/><w:noBreakHyphen/></w:r></w:p>"
        "<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>"
        + p("in a control")
        + "</w:sdtContent></w:sdt>"
        "<w:tbl><w:tr><w:tc>" + p("cell") + "</w:tc></w:tr></w:tbl>" + p("last 👍 ملف")
    )
    for path in (put(tmp_path, "a.docx", docx(body)), fixture("docx/comments-rich-para.docx")):
        with path.open("rb") as stream:
            other = mammoth.extract_raw_text(stream).value
        lines = [line for line in other.split("\n") if line]
        assert [line for line in read_one("docx", path).text.split("\n") if line] == lines
