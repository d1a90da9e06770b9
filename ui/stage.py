"""A window over a desk for pictures: where there is no display, `butphe demo --headless` shows its stages with it."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from ui.dispatch import Dispatcher
from ui.flows.drawing import Renderer
from ui.flows.room import Room
from ui.main import make_application
from ui.shell.picture import screenshot
from ui.shell.window import MainWindow

if TYPE_CHECKING:
    from app.desk import Desk

WAIT_S = 90.0


class Stage:
    """One person's window, painted offscreen. The desk stays the caller's: `close` lets only the window go."""

    def __init__(self, desk: Desk, renderer: Renderer, *, width: int = 1440, height: int = 900) -> None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        self._application = make_application()
        self._dispatcher = Dispatcher()
        self._window = MainWindow()
        self._window.resize(width, height)
        self._room = Room(desk, renderer, self._dispatcher, self._window)
        self._window.show()
        self._room.signing.look_for_tokens()

    def shoot(self, path: Path, *, folder: str, document_id: str = "") -> None:
        """Open a folder and a document, wait until all of it is painted, write the picture. Raises TimeoutError."""
        self._room.browsing.open_folder(folder)
        self._settle()
        if document_id:
            self._room.browsing.show(document_id)
            self._settle()
        screenshot(self._window, path)

    def close(self) -> None:
        """Let the window and its renderer go."""
        self._room.signing.stop()
        self._dispatcher.close()
        self._room.reading.close()
        self._window.deleteLater()
        QApplication.processEvents()

    def _settle(self) -> None:
        deadline = time.monotonic() + WAIT_S
        quiet_since = time.monotonic()
        while time.monotonic() - quiet_since < 0.4:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            is_painted = not self._window.reading.pages.page_count() or self._window.reading.pages.is_sharp()
            if not (self._dispatcher.is_idle() and is_painted):
                quiet_since = time.monotonic()
            if time.monotonic() > deadline:
                raise TimeoutError(f"the window did not come to rest within {WAIT_S} s")
