"""What the pickers of a form offer, asked of the desk in the background. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.views import Choice
from office.records import IncomingDocument, OutgoingDocument
from ui.screens.acting.state import PICKERS
from ui.screens.compose.state import Choices

if TYPE_CHECKING:
    from app.desk import Desk


def pickers_for(desk: Desk, action: str, document_id: str) -> dict[str, tuple[Choice, ...]]:
    """The pickers that the form of an action needs."""
    return {name: _SOURCES[name](desk, document_id) for name in PICKERS.get(action, ())}


def drafting_choices(desk: Desk) -> Choices:
    """The pickers of the drafting form."""
    queries = desk.queries
    units = tuple(Choice(id=unit.id, title=unit.title, detail="unit") for unit in queries.units())
    agencies = tuple(Choice(id=agency.id, title=agency.title, detail="agency") for agency in queries.agencies())
    heads = _of_my_unit(desk, queries.people("unit_head"))
    return Choices(
        entities=queries.entities(),
        types=queries.document_types(),
        unit_heads=heads or queries.people("unit_head"),
        reviewers=queries.people("chief_of_office"),
        signers=queries.people("leader", "chief_of_office"),
        receivers=(*agencies, *units),
    )


def unit_of(desk: Desk) -> str:
    """The unit of whoever is signed in, "" for a leader."""
    person = desk.parts.organisation.people.get(desk.parts.person_id)
    return next((post.unit_id for post in person.posts if post.unit_id), "") if person else ""


def _of_my_unit(desk: Desk, people: tuple[Choice, ...]) -> tuple[Choice, ...]:
    known, unit = desk.parts.organisation.people, unit_of(desk)
    return tuple(one for one in people if any(post.unit_id == unit for post in known[one.id].posts))


def _leaders(desk: Desk, document_id: str) -> tuple[Choice, ...]:
    return desk.queries.people("leader", "chief_of_office")


def _people(desk: Desk, document_id: str) -> tuple[Choice, ...]:
    return tuple(one for one in desk.queries.people("officer", "unit_head") if one.id != desk.parts.person_id)


def _colleagues(desk: Desk, document_id: str) -> tuple[Choice, ...]:
    return tuple(one for one in _of_my_unit(desk, desk.queries.people()) if one.id != desk.parts.person_id)


def _dossiers(desk: Desk, document_id: str) -> tuple[Choice, ...]:
    return desk.queries.dossiers()


def _outgoing(desk: Desk, document_id: str) -> tuple[Choice, ...]:
    """Outgoing documents, those that answer this one first."""
    rows = (*desk.queries.page("outgoing").rows, *desk.queries.page("drafts").rows)
    choices = {row.id: Choice(id=row.id, title=row.title) for row in rows if row.id != document_id}
    return tuple(sorted(choices.values(), key=lambda choice: not _answers(desk, choice.id, document_id)))


def _answers(desk: Desk, outgoing_id: str, document_id: str) -> bool:
    record = desk.parts.record(outgoing_id)
    return isinstance(record, OutgoingDocument) and document_id in record.answers


def _extensions(desk: Desk, document_id: str) -> tuple[Choice, ...]:
    record = desk.parts.record(document_id)
    asked = record.extensions if isinstance(record, IncomingDocument) else ()
    open_ones = [one for one in asked if not one.decision]
    return tuple(Choice(id=one.id, title=one.until_on.strftime("%d/%m/%Y"), detail=one.reason) for one in open_ones)


def _recipients(desk: Desk, document_id: str) -> tuple[Choice, ...]:
    record = desk.parts.record(document_id)
    waiting = record.deliveries if isinstance(record, OutgoingDocument) else ()
    names = [one.recipient.name for one in waiting if one.delivered_at is None]
    return tuple(Choice(id=name, title=name) for name in names)


_SOURCES = {
    "leaders": _leaders,
    "people": _people,
    "colleagues": _colleagues,
    "dossiers": _dossiers,
    "answers": _outgoing,
    "successors": _outgoing,
    "extensions": _extensions,
    "recipients": _recipients,
}
