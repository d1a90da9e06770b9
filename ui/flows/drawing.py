"""Pages of one file: opens it in the render worker and has the pictures made that the view wants, one at a time."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from office.errors import ButPheError
from ui.dispatch import Dispatcher, Ticket
from ui.pages.pictures import picture
from ui.pages.view import PageView, Wanted

REST_MS = 30
Size = tuple[float, float]


class Opened(Protocol):
    """What the renderer says of an open file."""

    @property
    def sha256(self) -> str:
        """Of the bytes that are drawn."""

    @property
    def sizes(self) -> tuple[Size, ...]:
        """Of each page, in points."""


class Drawn(Protocol):
    """A page in pixels, four bytes each (BGRX)."""

    @property
    def width(self) -> int:
        """In device pixels."""

    @property
    def height(self) -> int:
        """In device pixels."""

    @property
    def pixels(self) -> bytes:
        """Row by row."""


class Seen(Protocol):
    """A word where it is seen on its page, in points from the top left."""

    @property
    def text(self) -> str:
        """The word."""

    @property
    def rectangle(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""


class Hit(Protocol):
    """A place where words were found."""

    @property
    def index(self) -> int:
        """Of the page, from 0."""

    @property
    def rectangles(self) -> tuple[tuple[float, float, float, float], ...]:
        """One for each line."""


class Renderer(Protocol):
    """The worker that draws and reads."""

    def open(self, path: Path) -> Opened:
        """Open a file for the calls that follow."""

    def page(self, index: int, width_px: int) -> Drawn:
        """Draw a page."""

    def text(self, index: int) -> Sequence[Seen]:
        """The words of a page in reading order."""

    def search(self, text: str) -> Sequence[Hit]:
        """Where these very words stand."""

    def close(self) -> None:
        """End the worker."""


class Drawing(QObject):
    """Feeds a page view from a renderer. `shown` names the SHA-256 of what is on the screen."""

    shown = Signal(str)
    failed = Signal(object)

    def __init__(self, renderer: Renderer, dispatcher: Dispatcher, view: PageView) -> None:
        super().__init__(view)
        self._renderer, self._dispatcher, self._view = renderer, dispatcher, view
        self._turn = 0
        self._is_drawing = False
        self._held: AbstractContextManager[Path] | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._draw)
        view.wanted.connect(self._rest.start)

    def open(self, file: AbstractContextManager[Path]) -> None:
        """Show a file from its first page; `file` gives its path while it is shown."""
        self._turn += 1
        self._dispatcher.start(
            partial(self._open, file, self._turn),
            partial(self._opened, self._turn),
            owner=self,
            failed=partial(self._not_opened, self._turn),
            lane="pages",
        )

    def close_file(self) -> None:
        """Show nothing."""
        self._turn += 1
        self._view.close_file()

    def close(self) -> None:
        """Let the file and the worker go."""
        self._turn += 1
        self._let_go()
        self._renderer.close()

    # ── within ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _open(self, file: AbstractContextManager[Path], turn: int, ticket: Ticket) -> Opened | None:
        if turn != self._turn:
            return None
        self._let_go()
        path = file.__enter__()
        self._held = file
        return self._renderer.open(path)

    def _let_go(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            held.__exit__(None, None, None)

    def _opened(self, turn: int, opened: Opened | None) -> None:
        if turn == self._turn and opened is not None:
            self._view.open(opened.sizes)
            self.shown.emit(opened.sha256)

    def _not_opened(self, turn: int, error: Exception) -> None:
        if turn == self._turn:
            self._view.close_file()
            self.failed.emit(error)

    def _draw(self) -> None:
        wanted = self._view.next_wanted()
        if self._is_drawing or wanted is None:
            return
        self._is_drawing = True
        self._dispatcher.start(
            partial(self._make, wanted),
            partial(self._made, self._turn, wanted),
            owner=self,
            failed=partial(self._not_made, self._turn, wanted),
            lane="pages",
        )

    def _make(self, wanted: Wanted, ticket: Ticket) -> Drawn:
        return self._renderer.page(*wanted)

    def _made(self, turn: int, wanted: Wanted, drawn: Drawn) -> None:
        self._is_drawing = False
        if turn == self._turn:
            self._view.take(*wanted, picture(drawn.width, drawn.height, drawn.pixels))
        self._rest.start()

    def _not_made(self, turn: int, wanted: Wanted, error: Exception) -> None:
        self._is_drawing = False
        if turn == self._turn:
            self._view.take(*wanted, None)
        if not isinstance(error, ButPheError):
            self.failed.emit(error)
        self._rest.start()
