"""What may be done with an incoming document (văn bản đến), D30 Art. 20-24 and App. IV.

arrived → registered → submitted → directed → in_progress → completed → filed → archived; on the side returned (refused
at the door) and recalled (by the sender). What each row does stands here; files are judged in `files`, filing in
`dossiers`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import get_args

from msgspec.structs import replace

from office import posts
from office.actions import (
    Action,
    AskExtension,
    Assign,
    Complete,
    DecideExtension,
    Direct,
    Forward,
    Opine,
    Recall,
    Receive,
    RefuseAtDoor,
    Register,
    Renew,
    ReturnAssignment,
    Stamp,
    Submit,
)
from office.audience import audience
from office.catalogue import URGENCY
from office.deadlines import local_date
from office.handling import WORKING, assignments_of, holders_of, parts_of
from office.numbering import book_year
from office.reasons import Refused
from office.records import (
    Assignment,
    Channel,
    Directive,
    Extension,
    IncomingDocument,
    Instant,
    Opinion,
    OutgoingDocument,
    SignatureSummary,
    main_file,
)
from office.secrecy import decide_typed
from office.workflow import dossiers, who
from office.workflow.files import Step, Version, check_admitted, check_version, take
from office.workflow.table import Rule, When
from office.world import Decision, NumberWanted, Organisation, World

_ISSUED = ("numbered", "sealed", "dispatched", "delivered", "filed", "archived")
_RECALLABLE = ("arrived", "registered", "submitted", "directed", "in_progress", "completed", "filed")


def _document(world: World) -> IncomingDocument:
    assert isinstance(world.record, IncomingDocument)
    return world.record


def _name(organisation: Organisation, person_id: str) -> str:
    person = organisation.people.get(person_id)
    return person.name if person else person_id


def check_reason(reason: str, world: World) -> Refused | None:
    """Refuse a reason that says nothing: fewer letters than the office's policy wants."""
    least = world.policy.return_reason_letters_min
    return Refused("reason_too_short", {"letters": str(least)}) if len(reason.strip()) < least else None


# ── at the door ───────────────────────────────────────────────────────────────────────────────────────────────────
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
                files=tuple(take(file, "original", action.actor, now) for file in payload.files),
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
    return Decision((replace(document, files=(*document.files, take(payload.file, "stamp", action.actor, now))),))


def not_stamped(world: World, _actor: str, _now: Instant) -> Refused | None:
    """Refuse a second arrival stamp."""
    present = main_file(_document(world))
    return Refused("already_stamped") if present is not None and present.why == "stamp" else None


