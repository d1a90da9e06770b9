"""The declaration of the demo's certification authority, in certomancer's terms: names, keys, certificates, services.

Shaped like the state's: a root, one issuing CA under it, and under that the certificates of people and agencies, the
time stamp authority and the responder. Every name says that it is fictional. Values in, values out: nothing here
makes a key or opens a file; `butphe.demo.pki` does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal

import msgspec

MARK = "DEMO – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"
ARCHITECTURE = "demo"
ROOT, ISSUING, TSA, OCSP = "root", "issuing", "tsa", "ocsp"
AUTHORITY_KEYS = {ROOT: 3072, ISSUING: 3072, TSA: 2048, OCSP: 2048}
"""Labels of the authority's own keys and their size in bits. RSA only: its signatures are the same every time, so the
certificates of an authority are too, whoever loads it."""

PROOFS_LAST_DAYS = 7
"""How long OCSP answers and CRLs hold: days, as the state's do, so that what a file brings along stays fresh."""

Condition = Literal["good", "expired", "not_yet_valid", "tls_only"]
Json = dict[str, Any]


class Holder(msgspec.Struct, frozen=True):
    """Whom a certificate names."""

    label: str
    """How scripts, files and tests call the holder and the certificate."""
    name: str
    """The common name: a person's name without titles, or an agency's."""
    organisation: str
    condition: Condition = "good"
    is_elliptic: bool = False
    """A P-256 key in place of RSA 2048."""


def declare(holders: Sequence[Holder], *, url: str, now: datetime) -> Json:
    """Everything certomancer needs to know, for an authority that answers at `url` and is set up at `now`."""
    labels = [*AUTHORITY_KEYS, *(holder.label for holder in holders)]
    day = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return {
        "external-url-prefix": url,
        "keysets": {ARCHITECTURE: {"path-prefix": "keys", "keys": {it: {"path": f"{it}.pem"} for it in labels}}},
        "pki-architectures": {
            ARCHITECTURE: {
                "keyset": ARCHITECTURE,
                "entity-defaults": {"country-name": "VN"},
                "entities": {**_authorities(), **{holder.label: _subject(holder) for holder in holders}},
                "certs": {**_own_certificates(day), **{holder.label: _leaf(holder, day) for holder in holders}},
                "services": _services(),
            }
        },
    }


def revoke(declaration: Json, label: str, at: datetime) -> None:
    """Have the certificate revoked since the second of `at` (key compromise)."""
    certificate = declaration["pki-architectures"][ARCHITECTURE]["certs"][label]
    certificate["revocation"] = {"revoked-since": at.replace(microsecond=0).isoformat(), "reason": "key_compromise"}


def revoked(declaration: Json, issuer: str, at: datetime) -> list[tuple[str, datetime]]:
    """Labels of the issuer's certificates that were revoked by then, and since when."""
    certificates = declaration["pki-architectures"][ARCHITECTURE]["certs"]
    told = [
        (label, datetime.fromisoformat(one["revocation"]["revoked-since"]))
        for label, one in certificates.items()
        if one["issuer"] == issuer and "revocation" in one
    ]
    return [(label, since) for label, since in told if since <= at]


def _authorities() -> Json:
    names = {ROOT: "RootCA", ISSUING: "CA cơ quan nhà nước", TSA: "Dấu thời gian", OCSP: "Trạng thái chứng thư"}
    return {label: {"organization-name": MARK, "common-name": f"{name} – DEMO"} for label, name in names.items()}


def _subject(holder: Holder) -> Json:
    return {
        "organization-name": holder.organisation,
        "organizational-unit-name": MARK,
        "common-name": holder.name,
    }


def _own_certificates(day: datetime) -> Json:
    lifetime = _validity(day - timedelta(days=8 * 365), day + timedelta(days=22 * 365))
    working = _validity(day - timedelta(days=2 * 365), day + timedelta(days=10 * 365))
    return {
        ROOT: _certificate(ROOT, ROOT, lifetime, [_basic(None), _usage("key_cert_sign", "crl_sign")]),
        ISSUING: _certificate(
            ISSUING, ROOT, lifetime, [_basic(0), _usage("key_cert_sign", "crl_sign"), _crl(ROOT), _about(ROOT)]
        ),
        TSA: _certificate(
            TSA, ISSUING, working, [_usage("digital_signature"), _purpose("time_stamping"), *_addresses()]
        ),
        OCSP: _certificate(
            OCSP, ISSUING, working, [_usage("digital_signature"), _purpose("ocsp_signing"), {"id": "ocsp_no_check"}]
        ),
    }


def _leaf(holder: Holder, day: datetime) -> Json:
    years = timedelta(days=365)
    begin, end = day - years, day + 4 * years
    extensions = [_usage("digital_signature", "non_repudiation"), *_addresses()]
    match holder.condition:
        case "expired":
            begin, end = day - 6 * years, day - timedelta(days=30)
        case "not_yet_valid":
            begin = day + timedelta(days=30)
        case "tls_only":
            extensions = [_usage("digital_signature", "key_encipherment"), _purpose("server_auth"), *_addresses()]
    return _certificate(holder.label, ISSUING, _validity(begin, end), extensions)


def _certificate(subject: str, issuer: str, validity: Mapping[str, str], extensions: list[Json]) -> Json:
    return {
        "subject": subject,
        "subject-key": subject,
        "issuer": issuer,
        "authority-key": issuer,
        "validity": validity,
        "extensions": extensions,
    }


def _validity(begin: datetime, end: datetime) -> dict[str, str]:
    return {"valid-from": begin.isoformat(), "valid-to": end.isoformat()}


def _basic(path_length: int | None) -> Json:
    value = {"ca": True} if path_length is None else {"ca": True, "path_len_constraint": path_length}
    return {"id": "basic_constraints", "critical": True, "value": value}


def _usage(*names: str) -> Json:
    return {"id": "key_usage", "critical": True, "smart-value": {"schema": "key-usage", "params": list(names)}}


def _purpose(name: str) -> Json:
    return {"id": "extended_key_usage", "critical": True, "value": [name]}


def _addresses() -> list[Json]:
    return [_crl(ISSUING), _about(ISSUING, ISSUING)]


def _crl(issuer: str) -> Json:
    return {
        "id": "crl_distribution_points",
        "smart-value": {"schema": "crl-dist-url", "params": {"crl-repo-names": [issuer]}},
    }


def _about(issuer: str, responder: str = "") -> Json:
    params: Json = {"ca-issuer-links": [{"repo": issuer}]}
    if responder:
        params["ocsp-responder-names"] = [responder]
    return {"id": "authority_information_access", "smart-value": {"schema": "aia-urls", "params": params}}


def _services() -> Json:
    return {
        "ocsp": {
            ISSUING: {
                "for-issuer": ISSUING,
                "responder-cert": OCSP,
                "signing-key": OCSP,
                "validity-period": {"days": PROOFS_LAST_DAYS},
            }
        },
        "crl-repo": {
            label: {"for-issuer": label, "signing-key": label, "simulated-update-schedule": f"P{PROOFS_LAST_DAYS}D"}
            for label in (ROOT, ISSUING)
        },
        "cert-repo": {ROOT: {"for-issuer": ROOT}, ISSUING: {"for-issuer": ISSUING}},
        "time-stamping": {TSA: {"signing-key": TSA, "signing-cert": TSA}},
    }
