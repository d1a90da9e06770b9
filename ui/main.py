"""Starts the window: the frame is painted, then the list as the desk holds it, then everything else is joined.

The desk is opened in the background, by whoever starts the program already while this module is read. What the list
does not need (the flows, the renderer, the side panel, the network) is read when the list is on the screen.
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
from ui.theme.apply import dress, follow_system, set_face
from ui.theme.tokens import SCHEMES

if TYPE_CHECKING:
    from app.desk import Desk
    from ui.flows.drawing import Renderer
    from ui.flows.last import Last
    from ui.flows.room import Room

OpenDesk = Callable[[str | None], "Desk"]
"""Opens the desk with the profile's passphrase, None where the keyring holds the key."""
ASKS_PASSPHRASE = frozenset({"keyring_absent", "keyring_locked", "passphrase_wrong"})
EXIT_PROFILE_IN_USE = 7


def run(arguments: Sequence[str] = (), *, open_desk: OpenDesk) -> int:
    """Show the window until it is closed, and return the exit code.

    `arguments`: a PDF file to take in.
    """
    application = _application()
    window = make_window(application)
    start = Start(window, open_desk, [Path(one) for one in arguments if not one.startswith("butphe:")])
    window.show()
    QTimer.singleShot(0, start.open)
    code = application.exec()
    start.close()
    return code or start.exit_code


def make_window(application: QApplication) -> MainWindow:
    """The dressed window at the mock-up's size, or the screen's where that is smaller."""
    set_face(application)
    window = MainWindow()
    window.resize(window.sizeHint().boundedTo(window.screen().availableSize()))
    _dress(application)  # after the window is made: each part that goes into another would be polished again
    return window


def make_application() -> QApplication:
    """The dressed application, with Qt's own dialogues in the user's language."""
    known = QApplication.instance()
    if isinstance(known, QApplication):
        return known
    application = _application()
    _dress(application)
    return application


def _application() -> QApplication:
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Bút Phê")
    application.setDesktopFileName("butphe")
    translator = QTranslator(application)
    if translator.load(f"qtbase_{language()}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
    return application


def _dress(application: QApplication) -> None:
    wanted = os.environ.get("BUTPHE_THEME", "")
    scheme = next((scheme for scheme in SCHEMES if scheme == wanted), None)
    if scheme:
        dress(application, scheme)
    else:
        follow_system(application)


class Start(QObject):
    """Opens the desk behind a painted window."""

    opened = Signal(object)
    """The Room, once desk and window are joined."""

    def __init__(self, window: MainWindow, open_desk: OpenDesk, files: list[Path]) -> None:
        super().__init__(window)
        self.exit_code = 0
        self.room: Room | None = None
        self._desk: Desk | None = None
        self._last: Last | None = None
        self._window, self._open_desk, self._files = window, open_desk, files
        self._dispatcher = Dispatcher(self)
        window.reading.show_head(None)
        window.reading.show_placeholder(placeholder("nothing"))

    def open(self, passphrase: str | None = None) -> None:
        """Open the desk in the background."""
        work = partial(self._work, passphrase)
        self._dispatcher.start(work, self._show_list, owner=self, failed=self._failed, lane="acts")

    def close(self) -> None:
        """End everything that was started."""
        if self.room is not None:
            self.room.close()
        else:
            self._dispatcher.close()
            if self._desk is not None:
                self._desk.close()

    # ── within ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _work(self, passphrase: str | None, ticket: Ticket) -> tuple[Desk, Last]:
        import ui.flows.browsing  # noqa: F401 - read here, while the window already answers
        from ui.flows.last import last_of

        desk = self._open_desk(passphrase)
        return desk, last_of(desk)

    def _show_list(self, opened: tuple[Desk, Last]) -> None:
        from ui.flows.browsing import Browsing

        desk, last = opened
        self._desk, self._last = desk, last
        self._window.arrange(last.layout)
        self._browsing = Browsing(desk, self._dispatcher, self._window)
        self._browsing.framed.connect(self._go_on, Qt.ConnectionType.SingleShotConnection)
        self._browsing.begin(last.shape, last.document_id)
        self._window.folder.list.setFocus()

    def _go_on(self, _state: object) -> None:
        self._window.repaint()  # the list is on the screen before the rest takes the interpreter
        self._dispatcher.start(self._read, self._join, owner=self, failed=self._failed, lane="acts")

    def _read(self, ticket: Ticket) -> Renderer:
        import ui.flows.room
        import ui.screens.panel.view
        import ui.screens.register.view  # noqa: F401 - what the window will ask for
        from app.compose import renderer

        return renderer()

    def _join(self, renderer: Renderer) -> None:
        from ui.flows.room import Room

        assert self._desk is not None
        self.room = Room(self._desk, renderer, self._dispatcher, self._window, browsing=self._browsing)
        self._window.folder.forget_told()  # what was told of the first row, nobody heard
        self.room.begin(last=self._last)
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
