"""What is read from a page, as values: light enough for the window, which never reads a page itself."""

from __future__ import annotations

from typing import Literal

import msgspec

Source = Literal["page", "annotation"]
Rectangle = tuple[float, float, float, float]
"""x0, y0, x1, y1 in points as seen, origin top left."""


class Field(msgspec.Struct, frozen=True):
    """One value and where it is printed."""

    value: str
    page: int
    rectangle: Rectangle
    source: Source = "page"


class Fields(msgspec.Struct, frozen=True, kw_only=True):
    """What was read; None is not printed, or not sure."""

    symbol: Field | None = None
    """Số, ký hiệu: `2047/QĐ-UBND`."""
    date: Field | None = None
    """As an ISO date."""
    issuer: Field | None = None
    type: Field | None = None
    """Name of the type: Quyết định; a letter is Công văn."""
    summary: Field | None = None
    signer: Field | None = None
    recipients: Field | None = None
    """Separated by semicolons, as printed."""
    is_scan: bool = False
