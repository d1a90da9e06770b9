"""Runs a batch of actions: files judged outside any transaction, then each action under its own savepoint.

Actions without files share one transaction (one flush to disk); an action with files begins a new one after its
files were judged. An answer leaves only after the commit. A failure of ours is `retry`, never a lost action.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence

import msgspec
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from office.actions import Action, files_of
from office.facts import FileFacts
from office.records import FileRef, Instant
from server import accesses
from server.actions import claims
from server.actions.read import read_action
from server.actions.settle import Judged, Settled, Settler, previous_of
from server.clock import Clock
from server.files import access
from server.files.local import LocalFiles
from server.store import records
from server.store.database import Database
from sync.protocol import Applied, Blocked, Duplicate, Refused, Result, Retry

_log = logging.getLogger("server.actions")
RETRY_AFTER_S = 5.0
JUDGED_TRIES = 3
"""How often no judge may come to an end with a file before its action is refused."""
Judge = Callable[[str, str, Instant], Awaitable[FileFacts | None]]
"""SHA-256 of a file and of the version it follows ("" for none), the instant to judge at; None: it cannot be judged."""


class Batch:
    """Actions that one desk sent together: which desk, and the records that have one that did not apply."""

    def __init__(self, device: str) -> None:
        self.device = device
        self.stuck: set[str] = set()


class Executor:
    """Answers batches of actions."""

    def __init__(
        self, database: Database, settler: Settler, judge: Judge, *, files: LocalFiles, clock: Clock,
        wake: Callable[[Iterable[str]], None],
    ) -> None:  # fmt: skip
        """`wake` is told whose feeds have grown, after the commit."""
        self._database = database
        self._settler = settler
        self._judge = judge
        self._files = files
        self._clock = clock
        self._wake = wake
        self._given_up: Counter[str] = Counter()

    async def run(self, person_id: str, raws: Sequence[msgspec.Raw], *, device: str = "") -> tuple[Result, ...]:
        """One answer an action, in order. `device` names the desk that sends them, for the access log."""
        now = self._clock()
        read = [read_action(raw, person_id, now) for raw in raws]
        answers: list[Result] = []
        batch = Batch(device)
        for group in _groups(read):
            answers += await self._run_group(group, batch)
        return tuple(answers)

    async def _run_group(self, group: Sequence[Action | Refused], batch: Batch) -> list[Result]:
        first, judged = group[0], Judged()
        if isinstance(first, Action) and files_of(first.payload) and first.record_id not in batch.stuck:
            answer = await self._judge_files(first)
            if not isinstance(answer, Judged):
                if not _has_applied(answer):
                    batch.stuck.add(first.record_id)
                return [answer, *(await self._run_group(group[1:], batch) if group[1:] else ())]
            judged = answer
        try:
            return await self._settle_group(group, judged, batch)
        except (SQLAlchemyError, OSError):
            _log.exception("the transaction of a batch failed")
            return [Retry(id=action.id, retry_after=RETRY_AFTER_S) for action in group]

    async def _settle_group(self, group: Sequence[Action | Refused], judged: Judged, batch: Batch) -> list[Result]:
        settled: list[Settled] = []
        async with self._database.writing() as connection:
            for action in group:
                if isinstance(action, Refused):
                    settled.append(Settled(action))
                elif action.record_id in batch.stuck:
                    settled.append(Settled(Blocked(id=action.id)))
                else:
                    settled.append(await self._settle_one(connection, action, judged, batch))
                    if not _has_applied(settled[-1].result):
                        batch.stuck.add(action.record_id)
        await self._after_commit(settled)
        return [each.result for each in settled]

    async def _settle_one(self, connection: AsyncConnection, action: Action, judged: Judged, batch: Batch) -> Settled:
        now = self._clock()
        try:
            async with connection.begin_nested():
                settled = await self._settler.settle(connection, action, judged, now)
                if isinstance(settled.result, Applied):
                    await accesses.note_reported(connection, action, batch.device, now)
                return settled
        except Exception:  # noqa: BLE001 a failure of ours costs this action a delay, not the others theirs
            _log.exception("an action failed", extra={"action_id": action.id, "action_type": action.type})
            return Settled(Retry(id=action.id, retry_after=RETRY_AFTER_S))

    async def _after_commit(self, settled: Sequence[Settled]) -> None:
        for each in settled:
            for sha256 in each.kept:
                await asyncio.to_thread(self._files.release, sha256)
            for sha256 in each.dropped:
                await asyncio.to_thread(self._files.wipe, sha256)
        self._wake(frozenset().union(*(each.people for each in settled)))

    async def _judge_files(self, action: Action) -> Judged | Result:
        """Facts of an action's files, or the answer when they cannot be had."""
        hashes = [file.sha256 for file in files_of(action.payload)]
        async with self._database.reading() as connection:
            if (known := await claims.find(connection, action)) is not None:
                return known
            if missing := sorted(set(hashes) - set(await access.usable(connection, action.actor, hashes))):
                return Blocked(id=action.id, needs=tuple(missing))
            found = await records.load(connection, [action.record_id])
        previous = previous_of(action, found[action.record_id].record if found else None)
        facts: dict[str, FileFacts] = {}
        for file in files_of(action.payload):
            follows = previous if file.role == "main" else ""
            seen = await self._judge(file.sha256, follows, self._clock())
            if seen is None:
                return self._not_judged(action, file)
            self._given_up.pop(file.sha256, None)
            facts[file.sha256] = seen
        return Judged(facts, previous)

    def _not_judged(self, action: Action, file: FileRef) -> Result:
        """A busy machine may hold a judge up: the file is tried again before its action is refused for good."""
        self._given_up[file.sha256] += 1
        if self._given_up[file.sha256] < JUDGED_TRIES:
            return Retry(id=action.id, retry_after=RETRY_AFTER_S)
        return Refused(id=action.id, reason="file_not_judged", facts={"name": file.name})


def _groups(read: Sequence[Action | Refused]) -> Iterator[list[Action | Refused]]:
    """Split a batch so that an action with files stands first in its group."""
    group: list[Action | Refused] = []
    for action in read:
        if group and isinstance(action, Action) and files_of(action.payload):
            yield group
            group = []
        group.append(action)
    if group:
        yield group


def _has_applied(result: Result) -> bool:
    return isinstance(result, Applied) or (isinstance(result, Duplicate) and isinstance(result.first, Applied))
