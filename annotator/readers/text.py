"""Plain text and Markdown: one article a file, the whole text kept, its headline and date proposed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from annotator.errors import ReadError
from annotator.model.article import Article
from annotator.model.encoding import Decoded, decode
from annotator.model.exchange import Option, Options, ReadArticle
from annotator.model.reading import ENCODING, TEXT_OPTIONS, finished
from annotator.safe_files import MIB, read_bytes

#: SQLite keeps at most 1 GB in one value.
_MOST: Final = 512 * MIB


class TextReader:
    """Takes the text of a file as it is: nothing is cut out, offsets count from its first character."""

    name: str = "text"
    title: str = "Plain text"
    suffixes: tuple[str, ...] = (".txt", ".md", ".markdown", ".text")
    options: tuple[Option, ...] = (ENCODING, *TEXT_OPTIONS)
    extra: str = ""

    def sniff(self, path: Path, head: bytes) -> float:
        """Half sure by the name alone, a little for anything without a suffix that has no NUL in it."""
        suffix = path.suffix.lower()
        if suffix in self.suffixes:
            return 0.5
        return 0.1 if not suffix and b"\0" not in head else 0.0

    def read(self, path: Path, options: Options) -> Iterator[ReadArticle]:
        """Give the one article of the file. Raises `ReadError`."""
        data = read_bytes(path, _MOST)
        decoded = _decoded(data, path, str(options.get(ENCODING.name, "") or ""))
        if not decoded.text.strip("\0 \t\r\n\ufeff\u200b\u3000\xa0"):
            raise ReadError(f"“{path.name}” is empty: there is no article in it.")
        article = Article(source_file=path.name)
        yield finished(article, decoded.text, options, warnings=_guess(decoded), name=path.stem)


def _decoded(data: bytes, path: Path, encoding: str) -> Decoded:
    try:
        return decode(data, encoding)
    except ReadError as error:
        raise ReadError(f"“{path.name}”: {error.sentence}", detail=error.detail) from error


def _guess(decoded: Decoded) -> list[str]:
    if decoded.sure:
        return []
    return [
        f"The encoding was guessed ({decoded.encoding}). Look at the text; if letters are wrong, import it"
        " again with another encoding."
    ]


READER: Final = TextReader()
