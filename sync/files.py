"""The file store: every file is encrypted and named by the SHA-256 of its bytes; a wrong byte is never given out.

Writing goes `.part` → fsync → replace → fsync of the folder, and only then the row says "here". Reading verifies. The
store knows what wants a file (a record, a waiting action, a draft) and removes what nobody wants. Programs that need
a path (page renderer, document worker) get a work copy that goes when they are done.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec

from sync.cache.database import NEEDED_MB, Database
from sync.errors import DiskFailed, DiskFull, FileDamaged, FileMissing, ServerLied
from sync.frames import CHUNK_BYTES, HEADER, SALT_BYTES, TAG_BYTES, Frames, chunks_of

FILE_NAME = re.compile("[0-9a-f]{64}")
READ_BYTES = 256 * 1024
REPLACE_TRIES = 10
REPLACE_PAUSE_S = 0.05
Randomness = Callable[[int], bytes]


@contextmanager
def disk_errors() -> Iterator[None]:
    """Say what the disk did: DiskFull or DiskFailed."""
    try:
        yield
    except OSError as refused:
        if refused.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(needed_mb=NEEDED_MB) from refused
        if refused.errno in (errno.EIO, errno.EROFS, errno.EFBIG):
            raise DiskFailed(why=os.strerror(refused.errno)) from refused
        raise


def replace_whole(part: Path, target: Path) -> None:
    """Rename into place; on Windows a viewer or virus scanner may hold the target for a moment."""
    for left in reversed(range(REPLACE_TRIES)):
        try:
            part.replace(target)
        except PermissionError:
            if not left:
                raise
            time.sleep(REPLACE_PAUSE_S)
        else:
            return


def sync_folder(folder: Path) -> None:
    """Make a rename survive power loss (Windows has no such call)."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def digest(path: Path) -> tuple[str, int]:
    """SHA-256 (hex) and size of a plain file."""
    hasher, size = hashlib.sha256(), 0
    with path.open("rb") as stream:
        while block := stream.read(READ_BYTES):
            hasher.update(block)
            size += len(block)
    return hasher.hexdigest(), size


class Blob(msgspec.Struct, frozen=True):
    """What the cache knows of a file."""

    sha256: str
    size: int
    is_here: bool
    on_server: bool
    upload: str


