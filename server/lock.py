"""One server a data folder: an exclusive lock on a file, released by the system when the process ends."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

from server.errors import DataInUse


def take(folder: Path) -> BinaryIO:
    """Hold the folder as long as the returned file is open. Raises DataInUse."""
    handle = (folder / "server.lock").open("ab")
    try:
        _lock(handle)
    except OSError:
        handle.close()
        raise DataInUse(path=folder) from None
    return handle


def _lock(handle: BinaryIO) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
