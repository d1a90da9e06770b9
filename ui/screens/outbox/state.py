"""What the outbox shows of each thing that waits, and what may be done with it. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.texts import _, counted
from app.views import ConflictView, FieldView, OutboxRow
from ui.theme.tokens import Tone

TONES: dict[str, Tone] = {
    "waiting": "neutral",
    "sending": "info",
    "blocked": "warning",
    "refused": "danger",
    "conflict": "danger",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that waits."""

    action_id: str
    document_id: str
    what: str
    document: str
    since: str
    state_words: str
    tone: Tone
    can_decide: bool
    can_undo: bool
    can_open: bool


def lines(rows: Sequence[OutboxRow]) -> tuple[Line, ...]:
    """What needs a decision first, then the oldest first."""
    made = [
        Line(
            row.action_id,
            row.document_id,
            row.what,
            row.document,
            _("từ {when}", when=row.since),
            row.state_words,
            TONES[row.state],
            row.can_discard,
            row.can_undo,
            bool(row.document_id) and not row.can_discard,
        )
        for row in rows
    ]
    return tuple(sorted(made, key=lambda line: not line.can_decide))


def unseen_conflict(row: OutboxRow) -> ConflictView:
    """A conflict over a document that is no longer this person's to see: it can only be given up, or kept."""
    return ConflictView(
        action_id=row.action_id,
        title=row.what,
        reason=row.state_words,
        mine=(FieldView(label=_("Việc"), value=row.what), FieldView(label=_("Lúc"), value=row.since)),
        theirs=(FieldView(label=_("Văn bản"), value=_("Bạn không còn quyền xem văn bản này.")),),
        can_redo=False,
    )


def summary(rows: Sequence[OutboxRow]) -> str:
    """One sentence over all of it."""
    if not rows:
        return _("Không có gì chờ gửi. Mọi thao tác đã đến máy chủ.")
    undecided = sum(row.can_discard for row in rows)
    if undecided:
        return counted(
            "{count} việc cần bạn quyết định; nội dung của bạn vẫn được giữ.",
            "{count} việc cần bạn quyết định; nội dung của bạn vẫn được giữ.",
            undecided,
        )
    return counted(
        "{count} thao tác chờ máy chủ; chương trình tự gửi khi có mạng.",
        "{count} thao tác chờ máy chủ; chương trình tự gửi khi có mạng.",
        len(rows),
    )
