"""Who holds which post, and who acts for whom: the organisation asked as plain questions.

It decides what a post and a delegation mean on a day; what may be done with it stands in `office.workflow`.
Somebody inactive holds nothing. A clerk serves the entities whose seal he or she keeps.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from office.records import Delegation, OutgoingDocument, Person, RoleName
from office.world import Organisation


def active(organisation: Organisation, person_id: str) -> Person | None:
    """The person when he or she still serves here."""
    person = organisation.people.get(person_id)
    return person if person is not None and person.active else None


def only_active(organisation: Organisation, person_ids: Iterable[str]) -> frozenset[str]:
    """Those of the persons who still serve here."""
    return frozenset(person_id for person_id in person_ids if active(organisation, person_id))


def has_role(organisation: Organisation, person_id: str, role: RoleName) -> bool:
    """Tell whether the person holds the role in any post."""
    person = active(organisation, person_id)
    return person is not None and any(post.role == role for post in person.posts)


def with_role(organisation: Organisation, role: RoleName) -> frozenset[str]:
    """Everybody who holds the role."""
    return frozenset(person_id for person_id in organisation.people if has_role(organisation, person_id, role))


def is_staff(organisation: Organisation, person_id: str) -> bool:
    """Tell whether the person works on documents: any post but the administrator's."""
    person = active(organisation, person_id)
    return person is not None and any(post.role != "administrator" for post in person.posts)


def is_member(organisation: Organisation, person_id: str, unit_id: str) -> bool:
    """Tell whether the person has a post in the unit."""
    person = active(organisation, person_id)
    return person is not None and unit_id != "" and any(post.unit_id == unit_id for post in person.posts)


def is_head(organisation: Organisation, person_id: str, unit_id: str) -> bool:
    """Tell whether the person heads the unit (lãnh đạo đơn vị)."""
    person = active(organisation, person_id)
    return person is not None and any(
        post.unit_id == unit_id and post.role in ("unit_head", "chief_of_office") for post in person.posts if unit_id
    )


def heads_of(organisation: Organisation, unit_id: str) -> frozenset[str]:
    """Everybody who heads the unit."""
    return frozenset(person_id for person_id in organisation.people if is_head(organisation, person_id, unit_id))


def is_clerk_of(organisation: Organisation, person_id: str, entity_id: str) -> bool:
    """Tell whether the person is clerk (văn thư cơ quan) of the entity and keeps its seal."""
    entity = organisation.entities.get(entity_id)
    return entity is not None and person_id in entity.sealer_ids and has_role(organisation, person_id, "clerk")


def clerks_of(organisation: Organisation, entity_id: str) -> frozenset[str]:
    """The clerks of the entity."""
    entity = organisation.entities.get(entity_id)
    keepers = entity.sealer_ids if entity else ()
    return frozenset(person_id for person_id in keepers if is_clerk_of(organisation, person_id, entity_id))


def is_leader_of(organisation: Organisation, person_id: str, entity_id: str) -> bool:
    """Tell whether the person signs for the entity by office."""
    entity = organisation.entities.get(entity_id)
    return entity is not None and person_id in entity.leader_ids and active(organisation, person_id) is not None


def in_force(delegation: Delegation, today: date) -> bool:
    """Tell whether a delegation holds on a day: begun, not over, not revoked (D30 Art. 13.3)."""
    return delegation.revoked_at is None and delegation.valid_from_on <= today <= delegation.valid_to_on


def covers(delegation: Delegation, entity_id: str, document_type: str | None = None) -> bool:
    """Tell whether a delegation reaches an entity, and a type unless None is asked; empty limits reach all."""
    return delegation.entity_id in ("", entity_id) and (
        document_type is None or not delegation.document_types or document_type in delegation.document_types
    )


def acts_for(organisation: Organisation, person_id: str, from_id: str, *, entity_id: str, today: date) -> bool:
    """Tell whether the person is this somebody, or holds a delegation from him or her that holds today."""
    if active(organisation, person_id) is None or from_id == "":
        return False
    return person_id == from_id or any(
        given.to_id == person_id and given.from_id == from_id and in_force(given, today) and covers(given, entity_id)
        for given in organisation.delegations.values()
    )


def deputies_of(organisation: Organisation, from_id: str, entity_id: str) -> frozenset[str]:
    """Everybody with an unrevoked delegation from this somebody, whatever its days: who sees what he or she sees."""
    given = (
        delegation.to_id
        for delegation in organisation.delegations.values()
        if delegation.from_id == from_id and delegation.revoked_at is None and covers(delegation, entity_id)
    )
    return only_active(organisation, given)


def may_sign(organisation: Organisation, document: OutgoingDocument, today: date) -> bool:
    """Tell whether the named signer may sign this document today: by office, or by the named delegation."""
    if is_leader_of(organisation, document.signer_id, document.entity_id):
        return True
    given = organisation.delegations.get(document.delegation_id)
    return (
        given is not None
        and active(organisation, document.signer_id) is not None
        and given.to_id == document.signer_id
        and given.prefix == document.authority
        and in_force(given, today)
        and covers(given, document.entity_id, document.document_type)
    )
