"""Nexis and Nexis Uni exports, in the layouts and languages that they come in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from annotator.errors import ReadError
from annotator.model.exchange import Problem
from annotator.readers import all_readers
from tests.readers.office import docx, p
from tests.readers.reading import put, read, read_one, sniff

WRAPPED = """Lorem ipsum dolor sit amet, consectetur adipiscing elit. Etiam lacinia
elementum sapien, eget aliquet ex finibus ut. Suspendisse eget molestie
ligula. Etiam quis purus sed urna.

Duis eleifend ipsum vehicula nunc luctus vestibulum. Donec non mauris
egestas: rhoncus tortor."""
BODY = (
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit. Etiam lacinia elementum sapien, eget aliquet ex"
    " finibus ut. Suspendisse eget molestie ligula. Etiam quis purus sed urna.\n\nDuis eleifend ipsum"
    " vehicula nunc luctus vestibulum. Donec non mauris egestas: rhoncus tortor."
)

OLD = f"""


Download Request: Selected Items: 1-2
Time Of Request: Friday, March 20, 2018  16:51:31

Send To:
UNIVERSITY LIBRARY

Terms: (DATE(>=2009-12-01 and <=2010-05-11))


                               1 of 10 DOCUMENTS



                               The Sun (England)

                            January 11, 2010 Monday
                                   Edition 1;
                                    Scotland

A headline that is so long that it runs
on in a second line

BYLINE: TREVOR Kavanagh

SECTION: FEATURES; Pg. 6

LENGTH: 1,355 words

HIGHLIGHT: What it is about and why it
matters.


{WRAPPED}

LOAD-DATE: January 12, 2010

LANGUAGE: ENGLISH

GRAPHIC: A minister with his dog

PUBLICATION-TYPE: Newspaper

JOURNAL-CODE: SUN


                    Copyright 2010 NEWS GROUP NEWSPAPERS LTD
                              All Rights Reserved

                               2 of 10 DOCUMENTS



                                  Guardian.com

                            January 11, 2010 Monday

Second headline

LENGTH: 12 words

{WRAPPED}


                       Copyright 2010 Guardian Unlimited
                              All Rights Reserved
"""

GERMAN = f"""
                             Dokument 1 von 2

                            Frankfurter Rundschau

                           Montag 11. Januar 2010
                                 Ausgabe Stadt

Die Überschrift des Artikels;
Ein Untertitel dazu

AUTOR: Max Müller

RUBRIK: Politik; S. 3

LÄNGE: 455 Wörter

{WRAPPED}

UPDATE: 12. Januar 2010

SPRACHE: GERMAN; DEUTSCH

PUBLICATION-TYPE: Zeitung

Copyright 2010 Frankfurter Rundschau
Alle Rechte vorbehalten

                             Dokument 2 von 2

                            die tageszeitung

                             12. Januar 2010

Zweite Überschrift

LÄNGE: 12 Wörter

{WRAPPED}

SPRACHE: GERMAN
"""

FRENCH = f"""
                              Document 1 de 1

                                  Le Monde

                             lundi 11 janvier 2010

Le titre de l'article

AUTEUR: Jean Dupont

RUBRIQUE: INTERNATIONAL; Pg. 3

LONGUEUR: 300 mots

{WRAPPED}

DATE-CHARGEMENT: 11 janvier 2010

LANGUE: FRENCH; FRANÇAIS

TYPE-PUBLICATION: Journal