def renew(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Add a completion or an archive renewal to the present version."""
    payload, document = action.payload, _document(world)
    assert isinstance(payload, Renew)
    step = Step("timestamp", was_filled=True, judges_earlier=False, must_be_complete=True)
    if refused := check_version(Version(document, world, payload.file, step, action.actor, now)):
        return refused
    return Decision((replace(document, files=(*document.files, take(payload.file, "renew", action.actor, now))),))


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


# ── the directive ─────────────────────────────────────────────────────────────────────────────────────────────────
def direct(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Keep the directive (bút phê): it has a text, exactly one lead, and dates that can be met."""
    payload, document = action.payload, _document(world)
    assert isinstance(payload, Direct)
    if not payload.text.strip():
        return Refused("directive_needs_text")
    given = tuple(replace(part, state="open", reason="") for part in payload.assignments)
    if refused := check_assignments(given, world.organisation, local_date(now)):
        return refused
    directive = Directive(text=payload.text.strip(), by=action.actor, at=now, assignments=given)
    return Decision((replace(document, directive=directive),))


def check_assignments(given: Sequence[Assignment], organisation: Organisation, today: date) -> Refused | None:
    """Judge a set of assignments: one lead, clear and different assignees, no date that has passed."""
    leads = sum(part.role == "lead" for part in given)
    if leads != 1:
        return Refused("directive_needs_one_lead", {"count": str(leads)})
    seen: set[tuple[str, str]] = set()
    for part in given:
        if bool(part.person_id) == bool(part.unit_id) or not holders_of(part, organisation):
            return Refused("assignee_unclear")
        if (part.person_id, part.unit_id) in seen:
            unit = organisation.units.get(part.unit_id)
            return Refused("assignee_twice", {"name": unit.name if unit else _name(organisation, part.person_id)})
        seen.add((part.person_id, part.unit_id))
        if part.due_on is not None and part.due_on < today:
            return Refused("due_date_passed", {"day": f"{part.due_on:%d/%m/%Y}"})
    return None


def withdraw_directive(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Take the directive back while nobody has begun."""
    return Decision((replace(_document(world), directive=None),))


# ── handling ──────────────────────────────────────────────────────────────────────────────────────────────────────
def begin(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Accept the work and begin."""
    return Decision((_document(world),))


def _with_part(document: IncomingDocument, old: Assignment, new: Assignment) -> IncomingDocument:
    assert document.directive is not None
    parts = tuple(new if part is old else part for part in document.directive.assignments)
    return replace(document, directive=replace(document.directive, assignments=parts))


def _clash(document: IncomingDocument, person_id: str, organisation: Organisation) -> Refused | None:
    if any(part.person_id == person_id and part.state == "open" for part in assignments_of(document)):
        return Refused("already_assigned", {"name": _name(organisation, person_id)})
    return None


def assign(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Name a person of the unit for the unit's part, with opinion and due date."""
    payload, document = action.payload, _document(world)
    assert isinstance(payload, Assign)
    organisation = world.organisation
    parts = [
        part
        for part in assignments_of(document)
        if part.state == "open" and posts.is_head(organisation, action.actor, part.unit_id)
    ]
    part = next((part for part in parts if posts.is_member(organisation, payload.person_id, part.unit_id)), None)
    if part is None:
        return Refused("not_of_unit", {"name": _name(organisation, payload.person_id)})
    if refused := _clash(document, payload.person_id, organisation) or _check_due(payload.due_on, part, now):
        return refused
    named = replace(part, person_id=payload.person_id, due_on=payload.due_on or part.due_on, reason="")
    document = _with_part(document, part, named)
    if payload.text.strip():
        opinion = Opinion(id=action.id, by=action.actor, at=now, text=payload.text.strip())
        document = replace(document, opinions=(*document.opinions, opinion))
    return Decision((document,))


def _check_due(due_on: date | None, part: Assignment, now: Instant) -> Refused | None:
    if due_on is None:
        return None
    if due_on < local_date(now):
        return Refused("due_date_passed", {"day": f"{due_on:%d/%m/%Y}"})
    if part.due_on is not None and due_on > part.due_on:
        return Refused("due_after_units", {"day": f"{part.due_on:%d/%m/%Y}"})
    return None


def forward(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Pass the work on to a colleague of the same unit."""
    payload, document, organisation = action.payload, _document(world), world.organisation
    assert isinstance(payload, Forward)
    part = parts_of(document, action.actor, organisation)[0]
    sender = organisation.people[action.actor]
    units = {post.unit_id for post in sender.posts if post.unit_id}
    if not any(posts.is_member(organisation, payload.person_id, unit) for unit in units):
        return Refused("not_colleague", {"name": _name(organisation, payload.person_id)})
    if refused := _clash(document, payload.person_id, organisation):
        return refused
    return Decision((_with_part(document, part, replace(part, person_id=payload.person_id)),))


def _unit_named_me(part: Assignment, actor: str) -> bool:
    return part.unit_id != "" and part.person_id == actor


def _returns_lead(world: World, action: Action) -> bool:
    parts = parts_of(_document(world), action.actor, world.organisation)
    return bool(parts) and parts[0].role == "lead" and not _unit_named_me(parts[0], action.actor)


def return_assignment(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Give the work back to whoever gave it: to the unit head who named me, else to the directive's author."""
    payload, document = action.payload, _document(world)
    assert isinstance(payload, ReturnAssignment)
    if refused := check_reason(payload.reason, world):
        return refused
    part = parts_of(document, action.actor, world.organisation)[0]
    reason = payload.reason.strip()
    if _unit_named_me(part, action.actor):
        return Decision((_with_part(document, part, replace(part, person_id="", reason=reason)),))
    return Decision((_with_part(document, part, replace(part, state="returned", reason=reason)),))


def opine(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Add an opinion or a progress note."""
    payload, document = action.payload, _document(world)
    assert isinstance(payload, Opine)
    if not payload.text.strip():
        return Refused("opinion_empty")
    if any(opinion.id == payload.id for opinion in document.opinions):
        return Refused("opinion_known")
    opinion = Opinion(id=payload.id, by=action.actor, at=now, text=payload.text.strip())
    return Decision((replace(document, opinions=(*document.opinions, opinion)),))


def ask_extension(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Ask for more time, with a reason; late stays late until it is granted."""
    payload, document = action.payload, _document(world)
    assert isinstance(payload, AskExtension)
    if refused := check_reason(payload.reason, world):
        return refused
    due = [part.due_on for part in parts_of(document, action.actor, world.organisation) if part.due_on]
    if not due:
        return Refused("extension_no_due_date")
    if any(asked.by == action.actor and not asked.decision for asked in document.extensions):
        return Refused("extension_pending")
    floor = max(max(due), local_date(now))
    if payload.until_on <= floor or any(asked.id == payload.id for asked in document.extensions):
        return Refused("extension_not_later", {"day": f"{floor:%d/%m/%Y}"})
    asked = Extension(id=payload.id, by=action.actor, at=now, until_on=payload.until_on, reason=payload.reason.strip())
    return Decision((replace(document, extensions=(*document.extensions, asked)),))


def decide_extension(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Grant or deny more time; a granted date becomes that of the parts of who asked."""
    payload, document = action.payload, _document(world)
    assert isinstance(payload, DecideExtension)
    asked = next((wish for wish in document.extensions if wish.id == payload.id), None)
    if asked is None:
        return Refused("extension_unknown")
    if asked.decision:
        return Refused("extension_decided")
    answer = replace(asked, decision="granted" if payload.granted else "denied", decided_by=action.actor)
    document = replace(document, extensions=tuple(answer if wish is asked else wish for wish in document.extensions))
    if payload.granted:
        for part in parts_of(document, asked.by, world.organisation):
            if part.due_on is not None and part.due_on < asked.until_on:
                document = _with_part(document, part, replace(part, due_on=asked.until_on))
    return Decision((document,))


def complete(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Finish: by an answering document, which is linked both ways, or with a result note."""
    payload, document = action.payload, _document(world)
    assert isinstance(payload, Complete)
    if not payload.answered_by and not payload.note.strip():
        return Refused("result_missing")
    document = replace(_all_done(document), result_note=payload.note.strip())
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


def _all_done(document: IncomingDocument) -> IncomingDocument:
    if document.directive is None:
        return document
    parts = tuple(
        replace(part, state="done") if part.state == "open" and part.role in WORKING else part
        for part in document.directive.assignments
    )
    return replace(document, directive=replace(document.directive, assignments=parts))


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


OWN_LEAD = When("own_lead", _returns_lead)
_OPEN = ("directed", "in_progress")
_SEEN = ("registered", "submitted", "directed", "in_progress", "completed")

RULES = (
    #    kind        in states        verb                 who may              what it does        becomes
    Rule("incoming", ("none",), "receive", who.ANY_CLERK, receive, "arrived", "D30 Art. 21"),
    Rule("incoming", ("arrived",), "register", who.ENTITY_CLERK, register, "registered", "D30 Art. 22", is_exact=True),
    Rule("incoming", ("arrived",), "refuse", who.ENTITY_CLERK, refuse, "returned", "D30 Art. 21.2"),
    Rule("incoming", ("registered",), "stamp", who.ENTITY_CLERK, stamp, "", "D30 Art. 22, App. IV V",
         guard=not_stamped, needs_token=True, is_exact=True),
    Rule("incoming", ("registered",), "submit", who.ENTITY_CLERK, submit, "submitted", "D30 Art. 23.1"),
    Rule("incoming", ("submitted",), "submit", who.CLERK_OR_ADDRESSEE, submit, "", "D30 Art. 23.1"),
    Rule("incoming", ("submitted",), "direct", who.ADDRESSEE, direct, "directed", "D30 Art. 23.2, App. IV VII",
         is_exact=True),
    Rule("incoming", ("submitted",), "complete", who.ADDRESSEE, complete, "completed", "D30 Art. 23.2"),
    Rule("incoming", ("directed",), "withdraw_directive", who.DIRECTOR, withdraw_directive, "submitted",
         "D30 Art. 23.2"),
    Rule("incoming", ("directed",), "begin", who.HANDLER, begin, "in_progress", "D30 Art. 24"),
    Rule("incoming", _OPEN, "assign", who.ASSIGNED_UNIT_HEAD, assign, "in_progress", "D30 Art. 24, App. IV VII.2"),
    Rule("incoming", _OPEN, "forward", who.HANDLER, forward, "", "D30 Art. 24"),
    Rule("incoming", _OPEN, "return_assignment", who.HANDLER, return_assignment, "submitted", "D30 Art. 24",
         when=OWN_LEAD),
    Rule("incoming", _OPEN, "return_assignment", who.HANDLER, return_assignment, "", "D30 Art. 24"),
    Rule("incoming", _SEEN, "opine", who.SEES, opine, "", "D30 App. IV VII.3, App. VI III.5a"),
    Rule("incoming", _OPEN, "ask_extension", who.HANDLER, ask_extension, "", "D30 Art. 24"),
    Rule("incoming", _OPEN, "decide_extension", who.DIRECTOR_OR_DEPUTY, decide_extension, "", "D30 Art. 24"),
    Rule("incoming", _OPEN, "complete", who.LEAD_OR_CLERK, complete, "completed", "D30 Art. 24, App. IV VIII"),
    Rule("incoming", ("completed",), "file", who.HANDLER_OR_CLERK, dossiers.file_document, "filed", "D30 Art. 29"),
    Rule("incoming", ("filed",), "file", who.HANDLER_OR_CLERK, dossiers.file_document, "", "D30 App. VI III.4e"),
    Rule("incoming", ("filed",), "archive", who.ARCHIVIST, dossiers.archive_document, "archived", "D30 Art. 30"),
    Rule("incoming", ("registered", "submitted", "directed", "in_progress", "completed", "filed", "archived"), "renew",
         who.CLERK_OR_ARCHIVIST, renew, "", "D30 Art. 22", is_exact=True),
    Rule("incoming", _RECALLABLE, "recall", who.ENTITY_CLERK, recall, "recalled", "D30 Art. 18.4b"),
)  # fmt: skip
