"""The database's door: one writer, readers who see one moment, nothing half written, everything flushed."""

from __future__ import annotations

import asyncio
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError

from server.config import Config
from server.store.database import Database, put
from server.store.schema import migrate
from server.store.tables import file_grant, setting


def with_database(tmp_path, story) -> None:
    async def play() -> None:
        database = Database(Config(data=str(tmp_path)).url)
        await migrate(database)
        await story(database)
        await database.close()

    asyncio.run(play())


async def value(database: Database, name: str) -> str | None:
    async with database.reading() as connection:
        return (await connection.execute(select(setting.c.value).where(setting.c.name == name))).scalar()


def test_commits_are_flushed_and_readers_cannot_write(tmp_path) -> None:
    async def story(database: Database) -> None:
        async with database.writing() as connection:
            assert (await connection.execute(text("PRAGMA journal_mode"))).scalar() == "wal"
            assert (await connection.execute(text("PRAGMA synchronous"))).scalar() == 2
        with pytest.raises(OperationalError, match="readonly"):
            async with database.reading() as connection:
                await put(connection, setting, [{"name": "a", "value": "1"}])

    with_database(tmp_path, story)


def test_transaction_that_fails_leaves_nothing_and_a_savepoint_only_its_own(tmp_path) -> None:
    async def story(database: Database) -> None:
        async def fail(name: str, transaction: AbstractAsyncContextManager[Any], over: Any = None) -> None:
            async with transaction as connection:
                await put(over or connection, setting, [{"name": name, "value": "1"}])
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            await fail("a", database.writing())
        assert await value(database, "a") is None
        async with database.writing() as connection:
            await put(connection, setting, [{"name": "a", "value": "1"}])
            with pytest.raises(ZeroDivisionError):
                await fail("b", connection.begin_nested(), connection)
        assert (await value(database, "a"), await value(database, "b")) == ("1", None)

    with_database(tmp_path, story)


def test_writers_come_one_after_another_and_readers_see_one_moment(tmp_path) -> None:
    async def story(database: Database) -> None:
        async def add() -> None:
            async with database.writing() as connection:
                row = (await connection.execute(select(setting.c.value).where(setting.c.name == "n"))).scalar()
                await asyncio.sleep(0)
                await put(connection, setting, [{"name": "n", "value": str(int(row or 0) + 1)}])

        async with database.reading() as connection:
            query = select(setting.c.value).where(setting.c.name == "n")
            assert (await connection.execute(query)).scalar() is None
            await asyncio.gather(*(add() for _ in range(20)))
            assert (await connection.execute(query)).scalar() is None
        assert await value(database, "n") == "20"

    with_database(tmp_path, story)


def test_put_replaces_or_keeps_what_is_there(tmp_path) -> None:
    async def story(database: Database) -> None:
        async with database.writing() as connection:
            await put(connection, setting, [])
            await put(connection, setting, [{"name": "a", "value": "1"}, {"name": "b", "value": "1"}])
            await put(connection, setting, [{"name": "a", "value": "2"}])
            await put(connection, setting, [{"name": "b", "value": "2"}], keep=True)
            for _ in range(2):
                await put(connection, file_grant, [{"sha256": "s", "person_id": "p", "at": 1}])
        assert (await value(database, "a"), await value(database, "b")) == ("2", "1")

    with_database(tmp_path, story)