class FileStore:
    """The encrypted files of a profile."""

    def __init__(self, profile: Path, key: bytes, database: Database, randomness: Randomness) -> None:
        """`key`: 32 bytes for files alone; `randomness(n)`: n unpredictable bytes (os.urandom)."""
        self._folder = profile / "files"
        self._work = profile / "work"
        self._key = key
        self._database = database
        self._randomness = randomness
        self._copies = 0
        self._counting = threading.Lock()
        self._written = threading.Condition()
        self._being_written: set[str] = set()
        self._folder.mkdir(mode=0o700, exist_ok=True)
        shutil.rmtree(self._work, ignore_errors=True)
        self._work.mkdir(mode=0o700)

    # ── taking in ─────────────────────────────────────────────────────────────────────────────────────────────────
    def keep(self, source: Path, *, owner: str) -> tuple[str, int]:
        """Take a copy of a plain file made here, wanted by `owner` (a draft's or action's id); (sha256, size).

        The file is on disk and survives power loss when this returns. Raises DiskFull, DiskFailed.
        """
        sha256, size = digest(source)
        if not self._is_whole(sha256):
            with source.open("rb") as stream, self.writing(sha256, size) as writer:
                while block := stream.read(READ_BYTES):
                    writer.write(block)
                writer.finish()
        with self._database.transaction():
            self._database.write(
                "INSERT INTO blob (sha256, size, state) VALUES (?, ?, 'here')"
                " ON CONFLICT (sha256) DO UPDATE SET state = 'here', size = ?2",
                (sha256, size),
            )
            self.want(owner, [sha256])
        return sha256, size

    @contextmanager
    def writing(self, sha256: str, size: int) -> Iterator[FileWriter]:
        """Write a file whose hash is known; it is in place only after `finish`, and continues what was cut off."""
        target = self.path(sha256)
        with self._alone(sha256), disk_errors():
            target.parent.mkdir(mode=0o700, exist_ok=True)
            writer = FileWriter(self._key, target, sha256, size, self._randomness(SALT_BYTES))
            try:
                yield writer
            finally:
                writer.close()

    def arrived(self, shas: Iterable[str]) -> None:
        """Say that files are in place, after they were flushed."""
        with self._database.transaction():
            for sha256 in shas:
                self._database.write("UPDATE blob SET state = 'here', tries = 0 WHERE sha256 = ?", (sha256,))

    # ── giving out ────────────────────────────────────────────────────────────────────────────────────────────────
    def read(self, sha256: str) -> Iterator[bytes]:
        """The bytes, chunk by chunk; each is authenticated, the whole against its name at the end.

        Raises FileMissing, or FileDamaged (the file is then marked missing, to be fetched again).
        """
        path = self.path(sha256)
        if not path.exists():
            self._lost(sha256)
            raise FileMissing(sha256=sha256)
        hasher = hashlib.sha256()
        try:
            with path.open("rb") as stream:
                for chunk in Frames.from_header(self._key, sha256, stream).read(stream):
                    hasher.update(chunk)
                    yield chunk
        except FileDamaged:
            self._lost(sha256)
            raise
        if hasher.hexdigest() != sha256:
            self._lost(sha256)
            raise FileDamaged(sha256=sha256)

    def load(self, sha256: str) -> bytes:
        """The whole file, verified."""
        return b"".join(self.read(sha256))

    def save(self, sha256: str, target: Path) -> None:
        """Write the plain file to where the user wants it; there is no half file under that name."""
        part = target.with_name(target.name + ".part")
        try:
            with disk_errors():
                with part.open("wb") as stream:
                    for chunk in self.read(sha256):
                        stream.write(chunk)
                    stream.flush()
                    os.fsync(stream.fileno())
                replace_whole(part, target)
        finally:
            part.unlink(missing_ok=True)

    @contextmanager
    def work_copy(self, sha256: str, name: str = "document.pdf") -> Iterator[Path]:
        """A plain copy at a path of its own, removed at the end."""
        with self.work_folder() as folder:
            target = folder / name
            self.save(sha256, target)
            yield target

    @contextmanager
    def work_folder(self) -> Iterator[Path]:
        """A folder inside the profile for the files of one task, removed at the end."""
        with self._counting:
            self._copies += 1
            folder = self._work / str(self._copies)
        folder.mkdir(mode=0o700)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    # ── who wants what ────────────────────────────────────────────────────────────────────────────────────────────
    def want(self, owner: str, shas: Iterable[str]) -> None:
        """Keep files for an action or draft. Stands in a transaction of the caller."""
        for sha256 in shas:
            self._database.write("INSERT OR IGNORE INTO want (owner, sha256) VALUES (?, ?)", (owner, sha256))

    def release(self, owner: str) -> list[str]:
        """An action or draft no longer wants its files; returns them. Stands in a transaction of the caller."""
        shas = [sha256 for (sha256,) in self._database.rows("SELECT sha256 FROM want WHERE owner = ?", (owner,))]
        self._database.write("DELETE FROM want WHERE owner = ?", (owner,))
        return shas

    def sweep(self, shas: Iterable[str]) -> list[str]:
        """Remove those of the files that nobody wants, bytes, facts and text; stands in a transaction of the caller.

        The bytes go before the transaction ends: after a kill in between, a row says "here" of a file that is
        missing, which reading notices; never the other way round.
        """
        gone = []
        for sha256 in dict.fromkeys(shas):
            wanted = self._database.row(
                "SELECT 1 FROM ref WHERE sha256 = ?1 UNION ALL SELECT 1 FROM want WHERE sha256 = ?1", (sha256,)
            )
            if wanted:
                continue
            self.path(sha256).unlink(missing_ok=True)
            self.path(sha256).with_suffix(".part").unlink(missing_ok=True)
            for table in ("blob", "facts", "page_text"):
                self._database.write(f"DELETE FROM {table} WHERE sha256 = ?", (sha256,))
            gone.append(sha256)
        return gone

    def take_up(self, owners: Mapping[str, Iterable[str]]) -> None:
        """After the tables were lost: keep the files on disk that actions and drafts want, remove all others.

        Stands in a transaction of the caller.
        """
        wanted = {sha256: owner for owner, shas in owners.items() for sha256 in shas}
        for path in sorted(self._folder.glob("??/*")):
            sha256 = path.name
            if sha256 not in wanted:
                path.unlink()
                continue
            with path.open("rb") as stream:
                size = Frames.from_header(self._key, sha256, stream).size
            self._database.write(
                "INSERT OR IGNORE INTO blob (sha256, size, state) VALUES (?, ?, 'here')", (sha256, size)
            )
        for owner, shas in owners.items():
            self.want(owner, shas)

    def blob(self, sha256: str) -> Blob | None:
        """What is known of a file."""
        row = self._database.row("SELECT sha256, size, state, on_server, upload FROM blob WHERE sha256 = ?", (sha256,))
        return Blob(row[0], row[1], row[2] == "here", bool(row[3]), row[4]) if row else None

    def has(self, sha256: str) -> bool:
        """Whether the file is on this machine."""
        blob = self.blob(sha256)
        return blob is not None and blob.is_here and self.path(sha256).exists()

    def on_server(self, sha256: str, *, is_there: bool) -> None:
        """Note whether the server has the file for this user."""
        with self._database.transaction():
            self._database.write("UPDATE blob SET on_server = ?, upload = '' WHERE sha256 = ?", (int(is_there), sha256))

    def note_upload(self, sha256: str, url: str) -> None:
        """Remember the address of an upload under way, to continue it after a restart."""
        with self._database.transaction():
            self._database.write("UPDATE blob SET upload = ? WHERE sha256 = ?", (url, sha256))

    def path(self, sha256: str) -> Path:
        """Where the encrypted file lies."""
        assert FILE_NAME.fullmatch(sha256), "a file is named by its SHA-256"
        return self._folder / sha256[:2] / sha256

    def flush(self, shas: Iterable[str]) -> None:
        """Make files written without flushing survive power loss, once for a batch."""
        with disk_errors():
            folders = set()
            for sha256 in shas:
                with self.path(sha256).open("rb+") as stream:
                    os.fsync(stream.fileno())
                folders.add(self.path(sha256).parent)
            for folder in folders:
                sync_folder(folder)

    @contextmanager
    def _alone(self, sha256: str) -> Iterator[None]:
        """One writer a file: a second one waits for the first."""
        with self._written:
            self._written.wait_for(lambda: sha256 not in self._being_written)
            self._being_written.add(sha256)
        try:
            yield
        finally:
            with self._written:
                self._being_written.discard(sha256)
                self._written.notify_all()

    def _is_whole(self, sha256: str) -> bool:
        try:
            return self.has(sha256) and all(True for _chunk in self.read(sha256))
        except FileDamaged:
            return False

    def _lost(self, sha256: str) -> None:
        with self._database.transaction():
            self._database.write("UPDATE blob SET state = 'missing' WHERE sha256 = ? AND state = 'here'", (sha256,))
        self.path(sha256).unlink(missing_ok=True)


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
