"""Settles one action inside a transaction: claim, rule, numbers, records, feed, journal, files.

The rule is `office.workflow.apply` with the server's own time; this module gives it the world and carries out what
it decided. Nothing of an action that does not apply stays, but the answer under its id.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

import msgspec
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from office.actions import Action, Complete, Draft, FileAway, Supersede, VoidNumber, files_of
from office.audience import audience
from office.facts import FileFacts
from office.personal import MarkRead, Trace, WriteNote
from office.reasons import Refused as RuleSaysNo
from office.records import AnyRecord, Document, HistoryLine, Instant, Person, RegisterEntry, kind_of, main_file
from office.workflow import apply, fulfil, is_exact
from office.world import Decision, Organisation, World
from server import feed, journal, registers
from server.actions import claims
from server.clock import to_ms
from server.files import access
from server.files.local import LocalFiles
from server.identity.sessions import Sessions
from server.ids import make_id
from server.store import records, settings
from server.store.records import Stored
from server.store.tables import record as record_table
from sync.protocol import Applied, Blocked, Conflict, Refused, Result, Retry

RESIGHT_BATCH = 500


class Judged(msgspec.Struct, frozen=True):
    """What the judges saw of an action's files, and the version that they compared with."""

    files: Mapping[str, FileFacts] = {}
    previous: str = ""


class Settled(msgspec.Struct, frozen=True):
    """An action's answer, and what follows once the transaction is committed."""

    result: Result
    people: frozenset[str] = frozenset()
    """Whose feeds have grown."""
    kept: tuple[str, ...] = ()
    """Files that left quarantine."""
    dropped: tuple[str, ...] = ()
    """Files whose bytes are to go."""


class Settler:
    """Carries actions out."""

    def __init__(self, files: LocalFiles, sessions: Sessions) -> None:
        self._files = files
        self._sessions = sessions
        self._organisation = Organisation()
        self._organisation_rev = ""

    async def organisation(self, connection: AsyncConnection) -> Organisation:
        """Everybody and everything as of this transaction; read anew only after a change."""
        rev = await settings.read(connection, settings.ORGANISATION_REV)
        if rev != self._organisation_rev:
            self._organisation = await records.load_organisation(connection)
            self._organisation_rev = rev
        return self._organisation

    async def settle(self, connection: AsyncConnection, action: Action, judged: Judged, now: Instant) -> Settled:
        """Answer one action and carry it out when its rule allows it."""
        if (known := await claims.find(connection, action)) is not None:
            return Settled(known)
        needed = {file.sha256 for file in files_of(action.payload)}
        if missing := sorted(needed - set(await access.usable(connection, action.actor, needed))):
            return Settled(Blocked(id=action.id, needs=tuple(missing)))
        world = await self._world(connection, action, judged)
        if _was_judged_beside(world.record, judged, action):
            return Settled(Retry(id=action.id, retry_after=0))
        decision = await self._decide(connection, world, action, now)
        if not isinstance(decision, Decision):
            return await self._turn_down(connection, action, decision, judged, now)
        return await self._carry_out(connection, world, action, decision, now)

    async def _world(self, connection: AsyncConnection, action: Action, judged: Judged) -> World:
        found = await records.load(connection, [action.record_id], lock=True)
        record = found[action.record_id].record if found else None
        named = (links_of_payload(action) | records.links_of(record)) - {action.record_id}
        if isinstance(action.payload, VoidNumber):
            named |= set(await registers.entries_of(connection, action.record_id))
        neighbours = await records.load(connection, named)
        return World(
            record=record,
            organisation=await self.organisation(connection),
            neighbours={id: stored.record for id, stored in neighbours.items()},
            files=judged.files,
        )

    async def _decide(
        self, connection: AsyncConnection, world: World, action: Action, now: Instant
    ) -> Decision | Refused | Conflict:
        record = world.record
        if record is not None and not await feed.sees(connection, action.actor, [record.id]):
            facts: dict[str, str] = {"kind": action.record_kind}
            gone_at = await feed.gone_at(connection, action.actor, record.id)
            if gone_at is not None:
                return Conflict(id=action.id, reason="record_unknown", facts=facts | _step_at(record, gone_at))
            return Refused(id=action.id, reason="record_unknown", facts=facts)
        is_stale = record is not None and action.base_rev != record.rev
        if is_stale and is_exact(action.record_kind, action.type):
            return Conflict(id=action.id, reason="record_changed", facts={"kind": action.record_kind}, record=record)
        decision = apply(world, action, now)
        if not isinstance(decision, RuleSaysNo):
            return decision
        said = dict(decision.facts)
        if is_stale:
            return Conflict(id=action.id, reason=decision.reason, facts=said, record=record)
        return Refused(id=action.id, reason=decision.reason, facts=said)

    async def _turn_down(
        self, connection: AsyncConnection, action: Action, outcome: Refused | Conflict, judged: Judged, now: Instant
    ) -> Settled:
        """Keep the answer; a refused action's files go, a secret one's overwritten before anything else."""
        hashes = [file.sha256 for file in files_of(action.payload)]
        dropped: list[str] = []
        if any(judged.files[sha256].page.secrecy for sha256 in hashes if sha256 in judged.files):
            for sha256 in await access.forget(connection, hashes):
                await asyncio.to_thread(self._files.wipe, sha256)
        elif isinstance(outcome, Refused):
            dropped = await access.forget(connection, hashes, action.actor)
        await claims.settle(connection, action, outcome, now)
        return Settled(outcome, dropped=tuple(dropped))

    async def _carry_out(
        self, connection: AsyncConnection, world: World, action: Action, decision: Decision, now: Instant
    ) -> Settled:
        numbers = await registers.take(connection, decision.wants)
        written = await self._write(connection, fulfil(decision, numbers, ids=make_id, now=now), now)
        given = await self._publish(connection, world, written, now)
        kept = await self._keep_files(connection, written)
        for stored in written:
            if isinstance(stored.record, Person) and not stored.record.active:
                await self._sessions.end(connection, stored.record.id, now)
        main = next(stored.record for stored in written if stored.record.id == action.record_id)
        outcome = Applied(id=action.id, record=main, seq=given.get((action.actor, main.id), 0))
        result = await claims.settle(connection, action, outcome, now)
        await journal.append(connection, action, result, now)
        return Settled(outcome, people=frozenset(person_id for person_id, _ in given), kept=kept)

    async def _write(
        self, connection: AsyncConnection, changed: Sequence[AnyRecord], now: Instant
    ) -> tuple[Stored, ...]:
        before = await records.load(connection, [value.id for value in changed], lock=True)
        written = []
        for value in changed:
            old = before.get(value.id)
            rev = old.record.rev + 1 if old else 1
            stored = Stored(msgspec.structs.replace(value, rev=rev), old.ordered_at if old else to_ms(now))
            await records.write(connection, stored)
            if isinstance(value, RegisterEntry):
                await registers.enter(connection, value)
            written.append(stored)
        return tuple(written)

    async def _publish(
        self, connection: AsyncConnection, world: World, written: Sequence[Stored], now: Instant
    ) -> dict[tuple[str, str], int]:
        if any(kind_of(stored.record) in records.ORGANISATION_KINDS for stored in written):
            await settings.count_up(connection, settings.ORGANISATION_REV)
            organisation = await self.organisation(connection)
            given = await feed.publish(connection, [_sight(stored, organisation, {}) for stored in written], now)
            return given | await resight(connection, organisation, now)
        near = dict(world.neighbours) | {stored.record.id: stored.record for stored in written}
        linked = set().union(*(records.links_of(stored.record) for stored in written)) - near.keys()
        near |= {id: stored.record for id, stored in (await records.load(connection, linked)).items()}
        return await feed.publish(connection, [_sight(stored, world.organisation, near) for stored in written], now)

    async def _keep_files(self, connection: AsyncConnection, written: Sequence[Stored]) -> tuple[str, ...]:
        named = {sha256 for stored in written for sha256 in records.files_of(stored.record)}
        waiting = [sha256 for sha256 in sorted(named) if not await access.is_kept(connection, sha256)]
        for sha256 in waiting:
            await asyncio.to_thread(self._files.keep, sha256)
        await access.keep(connection, waiting)
        return tuple(waiting)


