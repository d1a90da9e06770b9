"""Paints the frame of a signature's place: dashed edge, eight handles, the look in it, and the tag "Kéo để đặt"."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen

from app.texts import _
from ui.pages.geometry import Box, Covered, handle_points
from ui.theme import fonts
from ui.theme.current import tokens

HANDLE = 6.0
AMBER = "#8A5A00"


def rectangle(box: Box) -> QRectF:
    """The box as Qt wants it."""
    return QRectF(box.x, box.y, box.width, box.height)


def tag_words(covered: Covered) -> str:
    """What stands on the tag beside the frame: what to do, or what the place covers (B65)."""
    words = {"signature": _("Chồng lên chữ ký khác"), "words": _("Chồng lên chữ của văn bản"), "": _("Kéo để đặt")}
    return words[covered]


def paint_hit(painter: QPainter, box: Box, *, is_current: bool) -> None:
    """Mark what was found; the current one has an edge too, so that it is not told by colour alone."""
    area = rectangle(box).adjusted(-1.5, -1.5, 1.5, 1.5)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(AMBER), 1.6) if is_current else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(255, 170, 0, 120) if is_current else QColor(255, 214, 0, 90))
    painter.drawRoundedRect(area, 2, 2)
    painter.restore()


def paint_frame(painter: QPainter, box: Box, covered: Covered = "", *, movable: bool) -> None:
    """Draw edge, handles and tag; amber when the place covers something."""
    colour = QColor(AMBER if covered else tokens().mark)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, 1.6)
    pen.setDashPattern([5.0, 3.0])
    painter.setPen(pen)
    painter.drawRect(rectangle(box))
    if movable:
        _paint_handles(painter, box, colour)
        _paint_tag(painter, box, tag_words(covered), colour)
    painter.restore()


def _paint_handles(painter: QPainter, box: Box, colour: QColor) -> None:
    painter.setPen(QPen(colour, 1.4))
    painter.setBrush(QColor(tokens().on_mark))
    for x, y in handle_points(box).values():
        painter.drawRect(QRectF(x - HANDLE / 2, y - HANDLE / 2, HANDLE, HANDLE))


def _paint_tag(painter: QPainter, box: Box, words: str, colour: QColor) -> None:
    font = fonts.strong(fonts.SIZE_TINY)
    width = QFontMetricsF(font).horizontalAdvance(words) + 14
    middle = box.y + box.height / 2
    tag = QRectF(box.x - width - 10, middle - 10, width, 20)
    if tag.left() < 4:
        tag.moveTopLeft(QPointF(box.x, box.y - 28))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(tag, 4, 4)
    painter.setPen(QColor(tokens().on_mark))
    painter.setFont(font)
    painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, words)


def paint_look(painter: QPainter, box: Box, image: QImage | None, lines: tuple[str, ...]) -> None:
    """Draw what the signature will show: its image above, its lines below; both within the box."""
    area = rectangle(box).adjusted(3, 3, -3, -3)
    text = QRectF(area)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    if image is not None and not image.isNull():
        picture = QRectF(area)
        if lines:
            picture.setHeight(area.height() * 0.55)
            text.setTop(picture.bottom())
        ratio = painter.device().devicePixelRatioF()
        sharp = image.scaled(
            (picture.size() * ratio).toSize(),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        target = QRectF(0, 0, sharp.width() / ratio, sharp.height() / ratio)
        target.moveCenter(picture.center())
        painter.drawImage(target, sharp)
    if lines:
        _paint_lines(painter, text, lines)
    painter.restore()


def _paint_lines(painter: QPainter, area: QRectF, lines: tuple[str, ...]) -> None:
    font = fonts.interface(max(6, min(11, round(area.height() / (len(lines) * 1.3)))))
    painter.setFont(font)
    painter.setPen(QColor("#1B3A8A"))
    height = area.height() / len(lines)
    metrics = QFontMetricsF(font)
    for number, line in enumerate(lines):
        row = QRectF(area.left(), area.top() + number * height, area.width(), height)
        shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(row, Qt.AlignmentFlag.AlignCenter, shown)
