"""Filling the prepared number and date fields, in the revision that the seal will sign.

The text is drawn with the font objects that stand in the form's /DR already: glyph codes by inverting their ToUnicode,
widths from their /W. Each look is a new form; what is drawn equals /V.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from signing.appearance.place import to_seen
from signing.outcomes import SignatureRefused
from signing.pades.fields import CELL_DROP, TEXT_FIELDS, look_form
from signing.pades.pages import entry, find_field, page_number, rectangle, sheet
from signing.pades.writing import parsing

_DA = re.compile(r"/(\S+)\s+([0-9.]+)\s+Tf")
_BFCHAR = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4,})>")
_SECTION = re.compile(rb"beginbfchar(.*?)endbfchar", re.S)


class DrawnFont(NamedTuple):
    """A font of the file, as far as filling needs it."""

    reference: generic.PdfObject
    codes: Mapping[str, int]
    widths: Mapping[int, float]
    """Thousandths of the size, by glyph number."""

    def width(self, text: str, size: float) -> float:
        """Of the drawn text, in points."""
        return sum(self.widths[self.codes[letter]] for letter in text) * size / 1000

    def encode(self, text: str) -> str:
        """The text as a hex string of glyph numbers; raises SignatureRefused("text_not_drawable")."""
        missing = [letter for letter in text if letter not in self.codes]
        if missing:
            raise SignatureRefused(reason="text_not_drawable", letters="".join(missing))
        return "<" + "".join(f"{self.codes[letter]:04X}" for letter in text) + ">"


def fill(writer: IncrementalPdfFileWriter, values: Mapping[str, str]) -> None:
    """Set and draw the fields number, day, month, year, as far as `values` names them.

    Raises SignatureRefused: field_missing, already_filled, text_too_long, text_not_drawable.
    """
    for key, text in values.items():
        prepared = TEXT_FIELDS.get(key)
        field = find_field(writer, prepared.name) if prepared else None
        if prepared is None or field is None:
            raise SignatureRefused(reason="field_missing", field=key)
        if str(entry(field, "/V", "")):
            raise SignatureRefused(reason="already_filled", field=key)
        with parsing():
            _fill_one(writer, field, text)


def _fill_one(writer: IncrementalPdfFileWriter, field: generic.DictionaryObject, text: str) -> None:
    font, name, size = _font_of(writer, field)
    page = sheet(writer, page_number(writer, field))
    seen = to_seen(page, rectangle(field))
    encoded, drawn = font.encode(text), font.width(text, size)
    if drawn > seen.width + 0.01 or len(text) > int(entry(field, "/MaxLen", len(text))):
        raise SignatureRefused(reason="text_too_long", field=str(field["/T"]), text=text)
    x = (seen.width - drawn) * int(entry(field, "/Q", 0)) / 2
    content = f"/Tx BMC q BT /{name} {size:g} Tf 0 g {x:.3f} {CELL_DROP * size:.3f} Td {encoded} Tj ET Q EMC"
    look = look_form(content.encode("ascii"), seen.width, seen.height, page.turn)
    look["/Resources"][pdf_name("/Font")] = generic.DictionaryObject({pdf_name(f"/{name}"): font.reference})
    field[pdf_name("/V")] = generic.TextStringObject(text)
    field[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): writer.add_object(look)})
    writer.update_container(field)


def _font_of(writer: IncrementalPdfFileWriter, field: generic.DictionaryObject) -> tuple[DrawnFont, str, float]:
    found = _DA.search(str(entry(field, "/DA", "")))
    fonts = entry(entry(writer.root["/AcroForm"], "/DR", {}), "/Font", {})
    if found is None or f"/{found[1]}" not in fonts:
        raise SignatureRefused(reason="text_not_drawable", field=str(entry(field, "/T", "")))
    return read_font(fonts, f"/{found[1]}"), found[1], float(found[2])


def read_font(fonts: generic.DictionaryObject, name: str) -> DrawnFont:
    """A Type 0 font of a resource dictionary; raises SignatureRefused("text_not_drawable") for other kinds."""
    font = fonts[name]
    if "/ToUnicode" not in font or "/DescendantFonts" not in font:
        raise SignatureRefused(reason="text_not_drawable", font=name)
    codes: dict[str, int] = {}
    for section in _SECTION.findall(font["/ToUnicode"].data):
        for code, letters in _BFCHAR.findall(section):
            codes[bytes.fromhex(letters.decode()).decode("utf-16-be")] = int(code, 16)
    return DrawnFont(fonts.raw_get(name), codes, _widths(font["/DescendantFonts"][0]))


def _widths(descendant: generic.DictionaryObject) -> dict[int, float]:
    """/W in its form `first [w w …]`, the one that we write."""
    table = descendant["/W"]
    widths: dict[int, float] = {}
    for index in range(0, len(table) - 1, 2):
        first, run = int(table[index]), table[index + 1]
        widths.update({first + offset: float(run[offset]) for offset in range(len(run))})
    return widths
