"""What may be done with an incoming document (văn bản đến), D30 Art. 20-24 and App. IV.

arrived → registered → submitted → directed → in_progress → completed → filed → archived; on the side returned (refused
at the door) and recalled (by the sender). The directive and its handling stand in `directives`, filing in `documents`;
files are judged in `files`.
"""

from __future__ import annotations

from typing import get_args

from msgspec.structs import replace

from office import posts
from office.actions import (
    Action,
    Complete,
    Recall,
    Receive,
    RefuseAtDoor,
    Register,
    Renew,
    Stamp,
    Submit,
)
from office.audience import audience
from office.catalogue import URGENCY
from office.deadlines import local_date
from office.numbering import book_year
from office.reasons import Refused
from office.records import (
    Channel,
    IncomingDocument,
    Instant,
    OutgoingDocument,
    SignatureSummary,
)
from office.secrecy import decide_typed
from office.workflow import directives, documents, who
from office.workflow.files import Step, Version, check_admitted, check_version, take
from office.workflow.table import Rule, check_reason
from office.world import Decision, NumberWanted, World

_ISSUED = ("numbered", "sealed", "dispatched", "delivered", "filed", "archived")
_RECALLABLE = ("arrived", "registered", "submitted", "directed", "in_progress", "completed", "filed")


def _document(world: World) -> IncomingDocument:
    assert isinstance(world.record, IncomingDocument)
    return world.record


