"""The render worker's half of `render`: owns pdfium and the bytes of one file.

Draws pages with every field and signature look, reads their words, finds text. Who asks, and when, is the client's.
"""

from __future__ import annotations

import hashlib
import unicodedata
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from paper.errors import FileReplaced
from paper.opening import naming, open_bytes, page_of
from paper.render import (
    Hit,
    Opened,
    OpenRequest,
    PageRequest,
    Picture,
    SearchReply,
    SearchRequest,
    SeenWord,
    TextReply,
    TextRequest,
)
from paper.text import Word, lines, read_page, view_of
from workers.serve import Ask

SIDE_PX_MAX = 8_000
"""A square of it is 256 MB, the most that one frame should carry."""
SIZES_MAX = 5_000


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
