"""What a signature's place would cover: words of its page and places of other signatures, asked for when it stands.

The place may be dragged only where no field was prepared; what it covers is said while it is dragged (B65).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from office.errors import ButPheError
from office.records import Place
from ui.dispatch import Dispatcher, Ticket
from ui.flows.drawing import Renderer, Seen
from ui.shell.window import MainWindow

if TYPE_CHECKING:
    from app.desk import Desk

SLACK_POINTS = 2.0
"""Boxes of words are those of their lines, larger than the ink."""


class Covering(QObject):
    """Tells the page view what stands on the page where a place is being set."""

    def __init__(self, desk: Desk, renderer: Renderer, dispatcher: Dispatcher, window: MainWindow) -> None:
        super().__init__(window)
        self._desk, self._renderer, self._dispatcher, self._window = desk, renderer, dispatcher, window
        self._document_id = ""
        self._known: tuple[str, str, int] = ("", "", 0)
        self._sha256 = ""
        window.reading.pages.place_changed.connect(self._look)

    def show(self, document_id: str, shown_sha256: str) -> None:
        """The document that is read and the bytes on the screen; another one is looked at anew."""
        is_same = (document_id, shown_sha256) == (self._document_id, self._sha256)
        self._document_id, self._sha256 = document_id, shown_sha256
        if not is_same:
            self._known = ("", "", 0)
        if (place := self._window.reading.pages.placing.place) is not None:
            self._look(place)

    # ── within ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _look(self, place: Place) -> None:
        wanted = (self._document_id, self._sha256, place.page)
        if wanted == self._known or not self._sha256 or not self._window.reading.pages.placing.is_movable:
            return
        self._known = wanted
        ask = partial(self._ask, self._document_id, place.page)
        done, failed = partial(self._show, wanted), partial(self._not_read, wanted)
        self._dispatcher.start(ask, done, owner=self, failed=failed, lane="pages")

    def _ask(self, document_id: str, page: int, ticket: Ticket) -> tuple[list[Place], list[Place]]:
        """Places of signatures and of words on the page."""
        record = self._desk.parts.record(document_id)
        prepared = getattr(record, "places", {})
        others = [one for key, one in prepared.items() if one.page == page and key not in {"number", "date"}]
        return others, [word_place(page, seen) for seen in self._renderer.text(page - 1)]

    def _show(self, wanted: tuple[str, str, int], found: tuple[list[Place], list[Place]]) -> None:
        if wanted == self._known:
            self._window.reading.pages.placing.know(*found)

    def _not_read(self, wanted: tuple[str, str, int], error: Exception) -> None:
        """A page that cannot be read warns of nothing; that it cannot be shown is said where it stands."""
        if not isinstance(error, ButPheError):
            self._dispatcher.failed.emit(error)


def word_place(page: int, seen: Seen) -> Place:
    """A word's box without the air of its line."""
    x0, y0, x1, y1 = seen.rectangle
    air = min(SLACK_POINTS, (y1 - y0) / 4)
    return Place(page=page, x0=x0, y0=y0 + air, x1=x1, y1=y1 - air)
