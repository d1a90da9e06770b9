"""ASN.1 from strangers, read to its last value or not at all.

asn1crypto parses lazily: an object with damaged insides loads, and fails only where its damage is first touched. So
every certificate, list, answer and message of a file, or of an authority, passes through here once. What comes out
answers everything that validation asks of it; what cannot be read is `Unreadable`, and each caller has a named outcome
for that: a message is malformed, a piece of evidence is absent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from asn1crypto import cms, crl, ocsp, tsp, x509
from asn1crypto.util import extended_datetime

from signing.validation.opening import BROKEN

RSA = ("rsa", "rsassa_pss")
_READ_ATTRIBUTES = {"content_type", "message_digest", "signing_time", "signing_certificate", "signing_certificate_v2"}


class Unreadable(ValueError):
    """An ASN.1 object whose insides are damaged."""


def load(kind: Any, der: bytes) -> Any:
    """The object of an asn1crypto class that takes exactly these bytes; raises Unreadable."""
    try:
        value = kind.load(der, strict=True)
    except BROKEN as broken:
        raise Unreadable(kind.__name__) from broken
    return whole(value)


def whole(value: Any) -> Any:
    """The same object, once everything that is asked of its kind has been parsed; raises Unreadable."""
    try:
        _ASKED[type(value)](value)
    except BROKEN as broken:
        raise Unreadable(type(value).__name__) from broken
    return value


def readable(values: Iterable[Any]) -> Iterator[Any]:
    """Those that are whole: what cannot be read is evidence of nothing."""
    for value in values:
        try:
            yield whole(value)
        except Unreadable:
            continue


def _certificate(one: Any) -> None:
    _check_times(one.native)
    for name in (one.subject, one.issuer):
        name.hashable  # noqa: B018 - names are compared after a preparation that refuses some characters
    if one.public_key.algorithm in RSA:
        one.public_key.bit_size  # noqa: B018 - a modulus of 0 or below has no size
    one.critical_extensions  # noqa: B018 - reads the extensions into the properties that are asked later
    for point in (*one.crl_distribution_points, *one.delta_crl_distribution_points):
        point.url  # noqa: B018 - relative names have none
    one.ocsp_urls  # noqa: B018 - parsed when asked


def _list(one: Any) -> None:
    _check_times(one.native)
    one.issuer.hashable  # noqa: B018 - as for certificates
    one.critical_extensions  # noqa: B018 - as for certificates


def _answer(one: Any) -> None:
    """An answer that states something: an error has no basic response, and is told apart by nobody here."""
    basic = one.basic_ocsp_response
    _check_times(basic.native)
    basic["tbs_response_data"]["responses"][0]  # noqa: B018 - none would be an answer to nothing
    for certificate in basic["certs"]:
        _certificate(certificate)


def _signer(one: Any) -> None:
    for part in ("version", "sid", "digest_algorithm", "signature_algorithm", "signature"):
        one[part].native  # noqa: B018 - parsed when asked
    for attribute in (*one["signed_attrs"], *one["unsigned_attrs"]):
        if attribute["type"].native in _READ_ATTRIBUTES:
            attribute["values"].native  # noqa: B018 - the values of others are read by those who want them


def _stated(one: Any) -> None:
    _check_times(one.native)


_ASKED: dict[type, Callable[[Any], None]] = {
    x509.Certificate: _certificate,
    crl.CertificateList: _list,
    ocsp.OCSPResponse: _answer,
    cms.SignerInfo: _signer,
    tsp.TSTInfo: _stated,
}


def _check_times(native: Any) -> None:
    """Refuse times that cannot be compared with the others: without a zone, or of year 0, which no calendar has."""
    if isinstance(native, dict):
        native = native.values()
    elif isinstance(native, extended_datetime) or (isinstance(native, datetime) and native.tzinfo is None):
        raise ValueError("a time outside the calendar")
    elif not isinstance(native, (list, tuple)):
        return
    for part in native:
        _check_times(part)
