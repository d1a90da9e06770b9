"""The actions of the office: an envelope, and one payload type for each verb.

The payload's tag is the action's type. `files_of` lists the files an action needs to have arrived first.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from office.base import Payload
from office.personal import PersonalPayload
from office.records import (
    Agency,
    Assignment,
    Certificate,
    Channel,
    Delegation,
    Entity,
    FileRef,
    Instant,
    Person,
    Place,
    Recipient,
    SignatureSummary,
    Unit,
)


# ── incoming ──────────────────────────────────────────────────────────────────────────────────────────────────────
class Receive(Payload, tag="receive"):
    """Take in a document (creates the record in state `arrived`)."""

    entity_id: str
    channel: Channel
    files: tuple[FileRef, ...]
    signatures: SignatureSummary | None = None
    declared_not_secret: bool = False
    """The clerk looked at a scan without text and says that it bears no secrecy mark."""


class Register(Payload, tag="register"):
    """Enter into the book of incoming documents; the server gives the number."""

    code: str
    issued_on: date | None
    issuing_agency: str
    document_type: str
    subject: str
    signer_name: str = ""
    urgency: int = 0
    secrecy: str = ""
    """What the clerk typed in the secrecy box; anything but "" is refused."""


class Stamp(Payload, tag="stamp"):
    """Add the version that bears the arrival stamp (dấu ĐẾN), signed with the entity's certificate."""

    file: FileRef


class RefuseAtDoor(Payload, tag="refuse"):
    """Return to the sender with a reason, before registration."""

    reason: str


class Submit(Payload, tag="submit"):
    """Submit to a leader or the chief of office."""

    to_id: str


class Direct(Payload, tag="direct"):
    """Write the directive: text, exactly one lead, due dates."""

    text: str
    assignments: tuple[Assignment, ...]


class WithdrawDirective(Payload, tag="withdraw_directive"):
    """Take the directive back while nobody has begun."""


class Begin(Payload, tag="begin"):
    """Accept the work and begin."""


class Assign(Payload, tag="assign"):
    """A unit head names a person of the unit, with opinion and due date."""

    person_id: str
    due_on: date | None = None
    text: str = ""


class Forward(Payload, tag="forward"):
    """Pass the work on to a colleague of the same unit."""

    person_id: str
    reason: str = ""


class ReturnAssignment(Payload, tag="return_assignment"):
    """Give the work back to whoever directed it, with a reason."""

    reason: str


class Opine(Payload, tag="opine"):
    """Add an opinion or a progress note."""

    id: str
    text: str


class AskExtension(Payload, tag="ask_extension"):
    """Ask for more time."""

    id: str
    until_on: date
    reason: str


class DecideExtension(Payload, tag="decide_extension"):
    """Grant or deny more time."""

    id: str
    granted: bool


class Complete(Payload, tag="complete"):
    """Finish: by an answering document, or with a result note."""

    answered_by: str = ""
    note: str = ""


class FileAway(Payload, tag="file"):
    """Put the document into a dossier."""

    dossier_id: str


class Archive(Payload, tag="archive"):
    """Hand over to the archive."""


class Recall(Payload, tag="recall"):
    """The sender recalls the document."""

    reason: str


# ── outgoing ──────────────────────────────────────────────────────────────────────────────────────────────────────
class Draft(Payload, tag="draft"):
    """Create a draft, or replace the text, fields and file of one that nobody has signed."""

    entity_id: str
    document_type: str
    notation: str
    subject: str
    unit_id: str
    unit_head_id: str
    signer_id: str
    format_reviewer_id: str = ""
    authority: str = ""
    delegation_id: str = ""
    urgency: int = 0
    recipients: tuple[Recipient, ...] = ()
    answers: tuple[str, ...] = ()
    files: tuple[FileRef, ...] = ()
    places: dict[str, Place] = {}
    body: dict[str, str] = {}
    secrecy: str = ""
    declared_not_secret: bool = False
    """The drafter looked at an attachment without text (a scan, a picture) and says that it bears no secrecy mark."""


class SubmitDraft(Payload, tag="submit_draft"):
    """Send the draft to the unit head for review."""


class Withdraw(Payload, tag="withdraw"):
    """The drafter takes the draft back before the reviewer acted."""


