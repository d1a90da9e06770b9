"""Posts and delegations asked as questions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from office import posts
from office.deadlines import local_date
from office.records import Delegation, Person, Post
from office.world import Organisation
from tests.helpers.office_play import with_entries
from tests.helpers.office_world import (
    ADMIN,
    CHIEF,
    CLERK,
    COMMITTEE,
    DELEGATION,
    HCTC,
    HEAD,
    KSTT,
    LEADER,
    NOW,
    OFFICE,
    OFFICER,
    VX,
    delegation,
    organisation,
    outgoing,
    uid,
)

OURS, TODAY = organisation(), local_date(NOW)


def given(**changes: Any) -> Organisation:
    return with_entries(OURS, delegations={DELEGATION: delegation(**changes)})


def test_somebody_who_left_holds_nothing() -> None:
    left = replace(OURS.people[CLERK], active=False)
    people = with_entries(OURS, people={CLERK: left})
    assert posts.active(people, CLERK) is None
    assert not posts.has_role(people, CLERK, "clerk")
    assert not posts.is_clerk_of(people, CLERK, COMMITTEE)
    assert posts.only_active(people, (CLERK, HEAD)) == {HEAD}


def test_clerk_serves_the_entities_whose_seal_he_keeps() -> None:
    only_office = replace(OURS.entities[COMMITTEE], sealer_ids=())
    people = with_entries(OURS, entities={COMMITTEE: only_office})
    assert posts.is_clerk_of(OURS, CLERK, COMMITTEE)
    assert posts.clerks_of(OURS, COMMITTEE) == {CLERK}
    assert not posts.is_clerk_of(people, CLERK, COMMITTEE)
    assert posts.is_clerk_of(people, CLERK, OFFICE)
    assert posts.clerks_of(OURS, uid("unknown")) == frozenset()


def test_keeper_of_a_seal_without_the_clerks_post_is_no_clerk() -> None:
    keeper = replace(OURS.entities[COMMITTEE], sealer_ids=(OFFICER,))
    assert not posts.is_clerk_of(with_entries(OURS, entities={COMMITTEE: keeper}), OFFICER, COMMITTEE)


def test_administrator_is_no_staff() -> None:
    assert not posts.is_staff(OURS, ADMIN)
    assert posts.is_staff(OURS, OFFICER)


def test_units_have_members_and_heads() -> None:
    assert posts.heads_of(OURS, KSTT) == {HEAD}
    assert posts.heads_of(OURS, VX) == frozenset()
    assert posts.is_member(OURS, OFFICER, KSTT)
    assert not posts.is_member(OURS, OFFICER, HCTC)
    assert posts.with_role(OURS, "leader") == {LEADER}


def test_post_without_a_unit_heads_and_joins_none() -> None:
    assert not posts.is_head(OURS, CHIEF, "")
    assert not posts.is_member(OURS, LEADER, "")


def test_leader_by_office_is_of_the_entity() -> None:
    assert posts.is_leader_of(OURS, LEADER, COMMITTEE)
    assert not posts.is_leader_of(OURS, LEADER, OFFICE)
    assert posts.is_leader_of(OURS, CHIEF, OFFICE)


@pytest.mark.parametrize(
    "changes",
    [
        {"valid_to_on": TODAY - timedelta(days=1)},
        {"valid_from_on": TODAY + timedelta(days=1)},
        {"revoked_at": NOW},
        {"entity_id": OFFICE},
    ],
)
def test_delegation_that_does_not_hold_gives_nothing(changes: dict[str, Any]) -> None:
    people = given(**changes)
    document = outgoing(
        "awaiting_signature", document_type="TB", signer_id=CHIEF, authority="TL.", delegation_id=DELEGATION
    )
    assert posts.may_sign(OURS, document, TODAY)
    assert not posts.may_sign(people, document, TODAY)
    assert posts.acts_for(OURS, CHIEF, LEADER, entity_id=COMMITTEE, today=TODAY)
    assert not posts.acts_for(people, CHIEF, LEADER, entity_id=COMMITTEE, today=TODAY)


@pytest.mark.parametrize(
    "changes",
    [
        {"document_type": "QĐ"},
        {"authority": "TUQ."},
        {"delegation_id": ""},
        {"signer_id": HEAD},
        {"entity_id": uid("x")},
    ],
)
def test_delegation_reaches_only_what_it_names(changes: dict[str, Any]) -> None:
    document = outgoing(
        "awaiting_signature", document_type="TB", signer_id=CHIEF, authority="TL.", delegation_id=DELEGATION
    )
    assert not posts.may_sign(OURS, replace(document, **changes), TODAY)


def test_delegation_holds_on_its_first_and_last_day() -> None:
    one_day: Delegation = delegation(valid_from_on=TODAY, valid_to_on=TODAY)
    assert posts.in_force(one_day, TODAY)
    assert not posts.in_force(one_day, TODAY + timedelta(days=1))


def test_everybody_acts_for_himself_and_nobody_for_nobody() -> None:
    assert posts.acts_for(OURS, HEAD, HEAD, entity_id=COMMITTEE, today=TODAY)
    assert not posts.acts_for(OURS, HEAD, "", entity_id=COMMITTEE, today=TODAY)
    assert not posts.acts_for(OURS, uid("nobody"), uid("nobody"), entity_id=COMMITTEE, today=TODAY)


def test_deputies_see_what_they_may_act_on_later() -> None:
    assert posts.deputies_of(given(valid_from_on=TODAY + timedelta(days=1)), LEADER, COMMITTEE) == {CHIEF}
    assert posts.deputies_of(given(revoked_at=NOW), LEADER, COMMITTEE) == frozenset()


def test_one_person_may_hold_several_posts() -> None:
    both = Person(
        id=uid("both"), login="both", name="Hai Vai", posts=(Post(role="clerk"), Post(role="unit_head", unit_id=VX))
    )
    people = with_entries(OURS, people={both.id: both})
    assert posts.has_role(people, both.id, "clerk")
    assert posts.is_head(people, both.id, VX)
