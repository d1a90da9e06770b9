"""The file store: every file is encrypted and named by the SHA-256 of its bytes; a wrong byte is never given out.

Writing goes `.part` → fsync → replace → fsync of the folder, and only then the row says "here". Reading verifies. The
store knows what wants a file (a record, a waiting action, a draft) and removes what nobody wants. Programs that need
a path (page renderer, document worker) get a work copy that goes when they are done.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec

from sync.cache.database import Database
from sync.disk import READ_BYTES, digest, disk_errors, replace_whole, sync_folder
from sync.errors import FileDamaged, FileMissing
from sync.filewriter import FileWriter
from sync.frames import SALT_BYTES, Frames

__all__ = ["Blob", "FileStore", "digest"]
FILE_NAME = re.compile("[0-9a-f]{64}")
Randomness = Callable[[int], bytes]


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
