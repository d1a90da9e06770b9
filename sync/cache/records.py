"""Records by id: the server's bytes (base), what is shown over it, and the rows that hang on both.

It decides which of two bodies is newer, where a row stands, and what must go when a record goes. What is shown comes
from `folding.py`; which folders there are, from the desk (`shelves.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from office.records import AnyRecord, Instant
from sync.cache import bodies
from sync.cache.database import Database
from sync.cache.search import Search
from sync.cache.shelves import Shelve, Shelved

ROW_BITS = 24


class Stored(msgspec.Struct, frozen=True):
    """One row of the table of records."""

    row: int
    id: str
    kind: str
    revision: int
    generation: int
    body: bytes | None
    shown: bytes | None

    @property
    def present(self) -> bytes | None:
        """The bytes of what the user sees."""
        return self.shown if self.shown is not None else self.body


class Records:
    """The table of records. Writes stand in a transaction of the caller."""

    def __init__(self, database: Database, search: Search, shelve: Shelve, changed: Callable[[str, str], None]) -> None:
        """`changed(id, kind)` is told of every record whose shown form was replaced or erased."""
        self._database = database
        self._search = search
        self._shelve = shelve
        self._changed = changed

    def load(self, record_id: str) -> AnyRecord | None:
        """The record as the user sees it, pending actions folded in; None when absent or newer than this program."""
        stored = self.stored(record_id)
        return bodies.decode(stored.present) if stored and stored.present else None

    def base(self, record_id: str) -> AnyRecord | None:
        """The record as the server last gave it; None when the server has not confirmed it."""
        stored = self.stored(record_id)
        return bodies.decode(stored.body) if stored and stored.body else None

    def base_rev(self, record_id: str) -> int:
        """The revision that an action made now is based on; 0 when the server has not confirmed the record."""
        stored = self.stored(record_id)
        return stored.revision if stored and stored.body is not None else 0

    def stored(self, record_id: str) -> Stored | None:
        """The row of a record."""
        row = self._database.row(
            "SELECT row, id, kind, revision, generation, body, shown FROM record WHERE id = ?", (record_id,)
        )
        return Stored(*row) if row else None

    def of_kind(self, kind: str) -> list[AnyRecord]:
        """All shown records of a kind, oldest first; for small kinds (people, units, dossiers, …)."""
        rows = self._database.rows("SELECT coalesce(shown, body) FROM record WHERE kind = ? ORDER BY row", (kind,))
        return [record for (body,) in rows if body and (record := bodies.decode(body)) is not None]

    def put_base(self, body: bytes, *, generation: int) -> str:
        """Store what the server says unless a newer revision of the same generation is here; returns the id.

        After a restored server revisions may go back: a row of an older generation is always replaced.
        """
        new = bodies.head(body)
        old = self.stored(new.id)
        if old and old.body is not None and old.generation >= generation and old.revision > new.rev:
            return new.id
        record = bodies.decode(body)
        kind = new.kind if record is not None else bodies.NEWER
        if old:
            self._database.write(
                "UPDATE record SET kind = ?, revision = ?, generation = ?, body = ?, is_indexed = 0 WHERE row = ?",
                (kind, new.rev, generation, body, old.row),
            )
            row = old.row if old.body is not None else self._move(old.row, bodies.moment(record, new.id))
        else:
            row = self._insert(new.id, kind, bodies.moment(record, new.id))
            self._database.write(
                "UPDATE record SET revision = ?, generation = ?, body = ? WHERE row = ?",
                (new.rev, generation, body, row),
            )
        self._refer(row, body)
        if old is None or old.shown is None:
            self._reshelve(row, new.id, kind, record)
        return new.id

    def show(self, record_id: str, record: AnyRecord | None) -> None:
        """Set what is shown over the base; None: nothing pending changes it, the base itself is shown."""
        old = self.stored(record_id)
        if old is None:
            if record is None:
                return
            row = self._insert(record_id, str(record.__struct_config__.tag), bodies.moment(record, record_id))
        elif record is None and old.body is None:
            self.erase(record_id)
            return
        else:
            row = old.row
        shown = bodies.encode(record) if record is not None else None
        if old is not None and shown == old.shown:
            return
        self._database.write("UPDATE record SET shown = ?, is_indexed = 0 WHERE row = ?", (shown, row))
        visible = record if record is not None else bodies.decode(old.body) if old and old.body else None
        kind = str(visible.__struct_config__.tag) if visible is not None else bodies.NEWER
        self._reshelve(row, record_id, kind, visible)

    def erase(self, record_id: str) -> list[str]:
        """Remove the record with its lists, words and references; returns the files it referred to."""
        old = self.stored(record_id)
        if old is None:
            return []
        files = [sha256 for (sha256,) in self._database.rows("SELECT sha256 FROM ref WHERE row = ?", (old.row,))]
        self._search.forget(old.row)
        self._database.write("DELETE FROM list WHERE row = ?", (old.row,))
        self._database.write("DELETE FROM ref WHERE row = ?", (old.row,))
        self._database.write("DELETE FROM record WHERE row = ?", (old.row,))
        self._changed(record_id, old.kind)
        return files

    def older_than(self, generation: int) -> list[str]:
        """Ids with a base that no page of this generation's snapshot named."""
        rows = self._database.rows(
            "SELECT id FROM record WHERE generation < ? AND body IS NOT NULL ORDER BY row", (generation,)
        )
        return [record_id for (record_id,) in rows]

    def ids(self) -> list[str]:
        """Ids of every stored record; for checks."""
        return [record_id for (record_id,) in self._database.rows("SELECT id FROM record ORDER BY id")]

    def reshelve(self, record_ids: Iterable[str]) -> None:
        """List records anew, when the desk's folders or what they depend on have changed."""
        for record_id in record_ids:
            stored = self.stored(record_id)
            if stored and stored.present:
                self._reshelve(stored.row, record_id, stored.kind, bodies.decode(stored.present))

    def is_index_behind(self) -> bool:
        """Whether records wait for the search index."""
        return self._database.row("SELECT 1 FROM record WHERE is_indexed = 0 LIMIT 1") is not None

    def index_some(self, limit: int) -> int:
        """Fill the search index behind the lists, newest first; how many records were indexed."""
        rows = self._database.rows(
            "SELECT row, coalesce(shown, body) FROM record WHERE is_indexed = 0 ORDER BY row DESC LIMIT ?", (limit,)
        )
        for row, body in rows:
            record = bodies.decode(body) if body else None
            self._search.put(row, self._shelve(record).words if record is not None else None)
            self._database.write("UPDATE record SET is_indexed = 1 WHERE row = ?", (row,))
        return len(rows)

    def _move(self, row: int, at: Instant) -> int:
        """Put a record made here where the server's time has it: this machine's clock may be years off."""
        if row >> ROW_BITS == int(at.timestamp() // 60):
            return row
        self._search.forget(row)
        self._database.write("DELETE FROM list WHERE row = ?", (row,))
        place = self._free_row(at)
        self._database.write("UPDATE record SET row = ?, is_indexed = 0 WHERE row = ?", (place, row))
        self._database.write("UPDATE ref SET row = ? WHERE row = ?", (place, row))
        return place

    def _free_row(self, at: Instant) -> int:
        first = int(at.timestamp() // 60) << ROW_BITS
        after = first + (1 << ROW_BITS)
        found = self._database.row("SELECT max(row) FROM record WHERE row >= ? AND row < ?", (first, after))
        return first if found is None or found[0] is None else int(found[0]) + 1

    def _insert(self, record_id: str, kind: str, at: Instant) -> int:
        row = self._free_row(at)
        self._database.write(
            "INSERT INTO record (row, id, kind, revision, generation) VALUES (?, ?, ?, 0, 0)", (row, record_id, kind)
        )
        return row

    def _refer(self, row: int, body: bytes) -> None:
        ranked = bodies.ranked_files(body)
        before = {sha for (sha,) in self._database.rows("SELECT sha256 FROM ref WHERE row = ?", (row,))}
        if not ranked and not before:
            return
        self._database.write("DELETE FROM ref WHERE row = ?", (row,))
        for ref, rank in ranked:
            self._database.write("INSERT INTO ref (sha256, row, rank) VALUES (?, ?, ?)", (ref.sha256, row, rank))
            self._database.write(
                "INSERT INTO blob (sha256, size, state, on_server) VALUES (?, ?, 'missing', 1)"
                " ON CONFLICT (sha256) DO UPDATE SET on_server = 1",
                (ref.sha256, ref.size),
            )

    def _reshelve(self, row: int, record_id: str, kind: str, record: AnyRecord | None) -> None:
        place = self._shelve(record) if record is not None else Shelved(folders=(bodies.NEWER,))
        self._database.write("DELETE FROM list WHERE row = ?", (row,))
        for folder in dict.fromkeys(place.folders):
            self._database.write("INSERT INTO list (folder, row, cells) VALUES (?, ?, ?)", (folder, row, place.cells))
        self._changed(record_id, kind)
