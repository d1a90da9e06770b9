"""The cache of one person's desk: its tables put together, and who is told when something has changed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import msgspec

from sync.cache.database import Database
from sync.cache.folding import ORGANISATION_KINDS, Fold, Folding
from sync.cache.meta import Meta
from sync.cache.pages import Pages
from sync.cache.records import Records
from sync.cache.search import Search
from sync.cache.shelves import Shelve
from sync.clock import Clock


class Changed(msgspec.Struct, frozen=True):
    """What one transaction changed: ids of records and their kinds."""

    ids: frozenset[str]
    kinds: frozenset[str]


class Cache:
    """The tables of the cache. Readable from any thread; `transaction()` around every change."""

    def __init__(self, database: Database, *, fold: Fold, shelve: Shelve, clock: Clock) -> None:
        self.database = database
        self.meta = Meta(database)
        self.search = Search(database)
        self.records = Records(database, self.search, shelve, self._note)
        self.pages = Pages(database)
        self.folding = Folding(database, self.records, fold, clock)
        self.transaction = database.transaction
        self._local = threading.local()
        self._listeners: list[Callable[[Changed], None]] = []
        self._companions: list[Callable[[bool], None]] = []
        database.ended = self._announce

    def listen(self, listener: Callable[[Changed], None]) -> None:
        """Be told after each commit what changed, in the thread that wrote; to be quick about it is the listener's."""
        self._listeners.append(listener)

    def accompany(self, ended: Callable[[bool], None]) -> None:
        """Be told at the end of every transaction, still alone in writing, whether it was committed."""
        self._companions.append(ended)

    def index_some(self, limit: int) -> int:
        """Fill the search index behind the lists; how many records were indexed, 0 when none is left."""
        if not self.records.is_index_behind():
            return 0
        with self.transaction():
            return self.records.index_some(limit)

    def close(self) -> None:
        """Close the database."""
        self.database.close()

    def _note(self, record_id: str, kind: str) -> None:
        changes: list[tuple[str, str]] = self._local.__dict__.setdefault("changes", [])
        changes.append((record_id, kind))
        if kind in ORGANISATION_KINDS:
            self.folding.organisation_changed()

    def _announce(self, is_committed: bool) -> None:
        for ended in self._companions:
            ended(is_committed)
        changes: list[tuple[str, str]] = self._local.__dict__.pop("changes", [])
        if not changes:
            return
        kinds = frozenset(kind for _id, kind in changes)
        if kinds & ORGANISATION_KINDS:
            self.folding.organisation_changed()
        if is_committed:
            changed = Changed(ids=frozenset(record_id for record_id, _kind in changes), kinds=kinds)
            for listener in self._listeners:
                listener(changed)


def open_cache(
    path: Path, key: bytes, *, fold: Fold, shelve: Shelve, clock: Clock, on_full: Callable[[], bool]
) -> Cache:
    """Open or create the database file. `key`: its own 32 bytes.

    Raises CacheDamaged (also for a wrong key: `sync.profile` tells the two apart), CacheNewer, DiskFull.
    """
    return Cache(Database(path, key, on_full=on_full), fold=fold, shelve=shelve, clock=clock)
