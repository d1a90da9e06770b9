"""What each kind of signature says, to the letter (D30 Appendix I.II.8b, II.I.3, IV.V)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import get_args

from office.facts import SignatureRole
from signing.appearance.looks import (
    FIELD_PREFIX,
    STYLES,
    arrival_lines,
    attachment_lines,
    copy_lines,
    initial_lines,
    printed_time,
)

WHEN = datetime(2026, 11, 24, 7, 5, 9, tzinfo=UTC)


def test_time_is_printed_in_the_zone_of_vietnam() -> None:
    assert printed_time(WHEN) == "24/11/2026; 14:05:09 +07:00"


def test_day_turns_with_the_zone() -> None:
    assert printed_time(datetime(2026, 12, 31, 18, 0, 0, tzinfo=UTC)) == "01/01/2027; 01:00:00 +07:00"


def test_attachment_names_the_main_document() -> None:
    assert attachment_lines("12/QĐ-UBND", WHEN) == ("Số: 12/QĐ-UBND; 24/11/2026; 14:05:09 +07:00",)


def test_copy_names_its_kind_and_the_copying_agency() -> None:
    assert copy_lines("certified", "Văn phòng UBND", WHEN) == ("Sao y; Văn phòng UBND; 24/11/2026; 14:05:09 +07:00",)
    assert copy_lines("extract", "X", WHEN)[0].startswith("Trích sao; X; ")


def test_arrival_stamp_says_agency_number_and_date() -> None:
    assert arrival_lines("UBND tỉnh", "05", "03/02/2026") == ("UBND tỉnh", "Số: 05", "Ngày: 03/02/2026")


def test_initial_is_the_given_name() -> None:
    assert initial_lines("Trần Thị Bình") == ("Bình",)
    assert initial_lines("") == ()


def test_every_role_has_a_style_and_every_signing_role_a_field_name() -> None:
    roles = set(get_args(SignatureRole))
    assert set(STYLES) == roles
    assert set(FIELD_PREFIX) == roles - {"timestamp"}


def test_copies_and_attachments_show_no_image() -> None:
    assert not STYLES["copy"].image
    assert not STYLES["attachment"].image
    assert STYLES["copy"].text_pt == STYLES["attachment"].text_pt == 10
