"""Tokens as they behave: real SoftHSM2 tokens in a process of their own."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding

from signing.outcomes import CertificateNotFound, ModuleMissing, PinNeeded, PinWrong, TokenError, TokenMissing
from signing.tokens.client import TokenDoor
from tests.helpers.pki import ENCRYPTION, Pki
from tests.helpers.tokens import PIN, add_identity, make_token
from tests.signing.conftest import People
from workers.errors import WorkerDied

DATA = b"attributes to be signed"


@pytest.fixture
def leader(people: People) -> Iterator[TokenDoor]:
    door = people.leader.door()
    yield door
    door.close()


def _open(door: TokenDoor) -> str:
    (token,) = door.tokens()
    door.open(token.serial, PIN)
    return token.serial


def test_token_is_described_with_its_certificates(leader: TokenDoor, people: People) -> None:
    (token,) = leader.tokens()
    assert (token.label, token.pin_low, token.pin_locked, token.is_open) == ("Ẩn", False, False, False)
    own = next(c for c in token.certificates if c.usable)
    assert (own.cn, own.organisation, own.issuer_cn) == ("Nguyễn Văn Ẩn", "UBND tỉnh Hoa Lư", "Thử nghiệm Issuing CA")
    assert own.fingerprint == people.leader.identity.fingerprint
    assert [c.why_not for c in token.certificates if c.is_ca] == ["not_for_signing"] * 2
    assert len(token.chain_der()) == 2


def test_rsa_key_signs(leader: TokenDoor, people: People) -> None:
    serial = _open(leader)
    made = leader.sign(serial, people.leader.identity.fingerprint, DATA)
    assert made.mechanism == "sha256_rsa"
    public = people.leader.identity.certificate.public_key()
    public.verify(made.value, DATA, padding.PKCS1v15(), hashes.SHA256())  # type: ignore[union-attr,call-arg,arg-type]


@pytest.mark.parametrize(("kind", "digest"), [("p256", hashes.SHA256()), ("p384", hashes.SHA384())])
def test_curve_key_signs_with_the_hash_of_its_curve(
    kind: str, digest: hashes.HashAlgorithm, pki: Pki, folder: Path
) -> None:
    token = make_token(folder / kind, "EC", pki.leaf("Người ký EC", kind=kind))
    door = token.door()
    made = door.sign(_open(door), token.identity.fingerprint, DATA)
    door.close()
    token.identity.key.public_key().verify(made.value, DATA, ec.ECDSA(digest))  # type: ignore[union-attr,call-arg,arg-type]
    assert made.mechanism == f"{digest.name}_ecdsa"


def test_wrong_pin_is_said_once_with_what_the_token_warns(pki: Pki, folder: Path) -> None:
    token = make_token(folder / "t", "Thẻ", pki.leaf("Người gõ nhầm"))
    door = token.door()
    (before,) = door.tokens()
    with pytest.raises(PinWrong) as refused:
        door.open(before.serial, "000000")
    assert refused.value.facts == {"warning": "low"}
    assert door.tokens()[0].pin_low
    with pytest.raises(PinNeeded):
        door.sign(before.serial, token.identity.fingerprint, DATA)
    door.open(before.serial, PIN)
    assert not door.tokens()[0].pin_low
    door.close()


def test_pin_is_tried_again_when_typed_again_although_the_token_is_open(leader: TokenDoor) -> None:
    serial = _open(leader)
    with pytest.raises(PinWrong):
        leader.open(serial, "999999")
    assert not leader.tokens()[0].is_open
    leader.open(serial, PIN)


def test_signing_before_the_pin_asks_for_it(leader: TokenDoor, people: People) -> None:
    (token,) = leader.tokens()
    with pytest.raises(PinNeeded):
        leader.sign(token.serial, people.leader.identity.fingerprint, DATA)


def test_shut_token_asks_for_its_pin_again(leader: TokenDoor, people: People) -> None:
    serial = _open(leader)
    leader.shut(serial)
    with pytest.raises(PinNeeded):
        leader.sign(serial, people.leader.identity.fingerprint, DATA)


def test_absent_token_is_said(leader: TokenDoor) -> None:
    with pytest.raises(TokenMissing):
        leader.open("0000000000000000", PIN)


def test_certificate_that_is_not_on_the_token_is_said(leader: TokenDoor) -> None:
    with pytest.raises(CertificateNotFound):
        leader.sign(_open(leader), "00" * 32, DATA)


def test_library_that_is_none_is_said() -> None:
    for path in ("/nowhere/driver.so", "/bin/ls"):
        door = TokenDoor([sys.executable, "-c", f"from signing.tokens.worker import main; main([{path!r}])"])
        with pytest.raises(ModuleMissing):
            door.tokens()
        door.close()


def test_killed_worker_costs_the_session_and_no_more(leader: TokenDoor, people: People) -> None:
    serial = _open(leader)
    assert leader.pid is not None
    os.kill(leader.pid, signal.SIGKILL)
    fingerprint = people.leader.identity.fingerprint
    with pytest.raises((WorkerDied, PinNeeded)):
        leader.sign(serial, fingerprint, DATA)
    with pytest.raises(PinNeeded):
        leader.sign(serial, fingerprint, DATA)
    leader.open(serial, PIN)
    assert leader.sign(serial, fingerprint, DATA).value


def test_certificates_say_why_they_cannot_sign(pki: Pki, folder: Path) -> None:
    now = pki.now()
    token = make_token(folder / "t", "Nhiều", pki.leaf("Dùng được"))
    others = {
        "expired": pki.leaf("Hết hạn", not_before=now - timedelta(days=20), not_after=now - timedelta(days=1)),
        "not_yet_valid": pki.leaf("Chưa đến", not_before=now + timedelta(days=1), not_after=now + timedelta(days=9)),
        "not_for_signing": pki.leaf("Mã hóa", usage=ENCRYPTION),
    }
    for number, identity in enumerate(others.values(), 2):
        add_identity(token, identity, id_hex=f"{number:02x}")
    door = token.door()
    said = {c.cn: c.why_not for c in door.tokens()[0].certificates}
    later = {c.cn: c.why_not for c in door.tokens(now + timedelta(days=2))[0].certificates}
    door.close()
    assert said == {"Dùng được": "", "Hết hạn": "expired", "Chưa đến": "not_yet_valid", "Mã hóa": "not_for_signing"}
    assert later["Chưa đến"] == ""


def test_token_taken_out_is_gone_and_works_again_after_the_pin(pki: Pki, folder: Path) -> None:
    token = make_token(folder / "t", "Rút", pki.leaf("Người rút thẻ"))
    door = token.door()
    serial = _open(door)
    store, away = token.folder / "tokens", token.folder / "away"
    shutil.move(store, away)
    store.mkdir()
    with pytest.raises(TokenError):
        door.sign(serial, token.identity.fingerprint, DATA)
    store.rmdir()
    shutil.move(away, store)
    with pytest.raises(PinNeeded):
        door.sign(serial, token.identity.fingerprint, DATA)
    door.open(serial, PIN)
    assert door.sign(serial, token.identity.fingerprint, DATA).value
    door.close()


def test_pin_stands_in_no_argument_and_no_environment(people: People) -> None:
    door = people.head.door()
    _open(door)
    process = Path(f"/proc/{door.pid}")
    assert PIN.encode() not in (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
    assert _core_limit(process) == "0"
    door.close()


def _core_limit(process: Path) -> str:
    line = next(line for line in (process / "limits").read_text().splitlines() if line.startswith("Max core"))
    return line.split()[4]
