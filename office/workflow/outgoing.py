"""What may be done with an outgoing document (văn bản đi), D30 Art. 10-19 and 32.

draft → unit_review → format_review → awaiting_signature → signed → numbered → sealed → dispatched → delivered → filed →
archived; on the side returned_for_edit, recalled, superseded. `numbered` is the server's allocation and leaves the file
alone; sealing fills number and date and signs, in one revision. From `signed` on the document does not change.
"""

from __future__ import annotations

from msgspec.structs import replace

from office import posts
from office.actions import (
    Action,
    ConfirmDelivery,
    Draft,
    Initial,
    PassFormat,
    Recall,
    Renew,
    ReturnDraft,
    Seal,
    Sign,
    Supersede,
    VoidNumber,
)
from office.deadlines import local_date
from office.numbering import book_year, fields_of
from office.reasons import Refused
from office.records import (
    Delivery,
    FileRef,
    Instant,
    OutgoingDocument,
    Recipient,
    RegisterEntry,
)
from office.registers import which_book
from office.workflow import documents, drafting, who
from office.workflow.files import Step, Version, check_version, take
from office.workflow.table import Rule, When, check_reason
from office.world import Decision, NumberWanted, World


def _document(world: World) -> OutgoingDocument:
    assert isinstance(world.record, OutgoingDocument)
    return world.record


