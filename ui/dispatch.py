"""Verbs → background work → screens: the window's only threads.

A `Task` runs one callable in the pool of its lane; what it returns, raises or reports comes back through queued signals
to the thread of the window, and is dropped when the screen that asked is gone. Work of one lane runs in order (`pages`,
`desk`), so that a page never waits for a signature. Cancel is a wish: the work asks its ticket.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, Literal, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal

from office.errors import ButPheError

Lane = Literal["pages", "desk", "acts", "token", "judge"]
LANES: tuple[Lane, ...] = ("pages", "desk", "acts", "token", "judge")
T = TypeVar("T")


class Cancelled(Exception):
    """The user stopped the work."""


class Ticket:
    """What the work sees of its task: progress goes out, the wish to stop comes in."""

    def __init__(self, report: Callable[[int, int], None]) -> None:
        self._report = report
        self._stop = threading.Event()

    def begin(self, work: Callable[[Ticket], T]) -> T:
        """Do the work unless it was stopped while it waited."""
        if self._stop.is_set():
            raise Cancelled
        return work(self)

    def progress(self, done: int, total: int) -> None:
        """Tell how far the work is; raises Cancelled when the user stopped it."""
        if self._stop.is_set():
            raise Cancelled
        self._report(done, total)

    def stop(self) -> None:
        """Wish that the work ends at its next look."""
        self._stop.set()


class _Relay(QObject):
    """Carries what a thread of the pool has to say to the thread of the window."""

    progressed = Signal(int, int)
    finished = Signal(object, object)


class _Run(QRunnable):
    def __init__(self, work: Callable[[Ticket], object], ticket: Ticket, relay: _Relay) -> None:
        super().__init__()
        self._work = work
        self._ticket = ticket
        self._relay = relay

    def run(self) -> None:
        """Do the work; everything it raises belongs to the window, a thread of the pool has nobody to tell."""
        try:
            result = self._ticket.begin(self._work)
        except Exception as error:  # noqa: BLE001 - the border between threads: the window shows bugs too (B16)
            self._relay.finished.emit(None, error)
        else:
            self._relay.finished.emit(result, None)


class Task(QObject, Generic[T]):
    """One piece of background work and the promise of its outcome, told in the thread of the window."""

    done = Signal(object)
    failed = Signal(object)
    progressed = Signal(int, int)
    ended = Signal()

    def __init__(self, work: Callable[[Ticket], T], owner: QObject) -> None:
        super().__init__()
        self._owner = owner
        self._relay = _Relay()
        self._relay.progressed.connect(self._progress, Qt.ConnectionType.QueuedConnection)
        self._relay.finished.connect(self._finish, Qt.ConnectionType.QueuedConnection)
        self._ticket = Ticket(self._relay.progressed.emit)
        self._work = work

    def run_in(self, pool: QThreadPool) -> None:
        """Hand the work to a pool."""
        pool.start(_Run(self._work, self._ticket, self._relay))

    def cancel(self) -> None:
        """Stop as soon as the work looks up; `done` never comes, `failed` comes with Cancelled."""
        self._ticket.stop()

    def _progress(self, done: int, total: int) -> None:
        if shiboken6.isValid(self._owner):
            self.progressed.emit(done, total)

    def _finish(self, result: object, error: Exception | None) -> None:
        if shiboken6.isValid(self._owner):
            if error is None:
                self.done.emit(result)
            else:
                self.failed.emit(error)
        self.ended.emit()


class Dispatcher(QObject):
    """Starts tasks and keeps them alive; `failed` carries what no screen claimed."""

    failed = Signal(object)
    busy = Signal(int)
    """How many tasks run."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks: set[Task[object]] = set()
        self._pools = {lane: QThreadPool() for lane in LANES}
        for pool in self._pools.values():
            pool.setMaxThreadCount(1)
            pool.setExpiryTimeout(-1)

    def start(
        self,
        work: Callable[[Ticket], T],
        done: Callable[[T], None],
        *,
        owner: QObject,
        failed: Callable[[Exception], None] | None = None,
        lane: Lane = "desk",
    ) -> Task[T]:
        """Run `work` in the background; `done` or `failed` is called in the window's thread while `owner` lives."""
        task: Task[T] = Task(work, owner)
        task.done.connect(done)
        task.failed.connect(failed or self._tell)
        self._keep(task)  # type: ignore[arg-type]
        task.run_in(self._pools[lane])
        return task

    def is_idle(self) -> bool:
        """Whether nothing runs and nothing waits."""
        return not self._tasks

    def close(self, deadline_ms: int = 5000) -> bool:
        """Stop what runs and wait; False when something did not end in time."""
        for task in self._tasks:
            task.cancel()
        ended = [pool.waitForDone(deadline_ms) for pool in self._pools.values()]
        return all(ended)

    def _keep(self, task: Task[object]) -> None:
        self._tasks.add(task)
        task.ended.connect(self._forget)
        self.busy.emit(len(self._tasks))

    def _forget(self) -> None:
        task = self.sender()
        assert isinstance(task, Task)
        self._tasks.discard(task)
        self.busy.emit(len(self._tasks))

    def _tell(self, error: Exception) -> None:
        if not isinstance(error, Cancelled):
            self.failed.emit(error)


def is_of_the_world(error: Exception) -> bool:
    """Whether the error has a sentence of its own; anything else is a bug and is shown as one (B16)."""
    return isinstance(error, ButPheError)
