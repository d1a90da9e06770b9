"""A letter (công văn) as another office's program writes it: drawn by pydyf, its objects in compressed streams.

The page has the form of Decree 30, Appendix III, form 1.5, and shares neither composer nor writer with ours: what the
office receives is not made by the office's own program. Its cross-reference is a stream (ISO 32000-1 §7.5.8).
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from importlib.metadata import version
from typing import Any

import pydyf

from signing.pades.fonts import Face, Slope, face

MM = 72 / 25.4
WIDTH, HEIGHT = 210 * MM, 297 * MM
LEFT, RIGHT, TOP = 30 * MM, WIDTH - 15 * MM, 20 * MM
AGENCY, MOTTO = LEFT + 33 * MM, LEFT + 116 * MM
"""Middles of the two cells at the head."""
SIGNED = LEFT + 120 * MM
INDENT, ROOM_FOR_ARRIVAL, ROOM_FOR_SIGNATURE = 12.7 * MM, 34 * MM, 32 * MM
BODY, RED, BLACK = 14, (0.6, 0.1, 0.1), (0, 0, 0)
SLOPES: tuple[Slope, ...] = ("regular", "italic", "bold", "bold_italic")
REPUBLIC, FREEDOM = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
FIXED = f"{REPUBLIC} {FREEDOM} ngày tháng năm 0123456789 Số:/, Kính gửi: Nơi nhận: "
MADE_UP = "TÀI LIỆU GIẢ ĐỊNH – không có giá trị pháp lý"


def letter(sheet: Mapping[str, Any], *, at: datetime) -> bytes:
    """The PDF of a letter with the texts of `sheet` (as `paper.compose` takes them), made at a moment."""
    page = _Page(_letters(sheet))
    below = _head(page, sheet)
    to = "Kính gửi: " + ", ".join(sheet["addressees"])
    y = page.centred(to, WIDTH / 2 + 7.5 * MM, below + ROOM_FOR_ARRIVAL, BODY) + 28
    for paragraph in sheet["body"]:
        y = page.paragraph(paragraph, y, BODY) + 6
    _foot(page, sheet, y + 14)
    page.centred(MADE_UP, WIDTH / 2, HEIGHT - 12 * MM, 9, colour=RED)
    return page.pdf(title=sheet["subject"], author=sheet["agency"], at=at)


def _letters(sheet: Mapping[str, Any]) -> str:
    told = [one for value in sheet.values() for one in (value if isinstance(value, tuple) else (value,))]
    text = " ".join(one for one in told if isinstance(one, str))
    return unicodedata.normalize("NFC", FIXED + MADE_UP + text + text.upper())


def _head(page: _Page, sheet: Mapping[str, Any]) -> float:
    """Cells 1 to 4 and 5b; returns the baseline of the last line."""
    y = TOP + 13
    page.centred(sheet["agency"].upper(), AGENCY, y, 12, "bold")
    page.rule(AGENCY, y + 8, 26 * MM)
    page.centred(REPUBLIC, MOTTO, y, 12, "bold")
    page.centred(FREEDOM, MOTTO, y + 17, 13, "bold")
    page.rule(MOTTO, y + 24, page.width(FREEDOM, 13, "bold"))
    on: date = sheet["date"]
    y += 43
    page.centred(f"Số: {sheet['number']}/{sheet['notation']}", AGENCY, y, 13)
    page.centred(f"{sheet['place']}, ngày {on:%d} tháng {on:%m} năm {on:%Y}", MOTTO, y, 13, "italic")
    y += 20
    for row in page.rows(sheet["subject"], 60 * MM, 12):
        y = page.centred(row, AGENCY, y, 12) + 14
    return y - 14


def _foot(page: _Page, sheet: Mapping[str, Any], y: float) -> None:
    """Cells 7a to 7c on the right, 9b on the left."""
    right = y
    for row in (*sheet["authority"], sheet["title"]):
        right = page.centred(row.upper(), SIGNED, right, BODY, "bold") + 18
    page.centred(sheet["signer"], SIGNED, right + ROOM_FOR_SIGNATURE, BODY, "bold")
    page.text("Nơi nhận:", LEFT, y, 12, "bold_italic")
    for number, row in enumerate(sheet["recipients"]):
        page.text(f"- {row}", LEFT, y + 16 + 13 * number, 11)


class _Page:
    """One page with the document face; y is counted downwards from its top, in points."""

    def __init__(self, letters: str) -> None:
        self._faces = {slope: face(slope, letters) for slope in SLOPES}
        self._drawn = pydyf.Stream(compress=True)

    def width(self, text: str, size: float, slope: Slope = "regular") -> float:
        """Of drawn text, in points."""
        return self._faces[slope].width(text, size)

    def text(self, text: str, x: float, y: float, size: float, slope: Slope = "regular") -> float:
        """Draw one line that begins at x; returns its baseline."""
        return self._show(f"{self._faces[slope].encode(text)}", x, y, size, slope)

    def centred(
        self, text: str, middle: float, y: float, size: float, slope: Slope = "regular", *, colour: Any = BLACK
    ) -> float:
        """Draw one line around a middle; returns its baseline."""
        self._drawn.set_color_rgb(*colour)
        self.text(text, middle - self.width(text, size, slope) / 2, y, size, slope)
        self._drawn.set_color_rgb(*BLACK)
        return y

    def paragraph(self, text: str, y: float, size: float) -> float:
        """Draw a justified paragraph with its first line indented; returns where the next one begins."""
        rows = self.rows(text, RIGHT - LEFT, size, indent=INDENT)
        for number, row in enumerate(rows):
            x = LEFT if number else LEFT + INDENT
            spare = 0.0 if number + 1 == len(rows) else RIGHT - x - self.width(row, size)
            gaps = row.count(" ")
            wider = -1000 * spare / size / gaps if gaps else 0.0
            encode = self._faces["regular"].encode
            self._show(f" {wider:.2f} ".join(encode(f"{word} ") for word in row.split(" ")), x, y, size, "regular")
            y += 1.25 * size
        return y

    def rows(self, text: str, room: float, size: float, *, indent: float = 0.0) -> list[str]:
        """The text broken where a line is full."""
        rows: list[str] = []
        for word in text.split():
            longer = f"{rows[-1]} {word}" if rows else word
            if rows and self.width(longer, size) <= room - (indent if len(rows) == 1 else 0.0):
                rows[-1] = longer
            else:
                rows.append(word)
        return rows

    def rule(self, middle: float, y: float, length: float) -> None:
        """Draw a thin line around a middle."""
        self._drawn.set_line_width(0.6)
        self._drawn.move_to(middle - length / 2, HEIGHT - y)
        self._drawn.line_to(middle + length / 2, HEIGHT - y)
        self._drawn.stroke()

    def pdf(self, *, title: str, author: str, at: datetime) -> bytes:
        """The finished file."""
        document = pydyf.PDF()
        fonts = {slope: _embed(document, subset).reference for slope, subset in self._faces.items()}
        document.add_object(self._drawn)
        page = {
            "Type": "/Page",
            "Parent": document.pages.reference,
            "MediaBox": pydyf.Array([0, 0, f"{WIDTH:.3f}", f"{HEIGHT:.3f}"]),
            "Contents": self._drawn.reference,
            "Resources": pydyf.Dictionary({"Font": pydyf.Dictionary(fonts)}),
        }
        document.add_page(pydyf.Dictionary(page))
        told = {"Title": title, "Author": author, "Producer": f"pydyf {version('pydyf')}"}
        document.info.update({key: pydyf.String(value) for key, value in told.items()})
        document.info["CreationDate"] = pydyf.String(f"D:{at.astimezone(UTC):%Y%m%d%H%M%S}Z")
        sink = io.BytesIO()
        document.write(sink, identifier=True, compress=True)
        return sink.getvalue()

    def _show(self, glyphs: str, x: float, y: float, size: float, slope: Slope) -> float:
        self._drawn.begin_text()
        self._drawn.set_font_size(slope, size)
        self._drawn.set_text_matrix(1, 0, 0, 1, f"{x:.3f}", f"{HEIGHT - y:.3f}")
        self._drawn.show_text(glyphs)
        self._drawn.end_text()
        return y


def _embed(document: Any, subset: Face) -> Any:
    """The face as a Type 0 font encoded by glyph number (ISO 32000-1 §9.7)."""
    program = pydyf.Stream([subset.program], {"Length1": len(subset.program)}, compress=True)
    unicode_map = pydyf.Stream([_to_unicode(subset)], compress=True)
    name = f"/DEMOAA+{subset.name}"
    descriptor = pydyf.Dictionary(
        {
            "Type": "/FontDescriptor",
            "FontName": name,
            "Flags": 0b1100010 if "italic" in subset.slope else 0b100010,
            "FontBBox": pydyf.Array(subset.box),
            "ItalicAngle": subset.angle,
            "Ascent": subset.ascent,
            "Descent": subset.descent,
            "CapHeight": subset.cap_height,
            "StemV": 120 if "bold" in subset.slope else 80,
        }
    )
    system = {"Registry": pydyf.String("Adobe"), "Ordering": pydyf.String("Identity"), "Supplement": 0}
    descendant = pydyf.Dictionary(
        {
            "Type": "/Font",
            "Subtype": "/CIDFontType2",
            "BaseFont": name,
            "CIDSystemInfo": pydyf.Dictionary(system),
            "CIDToGIDMap": "/Identity",
            "W": pydyf.Array([0, pydyf.Array(subset.widths)]),
        }
    )
    font = pydyf.Dictionary({"Type": "/Font", "Subtype": "/Type0", "BaseFont": name, "Encoding": "/Identity-H"})
    for made in (program, unicode_map, descriptor, descendant, font):
        document.add_object(made)
    descriptor["FontFile2"] = program.reference
    descendant["FontDescriptor"] = descriptor.reference
    font["DescendantFonts"] = pydyf.Array([descendant.reference])
    font["ToUnicode"] = unicode_map.reference
    return font


def _to_unicode(subset: Face) -> bytes:
    """A CMap from glyph number to text, at most 100 to a block (Adobe technical note 5411)."""
    pairs = [f"<{glyph:04X}> <{letter.encode('utf-16-be').hex()}>" for letter, glyph in subset.glyphs.items()]
    blocks: Sequence[Sequence[str]] = [pairs[first : first + 100] for first in range(0, len(pairs), 100)]
    told = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Demo def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{told}\nendcmap CMapName currentdict /CMap defineresource pop end end\n"
    ).encode("ascii")
