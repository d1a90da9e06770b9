"""The feed: for each person a numbered list of what that person sees, written in the acting transaction.

A number is taken under the person's head row, people in ascending id, so that a reader's cursor never passes a
number that commits later. One row a record: its last state. A record that leaves somebody's sight leaves a
tombstone, kept 90 days. Who sees what is decided by `office.audience`.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

import msgspec
from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from office.records import Instant
from server.clock import to_ms
from server.problems import ProblemError
from server.store import settings
from server.store.database import put
from server.store.tables import feed_head, feed_row, record

TOMBSTONES_KEPT = timedelta(days=90)
SNAPSHOT_PAGE = 500


class Sight(msgspec.Struct, frozen=True):
    """Who is to see a record from now on; `is_changed`: its content is new for those who saw it already."""

    record_id: str
    ordered_at: int
    people: frozenset[str]
    is_changed: bool = True


class Head(msgspec.Struct, frozen=True):
    """Where a person's feed stands."""

    epoch: str
    person_id: str
    seq: int = 0
    floor: int = 0

    def token(self, seq: int) -> str:
        """The opaque token of a number of this feed."""
        return base64.urlsafe_b64encode(f"{self.epoch}.{self.person_id}.{seq}".encode()).decode().rstrip("=")

    def since(self, token: str) -> int:
        """The number inside a token; raises the problem cannotCalculateChanges when it is not of this feed now."""
        if not token:
            seq = 0
        else:
            epoch, person_id, number = _split(token)
            if epoch != self.epoch or person_id != self.person_id or not number.isdecimal():
                raise ProblemError("cannotCalculateChanges")
            seq = int(number)
        if seq < self.floor or seq > self.seq:
            raise ProblemError("cannotCalculateChanges")
        return seq


def _split(token: str) -> tuple[str, str, str]:
    try:
        parts = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode().split(".")
    except (binascii.Error, ValueError):
        raise ProblemError("cannotCalculateChanges") from None
    if len(parts) != 3:
        raise ProblemError("cannotCalculateChanges")
    return parts[0], parts[1], parts[2]


async def read_head(connection: AsyncConnection, person_id: str) -> Head:
    """The head of a person's feed; number 0 before the first row."""
    epoch = await settings.read(connection, settings.FEED_EPOCH)
    row = (await connection.execute(select(feed_head).where(feed_head.c.person_id == person_id))).first()
    return Head(epoch, person_id, row.seq, row.floor) if row else Head(epoch, person_id)


async def publish(connection: AsyncConnection, sights: Sequence[Sight], now: Instant) -> dict[tuple[str, str], int]:
    """Write what the sights change; returns the numbers given, by (person, record)."""
    before = await _seen_by(connection, [sight.record_id for sight in sights])
    wanted: dict[str, list[tuple[Sight, str]]] = {}
    for sight in sights:
        for person_id, op in _changes(sight, before.get(sight.record_id, frozenset())):
            wanted.setdefault(person_id, []).append((sight, op))
    given: dict[tuple[str, str], int] = {}
    rows: list[dict[str, object]] = []
    for person_id in sorted(wanted):
        changes = wanted[person_id]
        last = await _advance(connection, person_id, len(changes))
        for seq, (sight, op) in enumerate(changes, last - len(changes) + 1):
            given[person_id, sight.record_id] = seq
            rows.append(_row(person_id, sight, op, seq) | {"at": to_ms(now)})
    await put(connection, feed_row, rows)
    return given


def _row(person_id: str, sight: Sight, op: str, seq: int) -> dict[str, object]:
    return {
        "person_id": person_id,
        "record_id": sight.record_id,
        "seq": seq,
        "op": op,
        "why": "" if op == "up" else "revoked",
        "ordered_at": sight.ordered_at,
    }


def _changes(sight: Sight, before: frozenset[str]) -> Iterable[tuple[str, str]]:
    """Person and op for each whose feed this sight changes."""
    up = sight.people if sight.is_changed else sight.people - before
    return [*((person_id, "up") for person_id in up), *((person_id, "gone") for person_id in before - sight.people)]


async def _seen_by(connection: AsyncConnection, record_ids: Sequence[str]) -> dict[str, frozenset[str]]:
    rows = await connection.execute(
        select(feed_row.c.record_id, feed_row.c.person_id).where(
            feed_row.c.record_id.in_(record_ids), feed_row.c.op == "up"
        )
    )
    seen: dict[str, set[str]] = {}
    for row in rows:
        seen.setdefault(row.record_id, set()).add(row.person_id)
    return {record_id: frozenset(people) for record_id, people in seen.items()}


