"""The outbox: what is queued stays until it is settled or its person gives it up."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from office.actions import Action
from office.records import IncomingDocument, OutgoingDocument
from sync.desk import Mailroom
from sync.errors import DiskFull
from sync.protocol import ACTIONS_MAX
from tests.helpers import office_world as office
from tests.helpers.memory_server import MemoryServer
from tests.sync.conftest import Desks
from tests.sync.office_day import make_action, opine, put_document, receive, take_away


@pytest.fixture
def desk(desks: Desks, server: MemoryServer) -> Mailroom:
    """The officer's desk, synchronised, with one document."""
    put_document(server)
    desk = desks.open()
    desk.make_engine(server.door(office.OFFICER)).sync_once()
    return desk


DEN = office.uid("den")


def test_action_is_there_when_the_profile_is_opened_again(desks: Desks, desk: Mailroom) -> None:
    action = opine(desk, desks.new_id(), DEN)
    desk.close()
    again = desks.open()
    assert [item.action for item in again.outbox.items()] == [action]
    assert again.outbox.items()[0].state == "waiting"


def test_undo_takes_back_what_has_not_left(desks: Desks, desk: Mailroom) -> None:
    before = desk.cache.records.load(DEN)
    action = opine(desk, desks.new_id(), DEN)
    assert desk.outbox.undo(action.id)
    assert desk.outbox.items() == []
    assert desk.cache.records.load(DEN) == before


def test_undo_is_refused_when_the_action_may_have_reached_the_server(desks: Desks, desk: Mailroom) -> None:
    action = opine(desk, desks.new_id(), DEN)
    desk.outbox.mark_sending(desk.outbox.sendable())
    assert not desk.outbox.undo(action.id)


def test_undo_is_refused_when_a_later_action_stands_on_it(desks: Desks, desk: Mailroom) -> None:
    first = opine(desk, desks.new_id(), DEN)
    opine(desk, desks.new_id(), DEN, "Ý kiến thứ hai.")
    assert not desk.outbox.undo(first.id)


def test_held_action_leaves_only_after_its_time(desks: Desks, desk: Mailroom) -> None:
    action = opine(desk, desks.new_id(), DEN, hold_s=8.0)
    assert desk.outbox.sendable() == []
    assert desk.outbox.held_s() == 8.0
    desks.clock.advance(9)
    assert desk.outbox.held_s() == 0.0
    assert [item.action.id for item in desk.outbox.sendable()] == [action.id]
    assert desk.outbox.held_s() is None


