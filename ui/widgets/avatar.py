"""A person's initials on a disc."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import fonts
from ui.theme.current import tokens


def initials(name: str) -> str:
    """First and last word of a name: `Trần Minh Đức` is `TĐ`, a single word its first letter."""
    words = name.split()
    return "".join(word[0].upper() for word in dict.fromkeys(words[:1] + words[-1:]))


class Avatar(QWidget):
    """A disc with initials."""

    def __init__(self, side: int = 34) -> None:
        super().__init__()
        self._words = ""
        self.setFixedSize(side, side)

    def show_name(self, name: str) -> None:
        """Whose initials."""
        self._words = initials(name)
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint disc and letters."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens().gold))
        painter.drawEllipse(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(QColor(tokens().on_gold))
        painter.setFont(fonts.strong(fonts.SIZE_SMALL))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)
        painter.end()
