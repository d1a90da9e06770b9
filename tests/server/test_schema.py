"""The schema is made by migrations alone, once, and says whether an office was founded."""

from __future__ import annotations

from server.store import settings
from server.store.database import Database
from server.store.schema import is_initialised, migrate
from tests.server.test_database import with_database


def test_database_is_initialised_once_it_has_an_epoch(tmp_path) -> None:
    async def story(database: Database) -> None:
        await migrate(database)
        assert not await is_initialised(database)
        async with database.writing() as connection:
            await settings.write(connection, settings.FEED_EPOCH, "e")
        assert await is_initialised(database)

    with_database(tmp_path, story)


def test_empty_database_holds_no_office(tmp_path) -> None:
    import asyncio

    from server.config import Config

    async def story() -> None:
        database = Database(Config(data=str(tmp_path)).url)
        assert not await is_initialised(database)
        await database.close()

    asyncio.run(story())
