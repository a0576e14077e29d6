"""Small whole articles of every kind that readers take, to be spoilt."""

from __future__ import annotations

from typing import Final

from tests.projects import TEXT
from tests.readers import office
from tests.readers.pdfs import column, pdf

PAGE: Final = (
    "<html><head><title>Rusia</title></head><body><article><h1>Rusia</h1>"
    f"<p>{TEXT * 8}</p></article></body></html>"
)
_MAIL = "From: a@example.org\r\nSubject: Rusia\r\nDate: Sat, 26 Apr 2025 09:00:00 +0700\r\n\r\n" + TEXT
_FEED = (
    "<rss version='2.0'><channel><title>Antara</title><item><title>Rusia</title>"
    "<pubDate>Sat, 26 Apr 2025 09:00:00 GMT</pubDate>"
    f"<description>{TEXT}</description><link>https://example.org/1</link></item></channel></rss>"
)
_HTTP = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{PAGE}"
_WARC = (
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/1\r\n"
    "WARC-Date: 2025-04-27T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:0d0e0f00-0000-4000-8000-000000000001>\r\n"
    "Content-Type: application/http; msgtype=response\r\n"
    f"Content-Length: {len(_HTTP.encode())}\r\n\r\n{_HTTP}\r\n\r\n"
)
_NEXIS = (
    "1 of 2 DOCUMENTS\n\nKompas\n\nApril 26, 2025 Saturday\n\nRusia mengakui\n\nBYLINE: A\n\n"
    f"LENGTH: 20 words\n\n{TEXT}\n\nLOAD-DATE: April 27, 2025\n"
)
_OPEN = "urn:oasis:names:tc:opendocument:xmlns"
_ODT = {
    "mimetype": "application/vnd.oasis.opendocument.text",
    "content.xml": f"<o:document-content xmlns:o='{_OPEN}:office:1.0' xmlns:text='{_OPEN}:text:1.0'>"
    f"<o:body><o:text><text:h>Rusia</text:h><text:p>{TEXT}</text:p></o:text></o:body></o:document-content>",
}
_EPUB = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": f"<container xmlns='{_OPEN}:container'><rootfiles><rootfile full-path='c.opf' "
    "media-type='application/oebps-package+xml'/></rootfiles></container>",
    "c.opf": "<package xmlns='http://www.idpf.org/2007/opf'><metadata/><manifest>"
    "<item id='a' href='a.xhtml' media-type='application/xhtml+xml'/></manifest>"
    "<spine><itemref idref='a'/></spine></package>",
    "a.xhtml": PAGE,
}


def articles() -> dict[str, bytes]:
    """File name → content."""
    return {
        "a.txt": (TEXT * 3).encode(),
        "b.txt": _NEXIS.encode(),
        "a.html": PAGE.encode(),
        "a.mht": f"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{PAGE}".encode(),
        "a.eml": _MAIL.encode(),
        "a.mbox": f"From a@example.org Sat Apr 26 09:00:00 2025\n{_MAIL}\n".encode(),
        "a.rss": _FEED.encode(),
        "a.rtf": b"{\\rtf1\\ansi\\ansicpg1252{\\fonttbl\\f0 Times;}\\f0 Rusia \\u8220? bahwa\\par pasukan}",
        "a.csv": f'title,text,date\nRusia,"{TEXT.strip()}",2025-04-26\n'.encode(),
        "a.jsonl": b'{"title": "Rusia", "text": "Rusia mengakui", "date": "2025-04-26"}\n' * 3,
        "a.docx": office.docx(office.p("Rusia mengakui") + office.p(TEXT)),
        "a.pdf": pdf([column(["Rusia mengakui bahwa pasukan", "Korea Utara ikut bertempur."])]),
        "a.warc": _WARC.encode(),
        "a.odt": office.zipped({**_ODT}),
        "a.epub": office.zipped({**_EPUB}),
        "a.zip": office.zipped({"a.txt": TEXT, "b/c.html": PAGE, "d.eml": _MAIL}),
    }
