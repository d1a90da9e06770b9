"""What is asked of the document worker for one signature, and what it answers. No behaviour."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from office.facts import SignatureRole
from office.records import Place
from signing.appearance.looks import Look

Level = Literal["b", "t", "lta"]
"""b: offline, no time stamp. t: with a signature time stamp. lta: t, then completed in one further revision."""


class SignJob(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One signature on one file."""

    source: str
    """Path of the input; it is never changed."""
    target: str
    """Path of the output; made only when everything about it was checked. May not be the source."""
    role: SignatureRole
    certificate_der: bytes
    chain_der: tuple[bytes, ...] = ()
    """Authorities' certificates that go into the signature."""
    field: str = ""
    """A prepared, empty field; "" makes a new one named after the role."""
    place: Place | None = None
    """Where a new field stands; None: invisible (or top right for copy and attachment)."""
    look: Look = Look()
    fill: dict[str, str] = {}
    """Values for the prepared fields number, day, month, year, written in the same revision."""
    when: datetime
    """The signing time: /M, the CMS attribute and the printed time are this instant."""
    reason: str = ""
    location: str = ""
    level: Level = "b"
    expected_sha256: str = ""
    """Of the bytes that were shown; "" signs whatever is there."""
    tsa_url: str = ""


class Signed(msgspec.Struct, frozen=True, kw_only=True):
    """What was made."""

    sha256: str
    size: int
    field: str
    signed_at: datetime
    level: Level
