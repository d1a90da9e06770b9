"""The journal: every action that was applied, in a chain of hashes, in the transaction that applied it.

hash = SHA-256(prev ‖ n as 8 bytes ‖ canonical action). Canonical: JSON with sorted keys, UTF-8, and numbers that are
whole written as whole numbers (RFC 8785). The tail is one row, locked last. Never holds bytes of files or secrets.
"""

from __future__ import annotations

import hashlib

import msgspec
from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from office.actions import Action
from office.records import Instant
from server.clock import to_ms
from server.store.database import put
from server.store.tables import journal_line, journal_tail

START = bytes(32)
"""What the first line follows."""
_TAIL_ID = 1


class Broken(msgspec.Struct, frozen=True):
    """Where a chain does not hold: the first line whose hash or place is wrong."""

    n: int


def canonical(action: Action) -> bytes:
    """The action's one form of bytes, by which repetitions are recognised and the journal is chained."""
    return msgspec.json.encode(_plain(msgspec.to_builtins(action)), order="sorted")


def _plain(value: object) -> object:
    match value:
        case dict():
            return {name: _plain(part) for name, part in value.items()}
        case list() | tuple():
            return [_plain(part) for part in value]
        case float() if value.is_integer():
            return int(value)
        case _:
            return value


def link(prev: bytes, n: int, action: bytes) -> bytes:
    """The hash of line `n`."""
    return hashlib.sha256(prev + n.to_bytes(8, "big") + action).digest()


async def append(connection: AsyncConnection, action: Action, result: bytes, now: Instant) -> None:
    """Add the applied action at the end of the chain; call it last in the transaction."""
    query = select(journal_tail).where(journal_tail.c.id == _TAIL_ID).with_for_update()
    tail = (await connection.execute(query)).first()
    n, prev = (tail.n + 1, tail.hash) if tail else (1, START)
    body = canonical(action)
    line = {
        "n": n,
        "at": to_ms(now),
        "actor": action.actor,
        "action_id": action.id,
        "action": body,
        "result": hashlib.sha256(result).digest(),
        "prev": prev,
        "hash": link(prev, n, body),
    }
    await connection.execute(insert(journal_line).values(line))
    await put(connection, journal_tail, [{"id": _TAIL_ID, "n": n, "hash": line["hash"]}])


async def verify(connection: AsyncConnection) -> Broken | None:
    """Walk the whole chain; None when every line holds and the tail is its end."""
    n, prev = 0, START
    lines = await connection.stream(select(journal_line).order_by(journal_line.c.n))
    async for line in lines:
        n += 1
        if line.n != n or line.prev != prev or line.hash != link(prev, n, line.action):
            return Broken(n)
        prev = line.hash
    tail = (await connection.execute(select(journal_tail))).first()
    if (tail.n, tail.hash) != (n, prev) if tail else n:
        return Broken(n + 1)
    return None
