"""The rights of the workflow table: who may do a verb, each one a plain question about a case."""

from __future__ import annotations

from office import posts
from office.audience import audience, recipients, reviewers
from office.handling import assignments_of, had_part, handles, parts_of
from office.personal import PersonalRecord
from office.records import Delegation, Dossier, IncomingDocument, OutgoingDocument
from office.workflow.table import Case, Who


def _any_clerk(case: Case) -> bool:
    return any(posts.is_clerk_of(case.organisation, case.person_id, entity) for entity in case.organisation.entities)


def _entity_clerk(case: Case) -> bool:
    record = case.record
    return isinstance(record, IncomingDocument | OutgoingDocument | Dossier) and posts.is_clerk_of(
        case.organisation, case.person_id, record.entity_id
    )


def _addressee(case: Case) -> bool:
    record = case.record
    return isinstance(record, IncomingDocument) and posts.acts_for(
        case.organisation, case.person_id, record.submitted_to, entity_id=record.entity_id, today=case.today
    )


def _is_director(case: Case) -> bool:
    record = case.record
    return (
        isinstance(record, IncomingDocument) and record.directive is not None and record.directive.by == case.person_id
    )


def _directs(case: Case) -> bool:
    record = case.record
    return (
        isinstance(record, IncomingDocument)
        and record.directive is not None
        and posts.acts_for(
            case.organisation, case.person_id, record.directive.by, entity_id=record.entity_id, today=case.today
        )
    )


def _handles(case: Case) -> bool:
    return isinstance(case.record, IncomingDocument) and handles(case.record, case.person_id, case.organisation)


def _leads(case: Case) -> bool:
    return isinstance(case.record, IncomingDocument) and bool(
        parts_of(case.record, case.person_id, case.organisation, roles=("lead",))
    )


def _had_part(case: Case) -> bool:
    return isinstance(case.record, IncomingDocument) and had_part(case.record, case.person_id, case.organisation)


def _heads_assigned_unit(case: Case) -> bool:
    return isinstance(case.record, IncomingDocument) and any(
        part.state == "open" and posts.is_head(case.organisation, case.person_id, part.unit_id)
        for part in assignments_of(case.record)
    )


def _sees(case: Case) -> bool:
    return case.record is not None and case.person_id in audience(case.record, case.organisation)


def _archivist(case: Case) -> bool:
    return posts.has_role(case.organisation, case.person_id, "archivist")


def _staff(case: Case) -> bool:
    return posts.is_staff(case.organisation, case.person_id)


def _outgoing(case: Case) -> OutgoingDocument | None:
    return case.record if isinstance(case.record, OutgoingDocument) else None


def _drafter(case: Case) -> bool:
    document = _outgoing(case)
    return document is not None and document.drafter_id == case.person_id


def _unit_reviewer(case: Case) -> bool:
    document = _outgoing(case)
    return document is not None and document.unit_head_id == case.person_id


def _format_reviewer(case: Case) -> bool:
    document = _outgoing(case)
    return document is not None and case.person_id in reviewers(document, case.organisation)


def _signer(case: Case) -> bool:
    document = _outgoing(case)
    return document is not None and document.signer_id == case.person_id


def _recipient(case: Case) -> bool:
    document = _outgoing(case)
    return document is not None and case.person_id in recipients(document, case.organisation)


def _dossier_holder(case: Case) -> bool:
    return isinstance(case.record, Dossier) and case.record.holder_id == case.person_id


def _administrator(case: Case) -> bool:
    return posts.has_role(case.organisation, case.person_id, "administrator")


def _may_delegate(case: Case) -> bool:
    """An administrator, or who has power of his or her own: a leader by office, the chief of office."""
    if isinstance(case.record, Delegation):
        return _administrator(case) or case.record.from_id == case.person_id
    return (
        _administrator(case)
        or posts.has_role(case.organisation, case.person_id, "chief_of_office")
        or any(posts.is_leader_of(case.organisation, case.person_id, entity) for entity in case.organisation.entities)
    )


def _own(case: Case) -> bool:
    if isinstance(case.record, PersonalRecord):
        return case.record.person_id == case.person_id
    return case.record is None and posts.active(case.organisation, case.person_id) is not None


ANY_CLERK = Who("any_clerk", _any_clerk)
ENTITY_CLERK = Who("entity_clerk", _entity_clerk)
ADDRESSEE = Who("addressee", _addressee)
CLERK_OR_ADDRESSEE = Who("clerk_or_addressee", lambda case: _entity_clerk(case) or _addressee(case))
DIRECTOR = Who("director", _is_director)
DIRECTOR_OR_DEPUTY = Who("director_or_deputy", _directs)
HANDLER = Who("handler", _handles)
LEAD_OR_CLERK = Who("lead_or_clerk", lambda case: _leads(case) or _entity_clerk(case))
HANDLER_OR_CLERK = Who("handler_or_clerk", lambda case: _had_part(case) or _entity_clerk(case))
ASSIGNED_UNIT_HEAD = Who("assigned_unit_head", _heads_assigned_unit)
SEES = Who("sees", _sees)
ARCHIVIST = Who("archivist", _archivist)
CLERK_OR_ARCHIVIST = Who("clerk_or_archivist", lambda case: _entity_clerk(case) or (_archivist(case) and _sees(case)))
STAFF = Who("staff", _staff)
DRAFTER = Who("drafter", _drafter)
UNIT_REVIEWER = Who("unit_reviewer", _unit_reviewer)
FORMAT_REVIEWER = Who("format_reviewer", _format_reviewer)
SIGNER = Who("signer", _signer)
CLERK_OR_SIGNER = Who("entity_clerk_or_signer", lambda case: _entity_clerk(case) or _signer(case))
CLERK_OR_RECIPIENT = Who("clerk_or_recipient", lambda case: _entity_clerk(case) or _recipient(case))
DRAFTER_OR_CLERK = Who("drafter_or_clerk", lambda case: _drafter(case) or _entity_clerk(case))
DOSSIER_HOLDER = Who("dossier_holder", _dossier_holder)
ADMINISTRATOR = Who("administrator", _administrator)
DELEGATOR = Who("delegator", _may_delegate)
READER = Who("reader", _own)
OWNER = Who("owner", _own)
