"""A bar that says one thing in a tone, with at most two buttons: verdicts, errors, what waits, what was done."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QGuiApplication, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QPushButton, QSizePolicy

from ui.theme import fonts, icons
from ui.theme.current import tokens
from ui.theme.tokens import Tone
from ui.widgets.parts import button, columns, label, rows
from ui.widgets.words import COPY, Notice

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
        self._words = rows(gap=2)
        self._words.addWidget(self._headline)
        self._words.addWidget(self._detail)
        layout.addLayout(self._words, 1)
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
        self._share()
        self.setAccessibleName(f"{notice.headline} {notice.detail}".strip())
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
        self.update()

    def notice(self) -> Notice | None:
        """What the bar says now."""
        return self._notice

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Headline and detail side by side when one line holds both."""
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        taken = sum(made.sizeHint().width() + 8 for made in (self._action, self._second) if not made.isHidden())
        needed = sum(made.fontMetrics().horizontalAdvance(made.text()) for made in (self._headline, self._detail))
        fits = needed + 90 + taken < self.width()
        direction = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        self._words.setDirection(direction)
        self._words.setStretch(0, 0)
        self._words.setStretch(1, 1 if fits else 0)
        self._words.setSpacing(10 if fits else 2)
        self._headline.setWordWrap(not fits or not self._detail.text())

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
        if self._notice is None:
            return
        if self._notice.action == COPY:
            QGuiApplication.clipboard().setText(self._notice.details)
        self.pressed.emit(self._notice.action)

    def _tell_second(self) -> None:
        if self._notice is not None:
            self.pressed.emit(self._notice.second)
