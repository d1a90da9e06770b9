"""An outgoing document from its draft to its recipients."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from office.actions import (
    ConfirmDelivery,
    Dispatch,
    Draft,
    Initial,
    Number,
    PassFormat,
    Recall,
    ReturnDraft,
    Seal,
    Sign,
    SubmitDraft,
    Supersede,
    VoidNumber,
    Withdraw,
)
from office.deadlines import local_date
from office.workflow import rows, seal_fields
from office.world import Policy
from tests.helpers.office_play import done, play, reason, with_entries
from tests.helpers.office_world import (
    CHIEF,
    CLERK,
    COLLEAGUE,
    COMMITTEE,
    DELEGATION,
    ENTRY,
    HEAD,
    LEADER,
    NOW,
    OFFICER,
    REASON,
    RECIPIENTS,
    REPLACEMENT,
    delegation,
    draft_payload,
    entry,
    facts,
    file,
    next_version,
    organisation,
    outgoing,
    sealed_version,
    signature,
    uid,
)


def test_main_job_from_draft_to_delivery() -> None:
    document = done("outgoing", draft_payload(), OFFICER, files=[facts(file("new-draft"))])
    document = done(document, SubmitDraft(), OFFICER)
    document = done(
        document, Initial(file=file("v1")), HEAD, files=[next_version(document, file("v1"), signature("initial", HEAD))]
    )
    document = done(document, PassFormat(), CHIEF)
    document = done(
        document, Sign(file=file("v2")), LEADER, files=[next_version(document, file("v2"), signature("leader", LEADER))]
    )
    document = replace(done(document, Number(), CLERK), code_number=1)
    assert seal_fields(document) == {"number": "01", "day": "10", "month": "3", "year": "2026"}
    document = done(document, Seal(file=file("v3")), CLERK, files=[sealed_version(document, file("v3"))])
    document = done(document, Dispatch(), CLERK)
    for recipient in RECIPIENTS:
        document = done(document, ConfirmDelivery(recipient_name=recipient.name), CLERK)
    assert document.state == "delivered"
    assert [version.why for version in document.files] == ["draft", "initial", "sign", "seal"]
    assert [line.by for line in document.history] == [
        OFFICER,
        OFFICER,
        HEAD,
        CHIEF,
        LEADER,
        CLERK,
        CLERK,
        CLERK,
        CLERK,
        CLERK,
    ]


# ── review ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_drafter_takes_the_draft_back_before_the_reviewer_acted() -> None:
    assert done(outgoing("unit_review"), Withdraw(), OFFICER).state == "draft"
    assert reason(outgoing("format_review"), Withdraw(), OFFICER) == "wrong_state"


def test_format_review_may_add_an_initial() -> None:
    document = outgoing("format_review")
    seen = next_version(document, file("v"), signature("initial", CHIEF))
    passed = done(document, PassFormat(file=file("v")), CHIEF, files=[seen])
    assert (passed.state, passed.files[-1].why) == ("awaiting_signature", "pass_format")
    theirs = next_version(document, file("v"), signature("initial", HEAD))
    assert reason(document, PassFormat(file=file("v")), CHIEF, files=[theirs]) == "certificate_of_another"


@pytest.mark.parametrize(
    ("state", "person"), [("unit_review", HEAD), ("format_review", CHIEF), ("awaiting_signature", LEADER)]
)
def test_whoever_has_it_returns_it_with_a_reason_and_a_new_page_is_needed(state: str, person: str) -> None:
    assert reason(outgoing(state), ReturnDraft(reason="Sửa."), person) == "reason_too_short"
    returned = done(outgoing(state), ReturnDraft(reason=REASON), person)
    assert (returned.state, returned.return_reason) == ("returned_for_edit", REASON)
    if state != "unit_review":
        assert reason(returned, SubmitDraft(), OFFICER) == "draft_needs_new_file"
    page = file("page again")
    again = done(returned, draft_payload(files=(page,)), OFFICER, files=[facts(page)])
    assert again.state == "returned_for_edit"
    submitted = done(again, SubmitDraft(), OFFICER)
    assert (submitted.state, submitted.return_reason) == ("unit_review", "")


# ── signature and number ──────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "changes",
    [
        {"valid_to_on": local_date(NOW) - timedelta(days=1)},
        {"revoked_at": NOW},
        {"document_types": ("QĐ",)},
        {"valid_from_on": local_date(NOW) + timedelta(days=1)},
    ],
)
def test_expired_or_revoked_delegation_cannot_sign(changes: dict[str, Any]) -> None:
    notice = outgoing(
        "awaiting_signature", document_type="TB", signer_id=CHIEF, authority="TL.", delegation_id=DELEGATION
    )
    seen = [next_version(notice, file("v"), signature("leader", CHIEF))]
    assert done(notice, Sign(file=file("v")), CHIEF, files=seen).state == "signed"
    people = with_entries(organisation(), delegations={DELEGATION: delegation(**changes)})
    assert reason(notice, Sign(file=file("v")), CHIEF, files=seen, people=people) == "signer_not_entitled"


def test_seal_is_impossible_before_the_leaders_signature() -> None:
    before = ("draft", "unit_review", "format_review", "awaiting_signature", "signed", "returned_for_edit")
    for state in before:
        assert reason(outgoing(state), Seal(file=file("v")), CLERK) == "wrong_state"
    assert reason(outgoing("numbered", code_number=None), Seal(file=file("v")), CLERK) == "number_pending"


def test_numbered_document_keeps_its_file_and_takes_the_servers_date() -> None:
    document = done(outgoing("signed"), Number(), CLERK)
    assert (document.files, document.issued_on, document.code_number) == (
        outgoing("signed").files,
        local_date(NOW),
        None,
    )
    assert seal_fields(document) == {}


def test_signed_document_is_not_edited() -> None:
    states = {state for row in rows() if (row.kind, row.action) == ("outgoing", "draft") for state in row.from_states}
    assert states == {"none", "draft", "returned_for_edit"}
    for state in ("signed", "numbered", "sealed", "dispatched"):
        assert reason(outgoing(state), draft_payload(), OFFICER) == "wrong_state"


def test_payload_of_a_draft_says_no_number_and_no_date() -> None:
    assert not {"code_number", "code_year", "issued_on"} & set(Draft.__struct_fields__)


def test_burnt_number_stays_burnt_with_its_reason() -> None:
    decision = play(outgoing("numbered"), VoidNumber(reason=REASON), CLERK, near=[entry()])
    document, row = decision.records  # type: ignore[union-attr]
    assert (document.state, document.code_number, document.issued_on) == ("returned_for_edit", None, None)  # type: ignore[union-attr]
    assert (row.id, row.number, row.void_reason) == (ENTRY, 7, REASON)  # type: ignore[union-attr]


@pytest.mark.parametrize("near", [[], [entry(document_id=uid("another"))], [entry(void_reason="đã hủy")]])
def test_number_without_its_row_is_not_burnt(near: list[Any]) -> None:
    assert reason(outgoing("numbered"), VoidNumber(reason=REASON), CLERK, near=near) == "register_row_missing"


# ── dispatch and after ────────────────────────────────────────────────────────────────────────────────────────────
def test_document_without_long_term_proof_is_not_dispatched() -> None:
    bare = outgoing("sealed", is_complete=False)
    assert reason(bare, Dispatch(), CLERK) == "seal_incomplete"
    assert done(bare, Dispatch(), CLERK, policy=Policy(dispatch_needs_completion=False)).state == "dispatched"


def test_document_without_recipients_is_not_dispatched() -> None:
    assert reason(outgoing("sealed", recipients=()), Dispatch(), CLERK) == "recipients_missing"


def test_recipient_confirms_for_himself_only() -> None:
    document = outgoing("dispatched", deliveries=done(outgoing("sealed"), Dispatch(), CLERK).deliveries)
    confirmed = done(document, ConfirmDelivery(recipient_name=RECIPIENTS[1].name), HEAD)
    assert [delivery.delivered_at for delivery in confirmed.deliveries] == [None, NOW]
    assert reason(document, ConfirmDelivery(recipient_name=RECIPIENTS[0].name), HEAD) == "recipient_not_you"
    assert reason(document, ConfirmDelivery(recipient_name="Không có"), CLERK) == "recipient_unknown"
    assert reason(confirmed, ConfirmDelivery(recipient_name=RECIPIENTS[1].name), CLERK) == "already_delivered"
    assert reason(document, ConfirmDelivery(recipient_name=RECIPIENTS[1].name), COLLEAGUE) == "not_yours"


def test_delivery_is_still_confirmed_after_filing() -> None:
    filed = outgoing("filed", deliveries=outgoing("dispatched").deliveries)
    confirmed = done(filed, ConfirmDelivery(recipient_name=RECIPIENTS[0].name), CLERK)
    assert (confirmed.state, confirmed.deliveries[0].delivered_at) == ("filed", NOW)


def test_recalled_document_is_frozen_with_its_reason() -> None:
    recalled = done(outgoing("dispatched"), Recall(reason=REASON), LEADER)
    assert (recalled.state, recalled.files) == ("recalled", outgoing("dispatched").files)
    assert not any("recalled" in row.from_states for row in rows() if row.kind == "outgoing")


@pytest.mark.parametrize(
    ("other", "code"),
    [
        (None, "replacement_unknown"),
        (outgoing("dispatched"), "replacement_unknown"),
        (outgoing("sealed", id=REPLACEMENT), "replacement_not_issued"),
        (outgoing("dispatched", id=REPLACEMENT, document_type="BC"), "replacement_form_differs"),
        (
            outgoing("dispatched", id=REPLACEMENT, entity_id=uid("vpubnd"), document_type="QĐ"),
            "replacement_form_differs",
        ),
    ],
)
def test_document_is_superseded_by_one_of_equal_form_only(other: Any, code: str) -> None:
    decided = outgoing("dispatched", document_type="QĐ")
    by = other.id if other is not None else REPLACEMENT
    assert reason(decided, Supersede(by_id=by), CLERK, near=[other] if other else []) == code


def test_document_is_superseded_by_its_like_or_corrected_by_a_letter() -> None:
    decided = outgoing("dispatched", document_type="QĐ")
    for kind in ("QĐ", ""):
        other = outgoing("dispatched", id=REPLACEMENT, document_type=kind)
        replaced = done(decided, Supersede(by_id=REPLACEMENT), CLERK, near=[other])
        assert (replaced.state, replaced.superseded_by, replaced.entity_id) == ("superseded", REPLACEMENT, COMMITTEE)
