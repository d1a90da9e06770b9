"""The private note on the document that is read: shown from the desk, kept by it when typing rests, offline too."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.clock import now
from app.texts import _
from app.views import DocumentView
from app.words import VIETNAM
from office.errors import ButPheError
from ui.dispatch import Dispatcher, Ticket
from ui.flows.telling import notice_of
from ui.shell.window import MainWindow

if TYPE_CHECKING:
    from app.desk import Desk


class Noting(QObject):
    """One note at a time: what was typed on a document is kept before another one is shown."""

    def __init__(self, desk: Desk, dispatcher: Dispatcher, window: MainWindow) -> None:
        super().__init__(window)
        self._desk, self._dispatcher = desk, dispatcher
        self._window, self._view = window, window.panel.note
        self._id = ""
        self._unkept: dict[str, str] = {}
        """By document: what was typed and is not on the disk yet."""
        self._turn = 0
        """What was read from the desk in an earlier turn is older than what was typed."""
        self._view.written.connect(self._keep)

    def show(self, document: DocumentView | None) -> None:
        """The document that is read, or that is read again."""
        document_id = document.id if document else ""
        if document_id != self._id:
            self._view.tell()
            self._id = document_id
            self._view.show_note(None)
        self._look_again()

    def end(self) -> None:
        """Keep what was typed last; called once, when the dispatcher has ended and before the desk closes."""
        if self._view.is_changed():
            self._unkept[self._id] = self._view.field.toPlainText()
        for document_id, text in self._unkept.items():
            with suppress(ButPheError):  # the window is gone: a disk without room has been said before
                self._desk.own.save_note(document_id, text)

    # ── within ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _look_again(self) -> None:
        if self._id in self._unkept:
            self._view.show_note(self._unkept[self._id])
        elif self._id:
            show = partial(self._show, self._id, self._turn)
            self._dispatcher.start(partial(self._look, self._id), show, owner=self)

    def _look(self, document_id: str, ticket: Ticket) -> str:
        return self._desk.own.note(document_id)

    def _show(self, document_id: str, turn: int, text: str) -> None:
        if document_id == self._id and turn == self._turn:
            self._view.show_note(text)

    def _keep(self, text: str) -> None:
        self._turn += 1
        self._unkept[self._id] = text
        work = partial(self._save, self._id, text)
        kept, failed = partial(self._kept, self._id, text), partial(self._not_kept, self._id)
        self._dispatcher.start(work, kept, owner=self, failed=failed, lane="acts")

    def _save(self, document_id: str, text: str, ticket: Ticket) -> None:
        self._desk.own.save_note(document_id, text)

    def _kept(self, document_id: str, text: str, outcome: None) -> None:
        self._turn += 1
        if self._unkept.get(document_id) == text:
            del self._unkept[document_id]
        if document_id == self._id:
            clock = now().astimezone(VIETNAM).strftime("%H:%M")
            self._view.say(_("Đã lưu {clock}", clock=clock))
            self._look_again()

    def _not_kept(self, document_id: str, error: Exception) -> None:
        """What was typed stays in its place and is kept with the next change, or at the end."""
        self._window.notice.show_notice(notice_of(error))
        if document_id == self._id:
            self._view.say(_("Chưa lưu được; chữ bạn gõ vẫn ở đây."))
