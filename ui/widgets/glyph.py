"""One icon that stands by itself."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import icons
from ui.theme.current import tokens


class Glyph(QWidget):
    """One icon in a colour of the theme."""

    def __init__(self, name: str, token: str, side: int = 18) -> None:
        super().__init__()
        self._name, self._token = name, token
        self.setFixedSize(QSize(side, side))

    def show_icon(self, name: str, token: str) -> None:
        """Change icon and colour."""
        self._name, self._token = name, token
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        icons.paint(painter, QRectF(self.rect()), self._name, getattr(tokens(), self._token))
        painter.end()
