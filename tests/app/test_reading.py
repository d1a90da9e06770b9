"""The registration form filled from the page."""

from __future__ import annotations

from datetime import date

import pytest

from app.errors import DocumentUnknown
from butphe.demo.people import COMMITTEE
from office.actions import Register
from tests.helpers.app_office import AppOffice


def test_form_holds_what_the_page_says_and_where(app_office: AppOffice, clerk):
    read = clerk.reading.fields(clerk.receive(app_office.paper, COMMITTEE))
    assert read.values["code"] == "2147/BKHCN-CĐSQG"
    assert read.values["issuing_agency"] == "Bộ Khoa học và Công nghệ", "as the directory writes it"
    assert "góp ý dự thảo Kế hoạch chuyển đổi số" in read.values["subject"]
    assert date.fromisoformat(read.values["issued_on"])
    assert read.places["code"].page == 1
    assert not read.is_scan


def test_form_does_not_wait_for_the_judgement_of_signatures(app_office: AppOffice, clerk, monkeypatch):
    document = clerk.receive(app_office.paper, COMMITTEE)
    monkeypatch.setattr(clerk.parts.documents, "verify", None)
    assert clerk.reading.fields(document).values["code"] == "2147/BKHCN-CĐSQG"


def test_document_that_is_registered_already_is_said_before_it_is_registered_again(app_office: AppOffice, clerk):
    first, second = (clerk.receive(app_office.paper, COMMITTEE) for _turn in range(2))
    values = clerk.reading.fields(second).values
    register = Register(
        code=values["code"],
        issued_on=date.fromisoformat(values["issued_on"]),
        issuing_agency=values["issuing_agency"],
        document_type="",
        subject=values["subject"],
    )
    clerk.act(first, register)
    clerk.sync()
    assert "2147/BKHCN-CĐSQG" in clerk.reading.fields(second).duplicate_of
    assert clerk.reading.fields(second).duplicate_of.startswith("Đã đăng ký: số đến ")


def test_plain_copy_for_the_screen_is_gone_afterwards(app_office: AppOffice, clerk):
    document = clerk.receive(app_office.paper, COMMITTEE)
    with clerk.reading.page_file(clerk.file_of(document)) as page:
        assert page.read_bytes() == app_office.paper.read_bytes()
    assert not page.exists()


def test_dossier_has_no_page_to_read(app_office: AppOffice, clerk):
    with pytest.raises(DocumentUnknown):
        clerk.reading.fields(clerk.open_dossier(COMMITTEE, "09.VT", "Hồ sơ không có trang"))
