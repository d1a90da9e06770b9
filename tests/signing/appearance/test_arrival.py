"""The arrival stamp takes whatever room the page has, and nothing of it is cut."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signing.appearance import arrival
from signing.appearance.looks import arrival_lines
from signing.appearance.place import MM
from signing.pades import fonts

NAMES = ("Ủy ban nhân dân tỉnh Bình Sơn", "Văn phòng Ủy ban nhân dân tỉnh Bình Sơn", "Sở Tài chính")


@dataclass
class Paper:
    """Keeps what was drawn: text, left, right, baseline, size."""

    width: float
    height: float
    content: list[str] = field(default_factory=list)
    drawn: list[tuple[str, float, float, float, float]] = field(default_factory=list)

    def text(self, text: str, x: float, y: float, *, face: fonts.Face, size: float) -> None:
        self.drawn.append((text, x, x + face.width(text, size), y, size))


def drawn(width_mm: float, height_mm: float, name: str, *more: str) -> Paper:
    paper = Paper(width_mm * MM, height_mm * MM)
    arrival.draw(paper, (*arrival_lines(name, "1234", "25/11/2026"), *more))
    return paper


@given(st.floats(12, 35), st.sampled_from(NAMES))
def test_stamp_keeps_every_line_inside_its_frame(height_mm, name):
    paper = drawn(50, height_mm, name)
    for text, left, right, baseline, size in paper.drawn:
        assert left >= 0, text
        assert right <= paper.width, text
        assert baseline - 0.25 * size >= 0, text
        assert baseline + 0.95 * size <= paper.height, text


@given(st.floats(12, 35), st.sampled_from(NAMES))
def test_stamp_lines_do_not_touch_each_other(height_mm, name):
    paper = drawn(50, height_mm, name)
    beside = [(baseline, size) for text, _l, _r, baseline, size in paper.drawn if text != arrival.WORD]
    for (upper, _size), (lower, size) in zip(beside, beside[1:], strict=False):
        assert upper - lower >= size


def test_stamp_of_the_laws_own_size_is_set_large():
    paper = drawn(50, 35, NAMES[0])
    assert max(size for _t, _l, _r, _b, size in paper.drawn) == arrival.WORD_PT_MAX
    assert {size for text, _l, _r, _b, size in paper.drawn if text != arrival.WORD} == {arrival.SIZES_PT[0]}


@pytest.mark.parametrize("more", [("Chuyển: Phòng Tổng hợp",), ("Chuyển: Phòng Tổng hợp", "Số và ký hiệu HS: 05.KSTT")])
def test_stamp_has_room_for_routing_and_dossier(more):
    paper = drawn(50, 35, NAMES[0], *more)
    assert [text for text, *_rest in paper.drawn][-len(more) :] == list(more)
    assert min(baseline for _t, _l, _r, baseline, _s in paper.drawn) > 0


def test_stamp_says_agency_number_and_date():
    texts = [text for text, *_rest in drawn(50, 12, NAMES[0]).drawn]
    assert texts == ["ỦY BAN NHÂN DÂN TỈNH BÌNH SƠN", "ĐẾN", "Số: 1234", "Ngày: 25/11/2026"]
