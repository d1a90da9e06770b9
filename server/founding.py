"""Founds an office in an empty data folder, and sets people's first passwords: what `init` and `user` do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from office.audience import audience
from office.flaws import flaw
from office.records import Agency, AnyRecord, Certificate, Delegation, Entity, Instant, Person, Unit
from office.words import Words
from office.world import Organisation
from server import feed
from server.clock import to_ms
from server.errors import AlreadyInitialised, BadOrganisation, PasswordWeak, PersonUnknown
from server.identity import accounts, passwords
from server.ids import make_id
from server.store import records, settings
from server.store.database import Database
from server.store.records import Stored
from server.store.schema import is_initialised, migrate
from server.usage import system_words

Founder = Person | Unit | Agency | Entity | Delegation | Certificate


def read_organisation(path: Path) -> tuple[AnyRecord, ...]:
    """The records of an office's file: a JSON array of people, units, agencies, entities, delegations, certificates."""
    try:
        found = msgspec.json.decode(path.read_bytes(), type=tuple[Founder, ...])
    except OSError as error:
        raise BadOrganisation(path=path, why=system_words(error)) from None
    except msgspec.DecodeError as error:
        raise BadOrganisation(path=path, why=Words(flaw(str(error)), flaw(str(error), "en"))) from None
    if repeated := _repeated([record.id for record in found]):
        raise BadOrganisation(path=path, why=f"id {repeated}")
    if repeated := _repeated([record.login.casefold() for record in found if isinstance(record, Person)]):
        raise BadOrganisation(path=path, why=f"login {repeated}")
    return found


def _repeated(values: Sequence[str]) -> str:
    return next((value for value in values if values.count(value) > 1), "")


async def found(database: Database, organisation: Sequence[AnyRecord], *, path: Path, now: Instant) -> None:
    """Make the schema and the first records, seen by everybody. Raises AlreadyInitialised."""
    if await is_initialised(database):
        raise AlreadyInitialised(path=path)
    await migrate(database)
    async with database.writing() as connection:
        await settings.write(connection, settings.FEED_EPOCH, make_id())
        await settings.count_up(connection, settings.ORGANISATION_REV)
        written = [Stored(msgspec.structs.replace(record, rev=1), to_ms(now)) for record in organisation]
        for stored in written:
            await records.write(connection, stored)
        world: Organisation = await records.load_organisation(connection)
        sights = [feed.Sight(each.record.id, each.ordered_at, audience(each.record, world)) for each in written]
        await feed.publish(connection, sights, now)


async def set_password(database: Database, login: str, password: str, *, must_change: bool, now: Instant) -> None:
    """Give a person a password. Raises PersonUnknown, PasswordWeak."""
    async with database.reading() as connection:
        people = (await records.load_organisation(connection)).people
    person = accounts.find_person(list(people.values()), login)
    if person is None:
        raise PersonUnknown(login=login)
    if not passwords.is_admissible(password, login=person.login):
        raise PasswordWeak(letters_min=passwords.LETTERS_MIN)
    kept = await accounts.hashed(password)
    async with database.writing() as connection:
        await accounts.set_password(connection, person.id, kept, must_change=must_change, now=now)
