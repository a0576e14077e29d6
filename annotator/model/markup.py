"""The plain text of markup: blocks become lines, white space collapses as it does on a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element as Element
    from lxml.html import HtmlElement

#: Elements that begin and end a line. `td` and `th` end with a tab instead.
BLOCKS: Final = frozenset({
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead",
    "title", "tr", "ul",
})  # fmt: skip
_UNSEEN: Final = frozenset(
    ["head", "script", "style", "template", "noscript", "iframe", "object", "svg", "math"]
)
_CELLS: Final = frozenset(["td", "th"])
_SPACE: Final = re.compile(r"[ \t\r\n\f]+")
#: Stands for the edge of a block until lines are made: no text from markup holds it.
_EDGE: Final = "\0"
_EDGES: Final = re.compile(r"(?:[ \t]*\0)+[ \t]*")
_AROUND_BREAK: Final = re.compile(r"[ \t]*\n[ \t]*")
_MANY_BREAKS: Final = re.compile(r"\n{3,}")


def parse_html(text: str) -> HtmlElement:
    """The tree of an HTML page or fragment, however broken; an empty page for no markup. No network."""
    from lxml import html

    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    data = text.replace("\0", "\ufffd").encode("utf-8", "replace")
    return html.document_fromstring(data or b"<html></html>", parser=parser, ensure_head_body=True)


def text_of(element: Element) -> str:
    """The text that a reader of the markup sees; paragraphs are lines, `<br>` breaks one.

    Works by names without namespace, so for XHTML too; a blank line stands only where breaks make one.
    """
    text = _EDGES.sub("\n", "".join(_pieces(element)).strip("\0"))
    return _MANY_BREAKS.sub("\n\n", _AROUND_BREAK.sub("\n", text)).strip()


def text_of_html(text: str) -> str:
    """The text of an HTML page or fragment given as characters."""
    return text_of(parse_html(text)) if "<" in text or "&" in text else text.strip()


def local_name(element: Element) -> str:
    """An element's name without its namespace, in lower case; "" for comments and the like."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _pieces(root: Element) -> Iterator[str]:
    from lxml import etree

    walker = etree.iterwalk(root, events=("start", "end"))
    preformatted = 0
    for event, element in walker:
        name = local_name(element)
        if event == "start":
            if name in _UNSEEN:
                walker.skip_subtree()
                continue
            preformatted += name == "pre"
            yield from _opening(name)
            yield _flat(element.text or "", kept=preformatted)
            continue
        preformatted -= name == "pre"
        yield from _closing(name)
        if element is not root:
            yield _flat(element.tail or "", kept=preformatted)


def _opening(name: str) -> Iterator[str]:
    if name == "br":
        yield "\n"
    elif name in BLOCKS:
        yield _EDGE


def _closing(name: str) -> Iterator[str]:
    if name in _CELLS:
        yield "\t"
    elif name in BLOCKS:
        yield _EDGE


def _flat(text: str, *, kept: int) -> str:
    return text if kept else _SPACE.sub(" ", text)
