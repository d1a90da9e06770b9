"""What is under the pointer is what a press takes hold of; a place over another signature is said to be so."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from office.records import Place
from ui.pages.geometry import box_of, handle_points
from ui.pages.view import PageView

PLACE = Place(page=1, x0=300, y0=100, x1=460, y1=180)


def view_of(qtbot: QtBot) -> PageView:
    made = PageView()
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.open(((595.0, 842.0),))
    return made


def test_corner_is_resized_and_the_opposite_one_stays(qtbot: QtBot) -> None:
    view = view_of(qtbot)
    view.placing.begin(PLACE, movable=True)
    corner = QPointF(*handle_points(box_of(PLACE, view.pages()))["se"])
    view.placing.press(corner)
    view.placing.drag(corner + QPointF(30, 30))
    view.placing.release()
    made = view.placing.place
    assert made is not None
    assert (made.x0, made.y0) == (PLACE.x0, PLACE.y0)
    assert made.x1 > PLACE.x1


def test_pointer_shows_what_it_would_take_hold_of(qtbot: QtBot) -> None:
    view = view_of(qtbot)
    assert view.placing.cursor(QPointF(10, 10)) == Qt.CursorShape.ArrowCursor
    view.placing.begin(PLACE, movable=True)
    corner = QPointF(*handle_points(box_of(PLACE, view.pages()))["nw"])
    assert view.placing.cursor(corner) == Qt.CursorShape.SizeFDiagCursor


def test_place_over_another_signature_is_covering_it(qtbot: QtBot) -> None:
    view = view_of(qtbot)
    view.placing.begin(PLACE, movable=True, taken=[PLACE])
    assert view.placing.is_covering()
    view.placing.begin(PLACE, movable=True)
    assert not view.placing.is_covering()


def test_end_takes_place_and_look_away(qtbot: QtBot) -> None:
    view = view_of(qtbot)
    view.placing.begin(PLACE, movable=True)
    view.placing.show_look(None, ("Trần Minh Đức",))
    assert view.placing.lines == ("Trần Minh Đức",)
    view.placing.end()
    assert view.placing.place is None
    assert view.placing.lines == ()
