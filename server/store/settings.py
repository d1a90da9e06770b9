"""Small facts of this office that live in the database beside its records: the feed's epoch, revisions."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.store.database import put
from server.store.tables import setting

FEED_EPOCH = "feed_epoch"
"""A random id that changes when a backup is restored or the feed is built anew."""
ORGANISATION_REV = "organisation_rev"
"""Counts the changes of people, units, entities, delegations, certificates."""


async def read(connection: AsyncConnection, name: str) -> str:
    """The value; "" when it was never written."""
    row = (await connection.execute(select(setting.c.value).where(setting.c.name == name))).first()
    return row.value if row else ""


async def write(connection: AsyncConnection, name: str, value: str) -> None:
    """Set the value."""
    await put(connection, setting, [{"name": name, "value": value}])


async def count_up(connection: AsyncConnection, name: str) -> None:
    """Add one to a whole number."""
    await write(connection, name, str(int(await read(connection, name) or "0") + 1))
