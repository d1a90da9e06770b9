"""Starts the window: first the frame is painted, then the desk is opened in the background, then both are joined.

Nothing heavy is imported before the first paint; the desk brings its own (sync, signing, keyring) when it is opened.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QObject, Qt, QTimer, QTranslator, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit

from app.texts import _, language
from office.errors import ButPheError
from ui.dispatch import Dispatcher, Ticket
from ui.screens.reading.state import placeholder
from ui.shell.window import MainWindow
from ui.theme.apply import dress, follow_system
from ui.theme.tokens import SCHEMES

if TYPE_CHECKING:
    from app.desk import Desk
    from ui.flows.drawing import Renderer
    from ui.flows.room import Room

OpenDesk = Callable[[str | None], "Desk"]
"""Opens the desk with the profile's passphrase, None where the keyring holds the key."""
ASKS_PASSPHRASE = frozenset({"keyring_absent", "keyring_locked", "passphrase_wrong"})
EXIT_PROFILE_IN_USE = 7


def run(arguments: Sequence[str] = (), *, open_desk: OpenDesk | None = None) -> int:
    """Show the window until it is closed, and return the exit code.

    `arguments`: a PDF file to take in. `open_desk` opens another desk than the user's own profile.
    """
    application = make_application()
    window = MainWindow()
    start = Start(window, open_desk or _own_desk, [Path(one) for one in arguments if not one.startswith("butphe:")])
    window.show()
    QTimer.singleShot(0, start.open)
    code = application.exec()
    start.close()
    return code or start.exit_code


def make_application() -> QApplication:
    """The dressed application, with Qt's own dialogues in the user's language."""
    known = QApplication.instance()
    if isinstance(known, QApplication):
        return known
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Bút Phê")
    application.setDesktopFileName("butphe")
    translator = QTranslator(application)
    if translator.load(f"qtbase_{language()}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
    wanted = os.environ.get("BUTPHE_THEME", "")
    scheme = next((scheme for scheme in SCHEMES if scheme == wanted), None)
    if scheme:
        dress(application, scheme)
    else:
        follow_system(application)
    return application


class Start(QObject):
    """Opens the desk behind a painted window."""

    opened = Signal(object)
    """The Room, once desk and window are joined."""

    def __init__(self, window: MainWindow, open_desk: OpenDesk, files: list[Path]) -> None:
        super().__init__(window)
        self.exit_code = 0
        self.room: Room | None = None
        self._window, self._open_desk, self._files = window, open_desk, files
        self._dispatcher = Dispatcher(self)
        window.reading.show_head(None)
        window.reading.show_placeholder(placeholder("nothing"))

    def open(self, passphrase: str | None = None) -> None:
        """Open the desk in the background."""
        work = partial(self._work, passphrase)
        self._dispatcher.start(work, self._join, owner=self, failed=self._failed, lane="acts")

    def close(self) -> None:
        """End everything that was started."""
        if self.room is not None:
            self.room.close()
        else:
            self._dispatcher.close()

    # ── within ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _work(self, passphrase: str | None, ticket: Ticket) -> tuple[Desk, Renderer]:
        import ui.flows.room  # noqa: F401 - its modules are read here, while the window already answers
        from app.compose import renderer

        return self._open_desk(passphrase), renderer()

    def _join(self, opened: tuple[Desk, Renderer]) -> None:
        from ui.flows.room import Room

        self.room = Room(*opened, self._dispatcher, self._window)
        self.room.begin()
        self._window.folder.list.setFocus()
        if self._files:
            self.room.filing.receive_paths(self._files)
        self.opened.emit(self.room)

    def _failed(self, error: Exception) -> None:
        from ui.flows.telling import notice_of

        code = error.code if isinstance(error, ButPheError) else ""
        self._window.notice.show_notice(notice_of(error))
        if code in ASKS_PASSPHRASE:
            self._ask_passphrase()
        elif code == "profile_in_use":
            self.exit_code = EXIT_PROFILE_IN_USE

    def _ask_passphrase(self) -> None:
        dialog = QInputDialog(self._window)
        dialog.setObjectName("passphrase")
        dialog.setWindowTitle("Bút Phê")
        dialog.setLabelText(_("Máy này không có kho khóa. Nhập mật khẩu bảo vệ dữ liệu của bạn trên máy này:"))
        dialog.setTextEchoMode(QLineEdit.EchoMode.Password)
        dialog.textValueSelected.connect(self.open)
        dialog.open()


def _own_desk(passphrase: str | None) -> Desk:
    """The desk of the user's own profile."""
    from app.compose import open_desk
    from app.desk import UNDO_S
    from app.profiles import default_folder

    return open_desk(default_folder(), passphrase=passphrase, undo_s=UNDO_S)
