"""Drawing pages in a process of its own: what is asked and answered, and the client without Qt and without pdfium.

Decides what the screen shows: pages with every field and signature look drawn, at the size asked for, of exactly the
bytes whose SHA-256 `open` returns; the worker keeps those bytes, so a file replaced on disk changes nothing shown.
A page that hangs or crashes the worker costs that page: the next call starts a new worker, which opens the file again
and refuses it when its bytes are others. How pages are drawn is `drawing`'s, how they are laid out and kept
the window's.

Pages count from 0 here; points are as seen, origin top left.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

import paper.errors  # noqa: F401 - errors that pass the pipe are rebuilt from the classes known here
from paper.found import Rectangle
from workers.client import Worker
from workers.serve import serve

DEADLINE_S = 5.0
OPEN_DEADLINE_S = 20.0
SEARCH_DEADLINE_S = 60.0


class OpenRequest(msgspec.Struct, frozen=True):
    """Open a file; the one open before is closed."""

    path: str


class Opened(msgspec.Struct, frozen=True):
    """An open file: hash of the bytes shown, and the size of each page in points as seen."""

    sha256: str
    pages: int
    sizes: tuple[tuple[float, float], ...]


class PageRequest(msgspec.Struct, frozen=True):
    """Draw a page `width_px` device pixels wide (device-pixel ratio included); `sha256` names the file as opened."""

    path: str
    sha256: str
    index: int
    width_px: int


class Picture(msgspec.Struct, frozen=True):
    """Pixels of a page: four bytes each, blue green red and one unused (Qt's Format_RGB32)."""

    width: int
    height: int
    stride: int
    pixels: bytes


class TextRequest(msgspec.Struct, frozen=True):
    """Read a page's words."""

    path: str
    sha256: str
    index: int


class SeenWord(msgspec.Struct, frozen=True):
    """A word and where it is seen; `is_drawn`: by an annotation or a field."""

    text: str
    rectangle: Rectangle
    is_drawn: bool


class TextReply(msgspec.Struct, frozen=True):
    """In reading order by geometry."""

    words: tuple[SeenWord, ...]


class SearchRequest(msgspec.Struct, frozen=True):
    """Find words in all pages, whatever their case and spacing."""

    path: str
    sha256: str
    text: str
    limit: int = 500


class Hit(msgspec.Struct, frozen=True):
    """One place where the text was found; several rectangles when it runs over lines."""

    index: int
    rectangles: tuple[Rectangle, ...]


class SearchReply(msgspec.Struct, frozen=True):
    """Hits in page order."""

    hits: tuple[Hit, ...]


class Renderer:
    """The client: one file at a time, from any thread. Calls may raise WorkerHung or WorkerDied (workers.errors)."""

    def __init__(self, command: Sequence[str]) -> None:
        """`command` starts the worker; nothing runs until the first call."""
        self._worker = Worker(command)
        self._path = ""
        self._opened = Opened("", 0, ())

    @property
    def pid(self) -> int | None:
        """Of the worker running now."""
        return self._worker.pid

    def open(self, path: Path) -> Opened:
        """Open a file for the calls that follow. Raises NotAPdf, DamagedPdf, EncryptedPdf, FileReplaced."""
        opened = self._worker.call("open", OpenRequest(str(path)), Opened, deadline_s=OPEN_DEADLINE_S)
        self._path, self._opened = str(path), opened
        return opened

    def page(self, index: int, width_px: int) -> Picture:
        """Draw a page. Raises PageMissing, DamagedPdf, FileReplaced (the bytes on disk are others now)."""
        request = PageRequest(self._path, self._opened.sha256, index, width_px)
        return self._worker.call("page", request, Picture, deadline_s=DEADLINE_S)

    def text(self, index: int) -> tuple[SeenWord, ...]:
        """The words of a page, those of fields and looks too. Raises as `page`."""
        request = TextRequest(self._path, self._opened.sha256, index)
        return self._worker.call("text", request, TextReply, deadline_s=DEADLINE_S).words

    def search(self, text: str) -> tuple[Hit, ...]:
        """Find `text` in all pages. Raises as `page`."""
        request = SearchRequest(self._path, self._opened.sha256, text)
        return self._worker.call("search", request, SearchReply, deadline_s=SEARCH_DEADLINE_S).hits

    def close(self) -> None:
        """End the worker."""
        self._worker.close()


def main(argv: Sequence[str]) -> None:
    """Be the render worker until the parent closes the pipe; takes no arguments."""
    from paper.drawing import Pages

    assert not argv, argv
    pages = Pages()
    serve(
        {
            "open": (OpenRequest, pages.open),
            "page": (PageRequest, pages.page),
            "text": (TextRequest, pages.text),
            "search": (SearchRequest, pages.search),
        }
    )
