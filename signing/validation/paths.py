"""Whether a certificate leads to an anchor at a moment, through a pinned CA, unrevoked and fit for its purpose.

Decides the reasons for one certificate at one moment with given material; which moment counts is for `proof` and
`judge`. Revocation is always required for every certificate below the anchor (a mode that checks only certificates
which declare an address trusts the others with five-year-old lists: signing reference §4).
"""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from asn1crypto import x509
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import (
    DisallowedAlgorithmError,
    ExpiredError,
    InsufficientRevinfoError,
    NotYetValidError,
    PathBuildingError,
    RevokedError,
    ValidationError,
)
from pyhanko_certvalidator.policy_decl import (
    AcceptAllAlgorithms,
    AlgorithmUsageConstraint,
    DisallowWeakAlgorithmsPolicy,
)
from pyhanko_certvalidator.registry import SimpleTrustManager

from signing.validation.material import Material
from signing.validation.opening import BROKEN
from signing.validation.trust import Trust, fingerprint

TOLERANCE = timedelta(minutes=15)
"""A TSA's clock one minute behind a CRL's thisUpdate must not make a signature unprovable."""

Purpose = Literal["sign", "timestamp"]
_SIGNING_KEY_USES = {"digital_signature", "non_repudiation"}
_SIGNING_PURPOSES = {
    "any_extended_key_usage",
    "email_protection",
    "client_auth",  # issuing CAs here often put nothing but this beside non-repudiation
    "1.3.6.1.5.5.7.3.36",  # document signing, RFC 9336
    "microsoft_document_signing",
    "1.3.6.1.4.1.311.10.3.12",
    "adobe_authentic_documents_trust",
    "1.2.840.113583.1.1.5",
}


class BoundSha1Policy(DisallowWeakAlgorithmsPolicy):
    """No SHA-1 but in RSA signatures by the very keys that the trust names."""

    def __init__(self, keys: frozenset[str]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._keys = keys

    def signature_algorithm_allowed(self, algo: Any, moment: Any, public_key: Any) -> Any:
        """Admit a SHA-1 signature when the key that made it is bound to the exception."""
        if algo["algorithm"].native == "sha1_rsa" and public_key is not None:
            return AlgorithmUsageConstraint(hashlib.sha256(public_key.dump()).hexdigest() in self._keys)
        return super().signature_algorithm_allowed(algo, moment, public_key)


@dataclass(frozen=True)
class Path:
    """The way from a certificate to its anchor; `reasons` says what is wrong with it, if anything."""

    certificates: tuple[Any, ...] = ()
    """From the anchor to the certificate itself."""
    reasons: tuple[str, ...] = ()

    @property
    def links(self) -> list[tuple[Any, Any]]:
        """Each certificate below the anchor with its issuer."""
        return list(zip(self.certificates[1:], self.certificates[:-1], strict=True))


@dataclass
class Paths:
    """Judges certificates against one trust."""

    trust: Trust
    _roots: list[Any] = field(init=False)
    _issuing: list[Any] = field(init=False)

    def __post_init__(self) -> None:
        self._roots = [x509.Certificate.load(der) for der in self.trust.roots]
        self._issuing = [x509.Certificate.load(der) for der in self.trust.issuing]

    def find(self, certificate: Any, moment: datetime, material: Material, purpose: Purpose) -> Path:
        """The way to an anchor at a moment, revocation left aside."""
        reasons = [] if _is_fit(certificate, purpose) else ["certificate_not_for_signing"]
        for policy in (BoundSha1Policy(self.trust.sha1_keys), AcceptAllAlgorithms()):
            try:
                found = _validate(certificate, self._context(moment, material, policy, revocation="soft-fail"))
            except DisallowedAlgorithmError:
                reasons.append("weak_algorithm")
                continue
            except (ValidationError, PathBuildingError) as failure:
                return Path(_walk(failure), (*reasons, _reason_of(failure)))
            except BROKEN:
                return Path((), (*reasons, "chain_untrusted"))
            certificates = tuple(found.iter_certs(include_root=True))
            return Path(certificates, (*reasons, *self._pin_reasons(certificates, purpose)))
        return Path((), (*reasons, "chain_untrusted"))

    def check_revocation(
        self, path: Path, moment: datetime, material: Material, *, is_retroactive: bool = False
    ) -> str:
        """The reason why no certificate of the path is shown to be unrevoked at the moment, or "".

        `is_retroactive`: data issued after the moment counts for it too, as when the moment lies in the past and the
        authority is asked today.
        """
        policy = AcceptAllAlgorithms()
        try:
            context = self._context(moment, material, policy, revocation="require", is_retroactive=is_retroactive)
            _validate(path.certificates[-1], context)
        except RevokedError:
            return "certificate_revoked"
        except (ValidationError, PathBuildingError, *BROKEN):
            return "revocation_unknown"
        return ""

    def _pin_reasons(self, certificates: tuple[Any, ...], purpose: Purpose) -> tuple[str, ...]:
        pins = self.trust.pins.get(fingerprint(certificates[0].dump()))
        if not pins or purpose == "timestamp":
            return ()
        between = {fingerprint(one.dump()) for one in certificates[1:-1]}
        return () if between & pins else ("issuer_not_pinned",)

    def _context(
        self, moment: datetime, material: Material, policy: Any, *, revocation: str, is_retroactive: bool = False
    ) -> Any:
        with_revocation = revocation == "require"
        return ValidationContext(
            trust_manager=SimpleTrustManager.build(trust_roots=self._roots),
            other_certs=[*self._issuing, *material.certificates],  # of two with one name and number the first counts
            crls=material.crls if with_revocation else [],
            ocsps=material.ocsps if with_revocation else [],
            allow_fetching=False,
            revocation_mode=revocation,
            moment=moment,
            best_signature_time=moment,
            time_tolerance=TOLERANCE,
            retroactive_revinfo=is_retroactive,
            algorithm_usage_policy=policy,
        )


def _validate(certificate: Any, context: Any) -> Any:
    return asyncio.run(CertificateValidator(certificate, validation_context=context).async_validate_path())


def _walk(failure: Exception) -> tuple[Any, ...]:
    path = getattr(failure, "original_path", None)
    return tuple(path.iter_certs(include_root=True)) if path is not None else ()


def _reason_of(failure: Exception) -> str:
    match failure:
        case ExpiredError():
            return "certificate_expired"
        case NotYetValidError():
            return "certificate_not_yet_valid"
        case InsufficientRevinfoError():
            return "revocation_unknown"
        case RevokedError():
            return "certificate_revoked"
        case _:
            return "chain_untrusted"


def _is_fit(certificate: Any, purpose: Purpose) -> bool:
    """Whether key usage and extended key usage let the certificate do this (RFC 5280 §4.2.1.3, §4.2.1.12)."""
    uses = certificate.key_usage_value
    purposes = certificate.extended_key_usage_value
    if certificate.ca or (uses is not None and not _SIGNING_KEY_USES & set(uses.native)):
        return False
    if purpose == "timestamp":
        return purposes is not None and "time_stamping" in purposes.native
    return purposes is None or bool(_SIGNING_PURPOSES & set(purposes.native))
