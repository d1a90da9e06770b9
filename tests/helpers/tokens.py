"""Real software tokens for tests: one SoftHSM2 folder, configuration, label and PIN for each person."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import serialization

from signing.tokens.client import TokenDoor
from tests.helpers.pki import Identity

LIBRARY = "/usr/lib/softhsm/libsofthsm2.so"
PIN = "246810"
WORKER = [sys.executable, "-c", f"from signing.tokens.worker import main; main([{LIBRARY!r}])"]


@dataclass(frozen=True)
class SoftToken:
    """One person's token."""

    folder: Path
    label: str
    pin: str
    identity: Identity

    @property
    def env(self) -> dict[str, str]:
        return {"SOFTHSM2_CONF": str(self.folder / "softhsm2.conf")}

    def door(self) -> TokenDoor:
        return TokenDoor(WORKER, self.env)


def make_token(
    folder: Path, label: str, identity: Identity, *, chain: tuple[bytes, ...] = (), pin: str = PIN
) -> SoftToken:
    """A new token in `folder` that holds the identity's key and certificate, and the `chain` certificates (DER)."""
    store = folder / "tokens"
    store.mkdir(parents=True)
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {store}\nobjectstore.backend = file\n")
    token = SoftToken(folder, label, pin, identity)
    _softhsm(token, "--init-token", "--free", "--label", label, "--so-pin", "12345678", "--pin", pin)
    add_identity(token, identity, chain=chain)
    return token


def add_identity(token: SoftToken, identity: Identity, *, id_hex: str = "01", chain: tuple[bytes, ...] = ()) -> None:
    """Put one more key with its certificate on the token."""
    key_file = token.folder / f"key-{id_hex}.pem"
    key_file.write_bytes(
        identity.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    subject = identity.certificate.subject.rfc4514_string()
    _softhsm(token, "--import", str(key_file), "--token", token.label, "--label", subject[:30], "--id", id_hex,
             "--pin", token.pin)  # fmt: skip
    key_file.unlink()
    certificates = [(bytes.fromhex(id_hex), identity.der), *((b"", der) for der in chain)]
    _put_certificates(token, certificates)


def _softhsm(token: SoftToken, *arguments: str) -> None:
    done = subprocess.run(
        ["softhsm2-util", *arguments], env={**token.env, "PATH": "/usr/bin:/bin"}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


_PUT = """
import sys, pkcs11
from pkcs11 import Attribute, CertificateType, ObjectClass
from asn1crypto import x509
token = pkcs11.lib(sys.argv[1]).get_token(token_label=sys.argv[2])
with token.open(rw=True, user_pin=sys.stdin.readline().strip()) as session:
    for line in sys.stdin:
        id_hex, der_hex = line.rstrip("\\n").split(":")
        certificate = x509.Certificate.load(bytes.fromhex(der_hex))
        session.create_object({
            Attribute.CLASS: ObjectClass.CERTIFICATE,
            Attribute.CERTIFICATE_TYPE: CertificateType.X_509,
            Attribute.TOKEN: True,
            Attribute.LABEL: certificate.subject.native["common_name"],
            Attribute.ID: bytes.fromhex(id_hex),
            Attribute.SUBJECT: certificate.subject.dump(),
            Attribute.ISSUER: certificate.issuer.dump(),
            Attribute.SERIAL_NUMBER: certificate["tbs_certificate"]["serial_number"].dump(),
            Attribute.VALUE: certificate.dump(),
        })
"""


def _put_certificates(token: SoftToken, certificates: list[tuple[bytes, bytes]]) -> None:
    lines = "".join(f"{id.hex()}:{der.hex()}\n" for id, der in certificates)
    done = subprocess.run(
        [sys.executable, "-c", _PUT, LIBRARY, token.label],
        input=f"{token.pin}\n{lines}", env={**token.env, "PATH": "/usr/bin:/bin"}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
