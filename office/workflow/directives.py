"""The leader's directive (bút phê) on an incoming document, and its handling until it is done (D30 Art. 23-24).

A directive names exactly one lead. Its parts are passed on within a unit, given back to whoever gave them, and moved
in time by who directed. What stands before and after it is in `incoming`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from office import posts
from office.actions import Action, AskExtension, Assign, DecideExtension, Direct, Forward, ReturnAssignment
from office.deadlines import local_date
from office.handling import WORKING, assignments_of, holders_of, parts_of
from office.reasons import Refused
from office.records import Assignment, Directive, Extension, IncomingDocument, Instant, Opinion
from office.workflow.table import When, check_reason
from office.world import Decision, Organisation, World


def _document(world: World) -> IncomingDocument:
    assert isinstance(world.record, IncomingDocument)
    return world.record


def _name(organisation: Organisation, person_id: str) -> str:
    person = organisation.people.get(person_id)
    return person.name if person else person_id


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


def all_done(document: IncomingDocument) -> IncomingDocument:
    """The document with every part of its directive done."""
    if document.directive is None:
        return document
    parts = tuple(
        replace(part, state="done") if part.state == "open" and part.role in WORKING else part
        for part in document.directive.assignments
    )
    return replace(document, directive=replace(document.directive, assignments=parts))


OWN_LEAD = When("own_lead", _returns_lead)
