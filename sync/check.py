"""The sanity check after quiet: do the cache's own tables agree with each other and with the disk.

What is found has a defined way out: lists and counts are made anew, files are marked missing and fetched again.
"""

from __future__ import annotations

import msgspec

from sync.cache import Cache
from sync.files import FileStore

FILES_CHECKED = 500


class Findings(msgspec.Struct, frozen=True):
    """What did not agree: folders with a wrong count, records in no list's table but shown, files not on disk."""

    folders: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Whether everything agreed."""
        return not self.folders and not self.files


def check(cache: Cache, files: FileStore) -> Findings:
    """Compare counts with lists, and "here" with the disk (the files used least recently first)."""
    counted: dict[str, int] = dict(cache.database.rows("SELECT folder, count(*) FROM list GROUP BY folder"))
    wrong = tuple(
        folder
        for folder in sorted({*counted, *cache.pages.counts()})
        if counted.get(folder, 0) != cache.pages.count(folder)
    )
    here = cache.database.rows(
        "SELECT sha256 FROM blob WHERE state = 'here' ORDER BY used_at, sha256 LIMIT ?", (FILES_CHECKED,)
    )
    return Findings(folders=wrong, files=tuple(sha256 for (sha256,) in here if not files.path(sha256).exists()))


def mend(cache: Cache, findings: Findings) -> None:
    """Count the folders anew, and have the missing files fetched again."""
    with cache.transaction():
        for folder in findings.folders:
            cache.database.write("DELETE FROM tally WHERE folder = ?", (folder,))
            cache.database.write(
                "INSERT INTO tally (folder, n) SELECT ?1, count(*) FROM list WHERE folder = ?1", (folder,)
            )
        for sha256 in findings.files:
            cache.database.write("UPDATE blob SET state = 'missing' WHERE sha256 = ?", (sha256,))
