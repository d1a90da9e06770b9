"""Pages by keyset and counts from the tally."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from sync.cache import bodies
from sync.desk import Mailroom
from tests.helpers import office_world as office
from tests.sync.conftest import Desks

HAPPENINGS = st.sampled_from(["in", "out", "shown", "newer", "gone"])


def fill(desk: Mailroom, count: int) -> list[str]:
    document = office.incoming("directed")
    assert document.received_at is not None
    with desk.cache.transaction():
        for number in range(count):
            received = document.received_at + timedelta(seconds=20 * number)
            body = bodies.encode(replace(document, id=office.uid(f"n{number}"), received_at=received))
            desk.cache.records.put_base(body, generation=1)
    return [office.uid(f"n{number}") for number in reversed(range(count))]


def test_pages_cover_a_folder_newest_first_without_gap_or_double(desks: Desks) -> None:
    desk = desks.open()
    expected = fill(desk, 25)
    found: list[str] = []
    before = None
    while page := desk.cache.pages.page("incoming", before=before, limit=7):
        found += [row.id for row in page]
        before = page[-1].row
    assert found == expected
    assert desk.cache.pages.page("incoming")[0].record() is not None


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    happens=st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["directed", "in_progress", "gone"])), max_size=30)
)
def test_counts_are_those_of_the_lists_whatever_happens(desks: Desks, happens: list[tuple[int, str]]) -> None:
    desk = desks.opened()
    states: dict[int, str] = {}
    with desk.cache.transaction():
        for record_id in desk.cache.records.ids():
            desk.cache.records.erase(record_id)
        for number, state in happens:
            record_id = office.uid(f"n{number}")
            if state == "gone":
                desk.cache.records.erase(record_id)
                states.pop(number, None)
            else:
                body = bodies.encode(replace(office.incoming(state), id=record_id))
                desk.cache.records.put_base(body, generation=1)
                states[number] = state
    assert desk.cache.pages.count("incoming") == len(states)
    for state in ("directed", "in_progress"):
        assert desk.cache.pages.count(f"incoming:{state}") == list(states.values()).count(state)


def test_folder_that_never_had_a_row_counts_nothing(desks: Desks) -> None:
    assert desks.open().cache.pages.count("nowhere") == 0


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    happens=st.lists(
        st.tuples(st.integers(0, 5), st.sampled_from(["in", "out", "shown", "newer", "gone"])), max_size=30
    )
)
def test_held_records_are_counted_once_however_many_lists_they_lie_in(
    desks: Desks, happens: list[tuple[int, str]]
) -> None:
    desk = desks.opened()
    kinds: dict[int, str] = {}
    records = desk.cache.records
    with desk.cache.transaction():
        for record_id in records.ids():
            records.erase(record_id)
        for number, what in happens:
            record_id = office.uid(f"h{number}")
            if what == "gone":
                records.erase(record_id)
                kinds.pop(number, None)
            elif what == "shown":
                records.show(record_id, replace(office.outgoing("draft"), id=record_id))
                kinds.setdefault(number, "outgoing")
            elif what == "newer":
                records.put_base(msgspec.json.encode({"kind": "hologram", "id": record_id, "rev": 9}), generation=1)
                kinds[number] = bodies.NEWER
            else:
                made = office.incoming("directed") if what == "in" else office.outgoing("dispatched")
                records.put_base(bodies.encode(replace(made, id=record_id, rev=9)), generation=1)
                kinds[number] = "incoming" if what == "in" else "outgoing"
    for kind in ("incoming", "outgoing", bodies.NEWER):
        assert desk.cache.pages.held(kind) == list(kinds.values()).count(kind)
    assert desk.cache.pages.held("incoming", "outgoing", bodies.NEWER) == len(records.ids())
    assert desk.cache.pages.held("dossier") == 0


def test_cache_of_the_first_schema_counts_what_it_holds(desks: Desks, tmp_path: Path) -> None:
    desk = desks.open()
    fill(desk, 7)
    with desk.cache.transaction():  # as the program of before left it
        for trigger in ("record_more", "record_less", "record_other"):
            desk.cache.database.write(f"DROP TRIGGER {trigger}")
        desk.cache.database.write("DROP TABLE kind_tally")
        desk.cache.database.write("PRAGMA user_version = 1")
    desk.close()
    again = desks.open()
    assert again.cache.pages.held("incoming") == 7
