"""Symbols of documents: number, notation, date words (D30 App. I Part II Sec. I.3-4, App. III).

It decides how a number is written and whether a symbol has the lawful form. It gives no numbers: those come from
the server alone, one transaction at a time. What is printed on an incoming document is kept verbatim, lawful or not.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from office.catalogue import COPIES, TYPES, DocumentType
from office.deadlines import local_date
from office.records import Instant

if TYPE_CHECKING:
    import regex

_NOTATION = r"[\p{Lu}][\p{L}&]*(?:-[\p{L}&]+)*"
_CODE = rf"(?P<number>\d{{2,7}})(?:/(?P<year>\d{{4}}))?/(?P<notation>{_NOTATION})"


class Symbol(msgspec.Struct, frozen=True):
    """Số, ký hiệu taken apart: `15/2026/QĐ-UBND` is 15, 2026, QĐ-UBND."""

    number: int
    notation: str
    year: int | None = None
    """Only in the symbols of normative documents."""

    @property
    def groups(self) -> tuple[str, ...]:
        """The notation's parts between hyphens."""
        return tuple(self.notation.split("-"))

    @property
    def document_type(self) -> DocumentType | None:
        """The type that the first group abbreviates; None for a letter, a copy or a foreign abbreviation."""
        return TYPES.get(self.groups[0])

    @property
    def is_copy(self) -> bool:
        """The symbol is that of a copy (SY, TrS, SL)."""
        return self.groups[0] in {kind.abbreviation for kind in COPIES.values()}


def number_text(number: int) -> str:
    """Write a number as the law wants it: below 10 with a leading zero."""
    return f"{number:02d}"


def day_text(day: date) -> str:
    """Write the day of the month: below 10 with a leading zero."""
    return f"{day.day:02d}"


def month_text(day: date) -> str:
    """Write the month: 1 and 2 with a leading zero, 3 to 9 without (D30 App. I Part II Sec. I.4)."""
    return f"{day.month:02d}" if day.month <= 2 else str(day.month)


def date_line(place: str, day: date) -> str:
    """Write place and date as they stand on the page: `Bình Sơn, ngày 05 tháng 01 năm 2026`."""
    return f"{place}, ngày {day_text(day)} tháng {month_text(day)} năm {day.year}"


def fields_of(number: int, issued_on: date) -> dict[str, str]:
    """What the prepared fields number, day, month and year must hold once the document is sealed."""
    return {
        "number": number_text(number),
        "day": day_text(issued_on),
        "month": month_text(issued_on),
        "year": str(issued_on.year),
    }


def document_code(number: int, notation: str) -> str:
    """Join number and notation: `05/UBND-VX`."""
    return f"{number_text(number)}/{notation}"


def make_notation(document_type: str, entity_short: str, unit_short: str = "") -> str:
    """Make the notation of a new document: `QĐ-UBND`; of a letter, entity and drafting unit: `UBND-VX`."""
    known = TYPES.get(document_type)
    abbreviation = known.abbreviation if known else document_type
    groups = (abbreviation, entity_short) if abbreviation else (entity_short, unit_short)
    return "-".join(group for group in groups if group)


def check_notation(text: str) -> bool:
    """Tell whether a notation has the lawful form: groups joined by hyphens, no spaces, no digits."""
    return _form(_NOTATION).fullmatch(text) is not None


def check_code(text: str) -> bool:
    """Tell whether a whole symbol has the lawful form: `15/QĐ-BNV`, `05/BNV-VP`, `15/2026/QĐ-UBND`."""
    return _form(_CODE).fullmatch(text) is not None


def parse(text: str) -> Symbol | None:
    """Take a symbol apart; None when it has not the lawful form (then it is kept as printed)."""
    found = _form(_CODE).fullmatch(text.strip())
    if found is None:
        return None
    year = found["year"]
    return Symbol(int(found["number"]), found["notation"], int(year) if year else None)


def book_year(at: Instant) -> int:
    """The year whose books are open: it changes at 00:00 +07:00 on 1 January, and numbers start again at 01."""
    return local_date(at).year


@cache
def _form(pattern: str) -> regex.Pattern[str]:
    """A form to match; compiled when first needed, because a list shows numbers and judges none."""
    import regex

    return regex.compile(pattern)
