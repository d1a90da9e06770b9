"""The verbs of a desk against a real server: offline first, nothing lost, nothing doubled."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.errors import ActionNotAllowed, DocumentUnknown, SecretRefused
from butphe.demo.people import COMMITTEE, LEADER, OFFICER, person_id
from office.actions import Direct, Opine, Submit
from office.records import Assignment
from paper.compose import compose
from paper.errors import NotAPdf
from tests.helpers.app_office import AppOffice


def states(desk, document: str) -> str:
    return desk.queries.document(document).state


def test_clerk_receives_and_sees_the_document_before_the_server_knows_it(app_office: AppOffice, clerk):
    document = clerk.receive(app_office.paper, COMMITTEE)
    view = clerk.queries.document(document)
    assert (view.state, view.pending) == ("arrived", ("Tiếp nhận",))
    clerk.sync()
    assert clerk.queries.document(document).pending == ()
    assert clerk.queries.outbox() == ()


def test_number_is_shown_as_pending_until_the_server_gives_it(app_office: AppOffice, clerk):
    document = app_office.register(clerk)
    fields = {field.label: field.value for field in clerk.queries.document(document).fields}
    assert int(fields["Số đến"]) >= 1
    assert clerk.queries.document(document).number_words == ""


def test_verb_the_rulebook_forbids_is_refused_at_once_and_nothing_is_queued(app_office: AppOffice, clerk):
    document = clerk.receive(app_office.paper, COMMITTEE)
    before = len(clerk.queries.outbox())
    with pytest.raises(ActionNotAllowed) as refused:
        clerk.act(document, Submit(to_id=person_id(LEADER)))
    assert refused.value.facts["reason"] == "wrong_state"
    assert len(clerk.queries.outbox()) == before


def test_action_that_has_not_left_can_be_undone(app_office: AppOffice, clerk):
    document = app_office.register(clerk)
    action = clerk.act(document, Submit(to_id=person_id(LEADER)))
    assert states(clerk, document) == "submitted"
    assert clerk.undo(action)
    assert states(clerk, document) == "registered"
    assert not clerk.undo(action)


def test_directive_reaches_the_officer(app_office: AppOffice, clerk):
    document = app_office.submit(clerk)
    with app_office.desk(LEADER) as leader:
        lead = Assignment(role="lead", person_id=person_id(OFFICER))
        leader.act(document, Direct(text="Giao xử lý", assignments=(lead,)))
        leader.sync()
    with app_office.desk(OFFICER) as officer:
        assert states(officer, document) == "directed"
        officer.act(document, Opine(id="0199f000-0000-7000-8000-000000000001", text="Đã nhận"))
        officer.sync()
        assert [view.text for view in officer.queries.document(document).opinions] == ["Giao xử lý", "Đã nhận"]


def test_document_seen_is_no_longer_unread(app_office: AppOffice, clerk):
    document = app_office.register(clerk)
    assert next(row for row in clerk.queries.page("incoming").rows if row.id == document).is_unread
    clerk.mark_read(document)
    assert not next(row for row in clerk.queries.page("incoming").rows if row.id == document).is_unread
    assert clerk.queries.outbox() == (), "that something was seen is nobody's business in the outbox"
    clerk.sync()


def test_what_is_no_pdf_is_refused_and_not_kept(app_office: AppOffice, clerk, tmp_path):
    letter = tmp_path / "thư.docx"
    letter.write_bytes(b"PK\x03\x04 not a page")
    before = clerk.queries.outbox()
    with pytest.raises(NotAPdf):
        clerk.receive(letter, COMMITTEE)
    assert clerk.queries.outbox() == before


def test_secret_document_is_refused_and_no_byte_of_it_is_kept(app_office: AppOffice, clerk, tmp_path):
    sheet = {
        "agency": "Sở Nội vụ",
        "number": "1",
        "notation": "SNV",
        "place": "Bình Sơn",
        "subject": "TỐI MẬT",
        "body": ["Nội dung."],
        "signer": "Nguyễn Văn A",
        "title": "Giám đốc",
    }
    secret = tmp_path / "mat.pdf"
    secret.write_bytes(compose("letter", sheet, at=datetime(2026, 1, 1, tzinfo=UTC)).pdf)
    waiting = clerk.queries.outbox()
    before = {path for path in clerk.parts.profile.folder.rglob("*") if path.is_file() and "files" in path.parts}
    with pytest.raises(SecretRefused):
        clerk.receive(secret, COMMITTEE)
    after = {path for path in clerk.parts.profile.folder.rglob("*") if path.is_file() and "files" in path.parts}
    assert after == before
    assert clerk.queries.outbox() == waiting


def test_document_of_nobody_is_said_to_be_unknown(app_office: AppOffice, clerk):
    with pytest.raises(DocumentUnknown):
        clerk.queries.document("0199f000-0000-7000-8000-00000000dead")


def test_saved_copy_is_the_very_file(app_office: AppOffice, clerk, tmp_path):
    document = clerk.receive(app_office.paper, COMMITTEE)
    clerk.save_file(document, tmp_path / "copy.pdf")
    assert (tmp_path / "copy.pdf").read_bytes() == app_office.paper.read_bytes()


def test_dossier_is_opened_and_found(app_office: AppOffice):
    with app_office.desk(OFFICER) as desk:
        dossier = desk.open_dossier(COMMITTEE, "01.KSTT", "Cải cách hành chính")
        desk.sync()
        assert dossier in [choice.id for choice in desk.queries.dossiers()]
