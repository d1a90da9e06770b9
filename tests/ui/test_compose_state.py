"""A filled drafting form means one draft; recipients that the office knows are linked by name."""

from __future__ import annotations

from office.records import Recipient
from tests.ui.samples import PEOPLE, TYPES
from ui.screens.acting.state import Values, missing
from ui.screens.compose.state import Choices, draft_form, drafting, recipient

RECEIVERS = (
    PEOPLE[0].__class__(id="sokhcn", title="Sở Khoa học và Công nghệ", detail="agency"),
    PEOPLE[0].__class__(id="kstt", title="Phòng KSTT", detail="unit"),
)
CHOICES = Choices(
    entities=PEOPLE, types=TYPES, unit_heads=PEOPLE, reviewers=PEOPLE, signers=PEOPLE, receivers=RECEIVERS
)
VALUES: Values = {
    "entity_id": "ubnd", "document_type": "", "subject": "góp ý dự thảo", "addressees": "Bộ KH&CN\n\n", "body": "Một.",
    "recipients": "- Sở Khoa học và Công nghệ (b/c);\nPhòng KSTT\nLưu: VT", "unit_head_id": "ha",
    "format_reviewer_id": "", "signer_id": "duc", "authority": "KT.", "urgency": "2",
}  # fmt: skip


def test_draft_has_what_was_filled_in() -> None:
    draft = draft_form(VALUES, "kstt", RECEIVERS, ("d1",))
    assert (draft.subject, draft.addressees, draft.authority, draft.urgency) == (
        "góp ý dự thảo",
        ("Bộ KH&CN",),
        "KT.",
        2,
    )
    assert draft.answers == ("d1",)
    assert draft.unit_id == "kstt"


def test_known_recipients_are_linked_and_their_note_is_kept() -> None:
    draft = draft_form(VALUES, "kstt", RECEIVERS)
    assert draft.recipients == (
        Recipient(name="Sở Khoa học và Công nghệ", note="b/c", agency_id="sokhcn"),
        Recipient(name="Phòng KSTT", unit_id="kstt"),
        Recipient(name="Lưu: VT"),
    )
    assert recipient("Nơi lạ (để biết)", RECEIVERS) == Recipient(name="Nơi lạ", note="để biết")


def test_earlier_draft_fills_the_form_again() -> None:
    form = drafting(CHOICES, draft_form(VALUES, "kstt", RECEIVERS), title="Sửa dự thảo")
    filled = {field.key: field.value for field in form.fields}
    assert form.title == "Sửa dự thảo"
    assert filled["recipients"] == "Sở Khoa học và Công nghệ (b/c)\nPhòng KSTT\nLưu: VT"
    assert filled["urgency"] == "2"


def test_letter_needs_somebody_to_address() -> None:
    form = drafting(CHOICES)
    without = {**VALUES, "addressees": "", "format_reviewer_id": "ha"}
    assert missing(form, without) == "Công văn cần ít nhất một nơi ở dòng Kính gửi"
    assert missing(form, {**without, "document_type": "QĐ"}) == ""
