"""The one question of authorisation."""

from __future__ import annotations

from datetime import timedelta

from office.deadlines import local_date
from office.roles import may
from tests.helpers.office_world import (
    ADMIN,
    CHIEF,
    CLERK,
    COLLEAGUE,
    HEAD,
    LEADER,
    NOW,
    OFFICER,
    PEOPLE,
    incoming,
    organisation,
    outgoing,
    uid,
)

OURS, TODAY = organisation(), local_date(NOW)


def test_right_depends_on_the_person_and_the_state() -> None:
    assert may(LEADER, outgoing("awaiting_signature"), "sign", OURS, TODAY)
    assert not may(HEAD, outgoing("awaiting_signature"), "sign", OURS, TODAY)
    assert not may(LEADER, outgoing("signed"), "sign", OURS, TODAY)


def test_organisation_is_put_by_administrators_only() -> None:
    assert [person.id for person in PEOPLE if may(person.id, None, "put", OURS, TODAY)] == [ADMIN]
    assert [person.id for person in PEOPLE if may(person.id, PEOPLE[1], "put", OURS, TODAY)] == [ADMIN]


def test_documents_are_taken_in_by_clerks_and_drafted_by_all_staff() -> None:
    assert [person.id for person in PEOPLE if may(person.id, None, "receive", OURS, TODAY)] == [CLERK]
    drafting = {person.id for person in PEOPLE if may(person.id, None, "draft", OURS, TODAY)}
    assert drafting == {person.id for person in PEOPLE} - {ADMIN}


def test_deputy_directs_while_the_delegation_holds() -> None:
    document = incoming("submitted")
    assert may(CHIEF, document, "direct", OURS, TODAY)
    assert not may(CHIEF, document, "direct", OURS, TODAY + timedelta(days=31))
    assert not may(COLLEAGUE, document, "direct", OURS, TODAY)


def test_nobody_unknown_and_no_unknown_verb_is_permitted() -> None:
    assert not may(uid("nobody"), None, "draft", OURS, TODAY)
    assert not may(OFFICER, incoming("directed"), "shred", OURS, TODAY)
    assert not may(OFFICER, incoming("directed"), "sign", OURS, TODAY)
