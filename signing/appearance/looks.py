"""What each kind of signature shows (D30/2020 Appendix I.II.7–8, II.I.3, Appendix IV.V): images, lines of text, sizes.

Decides content only; `place` says where, `render` draws. The time in a text is the very instant that is signed.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import NamedTuple

import msgspec

from office.facts import SignatureRole

VIETNAM = timezone(timedelta(hours=7))
"""ISO 8601 zone of Vietnam; it has no summer time."""


class Look(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is drawn: an image with transparency, or lines of text, or nothing (an invisible signature)."""

    image_png: bytes = b""
    image_mm: float = 0.0
    """Width of the image on paper; 0: from the image's own resolution (seal), or what fits (signature)."""
    lines: tuple[str, ...] = ()
    """copy, attachment: lines of text. initial: one short mark. arrival: agency, number, date, further lines."""


class Style(NamedTuple):
    """How one role draws its look; lengths in millimetres, sizes in points."""

    image: bool
    text_pt: float = 0.0
    colour: tuple[float, float, float] = (0, 0, 0)
    size_mm: tuple[float, float] = (0.0, 0.0)
    """The field's own size where no prepared field gives it; 0: that of the place."""
    framed: bool = False
    align: str = "left"


BLACK, BLUE, RED = (0.0, 0.0, 0.0), (0.0, 0.13, 0.55), (0.78, 0.06, 0.06)
STYLES: dict[SignatureRole, Style] = {
    "leader": Style(image=True),
    "initial": Style(image=True, text_pt=9, colour=BLUE, align="centre"),
    "seal": Style(image=True),
    "attachment": Style(image=False, text_pt=10, colour=BLACK, size_mm=(77, 9), align="right"),
    "copy": Style(image=False, text_pt=10, colour=BLACK, size_mm=(81, 9), align="right"),
    "arrival": Style(image=False, text_pt=9, colour=RED, size_mm=(50, 35), framed=True),
    "plain": Style(image=True, text_pt=9, colour=BLUE),
    "timestamp": Style(image=False),
}
SIGNATURE_WIDTH_MM_MAX = 60.0
SEAL_MM = 36.0
"""Taken where neither the entity nor the image says how wide the seal is."""

COPY_KINDS = {"certified": "Sao y", "recopied": "Sao lục", "extract": "Trích sao"}
"""Kinds of copies (D30 Art. 25)."""
FIELD_PREFIX: dict[SignatureRole, str] = {
    "leader": "Leader",
    "initial": "Initial",
    "seal": "Seal",
    "attachment": "Attachment",
    "copy": "Copy",
    "arrival": "Arrival",
    "plain": "Signature",
}
"""How new fields are named: the prefix and the first free number (none for Leader and Seal)."""


def printed_time(when: datetime) -> str:
    """`24/11/2026; 14:05:09 +07:00`: the form's pattern with the zone that ISO 8601 wants."""
    return when.astimezone(VIETNAM).strftime("%d/%m/%Y; %H:%M:%S +07:00")


def attachment_lines(code: str, when: datetime) -> tuple[str, ...]:
    """Forms 1.3, 2.2: number and notation of the main document, signing time."""
    return (f"Số: {code}; {printed_time(when)}",)


def copy_lines(kind: str, agency: str, when: datetime) -> tuple[str, ...]:
    """Form 3.2: kind of copy (key of COPY_KINDS), copying agency, signing time."""
    return (f"{COPY_KINDS[kind]}; {agency}; {printed_time(when)}",)


def arrival_lines(agency: str, number: str, date: str) -> tuple[str, ...]:
    """Appendix IV.V: agency, number of the incoming register, date of arrival (dd/mm/yyyy)."""
    return (agency, f"Số: {number}", f"Ngày: {date}")


def initial_lines(name: str) -> tuple[str, ...]:
    """A short mark: the signer's given name, which Vietnamese names end with."""
    return (name.split()[-1],) if name.split() else ()
