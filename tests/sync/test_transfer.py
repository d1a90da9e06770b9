"""The transfer phase: what comes first, what is kept when a stream is cut, and files that the server has wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from sync import door
from sync.desk import Mailroom
from sync.errors import FileMissing, RequestRefused, ServerAway, ServerLied
from sync.plan import PACK_FILE_BYTES_MAX
from sync.transfer import TRIES_MAX
from tests.helpers import office_world as office
from tests.helpers.memory_server import MemoryDoor, MemoryServer
from tests.sync.conftest import Desks
from tests.sync.office_day import put_document, receive


@pytest.fixture
def desk(desks: Desks) -> Mailroom:
    return desks.open()


def served(server: MemoryServer, count: int = 5) -> tuple[MemoryDoor, list[str]]:
    """An office with some documents; their files."""
    documents = [put_document(server, f"n{n}", f"%PDF so {n}".encode()) for n in range(count)]
    return server.door(office.OFFICER), [document.files[0].sha256 for document in documents]


def test_small_files_come_in_one_pack(desk: Mailroom, server: MemoryServer) -> None:
    through, files = served(server)
    desk.make_engine(through).sync_once()
    assert through.calls.count("pack") == 1
    assert all(desk.files.has(sha256) for sha256 in files)


def test_whole_files_of_a_cut_pack_are_kept(desk: Mailroom, server: MemoryServer) -> None:
    through, files = served(server)
    seen = []

    def cut(what: str) -> None:
        seen.append(what)
        if seen.count("pack") == 4:
            raise ServerAway(why="cut")

    through.before_reply = cut
    with pytest.raises(ServerAway):
        desk.make_engine(through).sync_once()
    assert sum(desk.files.has(sha256) for sha256 in files) == 3
    through.before_reply = lambda _what: None
    desk.make_engine(through).sync_once()
    assert all(desk.files.has(sha256) for sha256 in files)


def test_large_file_goes_on_where_it_was_cut(desk: Mailroom, server: MemoryServer) -> None:
    content = bytes(3 * PACK_FILE_BYTES_MAX)
    document = put_document(server, "lon", content)
    through = server.door(office.OFFICER)
    offsets = []

    def download(_sha256: str, *, offset: int) -> Iterator[bytes]:
        offsets.append(offset)
        yield content[offset : 2 * PACK_FILE_BYTES_MAX + 10]
        if len(offsets) == 1:
            raise ServerAway(why="cut")
        yield content[max(offset, 2 * PACK_FILE_BYTES_MAX + 10) :]

    through.download = download  # type: ignore[method-assign]
    with pytest.raises(ServerAway):
        desk.make_engine(through).sync_once()
    desk.make_engine(through).sync_once()
    assert offsets == [0, 2 * PACK_FILE_BYTES_MAX]
    assert desk.files.load(document.files[0].sha256) == content


def test_wrong_file_is_not_taken_and_does_not_stop_the_others(desk: Mailroom, server: MemoryServer) -> None:
    through, files = served(server)
    server.state.files[files[2]] = b"%PDF xx 2"
    desk.make_engine(through).sync_once()
    assert [desk.files.has(sha256) for sha256 in files] == [True, True, False, True, True]
    assert not list((desk.profile / "files").glob("??/*.part"))


def test_file_that_stays_wrong_is_left_after_some_tries(desk: Mailroom, server: MemoryServer) -> None:
    through, files = served(server, 2)
    server.state.files[files[0]] = b"x"
    for _time in range(TRIES_MAX + 2):
        desk.make_engine(through).sync_once()
    through.calls.clear()
    desk.make_engine(through).sync_once()
    assert through.calls == ["changes"]


def test_file_that_the_server_no_longer_has_does_not_stop_the_others(desk: Mailroom, server: MemoryServer) -> None:
    through, files = served(server)
    del server.state.files[files[0]]
    assert not desk.make_engine(through).sync_once().files_here or not desk.files.has(files[0])
    assert all(desk.files.has(sha256) for sha256 in files[1:])


def test_file_asked_for_now_comes_now(desk: Mailroom, server: MemoryServer) -> None:
    through, files = served(server, 1)
    engine = desk.make_engine(through)
    through.pack = lambda _shas: iter(())  # type: ignore[method-assign]
    through.download = MemoryDoor(server, office.OFFICER).download  # type: ignore[method-assign]
    engine.pull.changes()
    with pytest.raises(FileMissing):
        engine.transfer.fetch(office.sha("nobody names it"))
    engine.sync_once()
    engine.transfer.fetch(files[0])
    assert desk.files.load(files[0]) == b"%PDF so 0"


def test_short_file_is_a_lie(desk: Mailroom, server: MemoryServer) -> None:
    through, files = served(server, 1)
    through.pack = lambda _shas: iter(())  # type: ignore[method-assign]
    through.download = lambda _sha256, *, offset: iter([b"%PDF"])  # type: ignore[method-assign,assignment]
    engine = desk.make_engine(through)
    engine.sync_once()
    with pytest.raises(ServerLied):
        engine.transfer.fetch(files[0])


def test_pack_that_names_files_nobody_asked_for_is_not_believed(desk: Mailroom, server: MemoryServer) -> None:
    through, files = served(server, 2)
    stranger = office.sha("stranger")

    def pack(_shas: Sequence[str]) -> Iterator[door.Packed]:
        yield door.Packed(sha256=stranger, size=3, blocks=iter([b"abc"]))

    through.pack = pack  # type: ignore[method-assign]
    desk.make_engine(through).sync_once()
    assert not desk.files.path(stranger).exists()
    assert not any(desk.files.has(sha256) for sha256 in files)


def test_file_already_on_the_server_is_not_sent_again(desks: Desks, server: MemoryServer, folder: Path) -> None:
    desk, through = desks.open("clerk"), server.door(office.CLERK)
    engine = desk.make_engine(through)
    engine.sync_once()
    receive(desk, desks.new_id(), desks.new_id(), b"%PDF cung mot tep", folder)
    engine.sync_once()
    receive(desk, desks.new_id(), desks.new_id(), b"%PDF cung mot tep", folder)
    through.calls.clear()
    engine.sync_once()
    assert "upload" not in through.calls
    with pytest.raises(RequestRefused):
        list(through.download(office.sha("x"), offset=0))