Copyright 2010 Le Monde
tous droits réservés
"""


def test_an_old_export_gives_its_articles(tmp_path: Path) -> None:
    one, two = read("nexis", put(tmp_path, "a.txt", OLD))
    article = one.article
    assert article.title == "A headline that is so long that it runs on in a second line"
    assert (article.outlet, article.author) == ("The Sun (England)", "TREVOR Kavanagh")
    assert (article.published, article.language) == ("2010-01-11", "en")
    assert article.source_file == "a.txt"
    assert article.extra == {
        "edition": "Edition 1; Scotland",
        "section": "FEATURES; Pg. 6",
        "length": "1,355",
        "highlight": "What it is about and why it matters.",
        "load date": "January 12, 2010",
        "publication type": "Newspaper",
        "journal code": "SUN",
        "copyright": "Copyright 2010 NEWS GROUP NEWSPAPERS LTD All Rights Reserved",
        "caption": "A minister with his dog",
    }
    assert one.text == BODY
    assert one.warnings == []
    assert (two.article.title, two.article.outlet, two.text) == ("Second headline", "Guardian.com", BODY)
    assert two.article.extra["copyright"] == "Copyright 2010 Guardian Unlimited All Rights Reserved"


def test_a_german_export(tmp_path: Path) -> None:
    one, two = read("nexis", put(tmp_path, "a.txt", GERMAN))
    assert (one.article.title, one.article.outlet) == (
        "Die Überschrift des Artikels; Ein Untertitel dazu",
        "Frankfurter Rundschau",
    )
    assert (one.article.author, one.article.published, one.article.language) == (
        "Max Müller",
        "2010-01-11",
        "de",
    )
    assert (one.article.extra["section"], one.article.extra["length"]) == ("Politik; S. 3", "455")
    assert one.article.extra["load date"] == "12. Januar 2010"
    assert one.text == BODY
    assert (two.article.outlet, two.article.published) == ("die tageszeitung", "2010-01-12")


def test_a_french_export(tmp_path: Path) -> None:
    read = read_one("nexis", put(tmp_path, "a.txt", FRENCH))
    assert (read.article.title, read.article.outlet) == ("Le titre de l'article", "Le Monde")
    assert (read.article.author, read.article.language) == ("Jean Dupont", "fr")
    assert read.article.extra["load date"] == "11 janvier 2010"
    assert read.article.extra["copyright"] == "Copyright 2010 Le Monde tous droits réservés"
    assert read.text == BODY


def test_a_copyright_above_the_outlet_and_a_headline_above_the_date(tmp_path: Path) -> None:
    text = f"""
                               1 of 1 DOCUMENT

                 Copyright 2003 The New York Times Company
                            The New York Times

                      THE HEADLINE STANDS HERE

             January 1, 2003, Wednesday, Late Edition - Final

SECTION: Section A; Page 3

LENGTH: 12 words

BODY:
{WRAPPED}

LOAD-DATE: January 1, 2003
"""
    read = read_one("nexis", put(tmp_path, "a.txt", text))
    assert (read.article.outlet, read.article.title) == ("The New York Times", "THE HEADLINE STANDS HERE")
    assert read.article.published == "2003-01-01"
    assert read.article.extra["copyright"] == "Copyright 2003 The New York Times Company"
    assert read.text == BODY


HTML = """<HTML><HEAD><TITLE>LexisNexis</TITLE></HEAD><BODY>
<DIV CLASS="c0"><P CLASS="c1"><SPAN CLASS="c2">1 of 2 DOCUMENTS</SPAN></P></DIV><BR>
<DIV CLASS="c0"><P CLASS="c1"><SPAN CLASS="c2">The Guardian (London)</SPAN></P></DIV>
<DIV CLASS="c3"><P CLASS="c1"><SPAN CLASS="c4">January 11, 2010 Monday</SPAN></P>{edition}</DIV>
<DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c7">The headline</SPAN></P></DIV>
<DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c8">BYLINE: </SPAN><SPAN CLASS="c2">Jane Doe</SPAN></P></DIV>
<DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c8">LENGTH: </SPAN><SPAN CLASS="c2">12 words</SPAN></P></DIV>
<DIV CLASS="c5"><P CLASS="c9"><SPAN CLASS="c2">First paragraph.</SPAN></P>
<P CLASS="c9"><SPAN CLASS="c2">Second: paragraph.</SPAN></P></DIV>
<DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c8">LANGUAGE: </SPAN><SPAN CLASS="c2">ENGLISH</SPAN></P></DIV>
<DIV CLASS="c0"><P CLASS="c1"><SPAN CLASS="c2">Copyright 2010 Guardian<BR>All Rights Reserved</SPAN></P></DIV>
<DIV CLASS="c0"><P CLASS="c1"><SPAN CLASS="c2">2 of 2 DOCUMENTS</SPAN></P></DIV><BR>
<DIV><P>The Sun</P></DIV><DIV><P>January 12, 2010</P></DIV>
<DIV><P>Another</P></DIV><DIV><P>Body only.</P></DIV>
</BODY></HTML>"""


def test_an_old_export_as_a_page(tmp_path: Path) -> None:
    path = put(tmp_path, "a.html", HTML.format(edition=""))
    assert sniff("nexis", path) == 0.9
    one, two = read("nexis", path)
    assert (one.article.title, one.article.outlet) == ("The headline", "The Guardian (London)")
    assert (one.article.author, one.article.published) == ("Jane Doe", "2010-01-11")
    assert one.text == "First paragraph.\nSecond: paragraph."
    assert (two.article.outlet, two.article.published) == ("The Sun", "2010-01-12")
    assert two.text == "Another\nBody only."
    edition = put(tmp_path, "b.html", HTML.format(edition="<P>Final Edition</P>"))
    assert read("nexis", edition)[0].article.extra["edition"] == "Final Edition"


def test_a_subtitle_and_a_document_with_only_a_copyright_above_its_date(tmp_path: Path) -> None:
    text = f"""
 1 of 1 DOCUMENTS

   Copyright 2003 The Paper

   January 1, 2003

