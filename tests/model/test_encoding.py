"""Texts saved in every encoding that news was ever saved in, and files that are no texts."""

from __future__ import annotations

import codecs
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import ReadError
from annotator.model.alphabets import latin_encoding
from annotator.model.encoding import Decoded, decode
from tests.model.encoded_samples import ENCODINGS, TEXTS, encoded
from tests.shared_fixtures import fixture

#: What cannot be told: ş and ș are one byte in the two Romanian encodings; UTF-7 is ASCII with odd words.
_OPEN = {("iso8859-16", "ro16"), ("utf-7", "de")}
CASES = encoded()


@pytest.mark.parametrize(
    ("encoding", "language", "text", "data"), CASES, ids=[f"{c[0]}-{c[1]}" for c in CASES]
)
def test_a_text_in_its_encoding_is_read_right(encoding: str, language: str, text: str, data: bytes) -> None:
    decoded = decode(data)
    if (encoding, language) in _OPEN:
        assert not decoded.sure or decoded.encoding == "utf-8"
    else:
        assert decoded.text == text
        assert decoded.broken == 0


def test_seventy_encodings_are_tried() -> None:
    assert len(ENCODINGS) >= 70
    assert len(CASES) - len(_OPEN) == 103


@pytest.mark.parametrize(
    ("encoding", "language", "text", "data"), CASES, ids=[f"{c[0]}-{c[1]}" for c in CASES]
)
def test_a_text_is_read_as_told(encoding: str, language: str, text: str, data: bytes) -> None:
    decoded = decode(data, encoding)
    assert (decoded.text, decoded.sure) == (text, True)


@given(st.text())
def test_utf_8_is_always_read_as_such(text: str) -> None:
    decoded = decode(("Kata dia: é" + text).encode())
    if decoded.encoding == "utf-8":
        assert decoded.text == "Kata dia: é" + text
    assert decode(b"\xef\xbb\xbf" + text.encode()) == Decoded(text=text, encoding="utf-8", bom=True)


@given(st.text(st.characters(categories=["L", "P", "Zs"]), max_size=200), st.sampled_from(["le", "be"]))
def test_a_byte_order_mark_decides(text: str, order: str) -> None:
    for width, marks in (
        (16, (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)),
        (32, (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)),
    ):
        name = f"utf-{width}-{order}"
        data = marks[order == "be"] + text.encode(name)
        assert decode(data) == Decoded(text=text, encoding=name, bom=True)