# ── drafting and review ───────────────────────────────────────────────────────────────────────────────────────────
def draft(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Create a draft, or replace the text, fields and file of one that nobody has signed."""
    payload, document = action.payload, world.record
    assert isinstance(payload, Draft)
    assert document is None or isinstance(document, OutgoingDocument)
    if refused := drafting.check_fields(payload, world.organisation):
        return refused
    if document is not None and document.entity_id != payload.entity_id:
        return Refused("entity_changed")
    if refused := drafting.check_files(payload, document, world):
        return refused
    files = drafting.keep_files(payload, document, world, action.actor, now)
    blank = document or OutgoingDocument(id=action.record_id, entity_id=payload.entity_id, drafter_id=action.actor)
    return Decision((drafting.fill(blank, payload, files),))


def is_ready(world: World, _actor: str, now: Instant) -> Refused | None:
    """Refuse a draft that lacks something."""
    return drafting.check_ready(_document(world), world.organisation, local_date(now))


def submit_draft(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Send the draft to the unit head, who reviews the content."""
    return Decision((replace(_document(world), return_reason=""),))


def withdraw(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Take the draft back before the reviewer acted."""
    return Decision((_document(world),))


def _next_version(
    world: World, action: Action, now: Instant, *, file: FileRef, step: Step
) -> OutgoingDocument | Refused:
    document = _document(world)
    if refused := check_version(Version(document, world, file, step, action.actor, now)):
        return refused
    return replace(document, files=(*document.files, take(file, world, action.type, action.actor, now)))


def _decided(document: OutgoingDocument | Refused) -> Decision | Refused:
    return document if isinstance(document, Refused) else Decision((document,))


def initial(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Pass the content review with an initial (ký nháy)."""
    assert isinstance(action.payload, Initial)
    return _decided(_next_version(world, action, now, file=action.payload.file, step=Step("initial")))


def pass_format(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Pass the format review, with an initial when the reviewer makes one."""
    assert isinstance(action.payload, PassFormat)
    if action.payload.file is None:
        return Decision((_document(world),))
    return _decided(_next_version(world, action, now, file=action.payload.file, step=Step("initial")))


def return_draft(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Return for correction, with a reason; the next draft is a new file, and initials are made again."""
    assert isinstance(action.payload, ReturnDraft)
    if refused := check_reason(action.payload.reason, world):
        return refused
    return Decision((replace(_document(world), return_reason=action.payload.reason.strip()),))


# ── signature, number, seal ───────────────────────────────────────────────────────────────────────────────────────
def is_entitled(world: World, _actor: str, now: Instant) -> Refused | None:
    """Refuse a signer whose office or delegation does not hold today."""
    document = _document(world)
    if posts.may_sign(world.organisation, document, local_date(now)):
        return None
    person = world.organisation.people.get(document.signer_id)
    return Refused("signer_not_entitled", {"name": person.name if person else document.signer_id})


def sign(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Sign to issue (ký ban hành), with the signer's own certificate."""
    assert isinstance(action.payload, Sign)
    return _decided(_next_version(world, action, now, file=action.payload.file, step=Step("leader")))


def number(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Ask for number and date; the server gives the number, the file stays as it is."""
    document, year = _document(world), book_year(now)
    dated = replace(document, issued_on=local_date(now), code_year=year, code_number=None)
    return Decision((dated,), (NumberWanted(document.entity_id, which_book(document), year),))


def void_number(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Burn the number with its reason: the row stays in the book, the document goes back to its drafter."""
    payload, document = action.payload, _document(world)
    assert isinstance(payload, VoidNumber)
    if refused := check_reason(payload.reason, world):
        return refused
    reason = payload.reason.strip()
    row = next(
        (
            entry
            for entry in world.neighbours.values()
            if isinstance(entry, RegisterEntry) and entry.document_id == document.id and not entry.void_reason
        ),
        None,
    )
    if row is None:
        return Refused("register_row_missing")
    without = replace(
        document, code_number=None, code_year=None, issued_on=None, register_entry_id="", return_reason=reason
    )
    return Decision((without, replace(row, void_reason=reason)))


def has_number(world: World, _actor: str, _now: Instant) -> Refused | None:
    """Refuse what needs a number while the server has not given it."""
    return None if seal_fields(_document(world)) else Refused("number_pending")


def seal_fields(document: OutgoingDocument) -> dict[str, str]:
    """What the prepared fields must hold once it is sealed; empty while the server has not given the number."""
    if document.code_number is None or document.issued_on is None:
        return {}
    return fields_of(document.code_number, document.issued_on)


def seal(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Fill number and date and seal (đóng dấu), in one revision, completed for the long term."""
    document = _document(world)
    assert isinstance(action.payload, Seal)
    must_be_complete = world.policy.dispatch_needs_completion
    step = Step(
        "seal",
        by_entity=True,
        fills=seal_fields(document),
        must_be_proven=must_be_complete,
        must_be_complete=must_be_complete,
    )
    return _completed(
        world, _next_version(world, action, now, file=action.payload.file, step=step), action.payload.file
    )


def renew(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Add a completion or an archive renewal to the present version."""
    file = action.payload.file if isinstance(action.payload, Renew) else None
    assert file is not None
    step = Step("timestamp", was_filled=True, must_be_complete=True)
    return _completed(world, _next_version(world, action, now, file=file, step=step), file)


def _completed(world: World, document: OutgoingDocument | Refused, file: FileRef) -> Decision | Refused:
    if isinstance(document, Refused):
        return document
    return Decision((replace(document, is_complete=world.files[file.sha256].signed.is_complete),))


# ── dispatch and after ────────────────────────────────────────────────────────────────────────────────────────────
def is_dispatchable(world: World, _actor: str, _now: Instant) -> Refused | None:
    """Refuse a document without recipients, or one that is not provable long-term."""
    document = _document(world)
    if not document.recipients:
        return Refused("recipients_missing")
    if world.policy.dispatch_needs_completion and not document.is_complete:
        return Refused("seal_incomplete")
    return None


def dispatch(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Send to the recipients (phát hành)."""
    document = _document(world)
    sent = tuple(Delivery(recipient=recipient, sent_at=now) for recipient in document.recipients)
    return Decision((replace(document, deliveries=sent),))


def _open_deliveries(world: World) -> list[Delivery]:
    return [delivery for delivery in _document(world).deliveries if delivery.delivered_at is None]


def _is_last_delivery(world: World, action: Action) -> bool:
    payload, waiting = action.payload, _open_deliveries(world)
    assert isinstance(payload, ConfirmDelivery)
    return len(waiting) == 1 and waiting[0].recipient.name == payload.recipient_name


def confirm_delivery(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Record that a recipient has it."""
    payload, document = action.payload, _document(world)
    assert isinstance(payload, ConfirmDelivery)
    facts = {"name": payload.recipient_name}
    named = [delivery for delivery in document.deliveries if delivery.recipient.name == payload.recipient_name]
    if not named:
        return Refused("recipient_unknown", facts)
    waiting = next((delivery for delivery in named if delivery.delivered_at is None), None)
    if waiting is None:
        return Refused("already_delivered", facts)
    is_clerk = posts.is_clerk_of(world.organisation, action.actor, document.entity_id)
    if not is_clerk and not _is_for(waiting.recipient, world, action.actor):
        return Refused("recipient_not_you")
    delivered = replace(waiting, delivered_at=now)
    deliveries = tuple(delivered if delivery is waiting else delivery for delivery in document.deliveries)
    return Decision((replace(document, deliveries=deliveries),))


def _is_for(recipient: Recipient, world: World, person_id: str) -> bool:
    return recipient.person_id == person_id or posts.is_head(world.organisation, person_id, recipient.unit_id)


def recall(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Recall the document: frozen from now on, it opens for nobody; the record of the recall stays."""
    assert isinstance(action.payload, Recall)
    if refused := check_reason(action.payload.reason, world):
        return refused
    return Decision((replace(_document(world), return_reason=action.payload.reason.strip()),))


def supersede(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Replace by a document of equal form, or correct by a letter."""
    payload, document = action.payload, _document(world)
    assert isinstance(payload, Supersede)
    other = world.neighbours.get(payload.by_id)
    if not isinstance(other, OutgoingDocument) or other.id == document.id:
        return Refused("replacement_unknown")
    if other.state not in ("dispatched", "delivered", "filed", "archived"):
        return Refused("replacement_not_issued")
    if other.entity_id != document.entity_id or other.document_type not in (document.document_type, ""):
        return Refused("replacement_form_differs")
    return Decision((replace(document, superseded_by=other.id),))


LAST_DELIVERY = When("last_delivery", _is_last_delivery)
_EDITED = ("draft", "returned_for_edit")
_REVIEWED = (
    ("unit_review", who.UNIT_REVIEWER, "D30 Art. 12.1"),
    ("format_review", who.FORMAT_REVIEWER, "D30 Art. 12.2"),
    ("awaiting_signature", who.SIGNER, "D30 Art. 11"),
)
_SENT = ("dispatched", "delivered", "filed")

RULES = (
    #    kind        in states      verb               who may              what it does       becomes
    Rule("outgoing", ("none",), "draft", who.STAFF, draft, "draft", "D30 Art. 10"),
    Rule("outgoing", _EDITED, "draft", who.DRAFTER, draft, "", "D30 Art. 10.2", is_exact=True),
    Rule("outgoing", _EDITED, "submit_draft", who.DRAFTER, submit_draft, "unit_review", "D30 Art. 12.1",
         guard=is_ready),
    Rule("outgoing", ("unit_review",), "withdraw", who.DRAFTER, withdraw, "draft", "D30 Art. 10.2"),
    Rule("outgoing", ("unit_review",), "initial", who.UNIT_REVIEWER, initial, "format_review", "D30 Art. 12.1",
         needs_token=True, is_exact=True),
    Rule("outgoing", ("format_review",), "pass_format", who.FORMAT_REVIEWER, pass_format, "awaiting_signature",
         "D30 Art. 12.2", is_exact=True),
    *(Rule("outgoing", (state,), "return", reviewer, return_draft, "returned_for_edit", law)
      for state, reviewer, law in _REVIEWED),
    Rule("outgoing", (*_EDITED, "unit_review", "format_review", "awaiting_signature"), "opine", who.SEES,
         documents.opine, "", "D30 Art. 10.2, App. VI III.5a"),
    Rule("outgoing", ("awaiting_signature",), "sign", who.SIGNER, sign, "signed", "D30 Art. 13.7",
         guard=is_entitled, needs_token=True, is_exact=True),
    Rule("outgoing", ("signed",), "number", who.ENTITY_CLERK, number, "numbered", "D30 Art. 15", is_exact=True),
    Rule("outgoing", ("numbered",), "void_number", who.ENTITY_CLERK, void_number, "returned_for_edit", "D30 Art. 15",
         guard=has_number, is_exact=True),
    Rule("outgoing", ("numbered",), "seal", who.ENTITY_CLERK, seal, "sealed", "D30 Art. 32.2c,d",
         guard=has_number, needs_token=True, is_exact=True),
    Rule("outgoing", ("sealed", *_SENT, "archived"), "renew", who.CLERK_OR_ARCHIVIST, renew, "", "D30 Art. 19.2",
         is_exact=True),
    Rule("outgoing", ("sealed",), "dispatch", who.ENTITY_CLERK, dispatch, "dispatched", "D30 Art. 18.1",
         guard=is_dispatchable, is_exact=True),
    Rule("outgoing", ("dispatched",), "confirm_delivery", who.CLERK_OR_RECIPIENT, confirm_delivery, "delivered",
         "D30 Art. 4.2d, 18", when=LAST_DELIVERY),
    Rule("outgoing", ("dispatched", "filed"), "confirm_delivery", who.CLERK_OR_RECIPIENT, confirm_delivery, "",
         "D30 Art. 4.2d, 18"),
    Rule("outgoing", ("dispatched", "delivered"), "file", who.DRAFTER_OR_CLERK, documents.file_document, "filed",
         "D30 Art. 29"),
    Rule("outgoing", ("filed",), "file", who.DRAFTER_OR_CLERK, documents.file_document, "", "D30 App. VI III.4e"),
    Rule("outgoing", ("filed",), "archive", who.ARCHIVIST, documents.archive_document, "archived", "D30 Art. 30"),
    Rule("outgoing", _SENT, "recall", who.CLERK_OR_SIGNER, recall, "recalled", "D30 Art. 18.4"),
    Rule("outgoing", _SENT, "supersede", who.CLERK_OR_SIGNER, supersede, "superseded", "D30 Art. 18.3"),
)  # fmt: skip
