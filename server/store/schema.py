"""Brings a database to the present schema, and says whether it holds an office."""

from __future__ import annotations

from alembic import command
from alembic.config import Config as AlembicConfig
from sqlalchemy import Connection, inspect, select

from server.store.database import Database
from server.store.tables import setting


async def migrate(database: Database) -> None:
    """Run every migration that the database has not seen; safe to repeat."""
    async with database.writing() as connection:
        await connection.run_sync(_upgrade)


def _upgrade(connection: Connection) -> None:
    config = AlembicConfig()
    config.set_main_option("script_location", "server.store:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


async def is_initialised(database: Database) -> bool:
    """Whether `init` has been run on this database."""
    async with database.reading() as connection:
        names = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
        if setting.name not in names:
            return False
        return bool((await connection.execute(select(setting.c.name).where(setting.c.name == "feed_epoch"))).first())
