"""Revocation entries count only when their authority's signature over them holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto import core, crl, ocsp

from signing.validation.material import Material, Sources
from signing.validation.revocation import revoked_at
from tests.helpers.pki import SITE, Identity, Pki

WHEN = (datetime.now(UTC) - timedelta(days=3)).replace(microsecond=0)


@pytest.fixture
def pki() -> Pki:
    return Pki(title="Thu hồi")


@pytest.fixture
def leaf(pki: Pki) -> Identity:
    return pki.leaf("Bị thu hồi")


@pytest.mark.parametrize("shut", ["", f"{SITE}/ocsp"])
def test_a_list_or_a_responder_tells_when(shut: str, pki: Pki, leaf: Identity) -> None:
    pki.shut.add(shut)
    material = Sources(pki.fetch).ask(leaf.asn1, pki.issuing.asn1)
    assert revoked_at(leaf.asn1, pki.issuing.asn1, material) is None
    pki.revoke(leaf, WHEN)
    material = Sources(pki.fetch).ask(leaf.asn1, pki.issuing.asn1)
    assert revoked_at(leaf.asn1, pki.issuing.asn1, material) == WHEN
    assert revoked_at(pki.leaf("Khác").asn1, pki.issuing.asn1, material) is None


def test_a_list_signed_by_somebody_else_tells_nothing(pki: Pki, leaf: Identity) -> None:
    pki.revoke(leaf, WHEN)
    forged = crl.CertificateList.load(pki.crl(pki.issuing))
    forged["signature"] = bytes(len(forged["signature"].native))
    assert revoked_at(leaf.asn1, pki.issuing.asn1, Material(crls=(forged,))) is None


def test_a_response_signed_by_somebody_else_tells_nothing(pki: Pki, leaf: Identity) -> None:
    pki.revoke(leaf, WHEN)
    (honest,) = Sources(pki.fetch).ask(leaf.asn1, pki.issuing.asn1).ocsps
    basic = honest["response_bytes"]["response"].parsed
    basic["signature"] = bytes(len(basic["signature"].native))
    honest["response_bytes"]["response"] = core.ParsableOctetString(basic.dump(force=True))
    forged = ocsp.OCSPResponse.load(honest.dump(force=True))
    assert revoked_at(leaf.asn1, pki.issuing.asn1, Material(ocsps=(forged,))) is None
