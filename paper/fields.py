"""What a page says of itself: symbol, date, issuer, type, summary, signer, recipients.

Decides by the cells of Decree 30 (reference: paper.md §5): each value comes with its page, its rectangle and whether
the page or an annotation draws it; what is not printed is None, and a scan yields nothing. Values are as printed, in
NFC, joined to one line; whether they are right is for the clerk to confirm.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from office import catalogue
from paper.found import Field, Fields, Rectangle, Source
from paper.inspect import has_text
from paper.opening import opened
from paper.places import PAGES_READ_MAX, band, is_capitals, number_label, signer_block
from paper.text import Line, PageText, Word, around, lines, read_pages, segments

DATE_REACH = 85.0
"""Points (3 cm) around cell 3 in which a date line on another baseline is looked for."""
_DATE = re.compile(r"ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})", re.IGNORECASE)
_NUMERIC_DATE = re.compile(r"ngày\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})", re.IGNORECASE)
_DATE_LINE = re.compile(r"ngày\b.*tháng\b.*năm\b", re.IGNORECASE)
_SYMBOL = re.compile(r"^[0-9]+[0-9A-Za-zĐđ]*(?:/[^\s/]+)+$|^[0-9]+-[^\s/]+(?:/[^\s/]+)*$")
_LETTER = re.compile(r"^V\s*/\s*v\b|^Về việc\b", re.IGNORECASE)
LEGISLATION = ("Hiến pháp", "Luật", "Bộ luật", "Pháp lệnh", "Lệnh", "Nghị định", "Thông tư", "Thông tư liên tịch")
"""Types that an office receives and never issues (Law on the promulgation of legal documents)."""
_TYPES = {name.upper(): name for name in (*(kind.vi for kind in catalogue.TYPES.values()), *LEGISLATION)}


def read(path: Path) -> Fields:
    """Read a file's fields. Raises NotAPdf, DamagedPdf, EncryptedPdf, OSError."""
    with opened(path) as document:
        pages = read_pages(document, PAGES_READ_MAX)
    return fields_of(pages)


def fields_of(pages: Sequence[PageText]) -> Fields:
    """The fields of pages as read, first page first."""
    first = pages[0]
    if not has_text(first):
        return Fields(is_scan=True)
    label = number_label(first)
    type_line = _type_line(first, label)
    is_letter = type_line is None and _letter_summary(first, label) is not None
    summary = _letter_summary(first, label) if is_letter else _title_summary(first, type_line)
    return Fields(
        symbol=_symbol(first, label),
        date=_date(first, label),
        issuer=_issuer(first, label),
        type=_type(type_line, summary if is_letter else None),
        summary=summary,
        signer=_signer(pages),
        recipients=_recipients(pages),
    )


def rounded(rectangle: Rectangle) -> Rectangle:
    """To a hundredth of a point, as it goes out."""
    x0, y0, x1, y1 = (round(side, 2) for side in rectangle)
    return x0, y0, x1, y1


def _field(value: str, words: Sequence[Word]) -> Field:
    source: Source = "annotation" if any(word.source == "annotation" for word in words) else "page"
    return Field(value, words[0].page, rounded(around(words)), source)


def _symbol(page: PageText, label: Word | None) -> Field | None:
    """Every word right of `Số:` up to the middle of the page, joined: the number may be drawn by a signature's look."""
    if label is None:
        return None
    row = [word for word in band(page, label) if label.x0 <= word.x0 and word.middle[0] < 0.5 * page.width]
    value = re.sub(r"^Số:?", "", "".join(word.text for word in row)).lstrip(":").strip()
    return _field(value, [word for word in row if word is not label] or row) if _SYMBOL.match(value) else None


def _date(page: PageText, label: Word | None) -> Field | None:
    """The date line beside the number; a date cited in the body never stands in for one that is still blank."""
    if label is None:
        return None
    beside = [word for word in band(page, label) if word.middle[0] > 0.42 * page.width]
    if _DATE_LINE.search(" ".join(word.text for word in beside)):
        return _date_in(beside)
    near = [
        word
        for word in page.all_words
        if word.middle[0] > 0.42 * page.width and abs(word.middle[1] - label.middle[1]) < DATE_REACH
    ]
    found = [_date_in(line.words) for line in lines(near) if line.rectangle[0] > 0.35 * page.width]
    return next((field for field in found if field), None)


def _date_in(words: Sequence[Word]) -> Field | None:
    """The date of one line. Digits may be drawn apart, so they are also looked for without the spaces between."""
    text = " ".join(word.text for word in words)
    match = _DATE.search(re.sub(r"(?<=\d) (?=\d)", "", text)) or _NUMERIC_DATE.search(text)
    if match is None:
        return None
    day, month, year = (int(part) for part in match.groups())
    try:
        value = date(year, month, day).isoformat()
    except ValueError:
        return None
    return _field(value, words)


