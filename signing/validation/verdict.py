"""What judging a file says: one verdict for the file and one for each signature in it.

These structs are what the server, the desk and the command line see; none of them needs a PDF library. What a code
means, and how heavily it weighs, stands in `signing.validation.reasons`. Whether a certificate is registered to the
actor, and whether the actor may sign at all, is for `office` to say: it gets `Verdict.facts`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from office.facts import SignatureFact, SignatureRole, SignedFacts
from office.records import VerdictName

Covers = Literal["file", "revision", "nothing"]
"""What the byte range covers: the file to its last byte, its own revision, or not even that."""
Changes = Literal["none", "archival", "filled", "forbidden", "unknown"]
"""What came after the signature: nothing, proofs alone, fields filled and signed, something the flow forbids."""
Level = Literal["b", "t", "lt", "lta"]
"""PAdES baseline level as proved here, not as claimed by the file."""
UNCONFIRMED = "last_stamp_unconfirmed"
"""The reason of a long-term file whose last timestamp's authority cannot be asked: level lta, indeterminate."""


class SignatureVerdict(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One signature or document timestamp as judged."""

    field: str
    role: SignatureRole
    verdict: VerdictName
    reasons: tuple[str, ...] = ()
    """Codes of `signing.validation.reasons`, the heaviest first; a valid signature may carry remarks."""
    signer: str = ""
    """Common name of the certificate."""
    organisation: str = ""
    issuer: str = ""
    fingerprint: str = ""
    """SHA-256 of the signer's certificate in DER, lower-case hex."""
    claimed_at: datetime | None = None
    """What the signer's own clock said."""
    proven_at: datetime | None = None
    """The earliest trusted timestamp over it."""
    covers: Covers = "nothing"
    changes: Changes = "unknown"
    level: Level = "b"
    algorithm: str = ""
    is_weak: bool = False
    is_timestamp: bool = False
    """A document timestamp, not a person's or an agency's signature."""
    is_new: bool = False
    """Not in the bytes of the previous version."""
    is_preserved: bool = False
    """Provable from the file alone at its proof-of-existence time."""
    revision: int = 0
    """Counted from 0."""


class Verdict(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a file is worth."""

    verdict: VerdictName
    sha256: str
    size: int
    signatures: tuple[SignatureVerdict, ...] = ()
    """In the order of their revisions."""
    reasons: tuple[str, ...] = ()
    """What concerns the file as a whole: findings of the office's own checks, trailing bytes."""
    filled: dict[str, str] = {}
    """Values of the prepared fields number, day, month, year that are filled now."""
    filled_before: tuple[str, ...] = ()
    """Which of them were filled in the previous version already."""
    is_complete: bool = False
    """Every signature is provable at its proof-of-existence time and a document timestamp covers the file's end."""
    producer: str = ""
    revisions: int = 0
    extends: str = ""
    """SHA-256 of the previous version when the file begins with its bytes."""
    checked_at: datetime | None = None

    def facts(self, previous_sha256: str = "") -> SignedFacts:
        """Tell the rulebook what it may look at.

        `previous_sha256` names the version that the action replaces; a verdict made against another version (or
        against none) says that the file extends nothing, and every signature and filled field counts as new.
        """
        extends = self.extends if previous_sha256 in ("", self.extends) else ""
        known = set(self.filled_before) if extends else set()
        return SignedFacts(
            extends=extends,
            verdict=self.verdict,
            signatures=tuple(_fact(one, is_new=one.is_new or not extends) for one in self.signatures),
            filled=dict(self.filled),
            filled_new=tuple(name for name in self.filled if name not in known),
            is_complete=self.is_complete,
            findings=findings(self),
        )


def findings(verdict: Verdict) -> tuple[str, ...]:
    """Every code that says something was changed unlawfully, of the file and of its signatures, each once."""
    from signing.validation.reasons import is_finding

    codes = [*verdict.reasons, *(code for one in verdict.signatures for code in one.reasons)]
    return tuple(dict.fromkeys(code for code in codes if is_finding(code)))


def _fact(one: SignatureVerdict, *, is_new: bool) -> SignatureFact:
    return SignatureFact(
        field=one.field,
        role=one.role,
        fingerprint=one.fingerprint,
        signer=one.signer,
        verdict=one.verdict,
        is_new=is_new,
        claimed_at=one.claimed_at,
        proven_at=one.proven_at,
        reasons=one.reasons,
    )
