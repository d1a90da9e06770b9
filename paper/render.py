"""Drawing pages in a process of its own: the worker that owns pdfium, and its client without Qt.

Decides what the screen shows: pages with every field and signature look drawn, at the size asked for, of exactly the
bytes whose SHA-256 `open` returns; the worker keeps those bytes, so a file replaced on disk changes nothing shown.
A page that hangs or crashes the worker costs that page: the next call starts a new worker, which opens the file again
and refuses it when its bytes are others. How pages are laid out and kept is left to the window.

Pages count from 0 here; points are as seen, origin top left.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from paper.errors import FileReplaced
from paper.opening import naming, open_bytes, page_of
from paper.text import Rectangle, Word, lines, read_page, view_of
from workers.client import Worker
from workers.serve import Ask, serve

SIDE_PX_MAX = 8_000
"""A square of it is 256 MB, the most that one frame should carry."""
DEADLINE_S = 5.0
OPEN_DEADLINE_S = 20.0
SEARCH_DEADLINE_S = 60.0
SIZES_MAX = 5_000


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


class Pages:
    """The worker's state: the bytes of one file, opened once for drawing and once for reading (which flattens)."""

    def __init__(self) -> None:
        self._path = ""
        self._sha256 = ""
        self._data = b""
        self._drawn: pdfium.PdfDocument | None = None
        self._read: pdfium.PdfDocument | None = None

    def open(self, request: OpenRequest, ask: Ask) -> Opened:
        """Read the file and open it."""
        document = self._load(request.path)
        sizes = tuple(document.get_page_size(index) for index in range(min(len(document), SIZES_MAX)))
        return Opened(self._sha256, len(document), sizes)

    def page(self, request: PageRequest, ask: Ask) -> Picture:
        """Draw a page with its fields and looks."""
        document = self._document(request.path, request.sha256)
        with naming(Path(request.path).name), page_of(document, request.index) as page:
            width, height = page.get_size()
            scale = min(request.width_px / width, SIDE_PX_MAX / max(width, height))
            bitmap = page.render(scale=scale, prefer_bgrx=True, force_bitmap_format=pdfium_c.FPDFBitmap_BGRx)
            return Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))

    def text(self, request: TextRequest, ask: Ask) -> TextReply:
        """Read a page's words."""
        document = self._reading(request.path, request.sha256)
        with naming(Path(request.path).name):
            page = read_page(document, request.index)
        ordered = [word for line in lines(page.all_words) for word in line.words]
        return TextReply(tuple(_seen(word) for word in ordered))

    def search(self, request: SearchRequest, ask: Ask) -> SearchReply:
        """Find text; pdfium's own search, over pages with their looks flattened."""
        document = self._reading(request.path, request.sha256)
        wanted = unicodedata.normalize("NFC", request.text).strip()
        hits: list[Hit] = []
        with naming(Path(request.path).name):
            for index in range(len(document) if wanted else 0):
                hits += _hits(document, index, wanted)
                if len(hits) >= request.limit:
                    break
        return SearchReply(tuple(hits[: request.limit]))

    def _load(self, path: str) -> pdfium.PdfDocument:
        for document in (self._read, self._drawn):
            if document is not None:
                document.close()
        self._drawn = self._read = None
        self._data = Path(path).read_bytes()
        self._path, self._sha256 = path, hashlib.sha256(self._data).hexdigest()
        self._drawn = open_bytes(self._data, name=Path(path).name)
        return self._drawn

    def _document(self, path: str, sha256: str) -> pdfium.PdfDocument:
        if self._drawn is None or (path, sha256) != (self._path, self._sha256):
            self._load(path)
        if sha256 != self._sha256:
            raise FileReplaced(file=Path(path).name)
        assert self._drawn is not None
        return self._drawn

    def _reading(self, path: str, sha256: str) -> pdfium.PdfDocument:
        self._document(path, sha256)
        if self._read is None:
            self._read = open_bytes(self._data, name=Path(path).name)
        return self._read


def main(argv: Sequence[str]) -> None:
    """Be the render worker until the parent closes the pipe; takes no arguments."""
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


def _seen(word: Word) -> SeenWord:
    return SeenWord(word.text, (word.x0, word.y0, word.x1, word.y1), word.source == "annotation")


def _hits(document: pdfium.PdfDocument, index: int, wanted: str) -> list[Hit]:
    read_page(document, index)
    with page_of(document, index) as page:
        view, textpage = view_of(page), page.get_textpage()
        try:
            searcher = textpage.search(wanted)
            found = []
            while (occurrence := searcher.get_next()) is not None:
                count = textpage.count_rects(*occurrence)
                boxes = [textpage.get_rect(number) for number in range(count)]
                found.append(Hit(index, tuple(view.seen_rectangle(*box) for box in boxes)))
            searcher.close()
            return found
        finally:
            textpage.close()
