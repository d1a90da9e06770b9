"""One person's desk in one window: makes the flows, joins them, answers the window's commands."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMenu

from app.texts import _, counted
from app.views import DeskState, DocumentView, TokenView
from ui.dispatch import Dispatcher
from ui.flows.acting import Acting
from ui.flows.browsing import Browsing
from ui.flows.composing import Composing
from ui.flows.covering import Covering
from ui.flows.drawing import Renderer
from ui.flows.dropping import Dropping
from ui.flows.entering import Entering
from ui.flows.filing import Filing
from ui.flows.finding import Finding
from ui.flows.last import Last
from ui.flows.noting import Noting
from ui.flows.printing import Printing
from ui.flows.reading import Reading
from ui.flows.registering import Registering
from ui.flows.remembering import Remembering
from ui.flows.sending import Sending
from ui.flows.signing import SigningFlow
from ui.flows.telling import done_notice, notice_of
from ui.flows.tracing import Tracing
from ui.shell.commands import Command
from ui.shell.keys import KeysSheet, commands
from ui.shell.state import status
from ui.shell.window import MainWindow
from ui.theme.apply import dress
from ui.theme.current import CURRENT
from ui.theme.tokens import SCHEMES, Scheme

if TYPE_CHECKING:
    from app.desk import Desk
    from sync.cache import Changed

SETTLE_MS = 150
UNSEEN = frozenset({"access_count"})
"""Kinds of records that no screen shows: their change is no reason to look again."""


class Room(QObject):
    """Everything that happens in the window."""

    _stirred = Signal()
    """The desk changed, told from whichever thread changed it."""

    def __init__(
        self,
        desk: Desk,
        renderer: Renderer,
        dispatcher: Dispatcher,
        window: MainWindow,
        *,
        browsing: Browsing | None = None,
    ) -> None:
        """`browsing`: the list, where it stands in the window already."""
        super().__init__(window)
        self._desk, self._dispatcher, self._window = desk, dispatcher, window
        self._state: DeskState | None = None
        self._tokens: tuple[TokenView, ...] | None = None
        self.browsing = browsing or Browsing(desk, dispatcher, window)
        self.reading = Reading(desk, renderer, dispatcher, window)
        self.acting = Acting(desk, dispatcher, window)
        self.signing = SigningFlow(desk, dispatcher, window)
        self.registering = Registering(desk, dispatcher, window)
        self.composing = Composing(desk, dispatcher, window)
        self.noting = Noting(desk, dispatcher, window)
        self.filing = Filing(desk, dispatcher, window)
        self.dropping = Dropping(dispatcher, window, self.filing)
        self.sending = Sending(desk, dispatcher, window)
        self.entering = Entering(desk, dispatcher, window)
        self.printing = Printing(renderer, dispatcher, window)
        self.tracing = Tracing(desk, dispatcher, self.reading, self.printing)
        self.finding = Finding(renderer, dispatcher, window)
        self.covering = Covering(desk, renderer, dispatcher, window)
        self.remembering = Remembering(desk, dispatcher, window, self.browsing, self.reading)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self.refresh)
        self._stirred.connect(self._settle.start, Qt.ConnectionType.QueuedConnection)
        self._commands = self._table()
        self._connect()

    def begin(self, *, watches_tokens: bool = True, last: Last | None = None) -> None:
        """Show the desk as it lies on this machine, then keep in step with the server.

        `last`: what the list, where it stands in the window already, was shown with.
        """
        self._desk.watch(self._note)
        self.remembering.begin(self._dress, last)
        if last is not None:
            self.browsing.show(last.document_id)
        self.composing.resume()
        self.sending.start()
        if watches_tokens:
            self.signing.start()
        if self._desk.parts.profile.load().account is None:
            self.entering.ask()
        else:
            self._desk.start()

    def refresh(self) -> None:
        """Look at everything that is shown again."""
        self.browsing.refresh()
        self.reading.refresh()
        self.sending.refresh()

    def close(self) -> None:
        """Stop watching and let the workers go; what was done is on disk."""
        self.signing.stop()
        self.sending.stop()
        self.remembering.end()
        self._dispatcher.close()
        self.noting.end()
        self.reading.close()
        self._desk.close()

    # ── joining ───────────────────────────────────────────────────────────────────────────────────────────────────
    def _connect(self) -> None:
        window = self._window
        window.command.connect(self.command)
        window.navigation.compose_wanted.connect(self._compose)
        window.navigation.settings_wanted.connect(self._open_menu)
        window.topbar.palette_wanted.connect(self._open_palette)
        window.topbar.help_wanted.connect(self._open_keys)
        window.topbar.sync_wanted.connect(self.sending.sync)
        window.topbar.news_wanted.connect(self._show_news)
        window.palette_window.searched.connect(self.browsing.search)
        window.folder.refresh_wanted.connect(self.sending.sync)
        window.folder.model.ticks_changed.connect(self._batch)
        window.folder.many_requested.connect(self._sign_many)
        window.status.outbox_wanted.connect(self.sending.show_outbox)
        window.status.token_wanted.connect(self.signing.look_for_tokens)
        window.status.keys_wanted.connect(self._open_keys)
        window.reading.requested.connect(self.command)
        window.notice.pressed.connect(self._answer_notice)
        window.panel.notice.pressed.connect(self._close_panel_notice)
        self._dispatcher.failed.connect(self._tell)
        self._join_flows()

    def _join_flows(self) -> None:
        self.browsing.opened.connect(self._open)
        self.browsing.framed.connect(self._framed)
        self.reading.shown.connect(self._shown)
        self.reading.drawing.shown.connect(self.finding.forget)
        self.reading.changed.connect(self.browsing.refresh)
        self.signing.tokens_seen.connect(self._saw_tokens)
        self.signing.signed.connect(self._signed)
        self.acting.screen_wanted.connect(self._open_screen)
        for flow in (self.acting, self.registering):
            flow.done.connect(self._acted)
        self.registering.refusal_wanted.connect(partial(self.acting.request, "refuse"))
        self.composing.done.connect(self._drafted)
        self.filing.received.connect(self._received)
        self.sending.changed.connect(self.refresh)
        self.sending.line_changed.connect(self.browsing.refresh)
        self.sending.opened.connect(self.browsing.show)
        self.sending.signed_out.connect(partial(self.entering.ask, is_again=True))
        self.entering.entered.connect(self._entered)

    def _table(self) -> dict[str, Callable[[], object]]:
        window = self._window
        pages = window.reading.pages
        return {
            "palette": self._open_palette,
            "find": self.finding.open,
            "search": window.topbar.focus_search,
            "compose": self._compose,
            "receive": self.filing.receive,
            "sync": self.sending.sync,
            "outbox": self.sending.show_outbox,
            "save": self.filing.save_main,
            "print": self.printing.ask,
            "full": window.toggle_full,
            "panel": window.toggle_panel,
            "next_pane": partial(window.focus_next, 1),
            "previous_pane": partial(window.focus_next, -1),
            "zoom_in": partial(pages.zoom_by, 1),
            "zoom_out": partial(pages.zoom_by, -1),
            "zoom_fit": partial(pages.set_zoom, "width"),
            "back": self.browsing.back,
            "theme": self._next_theme,
            "keys": self._open_keys,
            "quit": window.close,
            "signatures": self.reading.show_signatures,
            "conflict": self._decide,
            "attachments": window.panel.show_files,
        }

    # ── commands ──────────────────────────────────────────────────────────────────────────────────────────────────
    def command(self, key: str) -> None:
        """Answer a command of the window, the palette or the reading pane."""
        if key.startswith("go:"):
            self.browsing.open_number(int(key.removeprefix("go:")))
        elif key.startswith("do:"):
            self.acting.request(key.removeprefix("do:"))
        elif key in self._commands:
            self._commands[key]()

    def _open_palette(self) -> None:
        document = self.reading.document
        actions = document.actions if document else ()
        found = [Command(f"do:{a.type}", a.title, "", a.reason) for a in actions if a.enabled or a.reason]
        self._window.palette_window.open_with((*found, *commands()))

    def _open_keys(self) -> None:
        KeysSheet(self._window).show()

    def _compose(self) -> None:
        document = self.reading.document
        is_incoming = document is not None and document.kind == "incoming"
        self.composing.begin(document if is_incoming else None)

    def _open_screen(self, action: str) -> None:
        document = self.reading.document
        if document is None:
            return
        if action == "register":
            self.registering.begin(document)
        else:
            self.composing.begin(document)

    def _decide(self) -> None:
        if self.reading.document is not None:
            self.sending.decide(self.reading.document)

    def _show_news(self) -> None:
        if self._state is not None and (self._state.conflict_count or self._state.outbox_count):
            self.sending.show_outbox()
        else:
            self._window.notice.show_notice(done_notice(_("Không có việc nào cần bạn quyết định."), can_undo=False))

    def _open_menu(self) -> None:
        menu = QMenu(self._window)
        menu.setObjectName("account_menu")
        words = {"light": _("Giao diện sáng"), "dark": _("Giao diện tối"), "contrast": _("Tương phản cao")}
        for scheme in SCHEMES:
            entry = menu.addAction(words[scheme])
            entry.setObjectName(f"theme_{scheme}")
            entry.setCheckable(True)
            entry.setChecked(CURRENT.scheme == scheme)
            entry.triggered.connect(partial(self._theme, scheme))
        menu.addSeparator()
        menu.addAction(_("Đăng nhập lại…")).triggered.connect(partial(self.entering.ask))
        anchor = self._window.navigation.settings_button()
        menu.popup(anchor.mapToGlobal(anchor.rect().topRight()))

    def _theme(self, scheme: Scheme) -> None:
        self._dress(scheme)
        self.remembering.chose_theme(scheme)

    @staticmethod
    def _dress(scheme: Scheme) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        dress(application, scheme)

    def _next_theme(self) -> None:
        self._theme(SCHEMES[(SCHEMES.index(CURRENT.scheme) + 1) % len(SCHEMES)])

    # ── news from the flows ───────────────────────────────────────────────────────────────────────────────────────
    def _note(self, changed: Changed) -> None:
        """Called in whichever thread changed the cache."""
        if changed.kinds != UNSEEN:
            self._stirred.emit()

    def _open(self, document_id: str) -> None:
        self.registering.leave()
        self.reading.open(document_id)

    def _framed(self, state: DeskState) -> None:
        self._state = state
        self._show_status()

    def _saw_tokens(self, tokens: tuple[TokenView, ...]) -> None:
        self._tokens = tokens
        self._show_status()

    def _show_status(self) -> None:
        if self._state is not None:
            shown = status(self._state, self._tokens)
            self._window.status.show_status(shown)
            self._window.topbar.show_status(shown)

    def _shown(self, document: DocumentView | None) -> None:
        is_online = self._state is None or self._state.connection in {"online", "syncing"}
        self.covering.show(document.id if document else "", self.reading.shown_sha256)
        self.signing.show(document, self.reading.shown_sha256, is_online=is_online)
        self._batch(len(self._window.folder.model.ticked()))
        self.acting.show(document)
        self.noting.show(document)
        self.filing.show(document)

    def _batch(self, count: int) -> None:
        model = self._window.folder.model
        titles = {row.id: row.title for number in range(model.rowCount()) if (row := model.row(number)) is not None}
        ticked = [(key, titles[key]) for key in model.ticked() if key in titles]
        self.signing.show_batch(ticked if count > 1 else ())

    def _sign_many(self, what: str) -> None:
        ticked = self._window.folder.model.ticked()
        if ticked and self.reading.current_id() not in ticked:
            self._window.folder.choose(ticked[0])
        self._window.panel.pin.field.setFocus()

    def _signed(self, document_ids: list[str]) -> None:
        self._window.folder.model.tick(())
        words = counted("Đã ký {count} văn bản", "Đã ký {count} văn bản", len(document_ids))
        self._window.notice.show_notice(done_notice(words, can_undo=False))
        self._window.folder.list.setFocus()
        self._acted()

    def _acted(self) -> None:
        """After an action of the user's own."""
        self.browsing.go_on()
        self.reading.refresh()
        self.sending.refresh()

    def _drafted(self, document_id: str) -> None:
        self.browsing.open_folder("drafts")
        self.browsing.show(document_id)

    def _received(self, document_id: str) -> None:
        self.browsing.open_folder("incoming")
        self.browsing.show(document_id)

    def _entered(self) -> None:
        self._desk.start()
        self.sending.sync()

    def _answer_notice(self, key: str) -> None:
        match key:
            case "undo":
                self.acting.undo()
            case _:
                self._window.notice.show_notice(None)

    def _close_panel_notice(self, key: str) -> None:
        self._window.panel.notice.show_notice(None)

    def _tell(self, error: Exception) -> None:
        """An error that no screen claimed; a bug's details can be copied, nothing is sent anywhere."""
        self._window.notice.show_notice(notice_of(error))
