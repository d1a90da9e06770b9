"""Software tokens as a vendor delivers them: read by a PKCS#11 program that knows nothing of us."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from butphe.demo.blueprint import Holder
from butphe.demo.pki import Pki, make_pki
from butphe.demo.tokens import make_token, softhsm_library

pytestmark = pytest.mark.skipif(
    softhsm_library() is None or shutil.which("softhsm2-util") is None, reason="needs softhsm2"
)
PIN, OTHER_PIN = "24680135", "13579246"

LOOK = """
import json, sys
import pkcs11
from pkcs11 import Attribute, Mechanism, ObjectClass
token = pkcs11.lib(sys.argv[1]).get_token(token_label=sys.argv[2])
with token.open(user_pin=sys.stdin.read()) as session:
    (key,) = session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY})
    found = list(session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}))
    (own,) = [it for it in found if it[Attribute.ID] == key[Attribute.ID]]
    mechanism = Mechanism.SHA256_RSA_PKCS if key[Attribute.KEY_TYPE] == pkcs11.KeyType.RSA else Mechanism.ECDSA
    print(json.dumps({
        "certificates": [it[Attribute.VALUE].hex() for it in found],
        "own": own[Attribute.VALUE].hex(),
        "leaves": bool(key[Attribute.EXTRACTABLE]),
        "label": key[Attribute.LABEL],
        "signature": key.sign(b"x" * 32, mechanism=mechanism).hex(),
    }))
"""


def look(env: dict[str, str], label: str, pin: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", LOOK, str(softhsm_library()), label]
    return subprocess.run(command, input=pin, env={**os.environ, **env}, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def pki(tmp_path_factory: pytest.TempPathFactory) -> Pki:
    holders = [
        Holder("lan", "Vũ Thị Lan", "Văn phòng"),
        Holder("seal", "Ủy ban nhân dân tỉnh Bình Sơn", "Ủy ban nhân dân tỉnh Bình Sơn"),
        Holder("curve", "Phan Thị Cong", "Văn phòng", is_elliptic=True),
    ]
    return make_pki(tmp_path_factory.mktemp("pki"), holders)


def test_token_holds_the_key_its_certificate_and_the_chain(pki: Pki, tmp_path: Path) -> None:
    der = pki.certificate("lan")
    env = make_token(tmp_path, "Lan", pin=PIN, key=pki.key("lan"), certificates=(der, *pki.chain))
    seen = look(env, "Lan", PIN)
    assert seen.returncode == 0, seen.stderr
    assert all(part.hex() in seen.stdout for part in (der, *pki.chain))
    assert f'"own": "{der.hex()}"' in seen.stdout
    assert '"leaves": false' in seen.stdout


def test_elliptic_key_signs(pki: Pki, tmp_path: Path) -> None:
    env = make_token(tmp_path, "Cong", pin=PIN, key=pki.key("curve"), certificates=(pki.certificate("curve"),))
    seen = look(env, "Cong", PIN)
    assert seen.returncode == 0, seen.stderr


def test_clerk_holds_two_tokens_with_a_pin_each(pki: Pki, tmp_path: Path) -> None:
    for label, name, pin in (("Lan", "lan", PIN), ("Dau UBND", "seal", OTHER_PIN)):
        env = make_token(tmp_path, label, pin=pin, key=pki.key(name), certificates=(pki.certificate(name),))
    assert look(env, "Lan", PIN).returncode == 0
    assert look(env, "Dau UBND", OTHER_PIN).returncode == 0
    assert "PinIncorrect" in look(env, "Dau UBND", PIN).stderr


def test_neither_pin_nor_key_stands_in_the_folder(pki: Pki, tmp_path: Path) -> None:
    key = pki.key("lan")
    make_token(tmp_path, "Lan", pin=PIN, key=key, certificates=(pki.certificate("lan"),))
    stored = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert PIN.encode() not in stored
    assert key[-64:] not in stored
