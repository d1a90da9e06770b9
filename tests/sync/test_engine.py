"""What one sync does, seen from a desk."""

from __future__ import annotations

import msgspec
import pytest

from office.actions import Action, Opine
from office.records import IncomingDocument
from sync.desk import Mailroom
from sync.errors import ServerAway
from tests.helpers import office_world as office
from tests.helpers.memory_server import MemoryServer
from tests.sync.conftest import Desks


def incoming(server: MemoryServer, **changes: object) -> IncomingDocument:
    """A document that the officer works on, with its file."""
    content = b"%PDF-1.7 cong van den"
    sha256 = server.keep_file(content)
    document = office.incoming("in_progress", now=server.clock.now())
    file = office.file("den")
    file = msgspec.structs.replace(file, sha256=sha256, size=len(content))
    document = msgspec.structs.replace(document, files=(file,), **changes)
    server.put(document)
    return document


def opine(desks: Desks, desk: Mailroom, record_id: str, text: str) -> Action:
    action = Action(
        id=desks.new_id(),
        record_kind="incoming",
        record_id=record_id,
        base_rev=desk.cache.records.base_rev(record_id),
        payload=Opine(id=desks.new_id(), text=text),
        actor=office.OFFICER,
        made_at=desks.clock.now(),
    )
    desk.outbox.queue(action)
    return action


def test_first_sync_brings_records_files_and_index(desks: Desks, server: MemoryServer) -> None:
    document = incoming(server)
    desk = desks.open()
    report = desk.make_engine(server.door(office.OFFICER)).sync_once()

    assert report.files_here
    assert desk.cache.records.load(document.id) == server.state.records[document.id]
    assert set(desk.cache.records.ids()) == set(server.sees(office.OFFICER))
    assert desk.files.load(document.files[0].sha256) == b"%PDF-1.7 cong van den"
    assert desk.cache.search.find(document.subject)[0].id == document.id


def test_officer_sees_own_opinion_at_once_and_after_the_sync(desks: Desks, server: MemoryServer) -> None:
    document = incoming(server)
    desk = desks.open()
    engine = desk.make_engine(server.door(office.OFFICER))
    engine.sync_once()
    opine(desks, desk, document.id, "Đề nghị phối hợp.")

    shown = desk.cache.records.load(document.id)
    assert isinstance(shown, IncomingDocument)
    assert shown.opinions[-1].text == "Đề nghị phối hợp."
    assert engine.sync_once().actions_done == 1
    assert desk.outbox.items() == []
    assert desk.cache.records.load(document.id) == server.state.records[document.id]


def test_nothing_new_costs_one_request(desks: Desks, server: MemoryServer) -> None:
    incoming(server)
    desk = desks.open()
    door = server.door(office.OFFICER)
    engine = desk.make_engine(door)
    engine.sync_once()
    door.calls.clear()
    engine.sync_once()
    assert door.calls == ["changes"]


def test_desk_without_server_keeps_the_work(desks: Desks, server: MemoryServer) -> None:
    document = incoming(server)
    desk = desks.open()
    door = server.door(office.OFFICER)
    engine = desk.make_engine(door)
    engine.sync_once()
    door.is_away = True
    opine(desks, desk, document.id, "Chờ mạng.")
    with pytest.raises(ServerAway):
        engine.sync_once()
    assert desk.outbox.count() == 1
    assert engine.status().connection == "offline"
