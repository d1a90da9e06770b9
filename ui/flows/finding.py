"""Finding words on the pages: exact hits first, then without diacritics; each is marked and shown in turn (B40)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QObject, QTimer

from office.errors import ButPheError
from office.records import Place
from ui.dispatch import Dispatcher, Ticket
from ui.flows.drawing import Hit, Renderer, Seen
from ui.screens.reading.find import Found
from ui.shell.commands import plain
from ui.shell.window import MainWindow

REST_MS = 250
PLAIN_PAGES_MAX = 60
"""Pages that are read word by word when the exact words are nowhere."""
Marks = tuple[tuple[Place, ...], ...]
"""One hit after the other, each with its rectangles."""


class Finding(QObject):
    """Asks the renderer what the find bar wants, and walks through the hits."""

    def __init__(self, renderer: Renderer, dispatcher: Dispatcher, window: MainWindow) -> None:
        super().__init__(window)
        self._renderer, self._dispatcher, self._window = renderer, dispatcher, window
        self._turn, self._current = 0, 0
        self._hits: Marks = ()
        self._typed = ""
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._ask)
        bar = window.reading.find_bar
        bar.typed.connect(self._wait)
        bar.stepped.connect(self._step)
        bar.closed.connect(self.close)

    def open(self) -> None:
        """Show the bar and put the cursor there; without pages the search of documents takes its place."""
        if self._window.reading.pages.page_count():
            self._window.reading.find_bar.open()
        else:
            self._window.topbar.focus_search()

    def close(self) -> None:
        """Forget what was found."""
        self._turn += 1
        self._rest.stop()
        self._typed, self._hits = "", ()
        self._window.reading.pages.show_hits((), 0)
        self._window.reading.find_bar.hide()
        self._window.reading.pages.setFocus()

    def forget(self) -> None:
        """Another file is shown: its hits are not known, the bar goes."""
        if self._window.reading.find_bar.isVisible():
            self.close()

    # ── within ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _wait(self, words: str) -> None:
        self._typed = words.strip()
        self._turn += 1
        self._rest.start()

    def _ask(self) -> None:
        if not self._typed:
            self._show(self._turn, ((), False))
            return
        work = partial(self._search, self._typed, self._window.reading.pages.page_count())
        done = partial(self._show, self._turn)
        self._dispatcher.start(work, done, owner=self, failed=partial(self._not_found, self._turn), lane="pages")

    def _search(self, words: str, pages: int, ticket: Ticket) -> tuple[Marks, bool]:
        """The hits, and whether the pages have no words at all (B41)."""
        exact = marks_of(self._renderer.search(words))
        if exact:
            return exact, False
        hits: list[tuple[Place, ...]] = []
        has_words = False
        for index in range(min(pages, PLAIN_PAGES_MAX)):
            ticket.progress(index, pages)
            seen = self._renderer.text(index)
            has_words = has_words or bool(seen)
            hits += plain_hits(seen, words, index + 1)
        return tuple(hits), not has_words

    def _show(self, turn: int, found: tuple[Marks, bool]) -> None:
        if turn != self._turn:
            return
        self._hits, is_picture = found
        self._current = 0
        self._window.reading.find_bar.say(Found(self._typed, len(self._hits), 1 if self._hits else 0, is_picture))
        self._mark()

    def _not_found(self, turn: int, error: Exception) -> None:
        if turn == self._turn:
            self._window.reading.find_bar.say(Found(self._typed, 0, 0, is_broken=True))
        if not isinstance(error, ButPheError):
            self._dispatcher.failed.emit(error)

    def _step(self, direction: int) -> None:
        if self._rest.isActive():
            self._rest.stop()
            self._ask()
        elif self._hits:
            self._current = (self._current + direction) % len(self._hits)
            self._window.reading.find_bar.say(Found(self._typed, len(self._hits), self._current + 1))
            self._mark()

    def _mark(self) -> None:
        self._window.reading.pages.show_hits(self._hits, self._current)


def marks_of(hits: Sequence[Hit]) -> Marks:
    """The renderer's hits as places."""
    return tuple(
        tuple(Place(page=hit.index + 1, x0=x0, y0=y0, x1=x1, y1=y1) for x0, y0, x1, y1 in hit.rectangles)
        for hit in hits
        if hit.rectangles
    )


def plain_hits(seen: Sequence[Seen], words: str, page: int) -> list[tuple[Place, ...]]:
    """Where the words stand one after the other, whatever their diacritics and case; the last may be cut short."""
    wanted = plain(words).split()
    ground = [plain(one.text).strip(".,;:()“”\"'") for one in seen]
    found = []
    for start in range(len(ground) - len(wanted) + 1 if wanted else 0):
        run = ground[start : start + len(wanted)]
        if run[:-1] == wanted[:-1] and run[-1].startswith(wanted[-1]):
            found.append(_places(seen[start : start + len(wanted)], page))
    return found


def _places(run: Sequence[Seen], page: int) -> tuple[Place, ...]:
    """One rectangle for each line of the run."""
    boxes = [run[0].rectangle]
    for before, after in pairwise(run):
        x0, y0, x1, y1 = boxes[-1]
        left, top, right, bottom = after.rectangle
        if abs(before.rectangle[1] - top) < (bottom - top) / 2 and left >= x0:
            boxes[-1] = (x0, min(y0, top), max(x1, right), max(y1, bottom))
        else:
            boxes.append(after.rectangle)
    return tuple(Place(page=page, x0=x0, y0=y0, x1=x1, y1=y1) for x0, y0, x1, y1 in boxes)
