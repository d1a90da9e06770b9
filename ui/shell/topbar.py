"""The bar at the top: search with its chips, the command palette's key, sync state, news and help."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QSizePolicy, QWidget

from app.texts import _
from ui.screens.folder.shape import ShapeChip
from ui.shell.state import Status
from ui.theme import fonts
from ui.theme.icons import icon
from ui.widgets.parts import button, columns, empty_out, set_ink, tool, upright

REST_MS = 180
WIDE = 1000
"""Of the bar, from which on the star says its words."""
ROOMY = 940
"""Room for more chips than the last one."""
TIGHT = 700
"""Narrower than this, icons stand for words."""
CHIP_LETTERS_MAX = 28


def elided(words: str) -> str:
    """Words short enough for a chip."""
    return words if len(words) <= CHIP_LETTERS_MAX else words[: CHIP_LETTERS_MAX - 1].rstrip() + "…"


class SearchField(QLineEdit):
    """Words to search; Backspace in the empty field takes the last chip away (B27)."""

    chip_dropped = Signal()
    left_down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Backspace and Down have a meaning of their own."""
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self.chip_dropped.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.left_down.emit()
        else:
            super().keyPressEvent(event)


class TopBar(QFrame):
    """Paints search and sync state; tells the words that are searched."""

    searched = Signal(str)
    chip_dropped = Signal(str)
    """Key of the chip."""
    save_wanted = Signal()
    palette_wanted = Signal()
    sync_wanted = Signal()
    news_wanted = Signal()
    help_wanted = Signal()
    list_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topbar")
        self.setProperty("look", "bar")
        self._last_chip = self._save_words = ""
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        layout = columns(self, (16, 8, 16, 8), 12)
        layout.addWidget(self._make_search(), 3)
        self._save = button(_("Lưu bộ lọc"), "save_filter", "flat", "star")
        self._save.clicked.connect(self.save_wanted)
        self._save.hide()
        layout.addWidget(self._save)
        layout.addStretch(1)
        self._sync = button("", "sync_state", "status", "check-circle-fill", "success_text")
        self._news = tool("bell", "news", _("Tin mới và việc cần quyết định"))
        self._help = tool("question", "help", _("Phím tắt (F1)"))
        for part in (self._sync, upright(), self._news, self._help):
            layout.addWidget(part)
        self._sync.clicked.connect(self.sync_wanted)
        self._news.clicked.connect(self.news_wanted)
        self._help.clicked.connect(self.help_wanted)
        self._rest.timeout.connect(self._tell)

    # ── states ────────────────────────────────────────────────────────────────────────────────────────────────────
    def show_status(self, status: Status) -> None:
        """The sync state in words and icon."""
        self._sync.setText(status.sync_words)
        self._sync.setAccessibleName(status.sync_words)
        self._fit()
        good = status.sync_tone == "success"
        token = f"{status.sync_tone}_text" if status.sync_tone != "neutral" else "muted"
        self._sync.setIcon(icon("check-circle-fill" if good else status.online_picture, token))
        set_ink(self._sync, status.sync_tone)
        has_news = status.outbox_tone == "danger"
        self._news.setIcon(icon("bell-ringing-fill" if has_news else "bell", "danger_text" if has_news else "text"))

    def show_saving(self, *, can_save: bool, is_saved: bool) -> None:
        """Whether the list's shape can be kept in the navigation, or is kept there already."""
        words = _("Bỏ bộ lọc đã lưu") if is_saved else _("Lưu bộ lọc")
        self._save.setIcon(icon("star-fill" if is_saved else "star", "link" if is_saved else "text"))
        self._save_words = words
        self._fit()
        self._save.setToolTip(words)
        self._save.setAccessibleName(words)
        self._save.setVisible(can_save or is_saved)

    def show_chips(self, chips: tuple[ShapeChip, ...]) -> None:
        """What the list is narrowed to, in the search field; a click drops it."""
        empty_out(self._chips)
        self._last_chip = chips[-1].key if chips else ""
        for number, chip in enumerate(chips):
            words = elided(chip.words)
            made = QPushButton(words)
            made.setToolTip(chip.words if words != chip.words else "")
            made.setObjectName(f"search_chip_{number}")
            made.setProperty("look", "searchchip")
            made.setFont(fonts.medium(fonts.SIZE_SMALL))
            made.setIcon(icon("x", "info_ink"))
            made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            made.setAccessibleName(_("Bỏ lọc {words}", words=chip.words))
            made.clicked.connect(partial(self.chip_dropped.emit, chip.key))
            self._chips.addWidget(made)
        self._fit()

    def focus_search(self) -> None:
        """Put the cursor into the field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def clear(self) -> None:
        """Empty the field without telling."""
        self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(False)

    # ── within ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _make_search(self) -> QFrame:
        made = QFrame()
        made.setObjectName("search_frame")
        made.setProperty("look", "search")
        made.setFixedHeight(38)
        made.setMinimumWidth(280)
        made.setMaximumWidth(640)
        layout = columns(made, (10, 0, 8, 0), 6)
        glass = tool("magnifying-glass", "search_glass", _("Tìm"), token="muted")
        glass.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout.addWidget(glass)
        self._chips = columns(gap=6)
        layout.addLayout(self._chips)
        self.field = SearchField()
        self.field.setObjectName("search")
        self.field.setProperty("look", "bare")
        self.field.setPlaceholderText(_("Tìm số ký hiệu, trích yếu, cơ quan…"))
        self.field.setAccessibleName(_("Tìm văn bản"))
        self.field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        layout.addWidget(self.field, 1)
        self._key = button("Ctrl+K", "palette_key", "status")
        self._key.setProperty("ink", "muted")
        self._key.setToolTip(_("Mở bảng lệnh"))
        layout.addWidget(self._key)
        self._key.clicked.connect(self.palette_wanted)
        glass.clicked.connect(self.focus_search)
        self.field.textEdited.connect(self._wait)
        self.field.returnPressed.connect(self._tell)
        self.field.chip_dropped.connect(self._drop_last)
        self.field.left_down.connect(self.list_wanted)
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The star says its words where there is room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._save.setText(self._save_words if self.width() >= WIDE else "")
        is_narrow = self.width() < TIGHT
        self._sync.setText("" if is_narrow else self._sync.accessibleName())
        self._sync.setToolTip(self._sync.accessibleName() if is_narrow else "")
        self._key.setVisible(not is_narrow)
        for number in range(self._chips.count()):
            item = self._chips.itemAt(number)
            if item is not None and (chip := item.widget()) is not None:
                chip.setVisible(self.width() >= ROOMY or number == self._chips.count() - 1)

    def _drop_last(self) -> None:
        if self._last_chip:
            self.chip_dropped.emit(self._last_chip)

    def _wait(self) -> None:
        self._rest.start()

    def _tell(self) -> None:
        self._rest.stop()
        self.searched.emit(self.field.text().strip())
