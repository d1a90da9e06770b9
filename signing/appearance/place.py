"""Where things stand on a page: from millimetres and points as seen to the page's own space, clamped to the page.

A page is seen through its CropBox and turned by /Rotate; places (`office.records.Place`) are in points as seen, origin
top left, y down. Everything here is pure arithmetic.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from office.records import Place

MM = 72 / 25.4
"""Points in a millimetre."""
COVERED = 1 / 3
"""The seal covers about a third of the leader's signature, on its left (D30 Appendix I.II.8a, c)."""
SEAL_MARGIN = 3 * MM
"""Room around the expected seal, for one a little larger than the template thought."""


class Box(NamedTuple):
    """A rectangle; which axes it is in is said where it is used."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """In points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """In points."""
        return self.y1 - self.y0


@dataclass(frozen=True)
class Sheet:
    """A page's geometry: CropBox within MediaBox in its own space, and the turn (0, 90, 180, 270 clockwise)."""

    crop: Box
    turn: int = 0

    @property
    def seen_size(self) -> tuple[float, float]:
        """Width and height as seen, in points."""
        size = (self.crop.width, self.crop.height)
        return size if self.turn % 180 == 0 else (size[1], size[0])


def to_page_space(sheet: Sheet, seen: Box) -> Box:
    """A rectangle as seen (origin top left, y down) in the page's own space (origin bottom left, y up, unturned)."""
    corners = [_point(sheet, x, y) for x, y in ((seen.x0, seen.y0), (seen.x1, seen.y1))]
    xs, ys = sorted(corner[0] for corner in corners), sorted(corner[1] for corner in corners)
    return Box(xs[0], ys[0], xs[1], ys[1])


def to_seen(sheet: Sheet, box: Box) -> Box:
    """The reverse of `to_page_space`."""
    corners = [_seen_point(sheet, x, y) for x, y in ((box.x0, box.y0), (box.x1, box.y1))]
    xs, ys = sorted(corner[0] for corner in corners), sorted(corner[1] for corner in corners)
    return Box(xs[0], ys[0], xs[1], ys[1])


def upright(turn: int) -> tuple[int, int, int, int, int, int]:
    """The form matrix that makes a look stand upright on a page that is turned when seen."""
    return {
        0: (1, 0, 0, 1, 0, 0),
        90: (0, 1, -1, 0, 0, 0),
        180: (-1, 0, 0, -1, 0, 0),
        270: (0, -1, 1, 0, 0, 0),
    }[turn % 360]


def clamp(box: Box, size: tuple[float, float]) -> Box:
    """Shift a rectangle into the page as seen; it is cut only where it is larger than the page."""
    width, height = min(box.width, size[0]), min(box.height, size[1])
    x0 = min(max(box.x0, 0.0), size[0] - width)
    y0 = min(max(box.y0, 0.0), size[1] - height)
    return Box(x0, y0, x0 + width, y0 + height)


def box_of(place: Place) -> Box:
    """The rectangle of a place, corners in order."""
    xs, ys = sorted((place.x0, place.x1)), sorted((place.y0, place.y1))
    return Box(xs[0], ys[0], xs[1], ys[1])


def seal_field(seal: Box, leader: Box | None) -> Box:
    """The field for a seal: room enough to stand over a third of whatever signature comes, as seen.

    A signature image is centred in the leader's box and may be narrower, so its third lies between the box's third and
    its middle: the field reaches to the middle.
    """
    reach = seal.x1 if leader is None else max(seal.x1, (leader.x0 + leader.x1) / 2)
    return Box(seal.x0 - SEAL_MARGIN, seal.y0 - SEAL_MARGIN, reach + SEAL_MARGIN, seal.y1 + SEAL_MARGIN)


def seal_over(signature: Box, width: float, height: float) -> Box:
    """Where a seal of this size stands over a drawn signature: right edge a third into it, centred in height."""
    right = signature.x0 + signature.width * COVERED
    middle = (signature.y0 + signature.y1) / 2
    return Box(right - width, middle - height / 2, right, middle + height / 2)


def centred(inside: Box, width: float, height: float) -> Box:
    """A rectangle of this size in the middle of another."""
    x, y = (inside.x0 + inside.x1) / 2, (inside.y0 + inside.y1) / 2
    return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def shifted_into(box: Box, inside: Box) -> Box:
    """The same size, moved (never shrunk) so that it lies inside where it can."""
    dx = max(inside.x0 - box.x0, 0.0) or min(inside.x1 - box.x1, 0.0)
    dy = max(inside.y0 - box.y0, 0.0) or min(inside.y1 - box.y1, 0.0)
    return Box(box.x0 + dx, box.y0 + dy, box.x1 + dx, box.y1 + dy)


def _point(sheet: Sheet, x: float, y: float) -> tuple[float, float]:
    crop = sheet.crop
    return {
        0: (crop.x0 + x, crop.y1 - y),
        90: (crop.x0 + y, crop.y0 + x),
        180: (crop.x1 - x, crop.y0 + y),
        270: (crop.x1 - y, crop.y1 - x),
    }[sheet.turn]


def _seen_point(sheet: Sheet, x: float, y: float) -> tuple[float, float]:
    crop = sheet.crop
    return {
        0: (x - crop.x0, crop.y1 - y),
        90: (y - crop.y0, x - crop.x0),
        180: (crop.x1 - x, y - crop.y0),
        270: (crop.y1 - y, crop.x1 - x),
    }[sheet.turn]
