"""Opening a profile: who may, with which key, and what is left when it ends."""

from __future__ import annotations

import sys

import pytest

from sync.errors import InsecureServer, KeyRefused, ProfileInUse, ServerAway
from tests.helpers import office_world as office
from tests.helpers.memory_server import MemoryServer
from tests.sync.conftest import KEY, Desks
from tests.sync.office_day import opine, put_document

DEN = office.uid("den")


def test_wrong_key_is_refused_and_nothing_is_touched(desks: Desks, server: MemoryServer) -> None:
    put_document(server)
    desk = desks.open()
    desk.make_engine(server.door(office.OFFICER)).sync_once()
    action = opine(desk, desks.new_id(), DEN)
    desk.close()
    before = {path: path.read_bytes() for path in desk.profile.rglob("*") if path.is_file()}
    with pytest.raises(KeyRefused):
        desks.open(key=bytes(32))
    assert before == {path: path.read_bytes() for path in desk.profile.rglob("*") if path.is_file()}
    again = desks.open()
    assert not again.was_rescued
    assert [item.action.id for item in again.outbox.items()] == [action.id]


def test_profile_that_is_open_is_in_use(desks: Desks) -> None:
    desks.open()
    with pytest.raises(ProfileInUse):
        desks.open()


def test_profile_is_free_again_after_a_refused_key(desks: Desks) -> None:
    desks.open().close()
    with pytest.raises(KeyRefused):
        desks.open(key=bytes(32))
    desks.open(key=KEY)


def test_wiped_profile_holds_nothing_of_the_office(desks: Desks, server: MemoryServer) -> None:
    put_document(server)
    desk = desks.open()
    desk.make_engine(server.door(office.OFFICER)).sync_once()
    desk.wipe()
    assert {path.name for path in desk.profile.iterdir()} == {"lock"}


def test_desk_that_is_not_connected_says_so_when_a_file_is_asked_for(desks: Desks) -> None:
    desk = desks.open()
    assert desk.status().connection == "offline"
    with pytest.raises(ServerAway):
        desk.fetch(office.sha("x"))


def test_http_is_loaded_only_when_the_desk_is_connected() -> None:
    import subprocess

    code = "import sys, sync.desk, sync.engine; sys.exit('requests' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_plain_http_off_this_machine_is_refused(desks: Desks) -> None:
    with pytest.raises(InsecureServer):
        desks.open().connect("http://van-phong.example")


def test_wait_before_the_first_sync_ends_when_the_desk_is_closed(desks: Desks) -> None:
    desk = desks.open()
    desk.connect("http://127.0.0.1:9")
    desk.start()
    desk.close()
    desks.open()
