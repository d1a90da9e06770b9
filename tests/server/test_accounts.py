"""Accounts: found by login whatever its case, locked after failures, opened by a new password."""

from __future__ import annotations

from msgspec.structs import replace

from server.identity import accounts
from server.identity.limits import FAILURES_MAX, LOCK
from tests.helpers.office_world import NOW, OFFICER, PEOPLE, organisation
from tests.helpers.server_inside import Inside, inside
from tests.helpers.server_process import records_of


def test_person_is_found_by_login_while_active() -> None:
    people = list(PEOPLE)
    assert accounts.find_person(people, " AN ") == next(person for person in people if person.id == OFFICER)
    assert accounts.find_person([replace(person, active=False) for person in people], "an") is None
    assert accounts.find_person(people, "nobody") is None


def test_account_locks_after_failures_in_a_row_and_a_new_password_opens_it(tmp_path) -> None:
    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()))
        kept = await accounts.hashed("mật khẩu đúng")
        async with office.database.writing() as connection:
            assert await accounts.load(connection, OFFICER) is None
            await accounts.set_password(connection, OFFICER, kept, must_change=True, now=NOW)
            account = await accounts.load(connection, OFFICER)
            assert account is not None
            assert account.must_change
            assert await accounts.is_right(account, "mật khẩu đúng")
            assert not await accounts.is_right(None, "mật khẩu đúng")
            for _ in range(FAILURES_MAX - 1):
                await accounts.count_failure(connection, OFFICER, NOW)
            await accounts.forget_failures(connection, OFFICER)
            for _ in range(FAILURES_MAX):
                account = await accounts.load(connection, OFFICER)
                assert account is not None
                assert account.locked_until < NOW
                await accounts.count_failure(connection, OFFICER, NOW)
            account = await accounts.load(connection, OFFICER)
            assert account is not None
            assert account.locked_until == NOW + LOCK
            await accounts.set_password(connection, OFFICER, kept, must_change=False, now=NOW)
            account = await accounts.load(connection, OFFICER)
            assert account is not None
            assert account.locked_until < NOW
            assert not account.must_change

    inside(tmp_path, story)
