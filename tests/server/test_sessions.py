"""Sessions: refresh tokens work once, a lost reply is forgiven once, a copied token ends the session."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from server.clock import from_ms
from server.identity import accounts
from server.identity.sessions import GRACE, SessionOver, Sessions, digest
from server.problems import ProblemError
from server.store.tables import refresh_token, session
from sync.protocol import Tokens
from tests.helpers.office_world import NOW, OFFICER, organisation
from tests.helpers.server_inside import Inside, inside
from tests.helpers.server_process import records_of

SECOND = timedelta(seconds=1)


class Scene:
    """One person's session, and a clock."""

    def __init__(self, office: Inside) -> None:
        self.office = office
        self.sessions: Sessions = office.office.sessions
        self.now = NOW

    async def open(self, device: str = "desk") -> Tokens:
        async with self.office.database.writing() as connection:
            await accounts.set_password(connection, OFFICER, "kept", must_change=False, now=self.now)
            return await self.sessions.open(connection, OFFICER, device, must_change=False, now=self.now)

    async def refresh(self, token: str, device: str = "desk") -> Tokens | SessionOver:
        async with self.office.database.writing() as connection:
            return await self.sessions.refresh(connection, token, device, self.now)

    async def is_in(self, access: str) -> bool:
        if self.sessions.remembered(access, self.now) is not None:
            return True
        async with self.office.database.reading() as connection:
            try:
                return (await self.sessions.caller(connection, access, self.now)).person_id == OFFICER
            except ProblemError:
                return False


def scene(tmp_path, story) -> None:
    async def play(office: Inside) -> None:
        await office.begin(*records_of(organisation()))
        await story(Scene(office))

    inside(tmp_path, play)


def test_refresh_gives_new_tokens_and_ends_the_old_access(tmp_path) -> None:
    async def story(scene: Scene) -> None:
        first = await scene.open()
        assert await scene.is_in(first.access)
        second = await scene.refresh(first.refresh)
        assert isinstance(second, Tokens)
        assert {first.access, first.refresh}.isdisjoint({second.access, second.refresh})
        assert await scene.is_in(second.access)
        assert not await scene.is_in(first.access)

    scene(tmp_path, story)


def test_lost_reply_is_given_again_for_a_minute_with_the_same_successor(tmp_path) -> None:
    async def story(scene: Scene) -> None:
        first = await scene.open()
        second = await scene.refresh(first.refresh)
        scene.now += GRACE
        again = await scene.refresh(first.refresh)
        assert isinstance(second, Tokens)
        assert isinstance(again, Tokens)
        assert again.refresh == second.refresh
        assert await scene.is_in(again.access)

    scene(tmp_path, story)


@pytest.mark.parametrize("how", ["after the grace", "from another device", "after the successor was used"])
def test_second_use_of_a_refresh_token_ends_the_whole_family(tmp_path, how: str) -> None:
    async def story(scene: Scene) -> None:
        first = await scene.open()
        newest = await scene.refresh(first.refresh)
        assert isinstance(newest, Tokens)
        if how == "after the grace":
            scene.now += GRACE + SECOND
        if how == "after the successor was used":
            newest = await scene.refresh(newest.refresh)
            assert isinstance(newest, Tokens)
        copied = await scene.refresh(first.refresh, "thief" if how == "from another device" else "desk")
        assert copied == SessionOver(is_reused=True)
        assert not await scene.is_in(newest.access)
        assert await scene.refresh(newest.refresh) == SessionOver()

    scene(tmp_path, story)


def test_access_ends_after_its_time_and_an_idle_session_after_its_own(tmp_path) -> None:
    async def story(scene: Scene) -> None:
        tokens = await scene.open()
        scene.now += timedelta(seconds=tokens.expires_in) - SECOND
        assert await scene.is_in(tokens.access)
        scene.now += SECOND
        assert not await scene.is_in(tokens.access)
        scene.now += timedelta(days=scene.office.config.session_days)
        assert await scene.refresh(tokens.refresh) == SessionOver()

    scene(tmp_path, story)


def test_person_sees_open_sessions_and_ends_one_or_all_others(tmp_path) -> None:
    async def story(scene: Scene) -> None:
        tokens = [await scene.open(device) for device in ("a", "b", "c")]
        async with scene.office.database.writing() as connection:
            caller = await scene.sessions.caller(connection, tokens[0].access, scene.now)
            rows = await scene.sessions.rows(connection, caller)
            assert {(row.device, row.is_this) for row in rows} == {("a", True), ("b", False), ("c", False)}
            last = next(row.id for row in rows if row.device == "c")
            assert await scene.sessions.end(connection, OFFICER, scene.now, only=last) == 1
        assert [await scene.is_in(each.access) for each in tokens] == [True, True, False]
        async with scene.office.database.writing() as connection:
            assert await scene.sessions.end(connection, OFFICER, scene.now, but=caller.session_id) == 1
        assert [await scene.is_in(each.access) for each in tokens] == [True, False, False]

    scene(tmp_path, story)


def test_no_token_is_kept_as_it_is(tmp_path) -> None:
    async def story(scene: Scene) -> None:
        first = await scene.open()
        second = await scene.refresh(first.refresh)
        assert isinstance(second, Tokens)
        async with scene.office.database.reading() as connection:
            rows = [*(await connection.execute(select(session))), *(await connection.execute(select(refresh_token)))]
        kept = repr([tuple(row) for row in rows])
        for token in (first.access, first.refresh, second.access, second.refresh):
            assert token not in kept
        assert digest(second.access) in kept
        assert from_ms(0) < NOW

    scene(tmp_path, story)
