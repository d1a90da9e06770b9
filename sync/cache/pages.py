"""Pages of a list, newest first, by keyset; counts from the tally. Neither counts nor skips rows."""

from __future__ import annotations

import msgspec

from office.records import AnyRecord
from sync.cache import bodies
from sync.cache.database import Database

PAGE_ROWS_MAX = 500


class ListRow(msgspec.Struct, frozen=True):
    """One row of a list: its key for the next page, the record's id, the cells that the desk's `Shelve` made."""

    row: int
    id: str
    cells: bytes
    body: bytes
    """The record's bytes as the user sees it."""

    def record(self) -> AnyRecord | None:
        """The record as the user sees it; None when it is newer than this program."""
        return bodies.decode(self.body)


class Pages:
    """Windows over the lists."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, folder: str, *, before: int | None = None, limit: int = 100) -> list[ListRow]:
        """The newest rows of a folder older than the row `before` (the last row of the page above)."""
        assert 0 < limit <= PAGE_ROWS_MAX
        rows = self._database.rows(
            "SELECT l.row, r.id, l.cells, coalesce(r.shown, r.body) FROM list l JOIN record r ON r.row = l.row"
            " WHERE l.folder = ? AND l.row < ? ORDER BY l.row DESC LIMIT ?",
            (folder, before if before is not None else 2**63 - 1, limit),
        )
        return [ListRow(*row) for row in rows]

    def count(self, folder: str) -> int:
        """How many rows a folder has."""
        row = self._database.row("SELECT n FROM tally WHERE folder = ?", (folder,))
        return int(row[0]) if row else 0

    def counts(self) -> dict[str, int]:
        """How many rows every folder has that ever had one."""
        return {folder: n for folder, n in self._database.rows("SELECT folder, n FROM tally ORDER BY folder")}

    def held(self, *kinds: str) -> int:
        """How many records of these kinds are here, each once, however many lists it lies in."""
        marks = ", ".join("?" * len(kinds))
        row = self._database.row(f"SELECT coalesce(sum(n), 0) FROM kind_tally WHERE kind IN ({marks})", kinds)
        return int(row[0]) if row else 0
