"""What may be done with a dossier (hồ sơ công việc), D30 Art. 28-30. How a document is put into one: `documents`."""

from __future__ import annotations

from msgspec.structs import replace

from office.actions import Action, OpenDossier
from office.deadlines import local_date
from office.reasons import Refused
from office.records import Dossier, Instant
from office.workflow import who
from office.workflow.table import Rule
from office.world import Decision, World


def _dossier(world: World) -> Dossier:
    assert isinstance(world.record, Dossier)
    return world.record


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
