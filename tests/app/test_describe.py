"""Records in the user's words: rows, fields, steps, chips."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from app import describe
from office.records import Assignment, Directive, HistoryLine, IncomingDocument, Opinion, OutgoingDocument, Recipient
from tests.helpers.office_world import COMMITTEE, HEAD, KSTT, LEADER, NOW, OFFICER, file, organisation

TODAY = date(2026, 3, 10)
OFFICE = organisation()
INCOMING = IncomingDocument(
    id="in",
    entity_id=COMMITTEE,
    state="directed",
    code="12/TTr-SNV",
    issued_on=date(2026, 3, 8),
    issuing_agency="Sở Nội vụ",
    document_type="TTr",
    subject="phê duyệt biên chế",
    urgency=3,
    arrival_number=5,
    arrival_on=TODAY,
    files=(file("a"), file("b", role="attachment")),
    directive=Directive(
        text="Giao An xử lý",
        by=LEADER,
        at=NOW,
        assignments=(Assignment(role="lead", person_id=OFFICER, due_on=TODAY + timedelta(days=2)),),
    ),
    opinions=(Opinion(id="o", by=OFFICER, at=NOW, text="Đang làm"),),
    history=(HistoryLine(action_id="1", type="register", by=OFFICER, at=NOW, note="gấp"),),
)
OUTGOING = OutgoingDocument(
    id="out",
    entity_id=COMMITTEE,
    state="awaiting_signature",
    notation="UBND-KSTT",
    subject="trả lời",
    drafter_id=OFFICER,
    unit_id=KSTT,
    unit_head_id=HEAD,
    signer_id=LEADER,
    authority="KT.",
    recipients=(Recipient(name="Sở Nội vụ"), Recipient(name="Như trên")),
)


def row(record, **marks):
    given = {"is_unread": False, "is_pending": False, "is_conflict": False} | marks
    return describe.row_of(record, OFFICER, OFFICE, NOW, **given)


def fields(record) -> dict[str, str]:
    return {field.label: field.value for field in describe.fields_of(record, OFFICE)}


@pytest.mark.parametrize(
    ("days", "said", "tone"),
    [
        (-3, "Quá hạn 3 ngày", "danger"),
        (0, "Hạn hôm nay", "danger"),
        (1, "Còn 1 ngày", "warning"),
        (5, "Còn 5 ngày", "info"),
    ],
)
def test_deadline_is_said_in_words_not_by_colour_alone(days, said, tone):
    chip = describe.due_chip(TODAY + timedelta(days=days), NOW)
    assert (chip.text, chip.tone) == (said, tone)


def test_document_without_a_deadline_has_no_chip_for_it():
    assert describe.due_chip(None, NOW) is None
    assert describe.due_on(OUTGOING, OFFICER) is None


def test_own_deadline_comes_before_the_leads():
    own = Assignment(role="support", person_id=HEAD, due_on=TODAY + timedelta(days=1))
    directive = replace(INCOMING.directive, assignments=(*INCOMING.directive.assignments, own))
    record = replace(INCOMING, directive=directive)
    assert describe.due_on(record, HEAD) == TODAY + timedelta(days=1)
    assert describe.due_on(record, LEADER) == TODAY + timedelta(days=2)


def test_row_says_who_what_when_and_how_urgent():
    shown = row(INCOMING, is_unread=True)
    assert (shown.heading, shown.title, shown.when) == ("Sở Nội vụ", "Phê duyệt biên chế", "10:00")
    assert [chip.text for chip in shown.chips][:3] == ["HỎA TỐC", "Còn 2 ngày", "Tờ trình"]
    assert shown.has_attachments
    assert shown.has_opinions
    assert shown.is_unread


def test_row_is_spoken_whole():
    assert row(INCOMING).spoken.startswith("Sở Nội vụ, Phê duyệt biên chế, HỎA TỐC")


def test_document_not_yet_registered_is_called_by_its_file():
    assert row(IncomingDocument(id="x", entity_id=COMMITTEE, files=(file("scan"),))).title == "scan.pdf"


def test_number_that_is_not_given_yet_is_shown_as_blank_not_invented():
    assert fields(OUTGOING)["Số, ký hiệu"] == "…/UBND-KSTT"
    assert describe.code_of(OUTGOING) == ""
    numbered = replace(OUTGOING, code_number=5, issued_on=TODAY)
    assert fields(numbered)["Số, ký hiệu"] == "05/UBND-KSTT"
    assert fields(numbered)["Ngày ban hành"] == "10/03/2026"


def test_fields_leave_out_what_is_empty():
    assert "Lý do trả lại" not in fields(INCOMING)
    assert fields(INCOMING)["Số đến"] == "05"
    assert fields(OUTGOING)["Nơi nhận"] == "Sở Nội vụ; Như trên"
    assert fields(OUTGOING)["Người ký"] == "KT. Hoàng Quốc Khánh"


def test_flow_shows_what_was_done_who_has_it_and_what_comes():
    steps = describe.steps_of(OUTGOING, ("Hoàng Quốc Khánh",), OFFICE)
    assert [(step.who, step.state) for step in steps] == [
        ("Hoàng Quốc Khánh", "current"),
        ("Văn thư", "next"),
        ("Văn thư", "next"),
        ("Văn thư", "next"),
    ]
    assert [step.what for step in steps[1:]] == ["Lấy số", "Đóng dấu", "Phát hành"]


def test_history_names_people_and_keeps_their_words():
    (step,) = describe.history_of(INCOMING, OFFICE)
    assert (step.who, step.what, step.when) == ("Nguyễn Văn An", "Đăng ký · gấp", "10/03/2026 10:00")


def test_history_says_what_an_opinion_was():
    (opinion,) = INCOMING.opinions
    line = replace(INCOMING.history[0], type="opine", by=opinion.by, at=opinion.at, note="")
    (step,) = describe.history_of(replace(INCOMING, history=(line,)), OFFICE)
    assert step.what == f"Cho ý kiến · {opinion.text}"


def test_directive_stands_before_the_opinions():
    assert [view.text for view in describe.opinions_of(INCOMING, OFFICE, NOW)] == ["Giao An xử lý", "Đang làm"]


def test_somebody_this_desk_does_not_know_is_shown_by_id():
    assert describe.name_of("stranger", OFFICE) == "stranger"
    assert describe.unit_name("", OFFICE) == ""
