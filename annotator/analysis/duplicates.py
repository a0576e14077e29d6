"""Near-duplicates: articles that are almost the same text, such as copies of one wire story."""

from __future__ import annotations

import re
import struct
import zlib
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from itertools import islice
from typing import Final, TypeVar

import msgspec

from annotator.model.exchange import Progress, no_progress

#: Articles that share at least this part of their groups of three words are near-duplicates.
THRESHOLD: Final = 0.6

#: Minimum hashes of an article, in bands of three: of two articles with a similarity of .6 a band agrees
#: with .6³ = .22, one of 32 bands with .9997; with .5 it is .986, with .1 .03, with .02 (strangers) .0003.
_BANDS: Final = 32
_ROWS: Final = 3
_HASHES: Final = _BANDS * _ROWS

_CHUNK: Final = 1_000
_EMPTY: Final = 0xFFFF_FFFF
#: Of the articles in one bucket, no more are compared with each newcomer.
_MOST_COMPARED: Final = 50

_WORD: Final = re.compile(r"\w+")
#: No word of a script with spaces is longer; longer runs are Chinese, Thai and the like.
_LONGEST_WORD: Final = 25

_T = TypeVar("_T")


class Cluster(msgspec.Struct, frozen=True, kw_only=True):
    """Articles that are near-duplicates of one another, in the order in which they came.

    `similarity` is the least similarity (0..1) by which a member joined: the share of common groups of three
    words in all groups of the two articles (Jaccard).
    """

    articles: tuple[str, ...]
    similarity: float


def near_duplicates(
    texts: Iterable[tuple[str, str]], *, threshold: float = THRESHOLD, progress: Progress = no_progress
) -> list[Cluster]:
    """Clusters of near-duplicate articles, the first article's place deciding the order.

    `texts` are (uid, text) pairs; they are read twice, so a list or something that begins anew, not an
    iterator (`ValueError`). Case and punctuation do not count. Candidates come from minimum hashes in bands
    (Broder 1997; Leskovec, Rajaraman & Ullman, "Mining of Massive Datasets", ch. 3), made by rensa where it
    is installed and else by one-permutation hashing (Li, Owen & Zhang 2012); each is then compared exactly,
    so nothing that is less similar than the threshold is joined. Articles of fewer than three words are
    near-duplicates only of equal ones.
    """
    if iter(texts) is texts:
        raise ValueError("the texts are read twice: give a list")
    uids: list[str] = []
    signatures: list[bytes] = []
    for chunk in _chunks(texts, _CHUNK):
        uids += [uid for uid, _ in chunk]
        signatures += _signatures([_shingles(text, some=True) for _, text in chunk])
        progress(len(uids), 0)
    buckets = list(_buckets(signatures))
    wanted = {place for bucket in buckets for place in bucket}
    groups = {
        place: array("q", sorted({hash(one) for one in _shingles(text)}))
        for place, (_, text) in enumerate(texts)
        if place in wanted
    }
    clusters = _Clusters(groups, threshold)
    for bucket in buckets:
        clusters.join(bucket)
    return clusters.found(uids)


def similarity(one: str, other: str) -> float:
    """The share of common groups of three words in all groups of the two texts (Jaccard), 0..1."""
    return _jaccard(frozenset(_shingles(one)), frozenset(_shingles(other)))


def _chunks(items: Iterable[_T], size: int) -> Iterator[list[_T]]:
    waiting = iter(items)
    while chunk := list(islice(waiting, size)):
        yield chunk


def _shingles(text: str, *, some: bool = False) -> list[str]:
    """The groups of three words that follow one another; in scripts without spaces, of three letters.

    With `some`, only those that begin with a word of an odd number of letters, unless there are none: about
    half of them, the same half in similar texts.
    """
    words = _WORD.findall(text.casefold())
    if words and len(max(words, key=len)) > _LONGEST_WORD:
        words = [part for word in words for part in (word if len(word) > _LONGEST_WORD else [word])]
    if len(words) < 3:
        return [" ".join(words)] if words else []
    groups = zip(words, words[1:], words[2:], strict=False)
    if some:
        half = [f"{one} {two} {three}" for one, two, three in groups if len(one) & 1]
        return half or _shingles(text)
    return [f"{one} {two} {three}" for one, two, three in groups]


