"""The books: their columns by the decree, rows ready to print."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from office.deadlines import local_date
from office.registers import BOOKS, make_entry, row_of, tracking_row, which_book
from tests.helpers.office_world import ANSWER, CLERK, INCOMING, NOW, REASON, entry, incoming, organisation, outgoing

OURS = organisation()


@pytest.mark.parametrize(("book", "least"), [("incoming", 10), ("outgoing", 10), ("tracking", 7)])
def test_book_has_the_columns_of_the_decree(book: str, least: int) -> None:
    form = BOOKS[book]
    assert len(form.columns) == least
    assert form.law.startswith("D30")
    assert all(column.vi and column.en for column in form.columns)


def test_document_goes_into_the_book_of_its_direction() -> None:
    assert (which_book(incoming()), which_book(outgoing())) == ("incoming", "outgoing")


def test_row_of_the_incoming_book_says_who_handles() -> None:
    document = incoming("directed")
    made = make_entry("e", document, 12, year=2026, entered_on=local_date(NOW))
    assert (made.code, made.entered_by, made.document_id) == ("45/SNV-CCHC", CLERK, INCOMING)
    assert row_of(made, document, OURS) == {
        "arrival_on": "10/03/2026",
        "number": "12",
        "author": "Sở Nội vụ",
        "code": "45/SNV-CCHC",
        "issued_on": "07/03/2026",
        "title": "Công văn V/v rà soát thủ tục hành chính",
        "handler": "Nguyễn Văn An; Phòng Kiểm soát thủ tục hành chính",
        "handed_on": "10/03/2026",
        "receipt": "",
        "note": "",
    }


def test_row_of_the_outgoing_book_says_signer_recipients_and_dispatch() -> None:
    row = row_of(entry(), outgoing("dispatched", document_type="QĐ"), OURS, language="en")
    assert row["code"] == "07/UBND-KSTT"
    assert row["title"].startswith("Decision V/v")
    assert row["signer"] == "Hoàng Quốc Khánh"
    assert row["recipients"] == "Sở Nội vụ tỉnh Bình Sơn; Phòng KSTT"
    assert (row["kept_by"], row["copies"], row["handed_on"]) == (
        "Phòng Kiểm soát thủ tục hành chính",
        "2",
        "10/03/2026",
    )


def test_burnt_number_stays_in_the_book_with_its_reason_and_needs_no_document() -> None:
    row = row_of(entry(void_reason=REASON, subject="V/v trả lời"), None, OURS)
    assert (row["code"], row["title"], row["note"], row["signer"]) == ("07/UBND-KSTT", "V/v trả lời", REASON, "")


def test_follow_up_says_due_date_progress_and_answer() -> None:
    document = replace(incoming("completed"), answered_by=(ANSWER,))
    row = tracking_row(document, OURS, {ANSWER: outgoing("dispatched", id=ANSWER)})
    assert row["title"] == "Công văn, 45/SNV-CCHC, 07/03/2026, Sở Nội vụ"
    assert (row["number"], row["due_on"], row["progress"]) == ("12", "20/03/2026", "đã hoàn thành")
    assert (row["answers"], row["note"]) == ("07/UBND-KSTT", "Đã trả lời.")
    assert row.keys() == {column.code for column in BOOKS["tracking"].columns}
    waiting = tracking_row(incoming("registered"), OURS, {})
    assert (waiting["due_on"], waiting["answers"], waiting["handler"]) == ("", "", "")
