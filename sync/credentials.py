"""The session of this profile: the refresh token lies in the encrypted cache, the access token in memory only."""

from __future__ import annotations

import threading

import msgspec

from sync.cache import Cache
from sync.clock import Clock
from sync.protocol import Tokens

EARLY_S = 30.0
"""An access token is not used in its last seconds."""


class Session(msgspec.Struct, frozen=True):
    """What is kept of a sign-in."""

    refresh: str
    device: str
    person_id: str
    login: str
    must_change_password: bool = False


class Credentials:
    """Keeps one session. `refreshing` is held while the tokens are exchanged: one exchange at a time."""

    def __init__(self, cache: Cache, clock: Clock) -> None:
        self._cache = cache
        self._clock = clock
        self._access = ""
        self._good_until = 0.0
        self.refreshing = threading.Lock()

    def session(self) -> Session | None:
        """The session, None when nobody is signed in."""
        return self._cache.meta.load("session", Session)

    def access(self) -> str:
        """The access token, "" when there is none or it is about to end (by the monotonic clock)."""
        return self._access if self._clock.monotonic() < self._good_until else ""

    def keep(self, tokens: Tokens, *, device: str, login: str) -> Session:
        """Keep new tokens; the refresh token is on disk before the access token is used."""
        session = Session(
            refresh=tokens.refresh,
            device=device,
            person_id=tokens.person_id,
            login=login,
            must_change_password=tokens.must_change_password,
        )
        with self._cache.transaction():
            self._cache.meta.save("session", session)
        self._good_until = self._clock.monotonic() + max(0.0, tokens.expires_in - EARLY_S)
        self._access = tokens.access
        return session

    def expire(self, access: str) -> None:
        """The server no longer takes this access token."""
        if self._access == access:
            self._access = ""

    def mark_password_changed(self, session: Session) -> None:
        """The person has chosen a password of their own."""
        with self._cache.transaction():
            self._cache.meta.save("session", msgspec.structs.replace(session, must_change_password=False))

    def forget(self) -> None:
        """Signed out: nothing of the session stays."""
        self._access = ""
        with self._cache.transaction():
            self._cache.meta.save("session", None)
