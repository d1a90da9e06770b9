"""Records in the user's words: rows, fields, steps and history. Pure; knows no cache."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from app.texts import _, language
from app.views import Chip, FieldView, OpinionView, Row, Step, Tone
from app.words import action_word, capital, day_words, instant_words, state_word, urgency_word, when_words
from office import catalogue, deadlines, receipts
from office.numbering import document_code
from office.records import AnyRecord, Dossier, HistoryLine, IncomingDocument, OutgoingDocument
from office.world import Organisation

CHAIN = (
    ("draft", "draft"),
    ("unit_review", "initial"),
    ("format_review", "pass_format"),
    ("awaiting_signature", "sign"),
    ("signed", "number"),
    ("numbered", "seal"),
    ("sealed", "dispatch"),
)
"""The steps of an outgoing document: the state that waits, and the action that ends the waiting."""


def name_of(person_id: str, organisation: Organisation) -> str:
    """A person's name; the id of somebody this desk does not know."""
    person = organisation.people.get(person_id)
    return person.name if person else person_id


def unit_name(unit_id: str, organisation: Organisation) -> str:
    """A unit's name, or "" for none."""
    unit = organisation.units.get(unit_id)
    return unit.name if unit else unit_id


def due_on(record: AnyRecord, person_id: str) -> date | None:
    """The day this record is due for the person (own assignment first, else the lead's)."""
    if not isinstance(record, IncomingDocument) or record.directive is None:
        return None
    assignments = record.directive.assignments
    own = [a.due_on for a in assignments if a.person_id == person_id]
    lead = [a.due_on for a in assignments if a.role == "lead"]
    return next((day for day in (*own, *lead) if day), None)


def due_chip(due: date | None, now: datetime) -> Chip | None:
    """Hạn hôm nay, Còn 2 ngày, Quá hạn 3 ngày."""
    if due is None:
        return None
    left = (due - deadlines.local_date(now)).days
    if left < 0:
        return Chip(text=_("Quá hạn {days} ngày", days=-left), tone="danger")
    if left == 0:
        return Chip(text=_("Hạn hôm nay"), tone="danger")
    return Chip(text=_("Còn {days} ngày", days=left), tone="warning" if left <= 2 else "info")


def type_name(abbreviation: str) -> str:
    """The type's full name (Quyết định); Công văn for a letter."""
    return catalogue.type_name(abbreviation, language())


def title_of(record: AnyRecord) -> str:
    """What a document is called on screen."""
    match record:
        case IncomingDocument(subject=subject) | OutgoingDocument(subject=subject):
            return capital(subject) or (record.files[0].name if record.files else _("(chưa có trích yếu)"))
        case Dossier(code=code, title=title):
            return f"{code} · {title}"
        case _:
            return record.id


def code_of(record: AnyRecord) -> str:
    """Số, ký hiệu; "" while there is none."""
    match record:
        case IncomingDocument(code=code):
            return code
        case OutgoingDocument(code_number=number, notation=notation) if number is not None:
            return document_code(number, notation)
        case _:
            return ""


def row_of(
    record: AnyRecord,
    person_id: str,
    organisation: Organisation,
    now: datetime,
    *,
    is_unread: bool,
    is_pending: bool,
    is_conflict: bool,
) -> Row:
    """The record as a line of a list."""
    when = when_words(_touched_at(record), now)
    heading = _heading(record, organisation)
    chips = _chips(record, person_id, now)
    title = title_of(record)
    return Row(
        id=record.id,
        kind=str(record.__struct_config__.tag),
        heading=heading,
        title=title,
        when=when,
        chips=chips,
        is_unread=is_unread,
        is_pending=is_pending,
        is_conflict=is_conflict,
        has_opinions=bool(getattr(record, "opinions", ())),
        has_attachments=any(f.role == "attachment" for f in getattr(record, "files", ())),
        spoken=", ".join(part for part in (heading, title, *(chip.text for chip in chips)) if part),
    )


def _touched_at(record: AnyRecord) -> datetime | None:
    history: tuple[HistoryLine, ...] = getattr(record, "history", ())
    return history[-1].at if history else None


def _heading(record: AnyRecord, organisation: Organisation) -> str:
    match record:
        case IncomingDocument(issuing_agency=agency):
            return agency or _("Chưa rõ nơi gửi")
        case OutgoingDocument(unit_id=unit, drafter_id=drafter):
            return unit_name(unit, organisation) or name_of(drafter, organisation)
        case Dossier(holder_id=holder):
            return name_of(holder, organisation)
        case _:
            return ""


def _chips(record: AnyRecord, person_id: str, now: datetime) -> tuple[Chip, ...]:
    chips: list[Chip | None] = []
    if urgency := getattr(record, "urgency", 0):
        chips.append(Chip(text=urgency_word(urgency).upper(), tone="danger"))
    chips.append(due_chip(due_on(record, person_id), now))
    if isinstance(record, (IncomingDocument, OutgoingDocument)):
        if receipts.is_overdue(record, deadlines.local_date(now)):
            chips.append(Chip(text=_("Chậm báo nhận"), tone="danger"))
        chips.append(Chip(text=type_name(record.document_type), tone="neutral"))
    if state := getattr(record, "state", ""):
        chips.append(Chip(text=state_word(state), tone=_state_tone(state)))
    return tuple(chip for chip in chips if chip)


