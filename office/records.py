"""The records of an office, frozen, and the wire form as well (one definition, validated at every boundary).

A document is one aggregate: its directive, assignments, opinions, files, deliveries and history change with it and
under its one `rev`. Ids are UUIDv7 text made by whoever creates the thing. Times are UTC instants (`_at`),
law-visible dates are local dates at +07:00 (`_on`).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

import msgspec

from office.base import Part, Record
from office.personal import PersonalRecord

Instant = Annotated[datetime, msgspec.Meta(tz=True)]
"""A UTC instant, timezone-aware; one without a zone is refused where it is read."""

IncomingState = Literal[
    "arrived",
    "returned",
    "registered",
    "submitted",
    "directed",
    "in_progress",
    "completed",
    "filed",
    "archived",
    "recalled",
]
OutgoingState = Literal[
    "draft",
    "unit_review",
    "format_review",
    "awaiting_signature",
    "signed",
    "numbered",
    "sealed",
    "dispatched",
    "delivered",
    "filed",
    "archived",
    "returned_for_edit",
    "recalled",
    "superseded",
]
RoleName = Literal["officer", "unit_head", "chief_of_office", "leader", "clerk", "archivist", "administrator"]
AssignmentRole = Literal["lead", "support", "inform"]
FileRole = Literal["main", "attachment", "source"]
Channel = Literal["axis", "provincial_bus", "internal", "official_mailbox", "paper", "citizen", "other"]
Book = Literal["incoming", "outgoing", "copy"]
ReceiptCode = Literal["01", "02", "03", "04", "05", "06", "15"]
VerdictName = Literal["valid", "indeterminate", "invalid", "unsigned"]


class FileRef(Part):
    """One version of a file, named by its SHA-256 (lower-case hex)."""

    sha256: str
    name: str
    size: int
    role: FileRole = "main"
    media_type: str = "application/pdf"
    why: str = "original"
    """The action that made this version: original, draft, initial, sign, seal, stamp, renew."""
    by: str = ""
    at: Instant | None = None


class HistoryLine(Part):
    """One thing that was done, by whom and when; appended by the executor of the action."""

    action_id: str
    type: str
    by: str
    at: Instant
    note: str = ""


class Opinion(Part):
    """An opinion or progress note (ý kiến)."""

    id: str
    by: str
    at: Instant
    text: str


class Assignment(Part):
    """Who is to handle (phân công): a person or a unit, as lead (chủ trì), support (phối hợp) or inform (để biết)."""

    role: AssignmentRole
    person_id: str = ""
    unit_id: str = ""
    due_on: date | None = None
    state: Literal["open", "done", "returned"] = "open"
    reason: str = ""


class Directive(Part):
    """The leader's instruction on an incoming document (bút phê), D30 Art. 23.2."""

    text: str
    by: str
    at: Instant
    assignments: tuple[Assignment, ...]


class Extension(Part):
    """A wish to be given more time, and the answer to it; late stays late."""

    id: str
    by: str
    at: Instant
    until_on: date
    reason: str
    decision: Literal["", "granted", "denied"] = ""
    decided_by: str = ""


class SignatureSummary(Part):
    """What validation said of a file when it came in, in the words of the verdict."""

    verdict: VerdictName
    signers: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    checked_at: Instant | None = None


class Recipient(Part):
    """Who receives an outgoing document (nơi nhận): a person or unit here, or an agency; `note` as printed (b/c, …)."""

    name: str
    person_id: str = ""
    unit_id: str = ""
    agency_id: str = ""
    note: str = ""


class Delivery(Part):
    """What became of one recipient's copy."""

    recipient: Recipient
    sent_at: Instant
    delivered_at: Instant | None = None


class Receipt(Part):
    """A status told to the sender: the code of the national axis, and when it went out (D30 Art. 21.2)."""

    code: ReceiptCode
    at: Instant


