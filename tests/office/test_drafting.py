"""A draft may be saved half done; what is said wrongly is refused at once, what is missing when it is submitted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from office.actions import Draft, SubmitDraft
from office.deadlines import local_date
from office.facts import SignedFacts
from office.records import OutgoingDocument
from tests.helpers.office_play import done, reason, with_entries
from tests.helpers.office_world import (
    ADMIN,
    CHIEF,
    CLERK,
    COMMITTEE,
    DELEGATION,
    HEAD,
    LEADER,
    NOW,
    OFFICE,
    OFFICER,
    PLACES,
    delegation,
    draft_payload,
    facts,
    file,
    organisation,
    outgoing,
    page,
    signature,
    uid,
)

EMPTY = Draft(entity_id=COMMITTEE, document_type="", notation="", subject="", unit_id="", unit_head_id="", signer_id="")
PAGE = file("page")
NOTE = file("note", role="attachment")
SCAN = replace(file("scan", role="attachment"), media_type="image/png")


def save(**changes: Any) -> Draft:
    return draft_payload(**{"files": (), **changes})


def test_draft_is_saved_half_done() -> None:
    document = done("outgoing", EMPTY, OFFICER)
    assert (document.state, document.drafter_id, document.subject) == ("draft", OFFICER, "")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"entity_id": uid("x")}, "entity_unknown"),
        ({"document_type": "ABC"}, "type_unknown"),
        ({"notation": "07/QĐ-UBND"}, "notation_malformed"),
        ({"urgency": -1}, "urgency_unknown"),
        ({"authority": "T/M"}, "authority_unknown"),
        ({"unit_id": uid("x")}, "unit_unknown"),
        ({"unit_head_id": uid("x")}, "person_unknown_named"),
        ({"signer_id": uid("x")}, "person_unknown_named"),
        ({"format_reviewer_id": uid("x")}, "person_unknown_named"),
    ],
)
def test_wrong_field_of_a_draft_is_refused_at_once(changes: dict[str, Any], code: str) -> None:
    assert reason("outgoing", save(**changes), OFFICER) == code


def test_draft_keeps_its_entity() -> None:
    assert reason(outgoing("draft"), save(entity_id=OFFICE), OFFICER) == "entity_changed"


# ── files ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_signed_page_is_no_draft() -> None:
    for signed in (
        SignedFacts(verdict="valid", signatures=(signature("leader", LEADER),)),
        SignedFacts(verdict="invalid"),
    ):
        assert (
            reason("outgoing", save(files=(PAGE,)), OFFICER, files=[facts(PAGE, signed=signed)])
            == "draft_already_signed"
        )


def test_page_with_a_number_in_it_is_no_draft() -> None:
    filled = facts(PAGE, signed=SignedFacts(filled={"number": "07"}))
    assert reason("outgoing", save(files=(PAGE,)), OFFICER, files=[filled]) == "filled_before_seal"
    empty = facts(PAGE, signed=SignedFacts(filled={"number": ""}))
    assert done("outgoing", save(files=(PAGE,)), OFFICER, files=[empty]).files[0].why == "draft"


def test_earlier_pages_are_kept_and_attachments_replaced() -> None:
    first = done("outgoing", save(files=(PAGE, NOTE)), OFFICER, files=[facts(PAGE), facts(NOTE)])
    assert [kept.name for kept in first.files] == ["note.pdf", "page.pdf"]
    newer = file("newer")
    second = done(first, save(files=(newer,)), OFFICER, files=[facts(newer)])
    assert [kept.name for kept in second.files] == ["page.pdf", "newer.pdf"]


def test_file_that_is_there_is_not_judged_again() -> None:
    first = done("outgoing", save(files=(PAGE, NOTE)), OFFICER, files=[facts(PAGE), facts(NOTE)])
    again = done(first, save(files=(PAGE, NOTE), subject="V/v khác"), OFFICER)
    assert (again.files, again.subject) == (first.files, "V/v khác")


def test_earlier_page_taken_up_again_is_judged_again() -> None:
    first = done("outgoing", save(files=(PAGE,)), OFFICER, files=[facts(PAGE)])
    newer = done(first, save(files=(file("newer"),)), OFFICER, files=[facts(file("newer"))])
    assert reason(newer, save(files=(PAGE,)), OFFICER) == "file_unknown"
    back = done(newer, save(files=(PAGE,)), OFFICER, files=[facts(PAGE)])
    assert [kept.name for kept in back.files] == ["page.pdf", "newer.pdf", "page.pdf"]


def test_picture_is_an_attachment_once_it_was_looked_at() -> None:
    seen = facts(SCAN, page_facts=page(is_pdf=False, has_text=False))
    assert reason("outgoing", save(files=(SCAN,)), OFFICER, files=[seen]) == "scan_needs_declaration"
    assert (
        done("outgoing", save(files=(SCAN,), declared_not_secret=True), OFFICER, files=[seen]).files[0].name
        == "scan.pdf"
    )


# ── ready to submit ───────────────────────────────────────────────────────────────────────────────────────────────
def submit(document: OutgoingDocument, **surroundings: Any) -> str:
    return reason(document, SubmitDraft(), OFFICER, **surroundings)


@pytest.mark.parametrize("field", ["subject", "notation", "unit_id", "unit_head_id", "signer_id"])
def test_draft_that_lacks_a_field_is_not_submitted(field: str) -> None:
    assert submit(outgoing("draft", **{field: ""})) == "draft_incomplete"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"unit_head_id": CHIEF}, "unit_head_wrong"),
        ({"format_reviewer_id": HEAD}, "reviewer_wrong"),
        ({"signer_id": HEAD}, "signer_not_entitled"),
        ({"files": ()}, "file_missing"),
        ({"files": (file("old", why="initial"),)}, "draft_needs_new_file"),
        ({"places": {name: PLACES[name] for name in ("number", "leader")}}, "draft_not_prepared"),
    ],
)
def test_draft_that_could_not_be_signed_is_not_submitted(changes: dict[str, Any], code: str) -> None:
    assert submit(outgoing("draft", **changes)) == code


def test_draft_goes_to_the_clerk_for_its_format_when_it_says_so() -> None:
    assert done(outgoing("draft", format_reviewer_id=CLERK), SubmitDraft(), OFFICER).state == "unit_review"
    assert submit(outgoing("draft", format_reviewer_id=ADMIN)) == "reviewer_wrong"


def test_deputy_signs_by_a_delegation_that_holds() -> None:
    notice = outgoing("draft", document_type="TB", signer_id=CHIEF, authority="TL.", delegation_id=DELEGATION)
    assert done(notice, SubmitDraft(), OFFICER).state == "unit_review"
    over = delegation(valid_to_on=local_date(NOW) - timedelta(days=1))
    assert submit(notice, people=with_entries(organisation(), delegations={DELEGATION: over})) == "signer_not_entitled"
