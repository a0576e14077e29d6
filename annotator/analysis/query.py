"""The query language: reads what a person typed into a tree of conditions.

query      = group { OR group }
group      = part { [AND] part }
part       = [NOT | -] ( near | ( query ) )
near       = term { NEAR/n term }          at most n words between the two
term       = word | "phrase" | /regular expression/ | name:value

Words and phrases may have wildcards: * for any letters, ? for one; a * alone is any one word. AND, OR, NOT
and NEAR are in capitals. The value of name: is a word, a "phrase", a comparison (>=3) or a range (1..3).
"""

from __future__ import annotations

import re
from types import UnionType
from typing import Final

import msgspec

from annotator.errors import AnnotatorError


class QueryError(AnnotatorError):
    """A query that cannot be read, or a regular expression that takes too long."""


class Words(msgspec.Struct, frozen=True):
    """A word or a phrase in the text, with wildcards."""

    text: str


class Pattern(msgspec.Struct, frozen=True):
    """A regular expression over the text as it stands; capitals count only with the flag c: /…/c."""

    pattern: str
    case: bool = False


class Near(msgspec.Struct, frozen=True):
    """Two terms with at most `words` words between them, in either order."""

    first: Node
    second: Node
    words: int


class Field(msgspec.Struct, frozen=True):
    """A condition on a mark or on the article: `name:value`. `whole` when the value was in quotes."""

    name: str
    value: str
    whole: bool = False


class All(msgspec.Struct, frozen=True):
    """All of the parts hold."""

    parts: tuple[Node, ...]


class Any(msgspec.Struct, frozen=True):
    """At least one of the parts holds."""

    parts: tuple[Node, ...]


class Not(msgspec.Struct, frozen=True):
    """The part does not hold."""

    part: Node


Node = Words | Pattern | Near | Field | All | Any | Not

#: What a query may weigh: longer or deeper ones are refused.
MOST_TOKENS: Final = 500
DEEPEST: Final = 50

_TOKEN: Final = re.compile(
    r"""\s*(?:
      (?P<near>NEAR/\d+(?=[\s(]|$))
    | (?P<word_near>NEAR(?=[\s(]|$))
    | (?P<operator>(?:AND|OR|NOT)(?=[\s()]|$))
    | (?P<bracket>[()])
    | (?P<minus>-(?=[^\s)]))
    | (?P<field>(?:[^\s"():/]+|"(?:[^"\\]|\\.)+"):(?P<value>"(?:[^"\\]|\\.)*"|[^\s"()]+))
    | (?P<phrase>"(?:[^"\\]|\\.)*")
    | (?P<regex>/(?:[^/\\\n]|\\.)+/(?P<flags>[a-z]*))
    | (?P<word>[^\s"()]+)
    | (?P<open>")
    )""",
    re.VERBOSE,
)

#: Quotation marks as word processors write them are quotation marks here too.
_QUOTES: Final = str.maketrans("“”„«»", '"""""')


class _Token(msgspec.Struct, frozen=True):
    kind: str
    text: str
    at: int


def parse(query: str) -> Node:
    """The tree of a query. Raises `QueryError` naming the place (counted from 1)."""
    tokens = list(_tokens(query.translate(_QUOTES)))
    if not tokens:
        raise QueryError("There is nothing to search for. Type a word.")
    if len(tokens) > MOST_TOKENS:
        raise QueryError(f"This query has more than {MOST_TOKENS} parts. Search for less at once.")
    reader = _Reader(tokens)
    node = reader.query()
    if reader.next is not None:
        raise QueryError(f"The bracket at {reader.next.at} closes nothing.")
    return node


def _tokens(query: str) -> list[_Token]:
    tokens = []
    at = 0
    query = query.rstrip()
    while at < len(query):
        found = _TOKEN.match(query, at)
        assert found is not None  # the last two kinds take whatever is left
        kind = next(name for name, text in found.groupdict().items() if text is not None)
        place = found.start(kind) + 1
        if kind == "open":
            raise QueryError(f"The quotation mark at {place} is not closed.")
        if kind == "word_near":
            raise QueryError(f"NEAR at {place} needs a number of words: NEAR/5.")
        tokens.append(_Token(kind, found[kind], place))
        at = found.end()
    return tokens


