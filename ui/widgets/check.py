"""The tick box, in lists and forms alike."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox

from ui.theme.current import tokens

SIDE = 17


def paint_check(painter: QPainter, x: float, y: float, *, is_on: bool, is_enabled: bool = True) -> None:
    """Draw one box of SIDE logical pixels."""
    colours = tokens()
    area = QRectF(x + 0.75, y + 0.75, SIDE - 1.5, SIDE - 1.5)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = colours.primary if is_on and is_enabled else colours.outline
    painter.setPen(QPen(QColor(edge), 1.5))
    painter.setBrush(QColor(edge if is_on else colours.raised))
    painter.drawRoundedRect(area, 4, 4)
    if is_on:
        tick = QPainterPath(QPointF(x + 4.2, y + 8.8))
        tick.lineTo(x + 7.3, y + 11.9)
        tick.lineTo(x + 12.8, y + 5.6)
        painter.setPen(QPen(QColor(colours.on_primary), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(tick)
    painter.restore()


class Check(QCheckBox):
    """A labelled tick box."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text)
        self.setObjectName(name)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        """Box, gap and words."""
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(SIDE + 10 + words + 6, max(SIDE, self.fontMetrics().height()) + 6)

    def hitButton(self, pos: QPoint) -> bool:
        """The whole line answers to a click."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint box, words and the ring of the focus."""
        painter = QPainter(self)
        middle = (self.height() - SIDE) / 2
        paint_check(painter, 2, middle, is_on=self.isChecked(), is_enabled=self.isEnabled())
        colour = tokens().text if self.isEnabled() else tokens().muted
        painter.setPen(QColor(colour))
        area = QRectF(SIDE + 10, 0, self.width() - SIDE - 10, self.height())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, self.text())
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(tokens().focus), 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75), 5, 5)
        painter.end()