class Place(Part):
    """A rectangle on a page as seen: page from 1, points, origin top left, y down."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


class IncomingDocument(Record, tag="incoming"):
    """Văn bản đến: received from any other body or person (D30 Art. 3.6)."""

    entity_id: str
    state: IncomingState = "arrived"
    code: str = ""
    """Số, ký hiệu as printed, verbatim."""
    issued_on: date | None = None
    issuing_agency: str = ""
    document_type: str = ""
    """Abbreviation of `office.catalogue`; "" is a letter (công văn)."""
    subject: str = ""
    signer_name: str = ""
    urgency: int = 0
    channel: Channel = "other"
    has_text: bool = True
    """False: a scan whose secrecy the clerk declared by eye (see `declared_not_secret_by`)."""
    declared_not_secret_by: str = ""
    received_by: str = ""
    received_at: Instant | None = None
    arrival_number: int | None = None
    arrival_year: int | None = None
    arrival_on: date | None = None
    register_entry_id: str = ""
    """The row of the book that carries its number."""
    signatures: SignatureSummary | None = None
    files: tuple[FileRef, ...] = ()
    """Every version, oldest first; the last of role main is the present one."""
    submitted_to: str = ""
    directive: Directive | None = None
    opinions: tuple[Opinion, ...] = ()
    extensions: tuple[Extension, ...] = ()
    answered_by: tuple[str, ...] = ()
    """Outgoing documents that answer this one."""
    result_note: str = ""
    return_reason: str = ""
    receipts: tuple[Receipt, ...] = ()
    """What the sender was told, oldest first."""
    dossier_ids: tuple[str, ...] = ()
    history: tuple[HistoryLine, ...] = ()


class OutgoingDocument(Record, tag="outgoing"):
    """Văn bản đi: issued by one of the office's issuing entities (D30 Art. 3.5)."""

    entity_id: str
    state: OutgoingState = "draft"
    document_type: str = ""
    notation: str = ""
    """Ký hiệu, what stands after the slash: `QĐ-UBND`, `VPUBND-KSTT`."""
    subject: str = ""
    urgency: int = 0
    drafter_id: str = ""
    unit_id: str = ""
    unit_head_id: str = ""
    format_reviewer_id: str = ""
    signer_id: str = ""
    authority: str = ""
    """Prefix of the signature block: "", TM., KT., TL., TUQ., Q."""
    delegation_id: str = ""
    recipients: tuple[Recipient, ...] = ()
    answers: tuple[str, ...] = ()
    """Incoming documents that this one answers."""
    files: tuple[FileRef, ...] = ()
    places: dict[str, Place] = {}
    """Exact places of the composed page: number, day, month, year, initial1…, leader, seal."""
    body: dict[str, str] = {}
    """What the draft was composed from (template, paragraphs …), for the next edit."""
    code_number: int | None = None
    code_year: int | None = None
    issued_on: date | None = None
    register_entry_id: str = ""
    """The row of the book that carries its number."""
    is_complete: bool = False
    """Every signature of the present file is provable long-term (B-LTA)."""
    opinions: tuple[Opinion, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    return_reason: str = ""
    superseded_by: str = ""
    dossier_ids: tuple[str, ...] = ()
    history: tuple[HistoryLine, ...] = ()


class Dossier(Record, tag="dossier"):
    """Hồ sơ công việc: the case file (D30 Art. 3.14)."""

    entity_id: str
    code: str
    title: str
    retention: str = ""
    holder_id: str = ""
    state: Literal["open", "closed", "archived"] = "open"
    opened_on: date | None = None
    closed_on: date | None = None
    document_ids: tuple[str, ...] = ()
    history: tuple[HistoryLine, ...] = ()


class RegisterEntry(Record, tag="register_entry"):
    """A row of a book; (entity, book, year, number) is unique and gapless, given by the server alone."""

    entity_id: str
    book: Book
    year: int
    number: int
    document_id: str
    entered_on: date
    entered_by: str = ""
    code: str = ""
    subject: str = ""
    void_reason: str = ""
    """A burnt number stays burnt, with its reason."""


class Post(Part):
    """A position held: a role, in a unit (or in none, for the leaders of the entity)."""

    role: RoleName
    unit_id: str = ""
    title: str = ""


class Person(Record, tag="person"):
    """Somebody who may sign in."""

    login: str
    name: str
    posts: tuple[Post, ...] = ()
    active: bool = True


class Unit(Record, tag="unit"):
    """A department of the office; `short_name` goes into notations (KSTT, VX)."""

    name: str
    short_name: str = ""


class Agency(Record, tag="agency"):
    """Another body we exchange documents with; `organ_id` is its identifier on the national axis."""

    name: str
    organ_id: str = ""


class Entity(Record, tag="entity"):
    """An issuing entity: the legal person whose register, counter, seal and certificate these are."""

    name: str
    short_name: str
    """What ends its notations: UBND, VPUBND."""
    parent_name: str = ""
    place: str = ""
    """Địa danh of the date line."""
    sealer_ids: tuple[str, ...] = ()
    """The clerks who keep its seal and token."""
    leader_ids: tuple[str, ...] = ()
    """Who may sign for it by office (others by delegation)."""


class Delegation(Record, tag="delegation"):
    """Ủy quyền: who may sign or direct for whom, with which prefix, for which types, between which days."""

    from_id: str
    to_id: str
    prefix: Literal["KT.", "TL.", "TUQ.", "Q."]
    valid_from_on: date
    valid_to_on: date
    entity_id: str = ""
    document_types: tuple[str, ...] = ()
    """Empty: every type."""
    authorised_by: str = ""
    revoked_at: Instant | None = None


class Certificate(Record, tag="certificate"):
    """A certificate registered to a person or to an issuing entity (exactly one of the two)."""

    fingerprint: str
    """SHA-256 of the DER, lower-case hex."""
    subject: str
    not_before_at: Instant
    not_after_at: Instant
    person_id: str = ""
    entity_id: str = ""
    withdrawn_at: Instant | None = None


Document = IncomingDocument | OutgoingDocument
AnyRecord = (
    IncomingDocument
    | OutgoingDocument
    | Dossier
    | RegisterEntry
    | Person
    | Unit
    | Agency
    | Entity
    | Delegation
    | Certificate
    | PersonalRecord
)
KINDS: tuple[str, ...] = tuple(one.__struct_config__.tag for one in AnyRecord.__args__)
"""Every kind as it stands on the wire."""


def kind_of(record: AnyRecord) -> str:
    """The record's kind as it stands on the wire."""
    tag = record.__struct_config__.tag
    assert isinstance(tag, str)
    return tag


def main_file(document: Document) -> FileRef | None:
    """The present version of the document's own page."""
    return next((file for file in reversed(document.files) if file.role == "main"), None)
