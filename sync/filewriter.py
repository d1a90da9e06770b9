"""Writes one encrypted file under `.part`: hashed as it comes, continued where it was cut, in place when right."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from sync.disk import replace_whole, sync_folder
from sync.errors import FileDamaged, ServerLied
from sync.frames import CHUNK_BYTES, HEADER, TAG_BYTES, Frames, chunks_of


class FileWriter:
    """One file being written under `.part`; `offset` says how many plain bytes are already there."""

    def __init__(self, key: bytes, target: Path, sha256: str, size: int, salt: bytes) -> None:
        self._target = target
        self._part = target.with_suffix(".part")
        self._sha256 = sha256
        self._hasher = hashlib.sha256()
        self._number = 0
        self._rest = bytearray()
        self._frames = Frames(key, sha256, size, salt)
        self._stream = self._part.open("r+b" if self._part.exists() else "w+b")
        if not self._continue(key, size):
            self._stream.seek(0)
            self._stream.truncate()
            self._stream.write(self._frames.header())

    @property
    def offset(self) -> int:
        """Plain bytes taken so far."""
        return min(self._number * CHUNK_BYTES, self._frames.size) + len(self._rest)

    def write(self, block: bytes | memoryview) -> None:
        """Take the next bytes. Raises ServerLied when there are more than the file has."""
        if self.offset + len(block) > self._frames.size:
            raise ServerLied(what="length", sha256=self._sha256)
        self._hasher.update(block)
        self._rest += block
        while len(self._rest) >= CHUNK_BYTES:
            self._seal(bytes(self._rest[:CHUNK_BYTES]))
            del self._rest[:CHUNK_BYTES]

    def finish(self, *, is_flushed: bool = True) -> None:
        """Check the whole against its name and put it in place. Raises ServerLied; the part is removed then."""
        is_right = self.offset == self._frames.size and self._hasher.hexdigest() == self._sha256
        if not is_right:
            self.discard()
            raise ServerLied(what="hash", sha256=self._sha256)
        if self._number < chunks_of(self._frames.size):
            self._seal(bytes(self._rest))
            self._rest.clear()
        self._stream.flush()
        if is_flushed:
            os.fsync(self._stream.fileno())
        self._stream.close()
        replace_whole(self._part, self._target)
        if is_flushed:
            sync_folder(self._target.parent)

    def restart(self) -> None:
        """Begin again at the first byte: what comes now is the whole file."""
        self._hasher = hashlib.sha256()
        self._number = 0
        self._rest.clear()
        self._stream.seek(0)
        self._stream.truncate()
        self._stream.write(self._frames.header())

    def discard(self) -> None:
        """Throw away what was written."""
        self._stream.close()
        self._part.unlink(missing_ok=True)

    def close(self) -> None:
        """Leave the whole chunks on disk, for another day."""
        self._stream.close()

    def _seal(self, chunk: bytes) -> None:
        self._stream.write(self._frames.seal(self._number, chunk))
        self._number += 1

    def _continue(self, key: bytes, size: int) -> bool:
        """Take up a part left behind: keep its whole, authentic chunks."""
        try:
            old = Frames.from_header(key, self._sha256, self._stream)
            if old.size != size:
                return False
            length = self._part.stat().st_size - HEADER.size
            whole = min(length // (CHUNK_BYTES + TAG_BYTES), chunks_of(size) - 1)
            for number in range(whole):
                self._hasher.update(old.open(self._stream, number))
        except FileDamaged:
            self._hasher = hashlib.sha256()
            return False
        self._frames, self._number = old, whole
        self._stream.seek(HEADER.size + whole * (CHUNK_BYTES + TAG_BYTES))
        self._stream.truncate()
        return True
