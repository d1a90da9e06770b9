"""What is asked of the document worker, and what it answers. No behaviour, and no PDF library."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from office.facts import SignatureRole
from office.records import Place
from signing.appearance.looks import Look
from signing.validation.trust import Trust

Level = Literal["b", "t", "lt", "lta"]
"""b: offline, no time stamp. t: with a signature time stamp. lt: t, then what proves it (DSS) in one further revision.
lta: as lt, with a document time stamp over it all."""


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


class Completed(msgspec.Struct, frozen=True, kw_only=True):
    """What was made."""

    sha256: str
    size: int
    field: str = ""
    """Of the document time stamp."""
    stamped_at: datetime | None = None


class CompleteJob(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One file to be completed or renewed."""

    source: str
    target: str
    trust: Trust
    tsa_url: str
    at: datetime
    """The present."""
    stamp: bool = True
    """False: DSS alone (level lt)."""
    own_only: bool = False
    """A receiver's completion: only the newest signature must be valid; what foreign signers' authorities do not
    answer is left out."""
    expected_sha256: str = ""


class PrepareJob(msgspec.Struct, frozen=True, kw_only=True):
    """Fields for a draft."""

    source: str
    target: str
    places: dict[str, Place]
    initials: int = 1
    expected_sha256: str = ""


class Prepared(msgspec.Struct, frozen=True, kw_only=True):
    """The prepared file."""

    sha256: str
    size: int


class VerifyJob(msgspec.Struct, frozen=True, kw_only=True):
    """One file to be judged."""

    path: str
    trust: Trust
    at: datetime | None = None
    previous: str = ""
    online: bool = False
    """Whether the parent answers questions for addresses."""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What an address answers is wanted; `body` None is GET."""

    url: str
    body: bytes | None = None
