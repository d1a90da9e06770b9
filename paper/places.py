"""Where things stand on a page that we did not compose: signer's block, cells of number and date, room for a stamp.

Decides by what is printed, and returns None rather than a guess. Pages of our own carry exact places from their
template (`compose`); here is the fallback for the others, and a test that both agree. What is set there is left to
`signing`. Geometry: signature-appearance.md §3, reading: paper.md §5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pypdfium2 as pdfium

from office.records import Place
from paper.compose import POINTS_PER_MM, seal_place
from paper.opening import opened, page_of
from paper.text import Line, PageText, Word, place, read_pages, segments

PAGES_READ_MAX = 100
STRIP_HEIGHTS = (36.0, 125.0)
"""Points between title and name; 49–98 were measured on real documents."""
SAME_CENTRE = 0.06
"""Of the page width: title and name of one block have the same middle."""
IMAGE_MM = (54.0, 25.0)
SEAL_MM = 36.0
BLANK_WIDTH_MIN = 12.0
CELL_SIZE = 13.0
"""Type size of cells 3 and 4; a place goes from 0.95 of it above the baseline to 0.25 below, as the template's do."""
LOOSE_DROP = 0.216
"""Of the size: how far a word's box reaches below the baseline in a Times-metric face."""
YEAR_WIDTH = 29.0
SIDE_MAX = 2000.0
"""Points; a larger sheet is a plan or a poster, and no stamp goes by rule on it."""
STAMP_CLEAR = 5
"""Points of white paper kept around the stamp."""
WHITE = 250
STAMP_SIZES_MM = ((50, 35), (50, 28), (50, 22), (50, 18), (50, 15), (50, 12))
"""Of the ĐẾN stamp, best first; the law's own is 50 × 35 (Decree 30, Appendix IV, V)."""
_PREFIX = re.compile(r"^(TM|KT|TL|TUQ|Q)\s*\.")
_TITLES = re.compile(
    r"^(QUYỀN )?(PHÓ |THỨ )?(TỔNG |CHI )?(CHỦ TỊCH|CHÁNH|GIÁM ĐỐC|BỘ TRƯỞNG|TRƯỞNG|CỤC TRƯỞNG|VỤ TRƯỞNG|VIỆN TRƯỞNG|"
    r"HIỆU TRƯỞNG|THỦ TƯỚNG|BÍ THƯ|CHỦ NHIỆM|THỐNG ĐỐC|TỔNG|ĐỘI TRƯỞNG|CHỈ HUY|CHÍNH ỦY)\b"
)
_ACADEMIC = re.compile(r"^((GS|PGS|TSKH|TS|Th[sS]|BS|CKI{1,2}|KS|CN|LS|DS|NGƯT|NGND|TTƯT)[.,\s]+)+")
_NOTE = re.compile(r"[:()\[\]]")
"""Between title and name: `(Đã ký)`, `Ký bởi: …`."""
_NOT_A_NAME = re.compile(r"[:()\[\]\d/;@]")
_DOTS = re.compile(r"^[.…_]+$")


class SignerBlock(NamedTuple):
    """The signer's block: title lines, free strip and name, with the places of signature image and seal in it."""

    name: str
    """Without academic titles."""
    title: Place
    name_place: Place
    strip: Place
    leader: Place
    seal: Place
    is_free: bool
    """Whether nothing is printed in the strip."""


def find(path: Path) -> dict[str, Place]:
    """What a page offers, by key: title, name, strip, leader, seal, number, day, month, year, arrival_strip.

    A key is missing where the page gives no sure answer. Raises NotAPdf, DamagedPdf, EncryptedPdf.
    """
    with opened(path) as document:
        strip = arrival_strip(document)
        pages = read_pages(document, PAGES_READ_MAX)
    found = {"arrival_strip": strip, "number": number_cell(pages[0])} | date_cells(pages[0])
    if block := signer_block(pages):
        found |= {"title": block.title, "name": block.name_place}
        if block.is_free:
            found |= {"strip": block.strip, "leader": block.leader, "seal": block.seal}
    return {key: where for key, where in found.items() if where is not None}


