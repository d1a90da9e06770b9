"""The document that is read: its view from the desk, its pages, its verdict; kept in step while it changes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.texts import _
from app.views import DocumentView, VerdictBar
from office.errors import ButPheError
from ui.dispatch import Dispatcher, Ticket
from ui.flows.drawing import Drawing, Renderer
from ui.flows.telling import notice_of
from ui.screens.panel.state import panel
from ui.screens.reading.state import document_notice, head, main_file, placeholder, verdict_notice
from ui.screens.signatures.view import SignaturesSheet
from ui.shell.window import MainWindow
from ui.widgets.words import Notice

if TYPE_CHECKING:
    from app.desk import Desk

READ_AFTER_MS = 1500


class Reading(QObject):
    """Paints one document, and again whenever the desk says that it changed."""

    shown = Signal(object)
    """The DocumentView that is shown, None for nothing."""
    opened = Signal(str)
    """The pages of a file are on the screen: its SHA-256."""
    changed = Signal()
    """Something of the desk changed by reading (a read mark)."""

    def __init__(self, desk: Desk, renderer: Renderer, dispatcher: Dispatcher, window: MainWindow) -> None:
        super().__init__(window)
        self._desk, self._dispatcher, self._window = desk, dispatcher, window
        self.drawing = Drawing(renderer, dispatcher, window.reading.pages)
        self.document: DocumentView | None = None
        self.shown_sha256 = ""
        self._wanted_sha256 = ""
        self._id = ""
        self._verdict: VerdictBar | None = None
        self._seen = QTimer(self, singleShot=True, interval=READ_AFTER_MS)
        self._seen.timeout.connect(self._mark_read)
        self._marked: set[tuple[str, str]] = set()
        self.drawing.shown.connect(self._pages_shown)
        self.drawing.failed.connect(self._pages_failed)

    def open(self, document_id: str) -> None:
        """Read a document; "" shows that none is chosen."""
        if document_id == self._id:
            self.refresh()
            return
        self._id = document_id
        if not document_id:
            self._show_nothing()
            return
        self.refresh()

    def refresh(self) -> None:
        """Look at the document again."""
        if not self._id:
            return
        document_id = self._id

        def look(ticket: Ticket) -> DocumentView:
            return self._desk.queries.document(document_id)

        self._dispatcher.start(
            look, partial(self._show, document_id), owner=self, failed=partial(self._lost, document_id)
        )

    def current_id(self) -> str:
        """Id of the document that is read, "" for none."""
        return self._id

    def show_signatures(self) -> None:
        """All signatures in words."""
        if self._verdict is not None:
            SignaturesSheet(self._verdict, self._window).show()

    def close(self) -> None:
        """Let the renderer go."""
        self.drawing.close()

    # ── within ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _show(self, document_id: str, document: DocumentView) -> None:
        if document_id != self._id:
            return
        is_other = self.document is None or self.document.id != document.id
        self.document = document
        self._window.reading.show_head(head(document))
        self._window.reading.notice.show_notice(document_notice(document))
        self._window.panel.show_panel(panel(document))
        if is_other:
            self._verdict = None
            self._window.reading.show_verdict(None)
            self._window.show_side("panel")
        if is_other or document.main_sha256 != self._wanted_sha256:
            self._open_pages(document)
        self._seen.start()
        self.shown.emit(document)

    def _lost(self, document_id: str, error: Exception) -> None:
        """The document left the desk: it is no longer this person's to see (B104), or something broke."""
        if document_id != self._id:
            return
        self._show_nothing()
        code = error.code if isinstance(error, ButPheError) else ""
        gone = Notice("warning", _("Bạn không còn quyền xem văn bản này."), "", "dismiss", _("Đóng"))
        self._window.notice.show_notice(gone if code == "document_unknown" else notice_of(error))

    def _show_nothing(self) -> None:
        self.document = None
        self._id = ""
        self._wanted_sha256 = self.shown_sha256 = ""
        self.drawing.close_file()
        self._window.reading.show_head(None)
        self._window.reading.show_placeholder(placeholder("nothing"))
        self._window.show_side("empty")
        self.shown.emit(None)

    def _open_pages(self, document: DocumentView) -> None:
        self._wanted_sha256 = document.main_sha256
        self.shown_sha256 = ""
        file = main_file(document)
        if file is None:
            self._window.reading.show_placeholder(placeholder("nothing"))
            return
        self._window.reading.show_placeholder(placeholder("opening"))
        self.drawing.open(self._desk.reading.page_file(document.main_sha256))

    def _pages_shown(self, sha256: str) -> None:
        self.shown_sha256 = sha256
        self.opened.emit(sha256)
        self._window.reading.show_placeholder(None)
        if self.document is not None:
            self.shown.emit(self.document)
            self._judge(self.document)

    def _pages_failed(self, error: Exception) -> None:
        file = main_file(self.document) if self.document else None
        away = isinstance(error, ButPheError) and error.code in {"file_not_here", "server_away", "not_signed_in"}
        self._window.reading.show_placeholder(placeholder("away" if away else "broken", file))
        if not isinstance(error, ButPheError):
            self._window.notice.show_notice(notice_of(error))

    def _judge(self, document: DocumentView) -> None:
        self._window.reading.show_verdict(Notice("neutral", _("Đang kiểm tra chữ ký…"), picture="hourglass-medium"))

        def judge(ticket: Ticket) -> VerdictBar:
            return self._desk.signatures.verdict(document.id)

        self._dispatcher.start(
            judge, partial(self._judged, document), owner=self, failed=partial(self._not_judged, document), lane="judge"
        )

    def _judged(self, document: DocumentView, verdict: VerdictBar) -> None:
        if self.document is not None and self.document.main_sha256 == document.main_sha256:
            self._verdict = verdict
            self._window.reading.show_verdict(verdict_notice(verdict))

    def _not_judged(self, document: DocumentView, error: Exception) -> None:
        if self.document is not None and self.document.main_sha256 == document.main_sha256:
            words = notice_of(error)
            detail = words.headline if words else ""
            self._window.reading.show_verdict(Notice("neutral", _("Chưa kiểm tra được chữ ký"), detail))

    def _mark_read(self) -> None:
        document = self.document
        if document is None or (document.id, document.main_sha256 + document.state) in self._marked:
            return
        self._marked.add((document.id, document.main_sha256 + document.state))

        def mark(ticket: Ticket) -> None:
            self._desk.mark_read(document.id)

        self._dispatcher.start(mark, self._told, owner=self, failed=self._told, lane="acts")

    def _told(self, outcome: object) -> None:
        self.changed.emit()
