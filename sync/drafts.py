"""Text under someone's hands: saved every moment, not yet an action; it survives like the outbox."""

from __future__ import annotations

from datetime import datetime

from office.records import Instant
from sync.cache import Cache
from sync.clock import Clock
from sync.errors import DiskFull
from sync.files import FileStore
from sync.outbox import seal_of
from sync.reserve import Reserve
from sync.sidelog import DraftDropped, DraftSaved, SideLog


class Drafts:
    """Drafts by an id of the caller's making; what the bytes mean is the caller's."""

    def __init__(self, cache: Cache, files: FileStore, log: SideLog, clock: Clock, reserve: Reserve) -> None:
        self._cache = cache
        self._files = files
        self._log = log
        self._clock = clock
        self._reserve = reserve

    def save(self, draft_id: str, body: bytes) -> None:
        """Keep the draft; it is on disk when this returns.

        Raises DiskFull (`saved_at`: of the earlier text, which stays), DiskFailed.
        """
        try:
            self._save_or_give_up_reserve(draft_id, body)
        except DiskFull as full:
            full.facts["saved_at"] = self._saved_at(draft_id)
            raise

    def load(self, draft_id: str) -> bytes | None:
        """The text last saved."""
        row = self._cache.database.row("SELECT body FROM draft WHERE id = ?", (draft_id,))
        return bytes(row[0]) if row else None

    def ids(self) -> list[str]:
        """All drafts, the last saved first."""
        return [draft_id for (draft_id,) in self._cache.database.rows("SELECT id FROM draft ORDER BY at DESC, id")]

    def drop(self, draft_id: str) -> None:
        """The draft has become an action or was thrown away; files that only it wanted go too."""
        with self._cache.transaction():
            if self._cache.database.write("DELETE FROM draft WHERE id = ?", (draft_id,)):
                self._log.append(DraftDropped(id=draft_id))
            self._files.sweep(self._files.release(draft_id))

    def _save_or_give_up_reserve(self, draft_id: str, body: bytes) -> None:
        try:
            self._save(draft_id, body)
        except DiskFull:
            if not self._reserve.release():
                raise
            self._save(draft_id, body)

    def _saved_at(self, draft_id: str) -> Instant | None:
        row = self._cache.database.row("SELECT at FROM draft WHERE id = ?", (draft_id,))
        return datetime.fromisoformat(row[0]) if row else None

    def _save(self, draft_id: str, body: bytes) -> None:
        with self._cache.transaction():
            self._cache.database.write(
                "INSERT INTO draft (id, body, at, seal) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET body = ?2, at = ?3, seal = ?4",
                (draft_id, body, self._clock.now().isoformat(), seal_of(body)),
            )
            self._log.append(DraftSaved(id=draft_id, body=body))
