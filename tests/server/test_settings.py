"""Small facts of the office are written, read and counted."""

from __future__ import annotations

from server.store import settings
from server.store.database import Database
from tests.server.test_database import with_database


def test_fact_is_empty_until_written_and_counts_from_nothing(tmp_path) -> None:
    async def story(database: Database) -> None:
        async with database.writing() as connection:
            assert await settings.read(connection, "x") == ""
            await settings.write(connection, "x", "một")
            assert await settings.read(connection, "x") == "một"
            for _ in range(3):
                await settings.count_up(connection, "n")
            assert await settings.read(connection, "n") == "3"

    with_database(tmp_path, story)
