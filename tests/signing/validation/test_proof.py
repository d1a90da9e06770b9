"""Proof of existence years later: certificates expired since, timestamps renewed in time or too late, revocations.

Every file here is dated in the past by its authority's own clock; a future that only the validator pretends is too
kind (signing reference §4, cause e).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from signing.outcomes import SourceAway
from signing.validation import Trust, Verdict, verify
from signing.validation.material import Fetch
from signing.validation.verdict import UNCONFIRMED
from tests.helpers.pki import CRL_LASTS, SITE, Identity, Pki
from tests.signing.validation import papers
from tests.signing.validation.test_judge import of

SIGNED = papers.at(2021)
YEAR = timedelta(days=365)


class Archive:
    """An authority whose clock is set by hand, and documents that were signed in 2021."""

    def __init__(self) -> None:
        self.clock = SIGNED
        self.pki = Pki(now=lambda: self.clock, title="Lưu trữ")
        self.pki.end = SIGNED + 30 * YEAR
        self.pki.root = self.pki._ca("Lưu trữ Root CA", None)
        self.pki.issuing = self.pki._ca("Lưu trữ Issuing CA", self.pki.root)
        self.pki.tsa = self.tsa = self.pki.make_tsa(not_after=SIGNED + 12 * YEAR)
        self.short_tsa = self.pki.make_tsa(title="TSA 3 năm", not_after=SIGNED + 3 * YEAR)
        self.leader = self.pki.leaf("Người ký 2021", not_after=SIGNED + 2 * YEAR)
        self.seal = self.pki.leaf("Cơ quan 2021", not_after=SIGNED + 2 * YEAR)
        self.trust: Trust = papers.trust_of(self.pki)
        self.led = papers.signed(papers.prepared(papers.blank()), self.leader, self.pki, "Leader")
        self.sealed = papers.signed(self.led, self.seal, self.pki, "Seal", fills=papers.FILL, stamp=True)
        self.completed = papers.completed(self.sealed, self.pki)
        self.pki.tsa = self.short_tsa
        self.completed_for_three_years = papers.completed(self.sealed, self.pki, certificates=[self.tsa])

    def reset(self, folder: Path) -> Archive:
        self.folder, self.clock, self.pki.tsa = folder, SIGNED, self.tsa
        self.pki.revoked.clear()
        self.pki.shut.clear()
        return self

    def renew(self, data: bytes, tsa: Identity) -> bytes:
        self.pki.tsa = tsa
        return papers.completed(data, self.pki, certificates=[self.tsa, self.short_tsa])

    def silent_about(self, who: Identity) -> Fetch:
        """A network where no list of signers is to be had, and the responder does not answer about one certificate."""
        serial = who.asn1.serial_number
        number = serial.to_bytes(serial.bit_length() // 8 + 1, "big")

        def fetch(url: str, body: bytes | None) -> bytes:
            if url == f"{SITE}/issuing.crl" or (body is not None and number in body):
                raise SourceAway(url=url, why="test")
            return self.pki.fetch(url, body)

        return fetch

    def judge(self, data: bytes, at: datetime, *, online: bool = True) -> Verdict:
        self.clock = at
        fetch = self.pki.fetch if online else None
        return verify(papers.saved(self.folder, data), self.trust, at=at, fetch=fetch)


@pytest.fixture(scope="module")
def made() -> Archive:
    return Archive()


@pytest.fixture
def archive(made: Archive, tmp_path: Path) -> Archive:
    return made.reset(tmp_path)


def test_all_are_valid_five_years_later_with_every_certificate_expired(archive: Archive) -> None:
    verdict = archive.judge(archive.completed, SIGNED + 5 * YEAR)
    assert (verdict.verdict, verdict.is_complete) == ("valid", True)
    assert of(verdict, "Leader").proven_at == SIGNED


def test_without_proof_an_expired_certificate_is_indeterminate(archive: Archive) -> None:
    verdict = archive.judge(archive.sealed, SIGNED + 5 * YEAR)
    assert verdict.verdict == "indeterminate"
    assert of(verdict, "Leader").reasons == ("certificate_expired", "not_preserved")


@pytest.mark.parametrize("online", [False, True])
def test_a_long_term_file_whose_last_authority_is_away_is_long_term_and_unconfirmed(
    online: bool, archive: Archive
) -> None:
    archive.pki.shut.add(SITE)
    verdict = archive.judge(archive.completed, SIGNED + 5 * YEAR, online=online)
    assert (verdict.verdict, verdict.is_complete) == ("indeterminate", False)
    assert [(one.level, one.reasons) for one in verdict.signatures] == [("lta", (UNCONFIRMED,))] * 3
    assert not any(one.is_preserved or one.proven_at for one in verdict.signatures)


def test_a_renewed_file_is_unconfirmed_as_a_whole_when_its_last_authority_is_away(archive: Archive) -> None:
    archive.clock = SIGNED + timedelta(days=803)
    data = archive.renew(archive.completed_for_three_years, archive.pki.make_tsa(title="TSA 2"))
    verdict = archive.judge(data, SIGNED + 5 * YEAR, online=False)
    assert [(one.level, one.reasons) for one in verdict.signatures] == [("lta", (UNCONFIRMED,))] * 4


def test_offline_within_the_period_of_the_lists_inside_a_completed_file_is_valid(archive: Archive) -> None:
    last_day = SIGNED + CRL_LASTS - timedelta(hours=1)
    verdict = archive.judge(archive.completed, last_day, online=False)
    assert (verdict.verdict, verdict.is_complete) == ("valid", True)
    verdict = archive.judge(archive.completed, SIGNED + CRL_LASTS + timedelta(hours=1), online=False)
    assert verdict.verdict == "indeterminate"
    assert verdict.signatures[-1].reasons == (UNCONFIRMED,)


def test_offline_a_fresh_answer_about_the_stamps_certificate_inside_the_file_counts(archive: Archive) -> None:
    data = papers.completed(archive.sealed, archive.pki, answers=[archive.leader, archive.seal, archive.tsa])
    verdict = archive.judge(data, SIGNED + timedelta(days=2), online=False)
    assert (verdict.verdict, verdict.is_complete) == ("valid", True)
    assert archive.judge(data, SIGNED + 2 * CRL_LASTS, online=False).signatures[-1].reasons == (UNCONFIRMED,)


def test_signers_that_answer_are_valid_while_the_last_authority_is_away(archive: Archive) -> None:
    archive.clock = SIGNED + timedelta(days=30)
    path = papers.saved(archive.folder, archive.completed)
    verdict = verify(path, archive.trust, at=archive.clock, fetch=archive.silent_about(archive.tsa))
    assert [(one.verdict, one.level, one.reasons) for one in verdict.signatures] == [
        ("valid", "lta", ()),
        ("valid", "lta", ()),
        ("indeterminate", "lta", (UNCONFIRMED,)),
    ]
    assert (verdict.verdict, verdict.is_complete) == ("indeterminate", False)


def test_a_revocation_after_an_unconfirmed_proof_is_not_held_against_the_signer(archive: Archive) -> None:
    archive.pki.revoke(archive.leader, SIGNED + timedelta(days=10))
    archive.pki.revoke(archive.seal, SIGNED - timedelta(days=10))
    archive.clock = SIGNED + timedelta(days=30)
    path = papers.saved(archive.folder, archive.completed)
    verdict = verify(path, archive.trust, at=archive.clock, fetch=archive.silent_about(archive.tsa))
    assert of(verdict, "Leader").reasons == (UNCONFIRMED,)
    assert of(verdict, "Seal").reasons[0] == "certificate_revoked"


def test_an_authority_that_answers_revoked_leaves_nothing_unconfirmed(archive: Archive) -> None:
    archive.pki.revoke(archive.tsa, SIGNED - timedelta(days=1))
    verdict = archive.judge(archive.completed, SIGNED + timedelta(days=30))
    assert verdict.signatures[-1].reasons == ("certificate_revoked",)
    assert "not_preserved" in of(verdict, "Leader").reasons


def test_renewed_in_time_by_a_new_authority_everything_stays_valid(archive: Archive) -> None:
    data = archive.completed_for_three_years
    archive.clock = SIGNED + timedelta(days=803)
    data = archive.renew(data, archive.pki.make_tsa(title="TSA 2", not_after=SIGNED + 9 * YEAR))
    assert archive.judge(data, SIGNED + 5 * YEAR).is_complete
    archive.clock = SIGNED + timedelta(days=3102)
    data = archive.renew(data, archive.pki.make_tsa(title="TSA 3", not_after=SIGNED + 15 * YEAR))
    verdict = archive.judge(data, SIGNED + 10 * YEAR)
    assert (verdict.verdict, verdict.is_complete) == ("valid", True)
    assert [one.is_timestamp for one in verdict.signatures] == [False, False, True, True, True]


def test_an_expired_timestamp_authority_proves_nothing(archive: Archive) -> None:
    verdict = archive.judge(archive.completed_for_three_years, SIGNED + 5 * YEAR)
    assert verdict.verdict == "indeterminate"
    assert verdict.signatures[-1].reasons == ("certificate_expired",)
    assert "certificate_expired" in of(verdict, "Leader").reasons
    assert of(verdict, "Leader").proven_at is None


def test_a_renewal_that_came_too_late_proves_nothing(archive: Archive) -> None:
    data = archive.completed_for_three_years
    archive.clock = SIGNED + 4 * YEAR
    data = archive.renew(data, archive.pki.make_tsa(title="TSA 2", not_after=SIGNED + 9 * YEAR))
    verdict = archive.judge(data, SIGNED + 5 * YEAR)
    assert verdict.verdict == "indeterminate"
    assert "certificate_expired" in verdict.signatures[2].reasons


def test_a_signer_revoked_by_a_list_inside_the_file_is_refused(archive: Archive) -> None:
    sealed = archive.sealed
    archive.pki.revoke(archive.leader, SIGNED - timedelta(days=1))
    verdict = archive.judge(papers.completed(sealed, archive.pki), SIGNED + timedelta(days=1), online=False)
    assert verdict.verdict == "invalid"
    assert "certificate_revoked" in of(verdict, "Leader").reasons
    assert of(verdict, "Seal").verdict == "valid"


def test_a_revocation_announced_later_but_dated_before_the_proof_counts(archive: Archive) -> None:
    data = archive.completed
    archive.pki.revoke(archive.leader, SIGNED - timedelta(days=3))
    verdict = archive.judge(data, SIGNED + timedelta(days=30))
    assert "certificate_revoked" in of(verdict, "Leader").reasons
    assert verdict.verdict == "invalid"
    assert not verdict.is_complete


def test_a_revocation_after_the_proof_changes_nothing(archive: Archive) -> None:
    data = archive.completed
    archive.pki.revoke(archive.leader, SIGNED + timedelta(days=10))
    verdict = archive.judge(data, SIGNED + timedelta(days=30))
    assert (verdict.verdict, verdict.is_complete) == ("valid", True)


def test_a_revocation_after_the_signatures_own_timestamp_changes_nothing(archive: Archive) -> None:
    sealed = archive.sealed
    archive.pki.revoke(archive.seal, SIGNED + timedelta(days=10))
    archive.pki.revoke(archive.leader, SIGNED + timedelta(days=10))
    verdict = archive.judge(sealed, SIGNED + timedelta(days=30))
    assert of(verdict, "Seal").verdict == "valid"
    assert "certificate_revoked" in of(verdict, "Leader").reasons


def test_a_timestamp_between_leader_and_seal_leaves_all_valid(archive: Archive) -> None:
    stamped = papers.completed(archive.led, archive.pki)
    sealed = papers.signed(stamped, archive.seal, archive.pki, "Seal", fills=papers.FILL, stamp=True)
    verdict = archive.judge(papers.completed(sealed, archive.pki), SIGNED + 5 * YEAR)
    assert (verdict.verdict, verdict.is_complete) == ("valid", True)


def test_a_timestamp_of_an_unknown_authority_proves_nothing(archive: Archive) -> None:
    stranger = Pki(now=lambda: archive.clock, title="Người lạ")
    data = papers.completed(archive.sealed, stranger)
    verdict = archive.judge(data, SIGNED + timedelta(days=1))
    assert verdict.verdict == "indeterminate"
    assert verdict.signatures[-1].reasons == ("chain_untrusted",)
    assert of(verdict, "Leader").verdict == "valid"
    assert not verdict.is_complete


def test_a_file_is_not_valid_at_a_moment_before_its_stamp(archive: Archive) -> None:
    verdict = archive.judge(archive.completed, SIGNED - timedelta(days=20), online=False)
    assert verdict.verdict == "indeterminate"
    assert {one.role: one.reasons[0] for one in verdict.signatures} == {
        "leader": "not_yet_signed",
        "seal": "stamp_in_the_future",
        "timestamp": "stamp_in_the_future",
    }
    assert all(one.verdict == "indeterminate" and one.proven_at is None for one in verdict.signatures)


def test_a_stamp_ahead_of_the_clock_within_the_tolerance_stands(archive: Archive) -> None:
    assert archive.judge(archive.completed, SIGNED - timedelta(minutes=10)).is_complete


def test_an_older_stamp_that_states_a_later_time_than_the_newer_proves_nothing(archive: Archive) -> None:
    archive.clock = SIGNED + YEAR
    stamped = papers.completed(archive.led, archive.pki)
    archive.clock = SIGNED
    older, newer = [
        one for one in archive.judge(archive.renew(stamped, archive.tsa), SIGNED + YEAR).signatures if one.is_timestamp
    ]
    assert older.reasons == ("stamp_in_the_future",)
    assert newer.verdict == "valid"
