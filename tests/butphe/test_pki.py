"""The demo's authority: made once, loaded alike, shaped like the state's, marked as fictional."""

from __future__ import annotations

import stat
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from certomancer.registry import ServiceLabel
from cryptography import x509
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from butphe.demo.blueprint import MARK, TSA, Holder
from butphe.demo.pki import BAD_HOLDERS, COMMITTEE_SEAL, FOREIGN_LEADER, Pki, demo_holders, make_pki

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def pki(tmp_path_factory: pytest.TempPathFactory) -> Pki:
    return make_pki(tmp_path_factory.mktemp("pki"), [*demo_holders(), *BAD_HOLDERS], now=NOW)


def test_authority_loads_the_same_certificates_again(pki: Pki) -> None:
    assert Pki(pki.folder).certificate(COMMITTEE_SEAL) == make_pki(pki.folder).certificate(COMMITTEE_SEAL)


def test_what_is_known_without_the_libraries_is_what_they_say(pki: Pki) -> None:
    stamps = pki.architecture.service_registry.get_tsa_info(ServiceLabel(TSA))
    assert pki.tsa_url == stamps.url
    loaded = load_pem_private_key((pki.folder / "keys" / f"{TSA}.pem").read_bytes(), password=None)
    assert pki.key(TSA) == loaded.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


def test_every_demo_holder_chains_to_the_root_for_openssl(pki: Pki, tmp_path: Path) -> None:
    for holder in demo_holders():
        leaf = tmp_path / f"{holder.label}.pem"
        leaf.write_bytes(pki.x509(holder.label).public_bytes(Encoding.PEM))
        trust = ["-CAfile", pki.trust_dir / "root.pem", "-untrusted", pki.trust_dir / "issuing.pem"]
        at = str(int(NOW.timestamp()))
        subprocess.run(["openssl", "verify", "-attime", at, *trust, leaf], check=True, stdout=subprocess.DEVNULL)


def test_every_certificate_says_that_it_is_fictional(pki: Pki) -> None:
    for label in ("root", "issuing", TSA, "ocsp", *(holder.label for holder in demo_holders())):
        assert "DEMO" in pki.x509(label).subject.rfc4514_string()
    assert MARK in pki.x509(FOREIGN_LEADER).subject.rfc4514_string()


def test_private_keys_are_readable_by_their_owner_alone(pki: Pki) -> None:
    files = [*(pki.folder / "keys").iterdir(), pki.folder / "authority.json"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_bad_certificates_are_bad_for_their_one_reason(pki: Pki) -> None:
    expired, early, server = (pki.x509(holder.label) for holder in BAD_HOLDERS)
    assert expired.not_valid_after_utc < NOW < early.not_valid_before_utc
    usage = server.extensions.get_extension_for_class(x509.KeyUsage).value
    assert not usage.content_commitment
    assert server.not_valid_before_utc < NOW < server.not_valid_after_utc


def test_elliptic_holder_has_a_p256_key(tmp_path: Path) -> None:
    pki = make_pki(tmp_path, [Holder("curve", "Phan Thị Cong", "Sở Thử nghiệm", is_elliptic=True)], now=NOW)
    assert pki.x509("curve").public_key().key_size == 256
    assert pki.key("curve")


def test_revoked_certificate_is_known_as_revoked_since_that_moment(tmp_path: Path) -> None:
    pki = make_pki(tmp_path, [Holder("left", "Phan Văn Đi", "Sở Thử nghiệm")], now=NOW)
    pki.revoke("left", NOW)
    revocation = Pki(pki.folder).architecture.check_revocation_status("left", NOW + timedelta(hours=1))
    assert revocation is not None
    assert Pki(pki.folder).architecture.check_revocation_status("left", NOW - timedelta(hours=1)) is None