def signature_block(path: Path) -> SignerBlock | None:
    """The signer's block of a file, None where there is none to be sure of. Raises as `find`."""
    with opened(path) as document:
        return signer_block(read_pages(document, PAGES_READ_MAX))


def signer_block(pages: Sequence[PageText]) -> SignerBlock | None:
    """The first block with a free strip between title and name; annexes may follow it, so all pages are looked at."""
    return next((block for page in pages for block in _blocks(page)), None)


def is_capitals(text: str) -> bool:
    """Whether every letter of `text` is a capital, and there are some."""
    return text.upper() == text and text.lower() != text


def number_label(page: PageText) -> Word | None:
    """The `Số:` of cell 3: the first in the upper left that has a symbol, or the blank of one, beside it."""
    labels = [word for word in page.words if word.text.startswith("Số") and _is_upper_left(word, page)]
    return min((word for word in labels if _is_cell(word, page)), key=lambda word: word.y0, default=None)


def _is_cell(label: Word, page: PageText) -> bool:
    beside = [word.text for word in band(page, label) if label.x0 <= word.x0 and word.middle[0] < 0.5 * page.width]
    return re.match(r"^Số\s*:.*/", " ".join(beside)) is not None


def band(page: PageText, label: Word) -> tuple[Word, ...]:
    """All words, of annotations too, on the baseline of `label` (±0.7 of its height), from left to right."""
    reach = 0.7 * label.height
    near = [word for word in page.all_words if abs(word.middle[1] - label.middle[1]) <= reach]
    return tuple(sorted(near, key=lambda word: word.x0))


def number_cell(page: PageText) -> Place | None:
    """The blank between `Số:` and the slash; None where a number is printed."""
    label = number_label(page)
    if label is None:
        return None
    row = [word for word in band(page, label) if not _DOTS.match(word.text)]
    return _blank_after(page, row, row.index(label)) if label in row and label.text.endswith(":") else None


def date_cells(page: PageText) -> dict[str, Place | None]:
    """The blanks of day, month and year on the date line; None where they are printed or there is no such line."""
    label = number_label(page)
    row = [] if label is None else [word for word in band(page, label) if not _DOTS.match(word.text)]
    cells: dict[str, Place | None] = {}
    for key, before in (("day", "ngày"), ("month", "tháng"), ("year", "năm")):
        at = next((index for index, word in enumerate(row) if word.text == before), None)
        cells[key] = None if at is None else _blank_after(page, row, at)
    return cells


def arrival_strip(document: pdfium.PdfDocument) -> Place | None:
    """Room for the ĐẾN stamp on page 1: blank paper under cell 3 or 5b, else under the date, else in the top margin.

    Blank is what is white when drawn with all looks and fields. Wants a document that was not read yet (reading
    flattens). None where there is no room; the clerk then places the stamp.
    """
    with page_of(document, 0) as page:
        if max(page.get_size()) > SIDE_MAX:
            return None
        picture = page.render(scale=1, grayscale=True).to_pil()
    (width, height), pad = picture.size, STAMP_CLEAR
    for w, h, x, y in _stamp_boxes(width, height):
        lowest, _ = picture.crop((x - pad, y - pad, x + w + pad, y + h + pad)).getextrema()
        if lowest >= WHITE:
            return Place(page=1, x0=x, y0=y, x1=x + w, y1=y + h)
    return None


def _stamp_boxes(width: int, height: int) -> Iterator[tuple[int, int, int, int]]:
    """Width, height, left and top to try, best first: below the header large to small, then the top margin."""
    sizes = [(round(across * POINTS_PER_MM), round(down * POINTS_PER_MM)) for across, down in STAMP_SIZES_MM]
    left, right = round(width * 0.143), round(width * 0.95)
    for w, h in sizes:
        for x in (left, right - w):
            yield from ((w, h, x, y) for y in range(round(height * 0.12), round(height * 0.36) - h, 4))
    for w, h in sizes:
        yield from ((w, h, left, y) for y in range(8, round(height * 0.065) - h + 1, 2))


