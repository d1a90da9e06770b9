"""Verbs → background work → screens: the window's only threads.

A `Task` runs one callable in the pool of its lane; what it returns, raises or reports comes back through queued signals
to the thread of the window, and is dropped when the screen that asked is gone. Work of one lane runs in order (`pages`,
`desk`), so that a page never waits for a signature. Cancel is a wish: the work asks its ticket.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import Generic, Literal, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal

from office.errors import ButPheError

Lane = Literal["pages", "desk", "acts", "token", "judge", "read"]
LANES: tuple[Lane, ...] = ("pages", "desk", "acts", "token", "judge", "read")
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
    """Carries what the threads of the pools have to say to the thread of the window, under the number of each task.

    One for all tasks, as old as the dispatcher: an object of Qt that a thread of the pool let go last would be torn
    down there while the window still delivers what it said.
    """

    progressed = Signal(int, int, int)
    finished = Signal(int, object, object)


class _Run(QRunnable):
    def __init__(
        self, work: Callable[[Ticket], object], ticket: Ticket, tell: Callable[[object, object], None]
    ) -> None:
        super().__init__()
        self._work = work
        self._ticket = ticket
        self._tell = tell

    def run(self) -> None:
        """Do the work; everything it raises belongs to the window, a thread of the pool has nobody to tell."""
        try:
            result = self._ticket.begin(self._work)
        except Exception as error:  # noqa: BLE001 - the border between threads: the window shows bugs too (B16)
            self._tell(None, error)
        else:
            self._tell(result, None)


class Task(QObject, Generic[T]):
    """One piece of background work and the promise of its outcome, told in the thread of the window."""

    done = Signal(object)
    failed = Signal(object)
    progressed = Signal(int, int)

    def __init__(self, ticket: Ticket, owner: QObject) -> None:
        super().__init__()
        self._owner = owner
        self._ticket = ticket

    def cancel(self) -> None:
        """Stop as soon as the work looks up; `done` never comes, `failed` comes with Cancelled."""
        self._ticket.stop()

    def tell_progress(self, done: int, total: int) -> None:
        """Pass on how far the work is, while its owner lives."""
        if shiboken6.isValid(self._owner):
            self.progressed.emit(done, total)

    def finish(self, result: object, error: Exception | None) -> None:
        """Pass the outcome on, while its owner lives."""
        if not shiboken6.isValid(self._owner):
            return
        if error is None:
            self.done.emit(result)
        else:
            self.failed.emit(error)


class Dispatcher(QObject):
    """Starts tasks and keeps them alive; `failed` carries what no screen claimed."""

    failed = Signal(object)
    busy = Signal(int)
    """How many tasks run."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks: dict[int, Task[object]] = {}
        self._last = 0
        self._relay = _Relay(self)
        self._relay.progressed.connect(self._progressed, Qt.ConnectionType.QueuedConnection)
        self._relay.finished.connect(self._finished, Qt.ConnectionType.QueuedConnection)
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
        self._last += 1
        ticket = Ticket(partial(self._relay.progressed.emit, self._last))
        task: Task[T] = Task(ticket, owner)
        task.done.connect(done)
        task.failed.connect(failed or self._tell)
        self._tasks[self._last] = task  # type: ignore[assignment]
        self.busy.emit(len(self._tasks))
        self._pools[lane].start(_Run(work, ticket, partial(self._relay.finished.emit, self._last)))
        return task

    def is_idle(self) -> bool:
        """Whether nothing runs and nothing waits."""
        return not self._tasks

    def close(self, deadline_ms: int = 5000) -> bool:
        """Stop what runs and wait; False when something did not end in time."""
        for task in self._tasks.values():
            task.cancel()
        ended = [pool.waitForDone(deadline_ms) for pool in self._pools.values()]
        return all(ended)

    def _progressed(self, number: int, done: int, total: int) -> None:
        if number in self._tasks:
            self._tasks[number].tell_progress(done, total)

    def _finished(self, number: int, result: object, error: Exception | None) -> None:
        task = self._tasks.pop(number)
        task.finish(result, error)
        self.busy.emit(len(self._tasks))

    def _tell(self, error: Exception) -> None:
        if not isinstance(error, Cancelled):
            self.failed.emit(error)


def is_of_the_world(error: Exception) -> bool:
    """Whether the error has a sentence of its own; anything else is a bug and is shown as one (B16)."""
    return isinstance(error, ButPheError)
