"""A place that is dragged over words or another signature is said to be: amber on the page, in words in the panel."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from office.records import Place
from tests.helpers import office_world as world
from tests.ui.desks import Office, Sitting, sitting
from ui.flows.covering import word_place
from ui.pages.frame import tag_words
from ui.pages.geometry import moved


class Word(NamedTuple):
    """A word of a page."""

    text: str
    rectangle: tuple[float, float, float, float]


def stamp_of(seat: Sitting, document_id: str) -> Place:
    """The place of the arrival stamp, once it is proposed and the page's words are known."""
    seat.open("incoming", document_id)
    placing = seat.window.reading.pages.placing
    seat.until(lambda: placing.place is not None)
    seat.rest()
    assert placing.place is not None
    return placing.place


def test_word_is_smaller_than_its_line() -> None:
    assert word_place(2, Word("a", (1, 10, 5, 30))) == Place(page=2, x0=1, y0=12, x1=5, y1=28)


def test_arrival_stamp_is_proposed_on_the_page_and_warns_over_words(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    document = office.put_incoming("registered", arrival_number=7)
    with office.desk(world.CLERK) as desk, sitting(qtbot, desk) as seat:
        standard = stamp_of(seat, document.id)
        pages = seat.window.reading.pages
        assert pages.placing.is_movable
        assert pages.placing.covered() == ""
        pages.placing.place = moved(standard, 0, 260, pages.page_size(1))
        pages.placing.changed.emit(pages.placing.place)
        assert pages.placing.covered() == "words"
        said = seat.window.findChild(QLabel, "place_words")
        assert said is not None
        assert said.text() == tag_words("words")
        pages.placing.reset()
        assert pages.placing.covered() == ""
