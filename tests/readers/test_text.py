"""Plain text files in."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from annotator import paths
from annotator.errors import ReadError
from annotator.model.text import canonical
from annotator.readers import all_readers
from tests.readers.reading import put, read, read_one, sniff

STORY = "Der Bundestag hat am Freitag über die Reform beraten. " * 5


def seed() -> Path:
    return paths.seeds() / "000_92958af257f0b8f6.txt"


def test_the_sample_keeps_its_whole_text_so_that_offsets_stand() -> None:
    text = canonical(read_one("text", seed()).text).text
    assert text == seed().read_text("utf-8")
    assert text[139:144] == "Rusia"
    assert text[281:341] == "Kepala Staf Umum Angkatan Bersenjata Rusia, Valery Gerasimov"


def test_the_sample_gives_its_title_outlet_and_date() -> None:
    article = read_one("text", seed()).article
    assert article.title == "Rusia Akhirnya Akui Tentara Korut Ikut Perang Lawan Ukraina"
    assert article.outlet == "Fakta.com"
    assert article.published == "2025-04-26"
    assert article.source_file == "000_92958af257f0b8f6.txt"
    assert article.extra == {
        "place": "Jakarta",
        "caption": "Ilustrasi Vladimir Putin dan Kim Jong-un. Fakta.com/Evry",
        "credit": "Kremlin/Truth Social",
        "date note": "from the story: 26/4/2025",
    }


def test_the_sample_is_indonesian_when_the_language_is_asked_for() -> None:
    pytest.importorskip("py3langid", reason="the extra langid is not installed")
    assert read_one("text", seed(), language=True).article.language == "id"
    assert not read_one("text", seed()).article.language


def test_nothing_is_proposed_when_that_is_switched_off() -> None:
    article = read_one("text", seed(), recognise=False).article
    assert (article.title, article.outlet, article.extra) == ("000_92958af257f0b8f6", "", {})


def test_a_text_without_a_headline_is_called_by_its_file(tmp_path: Path) -> None:
    path = put(tmp_path, "Interview 3.txt", STORY)
    assert read_one("text", path).article.title == "Interview 3"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1252"]
)
def test_the_encoding_is_found_out(tmp_path: Path, encoding: str) -> None:
    text = f"Größe der Änderung\n\n{STORY}" + "Während Überläufer für Ärger sorgten, blieb es ruhig. " * 20
    read = read_one("text", put(tmp_path, "a.txt", text.encode(encoding)))
    assert read.text == text
    assert bool(read.warnings) == (encoding == "windows-1252")


def test_an_encoding_can_be_told(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", "Привет, мир".encode("koi8-r"))
    assert read_one("text", path, encoding="koi8-r").text == "Привет, мир"


def test_a_wrong_encoding_is_refused_by_name(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", "Größe".encode("windows-1252"))
    with pytest.raises(ReadError, match=r"“a\.txt”: The file is not in the encoding utf-8"):
        read("text", path, encoding="utf-8")


def test_line_ends_do_not_hide_the_title(tmp_path: Path) -> None:
    for end in ("\n", "\r\n", "\r"):
        path = put(tmp_path, "a.txt", end.join(["Judul berita", "", "JAKARTA, KOMPAS.com - " + STORY]))
        article = read_one("text", path).article
        assert (article.title, article.outlet) == ("Judul berita", "Kompas.com")


def test_nul_and_lone_surrogates_come_in_and_are_replaced_later(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", b"Headline\n\nA story with a NUL \0 in it. " * 40)
    text = read_one("text", path).text
    assert canonical(text).count == 40
    for encoding in ("utf-16", "utf-16-le", "utf-8"):
        data = "ab\ud83d cd and more text".encode(encoding, "surrogatepass")
        assert (
            canonical(read_one("text", put(tmp_path, "b.txt", data)).text).text == "ab\ufffd cd and more text"
        )


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b" \r\n\t\n", "\u3000\n".encode()])
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(ReadError, match=r"“a\.txt” is empty: there is no article in it"):
        read("text", put(tmp_path, "a.txt", content))


def test_a_folder_a_missing_file_and_a_locked_one_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="is a folder, not a file"):
        read("text", tmp_path)
    with pytest.raises(ReadError, match="is not there"):
        read("text", tmp_path / "gone.txt")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", STORY)
    path.chmod(0)
    with pytest.raises(ReadError, match="may not be read"):
        read("text", path)


def test_a_binary_file_named_txt_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", bytes(range(256)) * 64)
    with pytest.raises(ReadError, match=r"“a\.txt”: The file holds no text"):
        read("text", path)


def test_a_hundred_megabytes_come_in(tmp_path: Path) -> None:
    path = put(tmp_path, "big.txt", ("Judul\n\n" + "Kalimat panjang sekali. " * 40 + "\n").encode() * 109_000)
    assert path.stat().st_size > 100_000_000
    read = read_one("text", path)
    assert len(read.text) == path.stat().st_size


def test_a_text_of_one_line_of_ten_megabytes_comes_in(tmp_path: Path) -> None:
    path = put(tmp_path, "line.txt", "Satu baris saja. " * 620_000)
    assert len(read_one("text", path).text) > 10_000_000


def test_markdown_and_header_lines_give_metadata(tmp_path: Path) -> None:
    path = put(
        tmp_path, "a.md", f'---\ntitle: "The Title"\ndate: 2025-04-26\nauthor: A. Writer\n---\n\n{STORY}'
    )
    article = read_one("text", path).article
    assert (article.title, article.published, article.author) == ("The Title", "2025-04-26", "A. Writer")
    heading = read_one("text", put(tmp_path, "b.md", f"# A heading.\n{STORY}")).article
    assert heading.title == "A heading."


def test_it_knows_its_files_by_their_names(tmp_path: Path) -> None:
    assert sniff("text", put(tmp_path, "a.TXT", "x")) == 0.5
    assert sniff("text", put(tmp_path, "README", "x")) == 0.1
    assert sniff("text", put(tmp_path, "a.bin", "x")) == 0.0
    assert sniff("text", put(tmp_path, "binary", b"\0\1")) == 0.0


def test_the_file_is_never_changed(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", "Title\r\n\r\n\ufeff" + STORY)
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    read("text", path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_discovery_finds_every_reader() -> None:
    readers = all_readers()
    assert list(readers) == sorted(readers)
    assert "text" in readers
