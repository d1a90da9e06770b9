"""Folders, filters and searches follow the desk; the row stays under the eyes."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.shapes import Shape
from tests.helpers import office_world as world
from tests.ui.desks import LETTER, Office, Sitting, sitting
from ui.shell.state import SAVED


def test_leader_finds_what_waits_in_the_first_folder_that_has_something(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    document = office.put_incoming("submitted")
    with office.desk(world.LEADER) as desk, sitting(qtbot, desk) as seat:
        seat.room.refresh()
        seat.until(lambda: seat.window.folder.model.rowCount() == 1)
        assert seat.window.folder.accessibleName() == "Văn bản đến"
        seat.until(lambda: seat.room.reading.current_id() == document.id)


def test_search_narrows_the_list_and_dropping_the_chip_widens_it(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.put_incoming("submitted")
    with office.desk(world.LEADER) as desk, sitting(qtbot, desk) as seat:
        seat.room.browsing.open_folder("incoming")
        seat.rest()
        seat.room.browsing.search("khong co gi")
        seat.until(lambda: seat.window.folder.accessibleName() == "Tra cứu")
        assert seat.window.folder.model.rowCount() == 0
        seat.room.browsing.search("ra soat")
        seat.until(lambda: seat.window.folder.model.rowCount() == 1)
        seat.room.browsing.widen()
        seat.until(lambda: seat.window.folder.accessibleName() == "Văn bản đến")


def test_alt_number_opens_and_alt_left_goes_back(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    with office.desk(world.OFFICER) as desk, sitting(qtbot, desk) as seat:
        seat.room.browsing.open_folder("incoming")
        seat.rest()
        seat.room.command("go:2")
        seat.until(lambda: seat.window.folder.accessibleName() == "Dự thảo")
        seat.room.command("back")
        seat.until(lambda: seat.window.folder.accessibleName() == "Văn bản đến")


def test_new_document_appears_without_a_press_when_the_server_sends_it(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    with office.desk(world.LEADER) as desk, sitting(qtbot, desk) as seat:
        seat.room.browsing.open_folder("incoming")
        seat.rest()
        office.put_incoming("submitted")
        office.sync(desk)
        seat.until(lambda: seat.window.folder.model.rowCount() == 1)
        row = seat.window.folder.model.row(0)
        assert row is not None
        assert row.title == LETTER


def saved_keys(seat: Sitting) -> list[str]:
    keys = seat.window.navigation.keys()
    return [key for key in keys if key.startswith(SAVED)]


def save_urgent_ones(seat: Sitting) -> None:
    seat.room.browsing.open_folder("incoming")
    seat.rest()
    seat.room.browsing.narrow("urgent")
    seat.rest()
    seat.room.browsing.sort("due")
    seat.rest()
    seat.room.browsing.save()
    seat.until(lambda: len(saved_keys(seat)) == 1)


def names(desk: Desk) -> list[str]:
    return [one.name for one in desk.own.searches()]


def test_filter_saved_offline_stands_in_the_navigation_of_all_desks_of_the_person(qtbot: QtBot, tmp_path: Path) -> None:
    office, other_machine = Office(tmp_path / "a"), Office(tmp_path / "b")
    other_machine.server = office.server
    with office.desk(world.LEADER) as desk:
        with sitting(qtbot, desk) as seat:
            save_urgent_ones(seat)
        assert len(desk.queries.outbox()) == 1
        office.sync(desk)
        assert desk.queries.outbox() == ()
    with other_machine.desk(world.LEADER) as desk, sitting(qtbot, desk) as seat:
        assert names(desk) == ["Khẩn · Hạn xử lý trước · Văn bản đến"]
        seat.room.browsing.open_folder("drafts")
        seat.until(lambda: seat.window.folder.accessibleName() == "Dự thảo")
        seat.room.browsing.open_folder(saved_keys(seat)[0])
        seat.rest()
        wanted = Shape(folder="incoming", filter="waiting", narrows=("urgent",), sort="due")
        assert seat.room.browsing.shape() == wanted
    with other_machine.desk(world.OFFICER) as desk:
        assert names(desk) == []


def test_filter_that_is_taken_away_goes_at_once_and_stays_away(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    with office.desk(world.LEADER) as desk, sitting(qtbot, desk) as seat:
        save_urgent_ones(seat)
        office.sync(desk)
        seat.rest()
        seat.room.browsing.save()
        seat.until(lambda: not saved_keys(seat))
        office.sync(desk)
        seat.rest()
        assert saved_keys(seat) == []
        assert desk.queries.outbox() == ()


def test_search_is_saved_with_its_words_and_once_however_often_it_is_pressed(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.put_incoming("submitted")
    with office.desk(world.LEADER) as desk, sitting(qtbot, desk) as seat:
        seat.room.browsing.search("ra soat")
        seat.until(lambda: seat.window.folder.model.rowCount() == 1)
        seat.room.browsing.save()
        seat.room.browsing.save()
        seat.until(lambda: len(saved_keys(seat)) == 1)
        seat.room.browsing.open_folder("incoming")
        seat.until(lambda: seat.window.folder.accessibleName() == "Văn bản đến")
        seat.room.browsing.open_folder(saved_keys(seat)[0])
        seat.until(lambda: seat.window.folder.accessibleName() == "Tra cứu")
        assert seat.room.browsing.shape().query == "ra soat"
        assert seat.window.folder.model.rowCount() == 1
