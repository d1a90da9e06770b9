"""The drafting form and the draft that a filled one means. No Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.drafting import DraftForm
from app.texts import _
from app.views import Choice
from office.records import Recipient
from ui.screens.acting.state import Form, FormField, Values
from ui.screens.register.state import urgency_choices

AUTHORITIES = ("TM.", "KT.", "TL.", "TUQ.", "Q.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the pickers of the form offer."""

    entities: tuple[Choice, ...]
    types: tuple[Choice, ...]
    unit_heads: tuple[Choice, ...]
    reviewers: tuple[Choice, ...]
    signers: tuple[Choice, ...]
    receivers: tuple[Choice, ...]
    """Agencies and units that a printed recipient may name."""


def drafting(choices: Choices, draft: DraftForm | None = None, *, title: str = "") -> Form:
    """Lay out the form, filled with an earlier draft when there is one."""
    known = draft
    kind = known.document_type if known else ""
    fields = (
        _choice("entity_id", _("Cơ quan ban hành"), choices.entities, known.entity_id if known else ""),
        FormField("document_type", _("Loại văn bản"), "choice", choices.types, value=kind),
        _lines("subject", _("Trích yếu"), known.subject if known else "", 2, required=True),
        _lines("addressees", _("Kính gửi (mỗi dòng một nơi)"), "\n".join(known.addressees) if known else "", 2),
        _lines("body", _("Nội dung (cách đoạn bằng một dòng trống)"), known.body if known else "", 9, required=True),
        _lines("recipients", _("Nơi nhận (mỗi dòng một nơi)"), _printed(known), 3),
        _choice("unit_head_id", _("Lãnh đạo đơn vị duyệt"), choices.unit_heads, known.unit_head_id if known else ""),
        _choice("format_reviewer_id", _("Soát thể thức"), choices.reviewers, known.format_reviewer_id if known else ""),
        _choice("signer_id", _("Người ký"), choices.signers, known.signer_id if known else ""),
        FormField("authority", _("Thẩm quyền ký"), "choice", _authorities(), value=known.authority if known else ""),
        FormField("urgency", _("Độ khẩn"), "choice", urgency_choices(), value=str(known.urgency if known else 0)),
    )
    return Form("draft", title or _("Soạn văn bản"), fields, _("Lưu dự thảo"))


def refilled(form: Form, values: Mapping[str, str]) -> Form:
    """The form with what was typed before the program or the window ended (B82)."""
    return replace(form, fields=tuple(replace(one, value=values.get(one.key, one.value)) for one in form.fields))


def typed_values(values: Values) -> dict[str, str]:
    """What is kept of a form that is being typed."""
    return {key: str(value) for key, value in values.items() if isinstance(value, str)}


def draft_form(values: Values, unit_id: str, receivers: Sequence[Choice], answers: tuple[str, ...] = ()) -> DraftForm:
    """The draft that a filled form means; recipients that the office knows are linked by name."""
    return DraftForm(
        entity_id=str(values["entity_id"]),
        document_type=str(values["document_type"] or ""),
        subject=str(values["subject"]),
        body=str(values["body"]),
        unit_id=unit_id,
        unit_head_id=str(values["unit_head_id"]),
        format_reviewer_id=str(values["format_reviewer_id"] or ""),
        signer_id=str(values["signer_id"]),
        authority=str(values["authority"] or ""),
        addressees=tuple(_filled(values["addressees"])),
        recipients=tuple(recipient(line, receivers) for line in _filled(values["recipients"])),
        answers=answers,
        urgency=int(str(values["urgency"] or "0")),
    )


def recipient(line: str, receivers: Sequence[Choice]) -> Recipient:
    """A printed recipient, `name (note)`; a known agency or unit is linked (its id begins with its kind)."""
    name, _bracket, rest = line.partition("(")
    name, note = name.strip(" -;"), rest.strip(" );")
    known = next((choice for choice in receivers if choice.title == name), None)
    if known is None:
        return Recipient(name=name, note=note)
    if known.detail == "unit":
        return Recipient(name=name, note=note, unit_id=known.id)
    return Recipient(name=name, note=note, agency_id=known.id)


def _filled(text: object) -> list[str]:
    return [line.strip() for line in str(text or "").splitlines() if line.strip()]


def _printed(draft: DraftForm | None) -> str:
    known = draft.recipients if draft else ()
    return "\n".join(f"{one.name} ({one.note})" if one.note else one.name for one in known)


def _choice(key: str, words: str, choices: tuple[Choice, ...], value: str) -> FormField:
    return FormField(key, words, "choice", choices, is_required=True, value=value)


def _lines(key: str, words: str, value: str, height: int, *, required: bool = False) -> FormField:
    return FormField(key, words, "lines", value=value, rows=height, is_required=required)


def _authorities() -> tuple[Choice, ...]:
    words = (_("thay mặt"), _("ký thay"), _("thừa lệnh"), _("thừa ủy quyền"), _("quyền"))
    return tuple(Choice(id=key, title=key, detail=text) for key, text in zip(AUTHORITIES, words, strict=True))
