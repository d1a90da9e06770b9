"""The feed: numbers without gaps for a reader, tombstones for what leaves sight, tokens that know their feed."""

from __future__ import annotations

import asyncio
import base64
from datetime import timedelta

import msgspec
import pytest
from msgspec.structs import replace
from sqlalchemy import select

from office.actions import OpenDossier, Opine, Submit
from office.personal import MarkRead, PersonalPayload, RemoveSearch, SaveSearch, Trace, WriteNote
from server import feed
from server.feed import TOMBSTONES_KEPT, Head, Sight
from server.problems import ProblemError
from server.store import records
from server.store.records import Stored
from server.store.tables import feed_row
from sync.protocol import Applied, ChangesPage, Gone, Refused, SnapshotPage, Up
from tests.helpers.office_play import act
from tests.helpers.office_world import (
    CHIEF,
    CLERK,
    COMMITTEE,
    INCOMING,
    LEADER,
    NOW,
    OFFICER,
    PEOPLE,
    dossier,
    incoming,
    organisation,
    uid,
)
from tests.helpers.server_inside import Inside, fresh, inside
from tests.helpers.server_process import records_of


async def page_of(office: Inside, person_id: str, since: str, limit: int = 500) -> ChangesPage:
    async with office.database.reading() as connection:
        head = await feed.read_head(connection, person_id)
        body = await feed.changes_page(connection, head, head.since(since), limit)
    return msgspec.json.decode(body, type=ChangesPage)


def test_document_changed_often_comes_once_with_its_last_content(tmp_path) -> None:
    record = incoming("in_progress")

    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()), record)
        since = await office.token(OFFICER)
        for n in range(5):
            await office.one(fresh(act(record, Opine(id=uid(f"o{n}"), text=f"Ý kiến {n}."), OFFICER)))
        page = await page_of(office, OFFICER, since)
        (change,) = page.changes
        assert isinstance(change, Up)
        assert len(change.record.opinions) == 5
        assert change.record.rev == record.rev + 5
        assert page.state == await office.token(OFFICER)
        assert not page.more

    inside(tmp_path, story)


def test_pages_join_to_the_whole_without_repeating_or_losing(tmp_path) -> None:
    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()))
        empty = Head((await _head(office, CLERK)).epoch, CLERK, 0).token(0)
        seen: list[int] = []
        since, more = empty, True
        while more:
            page = await page_of(office, CLERK, since, limit=3)
            seen += [change.seq for change in page.changes]
            since, more = page.state, page.more
        assert seen == sorted(set(seen))
        assert await office.changed(CLERK, empty, {}, limit=3) == await office.snapshot(CLERK)

    inside(tmp_path, story)


async def _head(office: Inside, person_id: str) -> Head:
    async with office.database.reading() as connection:
        return await feed.read_head(connection, person_id)


def test_record_that_leaves_sight_leaves_a_tombstone_and_comes_back(tmp_path) -> None:
    record = dossier()

    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()), record)
        since = await office.token(OFFICER)
        for people, expected in ((frozenset({CLERK}), Gone), (frozenset({CLERK, OFFICER}), Up)):
            async with office.database.writing() as connection:
                await feed.publish(connection, [Sight(record.id, 1, people, is_changed=False)], NOW)
            (change,) = (await page_of(office, OFFICER, since)).changes
            assert isinstance(change, expected)
            assert (record.id in await office.snapshot(OFFICER)) is (expected is Up)

    inside(tmp_path, story)


def test_sight_without_change_tells_nobody_who_saw_it_already(tmp_path) -> None:
    record = dossier()

    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()), record)
        before = {person: await office.token(person) for person in (CLERK, OFFICER)}
        async with office.database.writing() as connection:
            given = await feed.publish(connection, [Sight(record.id, 1, frozenset({CLERK}), is_changed=False)], NOW)
        assert {person for person, _ in given} == {OFFICER, *await _others(office, record.id)}
        assert await office.token(CLERK) == before[CLERK]

    inside(tmp_path, story)


async def _others(office: Inside, record_id: str) -> set[str]:
    async with office.database.reading() as connection:
        query = select(feed_row.c.person_id).where(feed_row.c.record_id == record_id, feed_row.c.op == "gone")
        return set((await connection.execute(query)).scalars())


@pytest.mark.parametrize(
    "token",
    [
        Head("another epoch", OFFICER, 9).token(2),
        Head("epoch", LEADER, 9).token(2),
        Head("epoch", OFFICER, 9).token(10),
        Head("epoch", OFFICER, 9).token(0),
        "not a token",
        "%%%",
        base64.urlsafe_b64encode(b"epoch.x").decode(),
        base64.urlsafe_b64encode(b"\xff\xfe").decode(),
    ],
)
def test_token_of_another_feed_or_time_cannot_be_calculated_from(token: str) -> None:
    with pytest.raises(ProblemError) as caught:
        Head("epoch", OFFICER, 9, floor=1).since(token)
    assert caught.value.code == "cannotCalculateChanges"


