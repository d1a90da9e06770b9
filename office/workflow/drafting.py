"""What a draft must be: named people, a type and a notation of the lawful form, and at the submission everything.

A draft may be saved half done at any time, so that no work is lost; what is said wrongly is refused at once, what is
missing only when it is submitted (D30 Art. 10, 12).
"""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from office import posts
from office.actions import Draft
from office.catalogue import TYPES, URGENCY
from office.numbering import check_notation
from office.reasons import Refused
from office.records import FileRef, Instant, OutgoingDocument, main_file
from office.secrecy import decide_typed
from office.workflow.files import check_draft, take
from office.world import Organisation, World

PLACES = ("number", "day", "month", "year", "leader", "seal")
"""What the page must have prepared before anybody signs; later steps only fill and sign."""

AUTHORITIES = ("", "TM.", "Q.", "KT.", "TL.", "TUQ.")
"""Prefixes of the signature block (D30 App. I Part II Sec. I.7b)."""


def check_fields(payload: Draft, organisation: Organisation) -> Refused | None:
    """Refuse what is said wrongly in a draft; what is still missing is no fault."""
    if refused := decide_typed(payload.secrecy):
        return refused
    if payload.entity_id not in organisation.entities:
        return Refused("entity_unknown")
    if payload.document_type not in TYPES:
        return Refused("type_unknown", {"type": payload.document_type})
    if payload.notation and not check_notation(payload.notation):
        return Refused("notation_malformed", {"notation": payload.notation})
    if payload.authority not in AUTHORITIES:
        return Refused("authority_unknown", {"authority": payload.authority})
    if payload.urgency not in URGENCY:
        return Refused("urgency_unknown", {"level": str(payload.urgency)})
    if payload.unit_id and payload.unit_id not in organisation.units:
        return Refused("unit_unknown")
    for field in ("unit_head_id", "format_reviewer_id", "signer_id"):
        named = getattr(payload, field)
        if named and posts.active(organisation, named) is None:
            return Refused("person_unknown_named", {"field": field})
    return None


def check_files(payload: Draft, document: OutgoingDocument | None, world: World) -> Refused | None:
    """Judge the files that are new in this draft; those that the record has were judged when they came."""
    known = {file.sha256 for file in document.files} if document else set()
    for file in payload.files:
        is_new = file.sha256 not in known or (file.role == "main" and not _is_kept(file, document))
        if is_new and (refused := check_draft(file, world, declared_not_secret=payload.declared_not_secret)):
            return refused
    return None


def _is_kept(file: FileRef, document: OutgoingDocument | None) -> bool:
    present = main_file(document) if document else None
    return present is not None and present.sha256 == file.sha256


def keep_files(
    payload: Draft, document: OutgoingDocument | None, world: World, actor: str, now: Instant
) -> tuple[FileRef, ...]:
    """The files after this draft: every earlier version of the page, a new page if there is one, its attachments."""
    before = document.files if document else ()
    versions = tuple(file for file in before if file.role == "main")
    pages = tuple(
        take(file, world, "draft", actor, now)
        for file in payload.files
        if file.role == "main" and not _is_kept(file, document)
    )
    known = {(file.sha256, file.role): file for file in before}
    others = tuple(
        known.get((file.sha256, file.role), take(file, world, "draft", actor, now))
        for file in payload.files
        if file.role != "main"
    )
    return (*others, *versions, *pages)


def fill(document: OutgoingDocument, payload: Draft, files: tuple[FileRef, ...]) -> OutgoingDocument:
    """The document with what the draft says."""
    return replace(
        document,
        document_type=payload.document_type,
        notation=payload.notation,
        subject=payload.subject,
        unit_id=payload.unit_id,
        unit_head_id=payload.unit_head_id,
        format_reviewer_id=payload.format_reviewer_id,
        signer_id=payload.signer_id,
        authority=payload.authority,
        delegation_id=payload.delegation_id,
        urgency=payload.urgency,
        recipients=payload.recipients,
        answers=payload.answers,
        places=payload.places,
        body=payload.body,
        files=files,
    )


def check_ready(document: OutgoingDocument, organisation: Organisation, today: date) -> Refused | None:
    """Tell what a draft still lacks before a reviewer may get it."""
    required = ("subject", "notation", "unit_id", "unit_head_id", "signer_id")
    if missing := [name for name in required if not getattr(document, name).strip()]:
        return Refused("draft_incomplete", {"missing": ", ".join(missing)})
    return _check_people(document, organisation, today) or _check_page(document)


def _check_people(document: OutgoingDocument, organisation: Organisation, today: date) -> Refused | None:
    def named(person_id: str) -> dict[str, str]:
        person = organisation.people.get(person_id)
        return {"name": person.name if person else person_id}

    if not posts.is_head(organisation, document.unit_head_id, document.unit_id):
        return Refused("unit_head_wrong", named(document.unit_head_id))
    reviewer = document.format_reviewer_id
    if reviewer and not any(posts.has_role(organisation, reviewer, role) for role in ("chief_of_office", "clerk")):
        return Refused("reviewer_wrong", named(reviewer))
    if not posts.may_sign(organisation, document, today):
        return Refused("signer_not_entitled", named(document.signer_id))
    return None


def _check_page(document: OutgoingDocument) -> Refused | None:
    page = main_file(document)
    if page is None:
        return Refused("file_missing")
    if page.why != "draft":
        return Refused("draft_needs_new_file")
    if missing := [place for place in PLACES if place not in document.places]:
        return Refused("draft_not_prepared", {"missing": ", ".join(missing)})
    return None
