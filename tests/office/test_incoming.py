"""An incoming document at the door, on its way to the leader, at its end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from office.actions import Complete, Recall, Receive, RefuseAtDoor, Register, Stamp, Submit
from office.deadlines import local_date
from office.facts import SignedFacts
from office.world import NumberWanted, Policy
from tests.helpers.office_play import done, play, reason, with_entries
from tests.helpers.office_world import (
    ANSWER,
    CHIEF,
    CLERK,
    COMMITTEE,
    HEAD,
    INCOMING,
    LEADER,
    NOW,
    OFFICE,
    OFFICER,
    REASON,
    facts,
    file,
    incoming,
    next_version,
    organisation,
    outgoing,
    signature,
    uid,
)

NEW = file("received")
RECEIVE = Receive(entity_id=COMMITTEE, channel="axis", files=(NEW,))
REGISTER = Register(
    code="45/SNV-CCHC", issued_on=local_date(NOW), issuing_agency="Sở Nội vụ", document_type="", subject="V/v rà soát"
)


# ── receive ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_received_document_is_kept_with_what_the_executor_saw() -> None:
    theirs = signature("plain", "a stranger", verdict="invalid", reasons=("digest_broken",))
    seen = facts(NEW, signed=SignedFacts(verdict="invalid", signatures=(theirs,)))
    document = done("incoming", RECEIVE, CLERK, files=[seen])
    assert (document.state, document.received_by, document.received_at) == ("arrived", CLERK, NOW)
    assert document.files == (replace(NEW, why="original", by=CLERK, at=NOW),)
    assert document.signatures is not None
    assert document.signatures.verdict == "invalid"
    assert (document.signatures.signers, document.signatures.reasons) == (("Người lạ",), ("digest_broken",))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"entity_id": uid("unknown")}, "entity_unknown"),
        ({"channel": "zalo"}, "channel_unknown"),
        ({"files": ()}, "file_missing"),
        ({"files": (file("received", role="attachment"),)}, "file_missing"),
        ({"files": (NEW, file("unseen"))}, "file_unknown"),
    ],
)
def test_document_that_cannot_be_taken_in_is_refused(changes: dict[str, Any], code: str) -> None:
    assert reason("incoming", replace(RECEIVE, **changes), CLERK, files=[facts(NEW)]) == code


def test_clerk_receives_only_for_the_entity_whose_seal_he_keeps() -> None:
    people = with_entries(
        organisation(), entities={COMMITTEE: replace(organisation().entities[COMMITTEE], sealer_ids=())}
    )
    assert reason("incoming", RECEIVE, CLERK, files=[facts(NEW)], people=people) == "not_clerk_of_entity"
    assert done("incoming", replace(RECEIVE, entity_id=OFFICE), CLERK, files=[facts(NEW)], people=people)


# ── register, stamp, return ───────────────────────────────────────────────────────────────────────────────────────
def test_registration_keeps_what_is_printed_and_waits_for_the_number() -> None:
    decision = play(incoming("arrived"), replace(REGISTER, code="5/snv"), CLERK)
    document = decision.records[0]  # type: ignore[union-attr]
    assert decision.wants == (NumberWanted(COMMITTEE, "incoming", 2026),)  # type: ignore[union-attr]
    assert (document.code, document.arrival_number, document.arrival_on) == ("5/snv", None, local_date(NOW))  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"subject": " "}, "field_missing"),
        ({"issuing_agency": ""}, "field_missing"),
        ({"urgency": 4}, "urgency_unknown"),
        ({"issued_on": local_date(NOW) + timedelta(days=1)}, "issued_in_future"),
    ],
)
def test_registration_that_lacks_something_is_refused(changes: dict[str, Any], code: str) -> None:
    assert reason(incoming("arrived"), replace(REGISTER, **changes), CLERK) == code


def test_document_is_stamped_once() -> None:
    stamp = next_version(incoming("registered"), file("stamped"), signature("arrival", COMMITTEE))
    stamped = done(incoming("registered"), Stamp(file=file("stamped")), CLERK, files=[stamp])
    assert stamped.state == "registered"
    assert reason(stamped, Stamp(file=file("again")), CLERK) == "already_stamped"
    renewed = replace(stamped, files=(*stamped.files, replace(file("renewed"), why="renew")))
    assert reason(renewed, Stamp(file=file("again")), CLERK) == "already_stamped"


def test_returning_at_the_door_needs_a_reason_as_long_as_the_office_wants() -> None:
    assert reason(incoming("arrived"), RefuseAtDoor(reason="Nhầm."), CLERK) == "reason_too_short"
    policy = Policy(return_reason_letters_min=3)
    returned = done(incoming("arrived"), RefuseAtDoor(reason=" Nhầm. "), CLERK, policy=policy)
    assert (returned.state, returned.return_reason, returned.history[-1].note) == ("returned", "Nhầm.", "Nhầm.")


# ── submit ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_document_is_submitted_to_whoever_may_direct() -> None:
    for person in (LEADER, CHIEF):
        assert done(incoming("registered"), Submit(to_id=person), CLERK).submitted_to == person
    for person in (HEAD, CLERK, uid("nobody")):
        assert reason(incoming("registered"), Submit(to_id=person), CLERK) == "addressee_cannot_direct"


def test_chief_of_office_passes_it_on_to_the_leader() -> None:
    document = replace(incoming("submitted"), submitted_to=CHIEF)
    passed = done(document, Submit(to_id=LEADER), CHIEF)
    assert (passed.state, passed.submitted_to) == ("submitted", LEADER)
    assert reason(document, Submit(to_id=LEADER), OFFICER) == "not_yours"


# ── complete ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_completion_links_the_answer_both_ways() -> None:
    answer = outgoing("dispatched", id=ANSWER)
    decision = play(incoming("in_progress"), Complete(answered_by=ANSWER), OFFICER, near=[answer])
    document, linked = decision.records  # type: ignore[union-attr]
    assert (document.state, document.answered_by) == ("completed", (ANSWER,))  # type: ignore[union-attr]
    assert linked.answers == (INCOMING,)  # type: ignore[union-attr]
    assert linked.state == "dispatched"  # type: ignore[union-attr]
    assert {part.state for part in document.directive.assignments} == {"done"}  # type: ignore[union-attr]


def test_answer_that_names_the_document_already_is_left_alone() -> None:
    answer = outgoing("dispatched", id=ANSWER, answers=(INCOMING,))
    decision = play(incoming("in_progress"), Complete(answered_by=ANSWER), OFFICER, near=[answer])
    assert len(decision.records) == 1  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("payload", "near", "code"),
    [
        (Complete(note="  "), [], "result_missing"),
        (Complete(answered_by=ANSWER), [], "answer_unknown"),
        (Complete(answered_by=ANSWER), [incoming(id=ANSWER)], "answer_unknown"),
        (Complete(answered_by=ANSWER), [outgoing("signed", id=ANSWER)], "answer_not_issued"),
        (Complete(answered_by=ANSWER), [outgoing("recalled", id=ANSWER)], "answer_unknown"),
        (
            Complete(answered_by=ANSWER),
            [outgoing("dispatched", id=ANSWER, drafter_id=HEAD, history=())],
            "answer_unknown",
        ),
    ],
)
def test_completion_without_a_result_is_refused(payload: Complete, near: list[Any], code: str) -> None:
    assert reason(incoming("in_progress"), payload, OFFICER, near=near) == code


def test_leader_may_finish_what_needs_no_answer() -> None:
    document = done(incoming("submitted"), Complete(note="Để biết."), LEADER)
    assert (document.state, document.result_note, document.directive) == ("completed", "Để biết.", None)


# ── recall ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_recalled_document_loses_its_content_and_keeps_its_number() -> None:
    recalled = done(incoming("in_progress"), Recall(reason=REASON), CLERK)
    assert (recalled.files, recalled.opinions, recalled.directive) == ((), (), None)
    assert (recalled.arrival_number, recalled.code) == (12, "45/SNV-CCHC")
    assert reason(incoming("in_progress"), Recall(reason=""), CLERK) == "reason_too_short"
