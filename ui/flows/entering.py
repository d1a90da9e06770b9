"""Signing in: asks, tries in the background, asks for a new password when the server wants one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.texts import _
from ui.dispatch import Dispatcher, Ticket
from ui.flows.telling import notice_of
from ui.screens.entry.view import EntryDialog
from ui.shell.window import MainWindow
from ui.widgets.words import Notice

if TYPE_CHECKING:
    from app.desk import Desk


class Entering(QObject):
    """The window of signing in."""

    entered = Signal()

    def __init__(self, desk: Desk, dispatcher: Dispatcher, window: MainWindow) -> None:
        super().__init__(window)
        self._desk, self._dispatcher, self._window = desk, dispatcher, window
        self._dialog: EntryDialog | None = None

    def ask(self, *, is_again: bool = False) -> None:
        """Ask who signs in; `is_again` after a session ended: the work on this machine stays (E20)."""
        if self._dialog is not None:
            self._dialog.raise_()
            return
        dialog = EntryDialog(self._window)
        account = self._desk.parts.profile.load().account
        dialog.ask_entry(account.server if account else "", account.login if account else "")
        if is_again:
            detail = _("Dữ liệu trên máy và thao tác chờ gửi vẫn giữ. Đăng nhập lại; không cần làm lại việc gì.")
            dialog.say(Notice("info", _("Phiên đăng nhập đã hết."), detail))
        dialog.entered.connect(self._enter)
        dialog.renewed.connect(self._renew)
        dialog.finished.connect(self._forget)
        self._dialog = dialog
        dialog.open()

    # ── within ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _enter(self, server: str, login: str, password: str) -> None:
        self._busy(is_busy=True)

        def enter(ticket: Ticket) -> bool:
            return self._desk.sign_in(server, login, password)

        self._dispatcher.start(enter, self._entered, owner=self, failed=self._failed, lane="acts")

    def _entered(self, must_renew: bool) -> None:
        self._busy(is_busy=False)
        if self._dialog is None:
            return
        if must_renew:
            self._dialog.ask_new_password()
        else:
            self._dialog.accept()
            self.entered.emit()

    def _renew(self, old: str, new: str) -> None:
        self._busy(is_busy=True)

        def renew(ticket: Ticket) -> None:
            self._desk.change_password(old, new)

        self._dispatcher.start(renew, partial(self._renewed), owner=self, failed=self._failed, lane="acts")

    def _renewed(self, outcome: object) -> None:
        self._busy(is_busy=False)
        if self._dialog is not None:
            self._dialog.accept()
        self.entered.emit()

    def _failed(self, error: Exception) -> None:
        self._busy(is_busy=False)
        if self._dialog is not None:
            self._dialog.say(notice_of(error))

    def _busy(self, *, is_busy: bool) -> None:
        if self._dialog is not None:
            self._dialog.show_busy(is_busy=is_busy)

    def _forget(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
