"""The forms of the actions, and what is still missing in one. No Qt; what may be done is the rulebook's affair."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.texts import _
from app.views import Choice
from app.words import N_

FieldKind = Literal["line", "lines", "choice", "many", "date", "flag"]
Value = str | bool | date | tuple[str, ...] | None
Values = Mapping[str, Value]
REASON_LETTERS_MIN = 10


@dataclass(frozen=True, slots=True)
class FormField:
    """One thing that is asked. `choices` names the picker of the desk; `letters_min` 0 means it may stay empty."""

    key: str
    words: str
    kind: FieldKind
    choices: tuple[Choice, ...] = ()
    is_required: bool = False
    letters_min: int = 0
    phrases: tuple[str, ...] = ()
    value: Value = None
    rows: int = 3
    """Height of `lines`."""
    is_doubtful: bool = False
    """Read with low confidence: marked and focused first (B72)."""


@dataclass(frozen=True, slots=True)
class Form:
    """All that an action asks; `style` is primary or danger."""

    action: str
    title: str
    fields: tuple[FormField, ...]
    submit_words: str
    style: Literal["primary", "danger"] = "primary"


PICKERS: dict[str, tuple[str, ...]] = {
    "submit": ("leaders",),
    "direct": ("people",),
    "assign": ("colleagues",),
    "forward": ("colleagues",),
    "file": ("dossiers",),
    "complete": ("answers",),
    "decide_extension": ("extensions",),
    "confirm_delivery": ("recipients",),
    "supersede": ("successors",),
}
"""Which pickers of the desk a form needs before it can be shown."""

Pickers = Mapping[str, tuple[Choice, ...]]


def _reason(title: str, submit: str) -> Callable[[str, Pickers], Form]:
    def make(action: str, pickers: Pickers) -> Form:
        phrases = (
            _("Sai thể thức, kỹ thuật trình bày"),
            _("Cần bổ sung căn cứ pháp lý"),
            _("Nội dung chưa thống nhất với đơn vị liên quan"),
        )
        field = FormField(
            "reason", _("Lý do"), "lines", is_required=True, letters_min=REASON_LETTERS_MIN, phrases=phrases
        )
        return Form(action, _(title), (field,), _(submit), "danger")

    return make


def _submit(action: str, pickers: Pickers) -> Form:
    to = FormField("to_id", _("Trình"), "choice", pickers["leaders"], is_required=True)
    return Form(action, _("Trình lãnh đạo"), (to,), _("Trình văn bản"))


def _direct(action: str, pickers: Pickers) -> Form:
    people = pickers["people"]
    fields = (
        FormField("text", _("Ý kiến chỉ đạo (bút phê)"), "lines", is_required=True, letters_min=1),
        FormField("lead", _("Xử lý chính"), "choice", people, is_required=True),
        FormField("due_on", _("Hạn xử lý"), "date"),
        FormField("support", _("Phối hợp"), "many", people),
    )
    return Form(action, _("Bút phê"), fields, _("Ghi bút phê và giao việc"))


def _assign(action: str, pickers: Pickers) -> Form:
    fields = (
        FormField("person_id", _("Giao cho"), "choice", pickers["colleagues"], is_required=True),
        FormField("due_on", _("Hạn xử lý"), "date"),
        FormField("text", _("Ý kiến"), "lines"),
    )
    return Form(action, _("Giao việc"), fields, _("Giao việc"))


def _forward(action: str, pickers: Pickers) -> Form:
    fields = (
        FormField("person_id", _("Chuyển cho"), "choice", pickers["colleagues"], is_required=True),
        FormField("reason", _("Lý do"), "lines"),
    )
    return Form(action, _("Chuyển tiếp"), fields, _("Chuyển văn bản"))


def _opine(action: str, pickers: Pickers) -> Form:
    text = FormField("text", _("Ý kiến"), "lines", is_required=True, letters_min=1)
    return Form(action, _("Cho ý kiến"), (text,), _("Gửi ý kiến"))


def _ask_extension(action: str, pickers: Pickers) -> Form:
    fields = (
        FormField("until_on", _("Xin gia hạn đến"), "date", is_required=True),
        FormField("reason", _("Lý do"), "lines", is_required=True, letters_min=1),
    )
    return Form(action, _("Xin gia hạn"), fields, _("Gửi đề nghị"))


def _decide_extension(action: str, pickers: Pickers) -> Form:
    fields = (
        FormField("id", _("Đề nghị"), "choice", pickers["extensions"], is_required=True),
        FormField("granted", _("Đồng ý gia hạn"), "flag", value=True),
    )
    return Form(action, _("Quyết định gia hạn"), fields, _("Ghi quyết định"))


def _complete(action: str, pickers: Pickers) -> Form:
    fields = (
        FormField("answered_by", _("Văn bản trả lời"), "choice", pickers["answers"]),
        FormField("note", _("Kết quả xử lý"), "lines"),
    )
    return Form(action, _("Hoàn thành xử lý"), fields, _("Hoàn thành"))


def _file(action: str, pickers: Pickers) -> Form:
    fields = (
        FormField("dossier_id", _("Hồ sơ"), "choice", pickers["dossiers"]),
        FormField("code", _("Hoặc mở hồ sơ mới: số, ký hiệu"), "line"),
        FormField("title", _("Tiêu đề hồ sơ mới"), "line"),
    )
    return Form(action, _("Đưa vào hồ sơ"), fields, _("Đưa vào hồ sơ"))


def _confirm(action: str, pickers: Pickers) -> Form:
    recipient = FormField("recipient_name", _("Nơi đã nhận"), "choice", pickers["recipients"], is_required=True)
    return Form(action, _("Xác nhận đã nhận"), (recipient,), _("Ghi nhận"))


def _supersede(action: str, pickers: Pickers) -> Form:
    other = FormField("by_id", _("Thay thế bằng"), "choice", pickers["successors"], is_required=True)
    return Form(action, _("Thay thế văn bản"), (other,), _("Ghi thay thế"), "danger")


FORMS: dict[str, Callable[[str, Pickers], Form]] = {
    "refuse": _reason(N_("Trả lại nơi gửi"), N_("Trả lại nơi gửi")),
    "return": _reason(N_("Trả lại để sửa"), N_("Trả lại văn bản")),
    "return_assignment": _reason(N_("Trả lại việc được giao"), N_("Trả lại việc")),
    "recall": _reason(N_("Thu hồi văn bản"), N_("Thu hồi văn bản")),
    "void_number": _reason(N_("Hủy số đã cấp"), N_("Hủy số")),
    "submit": _submit,
    "direct": _direct,
    "assign": _assign,
    "forward": _forward,
    "opine": _opine,
    "ask_extension": _ask_extension,
    "decide_extension": _decide_extension,
    "complete": _complete,
    "file": _file,
    "confirm_delivery": _confirm,
    "supersede": _supersede,
}


def form_for(action: str, pickers: Pickers) -> Form | None:
    """The form of an action, None when it asks nothing and is done at once."""
    make = FORMS.get(action)
    return make(action, pickers) if make else None


def missing(form: Form, values: Values) -> str:
    """What is still to be filled in, in words; "" when the form may be sent."""
    for field in form.fields:
        value = values.get(field.key)
        if field.is_required and not value:
            return _("Còn thiếu: {field}", field=field.words)
        if field.letters_min > 1 and isinstance(value, str) and len(value.strip()) < field.letters_min:
            return _("{field} cần ít nhất {count} chữ", field=field.words, count=field.letters_min)
    if form.action == "draft" and not (values.get("document_type") or values.get("addressees")):
        return _("Công văn cần ít nhất một nơi ở dòng Kính gửi")
    if form.action == "complete" and not (values.get("answered_by") or values.get("note")):
        return _("Chọn văn bản trả lời hoặc ghi kết quả xử lý")
    return _missing_of_dossier(values) if form.action == "file" else ""


def _missing_of_dossier(values: Values) -> str:
    is_new = bool(values.get("code")) and bool(values.get("title"))
    if values.get("dossier_id") and (values.get("code") or values.get("title")):
        return _("Chọn hồ sơ đã có hoặc mở hồ sơ mới, không làm cả hai")
    return "" if is_new or values.get("dossier_id") else _("Chọn hồ sơ, hoặc ghi ký hiệu và tiêu đề của hồ sơ mới")
