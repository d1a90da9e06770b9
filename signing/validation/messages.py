"""One CMS message: is it intact, whose is it, which algorithms made it, which time does a token in it state.

Decides mathematics alone: digest, signature value, the binding of the certificate. Trust in the certificate is for
`paths`, the bytes it should cover for `revisions`. CMS: RFC 5652; timestamp tokens: RFC 3161; CAdES attributes:
ETSI EN 319 122-1.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import cms, tsp
from pyhanko.sign.general import check_ess_certid, extract_certificate_info, extract_signer_info
from pyhanko.sign.validation.generic_cms import get_signing_cert_attr, validate_sig_integrity

from signing.validation.opening import BROKEN
from signing.validation.whole import RSA, Unreadable, readable, whole

WEAK_DIGESTS = frozenset({"md2", "md5", "sha1"})
RSA_BITS_MIN = 2048

DigestOf = Callable[[str], bytes]
"""Algorithm name → digest of what the message should cover."""


@dataclass(frozen=True)
class Message:
    """A SignedData with exactly one signer."""

    signed_data: Any
    signer_info: Any
    certificate: Any
    """asn1crypto certificate of the signer."""
    others: tuple[Any, ...]

    @property
    def digest_algorithm(self) -> str:
        """Name of the digest over the content, lower case."""
        return str(self.signer_info["digest_algorithm"]["algorithm"].native).lower()

    @property
    def algorithm(self) -> str:
        """Name of the signature's mechanism with its digest, for people."""
        mechanism = str(self.signer_info["signature_algorithm"]["algorithm"].native)
        return mechanism if self.digest_algorithm in mechanism else f"{self.digest_algorithm}_{mechanism}"

    @property
    def is_weak(self) -> bool:
        """A digest that can be collided, or an RSA key that is too short."""
        return (
            self.digest_algorithm in WEAK_DIGESTS
            or _hash_of(self.signer_info["signature_algorithm"]) in WEAK_DIGESTS
            or _is_short(self.certificate.public_key)
        )

    @property
    def claimed_at(self) -> datetime | None:
        """The signing-time attribute, when there is exactly one."""
        found = [one for one in _attributes(self.signer_info["signed_attrs"], "signing_time")]
        value = found[0].native if len(found) == 1 else None
        return value if isinstance(value, datetime) and value.tzinfo else None


def read(der: bytes) -> Message:
    """Take the message apart; raises one of BROKEN when it is no SignedData with one signer and its certificate."""
    content = cms.ContentInfo.load(der)
    if content["content_type"].native != "signed_data":
        raise ValueError("no SignedData")
    return of(content["content"])


def of(signed_data: Any) -> Message:
    """The message of a SignedData already parsed; raises Unreadable.

    The signer's certificate must be readable; another that is not can only be missed on the way to an anchor.
    """
    try:
        found = extract_certificate_info(signed_data)
        signer_info = whole(extract_signer_info(signed_data))
    except BROKEN as broken:
        raise Unreadable("SignedData") from broken
    return Message(signed_data, signer_info, whole(found.signer_cert), tuple(readable(found.other_certs)))


def check(message: Message, digest_of: DigestOf) -> str:
    """The reason why the message does not hold, or ""."""
    if not _is_bound(message):
        return "certificate_swapped"
    try:
        intact, valid = validate_sig_integrity(
            message.signer_info,
            message.certificate,
            expected_content_type=message.signed_data["encap_content_info"]["content_type"].native,
            actual_digest=digest_of(message.digest_algorithm),
        )
    except BROKEN:
        return "signature_malformed"
    if not valid:
        return "signature_broken"
    return "" if intact else "digest_broken"


def _is_bound(message: Message) -> bool:
    """Whether the signing-certificate attribute, when there is one, names the certificate that is offered."""
    if not len(message.signer_info["signed_attrs"]):
        return True
    try:
        attribute = get_signing_cert_attr(message.signer_info["signed_attrs"])
        return attribute is None or bool(check_ess_certid(message.certificate, attribute["certs"][0]))
    except BROKEN:
        return False


# ── timestamp tokens ──────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Token:
    """A timestamp token as a message, with what it states."""

    message: Message
    stated_at: datetime
    imprint_algorithm: str
    imprint: bytes


def token_of(message: Message) -> Token:
    """Read what a timestamp token states; raises one of BROKEN when it is none."""
    info = message.signed_data["encap_content_info"]["content"].parsed
    if not isinstance(info, tsp.TSTInfo):
        raise ValueError("no timestamp token")  # noqa: TRY004 - a malformed file, not a wrong argument
    stated_at = whole(info)["gen_time"].native
    imprint = info["message_imprint"]
    algorithm = str(imprint["hash_algorithm"]["algorithm"].native)
    return Token(message, stated_at, algorithm, imprint["hashed_message"].native)


def check_token(token: Token, digest_of: DigestOf) -> str:
    """The reason why the token does not stand for what `digest_of` digests, or ""."""
    content = bytes(token.message.signed_data["encap_content_info"]["content"])
    reason = check(token.message, lambda algorithm: hashlib.new(algorithm, content).digest())
    if reason:
        return reason
    try:
        return "" if digest_of(token.imprint_algorithm) == token.imprint else "timestamp_broken"
    except BROKEN:  # a digest that nobody knows
        return "timestamp_broken"


def signature_token(message: Message) -> Token | None:
    """The first timestamp token over the signature value; raises one of BROKEN when it cannot be read."""
    found = _attributes(message.signer_info["unsigned_attrs"], "signature_time_stamp_token")
    return token_of(of(found[0]["content"])) if found else None


def signature_digest(message: Message) -> DigestOf:
    """Digests of the signature value: what a signature timestamp stands for."""
    value = message.signer_info["signature"].native
    return lambda algorithm: hashlib.new(algorithm, value).digest()


def _attributes(attributes: Any, name: str) -> list[Any]:
    return [value for one in attributes if one["type"].native == name for value in one["values"]]


def _hash_of(algorithm: Any) -> str:
    try:
        return str(algorithm.hash_algo)
    except BROKEN:  # the mechanism does not name its digest; the message does
        return ""


def _is_short(key: Any) -> bool:
    return key.algorithm in RSA and key.bit_size < RSA_BITS_MIN
