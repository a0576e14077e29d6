"""From a text and what its file says to the article that a reader gives: gaps filled by proposals."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import msgspec

from annotator.model.article import Article
from annotator.model.dateline import outlet_of_address
from annotator.model.dates import Order, ReadDate
from annotator.model.exchange import Option, Options, ReadArticle
from annotator.model.languages import detect_language
from annotator.model.news import News, recognise

ENCODING: Final = Option(
    name="encoding",
    label="Encoding",
    kind="text",
    default="",
    help="Empty: by the file's mark, as UTF-8, or guessed. Such as: windows-1252, utf-16, shift_jis.",
)
RECOGNISE: Final = Option(
    name="recognise",
    label="Propose title, date, author and place from the text",
    default=True,
    help="The text itself stays whole. Everything proposed can be edited.",
)
DATE_ORDER: Final = Option(
    name="date_order",
    label="Dates like 4/5/2025",
    kind="choice",
    default="",
    choices=["", "dmy", "mdy"],
    help="dmy: the day comes first. mdy: the month comes first. Empty: day first, with a warning.",
)
LANGUAGE: Final = Option(
    name="language",
    label="Detect the language",
    default=False,
    help="Needs the extra “langid”; a second to start and 0.2 ms for each article.",
)
_NO_TITLE: Final = re.compile(
    r"(?i)(?:untitled|document|dokumen|dokument|documento|title|titel|judul|word document)?\s*\d*"
    r"|microsoft (?:word|powerpoint).*|powerpoint presentation|.*\.(?:docx?|odt|rtf|indd|pdf|qxd|pages|txt)"
)
#: What may be recognised in a text: metadata, and further ones that are kept under these names.
PROPOSALS: Final = ("title", "outlet", "author", "published", "url", "language", "place", "caption", "credit")
#: What every reader of whole texts offers.
TEXT_OPTIONS: Final = (RECOGNISE, DATE_ORDER, LANGUAGE)
#: Asks, as an option, for `ReadArticle.proposed`: a preview shows it, an import of 100,000 does without.
TELL_PROPOSED: Final = "tell_proposed"
_FURTHER: Final = ("place", "caption", "credit")
_ALL: Final = frozenset(PROPOSALS)


def date_order(options: Options) -> Order:
    """The option `DATE_ORDER` as a value of `Order`; "" for anything else."""
    order = options.get(DATE_ORDER.name, "")
    return order if order in {"dmy", "mdy"} else ""


def proposals(options: Options) -> frozenset[str]:
    """What is to be recognised in texts, by `RECOGNISE`: all, nothing, or what is named ("title, place")."""
    chosen = options.get(RECOGNISE.name, True)
    if isinstance(chosen, bool):
        return _ALL if chosen else frozenset()
    names = re.split(r"[,\s]+", chosen) if isinstance(chosen, str) else chosen
    return _ALL & frozenset(names)


def finished(
    article: Article,
    text: str,
    options: Options,
    *,
    warnings: Iterable[str] = (),
    title: bool = True,
    created: str = "",
    name: str = "",
) -> ReadArticle:
    """The article as the reader gives it: empty fields filled by what the text says about itself.

    What `article` already says stands. `title`: whether the first line of `text` may be the title.
    `created` (ISO) is when the file was made: the date of publication where nothing else tells it
    (an article saved years later carries it too). `name` is its title where nothing else is. Raises
    `MissingExtraError` when the language is to be detected and cannot be.
    """
    notes = list(warnings)
    told: tuple[str, ...] = ()
    wanted = proposals(options)
    if wanted:
        found = recognise(text, title=title and not article.title, order=date_order(options))
        if wanted is not _ALL:
            found = _only(found, wanted)
        if found.date_other and not article.published:
            notes.append(ambiguous_date(found.date_words, found.published, found.date_other))
        if options.get(TELL_PROPOSED):
            told = tuple(name for name in PROPOSALS if getattr(found, name) and not _has(article, name))
        article = _filled(article, found, created)
    if options.get(LANGUAGE.name, False) and not article.language:
        language = detect_language(text)
        article = msgspec.structs.replace(article, language=language.tag if language else "")
    if not article.title:
        article = msgspec.structs.replace(article, title=name)
    return ReadArticle(article=article, text=text, warnings=notes, proposed=told)


def dated(article: Article, date: ReadDate | None, warnings: list[str]) -> Article:
    """The article with that date of publication; a warning is added when it can be read in two ways."""
    if date is None:
        return article
    if not date.sure:
        warnings.append(ambiguous_date(date.words, date.iso, date.other))
    return msgspec.structs.replace(article, published=date.iso)


def ambiguous_date(words: str, chosen: str, other: str) -> str:
    """The warning for a date that can be read in two ways (both ISO)."""
    return f"The date “{words}” was read as {chosen}; it can also be {other}. Please check it."


def real_title(title: str) -> str:
    """A title from a file's properties, "" where it is one that programs put there by themselves."""
    plain = " ".join(title.split())
    return "" if _NO_TITLE.fullmatch(plain) else plain


def _only(found: News, wanted: frozenset[str]) -> News:
    """What was recognised, without what nobody wants to know."""
    emptied = {name: "" for name in PROPOSALS if name not in wanted}
    if "published" not in wanted:
        emptied |= {"date_words": "", "date_other": ""}
    return msgspec.structs.replace(found, **emptied)


def _has(article: Article, name: str) -> bool:
    return bool(article.extra.get(name) if name in _FURTHER else getattr(article, name))


def _filled(article: Article, found: News, created: str) -> Article:
    extra = dict(article.extra)
    if created and not (found.published or article.published):
        article = msgspec.structs.replace(article, published=created)
        extra.setdefault("date note", "from the properties of the file")
    for name in _FURTHER:
        value = getattr(found, name)
        if value:
            extra.setdefault(name, value)
    if found.published and not article.published and not found.date_sure:
        extra.setdefault("date note", f"from the story: {found.date_words}")
    return msgspec.structs.replace(
        article,
        title=article.title or found.title,
        outlet=article.outlet or found.outlet or outlet_of_address(article.url or found.url),
        author=article.author or found.author,
        published=article.published or found.published,
        url=article.url or found.url,
        language=article.language or found.language,
        extra=extra,
    )
