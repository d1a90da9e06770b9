"""An office is founded from its records, which everybody sees from the first day."""

from __future__ import annotations

import asyncio

import msgspec
import pytest
from msgspec.structs import replace

from server import founding
from server.config import Config
from server.errors import AlreadyInitialised, BadOrganisation, PasswordWeak, PersonUnknown
from server.identity import accounts
from server.store.database import Database
from tests.helpers.office_world import NOW, OFFICER, PEOPLE, organisation
from tests.helpers.server_inside import Inside
from tests.helpers.server_process import PASSWORD, records_of


def written(tmp_path, records) -> object:
    path = tmp_path / "office.json"
    path.write_bytes(msgspec.json.encode(records))
    return path


def test_organisation_is_read_as_it_was_written(tmp_path) -> None:
    records = records_of(organisation())
    assert list(founding.read_organisation(written(tmp_path, records))) == records


@pytest.mark.parametrize(
    "records",
    [
        [PEOPLE[0], PEOPLE[0]],
        [PEOPLE[0], replace(PEOPLE[1], login=PEOPLE[0].login.upper())],
        {"kind": "person"},
        [{"kind": "dossier", "id": "x", "entity_id": "y", "code": "", "title": ""}],
    ],
)
def test_file_that_is_no_office_is_told(tmp_path, records) -> None:
    with pytest.raises(BadOrganisation):
        founding.read_organisation(written(tmp_path, records))


def test_founded_office_is_seen_by_everybody_and_founded_once(tmp_path) -> None:
    records = records_of(organisation())
    (tmp_path / "data").mkdir()

    async def story() -> None:
        office = Inside(tmp_path / "data")
        await founding.found(office.database, records, path=tmp_path, now=NOW)
        assert await office.snapshot(OFFICER) == {record.id: replace(record, rev=1) for record in records}
        assert await office.entitled() == {person.id: await office.snapshot(person.id) for person in PEOPLE}
        with pytest.raises(AlreadyInitialised):
            await founding.found(office.database, records, path=tmp_path, now=NOW)
        await office.close()

    asyncio.run(story())


def test_password_is_set_for_who_is_there(tmp_path) -> None:
    async def story() -> None:
        database = Database(Config(data=str(tmp_path)).url)
        await founding.found(database, records_of(organisation()), path=tmp_path, now=NOW)
        await founding.set_password(database, "AN", PASSWORD, must_change=True, now=NOW)
        async with database.reading() as connection:
            account = await accounts.load(connection, OFFICER)
        assert account is not None
        assert account.must_change
        assert await accounts.is_right(account, PASSWORD)
        with pytest.raises(PersonUnknown):
            await founding.set_password(database, "nobody", PASSWORD, must_change=True, now=NOW)
        with pytest.raises(PasswordWeak):
            await founding.set_password(database, "an", "an", must_change=True, now=NOW)
        await database.close()

    asyncio.run(story())
