"""Drafting: opens the form, new, for an answer or for an earlier draft, and has the page composed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.drafting import DraftForm, form_of
from app.texts import _
from app.views import DocumentView
from office.records import IncomingDocument, OutgoingDocument
from ui.dispatch import Dispatcher, Ticket
from ui.flows.pickers import drafting_choices, unit_of
from ui.flows.telling import done_notice, notice_of
from ui.screens.acting.state import Values
from ui.screens.compose.state import Choices, draft_form, drafting
from ui.screens.compose.view import ComposeSheet
from ui.shell.window import MainWindow

if TYPE_CHECKING:
    from app.desk import Desk

Start = tuple[Choices, DraftForm | None, str, str]
"""Choices, the earlier draft, the unit, what the draft answers in words."""


class Composing(QObject):
    """The drafting form of one draft at a time."""

    done = Signal(str)

    def __init__(self, desk: Desk, dispatcher: Dispatcher, window: MainWindow) -> None:
        super().__init__(window)
        self._desk, self._dispatcher, self._window = desk, dispatcher, window

    def begin(self, document: DocumentView | None) -> None:
        """A new draft; one that answers the incoming document that is read; or an earlier draft again."""
        work = partial(self._prepare, document)
        self._dispatcher.start(work, partial(self._open, document), owner=self, failed=self._tell)

    # ── within ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _prepare(self, document: DocumentView | None, ticket: Ticket) -> Start:
        record = self._desk.parts.record(document.id) if document else None
        known = form_of(record) if isinstance(record, OutgoingDocument) else None
        about = document.title if document and isinstance(record, IncomingDocument) else ""
        return drafting_choices(self._desk), known, unit_of(self._desk), about

    def _open(self, document: DocumentView | None, start: Start) -> None:
        choices, known, unit, about = start
        title = _("Sửa dự thảo") if known else _("Soạn văn bản")
        form = drafting(choices, known, title=title)
        words = _("Trả lời: {subject}", subject=about) if about else ""
        sheet = ComposeSheet(form, words, self._window)
        answers = (document.id,) if document and about else known.answers if known else ()
        draft_id = document.id if document and known else ""
        sheet.submitted.connect(partial(self._compose, sheet, choices, (unit, answers, draft_id)))
        sheet.notice.pressed.connect(partial(sheet.notice.show_notice, None))
        sheet.show()

    def _compose(
        self, sheet: ComposeSheet, choices: Choices, about: tuple[str, tuple[str, ...], str], values: Values
    ) -> None:
        unit, answers, draft_id = about
        draft = draft_form(values, unit, choices.receivers, answers)
        sheet.show_busy(is_busy=True)

        def compose(ticket: Ticket) -> str:
            return self._desk.draft(draft, draft_id)

        self._dispatcher.start(
            compose, partial(self._done, sheet), owner=sheet, failed=partial(self._failed, sheet), lane="acts"
        )

    def _done(self, sheet: ComposeSheet, document_id: str) -> None:
        sheet.close()
        self._window.notice.show_notice(done_notice(_("Đã lưu dự thảo; trang đã được trình bày."), can_undo=False))
        self.done.emit(document_id)

    def _failed(self, sheet: ComposeSheet, error: Exception) -> None:
        sheet.show_busy(is_busy=False)
        sheet.notice.show_notice(notice_of(error))

    def _tell(self, error: Exception) -> None:
        self._window.notice.show_notice(notice_of(error))
