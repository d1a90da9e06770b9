"""The journal is a chain: every applied action once, and no line can be changed, dropped or moved unseen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import delete, func, select, update

from office.actions import OpenDossier
from office.workflow import rows
from server import journal
from server.journal import Broken, canonical
from server.store.tables import journal_line, journal_tail
from tests.helpers.office_play import act
from tests.helpers.office_world import COMMITTEE, OFFICER, example, organisation, uid
from tests.helpers.server_inside import Inside, fresh, inside
from tests.helpers.server_process import records_of


def opened(n: int):
    action = act("dossier", OpenDossier(entity_id=COMMITTEE, code=f"{n}", title="T"), OFFICER)
    return fresh(replace(action, record_id=uid(f"dossier-{n}")))


@pytest.mark.parametrize(
    ("spoil", "broken"),
    [
        (lambda: update(journal_line).where(journal_line.c.n == 2).values(action=b"{}"), 2),
        (lambda: update(journal_line).where(journal_line.c.n == 2).values(hash=bytes(32)), 2),
        (lambda: delete(journal_line).where(journal_line.c.n == 2), 2),
        (lambda: delete(journal_line).where(journal_line.c.n == 3), 3),
        (lambda: update(journal_tail).values(n=2), 4),
    ],
)
def test_spoilt_chain_is_told_with_its_place(tmp_path, spoil, broken: int) -> None:
    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()))
        for n in range(3):
            first = opened(n)
            await office.one(first)
            await office.one(first)  # a repetition adds no line
        async with office.database.writing() as connection:
            assert (await connection.execute(select(func.count()).select_from(journal_line))).scalar() == 3
            assert await journal.verify(connection) is None
            await connection.execute(spoil())
            assert await journal.verify(connection) == Broken(broken)

    inside(tmp_path, story)


def test_empty_journal_holds(tmp_path) -> None:
    async def story(office: Inside) -> None:
        await office.begin()
        async with office.database.reading() as connection:
            assert await journal.verify(connection) is None

    inside(tmp_path, story)


def test_canonical_bytes_are_sorted_and_whole_numbers_are_whole() -> None:
    body = canonical(example(next(row for row in rows() if row.action == "draft"))[1])
    assert b'"x0":100,' in body
    assert body.index(b'"actor"') < body.index(b'"base_rev"') < body.index(b'"id"') < body.index(b'"payload"')


@given(st.binary(min_size=32, max_size=32), st.integers(1, 2**60), st.binary(max_size=50), st.binary(max_size=50))
def test_link_depends_on_everything_before_it(prev: bytes, n: int, action: bytes, other: bytes) -> None:
    assert journal.link(prev, n, action) != journal.link(prev, n + 1, action)
    assert (journal.link(prev, n, action) == journal.link(prev, n, other)) is (action == other)