def _signatures(shingles: Sequence[Sequence[str]]) -> list[bytes]:
    return [struct.pack(f"<{_HASHES}I", *digest) for digest in _digests()(shingles)]


_Digests = Callable[[Sequence[Sequence[str]]], Iterable[Sequence[int]]]


def _digests() -> _Digests:
    try:
        from rensa import RMinHash
    except ImportError:
        return _own_digests
    made: Callable[..., list[list[int]]] = RMinHash.digests_from_token_sets
    return lambda shingles: made(shingles, _HASHES, 1)


def _own_digests(shingles: Sequence[Sequence[str]]) -> Iterator[list[int]]:
    """One-permutation minimum hashes: the shingles fall into bins, of each bin the least hash is kept.

    An empty bin takes what stands in the next one that is not (Shrivastava & Li 2014).
    """
    for some in shingles:
        least = [_EMPTY] * _HASHES
        for shingle in set(some):
            value, place = divmod(zlib.crc32(shingle.encode(errors="surrogatepass")), _HASHES)
            least[place] = min(least[place], value)
        if some:
            for place in range(2 * _HASHES - 2, -1, -1):
                if least[place % _HASHES] == _EMPTY:
                    least[place % _HASHES] = least[(place + 1) % _HASHES]
        yield least


def _buckets(signatures: Sequence[bytes]) -> Iterator[list[int]]:
    """Places of articles whose hashes agree in a whole band; one band after the other, to spare memory."""
    width = _ROWS * 4
    nothing = b"\xff" * width
    for start in range(0, _BANDS * width, width):
        places: dict[bytes, list[int]] = defaultdict(list)
        for place, signature in enumerate(signatures):
            places[signature[start : start + width]].append(place)
        places.pop(nothing, None)
        yield from (bucket for bucket in places.values() if len(bucket) > 1)


class _Clusters:
    """Joins articles that are similar enough; `groups` has the hashes of each one's groups of words."""

    def __init__(self, groups: Mapping[int, Sequence[int]], threshold: float) -> None:
        self._groups = groups
        self._threshold = threshold
        self._parent = {place: place for place in groups}
        self._least = dict.fromkeys(groups, 1.0)
        self._apart: set[tuple[int, int]] = set()

    def join(self, bucket: Iterable[int]) -> None:
        """Join what belongs together in a bucket, comparing each article with one of each cluster there."""
        others: list[int] = []
        for place in bucket:
            if not any(self._joined(other, place) for other in others):
                others = [*others, place][-_MOST_COMPARED:]

    def _joined(self, one: int, other: int) -> bool:
        first, second = sorted((self._root(one), self._root(other)))
        if first == second:
            return True
        if (one, other) in self._apart:
            return False
        found = _jaccard(set(self._groups[one]), set(self._groups[other]))
        if found < self._threshold:
            self._apart.add((one, other))
            return False
        self._parent[second] = first
        self._least[first] = min(self._least[first], self._least[second], found)
        return True

    def _root(self, place: int) -> int:
        while self._parent[place] != place:
            self._parent[place] = self._parent[self._parent[place]]
            place = self._parent[place]
        return place

    def found(self, uids: Sequence[str]) -> list[Cluster]:
        """The clusters of two articles or more; each has its first member for root."""
        members: dict[int, list[str]] = defaultdict(list)
        for place in sorted(self._parent):
            members[self._root(place)].append(uids[place])
        return [
            Cluster(articles=tuple(some), similarity=self._least[first])
            for first, some in members.items()
            if len(some) > 1
        ]


def _jaccard(one: Set[object], other: Set[object]) -> float:
    either = len(one | other)
    return len(one & other) / either if either else 0.0
