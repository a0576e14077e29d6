"""Sentences of news in many languages."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model import boundaries
from annotator.model.annotation import Span
from annotator.model.boundaries import sentence_around, sentence_at
from annotator.model.sentences import sentence_ends
from annotator.paths import seeds


def sentences(line: str) -> list[str]:
    ends = [0, *sentence_ends(line), len(line)]
    parts = (line[a:b].strip() for a, b in pairwise(ends))
    return [part for part in parts if part]


@pytest.mark.parametrize(
    "whole",
    [
        "Prof. Dr. Budi datang.",
        "Menurut dr. Terawan, vaksin aman.",
        "Bapak H. Amin dan Hj. Siti hadir.",
        "Pasal No. 5 berlaku di Jl. Sudirman.",
        "Mr. Smith met St. John and Sen. Warren.",
        "Das gilt z. B. für Köln.",
        "Das gilt z.B. Für alle.",
        "Am 26. April und am 3. Oktober war frei.",
        "Die Grenze im 19. Jahrhundert.",
        "Harga naik Rp 3.500,50 atau 4.5 persen.",
        "Inflation rose 3.5 percent.",
        "The U.S. President J. R. Biden spoke.",
        "“Mengapa?” kata Budi.",
        "“Berhenti!” teriaknya.",
        "Dia pergi … dan kembali.",
        "Dia pergi ... dan kembali.",
        "3. Pemerintah menaikkan pajak.",
        "Situs FAKTA.COM diblokir.",
        "Mengapa?! tanya dia.",
        "「行くぞ！」と言った。",
        "１．政府は述べた。",
    ],
)
def test_a_sentence_stays_whole(whole: str) -> None:
    assert sentences(whole) == [whole]


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("Dia datang. Kami pergi.", ["Dia datang.", "Kami pergi."]),
        ("“Kami datang.” Dia pergi.", ["“Kami datang.”", "Dia pergi."]),
        ("Benarkah? Ya! Tentu…  “Baik.”", ["Benarkah?", "Ya!", "Tentu…", "“Baik.”"]),
        ("(Dia setuju.) Rapat usai.", ["(Dia setuju.)", "Rapat usai."]),
        ("Er sagte: „Nein.“ Dann ging er.", ["Er sagte: „Nein.“", "Dann ging er."]),
        ("Il dit : « Non. » Puis il partit.", ["Il dit : « Non. »", "Puis il partit."]),
        ("Il naît en 2025. Puis rien.", ["Il naît en 2025.", "Puis rien."]),
        ("He came at 5 p.m. The talks ended.", ["He came at 5 p.m.", "The talks ended."]),
        ("Polisi, jaksa, dll. Mereka hadir.", ["Polisi, jaksa, dll.", "Mereka hadir."]),
        ("他说：“你好！”然后走了。再见。", ["他说：“你好！”", "然后走了。", "再见。"]),
        ("行く。これは本だ？はい！", ["行く。", "これは本だ？", "はい！"]),
        ("هل جاء الوزير؟ نعم.", ["هل جاء الوزير؟", "نعم."]),
        ("وہ آیا۔ وہ گیا۔", ["وہ آیا۔", "وہ گیا۔"]),
        ("राम गया। सीता आई॥", ["राम गया।", "सीता आई॥"]),
        ("እሱ መጣ። እሷ ሄደች።", ["እሱ መጣ።", "እሷ ሄደች።"]),
        ("", []),
        ("tanpa titik", ["tanpa titik"]),
        (". . .", [".", ".", "."]),
    ],
)
def test_sentences_end_where_readers_see_them_end(line: str, parts: list[str]) -> None:
    assert sentences(line) == parts


def test_the_sample_article_has_its_sentences() -> None:
    text = next(seeds().glob("*.txt")).read_text(encoding="utf-8")
    at = text.index("keteguhan")
    found = sentence_at(text, at)
    assert text[found.start : found.end].startswith("“Tentara dan perwira")
    assert text[found.start : found.end].endswith("situs resmi Kremlin.")


def test_white_space_belongs_to_the_sentence_before() -> None:
    text = "Satu.  Dua.\n\nTiga"
    assert [sentence_at(text, at) for at in (0, 5, 6, 7, 12, 13)] == [
        *(Span(0, 5), Span(0, 5), Span(0, 5), Span(7, 11), Span(12, 12), Span(13, 17)),
    ]


def test_the_sentences_around_a_span_stand_on_one_line() -> None:
    text = "Satu dua. Tiga\tempat. Lima.\nEnam tujuh. Delapan."
    start, end = text.index("empat"), text.index("tujuh") + 2
    assert sentence_around(text, Span(start, end)) == "Tiga empat. Lima. Enam tujuh."
    assert sentence_around(text, Span(0, 0)) == "Satu dua."
    assert sentence_around("a \n b", Span(1, 4)) == "a b"


@given(
    st.lists(
        st.sampled_from(["kata ", "Dr. ", "ya. ", "Tidak! ", "中文。", "3. ", "…", "”", "\n"]), max_size=60
    )
)
def test_a_small_window_sees_the_sentences_of_the_whole_line(parts: list[str]) -> None:
    text = "".join(parts) * 8
    places = range(0, len(text) + 1, 7)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(boundaries, "_WINDOW", 12)
        seen = [sentence_at(text, at) for at in places]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(boundaries, "_WINDOW", 100_000)
        assert seen == [sentence_at(text, at) for at in places]


@given(st.text(st.sampled_from(list("aB 1.?!…”“'(。؟।と\n")), max_size=60))
def test_sentence_ends_rise_and_stay_inside_the_line(line: str) -> None:
    ends = sentence_ends(line)
    assert ends == sorted(set(ends))
    assert all(0 < end <= len(line) for end in ends)