def test_forgotten_tombstones_raise_the_floor(tmp_path) -> None:
    record = dossier()

    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()), record)
        since = await office.token(OFFICER)
        async with office.database.writing() as connection:
            await feed.publish(connection, [Sight(record.id, 1, frozenset({CLERK}))], NOW)
            await feed.forget_tombstones(connection, NOW + TOMBSTONES_KEPT)
        assert isinstance((await page_of(office, OFFICER, since)).changes[0], Gone)
        async with office.database.writing() as connection:
            await feed.forget_tombstones(connection, NOW + TOMBSTONES_KEPT + timedelta(days=1))
        with pytest.raises(ProblemError):
            await page_of(office, OFFICER, since)
        assert (await page_of(office, OFFICER, await office.token(OFFICER))).changes == ()

    inside(tmp_path, story)


def test_snapshot_under_load_misses_nothing(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(feed, "SNAPSHOT_PAGE", 4)

    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()))
        async with office.database.reading() as connection:
            head = await feed.read_head(connection, CLERK)
            at = head.token(head.seq)
            first = msgspec.json.decode(await feed.snapshot_page(connection, head, at, ""), type=SnapshotPage)
        await office.one(fresh(act("dossier", OpenDossier(entity_id=COMMITTEE, code="1", title="Mới"), CLERK)))
        seen, after = {record.id: record for record in first.records}, first.after
        while after:
            async with office.database.reading() as connection:
                page = msgspec.json.decode(await feed.snapshot_page(connection, head, at, after), type=SnapshotPage)
            seen |= {record.id: record for record in page.records}
            after = page.after
        assert await office.changed(CLERK, at, seen) == await office.snapshot(CLERK)

    inside(tmp_path, story)


@pytest.mark.parametrize("after", ["x", "5.", ".id", "-1.id"])
def test_malformed_key_of_a_snapshot_is_a_problem(tmp_path, after: str) -> None:
    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()))
        async with office.database.reading() as connection:
            with pytest.raises(ProblemError):
                await feed.snapshot_page(connection, Head("e", CLERK), "", after)

    inside(tmp_path, story)


def test_reader_beside_many_writers_loses_no_event(tmp_path) -> None:
    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()))
        start = await office.token(CLERK)
        done = asyncio.Event()

        async def write(n: int) -> None:
            opened = act("dossier", OpenDossier(entity_id=COMMITTEE, code=f"{n}", title=f"Hồ sơ {n}"), CLERK)
            assert isinstance(await office.one(fresh(replace(opened, record_id=uid(f"load-{n}")))), Applied)

        async def read() -> set[str]:
            since, seen = start, set()
            while True:
                is_last = done.is_set()
                page = await page_of(office, CLERK, since, limit=7)
                seen |= {change.record.id for change in page.changes if isinstance(change, Up)}
                since = page.state
                if is_last and not page.more:
                    return seen
                await asyncio.sleep(0)

        reader = asyncio.ensure_future(read())
        await asyncio.gather(*(write(n) for n in range(40)))
        done.set()
        assert await reader == {uid(f"load-{n}") for n in range(40)}

    inside(tmp_path, story)


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("read_mark", MarkRead(document_id=INCOMING, seen_rev=1)),
        ("note", WriteNote(document_id=INCOMING, text="Chỉ mình tôi đọc.")),
        ("saved_search", SaveSearch(name="Của tôi", query="báo cáo")),
        ("access_count", Trace(document_id=INCOMING, what="read", sha256="")),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_record_of_one_person_reaches_nobody_else(tmp_path, kind: str, payload: PersonalPayload) -> None:
    record = incoming("submitted")

    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()), record)
        people = [person.id for person in PEOPLE]
        heads = {person: await office.token(person) for person in people}
        own = fresh(act(kind, payload, LEADER))
        assert isinstance(await office.verified(lambda: office.one(own)), Applied)
        for person in people:
            assert (own.record_id in await office.snapshot(person)) == (person == LEADER)
            assert (await office.token(person) != heads[person]) == (person == LEADER)
        read = fresh(replace(own, actor=CLERK, base_rev=1))
        assert isinstance(await office.verified(lambda: office.one(read)), Refused)

    inside(tmp_path, story)


def test_removed_search_leaves_its_persons_desks(tmp_path) -> None:
    saved = fresh(act("saved_search", SaveSearch(name="Của tôi", query="báo cáo"), LEADER))
    removed = fresh(replace(saved, payload=RemoveSearch(), base_rev=1))

    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()))
        await office.verified(lambda: office.one(saved))
        assert isinstance(await office.verified(lambda: office.one(removed)), Applied)
        assert saved.record_id not in await office.snapshot(LEADER)

    inside(tmp_path, story)


def test_seen_is_asked_of_the_feed(tmp_path) -> None:
    record = incoming("registered")

    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()), record)
        async with office.database.reading() as connection:
            assert await feed.sees(connection, CLERK, [record.id, "other"]) == {record.id}
            assert await feed.sees(connection, CHIEF, [record.id]) == frozenset()
        handed = fresh(act(record, Submit(to_id=CHIEF), CLERK))
        assert isinstance(await office.verified(lambda: office.one(handed)), Applied)
        async with office.database.writing() as connection:
            assert await feed.sees(connection, CHIEF, [record.id]) == {record.id}
            await records.write(connection, Stored(record, 1))

    inside(tmp_path, story)
