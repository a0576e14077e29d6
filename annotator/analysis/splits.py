"""Splits for training data: by whole articles, nothing of one group on two sides, labels spread evenly."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal, get_args

import msgspec

from annotator.analysis.samples import shuffled
from annotator.errors import AnnotatorError
from annotator.model.exchange import ArticleRecord

#: By what articles hang together. "date" also sorts: the oldest train, the newest test.
By = Literal["article", "outlet", "entity", "duplicates", "date"]
BYS: Final[tuple[By, ...]] = get_args(By)

#: Names of splits in the order of their shares, and of time.
SPLITS: Final = ("train", "dev", "test")

#: Stands in the counts for the articles themselves, beside the labels.
_ARTICLES: Final = ""


class Splittable(msgspec.Struct, frozen=True, kw_only=True):
    """What a split needs to know of an article: what it hangs together by, when it was, and its labels.

    Articles that have any of `keys` in common come into the same split. `split` is the one that it has
    already, or "".
    """

    uid: str
    keys: tuple[str, ...] = ()
    date: str = ""
    labels: dict[str, int] = {}
    split: str = ""


def parse_shares(words: str) -> tuple[int, ...]:
    """The shares in "80/10/10" (train/dev/test) or "80/20" (train/test has no dev: "80/0/20").

    Two shares are train and test. Raises `AnnotatorError` unless they are two or three whole numbers, not
    all 0.
    """
    parts = words.split("/")
    if len(parts) in {2, 3} and all(part.strip().isdecimal() for part in parts):
        shares = [int(part) for part in parts]
        if any(shares):
            return (shares[0], 0, shares[1]) if len(shares) == 2 else tuple(shares)
    raise AnnotatorError(f"“{words}” is not a split. Write it like 80/10/10 (train/dev/test).")


def splittable(
    record: ArticleRecord, *, by: By = "article", cluster: str = "", labels: Sequence[str] = ()
) -> Splittable:
    """What the split needs of a record; `cluster` names its cluster of near-duplicates, if any."""
    keys: Mapping[By, list[str]] = {
        "article": [],
        "outlet": [record.article.outlet],
        "entity": [mark.entity for mark in record.annotations if not mark.suggested],
        "duplicates": [cluster],
        "date": [record.article.published[:10]],
    }
    counts = Counter(
        mark.label
        for mark in record.annotations
        if not mark.suggested and (not labels or mark.label in labels)
    )
    return Splittable(
        uid=record.article.uid,
        keys=tuple(dict.fromkeys(key for key in keys[by] if key)),
        date=record.article.published,
        labels=dict(counts),
        split=record.split,
    )


def split(
    articles: Iterable[Splittable], *, shares: Sequence[int] = (80, 10, 10), seed: int, by: By = "article"
) -> dict[str, str]:
    """Article uid → "train", "dev" or "test".

    Articles that hang together stay together, and those that have a split already keep it (and draw their
    group after them), so that a split never changes when articles are added. The groups are taken from the
    largest to the smallest, equally large ones in the order of the seed, each into the split that lacks
    most of what the group has: articles and each label count alike (after Sechidis, Tsoumakas & Vlahavas
    2011, "On the stratification of multi-label data"). With by="date" the groups are the days in their
    order instead, the oldest for train, the newest for test, and articles without a date for train.

    Raises `AnnotatorError` when a group has members that are already in different splits.
    """
    if len(shares) != len(SPLITS) or min(shares) < 0 or not any(shares):
        raise AnnotatorError("A split needs three shares: train, dev and test.")
    groups = _groups(list(articles))
    wanted = dict(zip(SPLITS, shares, strict=True))
    chosen = _in_time(groups, wanted) if by == "date" else _spread(groups, wanted, seed)
    return {article.uid: name for group, name in zip(groups, chosen, strict=True) for article in group}


_Group = list[Splittable]


def _groups(articles: Sequence[Splittable]) -> list[_Group]:
    """The articles joined wherever two have a key in common, in the order of their first members."""
    parent = {article.uid: article.uid for article in articles}

    def root(uid: str) -> str:
        while parent[uid] != uid:
            parent[uid] = uid = parent[parent[uid]]
        return uid

    owner: dict[str, str] = {}
    for article in articles:
        for key in article.keys:
            first = owner.setdefault(key, article.uid)
            parent[root(article.uid)] = root(first)
    groups: dict[str, _Group] = defaultdict(list)
    for article in articles:
        groups[root(article.uid)].append(article)
    return list(groups.values())


def _settled(group: _Group) -> str:
    """The split that a group has already, or ""."""
    names = {article.split for article in group if article.split in SPLITS}
    if len(names) > 1:
        raise AnnotatorError(
            f"Articles that belong together are already in {' and '.join(sorted(names))}. "
            "Clear the splits first, or split by article.",
            detail=", ".join(article.uid for article in group[:20]),
        )
    return next(iter(names), "")


def _counts(group: _Group) -> Counter[str]:
    counts = Counter({_ARTICLES: len(group)})
    for article in group:
        counts.update(article.labels)
    return counts


def _spread(groups: Sequence[_Group], shares: Mapping[str, int], seed: int) -> list[str]:
    chosen = [_settled(group) for group in groups]
    counts = [_counts(group) for group in groups]
    totals: Counter[str] = Counter()
    for count in counts:
        totals.update(count)
    whole = sum(shares.values())
    lacking = {
        name: {what: total * share / whole for what, total in totals.items()}
        for name, share in shares.items()
    }
    for place, name in enumerate(chosen):
        if name:
            _take(lacking[name], counts[place])
    drawn = shuffled((min(article.uid for article in group) for group in groups), seed)
    rank = {uid: place for place, uid in enumerate(drawn)}
    order = sorted(
        (place for place, name in enumerate(chosen) if not name),
        key=lambda place: (
            -counts[place].total(),
            rank[min(article.uid for article in groups[place])],
        ),
    )
    open_to = [name for name, share in shares.items() if share]
    for place in order:
        name = max(open_to, key=lambda one: _need(lacking[one], counts[place], totals, shares[one]))
        _take(lacking[name], counts[place])
        chosen[place] = name
    return chosen


def _need(
    lacking: Mapping[str, float], counts: Mapping[str, int], totals: Mapping[str, int], share: int
) -> float:
    """How much of what the group has the split still lacks, as a part of what it should have in all."""
    return sum(lacking[what] / (totals[what] * share) for what, count in counts.items() if count) / len(
        counts
    )


def _take(lacking: dict[str, float], counts: Mapping[str, int]) -> None:
    for what, count in counts.items():
        lacking[what] -= count


def _in_time(groups: Sequence[_Group], shares: Mapping[str, int]) -> list[str]:
    """Cut the days in their order where the shares of articles are reached."""
    dates = [max(article.date for article in group) for group in groups]
    sizes = [len(group) for group in groups]
    bounds, upto = [], 0
    for name, share in shares.items():
        upto += share
        bounds.append((upto * sum(sizes) / sum(shares.values()), name))
    chosen = [""] * len(groups)
    done = 0
    for place in sorted(range(len(groups)), key=lambda one: dates[one]):
        middle = done + sizes[place] / 2
        by_date = next(name for bound, name in bounds if middle < bound)
        chosen[place] = _settled(groups[place]) or by_date
        done += sizes[place]
    return chosen
