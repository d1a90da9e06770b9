"""Paints a row of the list: who, when, two lines of title, chips, marks. Fonts and widths are made once (B18)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.views import Row
from ui.screens.folder.model import RowRole, TickRole
from ui.theme import fonts, icons
from ui.theme.current import tokens
from ui.theme.tokens import Tone
from ui.widgets.check import SIDE, paint_check
from ui.widgets.chips import chip_width, paint_chip
from ui.widgets.lines import two_lines

ROW_HEIGHT = 100
LEFT = 44
RIGHT = 14
TITLE_LINE = 19
CHIP_GAP = 6
MORE_WIDTH = 32.0
"""Of a chip that says `+n`."""
Index = QModelIndex | QPersistentModelIndex


def tone_of(tone: str, text: str) -> Tone:
    """The chip's tone; a word in capitals of tone danger (HỎA TỐC) is printed solid."""
    known: Tone = "urgent" if tone == "danger" and text.isupper() else tone  # type: ignore[assignment]
    return known


def fitting(widths: Sequence[float], room: float) -> tuple[int, int]:
    """How many chips of these widths are shown in the room, and how many a last `+n` stands for."""
    shown, x = 0, 0.0
    for number, width in enumerate(widths):
        last = number == len(widths) - 1
        if x + width + (0 if last else CHIP_GAP + MORE_WIDTH) > room:
            break
        shown, x = shown + 1, x + width + CHIP_GAP
    return shown, len(widths) - shown


class RowDelegate(QStyledItemDelegate):
    """Paints rows and ticks them when their box is clicked."""

    box_clicked = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shows_boxes = True

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All rows are of one height."""
        return QSize(280, ROW_HEIGHT)

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        """A click into the box ticks, without selecting."""
        if not isinstance(event, QMouseEvent) or event.type() != QEvent.Type.MouseButtonRelease:
            return False
        area: QRectF = QRectF(option.rect)
        if self.shows_boxes and event.position().x() - area.left() < LEFT - 4:
            self.box_clicked.emit(index.row())
            return True
        return False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row, or its ground while its window is on the way."""
        area: QRectF = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, area, is_chosen=is_chosen)
        row = index.data(RowRole)
        if isinstance(row, Row):
            if self.shows_boxes:
                paint_check(painter, area.left() + 15, area.top() + 15, is_on=bool(index.data(TickRole)))
            self._paint_words(painter, area, row)
            self._paint_chips(painter, area, row)
            self._paint_marks(painter, area, row)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(tokens().focus), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area.adjusted(1, 1, -1, -2))
        painter.restore()

    def _left(self, area: QRectF) -> float:
        return area.left() + (LEFT if self.shows_boxes else 18)

    def _paint_ground(self, painter: QPainter, area: QRectF, *, is_chosen: bool) -> None:
        colours = tokens()
        painter.fillRect(area, QColor(colours.selection if is_chosen else colours.surface))
        painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), QColor(colours.border))
        if is_chosen:
            painter.fillRect(QRectF(area.left(), area.top(), 3, area.height()), QColor(colours.link))

    def _paint_words(self, painter: QPainter, area: QRectF, row: Row) -> None:
        colours, left = tokens(), self._left(area)
        small = fonts.medium(fonts.SIZE_SMALL)
        metrics = QFontMetricsF(small)
        when = metrics.horizontalAdvance(row.when)
        width = area.right() - RIGHT - left
        painter.setFont(small)
        painter.setPen(QColor(colours.muted))
        line = QRectF(left, area.top() + 12, width, 18)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(line, flags | Qt.AlignmentFlag.AlignRight, row.when)
        line.setWidth(width - when - 12)
        painter.drawText(line, flags, metrics.elidedText(row.heading, Qt.TextElideMode.ElideRight, line.width()))
        painter.setPen(QColor(colours.text))
        painter.setFont(fonts.strong(fonts.SIZE_LEAD))
        for number, words in enumerate(two_lines(row.title, int(width), fonts.SIZE_LEAD)):
            painter.drawText(QRectF(left, area.top() + 31 + number * TITLE_LINE, width, TITLE_LINE), flags, words)

    def _paint_chips(self, painter: QPainter, area: QRectF, row: Row) -> None:
        x, y = self._left(area), area.bottom() - 28
        room = area.right() - RIGHT - self._marks_width(row) - x
        shown, rest = fitting([chip_width(chip.text) for chip in row.chips], room)
        for chip in row.chips[:shown]:
            x += paint_chip(painter, x, y, chip.text, tone_of(chip.tone, chip.text)) + CHIP_GAP
        if rest:
            paint_chip(painter, x, y, f"+{rest}", "neutral")

    @staticmethod
    def _marks(row: Row) -> tuple[tuple[str, str], ...]:
        colours = tokens()
        return tuple(
            (name, colour)
            for is_there, name, colour in (
                (row.has_opinions, "chat-text", colours.muted),
                (row.has_attachments, "paperclip", colours.muted),
                (row.is_pending, "cloud-arrow-up", colours.warning_text),
                (row.is_conflict, "warning-fill", colours.danger_text),
            )
            if is_there
        )

    def _marks_width(self, row: Row) -> float:
        return 22.0 * len(self._marks(row)) + (16 if row.is_unread else 0) + 4

    def _paint_marks(self, painter: QPainter, area: QRectF, row: Row) -> None:
        x, y = area.right() - RIGHT, area.bottom() - 26
        if row.is_unread:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens().link))
            painter.drawEllipse(QPointF(x - 5, y + 8), 4.5, 4.5)
            x -= 16
        for name, colour in reversed(self._marks(row)):
            icons.paint(painter, QRectF(x - SIDE, y, 16, 16), name, colour)
            x -= 22
