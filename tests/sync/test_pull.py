"""The pull phase: order, late pages, loss of sight, a lying server."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from sync import door
from sync.desk import Mailroom
from sync.engine import Engine
from sync.errors import ServerLied
from tests.helpers import office_world as office
from tests.helpers.memory_server import MemoryDoor, MemoryServer, raw
from tests.sync.conftest import Desks
from tests.sync.office_day import opine, put_document, receive, take_away

DEN = office.uid("den")


@pytest.fixture
def served(server: MemoryServer) -> MemoryDoor:
    put_document(server)
    return server.door(office.OFFICER)


@pytest.fixture
def desk(desks: Desks, served: MemoryDoor) -> Mailroom:
    desk = desks.open()
    desk.make_engine(served).sync_once()
    return desk


@pytest.fixture
def engine(desk: Mailroom, served: MemoryDoor) -> Engine:
    return desk.make_engine(served)


def test_document_out_of_sight_leaves_row_words_and_bytes(desk: Mailroom, engine: Engine, server: MemoryServer) -> None:
    document = desk.cache.records.load(DEN)
    sha256 = document.files[0].sha256  # type: ignore[union-attr]
    assert desk.files.has(sha256)
    take_away(server, DEN)
    engine.sync_once()
    assert desk.cache.records.stored(DEN) is None
    assert desk.cache.search.find("báo cáo") == []
    assert not desk.files.path(sha256).exists()


def test_file_that_another_visible_document_has_too_stays(desk: Mailroom, engine: Engine, server: MemoryServer) -> None:
    other = put_document(server, "den hai")
    engine.sync_once()
    take_away(server, DEN)
    engine.sync_once()
    assert desk.files.has(other.files[0].sha256)


def test_own_work_on_a_document_out_of_sight_stays_in_the_outbox(
    desks: Desks, desk: Mailroom, engine: Engine, server: MemoryServer
) -> None:
    action = opine(desk, desks.new_id(), DEN)
    take_away(server, DEN)
    engine.pull.changes()
    assert desk.cache.records.load(DEN) is None
    assert [item.action for item in desk.outbox.items()] == [action]


def test_own_file_that_waits_stays_when_its_document_is_elsewhere(
    desks: Desks, server: MemoryServer, folder: Path
) -> None:
    desk = desks.open("clerk")
    action = receive(desk, desks.new_id(), desks.new_id(), b"%PDF a", folder)
    with desk.cache.transaction():
        desk.make_engine(server.door(office.CLERK)).pull.out_of_sight(action.record_id)
    assert desk.files.load(action.payload.files[0].sha256) == b"%PDF a"  # type: ignore[union-attr]


def test_late_page_is_dropped(desk: Mailroom, engine: Engine, server: MemoryServer, served: MemoryDoor) -> None:
    since = engine.pull.feed().token
    put_document(server, "den hai")
    late = served.changes(since)
    assert isinstance(late, door.Changes)
    take_away(server, office.uid("den hai"))
    engine.sync_once()
    engine.pull.store(late, since=since)
    assert desk.cache.records.load(office.uid("den hai")) is None


def page(*numbers: int, more: bool = False, state: str = "t") -> door.Changes:
    changes = tuple(door.Up(seq=n, record=raw(office.PEOPLE[0])) for n in numbers)
    return door.Changes(state=state, more=more, changes=changes)


@pytest.mark.parametrize("numbers", [(999_002, 999_001), (1,), (999_001, 999_001)])
def test_sequence_that_goes_back_is_not_stored(engine: Engine, numbers: tuple[int, ...]) -> None:
    feed = engine.pull.feed()
    engine.pull.store(page(999_000, state=feed.token), since=feed.token)
    before = engine.pull.feed()
    with pytest.raises(ServerLied):
        engine.pull.store(page(*numbers), since=before.token)
    assert engine.pull.feed() == before


def test_page_that_promises_more_but_does_not_move_is_not_followed(engine: Engine) -> None:
    token = engine.pull.feed().token
    with pytest.raises(ServerLied):
        engine.pull.store(page(999_000, more=True, state=token), since=token)
    with pytest.raises(ServerLied):
        engine.pull.store(page(more=True), since=token)


def test_what_is_no_record_is_not_stored(engine: Engine) -> None:
    token = engine.pull.feed().token
    wrong = door.Changes(state="t", changes=(door.Up(seq=999_000, record=msgspec.Raw(b"[1]")),))
    with pytest.raises(ServerLied):
        engine.pull.store(wrong, since=token)
    assert engine.pull.feed().token == token
