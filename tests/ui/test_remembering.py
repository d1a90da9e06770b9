"""The next start begins where the last one ended: list, document and place in it, widths, theme."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.memory import Memory
from app.shapes import Shape
from tests.helpers import office_world as world
from tests.ui.desks import Office, Sitting, sitting
from ui.flows.last import LAST, Last
from ui.shell.window import Layout
from ui.theme.tokens import Scheme


def begin(seat: Sitting, dressed: list[Scheme]) -> None:
    seat.room.remembering.begin(dressed.append)
    seat.rest()


def test_next_start_opens_list_and_document_that_were_open(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    first = office.put_incoming("submitted")
    other = office.put_incoming("submitted", id=world.uid("other"))
    with office.desk(world.LEADER) as desk:
        with sitting(qtbot, desk) as seat:
            begin(seat, [])
            seat.room.browsing.narrow("unread")
            seat.open("incoming", other.id)
            seat.until(seat.window.reading.pages.is_sharp)
            seat.window.reading.pages.set_zoom("page")
            seat.room.remembering.chose_theme("dark")
            seat.room.remembering.end()
        with sitting(qtbot, desk) as seat:
            dressed: list[Scheme] = []
            begin(seat, dressed)
            seat.until(lambda: seat.room.reading.current_id() == other.id)
            assert seat.room.browsing.shape().folder == "incoming"
            assert seat.window.reading.pages.mode() == "page"
            assert dressed == ["dark"]
            assert first.id in seat.window.folder.model.ids()


def test_document_opens_at_the_place_where_it_was_left(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    document = office.put_incoming("submitted")
    with office.desk(world.LEADER) as desk:
        Memory(desk.parts).save(LAST, Last(spots={document.id: (1, 0.3)}, zoom=("percent", 2.0)))
        with sitting(qtbot, desk) as seat:
            begin(seat, [])
            seat.open("incoming", document.id)
            seat.until(seat.window.reading.pages.is_sharp)
            page, passed = seat.window.reading.pages.spot()
            assert page == 1
            assert abs(passed - 0.3) < 0.01


def test_widths_that_the_user_drew_come_back(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    with office.desk(world.LEADER) as desk:
        Memory(desk.parts).save(LAST, Last(layout=Layout(folder=420, panel_wanted=False)))
        with sitting(qtbot, desk) as seat:
            begin(seat, [])
            assert abs(seat.window.folder.width() - 420) <= 2
            assert not seat.window.panel.isVisible()


def test_what_an_older_program_kept_and_nobody_understands_costs_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    document = office.put_incoming("submitted")
    with office.desk(world.LEADER) as desk:
        Memory(desk.parts).save(LAST, {"shape": 7})
        with sitting(qtbot, desk) as seat:
            begin(seat, [])
            seat.until(lambda: seat.room.reading.current_id() == document.id)


def test_list_that_stands_there_already_keeps_its_place(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    with office.desk(world.LEADER) as desk, sitting(qtbot, desk) as seat:
        seat.room.browsing.open_folder("drafts")
        seat.rest()
        seat.room.remembering.begin([].append, Last(shape=Shape(folder="incoming"), zoom=("page", 1.0)))
        seat.rest()
        assert seat.room.browsing.shape().folder == "drafts"
        assert seat.window.reading.pages.mode() == "page"
