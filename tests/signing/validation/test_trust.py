"""Anchors and pins: what the catalogue of production holds, and what an administrator's folder adds."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from signing.outcomes import TrustFileBroken
from signing.validation.trust import Trust, _issued, fingerprint, rewriters
from tests.helpers.pki import Pki
from tests.signing.validation.conftest import Office

G1 = "f7bc89054cec7f12730d7b8cd3eb7955b163835087e5eb873edfb584763b3f90"
G1_ISSUING = "75e969c07ba35c29c72bbc1bfb880f20f3891a619b00b77eb02ca6160736a1fe"


def test_the_catalogue_pins_the_states_issuing_authorities() -> None:
    trust = Trust.load()
    assert {fingerprint(der) for der in trust.roots} >= {G1}
    assert trust.pins[G1] == {G1_ISSUING}
    assert set(trust.pins) == {fingerprint(der) for der in trust.roots}
    assert {pin for pins in trust.pins.values() for pin in pins} == {fingerprint(der) for der in trust.issuing}


def test_sha1_is_bound_to_the_first_generation_roots_key_alone() -> None:
    trust = Trust.load()
    assert len(trust.sha1_keys) == 1
    (g1,) = [der for der in trust.roots if fingerprint(der) == G1]
    assert x509.load_der_x509_certificate(g1).signature_hash_algorithm.name == "sha1"  # type: ignore[union-attr]


def test_every_issuing_authority_of_the_catalogue_was_issued_by_the_root_that_pins_it() -> None:
    trust = Trust.load()
    known = {fingerprint(der): x509.load_der_x509_certificate(der) for der in (*trust.roots, *trust.issuing)}
    for root, pins in trust.pins.items():
        for pin in pins:
            assert _issued(known[pin], known[root])


def test_an_added_root_alone_pins_nothing(office: Office, tmp_path: Path) -> None:
    (tmp_path / "root.pem").write_bytes(office.pki.root.pem)
    trust = Trust.load([tmp_path], catalogue=False)
    assert trust.roots == (office.pki.root.der,)
    assert trust.pins == {}


def test_a_folder_with_root_and_issuing_authority_pins_it(office: Office, tmp_path: Path) -> None:
    (tmp_path / "all.pem").write_bytes(office.pki.root.pem + office.pki.issuing.pem)
    (tmp_path / "readme.txt").write_text("not a certificate")
    trust = Trust.load([tmp_path], catalogue=False)
    assert trust.pins == {office.pki.root.fingerprint: {office.pki.issuing.fingerprint}}
    assert trust.issuing == (office.pki.issuing.der,)


def test_an_added_file_never_loosens_or_widens_a_pin_of_the_catalogue(tmp_path: Path) -> None:
    before = Trust.load()
    added = tmp_path / "again.pem"
    added.write_bytes(b"".join(_pem(der) for der in before.roots))
    assert Trust.load([added]) == before


def test_a_sha1_root_is_known_as_self_signed() -> None:
    trust = Trust.load()
    everything = [x509.load_der_x509_certificate(der) for der in (*trust.roots, *trust.issuing)]
    assert [_issued(one, one) for one in everything] == [True] * len(trust.roots) + [False] * len(trust.issuing)


def test_der_files_are_read_as_well(office: Office, tmp_path: Path) -> None:
    (tmp_path / "root.cer").write_bytes(office.pki.root.der)
    assert Trust.load([tmp_path / "root.cer"], catalogue=False).roots == (office.pki.root.der,)


def test_a_leaf_is_no_anchor(office: Office, tmp_path: Path) -> None:
    (tmp_path / "leaf.pem").write_bytes(office.leader.pem)
    trust = Trust.load([tmp_path], catalogue=False)
    assert (trust.roots, trust.issuing) == ((), ())


def test_a_file_without_certificates_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "root.pem").write_text("nothing")
    with pytest.raises(TrustFileBroken) as raised:
        Trust.load([tmp_path / "root.pem"])
    assert raised.value.facts == {"path": "root.pem"}


def test_two_authorities_are_pinned_each_to_its_own(office: Office, tmp_path: Path) -> None:
    other = Pki(title="Khác")
    for name, pki in (("a", office.pki), ("b", other)):
        (tmp_path / f"{name}.pem").write_bytes(pki.root.pem + pki.issuing.pem)
    pins = Trust.load([tmp_path], catalogue=False).pins
    assert pins[other.root.fingerprint] == {other.issuing.fingerprint}
    assert pins[office.pki.root.fingerprint] == {office.pki.issuing.fingerprint}


def test_rewriting_programs_are_named_in_the_catalogue() -> None:
    assert "iText" in rewriters()


def _pem(der: bytes) -> bytes:
    return x509.load_der_x509_certificate(der).public_bytes(Encoding.PEM)


def test_a_folder_says_where_an_authority_answers_now(tmp_path: Path) -> None:
    (tmp_path / "moved.toml").write_text('[[moved]]\nfrom = "http://a:1"\nto = "http://a:2"\n', "utf-8")
    assert Trust.load([tmp_path]).moved == (*Trust.load().moved, ("http://a:1", "http://a:2"))
    (tmp_path / "moved.toml").write_text("[[moved]]\nfrom = 1", "utf-8")
    with pytest.raises(TrustFileBroken):
        Trust.load([tmp_path])