def test_held_action_is_held_from_the_moment_it_can_be_seen(
    desks: Desks, desk: Mailroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The engine's thread may look for work right after the action is on disk, before `queue` has returned."""
    insert, looked = desk.outbox._queue, []

    def insert_and_look(action: Action) -> None:
        insert(action)
        looked.append(desk.outbox.sendable())

    monkeypatch.setattr(desk.outbox, "_queue", insert_and_look)
    opine(desk, desks.new_id(), DEN, hold_s=8.0)
    assert looked == [[]]


def test_action_that_found_no_room_holds_nothing(desks: Desks, desk: Mailroom, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_action: Action) -> None:
        raise DiskFull(needed_mb=50)

    monkeypatch.setattr(desk.outbox, "_queue", full)
    with pytest.raises(DiskFull):
        opine(desk, desks.new_id(), DEN, hold_s=8.0)
    assert desk.outbox.held_s() is None


def test_action_taken_back_while_its_request_is_made_is_not_sent(desks: Desks, desk: Mailroom) -> None:
    action = opine(desk, desks.new_id(), DEN)
    batch = desk.outbox.sendable()
    assert desk.outbox.undo(action.id)
    assert desk.outbox.mark_sending(batch) == []


def test_send_now_ends_the_hold(desks: Desks, desk: Mailroom) -> None:
    opine(desk, desks.new_id(), DEN, hold_s=8.0)
    desk.outbox.send_now()
    assert len(desk.outbox.sendable()) == 1


def test_unsent_saves_of_a_draft_become_one(desks: Desks, desk: Mailroom) -> None:
    record_id = desks.new_id()
    for number in range(3):
        payload = office.draft_payload(subject=f"Bản {number}", files=())
        action = make_action(desk, desks.new_id(), record_id, payload, kind="outgoing")
        desk.outbox.queue(action)
    items = desk.outbox.of_record(record_id)
    assert [item.action.payload.subject for item in items] == ["Bản 2"]  # type: ignore[union-attr]
    assert items[0].action.base_rev == 0
    shown = desk.cache.records.load(record_id)
    assert shown is None or isinstance(shown, OutgoingDocument)


def test_save_that_was_sent_is_not_replaced(desks: Desks, desk: Mailroom) -> None:
    record_id = desks.new_id()
    first = make_action(desk, desks.new_id(), record_id, office.draft_payload(files=()), kind="outgoing")
    desk.outbox.queue(first)
    desk.outbox.mark_sending(desk.outbox.sendable())
    second = make_action(desk, desks.new_id(), record_id, office.draft_payload(files=()), kind="outgoing")
    desk.outbox.queue(second)
    assert [item.action.id for item in desk.outbox.of_record(record_id)] == [first.id, second.id]


def test_opinions_are_never_folded_into_one(desks: Desks, desk: Mailroom) -> None:
    for _time in range(3):
        opine(desk, desks.new_id(), DEN)
    assert desk.outbox.count() == 3


def test_batch_is_bounded(desks: Desks, desk: Mailroom) -> None:
    for _time in range(ACTIONS_MAX + 5):
        opine(desk, desks.new_id(), DEN)
    assert len(desk.outbox.sendable()) == ACTIONS_MAX


def refuse(desks: Desks, desk: Mailroom, server: MemoryServer) -> str:
    """An opinion on a document that the officer has lost meanwhile: the server does not take it; its id."""
    action = opine(desk, desks.new_id(), DEN)
    take_away(server, DEN)
    desk.make_engine(server.door(office.OFFICER)).sync_once()
    return action.id


def test_action_that_the_server_did_not_take_keeps_its_payload(
    desks: Desks, desk: Mailroom, server: MemoryServer
) -> None:
    action_id = refuse(desks, desk, server)
    item = desk.outbox.item(action_id)
    assert item is not None
    assert item.state in ("refused", "conflict")
    assert item.reason
    assert desk.cache.records.load(DEN) is None


def test_later_action_waits_behind_an_undecided_one_until_it_is_discarded(
    desks: Desks, desk: Mailroom, server: MemoryServer
) -> None:
    action_id = refuse(desks, desk, server)
    later = opine(desk, desks.new_id(), DEN)
    item = desk.outbox.item(later.id)
    assert item is not None
    assert item.state == "blocked"
    assert desk.outbox.sendable() == []
    assert desk.outbox.discard(action_id)
    assert [sendable.action.id for sendable in desk.outbox.sendable()] == [later.id]


def test_retry_does_it_again_on_the_record_as_it_is_now(desks: Desks, desk: Mailroom, server: MemoryServer) -> None:
    action_id = refuse(desks, desk, server)
    document = server.state.records[DEN]
    assert isinstance(document, IncomingDocument)
    given = office.incoming("in_progress", now=desks.clock.now())
    server.put(replace(document, state="in_progress", directive=given.directive))
    engine = desk.make_engine(server.door(office.OFFICER))
    engine.sync_once()
    again = desk.outbox.retry(action_id, new_id=desks.new_id())
    assert again is not None
    assert again.base_rev == server.state.records[DEN].rev
    engine.sync_once()
    assert desk.outbox.items() == []
    assert again.id in server.state.effects


def test_discard_is_for_what_was_not_taken_only(desks: Desks, desk: Mailroom) -> None:
    action = opine(desk, desks.new_id(), DEN)
    assert not desk.outbox.discard(action.id)
    assert desk.outbox.retry(action.id, new_id=desks.new_id()) is None


def test_files_of_an_action_stay_with_it_and_go_with_it(desks: Desks, desk: Mailroom, folder: Path) -> None:
    action = receive(desk, desks.new_id(), desks.new_id(), b"%PDF ban quet", folder)
    sha256 = action.payload.files[0].sha256  # type: ignore[union-attr]
    assert desk.files.load(sha256) == b"%PDF ban quet"
    assert desk.outbox.undo(action.id)
    assert not desk.files.path(sha256).exists()


def test_full_disk_gives_up_the_reserve_before_it_refuses(
    desks: Desks, desk: Mailroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    right, times = desk.outbox._queue, [0]

    def full_once(action: object) -> None:
        times[0] += 1
        if times[0] == 1:
            raise DiskFull(needed_mb=50)
        right(action)  # type: ignore[arg-type]

    monkeypatch.setattr(desk.outbox, "_queue", full_once)
    assert desk.reserve.is_held()
    action = opine(desk, desks.new_id(), DEN)
    assert not desk.reserve.is_held()
    assert desk.outbox.item(action.id) is not None
    times[0] = 0
    with pytest.raises(DiskFull):
        opine(desk, desks.new_id(), DEN)
