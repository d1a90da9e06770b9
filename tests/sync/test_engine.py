"""What one sync does, seen from a desk; how long the loop waits."""

from __future__ import annotations

import threading

import pytest

from office.records import IncomingDocument
from sync.engine import connection_of
from sync.errors import Captive, ServerAway, ServerError, SessionOver
from tests.helpers import office_world as office
from tests.helpers.memory_server import MemoryServer
from tests.sync.conftest import Desks
from tests.sync.office_day import CONTENT, opine, put_document


def test_first_sync_brings_records_files_and_index(desks: Desks, server: MemoryServer) -> None:
    document = put_document(server)
    desk = desks.open()
    report = desk.make_engine(server.door(office.OFFICER)).sync_once()

    assert report.files_here
    assert desk.cache.records.load(document.id) == document
    assert set(desk.cache.records.ids()) == set(server.sees(office.OFFICER))
    assert desk.files.load(document.files[0].sha256) == CONTENT
    assert desk.cache.search.find(document.subject)[0].id == document.id


def test_officer_sees_own_opinion_at_once_and_after_the_sync(desks: Desks, server: MemoryServer) -> None:
    document = put_document(server)
    desk = desks.open()
    engine = desk.make_engine(server.door(office.OFFICER))
    engine.sync_once()
    opine(desk, desks.new_id(), document.id, "Đề nghị phối hợp.")

    shown = desk.cache.records.load(document.id)
    assert isinstance(shown, IncomingDocument)
    assert shown.opinions[-1].text == "Đề nghị phối hợp."
    assert engine.sync_once().actions_done == 1
    assert desk.outbox.items() == []
    assert desk.cache.records.load(document.id) == server.state.records[document.id]


def test_nothing_new_costs_one_request_and_no_write(desks: Desks, server: MemoryServer) -> None:
    put_document(server)
    desk = desks.open()
    door = server.door(office.OFFICER)
    engine = desk.make_engine(door)
    engine.sync_once()
    door.calls.clear()
    before = desk.cache.database.row("PRAGMA data_version"), (desk.profile / "cache.db-wal").stat().st_size
    engine.sync_once()
    after = desk.cache.database.row("PRAGMA data_version"), (desk.profile / "cache.db-wal").stat().st_size
    assert door.calls == ["changes"]
    assert before == after


def test_desk_without_server_keeps_the_work_and_says_so(desks: Desks, server: MemoryServer) -> None:
    document = put_document(server)
    desk = desks.open()
    door = server.door(office.OFFICER)
    engine = desk.make_engine(door)
    engine.sync_once()
    door.is_away = True
    opine(desk, desks.new_id(), document.id)
    with pytest.raises(ServerAway):
        engine.sync_once()
    assert desk.outbox.count() == 1
    assert engine.status().connection == "offline"
    assert engine.status().error == "server_away"
    assert engine.status().synced_at == desks.clock.now()


@pytest.mark.parametrize(
    ("stopped", "connection"),
    [(ServerAway(why="x"), "offline"), (Captive(status=200), "captive"), (SessionOver(), "error")],
)
def test_status_names_what_stopped_the_sync(stopped: ServerAway, connection: str) -> None:
    assert connection_of(stopped) == connection


def test_loop_sends_a_new_action_when_it_is_woken(desks: Desks, server: MemoryServer) -> None:
    document = put_document(server)
    desk = desks.open()
    engine = desk.make_engine(server.door(office.OFFICER), chance=lambda: 0.5)
    synced, stop = threading.Event(), threading.Event()
    desk.cache.listen(lambda _changed: synced.set())
    loop = threading.Thread(target=engine.run, args=(stop,))
    loop.start()
    assert synced.wait(30)
    action = opine(desk, desks.new_id(), document.id)
    deadline = threading.Event()
    for _time in range(300):
        engine.wake()
        if action.id in server.state.effects or deadline.wait(0.1):
            break
    stop.set()
    engine.wake()
    loop.join(30)
    assert not loop.is_alive()
    assert action.id in server.state.effects


def test_running_loop_says_when_it_tries_again_after_a_failure(desks: Desks, server: MemoryServer) -> None:
    """E16."""
    desk = desks.open()
    door = server.door(office.OFFICER)
    door.is_away = True
    engine = desk.make_engine(door, chance=lambda: 0.5)
    assert engine.status().next_at is None
    stop = threading.Event()
    loop = threading.Thread(target=engine.run, args=(stop,))
    loop.start()
    for _time in range(600):
        if (next_at := engine.status().next_at) is not None or stop.wait(0.05):
            break
    assert engine.status().connection == "offline"
    assert next_at is not None
    assert next_at > desks.clock.now()
    stop.set()
    engine.wake()
    loop.join(30)
    assert engine.status().next_at is None


def test_status_keeps_the_servers_own_code_of_its_failure(desks: Desks, server: MemoryServer) -> None:
    """E16: whoever looks after the server asks for it."""
    desk = desks.open()
    door = server.door(office.OFFICER)
    engine = desk.make_engine(door)

    def fail(_what: str) -> None:
        raise ServerError(status=500, problem="server-error", retry_after_s=0.0)

    door.before_reply = fail
    with pytest.raises(ServerError):
        engine.sync_once()
    assert (engine.status().connection, engine.status().problem) == ("error", "server-error")
    door.before_reply = lambda _what: None
    engine.sync_once()
    assert engine.status().problem == ""