class _Reader:
    """Reads tokens from left to right, one call for each rule of the grammar."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0

    @property
    def next(self) -> _Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _is(self, kind: str, text: str = "") -> bool:
        token = self.next
        return token is not None and token.kind == kind and (not text or token.text == text)

    def _take(self, what: str) -> _Token:
        token = self.next
        if token is None:
            raise QueryError(f"The query ends where {what} should follow.")
        self._at += 1
        return token

    def query(self) -> Node:
        parts = [self._group()]
        while self._is("operator", "OR"):
            self._at += 1
            parts.append(self._group())
        return parts[0] if len(parts) == 1 else Any(tuple(parts))

    def _group(self) -> Node:
        parts = [self._part()]
        while self.next is not None and not self._is("operator", "OR") and not self._is("bracket", ")"):
            if self._is("operator", "AND"):
                self._at += 1
            parts.append(self._part())
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _part(self) -> Node:
        if self._is("operator", "NOT") or self._is("minus"):
            self._at += 1
            self._deeper()
            denied = Not(self._part())
            self._depth -= 1
            return denied
        node: Node = self._term()
        while self._is("near"):
            token = self._take("a term")
            second = self._term()
            for side in (node, second):
                if not isinstance(side, Words | Pattern | Near):
                    raise QueryError(f"NEAR at {token.at} stands between words and phrases only.")
            node = Near(node, second, int(token.text.split("/")[1]))
        return node

    def _term(self) -> Node:
        token = self._take("a word")
        if token.kind == "bracket" and token.text == "(":
            return self._bracket(token)
        if token.kind == "field":
            return _field(token)
        if token.kind == "regex":
            return _pattern(token)
        if token.kind == "word" and token.text.endswith(":") and self._is("bracket", "("):
            raise QueryError(f"After “{token.text}” at {token.at} a word or a phrase must follow.")
        if token.kind in {"word", "phrase"}:
            return _words(token)
        raise QueryError(f"“{token.text}” at {token.at} stands where a word should be.")

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise QueryError(f"This query has more than {DEEPEST} brackets or NOTs inside one another.")

    def _bracket(self, token: _Token) -> Node:
        self._deeper()
        node = self.query()
        if not self._is("bracket", ")"):
            raise QueryError(f"The bracket at {token.at} is not closed.")
        self._at += 1
        self._depth -= 1
        return node


def _field(token: _Token) -> Field:
    quoted = re.match(r'"(?:[^"\\]|\\.)+"', token.text)
    end = quoted.end() if quoted else token.text.index(":")
    name, value = _unquoted(token.text[:end]).strip(), token.text[end + 1 :]
    text = _unquoted(value)
    if not name or not text.strip():
        raise QueryError(f"The condition at {token.at} is empty.")
    return Field(name, text, value != text)


def _words(token: _Token) -> Words:
    text = _unquoted(token.text)
    if not text.strip(" \t*?"):
        raise QueryError(f"The part at {token.at} has no letters: it would find everything.")
    return Words(text)


def _pattern(token: _Token) -> Pattern:
    body, _, flags = token.text[1:].rpartition("/")
    if flags.strip("ic"):
        raise QueryError(f"“{flags}” at {token.at} is not a flag: there are only i and c.")
    return Pattern(body.replace("\\/", "/"), "c" in flags)


def _unquoted(text: str) -> str:
    if len(text) > 1 and text[0] == text[-1] == '"':
        return re.sub(r"\\(.)", r"\1", text[1:-1])
    return text


def written(node: Node) -> str:
    """The query as a person would type it: `parse` gives the same tree again."""
    if isinstance(node, Any):
        return " OR ".join(_enclosed(part, Any) for part in node.parts)
    if isinstance(node, All):
        return " ".join(_enclosed(part, All | Any) for part in node.parts)
    if isinstance(node, Not):
        return f"NOT {_enclosed(node.part, All | Any)}"
    if isinstance(node, Near):
        return f"{written(node.first)} NEAR/{node.words} {_enclosed(node.second, Near)}"
    if isinstance(node, Field):
        value = _quoted(node.value) if node.whole or not _BARE_VALUE.fullmatch(node.value) else node.value
        return f"{node.name if _BARE_NAME.fullmatch(node.name) else _quoted(node.name)}:{value}"
    if isinstance(node, Pattern):
        return f"/{node.pattern.replace('/', chr(92) + '/')}/{'c' if node.case else ''}"
    return node.text if _BARE_WORD.fullmatch(node.text) else _quoted(node.text)


_BARE_VALUE: Final = re.compile(r'[^\s"():“”„«»]+')
_BARE_NAME: Final = re.compile(r'[^\s"():/“”„«»-][^\s"():/“”„«»]*')
_BARE_WORD: Final = re.compile(r'(?!(?:AND|OR|NOT|NEAR|NEAR/\d+)$)[^\s"():/“”„«»-][^\s"():“”„«»]*')


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _enclosed(node: Node, kinds: type | UnionType) -> str:
    return f"({written(node)})" if isinstance(node, kinds) else written(node)
