"""Every row that `butphe rules` prints, run on a desk: queued on the cached world, shown as the row says.

The server's half, row by row and state by state, is `tests/server/test_executor.py`.
"""

from __future__ import annotations

import os

import msgspec
import pytest
from msgspec.structs import replace

from office.workflow import Row, fold, rows, state_of
from office.world import World
from sync.cache import Cache
from sync.desk import Mailroom
from tests.helpers.memory_server import TestClock
from tests.helpers.office_world import NOW, example

ROWS = rows()


@pytest.fixture
def mail(tmp_path):
    desk = Mailroom(tmp_path / "profile", bytes(32), fold=fold, clock=TestClock(NOW), randomness=os.urandom)
    yield desk
    desk.close()


def take_in(cache: Cache, world: World) -> None:
    """Store a world as the server would have given it."""
    known = world.organisation
    groups = (known.people, known.units, known.agencies, known.entities, known.delegations, known.certificates)
    records = [record for group in groups for record in group.values()]
    records += [*world.neighbours.values(), *([world.record] if world.record else [])]
    with cache.transaction():
        for record in records:
            cache.records.put_base(msgspec.json.encode(replace(record, rev=max(record.rev, 1))), generation=1)
        for facts in world.files.values():
            cache.folding.keep_facts(facts)


def name_of(row: Row, state: str) -> str:
    return f"{row.kind}-{row.action}-{state}" + (f"-{row.when}" if row.when else "")


CASES = [pytest.param(row, state, id=name_of(row, state)) for row in ROWS for state in row.from_states]


@pytest.mark.parametrize(("row", "state"), CASES)
def test_row_holds_on_a_desk_as_it_does_in_the_rulebook(mail: Mailroom, row: Row, state: str):
    world, action = example(row, state)
    take_in(mail.cache, world)
    mail.outbox.queue(action)
    (item,) = mail.outbox.items()
    shown = mail.cache.records.load(action.record_id)
    expected, refused = fold(world, [action], NOW)
    assert (item.doubt, refused) == ("", ())
    assert state_of(shown) == (row.becomes or state_of(expected))
    assert expected is not None
    assert replace(shown, rev=0) == replace(expected, rev=0)
