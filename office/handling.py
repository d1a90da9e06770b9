"""Who handles an incoming document: assignments read as people.

An assignment names a person, a unit, or a unit and the person whom its head has named. It decides who holds which
part of the work; what they may do with it stands in `office.workflow.incoming`.
"""

from __future__ import annotations

from office.posts import heads_of, only_active
from office.records import Assignment, IncomingDocument
from office.world import Organisation

WORKING = ("lead", "support")


def assignments_of(document: IncomingDocument) -> tuple[Assignment, ...]:
    """Every assignment of the present directive."""
    return document.directive.assignments if document.directive else ()


def holders_of(assignment: Assignment, organisation: Organisation) -> frozenset[str]:
    """Who has this part now: the person, or the heads of the unit while nobody is named."""
    if assignment.person_id:
        return only_active(organisation, (assignment.person_id,))
    return heads_of(organisation, assignment.unit_id)


def people_of(assignment: Assignment, organisation: Organisation) -> frozenset[str]:
    """Who is concerned by this part: its holders, and the heads of the unit that it came through."""
    return holders_of(assignment, organisation) | heads_of(organisation, assignment.unit_id)


def parts_of(
    document: IncomingDocument, person_id: str, organisation: Organisation, *, roles: tuple[str, ...] = WORKING
) -> tuple[Assignment, ...]:
    """The open parts that the person holds, as lead first."""
    mine = [
        part
        for part in assignments_of(document)
        if part.state == "open" and part.role in roles and person_id in holders_of(part, organisation)
    ]
    return tuple(sorted(mine, key=lambda part: part.role != "lead"))


def handles(document: IncomingDocument, person_id: str, organisation: Organisation) -> bool:
    """Tell whether the person holds an open part as lead or support."""
    return bool(parts_of(document, person_id, organisation))


def had_part(document: IncomingDocument, person_id: str, organisation: Organisation) -> bool:
    """Tell whether the person holds or finished a part as lead or support."""
    return any(
        part.state != "returned" and part.role in WORKING and person_id in holders_of(part, organisation)
        for part in assignments_of(document)
    )
