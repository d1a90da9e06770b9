"""Which moment counts for a signature, and what is said when none does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from signing.validation import verify
from signing.validation.worth import worth_of_stamp
from tests.helpers.pki import Pki
from tests.signing.validation import attacks, papers
from tests.signing.validation.conftest import Office
from tests.signing.validation.test_judge import of

NOW = datetime.now(UTC)


def test_a_trusted_timestamp_of_its_own_proves_the_time(office: Office, tmp_path: Path) -> None:
    verdict = verify(papers.saved(tmp_path, office.sealed), office.trust, fetch=office.pki.fetch)
    seal = of(verdict, "Seal")
    assert seal.level == "t"
    assert seal.proven_at is not None
    assert of(verdict, "Leader").proven_at is None


def test_a_strangers_timestamp_proves_nothing_and_spoils_nothing(office: Office, tmp_path: Path) -> None:
    stranger = Pki(title="Người lạ")
    own, office.pki.tsa = office.pki.tsa, stranger.tsa
    data = papers.signed(office.led, office.seal, office.pki, "Seal", fills=papers.FILL, stamp=True)
    office.pki.tsa = own
    seal = of(verify(papers.saved(tmp_path, data), office.trust, fetch=office.pki.fetch), "Seal")
    assert (seal.verdict, seal.level, seal.proven_at) == ("valid", "b", None)
    assert "timestamp_unproven" in seal.reasons


def test_a_timestamp_of_another_signature_is_broken(office: Office, tmp_path: Path) -> None:
    tokens = []
    attacks.with_cms(office.sealed, lambda cms: tokens.append(cms["content"]["signer_infos"][0]["unsigned_attrs"]))

    def change(cms: object) -> None:
        cms["content"]["signer_infos"][0]["unsigned_attrs"] = tokens[0]  # type: ignore[index]

    again = papers.signed(office.led, office.seal, office.pki, "Seal", fills=papers.FILL, stamp=True)
    seal = of(verify(papers.saved(tmp_path, attacks.with_cms(again, change)), office.trust), "Seal")
    assert (seal.verdict, seal.reasons[0]) == ("invalid", "timestamp_broken")


def test_the_present_is_the_callers(office: Office, tmp_path: Path) -> None:
    path = papers.saved(tmp_path, office.led)
    past = verify(path, office.trust, at=NOW - timedelta(days=1000), fetch=office.pki.fetch)
    assert of(past, "Leader").reasons[0] == "certificate_not_yet_valid"
    assert past.checked_at == NOW - timedelta(days=1000)


def test_a_proof_without_revocation_data_falls_back_to_the_present(office: Office, tmp_path: Path) -> None:
    data = papers.completed(office.led, office.pki, lists=False)
    online = verify(papers.saved(tmp_path, data), office.trust, fetch=office.pki.fetch)
    assert online.verdict == "valid"
    assert "not_preserved" in of(online, "Leader").reasons
    assert not online.is_complete
    assert verify(papers.saved(tmp_path, data), office.trust).verdict == "indeterminate"


def test_a_signature_from_after_the_moment_of_judging_is_not_valid(office: Office, tmp_path: Path) -> None:
    before = NOW - timedelta(days=2)
    verdict = verify(papers.saved(tmp_path, office.led), office.trust, at=before, fetch=office.pki.fetch)
    assert verdict.verdict == "indeterminate"
    assert of(verdict, "Leader").reasons == ("not_yet_signed", "not_preserved")


def test_a_signature_whose_own_timestamp_lies_ahead_is_not_valid(office: Office, tmp_path: Path) -> None:
    path = papers.saved(tmp_path, office.sealed)
    seal = of(verify(path, office.trust, at=NOW - timedelta(hours=1), fetch=office.pki.fetch), "Seal")
    assert (seal.verdict, seal.reasons[0], seal.proven_at) == ("indeterminate", "stamp_in_the_future", None)
    seal = of(verify(path, office.trust, at=NOW - timedelta(minutes=5), fetch=office.pki.fetch), "Seal")
    assert (seal.verdict, seal.level) == ("valid", "t")


def test_local_time_claimed_as_utc_is_accepted(office: Office, tmp_path: Path) -> None:
    for ahead, wanted in ((timedelta(hours=7), "valid"), (timedelta(hours=8), "indeterminate")):
        data = papers.signed(office.prepared, office.leader, office.pki, "Leader", claims=datetime.now(UTC) + ahead)
        leader = of(verify(papers.saved(tmp_path, data), office.trust, fetch=office.pki.fetch), "Leader")
        assert (leader.verdict, "not_yet_signed" in leader.reasons) == (wanted, wanted != "valid")


def test_a_claim_from_the_future_does_not_matter_once_a_timestamp_proves_the_signature(
    office: Office, tmp_path: Path
) -> None:
    claims = datetime.now(UTC) + timedelta(days=30)
    data = papers.signed(office.prepared, office.leader, office.pki, "Leader", claims=claims)
    verdict = verify(papers.saved(tmp_path, papers.completed(data, office.pki)), office.trust)
    assert (verdict.verdict, verdict.is_complete) == ("valid", True)


def test_a_stamp_with_reasons_proves_no_time(office: Office, tmp_path: Path) -> None:
    from signing.validation.found import Found

    worth = worth_of_stamp(Found("Timestamp1", 3), ("chain_untrusted",))
    assert (worth.reasons, worth.proven_at, worth.is_preserved) == (("chain_untrusted",), None, False)
