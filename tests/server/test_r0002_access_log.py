"""A database of before the access log gets the table and keeps what it has."""

from __future__ import annotations

import asyncio

from alembic import command
from alembic.config import Config as AlembicConfig
from sqlalchemy import Connection, select

from server.config import Config
from server.store import settings
from server.store.database import Database
from server.store.schema import migrate
from server.store.tables import access_line


def to_first(connection: Connection) -> None:
    config = AlembicConfig()
    config.set_main_option("script_location", "server.store:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "0001")


def test_database_of_the_first_schema_is_brought_up_with_what_it_holds(tmp_path) -> None:
    async def story() -> None:
        database = Database(Config(data=str(tmp_path)).url)
        async with database.writing() as connection:
            await connection.run_sync(to_first)
            await settings.write(connection, "feed_epoch", "before")
        await migrate(database)
        async with database.reading() as connection:
            assert await settings.read(connection, "feed_epoch") == "before"
            assert (await connection.execute(select(access_line))).all() == []
        await database.close()

    asyncio.run(story())
