"""Who sees a record, and who has it now: the feed's recipients.

Whoever may do something with a record sees it (`office.roles.may` is tested against this), and nobody sees a
document without a part in it: handed to, handled by, or handed on by him or her. A recalled document is left to the
clerks of its entity, who keep the record of the recall (D30 Art. 18.4b); its files open for nobody (`opens_for`).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from office import posts
from office.handling import WORKING, assignments_of, holders_of, people_of
from office.personal import PersonalRecord, SavedSearch
from office.records import AnyRecord, Document, Dossier, IncomingDocument, OutgoingDocument, RegisterEntry
from office.world import Organisation

_NOBODY: frozenset[str] = frozenset()
_NO_NEIGHBOURS: Mapping[str, AnyRecord] = MappingProxyType({})
_BEFORE_SIGNATURE = ("draft", "unit_review", "format_review", "awaiting_signature", "returned_for_edit")
_REACHED = {
    "unit_review": 1,
    "format_review": 2,
    "awaiting_signature": 3,
}


def audience(
    record: AnyRecord, organisation: Organisation, neighbours: Mapping[str, AnyRecord] = _NO_NEIGHBOURS
) -> frozenset[str]:
    """The ids of everybody who sees the record.

    `neighbours` holds the dossiers that a document lies in: who holds one sees what is in it.
    """
    match record:
        case IncomingDocument() | OutgoingDocument():
            return _document(record, organisation, neighbours)
        case Dossier():
            return _dossier(record, organisation)
        case RegisterEntry():
            return (
                posts.clerks_of(organisation, record.entity_id)
                | _leaders(organisation, record.entity_id)
                | posts.with_role(organisation, "archivist")
                | posts.with_role(organisation, "chief_of_office")
            )
        case SavedSearch(state="removed"):
            return _NOBODY
        case _ if isinstance(record, PersonalRecord):
            return posts.only_active(organisation, (record.person_id,))
        case _:
            return posts.only_active(organisation, organisation.people)


def opens_for(
    record: AnyRecord, organisation: Organisation, neighbours: Mapping[str, AnyRecord] = _NO_NEIGHBOURS
) -> frozenset[str]:
    """The ids of everybody for whom the record's files open: its audience, and nobody once it was recalled."""
    if isinstance(record, IncomingDocument | OutgoingDocument) and record.state == "recalled":
        return _NOBODY
    return audience(record, organisation, neighbours)


def overseers(document: Document, organisation: Organisation) -> frozenset[str]:
    """Who may look up who read, printed and exported it: who keeps it (clerks, later archivists), administrators."""
    kept = posts.clerks_of(organisation, document.entity_id) | posts.with_role(organisation, "administrator")
    if document.state in ("filed", "archived"):
        kept |= posts.with_role(organisation, "archivist")
    return kept


def holders(record: AnyRecord, organisation: Organisation) -> tuple[str, ...]:
    """The ids of those who have the record now, on whose desk it waits; the lead before the support."""
    match record:
        case IncomingDocument():
            return _incoming_holders(record, organisation)
        case OutgoingDocument():
            return _outgoing_holders(record, organisation)
        case Dossier(state="open"):
            return tuple(posts.only_active(organisation, (record.holder_id,)))
        case _:
            return ()


def reviewers(document: OutgoingDocument, organisation: Organisation) -> frozenset[str]:
    """Who reviews the format: the person named, or any chief of office when nobody is."""
    if document.format_reviewer_id:
        return posts.only_active(organisation, (document.format_reviewer_id,))
    return posts.with_role(organisation, "chief_of_office")


def recipients(document: OutgoingDocument, organisation: Organisation) -> frozenset[str]:
    """The people here who receive the document: those named, and the heads of the units named."""
    found = posts.only_active(organisation, (recipient.person_id for recipient in document.recipients))
    return found.union(*(posts.heads_of(organisation, recipient.unit_id) for recipient in document.recipients))


