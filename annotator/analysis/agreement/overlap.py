"""Precision, recall and F1 of marks and relations, and agreement by character, from sums over articles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotator.analysis.agreement.coefficients import Cell, Field, of_chance
from annotator.model.annotation import Annotation, Span


def f1(both: int, either: int) -> float | None:
    """2 × shared / (first + second); None where neither has anything. `either` is first + second."""
    return 2 * both / either if either else None


class SharedMeasures:
    """F1 of all pairs of coders pooled, for each of several ways of counting what two coders share.

    F1 = 2 · both / either, summed over the pairs of coders. As there is no reference, precision and recall
    would be the same. It is the positive specific agreement (Hripcsak & Rothschild 2005, "Agreement, the
    F-measure, and reliability in information retrieval").
    """

    def __init__(self, ways: Sequence[str]) -> None:
        self.fields: list[Field] = [(part, way) for way in ways for part in ("both", "either")]
        self.names = tuple(f"F1, {way}" for way in ways)

    def measures(self, sums: Sequence[int]) -> list[Cell]:
        """F1 in each way; `n` counts what the coders marked, once for each pair that a coder is in."""
        return [
            Cell(f1(both, either), None, None, either)
            for both, either in zip(sums[::2], sums[1::2], strict=True)
        ]


class PairSharedMeasures:
    """F1, precision and recall of the second coder with the first as reference, for several ways of counting.

    With characters counted, also Cohen's kappa of marked against unmarked characters (Cohen 1960), whose n
    is the whole text: two coders who mark 100 characters each, 50 of them shared, in 10,000 have .495.
    """

    def __init__(self, ways: Sequence[str], *, characters: str = "") -> None:
        self.fields: list[Field] = [(part, way) for way in ways for part in ("both", "first", "second")]
        self.names = tuple(f"{what}, {way}" for way in ways for what in ("F1", "precision", "recall"))
        self._text = -1
        if characters:
            self._text = 3 * list(ways).index(characters)
            self.fields.append(("text", characters))
            self.names = (*self.names, "Cohen's kappa, characters")

    def measures(self, sums: Sequence[int]) -> list[Cell]:
        """The measures in the order of `names`; `n` counts what was marked, or all characters (kappa)."""
        cells: list[Cell] = []
        for at in range(0, len(sums) - 2, 3):
            both, first, second = sums[at : at + 3]
            cells += [
                Cell(f1(both, first + second), None, None, first + second),
                Cell(both / second if second else None, None, None, second),
                Cell(both / first if first else None, None, None, first),
            ]
        if self._text >= 0:
            both, first, second = sums[self._text : self._text + 3]
            cells.append(character_kappa(both, first, second, sums[-1]))
        return cells


def character_kappa(both: int, first: int, second: int, length: int) -> Cell:
    """Cohen's kappa (1960) of marked and unmarked characters: shared, each coder's, and all characters."""
    if not length:
        return Cell(None, None, None, 0)
    by_chance = (first * second + (length - first) * (length - second)) / (length * length)
    return of_chance((first + second - 2 * both) / length, 1 - by_chance, length)


class ShareMeasures:
    """Percent agreement alone, for values too many to count one by one (entities)."""

    fields: tuple[Field, ...] = (("n",), ("agree",))
    names = ("percent agreement",)

    def measures(self, sums: Sequence[int]) -> list[Cell]:
        """The share of the n units on which two coders agree."""
        n, agree = sums
        return [Cell(agree / n, 1 - agree / n, None, n) if n else Cell(None, None, None, 0)]


def joined(marks: Iterable[Annotation]) -> list[Span]:
    """The text under any of the marks, as disjoint spans in order."""
    covered: list[Span] = []
    for start, end in sorted(span for mark in marks for span in mark.fragments):
        if covered and start <= covered[-1].end:
            covered[-1] = Span(covered[-1].start, max(covered[-1].end, end))
        else:
            covered.append(Span(start, end))
    return covered


def shared_length(first: Sequence[Span], second: Sequence[Span]) -> int:
    """How many characters two lists of disjoint, ordered spans share."""
    total = i = j = 0
    while i < len(first) and j < len(second):
        total += max(0, min(first[i].end, second[j].end) - max(first[i].start, second[j].start))
        if first[i].end <= second[j].end:
            i += 1
        else:
            j += 1
    return total
