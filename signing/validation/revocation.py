"""Revocation entries: when, by anything we can verify, was a certificate revoked?

Decides only whether and when; it never says "good". That a certificate is good at a moment is shown by `paths` with
revocation required. This second look finds entries that a look at the moment of proof cannot see: a revocation
announced later but dated before the proof, and one in a list that lies elsewhere in the file (signing reference §4.4).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from pyhanko_certvalidator.sig_validate import DefaultSignatureValidator

from signing.validation.material import Material
from signing.validation.opening import BROKEN


def revoked_at(certificate: Any, issuer: Any, material: Material) -> datetime | None:
    """The earliest revocation that a verified CRL or OCSP response states for the certificate, or None."""
    found = [*_in_lists(certificate, issuer, material), *_in_responses(certificate, issuer, material)]
    return min(found, default=None)


def _in_lists(certificate: Any, issuer: Any, material: Material) -> Iterator[datetime]:
    for one in material.crls:
        if one.issuer != issuer.subject:
            continue
        entries = one["tbs_cert_list"]["revoked_certificates"]
        for entry in entries:
            if entry["user_certificate"].native != certificate.serial_number:
                continue
            lifted = entry.crl_reason_value is not None and entry.crl_reason_value.native == "remove_from_crl"
            if not lifted and _holds(one["signature"], one["tbs_cert_list"], one["signature_algorithm"], issuer):
                yield entry["revocation_date"].native


def _in_responses(certificate: Any, issuer: Any, material: Material) -> Iterator[datetime]:
    for one in material.ocsps:
        basic = one.basic_ocsp_response
        for response in basic["tbs_response_data"]["responses"]:
            if response["cert_status"].name != "revoked" or not _is_about(response, certificate, issuer):
                continue
            if any(_answers(basic, signer) for signer in _responders(basic, issuer)):
                yield response["cert_status"].chosen["revocation_time"].native


def _is_about(response: Any, certificate: Any, issuer: Any) -> bool:
    identity = response["cert_id"]
    algorithm = identity["hash_algorithm"]["algorithm"].native
    key_hash = getattr(issuer.public_key, algorithm, None)
    return bool(
        identity["serial_number"].native == certificate.serial_number and key_hash == identity["issuer_key_hash"].native
    )


def _responders(basic: Any, issuer: Any) -> Iterator[Any]:
    yield issuer
    for one in basic["certs"]:
        purposes = one.extended_key_usage_value
        if purposes is None or "ocsp_signing" not in purposes.native or one.issuer != issuer.subject:
            continue
        if _holds(one["signature_value"], one["tbs_certificate"], one["signature_algorithm"], issuer):
            yield one


def _answers(basic: Any, signer: Any) -> bool:
    return _holds(basic["signature"], basic["tbs_response_data"], basic["signature_algorithm"], signer)


def _holds(signature: Any, signed: Any, algorithm: Any, signer: Any) -> bool:
    try:
        DefaultSignatureValidator().validate_signature(signature.native, signed.dump(), signer.public_key, algorithm)
    except (InvalidSignature, *BROKEN):
        return False
    return True