def receive(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Take the document in: readable files, no secrecy mark, signatures judged by the executor."""
    payload = action.payload
    assert isinstance(payload, Receive)
    entity = world.organisation.entities.get(payload.entity_id)
    if entity is None:
        return Refused("entity_unknown")
    if not posts.is_clerk_of(world.organisation, action.actor, entity.id):
        return Refused("not_clerk_of_entity", {"entity": entity.name})
    if payload.channel not in get_args(Channel):
        return Refused("channel_unknown")
    if not any(file.role == "main" for file in payload.files):
        return Refused("file_missing")
    for file in payload.files:
        if refused := check_admitted(file, world, declared_not_secret=payload.declared_not_secret):
            return refused
    has_text = all(world.files[file.sha256].page.has_text for file in payload.files)
    return Decision(
        (
            IncomingDocument(
                id=action.record_id,
                entity_id=entity.id,
                channel=payload.channel,
                has_text=has_text,
                declared_not_secret_by="" if has_text else action.actor,
                received_by=action.actor,
                received_at=now,
                signatures=_summary(world, payload, now),
                files=tuple(take(file, world, "original", action.actor, now) for file in payload.files),
            ),
        )
    )


def _summary(world: World, payload: Receive, now: Instant) -> SignatureSummary:
    main = [file for file in payload.files if file.role == "main"][-1]
    signed = world.files[main.sha256].signed
    return SignatureSummary(
        verdict=signed.verdict,
        signers=tuple(fact.signer for fact in signed.signatures if fact.role != "timestamp"),
        reasons=tuple(dict.fromkeys(reason for fact in signed.signatures for reason in fact.reasons)),
        checked_at=now,
    )


def register(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Enter into the book of incoming documents; the server gives the arrival number."""
    payload, document = action.payload, _document(world)
    assert isinstance(payload, Register)
    if refused := decide_typed(payload.secrecy):
        return refused
    required = {"subject": payload.subject, "issuing_agency": payload.issuing_agency}
    if missing := [name for name, value in required.items() if not value.strip()]:
        return Refused("field_missing", {"missing": ", ".join(missing)})
    if payload.urgency not in URGENCY:
        return Refused("urgency_unknown", {"level": str(payload.urgency)})
    today, year = local_date(now), book_year(now)
    if payload.issued_on is not None and payload.issued_on > today:
        return Refused("issued_in_future", {"day": f"{payload.issued_on:%d/%m/%Y}"})
    entered = replace(
        document,
        code=payload.code,
        issued_on=payload.issued_on,
        issuing_agency=payload.issuing_agency,
        document_type=payload.document_type,
        subject=payload.subject,
        signer_name=payload.signer_name,
        urgency=payload.urgency,
        arrival_on=today,
        arrival_year=year,
    )
    return Decision((entered,), (NumberWanted(document.entity_id, "incoming", year),))


def stamp(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Add the version that bears the arrival stamp, signed with the entity's certificate."""
    payload, document = action.payload, _document(world)
    assert isinstance(payload, Stamp)
    step = Step("arrival", by_entity=True, was_filled=True, judges_earlier=False)
    if refused := check_version(Version(document, world, payload.file, step, action.actor, now)):
        return refused
    return Decision(
        (replace(document, files=(*document.files, take(payload.file, world, "stamp", action.actor, now))),)
    )


def can_be_stamped(world: World, _actor: str, _now: Instant) -> Refused | None:
    """Refuse a second arrival stamp, and one whose number is still to come from the server."""
    document = _document(world)
    if any(file.why == "stamp" for file in document.files):  # later versions may renew the one that was stamped
        return Refused("already_stamped")
    return Refused("number_pending") if document.arrival_number is None else None


def renew(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Add a completion or an archive renewal to the present version."""
    payload, document = action.payload, _document(world)
    assert isinstance(payload, Renew)
    step = Step("timestamp", was_filled=True, judges_earlier=False, must_be_complete=True)
    if refused := check_version(Version(document, world, payload.file, step, action.actor, now)):
        return refused
    return Decision(
        (replace(document, files=(*document.files, take(payload.file, world, "renew", action.actor, now))),)
    )


def refuse(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Return the document to its sender with a reason."""
    payload, document = action.payload, _document(world)
    assert isinstance(payload, RefuseAtDoor)
    if refused := check_reason(payload.reason, world):
        return refused
    return Decision((replace(document, return_reason=payload.reason.strip()),))


def submit(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Submit to a leader of the entity or to the chief of office."""
    payload, document = action.payload, _document(world)
    assert isinstance(payload, Submit)
    directs = posts.is_leader_of(world.organisation, payload.to_id, document.entity_id) or posts.has_role(
        world.organisation, payload.to_id, "chief_of_office"
    )
    if not directs:
        return Refused("addressee_cannot_direct")
    return Decision((replace(document, submitted_to=payload.to_id),))


def complete(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Finish: by an answering document, which is linked both ways, or with a result note."""
    payload, document = action.payload, _document(world)
    assert isinstance(payload, Complete)
    if not payload.answered_by and not payload.note.strip():
        return Refused("result_missing")
    document = replace(directives.all_done(document), result_note=payload.note.strip())
    if not payload.answered_by:
        return Decision((document,))
    answer = world.neighbours.get(payload.answered_by)
    if not isinstance(answer, OutgoingDocument) or action.actor not in audience(
        answer, world.organisation, world.neighbours
    ):
        return Refused("answer_unknown")
    if answer.state not in _ISSUED:
        return Refused("answer_not_issued")
    if answer.id not in document.answered_by:
        document = replace(document, answered_by=(*document.answered_by, answer.id))
    if document.id in answer.answers:
        return Decision((document,))
    return Decision((document, replace(answer, answers=(*answer.answers, document.id))))


def recall(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Record that the sender recalls it: content and files are destroyed, the record of the recall stays."""
    payload, document = action.payload, _document(world)
    assert isinstance(payload, Recall)
    if refused := check_reason(payload.reason, world):
        return refused
    emptied = replace(
        document, files=(), opinions=(), extensions=(), directive=None, return_reason=payload.reason.strip()
    )
    return Decision((emptied,))


_OPEN = ("directed", "in_progress")
_SEEN = ("registered", "submitted", "directed", "in_progress", "completed")

RULES = (
    #    kind        in states        verb                 who may              what it does        becomes
    Rule("incoming", ("none",), "receive", who.ANY_CLERK, receive, "arrived", "D30 Art. 21"),
    Rule("incoming", ("arrived",), "register", who.ENTITY_CLERK, register, "registered", "D30 Art. 22", is_exact=True),
    Rule("incoming", ("arrived",), "refuse", who.ENTITY_CLERK, refuse, "returned", "D30 Art. 21.2"),
    Rule("incoming", ("registered",), "stamp", who.ENTITY_CLERK, stamp, "", "D30 Art. 22, App. IV V",
         guard=can_be_stamped, needs_token=True, is_exact=True),
    Rule("incoming", ("registered",), "submit", who.ENTITY_CLERK, submit, "submitted", "D30 Art. 23.1"),
    Rule("incoming", ("submitted",), "submit", who.CLERK_OR_ADDRESSEE, submit, "", "D30 Art. 23.1"),
    Rule("incoming", ("submitted",), "direct", who.ADDRESSEE, directives.direct, "directed",
         "D30 Art. 23.2, App. IV VII", is_exact=True),
    Rule("incoming", ("submitted",), "complete", who.ADDRESSEE, complete, "completed", "D30 Art. 23.2"),
    Rule("incoming", ("directed",), "withdraw_directive", who.DIRECTOR, directives.withdraw_directive, "submitted",
         "D30 Art. 23.2"),
    Rule("incoming", ("directed",), "begin", who.HANDLER, directives.begin, "in_progress", "D30 Art. 24"),
    Rule("incoming", _OPEN, "assign", who.ASSIGNED_UNIT_HEAD, directives.assign, "in_progress",
         "D30 Art. 24, App. IV VII.2"),
    Rule("incoming", _OPEN, "forward", who.HANDLER, directives.forward, "", "D30 Art. 24"),
    Rule("incoming", _OPEN, "return_assignment", who.HANDLER, directives.return_assignment, "submitted", "D30 Art. 24",
         when=directives.OWN_LEAD),
    Rule("incoming", _OPEN, "return_assignment", who.HANDLER, directives.return_assignment, "", "D30 Art. 24"),
    Rule("incoming", _SEEN, "opine", who.SEES, documents.opine, "", "D30 App. IV VII.3, App. VI III.5a"),
    Rule("incoming", _OPEN, "ask_extension", who.HANDLER, directives.ask_extension, "", "D30 Art. 24"),
    Rule("incoming", _OPEN, "decide_extension", who.DIRECTOR_OR_DEPUTY, directives.decide_extension, "", "D30 Art. 24"),
    Rule("incoming", _OPEN, "complete", who.LEAD_OR_CLERK, complete, "completed", "D30 Art. 24, App. IV VIII"),
    Rule("incoming", ("completed",), "file", who.HANDLER_OR_CLERK, documents.file_document, "filed", "D30 Art. 29"),
    Rule("incoming", ("filed",), "file", who.HANDLER_OR_CLERK, documents.file_document, "", "D30 App. VI III.4e"),
    Rule("incoming", ("filed",), "archive", who.ARCHIVIST, documents.archive_document, "archived", "D30 Art. 30"),
    Rule("incoming", ("registered", "submitted", "directed", "in_progress", "completed", "filed", "archived"), "renew",
         who.CLERK_OR_ARCHIVIST, renew, "", "D30 Art. 22", is_exact=True),
    Rule("incoming", _RECALLABLE, "recall", who.ENTITY_CLERK, recall, "recalled", "D30 Art. 18.4b"),
)  # fmt: skip
