"""The push phase: files first, in order, each document for itself; what an answer does to the outbox."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest

from office.actions import Action, Register
from sync import door
from sync.desk import Mailroom
from sync.errors import RequestRefused, ServerAway
from sync.protocol import Refused, Retry
from tests.helpers import office_world as office
from tests.helpers.memory_server import MemoryDoor, MemoryServer
from tests.sync.conftest import Desks
from tests.sync.office_day import make_action, opine, put_document, receive, take_away

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


def test_file_is_brought_before_its_action(desks: Desks, server: MemoryServer, folder: Path) -> None:
    desk, served = desks.open("clerk"), server.door(office.CLERK)
    desk.make_engine(served).sync_once()
    action = receive(desk, desks.new_id(), desks.new_id(), b"%PDF moi", folder)
    served.calls.clear()
    desk.make_engine(served).sync_once()
    assert [call for call in served.calls if call != "changes"] == ["has_file", "upload", "act"]
    assert action.id in server.state.effects
    assert desk.files.load(action.payload.files[0].sha256) == b"%PDF moi"  # type: ignore[union-attr]


def test_lost_file_stops_its_document_only(desks: Desks, server: MemoryServer, folder: Path) -> None:
    desk, served = desks.open("clerk"), server.door(office.CLERK)
    desk.make_engine(served).sync_once()
    lost = receive(desk, desks.new_id(), desks.new_id(), b"%PDF mat", folder)
    good = receive(desk, desks.new_id(), desks.new_id(), b"%PDF con", folder)
    desk.files.path(lost.payload.files[0].sha256).unlink()  # type: ignore[union-attr]
    desk.make_engine(served).sync_once()
    item = desk.outbox.item(lost.id)
    assert item is not None
    assert (item.state, item.reason) == ("blocked", "own_file_lost")
    assert server.state.effects == [good.id]


def test_file_that_the_server_refuses_makes_its_action_refused(
    desks: Desks, server: MemoryServer, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, served = desks.open("clerk"), server.door(office.CLERK)
    desk.make_engine(served).sync_once()
    action = receive(desk, desks.new_id(), desks.new_id(), b"%PDF lon", folder)

    def too_large(*_given: object, **_named: object) -> None:
        raise RequestRefused(status=413, problem="too-large")

    monkeypatch.setattr(served, "upload", too_large)
    desk.make_engine(served).sync_once()
    item = desk.outbox.item(action.id)
    assert item is not None
    assert (item.state, item.reason) == ("refused", "too-large")
    assert desk.files.load(action.payload.files[0].sha256) == b"%PDF lon"  # type: ignore[union-attr]


def test_action_is_marked_as_sending_before_it_is_sent(
    desks: Desks, desk: Mailroom, served: MemoryDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    action = opine(desk, desks.new_id(), DEN)
    states = []

    def act(_actions: Sequence[Action]) -> tuple[door.Answer, ...]:
        item = desk.outbox.item(action.id)
        assert item is not None
        states.append((item.state, item.tries))
        raise ServerAway(why="lost")

    monkeypatch.setattr(served, "act", act)
    for _time in range(2):
        with pytest.raises(ServerAway):
            desk.make_engine(served).sync_once()
    assert states == [("sending", 1), ("sending", 2)]


def test_repeated_answer_never_brings_back_what_is_out_of_sight(
    desks: Desks, desk: Mailroom, served: MemoryDoor, server: MemoryServer
) -> None:
    opine(desk, desks.new_id(), DEN)

    def lose(what: str) -> None:
        if what == "act":
            raise ServerAway(why="lost")

    served.before_reply = lose
    with pytest.raises(ServerAway):
        desk.make_engine(served).sync_once()
    served.before_reply = lambda _what: None
    take_away(server, DEN)
    desk.make_engine(served).sync_once()
    assert desk.outbox.items() == []
    assert desk.cache.records.stored(DEN) is None


def test_first_outcome_is_kept_when_it_is_heard_the_second_time(
    desks: Desks, server: MemoryServer, folder: Path
) -> None:
    desk, served = desks.open("clerk"), server.door(office.CLERK)
    engine = desk.make_engine(served)
    engine.sync_once()
    record_id = receive(desk, desks.new_id(), desks.new_id(), b"%PDF a", folder).record_id
    engine.sync_once()
    entry = Register(code="1", issued_on=None, issuing_agency="", document_type="", subject="", secrecy="Mật")
    action = make_action(desk, desks.new_id(), record_id, entry, actor=office.CLERK)
    desk.outbox.queue(action)
    served.before_reply = lambda what: (_ for _ in ()).throw(ServerAway(why="lost")) if what == "act" else None
    with pytest.raises(ServerAway):
        engine.sync_once()
    served.before_reply = lambda _what: None
    engine.sync_once()
    item = desk.outbox.item(action.id)
    assert item is not None
    assert item.state == "refused"
    first = server.state.results[office.CLERK, action.id][1]
    assert isinstance(first, Refused)
    assert item.reason == first.reason


def test_conflict_keeps_both_sides(desks: Desks, desk: Mailroom, served: MemoryDoor, server: MemoryServer) -> None:
    action = opine(desk, desks.new_id(), DEN)
    document = server.state.records[DEN]

    def conflict(actions: Sequence[Action]) -> tuple[door.Answer, ...]:
        body = msgspec.Raw(msgspec.json.encode(document))
        return tuple(door.Conflict(id=a.id, reason="changed_meanwhile", record=body) for a in actions)

    served.act = conflict  # type: ignore[method-assign]
    desk.make_engine(served).sync_once()
    item = desk.outbox.item(action.id)
    assert item is not None
    assert item.state == "conflict"
    assert item.action == action
    assert b"den" in item.theirs
    assert desk.cache.records.load(DEN) == document


def test_what_the_server_wants_again_at_once_is_said_again_in_the_same_sync(
    desks: Desks, desk: Mailroom, served: MemoryDoor, server: MemoryServer
) -> None:
    action = opine(desk, desks.new_id(), DEN)
    right, times = served.act, []

    def busy(actions: Sequence[Action]) -> tuple[door.Answer, ...]:
        times.append(len(actions))
        if len(times) == 1:
            return tuple(Retry(id=a.id, retry_after=0) for a in actions)
        return right(actions)

    served.act = busy  # type: ignore[method-assign]
    desk.make_engine(served).sync_once()
    assert times == [1, 1]
    assert action.id in server.state.effects


def test_thousand_actions_go_in_ten_requests(
    desks: Desks, desk: Mailroom, served: MemoryDoor, server: MemoryServer
) -> None:
    for number in range(10):
        put_document(server, f"n{number}")
    engine = desk.make_engine(served)
    engine.sync_once()
    for number in range(1000):
        opine(desk, desks.new_id(), office.uid(f"n{number % 10}"))
    served.calls.clear()
    engine.sync_once()
    assert served.calls.count("act") == 10
    assert len(served.calls) <= 20
    assert desk.outbox.count() == 0
