"""Words of a page with their rectangles as seen, and lines made of them.

Decides what a word is, where it stands on the page as a person sees it (crop and rotation applied, points, origin
top left, y down), and whether it belongs to the page or is drawn by an annotation or field. What words mean is left
to `fields`, `places` and `marks`. Text comes out in NFC.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from office.records import Place
from paper.found import Rectangle, Source
from paper.opening import page_of

BOLD_WEIGHT_MIN = 600
GAP_OF_SEGMENTS = 1.6
"""Words of one line that stand further apart than this, in heights, belong to different columns."""


class View(NamedTuple):
    """How a page's user space is seen: its visible box (left, bottom, right, top) and /Rotate, clockwise."""

    box: tuple[float, float, float, float]
    rotation: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as seen."""
        left, bottom, right, top = self.box
        across, up = right - left, top - bottom
        return (up, across) if self.rotation % 180 else (across, up)

    def seen(self, x: float, y: float) -> tuple[float, float]:
        """A point of user space as seen."""
        left, bottom, right, top = self.box
        match self.rotation % 360:
            case 90:
                return y - bottom, x - left
            case 180:
                return right - x, y - bottom
            case 270:
                return top - y, right - x
            case _:
                return x - left, top - y

    def seen_rectangle(self, left: float, bottom: float, right: float, top: float) -> Rectangle:
        """A rectangle of user space as seen."""
        ax, ay = self.seen(left, bottom)
        bx, by = self.seen(right, top)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


class Word(NamedTuple):
    """Characters without white space between them; the box is that of the lines, not tight around the ink."""

    text: str
    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    source: Source = "page"
    is_bold: bool = False

    @property
    def height(self) -> float:
        """Of the box."""
        return self.y1 - self.y0

    @property
    def middle(self) -> tuple[float, float]:
        """Centre of the box."""
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2


class Line(NamedTuple):
    """Words that stand beside each other, from left to right; never empty."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words with one space between."""
        return " ".join(word.text for word in self.words)

    @property
    def rectangle(self) -> Rectangle:
        """Around all words."""
        return around(self.words)

    @property
    def page(self) -> int:
        """From 1."""
        return self.words[0].page

    @property
    def is_bold(self) -> bool:
        """Whether more than half of the words are."""
        return sum(word.is_bold for word in self.words) * 2 > len(self.words)


class PageText(NamedTuple):
    """A page's words: its own, and those drawn by annotations and fields; sizes as seen, in points."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    drawn: tuple[Word, ...]
    """By annotations."""

    @property
    def all_words(self) -> tuple[Word, ...]:
        """Of both sources."""
        return self.words + self.drawn


class _Character(NamedTuple):
    code: int
    box: tuple[float, float, float, float]
    is_bold: bool


def view_of(page: pdfium.PdfPage) -> View:
    """How this page is seen: its crop box within its media box, and its rotation."""
    return View(page.get_bbox(), page.get_rotation())


def read_page(document: pdfium.PdfDocument, index: int) -> PageText:
    """Read page `index` (from 0). Afterwards the page in memory is flattened: use a document kept for reading.

    Raises PageMissing, DamagedPdf.
    """
    with page_of(document, index) as page:
        view = view_of(page)
        own = _characters(page)
        was_flattened = pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY) == pdfium_c.FLATTEN_SUCCESS
    both = own
    if was_flattened:
        with page_of(document, index) as page:
            both = _characters(page)
    width, height = view.size
    words = tuple(_words(own, view, index + 1, "page"))
    drawn = tuple(_words(_difference(both, own), view, index + 1, "annotation"))
    return PageText(index + 1, width, height, words, drawn)


def read_pages(document: pdfium.PdfDocument, limit: int) -> tuple[PageText, ...]:
    """Read the first `limit` pages."""
    return tuple(read_page(document, index) for index in range(min(limit, len(document))))


def lines(words: Iterable[Word]) -> list[Line]:
    """Words by geometry: from top to bottom, from left to right, whatever their order in the file."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.middle[1], word.x0)):
        if rows and abs(_middle_of(rows[-1]) - word.middle[1]) < 0.45 * min(word.height, rows[-1][-1].height):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [Line(tuple(sorted(row, key=lambda word: word.x0))) for row in rows]


