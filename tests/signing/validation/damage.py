"""Damage inside one ASN.1 object: a part of it overwritten in place, so that everything around it still fits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from asn1crypto import crl, ocsp, tsp, x509
from pyhanko.pdf_utils import generic

from tests.signing.validation import papers

Part = Callable[[Any], tuple[bytes, bytes]]
"""What of an object is overwritten, and with what of the same length."""


def _tag(of: Any, tag: int = 0x31) -> tuple[bytes, bytes]:
    der = of.dump()
    return der, bytes([tag]) + der[1:]


def _emptied(of: Any) -> tuple[bytes, bytes]:
    """The value becomes empty, and a NULL takes its room."""
    der = of.dump()
    return der, bytes([der[0], 0, 5, len(der) - 4]) + bytes(len(der) - 4)


def _scrawled(text: bytes) -> tuple[bytes, bytes]:
    return text, b"\xff" * len(text)


def _zoneless(time: bytes) -> tuple[bytes, bytes]:
    return time, time[:-1] + b"0"


def _modulus(one: Any) -> bytes:
    number: int = one.public_key["public_key"].parsed["modulus"].native
    return number.to_bytes((number.bit_length() + 7) // 8, "big")


CERTIFICATE: dict[str, Part] = {
    "a key of no size": lambda one: (_modulus(one), bytes(len(_modulus(one)))),
    "a key of another kind": lambda one: _tag(one.public_key["algorithm"]["algorithm"], 0x0D),
    "a name": lambda one: _tag(one.subject.chosen[0], 0x30),
    "letters of a name": lambda one: _scrawled(one.subject.chosen[-1][0]["value"].chosen.contents),
    "the beginning": lambda one: _scrawled(one["tbs_certificate"]["validity"]["not_before"].chosen.contents),
    "a time without its zone": lambda one: _zoneless(one["tbs_certificate"]["validity"]["not_after"].chosen.contents),
    "an extension": lambda one: _tag(one.authority_key_identifier_value),
    "the key's use": lambda one: _emptied(one.key_usage_value),
    "an address": lambda one: _scrawled(b"http"),
}
LIST: dict[str, Part] = {
    "the issuer": lambda one: _tag(one.issuer.chosen[0], 0x30),
    "the time": lambda one: _scrawled(one["tbs_cert_list"]["this_update"].chosen.contents),
    "the entries": lambda one: _tag(one["tbs_cert_list"]["revoked_certificates"][0]),
    "an extension": lambda one: _tag(one.authority_key_identifier_value),
    "the algorithm": lambda one: _tag(one["signature_algorithm"]["algorithm"], 0x0D),
}
ANSWER: dict[str, Part] = {
    "the kind": lambda one: _tag(one["response_bytes"]["response_type"], 0x0D),
    "all of it": lambda one: _tag(one.basic_ocsp_response),
    "the certificate": lambda one: _tag(one.response_data["responses"][0]["cert_id"]),
    "the status": lambda one: _tag(one.response_data["responses"][0]["cert_status"].chosen, 0x99),
    "the time": lambda one: _scrawled(one.response_data["produced_at"].contents),
}
STATED: dict[str, Part] = {
    "the time": lambda one: _scrawled(one["gen_time"].contents),
    "year 0": lambda one: (one["gen_time"].contents, b"0000" + one["gen_time"].contents[4:]),
    "the imprint": lambda one: _tag(one["message_imprint"]),
    "its algorithm": lambda one: _tag(one["message_imprint"]["hash_algorithm"]["algorithm"], 0x0D),
}
KINDS: dict[type, dict[str, Part]] = {
    x509.Certificate: CERTIFICATE,
    crl.CertificateList: LIST,
    ocsp.OCSPResponse: ANSWER,
    tsp.TSTInfo: STATED,
}


def damaged(kind: Any, der: bytes, part: str) -> bytes:
    """The object with one part overwritten."""
    old, new = KINDS[kind][part](kind.load(der))
    assert old in der
    assert len(old) == len(new)
    return der.replace(old, new)


def every(kind: Any, der: bytes) -> list[bytes]:
    """The object with each of its parts overwritten, one at a time."""
    return [damaged(kind, der, part) for part in KINDS[kind]]


def bytes_of(der: bytes, stride: int) -> Iterator[bytes]:
    """The object with a byte changed in several ways, here and there from its first byte to its last."""
    for at in range(0, len(der), stride):
        for new in {0x00, 0xFF, der[at] ^ 1} - {der[at]}:
            yield der[:at] + bytes([new]) + der[at + 1 :]


def in_message(data: bytes, old: bytes, new: bytes) -> bytes:
    """The file with bytes of its last message replaced."""
    before, found, after = data.rpartition(old.hex().upper().encode())
    assert found
    assert len(old) == len(new)
    return before + new.hex().encode() + after


def in_store(data: bytes, entries: dict[str, list[bytes]]) -> bytes:
    """A revision more, whose document security store holds further entries."""

    def change(w: Any) -> None:
        store = w.root["/DSS"]
        for key, objects in entries.items():
            listed = generic.ArrayObject(store.get(key, []))
            listed += [w.add_object(generic.StreamObject(stream_data=der)) for der in objects]
            store[generic.pdf_name(key)] = listed
        w.update_container(store)

    return papers.changed(data, change)
