"""What may be done with a dossier (hồ sơ công việc), and how a document is put into one (D30 Art. 28-30).

One document may lie in several dossiers without a copy (App. VI III.4e): filing changes document and dossier together.
"""

from __future__ import annotations

from msgspec.structs import replace

from office.actions import Action, FileAway, OpenDossier
from office.audience import audience
from office.deadlines import local_date
from office.reasons import Refused
from office.records import Document, Dossier, IncomingDocument, Instant, OutgoingDocument
from office.workflow import who
from office.workflow.table import Rule
from office.world import Decision, World


def _dossier(world: World) -> Dossier:
    assert isinstance(world.record, Dossier)
    return world.record


def _document(world: World) -> Document:
    assert isinstance(world.record, IncomingDocument | OutgoingDocument)
    return world.record


def file_document(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Put the document into an open dossier; both records change."""
    payload, document = action.payload, _document(world)
    assert isinstance(payload, FileAway)
    dossier = world.neighbours.get(payload.dossier_id)
    if not isinstance(dossier, Dossier):
        return Refused("dossier_unknown")
    facts = {"code": dossier.code}
    if dossier.state != "open":
        return Refused("dossier_not_open", facts)
    if action.actor not in audience(dossier, world.organisation):
        return Refused("dossier_not_yours", facts)
    if dossier.id in document.dossier_ids or document.id in dossier.document_ids:
        return Refused("already_in_dossier", facts)
    return Decision(
        (
            replace(document, dossier_ids=(*document.dossier_ids, dossier.id)),
            replace(dossier, document_ids=(*dossier.document_ids, document.id)),
        )
    )


def archive_document(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Hand the document over to the archive."""
    return Decision((_document(world),))


def open_dossier(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Open a dossier, held by who opens it."""
    payload = action.payload
    assert isinstance(payload, OpenDossier)
    if payload.entity_id not in world.organisation.entities:
        return Refused("entity_unknown")
    required = {"code": payload.code, "title": payload.title}
    if missing := [name for name, value in required.items() if not value.strip()]:
        return Refused("field_missing", {"missing": ", ".join(missing)})
    opened = Dossier(
        id=action.record_id,
        entity_id=payload.entity_id,
        code=payload.code.strip(),
        title=payload.title.strip(),
        retention=payload.retention,
        holder_id=action.actor,
        opened_on=local_date(now),
    )
    return Decision((opened,))


def close_dossier(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Close the dossier when the work is done."""
    dossier = _dossier(world)
    if not dossier.document_ids:
        return Refused("dossier_empty", {"code": dossier.code})
    return Decision((replace(dossier, closed_on=local_date(now)),))


def archive_dossier(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Hand the closed dossier over to the archive."""
    return Decision((_dossier(world),))


RULES = (
    #    kind       in states    verb               who may             what it does     becomes
    Rule("dossier", ("none",), "open_dossier", who.STAFF, open_dossier, "open", "D30 Art. 29.1"),
    Rule("dossier", ("open",), "close_dossier", who.DOSSIER_HOLDER, close_dossier, "closed", "D30 Art. 29.3"),
    Rule("dossier", ("closed",), "archive_dossier", who.ARCHIVIST, archive_dossier, "archived", "D30 Art. 30"),
)  # fmt: skip
