"""Which wordings are proposed as one entity, and which are not."""

from __future__ import annotations

from annotator.analysis.same_names import Proposal, folded_name, pairs_apart, same_names
from annotator.model.entity import Entity


def groups(*wordings: str, entities: tuple[Entity, ...] = ()) -> list[set[str]]:
    found = same_names(dict.fromkeys(wordings, 1), entities)
    return sorted(({one.text for one in each.wordings} for each in found), key=sorted)


def test_a_surname_belongs_to_the_only_name_that_has_it() -> None:
    assert groups("Gerasimov", "Valery Gerasimov", "Jenderal Gerasimov") == [
        {"Gerasimov", "Valery Gerasimov", "Jenderal Gerasimov"}
    ]
    assert groups("Kim", "Kim Jong-un", "Kim Yo-jong") == [{"Kim"}, {"Kim Jong-un"}, {"Kim Yo-jong"}]
    assert groups("Korea", "Korea Utara", "Korea Selatan") == [{"Korea"}, {"Korea Selatan"}, {"Korea Utara"}]


def test_clipped_names_and_initials_find_their_long_form() -> None:
    assert groups("Korut", "Korea Utara", "Korsel", "Korea Selatan") == [
        {"Korea Selatan", "Korsel"},
        {"Korea Utara", "Korut"},
    ]
    assert groups("PBB", "Perserikatan Bangsa-Bangsa") == [{"PBB", "Perserikatan Bangsa-Bangsa"}]
    assert groups("Polri", "Polisi Republik Indonesia", "Kemlu", "Kementerian Luar Negeri") == [
        {"Kementerian Luar Negeri", "Kemlu"},
        {"Polisi Republik Indonesia", "Polri"},
    ]
    assert groups("ia", "Ibu Anu", "padu", "Papua Damai") == [{"Ibu Anu"}, {"Papua Damai"}, {"ia"}, {"padu"}]


def test_order_case_accents_and_spellings_do_not_part_names() -> None:
    assert groups("Kim Jong-un", "KIM JONG UN", "Jong Un Kim") == [
        {"Kim Jong-un", "KIM JONG UN", "Jong Un Kim"}
    ]
    assert groups("Zelensky", "Zelenskyy", "Müller", "Muller") == [
        {"Muller", "Müller"},
        {"Zelensky", "Zelenskyy"},
    ]
    assert groups("Batalyon 101", "Batalyon 102") == [{"Batalyon 101"}, {"Batalyon 102"}]
    assert groups("俄军", "俄军 ") == [{"俄军"}]


def test_an_entity_of_the_registry_takes_its_names_and_keeps_apart_from_others() -> None:
    putin = Entity(name="Vladimir Putin", aliases=["Putin"], uid="p")
    double = Entity(name="Putin, Ivan", uid="q")
    (found,) = same_names({"Presiden Putin": 3, "putin": 2}, [putin])
    assert (found.entity, found.name, found.count) == ("p", "Vladimir Putin", 5)
    assert "the same words" in found.reasons[0]
    found_both = same_names({"Vladimir Putin": 1, "Ivan Putin": 1}, [putin, double])
    assert {one.entity for one in found_both} == {"p", "q"}


def test_ten_thousand_entities_of_one_name_claim_nothing() -> None:
    many = [Entity(name="Ahmad", uid=str(at)) for at in range(10_000)]
    (found,) = same_names({"Ahmad": 2}, many)
    assert found.entity == ""


def test_what_was_rejected_does_not_come_back() -> None:
    wordings = {"Korut": 2, "Korea Utara": 1, "pasukan": 4}
    first = next(one for one in same_names(wordings) if len(one.wordings) == 2)
    apart = pairs_apart(first)
    assert {len(one.wordings) for one in same_names(wordings, apart=apart)} == {1}
    alone = next(one for one in same_names(wordings) if one.name == "pasukan")
    assert [one.name for one in same_names({"pasukan": 5}, apart=pairs_apart(alone))] == []
    known = Entity(name="Korea Utara", uid="k")
    (claimed,) = same_names({"Korut": 2}, [known])
    (free,) = same_names({"Korut": 2}, [known], apart=pairs_apart(claimed))
    assert (claimed.entity, free.entity) == ("k", "")


def test_the_fullest_usual_wording_is_the_name() -> None:
    (found,) = same_names({"Gerasimov": 40, "Valery Gerasimov": 9, "gerasimov": 1})
    assert found.name == "Valery Gerasimov"
    assert [one.text for one in found.wordings] == ["Gerasimov", "Valery Gerasimov", "gerasimov"]
    assert isinstance(found, Proposal)
    assert folded_name("  Kim  Jong-un, ") == "kim jong un"
    assert same_names({"—": 3}) == []


def test_a_name_that_two_entities_share_joins_neither_of_them_to_the_other() -> None:
    here = Entity(name="Vladimir Putin", uid="p")
    there = Entity(name="Putin Vladimir", aliases=["—"], uid="q")
    found = same_names({"Vladimir Putin": 2, "Putin Vladimir": 1}, [here, there])
    assert [(one.entity, one.count, one.reasons) for one in found] == [("p", 2, ()), ("q", 1, ())]


def test_a_title_alone_is_no_part_of_a_longer_name() -> None:
    assert groups("Jenderal", "Jenderal Valery Gerasimov") == [{"Jenderal"}, {"Jenderal Valery Gerasimov"}]


def test_a_short_form_may_not_have_letters_left_over() -> None:
    assert groups("Korutx", "Korea Utara") == [{"Korea Utara"}, {"Korutx"}]
    assert groups("Korut", "Korea Utara") == [{"Korea Utara", "Korut"}]
