"""Our own embedding of the document face: a subset as CIDFontType2, widths scaled to 1000 units, no hinting.

pyHanko 0.38 writes widths of 2048-unit faces (Liberation, Times New Roman) unscaled, which spreads the text to double
width; so fonts are embedded here and its text styles are not used. Which files are the face: Times New Roman where the
system has it, else Liberation Serif 2 (the older Liberation lacks Vietnamese letters); BUTPHE_FONTS names a folder.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from fontTools import subset
from fontTools.ttLib import TTFont
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.writer import BasePdfFileWriter

from signing.outcomes import SignatureRefused

Slope = Literal["regular", "italic", "bold", "bold_italic"]
_FILES: dict[Slope, tuple[str, str]] = {
    "regular": ("times.ttf", "LiberationSerif-Regular.ttf"),
    "italic": ("timesi.ttf", "LiberationSerif-Italic.ttf"),
    "bold": ("timesbd.ttf", "LiberationSerif-Bold.ttf"),
    "bold_italic": ("timesbi.ttf", "LiberationSerif-BoldItalic.ttf"),
}
_FLAGS: dict[Slope, int] = {"regular": 0b100010, "italic": 0b1100010, "bold": 0b100010, "bold_italic": 0b1100010}
"""Serif, nonsymbolic, and italic where it is (ISO 32000-1 table 123)."""


@dataclass(frozen=True)
class Face:
    """A subset, ready to be embedded; measures in thousandths of the size."""

    name: str
    slope: Slope
    program: bytes
    glyphs: Mapping[str, int]
    widths: tuple[int, ...]
    """By glyph number."""
    ascent: int
    descent: int
    cap_height: int
    box: tuple[int, int, int, int]
    angle: float

    def width(self, text: str, size: float) -> float:
        """Of the drawn text, in points."""
        return sum(self.widths[self.glyphs[letter]] for letter in text) * size / 1000

    def encode(self, text: str) -> str:
        """The text as a PDF hex string of glyph numbers; raises SignatureRefused("text_not_drawable")."""
        try:
            return "<" + "".join(f"{self.glyphs[letter]:04X}" for letter in text) + ">"
        except KeyError as missing:
            raise SignatureRefused(reason="text_not_drawable", letters=str(missing.args[0])) from None


def file_of(slope: Slope) -> Path:
    """The face's file on this machine; raises FileNotFoundError when there is none."""
    for folder in _folders():
        for name in _FILES[slope]:
            if (folder / name).is_file():
                return folder / name
    raise FileNotFoundError(_FILES[slope][1])


def _folders() -> Iterator[Path]:
    if chosen := os.environ.get("BUTPHE_FONTS"):
        yield Path(chosen)
    yield Path(os.environ.get("SYSTEMROOT", "C:/Windows")) / "Fonts"
    yield Path("/usr/share/fonts/truetype/liberation2")
    yield Path("/usr/share/fonts/truetype/msttcorefonts")
    yield Path("/usr/share/fonts/liberation-serif")


def face(slope: Slope, letters: Iterable[str]) -> Face:
    """The subset with these letters; made once and kept (10–14 ms the first time)."""
    return _make(slope, "".join(sorted(set("".join(letters)))))


@lru_cache(maxsize=64)
def _make(slope: Slope, letters: str) -> Face:
    font = TTFont(file_of(slope), recalcTimestamp=False)
    absent = [letter for letter in letters if ord(letter) not in font.getBestCmap()]
    if absent:
        raise SignatureRefused(reason="text_not_drawable", letters="".join(absent))
    options = subset.Options(hinting=False, notdef_outline=True, layout_features=[], glyph_names=False)
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "kern", "name", "OS/2", "post", "DSIG", "meta", "FFTM"]
    scale = 1000 / font["head"].unitsPerEm
    cap_height = getattr(font["OS/2"], "sCapHeight", 0) or font["hhea"].ascent
    name = str(font["name"].getDebugName(6))
    angle = float(font["post"].italicAngle)
    cutter = subset.Subsetter(options)
    cutter.populate(text=letters)
    cutter.subset(font)
    return _described(font, slope, letters, name=name, scale=scale, cap_height=cap_height, angle=angle)


