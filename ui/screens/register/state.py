"""The registration form made from what was read, and what was read doubtfully. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.texts import _
from app.views import Choice, ReadFields
from office.actions import Register
from ui.screens.acting.state import Form, FormField, Value, Values
from ui.widgets.words import Notice

URGENCIES = ("0", "1", "2", "3")


@dataclass(frozen=True, slots=True)
class Registration:
    """The form, and what must be said above it before registering."""

    form: Form
    notice: Notice | None


def registration(read: ReadFields | None, types: Sequence[Choice]) -> Registration:
    """Lay out the form: what was not read is marked and asked first; a duplicate is named before registering (B74)."""
    values = read.values if read else {}
    asked = FormField("code", _("Số, ký hiệu"), "line", value=values.get("code", ""), is_required=True)
    fields = (
        _doubt(asked, read),
        _doubt(FormField("issued_on", _("Ngày ban hành"), "date", value=_day(values)), read),
        _doubt(_line("issuing_agency", _("Cơ quan ban hành"), values, required=True), read),
        FormField("document_type", _("Loại văn bản"), "choice", tuple(types), value=values.get("document_type", "")),
        _doubt(_text("subject", _("Trích yếu"), values), read),
        _doubt(_line("signer_name", _("Người ký"), values, required=False), read),
        FormField("urgency", _("Độ khẩn"), "choice", urgency_choices(), value="0"),
        FormField("secrecy", _("Độ mật"), "choice", secrecy_choices()),
    )
    return Registration(Form("register", _("Đăng ký văn bản đến"), fields, _("Đăng ký và lấy số đến")), _notice(read))


def register_payload(values: Values) -> Register:
    """The action that the filled form asks for."""
    issued = values.get("issued_on")
    return Register(
        code=str(values["code"] or ""),
        issued_on=issued if isinstance(issued, date) else None,
        issuing_agency=str(values["issuing_agency"] or ""),
        document_type=str(values["document_type"] or ""),
        subject=str(values["subject"] or ""),
        signer_name=str(values["signer_name"] or ""),
        urgency=int(str(values["urgency"] or "0")),
        secrecy=str(values["secrecy"] or ""),
    )


def urgency_choices() -> tuple[Choice, ...]:
    """The levels of urgency; the usual one first."""
    words = (_("Thường"), _("Khẩn"), _("Thượng khẩn"), _("Hỏa tốc"))
    return tuple(Choice(id=key, title=title) for key, title in zip(URGENCIES, words, strict=True))


def secrecy_choices() -> tuple[Choice, ...]:
    """What the clerk saw stamped on the page; anything is refused by the rulebook with its reason."""
    marks = (("Mật", _("Mật")), ("Tối mật", _("Tối mật")), ("Tuyệt mật", _("Tuyệt mật")))
    return tuple(Choice(id=mark, title=words) for mark, words in marks)


def _line(key: str, words: str, values: dict[str, str], *, required: bool) -> FormField:
    return FormField(key, words, "line", value=values.get(key, ""), is_required=required)


def _text(key: str, words: str, values: dict[str, str]) -> FormField:
    return FormField(key, words, "lines", value=values.get(key, ""), is_required=True, letters_min=1, rows=3)


def _day(values: dict[str, str]) -> Value:
    text = values.get("issued_on", "")
    return date.fromisoformat(text) if text else None


def _doubt(field: FormField, read: ReadFields | None) -> FormField:
    if read is None or field.value:
        return field
    return FormField(
        field.key, field.words, field.kind, field.choices, field.is_required, field.letters_min,
        value=field.value, rows=field.rows, is_doubtful=True,
    )  # fmt: skip


def _notice(read: ReadFields | None) -> Notice | None:
    if read is None:
        return Notice("info", _("Đang đọc trang…"), _("Các ô được điền ngay khi đọc xong; bạn có thể tự nhập."))
    if read.duplicate_of:
        return Notice("warning", _("Có thể trùng văn bản đã đăng ký"), read.duplicate_of)
    if read.is_scan:
        return Notice("warning", _("Trang ảnh – chưa nhận dạng chữ"), _("Nhập các ô theo bản ảnh bên cạnh."))
    return None
