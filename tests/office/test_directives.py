"""The directive and its handling."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from office.actions import (
    AskExtension,
    Assign,
    Begin,
    DecideExtension,
    Direct,
    Forward,
    ReturnAssignment,
    WithdrawDirective,
)
from office.deadlines import local_date
from office.records import Assignment
from office.workflow.directives import check_assignments
from tests.helpers.office_play import done, reason
from tests.helpers.office_world import (
    CHIEF,
    CLERK,
    COLLEAGUE,
    HEAD,
    KSTT,
    LEADER,
    NOW,
    OFFICER,
    PEOPLE,
    REASON,
    VX,
    directive,
    incoming,
    organisation,
    uid,
)

TODAY = local_date(NOW)
DUE = TODAY + timedelta(days=10)
LEAD = Assignment(role="lead", person_id=OFFICER, due_on=DUE)
UNIT_LEAD = incoming(
    "directed", directive=replace(directive(), assignments=(Assignment(role="lead", unit_id=KSTT, due_on=DUE),))
)


def direct(*parts: Assignment, text: str = "Giao xử lý.") -> str:
    return reason(incoming("submitted"), Direct(text=text, assignments=parts), LEADER)


# ── the directive ─────────────────────────────────────────────────────────────────────────────────────────────────
def test_directive_keeps_author_and_time_of_the_executor_and_starts_every_part_open() -> None:
    forged = replace(LEAD, state="done", reason="xong")
    document = done(incoming("submitted"), Direct(text=" Giao An. ", assignments=(forged,)), CHIEF)
    assert document.directive is not None
    assert (document.directive.text, document.directive.by, document.directive.at) == ("Giao An.", CHIEF, NOW)
    assert document.directive.assignments == (LEAD,)


@given(roles=st.lists(st.sampled_from(["lead", "support", "inform"]), max_size=len(PEOPLE)))
def test_directive_names_exactly_one_lead(roles: list[Any]) -> None:
    parts = [Assignment(role=role, person_id=person.id) for role, person in zip(roles, PEOPLE, strict=False)]
    refused = check_assignments(parts, organisation(), TODAY)
    assert (refused is None) == (roles.count("lead") == 1)


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ((), "directive_needs_one_lead"),
        ((replace(LEAD, unit_id=KSTT),), "assignee_unclear"),
        ((replace(LEAD, person_id=""),), "assignee_unclear"),
        ((replace(LEAD, person_id=uid("nobody")),), "assignee_unclear"),
        ((replace(LEAD, person_id="", unit_id=VX),), "assignee_unclear"),
        ((LEAD, replace(LEAD, role="support")), "assignee_twice"),
        ((replace(LEAD, due_on=TODAY - timedelta(days=1)),), "due_date_passed"),
    ],
)
def test_directive_that_cannot_be_followed_is_refused(parts: tuple[Assignment, ...], code: str) -> None:
    assert direct(*parts) == code


def test_directive_needs_a_text_and_may_be_due_today() -> None:
    assert direct(LEAD, text=" ") == "directive_needs_text"
    assert done(incoming("submitted"), Direct(text="Gấp.", assignments=(replace(LEAD, due_on=TODAY),)), LEADER)


def test_directive_is_withdrawn_while_nobody_has_begun() -> None:
    withdrawn = done(incoming("directed"), WithdrawDirective(), LEADER)
    assert (withdrawn.state, withdrawn.directive) == ("submitted", None)
    begun = done(incoming("directed"), Begin(), OFFICER)
    assert reason(begun, WithdrawDirective(), LEADER) == "wrong_state"
    assert reason(incoming("directed"), WithdrawDirective(), CHIEF) == "not_yours"


# ── passing on and back ───────────────────────────────────────────────────────────────────────────────────────────
def test_unit_head_names_a_person_with_opinion_and_date() -> None:
    earlier = DUE - timedelta(days=2)
    document = done(UNIT_LEAD, Assign(person_id=COLLEAGUE, due_on=earlier, text="Bình làm."), HEAD)
    part = document.directive.assignments[0]
    assert (document.state, part.person_id, part.unit_id, part.due_on) == ("in_progress", COLLEAGUE, KSTT, earlier)
    assert [(opinion.by, opinion.text) for opinion in document.opinions] == [(HEAD, "Bình làm.")]
    silent = done(UNIT_LEAD, Assign(person_id=COLLEAGUE), HEAD)
    assert (silent.directive.assignments[0].due_on, silent.opinions) == (DUE, ())


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        (Assign(person_id=CLERK), "not_of_unit"),
        (Assign(person_id=COLLEAGUE, due_on=DUE + timedelta(days=1)), "due_after_units"),
        (Assign(person_id=COLLEAGUE, due_on=TODAY - timedelta(days=1)), "due_date_passed"),
    ],
)
def test_unit_head_names_nobody_else_and_no_later_date(payload: Assign, code: str) -> None:
    assert reason(UNIT_LEAD, payload, HEAD) == code


def test_nobody_gets_the_same_work_twice() -> None:
    assert reason(incoming("directed"), Assign(person_id=OFFICER), HEAD) == "already_assigned"
    document = incoming("directed")
    second = Assignment(role="support", person_id=COLLEAGUE)
    both = replace(document, directive=replace(directive(), assignments=(LEAD, second)))
    assert reason(both, Forward(person_id=COLLEAGUE), OFFICER) == "already_assigned"


def test_work_is_forwarded_to_a_colleague_of_the_unit_only() -> None:
    document = done(incoming("in_progress"), Forward(person_id=COLLEAGUE, reason="Nghỉ phép."), OFFICER)
    assert (document.state, document.directive.assignments[0].person_id) == ("in_progress", COLLEAGUE)
    assert document.history[-1].note == "Nghỉ phép."
    assert reason(incoming("in_progress"), Forward(person_id=CLERK), OFFICER) == "not_colleague"


def test_lead_given_back_brings_the_document_back_to_be_directed() -> None:
    document = done(incoming("in_progress"), ReturnAssignment(reason=REASON), OFFICER)
    assert (document.state, document.directive.assignments[0].state) == ("submitted", "returned")
    assert document.directive.assignments[0].reason == REASON


def test_support_given_back_leaves_the_others_at_work() -> None:
    document = done(incoming("in_progress"), ReturnAssignment(reason=REASON), HEAD)
    assert (document.state, [part.state for part in document.directive.assignments]) == (
        "in_progress",
        ["open", "returned"],
    )
    assert reason(document, ReturnAssignment(reason=REASON), HEAD) == "not_yours"


def test_person_named_by_the_unit_gives_the_work_back_to_its_head() -> None:
    named = done(UNIT_LEAD, Assign(person_id=COLLEAGUE), HEAD)
    back = done(named, ReturnAssignment(reason=REASON), COLLEAGUE)
    part = back.directive.assignments[0]
    assert (back.state, part.state, part.person_id, part.reason) == ("in_progress", "open", "", REASON)
    assert reason(named, ReturnAssignment(reason="Bận"), COLLEAGUE) == "reason_too_short"


# ── time ──────────────────────────────────────────────────────────────────────────────────────────────────────────
ASK = AskExtension(id=uid("asked"), until_on=DUE + timedelta(days=5), reason=REASON)
ASKED = done(incoming("in_progress"), ASK, OFFICER)


def test_granted_time_moves_the_parts_of_who_asked() -> None:
    granted = done(ASKED, DecideExtension(id=ASK.id, granted=True), LEADER)
    assert [part.due_on for part in granted.directive.assignments] == [ASK.until_on, DUE]
    assert (granted.extensions[0].decision, granted.extensions[0].decided_by) == ("granted", LEADER)


def test_denied_time_moves_nothing() -> None:
    denied = done(ASKED, DecideExtension(id=ASK.id, granted=False), CHIEF)
    assert [part.due_on for part in denied.directive.assignments] == [DUE, DUE]
    assert denied.extensions[0].decision == "denied"
    assert reason(denied, DecideExtension(id=ASK.id, granted=True), LEADER) == "extension_decided"


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        (replace(ASK, until_on=DUE), "extension_not_later"),
        (replace(ASK, reason="Bận"), "reason_too_short"),
    ],
)
def test_wish_for_time_is_for_later_and_has_a_reason(payload: AskExtension, code: str) -> None:
    assert reason(incoming("in_progress"), payload, OFFICER) == code


def test_wish_for_time_waits_for_the_first_and_needs_a_date_to_move() -> None:
    assert reason(ASKED, replace(ASK, id=uid("second")), OFFICER) == "extension_pending"
    undated = replace(directive(), assignments=(replace(LEAD, due_on=None),))
    assert reason(incoming("in_progress", directive=undated), ASK, OFFICER) == "extension_no_due_date"
    assert reason(ASKED, DecideExtension(id=uid("unknown"), granted=True), LEADER) == "extension_unknown"
