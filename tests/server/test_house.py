"""Who is asking: a session's person while that person serves."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from server.identity import accounts
from server.problems import ProblemError
from server.store import records, settings
from server.store.records import Stored
from tests.helpers.office_world import NOW, OFFICER, PEOPLE, organisation
from tests.helpers.server_inside import Inside, inside
from tests.helpers.server_process import records_of


def test_caller_is_known_by_the_token_until_the_person_leaves(tmp_path) -> None:
    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()))
        async with office.database.writing() as connection:
            await accounts.set_password(connection, OFFICER, "kept", must_change=True, now=NOW)
            tokens = await office.office.sessions.open(connection, OFFICER, "d", must_change=True, now=NOW)
        caller = await office.office.caller(tokens.access)
        assert (caller.person_id, caller.must_change_password) == (OFFICER, True)
        assert await office.office.caller(tokens.access) is caller
        with pytest.raises(ProblemError):
            await office.office.caller("another token")
        person = next(person for person in PEOPLE if person.id == OFFICER)
        async with office.database.writing() as connection:
            await records.write(connection, Stored(replace(person, active=False), 1))
            await settings.count_up(connection, settings.ORGANISATION_REV)
        office.office.sessions.forget({caller.session_id})
        with pytest.raises(ProblemError):
            await office.office.caller(tokens.access)

    inside(tmp_path, story)


def test_organisation_is_read_anew_after_a_change_only(tmp_path) -> None:
    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()))
        first = await office.office.organisation()
        assert await office.office.organisation() is first
        async with office.database.writing() as connection:
            await settings.count_up(connection, settings.ORGANISATION_REV)
        assert await office.office.organisation() is not first

    inside(tmp_path, story)
