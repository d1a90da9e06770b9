"""The snapshot phase: resumable, and authoritative for what is out of sight."""

from __future__ import annotations

import pytest

from sync import door
from sync.errors import ServerAway, ServerLied
from sync.snapshot import Place
from tests.helpers import office_world as office
from tests.helpers.memory_server import MemoryServer, TestClock
from tests.sync.conftest import Desks
from tests.sync.office_day import opine, put_document, take_away

DEN = office.uid("den")


@pytest.fixture
def server(clock: TestClock) -> MemoryServer:
    """A server that gives few rows a page."""
    server = MemoryServer(clock, page_rows=5)
    put_document(server)
    return server


def test_snapshot_goes_on_where_it_was_cut_off(desks: Desks, server: MemoryServer) -> None:
    desk = desks.open()
    served = server.door(office.OFFICER)
    pages = []

    def cut(what: str) -> None:
        pages.append(what)
        if len(pages) == 3:
            raise ServerAway(why="cut")

    served.before_reply = cut
    with pytest.raises(ServerAway):
        desk.make_engine(served).sync_once()
    place = desk.cache.meta.load("snapshot", Place)
    assert place is not None
    assert place.after
    desk.close()
    served.before_reply = lambda _what: None
    served.calls.clear()
    again = desks.open()
    again.make_engine(served).sync_once()
    assert set(again.cache.records.ids()) == set(server.sees(office.OFFICER))
    needed = -(-len(server.sees(office.OFFICER)) // 5)
    assert served.calls.count("snapshot") == needed - 2


def test_restored_server_is_followed_and_acknowledged_work_is_said_again(desks: Desks, server: MemoryServer) -> None:
    desk = desks.open()
    engine = desk.make_engine(server.door(office.OFFICER))
    engine.sync_once()
    backup = server.backup()
    action = opine(desk, desks.new_id(), DEN)
    engine.sync_once()
    assert server.state.effects == [action.id]
    server.restore(backup)
    engine.sync_once()
    assert server.state.effects == [action.id]
    assert desk.cache.records.base(DEN) == server.state.records[DEN]
    assert desk.outbox.items() == []


def test_what_a_snapshot_does_not_name_is_out_of_sight(desks: Desks, server: MemoryServer) -> None:
    desk = desks.open()
    engine = desk.make_engine(server.door(office.OFFICER))
    engine.sync_once()
    take_away(server, DEN)
    server.restore(server.backup())
    engine.sync_once()
    assert desk.cache.records.load(DEN) is None


def test_snapshot_that_repeats_its_page_is_not_followed(desks: Desks, server: MemoryServer) -> None:
    desk = desks.open()
    served = server.door(office.OFFICER)
    engine = desk.make_engine(served)

    def same(*, after: str, at: str) -> door.Snapshot:
        return door.Snapshot(at="t", after="k")

    served.snapshot = same  # type: ignore[method-assign]
    with pytest.raises(ServerLied):
        engine.sync_once()
