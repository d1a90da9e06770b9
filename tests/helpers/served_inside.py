"""The real server over HTTP in this process, one office after another behind it; judges know the facts beforehand.

Everything is the server's own but the judging of files: routes, sessions, uploads, executor, database, feed. The
office that answers is exchanged for every example, because an application takes longer to make than an office.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import TypeVar

import uvicorn
from sqlalchemy import update

from office.records import AnyRecord, FileRef, IncomingDocument, OutgoingDocument
from office.world import World
from server.application import make_litestar
from server.envelope import Envelope
from server.identity import accounts
from server.store import records
from server.store.tables import stored_file
from tests.helpers.server_inside import Inside
from tests.helpers.server_process import PASSWORD, hash_of

T = TypeVar("T")
START_S = 30


class ServedOffice:
    """Serves on loopback from a thread of its own, whose event loop the test may use."""

    def __init__(self) -> None:
        self._app = make_litestar()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._server = uvicorn.Server(uvicorn.Config(Envelope(self._app), log_config=None, lifespan="off"))
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._thread.start()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._server.serve(sockets=[self._socket]))
        self._loop.close()

    def do(self, act: Callable[[], Awaitable[T]]) -> T:
        """Run something in the server's loop and wait for it."""

        async def awaited() -> T:
            return await act()

        return asyncio.run_coroutine_threadsafe(awaited(), self._loop).result(START_S)

    @contextlib.contextmanager
    def holding(self, world: World, folder: Path) -> Iterator[Inside]:
        """An office with a world of `office_world` in it, and one password for everybody."""

        async def made() -> Inside:
            office = Inside(folder)
            await office.begin_world(world)
            await _fill(office, world)
            return office

        office = self.do(made)
        self._app.state.office = office.office
        try:
            yield office
        finally:
            self.do(office.close)

    def record(self, office: Inside, record_id: str) -> AnyRecord | None:
        """A record as the database has it."""

        async def loaded() -> AnyRecord | None:
            async with office.database.reading() as connection:
                found = await records.load(connection, [record_id])
            return found[record_id].record if found else None

        return self.do(loaded)

    def close(self) -> None:
        """Stop serving."""
        self._server.should_exit = True
        self._thread.join(START_S)


async def _fill(office: Inside, world: World) -> None:
    """Passwords for everybody, and the bytes of the files that the records name."""
    known = [record for record in (world.record, *world.neighbours.values()) if record is not None]
    async with office.database.writing() as connection:
        for person_id in world.organisation.people:
            await accounts.set_password(
                connection, person_id, hash_of(PASSWORD), must_change=False, now=office.moment[0]
            )
        for file in (file for record in known for file in files_of(record)):
            is_it = stored_file.c.sha256 == file.sha256
            await connection.execute(update(stored_file).where(is_it).values(size=file.size))
            path = office.files.kept_path(file.sha256)
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content_of(file))


def files_of(record: AnyRecord) -> tuple[FileRef, ...]:
    """The files of a document, none of anything else."""
    return record.files if isinstance(record, IncomingDocument | OutgoingDocument) else ()


def content_of(file: FileRef) -> bytes:
    """The bytes of a file of `office_world`: its name without the ending, of which it has its hash and size."""
    return file.name.removesuffix(".pdf").encode()
