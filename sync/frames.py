"""Encrypted frames of a file: AES-256-GCM chunks that cannot be exchanged, reordered or cut off unnoticed.

Layout: magic `BPF1` | 8 random bytes | size (8, big endian) | chunks of at most 1 MiB plain text, each with its
16-byte tag. The nonce of a chunk is the 8 random bytes and its number (4); the associated data are SHA-256, size,
number and a mark on the last chunk. A file may be cut after any whole chunk and continued there.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sync.errors import FileDamaged

MAGIC = b"BPF1"
CHUNK_BYTES = 1024 * 1024
TAG_BYTES = 16
SALT_BYTES = 8
HEADER = struct.Struct(">4s8sQ")


def chunks_of(size: int) -> int:
    """How many chunks a file of `size` bytes has; an empty file has one."""
    return max(1, -(-size // CHUNK_BYTES))


class Frames:
    """Seals and opens the chunks of one file, whose hash and size are known beforehand."""

    def __init__(self, key: bytes, sha256: str, size: int, salt: bytes) -> None:
        assert len(salt) == SALT_BYTES
        self.sha256 = sha256
        self.size = size
        self._salt = salt
        self._cipher = AESGCM(key)

    @classmethod
    def from_header(cls, key: bytes, sha256: str, stream: BinaryIO) -> Frames:
        """Read the header of a stored file. Raises FileDamaged."""
        header = stream.read(HEADER.size)
        if len(header) != HEADER.size or not header.startswith(MAGIC):
            raise FileDamaged(sha256=sha256)
        _magic, salt, size = HEADER.unpack(header)
        return cls(key, sha256, size, salt)

    def header(self) -> bytes:
        """What stands before the first chunk."""
        return HEADER.pack(MAGIC, self._salt, self.size)

    def seal(self, number: int, chunk: bytes) -> bytes:
        """Encrypt chunk `number` (from 0)."""
        assert len(chunk) == self.length(number), "chunks are whole but for the last"
        return self._cipher.encrypt(self._nonce(number), chunk, self._associated(number))

    def open(self, stream: BinaryIO, number: int) -> bytes:
        """Read and decrypt the chunk at which the stream stands. Raises FileDamaged."""
        sealed = stream.read(self.length(number) + TAG_BYTES)
        try:
            return self._cipher.decrypt(self._nonce(number), sealed, self._associated(number))
        except InvalidTag as wrong:
            raise FileDamaged(sha256=self.sha256) from wrong

    def read(self, stream: BinaryIO) -> Iterator[bytes]:
        """All chunks after the header."""
        for number in range(chunks_of(self.size)):
            yield self.open(stream, number)

    def length(self, number: int) -> int:
        """Plain bytes of chunk `number`."""
        return min(CHUNK_BYTES, self.size - number * CHUNK_BYTES)

    def _nonce(self, number: int) -> bytes:
        return self._salt + struct.pack(">I", number)

    def _associated(self, number: int) -> bytes:
        is_last = number == chunks_of(self.size) - 1
        return bytes.fromhex(self.sha256) + struct.pack(">QI?", self.size, number, is_last)
