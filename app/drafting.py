"""A draft as the officer fills it in, and the page it becomes: composed, its places known, its fields prepared."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from app.errors import PayloadBroken
from office import catalogue
from office.records import Entity, OutgoingDocument, Recipient
from office.world import Organisation


def template_of(document_type: str) -> str:
    """Which template of `paper.compose` a type is drawn by."""
    return {"": "letter", "QĐ": "decision"}.get(document_type, "named")


_DEPUTY = re.compile(r"^phó\s+", re.IGNORECASE)


class DraftForm(msgspec.Struct, frozen=True, kw_only=True):
    """What the officer fills in."""

    entity_id: str
    document_type: str = ""
    notation: str = ""
    """"" is made from type, entity and unit."""
    subject: str
    body: str
    """Paragraphs, an empty line between them."""
    unit_id: str
    unit_head_id: str
    signer_id: str
    format_reviewer_id: str = ""
    authority: str = ""
    delegation_id: str = ""
    addressees: tuple[str, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    answers: tuple[str, ...] = ()
    urgency: int = 0


def notation_of(form: DraftForm, organisation: Organisation) -> str:
    """The notation: type-entity for a named document, entity-unit for a letter (D30 App. I II.3)."""
    if form.notation:
        return form.notation
    entity = organisation.entities[form.entity_id].short_name
    if form.document_type:
        return f"{form.document_type}-{entity}"
    unit = organisation.units.get(form.unit_id)
    return f"{entity}-{unit.short_name}" if unit and unit.short_name else entity


def require_known(form: DraftForm, organisation: Organisation) -> None:
    """Raises PayloadBroken when the entity or the signer that the page is to name is not of this office."""
    if form.entity_id not in organisation.entities:
        raise PayloadBroken(why=f"entity_id {form.entity_id}")
    if form.signer_id not in organisation.people:
        raise PayloadBroken(why=f"signer_id {form.signer_id}")


def sheet_of(form: DraftForm, organisation: Organisation, *, is_fictional: bool) -> Mapping[str, object]:
    """What `paper.compose` draws: number and date stay blank, with their places."""
    entity = organisation.entities[form.entity_id]
    above, title = authority_of(form, entity, organisation)
    return {
        "agency": entity.name,
        "parent": entity.parent_name,
        "notation": notation_of(form, organisation),
        "place": entity.place,
        "type_name": catalogue.type_name(form.document_type),
        "subject": form.subject if form.document_type else f"V/v {form.subject}",
        "addressees": list(form.addressees),
        "body": [part.strip() for part in form.body.split("\n\n") if part.strip()],
        "recipients": [*(f"{_printed(one)};" for one in form.recipients), f"{_kept(form, organisation)}."],
        "authority": above,
        "title": title,
        "signer": organisation.people[form.signer_id].name,
        "decider": f"{title} {entity.name}" if form.document_type == "QĐ" else "",
        "fictional": is_fictional,
    }


def authority_of(form: DraftForm, entity: Entity, organisation: Organisation) -> tuple[list[str], str]:
    """The lines over the title and the title: `KT. Chủ tịch` and `Phó Chủ tịch`, or the title alone."""
    posts = organisation.people[form.signer_id].posts
    title = posts[0].title if posts else ""
    match form.authority:
        case "":
            return [], title
        case "KT.":
            head = _DEPUTY.sub("", title)
            return [f"KT. {head[:1].upper()}{head[1:]}"], title
        case "TM.":
            return [f"TM. {entity.name.split(' tỉnh')[0]}"], title
        case prefix:
            return [f"{prefix} Chủ tịch"], title


def _printed(recipient: Recipient) -> str:
    return f"{recipient.name} ({recipient.note})" if recipient.note else recipient.name


def _kept(form: DraftForm, organisation: Organisation) -> str:
    unit = organisation.units.get(form.unit_id)
    return f"Lưu: VT, {unit.short_name}" if unit and unit.short_name else "Lưu: VT"


def form_of(document: OutgoingDocument) -> DraftForm:
    """The form that a draft was made from, for the next edit."""
    return DraftForm(
        entity_id=document.entity_id,
        document_type=document.document_type,
        notation=document.notation,
        subject=document.subject,
        body=document.body.get("text", ""),
        unit_id=document.unit_id,
        unit_head_id=document.unit_head_id,
        signer_id=document.signer_id,
        format_reviewer_id=document.format_reviewer_id,
        authority=document.authority,
        delegation_id=document.delegation_id,
        addressees=tuple(document.body.get("addressees", "").split("\n")) if document.body.get("addressees") else (),
        recipients=document.recipients,
        answers=document.answers,
        urgency=document.urgency,
    )
