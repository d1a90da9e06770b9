"""The mechanism comes from the token's list: tokens differ, and none is assumed."""

from __future__ import annotations

import hashlib

import pytest
from pkcs11 import KeyType, Mechanism

from signing.outcomes import MechanismMissing
from signing.tokens.mechanisms import pick

DATA = b"attributes"


def test_raw_mechanism_is_preferred_and_gets_a_digest_info() -> None:
    way = pick(KeyType.RSA, "sha256", {Mechanism.RSA_PKCS, Mechanism.SHA256_RSA_PKCS})
    given = way.input(DATA, "sha256")
    assert way.mechanism == Mechanism.RSA_PKCS
    assert given.startswith(bytes.fromhex("3031300d060960864801650304020105000420"))  # RFC 8017 §9.2, note 1
    assert given.endswith(hashlib.sha256(DATA).digest())


def test_hashing_mechanism_serves_tokens_without_the_raw_one() -> None:
    way = pick(KeyType.RSA, "sha256", {Mechanism.SHA256_RSA_PKCS})
    assert (way.mechanism, way.input(DATA, "sha256")) == (Mechanism.SHA256_RSA_PKCS, DATA)


@pytest.mark.parametrize(("digest", "hashing"), [("sha256", "ECDSA_SHA256"), ("sha384", "ECDSA_SHA384")])
def test_curve_key_signs_either_way(digest: str, hashing: str) -> None:
    raw = pick(KeyType.EC, digest, {Mechanism.ECDSA})
    other = pick(KeyType.EC, digest, {Mechanism[hashing]})
    assert raw.input(DATA, digest) == hashlib.new(digest, DATA).digest()
    assert other.input(DATA, digest) == DATA
    assert raw.output(bytes([1] * 32 + [2] * 32))[:1] == b"\x30"


@pytest.mark.parametrize("kind", [KeyType.RSA, KeyType.EC, KeyType.DSA])
def test_token_without_a_way_is_said(kind: KeyType) -> None:
    with pytest.raises(MechanismMissing) as missing:
        pick(kind, "sha256", {Mechanism.AES_CBC})
    assert missing.value.facts == {"key": kind.name}
