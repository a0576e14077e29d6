"""Articles: one news text with its metadata."""

from __future__ import annotations

from typing import Final, Literal, NewType

import msgspec

ArticleId = NewType("ArticleId", int)

Status = Literal["new", "started", "done"]
STATUSES: Final[tuple[Status, ...]] = ("new", "started", "done")

#: The metadata fields that every reader may fill and every person may edit, in display order.
METADATA: Final = ("title", "outlet", "author", "published", "url", "language", "source_file")


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """One news text's metadata; the text itself is fetched apart (`Project.articles.text`).

    `published` is an ISO 8601 date that may be shortened ("2025", "2025-04", "2025-04-26") or carry
    a time; "" when unknown. `language` is a BCP 47 tag. `length` counts code points of the canonical
    text and `fingerprint` is the SHA-256 of its UTF-8 (hex). `id` is 0 until stored.
    """

    title: str = ""
    outlet: str = ""
    author: str = ""
    published: str = ""
    url: str = ""
    language: str = ""
    source_file: str = ""
    extra: dict[str, str] = {}
    status: Status = "new"
    fingerprint: str = ""
    length: int = 0
    uid: str = ""
    id: ArticleId = ArticleId(0)


class ArticleRow(msgspec.Struct, frozen=True, kw_only=True):
    """What the article list shows of one article; `marks` counts its live annotations."""

    id: ArticleId
    title: str
    outlet: str
    published: str
    status: Status
    marks: int
