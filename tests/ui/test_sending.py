"""The outbox opens, takes back, and shows a conflict with both versions until the user decides."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.clock import now
from office.actions import Opine
from office.records import HistoryLine, IncomingDocument
from tests.helpers import office_world as world
from tests.ui.desks import Office, Sitting, sitting
from ui.screens.conflict.view import ConflictSheet
from ui.screens.outbox.view import OutboxView


def press(seat: Sitting, name: str) -> None:
    button = seat.window.findChild(QPushButton, name)
    assert button is not None, name
    button.click()


def test_what_waits_is_listed_and_can_be_taken_back(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    document = office.put_incoming("directed")
    with office.desk(world.OFFICER) as desk, sitting(qtbot, desk) as seat:
        action_id = desk.act(document.id, Opine(id=world.uid("o"), text="Đang rà soát."))
        seat.room.command("outbox")
        seat.until(lambda: seat.window.findChild(QPushButton, f"outbox_undo_{action_id}"))
        press(seat, f"outbox_undo_{action_id}")
        seat.until(lambda: not desk.queries.outbox())


def conflict(office: Office, seat: Sitting, now_is: IncomingDocument) -> None:
    """The officer begins work on a document that is another by now."""
    seat.room.acting.request("begin")
    seat.rest()
    office.server.put(now_is)
    office.sync(seat.desk)
    seat.until(lambda: any(row.can_discard for row in seat.desk.queries.outbox()))


@pytest.mark.parametrize("is_seen", [True, False], ids=["still seen", "out of sight"])
@pytest.mark.parametrize(("decision", "waits"), [("discard", 0), ("keep", 1)])
def test_conflict_stays_until_it_is_decided(
    qtbot: QtBot, tmp_path: Path, decision: str, waits: int, is_seen: bool
) -> None:
    office = Office(tmp_path)
    document = office.put_incoming("directed")
    completed = replace(world.incoming("completed"), files=document.files)
    elsewhere = replace(document, state="registered", directive=None)
    with office.desk(world.OFFICER) as desk, sitting(qtbot, desk) as seat:
        seat.open("incoming", document.id)
        conflict(office, seat, completed if is_seen else elsewhere)
        (row,) = desk.queries.outbox()
        seat.room.command("outbox")
        seat.until(lambda: seat.window.findChild(QPushButton, f"outbox_decide_{row.action_id}"))
        press(seat, f"outbox_decide_{row.action_id}")
        seat.until(lambda: seat.window.findChild(ConflictSheet))
        redo = seat.window.findChild(QPushButton, "conflict_redo")
        assert redo is not None
        assert redo.isEnabled() is is_seen
        press(seat, f"conflict_{decision}")
        seat.rest()
        seat.until(lambda: len(desk.queries.outbox()) == waits)


def test_sync_without_a_session_asks_to_sign_in_and_keeps_the_work(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    with office.desk(world.OFFICER) as desk, sitting(qtbot, desk) as seat:
        with qtbot.waitSignal(seat.room.sending.signed_out):
            seat.room.command("sync")
        assert seat.window.notice.notice() is not None


def test_outbox_opens_once(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    with office.desk(world.OFFICER) as desk, sitting(qtbot, desk) as seat:
        seat.room.command("outbox")
        seat.room.command("outbox")
        seat.rest()
        assert len(seat.window.findChildren(OutboxView)) == 1


@pytest.mark.parametrize("is_seen", [True, False], ids=["still seen", "out of sight"])
def test_conflict_says_who_did_what_and_when(qtbot: QtBot, tmp_path: Path, is_seen: bool) -> None:
    """E17: in the sheet of both versions, and in the line of the outbox."""
    office = Office(tmp_path)
    document = office.put_incoming("directed")
    step = HistoryLine(action_id=world.uid("step"), type="recall", by=world.LEADER, at=now())
    changed = world.incoming("completed") if is_seen else replace(document, state="registered", directive=None)
    history = (*document.history, step)
    with office.desk(world.OFFICER) as desk, sitting(qtbot, desk) as seat:
        seat.open("incoming", document.id)
        conflict(office, seat, replace(changed, files=document.files, history=history))
        (row,) = desk.queries.outbox()
        leader = office.server.organisation.people[world.LEADER].name
        said = f"{leader} đã thu hồi văn bản này lúc "
        assert row.state_words.startswith(f"cần bạn quyết định · {said}")
        seat.room.command("outbox")
        seat.until(lambda: seat.window.findChild(QPushButton, f"outbox_decide_{row.action_id}"))
        press(seat, f"outbox_decide_{row.action_id}")
        seat.until(lambda: seat.window.findChild(ConflictSheet))
        sheet = seat.window.findChild(ConflictSheet)
        assert sheet is not None
        (reason,) = [one.text() for one in sheet.findChildren(QLabel) if one.text().startswith(said)]
        assert reason.endswith("Nội dung của bạn được giữ trong Hộp gửi. Xem hai bản và chọn.")
