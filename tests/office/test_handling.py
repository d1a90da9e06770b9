"""Assignments read as people."""

from __future__ import annotations

from msgspec.structs import replace

from office.handling import assignments_of, had_part, handles, holders_of, parts_of, people_of
from office.records import Assignment
from tests.helpers.office_world import COLLEAGUE, HEAD, KSTT, OFFICER, VX, directive, incoming, organisation

OURS = organisation()


def test_unit_is_held_by_its_head_until_a_person_is_named() -> None:
    unit = Assignment(role="lead", unit_id=KSTT)
    named = replace(unit, person_id=COLLEAGUE)
    assert holders_of(unit, OURS) == {HEAD}
    assert holders_of(named, OURS) == {COLLEAGUE}
    assert people_of(named, OURS) == {COLLEAGUE, HEAD}
    assert holders_of(Assignment(role="lead", unit_id=VX), OURS) == frozenset()


def test_lead_stands_before_support_and_closed_parts_count_no_more() -> None:
    parts = (Assignment(role="support", person_id=OFFICER), Assignment(role="lead", person_id=OFFICER))
    document = incoming("directed", directive=replace(directive(), assignments=parts))
    assert [part.role for part in parts_of(document, OFFICER, OURS)] == ["lead", "support"]
    closed = replace(
        document, directive=replace(directive(), assignments=tuple(replace(p, state="done") for p in parts))
    )
    assert not handles(closed, OFFICER, OURS)
    assert had_part(closed, OFFICER, OURS)


def test_who_is_only_informed_handles_nothing() -> None:
    parts = (Assignment(role="inform", person_id=COLLEAGUE),)
    document = incoming("directed", directive=replace(directive(), assignments=parts))
    assert not handles(document, COLLEAGUE, OURS)
    assert not had_part(document, COLLEAGUE, OURS)


def test_document_without_a_directive_has_no_parts() -> None:
    assert assignments_of(incoming("submitted")) == ()
