"""Mails and newsletters: one .eml file, or the many messages of an .mbox; text as it is read, no attachments.

Source: RFC 5322, 2045, 3676 (flowed text), 4155 (mbox).
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email import errors
from email.message import EmailMessage
from pathlib import Path
from typing import Final

from annotator.errors import ReadError
from annotator.model.article import Article
from annotator.model.dates import read_date
from annotator.model.exchange import Option, Options, Problem, ReadArticle
from annotator.model.markup import text_of_html
from annotator.model.page_encoding import decode_page
from annotator.model.reading import ENCODING, TEXT_OPTIONS, dated, finished
from annotator.safe_files import MIB, read_bytes, read_head

_MOST: Final = 128 * MIB
_HEADERS: Final = re.compile(
    rb"(?im)\A(?:return-path|received|delivered-to|from|to|subject|date|message-id|mime-version|x-[\w-]+):"
)
_ESCAPED_FROM: Final = re.compile(rb"(?m)^>(>*From )")
#: What the parser notes when the end of a message is missing.
_CUT: Final = (
    errors.CloseBoundaryNotFoundDefect,
    errors.StartBoundaryNotFoundDefect,
    errors.InvalidBase64PaddingDefect,
    errors.InvalidBase64LengthDefect,
)


class MailReader:
    """Takes each message as an article: subject as title, sender as author, plain text before HTML."""

    name: str = "mail"
    title: str = "Mail (EML, mbox)"
    suffixes: tuple[str, ...] = (".eml", ".mbox")
    options: tuple[Option, ...] = (ENCODING, *TEXT_OPTIONS)
    extra: str = ""

    def sniff(self, path: Path, head: bytes) -> float:
        """Sure by name and by headers at the beginning."""
        suffix = path.suffix.lower()
        if _is_mbox(head):
            return 0.8 if suffix in {".mbox", ""} else 0.0
        if _HEADERS.match(head) and b"\nSubject:" in b"\n" + head[:16384]:
            return 0.7 if suffix in {".eml", ""} else 0.0
        return 0.3 if suffix in self.suffixes else 0.0

    def read(self, path: Path, options: Options) -> Iterator[ReadArticle | Problem]:
        """Give the messages; one of an mbox that cannot be read is a `Problem`. Raises `ReadError`."""
        if not _is_mbox(read_head(path, 4096)):
            yield _article(read_bytes(path, _MOST), path.name, path.stem, options)
            return
        for number, data in enumerate(_messages(path), 1):
            try:
                yield _article(data, f"Message {number}", f"{path.stem} {number}", options, file=path.name)
            except ReadError as error:
                yield Problem(file="", record=str(number), message=error.sentence)


def _is_mbox(head: bytes) -> bool:
    return head.startswith(b"From ") and re.search(rb"(?im)^(?:subject|date|message-id):", head) is not None


def _messages(path: Path) -> Iterator[bytes]:
    """The messages of an mbox, one by one: each begins with a "From " line after a blank one."""
    lines: list[bytes] = []
    blank = True
    with path.open("rb") as stream:
        for line in stream:
            if blank and line.startswith(b"From "):
                if lines:
                    yield _ESCAPED_FROM.sub(rb"\1", b"".join(lines))
                lines = []
            else:
                lines.append(line)
            blank = not line.strip()
    yield _ESCAPED_FROM.sub(rb"\1", b"".join(lines))


def _article(data: bytes, called: str, stem: str, options: Options, *, file: str = "") -> ReadArticle:
    """The article of a message, which sentences call `called`. Raises `ReadError`."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    if not message.keys():
        raise ReadError(f"“{called}” is not a mail: it has no headers. Nothing was read from it.")
    text, warnings = _text(message, called, str(options.get(ENCODING.name, "") or ""))
    if not text.strip():
        raise ReadError(f"“{called}” holds no text, only pictures or attachments. Nothing was read from it.")
    article = Article(
        title=" ".join(_header(message, "Subject").split()),
        author=_sender(message),
        source_file=file or called,
        extra={name: value for name in ("To", "List-Id", "Message-ID") if (value := _header(message, name))},
    )
    article = dated(article, read_date(_header(message, "Date")), warnings)
    return finished(article, text, options, warnings=warnings, title=not article.title, name=stem)


def _header(message: EmailMessage, name: str) -> str:
    """A header as words; "" when it is not there or so broken that the parser fails on it."""
    try:
        return str(message.get(name, "")).replace("\ufffd", "").strip()
    except (
        ValueError,
        IndexError,
        AttributeError,
        TypeError,
        OverflowError,
    ):  # known faults of the parser on hostile headers
        return ""


def _sender(message: EmailMessage) -> str:
    words = _header(message, "From")
    named = re.match(r"\s*\"?([^\"<]+?)\"?\s*<", words)
    return named[1].strip() if named else words


def _text(message: EmailMessage, called: str, encoding: str) -> tuple[str, list[str]]:
    """The text that people read, and warnings. Raises `ReadError` when the message is cut off."""
    plain: list[str] = []
    pages: list[str] = []
    attached = 0
    warnings: list[str] = []
    for part in message.walk():
        content = None if part.is_multipart() else part.get_payload(decode=True)
        if any(isinstance(defect, _CUT) for defect in part.defects):
            raise ReadError(f"“{called}” is cut off: its end is missing. Nothing was read from it.")
        if part.get_content_disposition() == "attachment":
            attached += 1
        elif isinstance(content, bytes) and part.get_content_maintype() == "text":
            decoded, notes = decode_page(content, encoding, declared=part.get_content_charset() or "utf-8")
            warnings += notes
            html = part.get_content_subtype() == "html"
            (pages if html else plain).append(
                text_of_html(decoded.text) if html else _flowed(part, decoded.text)
            )
    if attached:
        warnings.append(f"{attached} attached {'file was' if attached == 1 else 'files were'} not read.")
    chosen = plain if any(one.strip() for one in plain) else pages
    return "\n\n".join(one.strip("\r\n") for one in chosen if one.strip()), warnings


def _flowed(part: EmailMessage, text: str) -> str:
    """Text whose lines were cut for sending, joined again where it says so (format=flowed)."""
    if part.get_param("format") != "flowed":
        return text
    glue = "" if part.get_param("delsp") == "yes" else " "
    return re.sub(r"(?m)(?<!^--) \r?\n(?!>)", glue, text)


READER: Final = MailReader()
