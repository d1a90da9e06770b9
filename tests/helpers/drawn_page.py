"""A page as another program draws it: poppler's words with their boxes, and its pixels."""

from __future__ import annotations

import html
import re
import subprocess
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageChops
from pyhanko.pdf_utils.reader import PdfFileReader

WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
DPI = 200
POINT = DPI / 72
RED_SPREAD = 60
"""How much redder than green and blue a pixel of the seal is."""


class Box(NamedTuple):
    """In points from the left and the bottom edge of the page."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0


class Word(NamedTuple):
    """A word of the first page, points from the left edge and from the top."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float


def words(path: Path) -> list[Word]:
    """Every word of the first page, those in fields too."""
    command = ["pdftotext", "-f", "1", "-l", "1", "-bbox", str(path), "-"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [
        Word(html.unescape(text), float(x0), float(top), float(x1), float(bottom))
        for x0, top, x1, bottom, text in WORD.findall(said)
    ]


def fields(path: Path) -> dict[str, Box]:
    """Where the first page's fields are, by name."""
    with path.open("rb") as stream:
        page = PdfFileReader(stream).root["/Pages"]["/Kids"][0]
        notes = [note.get_object() for note in page["/Annots"]]
        return {str(note["/T"]): Box(*map(float, note["/Rect"])) for note in notes}


def red_in(path: Path, box: Box, folder: Path) -> Box:
    """The extent of red ink within a box of the first page."""
    stem = folder / "page"
    subprocess.run(["pdftoppm", "-f", "1", "-l", "1", "-r", str(DPI), "-png", "-singlefile", path, stem], check=True)
    page = Image.open(stem.with_suffix(".png")).convert("RGB")
    left, upper = round(box.x0 * POINT), round(page.height - box.y1 * POINT)
    cut = page.crop((left, upper, round(box.x1 * POINT), round(page.height - box.y0 * POINT)))
    red, green, blue = cut.split()
    redder = ImageChops.subtract(red, ImageChops.lighter(green, blue))
    extent = redder.point([255 if value > RED_SPREAD else 0 for value in range(256)]).getbbox()
    assert extent is not None, "no red ink"
    x0, top, x1, bottom = extent
    return Box(
        (left + x0) / POINT, (page.height - upper - bottom) / POINT,
        (left + x1) / POINT, (page.height - upper - top) / POINT,
    )  # fmt: skip
