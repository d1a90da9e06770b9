"""How states, actions, times and sizes are said on screen, in the language of this run."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from app.texts import _, language
from office import catalogue, words

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def N_(message: str) -> str:  # noqa: N802 gettext's own name for a marked message
    """Marks a message for the catalogues without translating it yet."""
    return message


SIGNATURE_ROLES = {
    "initial": N_("ký nháy"),
    "leader": N_("ký ban hành"),
    "seal": N_("đóng dấu"),
    "attachment": N_("ký phụ lục"),
    "copy": N_("ký sao y"),
    "arrival": N_("đóng dấu đến"),
    "plain": N_("chữ ký"),
    "timestamp": N_("dấu thời gian"),
}


def word(table: dict[str, str], key: str) -> str:
    """The word for a key; a key newer than this program is said as it is."""
    message = table.get(key)
    return _(message) if message else key


def state_word(state: str) -> str:
    """Chờ ký, Đã phát hành …"""
    return capital(words.word(words.STATES, state, language()))


def action_word(action: str) -> str:
    """Ký nháy, Đóng dấu …; as a button says it."""
    return capital(words.word(words.ACTIONS, action, language()))


def role_word(role: str) -> str:
    """Chuyên viên, Văn thư …"""
    return capital(words.word(words.ROLES, role, language()))


def urgency_word(level: int) -> str:
    """Khẩn, Thượng khẩn, Hỏa tốc; "" for the usual."""
    if not level:
        return ""
    known = catalogue.URGENCY.get(level)
    if known is None:
        return str(level)
    return known.en if language() == "en" else known.vi


def capital(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


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


def clock_words(at: datetime, now: datetime) -> str:
    """10:31 on the same day, else 10:31 25/11/2026; local time."""
    local = at.astimezone(VIETNAM)
    is_today = local.date() == now.astimezone(VIETNAM).date()
    return local.strftime("%H:%M" if is_today else "%H:%M %d/%m/%Y")


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
