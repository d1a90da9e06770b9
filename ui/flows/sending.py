"""The outbox and conflicts: shows what waits, takes back, does again or gives up, syncs when asked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.views import ConflictView, DocumentView, OutboxRow
from ui.dispatch import Dispatcher, Ticket
from ui.flows.telling import notice_of
from ui.screens.conflict.view import ConflictSheet
from ui.screens.outbox.state import unseen_conflict
from ui.screens.outbox.view import OutboxView
from ui.shell.window import MainWindow

if TYPE_CHECKING:
    from app.desk import Desk

LOOK_MS = 1000
SIGNED_OUT = frozenset({"session_over", "not_signed_in"})


class Sending(QObject):
    """What waits to be sent."""

    changed = Signal()
    opened = Signal(str)
    signed_out = Signal()
    line_changed = Signal()
    """The connection is another, or a sync ended: what the frame says of it is old."""

    def __init__(self, desk: Desk, dispatcher: Dispatcher, window: MainWindow) -> None:
        super().__init__(window)
        self._desk, self._dispatcher, self._window = desk, dispatcher, window
        self._sheet: OutboxView | None = None
        self._rows: tuple[OutboxRow, ...] = ()
        self._is_syncing = False
        self._line = desk.parts.mail.status()
        self._look_again = QTimer(self, interval=LOOK_MS)
        self._look_again.timeout.connect(self._look_at_line)

    def start(self) -> None:
        """Watch the connection: a sync that brings nothing changes no record and yet the time it ended."""
        self._look_again.start()

    def stop(self) -> None:
        """Watch no longer."""
        self._look_again.stop()

    def show_outbox(self) -> None:
        """Open the window of the outbox."""
        if self._sheet is None:
            self._sheet = OutboxView(self._window)
            self._sheet.requested.connect(self._request)
            self._sheet.sync_wanted.connect(self.sync)
            self._sheet.destroyed.connect(self._forget)
        self._sheet.show()
        self._sheet.raise_()
        self.refresh()

    def refresh(self) -> None:
        """Look again, when the outbox is open."""
        if self._sheet is not None:
            self._dispatcher.start(self._look, self._show, owner=self)

    def decide(self, document: DocumentView) -> None:
        """Show the first conflict of a document with both versions."""
        if document.conflicts:
            self._decide(document.title, document.conflicts[0])

    def sync(self) -> None:
        """Send and fetch now; one at a time. What cannot be reached is said in the status line."""
        if not self._is_syncing:
            self._is_syncing = True
            self._dispatcher.start(self._sync, self._synced, owner=self, failed=self._not_synced, lane="acts")

    # ── within ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _sync(self, ticket: Ticket) -> None:
        self._desk.sync()

    def _synced(self, outcome: object) -> None:
        self._is_syncing = False
        self.changed.emit()

    def _not_synced(self, error: Exception) -> None:
        self._is_syncing = False
        code = getattr(error, "code", "")
        if code in SIGNED_OUT:
            self.signed_out.emit()
        self._window.notice.show_notice(notice_of(error))
        self.changed.emit()

    def _look_at_line(self) -> None:
        before, self._line = self._line, self._desk.parts.mail.status()
        if self._line != before:
            self.line_changed.emit()
            if self._line.error != before.error and self._line.error in SIGNED_OUT:
                self.signed_out.emit()

    def _look(self, ticket: Ticket) -> tuple[OutboxRow, ...]:
        return self._desk.queries.outbox()

    def _show(self, waiting: tuple[OutboxRow, ...]) -> None:
        self._rows = waiting
        if self._sheet is not None:
            self._sheet.show_rows(waiting)

    def _forget(self) -> None:
        self._sheet = None

    def _request(self, what: str, action_id: str, document_id: str) -> None:
        match what:
            case "undo":
                self._do("undo", action_id)
            case "decide":
                work = partial(self._document, document_id)
                gone = partial(self._decide_unseen, action_id)
                self._dispatcher.start(work, partial(self._decide_of, action_id), owner=self, failed=gone)
            case _:
                self.opened.emit(document_id)

    def _document(self, document_id: str, ticket: Ticket) -> DocumentView:
        return self._desk.queries.document(document_id)

    def _decide_of(self, action_id: str, document: DocumentView) -> None:
        conflict = next((one for one in document.conflicts if one.action_id == action_id), None)
        if conflict is not None:
            self._decide(document.title, conflict)

    def _decide_unseen(self, action_id: str, error: Exception) -> None:
        """The document is no longer this person's to see; the work on it still is, until it is given up (B104)."""
        row = next((one for one in self._rows if one.action_id == action_id), None)
        if row is not None:
            self._decide(row.document, unseen_conflict(row))

    def _decide(self, subject: str, conflict: ConflictView) -> None:
        sheet = ConflictSheet(conflict, subject, self._window)
        sheet.decided.connect(self._do)
        sheet.show()

    def _do(self, what: str, action_id: str) -> None:
        def act(ticket: Ticket) -> bool:
            verbs = {"undo": self._desk.undo, "redo": self._desk.retry, "discard": self._desk.discard}
            return verbs[what](action_id)

        self._dispatcher.start(act, self._done, owner=self, failed=self._tell, lane="acts")

    def _done(self, outcome: bool) -> None:
        self.changed.emit()
        self.refresh()

    def _tell(self, error: Exception) -> None:
        self._window.notice.show_notice(notice_of(error))