def _issuer(page: PageText, label: Word | None) -> Field | None:
    """Cell 2 above the number: the bold lines; the parent is added where the agency's own name says too little."""
    if label is None:
        return None
    motto = next((word.x0 for word in page.words if word.text == "CỘNG" and word.y0 < label.y0), 0.46 * page.width)
    words = [word for word in page.words if word.x1 <= motto and word.y1 <= label.y0 + 0.4 * label.height]
    rows = [line for line in lines(words) if is_capitals(line.text)]
    agency = [line for line in rows if line.is_bold] or rows
    if not agency:
        return None
    parent = [line for line in rows if line not in agency]
    name = " ".join(line.text for line in agency)
    shown = [*agency, *parent] if name in {"VĂN PHÒNG", "THANH TRA"} else agency
    return _field(" ".join(line.text for line in shown), [word for line in shown for word in line.words])


def _type_line(page: PageText, label: Word | None) -> Line | None:
    """Cell 5a: a line in the middle that is the name of a type, below the header and above the body."""
    top = label.y1 if label else 0.08 * page.height
    for line in segments(page.words):
        x0, y0, x1, _ = line.rectangle
        is_central = abs((x0 + x1) / 2 / page.width - 0.52) < 0.1
        if top < y0 < 0.5 * page.height and is_central and line.text in _TYPES:
            return line
    return None


def _type(type_line: Line | None, letter: Field | None) -> Field | None:
    if type_line is not None:
        return _field(_TYPES[type_line.text], type_line.words)
    return Field(catalogue.TYPES[""].vi, letter.page, letter.rectangle, letter.source) if letter else None


def _letter_summary(page: PageText, label: Word | None) -> Field | None:
    """Cell 5b: `V/v …` under the number, and the lines that follow it in the same column."""
    if label is None:
        return None
    column = [word for word in page.words if word.y0 > label.y0 + 0.5 * label.height and word.x1 < 0.52 * page.width]
    rows = segments(column)
    start = next((index for index, row in enumerate(rows) if _LETTER.match(row.text)), None)
    if start is None or rows[start].rectangle[1] - label.y1 > DATE_REACH:
        return None
    return _joined(_together(rows[start:], gap=0.75))


def _title_summary(page: PageText, type_line: Line | None) -> Field | None:
    """Cell 5a under the type's name: the lines in the same middle and of the same weight."""
    if type_line is None:
        return None
    middle = sum(type_line.rectangle[0::2]) / 2
    below: list[Line] = []
    for line in segments(page.words):
        x0, y0, x1, _ = line.rectangle
        if y0 < type_line.rectangle[3] - 2:
            continue
        is_same = abs((x0 + x1) / 2 - middle) < 0.04 * page.width and line.is_bold == type_line.is_bold
        if not is_same or (below and is_capitals(line.text)):
            break
        below.append(line)
    return _joined(_together(below, gap=1.1))


def _together(rows: Sequence[Line], *, gap: float) -> list[Line]:
    """The first of `rows` and those that follow without a gap of more than `gap` heights."""
    kept = list(rows[:1])
    for row in rows[1:]:
        x0, y0, x1, y1 = row.rectangle
        if y0 - kept[-1].rectangle[3] > gap * (y1 - y0):
            break
        kept.append(row)
    return kept


def _joined(rows: Sequence[Line]) -> Field | None:
    if not rows:
        return None
    return _field(" ".join(row.text for row in rows), [word for row in rows for word in row.words])


def _signer(pages: Sequence[PageText]) -> Field | None:
    block = signer_block(pages)
    if block is None:
        return None
    at = block.name_place
    return Field(block.name, at.page, rounded((at.x0, at.y0, at.x1, at.y1)))


def _recipients(pages: Sequence[PageText]) -> Field | None:
    """Cell 9b: the list under `Nơi nhận:`, without its dashes."""
    for page in pages:
        rows = segments(page.words)
        for index, row in enumerate(rows):
            if row.text.startswith("Nơi nhận") and row.rectangle[0] < 0.4 * page.width:
                return _list_under(row, rows[index + 1 :])
    return None


def _list_under(head: Line, rows: Sequence[Line]) -> Field | None:
    left = head.rectangle[0]
    column = [row for row in rows if abs(row.rectangle[0] - left) < 30]
    items = _together([head, *column], gap=1.2)[1:]
    text = " ".join(re.sub(r"^[-–+]\s*", "; " if row.text[0] in "-–+" else "", row.text) for row in items)
    names = [name.strip(" ;,.") for name in text.split(";")]
    value = "; ".join(name for name in names if name)
    return _field(value, [word for row in items for word in row.words]) if value else None
