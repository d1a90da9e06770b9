"""Which mechanism makes the signature, chosen from the token's own list, never by default.

Tokens differ: one has no CKM_SHA256_RSA_PKCS, another no CKM_ECDSA_SHA256. The raw mechanisms are preferred (the hash
is made here, 32 bytes go to the device); the hashing ones serve tokens that offer nothing else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass

from asn1crypto.algos import DigestInfo
from pkcs11 import KeyType, Mechanism
from pkcs11.util.ec import encode_ecdsa_signature

from signing.outcomes import MechanismMissing

Convert = Callable[[bytes, str], bytes]


@dataclass(frozen=True)
class Way:
    """One way to sign: a mechanism, what goes into it, and what is made of its answer."""

    mechanism: Mechanism
    input: Convert
    """Bytes to be signed and name of the hash, to what the token is given."""
    output: Callable[[bytes], bytes] = bytes


def _digest(data: bytes, hash_name: str) -> bytes:
    return hashlib.new(hash_name, data).digest()


def _digest_info(data: bytes, hash_name: str) -> bytes:
    """PKCS#1 v1.5 DigestInfo, parameters NULL (RFC 8017 §9.2)."""
    return bytes(DigestInfo({"digest_algorithm": {"algorithm": hash_name}, "digest": _digest(data, hash_name)}).dump())


def _as_is(data: bytes, _hash_name: str) -> bytes:
    return data


_EC_HASHING = {
    "sha256": Mechanism.ECDSA_SHA256,
    "sha384": Mechanism.ECDSA_SHA384,
    "sha512": Mechanism.ECDSA_SHA512,
}


def ways(key_type: KeyType, hash_name: str) -> tuple[Way, ...]:
    """Every way to sign with this kind of key, best first; none for a kind that we do not know."""
    if key_type == KeyType.RSA:
        return (
            Way(Mechanism.RSA_PKCS, _digest_info),
            Way(Mechanism.SHA256_RSA_PKCS, _as_is),
        )
    if key_type == KeyType.EC:
        return (
            Way(Mechanism.ECDSA, _digest, encode_ecdsa_signature),
            Way(_EC_HASHING[hash_name], _as_is, encode_ecdsa_signature),
        )
    return ()


def pick(key_type: KeyType, hash_name: str, offered: Collection[object]) -> Way:
    """The best way that the token offers; raises MechanismMissing when it offers none."""
    for way in ways(key_type, hash_name):
        if way.mechanism in offered:
            return way
    raise MechanismMissing(key=key_type.name)
