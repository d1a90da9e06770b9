"""The private note of the document that is read: kept by the desk without a connection, and of that document alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from sync.errors import DiskFull
from tests.helpers import office_world as world
from tests.ui.desks import Office, Sitting, sitting


def is_ready(seat: Sitting) -> bool:
    return not seat.window.panel.note.field.isReadOnly()


def write(qtbot: QtBot, seat: Sitting, words: str) -> None:
    seat.until(lambda: is_ready(seat))
    qtbot.keyClicks(seat.window.panel.note.field, words)


def test_note_is_kept_offline_and_comes_back_with_its_document(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    first, other = office.put_incoming("submitted"), office.put_incoming("submitted", id=world.uid("other"))
    with office.desk(world.LEADER) as desk, sitting(qtbot, desk) as seat:
        field = seat.window.panel.note.field
        seat.open("incoming", first.id)
        write(qtbot, seat, "hoi lai")
        seat.open("incoming", other.id)
        seat.until(lambda: desk.own.note(first.id) == "hoi lai")
        seat.until(lambda: is_ready(seat) and field.toPlainText() == "")
        seat.open("incoming", first.id)
        seat.until(lambda: field.toPlainText() == "hoi lai")
        assert desk.own.note(other.id) == ""
        office.sync(desk)
        assert desk.queries.outbox() == ()


def test_what_was_typed_last_is_kept_when_the_window_goes(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    document = office.put_incoming("submitted")
    with office.desk(world.LEADER) as desk:
        with sitting(qtbot, desk) as seat:
            seat.open("incoming", document.id)
            write(qtbot, seat, "cuoi cung")
            seat.dispatcher.close()
            seat.room.noting.end()
        assert desk.own.note(document.id) == "cuoi cung"


def test_note_of_another_machine_is_shown_when_it_comes(qtbot: QtBot, tmp_path: Path) -> None:
    office, other_machine = Office(tmp_path / "a"), Office(tmp_path / "b")
    other_machine.server = office.server
    document = office.put_incoming("submitted")
    with office.desk(world.LEADER) as desk, sitting(qtbot, desk) as seat:
        seat.open("incoming", document.id)
        seat.until(lambda: is_ready(seat))
        with other_machine.desk(world.LEADER) as second:
            second.own.save_note(document.id, "từ máy khác")
            other_machine.sync(second)
        office.sync(desk)
        seat.until(lambda: seat.window.panel.note.field.toPlainText() == "từ máy khác")


def test_note_that_finds_no_room_stays_where_it_was_typed(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(tmp_path)
    document = office.put_incoming("submitted")

    def full(document_id: str, text: str) -> None:
        raise DiskFull(needed_mb=1)

    with office.desk(world.LEADER) as desk, sitting(qtbot, desk) as seat:
        seat.open("incoming", document.id)
        with monkeypatch.context() as patched:
            patched.setattr(desk.own, "save_note", full)
            write(qtbot, seat, "con day")
            seat.window.panel.note.tell()
            seat.until(lambda: seat.window.notice.notice() is not None)
            seat.room.refresh()
            seat.rest()
            assert seat.window.panel.note.field.toPlainText() == "con day"
        seat.room.noting.end()
        assert desk.own.note(document.id) == "con day"
