"""A window over the work: title, a body that scrolls when the screen is small, buttons at the foot. Never modal."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.theme import fonts
from ui.widgets.parts import columns, frame, heading, label, rows


class Sheet(QDialog):
    """Subclasses fill `body` and `foot`. Esc closes it."""

    def __init__(self, name: str, title: str, subtitle: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.setWindowTitle(title)
        self.setSizeGripEnabled(False)
        outer = rows(self, (20, 18, 20, 16), 12)
        outer.addWidget(heading(title, fonts.SIZE_TITLE))
        self._subtitle = label(subtitle, "muted", wrap=True)
        self._subtitle.setVisible(bool(subtitle))
        outer.addWidget(self._subtitle)
        self._area = QScrollArea()
        self._area.setProperty("look", "plain")
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._ground: QFrame = frame("plain")
        self.body: QVBoxLayout = rows(self._ground, (0, 0, 8, 0), 10)
        self._area.setWidget(self._ground)
        outer.addWidget(self._area, 1)
        self.foot: QHBoxLayout = columns()
        self.foot.addStretch(1)
        outer.addLayout(self.foot)

    def say(self, subtitle: str) -> None:
        """Change the line below the title."""
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    def fit(self, width: int, height: int) -> None:
        """Take this size, or what the screen gives."""
        screen = self.screen().availableGeometry()
        self.resize(min(width, screen.width() - 40), min(height, screen.height() - 60))
