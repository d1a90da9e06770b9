"""One person's desk on this machine, put together: lock, key, cache, files, outbox, drafts, engine.

Opening decides what to do with a profile that is in use, that the key does not open, or whose database is damaged
(set aside, built anew, the person's work rescued first).
"""

from __future__ import annotations

import random
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from office.records import Instant
from sync import door, keys, rescue
from sync.cache import Cache, open_cache
from sync.cache.folding import Fold
from sync.cache.lock import ProfileLock, refuse_network
from sync.cache.shelves import Shelve, by_kind_and_state
from sync.clock import Clock
from sync.credentials import Credentials
from sync.drafts import Drafts
from sync.engine import Engine, Status
from sync.errors import CacheDamaged, ServerAway
from sync.files import FileStore
from sync.outbox import Outbox
from sync.reserve import Reserve
from sync.sent import SentLog
from sync.sidelog import Kept, SideLog

if TYPE_CHECKING:
    from sync.events import Events
    from sync.wire import Wire

Randomness = Callable[[int], bytes]
THREAD_END_S = 10.0


class Mailroom:
    """Everything of a profile that `app` works with. Close it, or the profile stays in use."""

    def __init__(
        self,
        profile: Path,
        key: bytes,
        *,
        fold: Fold,
        clock: Clock,
        randomness: Randomness,
        shelve: Shelve = by_kind_and_state,
    ) -> None:
        """Open or create. `key`: the profile's 32 bytes; `fold`: `office.workflow.fold`; `randomness`: `os.urandom`.

        Raises ProfileInUse, ProfileOnNetwork, KeyRefused, CacheNewer, DiskFull.
        """
        profile.mkdir(parents=True, mode=0o700, exist_ok=True)
        refuse_network(profile)
        self.profile = profile
        self.clock = clock
        self.was_rescued = False
        """Whether a damaged cache was found and built anew; the person should know."""
        self.engine: Engine | None = None
        self.wire: Wire | None = None
        self._events: Events | None = None
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()
        self._randomness = randomness
        self._lock = ProfileLock(profile)
        try:
            self._open(key, fold, shelve)
        except BaseException:
            self._lock.release()
            raise

    def connect(self, url: str, *, verify: bool | str = True) -> Engine:
        """Make the engine for a server. Raises InsecureServer."""
        from sync.events import Events
        from sync.remote import RemoteServer
        from sync.wire import Wire

        if self.wire:
            self.wire.close()
        self.wire = Wire(url, self.credentials, self.clock, verify=verify)
        engine = self.make_engine(RemoteServer(self.wire))
        self._events = Events(self.wire, engine.wake)
        self.engine = engine
        return engine

    def make_engine(self, server: door.Server, *, chance: Callable[[], float] = random.random) -> Engine:
        """An engine of this desk for a server behind the door (a test's own, for instance)."""
        return Engine(
            self.cache,
            server,
            self.files,
            self.clock,
            outbox=self.outbox,
            sent=self.sent,
            reserve=self.reserve,
            chance=chance,
        )

    def status(self) -> Status:
        """How things stand with the server."""
        return self.engine.status() if self.engine else self._resting

    def start(self) -> None:
        """Run the engine in a thread of its own until `close`."""
        assert self.engine is not None, "connect first"
        self._thread = threading.Thread(
            target=self.engine.run, args=(self._stop, self._events), name="butphe-sync", daemon=True
        )
        self._thread.start()

    def fetch(self, sha256: str) -> None:
        """Have one file on this machine now. Raises ServerAway when there is no connection, and its like."""
        if self.files.has(sha256):
            return
        if self.engine is None:
            raise ServerAway(why="not_connected")
        self.engine.transfer.fetch(sha256)

    def wipe(self) -> None:
        """Signed out or access lost: close, and remove everything that this profile kept of the office."""
        self.close()
        for name in ("cache.db", "cache.db-wal", "cache.db-shm", "side.log", "key.check", "reserve"):
            (self.profile / name).unlink(missing_ok=True)
        for name in ("files", "work", "damaged"):
            shutil.rmtree(self.profile / name, ignore_errors=True)

    def close(self) -> None:
        """End the engine and leave the profile to the next program; what waits stays on disk."""
        self._stop.set()
        if self.engine:
            self.engine.wake()
        if self.wire:
            self.wire.close()
        if self._thread:
            self._thread.join(THREAD_END_S)
        self.cache.close()
        self._log.close()
        self._lock.release()

    def _open(self, key: bytes, fold: Fold, shelve: Shelve) -> None:
        keys.require(self.profile, key)
        self.reserve = Reserve(self.profile / "reserve")
        self._log = SideLog(self.profile / "side.log", keys.derive(key, "side log"), self._randomness)
        database_key = keys.derive(key, "database")
        kept: Kept | None = None
        try:
            self.cache = self._open_cache(database_key, fold, shelve)
        except CacheDamaged:
            kept = self._rescue(database_key)
            self.cache = self._open_cache(database_key, fold, shelve)
        self.reserve.hold()
        self.cache.accompany(self._log.ended)
        self.files = FileStore(self.profile, keys.derive(key, "files"), self.cache.database, self._randomness)
        self.outbox = Outbox(self.cache, self.files, self._log, self.clock, self.reserve)
        self.sent = SentLog(self.cache, self.files, self.outbox, self.clock)
        self.drafts = Drafts(self.cache, self.files, self._log, self.clock, self.reserve)
        self.credentials = Credentials(self.cache, self.clock)
        self._resting = Status(synced_at=self.cache.meta.load("synced_at", Instant))
        if kept is not None:
            rescue.put_back(kept, self.cache, self.files, self.outbox, self.drafts)

    def _open_cache(self, database_key: bytes, fold: Fold, shelve: Shelve) -> Cache:
        path = self.profile / "cache.db"
        cache = open_cache(path, database_key, fold=fold, shelve=shelve, clock=self.clock, on_full=self.reserve.release)
        try:
            cache.database.row("SELECT count(*) FROM meta")
            cache.database.row("SELECT count(*) FROM outbox")
        except CacheDamaged:
            cache.close()
            raise
        return cache

    def _rescue(self, database_key: bytes) -> Kept:
        stamp = self.clock.now().strftime("%Y%m%dT%H%M%S")
        damaged = rescue.set_aside(self.profile, stamp)
        self.was_rescued = True
        return rescue.rescued(damaged, database_key, self._log.kept())
