"""Accounts: a person's password, its failures and its lock. Whether somebody may enter is decided here."""

from __future__ import annotations

import asyncio

import msgspec
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from office.records import Instant, Person
from server.clock import from_ms, to_ms
from server.identity import passwords
from server.identity.limits import locked_until
from server.store.database import put
from server.store.tables import account


class Account(msgspec.Struct, frozen=True):
    """What is kept of a person's way in."""

    person_id: str
    password: str
    must_change: bool
    failures: int
    locked_until: Instant


def find_person(people: list[Person], login: str) -> Person | None:
    """The active person with this login, whatever its letters' case."""
    return next((one for one in people if one.active and one.login.casefold() == login.strip().casefold()), None)


async def load(connection: AsyncConnection, person_id: str) -> Account | None:
    """The person's account; None when no password was ever set."""
    row = (await connection.execute(select(account).where(account.c.person_id == person_id))).first()
    if row is None:
        return None
    return Account(row.person_id, row.password, bool(row.must_change), row.failures, from_ms(row.locked_until))


async def is_right(kept: Account | None, password: str) -> bool:
    """Whether the password opens the account; takes as long when there is none."""
    return await asyncio.to_thread(passwords.is_right, kept.password if kept else None, password)


async def hashed(password: str) -> str:
    """The hash to keep of a password, made off the event loop."""
    return await asyncio.to_thread(passwords.make_hash, password)


async def set_password(
    connection: AsyncConnection, person_id: str, kept: str, *, must_change: bool, now: Instant
) -> None:
    """Keep a new password's hash and open the account's lock."""
    row = {"person_id": person_id, "password": kept, "must_change": int(must_change), "failures": 0}
    await put(connection, account, [{**row, "locked_until": 0, "changed_at": to_ms(now)}])


async def count_failure(connection: AsyncConnection, person_id: str, now: Instant) -> None:
    """One more wrong password in a row; locks the account when there are too many."""
    count = update(account).where(account.c.person_id == person_id).values(failures=account.c.failures + 1)
    failures = (await connection.execute(count.returning(account.c.failures))).scalar_one()
    if (until := locked_until(failures, now)) is not None:
        lock = update(account).where(account.c.person_id == person_id)
        await connection.execute(lock.values(failures=0, locked_until=to_ms(until)))


async def forget_failures(connection: AsyncConnection, person_id: str) -> None:
    """The right password was given."""
    await connection.execute(update(account).where(account.c.person_id == person_id).values(failures=0))
