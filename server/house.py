"""The running office: every part of the server in one value, made by `server.application`, used by the routes."""

from __future__ import annotations

import asyncio

from office.world import Organisation
from server.actions.executor import Executor
from server.actions.settle import Settler
from server.clock import Clock
from server.files.local import LocalFiles
from server.files.uploads import Uploads
from server.identity.limits import ADDRESS_TRIES_PER_MINUTE, Brake
from server.identity.sessions import Caller, Sessions
from server.problems import ProblemError
from server.store.database import Database
from server.wake import Bell

SIGN_INS_AT_ONCE = 2
"""A password costs 64 MB and a core for a tenth of a second."""


class Office:
    """What a route works with."""

    def __init__(
        self, *, database: Database, files: LocalFiles, uploads: Uploads, sessions: Sessions, settler: Settler,
        executor: Executor, bell: Bell, clock: Clock,
    ) -> None:  # fmt: skip
        self.database = database
        self.files = files
        self.uploads = uploads
        self.sessions = sessions
        self.settler = settler
        self.executor = executor
        self.bell = bell
        self.clock = clock
        self.brake = Brake()
        self.address_brake = Brake(ADDRESS_TRIES_PER_MINUTE)
        self.sign_in_turn = asyncio.Semaphore(SIGN_INS_AT_ONCE)

    async def caller(self, access: str) -> Caller:
        """Who has this access token; raises the problem not-signed-in."""
        now = self.clock()
        if (caller := self.sessions.remembered(access, now)) is not None:
            return caller
        async with self.database.reading() as connection:
            caller = await self.sessions.caller(connection, access, now)
            organisation = await self.settler.organisation(connection)
        person = organisation.people.get(caller.person_id)
        if person is None or not person.active:
            raise ProblemError("not-signed-in")
        return caller

    async def organisation(self) -> Organisation:
        """Everybody and everything now."""
        async with self.database.reading() as connection:
            return await self.settler.organisation(connection)
