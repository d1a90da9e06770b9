"""The rights of the table, where a row alone does not show them."""

from __future__ import annotations

from msgspec.structs import replace

from office.deadlines import local_date
from office.records import AnyRecord
from office.words import WHO
from office.workflow import TABLE
from office.workflow.table import Case
from tests.helpers.office_play import with_entries
from tests.helpers.office_world import (
    ADMIN,
    ARCHIVIST,
    CHIEF,
    CLERK,
    COMMITTEE,
    HEAD,
    LEADER,
    NOW,
    OFFICE,
    OFFICER,
    PEOPLE,
    RECIPIENTS,
    delegation,
    incoming,
    organisation,
    outgoing,
    record_of,
)

RIGHTS = {rule.who.code: rule.who for rule in TABLE}
OURS, TODAY = organisation(), local_date(NOW)


def holding(code: str, record: AnyRecord | None) -> set[str]:
    return {person.id for person in PEOPLE if RIGHTS[code].holds(Case(person.id, record, OURS, TODAY))}


def test_every_right_answers_for_every_kind_of_record() -> None:
    kinds = {rule.kind for rule in TABLE}
    records = [
        record_of(kind, next(s for r in TABLE if r.kind == kind for s in r.states if s != "none")) for kind in kinds
    ]
    for code in WHO:
        for record in (None, *records):
            assert holding(code, record) <= {person.id for person in PEOPLE}


def test_clerk_of_one_entity_is_not_clerk_of_the_other() -> None:
    no_seal = replace(OURS.entities[COMMITTEE], sealer_ids=())
    people = with_entries(OURS, entities={COMMITTEE: no_seal})
    right = RIGHTS["entity_clerk"]
    assert right.holds(Case(CLERK, incoming(entity_id=OFFICE), people, TODAY))
    assert not right.holds(Case(CLERK, incoming(), people, TODAY))
    assert RIGHTS["any_clerk"].holds(Case(CLERK, None, people, TODAY))


def test_directive_is_withdrawn_by_its_author_alone_and_time_granted_by_the_deputy_too() -> None:
    assert holding("director", incoming("directed")) == {LEADER}
    assert holding("director_or_deputy", incoming("directed")) == {LEADER, CHIEF}


def test_handlers_are_the_lead_and_the_head_of_the_supporting_unit() -> None:
    assert holding("handler", incoming("directed")) == {OFFICER, HEAD}
    assert holding("lead_or_clerk", incoming("directed")) == {OFFICER, CLERK}
    assert holding("handler_or_clerk", incoming("completed")) == {OFFICER, HEAD, CLERK}
    assert holding("assigned_unit_head", incoming("directed")) == {HEAD}


def test_recipient_confirms_for_the_unit_that_he_heads() -> None:
    assert RECIPIENTS[1].unit_id
    assert holding("clerk_or_recipient", outgoing("dispatched")) == {CLERK, HEAD}


def test_archivist_renews_only_what_reached_the_archive() -> None:
    assert holding("clerk_or_archivist", outgoing("sealed")) == {CLERK}
    assert holding("clerk_or_archivist", outgoing("archived")) == {CLERK, ARCHIVIST}


def test_delegation_is_ended_by_its_giver_or_an_administrator() -> None:
    assert holding("delegator", delegation()) == {LEADER, ADMIN}
    assert holding("delegator", None) == {LEADER, CHIEF, ADMIN}
