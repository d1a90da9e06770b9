"""Errors in the user's words: what happened, what is safe, what to do (E1–E20); the code stays in the details."""

from __future__ import annotations

import logging
import traceback

from app.messages import say
from app.texts import _
from office.errors import ButPheError
from ui.dispatch import Cancelled
from ui.theme.tokens import Tone
from ui.widgets.words import COPY, Notice

_LOG = logging.getLogger("butphe.ui")
NETWORK_CODES = frozenset({"server_away", "first_sign_in_away", "server_error", "source_away", "captive"})


def notice_of(error: Exception) -> Notice | None:
    """The bar that an error becomes; None for work that the user stopped."""
    if isinstance(error, Cancelled):
        return None
    if not isinstance(error, ButPheError):
        detail = _("Công việc đã lưu không mất. Bạn có thể làm tiếp hoặc sao chép chi tiết để báo lỗi.")
        words, copies = _("Chương trình gặp lỗi ngoài dự kiến"), _("Sao chép chi tiết")
        trace = "".join(traceback.format_exception(error))
        _LOG.error("unexpected in the window: %s", trace)
        return Notice("danger", words, detail, COPY, copies, "dismiss", _("Đóng"), details=trace)
    said = say(error)
    rest = " ".join(part for part in (said.safe, said.todo) if part)
    tone: Tone = "warning" if error.code in NETWORK_CODES else "danger"
    return Notice(tone, said.what, rest, "dismiss", _("Đóng"))


def done_notice(words: str, *, can_undo: bool) -> Notice:
    """What was just done; it may be taken back while it has not left (B23)."""
    undo = _("Hoàn tác") if can_undo else ""
    return Notice("success", words, "", "undo" if can_undo else "", undo, "dismiss", _("Đóng"), "check-circle-fill")
