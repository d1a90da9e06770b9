"""Paints the document that is read: head, notices, tool bar, pages. Asks for saving, printing and details."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QStackedLayout, QWidget

from app.texts import _
from ui.pages.view import PageView
from ui.screens.reading.find import FindBar
from ui.screens.reading.state import Head, Placeholder, zoom_words
from ui.theme import fonts
from ui.widgets.chips import ChipLabel
from ui.widgets.elided import ElidedLabel
from ui.widgets.empty import Empty
from ui.widgets.lines import TitleLabel
from ui.widgets.notice import NoticeBar
from ui.widgets.parts import button, columns, frame, label, rows, tool, upright
from ui.widgets.words import Notice


class ReadingView(QFrame):
    """The middle pane."""

    requested = Signal(str)
    """save, print, full, panel, signatures, conflict, outbox, attachments, retry."""

    list_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reading")
        self.setProperty("look", "plain")
        self.pages = PageView()
        self.verdict = NoticeBar("verdict_bar")
        self.notice = NoticeBar("document_notice")
        self._empty = Empty("reading_empty")
        layout = rows(self, gap=0)
        self._head = self._make_head()
        self._tools = self._make_tools()
        self.find_bar = FindBar()
        for part in (self._head, self.verdict, self.notice, self._tools, self.find_bar):
            layout.addWidget(part)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.pages)
        self._stack.addWidget(self._empty)
        layout.addLayout(self._stack, 1)
        self.verdict.pressed.connect(self.requested)
        self.notice.pressed.connect(self.requested)
        self.pages.page_changed.connect(self._show_page)
        self.pages.zoom_changed.connect(self._show_zoom)

    # ── states ────────────────────────────────────────────────────────────────────────────────────────────────────
    def show_head(self, head: Head | None) -> None:
        """Title and the line below it; None hides both."""
        self._head.setVisible(head is not None)
        self._tools.setVisible(head is not None)
        if head is None:
            self.show_verdict(None)
            self.notice.show_notice(None)
            return
        self._title.setText(head.title)
        self._subtitle.setText(head.subtitle)
        self._due.show_chip(head.due_words, head.due_tone)
        self._files.setText(head.files_words)
        self._files.setAccessibleName(head.files_words)
        self._files.setVisible(bool(head.files_words))

    def show_verdict(self, notice: Notice | None) -> None:
        """The bar above the page."""
        self.verdict.show_notice(notice)

    def show_list_button(self, *, is_shown: bool) -> None:
        """The way back to a list that has no room beside the page."""
        self._list.setVisible(is_shown)

    def show_panel_button(self, *, is_shown: bool) -> None:
        """The way back to a side panel that is folded away."""
        self._panel.setVisible(is_shown)

    def show_placeholder(self, placeholder: Placeholder | None) -> None:
        """Words instead of pages; None shows the pages."""
        self._stack.setCurrentIndex(0 if placeholder is None else 1)
        for part in self._page_tools:
            part.setEnabled(placeholder is None)
        if placeholder is not None:
            self._empty.say(placeholder.picture, placeholder.headline, placeholder.detail)

    # ── parts ─────────────────────────────────────────────────────────────────────────────────────────────────────
    def _make_head(self) -> QFrame:
        made = frame("bar", "reading_head")
        layout = rows(made, (20, 12, 16, 10), 6)
        self._title = TitleLabel(fonts.strong(fonts.SIZE_TITLE))
        self._title.setObjectName("reading_title")
        self._subtitle = ElidedLabel(ink="muted")
        self._due = ChipLabel()
        self._files = button("", "reading_files", "link", "paperclip", "link")
        self._files.clicked.connect(self._ask_attachments)
        line = columns(gap=10)
        line.addWidget(self._subtitle, 1)
        line.addWidget(self._due)
        line.addWidget(self._files)
        layout.addWidget(self._title)
        layout.addLayout(line)
        return made

    def _make_tools(self) -> QFrame:
        made = frame("bar", "reading_tools")
        layout = columns(made, (14, 3, 14, 3), 6)
        self._page = label(font=fonts.medium())
        self._page.setObjectName("page_words")
        self._zoom = button("100 %", "zoom_fit", "flat")
        self._zoom.setToolTip(_("Vừa chiều rộng hoặc cả trang (Ctrl+0)"))
        up = tool("caret-up", "page_up", _("Trang trước"))
        down = tool("caret-down", "page_down", _("Trang sau"))
        smaller = tool("magnifying-glass-minus", "zoom_out", _("Thu nhỏ (Ctrl+-)"))
        larger = tool("magnifying-glass-plus", "zoom_in", _("Phóng to (Ctrl++)"))
        finding = tool("file-search", "find_open", _("Tìm trong trang (Ctrl+F)"))
        save = tool("download-simple", "save_copy", _("Lưu bản sao (Ctrl+S)"))
        printing = tool("printer", "print_document", _("In (Ctrl+P)"))
        full = tool("corners-out", "full_view", _("Xem toàn màn hình (F11)"))
        self._page_tools: tuple[QWidget, ...] = (up, down, smaller, larger, finding, printing, self._zoom)
        self._list = tool("list", "list_open", _("Về danh sách"))
        self._list.clicked.connect(self.list_wanted)
        self._list.hide()
        left: tuple[QWidget, ...] = (self._list, up, down, self._page, upright(), smaller, self._zoom, larger)
        for part in left:
            layout.addWidget(part)
        layout.addStretch(1)
        for part in (finding, save, printing, full):
            layout.addWidget(part)
        up.clicked.connect(self._page_up)
        down.clicked.connect(self._page_down)
        smaller.clicked.connect(self._smaller)
        larger.clicked.connect(self._larger)
        self._zoom.clicked.connect(self._fit)
        self._panel = tool("arrow-line-left", "panel_open", _("Mở bảng bên (F9)"))
        layout.addWidget(self._panel)
        self._panel.hide()
        asked = ((finding, "find"), (save, "save"), (printing, "print"), (full, "full"), (self._panel, "panel"))
        for part, what in asked:
            part.setProperty("what", what)
            part.clicked.connect(self._request)
        return made

    # ── within ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _show_page(self, page: int, pages: int) -> None:
        self._page.setText(_("Trang {page} / {pages}", page=page, pages=pages) if pages else "")

    def _show_zoom(self, zoom: float) -> None:
        self._zoom.setText(zoom_words(zoom))
        self._zoom.setAccessibleName(zoom_words(zoom))

    def _request(self) -> None:
        sender = self.sender()
        assert sender is not None
        self.requested.emit(sender.property("what"))

    def _ask_attachments(self) -> None:
        self.requested.emit("attachments")

    def _page_up(self) -> None:
        self.pages.go_to(self.pages.current_page() - 1)
        self.pages.setFocus(Qt.FocusReason.OtherFocusReason)

    def _page_down(self) -> None:
        self.pages.go_to(self.pages.current_page() + 1)
        self.pages.setFocus(Qt.FocusReason.OtherFocusReason)

    def _smaller(self) -> None:
        self.pages.zoom_by(-1)

    def _larger(self) -> None:
        self.pages.zoom_by(1)

    def _fit(self) -> None:
        self.pages.set_zoom("page" if self.pages.mode() == "width" else "width")
