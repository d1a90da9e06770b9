"""The law's kinds of documents."""

from __future__ import annotations

from office.catalogue import COPIES, TYPES, URGENCY, type_by_name, type_name


def test_catalogue_has_the_29_types_of_the_decree_and_two_without_abbreviation() -> None:
    assert len(TYPES) == 29
    assert [known.vi for known in TYPES.values() if not known.abbreviation] == ["Công văn", "Thư công"]


def test_abbreviations_are_kept_in_their_case_and_are_unique() -> None:
    written = [known.abbreviation for known in TYPES.values() if known.abbreviation]
    assert len(written) == len(set(written)) == 27
    assert {"QyĐ", "CTr", "TTr", "QĐ", "HĐ", "ĐA", "CĐ"} <= set(written)


def test_copies_are_named_as_the_decree_names_them() -> None:
    assert {code: kind.abbreviation for code, kind in COPIES.items()} == {
        "certified": "SY",
        "extract": "TrS",
        "recopied": "SL",
    }


def test_only_normal_urgency_has_no_stamp_and_may_wait() -> None:
    assert [(level, known.at_once, known.frame) for level, known in sorted(URGENCY.items())] == [
        (0, False, (0, 0)),
        (1, True, (20, 8)),
        (2, True, (40, 8)),
        (3, True, (30, 8)),
    ]


def test_type_is_named_in_both_languages_and_an_unknown_one_as_it_is() -> None:
    assert (type_name("QĐ"), type_name("QĐ", "en"), type_name("")) == ("Quyết định", "Decision", "Công văn")
    assert type_name("XYZ") == "XYZ"


def test_type_is_found_by_its_name_as_printed_on_a_page() -> None:
    found = type_by_name("QUYẾT  ĐỊNH")
    assert found is not None
    assert found.code == "QĐ"
    assert type_by_name("Thông điệp") is None
