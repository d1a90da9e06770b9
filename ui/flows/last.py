"""What was open when the user left, as it is kept in the desk's memory. Read before the first list is shown (B1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from app.memory import Memory
from app.shapes import Shape
from ui.pages.geometry import ZoomMode
from ui.shell.window import Layout

if TYPE_CHECKING:
    from app.desk import Desk

LAST = "last"


class Last(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was open when the user left."""

    shape: Shape = Shape()
    document_id: str = ""
    spots: dict[str, tuple[int, float]] = {}
    """By document: the page at the top, and how much of it is passed."""
    zoom: tuple[ZoomMode, float] = ("width", 1.0)
    layout: Layout = Layout()
    theme: str = ""
    """The theme that was chosen; "" follows the system."""


def last_of(desk: Desk) -> Last:
    """What the desk remembers; what another version of the program kept and this one cannot read is left alone."""
    try:
        return Memory(desk.parts).load(LAST, Last) or Last()
    except msgspec.ValidationError:
        return Last()
