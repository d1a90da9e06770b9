"""Who may read or name which file: by a record that refers to it and is seen, or by having sent it oneself."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from office.records import Instant
from server.clock import to_ms
from server.store.database import put
from server.store.tables import feed_row, file_grant, record_file, stored_file

QUARANTINE = "quarantine"
KEPT = "kept"


async def readable(connection: AsyncConnection, person_id: str, hashes: Iterable[str]) -> dict[str, int]:
    """Those of the files that a record seen by the person refers to, with their sizes."""
    query = (
        select(stored_file.c.sha256, stored_file.c.size)
        .join_from(stored_file, record_file, record_file.c.sha256 == stored_file.c.sha256)
        .join(feed_row, feed_row.c.record_id == record_file.c.record_id)
        .where(
            stored_file.c.sha256.in_(list(hashes)),
            stored_file.c.state == KEPT,
            feed_row.c.person_id == person_id,
            feed_row.c.op == "up",
        )
    )
    return {row.sha256: row.size for row in await connection.execute(query)}


async def usable(connection: AsyncConnection, person_id: str, hashes: Iterable[str]) -> dict[str, int]:
    """Those of the files that the person may name in an action (reads them, or has sent them), with their sizes."""
    wanted = list(hashes)
    query = (
        select(stored_file.c.sha256, stored_file.c.size)
        .join_from(stored_file, file_grant, file_grant.c.sha256 == stored_file.c.sha256)
        .where(stored_file.c.sha256.in_(wanted), file_grant.c.person_id == person_id)
    )
    sent = {row.sha256: row.size for row in await connection.execute(query)}
    return sent | await readable(connection, person_id, wanted)


async def arrived(connection: AsyncConnection, sha256: str, size: int, person_id: str, now: Instant) -> None:
    """The person has sent the whole file: note it (as waiting, if it is new) and that the person may name it."""
    row = {"sha256": sha256, "size": size, "state": QUARANTINE, "at": to_ms(now)}
    await put(connection, stored_file, [row], keep=True)
    await put(connection, file_grant, [{"sha256": sha256, "person_id": person_id, "at": to_ms(now)}])


async def is_kept(connection: AsyncConnection, sha256: str) -> bool:
    """Whether some record refers to the file."""
    query = select(stored_file.c.state).where(stored_file.c.sha256 == sha256)
    return (await connection.execute(query)).scalar() == KEPT


async def keep(connection: AsyncConnection, hashes: Iterable[str]) -> None:
    """A record refers to these files from now on; those who sent them need no grant any more."""
    wanted = list(hashes)
    await connection.execute(update(stored_file).where(stored_file.c.sha256.in_(wanted)).values(state=KEPT))
    await connection.execute(delete(file_grant).where(file_grant.c.sha256.in_(wanted)))


async def forget(connection: AsyncConnection, hashes: Iterable[str], person_id: str = "") -> list[str]:
    """Strike waiting files off, or only this person's right to name them; returns those whose bytes are to go."""
    waiting = stored_file.c.sha256.in_(list(hashes)) & (stored_file.c.state == QUARANTINE)
    found = list((await connection.execute(select(stored_file.c.sha256).where(waiting))).scalars())
    drop = delete(file_grant).where(file_grant.c.sha256.in_(found))
    await connection.execute(drop.where(file_grant.c.person_id == person_id) if person_id else drop)
    still = select(file_grant.c.sha256).where(file_grant.c.sha256.in_(found))
    wanted = set((await connection.execute(still)).scalars())
    gone = [sha256 for sha256 in found if sha256 not in wanted]
    await connection.execute(delete(stored_file).where(stored_file.c.sha256.in_(gone)))
    return gone


async def waiting_since(connection: AsyncConnection, before: Instant) -> list[str]:
    """Files that have waited for an action since before that instant."""
    query = select(stored_file.c.sha256).where(stored_file.c.state == QUARANTINE, stored_file.c.at < to_ms(before))
    return list((await connection.execute(query)).scalars())
