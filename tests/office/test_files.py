"""A new version of a file: each thing that may be wrong with it is refused, with a reason of its own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from office.actions import Initial, Renew, Seal, Sign, Stamp
from office.facts import FileFacts, SignatureFact
from office.records import IncomingDocument, OutgoingDocument, SignatureSummary
from office.workflow.files import REMARKS, REVOCATION_OPEN
from office.world import Policy
from signing.validation.reasons import REASONS as SAID
from tests.helpers.office_play import done, reason, with_entries
from tests.helpers.office_world import (
    CERTIFICATES,
    CHIEF,
    CLERK,
    COMMITTEE,
    HEAD,
    LEADER,
    NOW,
    OFFICE,
    OFFICER,
    file,
    incoming,
    next_version,
    organisation,
    outgoing,
    page,
    sealed_version,
    sha,
    signature,
)

NEW = file("next")
WAITING = outgoing("awaiting_signature")
NUMBERED = outgoing("numbered")
SEALED = outgoing("sealed")


def signed(*signatures: SignatureFact, **changes: Any) -> FileFacts:
    return next_version(WAITING, NEW, *(signatures or (signature("leader", LEADER),)), **changes)


def sign(seen: FileFacts, **surroundings: Any) -> str:
    return reason(WAITING, Sign(file=NEW), LEADER, files=[seen], **surroundings)


def seal(seen: FileFacts, document: OutgoingDocument = NUMBERED, **surroundings: Any) -> str:
    return reason(document, Seal(file=NEW), CLERK, files=[seen], **surroundings)


# ── what every version must be ────────────────────────────────────────────────────────────────────────────────────
def test_version_that_nobody_examined_is_refused() -> None:
    assert reason(WAITING, Sign(file=NEW), LEADER) == "file_unknown"
    attachment = file("next", role="attachment")
    assert reason(WAITING, Sign(file=attachment), LEADER, files=[signed()]) == "file_unknown"


@pytest.mark.parametrize(
    ("seen", "code"),
    [
        (page(is_pdf=False), "file_not_pdf"),
        (page(is_encrypted=True), "file_encrypted"),
        (page(is_damaged=True), "file_damaged"),
        (page(secrecy="Tối mật"), "secret_document"),
    ],
)
def test_version_that_cannot_be_read_or_is_secret_is_refused(seen: Any, code: str) -> None:
    assert sign(replace(signed(), page=seen)) == code


def test_rewritten_prefix_is_refused() -> None:
    assert sign(signed(extends="")) == "prefix_rewritten"
    assert sign(signed(extends=sha("somebody's file"))) == "prefix_rewritten"


def test_version_made_from_an_older_one_is_refused() -> None:
    assert sign(signed(extends=WAITING.files[0].sha256)) == "file_outdated"


def test_document_without_a_page_takes_no_version() -> None:
    empty = replace(WAITING, files=())
    assert reason(empty, Sign(file=NEW), LEADER, files=[signed()]) == "file_missing"


def test_unlawful_change_is_refused_and_named() -> None:
    assert sign(signed(findings=("content_changed",))) == "unlawful_change"
    assert sign(signed(findings=("content_changed", "filled_before_seal"))) == "filled_before_seal"


# ── whose signature it is ─────────────────────────────────────────────────────────────────────────────────────────
def test_signed_version_is_taken_with_the_executors_words() -> None:
    claimed = replace(NEW, size=1, why="original", by=CLERK, at=NOW - timedelta(days=9))
    document = done(WAITING, Sign(file=claimed), LEADER, files=[signed()])
    assert document.files == (*WAITING.files, replace(NEW, why="sign", by=LEADER, at=NOW))


def test_version_without_a_new_signature_is_refused() -> None:
    assert sign(signed(signature("leader", LEADER, is_new=False))) == "signature_missing"


def test_version_with_two_new_signatures_is_refused() -> None:
    assert sign(signed(signature("leader", LEADER), signature("initial", HEAD))) == "signature_extra"


def test_forged_role_is_refused() -> None:
    assert sign(signed(signature("initial", LEADER))) == "signature_role_wrong"


def test_certificate_that_nobody_registered_is_refused() -> None:
    assert sign(signed(signature("leader", "a stranger"))) == "certificate_not_registered"


def test_signature_by_anothers_certificate_is_refused() -> None:
    assert sign(signed(signature("leader", HEAD))) == "certificate_of_another"
    assert sign(signed(signature("leader", COMMITTEE))) == "certificate_of_another"


def test_seal_by_a_persons_or_the_other_entitys_certificate_is_refused() -> None:
    own = sealed_version(NUMBERED, NEW).signed.signatures
    for owner in (LEADER, OFFICE):
        forged = (*own[:-1], replace(own[-1], fingerprint=signature("seal", owner).fingerprint))
        assert seal(sealed_version(NUMBERED, NEW, signatures=forged)) == "certificate_not_of_entity"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"not_after_at": NOW - timedelta(seconds=1)}, "certificate_expired"),
        ({"not_before_at": NOW + timedelta(seconds=1)}, "certificate_not_yet_valid"),
        ({"withdrawn_at": NOW - timedelta(days=1)}, "certificate_withdrawn"),
    ],
)
def test_certificate_that_does_not_hold_now_is_refused(change: dict[str, Any], code: str) -> None:
    late = replace(CERTIFICATES[0], **change)
    assert sign(signed(), people=with_entries(organisation(), certificates={late.id: late})) == code


def test_withdrawn_row_does_not_stand_in_the_way_of_the_same_certificate_registered_again() -> None:
    withdrawn = replace(CERTIFICATES[0], withdrawn_at=NOW)
    again = replace(CERTIFICATES[0], id=sha("again"))
    people = with_entries(organisation(), certificates={withdrawn.id: withdrawn, again.id: again})
    assert done(WAITING, Sign(file=NEW), LEADER, files=[signed()], people=people).state == "signed"


# ── what validation says of it ────────────────────────────────────────────────────────────────────────────────────
def test_offline_signature_may_leave_only_revocation_open() -> None:
    remarks = signature("leader", LEADER, reasons=("revocation_unknown", "not_preserved"))
    assert done(WAITING, Sign(file=NEW), LEADER, files=[signed(remarks)]).state == "signed"
    for reasons in ((), ("chain_untrusted",), ("revocation_unknown", "weak_algorithm")):
        assert sign(signed(signature("leader", LEADER, reasons=reasons))) == "signature_not_proven"


def test_words_of_validation_are_those_that_validation_says() -> None:
    assert SAID[REVOCATION_OPEN].weight == "indeterminate"
    assert {code for code, said in SAID.items() if said.weight == "remark"} == REMARKS


def test_invalid_signature_is_refused_and_an_earlier_one_is_told_apart() -> None:
    assert sign(signed(signature("leader", LEADER, verdict="invalid"))) == "signature_invalid"
    earlier = signature("initial", HEAD, verdict="invalid", is_new=False)
    assert sign(signed(earlier, signature("leader", LEADER))) == "earlier_signature_invalid"


def test_backdated_signature_is_refused() -> None:
    before = WAITING.history[-1].at - timedelta(minutes=11)
    assert sign(signed(signature("leader", LEADER, claimed_at=before))) == "signature_backdated"
    assert sign(signed(signature("leader", LEADER, claimed_at=NOW, proven_at=before))) == "signature_backdated"


def test_signature_of_the_future_is_refused() -> None:
    assert sign(signed(signature("leader", LEADER, claimed_at=NOW + timedelta(minutes=11)))) == "signature_postdated"


def test_clocks_may_differ_a_little_and_ones_own_steps_may_come_late() -> None:
    slow = WAITING.history[-1].at - timedelta(minutes=9)
    assert done(WAITING, Sign(file=NEW), LEADER, files=[signed(signature("leader", LEADER, claimed_at=slow))])
    review = outgoing("unit_review")
    own = replace(review.history[0], by=HEAD)
    late = replace(review, history=(*review.history, own, replace(own, at=NOW)))
    offline = signature("initial", HEAD, claimed_at=NOW - timedelta(minutes=40))
    assert done(late, Initial(file=NEW), HEAD, files=[next_version(late, NEW, offline)])


# ── number and date ───────────────────────────────────────────────────────────────────────────────────────────────
def test_number_filled_before_the_seal_is_refused() -> None:
    assert sign(signed(filled={"number": "07"}, filled_new=("number",))) == "filled_before_seal"
    assert sign(signed(filled={"number": "07"})) == "filled_before_seal"


def test_second_filling_is_refused() -> None:
    assert seal(sealed_version(NUMBERED, NEW, filled_new=("day", "month", "year"))) == "filled_twice"
    stamp = signature("timestamp", "", verdict="valid", reasons=())
    again = next_version(SEALED, NEW, stamp, is_complete=True, filled={"number": "08"}, filled_new=("number",))
    assert reason(SEALED, Renew(file=NEW), CLERK, files=[again]) == "filled_twice"


def test_change_before_the_seal_is_refused() -> None:
    assert seal(sealed_version(NUMBERED, NEW, findings=("filled_before_seal",))) == "filled_before_seal"


def test_seal_that_leaves_a_field_empty_is_refused() -> None:
    filled = dict(sealed_version(NUMBERED, NEW).signed.filled) | {"month": ""}
    assert seal(sealed_version(NUMBERED, NEW, filled=filled)) == "filled_incompletely"


@pytest.mark.parametrize(
    ("field", "value"), [("number", "7"), ("number", "08"), ("day", "11"), ("month", "03"), ("year", "2025")]
)
def test_number_or_date_that_the_register_does_not_say_is_refused(field: str, value: str) -> None:
    filled = dict(sealed_version(NUMBERED, NEW).signed.filled) | {field: value}
    assert seal(sealed_version(NUMBERED, NEW, filled=filled)) == "filled_differs"


# ── seal and completion ───────────────────────────────────────────────────────────────────────────────────────────
def test_incomplete_seal_is_refused() -> None:
    assert seal(sealed_version(NUMBERED, NEW, is_complete=False)) == "seal_incomplete"


def test_seal_before_the_leaders_signature_is_refused() -> None:
    initial = signature("initial", HEAD, verdict="valid", reasons=(), is_new=False)
    seal = signature("seal", COMMITTEE, verdict="valid", reasons=())
    late = signature("leader", LEADER, verdict="valid", reasons=(), is_new=False)
    without = sealed_version(NUMBERED, NEW, signatures=(initial, seal))
    assert reason(NUMBERED, Seal(file=NEW), CLERK, files=[without]) == "leader_signature_missing"
    with_it = sealed_version(NUMBERED, NEW, signatures=(initial, late, seal))
    assert done(NUMBERED, Seal(file=NEW), CLERK, files=[with_it]).state == "sealed"


def test_seal_over_an_unproven_signature_is_refused() -> None:
    own = sealed_version(NUMBERED, NEW).signed.signatures
    leader = replace(own[1], verdict="indeterminate", reasons=("revocation_unknown",))
    assert seal(sealed_version(NUMBERED, NEW, signatures=(own[0], leader, own[2]))) == "signature_not_proven"


def test_office_that_needs_no_completion_may_seal_without() -> None:
    policy = Policy(dispatch_needs_completion=False)
    seen = sealed_version(NUMBERED, NEW, is_complete=False)
    document = done(NUMBERED, Seal(file=NEW), CLERK, files=[seen], policy=policy)
    assert (document.state, document.is_complete) == ("sealed", False)


def test_renewal_adds_no_signature_and_must_be_complete() -> None:
    sneaked = next_version(SEALED, NEW, signature("leader", LEADER), is_complete=True)
    assert reason(SEALED, Renew(file=NEW), CLERK, files=[sneaked]) == "signature_extra"
    bare = next_version(SEALED, NEW, signature("timestamp", "", verdict="valid", reasons=()))
    assert reason(SEALED, Renew(file=NEW), CLERK, files=[bare]) == "seal_incomplete"


# ── foreign documents ─────────────────────────────────────────────────────────────────────────────────────────────
def foreign(verdict: Any) -> IncomingDocument:
    return incoming("registered", signatures=SignatureSummary(verdict=verdict))


def test_arrival_stamp_leaves_the_senders_broken_signature_as_it_was_shown() -> None:
    theirs = signature("plain", "a stranger", verdict="invalid", is_new=False)
    seen = next_version(foreign("invalid"), NEW, theirs, signature("arrival", COMMITTEE), findings=("content_changed",))
    assert done(foreign("invalid"), Stamp(file=NEW), CLERK, files=[seen]).files[-1].why == "stamp"


def test_arrival_stamp_that_breaks_a_sound_document_is_refused() -> None:
    seen = next_version(foreign("valid"), NEW, signature("arrival", COMMITTEE), findings=("content_changed",))
    assert reason(foreign("valid"), Stamp(file=NEW), CLERK, files=[seen]) == "unlawful_change"


def test_arrival_stamp_leaves_the_senders_number_alone() -> None:
    document = foreign("valid")
    theirs = next_version(document, NEW, signature("arrival", COMMITTEE), filled={"number": "45"})
    assert done(document, Stamp(file=NEW), CLERK, files=[theirs])
    ours = next_version(document, NEW, signature("arrival", COMMITTEE), filled={"number": "45"}, filled_new=("number",))
    assert reason(document, Stamp(file=NEW), CLERK, files=[ours]) == "filled_twice"


def test_nobody_but_the_step_s_person_brings_a_version() -> None:
    for person in (OFFICER, CHIEF, CLERK):
        assert reason(WAITING, Sign(file=NEW), person, files=[signed()]) == "not_yours"
