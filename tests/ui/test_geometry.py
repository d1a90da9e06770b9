"""Pages stand one below the other, and a place never leaves its page, whatever the hand does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from office.records import Place
from ui.pages.geometry import (
    HANDLES,
    SIDE_MIN,
    ZOOM_MAX,
    ZOOM_MIN,
    box_of,
    column,
    dragged,
    handle_at,
    handle_points,
    moved,
    next_zoom,
    overlaps,
    snapped,
    zoom_for,
)

A4 = (595.0, 842.0)
PLACE = Place(page=1, x0=300, y0=600, x1=460, y1=680)
shifts = st.floats(-2000, 2000)


def test_pages_stand_below_each_other_without_touching() -> None:
    pages = column([A4, A4, (842.0, 595.0)], 1.0, 900)
    for above, below in zip(pages.boxes, pages.boxes[1:], strict=False):
        assert below.y > above.bottom


@given(st.floats(200, 4000), st.floats(200, 4000))
def test_fit_width_never_needs_a_horizontal_scroll_bar(width: float, height: float) -> None:
    zoom = zoom_for("width", 1.0, [A4], (width, height))
    assert zoom in {ZOOM_MIN, ZOOM_MAX} or column([A4], zoom, width).width <= width + 1e-6


def test_fit_page_shows_a_whole_page() -> None:
    zoom = zoom_for("page", 1.0, [A4], (2000, 700))
    assert column([A4], zoom, 2000).height <= 700


def test_page_in_the_middle_of_the_view_is_the_current_one() -> None:
    pages = column([A4] * 3, 1.0, 900)
    assert pages.current(pages.boxes[1].y, 400) == 1
    assert list(pages.visible(pages.boxes[2].y + 10, 100)) == [2]


@given(st.sampled_from([*HANDLES, "move"]), shifts, shifts)
def test_place_stays_within_the_page_whatever_is_dragged(handle: str, dx: float, dy: float) -> None:
    made = dragged(PLACE, handle, dx, dy, A4)  # type: ignore[arg-type]
    assert 0 <= made.x0 < made.x1 <= A4[0]
    assert 0 <= made.y0 < made.y1 <= A4[1]
    assert made.x1 - made.x0 >= SIDE_MIN - 1e-6


@given(shifts, shifts)
def test_moving_keeps_the_size(dx: float, dy: float) -> None:
    made = moved(PLACE, dx, dy, A4)
    assert round(made.x1 - made.x0, 6) == 160
    assert round(made.y1 - made.y0, 6) == 80


def test_place_snaps_back_when_it_comes_near_where_the_law_wants_it() -> None:
    near, far = moved(PLACE, 4, -3, A4), moved(PLACE, 40, 0, A4)
    assert snapped(near, PLACE) == PLACE
    assert snapped(far, PLACE) == far
    assert snapped(near, None) == near


def test_each_handle_is_found_under_its_point() -> None:
    box = box_of(PLACE, column([A4], 1.0, 900))
    assert {name: handle_at(box, x, y) for name, (x, y) in handle_points(box).items()} == {n: n for n in HANDLES}
    assert handle_at(box, box.x + box.width / 2, box.y + box.height / 2) == "move"
    assert handle_at(box, box.x - 50, box.y) is None


def test_place_that_covers_another_is_seen() -> None:
    assert overlaps(PLACE, [moved(PLACE, 20, 20, A4)])
    assert not overlaps(PLACE, [moved(PLACE, 0, -400, A4)])


def test_zoom_goes_by_steps_and_ends() -> None:
    assert next_zoom(1.0, 1) == 1.1
    assert next_zoom(1.0, -1) == 0.9
    assert next_zoom(ZOOM_MAX, 1) == ZOOM_MAX
