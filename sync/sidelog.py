"""The side log: every queued action and saved draft once more, append-only, encrypted, flushed before they count.

It is read only when the database is damaged; then nothing depends on the damaged file. An entry torn by a crash ends
the log; opening cuts it off. When much of it is settled it is written anew, small.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from office.errors import ButPheError
from sync.disk import disk_errors, replace_whole, sync_folder

NONCE_BYTES = 12
LENGTH = struct.Struct(">I")
ENTRY_BYTES_MAX = 16 * 1024 * 1024
COMPACT_BYTES = 4 * 1024 * 1024


class Entry(msgspec.Struct, frozen=True, tag_field="e"):
    """One line of the log."""


class Queued(Entry, tag="queued", frozen=True):
    """An action entered the outbox (its JSON)."""

    id: str
    action: msgspec.Raw


class Settled(Entry, tag="settled", frozen=True):
    """An action left the outbox: applied, undone or discarded by the user."""

    id: str


class DraftSaved(Entry, tag="draft", frozen=True):
    """A draft was saved."""

    id: str
    body: bytes


class DraftDropped(Entry, tag="dropped", frozen=True):
    """A draft became an action or was thrown away."""

    id: str


AnyEntry = Queued | Settled | DraftSaved | DraftDropped
_decoder: msgspec.json.Decoder[AnyEntry] = msgspec.json.Decoder(AnyEntry)


class Kept(msgspec.Struct):
    """What a log holds in the end: actions not settled, drafts not dropped, in their order; and all ids it names."""

    actions: dict[str, bytes] = {}
    drafts: dict[str, bytes] = {}
    heard_of: set[str] = set()


class SideLog:
    """The log of one profile. Appends stand in a transaction of the database and go with it when it is rolled back."""

    def __init__(self, path: Path, key: bytes, randomness: Callable[[int], bytes]) -> None:
        self._path = path
        self._cipher = AESGCM(key)
        self._randomness = randomness
        self._mark: int | None = None
        with disk_errors():
            whole = sum(length for _entry, length in self._read())
            self._stream = path.open("r+b" if path.exists() else "w+b", buffering=0)
            self._stream.truncate(whole)
            self._stream.seek(whole)

    def append(self, *entries: AnyEntry) -> None:
        """Add entries; they are on disk when this returns. Raises DiskFull, DiskFailed; nothing half stays then."""
        start = self._stream.tell()
        self._mark = start if self._mark is None else self._mark
        try:
            with disk_errors():
                rest = memoryview(b"".join(self._sealed(entry) for entry in entries))
                while rest:
                    rest = rest[self._stream.write(rest) :]
                os.fsync(self._stream.fileno())
        except ButPheError:
            self._cut(start)
            raise

    def ended(self, is_committed: bool) -> None:
        """The transaction ended: when it was rolled back, what was appended in it goes too (which needs no room)."""
        if self._mark is not None and not is_committed:
            self._cut(self._mark)
        self._mark = None

    def kept(self) -> Kept:
        """Read what is not settled."""
        kept = Kept()
        for entry, _length in self._read():
            kept.heard_of.add(entry.id)
            match entry:
                case Queued():
                    kept.actions[entry.id] = bytes(entry.action)
                case Settled():
                    kept.actions.pop(entry.id, None)
                case DraftSaved():
                    kept.drafts[entry.id] = entry.body
                case DraftDropped():
                    kept.drafts.pop(entry.id, None)
        return kept

    def compact(self, entries: Iterable[AnyEntry]) -> None:
        """Write the log anew with only these entries, when it has grown large."""
        if self._stream.tell() < COMPACT_BYTES:
            return
        part = self._path.with_suffix(".part")
        with disk_errors():
            with part.open("wb") as stream:
                for entry in entries:
                    stream.write(self._sealed(entry))
                stream.flush()
                os.fsync(stream.fileno())
            self._stream.close()
            replace_whole(part, self._path)
            sync_folder(self._path.parent)
            self._stream = self._path.open("r+b", buffering=0)
            self._stream.seek(0, os.SEEK_END)

    def close(self) -> None:
        """Close the file."""
        self._stream.close()

    def _cut(self, length: int) -> None:
        self._stream.truncate(length)
        self._stream.seek(length)

    def _sealed(self, entry: AnyEntry) -> bytes:
        nonce = self._randomness(NONCE_BYTES)
        sealed = self._cipher.encrypt(nonce, msgspec.json.encode(entry), None)
        assert len(sealed) <= ENTRY_BYTES_MAX
        return LENGTH.pack(len(sealed)) + nonce + sealed

    def _read(self) -> Iterator[tuple[AnyEntry, int]]:
        """Whole entries and their lengths in the file, up to the first that is torn."""
        if not self._path.exists():
            return
        with self._path.open("rb") as stream:
            while len(head := stream.read(LENGTH.size + NONCE_BYTES)) == LENGTH.size + NONCE_BYTES:
                length = LENGTH.unpack_from(head)[0]
                sealed = stream.read(length) if length <= ENTRY_BYTES_MAX else b""
                try:
                    plain = self._cipher.decrypt(head[LENGTH.size :], sealed, None)
                except (InvalidTag, ValueError):
                    return
                yield _decoder.decode(plain), len(head) + length
