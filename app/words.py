"""The office's words for states, actions, roles and levels: code to Vietnamese msgid, translated when asked."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from app.texts import _

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def N_(message: str) -> str:  # noqa: N802 gettext's own name for a marked message
    """Marks a message for the catalogues without translating it yet."""
    return message


STATES = {
    "arrived": N_("Mới đến"),
    "returned": N_("Đã trả lại nơi gửi"),
    "registered": N_("Đã đăng ký"),
    "submitted": N_("Đã trình, chờ bút phê"),
    "directed": N_("Đã có bút phê"),
    "in_progress": N_("Đang xử lý"),
    "completed": N_("Đã hoàn thành"),
    "filed": N_("Đã vào hồ sơ"),
    "archived": N_("Đã nộp lưu"),
    "recalled": N_("Đã thu hồi"),
    "draft": N_("Dự thảo"),
    "unit_review": N_("Chờ lãnh đạo đơn vị"),
    "format_review": N_("Chờ soát thể thức"),
    "awaiting_signature": N_("Chờ ký ban hành"),
    "signed": N_("Đã ký, chờ cấp số"),
    "numbered": N_("Đã cấp số, chờ đóng dấu"),
    "sealed": N_("Đã đóng dấu, chờ phát hành"),
    "dispatched": N_("Đã phát hành"),
    "delivered": N_("Đã đến nơi nhận"),
    "returned_for_edit": N_("Bị trả lại để sửa"),
    "superseded": N_("Đã được thay thế"),
    "open": N_("Đang mở"),
    "closed": N_("Đã đóng"),
}

ACTIONS = {
    "receive": N_("Tiếp nhận"),
    "register": N_("Đăng ký"),
    "stamp": N_("Đóng dấu đến"),
    "refuse": N_("Trả lại nơi gửi"),
    "submit": N_("Trình lãnh đạo"),
    "direct": N_("Ghi bút phê"),
    "withdraw_directive": N_("Rút bút phê"),
    "begin": N_("Nhận xử lý"),
    "assign": N_("Giao việc"),
    "forward": N_("Chuyển tiếp"),
    "return_assignment": N_("Trả lại việc"),
    "opine": N_("Cho ý kiến"),
    "ask_extension": N_("Xin gia hạn"),
    "decide_extension": N_("Quyết định gia hạn"),
    "complete": N_("Hoàn thành"),
    "file": N_("Đưa vào hồ sơ"),
    "archive": N_("Nộp lưu"),
    "recall": N_("Thu hồi"),
    "draft": N_("Lưu dự thảo"),
    "submit_draft": N_("Trình duyệt"),
    "withdraw": N_("Rút lại"),
    "initial": N_("Ký nháy"),
    "pass_format": N_("Duyệt thể thức"),
    "return": N_("Trả lại"),
    "sign": N_("Ký số"),
    "number": N_("Cấp số"),
    "void_number": N_("Hủy số"),
    "seal": N_("Đóng dấu"),
    "renew": N_("Gia hạn lưu trữ"),
    "dispatch": N_("Phát hành"),
    "confirm_delivery": N_("Xác nhận đã nhận"),
    "supersede": N_("Thay thế"),
    "open_dossier": N_("Mở hồ sơ"),
    "close_dossier": N_("Đóng hồ sơ"),
    "archive_dossier": N_("Nộp lưu hồ sơ"),
    "put": N_("Cập nhật danh bạ"),
    "delegate": N_("Ủy quyền"),
    "revoke_delegation": N_("Chấm dứt ủy quyền"),
    "mark_read": N_("Đã xem"),
}

ROLES = {
    "officer": N_("Chuyên viên"),
    "unit_head": N_("Lãnh đạo đơn vị"),
    "chief_of_office": N_("Chánh Văn phòng"),
    "leader": N_("Lãnh đạo"),
    "clerk": N_("Văn thư"),
    "archivist": N_("Lưu trữ"),
    "administrator": N_("Quản trị"),
}

URGENCY = {0: "", 1: N_("Khẩn"), 2: N_("Thượng khẩn"), 3: N_("Hỏa tốc")}

SIGNATURE_ROLES = {
    "initial": N_("ký nháy"),
    "leader": N_("ký ban hành"),
    "seal": N_("đóng dấu"),
    "attachment": N_("ký phụ lục"),
    "copy": N_("ký sao y"),
    "arrival": N_("đóng dấu đến"),
    "plain": N_("ký"),
    "timestamp": N_("dấu thời gian"),
}


def word(table: dict[str, str], key: str) -> str:
    """The word for a key; a key newer than this program is said as it is."""
    message = table.get(key)
    return _(message) if message else key


def day_words(day: date | None) -> str:
    """25/11/2026, or "" for none."""
    return day.strftime("%d/%m/%Y") if day else ""


def when_words(at: datetime | None, now: datetime) -> str:
    """10:31 today, Hôm qua, 20/11 this year, 20/11/2025 before; local time."""
    if at is None:
        return ""
    local, today = at.astimezone(VIETNAM), now.astimezone(VIETNAM).date()
    if local.date() == today:
        return local.strftime("%H:%M")
    if local.date() == today - timedelta(days=1):
        return _("Hôm qua")
    return local.strftime("%d/%m" if local.year == today.year else "%d/%m/%Y")


def instant_words(at: datetime | None) -> str:
    """25/11/2026 10:31 (+07:00), or ""."""
    return at.astimezone(VIETNAM).strftime("%d/%m/%Y %H:%M") if at else ""


def size_words(size: int) -> str:
    """56 KB, 3,2 MB."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / 1024 / 1024:.1f} MB".replace(".", ",")


VERDICTS = {
    "valid": N_("hợp lệ"),
    "indeterminate": N_("chưa kết luận được"),
    "invalid": N_("không hợp lệ"),
    "unsigned": N_("chưa ký"),
}
