"""The flow of the signing reference §3, stage by stage, as a receiver's desk and an offline desk judge it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from signing.outcomes import DamagedPdf, NotAPdf
from signing.validation import verify
from signing.validation.verdict import SignatureVerdict, Verdict
from tests.signing.validation import papers
from tests.signing.validation.conftest import Office


def of(verdict: Verdict, field: str) -> SignatureVerdict:
    return next(one for one in verdict.signatures if one.field == field)


def test_a_file_without_signatures_is_unsigned(office: Office, tmp_path: Path) -> None:
    verdict = verify(papers.saved(tmp_path, office.prepared), office.trust, fetch=office.pki.fetch)
    assert (verdict.verdict, verdict.signatures, verdict.reasons) == ("unsigned", (), ())


def test_initial_and_leader_are_valid_online_and_said_to_be_unpreserved(office: Office, tmp_path: Path) -> None:
    verdict = verify(papers.saved(tmp_path, office.led), office.trust, fetch=office.pki.fetch)
    assert verdict.verdict == "valid"
    assert [(one.role, one.verdict, one.changes, one.level) for one in verdict.signatures] == [
        ("initial", "valid", "filled", "b"),
        ("leader", "valid", "none", "b"),
    ]
    assert of(verdict, "Leader").reasons == ("not_preserved",)
    assert not verdict.is_complete


def test_a_leaders_fresh_signature_is_indeterminate_on_an_offline_desk(office: Office, tmp_path: Path) -> None:
    verdict = verify(papers.saved(tmp_path, office.led), office.trust)
    assert verdict.verdict == "indeterminate"
    assert "revocation_unknown" in of(verdict, "Leader").reasons
    assert of(verdict, "Leader").fingerprint == office.leader.fingerprint
    assert of(verdict, "Leader").organisation == "UBND tỉnh Ví Dụ"


def test_the_seal_fills_and_signs_in_one_revision(office: Office, tmp_path: Path) -> None:
    before = papers.saved(tmp_path, office.led, "led.pdf")
    verdict = verify(papers.saved(tmp_path, office.sealed), office.trust, fetch=office.pki.fetch, previous=before)
    assert verdict.verdict == "valid"
    assert verdict.filled == {"number": "2047", "day": "25", "month": "11", "year": "2026"}
    facts = verdict.facts(hashlib.sha256(office.led).hexdigest())
    assert facts.filled_new == ("number", "day", "month", "year")
    assert facts.extends == hashlib.sha256(office.led).hexdigest()
    assert [one.field for one in facts.signatures if one.is_new] == ["Seal"]
    assert facts.findings == ()
    assert of(verdict, "Seal").proven_at is not None


def test_a_completed_file_is_valid_without_any_network(office: Office, tmp_path: Path) -> None:
    verdict = verify(papers.saved(tmp_path, office.completed), office.trust)
    assert (verdict.verdict, verdict.is_complete) == ("valid", True)
    assert all(one.is_preserved and one.level == "lta" for one in verdict.signatures)
    assert [one.is_timestamp for one in verdict.signatures] == [False, False, False, True]


def test_an_arrival_stamp_after_the_locked_seal_leaves_everything_valid(office: Office, tmp_path: Path) -> None:
    stamped = papers.signed(
        office.completed, office.receiver, office.pki, "Arrival1", new_at=(400, 780, 560, 830), stamp=True
    )
    verdict = verify(papers.saved(tmp_path, stamped), office.trust, fetch=office.pki.fetch)
    assert verdict.verdict == "valid"
    assert of(verdict, "Arrival1").role == "arrival"
    assert not verdict.is_complete
    completed = verify(papers.saved(tmp_path, papers.completed(stamped, office.pki)), office.trust)
    assert (completed.verdict, completed.is_complete) == ("valid", True)


def test_a_signature_added_after_the_completion_is_remarked_on(office: Office, tmp_path: Path) -> None:
    late = papers.signed(office.completed, office.receiver, office.pki, "Signature1", new_at=(400, 780, 560, 830))
    verdict = verify(papers.saved(tmp_path, late), office.trust, fetch=office.pki.fetch)
    assert set(of(verdict, "Signature1").reasons) == {"not_preserved", "signed_after_issue"}
    assert not verdict.is_complete
    assert all("signed_after_issue" not in one.reasons for one in verdict.signatures if one.field != "Signature1")


def test_a_signature_between_seal_and_completion_is_not_remarked_on(office: Office, tmp_path: Path) -> None:
    early = papers.signed(office.sealed, office.receiver, office.pki, "Signature1", new_at=(400, 780, 560, 830))
    verdict = verify(papers.saved(tmp_path, papers.completed(early, office.pki)), office.trust)
    assert (verdict.verdict, of(verdict, "Signature1").reasons) == ("valid", ())


def test_a_file_that_does_not_begin_with_the_previous_version_extends_nothing(office: Office, tmp_path: Path) -> None:
    other = papers.saved(tmp_path, papers.prepared(papers.blank(text="Khac")), "other.pdf")
    verdict = verify(papers.saved(tmp_path, office.sealed), office.trust, previous=other)
    facts = verdict.facts(hashlib.sha256(other.read_bytes()).hexdigest())
    assert facts.extends == ""
    assert all(one.is_new for one in facts.signatures)


@pytest.mark.parametrize("junk", [b"", b"no pdf at all", b"PK\x03\x04" + b"\0" * 5000])
def test_what_is_no_pdf_is_said_to_be_none(junk: bytes, office: Office, tmp_path: Path) -> None:
    with pytest.raises(NotAPdf):
        verify(papers.saved(tmp_path, junk), office.trust)


def test_a_truncated_pdf_is_said_to_be_damaged(office: Office, tmp_path: Path) -> None:
    with pytest.raises(DamagedPdf):
        verify(papers.saved(tmp_path, papers.blank()[:200]), office.trust)
