"""Files in a folder, named by their SHA-256: `kept/aa/…` for good, `quarantine/…` until an action refers to them.

Order of writing: part file, flush, fsync, rename, fsync of the folder; only then the database hears of it. All
functions block and are called in threads. Who may read what is decided by `server.files.access`.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from server.problems import ProblemError

BLOCK = 1024 * 1024
_SHA256 = re.compile(r"[0-9a-f]{64}")


def is_sha256(text: str) -> bool:
    """Whether the text is a SHA-256 as we write it."""
    return _SHA256.fullmatch(text) is not None


class LocalFiles:
    """The store in a folder of this machine."""

    def __init__(self, folder: Path) -> None:
        """`folder` is made when missing."""
        self._kept = folder / "kept"
        self._quarantine = folder / "quarantine"
        self._parts = folder / "parts"
        for place in (self._kept, self._quarantine, self._parts):
            place.mkdir(parents=True, exist_ok=True)

    def kept_path(self, sha256: str) -> Path:
        """Where a kept file lies."""
        assert is_sha256(sha256)
        return self._kept / sha256[:2] / sha256

    def quarantine_path(self, sha256: str) -> Path:
        """Where a file waits for its action."""
        assert is_sha256(sha256)
        return self._quarantine / sha256

    def find(self, sha256: str) -> Path | None:
        """Where the file lies now, kept or waiting; None when it is not here."""
        return next((path for path in (self.kept_path(sha256), self.quarantine_path(sha256)) if path.exists()), None)

    def open(self, sha256: str) -> BinaryIO | None:
        """A kept file, to be read; None when it is not here."""
        try:
            return self.kept_path(sha256).open("rb")
        except FileNotFoundError:
            return None

    # ── uploads ───────────────────────────────────────────────────────────────────────────────────────────────────
    def part_path(self, upload_id: str) -> Path:
        """Where an upload collects."""
        return self._parts / upload_id

    def begin(self, upload_id: str) -> None:
        """Make an empty part file."""
        with _full_disk():
            self.part_path(upload_id).touch()
            _sync_folder(self._parts)

    def offset(self, upload_id: str) -> int | None:
        """How many bytes of the upload have arrived; None when there is no such upload."""
        try:
            return self.part_path(upload_id).stat().st_size
        except FileNotFoundError:
            return None

    @contextlib.contextmanager
    def appending(self, upload_id: str) -> Iterator[BinaryIO]:
        """The part file at its end; on disk when the block ends, however it ends."""
        with _full_disk(), self.part_path(upload_id).open("ab") as sink:
            try:
                yield sink
            finally:
                sink.flush()
                os.fsync(sink.fileno())

    def drop_part(self, upload_id: str) -> None:
        """Forget an upload's bytes."""
        self.part_path(upload_id).unlink(missing_ok=True)

    def part_digest(self, upload_id: str) -> str:
        """SHA-256 of the whole part file."""
        with self.part_path(upload_id).open("rb") as source:
            return hashlib.file_digest(source, "sha256").hexdigest()

    def arrive(self, upload_id: str, sha256: str) -> None:
        """Move a complete part file into quarantine under its name."""
        with _full_disk():
            os.replace(self.part_path(upload_id), self.quarantine_path(sha256))
            _sync_folder(self._quarantine)

    # ── out of quarantine ─────────────────────────────────────────────────────────────────────────────────────────
    def keep(self, sha256: str) -> None:
        """Give a waiting file its place for good (a second name: until the transaction commits it waits as well)."""
        target = self.kept_path(sha256)
        if target.exists():
            return
        with _full_disk():
            target.parent.mkdir(exist_ok=True)
            _second_name(self.quarantine_path(sha256), target)
            _sync_folder(target.parent)

    def release(self, sha256: str) -> None:
        """Take the waiting name away after the transaction committed."""
        self.quarantine_path(sha256).unlink(missing_ok=True)

    def wipe(self, sha256: str) -> None:
        """Overwrite and remove a waiting file whose content may not be here."""
        path = self.quarantine_path(sha256)
        with contextlib.suppress(FileNotFoundError), path.open("r+b") as sink:
            for _ in range(0, path.stat().st_size, BLOCK):
                sink.write(bytes(BLOCK))
            sink.flush()
            os.fsync(sink.fileno())
        path.unlink(missing_ok=True)
        self.kept_path(sha256).unlink(missing_ok=True)  # a second name left by a transaction that did not commit
        _sync_folder(self._quarantine)


def read_range(source: BinaryIO, start: int, length: int) -> Iterator[bytes]:
    """Blocks of a file from `start`, `length` bytes together; closes it at the end."""
    with source:
        source.seek(start)
        while length > 0 and (block := source.read(min(BLOCK, length))):
            length -= len(block)
            yield block


def _second_name(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except FileExistsError:
        return  # another action kept the same bytes meanwhile
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.EMLINK):
            raise
        _copy(source, target)


def _copy(source: Path, target: Path) -> None:
    """For file systems without links."""
    part = target.with_suffix(".part")
    with source.open("rb") as reading, part.open("wb") as writing:
        shutil.copyfileobj(reading, writing, BLOCK)
        writing.flush()
        os.fsync(writing.fileno())
    os.replace(part, target)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # folders cannot be flushed there
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def _full_disk() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise ProblemError("storage-full") from error
        raise
