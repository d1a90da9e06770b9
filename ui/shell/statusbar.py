"""The line at the foot: connection, outbox, documents held here, token, and where the keys are told."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from app.texts import _
from ui.shell.state import SINGLE, Status
from ui.theme import fonts
from ui.theme.icons import icon
from ui.widgets.parts import button, columns, label, set_ink, upright


class StatusBar(QFrame):
    """Paints a Status in words and icon, never by colour alone (B97)."""

    outbox_wanted = Signal()
    token_wanted = Signal()
    keys_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.setProperty("look", "status")
        self.setFixedHeight(30)
        layout = columns(self, (12, 2, 12, 2), 8)
        self._online = self._part("online", "cloud-check")
        self._outbox = self._part("outbox", "tray-fill")
        self._cached = label(ink="muted", font=fonts.interface(fonts.SIZE_SMALL))
        self._cached.setObjectName("cached")
        self._token = self._part("token", "key")
        self._keys = self._part("keys", "keyboard")
        self._keys.setText(_("F1 Phím tắt"))
        self._keys.setAccessibleName(_("F1 Phím tắt"))
        set_ink(self._keys, "muted")
        self._is_narrow = False
        self._lines: list[tuple[QWidget, QFrame]] = []
        shown: tuple[QWidget, ...] = (self._online, self._outbox, self._cached)
        for part in shown:
            layout.addWidget(part)
            line = upright()
            layout.addWidget(line)
            self._lines.append((part, line))
        layout.addStretch(1)
        for last in (self._token, upright(), self._keys):
            layout.addWidget(last)
        self._outbox.clicked.connect(self.outbox_wanted)
        self._token.clicked.connect(self.token_wanted)
        self._keys.clicked.connect(self.keys_wanted)
        self._online.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_status(self, status: Status) -> None:
        """Paint it."""
        _show(self._online, status.online_words, status.online_tone, status.online_picture)
        _show(self._outbox, status.outbox_words, status.outbox_tone, "tray-fill")
        _show(self._token, status.token_words, status.token_tone, "key")
        if self._is_narrow:
            for part in (self._online, self._token):
                part.setText("")
                part.setToolTip(part.accessibleName())
        self._cached.setText(status.cached_words)

    def show_width(self, width: int) -> None:
        """In a narrow window what matters least gives way."""
        for part, line in self._lines[2:]:
            part.setVisible(width >= 1000)
            line.setVisible(width >= 1000)
        self._is_narrow = width < SINGLE
        for button_part in (self._online, self._token, self._keys):
            button_part.setText("" if self._is_narrow else button_part.accessibleName())
            button_part.setToolTip(button_part.accessibleName())

    @staticmethod
    def _part(name: str, picture: str) -> QPushButton:
        made = button("", f"status_{name}", "status", picture, "muted")
        made.setFont(fonts.medium(fonts.SIZE_SMALL))
        return made


def _show(part: QPushButton | QLabel, words: str, tone: str, picture: str) -> None:
    part.setText(words)
    part.setAccessibleName(words)
    ink = "muted" if tone == "neutral" else tone
    if isinstance(part, QPushButton):
        part.setIcon(icon(picture, "muted" if tone == "neutral" else f"{tone}_text"))
    set_ink(part, ink)
