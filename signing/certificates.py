"""Certificates: what one is, whether it may sign documents now, and which of several is meant.

Decides by key usage (RFC 5280 §4.2.1.3 digitalSignature, nonRepudiation), extended usage, validity and CA flag.
Trust and revocation are `signing.validation`'s.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from signing.outcomes import (
    CertificateError,
    CertificateExpired,
    CertificateNotForSigning,
    CertificateNotFound,
    CertificateNotYetValid,
)
from signing.tokens.messages import TokenCertificate, TokenInfo, WhyNot

if TYPE_CHECKING:
    from asn1crypto import x509

SIGNING_USAGES = frozenset({"digital_signature", "non_repudiation"})
OTHER_PURPOSES = frozenset({"server_auth", "code_signing", "time_stamping", "ocsp_signing"})
"""Extended usages that are for something else than a person's signature on a document."""
_CURVE_DIGESTS = {"secp384r1": "sha384", "secp521r1": "sha512"}


def fingerprint(der: bytes) -> str:
    """SHA-256 of the DER, lower-case hex."""
    return hashlib.sha256(der).hexdigest()


def describe(der: bytes, *, at: datetime, label: str = "", has_key: bool = True) -> TokenCertificate:
    """What the certificate says of itself, and whether it may sign at `at`; unreadable ones are described as such."""
    try:
        certificate = _loaded(der)
        subject, issuer = certificate.subject.native, certificate.issuer.native
        validity = certificate["tbs_certificate"]["validity"]
        not_before, not_after = validity["not_before"].native, validity["not_after"].native
        is_ca = bool(certificate.ca)
        why_not = _why_not(certificate, at, has_key=has_key)
    except (ValueError, TypeError, KeyError):
        return TokenCertificate(fingerprint=fingerprint(der), der=der, label=label, why_not="unreadable")
    return TokenCertificate(
        fingerprint=fingerprint(der),
        der=der,
        label=label,
        cn=_last(subject.get("common_name")),
        organisation=_last(subject.get("organization_name")),
        issuer_cn=_last(issuer.get("common_name")),
        not_before=not_before,
        not_after=not_after,
        usable=not why_not,
        why_not=why_not,
        is_ca=is_ca,
    )


def digest_name(der: bytes) -> str:
    """The hash that goes with the certificate's key: by curve for EC, SHA-256 else."""
    key = _loaded(der).public_key
    return _CURVE_DIGESTS.get(key.curve[1], "sha256") if key.algorithm == "ec" else "sha256"


def mechanism_name(der: bytes) -> str:
    """The signature algorithm as CMS names it: sha256_rsa, sha384_ecdsa …"""
    kind = "ecdsa" if _loaded(der).public_key.algorithm == "ec" else "rsa"
    return f"{digest_name(der)}_{kind}"


def choose(tokens: Iterable[TokenInfo], *, token: str = "", wanted: str = "") -> tuple[TokenInfo, TokenCertificate]:
    """The one certificate that is meant, ready to sign.

    `token` is a label or serial number ("" any), `wanted` a fingerprint, a label or a common name ("" the only usable
    one). Raises CertificateNotFound when nothing or more than one thing answers, else what stands against the one.
    """
    found = [(info, c) for info, c in _offers(tokens, token) if _answers(c, wanted)]
    usable = [(info, c) for info, c in found if c.usable]
    if len(usable) == 1:
        return usable[0]
    if not usable and len(found) == 1:
        raise not_usable(found[0][1])
    raise CertificateNotFound(wanted=wanted or token, offered=", ".join(c.cn for _, c in found))


def check_usable(der: bytes, *, at: datetime) -> None:
    """Raises what stands against signing with this certificate at `at`."""
    described = describe(der, at=at)
    if not described.usable:
        raise not_usable(described)


def not_usable(certificate: TokenCertificate) -> CertificateError:
    """The outcome for a certificate that cannot sign."""
    match certificate.why_not:
        case "expired":
            return CertificateExpired(name=certificate.cn, not_after=_day(certificate.not_after))
        case "not_yet_valid":
            return CertificateNotYetValid(name=certificate.cn, not_before=_day(certificate.not_before))
        case "no_key":
            return CertificateNotFound(wanted=certificate.cn or certificate.label, offered="")
    return CertificateNotForSigning(name=certificate.cn or certificate.label)


def _loaded(der: bytes) -> x509.Certificate:
    from asn1crypto import x509  # read where certificates are, not where one of them is chosen from a list

    return x509.Certificate.load(der)


def _why_not(certificate: x509.Certificate, at: datetime, *, has_key: bool) -> WhyNot:
    usage = certificate.key_usage_value
    purposes = certificate.extended_key_usage_value
    if certificate.ca:
        return "not_for_signing"
    if usage is not None and not (set(usage.native) & SIGNING_USAGES):
        return "not_for_signing"
    if purposes is not None and set(purposes.native) <= OTHER_PURPOSES:
        return "not_for_signing"
    if not has_key:
        return "no_key"
    validity = certificate["tbs_certificate"]["validity"]
    if at > validity["not_after"].native:
        return "expired"
    return "not_yet_valid" if at < validity["not_before"].native else ""


def _offers(tokens: Iterable[TokenInfo], token: str) -> Iterator[tuple[TokenInfo, TokenCertificate]]:
    for info in tokens:
        if token in ("", info.label, info.serial):
            for certificate in info.certificates:
                if not certificate.is_ca:
                    yield info, certificate


def _answers(certificate: TokenCertificate, wanted: str) -> bool:
    return wanted == "" or wanted in (certificate.fingerprint, certificate.label, certificate.cn)


def _last(value: str | list[str] | None) -> str:
    """A name part may occur several times; the last is the most specific."""
    if isinstance(value, list):
        return value[-1]
    return value or ""


def _day(instant: datetime | None) -> str:
    return instant.date().isoformat() if instant else ""
