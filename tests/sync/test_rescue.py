"""A damaged cache: noticed, set aside, built anew, the person's work rescued first."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sync.desk import Mailroom
from tests.helpers import office_world as office
from tests.helpers.memory_server import MemoryServer
from tests.sync.conftest import Desks
from tests.sync.office_day import opine, put_document, receive

DEN = office.uid("den")


def damage(desk: Mailroom, start: float = 0.0) -> None:
    """Overwrite the database from a part of its length on, as a failing disk does."""
    path = desk.profile / "cache.db"
    desk.cache.database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    desk.close()
    size = path.stat().st_size
    with path.open("r+b") as stream:
        stream.seek(int(size * start))
        stream.write(os.urandom(size - int(size * start)))


@pytest.mark.parametrize("start", [0.0, 0.02])
def test_work_is_rescued_from_a_damaged_cache(desks: Desks, server: MemoryServer, folder: Path, start: float) -> None:
    put_document(server)
    desk = desks.open()
    desk.make_engine(server.door(office.CLERK)).sync_once()
    first = receive(desk, desks.new_id(), desks.new_id(), b"%PDF ban quet", folder)
    undone = opine(desk, desks.new_id(), DEN)
    assert desk.outbox.undo(undone.id)
    desk.drafts.save("answer", b"Du thao")
    damage(desk, start)

    again = desks.open()
    assert again.was_rescued
    assert [item.action for item in again.outbox.items()] == [first]
    assert again.drafts.load("answer") == b"Du thao"
    assert again.files.load(first.payload.files[0].sha256) == b"%PDF ban quet"  # type: ignore[union-attr]
    assert list((again.profile / "damaged").glob("*/cache.db"))
    again.make_engine(server.door(office.CLERK)).sync_once()
    assert first.id in server.state.effects
    assert again.outbox.items() == []
    assert set(again.cache.records.ids()) == set(server.sees(office.CLERK))


def test_rescued_refusal_is_heard_again_from_the_server(desks: Desks, server: MemoryServer) -> None:
    document = put_document(server)
    desk = desks.open()
    desk.make_engine(server.door(office.OFFICER)).sync_once()
    action = opine(desk, desks.new_id(), document.id)
    server.act_once(action)
    desk.outbox.mark_sending(desk.outbox.sendable())
    damage(desk)

    again = desks.open()
    again.make_engine(server.door(office.OFFICER)).sync_once()
    assert again.outbox.items() == []
    assert server.state.effects.count(action.id) == 1


def test_draft_names_its_files_and_they_are_rescued(desks: Desks, tmp_path: Path) -> None:
    desk = desks.open()
    source = tmp_path / "a.pdf"
    source.write_bytes(b"%PDF a")
    sha256, _size = desk.files.keep(source, owner="draft")
    desk.drafts.save("draft", f'{{"file": "{sha256}"}}'.encode())
    damage(desk)
    again = desks.open()
    assert again.files.load(sha256) == b"%PDF a"
