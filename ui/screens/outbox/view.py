"""Paints the outbox: each line opens its document, waits that have not left can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.texts import _
from app.views import OutboxRow
from ui.screens.outbox.state import Line, lines, summary
from ui.theme import fonts
from ui.widgets.chips import ChipLabel
from ui.widgets.parts import button, columns, empty_out, frame, label, rows
from ui.widgets.sheet import Sheet


class OutboxView(Sheet):
    """The window of the outbox."""

    requested = Signal(str, str, str)
    """undo, decide or open; the action's id; the document's id."""
    sync_wanted = Signal()

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__("outbox", _("Hộp gửi"), "", parent)
        self._lines = rows(gap=8)
        self.body.addLayout(self._lines)
        self.body.addStretch(1)
        send = button(_("Gửi ngay"), "outbox_sync", "primary", "cloud-arrow-up", "on_primary")
        close = button(_("Đóng"), "outbox_close")
        self.foot.addWidget(close)
        self.foot.addWidget(send)
        send.clicked.connect(self.sync_wanted)
        close.clicked.connect(self.close)
        self.fit(620, 460)

    def show_rows(self, waiting: Sequence[OutboxRow]) -> None:
        """Paint what waits."""
        self.say(summary(waiting))
        empty_out(self._lines)
        for line in lines(waiting):
            self._lines.addWidget(self._card(line))

    def _card(self, line: Line) -> QFrame:
        made = frame("card", f"outbox_line_{line.action_id}")
        made.setAccessibleName(f"{line.what}, {line.document}, {line.state_words}")
        layout = columns(made, (12, 10, 12, 10), 10)
        words = rows(gap=3)
        title = " · ".join(part for part in (line.what, line.document) if part)
        words.addWidget(label(title, font=fonts.strong(), wrap=True))
        words.addWidget(label(line.state_words, "muted", wrap=True))
        layout.addLayout(words, 1)
        layout.addWidget(ChipLabel(line.since, line.tone))
        for is_there, what, text in (
            (line.can_undo, "undo", _("Rút lại")),
            (line.can_decide, "decide", _("Quyết định")),
            (line.can_open, "open", _("Mở")),
        ):
            if is_there:
                act = button(text, f"outbox_{what}_{line.action_id}", "link")
                act.clicked.connect(partial(self.requested.emit, what, line.action_id, line.document_id))
                layout.addWidget(act)
        return made
