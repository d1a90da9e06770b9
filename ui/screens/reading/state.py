"""What stands above the pages: head, verdict, notices; and what stands there instead of pages. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.texts import _, counted
from app.views import DocumentView, FileView, VerdictBar
from ui.theme.tokens import Tone
from ui.widgets.words import Notice

Stage = Literal["nothing", "opening", "pages", "away", "broken"]


@dataclass(frozen=True, slots=True)
class Head:
    """Title, what stands below it, the deadline in its tone, and how many files hang on."""

    title: str
    subtitle: str
    due_words: str
    due_tone: Tone
    files_words: str


@dataclass(frozen=True, slots=True)
class Placeholder:
    """What stands where the pages would be."""

    picture: str
    headline: str
    detail: str


def attachments(document: DocumentView) -> tuple[FileView, ...]:
    """The files beside the document's own page."""
    return tuple(file for file in document.files if file.role != "main")


def main_file(document: DocumentView) -> FileView | None:
    """The present version of the document's own page."""
    return next((file for file in document.files if file.sha256 == document.main_sha256), None)


def head(document: DocumentView) -> Head:
    """Lay out the head."""
    count = len(attachments(document))
    return Head(
        title=document.title,
        subtitle=" · ".join(part for part in (document.subtitle, document.state_words) if part),
        due_words=document.due_words,
        due_tone=document.due_tone,
        files_words=counted("{count} tệp đính kèm", "{count} tệp đính kèm", count) if count else "",
    )


def verdict_notice(verdict: VerdictBar | None) -> Notice | None:
    """The verdict in words; "Xem chi tiết" where there are signatures (B44, B45)."""
    if verdict is None:
        return None
    words = _("Xem chi tiết") if verdict.signatures else ""
    return Notice(verdict.tone, verdict.headline, verdict.detail, "signatures", words)


def document_notice(document: DocumentView) -> Notice | None:
    """A conflict before all, then what waits in the outbox, then a number that is pending (B99, B75)."""
    if document.conflicts:
        first = document.conflicts[0]
        headline = _("Cần bạn quyết định: {what}", what=first.title)
        return Notice("danger", headline, first.reason, "conflict", _("Xem hai bản"))
    if document.pending:
        waits = ", ".join(document.pending)
        return Notice("warning", _("Chờ gửi máy chủ"), waits, "outbox", _("Mở Hộp gửi"), picture="cloud-arrow-up-fill")
    if document.number_words:
        return Notice("info", document.number_words)
    return None


def placeholder(stage: Stage, file: FileView | None = None) -> Placeholder:
    """Why there are no pages (B48)."""
    match stage:
        case "nothing":
            return Placeholder("file-text", _("Chưa chọn văn bản"), _("Chọn một văn bản trong danh sách để đọc."))
        case "away":
            size = file.size_words if file else ""
            words = _("Tệp {size} chưa tải về máy này. Thông tin và lịch sử vẫn xem được ở bên.", size=size)
            return Placeholder("cloud-arrow-down", _("Chưa tải – ngoại tuyến"), words)
        case "broken":
            words = _("Tệp gốc được giữ nguyên. Bạn có thể lưu bản sao và mở bằng chương trình khác.")
            return Placeholder("file-x", _("Không hiển thị được tệp này"), words)
        case _:
            return Placeholder("file-text", _("Đang mở tệp…"), "")


def zoom_words(zoom: float) -> str:
    """100 % and so on."""
    return f"{round(zoom * 100)} %"
