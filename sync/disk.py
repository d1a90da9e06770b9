"""What a file must go through so that it is whole or absent: errors of the disk, renaming, flushing, digests."""

from __future__ import annotations

import errno
import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sync.errors import DiskFailed, DiskFull

NEEDED_MB = 50
"""How much room a person is asked to make."""
READ_BYTES = 256 * 1024
REPLACE_TRIES = 10
REPLACE_PAUSE_S = 0.05


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