async def resight(connection: AsyncConnection, organisation: Organisation, now: Instant) -> dict[tuple[str, str], int]:
    """Bring everybody's sight of every record in line with a changed organisation."""
    given: dict[tuple[str, str], int] = {}
    ids = list((await connection.execute(select(record_table.c.id).order_by(record_table.c.id))).scalars())
    for start in range(0, len(ids), RESIGHT_BATCH):
        batch = await records.load(connection, ids[start : start + RESIGHT_BATCH])
        linked = set().union(*(records.links_of(stored.record) for stored in batch.values()))
        near = {id: stored.record for id, stored in (await records.load(connection, linked)).items()}
        sights = [_sight(stored, organisation, near, is_changed=False) for stored in batch.values()]
        given |= await feed.publish(connection, sights, now)
    return given


def _sight(
    stored: Stored, organisation: Organisation, near: Mapping[str, AnyRecord], *, is_changed: bool = True
) -> feed.Sight:
    people = audience(stored.record, organisation, near)
    return feed.Sight(stored.record.id, stored.ordered_at, people, is_changed)


def links_of_payload(action: Action) -> set[str]:
    """Ids of the records that an action names beside its own."""
    match action.payload:
        case Complete(answered_by=other) | Supersede(by_id=other) | FileAway(dossier_id=other):
            return {other} if other else set()
        case MarkRead(document_id=other) | WriteNote(document_id=other) | Trace(document_id=other):
            return {other}
        case Draft(answers=others):
            return set(others)
        case _:
            return set()


def previous_of(action: Action, record: AnyRecord | None) -> str:
    """The version that a file brought by this action must begin with; "" when it stands for itself."""
    if isinstance(record, Document) and action.type not in ("receive", "draft") and (present := main_file(record)):
        return present.sha256
    return ""


def _was_judged_beside(record: AnyRecord | None, judged: Judged, action: Action) -> bool:
    """Whether the record got another version between judging and settling, though the sender knows it."""
    if record is None or not files_of(action.payload):
        return False
    return previous_of(action, record) != judged.previous and action.base_rev == record.rev


def _step_at(record: AnyRecord, gone_at: int) -> dict[str, str]:
    """Who did what and when, so that the record went out of the actor's sight (E17).

    Nothing before or after is told, nor what stands in the record; nothing at all where it was no step of the record.
    """
    lines: tuple[HistoryLine, ...] = getattr(record, "history", ())
    step = next((line for line in lines if to_ms(line.at) == gone_at), None)
    return {"by": step.by, "done": step.type, "at": step.at.isoformat()} if step else {}
