"""The organisation is put by administrators alone; delegations; what belongs to one viewer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from office.actions import Delegate, PutOrganisation, RevokeDelegation
from office.reasons import Refused
from office.records import Certificate, Entity, Person, Post, Unit, kind_of
from office.workflow import apply
from office.world import Decision, World
from tests.helpers.office_play import act, done, reason
from tests.helpers.office_world import (
    ADMIN,
    CERTIFICATES,
    CHIEF,
    COMMITTEE,
    DELEGATION,
    HEAD,
    LEADER,
    NOW,
    OFFICE,
    OFFICER,
    PEOPLE,
    delegation,
    organisation,
    sha,
    uid,
)

CREATED = {kind: uid(f"created-{kind}") for kind in ("person", "unit", "entity", "certificate", "delegation")}


def put(record: Any, by: str = ADMIN) -> str:
    return reason(kind_of(record), PutOrganisation(record=record), by)


# ── the directory ─────────────────────────────────────────────────────────────────────────────────────────────────
def test_nobody_but_an_administrator_puts_records() -> None:
    unit = Unit(id=CREATED["unit"], name="Phòng mới")
    for person in PEOPLE:
        if person.id != ADMIN:
            assert put(unit, person.id) == "not_yours"
    assert done("unit", PutOrganisation(record=unit), ADMIN) == unit


def test_replaced_record_keeps_its_revision_whatever_the_payload_says() -> None:
    present = replace(PEOPLE[1], rev=7)
    put_action = act(present, PutOrganisation(record=replace(present, name="Nguyễn An", rev=99)), ADMIN)
    decision = apply(World(present, organisation()), put_action, NOW)
    assert isinstance(decision, Decision)
    assert decision.records == (replace(present, name="Nguyễn An", rev=7),)


def test_payload_for_another_record_or_kind_is_refused() -> None:
    assert put(Unit(id=uid("another"), name="Phòng")) == "wrong_record"
    assert reason("person", PutOrganisation(record=Unit(id=CREATED["person"], name="Phòng")), ADMIN) == "wrong_record"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": " "}, "field_missing"),
        ({"login": ""}, "field_missing"),
        ({"login": "an"}, "login_taken"),
        ({"posts": (Post(role="officer", unit_id=uid("x")),)}, "unit_unknown"),
    ],
)
def test_person_needs_a_name_and_a_login_of_his_own(changes: dict[str, Any], code: str) -> None:
    assert put(replace(Person(id=CREATED["person"], login="moi", name="Người Mới"), **changes)) == code


@pytest.mark.parametrize("changes", [{"posts": ()}, {"active": False}])
def test_last_administrator_stays(changes: dict[str, Any]) -> None:
    admin = PEOPLE[0]
    assert reason(admin, PutOrganisation(record=replace(admin, **changes)), ADMIN) == "last_administrator"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": ""}, "field_missing"),
        ({"sealer_ids": (uid("x"),)}, "person_unknown_named"),
        ({"leader_ids": (uid("x"),)}, "person_unknown_named"),
    ],
)
def test_entity_names_people_of_the_directory(changes: dict[str, Any], code: str) -> None:
    assert put(replace(Entity(id=CREATED["entity"], name="Ban", short_name="BCĐ"), **changes)) == code


CERTIFICATE = Certificate(
    id=CREATED["certificate"],
    fingerprint=sha("new"),
    subject="An",
    not_before_at=NOW,
    not_after_at=NOW + timedelta(days=365),
    person_id=OFFICER,
)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"fingerprint": sha("new").upper()}, "fingerprint_malformed"),
        ({"not_after_at": NOW - timedelta(days=1)}, "period_reversed"),
        ({"entity_id": COMMITTEE}, "certificate_owner_unclear"),
        ({"person_id": ""}, "certificate_owner_unclear"),
        ({"person_id": uid("x")}, "certificate_owner_unclear"),
        ({"fingerprint": CERTIFICATES[0].fingerprint}, "certificate_known"),
    ],
)
def test_certificate_belongs_to_exactly_one(changes: dict[str, Any], code: str) -> None:
    assert put(replace(CERTIFICATE, **changes)) == code


def test_certificate_is_registered_and_withdrawn() -> None:
    assert done("certificate", PutOrganisation(record=CERTIFICATE), ADMIN) == CERTIFICATE
    present = CERTIFICATES[0]
    assert done(present, PutOrganisation(record=replace(present, withdrawn_at=NOW)), ADMIN).withdrawn_at == NOW


# ── delegations ───────────────────────────────────────────────────────────────────────────────────────────────────
GIVEN = delegation(id=CREATED["delegation"])


@pytest.mark.parametrize("person", [LEADER, ADMIN])
def test_delegation_is_given_by_the_leader_or_recorded_by_an_administrator(person: str) -> None:
    given = done("delegation", Delegate(delegation=replace(GIVEN, rev=4, revoked_at=NOW)), person)
    assert given == replace(GIVEN, rev=0, revoked_at=None)


@pytest.mark.parametrize(
    ("changes", "person", "code"),
    [
        ({"id": uid("another")}, LEADER, "wrong_record"),
        ({"entity_id": uid("x")}, LEADER, "entity_unknown"),
        ({"to_id": uid("x")}, LEADER, "person_unknown_named"),
        ({"to_id": LEADER}, LEADER, "delegation_to_oneself"),
        ({"valid_to_on": GIVEN.valid_from_on - timedelta(days=1)}, LEADER, "period_reversed"),
        ({"from_id": LEADER}, CHIEF, "delegation_not_yours_to_give"),
        ({"from_id": HEAD, "to_id": OFFICER}, ADMIN, "delegation_not_yours_to_give"),
        ({"from_id": CHIEF, "to_id": HEAD, "prefix": "TUQ."}, CHIEF, "delegation_not_yours_to_give"),
    ],
)
def test_delegation_that_nobody_could_give_is_refused(changes: dict[str, Any], person: str, code: str) -> None:
    assert reason("delegation", Delegate(delegation=replace(GIVEN, **changes)), person) == code


def test_chief_of_office_lets_the_deputy_sign_and_leads_his_own_entity() -> None:
    for changes in ({"prefix": "KT."}, {"entity_id": OFFICE, "prefix": "TUQ."}):
        given = replace(GIVEN, from_id=CHIEF, to_id=HEAD, **changes)  # type: ignore[arg-type]
        assert done("delegation", Delegate(delegation=given), CHIEF).from_id == CHIEF


def test_delegation_is_ended_now_and_once() -> None:
    ended = done(delegation(), RevokeDelegation(), LEADER)
    assert (ended.id, ended.revoked_at) == (DELEGATION, NOW)
    assert reason(ended, RevokeDelegation(), LEADER) == "wrong_state"
    assert reason(delegation(), RevokeDelegation(), CHIEF) == "not_yours"


def test_administration_on_a_row_of_a_book_is_no_action() -> None:
    action = replace(act("unit", PutOrganisation(record=Unit(id="u", name="u")), ADMIN), record_kind="dossier")
    refused = apply(World(None, organisation()), action, NOW)
    assert isinstance(refused, Refused)
    assert refused.reason == "action_not_for_kind"
