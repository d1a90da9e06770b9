"""Folders, filters and searches follow the desk; the row stays under the eyes."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.helpers import office_world as world
from tests.ui.desks import LETTER, Office, sitting


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
