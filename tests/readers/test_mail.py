"""Mails and newsletters in."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from annotator.errors import ReadError
from annotator.model.exchange import Problem
from tests.readers.reading import put, read, read_one, sniff

STORY = "Der Bundestag hat am Freitag über die Reform beraten.\nDie Opposition lehnt sie ab.\n"


def message(**parts: Any) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = '"Jane Doe" <jane@press.example>'
    mail["To"] = "me@x.example"
    mail["Subject"] = parts.get("subject", "Größe der Änderung")
    mail["Date"] = "Sat, 26 Apr 2025 10:30:00 +0700"
    if "plain" in parts:
        mail.set_content(parts["plain"])
    if "html" in parts and "plain" in parts:
        mail.add_alternative(parts["html"], subtype="html")
    elif "html" in parts:
        mail.set_content(parts["html"], subtype="html")
    for name in parts.get("attached", ()):
        mail.add_attachment(b"data", maintype="application", subtype="pdf", filename=name)
    return mail


def test_a_mail_is_an_article(tmp_path: Path) -> None:
    path = put(tmp_path, "a.eml", message(plain=STORY).as_bytes())
    assert sniff("mail", path) == 0.7
    read = read_one("mail", path)
    article = read.article
    assert (article.title, article.author) == ("Größe der Änderung", "Jane Doe")
    assert (article.published, article.source_file) == ("2025-04-26T10:30:00+07:00", "a.eml")
    assert article.extra["To"] == "me@x.example"
    assert read.text.strip() == STORY.strip()
    assert read.warnings == []


def test_plain_text_counts_before_html_and_html_where_there_is_no_other(tmp_path: Path) -> None:
    both = message(plain=STORY, html="<p>Other</p>")
    assert read_one("mail", put(tmp_path, "a.eml", both.as_bytes())).text.strip() == STORY.strip()
    page = message(html="<html><head><style>x</style></head><p>Eins</p><p>Zwei</p></html>")
    assert read_one("mail", put(tmp_path, "b.eml", page.as_bytes())).text == "Eins\nZwei"


def test_attachments_are_told_and_not_read(tmp_path: Path) -> None:
    one = read_one("mail", put(tmp_path, "a.eml", message(plain=STORY, attached=["a.pdf"]).as_bytes()))
    assert one.warnings == ["1 attached file was not read."]
    two = read_one(
        "mail", put(tmp_path, "b.eml", message(plain=STORY, attached=["a.pdf", "b.pdf"]).as_bytes())
    )
    assert two.warnings == ["2 attached files were not read."]


def test_text_that_was_cut_for_sending_is_joined_again(tmp_path: Path) -> None:
    head = "From: jane@x.example\nSubject: S\nContent-Type: text/plain; format=flowed{}\n\n"
    body = "One line that \ngoes on.\n-- \nJane\n"
    read = read_one("mail", put(tmp_path, "a.eml", head.format("") + body))
    assert read.text == "One line that goes on.\n-- \nJane"
    assert read.article.author == "jane@x.example"
    delsp = read_one("mail", put(tmp_path, "b.eml", head.format("; delsp=yes") + "中文 \n字。\n"))
    assert delsp.text == "中文字。"


def test_a_wrong_charset_is_noticed(tmp_path: Path) -> None:
    head = b"From: a@b.example\nSubject: S\nContent-Type: text/plain; charset=iso-8859-1\n\n"
    read = read_one("mail", put(tmp_path, "a.eml", head + "Größe".encode()))
    assert (read.text, len(read.warnings)) == ("Größe", 1)
    told = read_one("mail", put(tmp_path, "b.eml", head + "Größe".encode("cp437")), encoding="cp437")
    assert told.text == "Größe"


def test_an_mbox_gives_its_messages(tmp_path: Path) -> None:
    mails = [message(plain="First.\n>From here on.\n", subject="One"), message(plain=STORY, subject="Two")]
    box = b"".join(b"From jane Sat Apr 26 10:30:00 2025\n" + one.as_bytes() + b"\n" for one in mails)
    box += b"From x Sat\nSubject: Empty\nDate: x\n\n\n"
    path = put(tmp_path, "a.mbox", box)
    assert sniff("mail", path) == 0.8
    found: list[Any] = read("mail", path)
    assert [one.article.title for one in found[:2]] == ["One", "Two"]
    assert found[0].text == "First.\nFrom here on."
    assert found[0].article.source_file == "a.mbox"
    assert isinstance(found[2], Problem)
    assert found[2].message.startswith("“Message 3” holds no text")


def test_a_mail_without_a_subject_is_called_by_its_file(tmp_path: Path) -> None:
    read = read_one(
        "mail", put(tmp_path, "letter.eml", "From: Jane <j@x.example>\n\nHello, this is short.\n")
    )
    assert (read.article.title, read.article.author) == ("letter", "Jane")


def test_a_header_that_breaks_the_parser_is_passed_over(tmp_path: Path) -> None:
    hostile = "From: Jane\nSubject: =?utf-8?q?=\nMessage-ID: <[\nDate: \0\n\nHello, this is the text.\n"
    assert read_one("mail", put(tmp_path, "a.eml", hostile)).text == "Hello, this is the text."


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is not a mail"),
        (b"just words\n", "is not a mail"),
        (message(plain=" ").as_bytes(), "holds no text"),
        (message(plain=STORY, html="<p>x</p>").as_bytes()[:-40], "is cut off"),
    ],
)
def test_bad_mails_are_refused(tmp_path: Path, content: bytes, sentence: str) -> None:
    with pytest.raises(ReadError, match=sentence):
        read("mail", put(tmp_path, "a.eml", content))


def test_it_knows_mails_by_their_headers(tmp_path: Path) -> None:
    assert sniff("mail", put(tmp_path, "noname", message(plain="x").as_bytes())) == 0.7
    assert sniff("mail", put(tmp_path, "a.eml", "x")) == 0.3
    assert sniff("mail", put(tmp_path, "a.txt", message(plain="x").as_bytes())) == 0.0
    assert sniff("mail", put(tmp_path, "b.txt", b"From x\nSubject: y\n")) == 0.0
