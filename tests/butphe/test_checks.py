"""Three judges over an issued document: each must be there, each is asked, and a revoked signer is found out."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta

import pytest

from app.fetching import Fetcher
from butphe.demo import checks
from butphe.demo.checks import check_issued
from butphe.demo.papers import MAIN_PAPER, write_papers
from butphe.demo.pki import FOREIGN_LEADER, make_pki
from butphe.demo.processes import Authority
from signing.pades.complete import complete
from signing.pades.job import CompleteJob
from signing.validation import Trust, verify

pytestmark = pytest.mark.slow
HOURS_LATER = (1, 6, 72)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A document with two signatures in its long-term form, and its authority, which answers no more."""
    folder = tmp_path_factory.mktemp("office")
    pki = make_pki(folder / "pki")
    shutil.copytree(pki.trust_dir, folder / "trust")
    write_papers(folder / "papers", pki, at=datetime.now(UTC))
    authority = Authority(pki.folder)
    authority.start()
    job = CompleteJob(
        source=str(folder / "papers" / MAIN_PAPER),
        target=str(folder / "issued.pdf"),
        trust=Trust.load([folder / "trust"]),
        tsa_url=pki.tsa_url,
        at=datetime.now(UTC),
    )
    complete(job, Fetcher())
    authority.stop()
    return folder


def judged(folder):
    """Whether all judges agree, and what each said."""
    said: list[str] = []
    return check_issued(folder / "issued.pdf", folder / "trust", said.append), said


def test_three_judges_find_every_signature_valid(folder):
    agreed, said = judged(folder)
    assert said[1:] == ["pdfsig: 2/2 hợp lệ", "openssl: 3/3 hợp lệ"]
    assert agreed


@pytest.mark.parametrize("missing", ["pdfsig", "openssl"])
def test_missing_judge_is_named_and_nothing_counts_as_proved(folder, monkeypatch, missing):
    there = shutil.which
    monkeypatch.setattr(checks.shutil, "which", lambda name: None if name == missing else there(name))
    agreed, said = judged(folder)
    assert not agreed
    assert [line for line in said if line.startswith(missing)] == [
        f"{missing}: không có trên máy này, nên chưa đủ ba bên kiểm tra"
    ]


@pytest.mark.parametrize("hours", HOURS_LATER)
def test_document_opened_later_without_its_authority_is_valid(folder, hours):
    later = datetime.now(UTC) + timedelta(hours=hours)
    verdict = verify(folder / "issued.pdf", Trust.load([folder / "trust"]), at=later)
    assert (verdict.verdict, verdict.is_complete) == ("valid", True)


def test_openssl_refuses_a_signer_who_was_revoked_before_the_proof(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "office")
    make_pki(tmp_path / "office" / "pki").revoke(FOREIGN_LEADER, datetime.now(UTC) - timedelta(days=1))
    agreed, said = judged(tmp_path / "office")
    assert said[-1] == "openssl: 2/3 hợp lệ"
    assert not agreed
