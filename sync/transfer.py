"""The transfer phase: files up, resumable; files down, small ones in packs, large ones by range; all checked."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence

from sync import door
from sync.cache import Cache
from sync.errors import FileMissing, RequestRefused, ServerLied
from sync.files import FileStore
from sync.plan import Wanted, first_load

TRIES_MAX = 5
WANTED_ROWS = 200


class Transfer:
    """Moves files between the store and the server."""

    def __init__(self, cache: Cache, files: FileStore, server: door.Server) -> None:
        self._cache = cache
        self._files = files
        self._server = server

    def upload(self, sha256: str) -> None:
        """Bring a file when the server does not have it yet. Raises FileMissing, FileDamaged, RequestRefused."""
        blob = self._files.blob(sha256)
        if blob is None:
            raise FileMissing(sha256=sha256)
        if blob.on_server:
            return
        if not self._server.has_file(sha256):
            self._server.upload(
                sha256,
                blob.size,
                url=blob.upload,
                read=lambda offset: self._read_from(sha256, offset),
                note=lambda url: self._files.note_upload(sha256, url),
            )
        self._files.on_server(sha256, is_there=True)

    def wanted(self) -> list[Wanted]:
        """Files to fetch next: those of the newest records first, the present page before attachments."""
        rows = self._cache.database.rows(
            "SELECT b.sha256, b.size FROM blob b JOIN ref f ON f.sha256 = b.sha256"
            " WHERE b.state = 'missing' AND f.rank < 2 AND b.tries < ?"
            " GROUP BY b.sha256 ORDER BY max(f.row) DESC, min(f.rank) LIMIT ?",
            (TRIES_MAX, WANTED_ROWS),
        )
        return [Wanted(*row) for row in rows]

    def some(self) -> bool:
        """Fetch one load of what is wanted; False: nothing is."""
        load = first_load(self.wanted())
        if len(load) == 1:
            self._one_of_many(load[0])
        elif load:
            self._pack(load)
        return bool(load)

    def run(self, stop: Callable[[], bool]) -> None:
        """Fetch all that is wanted, or until `stop()`."""
        while not stop() and self.some():
            pass

    def fetch(self, sha256: str) -> None:
        """Have one file now. Raises FileMissing when no record names it, RequestRefused, ServerLied, ServerAway."""
        if self._files.has(sha256):
            return
        blob = self._files.blob(sha256)
        if blob is None:
            raise FileMissing(sha256=sha256)
        with self._files.writing(sha256, blob.size) as writer:
            for block in self._server.download(sha256, offset=writer.offset):
                writer.write(block)
            if writer.offset < blob.size:
                raise ServerLied(what="length", sha256=sha256)
            writer.finish()
        self._files.arrived([sha256])

    def _one_of_many(self, file: Wanted) -> None:
        """Fetch a file among others: when the server has it wrong or not at all, the others go on."""
        try:
            self.fetch(file.sha256)
        except (RequestRefused, ServerLied):
            self._failed([file.sha256])

    def _pack(self, load: Sequence[Wanted]) -> None:
        """Fetch small files in one stream; the whole ones are kept when it is cut.

        A stream may end early, the rest is asked for again; one that brings nothing counts against all.
        """
        sizes = {file.sha256: file.size for file in load}
        arrived: list[str] = []
        failed: list[str] = []
        try:
            for packed in self._server.pack(list(sizes)):
                (arrived if self._write_packed(packed, sizes) else failed).append(packed.sha256)
        finally:
            self._files.flush(arrived)
            self._files.arrived(arrived)
        self._failed(failed if arrived else list(sizes))

    def _write_packed(self, packed: door.Packed, sizes: dict[str, int]) -> bool:
        blocks = list(packed.blocks)
        if packed.size is None or sizes.get(packed.sha256) != packed.size:
            return False
        hasher = hashlib.sha256()
        for block in blocks:
            hasher.update(block)
        if hasher.hexdigest() != packed.sha256:
            return False
        with self._files.writing(packed.sha256, packed.size) as writer:
            writer.restart()
            for block in blocks:
                writer.write(block)
            writer.finish(is_flushed=False)
        return True

    def _failed(self, shas: Sequence[str]) -> None:
        """Count the tries that the file itself is to blame for; after some it is left until a record names it anew."""
        with self._cache.transaction():
            for sha256 in shas:
                self._cache.database.write("UPDATE blob SET tries = tries + 1 WHERE sha256 = ?", (sha256,))

    def _read_from(self, sha256: str, offset: int) -> Iterator[bytes]:
        """The bytes from an offset; whole chunks before it are read too, so that the file is verified."""
        position = 0
        for chunk in self._files.read(sha256):
            if position + len(chunk) > offset:
                yield chunk[max(0, offset - position) :]
            position += len(chunk)
