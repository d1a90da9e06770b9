"""Signing from the panel: watches tokens, shows look and place on the page, signs one document or a batch with one PIN.

What is signed is what is shown: the SHA-256 of the bytes on the screen goes with the job. The PIN is handed on once; a
wrong one stops the batch after one try and everything stays marked (B55).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from msgspec import structs
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from app.texts import _, counted
from app.views import DocumentView, SigningView, TokenView
from office.errors import ButPheError
from office.records import Place
from signing.outcomes import TokenGone
from ui.dispatch import Dispatcher, Task, Ticket
from ui.flows.signed import Result, Signing, Wish
from ui.flows.telling import notice_of
from ui.pages.frame import tag_words
from ui.screens.signing.state import BatchLine, LookKey, SigningPanel, shown_look, signing_panel
from ui.shell.window import MainWindow

if TYPE_CHECKING:
    from app.desk import Desk

POLL_MS = 2000
UNSURE_PLACE = Place(page=1, x0=24, y0=24, x1=174, y1=84)
"""Where an arrival stamp waits to be dragged when the page has no free strip."""
GO_ON = "go_on"


class SigningFlow(QObject):
    """The signing panel of the document that is read."""

    signed = Signal(object)
    """Ids of the documents that were signed."""
    tokens_seen = Signal(object)

    def __init__(self, desk: Desk, dispatcher: Dispatcher, window: MainWindow) -> None:
        super().__init__(window)
        self._desk, self._dispatcher, self._window = desk, dispatcher, window
        self._tokens: tuple[TokenView, ...] | None = None
        self._document: DocumentView | None = None
        self._signing: SigningView | None = None
        self._panel: SigningPanel | None = None
        self._look: LookKey = "image"
        self._chosen = ""
        self._place: Place | None = None
        self._shown_sha256 = ""
        self._batch: tuple[BatchLine, ...] = ()
        self._is_online = True
        self._seen: set[str] = set()
        self._proposed: dict[str, tuple[Place, bool]] = {}
        """Places where none was prepared, by document; whether the page gives room there for sure."""
        self._task: Task[Result] | None = None
        self._poll = QTimer(self, interval=POLL_MS)
        self._poll.timeout.connect(self.look_for_tokens)
        self._is_looking = False
        panel = window.panel
        panel.signing.certificate_chosen.connect(self._choose_certificate)
        panel.signing.look_chosen.connect(self._choose_look)
        panel.signing.place_reset.connect(window.reading.pages.placing.reset)
        panel.pin.signing_wanted.connect(self._sign)
        panel.pin.cancelled.connect(self._stop)
        panel.notice.pressed.connect(self._go_on)
        window.reading.pages.place_changed.connect(self._placed)

    # ── what is shown ─────────────────────────────────────────────────────────────────────────────────────────────
    def start(self) -> None:
        """Watch the tokens from now on (B61)."""
        self._poll.start()
        self.look_for_tokens()

    def stop(self) -> None:
        """Watch no longer."""
        self._poll.stop()

    def show(self, document: DocumentView | None, shown_sha256: str, *, is_online: bool) -> None:
        """The document that is read, and the bytes that stand on the screen."""
        is_other = document is None or self._document is None or document.id != self._document.id
        self._document, self._is_online = document, is_online
        self._signing = self._with_place(document)
        if document is not None and shown_sha256:
            self._seen.add(document.id)
        if is_other:
            self._look, self._place, self._batch = "image", None, ()
            self._window.panel.pin.field.take()
        stood, self._shown_sha256 = self._shown_sha256, shown_sha256
        self._window.panel.show_signing(is_on=self._signing is not None)
        if self._signing is None:
            self._window.reading.pages.placing.end()
            return
        if shown_sha256 and (is_other or stood != shown_sha256):
            self._begin_place(self._signing)
            self._propose(document)
        self._paint()

    def show_batch(self, lines: Sequence[tuple[str, str]]) -> None:
        """(id, title) of the documents that are ticked: one PIN will sign them all."""
        self._batch = tuple(BatchLine(key, title, key in self._seen) for key, title in lines)
        self._paint()

    def look_for_tokens(self) -> None:
        """Ask the token processes what is plugged in; one question at a time."""
        if self._is_looking or self._task is not None:
            return
        self._is_looking = True
        fingerprints = self._signing.fingerprints if self._signing else ()

        def look(ticket: Ticket) -> tuple[TokenView, ...]:
            return self._desk.signatures.tokens(fingerprints)

        self._dispatcher.start(look, self._saw, owner=self, failed=self._saw_none, lane="token")

    # ── within ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _saw(self, tokens: tuple[TokenView, ...]) -> None:
        self._is_looking = False
        if tokens != self._tokens:
            self._tokens = tokens
            self.tokens_seen.emit(tokens)
            self._paint()

    def _saw_none(self, error: Exception) -> None:
        self._is_looking = False
        self._tokens = ()
        self.tokens_seen.emit(())
        self._window.panel.notice.show_notice(notice_of(error) if isinstance(error, ButPheError) else None)
        self._paint()

    def _paint(self) -> None:
        if self._signing is None:
            return
        state = signing_panel(
            self._signing,
            self._tokens,
            chosen=self._chosen,
            look=self._look,
            batch=self._batch,
            is_online=self._is_online,
        )
        if state != self._panel or self._task is None:
            self._panel = state
            self._window.panel.show_title(state.title)
            self._window.panel.signing.show_panel(state)
            self._window.panel.pin.show_panel(state)
        if self._shown_sha256:
            self._show_look(self._signing, state.look)

    def _begin_place(self, signing: SigningView) -> None:
        pages = self._window.reading.pages
        place = self._place or signing.place
        if place is None or place.page > pages.page_count():
            pages.placing.end()
            return
        pages.placing.begin(place, movable=not signing.is_place_fixed)
        pages.reveal(place)

    def _with_place(self, document: DocumentView | None) -> SigningView | None:
        """What may be signed, with the place that was proposed where the document prepared none."""
        signing = document.signing if document else None
        if document is None or signing is None or signing.place is not None or document.id not in self._proposed:
            return signing
        place, is_sure = self._proposed[document.id]
        if not is_sure and self._place is None:
            self._place = place
        words = _("Trang {page}", page=place.page) if is_sure else _("Kéo dấu đến chỗ trống trên trang")
        return structs.replace(signing, place=place, place_words=words)

    def _propose(self, document: DocumentView | None) -> None:
        """Where no field was prepared, the page's free strip is looked for; without one the user drags (B64)."""
        if document is None or self._signing is None or self._signing.place is not None:
            return
        verb = self._signing.action

        def propose(ticket: Ticket) -> Place | None:
            return self._desk.signatures.proposed_place(document.id, verb)

        done = partial(self._show_proposal, document.id)
        self._dispatcher.start(propose, done, owner=self, failed=partial(self._no_proposal, document.id), lane="judge")

    def _show_proposal(self, document_id: str, place: Place | None) -> None:
        self._proposed[document_id] = (place or UNSURE_PLACE, place is not None)
        if self._document is not None and self._document.id == document_id and self._shown_sha256:
            self._signing = self._with_place(self._document)
            if self._signing is not None:
                self._begin_place(self._signing)
            self._paint()

    def _no_proposal(self, document_id: str, error: Exception) -> None:
        self._show_proposal(document_id, None)

    def _show_look(self, signing: SigningView, look: LookKey) -> None:
        image, lines = shown_look(signing, look)
        self._window.reading.pages.placing.show_look(QImage.fromData(image) if image else None, lines)

    def _placed(self, place: Place) -> None:
        placing = self._window.reading.pages.placing
        if self._signing is None or not placing.is_movable or placing.place is None:
            return
        is_moved = placing.place != placing.standard
        self._place = place if is_moved else None
        words = _("Trang {page}, tự đặt", page=place.page) if is_moved else self._signing.place_words
        covered = placing.covered()
        self._window.panel.signing.show_place(
            tag_words(covered) if covered else words, is_moved=is_moved, is_bad=bool(covered)
        )

    def _choose_certificate(self, number: int) -> None:
        if self._panel is not None:
            self._chosen = self._panel.card.choices[number].fingerprint
            self._paint()

    def _choose_look(self, look: LookKey) -> None:
        self._look = look
        self._paint()

    def _sign(self, pin: str) -> None:
        panel, signing, document = self._panel, self._signing, self._document
        if panel is None or signing is None or document is None or panel.card.chosen < 0 or self._task is not None:
            return
        choice = panel.card.choices[panel.card.chosen]
        wish = Wish(choice.serial, choice.fingerprint, signing.action, document.id, self._place, self._shown_sha256)
        ids = tuple(line.document_id for line in panel.batch) or (document.id,)
        self._window.panel.notice.show_notice(None)
        self._show_progress((0, len(ids)))
        work = Signing(self._desk, wish, ids, pin)
        self._task = self._dispatcher.start(work, self._done, owner=self, failed=self._failed, lane="token")
        self._task.progressed.connect(self._progress)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _show_progress(self, done_of: tuple[int, int] | None) -> None:
        self._window.panel.pin.show_progress(done_of)
        self._window.panel.show_busy(is_busy=done_of is not None)

    def _progress(self, done: int, total: int) -> None:
        self._window.panel.pin.show_progress((done, total))
        states = [replace_state(line, n, done) for n, line in enumerate(self._batch)]
        self._batch = tuple(states)
        self._paint()

    def _done(self, result: Result) -> None:
        self._task = None
        self._show_progress(None)
        self._batch = tuple(result.line(line) for line in self._batch if line.document_id not in result.signed)
        self._panel = None
        if result.error is not None:
            self._show_error(result, result.error)
        if result.signed:
            self.signed.emit(result.signed)
        self.look_for_tokens()
        self._paint()

    def _failed(self, error: Exception) -> None:
        self._task = None
        self._show_progress(None)
        self._window.panel.notice.show_notice(notice_of(error))
        self.look_for_tokens()
        self._paint()

    def _show_error(self, result: Result, error: Exception) -> None:
        notice = notice_of(error)
        if notice is None:
            return
        if isinstance(error, TokenGone):
            going_on = replace(notice, action=GO_ON, action_words=_("Ký tiếp"))
            self._window.panel.notice.show_notice(going_on)
            return
        count = len(result.signed)
        before = counted("Đã ký {count} văn bản trước đó.", "Đã ký {count} văn bản trước đó.", count) if count else ""
        self._window.panel.notice.show_notice(replace(notice, detail=f"{before} {notice.detail}".strip()))

    def _go_on(self, key: str) -> None:
        """E6: the token is back; what is left of the batch waits for the PIN."""
        if key == GO_ON:
            self.look_for_tokens()
            self._window.panel.pin.field.setFocus()


def replace_state(line: BatchLine, place: int, done: int) -> BatchLine:
    """The line of a batch while its work goes on: signed, being signed, or waiting."""
    state = "signed" if place < done else "signing" if place == done else "waiting"
    return BatchLine(line.document_id, line.title, line.is_seen, state)  # type: ignore[arg-type]
