"""What an executor's document worker saw in a file; the rules look at these facts, never at bytes.

`PageFacts` come from `paper`, `SignedFacts` from `signing.validation`; an executor joins them in one `FileFacts`.
"""

from __future__ import annotations

from typing import Literal

from office.base import Part
from office.records import Instant, VerdictName

SignatureRole = Literal["initial", "leader", "seal", "attachment", "copy", "arrival", "plain", "timestamp"]


class PageFacts(Part):
    """What reading the pages tells."""

    is_pdf: bool = True
    is_encrypted: bool = False
    """Needs a password to open."""
    is_damaged: bool = False
    pages: int = 0
    has_text: bool = False
    secrecy: str = ""
    """The mark seen on the page (Mật, Tối mật, Tuyệt mật), or ""."""


class SignatureFact(Part):
    """One signature of a file as validation judged it."""

    field: str
    role: SignatureRole
    fingerprint: str
    """SHA-256 of the signer's certificate, lower-case hex."""
    signer: str
    verdict: VerdictName
    is_new: bool = False
    """Added by this version: not in the bytes of `extends`."""
    claimed_at: Instant | None = None
    proven_at: Instant | None = None
    """gen_time of a trusted time stamp over it, None while only claimed."""
    reasons: tuple[str, ...] = ()


class SignedFacts(Part):
    """What validation tells of the signatures and of what changed after them."""

    extends: str = ""
    """SHA-256 of the earlier version with whose bytes this file begins, when there is one."""
    verdict: VerdictName = "unsigned"
    signatures: tuple[SignatureFact, ...] = ()
    filled: dict[str, str] = {}
    """Values of the prepared fields number, day, month, year that are filled now."""
    filled_new: tuple[str, ...] = ()
    """Which of them were empty in `extends`."""
    is_complete: bool = False
    """Every signature is provable long-term: DSS of all and a document timestamp at the end (B-LTA)."""
    findings: tuple[str, ...] = ()
    """What changed unlawfully: reason codes of `signing.validation`."""


class FileFacts(Part):
    """What is known of one file. Made by the server's worker for the server, by the desk's for the desk."""

    sha256: str
    size: int
    page: PageFacts = PageFacts()
    signed: SignedFacts = SignedFacts()
