"""The sync engine: the loop as a table of contents. One thread runs it; what each phase does stands in its own file.

It says in one status how things stand, waits with growing patience after failures, and is woken by the server's push,
by a new action of the user, or by the clock.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

import msgspec

from office.errors import ButPheError
from office.records import Instant
from sync import door, plan
from sync.cache import Cache
from sync.check import check, mend
from sync.clock import Clock
from sync.errors import Captive, ServerAway, ServerError
from sync.files import FileStore
from sync.outbox import Outbox
from sync.pull import Pull
from sync.push import Push
from sync.reserve import Reserve
from sync.sent import SentLog
from sync.snapshot import SnapshotPhase
from sync.transfer import Transfer

if TYPE_CHECKING:
    from sync.events import Events  # brings HTTP with it, which is loaded after the first paint

Connection = Literal["online", "offline", "captive", "syncing", "error"]
INDEX_ROWS = 50
LISTENER_END_S = 5.0
SYNCED_KEPT_S = 60.0
"""The time of the last sync is written at most this often: a sync that finds nothing writes nothing."""


class Status(msgspec.Struct, frozen=True):
    """How the desk stands with its server."""

    connection: Connection = "offline"
    error: str = ""
    """Code of what stopped the last sync; "" when it went through."""
    problem: str = ""
    """The server's own code of its failure, for whoever looks after it."""
    synced_at: Instant | None = None
    """When the last complete sync ended, by this machine's clock."""
    files_wanted: int = 0
    next_at: Instant | None = None
    """When the running engine syncs again by itself, by this machine's clock; None while it does not wait."""


class Report(msgspec.Struct, frozen=True):
    """What one sync did."""

    actions_done: int
    files_here: bool
    """Whether every wanted file is here."""


class Engine:
    """Brings a desk and its server together."""

    def __init__(
        self,
        cache: Cache,
        server: door.Server,
        files: FileStore,
        clock: Clock,
        *,
        outbox: Outbox,
        sent: SentLog,
        reserve: Reserve,
        chance: Callable[[], float],
    ) -> None:
        """`chance()`: a random number of [0, 1) for waiting times."""
        self._cache = cache
        self._files = files
        self._clock = clock
        self._outbox = outbox
        self._sent = sent
        self._reserve = reserve
        self._chance = chance
        self.transfer = Transfer(cache, files, server)
        self.pull = Pull(cache, sent, server)
        self._snapshot = SnapshotPhase(cache, sent, server, self.pull)
        self._push = Push(cache, outbox, sent, server, transfer=self.transfer, pull=self.pull, snapshot=self._snapshot)
        self._failures = 0
        self._is_checked = False
        self._syncing = threading.Lock()
        self._waking = threading.Event()
        self._stopped: Callable[[], bool] = lambda: False
        self._status = Status(synced_at=cache.meta.load("synced_at", Instant))
        self._next_at: Instant | None = None

    def status(self) -> Status:
        """How things stand; from any thread."""
        return msgspec.structs.replace(self._status, next_at=self._next_at)

    # ── the loop ──────────────────────────────────────────────────────────────────────────────────────────────────
    def run(self, stop: threading.Event, events: Events | None = None) -> None:
        """Sync until `stop`; returns soon after it is set and `wake` was called."""
        self._stopped = stop.is_set
        listener = self._listen(stop, events) if events else None
        try:
            while not stop.is_set():
                self._sync_and_wait()
        finally:
            if events and listener:
                events.close()
                listener.join(LISTENER_END_S)

    def wake(self) -> None:
        """Sync now: something changed here or on the server, or the user asked."""
        self._failures = 0
        self._waking.set()

    def _sync_and_wait(self) -> None:
        self._waking.clear()
        wait_s = plan.poll_s(self._chance())
        try:
            self.sync_once()
            wait_s = min(wait_s, self._push.retry_after_s or wait_s, self._held_s())
        except ServerError as failed:
            wait_s = max(plan.back_off_s(self._failures, self._chance()), failed.retry_after_s)
        except Captive:
            wait_s = plan.CAPTIVE_S
        except ButPheError:
            wait_s = plan.back_off_s(self._failures, self._chance())
        self._next_at = self._clock.now() + timedelta(seconds=wait_s)
        self._waking.wait(wait_s)
        self._next_at = None

    def _held_s(self) -> float:
        """How long the first action that may still be undone stays: its end while a sync ran is not slept through."""
        held_s = self._outbox.held_s()
        return math.inf if held_s is None else held_s

    def _listen(self, stop: threading.Event, events: Events) -> threading.Thread:
        def pause() -> None:
            stop.wait(plan.back_off_s(max(1, self._failures), self._chance()))

        arguments = (stop.is_set, lambda: self.pull.feed().token, pause)
        listener = threading.Thread(target=events.run, args=arguments, name="butphe-events", daemon=True)
        listener.start()
        return listener

    # ── one sync ──────────────────────────────────────────────────────────────────────────────────────────────────
    def sync_once(self) -> Report:
        """One complete sync: take, send, take what came of it, fetch files, fill the index.

        Raises what stopped it (ServerAway, Captive, ServerError, SessionOver, UpgradeRequired, ServerLied, DiskFull …);
        everything done until then stays.
        """
        with self._syncing:
            self._status = msgspec.structs.replace(self._status, connection="syncing")
            try:
                report = self._sync()
            except ButPheError as stopped:
                self._failures += 1
                problem = str(stopped.facts.get("problem", ""))
                self._status = msgspec.structs.replace(
                    self._status, connection=connection_of(stopped), error=stopped.code, problem=problem
                )
                raise
            self._failures = 0
            self._status = msgspec.structs.replace(self._status, connection="online", error="", problem="")
            return report

    def _sync(self) -> Report:
        self._take_changes()
        done = self._push.run()
        if done:
            self._take_changes()
        self._note_synced()
        files_here = self._fetch_files()
        self._fill_index()
        self._check_once()
        return Report(actions_done=done, files_here=files_here)

    def _take_changes(self) -> None:
        if self._snapshot.place() is None and (not self.pull.feed().token or not self.pull.changes()):
            self._snapshot.begin()
        if self._snapshot.place() is None:
            return
        while self._snapshot.next_page():
            if self._stopped():
                return
        if not self.pull.changes():
            self._snapshot.begin()  # restored while we took it: the next sync takes it anew

    def _note_synced(self) -> None:
        now = self._clock.now()
        before = self._status.synced_at
        self._status = msgspec.structs.replace(self._status, synced_at=now)
        if before is None or abs((now - before).total_seconds()) >= SYNCED_KEPT_S:
            with self._cache.transaction():
                self._cache.meta.save("synced_at", now)
                self._sent.forget_old()

    def _fetch_files(self) -> bool:
        self._reserve.hold()
        self.transfer.run(self._stopped)
        return not self.transfer.wanted()

    def _fill_index(self) -> None:
        while self._cache.index_some(INDEX_ROWS) and not self._stopped():
            pass

    def _check_once(self) -> None:
        """Once a run of the program, after the first quiet."""
        if self._is_checked:
            return
        findings = check(self._cache, self._files)
        if not findings.is_clean:
            mend(self._cache, findings)
        self._outbox.compact_log()
        self._is_checked = True


def connection_of(stopped: ButPheError) -> Connection:
    """The state of the connection after a sync was stopped."""
    if isinstance(stopped, ServerAway):
        return "offline"
    return "captive" if isinstance(stopped, Captive) else "error"
