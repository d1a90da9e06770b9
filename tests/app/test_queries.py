"""What the frame around every screen says of the office and of what lies on this machine."""

from __future__ import annotations

import pytest

from app.queries import short_office


@pytest.mark.parametrize(
    ("name", "abbreviation", "shown"),
    [
        ("Ủy ban nhân dân tỉnh Bình Sơn", "UBND", "UBND tỉnh Bình Sơn"),
        ("Văn phòng Ủy ban nhân dân tỉnh Bình Sơn", "VPUBND", "VPUBND tỉnh Bình Sơn"),
        ("Sở Nội vụ", "SNV", "SNV"),
        ("Ủy ban nhân dân tỉnh Bình Sơn", "BS", "Ủy ban nhân dân tỉnh Bình Sơn"),
        ("Sở Nội vụ", "", "Sở Nội vụ"),
    ],
)
def test_office_stands_with_its_abbreviation_where_the_name_begins_with_its_words(
    name: str, abbreviation: str, shown: str
) -> None:
    assert short_office(name, abbreviation) == shown
