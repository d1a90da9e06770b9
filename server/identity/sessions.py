"""Sessions: a short access token, and a family of single-use refresh tokens behind it.

Tokens are kept as SHA-256 only. A successor is made from its predecessor by HMAC with the server's key, so a lost
reply can be given again without keeping tokens: for 60 s, to the same device, while the successor is unused. Any
other second use of a refresh token ends the session (somebody has a copy).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import timedelta

import msgspec
from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from office.records import Instant
from server.clock import from_ms, to_ms
from server.ids import make_id, make_secret
from server.problems import ProblemError
from server.store.tables import account, refresh_token, session
from sync.protocol import SessionRow, Tokens

GRACE = timedelta(seconds=60)
DEVICE_LETTERS_MAX = 200


class Caller(msgspec.Struct, frozen=True):
    """Who sends a request."""

    person_id: str
    session_id: str
    until: Instant
    """When the access token ends."""
    must_change_password: bool = False
    device: str = ""
    """The name that the desk gave itself when it signed in."""


class SessionOver(msgspec.Struct, frozen=True):
    """A refresh token that opens nothing (any more)."""

    is_reused: bool = False


class Sessions:
    """Opens, continues and ends sessions. A cache of access tokens spares a query a request."""

    def __init__(self, key: bytes, access: timedelta, unused: timedelta) -> None:
        """`key` makes successors; `access` is the life of an access token, `unused` of an idle session."""
        self._key = key
        self._access = access
        self._unused = unused
        self._callers: dict[str, Caller] = {}

    async def open(
        self, connection: AsyncConnection, person_id: str, device: str, *, must_change: bool, now: Instant
    ) -> Tokens:
        """A new session of a person who proved to be that person."""
        row = {"id": make_id(), "person_id": person_id, "device": device[:DEVICE_LETTERS_MAX]}
        access, refresh = make_secret(), make_secret()
        times = {"opened_at": to_ms(now), "used_at": to_ms(now), "access_until": to_ms(now + self._access)}
        await connection.execute(insert(session).values(access_hash=digest(access), **row, **times))
        await connection.execute(insert(refresh_token).values(hash=digest(refresh), session_id=row["id"]))
        return self._tokens(access, refresh, person_id, must_change=must_change)

    async def refresh(self, connection: AsyncConnection, token: str, device: str, now: Instant) -> Tokens | SessionOver:
        """The successors of a refresh token; a second use by anybody but the same device soon after ends the family."""
        query = select(refresh_token, session).join(session, session.c.id == refresh_token.c.session_id)
        row = (await connection.execute(query.where(refresh_token.c.hash == digest(token)))).first()
        if row is None or row.ended_at is not None or to_ms(now - self._unused) > row.used_at_1:
            return SessionOver()
        successor = self._successor(token)
        if row.device != device or (
            row.used_at is not None and not await self._may_repeat(connection, row, successor, now)
        ):
            await self._end(connection, [row.session_id], now)
            return SessionOver(is_reused=True)
        if row.used_at is None:
            await connection.execute(
                update(refresh_token).where(refresh_token.c.hash == digest(token)).values(used_at=to_ms(now))
            )
            await connection.execute(insert(refresh_token).values(hash=digest(successor), session_id=row.session_id))
        return await self._continue(connection, row, successor, now)

    async def _may_repeat(
        self, connection: AsyncConnection, row: Row[tuple[object, ...]], successor: str, now: Instant
    ) -> bool:
        unused = select(refresh_token.c.hash).where(
            refresh_token.c.hash == digest(successor), refresh_token.c.used_at.is_(None)
        )
        is_fresh = (await connection.execute(unused)).first() is not None
        return is_fresh and now - from_ms(row.used_at) <= GRACE

    async def _continue(
        self, connection: AsyncConnection, row: Row[tuple[object, ...]], refresh: str, now: Instant
    ) -> Tokens:
        access = make_secret()
        self._callers.pop(row.access_hash, None)
        change = {"access_hash": digest(access), "access_until": to_ms(now + self._access), "used_at": to_ms(now)}
        await connection.execute(update(session).where(session.c.id == row.session_id).values(change))
        query = select(account.c.must_change).where(account.c.person_id == row.person_id)
        must_change = bool((await connection.execute(query)).scalar())
        return self._tokens(access, refresh, row.person_id, must_change=must_change)

    def _successor(self, token: str) -> str:
        return base64.urlsafe_b64encode(hmac.digest(self._key, token.encode(), "sha256")).decode().rstrip("=")

    def _tokens(self, access: str, refresh: str, person_id: str, *, must_change: bool) -> Tokens:
        return Tokens(
            access=access,
            refresh=refresh,
            expires_in=int(self._access.total_seconds()),
            person_id=person_id,
            must_change_password=must_change,
        )

    async def caller(self, connection: AsyncConnection, access: str, now: Instant) -> Caller:
        """Who has this access token; raises the problem not-signed-in."""
        query = (
            select(session.c.id, session.c.person_id, session.c.device, session.c.access_until, account.c.must_change)
            .join(account, account.c.person_id == session.c.person_id)
            .where(session.c.access_hash == digest(access), session.c.ended_at.is_(None))
        )
        row = (await connection.execute(query)).first()
        if row is None or from_ms(row.access_until) <= now:
            raise ProblemError("not-signed-in")
        caller = Caller(row.person_id, row.id, from_ms(row.access_until), bool(row.must_change), row.device)
        self._callers[digest(access)] = caller
        return caller

    def remembered(self, access: str, now: Instant) -> Caller | None:
        """The caller of an access token that was seen before, without a query."""
        caller = self._callers.get(digest(access))
        if caller is not None and caller.until <= now:
            del self._callers[digest(access)]
            return None
        return caller

    async def rows(self, connection: AsyncConnection, caller: Caller) -> list[SessionRow]:
        """The caller's open sessions, the last used first."""
        query = select(session).where(session.c.person_id == caller.person_id, session.c.ended_at.is_(None))
        return [
            SessionRow(
                id=row.id,
                device=row.device,
                opened_at=from_ms(row.opened_at),
                used_at=from_ms(row.used_at),
                is_this=row.id == caller.session_id,
            )
            for row in await connection.execute(query.order_by(session.c.used_at.desc()))
        ]

    async def end(
        self, connection: AsyncConnection, person_id: str, now: Instant, *, only: str = "", but: str = ""
    ) -> int:
        """End the person's sessions: `only` that one, or all `but` one; returns how many were open."""
        query = select(session.c.id).where(session.c.person_id == person_id, session.c.ended_at.is_(None))
        if only:
            query = query.where(session.c.id == only)
        ids = [id for id in (await connection.execute(query)).scalars() if id != but]
        await self._end(connection, ids, now)
        return len(ids)

    async def _end(self, connection: AsyncConnection, ids: list[str], now: Instant) -> None:
        await connection.execute(update(session).where(session.c.id.in_(ids)).values(ended_at=to_ms(now)))
        await connection.execute(delete(refresh_token).where(refresh_token.c.session_id.in_(ids)))
        self.forget(set(ids))

    def forget(self, session_ids: set[str]) -> None:
        """Drop the remembered callers of sessions."""
        self._callers = {hash: caller for hash, caller in self._callers.items() if caller.session_id not in session_ids}


def digest(token: str) -> str:
    """How a token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()