def _is_upper_left(word: Word, page: PageText) -> bool:
    return word.x0 < 0.5 * page.width and word.y0 < 0.4 * page.height


def _blank_after(page: PageText, row: Sequence[Word], at: int) -> Place | None:
    word = row[at]
    room = row[at + 1].x0 if at + 1 < len(row) else word.x1 + 4 + YEAR_WIDTH
    if room - word.x1 < BLANK_WIDTH_MIN:
        return None
    baseline = word.y1 - LOOSE_DROP * CELL_SIZE
    above, below = 0.95 * CELL_SIZE, 0.25 * CELL_SIZE
    return place(page.number, (word.x1 + 2, baseline - above, min(room, word.x1 + 60) - 1, baseline + below))


def _blocks(page: PageText) -> Iterator[SignerBlock]:
    parts = segments(page.words)
    for index, title in enumerate(parts):
        if not _is_title(title, page):
            continue
        below = [part for part in parts[index + 1 :] if _shares_middle(part, title, page)]
        said = [part for part in below if not _NOTE.search(part.text)]
        name = next((part for part in said if not is_capitals(part.text)), None)
        if name is not None and _person(name.text):
            is_free = said[: said.index(name)] == below[: below.index(name)]
            yield from _block(page, [title, *said[: said.index(name)]], name, is_free)


def _block(page: PageText, titles: Sequence[Line], name: Line, is_free: bool) -> Iterator[SignerBlock]:
    bottom = max(part.rectangle[3] for part in titles)
    if not STRIP_HEIGHTS[0] <= name.rectangle[1] - bottom <= STRIP_HEIGHTS[1]:
        return
    x0 = min(part.rectangle[0] for part in (*titles, name))
    x1 = max(part.rectangle[2] for part in (*titles, name))
    strip = place(page.number, (x0, bottom, x1, name.rectangle[1]))
    leader = _image_place(strip, _middle(titles[-1], name))
    title = place(page.number, (x0, min(part.rectangle[1] for part in titles), x1, bottom))
    where = place(page.number, name.rectangle)
    seal = seal_place(leader, SEAL_MM)
    yield SignerBlock(_person(name.text), title, where, strip, leader, seal, is_free)


def _middle(title: Line, name: Line) -> float:
    return sum(sum(part.rectangle[0::2]) / 2 for part in (title, name)) / 2


def _image_place(strip: Place, centre: float) -> Place:
    wide, high = (side * POINTS_PER_MM for side in IMAGE_MM)
    high = min(high, strip.y1 - strip.y0)
    middle = (strip.y0 + strip.y1) / 2
    return Place(
        page=strip.page, x0=centre - wide / 2, y0=middle - high / 2, x1=centre + wide / 2, y1=middle + high / 2
    )


def _is_title(part: Line, page: PageText) -> bool:
    x0, _, x1, _ = part.rectangle
    starts = _PREFIX.match(part.text) or _TITLES.match(part.text)
    return bool(starts) and is_capitals(part.text) and (x0 + x1) / 2 > 0.5 * page.width


def _shares_middle(part: Line, title: Line, page: PageText) -> bool:
    centres = [sum(line.rectangle[0::2]) / 2 for line in (part, title)]
    return abs(centres[0] - centres[1]) <= SAME_CENTRE * page.width


def _person(text: str) -> str:
    """The name in a line, "" when the line is no name: 2–6 words, not capitals, no figures, colons or brackets."""
    name = _ACADEMIC.sub("", text).strip()
    is_name = 2 <= len(name.split()) <= 6 and not is_capitals(name) and not _NOT_A_NAME.search(name)
    return name if is_name and all(part[:1].isupper() for part in name.split()) else ""
