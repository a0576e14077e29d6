"""Search and concordance over articles in memory, against a casefold scan of the same texts."""

from __future__ import annotations

import itertools
import random
import time
from collections.abc import Iterator

from annotator.analysis.concordance import lines
from annotator.analysis.search import Search
from annotator.model.article import Article
from annotator.model.exchange import ArticleRecord
from annotator.model.folding import fold
from annotator.model.scheme import Scheme
from tests.benchmarks.registry import Figure, benchmark, compare

_ARTICLES = 10_000
_TEXT = "pasukan pemerintah “negara” Presiden mengatakan bahwa perang itu adalah — dan di untuk Ukraina Rusia"
_WORDS = _TEXT.split()


@benchmark
def search() -> Iterator[Figure]:
    """Texts folded beforehand, as an index keeps them, and folded on the way; a word in 1 of 50 articles."""
    records = list(_records())
    query = Search("invasi", scheme=Scheme())
    folded = [fold(record.text).text for record in records]
    kept = compare(
        lambda: [query.find(one) for one, text in zip(records, folded, strict=True) if query.may_find(text)],
        lambda: [one for one in records if "invasi" in one.text.casefold()],
        rounds=5,
    )
    words = kept.words(product=f"search of {_ARTICLES:,} folded articles", baseline="casefold scan")
    yield Figure("search_folded", kept.ratio, 1.2, words)
    raw = compare(
        lambda: [query.find(one) for one in records],
        lambda: [one for one in records if "invasi" in one.text.casefold()],
        rounds=3,
    )
    words = raw.words(product=f"search of {_ARTICLES:,} raw articles", baseline="casefold scan")
    yield Figure("search_raw", raw.ratio, 4.0, f"{words}; accents folded too")


@benchmark
def concordance() -> Iterator[Figure]:
    """The first hundred lines of a common word: at most 200 ms."""
    records = list(_records())
    query = Search("perang NEAR/3 Rusia OR invasi", scheme=Scheme())
    started = time.perf_counter()
    found = (one for one in map(query.find, records) if one is not None)
    first = list(itertools.islice(lines(found), 100))
    seconds = time.perf_counter() - started
    yield Figure(
        "concordance", seconds / 0.2, 1.0, f"{seconds * 1000:.1f} ms for the first {len(first)} lines"
    )


def _records() -> Iterator[ArticleRecord]:
    draw = random.Random(3)
    for number in range(_ARTICLES):
        words = draw.choices(_WORDS, k=400)
        if number % 50 == 0:
            words[draw.randrange(400)] = "Invasi"
        yield ArticleRecord(article=Article(uid=str(number)), text=" ".join(words))
