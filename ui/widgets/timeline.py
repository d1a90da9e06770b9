"""The flow of a document: what is done, where it stands, what comes, joined by a line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame

from app.texts import _
from app.views import Step
from ui.theme import fonts, icons
from ui.theme.current import tokens
from ui.widgets.parts import empty_out, label, rows

DISC = 16


def spoken(step: Step) -> str:
    """What a screen reader says of the step."""
    states = {"done": _("đã xong"), "current": _("đang ở bước này"), "next": _("bước tiếp")}
    return ", ".join(part for part in (step.who, step.what, step.when, states[step.state]) if part)


class _StepRow(QFrame):
    def __init__(self, step: Step, *, is_first: bool, is_last: bool) -> None:
        super().__init__()
        self._step, self._is_first, self._is_last = step, is_first, is_last
        layout = rows(self, (28, 2, 0, 10), 1)
        font = fonts.strong() if step.state == "current" else fonts.medium()
        what = " · ".join(part for part in (step.who, step.what) if part)
        layout.addWidget(label(what, "muted" if step.state == "next" else "", font, wrap=True))
        if step.when:
            ink = "link" if step.state == "current" else "muted"
            layout.addWidget(label(step.when, ink, fonts.interface(fonts.SIZE_SMALL), wrap=True))
        self.setAccessibleName(spoken(step))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the disc and its part of the line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, middle, centre = tokens(), DISC / 2 + 1, 12.0
        painter.setPen(QPen(QColor(colours.border), 2))
        if not self._is_first:
            painter.drawLine(QPointF(middle, 0), QPointF(middle, centre - DISC / 2))
        if not self._is_last:
            painter.drawLine(QPointF(middle, centre + DISC / 2), QPointF(middle, self.height()))
        disc = QRectF(middle - DISC / 2, centre - DISC / 2, DISC, DISC)
        if self._step.state == "done":
            icons.paint(painter, disc.adjusted(-2, -2, 2, 2), "check-circle-fill", colours.success_text)
        else:
            self._paint_ring(painter, disc)
        painter.end()

    def _paint_ring(self, painter: QPainter, disc: QRectF) -> None:
        colours = tokens()
        is_current = self._step.state == "current"
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colours.link if is_current else colours.outline), 2))
        painter.drawEllipse(disc.adjusted(1, 1, -1, -1))
        if is_current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.link))
            painter.drawEllipse(disc.adjusted(5, 5, -5, -5))


class Timeline(QFrame):
    """Steps one below the other."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(_("Luồng xử lý"))
        self._layout = rows(self, gap=0)
        self._steps: tuple[Step, ...] | None = None

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Paint these steps."""
        if tuple(steps) == self._steps:
            return
        self._steps = tuple(steps)
        empty_out(self._layout)
        last = len(steps) - 1
        for number, step in enumerate(steps):
            self._layout.addWidget(_StepRow(step, is_first=number == 0, is_last=number == last))
