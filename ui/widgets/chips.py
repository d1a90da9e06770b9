"""Chips: a word on a soft ground of its tone. The same painting serves rows of a list and widgets."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import fonts
from ui.theme.current import tokens
from ui.theme.tokens import Tone

HEIGHT = 20
PADDING = 8


@lru_cache(maxsize=1024)
def chip_width(text: str) -> float:
    """Width of a chip in logical pixels; measured once."""
    return float(QFontMetricsF(fonts.strong(fonts.SIZE_TINY)).horizontalAdvance(text)) + 2 * PADDING


def paint_chip(painter: QPainter, x: float, y: float, text: str, tone: Tone) -> float:
    """Draw one chip and return its width."""
    colours = tokens()
    area = QRectF(x, y, chip_width(text), HEIGHT)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.soft(tone)))
    painter.drawRoundedRect(area, HEIGHT / 2, HEIGHT / 2)
    painter.setPen(QColor(colours.ink(tone)))
    painter.setFont(fonts.strong(fonts.SIZE_TINY))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
    return area.width()


class ChipLabel(QWidget):
    """A chip that stands by itself."""

    def __init__(self, text: str = "", tone: Tone = "neutral") -> None:
        super().__init__()
        self._text, self._tone = text, tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_chip(text, tone)

    def show_chip(self, text: str, tone: Tone) -> None:
        """Change word and tone; an empty word hides the chip."""
        self._text, self._tone = text, tone
        self.setAccessibleName(text)
        if not text or self.parentWidget() is not None:  # without a parent it would flash up as a window
            self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The word."""
        return self._text

    def sizeHint(self) -> QSize:
        """As wide as the word needs."""
        return QSize(int(chip_width(self._text)) + 1, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chip."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_chip(painter, 0, 0, self._text, self._tone)
        painter.end()
