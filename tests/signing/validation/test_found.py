"""Signatures as bytes: which are found, which formats are judged, what is called rewritten and what is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pyhanko.pdf_utils.generic import pdf_name as name
from pyhanko.sign.fields import SigSeedSubFilter

from signing.outcomes import DamagedPdf
from signing.validation import found, verify
from signing.validation.opening import opened
from tests.signing.validation import attacks, papers
from tests.signing.validation.conftest import Office


def test_signatures_are_found_in_the_order_of_their_revisions(office: Office, tmp_path: Path) -> None:
    with opened(papers.saved(tmp_path, office.completed)) as file:
        signatures = found.find(file)
    assert [one.field for one in signatures[:3]] == ["Initial1", "Leader", "Seal"]
    assert [one.covers for one in signatures] == ["revision", "revision", "revision", "file"]
    assert [one.revision for one in signatures] == [2, 3, 4, 5]
    assert all(one.claimed_at is not None for one in signatures[:3])
    assert not any(one.reasons for one in signatures)


def test_the_older_detached_format_is_judged(office: Office, tmp_path: Path) -> None:
    older = SigSeedSubFilter.ADOBE_PKCS7_DETACHED
    data = papers.signed(office.prepared, office.leader, office.pki, "Leader", subfilter=older)
    assert verify(papers.saved(tmp_path, data), office.trust, fetch=office.pki.fetch).verdict == "valid"


def test_a_format_that_is_not_judged_is_said_to_be(office: Office, tmp_path: Path) -> None:
    data = office.led.replace(b"/ETSI.CAdES.detached", b"/adbe.x509.rsa_sha1 ")
    verdict = verify(papers.saved(tmp_path, data), office.trust, fetch=office.pki.fetch)
    assert verdict.verdict == "indeterminate"
    assert verdict.signatures[-1].reasons[0] == "unsupported_format"


def test_damaged_contents_are_malformed(office: Office, tmp_path: Path) -> None:
    _, length, *_ = attacks.range_of(office.led)
    data = office.led[: length + 1] + b"FFFFFFFF" + office.led[length + 9 :]
    verdict = verify(papers.saved(tmp_path, data), office.trust)
    assert verdict.signatures[-1].reasons[0] == "signature_malformed"
    assert verdict.signatures[-1].verdict == "invalid"


def test_a_rewriting_by_an_unknown_program_is_not_excused(office: Office, tmp_path: Path) -> None:
    verdict = verify(papers.saved(tmp_path, attacks.rewrite(office.led, "Homemade 1.0")), office.trust)
    assert verdict.verdict == "invalid"
    assert "byte_range_manipulated" in verdict.signatures[0].reasons
    assert "rewritten_after_signing" not in verdict.signatures[0].reasons


def test_a_rewritten_file_keeps_the_worth_of_what_was_signed_afterwards(office: Office, tmp_path: Path) -> None:
    rewritten = attacks.rewrite(office.led, "iText 5.5.13")
    data = papers.signed(rewritten, office.receiver, office.pki, "Arrival1", new_at=(400, 780, 560, 830))
    verdict = verify(papers.saved(tmp_path, data), office.trust, fetch=office.pki.fetch)
    assert [one.verdict for one in verdict.signatures] == ["invalid", "invalid", "valid"]


def test_another_signature_in_a_signed_field_is_a_removal(office: Office, tmp_path: Path) -> None:
    def change(w: Any) -> None:
        fields = {ref.get_object()["/T"]: ref.get_object() for ref in w.root["/AcroForm"]["/Fields"]}
        fields["Leader"][name("/V")] = fields["Initial1"].raw_get("/V")
        w.update_container(fields["Leader"])

    with opened(papers.saved(tmp_path, papers.changed(office.led, change))) as file:
        assert found.removed(file)
    with opened(papers.saved(tmp_path, office.led)) as file:
        assert not found.removed(file)


def test_absurdly_many_signatures_are_refused(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(found, "SIGNATURES_MAX", 1)
    with pytest.raises(DamagedPdf):
        verify(papers.saved(tmp_path, office.led), office.trust)
