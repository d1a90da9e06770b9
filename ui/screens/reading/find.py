"""The bar that finds words on the pages: a field, how many hits, one on and one back. It tells; a flow finds."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit

from app.texts import _, counted
from ui.theme import fonts
from ui.widgets.parts import columns, label, set_ink, tool


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for what was typed; `place` counts from 1, 0 without a hit."""

    words: str
    count: int
    place: int
    is_picture: bool = False
    """The pages are pictures: nothing on them was ever read as words (B41)."""
    is_broken: bool = False


def found_words(found: Found) -> str:
    """What stands beside the field."""
    if not found.words:
        return ""
    if found.is_broken:
        return _("Không đọc được chữ của tệp này")
    if found.is_picture:
        return _("Trang ảnh – chưa nhận dạng chữ")
    if not found.count:
        return _("Không tìm thấy")
    return counted("{place} / {count} chỗ", "{place} / {count} chỗ", found.count, place=found.place)


class FindField(QLineEdit):
    """Enter goes on, Shift+Enter back, Esc closes."""

    stepped = Signal(int)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the bar; the rest is typing."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.stepped.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                super().keyPressEvent(event)


class FindBar(QFrame):
    """Hidden until it is opened."""

    typed = Signal(str)
    stepped = Signal(int)
    """+1 on, -1 back."""
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("find_bar")
        self.setProperty("look", "bar")
        layout = columns(self, (14, 6, 14, 6), 6)
        self.field = FindField()
        self.field.setObjectName("find_field")
        self.field.setPlaceholderText(_("Tìm trong trang…"))
        self.field.setAccessibleName(_("Tìm trong trang"))
        self.field.setMinimumWidth(120)
        self.field.setMaximumWidth(320)
        self._count = label(ink="muted", font=fonts.medium(fonts.SIZE_SMALL))
        self._count.setObjectName("find_count")
        back = tool("caret-up", "find_back", _("Chỗ trước (Shift+Enter)"))
        on = tool("caret-down", "find_on", _("Chỗ sau (Enter)"))
        close = tool("x", "find_close", _("Đóng (Esc)"))
        layout.addWidget(self.field, 1)
        for part in (back, on, self._count):
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addWidget(close)
        self.field.textEdited.connect(self.typed)
        self.field.stepped.connect(self.stepped)
        self.field.left.connect(self.closed)
        back.clicked.connect(self._back)
        on.clicked.connect(self._on)
        close.clicked.connect(self.closed)
        self.hide()

    def open(self) -> None:
        """Show the bar with what was typed last, ready to be typed over."""
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        if self.field.text():
            self.typed.emit(self.field.text())

    def say(self, found: Found) -> None:
        """How many hits there are, and which one is shown."""
        self._count.setText(found_words(found))
        self._count.setAccessibleName(self._count.text())
        set_ink(self._count, "muted" if found.count or not found.words else "warning")

    def _back(self) -> None:
        self.stepped.emit(-1)

    def _on(self) -> None:
        self.stepped.emit(1)
