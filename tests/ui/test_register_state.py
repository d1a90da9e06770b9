"""The registration form: what was read is filled in, what was not is marked; duplicates and scans are said first."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from office.actions import Register
from tests.ui.samples import READ, TYPES
from ui.screens.acting.state import Values
from ui.screens.register.state import register_payload, registration, secrecy_choices

VALUES: Values = {
    "code": "1024/BTC", "issued_on": date(2026, 11, 20), "issuing_agency": "Bộ Tài chính", "document_type": "",
    "subject": "V/v dự toán", "signer_name": "", "urgency": "3", "secrecy": "",
}  # fmt: skip


def test_what_was_not_read_is_marked() -> None:
    fields = {field.key: field for field in registration(READ, TYPES).form.fields}
    assert fields["code"].value == "1024/BTC-NSNN"
    assert fields["issued_on"].value == date(2026, 11, 20)
    assert not fields["code"].is_doubtful
    assert fields["signer_name"].is_doubtful


def test_duplicate_is_named_before_registering() -> None:
    notice = registration(READ, TYPES).notice
    assert notice is not None
    assert notice.detail == READ.duplicate_of


def test_scan_is_said_to_be_one() -> None:
    notice = registration(replace(READ, duplicate_of="", is_scan=True), TYPES).notice
    assert notice is not None
    assert "Trang ảnh" in notice.headline
    assert registration(replace(READ, duplicate_of=""), TYPES).notice is None


def test_form_can_be_filled_while_the_page_is_still_being_read() -> None:
    state = registration(None, TYPES)
    assert state.notice is not None
    assert not any(field.is_doubtful for field in state.form.fields)


def test_filled_form_is_the_action() -> None:
    assert register_payload(VALUES) == Register(
        code="1024/BTC", issued_on=date(2026, 11, 20), issuing_agency="Bộ Tài chính", document_type="",
        subject="V/v dự toán", urgency=3,
    )  # fmt: skip


def test_secrecy_that_the_clerk_saw_goes_to_the_rulebook() -> None:
    assert {choice.id for choice in secrecy_choices()} == {"Mật", "Tối mật", "Tuyệt mật"}
    assert register_payload({**VALUES, "secrecy": "Mật"}).secrecy == "Mật"
