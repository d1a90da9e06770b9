"""One document as a screen shows it: fields, flow, files, what may be done, what waits, what conflicts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

import msgspec

from app import describe
from app.describe import due_chip, due_on, name_of
from app.errors import DocumentUnknown
from app.messages import Said, say_conflict
from app.parts import Parts
from app.texts import _, language
from app.views import ActionChoice, ConflictView, DocumentView, FieldView, FileView, SigningView
from app.words import action_word, size_words, state_word
from office.actions import Action
from office.audience import holders
from office.facts import SignatureRole
from office.reasons import text as reason_text
from office.records import AnyRecord, Document, FileRef, IncomingDocument, OutgoingDocument, main_file
from office.workflow import allowed
from sync.cache import bodies
from sync.outbox import UNDECIDED, Item

PRIMARY = frozenset(
    ["register", "stamp", "submit", "direct", "begin", "complete", "file"]
    + ["submit_draft", "initial", "pass_format", "sign", "number", "seal", "dispatch"]
)
DANGER = frozenset({"refuse", "return", "return_assignment", "recall", "void_number"})
HIDDEN = frozenset({"mark_read", "receive", "open_dossier", "put"})
SIGNING_ROLES: dict[str, SignatureRole] = {
    "initial": "initial",
    "sign": "leader",
    "seal": "seal",
    "stamp": "arrival",
}
"""Actions that need a token, and the role that the signature will have."""
FIELDS = {"initial": "Initial1", "sign": "Leader", "seal": "Seal"}
"""Which prepared field an action signs."""
PLACES = {"initial": "initial1", "sign": "leader", "seal": "seal"}


def document_view(parts: Parts, document_id: str, now: datetime) -> DocumentView:
    """Everything about one document; raises DocumentUnknown."""
    record = parts.record(document_id)
    if record is None:
        return _out_of_sight(parts, document_id)
    organisation, due = parts.organisation, due_on(record, parts.person_id)
    names = tuple(name_of(person, organisation) for person in holders(record, organisation))
    items = parts.mail.outbox.of_record(document_id)
    chip = due_chip(due, now)
    main = main_file(record) if isinstance(record, (IncomingDocument, OutgoingDocument)) else None
    actions = action_choices(parts, record, now)
    return DocumentView(
        id=record.id,
        kind=str(record.__struct_config__.tag),
        state=getattr(record, "state", ""),
        state_words=state_word(getattr(record, "state", "")),
        code=describe.code_of(record),
        title=describe.title_of(record),
        subtitle=_subtitle(parts, record),
        due_words=chip.text if chip else "",
        due_tone=chip.tone if chip else "neutral",
        due_on=due,
        fields=describe.fields_of(record, organisation),
        files=tuple(_file(parts, file) for file in _present_files(record)),
        main_sha256=main.sha256 if main else "",
        actions=actions,
        steps=describe.steps_of(record, names, organisation),
        history=describe.history_of(record, organisation),
        opinions=describe.opinions_of(record, organisation, now),
        holders=names,
        pending=tuple(action_word(item.action.type) for item in items if item.state not in UNDECIDED),
        conflicts=tuple(_conflict(parts, item) for item in items if item.state in UNDECIDED),
        signing=_signing(parts, record, actions),
        number_words=_number_words(items),
    )


def _out_of_sight(parts: Parts, document_id: str) -> DocumentView:
    """A document that is no longer this person's to see, while something the person did with it waits for a decision.

    Raises DocumentUnknown when nothing waits.
    """
    items = [item for item in parts.mail.outbox.of_record(document_id) if item.state in UNDECIDED]
    if not items:
        raise DocumentUnknown(id=document_id)
    return DocumentView(
        id=document_id,
        kind=items[0].action.record_kind,
        title=_("Bạn không còn quyền xem văn bản này."),
        conflicts=tuple(_conflict(parts, item) for item in items),
    )


def action_choices(parts: Parts, record: AnyRecord, now: datetime) -> tuple[ActionChoice, ...]:
    """What the rulebook says of every action here, possible ones first."""
    world = parts.mail.cache.folding.world(record.id)
    found = [
        ActionChoice(
            type=choice.type,
            title=action_word(choice.type),
            enabled=choice.enabled,
            reason=reason_text(choice.reason, choice.facts, language()) if choice.reason else "",
            reason_code=choice.reason,
            facts=dict(choice.facts),
            needs_token=choice.needs_token,
            style="danger" if choice.type in DANGER else "primary" if choice.type in PRIMARY else "normal",
        )
        for choice in allowed(world, parts.person_id, now)
        if choice.type not in HIDDEN
    ]
    return tuple(sorted(found, key=lambda choice: (not choice.enabled, choice.style != "primary")))


def document_kind(record: Document) -> Literal["incoming", "outgoing"]:
    """The kind of a document on the wire."""
    return "incoming" if isinstance(record, IncomingDocument) else "outgoing"


def entity_of(record: AnyRecord) -> str:
    """The issuing entity that a document belongs to."""
    return getattr(record, "entity_id", "")


def fingerprints_for(parts: Parts, action: str, record: AnyRecord) -> tuple[str, ...]:
    """Certificates that may sign this action: the person's own, or the entity's for seal and arrival stamp."""
    by_entity = action in ("seal", "stamp")
    return tuple(
        certificate.fingerprint
        for certificate in parts.organisation.certificates.values()
        if certificate.withdrawn_at is None
        and (certificate.entity_id == entity_of(record) if by_entity else certificate.person_id == parts.person_id)
    )


def look_image(parts: Parts, action: str, record: AnyRecord) -> bytes | None:
    """The image that the signature shows, None when the role has none or the person keeps none."""
    match action:
        case "sign":
            return parts.profile.image("signature")
        case "initial":
            return parts.profile.image("initial") or parts.profile.image("signature")
        case "seal":
            return parts.profile.image(f"seal-{entity_of(record)}")
        case _:
            return None


def _signing(parts: Parts, record: AnyRecord, actions: tuple[ActionChoice, ...]) -> SigningView | None:
    choice = next((a for a in actions if a.enabled and a.type in SIGNING_ROLES), None)
    if choice is None:
        return None
    place = record.places.get(PLACES.get(choice.type, "")) if isinstance(record, OutgoingDocument) else None
    return SigningView(
        action=choice.type,
        role=SIGNING_ROLES[choice.type],
        field=FIELDS.get(choice.type, ""),
        place=place,
        place_words=_("Trang {page}", page=place.page) if place else _("Chọn trên trang"),
        is_place_fixed=place is not None,
        fingerprints=fingerprints_for(parts, choice.type, record),
        image_png=look_image(parts, choice.type, record),
    )


def _subtitle(parts: Parts, record: AnyRecord) -> str:
    match record:
        case IncomingDocument():
            bits = [record.issuing_agency, record.code]
        case OutgoingDocument():
            code = describe.code_of(record) or record.notation
            bits = [describe.unit_name(record.unit_id, parts.organisation), code]
        case _:
            bits = []
    return " · ".join(bit for bit in bits if bit)


def _present_files(record: AnyRecord) -> tuple[FileRef, ...]:
    files: tuple[FileRef, ...] = getattr(record, "files", ())
    if not files:
        return ()
    main = next((file for file in reversed(files) if file.role == "main"), None)
    return tuple(file for file in files if file is main or file.role != "main")


def _file(parts: Parts, file: FileRef) -> FileView:
    return FileView(
        sha256=file.sha256,
        name=file.name,
        size_words=size_words(file.size),
        role=file.role,
        is_here=parts.mail.files.has(file.sha256),
    )


def _number_words(items: list[Item]) -> str:
    waits = any(item.action.type in ("register", "number") for item in items)
    return _("Số sẽ do máy chủ cấp khi có mạng") if waits else ""


def _conflict(parts: Parts, item: Item) -> ConflictView:
    theirs = _theirs(parts, item)
    return ConflictView(
        action_id=item.action.id,
        title=action_word(item.action.type),
        reason=_why(parts, item),
        mine=wanted(item.action),
        theirs=_present(parts, theirs),
        can_redo=theirs is not None,
    )


def _theirs(parts: Parts, item: Item) -> AnyRecord | None:
    """The document as the server has it now; None when it is no longer this person's to see."""
    return bodies.decode(item.theirs) if item.theirs else parts.mail.cache.records.base(item.action.record_id)