class Initial(Payload, tag="initial"):
    """Pass the content review with an initial (ký nháy): the version that bears it."""

    file: FileRef


class PassFormat(Payload, tag="pass_format"):
    """Pass the format review; with an initial when the office wants one."""

    file: FileRef | None = None


class ReturnDraft(Payload, tag="return"):
    """Return for correction, with a reason."""

    reason: str


class Sign(Payload, tag="sign"):
    """Sign to issue (ký ban hành): the version that bears the leader's signature."""

    file: FileRef


class Number(Payload, tag="number"):
    """Ask for number and date; the server gives them and leaves the file alone."""


class VoidNumber(Payload, tag="void_number"):
    """Burn the number of a document that will not be issued, with its reason."""

    reason: str


class Seal(Payload, tag="seal"):
    """Fill number and date and seal (đóng dấu): the version that is sealed and complete."""

    file: FileRef


class Renew(Payload, tag="renew"):
    """Add a completion or an archive renewal: the version that begins with the present one."""

    file: FileRef


class Dispatch(Payload, tag="dispatch"):
    """Send to the recipients (phát hành)."""


class ConfirmDelivery(Payload, tag="confirm_delivery"):
    """Record that a recipient has it."""

    recipient_name: str


class Supersede(Payload, tag="supersede"):
    """Replaced or corrected by another document of equal form (D30 Art. 18.3)."""

    by_id: str


# ── dossiers and people (what belongs to one person: `office.personal`) ───────────────────────────────────────────
class OpenDossier(Payload, tag="open_dossier"):
    """Open a dossier (creates the record)."""

    entity_id: str
    code: str
    title: str
    retention: str = ""


class CloseDossier(Payload, tag="close_dossier"):
    """Close it when the work is done."""


class ArchiveDossier(Payload, tag="archive_dossier"):
    """Hand it over to the archive."""


class PutOrganisation(Payload, tag="put"):
    """Administration: create or replace a person, unit, agency, entity, certificate."""

    record: Person | Unit | Agency | Entity | Certificate


class Delegate(Payload, tag="delegate"):
    """Give a delegation."""

    delegation: Delegation


class RevokeDelegation(Payload, tag="revoke_delegation"):
    """End a delegation now."""


AnyPayload = (
    Receive
    | Register
    | Stamp
    | RefuseAtDoor
    | Submit
    | Direct
    | WithdrawDirective
    | Begin
    | Assign
    | Forward
    | ReturnAssignment
    | Opine
    | AskExtension
    | DecideExtension
    | Complete
    | FileAway
    | Archive
    | Recall
    | Draft
    | SubmitDraft
    | Withdraw
    | Initial
    | PassFormat
    | ReturnDraft
    | Sign
    | Number
    | VoidNumber
    | Seal
    | Renew
    | Dispatch
    | ConfirmDelivery
    | Supersede
    | OpenDossier
    | CloseDossier
    | ArchiveDossier
    | PutOrganisation
    | Delegate
    | RevokeDelegation
    | PersonalPayload
)

RecordKind = Literal[
    "incoming",
    "outgoing",
    "dossier",
    "person",
    "unit",
    "agency",
    "entity",
    "delegation",
    "certificate",
    "read_mark",
    "note",
    "saved_search",
    "access_count",
]


class Action(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing a person does. `base_rev` is the revision it was based on, 0 when it creates the record."""

    id: str
    record_kind: RecordKind
    record_id: str
    base_rev: int
    payload: AnyPayload
    actor: str
    made_at: Instant

    @property
    def type(self) -> str:
        """The verb, as it stands on the wire and in the workflow table."""
        tag = self.payload.__struct_config__.tag
        assert isinstance(tag, str)
        return tag


def files_of(payload: AnyPayload) -> tuple[FileRef, ...]:
    """The files that must be on the server before the action can be judged."""
    match payload:
        case Receive(files=files) | Draft(files=files):
            return files
        case Stamp(file=file) | Initial(file=file) | Sign(file=file) | Seal(file=file) | Renew(file=file):
            return (file,)
        case PassFormat(file=file) if file is not None:
            return (file,)
        case _:
            return ()
