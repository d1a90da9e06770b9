"""Composing a page by Decree 30/2020/NĐ-CP from a template, and the exact places of its cells.

Decides how the data of a document become a PDF/A-2b (paper.md §2) and where number, date, initials, signature and
seal stand on it (§3): the places come from the template itself, never from reading the page back. Number and date
are drawn when the data have them, and are blank cells with places when not. What is filled or signed there later is
left to `signing`; the wording is the author's.

Texts are literal: nothing in them is evaluated. They are brought to NFC first, because decomposed Vietnamese would
come out decomposed in the text layer.
"""

from __future__ import annotations

import itertools
import json
import threading
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec
import typst

from office.records import Place
from paper import fonts
from paper.errors import DoesNotFit

POINTS_PER_MM = 72 / 25.4
PAGE = (595.276, 841.89)
MARGINS_MM = (30.0, 20.0, 15.0, 20.0)
"""Left, top, right, bottom (domain.md §7)."""
TEMPLATES = ("letter", "decision", "named")
_ROWS = {"symbol": {"number"}, "date": {"day", "month", "year"}}
"""Whole cells 3 and 4, with the blanks inside them: marked to see that they have room, and no places to fill."""
_LISTS = ("addressees", "grounds", "body", "recipients", "authority")
_compiling = threading.Lock()


class Sheet(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a template draws. Lists may come as one text with a line an item (the form of a draft's `body`)."""

    agency: str
    parent: str = ""
    number: str = ""
    """Printed number; "" leaves the cell blank, with a place."""
    notation: str
    place: str
    date: date | None = None
    """Printed date; None leaves three blank cells, with places."""
    type_name: str = ""
    """Of a named type: Tờ trình, Báo cáo …"""
    subject: str
    """Trích yếu as printed, `V/v …` of a letter included."""
    addressees: tuple[str, ...] = ()
    decider: str = ""
    """Of a decision: the line above its grounds, such as `Chủ tịch Ủy ban nhân dân tỉnh …`."""
    grounds: tuple[str, ...] = ()
    body: tuple[str, ...]
    recipients: tuple[str, ...] = ()
    authority: tuple[str, ...] = ()
    """Lines above the title: `TM. Ủy ban nhân dân`, `KT. Chủ tịch`."""
    title: str = ""
    signer: str
    seal_mm: float = 36.0
    """Actual diameter of the seal that will be set."""
    fictional: bool = False
    """Prints on every page that the document is made up."""


class Composed(NamedTuple):
    """The file and its places by key: number, day, month, year (while blank), initial1, initial2, leader, seal."""

    pdf: bytes
    places: dict[str, Place]


class _Mark(msgspec.Struct, frozen=True):
    id: str
    page: int
    x0: float
    y0: float
    x1: float
    y1: float


def compose(
    template: Literal["letter", "decision", "named"] | str, data: Mapping[str, object], *, at: datetime
) -> Composed:
    """Compose `data` (fields of `Sheet`) by `template`; the same input gives the same bytes.

    `at` is the instant of composing, written to the file's metadata. Raises LetterMissing for a character that
    cannot be drawn, DoesNotFit when a cell finds no lawful room, msgspec.ValidationError for data of another shape.
    """
    assert template in TEMPLATES, template
    sheet = _sheet(data)
    pdf, marks = _compile(template, _drawn(sheet, at))
    places = {mark.id: Place(page=mark.page, x0=mark.x0, y0=mark.y0, x1=mark.x1, y1=mark.y1) for mark in marks}
    places["seal"] = seal_place(places["leader"], sheet.seal_mm)
    _check(places)
    return Composed(pdf, {key: place for key, place in places.items() if key not in _ROWS})


def seal_place(leader: Place, diameter_mm: float) -> Place:
    """Where a seal of this diameter stands on a signature's box: its right edge a third into the box, centred.

    Decree 30, Appendix I, II.8c. It is never scaled; out of the type area it is shifted (signature-appearance.md §3).
    """
    diameter = diameter_mm * POINTS_PER_MM
    area = type_area(leader.page)
    x0 = max(area.x0, leader.x0 + (leader.x1 - leader.x0) / 3 - diameter)
    y0 = min(max(area.y0, (leader.y0 + leader.y1 - diameter) / 2), area.y1 - diameter)
    return Place(page=leader.page, x0=x0, y0=y0, x1=x0 + diameter, y1=y0 + diameter)


def type_area(page: int) -> Place:
    """The type area (page less its margins) of a composed page."""
    left, top, right, bottom = (margin * POINTS_PER_MM for margin in MARGINS_MM)
    return Place(page=page, x0=left, y0=top, x1=PAGE[0] - right, y1=PAGE[1] - bottom)


def _sheet(data: Mapping[str, object]) -> Sheet:
    plain = {name: _composed_text(value, lines=name in _LISTS) for name, value in data.items()}
    if plain.get("date") == "":
        del plain["date"]
    return msgspec.convert(plain, Sheet, strict=False)


def _composed_text(value: object, *, lines: bool) -> object:
    if isinstance(value, str):
        text = unicodedata.normalize("NFC", value)
        fonts.check_letters(text)
        return [line.strip() for line in text.splitlines() if line.strip()] if lines else " ".join(text.split())
    if isinstance(value, (list, tuple)):
        return [_composed_text(item, lines=False) for item in value]
    return value


def _drawn(sheet: Sheet, at: datetime) -> str:
    moment = at.astimezone(UTC)
    values = msgspec.to_builtins(sheet) | {
        "face": fonts.face().family,
        "heading": f"{sheet.number}/{sheet.notation} {sheet.subject}".strip(),
        "at": [moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second],
        "day": f"{sheet.date.day:02d}" if sheet.date else "",
        "month": _month(sheet.date.month) if sheet.date else "",
        "year": str(sheet.date.year) if sheet.date else "",
    }
    return json.dumps(values, ensure_ascii=False)


def _month(month: int) -> str:
    """January and February carry a zero, later months do not (Decree 30, Appendix I, II.4b)."""
    return f"{month:02d}" if month < 3 else str(month)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts.folder())])


