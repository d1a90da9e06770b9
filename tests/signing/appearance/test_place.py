"""Places as seen and in the page's own space, for every turn and crop; the seal over a third of the signature."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signing.appearance.place import (
    Box,
    Sheet,
    centred,
    clamp,
    seal_field,
    seal_over,
    shifted_into,
    to_page_space,
    to_seen,
    upright,
)

near = st.floats(-500, 500)
size = st.floats(1, 1500)
sheets = st.builds(
    lambda x, y, w, h, turn: Sheet(Box(x, y, x + w, y + h), turn),
    near,
    near,
    size,
    size,
    st.sampled_from([0, 90, 180, 270]),
)
boxes = st.builds(lambda x, y, w, h: Box(x, y, x + w, y + h), near, near, size, size)


@given(sheets, boxes)
def test_there_and_back_is_the_same_place(sheet: Sheet, box: Box) -> None:
    assert to_seen(sheet, to_page_space(sheet, box)) == pytest.approx(box, abs=1e-6)


@given(sheets)
def test_whole_seen_page_is_the_crop_box(sheet: Sheet) -> None:
    assert to_page_space(sheet, Box(0, 0, *sheet.seen_size)) == pytest.approx(sheet.crop, abs=1e-6)


@pytest.mark.parametrize(
    ("turn", "expected"),
    [(0, (10, 172, 30, 180)), (90, (20, 10, 28, 30)), (180, (70, 20, 90, 28)), (270, (72, 170, 80, 190))],
)
def test_top_left_of_a_turned_page_is_where_the_reader_sees_it(turn: int, expected: tuple[float, ...]) -> None:
    assert to_page_space(Sheet(Box(0, 0, 100, 200), turn), Box(10, 20, 30, 28)) == expected


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_look_stands_upright_on_a_turned_page(turn: int) -> None:
    """The form's x axis goes where the reader sees "right"."""
    a, b, *_ = upright(turn)
    sheet = Sheet(Box(0, 0, 100, 100), turn)
    start, end = to_page_space(sheet, Box(10, 50, 10, 50)), to_page_space(sheet, Box(20, 50, 20, 50))
    assert (end.x0 - start.x0, end.y0 - start.y0) == (10 * a, 10 * b)


@given(boxes, st.tuples(size, size))
def test_clamped_place_is_on_the_page_and_cut_only_where_larger(box: Box, page: tuple[float, float]) -> None:
    kept = clamp(box, page)
    assert kept.x0 >= 0
    assert kept.y0 >= 0
    assert kept.x1 <= page[0] + 1e-6
    assert kept.y1 <= page[1] + 1e-6
    assert kept.width == pytest.approx(min(box.width, page[0]))


@given(boxes, size, size)
def test_seal_covers_a_third_of_the_signature_on_its_left(signature: Box, width: float, height: float) -> None:
    seal = seal_over(signature, width, height)
    assert (seal.x1 - signature.x0) / signature.width == pytest.approx(1 / 3)
    assert (seal.y0 + seal.y1) / 2 == pytest.approx((signature.y0 + signature.y1) / 2, abs=1e-6)
    assert (seal.width, seal.height) == (pytest.approx(width), pytest.approx(height))


@given(st.floats(10, 54))
def test_prepared_field_has_room_for_the_seal_over_any_signature(width_mm: float) -> None:
    """A signature image between 10 mm and the width of its box, centred in it."""
    mm = 72 / 25.4
    leader = Box(344, 278, 344 + 54 * mm, 278 + 25 * mm)
    expected = seal_over(leader, 36 * mm, 36 * mm)
    field = seal_field(expected, leader)
    seal = seal_over(centred(leader, width_mm * mm, 15 * mm), 36 * mm, 36 * mm)
    assert field.x0 <= seal.x0
    assert field.x1 >= seal.x1


@given(boxes, boxes)
def test_shifting_never_changes_the_size(box: Box, inside: Box) -> None:
    moved = shifted_into(box, inside)
    assert (moved.width, moved.height) == (pytest.approx(box.width), pytest.approx(box.height))
    if box.width < inside.width:
        assert moved.x0 >= inside.x0 - 1e-6
        assert moved.x1 <= inside.x1 + 1e-6
