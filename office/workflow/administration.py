"""What may be done with the organisation and with delegations.

People, units, agencies, entities and certificates are put by an administrator alone; a delegation is given by who has
the power by office (D30 Art. 13.3: not passed on again), and recorded by him, her or an administrator.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from office import posts
from office.actions import Action, Delegate, PutOrganisation
from office.reasons import Refused
from office.records import Agency, Certificate, Delegation, Entity, Instant, Person, Unit, kind_of
from office.workflow import who
from office.workflow.table import Rule
from office.world import Decision, Organisation, World

_FINGERPRINT = re.compile(r"[0-9a-f]{64}")


def put(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Create or replace a record of the organisation."""
    payload = action.payload
    assert isinstance(payload, PutOrganisation)
    record = payload.record
    if record.id != action.record_id or kind_of(record) != action.record_kind:
        return Refused("wrong_record", {"kind": action.record_kind})
    if refused := _check_record(record, world.organisation):
        return refused
    return Decision((replace(record, rev=world.record.rev if world.record else 0),))


def _check_record(record: Person | Unit | Agency | Entity | Certificate, organisation: Organisation) -> Refused | None:
    match record:
        case Person():
            return _check_person(record, organisation)
        case Entity():
            return _check_entity(record, organisation)
        case Certificate():
            return _check_certificate(record, organisation)
        case _:
            return None if record.name.strip() else Refused("field_missing", {"missing": "name"})


def _check_person(person: Person, organisation: Organisation) -> Refused | None:
    required = {"name": person.name, "login": person.login}
    if missing := [name for name, value in required.items() if not value.strip()]:
        return Refused("field_missing", {"missing": ", ".join(missing)})
    if any(other.login == person.login and other.id != person.id for other in organisation.people.values()):
        return Refused("login_taken", {"login": person.login})
    if any(post.unit_id and post.unit_id not in organisation.units for post in person.posts):
        return Refused("unit_unknown")
    after = Organisation(people={**organisation.people, person.id: person})
    return None if posts.with_role(after, "administrator") else Refused("last_administrator")


def _check_entity(entity: Entity, organisation: Organisation) -> Refused | None:
    if not entity.name.strip():
        return Refused("field_missing", {"missing": "name"})
    for field, people in (("sealer_ids", entity.sealer_ids), ("leader_ids", entity.leader_ids)):
        if any(person_id not in organisation.people for person_id in people):
            return Refused("person_unknown_named", {"field": field})
    return None


def _check_certificate(certificate: Certificate, organisation: Organisation) -> Refused | None:
    if not _FINGERPRINT.fullmatch(certificate.fingerprint):
        return Refused("fingerprint_malformed")
    if certificate.not_after_at < certificate.not_before_at:
        return Refused("period_reversed")
    known_person = certificate.person_id in organisation.people
    known_entity = certificate.entity_id in organisation.entities
    if bool(certificate.person_id) == bool(certificate.entity_id) or not (known_person or known_entity):
        return Refused("certificate_owner_unclear")
    for other in organisation.certificates.values():
        if other.fingerprint == certificate.fingerprint and other.id != certificate.id and other.withdrawn_at is None:
            return Refused("certificate_known")
    return None


def delegate(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Give a delegation: limited in time, by who has the power by office, not to oneself."""
    payload = action.payload
    assert isinstance(payload, Delegate)
    given, organisation = payload.delegation, world.organisation
    if given.id != action.record_id:
        return Refused("wrong_record", {"kind": "delegation"})
    if given.entity_id and given.entity_id not in organisation.entities:
        return Refused("entity_unknown")
    for field, person_id in (("from_id", given.from_id), ("to_id", given.to_id)):
        if posts.active(organisation, person_id) is None:
            return Refused("person_unknown_named", {"field": field})
    if given.from_id == given.to_id:
        return Refused("delegation_to_oneself")
    if given.valid_to_on < given.valid_from_on:
        return Refused("period_reversed")
    is_recorder = posts.has_role(organisation, action.actor, "administrator")
    if not (is_recorder or given.from_id == action.actor) or not _has_power(given, organisation):
        return Refused("delegation_not_yours_to_give", {"name": organisation.people[given.from_id].name})
    return Decision((replace(given, rev=0, revoked_at=None),))


def _has_power(given: Delegation, organisation: Organisation) -> bool:
    """By office for the entity (any of them when none is named); the chief of office for his or her own deputy."""
    entities = (given.entity_id,) if given.entity_id else tuple(organisation.entities)
    if any(posts.is_leader_of(organisation, given.from_id, entity) for entity in entities):
        return True
    return given.prefix == "KT." and posts.has_role(organisation, given.from_id, "chief_of_office")


def revoke_delegation(world: World, action: Action, now: Instant) -> Decision | Refused:
    """End the delegation now."""
    assert isinstance(world.record, Delegation)
    return Decision((replace(world.record, revoked_at=now),))


_ANY = ("none", "present")

RULES = (
    *(
        Rule(kind, _ANY, "put", who.ADMINISTRATOR, put, "present", "D30 App. VI III.9", is_exact=True)
        for kind in ("person", "unit", "agency", "entity", "certificate")
    ),
    Rule("delegation", ("none",), "delegate", who.DELEGATOR, delegate, "present", "D30 Art. 13.3"),
    Rule("delegation", ("present",), "revoke_delegation", who.DELEGATOR, revoke_delegation, "revoked", "D30 Art. 13.3"),
)