@pytest.mark.parametrize("language", ["id", "ar", "zh", "ja", "ko", "th", "ru", "he"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_utf_16_and_32_need_no_byte_order_mark(language: str, encoding: str) -> None:
    text = TEXTS[language] + "\n"
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.bom) == (text, encoding, False)


@pytest.mark.parametrize("encoding", ["cp1252", "cp1250", "cp1251", "koi8-r", "gb18030", "utf-16-le"])
def test_a_guess_is_said_to_be_one(encoding: str) -> None:
    text = {"cp1250": TEXTS["pl"], "cp1251": TEXTS["ru"], "koi8-r": TEXTS["bg"]}.get(encoding, TEXTS["de"])
    text = TEXTS["zh"] if encoding == "gb18030" else text.replace("„", '"').replace("“", '"')
    assert decode(text.encode(encoding)).sure is (encoding == "utf-16-le")


def test_a_fixture_in_utf_16_is_read() -> None:
    decoded = decode(fixture("doccano/example.utf16.csv").read_bytes())
    assert (decoded.encoding, decoded.bom, decoded.sure) == ("utf-16-le", True, True)
    assert len(decoded.text.split("\r\n")) == 4


def test_an_empty_file_is_an_empty_text() -> None:
    assert decode(b"") == Decoded(text="", encoding="utf-8")
    assert decode(codecs.BOM_UTF16_LE) == Decoded(text="", encoding="utf-16-le", bom=True)


@pytest.mark.parametrize("cut", [1, 2, 3, 4, 5, 6])
def test_a_file_cut_off_within_a_character_keeps_the_rest(cut: int) -> None:
    for encoding in ("utf-8", "utf-16", "utf-16-le", "utf-32"):
        decoded = decode(TEXTS["zh"].encode(encoding)[:-cut])
        whole = decoded.text.removesuffix("\ufffd")
        assert TEXTS["zh"].startswith(whole)
        assert len(whole) >= len(TEXTS["zh"]) - 6
        assert decoded.broken == decoded.text.count("\ufffd") <= 1
        assert decoded.sure is (decoded.broken == 0)


def test_utf_8_cut_off_within_its_first_quotation_mark_is_still_utf_8() -> None:
    data = "Menteri Luar Negeri mengatakan: “".encode()[:-1]
    assert decode(data) == Decoded(
        text="Menteri Luar Negeri mengatakan: \ufffd", encoding="utf-8", sure=False, broken=1
    )


def test_one_wrong_byte_does_not_make_utf_8_another_encoding() -> None:
    data = TEXTS["ar"].encode()
    decoded = decode(data[:200] + b"\xff" + data[200:])
    assert decoded.encoding == "utf-8"
    assert not decoded.sure
    assert decoded.broken == decoded.text.count("\ufffd") > 0


def test_one_wrong_byte_does_not_make_windows_1252_another_encoding() -> None:
    decoded = decode(TEXTS["de"].encode("cp1252") * 10 + b" \x81 ")
    assert (decoded.encoding, decoded.broken) == ("cp1252", 1)


def test_an_encoding_that_fits_only_the_beginning_is_not_taken() -> None:
    data = (TEXTS["de"] + "\n").encode("cp1252") * 400 + b"\x81\x8d\n" * 2000
    assert decode(data[:100_000]).encoding == "cp1252"
    assert decode(data).encoding != "cp1252"


def test_a_letter_beyond_ascii_far_down_the_file_is_seen() -> None:
    data = b"Kata dia tidak ada.\n" * 20_000 + "Di kafe “Café” itu dan di sini.\n".encode("cp1252")
    decoded = decode(data)
    assert (decoded.encoding, decoded.text[-32:]) == ("cp1252", "Di kafe “Café” itu dan di sini.\n")


def test_a_giant_line_is_judged_by_a_part_of_it() -> None:
    text = TEXTS["fr"] * 3000
    assert decode(text.encode("cp1252")).text == text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"caf\xe9", "café"),
        ("The café is open.".encode("cp1252"), "The café is open."),
        (b"hello \x00 world", "hello \x00 world"),
        ("Der Mann \x00 und die Straße ist nicht in der Stadt. ".encode("cp1252"), None),
        (b"\x1b[31mred\x1b[0m text", "\x1b[31mred\x1b[0m text"),
        (b"a ~{ b ~} c", "a ~{ b ~} c"),
        (b"a \x1b$B~~\x1b(B b", "a \x1b$B~~\x1b(B b"),
        ("Hi".encode("utf-16-le"), "Hi"),
        (("😀 hello " * 9).encode("utf-16-be"), "😀 hello " * 9),
    ],
)
def test_short_and_odd_texts_are_read_too(data: bytes, text: str | None) -> None:
    assert decode(data).text == (text or data.decode("cp1252"))


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
        b"PK\x03\x04\x14\x00",
        b"\x89PNG\r\n\x1a\n",
        b"SQLite format 3\x00",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500),
        bytes(1000),
        bytes(range(1, 9)) * 40,
        random.Random(1).randbytes(5000),
        bytes(byte or 1 for byte in random.Random(2).randbytes(5000)),
        codecs.BOM_UTF16_LE + b"\x00\xd8" * 400,
        bytes.fromhex("00d8") * 400,
    ],
    ids=[
        "pdf",
        "zip",
        "png",
        "sqlite",
        "doc",
        "nuls",
        "controls",
        "random",
        "no nul",
        "half pairs",
        "bare pairs",
    ],
)
def test_what_is_no_text_is_refused_in_plain_words(data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        decode(data)
    assert caught.value.sentence.startswith("The file holds no text that can be read. It was not changed")


@pytest.mark.parametrize("name", ["nonsense", "hex", "a\x00b"])
def test_an_unknown_encoding_is_named(name: str) -> None:
    with pytest.raises(ReadError, match="There is no encoding"):
        decode(b"abc", name)


def test_a_wrong_encoding_is_refused_with_its_place() -> None:
    with pytest.raises(ReadError, match=r"not in the encoding utf-8 \(byte 1,001\)"):
        decode(b"a" * 1000 + b"\xe9t\xe9", "utf-8")
    with pytest.raises(ReadError, match=r"not in the encoding undefined\. It was not changed"):
        decode(b"a", "undefined")


@pytest.mark.parametrize(
    ("encoding", "data", "bom"),
    [
        ("utf-8", b"\xef\xbb\xbfa", True),
        ("utf-8-sig", b"\xef\xbb\xbfa", True),
        ("UTF-16", codecs.BOM_UTF16_BE + b"\x00a", True),
        ("utf-16-le", codecs.BOM_UTF16_LE + b"a\x00", True),
        ("utf-16-le", b"a\x00", False),
        ("windows-1252", b"a", False),
    ],
)
def test_a_byte_order_mark_is_dropped_when_the_encoding_is_told(
    encoding: str, data: bytes, bom: bool
) -> None:
    decoded = decode(data, encoding)
    assert (decoded.text, decoded.bom, decoded.sure) == ("a", bom, True)
    assert decoded.encoding == codecs.lookup(encoding).name


def test_no_latin_language_is_seen_where_there_is_none() -> None:
    assert latin_encoding(TEXTS["ru"].encode("cp1251")) == ""
    assert latin_encoding(TEXTS["zh"].encode("gbk") + b" the of and in") == ""
    assert latin_encoding(b"") == ""


def test_a_sign_between_letters_is_taken_for_a_letter() -> None:
    data = "Premier mówi, że rząd nie ma na to pieniędzy i że to jest przez nas.".encode("iso8859-2")
    assert data.decode("cp1250").count("±") == 1
    assert latin_encoding(data) == "iso8859-2"


def test_halves_of_characters_in_utf8_are_joined_or_replaced() -> None:
    joined = decode("Halo \ud83d\ude00 dunia".encode("utf-8", "surrogatepass"))
    assert (joined.text, joined.broken, joined.sure) == ("Halo 😀 dunia", 0, False)
    single = decode("Halo \ud83d dunia".encode("utf-8", "surrogatepass"))
    assert (single.text, single.broken) == ("Halo \ufffd dunia", 1)
