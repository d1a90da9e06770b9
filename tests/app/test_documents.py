"""One document as its screen shows it, on a real desk."""

from __future__ import annotations

from app.documents import wanted
from butphe.demo.people import COMMITTEE, LEADER, OFFICER, person_id
from office.actions import Action, Register, ReturnDraft, Submit
from office.facts import SignatureRole
from signing.certificates import fingerprint
from tests.helpers.app_office import AppOffice
from tests.helpers.office_world import NOW


def registered_form() -> Register:
    return Register(code="9/TTr-SNV", issued_on=None, issuing_agency="Sở Nội vụ", document_type="", subject="biên chế")


def choices(view) -> dict[str, bool]:
    return {choice.type: choice.enabled for choice in view.actions}


def test_possible_actions_come_first_and_the_others_say_why_not(app_office: AppOffice, clerk):
    view = clerk.queries.document(clerk.receive(app_office.paper, COMMITTEE))
    enabled = [choice.enabled for choice in view.actions]
    assert enabled == sorted(enabled, reverse=True)
    assert choices(view)["register"]
    assert not choices(view)["submit"]
    assert all(choice.reason for choice in view.actions if not choice.enabled)
    assert "mark_read" not in choices(view)


def test_number_is_said_to_come_from_the_server_while_registration_waits(app_office: AppOffice, clerk):
    document = clerk.receive(app_office.paper, COMMITTEE)
    clerk.act(document, registered_form())
    view = clerk.queries.document(document)
    assert view.number_words == "Số sẽ do máy chủ cấp khi có mạng"
    assert view.pending == ("Tiếp nhận", "Đăng ký")
    assert "Số đến" not in {field.label for field in view.fields}


def test_clerk_is_offered_the_arrival_stamp_with_the_entitys_certificate(app_office: AppOffice, clerk):
    signing = clerk.queries.document(app_office.register(clerk)).signing
    assert signing is not None
    role: SignatureRole = "arrival"
    assert (signing.action, signing.role, signing.is_place_fixed) == ("stamp", role, False)
    assert signing.fingerprints == (fingerprint(app_office.certificate("ubnd")),)


def test_who_has_it_and_what_comes_next_are_named(app_office: AppOffice, clerk):
    document = app_office.submit(clerk)
    with app_office.desk(LEADER) as desk:
        view = desk.queries.document(document)
        assert view.holders == ("Trần Minh Đức",)
        assert [step.who for step in view.steps if step.state == "current"] == ["Trần Minh Đức"]
        assert choices(view)["direct"]
        assert view.signing is None


def test_file_tells_whether_it_is_on_this_machine(app_office: AppOffice, clerk):
    (file,) = clerk.queries.document(clerk.receive(app_office.paper, COMMITTEE)).files
    assert (file.name, file.is_here, file.role) == (app_office.paper.name, True, "main")
    assert file.size_words.endswith("KB")


def test_what_an_action_wanted_is_kept_in_words():
    payload = ReturnDraft(reason="Bổ sung căn cứ.")
    action = Action(
        id="a", record_kind="outgoing", record_id="r", base_rev=1, payload=payload, actor=OFFICER, made_at=NOW
    )
    assert [(field.label, field.value) for field in wanted(action)] == [
        ("Việc", "Trả lại để sửa"),
        ("Lý do", "Bổ sung căn cứ."),
    ]


def test_document_of_others_is_not_shown(app_office: AppOffice, clerk):
    document = app_office.register(clerk)
    clerk.act(document, Submit(to_id=person_id(LEADER)))
    clerk.sync()
    with app_office.desk(OFFICER) as officer:
        assert officer.parts.record(document) is None