def segments(words: Iterable[Word]) -> list[Line]:
    """Lines, split where a wide gap separates columns."""
    found: list[Line] = []
    for line in lines(words):
        part = [line.words[0]]
        for before, word in zip(line.words, line.words[1:], strict=False):
            if word.x0 - before.x1 > GAP_OF_SEGMENTS * before.height:
                found.append(Line(tuple(part)))
                part = []
            part.append(word)
        found.append(Line(tuple(part)))
    return found


def around(words: Sequence[Word]) -> Rectangle:
    """The rectangle around words of one page."""
    return (
        min(word.x0 for word in words),
        min(word.y0 for word in words),
        max(word.x1 for word in words),
        max(word.y1 for word in words),
    )


def place(page: int, rectangle: Rectangle) -> Place:
    """A rectangle as the record that the rest of the office knows."""
    x0, y0, x1, y1 = rectangle
    return Place(page=page, x0=x0, y0=y0, x1=x1, y1=y1)


def _middle_of(row: Sequence[Word]) -> float:
    return sum(word.middle[1] for word in row) / len(row)


def _characters(page: pdfium.PdfPage) -> list[_Character]:
    textpage = page.get_textpage()
    try:
        found: list[_Character] = []
        for index in range(textpage.count_chars()):
            found.append(_character(textpage.raw, index, found[-1] if found else None))
        return found
    finally:
        textpage.close()


def _character(raw: object, index: int, before: _Character | None) -> _Character:
    """One character; the weight is asked for at the beginning of a word only, it costs most."""
    code = pdfium_c.FPDFText_GetUnicode(raw, index)
    box = pdfium_c.FS_RECTF()
    if not pdfium_c.FPDFText_GetLooseCharBox(raw, index, box):
        return _Character(code, (0.0, 0.0, 0.0, 0.0), False)
    is_bold = before.is_bold if before and not _is_space(before.code) else _is_bold(raw, index)
    return _Character(code, (box.left, box.bottom, box.right, box.top), is_bold)


def _is_bold(raw: object, index: int) -> bool:
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    size = pdfium_c.FPDFText_GetFontInfo(raw, index, name, 128, flags)
    if 0 < size <= 128 and b"bold" in name.value.lower():
        return True
    return bool(pdfium_c.FPDFText_GetFontWeight(raw, index) >= BOLD_WEIGHT_MIN)


def _difference(both: Iterable[_Character], own: Iterable[_Character]) -> list[_Character]:
    left = Counter(map(_key, own))
    rest = []
    for character in both:
        key = _key(character)
        if left[key]:
            left[key] -= 1
        else:
            rest.append(character)
    return rest


def _key(character: _Character) -> tuple[int, float, float]:
    return character.code, round(character.box[0], 1), round(character.box[1], 1)


def _words(characters: Iterable[_Character], view: View, page: int, source: Source) -> Iterable[Word]:
    part: list[_Character] = []
    for character in characters:
        if _is_space(character.code):
            yield from _word(part, view, page, source)
            part = []
            continue
        if part and _is_apart(part[-1], character):
            yield from _word(part, view, page, source)
            part = []
        part.append(character)
    yield from _word(part, view, page, source)


def _is_space(code: int) -> bool:
    return code in (0, 0xFFFE, 0xFFFF) or chr(code).isspace()


def _is_apart(before: _Character, after: _Character) -> bool:
    """Whether the next character stands elsewhere, though the file has no white space between."""
    height = max(before.box[3] - before.box[1], before.box[2] - before.box[0], 1.0)
    across = max(after.box[0] - before.box[2], before.box[0] - after.box[2])
    up = max(after.box[1] - before.box[3], before.box[1] - after.box[3])
    return max(across, up) > 0.5 * height


def _word(part: Sequence[_Character], view: View, page: int, source: Source) -> Iterable[Word]:
    text = unicodedata.normalize("NFC", "".join(_letter(character.code) for character in part))
    boxes = [character.box for character in part if character.box[2] > character.box[0]]
    if not text or not boxes:
        return
    rectangle = view.seen_rectangle(
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
    yield Word(text, page, *rectangle, source, part[0].is_bold)


def _letter(code: int) -> str:
    """A character; pdfium says 2 for a hyphen at the end of a line."""
    return "-" if code == 2 else chr(code)
