"""Secrecy marks on the first page: MẬT, TỐI MẬT, TUYỆT MẬT (Decree 30, Appendix I, cell 10a).

Decides whether a mark is seen: standing alone in the upper part, after `Độ mật:`, or in a frame anywhere on the page.
Words in running text (bảo mật, bí mật nhà nước) are no mark. What follows from one is left to `office.secrecy`.
A scan has no words; what it bears is for the clerk's eye.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

import pdfplumber
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from paper.opening import open_bytes
from paper.text import Line, PageText, Word, read_page, segments

MARKS = {"MẬT": "Mật", "TỐI MẬT": "Tối mật", "TUYỆT MẬT": "Tuyệt mật"}
"""As printed, and as the law names the degree."""
UPPER_PART = 0.5
FRAME_MAX = (230.0, 60.0)
"""Points; a frame larger than this is a table or a box of text."""
_LEGACY = {
    "MËT": "MẬT", "TèI MËT": "TỐI MẬT", "TUYÖT MËT": "TUYỆT MẬT",
    "mËt": "MẬT", "tèi mËt": "TỐI MẬT", "tuyÖt mËt": "TUYỆT MẬT",
    "MAÄT": "MẬT", "TOÁI MAÄT": "TỐI MẬT", "TUYEÄT MAÄT": "TUYỆT MẬT",
}  # fmt: skip
"""The same in the encodings before Unicode (TCVN 5712 with its capital faces, VNI)."""
_BEGINNINGS = {"MẬT", "Mật", "TỐI", "Tối", "TUYỆT", "Tuyệt", "M", "T"}
"""Words that a mark may begin with; only a page that has one is searched for frames, which costs most."""
_DEGREE = re.compile(r"^(?:MỨC )?ĐỘ MẬT\s*:\s*(.+)$")
_WRAPPED = re.compile(r"(BÍ|BẢO|CƠ|ĐỘ|TỐI|TUYỆT)$")


def secrecy(path: Path) -> str:
    """The mark on page 1 (Mật, Tối mật, Tuyệt mật), or "". Raises NotAPdf, DamagedPdf, EncryptedPdf."""
    data = path.read_bytes()
    document = open_bytes(data, name=path.name)
    try:
        return secrecy_of(read_page(document, 0), data)
    finally:
        document.close()


def secrecy_of(page: PageText, data: bytes) -> str:
    """The same for page 1 as it was read from a file of these bytes."""
    if mark := mark_in(page):
        return mark
    if not any(_may_be_mark(word.text) for word in page.all_words):
        return ""
    return next((mark for part in _framed(data, page) if (mark := _mark(part))), "")


def mark_in(page: PageText) -> str:
    """The mark that stands alone in the upper part of this page, or ""."""
    parts = segments(page.all_words)
    for index, part in enumerate(parts):
        if part.rectangle[1] > UPPER_PART * page.height:
            break
        if (mark := _mark(part)) and not _continues(part, parts[:index]):
            return mark
    return ""


def _mark(part: Line) -> str:
    text = _spelled(part.text)
    if degree := _DEGREE.match(text.upper()):
        return MARKS.get(degree[1].strip(" ."), "")
    return MARKS.get(text.upper(), "") if text[:1].isupper() else ""


def _spelled(text: str) -> str:
    """A mark's text without its decoration: brackets, letters set apart, spellings before Unicode."""
    plain = unicodedata.normalize("NFC", text).strip(" []()|*-–.:\"'")
    if all(len(letter) == 1 for letter in plain.split()) and len(plain.split()) > 2:
        plain = re.sub(r"(TỐI|TUYỆT)(?=MẬT)", r"\1 ", plain.replace(" ", ""))
    return _LEGACY.get(plain, plain)


def _may_be_mark(text: str) -> bool:
    return _spelled(text) in _BEGINNINGS


def _continues(part: Line, before: Sequence[Line]) -> bool:
    """Whether the line is the end of a wrapped heading, such as `… BẢO VỆ BÍ / MẬT NHÀ NƯỚC`."""
    x0, y0, x1, y1 = part.rectangle
    for other in before:
        ox0, _, ox1, oy1 = other.rectangle
        is_above = ox0 < x1 and x0 < ox1 and -0.5 * (y1 - y0) < y0 - oy1 < 0.8 * (y1 - y0)
        if is_above and _WRAPPED.search(other.text.upper()):
            return True
    return False


def _framed(data: bytes, page: PageText) -> Iterator[Line]:
    """Words inside the small frames of the page."""
    for x0, y0, x1, y1 in _frames(data):
        inside = [word for word in page.all_words if x0 <= word.middle[0] <= x1 and y0 <= word.middle[1] <= y1]
        if inside:
            yield Line(_in_reading_order(inside))


def _in_reading_order(words: Sequence[Word]) -> tuple[Word, ...]:
    return tuple(word for part in segments(words) for word in part.words)


def _frames(data: bytes) -> list[tuple[float, float, float, float]]:
    """Small closed boxes of page 1, whether one rectangle, a path or four lines; [] for a page pdfminer cannot read."""
    try:
        with pdfplumber.open(io.BytesIO(data), pages=[1]) as document:
            first = document.pages[0]
            left, top = first.cropbox[0] - first.mediabox[0], first.mediabox[3] - first.cropbox[3]
            boxes: list[tuple[float, ...]] = [
                (box["x0"], box["top"], box["x1"], box["bottom"]) for box in (*first.rects, *first.curves)
            ]
            boxes += [table.bbox for table in first.find_tables()]
    except (PdfminerException, MalformedPDFException):
        return []
    wide, high = FRAME_MAX
    small = [(x0, y0, x1, y1) for x0, y0, x1, y1 in boxes if x1 - x0 <= wide and 8 <= y1 - y0 <= high]
    return [(x0 - left, y0 - top, x1 - left, y1 - top) for x0, y0, x1, y1 in small]
