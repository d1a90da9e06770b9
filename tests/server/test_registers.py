"""Numbers come one after another without a gap, whoever asks at once and whatever fails in between."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import msgspec
import pytest
from msgspec.structs import replace
from sqlalchemy.exc import IntegrityError

from office.actions import Number
from office.records import OutgoingDocument, RegisterEntry
from office.world import NumberWanted
from server import registers
from server.actions import settle
from sync.protocol import Applied, Retry
from tests.helpers.office_play import act
from tests.helpers.office_world import CLERK, COMMITTEE, OFFICE, OFFICER, entry, organisation, outgoing, uid
from tests.helpers.server_inside import Inside, fresh, inside
from tests.helpers.server_process import records_of

LETTERS = [outgoing("signed", id=uid(f"letter-{n}")) for n in range(30)]


def numbers_of(results) -> list[int]:
    return sorted(result.record.code_number for result in results if isinstance(result, Applied))


def test_numbers_are_gapless_when_everybody_asks_at_once(tmp_path) -> None:
    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()), *LETTERS)
        asked = [fresh(act(letter, Number(), CLERK)) for letter in LETTERS]
        results = await asyncio.gather(*(office.one(action) for action in asked))
        assert numbers_of(results) == list(range(1, len(LETTERS) + 1))
        rows = [record for record in (await office.snapshot(CLERK)).values() if isinstance(record, RegisterEntry)]
        assert sorted(row.number for row in rows) == list(range(1, len(LETTERS) + 1))

    inside(tmp_path, story)


@pytest.mark.logs_warning
def test_number_of_a_transaction_that_failed_is_given_to_the_next(tmp_path, monkeypatch, caplog) -> None:
    fails = iter([True, False, True, False, False])
    real = settle.journal.append

    async def append(connection, action, result, now) -> None:
        if next(fails):
            raise RuntimeError("a fault")
        await real(connection, action, result, now)

    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()), *LETTERS[:5])
        monkeypatch.setattr(settle.journal, "append", append)
        results = [await office.one(fresh(act(letter, Number(), CLERK))) for letter in LETTERS[:5]]
        assert [type(result) for result in results] == [Retry, Applied, Retry, Applied, Applied]
        assert numbers_of(results) == [1, 2, 3]

    inside(tmp_path, story)
    assert "a fault" in caplog.text


def test_books_of_entities_and_years_count_apart(tmp_path) -> None:
    wants = [NumberWanted(COMMITTEE, "outgoing", 2026), NumberWanted(OFFICE, "outgoing", 2026),
             NumberWanted(COMMITTEE, "incoming", 2026), NumberWanted(COMMITTEE, "outgoing", 2027)]  # fmt: skip

    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()))
        for number in (1, 2):
            async with office.database.writing() as connection:
                assert await registers.take(connection, wants) == dict.fromkeys(wants, number)

    inside(tmp_path, story)


def test_every_counter_starts_anew_at_midnight_in_vietnam(tmp_path) -> None:
    before = datetime(2026, 12, 31, 16, 59, 59, tzinfo=UTC)
    after = datetime(2026, 12, 31, 17, 0, 0, tzinfo=UTC)

    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation(before)), *LETTERS[:3])
        got: list[OutgoingDocument] = []
        for letter, moment in zip(LETTERS[:3], (before, before, after), strict=True):
            office.moment[0] = moment
            result = await office.one(fresh(act(letter, Number(), CLERK)))
            assert isinstance(result, Applied), result
            got.append(result.record)
        assert [(one.code_number, one.code_year) for one in got] == [(1, 2026), (2, 2026), (1, 2027)]

    inside(tmp_path, story, now=before)


def test_number_that_was_given_before_is_refused_by_the_database(tmp_path) -> None:
    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()), outgoing("numbered"), entry())
        async with office.database.writing() as connection:
            await registers.enter(connection, entry(void_reason="sửa"))  # the same row again
            assert await registers.entries_of(connection, entry().document_id) == [entry().id]
        with pytest.raises(IntegrityError):
            async with office.database.writing() as connection:
                await registers.enter(connection, replace(entry(), id=uid("twin")))

    inside(tmp_path, story)


def test_book_is_read_in_order_by_those_who_see_its_rows(tmp_path) -> None:
    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()), *LETTERS[:4])
        for letter in LETTERS[:4]:
            await office.one(fresh(act(letter, Number(), CLERK)))
        book = NumberWanted(COMMITTEE, "outgoing", 2026)
        async with office.database.reading() as connection:
            bodies = await registers.read_book(connection, CLERK, book, after=1)
            hidden = await registers.read_book(connection, OFFICER, book, after=0)
        rows = [msgspec.json.decode(body, type=RegisterEntry) for body in bodies]
        assert [row.number for row in rows] == [2, 3, 4]
        assert hidden == []

    inside(tmp_path, story)
