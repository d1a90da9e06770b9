"""Tables are portable: text, whole numbers and bytes, a primary key each, names for every constraint."""

from __future__ import annotations

import pytest
from sqlalchemy import BigInteger, Integer, LargeBinary, String, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateTable

from server.store.tables import metadata


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=lambda table: table.name)
def test_table_is_portable(table: Table) -> None:
    assert table.primary_key.columns
    assert {type(column.type) for column in table.columns} <= {String, Integer, BigInteger, LargeBinary}
    for dialect in (sqlite.dialect(), postgresql.dialect()):
        assert table.name in str(CreateTable(table).compile(dialect=dialect))
