"""The access log: every fetching of a file, and every reading, printing and exporting that a desk reports.

A fetching is written before the bytes leave; when it cannot be written, they do not leave. What happens on a desk
comes as the action `trace`, in the transaction that takes it. Who may look the log up: `office.audience.overseers`.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from office.actions import Action
from office.personal import Trace
from office.records import Instant
from server.clock import from_ms, to_ms
from server.identity.sessions import Caller
from server.ids import make_id
from server.store.tables import access_line, feed_row, record_file
from sync.protocol import AccessLine

PAGE_LINES = 500


async def note_fetched(connection: AsyncConnection, caller: Caller, hashes: Iterable[str], now: Instant) -> None:
    """The server gives these files out: one line for each document by which the caller may have a file."""
    query = (
        select(record_file.c.record_id, record_file.c.sha256)
        .join(feed_row, feed_row.c.record_id == record_file.c.record_id)
        .where(
            record_file.c.sha256.in_(list(hashes)),
            feed_row.c.person_id == caller.person_id,
            feed_row.c.op == "up",
        )
    )
    who = {"person_id": caller.person_id, "device": caller.device, "what": "fetch"}
    when = {"at": to_ms(now), "made_at": to_ms(now)}
    found = (await connection.execute(query)).all()
    lines = [{"id": make_id(), "record_id": row.record_id, "sha256": row.sha256, **who, **when} for row in found]
    if lines:
        await connection.execute(insert(access_line), lines)


async def note_reported(connection: AsyncConnection, action: Action, device: str, now: Instant) -> None:
    """A desk reports what its person did with a file; an action of another kind leaves no line."""
    payload = action.payload
    if not isinstance(payload, Trace):
        return
    line = {
        "id": make_id(),
        "record_id": payload.document_id,
        "person_id": action.actor,
        "device": device,
        "what": payload.what,
        "sha256": payload.sha256,
        "at": to_ms(now),
        "made_at": to_ms(action.made_at),
    }
    await connection.execute(insert(access_line).values(line))


async def read_log(connection: AsyncConnection, document_id: str, after: str) -> list[AccessLine]:
    """Up to 500 lines of a document after the line `after`, in the order of time."""
    query = select(access_line).where(access_line.c.record_id == document_id, access_line.c.id > after)
    rows = await connection.execute(query.order_by(access_line.c.id).limit(PAGE_LINES))
    return [
        AccessLine(
            id=row.id,
            person_id=row.person_id,
            device=row.device,
            what=row.what,
            sha256=row.sha256,
            at=from_ms(row.at),
            made_at=from_ms(row.made_at),
        )
        for row in rows
    ]
