"""Paths to an anchor: pins, key usage, weak algorithms and the one key that may use SHA-1."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from asn1crypto import algos
from asn1crypto import x509 as asn1
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID

from signing.validation import Trust, Verdict, verify
from signing.validation.material import Material
from signing.validation.paths import Paths
from signing.validation.trust import fingerprint
from tests.helpers.pki import ENCRYPTION, SIGNING, Identity, Pki
from tests.signing.validation import papers
from tests.signing.validation.conftest import Office

NOW = datetime.now(UTC)


def reasons(trust: Trust, certificate: asn1.Certificate, purpose: str = "sign", at: datetime = NOW) -> tuple[str, ...]:
    return Paths(trust).find(certificate, at, Material(), purpose).reasons  # type: ignore[arg-type]


def judge(office: Office, who: Identity, folder: Path, trust: Trust | None = None, **meta: object) -> Verdict:
    data = papers.signed(office.prepared, who, office.pki, "Leader", **meta)  # type: ignore[arg-type]
    return verify(papers.saved(folder, data), trust or office.trust, fetch=office.pki.fetch)


def test_a_leaf_alone_finds_its_way_through_the_known_issuing_authority(office: Office) -> None:
    assert reasons(office.trust, office.leader.asn1) == ()


def test_a_path_without_the_pinned_authority_is_not_trusted(office: Office, tmp_path: Path) -> None:
    other = fingerprint(Pki(title="Khác").issuing.der)
    trust = msgspec.structs.replace(office.trust, pins={office.pki.root.fingerprint: frozenset({other})})
    assert reasons(trust, office.leader.asn1) == ("issuer_not_pinned",)
    verdict = judge(office, office.leader, tmp_path, trust)
    assert verdict.verdict == "indeterminate"
    assert "issuer_not_pinned" in verdict.signatures[0].reasons


def test_no_pin_is_asked_of_a_timestamp_authority(office: Office) -> None:
    other = fingerprint(Pki(title="Khác").issuing.der)
    trust = msgspec.structs.replace(office.trust, pins={office.pki.root.fingerprint: frozenset({other})})
    assert reasons(trust, office.pki.tsa.asn1, "timestamp") == ()


def test_a_strangers_certificate_is_untrusted_and_nobody_of_his_is_called(office: Office, tmp_path: Path) -> None:
    stranger = Pki(title="Người lạ")
    office.pki.asked.clear()
    data = papers.signed(office.prepared, stranger.leaf("Kẻ lạ"), stranger, "Leader")
    verdict = verify(papers.saved(tmp_path, data), office.trust, fetch=office.pki.fetch)
    assert verdict.signatures[0].reasons == ("chain_untrusted", "not_preserved")
    assert office.pki.asked == []


@pytest.mark.parametrize(("days", "reason"), [(-500, "certificate_not_yet_valid"), (5000, "certificate_expired")])
def test_the_time_of_the_certificate_counts(days: int, reason: str, office: Office) -> None:
    assert reasons(office.trust, office.leader.asn1, at=NOW + timedelta(days=days)) == (reason,)


@pytest.mark.parametrize(
    ("extended", "is_fit"),
    [
        ((), True),
        ((ExtendedKeyUsageOID.EMAIL_PROTECTION,), True),
        ((ExtendedKeyUsageOID.CLIENT_AUTH, ExtendedKeyUsageOID.EMAIL_PROTECTION), True),
        ((ExtendedKeyUsageOID.SERVER_AUTH,), False),
        ((ExtendedKeyUsageOID.TIME_STAMPING,), False),
        ((ExtendedKeyUsageOID.OCSP_SIGNING,), False),
    ],
)
def test_extended_key_usage_decides_who_may_sign(extended: tuple[object, ...], is_fit: bool, office: Office) -> None:
    leaf = office.pki.leaf("Máy chủ", extended=extended)  # type: ignore[arg-type]
    assert reasons(office.trust, leaf.asn1) == (() if is_fit else ("certificate_not_for_signing",))


def test_key_usage_decides_who_may_sign(office: Office, tmp_path: Path) -> None:
    leaf = office.pki.leaf("Mã hóa", usage=ENCRYPTION)
    verdict = judge(office, leaf, tmp_path)
    assert (verdict.verdict, verdict.signatures[0].reasons[0]) == ("invalid", "certificate_not_for_signing")
    assert reasons(office.trust, office.pki.leaf("Ký", usage=SIGNING).asn1) == ()


def test_an_authority_does_not_sign_documents(office: Office) -> None:
    assert "certificate_not_for_signing" in reasons(office.trust, office.pki.issuing.asn1)


def test_only_a_timestamping_certificate_makes_timestamps(office: Office) -> None:
    assert "certificate_not_for_signing" in reasons(office.trust, office.leader.asn1, "timestamp")


def test_a_revoked_signer_is_invalid_and_a_silent_authority_leaves_it_unknown(office: Office, tmp_path: Path) -> None:
    leaf = office.pki.leaf("Sẽ bị thu hồi")
    assert judge(office, leaf, tmp_path).verdict == "valid"
    office.pki.shut.add("http://pki.invalid")
    silent = judge(office, leaf, tmp_path)
    office.pki.shut.clear()
    assert (silent.verdict, silent.signatures[0].reasons[0]) == ("indeterminate", "revocation_unknown")
    office.pki.revoke(leaf, NOW - timedelta(days=1))
    revoked = judge(office, leaf, tmp_path)
    assert (revoked.verdict, revoked.signatures[0].reasons[0]) == ("invalid", "certificate_revoked")


def test_a_certificate_without_addresses_is_of_unknown_standing(office: Office, tmp_path: Path) -> None:
    verdict = judge(office, office.pki.leaf("Không địa chỉ", services=False), tmp_path)
    assert verdict.signatures[0].reasons == ("revocation_unknown", "not_preserved")


# ── SHA-1 ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def with_sha1(certificate: Identity, issuer: Identity) -> asn1.Certificate:
    """The same certificate, signed by its issuer with SHA-1 (no library makes such certificates any more)."""
    made = asn1.Certificate.load(certificate.der)
    algorithm = algos.SignedDigestAlgorithm({"algorithm": "sha1_rsa"})
    made["tbs_certificate"]["signature"] = algorithm
    made["signature_algorithm"] = algorithm
    assert isinstance(issuer.key, rsa.RSAPrivateKey)
    signed = made["tbs_certificate"].dump(force=True)
    made["signature_value"] = issuer.key.sign(signed, padding.PKCS1v15(), hashes.SHA1())
    return asn1.Certificate.load(made.dump(force=True))


def test_sha1_passes_only_by_the_bound_roots_key(office: Office) -> None:
    pki = office.pki
    issuing = with_sha1(pki.issuing, pki.root)
    pins = {pki.root.fingerprint: frozenset({issuing.sha256.hex()})}
    trust = Trust(roots=(pki.root.der,), issuing=(issuing.dump(),), pins=pins)
    assert reasons(trust, office.leader.asn1) == ("weak_algorithm",)
    key = fingerprint(pki.root.asn1.public_key.dump())
    bound = msgspec.structs.replace(trust, sha1_keys=frozenset({key}))
    assert reasons(bound, office.leader.asn1) == ()
    by_issuing = with_sha1(office.leader, pki.issuing)
    assert reasons(bound, by_issuing) == ("weak_algorithm",)


def test_an_intact_sha1_signature_is_weak_and_not_called_forged(office: Office, tmp_path: Path) -> None:
    verdict = judge(office, office.leader, tmp_path, md_algorithm="sha1")
    (one,) = verdict.signatures
    assert (one.verdict, one.is_weak) == ("indeterminate", True)
    assert one.reasons == ("weak_algorithm", "not_preserved")
    assert one.algorithm.startswith("sha1")
