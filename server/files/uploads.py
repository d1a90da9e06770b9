"""Resumable uploads after draft-ietf-httpbis-resumable-upload, interop revision 8 (`Upload-Draft-Interop-Version`).

An upload's offset is the size of its part file, so it survives a killed server. The whole file's SHA-256 is checked at
the end (`Repr-Digest`, RFC 9530); a wrong one ends the upload. Headers are read in `server.routes.uploads`.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import msgspec
from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from office.records import Instant
from server.clock import to_ms
from server.files import access
from server.files.local import BLOCK, LocalFiles
from server.ids import make_id
from server.problems import ProblemError
from server.store.database import Database
from server.store.tables import upload
from sync.protocol import FILE_BYTES_MAX

INTEROP_VERSION = "8"
UPLOADS_KEPT = timedelta(days=7)
UPLOADS_MAX = 100
"""Under way for one person."""


class Upload(msgspec.Struct, frozen=True):
    """An upload under way; `length` None while the client has not said it, `digest` "" likewise."""

    id: str
    person_id: str
    length: int | None
    digest: str
    offset: int = 0


class Uploads:
    """Begins, continues and ends uploads. One request at a time may write to an upload."""

    def __init__(self, database: Database, files: LocalFiles) -> None:
        self._database = database
        self._files = files
        self._busy: set[str] = set()

    async def begin(self, person_id: str, length: int | None, digest: str, now: Instant) -> Upload:
        """A new upload, nothing in it."""
        if length is not None and length > FILE_BYTES_MAX:
            raise ProblemError("too-large", facts={"bytes_max": str(FILE_BYTES_MAX)})
        made = Upload(make_id(), person_id, length, digest)
        await asyncio.to_thread(self._files.begin, made.id)
        row = {"id": made.id, "person_id": person_id, "length": length, "digest": digest, "at": to_ms(now)}
        async with self._database.writing() as connection:
            count = select(upload.c.id).where(upload.c.person_id == person_id).limit(UPLOADS_MAX)
            if len((await connection.execute(count)).all()) == UPLOADS_MAX:
                raise ProblemError("too-many", headers={"Retry-After": "60"})
            await connection.execute(insert(upload).values(row))
        return made

    async def find(self, person_id: str, id: str) -> Upload:
        """The person's own upload with its offset; raises the problem not-found."""
        async with self._database.reading() as connection:
            query = select(upload).where(upload.c.id == id, upload.c.person_id == person_id)
            row = (await connection.execute(query)).first()
        offset = await asyncio.to_thread(self._files.offset, id) if row else None
        if row is None or offset is None:
            raise ProblemError("not-found")
        return Upload(row.id, row.person_id, row.length, row.digest, offset)

    async def receive(self, to: Upload, body: AsyncIterator[bytes]) -> Upload:
        """Append a request's body; what has arrived stays, also when the connection breaks."""
        if to.id in self._busy:
            raise ProblemError("upload-offset", headers={"Upload-Offset": str(to.offset)})
        self._busy.add(to.id)
        try:
            offset = await self._append(to, body)
        finally:
            self._busy.discard(to.id)
        return msgspec.structs.replace(to, offset=offset)

    async def _append(self, to: Upload, body: AsyncIterator[bytes]) -> int:
        offset, limit = to.offset, to.length if to.length is not None else FILE_BYTES_MAX
        with self._files.appending(to.id) as sink:
            block = bytearray()
            try:
                async for part in body:
                    offset += len(part)
                    if offset > limit:
                        raise ProblemError("too-large", facts={"bytes_max": str(limit)})
                    block += part
                    if len(block) >= BLOCK:
                        await asyncio.to_thread(sink.write, bytes(block))
                        block.clear()
            finally:
                sink.write(block)  # also of a connection that broke: it goes on from here
        return offset

    async def complete(self, done: Upload, digest: str, now: Instant) -> str:
        """Check the whole file and put it into quarantine; returns its SHA-256. Raises the problem digest."""
        sha256 = await asyncio.to_thread(self._files.part_digest, done.id)
        wanted = digest or done.digest
        if (done.length is not None and done.offset != done.length) or (wanted and wanted != sha256):
            await self.drop(done.id)
            raise ProblemError("digest")
        await asyncio.to_thread(self._files.arrive, done.id, sha256)
        async with self._database.writing() as connection:
            await access.arrived(connection, sha256, done.offset, done.person_id, now)
            await _forget(connection, done.id)
            is_kept = await access.is_kept(connection, sha256)
        if is_kept:
            await asyncio.to_thread(self._files.release, sha256)
        return sha256

    async def drop(self, id: str) -> None:
        """End an upload and remove what arrived."""
        async with self._database.writing() as connection:
            await _forget(connection, id)
        await asyncio.to_thread(self._files.drop_part, id)

    async def sweep(self, now: Instant) -> None:
        """Remove uploads and waiting files that nobody has come back for in seven days."""
        before = now - UPLOADS_KEPT
        async with self._database.writing() as connection:
            old = list((await connection.execute(select(upload.c.id).where(upload.c.at < to_ms(before)))).scalars())
            await connection.execute(delete(upload).where(upload.c.id.in_(old)))
            gone = await access.forget(connection, await access.waiting_since(connection, before))
        for id in old:
            await asyncio.to_thread(self._files.drop_part, id)
        for sha256 in gone:
            await asyncio.to_thread(self._files.wipe, sha256)


async def _forget(connection: AsyncConnection, id: str) -> None:
    await connection.execute(delete(upload).where(upload.c.id == id))
