"""CMS messages and timestamp tokens: mathematics and binding, no trust."""

from __future__ import annotations

import hashlib
import re
from typing import Any

import pytest
from asn1crypto import cms

from signing.validation import messages
from signing.validation.opening import BROKEN
from tests.signing.validation import attacks, papers
from tests.signing.validation.conftest import Office


def contents(data: bytes) -> bytes:
    *_, found = re.finditer(rb"/Contents\s*<([0-9A-Fa-f]+)>", data)
    return bytes.fromhex(found.group(1).decode())


def digest_of(data: bytes) -> messages.DigestOf:
    first, length, second, rest = attacks.range_of(data)
    covered = data[first : first + length] + data[second : second + rest]
    return lambda algorithm: hashlib.new(algorithm, covered).digest()


def test_an_honest_message_holds(office: Office) -> None:
    message = messages.read(contents(office.led))
    assert messages.check(message, digest_of(office.led)) == ""
    assert message.certificate.sha256.hex() == office.leader.fingerprint
    assert not message.is_weak
    assert message.algorithm == "sha256_rsa" or message.algorithm.startswith("sha256")


def test_another_document_breaks_the_digest(office: Office) -> None:
    message = messages.read(contents(office.led))
    assert messages.check(message, lambda algorithm: hashlib.new(algorithm, b"other").digest()) == "digest_broken"


def test_another_signature_value_is_broken(office: Office) -> None:
    def change(signed: Any) -> None:
        info = signed["content"]["signer_infos"][0]
        value = bytearray(info["signature"].native)
        value[10] ^= 1
        info["signature"] = bytes(value)

    forged = attacks.with_cms(office.led, change)
    assert messages.check(messages.read(contents(forged)), digest_of(office.led)) == "signature_broken"


def test_a_certificate_that_the_signer_did_not_bind_is_swapped(office: Office) -> None:
    twin = office.pki.leaf("Nguyễn Văn An", organisation="Cơ quan khác")
    forged = attacks.swap_certificate(office.led, twin, office.pki)
    assert messages.check(messages.read(contents(forged)), digest_of(office.led)) == "certificate_swapped"


def test_a_signature_timestamp_stands_for_the_signature_value(office: Office) -> None:
    message = messages.read(contents(office.sealed))
    token = messages.signature_token(message)
    assert token is not None
    assert messages.check_token(token, messages.signature_digest(message)) == ""
    assert messages.check_token(token, lambda algorithm: hashlib.new(algorithm, b"").digest()) == "timestamp_broken"


def test_a_message_without_timestamp_has_no_token(office: Office) -> None:
    assert messages.signature_token(messages.read(contents(office.led))) is None


def test_a_signature_is_no_timestamp_token(office: Office) -> None:
    with pytest.raises(BROKEN):
        messages.token_of(messages.read(contents(office.led)))


@pytest.mark.parametrize("junk", [b"", b"\x30\x03\x02\x01\x05", cms.ContentInfo({"content_type": "data"}).dump()])
def test_what_is_no_signed_data_is_broken(junk: bytes) -> None:
    with pytest.raises(BROKEN):
        messages.read(junk)


def test_a_short_key_or_sha1_is_weak(office: Office) -> None:
    weak = papers.signed(office.prepared, office.leader, office.pki, "Leader", md_algorithm="sha1")
    assert messages.read(contents(weak)).is_weak
