"""The first migration makes exactly the tables that the code uses."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from server.store.database import Database
from server.store.tables import metadata
from tests.server.test_database import with_database


def test_migrations_and_tables_agree(tmp_path) -> None:
    async def story(database: Database) -> None:
        async with database.reading() as connection:
            found = await connection.run_sync(lambda sync: compare_metadata(MigrationContext.configure(sync), metadata))
        assert found == []

    with_database(tmp_path, story)
