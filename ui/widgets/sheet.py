"""A window over the work: title, a body that scrolls when the screen is small, buttons at the foot. Never modal."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.theme import fonts
from ui.widgets.parts import columns, frame, heading, label, rows

SIDES = 40
BODY_RIGHT = 8
AIR = 12


class Sheet(QDialog):
    """Subclasses fill `body` and `foot`. Esc closes it."""

    def __init__(self, name: str, title: str, subtitle: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.setWindowTitle(title)
        self.setSizeGripEnabled(False)
        self._outer = outer = rows(self, (SIDES // 2, 18, SIDES // 2, 16), 12)
        outer.addWidget(heading(title, fonts.SIZE_TITLE))
        self._subtitle = label(subtitle, "muted", wrap=True)
        outer.addWidget(self._subtitle)
        self._subtitle.setVisible(bool(subtitle))
        self._area = QScrollArea()
        self._area.setProperty("look", "plain")
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._ground: QFrame = frame("plain")
        self.body: QVBoxLayout = rows(self._ground, (0, 0, BODY_RIGHT, 0), 10)
        self._area.setWidget(self._ground)
        outer.addWidget(self._area, 1)
        self.foot: QHBoxLayout = columns()
        self.foot.addStretch(1)
        outer.addLayout(self.foot)

    def say(self, subtitle: str) -> None:
        """Change the line below the title."""
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    def fit_content(self, width: int) -> None:
        """Take this width and the height that the body needs, or what the screen gives; call when it is filled."""
        for layout in (self.body, self._outer):
            layout.invalidate()
        inside = width - SIDES - BODY_RIGHT
        body = max(self.body.totalHeightForWidth(inside), self.body.totalSizeHint().height())
        around = self._outer.totalHeightForWidth(width) - self._area.sizeHint().height()
        self.fit(width, body + around + AIR)

    def fit(self, width: int, height: int) -> None:
        """Take this size, or what the screen gives."""
        screen = self.screen().availableGeometry()
        self.resize(min(width, screen.width() - 40), min(height, screen.height() - 60))
