"""The sent log: kept 30 days, said again when the server was restored."""

from __future__ import annotations

from pathlib import Path

from tests.helpers import office_world as office
from tests.helpers.memory_server import MemoryServer
from tests.sync.conftest import Desks
from tests.sync.office_day import opine, put_document, receive


def test_acknowledged_work_with_its_file_comes_back_after_a_restore(
    desks: Desks, server: MemoryServer, folder: Path
) -> None:
    desk = desks.open()
    engine = desk.make_engine(server.door(office.CLERK))
    engine.sync_once()
    backup = server.backup()
    action = receive(desk, desks.new_id(), desks.new_id(), b"%PDF a", folder)
    engine.sync_once()
    server.restore(backup)
    assert action.record_id not in server.state.records
    engine.sync_once()
    assert action.record_id in server.state.records
    assert action.payload.files[0].sha256 in server.state.files  # type: ignore[union-attr]
    assert desk.outbox.items() == []


def test_what_is_older_than_thirty_days_is_let_go(desks: Desks, server: MemoryServer) -> None:
    document = put_document(server)
    desk = desks.open()
    engine = desk.make_engine(server.door(office.OFFICER))
    engine.sync_once()
    opine(desk, desks.new_id(), document.id)
    engine.sync_once()
    desks.clock.advance(29 * 86400)
    engine.sync_once()
    assert desk.cache.database.row("SELECT count(*) FROM sent") == (1,)
    desks.clock.advance(2 * 86400)
    engine.sync_once()
    assert desk.cache.database.row("SELECT count(*) FROM sent") == (0,)


def test_order_is_kept_and_what_is_said_again_comes_first(desks: Desks, server: MemoryServer) -> None:
    document = put_document(server)
    desk = desks.open()
    engine = desk.make_engine(server.door(office.OFFICER))
    engine.sync_once()
    first, second = (opine(desk, desks.new_id(), document.id) for _time in range(2))
    engine.sync_once()
    third = opine(desk, desks.new_id(), document.id)
    with desk.cache.transaction():
        assert desk.sent.say_again() == [document.id, document.id]
    assert [item.action.id for item in desk.outbox.items()] == [first.id, second.id, third.id]
    assert [item.is_again for item in desk.outbox.items()] == [True, True, False]
