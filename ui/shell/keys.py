"""The keys of the window: one table, from which shortcuts, the palette and the sheet of F1 are made."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from app.texts import _
from app.words import N_
from ui.shell.commands import Command, matches
from ui.theme import fonts
from ui.widgets.parts import button, empty_out, frame, label
from ui.widgets.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Key:
    """A command and its keys; `is_global` ones act wherever the cursor stands."""

    command: str
    keys: str
    words: str
    is_global: bool = True


KEYS: tuple[Key, ...] = (
    Key("palette", "Ctrl+K", N_("Mở bảng lệnh")),
    Key("find", "Ctrl+F", N_("Tìm trong trang đang đọc")),
    Key("search", "Ctrl+Shift+F", N_("Tìm văn bản")),
    Key("compose", "Ctrl+N", N_("Soạn văn bản")),
    Key("receive", "Ctrl+O", N_("Tiếp nhận tệp PDF")),
    Key("sync", "F5", N_("Đồng bộ ngay")),
    Key("outbox", "Ctrl+Shift+O", N_("Mở Hộp gửi")),
    Key("save", "Ctrl+S", N_("Lưu bản sao")),
    Key("print", "Ctrl+P", N_("In văn bản")),
    Key("full", "F11", N_("Xem toàn màn hình")),
    Key("panel", "F9", N_("Thu gọn hoặc mở bảng bên")),
    Key("next_pane", "F6", N_("Sang khung kế tiếp")),
    Key("previous_pane", "Shift+F6", N_("Về khung trước")),
    Key("zoom_in", "Ctrl++", N_("Phóng to")),
    Key("zoom_out", "Ctrl+-", N_("Thu nhỏ")),
    Key("zoom_fit", "Ctrl+0", N_("Vừa chiều rộng trang")),
    Key("back", "Alt+Left", N_("Về danh sách trước")),
    Key("theme", "Ctrl+Shift+L", N_("Đổi giao diện sáng, tối, tương phản cao")),
    Key("keys", "F1", N_("Phím tắt")),
    Key("quit", "Ctrl+Q", N_("Thoát")),
    Key("row_down", "J", N_("Văn bản kế tiếp trong danh sách"), is_global=False),
    Key("row_up", "K", N_("Văn bản trước trong danh sách"), is_global=False),
    Key("row_tick", "X", N_("Đánh dấu văn bản"), is_global=False),
    Key("rows_all", "Ctrl+A", N_("Đánh dấu cả danh sách"), is_global=False),
    Key("release", "Esc", N_("Bỏ chọn, đóng hộp thoại"), is_global=False),
    Key("submit", "Ctrl+Enter", N_("Gửi biểu mẫu đang điền"), is_global=False),
    Key("place", "← ↑ → ↓", N_("Dịch chỗ ký 1 điểm, giữ Shift 10 điểm"), is_global=False),
)


def commands() -> tuple[Command, ...]:
    """The window's commands for the palette."""
    return tuple(Command(key.command, _(key.words), key.keys, english=key.words) for key in KEYS if key.is_global)


class KeysSheet(Sheet):
    """All keys, with a field to search them (B8)."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__("keys_sheet", _("Phím tắt"), "", parent)
        self.field = QLineEdit()
        self.field.setObjectName("keys_field")
        self.field.setPlaceholderText(_("Tìm phím hoặc việc…"))
        self.field.setAccessibleName(_("Tìm phím tắt"))
        self.field.textChanged.connect(self._fill)
        self.body.addWidget(self.field)
        self._table = frame("plain")
        self._grid = QGridLayout(self._table)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(6)
        self._grid.setHorizontalSpacing(18)
        self._grid.setColumnStretch(1, 1)
        self.body.addWidget(self._table)
        self.body.addStretch(1)
        close = button(_("Đóng"), "keys_close")
        close.clicked.connect(self.close)
        self.foot.addWidget(close)
        self._fill("")
        self.fit(480, 560)
        self.field.setFocus()

    def _fill(self, typed: str) -> None:
        empty_out(self._grid)
        hits = [key for key in KEYS if matches(Command(key.command, f"{_(key.words)} {key.keys}"), typed)]
        for number, key in enumerate(hits):
            self._grid.addWidget(label(key.keys, font=fonts.strong(fonts.SIZE_SMALL)), number, 0)
            self._grid.addWidget(label(_(key.words), wrap=True), number, 1)