async def _advance(connection: AsyncConnection, person_id: str, count: int) -> int:
    """Take `count` numbers under the head row; returns the last of them."""
    await put(connection, feed_head, [{"person_id": person_id, "seq": 0, "floor": 0}], keep=True)
    bump = update(feed_head).where(feed_head.c.person_id == person_id).values(seq=feed_head.c.seq + count)
    return int((await connection.execute(bump.returning(feed_head.c.seq))).scalar_one())


async def sees(connection: AsyncConnection, person_id: str, record_ids: Iterable[str]) -> frozenset[str]:
    """Those of the records that the person sees now."""
    rows = await connection.execute(
        select(feed_row.c.record_id).where(
            feed_row.c.person_id == person_id, feed_row.c.record_id.in_(list(record_ids)), feed_row.c.op == "up"
        )
    )
    return frozenset(rows.scalars())


async def gone_at(connection: AsyncConnection, person_id: str, record_id: str) -> int | None:
    """When (ms) a record that the person once saw went out of sight; None when it is seen or never was."""
    row = await connection.execute(
        select(feed_row.c.at).where(
            feed_row.c.person_id == person_id, feed_row.c.record_id == record_id, feed_row.c.op == "gone"
        )
    )
    return row.scalar_one_or_none()


async def changes_page(connection: AsyncConnection, head: Head, since: int, limit: int) -> bytes:
    """The wire bytes of a `ChangesPage` after number `since`, joined from stored bytes without decoding them."""
    query = (
        select(feed_row.c.seq, feed_row.c.op, feed_row.c.why, feed_row.c.record_id, record.c.body)
        .outerjoin_from(feed_row, record, record.c.id == feed_row.c.record_id)
        .where(feed_row.c.person_id == head.person_id, feed_row.c.seq > since)
        .order_by(feed_row.c.seq)
        .limit(limit + 1)
    )
    rows = (await connection.execute(query)).all()
    page, more = rows[:limit], len(rows) > limit
    state = head.token(page[-1].seq if more else head.seq)
    changes = b",".join(_change(row.seq, row.op, row) for row in page)
    return b'{"state":"%s","more":%s,"changes":[%s]}' % (state.encode(), b"true" if more else b"false", changes)


def _change(seq: int, op: str, row: object) -> bytes:
    body: bytes | None = getattr(row, "body", None)
    if op == "up" and body is not None:
        return b'{"op":"up","seq":%d,"record":%s}' % (seq, body)
    gone: Mapping[str, object] = {"op": "gone", "seq": seq, "id": row.record_id, "why": row.why}  # type: ignore[attr-defined]
    return msgspec.json.encode(gone)


async def snapshot_page(connection: AsyncConnection, head: Head, at: str, after: str) -> bytes:
    """The wire bytes of a `SnapshotPage`: what the person sees, newest first, after the key `after`."""
    query = (
        select(feed_row.c.ordered_at, feed_row.c.record_id, record.c.body)
        .join_from(feed_row, record, record.c.id == feed_row.c.record_id)
        .where(feed_row.c.person_id == head.person_id, feed_row.c.op == "up")
        .order_by(feed_row.c.ordered_at.desc(), feed_row.c.record_id.desc())
        .limit(SNAPSHOT_PAGE + 1)
    )
    if after:
        ordered_at, record_id = _key(after)
        older = feed_row.c.ordered_at < ordered_at
        beside = (feed_row.c.ordered_at == ordered_at) & (feed_row.c.record_id < record_id)
        query = query.where(older | beside)
    rows = (await connection.execute(query)).all()
    page = rows[:SNAPSHOT_PAGE]
    key = f"{page[-1].ordered_at}.{page[-1].record_id}" if len(rows) > SNAPSHOT_PAGE else ""
    bodies = b",".join(row.body for row in page)
    return b'{"at":%s,"after":%s,"records":[%s]}' % (msgspec.json.encode(at), msgspec.json.encode(key), bodies)


def _key(after: str) -> tuple[int, str]:
    ordered_at, _, record_id = after.partition(".")
    if not ordered_at.isdecimal() or not record_id:
        raise ProblemError("malformed", facts={"field": "after"})
    return int(ordered_at), record_id


async def forget_tombstones(connection: AsyncConnection, now: Instant) -> None:
    """Drop tombstones older than 90 days and raise the floors of their people above them."""
    old = (feed_row.c.op == "gone") & (feed_row.c.at < to_ms(now - TOMBSTONES_KEPT))
    last = func.max(feed_row.c.seq).label("last")
    rows = (
        await connection.execute(select(feed_row.c.person_id, last).where(old).group_by(feed_row.c.person_id))
    ).all()
    for row in rows:
        await connection.execute(
            update(feed_head)
            .where(feed_head.c.person_id == row.person_id, feed_head.c.floor < row.last)
            .values(floor=row.last)
        )
    await connection.execute(delete(feed_row).where(old))
