"""A small file that is given up when the disk is full, so that what the user is doing can still be saved."""

from __future__ import annotations

import os
from pathlib import Path

from sync.disk import disk_errors
from sync.errors import DiskFull

RESERVE_BYTES = 512 * 1024


class Reserve:
    """The reserve of one profile."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def is_held(self) -> bool:
        """Whether there is still something to give up."""
        return self._path.exists() and self._path.stat().st_size == RESERVE_BYTES

    def hold(self) -> bool:
        """Lay the reserve by when there is room; whether it is held now."""
        if self.is_held():
            return True
        try:
            with disk_errors(), self._path.open("wb") as stream:
                stream.write(os.urandom(RESERVE_BYTES))
                stream.flush()
                os.fsync(stream.fileno())
        except DiskFull:
            self._path.unlink(missing_ok=True)
            return False
        return True

    def release(self) -> bool:
        """Give it up; False when it was given up before."""
        was_held = self._path.exists()
        self._path.unlink(missing_ok=True)
        return was_held
