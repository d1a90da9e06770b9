"""What passes between the door (`client`) and the token process (`worker`): requests and replies, no behaviour."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

WhyNot = Literal["", "expired", "not_yet_valid", "not_for_signing", "no_key", "unreadable"]
"""Why a certificate cannot sign now; "" when it can."""


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """Anything that passes the pipe."""


class TokenCertificate(Message, frozen=True):
    """One certificate on a token, described for choosing."""

    fingerprint: str
    """SHA-256 of `der`, lower-case hex."""
    der: bytes
    label: str = ""
    """CKA_LABEL."""
    cn: str = ""
    organisation: str = ""
    issuer_cn: str = ""
    not_before: datetime | None = None
    not_after: datetime | None = None
    usable: bool = False
    """It may sign documents at the time that was asked about."""
    why_not: WhyNot = ""
    is_ca: bool = False


class TokenInfo(Message, frozen=True):
    """One token that is plugged in."""

    label: str
    serial: str
    model: str = ""
    pin_low: bool = False
    """A wrong PIN was given since the last right one."""
    pin_final_try: bool = False
    pin_locked: bool = False
    protected_path: bool = False
    """The PIN is typed on the device itself; `Open.pin` stays empty."""
    is_open: bool = False
    """A session is logged in: signing needs no PIN now."""
    certificates: tuple[TokenCertificate, ...] = ()

    def chain_der(self) -> tuple[bytes, ...]:
        """The authorities' certificates on the token, which go into the signature beside the signer's."""
        return tuple(certificate.der for certificate in self.certificates if certificate.is_ca)


class SignatureValue(Message, frozen=True):
    """What the key made of the bytes to be signed."""

    mechanism: str
    """The signature algorithm as CMS names it: sha256_rsa, sha256_ecdsa, sha384_ecdsa, sha512_ecdsa."""
    value: bytes
    """PKCS#1 v1.5 octets, or the DER sequence (r, s)."""


class ListTokens(Message, frozen=True):
    """Which tokens are plugged in, with their certificates; usable `at` (None: now)."""

    at: datetime | None = None


class TokenList(Message, frozen=True):
    """Answers ListTokens."""

    tokens: tuple[TokenInfo, ...]


class Probe(Message, frozen=True):
    """Load the library and say what it is."""


class ModuleFacts(Message, frozen=True):
    """Answers Probe."""

    manufacturer: str
    description: str
    version: str
    tokens: int


class Open(Message, frozen=True):
    """Log in to one token; one try."""

    serial: str
    pin: str

    def __repr__(self) -> str:
        return f"Open(serial={self.serial!r}, pin=…)"


class Sign(Message, frozen=True):
    """Sign these bytes (hashed by the worker) with the key of this certificate."""

    serial: str
    fingerprint: str
    to_be_signed: bytes


class Shut(Message, frozen=True):
    """Log out of one token and forget its PIN."""

    serial: str


class Nothing(Message, frozen=True):
    """Done, with nothing to tell."""
