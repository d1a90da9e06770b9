"""How numbers, symbols and dates are written (D30 App. I)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.catalogue import TYPES
from office.numbering import (
    book_year,
    check_code,
    check_notation,
    date_line,
    document_code,
    fields_of,
    make_notation,
    number_text,
    parse,
)


def test_number_below_ten_has_a_leading_zero() -> None:
    assert [number_text(number) for number in (1, 9, 10, 123)] == ["01", "09", "10", "123"]


@pytest.mark.parametrize(
    ("day", "line"),
    [
        (date(2026, 1, 5), "Bình Sơn, ngày 05 tháng 01 năm 2026"),
        (date(2026, 2, 28), "Bình Sơn, ngày 28 tháng 02 năm 2026"),
        (date(2026, 6, 29), "Bình Sơn, ngày 29 tháng 6 năm 2026"),
        (date(2026, 12, 31), "Bình Sơn, ngày 31 tháng 12 năm 2026"),
    ],
)
def test_date_line_writes_zeros_as_the_decree_does(day: date, line: str) -> None:
    assert date_line("Bình Sơn", day) == line


def test_fields_of_the_seal_are_those_of_the_line() -> None:
    assert fields_of(7, date(2026, 3, 5)) == {"number": "07", "day": "05", "month": "3", "year": "2026"}


@pytest.mark.parametrize(
    "code", ["15/QĐ-BNV", "05/BNV-VP", "12/UBND-VX", "15/2026/QĐ-UBND", "0123/QyĐ-UBND", "07/VP&TH-A"]
)
def test_lawful_symbol_is_recognised(code: str) -> None:
    assert check_code(code)


@pytest.mark.parametrize(
    "code", ["5/QĐ-BNV", "15 /QĐ-BNV", "15/QĐ - BNV", "15/qĐ-BNV", "15QĐ-BNV", "", "15/", "15/26/QĐ-UBND"]
)
def test_unlawful_symbol_is_told_apart_and_kept_as_printed(code: str) -> None:
    assert not check_code(code)
    assert parse(code) is None


def test_symbol_is_taken_apart() -> None:
    normative, letter, copy = parse("15/2026/QĐ-UBND"), parse("05/UBND-VX"), parse("12/SY-VPUBND")
    assert normative is not None
    assert (normative.number, normative.year, normative.groups) == (15, 2026, ("QĐ", "UBND"))
    assert normative.document_type is not None
    assert normative.document_type.vi == "Quyết định"
    assert letter is not None
    assert (letter.year, letter.document_type, letter.is_copy) == (None, None, False)
    assert copy is not None
    assert copy.is_copy


@pytest.mark.parametrize(
    ("arguments", "notation"),
    [
        (("QĐ", "UBND"), "QĐ-UBND"),
        (("QĐ", "UBND", "VX"), "QĐ-UBND"),
        (("", "UBND", "VX"), "UBND-VX"),
        (("thu-cong", "UBND", "VX"), "UBND-VX"),
        (("", "VPUBND"), "VPUBND"),
    ],
)
def test_notation_names_type_and_agency_and_in_a_letter_the_unit(arguments: tuple[str, ...], notation: str) -> None:
    assert make_notation(*arguments) == notation


@given(number=st.integers(1, 9_999_999), code=st.sampled_from(sorted(TYPES)))
def test_every_symbol_that_we_make_is_lawful_and_reads_back(number: int, code: str) -> None:
    notation = make_notation(code, "UBND", "KSTT")
    assert check_notation(notation)
    symbol = parse(document_code(number, notation))
    assert symbol is not None
    assert (symbol.number, symbol.notation) == (number, notation)


def test_year_of_the_books_changes_at_midnight_in_vietnam() -> None:
    assert book_year(datetime(2026, 12, 31, 16, 59, 59, tzinfo=UTC)) == 2026
    assert book_year(datetime(2026, 12, 31, 17, 0, 0, tzinfo=UTC)) == 2027