def _described(
    font: TTFont, slope: Slope, letters: str, *, name: str, scale: float, cap_height: int, angle: float
) -> Face:
    order, cmap, advance = font.getGlyphOrder(), font.getBestCmap(), font["hmtx"]
    numbers = {glyph: number for number, glyph in enumerate(order)}
    head = font["head"]
    box = (head.xMin, head.yMin, head.xMax, head.yMax)
    ascent, descent = font["hhea"].ascent, font["hhea"].descent
    glyphs = {letter: numbers[cmap[ord(letter)]] for letter in letters}
    widths = tuple(round(advance[glyph][0] * scale) for glyph in order)
    del font["cmap"]
    program = io.BytesIO()
    font.save(program, reorderTables=None)
    return Face(
        name=name,
        slope=slope,
        program=program.getvalue(),
        glyphs=glyphs,
        widths=widths,
        ascent=round(ascent * scale),
        descent=round(descent * scale),
        cap_height=round(cap_height * scale),
        box=tuple(round(edge * scale) for edge in box),
        angle=angle,
    )


def embed(writer: BasePdfFileWriter, subset_face: Face) -> generic.IndirectObject:
    """Write the face's objects and return the Type 0 font (ISO 32000-1 §9.7), encoded by glyph number."""
    base = pdf_name(f"/{_tag(subset_face)}+{subset_face.name}")
    program = generic.StreamObject(stream_data=subset_face.program)
    program[pdf_name("/Length1")] = generic.NumberObject(len(subset_face.program))
    program.compress()
    descriptor = writer.add_object(_descriptor(subset_face, base, writer.add_object(program)))
    descendant = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Font"),
            pdf_name("/Subtype"): pdf_name("/CIDFontType2"),
            pdf_name("/BaseFont"): base,
            pdf_name("/CIDSystemInfo"): _system_info(),
            pdf_name("/FontDescriptor"): descriptor,
            pdf_name("/CIDToGIDMap"): pdf_name("/Identity"),
            pdf_name("/DW"): generic.NumberObject(1000),
            pdf_name("/W"): generic.ArrayObject(
                [generic.NumberObject(0), generic.ArrayObject(map(generic.NumberObject, subset_face.widths))]
            ),
        }
    )
    unicode_map = generic.StreamObject(stream_data=_to_unicode(subset_face))
    unicode_map.compress()
    return writer.add_object(
        generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Font"),
                pdf_name("/Subtype"): pdf_name("/Type0"),
                pdf_name("/BaseFont"): base,
                pdf_name("/Encoding"): pdf_name("/Identity-H"),
                pdf_name("/DescendantFonts"): generic.ArrayObject([writer.add_object(descendant)]),
                pdf_name("/ToUnicode"): writer.add_object(unicode_map),
            }
        )
    )


def _descriptor(
    subset_face: Face, base: generic.NameObject, program: generic.IndirectObject
) -> generic.DictionaryObject:
    numbers = {
        "/Flags": _FLAGS[subset_face.slope],
        "/Ascent": subset_face.ascent,
        "/Descent": subset_face.descent,
        "/CapHeight": subset_face.cap_height,
        "/StemV": 120 if subset_face.slope == "bold" else 80,
    }
    return generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/FontDescriptor"),
            pdf_name("/FontName"): base,
            pdf_name("/FontBBox"): generic.ArrayObject(map(generic.NumberObject, subset_face.box)),
            pdf_name("/ItalicAngle"): generic.FloatObject(subset_face.angle),
            pdf_name("/FontFile2"): program,
            **{pdf_name(key): generic.NumberObject(value) for key, value in numbers.items()},
        }
    )


def _system_info() -> generic.DictionaryObject:
    return generic.DictionaryObject(
        {
            pdf_name("/Registry"): generic.TextStringObject("Adobe"),
            pdf_name("/Ordering"): generic.TextStringObject("Identity"),
            pdf_name("/Supplement"): generic.NumberObject(0),
        }
    )


def _to_unicode(subset_face: Face) -> bytes:
    """A CMap from glyph number to text, at most 100 to a block (Adobe technical note 5411)."""
    pairs = [
        f"<{number:04X}> <{letter.encode('utf-16-be').hex().upper()}>"
        for letter, number in sorted(subset_face.glyphs.items(), key=lambda item: item[1])
    ]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")


def _tag(subset_face: Face) -> str:
    """Six capitals that differ with the subset (ISO 32000-1 §9.6.4)."""
    letters = "".join(sorted(subset_face.glyphs)) + subset_face.slope
    return "".join(chr(ord("A") + byte % 26) for byte in hashlib.sha256(letters.encode()).digest()[:6])
