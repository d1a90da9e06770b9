"""Certificates and revocation data: what a file carries, and what its authorities answer now.

Decides what is collected and from where; what it proves is for `paths`. Addresses are taken only from certificates
whose path to an anchor has been verified already, so that a hostile file cannot choose whom this machine calls.
A source that does not answer leaves its certificate unknown, which `paths` then says.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from asn1crypto import algos, crl, ocsp, pem, x509

from signing.outcomes import SourceError
from signing.validation.opening import BROKEN
from signing.validation.whole import Unreadable, load, readable

Fetch = Callable[[str, bytes | None], bytes]
"""`fetch(url, body)`: None asks with GET, bytes with POST; raises `signing.outcomes.SourceAway`."""

ARCHIVED = "adobe_revocation_info_archival"
STORE_OBJECTS_MAX = 512
"""More entries in a document security store than any chain of renewals needs."""


@dataclass(frozen=True)
class Material:
    """Certificates, CRLs and OCSP responses, each of them read as a whole."""

    certificates: tuple[Any, ...] = ()
    crls: tuple[Any, ...] = ()
    ocsps: tuple[Any, ...] = ()

    def __add__(self, other: Material) -> Material:
        return Material(self.certificates + other.certificates, self.crls + other.crls, self.ocsps + other.ocsps)


def from_store(handler: Any) -> Material:
    """What the document security store of a revision holds; unreadable entries hold nothing."""
    try:
        store = handler.root["/DSS"]
    except BROKEN:
        return Material()
    return Material(
        certificates=tuple(_parsed(store, "/Certs", x509.Certificate)),
        crls=tuple(_parsed(store, "/CRLs", crl.CertificateList)),
        ocsps=tuple(_parsed(store, "/OCSPs", ocsp.OCSPResponse)),
    )


def _parsed(store: Any, key: str, kind: Any) -> Iterable[Any]:
    try:
        entries = list(store[key])[:STORE_OBJECTS_MAX]
    except BROKEN:
        return
    for entry in entries:
        try:
            yield load(kind, entry.get_object().data)
        except BROKEN:
            continue


def from_message(message: Any) -> Material:
    """Certificates of a CMS message, and the revocation data that Adobe's attribute brings with it."""
    archived = [one for one in message.signer_info["signed_attrs"] if one["type"].native == ARCHIVED]
    crls, ocsps = (tuple(one for each in archived for one in _archived(each, key)) for key in ("crl", "ocsp"))
    return Material((message.certificate, *message.others), crls, ocsps)


def _archived(attribute: Any, key: str) -> Iterator[Any]:
    try:
        found = [one for value in attribute["values"] for one in value[key]]
    except BROKEN:
        return
    yield from readable(found)


@dataclass
class Sources:
    """What the authorities say now; each address is asked once."""

    fetch: Fetch | None
    moved: tuple[tuple[str, str], ...] = ()
    _answers: dict[tuple[str, bytes | None], bytes | None] = field(default_factory=dict)

    def ask(self, certificate: Any, issuer: Any) -> Material:
        """Present revocation data of one certificate: its OCSP responder's answer and, unless that says good, its CRL.

        A list is asked too when the responder says revoked: only a list shows that it was good at an earlier moment.
        Empty when offline.
        """
        if self.fetch is None:
            return Material()
        response = self._ask_responder(certificate, issuer)
        ocsps = () if response is None else (response,)
        if response is not None and _says(response) == "good":
            return Material(ocsps=ocsps)
        lists = (self._ask_list(url) for url in _list_addresses(certificate))
        return Material(crls=tuple(one for one in lists if one is not None)[:1], ocsps=ocsps)

    def _ask_responder(self, certificate: Any, issuer: Any) -> Any:
        for url in certificate.ocsp_urls:
            answer = self._get(url, _status_request(certificate, issuer))
            try:
                response = load(ocsp.OCSPResponse, answer or b"")
            except Unreadable:  # no answer, or none that is one: the list is asked next
                continue
            if _says(response) != "unknown":
                return response
        return None

    def _ask_list(self, url: str) -> Any:
        answer = self._get(url, None)
        if not answer:
            return None
        try:
            return load(crl.CertificateList, pem.unarmor(answer)[2] if pem.detect(answer) else answer)
        except ValueError:  # no PEM, or no list in it
            return None

    def _get(self, url: str, body: bytes | None) -> bytes | None:
        assert self.fetch is not None
        for old, new in self.moved:
            url = new + url.removeprefix(old) if url.startswith(old) else url
        key = (url, body)
        if key not in self._answers:
            try:
                self._answers[key] = self.fetch(url, body)
            except SourceError:
                self._answers[key] = None
        return self._answers[key]


def _says(response: Any) -> str:
    return str(response.response_data["responses"][0]["cert_status"].name)


def _list_addresses(certificate: Any) -> list[str]:
    points = certificate.crl_distribution_points
    return [point.url for point in points if point.url and point.url.startswith(("http://", "https://"))]


def _status_request(certificate: Any, issuer: Any) -> bytes:
    identity = ocsp.CertId(
        {
            "hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha1"}),  # what every responder knows (RFC 6960)
            "issuer_name_hash": hashlib.sha1(issuer.subject.dump()).digest(),
            "issuer_key_hash": issuer.public_key.sha1,
            "serial_number": certificate.serial_number,
        }
    )
    request = ocsp.Request({"req_cert": identity})
    return bytes(ocsp.OCSPRequest({"tbs_request": {"request_list": [request]}}).dump())
