"""What stands where nothing is to show: why, and the next step (B28)."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame

from ui.theme import fonts, icons
from ui.theme.current import tokens
from ui.widgets.parts import button, label, rows


class Empty(QFrame):
    """An icon, a sentence and at most one button."""

    pressed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("look", "plain")
        self._picture = "tray"
        layout = rows(self, (24, 24, 24, 24), 10)
        self._headline = label(font=fonts.strong(fonts.SIZE_LEAD), wrap=True)
        self._detail = label(ink="muted", wrap=True)
        self._button = button("", f"{name}_next")
        self._button.clicked.connect(self.pressed)
        layout.addStretch(1)
        layout.addSpacing(64)
        for words in (self._headline, self._detail):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(words)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)

    def say(self, picture: str, headline: str, detail: str = "", next_step: str = "") -> None:
        """Why it is empty and, on a button, what to do."""
        self._picture = picture
        self._headline.setText(headline)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self._button.setText(next_step)
        self._button.setAccessibleName(next_step)
        self._button.setVisible(bool(next_step))
        self.setAccessibleName(f"{headline} {detail}".strip())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon above the words."""
        super().paintEvent(event)
        painter = QPainter(self)
        top = self._headline.y() - 60
        icons.paint(painter, QRectF((self.width() - 44) / 2, top, 44, 44), self._picture, QColor(tokens().outline))
        painter.end()