@cache
def _compiler(template: str) -> typst.Compiler:
    folder = Path(str(files("resources"))) / "templates"
    return typst.Compiler(input=str(folder / f"{template}.typ"), root=str(folder), font_paths=_fonts())


def _compile(template: str, drawn: str) -> tuple[bytes, list[_Mark]]:
    with _compiling:
        compiler = _compiler(template)
        pdf = compiler.compile(sys_inputs={"data": drawn}, format="pdf", pdf_standards="a-2b")
        marks = compiler.query("<places>", field="value", one=True)
    assert isinstance(pdf, bytes)
    return pdf, msgspec.json.decode(marks, type=list[_Mark])


def _check(places: Mapping[str, Place]) -> None:
    for key, place in places.items():
        area = type_area(place.page)
        if not (area.x0 <= place.x0 < place.x1 <= area.x1 and area.y0 <= place.y0 < place.y1 <= area.y1):
            raise DoesNotFit(cell=key)
    for one, other in itertools.combinations(places, 2):
        if not _may_share(one, other) and overlap(places[one], places[other]):
            raise DoesNotFit(cell=other)


def _may_share(one: str, other: str) -> bool:
    """A blank lies in its row, and the law wants the seal on the signature."""
    return {one, other} == {"leader", "seal"} or other in _ROWS.get(one, ()) or one in _ROWS.get(other, ())


def overlap(one: Place, other: Place) -> bool:
    """Whether two places share some of a page."""
    return (
        one.page == other.page and one.x0 < other.x1 and other.x0 < one.x1 and one.y0 < other.y1 and other.y0 < one.y1
    )
