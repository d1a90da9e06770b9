"""The clerk's registration beside the page: reads the fields in the background, registers, shows the number."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.texts import _
from app.views import Choice, DocumentView, ReadFields
from ui.dispatch import Dispatcher, Ticket
from ui.flows.telling import done_notice, notice_of
from ui.screens.acting.state import Values
from ui.screens.register.state import register_payload, registration
from ui.shell.window import MainWindow

if TYPE_CHECKING:
    from app.desk import Desk

Read = tuple[ReadFields, tuple[Choice, ...]]


class Registering(QObject):
    """The form of one incoming document."""

    done = Signal(str)
    refusal_wanted = Signal()

    def __init__(self, desk: Desk, dispatcher: Dispatcher, window: MainWindow) -> None:
        super().__init__(window)
        self._desk, self._dispatcher, self._window = desk, dispatcher, window
        self._document: DocumentView | None = None
        self._read: ReadFields | None = None
        view = window.register
        view.form.submitted.connect(self._submit)
        view.form.focused.connect(self._light_up)
        view.left.connect(self.leave)
        view.refused.connect(self.refusal_wanted)
        view.problem.pressed.connect(self._say_nothing)

    def begin(self, document: DocumentView) -> None:
        """Open the form; it is filled as soon as the page has been read."""
        self._document, self._read = document, None
        self._window.register.problem.show_notice(None)
        self._window.show_side("register")
        self._dispatcher.start(self._types, self._show_blank, owner=self)
        look, show = partial(self._look, document.id), partial(self._show, document.id)
        self._dispatcher.start(look, show, owner=self, failed=self._failed, lane="read")

    def is_open(self) -> bool:
        """Whether the form stands beside the page."""
        return self._document is not None

    def leave(self) -> None:
        """Back to the document's panel."""
        if self._document is not None:
            self._document = None
            self._window.reading.pages.mark(None)
            self._window.show_side("panel")

    # ── within ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _types(self, ticket: Ticket) -> tuple[Choice, ...]:
        return self._desk.queries.document_types()

    def _show_blank(self, types: tuple[Choice, ...]) -> None:
        if self._read is None and self._document is not None:
            self._window.register.show_registration(registration(None, types))

    def _look(self, document_id: str, ticket: Ticket) -> Read:
        return self._desk.reading.fields(document_id), self._desk.queries.document_types()

    def _show(self, document_id: str, read: Read) -> None:
        if self._document is not None and self._document.id == document_id:
            self._read = read[0]
            self._window.register.show_registration(registration(*read))

    def _light_up(self, key: str) -> None:
        if self._document is not None:
            self._window.reading.pages.mark(self._read.places.get(key) if self._read else None)

    def _submit(self, action: str, values: Values) -> None:
        document = self._document
        if document is None:
            return
        payload = register_payload(values)

        def act(ticket: Ticket) -> str:
            return self._desk.act(document.id, payload)

        self._dispatcher.start(act, partial(self._done, document.id), owner=self, failed=self._failed, lane="acts")

    def _done(self, document_id: str, action_id: str) -> None:
        self.leave()
        words = _("Đã ghi đăng ký. Số đến do máy chủ cấp và hiện ngay khi có.")
        self._window.notice.show_notice(done_notice(words, can_undo=False))
        self.done.emit(document_id)

    def _failed(self, error: Exception) -> None:
        self._window.register.problem.show_notice(notice_of(error))

    def _say_nothing(self) -> None:
        self._window.register.problem.show_notice(None)