def _document(record: Document, organisation: Organisation, neighbours: Mapping[str, AnyRecord]) -> frozenset[str]:
    clerks = posts.clerks_of(organisation, record.entity_id)
    if record.state == "recalled":
        return clerks
    acted = posts.only_active(organisation, (line.by for line in record.history))
    if isinstance(record, IncomingDocument):
        seen = clerks | acted | _incoming(record, organisation)
    else:
        seen = acted | _outgoing(record, organisation)
    if record.state in ("filed", "archived"):
        seen |= posts.with_role(organisation, "archivist")
    in_dossiers = (neighbours.get(dossier_id) for dossier_id in record.dossier_ids)
    return seen | posts.only_active(
        organisation, (dossier.holder_id for dossier in in_dossiers if isinstance(dossier, Dossier))
    )


def _incoming(record: IncomingDocument, organisation: Organisation) -> frozenset[str]:
    seen = posts.only_active(organisation, (record.submitted_to,))
    seen |= posts.deputies_of(organisation, record.submitted_to, record.entity_id)
    if record.directive is None:
        return seen
    seen |= posts.only_active(organisation, (record.directive.by,))
    seen |= posts.deputies_of(organisation, record.directive.by, record.entity_id)
    return seen.union(*(people_of(part, organisation) for part in assignments_of(record) if part.state != "returned"))


def _outgoing(record: OutgoingDocument, organisation: Organisation) -> frozenset[str]:
    seen = posts.only_active(organisation, (record.drafter_id,))
    reached = _REACHED.get(record.state, 0 if record.state in _BEFORE_SIGNATURE else 4)
    if reached >= 1:
        seen |= posts.only_active(organisation, (record.unit_head_id,))
    if reached >= 2:
        seen |= reviewers(record, organisation)
    if reached >= 3:
        seen |= posts.only_active(organisation, (record.signer_id,))
    if reached >= 4:
        seen |= posts.clerks_of(organisation, record.entity_id)
    if record.deliveries:
        seen |= recipients(record, organisation)
    return seen


def _dossier(record: Dossier, organisation: Organisation) -> frozenset[str]:
    return (
        posts.only_active(organisation, (record.holder_id, *(line.by for line in record.history)))
        | posts.clerks_of(organisation, record.entity_id)
        | posts.with_role(organisation, "archivist")
    )


def _leaders(organisation: Organisation, entity_id: str) -> frozenset[str]:
    entity = organisation.entities.get(entity_id)
    return posts.only_active(organisation, entity.leader_ids if entity else ())


def _incoming_holders(record: IncomingDocument, organisation: Organisation) -> tuple[str, ...]:
    match record.state:
        case "arrived" | "registered":
            return tuple(sorted(posts.clerks_of(organisation, record.entity_id)))
        case "submitted":
            return tuple(posts.only_active(organisation, (record.submitted_to,)))
        case "directed" | "in_progress" | "completed":
            wanted = ("done",) if record.state == "completed" else ("open",)
            parts = [p for p in assignments_of(record) if p.state in wanted and p.role in WORKING]
            parts.sort(key=lambda part: part.role != "lead")
            found = (person for part in parts for person in sorted(holders_of(part, organisation)))
            return tuple(dict.fromkeys(found))
        case _:
            return ()


def _outgoing_holders(record: OutgoingDocument, organisation: Organisation) -> tuple[str, ...]:
    match record.state:
        case "draft" | "returned_for_edit" | "delivered":
            found = posts.only_active(organisation, (record.drafter_id,))
        case "unit_review":
            found = posts.only_active(organisation, (record.unit_head_id,))
        case "format_review":
            found = reviewers(record, organisation)
        case "awaiting_signature":
            found = posts.only_active(organisation, (record.signer_id,))
        case "signed" | "numbered" | "sealed" | "dispatched":
            found = posts.clerks_of(organisation, record.entity_id)
        case _:
            found = _NOBODY
    return tuple(sorted(found))
