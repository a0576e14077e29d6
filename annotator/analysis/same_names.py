"""Which wordings may name the same one: proposals for a person to accept, alter or reject.

Wordings are compared without case, accents and titles in these ways, each with a reason that is shown:

- the same words in another order ("fingerprint" of OpenRefine, https://openrefine.org/docs/technical-reference/clustering-in-depth);
- one is a part of the other and no third name has it ("Gerasimov", "Valery Gerasimov");
- letters that begin the words of the other ("PBB", "Perserikatan Bangsa-Bangsa");
- beginnings of the words run together, as Indonesian clips names ("Korut", "Korea Utara"; "Kemlu");
- nearly the same letters (Indel similarity of rapidfuzz), as other spellings of a name have.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final

import msgspec

from annotator.model.entity import Entity
from annotator.model.exchange import Progress, no_progress
from annotator.model.folding import fold_text

#: Titles and the like that stand before names and do not tell them apart, folded.
_TITLES: Final = frozenset(
    re.findall(
        r"\w+",
        "mr mrs ms dr drs prof sir lord lady president presiden pm minister menteri menlu menhan jenderal "
        "jend general gen letjen mayjen brigjen kolonel col kapten capt bapak pak ibu bu sdr kh h hj ir st "
        "mt msi sh mh phd the sang si",
    )
)
_WORD: Final = re.compile(r"[^\W_]+")
#: Names shorter than this are not compared letter by letter, and how alike longer ones must be (0..100).
_SHORTEST_FUZZY: Final = 6
_ALIKE: Final = 88
#: Words that stand between those that an abbreviation is made of.
_SMALL: Final = frozenset(re.findall(r"\w+", "dan di ke of the and for de la le du des untuk bagi"))


class Wording(msgspec.Struct, frozen=True, kw_only=True):
    """One wording with how often it stands where no entity is assigned."""

    text: str
    count: int = 1


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """Wordings that may name one entity: an existing one (uid) or a new one of that name.

    `reasons` says for the wordings why each is here; `key` stays the same as long as the wordings do.
    """

    name: str
    wordings: tuple[Wording, ...]
    entity: str = ""
    reasons: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """Number of mentions."""
        return sum(one.count for one in self.wordings)


def same_names(
    wordings: Mapping[str, int],
    entities: Iterable[Entity] = (),
    *,
    apart: Collection[frozenset[str]] = (),
    progress: Progress = no_progress,
) -> list[Proposal]:
    """Gather wordings (with how often each stands), most mentions first.

    `apart` holds pairs of folded wordings, or of a wording and an entity's uid, which a person said are
    not the same; a set with one wording alone: it names nobody.
    """
    names = _Names(wordings, entities, frozenset(apart))
    names.link(progress)
    return names.proposals()


def pairs_apart(proposal: Proposal) -> list[frozenset[str]]:
    """What is remembered when a person rejects a proposal."""
    keys = sorted({folded_name(one.text) for one in proposal.wordings})
    pairs = [frozenset((one, other)) for at, one in enumerate(keys) for other in keys[:at]]
    if proposal.entity:
        pairs += [frozenset((key, proposal.entity)) for key in keys]
    return pairs or [frozenset(keys)]


def folded_name(text: str) -> str:
    """A wording as it is compared: its words without case, accents and signs."""
    return " ".join(_WORD.findall(fold_text(text)))


class _Names:
    """All different names, and which of them were found to be the same."""

    def __init__(
        self, wordings: Mapping[str, int], entities: Iterable[Entity], apart: Collection[frozenset[str]]
    ) -> None:
        self._texts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for text, count in wordings.items():
            if key := folded_name(text):
                self._texts[key][" ".join(text.split())] += count
        self._apart = apart
        self._entities = {one.uid: one for one in entities}
        self._owners: defaultdict[str, set[str]] = defaultdict(set)
        for entity in self._entities.values():
            for name in (entity.name, *entity.aliases):
                if key := folded_name(name):
                    self._owners[key].add(entity.uid)
        self._keys = sorted({*self._texts, *self._owners})
        self._group = {key: key for key in self._keys}
        self._members = {key: {key} for key in self._keys}
        self._reasons: list[tuple[str, str]] = []

    def link(self, progress: Progress) -> None:
        """Compare the names in all ways."""
        steps: tuple[Callable[[], None], ...] = (
            self._link_owners,
            self._link_orders,
            self._link_parts,
            self._link_short_forms,
            self._link_alike,
        )
        for done, step in enumerate(steps):
            progress(done, len(steps))
            step()

    def proposals(self) -> list[Proposal]:
        """The groups with mentions."""
        found = []
        for members in {id(one): one for one in self._members.values()}.values():
            keys = [key for key in members if key in self._texts]
            if not keys or (len(keys) == 1 and frozenset(keys) in self._apart):
                continue
            owners = self._owners_of(members)
            found.append(self._proposal(keys, owners.pop() if len(owners) == 1 else ""))
        return sorted(found, key=lambda one: (-one.count, one.name))

    def _proposal(self, keys: list[str], entity: str) -> Proposal:
        wordings = [
            Wording(text=text, count=count) for key in keys for text, count in self._texts[key].items()
        ]
        wordings.sort(key=lambda one: (-one.count, one.text))
        reasons = tuple(dict.fromkeys(reason for key, reason in self._reasons if key in keys))
        name = self._entities[entity].name if entity else _best_name(wordings)
        return Proposal(name=name, wordings=tuple(wordings), entity=entity, reasons=reasons)

    def _owners_of(self, members: Iterable[str]) -> set[str]:
        return {uid for key in members for uid in self._owners.get(key, ())}

    def _join(self, one: str, other: str, reason: str) -> None:
        """Put two names together, unless that is known to be wrong or joins two entities."""
        here, there = self._members[one], self._members[other]
        if here is there:
            return
        owners = self._owners_of(here), self._owners_of(there)
        if owners[0] and owners[1] and owners[0] != owners[1]:
            return
        ours, theirs = {*here, *owners[0]}, {*there, *owners[1]}
        if self._apart and any(frozenset((a, b)) in self._apart for a in ours for b in theirs):
            return
        here |= there
        for key in there:
            self._members[key] = here
        self._reasons += [(one, reason), (other, reason)]

    def _link_owners(self) -> None:
        by_uid: defaultdict[str, list[str]] = defaultdict(list)
        for key, uids in self._owners.items():
            if len(uids) == 1:  # a name that several entities have says nothing
                by_uid[next(iter(uids))].append(key)
        for keys in by_uid.values():
            for one, other in pairwise(keys):
                self._join(one, other, "")
        self._reasons.clear()

    def _link_orders(self) -> None:
        prints: defaultdict[str, list[str]] = defaultdict(list)
        for key in self._keys:
            words = [word for word in key.split() if word not in _TITLES] or key.split()
            prints[" ".join(sorted(words))].append(key)
        for keys in prints.values():
            for one, other in pairwise(keys):
                self._join(one, other, f"“{one}”, “{other}”: the same words")

    def _link_parts(self) -> None:
        """A name that is a part of exactly one group of longer names belongs to it."""
        longer: defaultdict[str, list[str]] = defaultdict(list)
        bare = {key: tuple(word for word in key.split() if word not in _TITLES) for key in self._keys}
        for key, words in bare.items():
            if 1 < len(words) <= 6:
                for word in {words[0], words[-1]}:
                    longer[word].append(key)
        for key, words in bare.items():
            if not words or len(words) > 3:
                continue
            held = {
                id(self._members[one]): one
                for word in {words[0], words[-1]}
                for one in longer[word]
                if len(bare[one]) > len(words) and _is_part(words, bare[one])
            }
            if len(held) == 1:
                one = next(iter(held.values()))
                self._join(key, one, f"“{key}” is a part of “{one}”")

    def _link_short_forms(self) -> None:
        """Initials and clipped names: one short word against the words of longer names."""
        starts: defaultdict[str, list[str]] = defaultdict(list)
        for key in self._keys:
            words = [word for word in key.split() if word not in _SMALL]
            if 1 < len(words) <= 8:
                starts[words[0][0]].append(key)
        for key in self._keys:
            if " " in key or not 2 <= len(key) <= 12:
                continue
            held: dict[int, str] = {}
            capitals = any(text.isupper() for text in self._texts.get(key, ())) or key in self._owners
            for one in starts[key[0]]:
                words = [word for word in one.split() if word not in _SMALL]
                initials = "".join(word[0] for word in words)
                if (capitals and len(key) > 1 and key == initials) or (
                    len(key) >= 4 and _is_clipped(key, words)
                ):
                    held.setdefault(id(self._members[one]), one)
            if len(held) == 1:
                one = next(iter(held.values()))
                self._join(key, one, f"“{key}” is short for “{one}”")

    def _link_alike(self) -> None:
        """Names with nearly the same letters; compared only with those that share a beginning."""
        from rapidfuzz import fuzz, process

        blocks: defaultdict[str, list[str]] = defaultdict(list)
        for key in self._keys:
            if len(key) >= _SHORTEST_FUZZY:
                for word in {key.split()[0], key.split()[-1]}:
                    blocks[word[:2]].append(key)
        for keys in blocks.values():
            for at, key in enumerate(keys):
                rest = keys[at + 1 :]
                for other, _, _ in process.extract(
                    key, rest, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=20
                ):
                    if not _differ_by_number(key, other):
                        self._join(key, other, f"“{key}”, “{other}”: nearly the same letters")


def _is_part(words: Sequence[str], longer: Sequence[str]) -> bool:
    """Whether the words stand together at the beginning or the end of the longer name."""
    size = len(words)
    return tuple(longer[:size]) == tuple(words) or tuple(longer[-size:]) == tuple(words)


def _is_clipped(short: str, words: Sequence[str]) -> bool:
    """Whether the short form is made of the beginnings of these words, in order, two letters of the first.

    Words behind the second may be left out ("Kemlu", Kementerian Luar Negeri).
    """

    def fits(at: int, word: int) -> bool:
        if at == len(short):
            return word >= 2
        if word == len(words):
            return False
        begin, least = words[word], 2 if word == 0 or len(words) == 2 else 1
        most = next((n for n in range(len(begin) + 1) if short[at : at + n] != begin[:n]), len(begin) + 1) - 1
        most = min(most, len(short) - at, len(begin) if word else len(begin) - 1)
        return any(fits(at + size, word + 1) for size in range(most, least - 1, -1))

    return fits(0, 0)


def _differ_by_number(one: str, other: str) -> bool:
    return re.findall(r"\d+", one) != re.findall(r"\d+", other)


def _best_name(wordings: Sequence[Wording]) -> str:
    """The fullest wording that is not rare, without its title."""
    often = max(one.count for one in wordings)
    usual = [one for one in wordings if one.count * 20 >= often] or list(wordings)
    best = max(usual, key=lambda one: (min(len(one.text.split()), 4), one.text[:1].isupper(), one.count))
    return best.text.strip(" ,.;:“”\"'()")
