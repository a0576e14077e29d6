"""Letters and common words of languages in Latin script, to tell their 8-bit encodings apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

#: The likelier first: of two that fit equally well (mostly they give the same text), the first wins.
_ENCODINGS: Final = tuple(
    """
    cp1252 cp1250 cp1254 cp1257 cp1258 iso8859-15 iso8859-2 iso8859-9 iso8859-13 iso8859-4 iso8859-16
    mac-roman cp850 cp437 cp852 cp857 cp775 mac-latin2 mac-turkish iso8859-3 iso8859-10 iso8859-14
    cp858 cp860 cp861 cp863 cp865 mac-iceland mac-croatian mac-romanian
    """.split()  # noqa: SIM905 - a list of words reads better as words
)

#: Signs of any language: quotes, dashes, currency, marks.
_SIGNS: Final = frozenset("“”„‘’‚«»‹›–—…•·€£§©®™°¡¿\xa0\xad")

#: Signs, but less likely; those that would be letters of the language in another encoding lose.
_RARE_SIGNS: Final = frozenset("¥±²³½¼¾×ªº†‡‰¶´№")

#: Between two letters these are letters in truth; of the signs only ’ ‘ · and the soft hyphen stand there.
_SIGNS_BETWEEN_WORDS: Final = (_SIGNS | _RARE_SIGNS) - frozenset("’‘´·\xad")

#: So much of the text outside ASCII must be letters and signs of the language.
_FITTING: Final = 0.95

#: So many of the ASCII words must be common ones of the language; the texts in our tests have 12–80 %.
_SPOKEN: Final = 0.06

_ASCII_WORD: Final = re.compile(rb"(?<![A-Za-z\x80-\xff'])[A-Za-z]{1,8}(?![A-Za-z\x80-\xff])")


_HIGH: Final = re.compile(rb"[\x80-\xff]")
_WITHIN: Final = re.compile(rb"(?<=[A-Za-z])[\x80-\xff](?=[A-Za-z])")
_HIGH_BYTES: Final = bytes(range(0x80, 0x100))


class _Language(NamedTuple):
    letters: frozenset[str]
    words: frozenset[bytes]


def _language(letters: str, words: str) -> _Language:
    return _Language(frozenset(letters), frozenset(words.encode().split()))


#: Letters outside ASCII (lower case), and frequent words inside ASCII.
_LANGUAGES: Final = (
    _language("éèêëïöüçñáíóô", "the of and to in that is was for on with said it as at by from"),
    _language(
        "éèê", "yang dan di dari itu untuk dengan pada dalam tidak akan ini kata ke oleh tersebut juga"
    ),
    _language(
        "äöüßéèà", "der die und in den von zu das mit sich des auf ist im dem nicht ein eine als auch hat"
    ),
    _language("éëïöüèêáíóúàç", "de het een van en in te dat op voor met is zijn niet aan er door bij ook"),
    _language(
        "éèêëàâîïôùûüçœæÿ", "de la le et les des en un du une que est pour dans qui par sur pas au il ne se"
    ),
    _language("áéíóúüñ", "de la que el en y a los del se las por un para con no una su al lo es como"),
    _language("ãõâêôáéíóúàçü", "de que e o a do da em um para com os no se na uma por mais as dos ao das"),
    _language("àèéìíòóùúî", "di e il che la in un a per una con del non si da i sono al le dei nel della"),
    _language("àèéíïòóúüç·", "de la i el que a en les del els un per amb una es no al dels van"),
    _language("ąćęłńóśźż", "w i z na do to nie o jest od po za przez przy ale jak tym czy dla oraz co"),
    _language("áčďéěíňóřšťúůýž", "v a na se je o z do s ve pro ale po od za jeho k by podle jako tak ze"),
    _language("áäčďéíĺľňóôŕšťúýž", "v a na sa je o z do s vo pre ale po od za jeho k by ako tak zo som"),
    _language("áéíóöőúüű", "a az hogy nem egy is ez volt meg csak de el ki mint szerint vagy"),
    _language("ăâîşţșț", "de la a cu pe din nu este o un care pentru mai au fost sa ce al ale prin dar"),
    _language("čćđšž", "je i u na se da za od su o s ne bi kao koji ali te iz to nije do po kako"),
    _language("çğıöşüİâîû", "ve bir bu da de ile olarak daha olan en ne ya ama kadar sonra gibi oldu her"),
    _language("ąčęėįšųūž", "ir kad yra bet su buvo apie po iki pat tai jo kas ar ne o dar kuris savo"),
    _language("āčēģīķļņšūž", "un ir ka no ar par uz tas bet kas pie vai arī to nav tiek pat kuru"),
    _language("äöõüšž", "ja on ei et oli see ta ka aga mis oma kui seda siis mida ning ega tema"),
    _language("äöåšž", "ja on ei oli se hän joka mutta kun ovat ole sen niin kuin myös sekä vain oman"),
    _language("åäöéü", "och att i en som det av den till med har inte om ett han var de sig kan ska"),
    _language("æøåéäöüòôó", "og i det at en til er som av den med for ikke har de et var han om fra sig"),
    _language("áéíóúýðþæö", "og er sem um til en var ekki hann hafa af eru hefur voru svo hans eftir"),
    _language("âêôîûáéíóúàèìòùäëïöŵŷ", "y yn a i ar o ei wedi mae oedd am yr fod ac at gan bod hyn eu"),
    _language("ċġħżàèìòù", "il li ta u fil tal ma dan din kien biex hu minn huwa hija qal mill"),
    _language("ëç", "dhe e i se nuk me do ka nga por ai si kjo por tij edhe pas një"),
    _language(
        "ăâđêôơưàáãèéìíòóõùúý\u0300\u0301\u0303\u0309\u0323₫",
        "trong cho khi ra hai ba anh theo tin sau con ta hay thay tham gia thi tay",
    ),
)


def latin_encoding(data: bytes) -> str:
    """The 8-bit encoding in which the data are a text in one of our languages in Latin script, or "".

    The language shows in its ASCII words, whatever the encoding; the encoding then is the one that makes
    everything else letters of that language, or common signs.
    """
    spoken = list(_spoken(data))
    counts = _counts(_HIGH.findall(data))
    within = _counts(_WITHIN.findall(data))
    best, chosen = 0.0, ""
    for encoding in _ENCODINGS if spoken else ():
        characters = _HIGH_BYTES.decode(encoding, "replace")
        score = max(_fit(characters, counts, within, language) * (1 + share) for language, share in spoken)
        if score > best:
            best, chosen = score, encoding
    return chosen


def _counts(found: list[bytes]) -> list[tuple[int, int]]:
    """Which of the 128 high bytes were found, and how often."""
    return [(byte[0] - 0x80, count) for byte, count in Counter(found).items()]


def _spoken(data: bytes) -> Iterator[tuple[_Language, float]]:
    """The languages that the text may be in, with the share of their common words."""
    words = Counter(word.lower() for word in _ASCII_WORD.findall(data))
    total = max(4, words.total())
    for language in _LANGUAGES:
        share = sum(words[word] for word in language.words) / total
        if share >= _SPOKEN:
            yield language, share


def _fit(
    characters: str, counts: list[tuple[int, int]], within: list[tuple[int, int]], language: _Language
) -> float:
    """The share of characters outside ASCII that belong to the language; 0 when it is too small."""
    good = sum(count * _value(characters[byte], language) for byte, count in counts)
    good -= sum(count for byte, count in within if characters[byte] in _SIGNS_BETWEEN_WORDS)
    share = good / max(1, sum(count for _, count in counts))
    return share if share >= _FITTING else 0.0


def _value(character: str, language: _Language) -> float:
    if character in language.letters or character.lower() in language.letters or character in _SIGNS:
        return 1.0
    return _FITTING if character in _RARE_SIGNS else 0.0
