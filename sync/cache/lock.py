"""One running program per profile: an exclusive lock of the operating system on a file of the profile.

The lock dies with its process, so a killed program never leaves a profile shut.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from sync.errors import ProfileInUse, ProfileOnNetwork

NETWORK_FILE_SYSTEMS = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs"})


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class ProfileLock:
    """Held from opening to closing. Raises ProfileInUse when another process holds it."""

    def __init__(self, profile: Path) -> None:
        self._descriptor = os.open(profile / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(self._descriptor)
        except OSError as refused:
            os.close(self._descriptor)
            raise ProfileInUse(profile=str(profile)) from refused

    def release(self) -> None:
        """Let the next program in."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def mounted_type(path: Path, mounts: str) -> str:
    """The file system type under a path, by the longest mount point of a table in the form of /proc/mounts."""
    best, found = "", ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        point = fields[1].replace("\\040", " ") if len(fields) > 2 else ""
        if point and path.is_relative_to(point) and len(point) >= len(best):
            best, found = point, fields[2]
    return found


def refuse_network(profile: Path) -> None:
    """A write-ahead log is unsafe on a network drive: raises ProfileOnNetwork there."""
    resolved = profile.resolve()
    table = Path("/proc/mounts")
    is_remote = str(resolved).startswith("\\\\") or (
        table.exists() and mounted_type(resolved, table.read_text(encoding="utf-8")) in NETWORK_FILE_SYSTEMS
    )
    if is_remote:
        raise ProfileOnNetwork(profile=str(profile))
