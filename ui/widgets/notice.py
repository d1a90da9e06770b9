"""A bar that says one thing in a tone, with at most two buttons: verdicts, errors, what waits, what was done."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy

from ui.theme import fonts, icons
from ui.theme.current import tokens
from ui.theme.tokens import Tone
from ui.widgets.parts import button, columns, label, rows
from ui.widgets.words import Notice

PICTURES: dict[Tone, str] = {
    "success": "shield-check-fill",
    "warning": "warning-fill",
    "danger": "x-circle-fill",
    "info": "info-fill",
    "neutral": "question-fill",
    "accent": "info-fill",
    "urgent": "warning-fill",
}


class NoticeBar(QFrame):
    """Paints a Notice, and hides without one. Words wrap: nothing of an error is cut."""

    pressed = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._notice: Notice | None = None
        self._headline = label(font=fonts.strong(), wrap=True)
        self._detail = label(wrap=True)
        self._action = self._link("action")
        self._second = self._link("second")
        layout = columns(self, (46, 8, 12, 8), 8)
        words = rows(gap=2)
        words.addWidget(self._headline)
        words.addWidget(self._detail)
        layout.addLayout(words, 1)
        layout.addWidget(self._second)
        layout.addWidget(self._action)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()

    def show_notice(self, notice: Notice | None) -> None:
        """Say it, also to screen readers (B120); None hides the bar."""
        if notice == self._notice:
            return
        self._notice = notice
        self.setVisible(notice is not None)
        if notice is None:
            return
        self._headline.setText(notice.headline)
        self._detail.setText(notice.detail)
        self._detail.setVisible(bool(notice.detail))
        for made, words in ((self._action, notice.action_words), (self._second, notice.second_words)):
            made.setText(words)
            made.setAccessibleName(words)
            made.setVisible(bool(words))
        self._dye((self._headline, self._detail), notice.tone)
        self.setAccessibleName(f"{notice.headline} {notice.detail}".strip())
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
        self.update()

    def notice(self) -> Notice | None:
        """What the bar says now."""
        return self._notice

    def sizeHint(self) -> QSize:
        """Never lower than one line with air."""
        return super().sizeHint().expandedTo(QSize(120, 36))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground and icon."""
        if self._notice is None:
            return
        painter = QPainter(self)
        colours, tone = tokens(), self._notice.tone
        painter.fillRect(self.rect(), QColor(colours.soft(tone)))
        picture = self._notice.picture or PICTURES[tone]
        self._dye((self._headline, self._detail), tone)
        icons.paint(painter, QRectF(18, (self.height() - 20) / 2, 20, 20), picture, colours.ink(tone))
        painter.end()

    def _dye(self, labels: tuple[QLabel, ...], tone: Tone) -> None:
        colour = QColor(tokens().ink(tone))
        for made in labels:
            palette = made.palette()
            if palette.color(made.foregroundRole()) != colour:
                palette.setColor(made.foregroundRole(), colour)
                made.setPalette(palette)

    def _link(self, name: str) -> QPushButton:
        made = button("", f"{self.objectName()}_{name}", "link")
        made.clicked.connect(self._tell_action if name == "action" else self._tell_second)
        made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        made.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        return made

    def _tell_action(self) -> None:
        if self._notice is not None:
            self.pressed.emit(self._notice.action)

    def _tell_second(self) -> None:
        if self._notice is not None:
            self.pressed.emit(self._notice.second)
