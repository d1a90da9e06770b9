"""Words are found on the pages that are read: exact ones, and those typed without diacritics; each is marked."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.helpers import office_world as world
from tests.ui.desks import Office, sitting
from ui.flows.finding import plain_hits


class Word(NamedTuple):
    """A word of a page."""

    text: str
    rectangle: tuple[float, float, float, float]


LINE = [Word("Kế", (10, 10, 20, 20)), Word("hoạch", (22, 10, 50, 20)), Word("chuyển", (10, 24, 40, 34))]


def test_words_without_diacritics_are_found_where_they_stand() -> None:
    ((place,),) = plain_hits(LINE, "ke hoa", 1)
    assert (place.page, place.x0, place.x1) == (1, 10, 50)


def test_hit_over_two_lines_has_two_rectangles() -> None:
    (hit,) = plain_hits(LINE, "hoach chuyen", 2)
    assert [(place.x0, place.y0) for place in hit] == [(22, 10), (10, 24)]


def test_no_words_find_nothing() -> None:
    assert plain_hits(LINE, "  ", 1) == []
    assert plain_hits(LINE[:1], "ke hoach", 1) == []


def test_reader_finds_words_and_goes_from_one_to_the_next(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    document = office.put_incoming("submitted")
    with office.desk(world.LEADER) as desk, sitting(qtbot, desk) as seat:
        seat.open("incoming", document.id)
        seat.until(seat.window.reading.pages.is_sharp)
        seat.room.command("find")
        bar, pages = seat.window.reading.find_bar, seat.window.reading.pages
        count = bar.findChild(QLabel, "find_count")
        assert count is not None
        for typed in ("Điều 1.", "chuyen doi so"):
            bar.field.setText(typed)
            bar.typed.emit(typed)
            seat.until(pages.hits)
            assert count.text().startswith("1 / ")
        bar.stepped.emit(-1)
        assert count.text() == f"{pages.hits()} / {pages.hits()} chỗ"
        bar.closed.emit()
        assert not pages.hits()
        assert not bar.isVisible()


def test_search_of_documents_takes_its_place_where_nothing_is_read(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    with office.desk(world.LEADER) as desk, sitting(qtbot, desk) as seat:
        seat.room.command("find")
        assert not seat.window.reading.find_bar.isVisible()
