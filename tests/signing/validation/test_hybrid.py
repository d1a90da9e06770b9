"""Hybrid files are judged as they are, unless their two readings show different pages."""

from __future__ import annotations

from pathlib import Path

from signing.validation import verify
from signing.validation.hybrid import readings_differ
from signing.validation.opening import opened
from tests.signing.validation import attacks, papers
from tests.signing.validation.conftest import Office


def test_a_hybrid_file_signed_is_valid(office: Office, tmp_path: Path) -> None:
    data = papers.signed(attacks.hybrid(office.prepared), office.leader, office.pki, "Leader")
    data = papers.signed(data, office.seal, office.pki, "Seal", fills=papers.FILL)
    path = papers.saved(tmp_path, data)
    with opened(path) as file:
        assert file.reader.xrefs.hybrid_xrefs_present
    verdict = verify(path, office.trust, fetch=office.pki.fetch)
    assert (verdict.verdict, verdict.reasons) == ("valid", ())


def test_a_page_hidden_from_one_kind_of_reader_is_found(office: Office, tmp_path: Path) -> None:
    two_faced = attacks.hybrid(office.prepared, hides=b"BT /F1 12 Tf 72 760 Td (Khac) Tj ET")
    path = papers.saved(tmp_path, papers.signed(two_faced, office.leader, office.pki, "Leader"))
    verdict = verify(path, office.trust, fetch=office.pki.fetch)
    assert (verdict.verdict, verdict.reasons) == ("invalid", ("hybrid_readings_differ",))


def test_a_file_without_hidden_parts_has_one_reading(office: Office, tmp_path: Path) -> None:
    with opened(papers.saved(tmp_path, office.led)) as file:
        assert not readings_differ(file)
