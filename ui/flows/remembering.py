"""Where the user was: the list, the document and the place in it, widths, window and theme, kept for the next start.

It lies in the desk's encrypted memory, is written a moment after something moved, and once more at the end (B1, B38).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, QTimer

from app.memory import Memory
from ui.dispatch import Dispatcher, Ticket
from ui.flows.browsing import Browsing
from ui.flows.last import LAST, Last, last_of
from ui.flows.reading import Reading
from ui.shell.window import MainWindow
from ui.theme.current import CURRENT
from ui.theme.tokens import SCHEMES, Scheme

if TYPE_CHECKING:
    from app.desk import Desk

REST_MS = 800
SPOTS_MAX = 300


class Remembering(QObject):
    """Loads what was kept, gives it back, and keeps what changes."""

    def __init__(
        self, desk: Desk, dispatcher: Dispatcher, window: MainWindow, browsing: Browsing, reading: Reading
    ) -> None:
        super().__init__(window)
        self._desk, self._memory = desk, Memory(desk.parts)
        self._dispatcher, self._window = dispatcher, window
        self._browsing, self._reading = browsing, reading
        self._last = Last()
        self._written = Last()
        self._dress: Callable[[Scheme], None] | None = None
        self._is_on = False
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._write)
        pages = window.reading.pages
        for moved in (pages.verticalScrollBar().valueChanged, pages.zoom_changed, browsing.shaped, reading.shown):
            moved.connect(self._wait)
        for arranged in (window.arranged, CURRENT.changed):
            arranged.connect(self._wait)
        reading.drawing.shown.connect(self._give_spot)

    def begin(self, dress: Callable[[Scheme], None], last: Last | None = None) -> None:
        """Give back what was kept; `dress` puts a theme on. `last`: the list is shown with it already."""
        self._dress = dress
        if last is None:
            self._dispatcher.start(self._load, self._give_list_back, owner=self)
        else:
            self._give_back(last)

    def end(self) -> None:
        """Keep what is now; called once, before the desk closes."""
        self._rest.stop()
        if self._is_on:
            self._look()
            if self._last != self._written:
                self._memory.save(LAST, self._last)

    def chose_theme(self, scheme: Scheme) -> None:
        """The user chose a theme: it stays."""
        self._last = msgspec.structs.replace(self._last, theme=scheme)
        self._wait()

    # ── within ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _load(self, ticket: Ticket) -> Last:
        return last_of(self._desk)

    def _give_list_back(self, last: Last) -> None:
        self._window.arrange(last.layout)
        self._browsing.begin(last.shape, last.document_id)
        self._give_back(last)

    def _give_back(self, last: Last) -> None:
        self._last = self._written = last
        self._window.reading.pages.set_zoom(*last.zoom)
        chosen = next((scheme for scheme in SCHEMES if scheme == last.theme), None)
        if chosen and self._dress is not None and not os.environ.get("BUTPHE_THEME"):
            self._dress(chosen)
        self._is_on = True

    def _wait(self) -> None:
        if self._is_on:
            self._rest.start()

    def _look(self) -> None:
        pages, document = self._window.reading.pages, self._reading.document
        spots = dict(self._last.spots)
        if document is not None and self._reading.shown_sha256 == document.main_sha256 and pages.page_count():
            spots.pop(document.id, None)
            spots[document.id] = pages.spot()
        self._last = Last(
            shape=self._browsing.shape(),
            document_id=self._reading.current_id(),
            spots=dict(list(spots.items())[-SPOTS_MAX:]),
            zoom=(pages.mode(), pages.zoom() if pages.mode() == "percent" else 1.0),
            layout=self._window.arrangement(),
            theme=self._last.theme,
        )

    def _write(self) -> None:
        self._look()
        if self._last == self._written:
            return
        last = self._written = self._last

        def save(ticket: Ticket) -> None:
            self._memory.save(LAST, last)

        self._dispatcher.start(save, _nothing, owner=self, lane="acts")

    def _give_spot(self, sha256: str) -> None:
        """A document is at the place where it was left, unless its signature's place is to be seen."""
        document, pages = self._reading.document, self._window.reading.pages
        if document is not None and document.id in self._last.spots and pages.placing.place is None:
            pages.go_to_spot(self._last.spots[document.id])


def _nothing(outcome: None) -> None:
    """What was written needs no word."""
