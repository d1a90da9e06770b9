"""Drafting: opens the form, new, for an answer or for an earlier draft, and has the page composed."""

from __future__ import annotations

from dataclasses import dataclass
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
from ui.flows.unfinished import NEW, Typed, Unfinished, key_of
from ui.screens.acting.state import Form, Values
from ui.screens.compose.state import Choices, draft_form, drafting, refilled
from ui.screens.compose.view import ComposeSheet
from ui.shell.window import MainWindow
from ui.widgets.words import Notice

if TYPE_CHECKING:
    from app.desk import Desk

AFRESH = "afresh"


@dataclass(frozen=True, slots=True)
class Start:
    """What a drafting form begins with."""

    choices: Choices
    known: DraftForm | None
    """The earlier draft."""
    unit: str
    about: str
    """What the draft answers, in words."""
    typed: Typed | None
    """What was typed before and never composed."""


@dataclass(frozen=True, slots=True)
class About:
    """What a filled form belongs to."""

    unit: str
    answers: tuple[str, ...]
    draft_id: str
    key: str


class Composing(QObject):
    """The drafting form of one draft at a time."""

    done = Signal(str)

    def __init__(self, desk: Desk, dispatcher: Dispatcher, window: MainWindow) -> None:
        super().__init__(window)
        self._desk, self._dispatcher, self._window = desk, dispatcher, window
        self._unfinished = Unfinished(desk, dispatcher)

    def resume(self) -> None:
        """Open the form again that stood open when the program ended (B82)."""
        self._dispatcher.start(self._open_one, self._begin_again, owner=self, failed=self._tell)

    def begin(self, document: DocumentView | None) -> None:
        """A new draft; one that answers the incoming document that is read; or an earlier draft again."""
        work = partial(self._prepare, document)
        self._dispatcher.start(work, partial(self._open, document), owner=self, failed=self._tell)

    # ── within ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _open_one(self, ticket: Ticket) -> DocumentView | str:
        return self._unfinished.open_one()

    def _begin_again(self, found: DocumentView | str) -> None:
        if found == NEW:
            self.begin(None)
        elif isinstance(found, DocumentView):
            self.begin(found)

    def _prepare(self, document: DocumentView | None, ticket: Ticket) -> Start:
        record = self._desk.parts.record(document.id) if document else None
        known = form_of(record) if isinstance(record, OutgoingDocument) else None
        about = document.title if document and isinstance(record, IncomingDocument) else ""
        typed = self._unfinished.load(key_of(document))
        return Start(drafting_choices(self._desk), known, unit_of(self._desk), about, typed)

    def _open(self, document: DocumentView | None, start: Start) -> None:
        known, typed, key = start.known, start.typed, key_of(document)
        form = drafting(start.choices, known, title=_("Sửa dự thảo") if known else _("Soạn văn bản"))
        words = _("Trả lời: {subject}", subject=start.about) if start.about else ""
        sheet = ComposeSheet(refilled(form, typed.values) if typed else form, words, self._window)
        answers = (document.id,) if document and start.about else known.answers if known else ()
        draft_id = document.id if document and known else ""
        about = About(start.unit, answers, draft_id, key)
        sheet.submitted.connect(partial(self._compose, sheet, start.choices, about))
        if typed is not None:
            sheet.notice.show_notice(_taken_up(typed))
        sheet.notice.pressed.connect(partial(self._answer_notice, sheet, form, key))
        self._unfinished.watch(sheet, key)
        sheet.show()

    def _answer_notice(self, sheet: ComposeSheet, form: Form, key: str, what: str) -> None:
        sheet.notice.show_notice(None)
        if what == AFRESH:
            self._unfinished.forget(key)
            sheet.form.show_form(form)
            sheet.forget_rest()

    def _compose(self, sheet: ComposeSheet, choices: Choices, about: About, values: Values) -> None:
        draft = draft_form(values, about.unit, choices.receivers, about.answers)
        sheet.show_busy(is_busy=True)
        sheet.forget_rest(tell=True)

        def compose(ticket: Ticket) -> str:
            return self._desk.draft(draft, about.draft_id)

        done, failed = partial(self._done, sheet, about.key), partial(self._failed, sheet)
        self._dispatcher.start(compose, done, owner=sheet, failed=failed, lane="acts")

    def _done(self, sheet: ComposeSheet, key: str, document_id: str) -> None:
        sheet.forget_rest()
        sheet.close()
        self._unfinished.forget(key)
        self._window.notice.show_notice(done_notice(_("Đã lưu dự thảo; trang đã được trình bày."), can_undo=False))
        self.done.emit(document_id)

    def _failed(self, sheet: ComposeSheet, error: Exception) -> None:
        sheet.show_busy(is_busy=False)
        sheet.notice.show_notice(notice_of(error))

    def _tell(self, error: Exception) -> None:
        self._window.notice.show_notice(notice_of(error))


def _taken_up(typed: Typed) -> Notice:
    words = _("Bản đang soạn dở, lưu lúc {clock}, đã được mở lại.", clock=typed.clock)
    return Notice("info", words, "", AFRESH, _("Soạn lại từ đầu"), "dismiss", _("Đóng"))
