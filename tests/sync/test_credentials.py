"""The session: the refresh token on disk, encrypted; the access token in memory, judged by the monotonic clock."""

from __future__ import annotations

from sync.protocol import Tokens
from tests.sync.conftest import Desks

TOKENS = Tokens(access="access-1", refresh="refresh-1", expires_in=600, person_id="p")


def test_session_survives_a_restart_and_the_access_token_does_not(desks: Desks) -> None:
    desk = desks.open()
    desk.credentials.keep(TOKENS, device="d", login="an")
    assert desk.credentials.access() == "access-1"
    desk.close()
    again = desks.open()
    session = again.credentials.session()
    assert session is not None
    assert (session.refresh, session.login) == ("refresh-1", "an")
    assert again.credentials.access() == ""


def test_access_token_is_not_used_in_its_last_seconds_whatever_the_wall_says(desks: Desks) -> None:
    desk = desks.open()
    desk.credentials.keep(TOKENS, device="d", login="an")
    desks.clock.at = desks.clock.at.replace(year=2036)
    assert desk.credentials.access() == "access-1"
    desks.clock.advance(571)
    assert desk.credentials.access() == ""


def test_only_the_refused_access_token_is_dropped(desks: Desks) -> None:
    desk = desks.open()
    desk.credentials.keep(TOKENS, device="d", login="an")
    desk.credentials.expire("another")
    assert desk.credentials.access() == "access-1"
    desk.credentials.expire("access-1")
    assert desk.credentials.access() == ""


def test_no_token_is_readable_on_disk(desks: Desks) -> None:
    desk = desks.open()
    desk.credentials.keep(TOKENS, device="d", login="an")
    stored = b"".join(path.read_bytes() for path in desk.profile.iterdir() if path.is_file())
    assert b"refresh-1" not in stored
    assert b"access-1" not in stored


def test_nothing_of_a_session_stays_after_it_is_forgotten(desks: Desks) -> None:
    desk = desks.open()
    desk.credentials.keep(TOKENS, device="d", login="an")
    desk.credentials.forget()
    assert desk.credentials.session() is None
    assert desk.credentials.access() == ""
