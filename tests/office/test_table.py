"""Every row of the table holds as it says, in every state that it names."""

from __future__ import annotations

from typing import get_args

import pytest

from office import words
from office.actions import AnyPayload, RecordKind
from office.catalogue import TYPES
from office.records import KINDS, kind_of
from office.workflow import TABLE, Row, apply, rows, state_of
from office.world import Decision
from tests.helpers.office_world import NOW, example

ROWS = rows()
CASES = [
    pytest.param(row, state, id=f"{row.kind}-{row.action}-{state}-{row.when}")
    for row in ROWS
    for state in row.from_states
]


@pytest.mark.parametrize(("row", "state"), CASES)
def test_row_is_applied_and_becomes_what_it_says(row: Row, state: str) -> None:
    world, action = example(row, state)
    decision = apply(world, action, NOW)
    assert isinstance(decision, Decision), decision
    record = decision.records[0]
    assert (kind_of(record), record.id) == (row.kind, action.record_id)
    assert state_of(record) == (row.becomes or state)
    assert record.rev == action.base_rev


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.kind}-{row.action}-{row.when}")
def test_row_says_everything_in_both_languages(row: Row) -> None:
    assert row.law.startswith("D30")
    assert row.effect.endswith((".", "…"))
    assert row.who_vi
    assert row.who_en
    assert bool(row.when) == bool(row.when_vi) == bool(row.when_en)
    assert row.action in words.ACTIONS
    assert row.kind in words.KINDS
    assert {*row.from_states, row.becomes or "none"} <= words.STATES.keys()


def test_row_with_a_circumstance_stands_before_the_row_without() -> None:
    for index, rule in enumerate(TABLE):
        if rule.when is not None:
            later = [other for other in TABLE[index + 1 :] if (other.kind, other.action) == (rule.kind, rule.action)]
            rest = {state for other in later if other.when is None and other.who is rule.who for state in other.states}
            assert set(rule.states) <= rest


def test_table_has_a_row_for_every_verb_of_the_wire() -> None:
    on_the_wire = {str(payload.__struct_config__.tag) for payload in AnyPayload.__args__}  # type: ignore[attr-defined]
    assert {rule.action for rule in TABLE} == on_the_wire == set(words.ACTIONS)


def test_every_kind_but_the_row_of_a_book_is_acted_on_by_some_row() -> None:
    """The server alone writes a book's rows; what is new on the wire has a row, so it runs in both executors."""
    assert {rule.kind for rule in TABLE} == set(get_args(RecordKind)) == set(KINDS) - {"register_entry"}


def test_there_are_the_29_types_of_the_decree() -> None:
    assert len(TYPES) == 29
