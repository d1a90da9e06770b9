"""What may be done with a document of either direction: opinions, filing, handing over to the archive.

One document may lie in several dossiers without a copy (D30 App. VI III.4e): filing changes document and dossier
together.
"""

from __future__ import annotations

from msgspec.structs import replace

from office.actions import Action, FileAway, Opine
from office.audience import audience
from office.reasons import Refused
from office.records import Document, Dossier, IncomingDocument, Instant, Opinion, OutgoingDocument
from office.world import Decision, World


def _document(world: World) -> Document:
    assert isinstance(world.record, IncomingDocument | OutgoingDocument)
    return world.record


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
