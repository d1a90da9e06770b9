"""Settled once: the claim of an action's id by its actor, and the answer that it got.

The claim is written in the transaction that settles the action; a repetition is answered with the first answer.
"""

from __future__ import annotations

import hashlib

import msgspec
from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from office.actions import Action
from office.records import Instant
from server.actions.read import RESULTS_KEPT
from server.clock import to_ms
from server.journal import canonical
from server.store.tables import claim
from sync.protocol import Applied, Conflict, Duplicate, Refused

Outcome = Applied | Conflict | Refused
_decoder = msgspec.json.Decoder(Outcome)


async def find(connection: AsyncConnection, action: Action) -> Duplicate | Refused | None:
    """The answer to an id that was settled before: the first one, or `id_reused` when the body is another."""
    query = select(claim.c.sha256, claim.c.result).where(claim.c.actor == action.actor, claim.c.id == action.id)
    row = (await connection.execute(query)).first()
    if row is None:
        return None
    if row.sha256 != _digest(action):
        return Refused(id=action.id, reason="id_reused")
    return Duplicate(id=action.id, first=_decoder.decode(row.result))


async def settle(connection: AsyncConnection, action: Action, outcome: Outcome, now: Instant) -> bytes:
    """Keep the answer under the action's id; returns its bytes. The primary key refuses a second one."""
    result = msgspec.json.encode(outcome)
    row = {"actor": action.actor, "id": action.id, "sha256": _digest(action), "at": to_ms(now), "result": result}
    await connection.execute(insert(claim).values(row))
    return result


async def forget_old(connection: AsyncConnection, now: Instant) -> None:
    """Drop answers older than 400 days; their ids are refused as `too_old` from then on."""
    await connection.execute(delete(claim).where(claim.c.at < to_ms(now - RESULTS_KEPT)))


def _digest(action: Action) -> str:
    return hashlib.sha256(canonical(action)).hexdigest()
