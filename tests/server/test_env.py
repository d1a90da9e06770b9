"""Migrations run inside the server's transaction: a failing one leaves the database as it was."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import inspect

from server.config import Config
from server.store.database import Database
from server.store.migrations.versions import r0001_first_schema
from server.store.schema import migrate


def test_failing_migration_leaves_nothing_behind(tmp_path, monkeypatch) -> None:
    def fails() -> None:
        raise ZeroDivisionError

    async def story() -> None:
        database = Database(Config(data=str(tmp_path)).url)
        with monkeypatch.context() as patch:
            patch.setattr("alembic.op.create_index", lambda *_: fails())
            with pytest.raises(ZeroDivisionError):
                await migrate(database)
        async with database.reading() as connection:
            assert await connection.run_sync(lambda sync: inspect(sync).get_table_names()) == []
        await migrate(database)
        await database.close()

    asyncio.run(story())
    assert r0001_first_schema.down_revision is None
