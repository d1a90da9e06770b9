"""An ASN.1 object is read as a whole or not at all: after that, nothing that is asked of it fails."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from asn1crypto import cms, crl, ocsp, tsp, x509

from signing.validation import messages
from signing.validation.material import Material, Sources
from signing.validation.paths import Paths
from signing.validation.revocation import revoked_at
from signing.validation.whole import Unreadable, load, readable, whole
from tests.helpers.pki import Pki
from tests.signing.validation import damage, papers
from tests.signing.validation.conftest import Office
from tests.signing.validation.test_messages import contents

NOW = datetime.now(UTC)
CASES = [(kind, part) for kind, parts in damage.KINDS.items() for part in parts]


def honest(kind: Any, office: Office) -> bytes:
    if kind is x509.Certificate:
        return office.leader.der
    if kind is ocsp.OCSPResponse:
        return papers.answer_about(office.leader, office.pki)
    if kind is crl.CertificateList:
        return list_with_an_entry(office.pki)
    token = messages.read(contents(office.completed))
    return bytes(token.signed_data["encap_content_info"]["content"])


def list_with_an_entry(pki: Pki) -> bytes:
    gone = pki.leaf("Đã thu hồi", kind="p256")
    pki.revoke(gone)
    try:
        return pki.crl(pki.issuing)
    finally:
        pki.revoked.clear()


@pytest.mark.parametrize("kind", damage.KINDS)
def test_an_honest_object_is_whole(kind: Any, office: Office) -> None:
    der = honest(kind, office)
    assert load(kind, der).dump() == der


@pytest.mark.parametrize(("kind", "part"), CASES)
def test_an_object_with_damaged_insides_is_unreadable(kind: Any, part: str, office: Office) -> None:
    bad = damage.damaged(kind, honest(kind, office), part)
    with pytest.raises(Unreadable, match=kind.__name__):
        load(kind, bad)


@pytest.mark.parametrize("kind", damage.KINDS)
@pytest.mark.parametrize("junk", [b"", b"\x30", b"\x30\x00", b"<html>", b"\x05\x00"])
def test_what_is_no_such_object_is_unreadable(kind: Any, junk: bytes) -> None:
    with pytest.raises(Unreadable):
        load(kind, junk)


def test_bytes_after_the_object_make_it_unreadable(office: Office) -> None:
    with pytest.raises(Unreadable):
        load(x509.Certificate, office.leader.der + b"\x00")


def test_an_answer_that_is_an_error_states_nothing() -> None:
    with pytest.raises(Unreadable):
        whole(ocsp.OCSPResponse({"response_status": "try_later"}))


def test_only_what_is_whole_is_evidence(office: Office) -> None:
    bad = [x509.Certificate.load(der) for der in damage.every(x509.Certificate, office.leader.der)]
    assert [one.dump() for one in readable([*bad, office.seal.asn1])] == [office.seal.der]


def test_a_signers_part_is_read_as_far_as_it_is_asked(office: Office) -> None:
    signed = cms.ContentInfo.load(contents(office.led))["content"]
    assert whole(signed["signer_infos"][0])["version"].native == "v1"
    signed["signer_infos"][0]["signed_attrs"] = [cms.CMSAttribute({"type": "signing_time", "values": []})]
    assert whole(signed["signer_infos"][0])


def test_whatever_byte_of_a_certificate_is_damaged_it_is_unreadable_or_answers(office: Office) -> None:
    paths, lists = Paths(office.trust), Material(crls=(crl.CertificateList.load(office.pki.crl(office.pki.issuing)),))
    for bad in damage.bytes_of(office.leader.der, stride=31):
        try:
            one = load(x509.Certificate, bad)
        except Unreadable:
            continue
        path = paths.find(one, NOW, Material(certificates=(one, office.pki.issuing.asn1)), "sign")
        assert path.reasons or bad == office.leader.der
        assert paths.find(office.leader.asn1, NOW, Material(certificates=(one,)), "sign").reasons == ()
        Sources(office.pki.fetch).ask(one, office.pki.issuing.asn1)
        revoked_at(one, office.pki.issuing.asn1, lists)


def test_a_damaged_twin_does_not_hide_the_issuer_that_the_trust_knows(office: Office) -> None:
    paths = Paths(office.trust)
    for bad in damage.bytes_of(office.pki.issuing.der, stride=61):
        try:
            twin = load(x509.Certificate, bad)
        except Unreadable:
            continue
        assert paths.find(office.leader.asn1, NOW, Material(certificates=(twin,)), "sign").reasons == ()


def test_whatever_byte_of_the_evidence_is_damaged_it_counts_for_nothing(office: Office) -> None:
    paths, issuer = Paths(office.trust), office.pki.issuing.asn1
    root = crl.CertificateList.load(office.pki.crl(office.pki.root))
    path = paths.find(office.leader.asn1, NOW, Material(), "sign")
    for kind, der in (
        (crl.CertificateList, list_with_an_entry(office.pki)),
        (ocsp.OCSPResponse, papers.answer_about(office.leader, office.pki)),
    ):
        for bad in damage.bytes_of(der, stride=19):
            try:
                one = load(kind, bad)
            except Unreadable:
                continue
            crls, ocsps = ((root, one), ()) if kind is crl.CertificateList else ((root,), (one,))
            material = Material(crls=crls, ocsps=ocsps)
            assert paths.check_revocation(path, NOW, material) in ("revocation_unknown", "")
            assert revoked_at(office.leader.asn1, issuer, material) is None


def test_whatever_byte_of_a_token_is_damaged_it_states_nothing_or_a_time(office: Office) -> None:
    for bad in damage.bytes_of(honest(tsp.TSTInfo, office), stride=1):
        try:
            one = load(tsp.TSTInfo, bad)
        except Unreadable:
            continue
        assert one["gen_time"].native.tzinfo is not None
