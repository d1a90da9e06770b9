"""The database's door: opening, one transaction at a time for writers, snapshots for readers.

SQLite: WAL, synchronous=FULL (an answered action survives a power cut), one writing connection behind a lock,
`BEGIN IMMEDIATE`. Other databases order writers by row locks. Decides nothing about contents.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import Table, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

READERS = 4
BUSY_MS = 10_000


class Database:
    """Two engines over one database: a writer, and readers that cannot write."""

    def __init__(self, url: str) -> None:
        """`url` is SQLAlchemy's; nothing is opened before the first use."""
        self.is_embedded = make_url(url).get_backend_name() == "sqlite"
        self._turn = asyncio.Lock()
        if self.is_embedded:
            self._writer = _embedded(url, "BEGIN IMMEDIATE", size=1, read_only=False)
            self._reader = _embedded(url, "BEGIN", size=READERS, read_only=True)
        else:
            self._writer = self._reader = create_async_engine(url)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """One transaction that may write: committed at the end, rolled back by any exception."""
        if not self.is_embedded:
            async with self._writer.begin() as connection:
                yield connection
            return
        async with self._turn, self._writer.begin() as connection:
            yield connection

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """One consistent view."""
        async with self._reader.connect() as connection, connection.begin():
            yield connection

    async def close(self) -> None:
        """Close every connection."""
        await self._writer.dispose()
        await self._reader.dispose()


def _embedded(url: str, begin: str, *, size: int, read_only: bool) -> AsyncEngine:
    engine = create_async_engine(url, pool_size=size, max_overflow=0, pool_timeout=60)

    def prepare(connection: Any, _: object) -> None:
        connection.isolation_level = None  # the driver must not begin transactions by itself
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute(f"PRAGMA query_only={int(read_only)}")
        cursor.close()

    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine.sync_engine, "connect", prepare)
    event.listen(engine.sync_engine, "begin", start)
    return engine


async def put(
    connection: AsyncConnection, table: Table, rows: Sequence[Mapping[str, object]], *, keep: bool = False
) -> None:
    """Insert rows; where the primary key exists already, replace the other columns, or `keep` what is there."""
    if not rows:
        return
    keys = [column.name for column in table.primary_key]
    dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table)
    others = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    if keep or not others:
        statement = statement.on_conflict_do_nothing(index_elements=keys)
    else:
        statement = statement.on_conflict_do_update(index_elements=keys, set_=others)
    await connection.execute(statement, list(rows))
