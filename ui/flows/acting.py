"""Actions of the document that is read: asks what the form asks, does it, says so, and offers to take it back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.texts import _
from app.views import Choice, DocumentView
from app.words import action_word
from office.errors import ButPheError
from office.records import IncomingDocument, OutgoingDocument
from ui.dispatch import Dispatcher, Ticket
from ui.flows.pickers import pickers_for
from ui.flows.telling import done_notice, notice_of
from ui.screens.acting.dialog import ActionDialog
from ui.screens.acting.payloads import asks_nothing, payload_of
from ui.screens.acting.state import PICKERS, Form, Values, form_for
from ui.screens.panel.state import INLINE
from ui.shell.window import MainWindow
from ui.widgets.words import Notice

if TYPE_CHECKING:
    from app.desk import Desk

UNDO_MS = 6000
Pickers = dict[str, tuple[Choice, ...]]


class Acting(QObject):
    """Does actions by the desk's verbs."""

    done = Signal(str)
    """Id of the document that was acted on."""
    screen_wanted = Signal(str)
    """register, draft: actions that have a screen of their own."""

    def __init__(self, desk: Desk, dispatcher: Dispatcher, window: MainWindow) -> None:
        super().__init__(window)
        self._desk, self._dispatcher, self._window = desk, dispatcher, window
        self._document: DocumentView | None = None
        self._undoable = ""
        self._renewing: set[str] = set()
        self._forget = QTimer(self, singleShot=True, interval=UNDO_MS)
        self._forget.timeout.connect(self._forget_undo)
        window.panel.action_requested.connect(self.request)
        window.panel.inline.submitted.connect(self._do_inline)

    def show(self, document: DocumentView | None) -> None:
        """The document that is read; its inline form is filled with the pickers it needs."""
        is_other = document is None or self._document is None or document.id != self._document.id
        self._document = document
        inline = next((a.type for a in document.actions if a.enabled and a.type in INLINE), "") if document else ""
        if not inline:
            self._window.panel.inline.show_form(None)
        elif is_other or self._window.panel.inline.form() is None:
            self._ask_pickers(inline, self._show_inline)

    def request(self, action: str) -> None:
        """Do an action, or ask first what it needs."""
        if self._document is None:
            return
        if action in {"register", "draft"}:
            self.screen_wanted.emit(action)
        elif action == "renew":
            self._renew(self._document.id)
        elif asks_nothing(action):
            self._do(action, {})
        elif action in PICKERS:
            self._ask_pickers(action, self._open_form)
        else:
            self._open_form(action, self._document.id, {})

    def undo(self) -> None:
        """Take back what was done last, while it has not left (B23)."""
        action_id, self._undoable = self._undoable, ""
        self._window.notice.show_notice(None)
        if action_id:
            self._dispatcher.start(partial(self._take_back, action_id), self._taken_back, owner=self, lane="acts")

    # ── within ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _ask_pickers(self, action: str, then: Callable[[str, str, Pickers], None]) -> None:
        assert self._document is not None
        document_id = self._document.id
        work = partial(self._pick, action, document_id)
        self._dispatcher.start(work, partial(then, action, document_id), owner=self, failed=self._failed)

    def _pick(self, action: str, document_id: str, ticket: Ticket) -> Pickers:
        return pickers_for(self._desk, action, document_id)

    def _show_inline(self, action: str, document_id: str, pickers: Pickers) -> None:
        if self._document is not None and self._document.id == document_id:
            self._window.panel.inline.show_form(None)
            self._window.panel.inline.show_form(form_for(action, pickers))

    def _open_form(self, action: str, document_id: str, pickers: Pickers) -> None:
        form = form_for(action, pickers)
        if form is None or self._document is None or self._document.id != document_id:
            return
        dialog = self._dialog(form, self._document.title)
        dialog.submitted.connect(self._do)
        dialog.show()

    def _dialog(self, form: Form, subject: str) -> ActionDialog:
        return ActionDialog(form, subject, self._window)

    def _do_inline(self, action: str, values: Values) -> None:
        self._do(action, values)

    def _do(self, action: str, values: Values) -> None:
        document = self._document
        if document is None:
            return

        def act(ticket: Ticket) -> str:
            from app.parts import new_id

            filled = self._with_dossier(document.id, values) if action == "file" else values
            return self._desk.act(document.id, payload_of(action, filled, new_id))

        done = partial(self._done, action, document.id)
        self._dispatcher.start(act, done, owner=self, failed=self._failed, lane="acts")

    def _with_dossier(self, document_id: str, values: Values) -> Values:
        """The dossier that was chosen, or the new one that was described, opened for the document's own entity."""
        if values.get("dossier_id"):
            return values
        record = self._desk.parts.record(document_id)
        assert isinstance(record, IncomingDocument | OutgoingDocument)
        dossier_id = self._desk.open_dossier(record.entity_id, str(values["code"]), str(values["title"]))
        return {**values, "dossier_id": dossier_id}

    def _renew(self, document_id: str) -> None:
        """Authorities are asked, which takes a while: it runs beside the other actions, once at a time."""
        if document_id in self._renewing:
            return
        self._renewing.add(document_id)
        words = _("Đang bổ sung chữ ký dài hạn…")
        detail = _("Hỏi dấu thời gian và tình trạng chứng thư; bạn có thể làm việc khác.")
        self._window.panel.notice.show_notice(Notice("neutral", words, detail, picture="hourglass-medium"))

        def renew(ticket: Ticket) -> str:
            return self._desk.signatures.renew(document_id)

        done, failed = partial(self._renewed, document_id), partial(self._not_renewed, document_id)
        self._dispatcher.start(renew, done, owner=self, failed=failed, lane="judge")

    def _renewed(self, document_id: str, action_id: str) -> None:
        self._renewing.discard(document_id)
        self._window.panel.notice.show_notice(None)
        self._done("renew", document_id, action_id)

    def _not_renewed(self, document_id: str, error: Exception) -> None:
        self._renewing.discard(document_id)
        self._window.panel.notice.show_notice(None)
        self._failed(error)

    def _done(self, action: str, document_id: str, action_id: str) -> None:
        self._undoable = action_id
        self._forget.start()
        words = _("{what}: đã ghi, sẽ gửi máy chủ.", what=action_word(action))
        self._window.notice.show_notice(done_notice(words, can_undo=True))
        if action in INLINE:
            self._window.panel.inline.clear()
        self._window.folder.list.setFocus()
        self.done.emit(document_id)

    def _failed(self, error: Exception) -> None:
        where = self._window.panel.notice if isinstance(error, ButPheError) else self._window.notice
        where.show_notice(notice_of(error))

    def _forget_undo(self) -> None:
        self._undoable = ""
        notice = self._window.notice.notice()
        if notice is not None and notice.action == "undo":
            self._window.notice.show_notice(None)

    def _take_back(self, action_id: str, ticket: Ticket) -> bool:
        return self._desk.undo(action_id)

    def _taken_back(self, is_back: bool) -> None:
        words = _("Đã rút lại.") if is_back else _("Thao tác đã gửi đi, không rút lại được nữa.")
        self._window.notice.show_notice(done_notice(words, can_undo=False))
        self.done.emit(self._document.id if self._document else "")