def _state_tone(state: str) -> Tone:
    if state in {"returned", "returned_for_edit", "recalled", "superseded"}:
        return "warning"
    if state in {"completed", "filed", "dispatched", "delivered", "sealed"}:
        return "success"
    return "accent"


def fields_of(record: AnyRecord, organisation: Organisation) -> tuple[FieldView, ...]:
    """The labelled values of the record, empty ones left out."""
    match record:
        case IncomingDocument():
            pairs = _incoming_fields(record)
        case OutgoingDocument():
            pairs = _outgoing_fields(record, organisation)
        case Dossier():
            pairs = [
                (_("Mã hồ sơ"), record.code),
                (_("Người lập"), name_of(record.holder_id, organisation)),
                (_("Thời hạn bảo quản"), record.retention),
                (_("Số văn bản"), str(len(record.document_ids))),
            ]
        case _:
            pairs = []
    return tuple(FieldView(label=label, value=value) for label, value in pairs if value)


def _incoming_fields(record: IncomingDocument) -> list[tuple[str, str]]:
    arrival = f"{record.arrival_number:02d}" if record.arrival_number else ""
    return [
        (_("Số đến"), arrival),
        (_("Ngày đến"), day_words(record.arrival_on)),
        (_("Số, ký hiệu"), record.code),
        (_("Ngày văn bản"), day_words(record.issued_on)),
        (_("Cơ quan ban hành"), record.issuing_agency),
        (_("Loại văn bản"), type_name(record.document_type) if record.code else ""),
        (_("Người ký"), record.signer_name),
        (_("Độ khẩn"), urgency_word(record.urgency)),
        (_("Lý do trả lại"), record.return_reason),
        (_("Kết quả"), record.result_note),
        (_("Báo nơi gửi"), _told_words(record)),
    ]


def _told_words(record: IncomingDocument) -> str:
    """What the sender was told last, and when."""
    if not record.receipts:
        return ""
    last = record.receipts[-1]
    return f"{state_word(receipts.STATES[last.code])} · {instant_words(last.at)}"


def _outgoing_fields(record: OutgoingDocument, organisation: Organisation) -> list[tuple[str, str]]:
    entity = organisation.entities.get(record.entity_id)
    return [
        (_("Số, ký hiệu"), code_of(record) or (f"…/{record.notation}" if record.notation else "")),
        (_("Ngày ban hành"), day_words(record.issued_on)),
        (_("Cơ quan ban hành"), entity.name if entity else ""),
        (_("Loại văn bản"), type_name(record.document_type)),
        (_("Người soạn"), name_of(record.drafter_id, organisation)),
        (_("Đơn vị"), unit_name(record.unit_id, organisation)),
        (_("Người ký"), f"{record.authority} {name_of(record.signer_id, organisation)}".strip()),
        (_("Nơi nhận"), "; ".join(recipient.name for recipient in record.recipients)),
        (_("Lý do trả lại"), record.return_reason),
    ]


def history_of(record: AnyRecord, organisation: Organisation) -> tuple[Step, ...]:
    """What was done, oldest first; opinions and the directive with their words."""
    lines: tuple[HistoryLine, ...] = getattr(record, "history", ())
    said = {(opinion.by, opinion.at): opinion.text for opinion in getattr(record, "opinions", ())}
    if isinstance(record, IncomingDocument) and record.directive:
        said[record.directive.by, record.directive.at] = record.directive.text
    return tuple(
        Step(
            who=name_of(line.by, organisation),
            what=" · ".join(
                part for part in (action_word(line.type), line.note or said.get((line.by, line.at))) if part
            ),
            when=instant_words(line.at),
            state="done",
        )
        for line in lines
    )


def steps_of(record: AnyRecord, holder_names: tuple[str, ...], organisation: Organisation) -> tuple[Step, ...]:
    """The flow: what was done, who has it now, and for an outgoing document what is still to come."""
    done = list(history_of(record, organisation))
    state: str = getattr(record, "state", "")
    if holder_names:
        done.append(Step(who=", ".join(holder_names), what=state_word(state), when=_("Đang chờ"), state="current"))
    if isinstance(record, OutgoingDocument):
        waiting = [known for known, _action in CHAIN]
        if state in waiting:
            done += _ahead(record, CHAIN[waiting.index(state) + 1 :], organisation)
    return tuple(done)


def _ahead(record: OutgoingDocument, steps: Sequence[tuple[str, str]], organisation: Organisation) -> list[Step]:
    return [
        Step(who=_next_who(record, state, organisation), what=action_word(action), state="next")
        for state, action in steps
    ]


def _next_who(record: OutgoingDocument, state: str, organisation: Organisation) -> str:
    by_state = {
        "unit_review": record.unit_head_id,
        "format_review": record.format_reviewer_id,
        "awaiting_signature": record.signer_id,
    }
    person = by_state.get(state)
    return name_of(person, organisation) if person else _("Văn thư")


def opinions_of(record: AnyRecord, organisation: Organisation, now: datetime) -> tuple[OpinionView, ...]:
    """The directive first, then opinions in order."""
    found = []
    if isinstance(record, IncomingDocument) and record.directive:
        found.append((record.directive.by, record.directive.at, record.directive.text))
    found += [(o.by, o.at, o.text) for o in getattr(record, "opinions", ())]
    return tuple(
        OpinionView(who=name_of(by, organisation), when=when_words(at, now), text=text) for by, at, text in found
    )