The headline

A subtitle to it

LENGTH: 3 words

All Rights Reserved

{WRAPPED}
"""
    article = read_one("nexis", put(tmp_path, "a.txt", text)).article
    assert (article.title, article.extra["subtitle"]) == ("The headline", "A subtitle to it")
    assert (article.outlet, article.extra["copyright"]) == (
        "",
        "Copyright 2003 The Paper All Rights Reserved",
    )


def test_a_document_without_a_date_or_labels_is_still_an_article(tmp_path: Path) -> None:
    text = f"\n 1 of 2 DOCUMENTS\n\n   India Today\n\nHEADLINE: The title\n\nLENGTH: 3 words\n\n{WRAPPED}\n"
    text += f"\n 2 of 2 DOCUMENTS\n\n{WRAPPED}\n"
    one, two = read("nexis", put(tmp_path, "a.txt", text))
    assert (one.article.outlet, one.article.title, one.article.published) == ("India Today", "The title", "")
    assert two.article.title == "a 2"
    assert BODY.endswith(two.text.rpartition("\n")[2])


def test_the_number_announced_is_compared_with_the_number_found(tmp_path: Path) -> None:
    missing = OLD.replace("Selected Items: 1-2", "Selected Items: 1-3, 7")
    one, two = read("nexis", put(tmp_path, "a.txt", missing))
    assert one.warnings == ["The file announces 4 documents, but it holds 2 (numbers 1 to 2)."]
    assert two.warnings == []
    unnamed = OLD.replace("Selected Items: 1-2", "All")
    assert (
        "announces 10 documents, but it holds 2"
        in read("nexis", put(tmp_path, "b.txt", unnamed))[0].warnings[0]
    )


def test_a_document_of_only_a_picture_is_a_problem(tmp_path: Path) -> None:
    text = "\n 1 of 1 DOCUMENTS\n\n   The Sun\n\n January 11, 2010\n\nA picture\n\nLENGTH: 0 words\n\n"
    text += "GRAPHIC: Dog\n"
    (found,) = read("nexis", put(tmp_path, "a.txt", text))
    assert isinstance(found, Problem)
    assert (found.record, found.message) == ("1", "Document 1 (“A picture”) has no text; it was left out.")


def test_a_file_without_marks_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="holds no document of a Nexis export"):
        read("nexis", put(tmp_path, "a.txt", "Just a text about 3 of 5 things.\n"))


COVER = [
    "User Name: A. Researcher",
    "Date and Time: Tuesday, March 3, 2020 4:05:00 PM CET",
    "Job Number: 111111",
    "Documents (2)",
    "1. First headline",
    "Client/Matter: -None-",
    "Search Terms: climate",
    "Search Type: Terms and Connectors",
    "2. Second headline",
    "Client/Matter: -None-",
    "",
    "",
]

#: What the labels and headings are in each language of the interface.
UNI: dict[str, dict[str, str]] = {
    "en": {
        "documents": "Documents", "date": "January 11, 2010 Monday 10:30 PM GMT", "section": "Section",
        "length": "Length", "words": "words", "byline": "Byline", "body": "Body", "class": "Classification",
        "language": "Language", "load": "Load-Date", "loaded": "January 12, 2010", "end": "End of Document",
    },
    "de": {
        "documents": "Dokumente", "date": "Montag 11. Januar 2010", "section": "Rubrik", "length": "Länge",
        "words": "Wörter", "byline": "Autor", "body": "Textkörper", "class": "Klassifizierung",
        "language": "Sprache", "load": "Ladedatum", "loaded": "12. Januar 2010", "end": "Ende des Dokuments",
    },
    "fr": {
        "documents": "Documents", "date": "lundi 11 janvier 2010", "section": "Rubrique",
        "length": "Longueur", "words": "mots", "byline": "Auteur", "body": "Corps", "class": "Classification",
        "language": "Langue", "load": "Date de chargement", "loaded": "12 janvier 2010",
        "end": "Fin du document",
    },
    "es": {
        "documents": "Documentos", "date": "lunes 11 de enero de 2010", "section": "Sección",
        "length": "Longitud", "words": "palabras", "byline": "Autor", "body": "Cuerpo",
        "class": "Clasificación", "language": "Idioma", "load": "Fecha de carga",
        "loaded": "12 de enero de 2010", "end": "Fin del documento",
    },
    "zh": {
        "documents": "文档", "date": "2010年1月11日 星期一", "section": "版面",
        "length": "长度",
        "words": "字", "byline": "作者", "body": "正文", "class": "分类", "language": "语言",
        "load": "加载日期",
        "loaded": "2010年1月12日", "end": "文档结束",
    },
    "ko": {
        "documents": "문서", "date": "2010년 1월 11일 월요일",
        "section": "섹션", "length": "길이",
        "words": "단어", "byline": "기자", "body": "본문", "class": "분류", "language": "언어",
        "load": "로드 날짜", "loaded": "2010년 1월 12일", "end": "문서 끝",
    },
}  # fmt: skip


def uni_lines(words: dict[str, str], headline: str = "First headline") -> list[str]:
    colon = ":\u00a0"
    return [
        headline,
        "The Guardian (London)",
        words["date"],
        "First Edition",
        "",
        "Copyright 2010 Guardian News & Media Limited All Rights Reserved",
        f"{words['section']}{colon}NEWS; Pg. 3",
        f"{words['length']}{colon}1355 {words['words']}",
        f"{words['byline']}{colon}Jane Doe",
        words["body"],
        "",
        "The story begins: here.",
        "Body and soul, it goes on.",
        "",
        "Graphic",
        "",
        "A minister",
        words["class"],
        "no label here",
        "",
        f"{words['language']}{colon}ENGLISH",
        "Publication-Type: Newspaper",
        "Subject: CLIMATE (90%); ENERGY (78%)",
        "Person of note: A. Minister",
        f"{words['load']}{colon}{words['loaded']}",
        words["end"],
    ]


def as_rtf(lines: list[str]) -> str:
    body = "\\par\n".join(
        "".join(sign if ord(sign) < 128 else f"\\u{ord(sign)}?" for sign in line) for line in lines
    )
    return r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\info{\title x}}" + body + "}"


@pytest.mark.parametrize("language", list(UNI))
@pytest.mark.parametrize("kind", ["docx", "rtf", "txt", "html"])
def test_nexis_uni_in_every_language_and_kind_of_file(tmp_path: Path, language: str, kind: str) -> None:
    words = UNI[language]
    cover = [line.replace("Documents (", f"{words['documents']} (") for line in COVER]
    lines = cover + uni_lines(words) + ["", *uni_lines(words, "Second headline")]
    data: dict[str, str | bytes] = {
        "docx": docx("".join(p(line.replace("&", "&amp;")) for line in lines)),
        "rtf": as_rtf(lines),
        "txt": "\n".join(lines),
        "html": "<html><head><meta charset=utf-8></head><body>"
        + "".join(f"<p>{line or '<br>'}</p>" for line in lines)
        + "</body></html>",
    }
    path = put(tmp_path, f"a.{kind}", data[kind])
    assert sniff("nexis", path) == 0.9
    one, two = read("nexis", path)
    article = one.article
    assert (article.title, article.outlet) == ("First headline", "The Guardian (London)")
    assert article.published.startswith("2010-01-11")
    assert (article.author, article.language) == ("Jane Doe", "en")
    assert article.extra["section"] == "NEWS; Pg. 3"
    assert article.extra["length"] == "1355"
    assert article.extra["load date"] == words["loaded"]
    assert article.extra["subject"] == "CLIMATE (90%); ENERGY (78%)"
    assert article.extra["copyright"].startswith("Copyright 2010 Guardian")
    assert article.extra["edition"] == "First Edition"
    assert (article.extra["caption"], article.extra["other"]) == ("A minister", "no label here")
    assert article.extra["person of note"] == "A. Minister"
    assert [line for line in one.text.split("\n") if line] == [
        "The story begins: here.",
        "Body and soul, it goes on.",
    ]
    assert one.warnings == []
    assert two.article.title == "Second headline"


def test_nexis_uni_without_classification_or_cover(tmp_path: Path) -> None:
    lines = ["Kicker", "The headline", "taz", "11 January 2010", "Länge: 12 Wörter", "Body", "Story.", ""]
    lines += ["Load-Date: January 12, 2010", "End of Document", ""]
    read = read_one("nexis", put(tmp_path, "a.txt", "\n".join(lines)))
    assert (read.article.title, read.article.extra["subtitle"]) == ("Kicker", "The headline")
    assert (read.article.outlet, read.text) == ("taz", "Story.")
    assert read.article.extra["load date"] == "January 12, 2010"


def test_nexis_uni_with_too_few_documents_or_cut_off_says_so(tmp_path: Path) -> None:
    words = UNI["en"]
    one_of_two = COVER + uni_lines(words)
    (read_article,) = read("nexis", put(tmp_path, "a.txt", "\n".join(one_of_two)))
    assert read_article.warnings == ["The file announces 2 documents, but it holds 1."]
    cut = COVER + uni_lines(words) + uni_lines(words, "Second")[:-1]
    assert [one.article.title for one in read("nexis", put(tmp_path, "b.txt", "\n".join(cut)))] == [
        "First headline",
        "Second",
    ]


def test_an_undated_document_of_nexis_uni(tmp_path: Path) -> None:
    lines = ["Headline", "Outlet", "Copyright 2010 X", "Body", "Story.", "End of Document"]
    read = read_one("nexis", put(tmp_path, "a.txt", "\n".join(lines)))
    assert (read.article.title, read.article.outlet, read.article.published) == ("Headline", "Outlet", "")
    assert read.article.extra == {"copyright": "Copyright 2010 X"}
    bare = ["Body", "Only a story.", "End of Document", "", "Headline", "Body", "Another.", "End of Document"]
    one, two = read_all(put(tmp_path, "b.txt", "\n".join(bare)))
    assert (one.article.title, two.article.title) == ("b 1", "Headline")


def read_all(path: Path) -> list[Any]:
    return read("nexis", path)


def test_other_files_are_left_to_other_readers(tmp_path: Path) -> None:
    assert sniff("nexis", put(tmp_path, "a.csv", OLD)) == 0.0
    assert sniff("nexis", put(tmp_path, "plain.txt", "A text about the harbour.")) == 0.0
    assert sniff("nexis", put(tmp_path, "cut.txt", b"%PDF- End of Document \xff\xfe\0")) == 0.0
    assert sniff("nexis", put(tmp_path, "a.txt", "A text about 3 of 5 DOCUMENTS in a sentence.")) == 0.0
    assert sniff("nexis", put(tmp_path, "b.txt", "This is the end of document handling.")) == 0.0
    assert sniff("nexis", put(tmp_path, "a.docx", docx(p("Plain")))) == 0.0
    assert sniff("nexis", put(tmp_path, "b.docx", b"PK broken")) == 0.0
    assert sniff("nexis", put(tmp_path, "c.docx", b"text")) == 0.0
    assert sniff("nexis", put(tmp_path, "a.rtf", as_rtf(["Plain text"]))) == 0.0
    assert sniff("nexis", put(tmp_path, "a.html", "<p>LexisNexis is a firm</p>")) == 0.0
    for name, text in (("d.txt", OLD), ("e.txt", GERMAN), ("f.txt", FRENCH)):
        assert sniff("nexis", put(tmp_path, name, text)) == 0.9
    assert sniff("nexis", put(tmp_path, "g.txt", OLD.encode("utf-16"))) == 0.9


def test_it_wins_over_the_reader_of_the_kind_of_file(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", OLD)
    surest = max(all_readers().values(), key=lambda one: one.sniff(path, path.read_bytes()[:65536]))
    assert surest.name == "nexis"
