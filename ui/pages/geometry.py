"""Where pages stand in the view and how a signature's place is moved on them. Pure: numbers in, numbers out.

Pages and places are in points, origin top left of the page as seen, y down (`office.records.Place`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from office.records import Place

ZoomMode = Literal["width", "page", "percent"]
Handle = Literal["nw", "n", "ne", "e", "se", "s", "sw", "w", "move"]
Covered = Literal["", "signature", "words"]
"""What a place lies over."""
HANDLES: tuple[Handle, ...] = ("nw", "n", "ne", "e", "se", "s", "sw", "w")

GAP = 16
MARGIN = 20
PIXELS_A_POINT = 96 / 72
ZOOM_MIN, ZOOM_MAX = 0.25, 4.0
ZOOM_STEPS = (0.25, 0.5, 0.67, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0)
SNAP_POINTS = 6.0
SIDE_MIN = 12.0
Size = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in the view's own pixels, origin top left of the whole column of pages."""

    x: float
    y: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """The y below its last row."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Column:
    """All pages one below the other at one zoom."""

    boxes: tuple[Box, ...]
    width: float
    height: float
    zoom: float

    def scale(self) -> float:
        """Pixels a point."""
        return self.zoom * PIXELS_A_POINT

    def visible(self, top: float, height: float) -> range:
        """Indexes of the pages that show between `top` and `top + height`."""
        shown = [i for i, box in enumerate(self.boxes) if box.bottom > top and box.y < top + height]
        return range(shown[0], shown[-1] + 1) if shown else range(0)

    def current(self, top: float, height: float) -> int:
        """Index of the page that stands in the middle of the view."""
        middle = top + height / 2
        passed = [i for i, box in enumerate(self.boxes) if box.y <= middle]
        return passed[-1] if passed else 0


def zoom_for(mode: ZoomMode, percent: float, sizes: Sequence[Size], view: Size) -> float:
    """The zoom that a mode means for these pages in a view of this size (pixels)."""
    if mode == "percent" or not sizes:
        return min(max(percent, ZOOM_MIN), ZOOM_MAX)
    widest = max(width for width, _ in sizes)
    zoom = (view[0] - 2 * MARGIN) / (widest * PIXELS_A_POINT)
    if mode == "page":
        tallest = max(height for _, height in sizes)
        zoom = min(zoom, (view[1] - 2 * MARGIN) / (tallest * PIXELS_A_POINT))
    return min(max(zoom, ZOOM_MIN), ZOOM_MAX)


def column(sizes: Sequence[Size], zoom: float, view_width: float) -> Column:
    """Lay the pages out, each centred; the column is at least as wide as the view."""
    scale = zoom * PIXELS_A_POINT
    widest = max((width for width, _ in sizes), default=0) * scale
    total = max(view_width, widest + 2 * MARGIN)
    boxes, y = [], float(MARGIN)
    for width, height in sizes:
        boxes.append(Box((total - width * scale) / 2, y, width * scale, height * scale))
        y += height * scale + GAP
    return Column(tuple(boxes), total, y - GAP + MARGIN if boxes else 0, zoom)


def next_zoom(zoom: float, direction: int) -> float:
    """The next step up (+1) or down (-1) of the zoom."""
    steps = ZOOM_STEPS if direction > 0 else tuple(reversed(ZOOM_STEPS))
    return next((step for step in steps if (step - zoom) * direction > 0.01), steps[-1])


def box_of(place: Place, pages: Column) -> Box:
    """The place in the view's pixels."""
    page, scale = pages.boxes[place.page - 1], pages.scale()
    width, height = (place.x1 - place.x0) * scale, (place.y1 - place.y0) * scale
    return Box(page.x + place.x0 * scale, page.y + place.y0 * scale, width, height)


def handle_points(box: Box) -> dict[Handle, tuple[float, float]]:
    """Centre of each of the eight handles."""
    left, middle, right = box.x, box.x + box.width / 2, box.x + box.width
    top, centre, bottom = box.y, box.y + box.height / 2, box.bottom
    return {
        "nw": (left, top),
        "n": (middle, top),
        "ne": (right, top),
        "e": (right, centre),
        "se": (right, bottom),
        "s": (middle, bottom),
        "sw": (left, bottom),
        "w": (left, centre),
    }


def handle_at(box: Box, x: float, y: float, reach: float = 7) -> Handle | None:
    """What of the frame is under the point: a handle, its inside (`move`), or nothing."""
    for name, (hx, hy) in handle_points(box).items():
        if abs(hx - x) <= reach and abs(hy - y) <= reach:
            return name
    inside = box.x <= x <= box.x + box.width and box.y <= y <= box.bottom
    return "move" if inside else None


def moved(place: Place, dx: float, dy: float, page: Size) -> Place:
    """The place shifted by points and kept within the page."""
    width, height = place.x1 - place.x0, place.y1 - place.y0
    x0 = min(max(place.x0 + dx, 0.0), max(page[0] - width, 0.0))
    y0 = min(max(place.y0 + dy, 0.0), max(page[1] - height, 0.0))
    return Place(page=place.page, x0=x0, y0=y0, x1=x0 + width, y1=y0 + height)


def resized(place: Place, handle: Handle, dx: float, dy: float, page: Size) -> Place:
    """The place with one edge or corner shifted by points; never below `SIDE_MIN`, never off the page."""
    x0, y0, x1, y1 = place.x0, place.y0, place.x1, place.y1
    if "w" in handle:
        x0 = min(max(x0 + dx, 0.0), x1 - SIDE_MIN)
    if "e" in handle:
        x1 = max(min(x1 + dx, page[0]), x0 + SIDE_MIN)
    if "n" in handle:
        y0 = min(max(y0 + dy, 0.0), y1 - SIDE_MIN)
    if "s" in handle:
        y1 = max(min(y1 + dy, page[1]), y0 + SIDE_MIN)
    return Place(page=place.page, x0=x0, y0=y0, x1=x1, y1=y1)


def dragged(place: Place, handle: Handle, dx: float, dy: float, page: Size) -> Place:
    """What a drag of a handle, or of the inside, makes of the place."""
    return moved(place, dx, dy, page) if handle == "move" else resized(place, handle, dx, dy, page)


def snapped(place: Place, standard: Place | None) -> Place:
    """The standard place when the corner comes near it on the same page, else the place itself."""
    if standard is None or standard.page != place.page:
        return place
    near = abs(place.x0 - standard.x0) <= SNAP_POINTS and abs(place.y0 - standard.y0) <= SNAP_POINTS
    same = abs((place.x1 - place.x0) - (standard.x1 - standard.x0)) < 0.5
    return standard if near and same else place


def overlaps(place: Place, taken: Sequence[Place]) -> bool:
    """Whether the place covers one that is taken."""
    return any(
        other.page == place.page
        and other.x0 < place.x1
        and place.x0 < other.x1
        and other.y0 < place.y1
        and place.y0 < other.y1
        for other in taken
    )
