"""From the officer's form to the page: notation, authority lines, recipients."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from app import drafting
from app.drafting import DraftForm
from app.errors import PayloadBroken
from office.records import OutgoingDocument, Recipient
from paper.compose import compose
from tests.helpers.office_world import COMMITTEE, HEAD, KSTT, LEADER, OFFICE, organisation

KNOWN = organisation()
FORM = DraftForm(
    entity_id=COMMITTEE,
    subject="góp ý dự thảo",
    body="Đoạn một.\n\nĐoạn hai.\n\n",
    unit_id=KSTT,
    unit_head_id=HEAD,
    signer_id=LEADER,
    recipients=(Recipient(name="Như trên"), Recipient(name="Chủ tịch", note="b/c")),
    addressees=("Bộ Nội vụ",),
)


def sheet(form=FORM, **more):
    return drafting.sheet_of(form, KNOWN, **({"is_fictional": False} | more))


@pytest.mark.parametrize(
    ("changes", "notation"),
    [
        ({}, "UBND-KSTT"),
        ({"document_type": "QĐ"}, "QĐ-UBND"),
        ({"document_type": "TTr", "entity_id": OFFICE}, "TTr-VPUBND"),
        ({"unit_id": ""}, "UBND"),
        ({"notation": "UBND-VX"}, "UBND-VX"),
    ],
)
def test_notation_follows_the_decree_unless_it_was_typed(changes, notation):
    assert drafting.notation_of(replace(FORM, **changes), KNOWN) == notation


@pytest.mark.parametrize(
    ("authority", "above", "title"),
    [
        ("", [], "PHÓ CHỦ TỊCH"),
        ("KT.", ["KT. CHỦ TỊCH"], "PHÓ CHỦ TỊCH"),
        ("TM.", ["TM. Ủy ban nhân dân"], "PHÓ CHỦ TỊCH"),
    ],
)
def test_lines_over_the_signature_follow_the_authority(authority, above, title):
    form = replace(FORM, authority=authority)
    assert drafting.authority_of(form, KNOWN.entities[COMMITTEE], KNOWN) == (above, title)


@pytest.mark.parametrize("stranger", [{"entity_id": "nowhere"}, {"signer_id": "nobody"}])
def test_form_that_names_a_stranger_is_refused_before_a_page_is_made(stranger):
    drafting.require_known(FORM, KNOWN)
    with pytest.raises(PayloadBroken) as refused:
        drafting.require_known(replace(FORM, **stranger), KNOWN)
    assert next(iter(stranger)) in str(refused.value)


def test_page_has_the_paragraphs_and_the_recipients_with_the_kept_copy_last():
    drawn = sheet()
    assert drawn["body"] == ["Đoạn một.", "Đoạn hai."]
    assert drawn["recipients"] == ["Như trên;", "Chủ tịch (b/c);", "Lưu: VT, KSTT."]
    assert drawn["subject"] == "V/v góp ý dự thảo"


def test_named_type_has_its_name_and_no_short_summary():
    drawn = sheet(replace(FORM, document_type="BC"))
    assert (drawn["type_name"], drawn["subject"]) == ("Báo cáo", "góp ý dự thảo")
    assert drafting.template_of("BC") == "named"


def test_made_up_document_says_so():
    assert sheet(is_fictional=True)["fictional"] is True


@pytest.mark.parametrize("kind", ["", "QĐ", "BC"])
def test_form_composes_with_all_places_blank(kind):
    form = replace(FORM, document_type=kind)
    composed = compose(drafting.template_of(kind), sheet(form), at=datetime(2026, 3, 10, tzinfo=UTC))
    assert {"number", "day", "month", "year", "initial1", "leader", "seal"} <= set(composed.places)


def test_draft_comes_back_as_the_form_it_was_made_from():
    document = OutgoingDocument(
        id="x",
        entity_id=COMMITTEE,
        notation="UBND-KSTT",
        subject=FORM.subject,
        unit_id=KSTT,
        unit_head_id=HEAD,
        signer_id=LEADER,
        recipients=FORM.recipients,
        body={"text": FORM.body, "addressees": "Bộ Nội vụ"},
    )
    assert drafting.form_of(document) == replace(FORM, notation="UBND-KSTT")
