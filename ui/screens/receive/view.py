"""Paints the tray of files that are taken in, one line each, with what the door said of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from app.texts import _, counted
from app.views import Choice
from ui.theme import fonts
from ui.theme.tokens import Tone
from ui.widgets.check import Check
from ui.widgets.fields import Picker
from ui.widgets.parts import button, frame, label, rows, set_ink
from ui.widgets.sheet import Sheet


class ReceiveSheet(Sheet):
    """The tray."""

    accepted_for = Signal(str, bool)
    """Id of the entity; whether the clerk declares scans not to be secret."""

    def __init__(self, names: Sequence[str], entities: Sequence[Choice], parent: QWidget | None) -> None:
        super().__init__(
            "receive_sheet", _("Tiếp nhận văn bản"), counted("{count} tệp PDF", "{count} tệp PDF", len(names)), parent
        )
        self.body.addWidget(label(_("Đăng ký vào sổ của"), "muted", fonts.medium(fonts.SIZE_SMALL)))
        self._entity = Picker()
        self._entity.setObjectName("receive_entity")
        self._entity.setAccessibleName(_("Đăng ký vào sổ của"))
        for entity in entities:
            self._entity.addItem(entity.title, entity.id)
        self.body.addWidget(self._entity)
        words = _("Tôi đã xem: bản quét không có dấu chỉ độ mật")
        self._declared = Check(words, "receive_declared")
        self.body.addWidget(self._declared)
        self._lines: list[QLabel] = []
        for number, name in enumerate(names):
            self.body.addWidget(self._line(number, name))
        self.body.addStretch(1)
        close = button(_("Đóng"), "receive_close")
        self._take = button(
            counted("Tiếp nhận {count} tệp", "Tiếp nhận {count} tệp", len(names)), "receive_take", "primary"
        )
        self.foot.addWidget(close)
        self.foot.addWidget(self._take)
        close.clicked.connect(self.close)
        self._take.clicked.connect(self._press)
        self.fit(560, 420)

    def show_line(self, number: int, words: str, tone: Tone) -> None:
        """What became of a file, in words."""
        self._lines[number].setText(words)
        set_ink(self._lines[number], "muted" if tone == "neutral" else tone)

    def _line(self, number: int, name: str) -> QWidget:
        made = frame("card", f"receive_line_{number}")
        layout = rows(made, (12, 8, 12, 8), 3)
        layout.addWidget(label(name, font=fonts.strong(), wrap=True))
        state = label(_("Chờ tiếp nhận"), "muted", wrap=True)
        self._lines.append(state)
        layout.addWidget(state)
        return made

    def _press(self) -> None:
        self._take.setEnabled(False)
        self.accepted_for.emit(str(self._entity.currentData()), self._declared.isChecked())
