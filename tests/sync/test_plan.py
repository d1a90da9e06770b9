"""What to do next, decided without doing it."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.actions import Action, Begin
from sync import door, plan
from sync.outbox import Item
from sync.plan import Wanted, back_off_s, first_load, poll_s, settle
from sync.protocol import Blocked, Refused, Retry

RECORD = msgspec.Raw(b'{"kind":"unit"}')


def make_item(name: str) -> Item:
    made_at = datetime(2026, 3, 10, tzinfo=UTC)
    action = Action(
        id=name, record_kind="incoming", record_id="r", base_rev=1, payload=Begin(), actor="p", made_at=made_at
    )
    return Item(n=1, action=action, state="sending", tries=1, reason="", facts={}, doubt="", theirs=b"", is_again=False)


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (door.Conflict(id="a", reason="x", record=RECORD), "conflict"),
        (Refused(id="a", reason="x"), "refused"),
        (Blocked(id="a", needs=("s",)), "blocked"),
        (Retry(id="a", retry_after=3), "waiting"),
        (door.Duplicate(id="a", first=Refused(id="a", reason="x")), "refused"),
        (door.Duplicate(id="a", first=door.Conflict(id="a", reason="x")), "conflict"),
    ],
)
def test_answer_keeps_the_action_in_a_state(answer: door.Answer, state: str) -> None:
    settlement = settle([make_item("a")], [answer])
    assert settlement.done == ()
    assert settlement.stays[0].state == state


def test_applied_action_leaves_with_its_record() -> None:
    settlement = settle([make_item("a")], [door.Applied(id="a", record=RECORD, seq=4)])
    assert settlement.done[0].record == bytes(RECORD)
    assert settlement.done[0].is_first


def test_record_that_the_caller_no_longer_sees_is_not_stored() -> None:
    assert settle([make_item("a")], [door.Applied(id="a", record=RECORD, seq=0)]).done[0].record == b""


def test_repeated_answer_is_known_as_one() -> None:
    first = door.Applied(id="a", record=RECORD, seq=4)
    assert not settle([make_item("a")], [door.Duplicate(id="a", first=first)]).done[0].is_first


def test_action_without_an_answer_stays_as_it_is_and_strangers_answers_are_nothing() -> None:
    stranger = Refused(id="stranger", reason="x")
    assert settle([make_item("a")], [stranger]) == plan.Settlement((), ())


def test_second_answer_to_one_action_is_nothing() -> None:
    both = [door.Applied(id="a", record=RECORD, seq=1), Refused(id="a", reason="x")]
    settlement = settle([make_item("a")], both)
    assert (len(settlement.done), settlement.stays) == (1, ())


@given(st.lists(st.integers(0, 3 * plan.PACK_FILE_BYTES_MAX), max_size=80))
def test_load_takes_the_first_wanted_and_is_bounded(sizes: list[int]) -> None:
    wanted = [Wanted(str(number), size) for number, size in enumerate(sizes)]
    load = first_load(wanted)
    assert list(load) == wanted[: len(load)]
    assert bool(load) == bool(wanted)
    assert len(load) <= plan.PACK_FILES
    assert len(load) <= 1 or sum(file.size for file in load) <= plan.PACK_BYTES_MAX
    assert len(load) <= 1 or max(file.size for file in load) <= plan.PACK_FILE_BYTES_MAX


@given(st.integers(1, 10_000), st.floats(0, 1, exclude_max=True))
def test_patience_grows_to_five_minutes(failures: int, chance: float) -> None:
    assert 0.5 <= back_off_s(failures, chance) <= plan.BACK_OFF_MAX_S
    assert back_off_s(failures + 1, chance) >= back_off_s(failures, chance)


@given(st.floats(0, 1, exclude_max=True))
def test_desks_do_not_ask_all_at_once(chance: float) -> None:
    assert 45 <= poll_s(chance) <= 75
