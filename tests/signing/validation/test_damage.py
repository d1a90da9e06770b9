"""Damage to a signed file, kind by kind and byte by byte: a verdict or a named refusal, never a crash, never valid."""

from __future__ import annotations

from pathlib import Path

import pytest
from asn1crypto import crl, ocsp, tsp, x509

from signing.outcomes import DamagedPdf, EncryptedPdf, NotAPdf
from signing.validation import Verdict, messages, verify
from tests.signing.validation import attacks, damage, papers
from tests.signing.validation.conftest import Office
from tests.signing.validation.test_judge import of
from tests.signing.validation.test_messages import contents

STRIDE = 147
"""Of the slow sweep: some 800 bytes of a completed file."""
STRUCTURE = (
    b"startxref", b"trailer", b"xref\n", b"/Prev", b"/Root", b"/Size", b" n \n", b" obj", b"endstream", b"/Length",
    b"/Filter", b"/Pages", b"/Kids", b"/AcroForm", b"/Fields", b"/FT", b"/Rect [", b"/ByteRange [", b"/Contents <",
    b"/SubFilter", b"/DSS", b"/Certs", b"/CRLs", b"/Lock",
)  # fmt: skip


def judged(folder: Path, data: bytes, office: Office) -> Verdict | None:
    """The verdict offline, or None when the file is refused by name."""
    try:
        return verify(papers.saved(folder, data), office.trust)
    except (NotAPdf, DamagedPdf, EncryptedPdf):
        return None


# ── inside the messages ───────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("part", damage.CERTIFICATE)
def test_a_signer_whose_certificate_cannot_be_read_is_invalid(part: str, office: Office, tmp_path: Path) -> None:
    bad = damage.damaged(x509.Certificate, office.leader.der, part)
    verdict = judged(tmp_path, damage.in_message(office.led, office.leader.der, bad), office)
    assert verdict is not None
    assert verdict.verdict == "invalid"
    leader = next(one for one in verdict.signatures if one.field == "Leader")
    assert (leader.reasons[0], leader.signer) == ("signature_malformed", "")


def test_a_signer_is_valid_when_only_another_certificate_in_the_message_cannot_be_read(
    office: Office, tmp_path: Path
) -> None:
    other = office.pki.issuing.der  # the trust knows it too
    for bad in damage.every(x509.Certificate, other):
        data = damage.in_message(office.led, other, bad)
        verdict = verify(papers.saved(tmp_path, data), office.trust, fetch=office.pki.fetch)
        assert of(verdict, "Leader").verdict == "valid"


@pytest.mark.parametrize("part", damage.STATED)
def test_a_timestamp_that_states_nothing_readable_is_invalid(part: str, office: Office, tmp_path: Path) -> None:
    stated = bytes(messages.read(contents(office.completed)).signed_data["encap_content_info"]["content"])
    data = damage.in_message(office.completed, stated, damage.damaged(tsp.TSTInfo, stated, part))
    verdict = judged(tmp_path, data, office)
    assert verdict is not None
    assert (verdict.signatures[-1].verdict, verdict.is_complete) == ("invalid", False)
    assert of(verdict, "Leader").proven_at is None


def test_a_timestamp_whose_authority_cannot_be_read_is_invalid(office: Office, tmp_path: Path) -> None:
    tsa = office.pki.tsa.der
    for bad in damage.every(x509.Certificate, tsa):
        verdict = judged(tmp_path, damage.in_message(office.completed, tsa, bad), office)
        assert verdict is not None
        assert verdict.signatures[-1].reasons[0] == "signature_malformed"
        assert not verdict.is_complete


# ── inside the store ──────────────────────────────────────────────────────────────────────────────────────────────
def damaged_evidence(office: Office) -> dict[str, list[bytes]]:
    pki, gone = office.pki, office.pki.leaf("Đã thu hồi", kind="p256")
    pki.revoke(gone)
    lists = [damage.damaged(crl.CertificateList, pki.crl(pki.issuing), part) for part in damage.LIST]
    pki.revoked.clear()
    answer = papers.answer_about(office.leader, pki)
    return {
        "/Certs": [bad for who in (pki.issuing, pki.tsa) for bad in damage.every(x509.Certificate, who.der)],
        "/CRLs": lists,
        "/OCSPs": damage.every(ocsp.OCSPResponse, answer),
    }


def test_evidence_that_cannot_be_read_spoils_nothing(office: Office, tmp_path: Path) -> None:
    verdict = judged(tmp_path, damage.in_store(office.completed, damaged_evidence(office)), office)
    assert verdict is not None
    assert (verdict.verdict, verdict.is_complete) == ("valid", False)  # no timestamp over the added revision


def test_evidence_that_cannot_be_read_proves_nothing(office: Office, tmp_path: Path) -> None:
    data = papers.completed(office.led, office.pki, lists=False)
    verdict = judged(tmp_path, damage.in_store(data, damaged_evidence(office)), office)
    assert verdict is not None
    assert verdict.verdict == "indeterminate"
    assert "revocation_unknown" in of(verdict, "Leader").reasons


# ── the file around them ──────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("what", STRUCTURE, ids=lambda what: what.decode().strip())
def test_damaged_structure_never_reads_as_valid(what: bytes, office: Office, tmp_path: Path) -> None:
    whole = office.completed
    for start, junk in ((whole.index(what), b"\x00"), (whole.rindex(what), b".")):
        at = start + len(what)
        data = whole[:at] + junk + whole[at + 1 :]
        verdict = judged(tmp_path, data, office)
        assert verdict is None or (verdict.verdict != "valid" and not verdict.is_complete)


@pytest.mark.slow
@pytest.mark.parametrize("offset", range(0, STRIDE, 74))
def test_no_damaged_byte_crashes_or_reads_as_valid(offset: int, office: Office, tmp_path: Path) -> None:
    whole = office.completed
    _, hole_from, hole_to, _ = attacks.range_of(whole)
    for at in range(offset, len(whole), STRIDE):
        new = (0x00, 0xFF, 0x30, whole[at] ^ 1)[at % 4]
        if new == whole[at]:
            continue
        verdict = judged(tmp_path, whole[:at] + bytes([new]) + whole[at + 1 :], office)
        if verdict is not None and not hole_from <= at < hole_to:
            assert (verdict.verdict != "valid", verdict.is_complete) == (True, False), f"byte {at} as {new:#04x}"
