"""Which lists a record stands in for one person, and whether it waits for that person there."""

from __future__ import annotations

import msgspec

from office.audience import holders
from office.records import AnyRecord, Dossier, IncomingDocument, OutgoingDocument
from office.world import Organisation

IN_REVIEW = frozenset({"unit_review", "format_review", "awaiting_signature"})
DRAFTING = frozenset({"draft", "returned_for_edit"})
ISSUED = frozenset(
    {"signed", "numbered", "sealed", "dispatched", "delivered", "filed", "archived", "recalled", "superseded"}
)

REVIEWS = frozenset({"initial", "pass_format", "sign", "return"})


class Standing(msgspec.Struct, frozen=True):
    """One list that a record stands in; `waits` when the next step is this person's."""

    folder: str
    waits: bool


def standings(record: AnyRecord, person_id: str, organisation: Organisation) -> tuple[Standing, ...]:
    """The lists of this person that the record stands in: incoming, drafts, for_signature, outgoing, dossiers."""
    waits = person_id in holders(record, organisation)
    match record:
        case IncomingDocument():
            return (Standing("incoming", waits),)
        case OutgoingDocument(state=state, drafter_id=drafter):
            found = []
            if drafter == person_id and (state in DRAFTING or state in IN_REVIEW):
                found.append(Standing("drafts", waits))
            if state in IN_REVIEW and (drafter != person_id or waits) or _acted_on(record, person_id):
                found.append(Standing("for_signature", waits and state in IN_REVIEW))
            if state in ISSUED:
                found.append(Standing("outgoing", waits))
            return tuple(found)
        case Dossier():
            return (Standing("dossiers", False),)
        case _:
            return ()


def _acted_on(document: OutgoingDocument, person_id: str) -> bool:
    """Reviewed, signed or returned by this person: stays in "Trình ký" under its filters."""
    return any(line.by == person_id and line.type in REVIEWS for line in document.history)
