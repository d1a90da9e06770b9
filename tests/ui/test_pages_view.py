"""The page view asks for what it shows, keeps its zoom mode, and lets the place be moved by mouse and keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from office.records import Place
from tests.ui import samples
from ui.pages.view import PageView

A4 = (595.0, 842.0)
PLACE = Place(page=1, x0=300, y0=100, x1=460, y1=180)


@pytest.fixture
def view(qtbot: QtBot) -> PageView:
    made = PageView()
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    made.open((A4, A4, A4))
    return made


def draw(view: PageView) -> None:
    while (wanted := view.next_wanted()) is not None:
        view.take(*wanted, samples.page_picture(0, wanted[1]))


def test_view_wants_the_page_it_shows_first(view: PageView) -> None:
    assert view.next_wanted() is not None
    assert view.next_wanted()[0] == 0  # type: ignore[index]
    draw(view)
    assert view.is_sharp()
    view.go_to(3)
    assert view.next_wanted() is not None


def test_page_that_cannot_be_drawn_is_asked_for_once(view: PageView) -> None:
    wanted = view.next_wanted()
    assert wanted is not None
    view.take(*wanted, None)
    assert view.next_wanted() is None or view.next_wanted()[0] != wanted[0]  # type: ignore[index]


def test_zoom_mode_stays_for_the_next_file(view: PageView) -> None:
    view.set_zoom("percent", 2.0)
    view.open((A4,))
    assert view.zoom() == 2.0


def test_page_number_is_told_as_one_scrolls(qtbot: QtBot, view: PageView) -> None:
    with qtbot.waitSignal(view.page_changed) as told:
        view.go_to(2)
    assert told.args == [2, 3]
    assert view.accessibleName() == "Trang 2 / 3"


def test_keys_go_through_the_pages(qtbot: QtBot, view: PageView) -> None:
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.current_page() == 3
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.current_page() == 1
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.current_page() == 2


def test_place_is_dragged_by_the_mouse_and_stays_on_the_page(qtbot: QtBot, view: PageView) -> None:
    view.placing.begin(PLACE, movable=True)
    start = view.centre_of_place()
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view.viewport(), start + QPoint(-60, 40))
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton)
    assert view.placing.place is not None
    assert view.placing.place.x0 < PLACE.x0
    assert view.placing.place.y0 > PLACE.y0


def test_arrow_keys_move_the_place_by_a_point_and_with_shift_by_ten(qtbot: QtBot, view: PageView) -> None:
    view.placing.begin(PLACE, movable=True)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert view.placing.place == Place(page=1, x0=301, y0=110, x1=461, y1=190)
    view.placing.reset()
    assert view.placing.place == PLACE


def test_place_that_is_fixed_does_not_move(qtbot: QtBot, view: PageView) -> None:
    view.placing.begin(PLACE, movable=False)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.placing.place == PLACE


def test_mark_lights_a_rectangle_up_and_brings_it_into_view(view: PageView) -> None:
    view.mark(Place(page=3, x0=50, y0=50, x1=200, y1=70))
    assert view.current_page() == 3
    view.mark(None)


def test_closing_shows_nothing(view: PageView) -> None:
    view.close_file()
    assert view.page_count() == 0
    assert view.next_wanted() is None
