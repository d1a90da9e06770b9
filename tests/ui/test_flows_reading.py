"""The document that is read: pages, verdict, who has it; kept in step, and closed when it leaves the reader's sight."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from office.personal import ReadMark
from tests.helpers import office_world as world
from tests.ui.desks import Office, sitting


def test_document_is_shown_with_its_pages_and_a_verdict(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    document = office.put_incoming("submitted")
    with office.desk(world.LEADER) as desk, sitting(qtbot, desk, judges=True) as seat:
        seat.open("incoming", document.id)
        seat.until(seat.window.reading.pages.is_sharp)
        assert seat.room.reading.shown_sha256 == document.files[0].sha256
        seat.until(lambda: (notice := seat.window.reading.verdict.notice()) and "kiểm tra" not in notice.headline)


def test_document_counts_as_read_after_a_moment(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    document = office.put_incoming("submitted")
    with office.desk(world.LEADER) as desk, sitting(qtbot, desk) as seat:
        seat.open("incoming", document.id)
        seat.until(lambda: any(isinstance(r, ReadMark) for r in desk.parts.mail.cache.records.of_kind("read_mark")))
        seat.until(lambda: (row := seat.window.folder.model.row(0)) is not None and not row.is_unread)


def test_open_document_follows_what_others_do(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    document = office.put_incoming("submitted")
    with office.desk(world.LEADER) as desk, sitting(qtbot, desk) as seat:
        seat.open("incoming", document.id)
        office.server.put(replace(document, state="directed", directive=world.directive()))
        office.sync(desk)
        seat.until(lambda: seat.room.reading.document and seat.room.reading.document.state == "directed")


def test_document_that_is_no_longer_the_readers_closes_and_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    document = office.put_incoming("submitted")
    with office.desk(world.LEADER) as desk, sitting(qtbot, desk) as seat:
        seat.open("incoming", document.id)
        other = replace(document, submitted_to=world.CHIEF, entity_id=world.OFFICE)
        office.server.put(other)
        office.sync(desk)
        seat.until(lambda: seat.room.reading.current_id() == "")
        notice = seat.window.notice.notice()
        assert notice is not None
        assert notice.headline == "Bạn không còn quyền xem văn bản này."
