"""The command palette (Ctrl+K): one field, the commands below it, each with its key and, when greyed, its reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QWidget

from app.texts import _
from ui.shell.commands import Command, found
from ui.theme.current import tokens
from ui.widgets.parts import rows


class Palette(QDialog):
    """Stays hidden between uses; opening it is a matter of filling a list."""

    chosen = Signal(str)
    searched = Signal(str)
    """What was typed, when no command was meant but a document (B7)."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("palette")
        self.setAccessibleName(_("Bảng lệnh"))
        layout = rows(self, (10, 10, 10, 10))
        self.field = QLineEdit()
        self.field.setObjectName("palette_field")
        self.field.setPlaceholderText(_("Gõ lệnh, số ký hiệu hoặc tên…"))
        self.field.setAccessibleName(_("Lệnh"))
        self._list = QListWidget()
        self._list.setObjectName("palette_list")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout.addWidget(self.field)
        layout.addWidget(self._list)
        self._commands: tuple[Command, ...] = ()
        self._recent: list[str] = []
        self.field.textChanged.connect(self._fill)
        self.field.installEventFilter(self)
        self._list.itemClicked.connect(self._choose)

    def open_with(self, commands: Sequence[Command]) -> None:
        """Show the commands, recent ones first."""
        self._commands = tuple(commands)
        self.field.clear()
        self._fill("")
        parent = self.parentWidget()
        assert parent is not None
        self.resize(min(560, parent.width() - 40), 380)
        corner = parent.mapToGlobal(parent.rect().topLeft())
        self.move(corner.x() + (parent.width() - self.width()) // 2, corner.y() + 60)
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def listed(self) -> tuple[str, ...]:
        """Keys of what is listed now."""
        items = [self._list.item(number) for number in range(self._list.count())]
        return tuple(str(item.data(Qt.ItemDataRole.UserRole)) for item in items)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up, Down and Enter work from the field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            match event.key():
                case Qt.Key.Key_Down | Qt.Key.Key_Up:
                    step = 1 if event.key() == Qt.Key.Key_Down else -1
                    row = min(max(self._list.currentRow() + step, 0), self._list.count() - 1)
                    self._list.setCurrentRow(row)
                    return True
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self._choose(self._list.currentItem())
                    return True
        return super().eventFilter(watched, event)

    def _fill(self, typed: str) -> None:
        self._list.clear()
        for command in found(self._commands, typed, self._recent):
            tail = command.reason or command.shortcut
            item = QListWidgetItem(f"{command.words}    {tail}".rstrip())
            item.setData(Qt.ItemDataRole.UserRole, command.key)
            if command.reason:
                item.setFlags(Qt.ItemFlag.ItemIsSelectable)
                item.setForeground(QColor(tokens().muted))
            self._list.addItem(item)
        if typed.strip():
            item = QListWidgetItem(_("Tìm văn bản “{words}”", words=typed.strip()))
            item.setData(Qt.ItemDataRole.UserRole, "search:")
            self._list.addItem(item)
        self._list.setCurrentRow(0)

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is None or not item.flags() & Qt.ItemFlag.ItemIsEnabled:
            return
        key, typed = str(item.data(Qt.ItemDataRole.UserRole)), self.field.text().strip()
        self.hide()
        if key == "search:":
            self.searched.emit(typed)
            return
        self._recent = [key, *(known for known in self._recent if known != key)]
        self.chosen.emit(key)
