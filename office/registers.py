"""The books of the office: their columns, which book a document goes into, and rows ready to print (D30 App. IV).

It decides what stands in a row; the number of the row is given by the server alone. Books that are kept in the
system are printed in full and bound all the same (D30 Art. 16.2b, 22.3b).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from office.catalogue import type_name
from office.deadlines import local_date
from office.handling import assignments_of
from office.numbering import document_code
from office.records import Book, Document, IncomingDocument, OutgoingDocument, RegisterEntry, main_file
from office.words import STATES, word
from office.world import Organisation


class Column(NamedTuple):
    """One column of a book: what `row_of` calls it, and its heading."""

    code: str
    vi: str
    en: str


class BookForm(NamedTuple):
    """A book as the law draws it."""

    code: str
    vi: str
    en: str
    law: str
    columns: tuple[Column, ...]


INCOMING = BookForm(
    "incoming",
    "Sổ đăng ký văn bản đến",
    "Register of incoming documents",
    "D30 App. IV I",
    (
        Column("arrival_on", "Ngày đến", "Arrived on"),
        Column("number", "Số đến", "Arrival number"),
        Column("author", "Tác giả", "Author"),
        Column("code", "Số, ký hiệu văn bản", "Symbol"),
        Column("issued_on", "Ngày văn bản", "Dated"),
        Column("title", "Tên loại và trích yếu nội dung văn bản", "Type and subject"),
        Column("handler", "Đơn vị hoặc người nhận", "Unit or person"),
        Column("handed_on", "Ngày chuyển", "Handed over on"),
        Column("receipt", "Ký nhận", "Receipt"),
        Column("note", "Ghi chú", "Note"),
    ),
)
OUTGOING = BookForm(
    "outgoing",
    "Sổ đăng ký văn bản đi",
    "Register of outgoing documents",
    "D30 App. IV III",
    (
        Column("code", "Số, ký hiệu văn bản", "Symbol"),
        Column("issued_on", "Ngày tháng văn bản", "Dated"),
        Column("title", "Tên loại và trích yếu nội dung văn bản", "Type and subject"),
        Column("signer", "Người ký", "Signer"),
        Column("recipients", "Nơi nhận văn bản", "Recipients"),
        Column("kept_by", "Đơn vị, người nhận bản lưu", "Who keeps the copy"),
        Column("copies", "Số lượng bản", "Copies"),
        Column("handed_on", "Ngày chuyển", "Dispatched on"),
        Column("receipt", "Ký nhận", "Receipt"),
        Column("note", "Ghi chú", "Note"),
    ),
)
TRACKING = BookForm(
    "tracking",
    "Sổ theo dõi giải quyết văn bản đến",
    "Follow-up of incoming documents",
    "D30 App. IV VIII",
    (
        Column("number", "Số đến", "Arrival number"),
        Column("title", "Tên loại, số và ký hiệu, ngày tháng và tác giả văn bản", "Type, symbol, date and author"),
        Column("handler", "Đơn vị hoặc người nhận", "Unit or person"),
        Column("due_on", "Thời hạn giải quyết", "Due on"),
        Column("progress", "Tiến độ giải quyết", "Progress"),
        Column("answers", "Số, ký hiệu văn bản trả lời", "Symbol of the answer"),
        Column("note", "Ghi chú", "Note"),
    ),
)
BOOKS: dict[str, BookForm] = {form.code: form for form in (INCOMING, OUTGOING, TRACKING)}


def which_book(document: Document) -> Book:
    """The book that a document of an entity is entered into; all administrative types share one (D30 Art. 15.1)."""
    return "incoming" if isinstance(document, IncomingDocument) else "outgoing"


def make_entry(entry_id: str, document: Document, number: int, *, year: int, entered_on: date) -> RegisterEntry:
    """The row that carries a number: without it there is no number."""
    code = document.code if isinstance(document, IncomingDocument) else document_code(number, document.notation)
    return RegisterEntry(
        id=entry_id,
        entity_id=document.entity_id,
        book=which_book(document),
        year=year,
        number=number,
        document_id=document.id,
        entered_on=entered_on,
        entered_by=document.history[-1].by if document.history else "",
        code=code,
        subject=document.subject,
    )


def row_of(
    entry: RegisterEntry, document: Document | None, organisation: Organisation, *, language: str = "vi"
) -> dict[str, str]:
    """A row of the incoming or outgoing book in the words of its columns.

    The entry alone gives number, symbol and subject, so that a row stays whole when the document is no longer seen.
    """
    row = {"number": str(entry.number), "code": entry.code, "title": entry.subject, "note": entry.void_reason}
    match document:
        case IncomingDocument():
            row |= _incoming_row(document, organisation, language)
        case OutgoingDocument():
            row |= _outgoing_row(document, organisation, language)
    form = BOOKS.get(entry.book, OUTGOING)
    return {column.code: row.get(column.code, "") for column in form.columns}


def tracking_row(
    document: IncomingDocument,
    organisation: Organisation,
    answers: Mapping[str, OutgoingDocument],
    *,
    language: str = "vi",
) -> dict[str, str]:
    """A row of the follow-up of incoming documents; `answers` holds the answering documents by id."""
    due = [part.due_on for part in assignments_of(document) if part.due_on and part.state != "returned"]
    codes = [
        document_code(answer.code_number, answer.notation)
        for answer_id in document.answered_by
        if (answer := answers.get(answer_id)) and answer.code_number is not None
    ]
    named = (
        type_name(document.document_type, language),
        document.code,
        _day(document.issued_on),
        document.issuing_agency,
    )
    return {
        "number": str(document.arrival_number or ""),
        "title": ", ".join(part for part in named if part),
        "handler": _handlers(document, organisation),
        "due_on": _day(max(due)) if due else "",
        "progress": word(STATES, document.state, language),
        "answers": ", ".join(codes),
        "note": document.result_note,
    }


def _incoming_row(document: IncomingDocument, organisation: Organisation, language: str) -> dict[str, str]:
    directive = document.directive
    return {
        "arrival_on": _day(document.arrival_on),
        "author": document.issuing_agency,
        "issued_on": _day(document.issued_on),
        "title": f"{type_name(document.document_type, language)} {document.subject}".strip(),
        "handler": _handlers(document, organisation),
        "handed_on": _day(local_date(directive.at)) if directive else "",
    }


def _outgoing_row(document: OutgoingDocument, organisation: Organisation, language: str) -> dict[str, str]:
    signer = organisation.people.get(document.signer_id)
    unit = organisation.units.get(document.unit_id)
    row = {
        "issued_on": _day(document.issued_on),
        "title": f"{type_name(document.document_type, language)} {document.subject}".strip(),
        "signer": signer.name if signer else "",
        "recipients": "; ".join(recipient.name for recipient in document.recipients),
        "kept_by": unit.name if unit else "",
        "copies": str(len(document.recipients)) if main_file(document) else "",
    }
    if document.deliveries:
        row["handed_on"] = _day(local_date(document.deliveries[0].sent_at))
    return row


def _handlers(document: IncomingDocument, organisation: Organisation) -> str:
    names = []
    for part in assignments_of(document):
        person, unit = organisation.people.get(part.person_id), organisation.units.get(part.unit_id)
        if found := (person.name if person else unit.name if unit else ""):
            names.append(found)
    return "; ".join(names)


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