def _why(parts: Parts, item: Item) -> str:
    """E17 when somebody else acted meanwhile; else the rule's own words."""
    said = meanwhile(parts, item)
    if said is not None:
        return f"{said.what} {said.safe} {said.todo}"
    if _theirs(parts, item) is None:
        return _("Văn bản không còn ở chỗ bạn. Nội dung của bạn được giữ trong Hộp gửi.")
    return reason_text(item.reason, item.facts, language()) if item.reason else ""


def meanwhile(parts: Parts, item: Item) -> Said | None:
    """E17: who did what with the document and when, so that the action no longer applies; None when nobody did.

    Of a document that went out of sight the server says which step took it away.
    """
    step = _step_of(item.facts) if (theirs := _theirs(parts, item)) is None else _last_step(theirs)
    if item.state != "conflict" or step is None:
        return None
    who, done, at = step
    if theirs is not None and who == parts.person_id:
        return None
    return say_conflict(name_of(who, parts.organisation), action_word(done).lower(), at)


def _last_step(record: AnyRecord) -> tuple[str, str, datetime] | None:
    lines = getattr(record, "history", ())
    return (lines[-1].by, lines[-1].type, lines[-1].at) if lines else None


def _step_of(facts: Mapping[str, str]) -> tuple[str, str, datetime] | None:
    if not all(facts.get(name) for name in ("by", "done", "at")):
        return None
    return facts["by"], facts["done"], datetime.fromisoformat(facts["at"])


def wanted(action: Action) -> tuple[FieldView, ...]:
    """What an action would have done, in labelled values."""
    content = msgspec.to_builtins(action.payload)
    texts = [(key, value) for key, value in content.items() if key in ("text", "reason", "note", "subject") and value]
    labels = {"text": _("Nội dung"), "reason": _("Lý do"), "note": _("Ghi chú"), "subject": _("Trích yếu")}
    return (
        FieldView(label=_("Việc"), value=action_word(action.type)),
        *(FieldView(label=labels[key], value=str(value)) for key, value in texts),
    )


def _present(parts: Parts, record: AnyRecord | None) -> tuple[FieldView, ...]:
    if record is None:
        return (FieldView(label=_("Văn bản"), value=_("không còn quyền xem")),)
    state = FieldView(label=_("Trạng thái"), value=state_word(getattr(record, "state", "")))
    return (state, *describe.fields_of(record, parts.organisation))
