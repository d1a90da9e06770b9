"""Software tokens for the demo: a SoftHSM configuration for each person, a token for each key.

`make_token` puts a private key with its certificate and chain on a token, as a token's vendor delivers it. The work
runs in a process of its own, because a PKCS#11 library reads its configuration once a process; PIN and key travel
over its standard input, never in arguments or files.

    DIR/softhsm2.conf     names DIR/tokens
    DIR/tokens/           SoftHSM's own files
"""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pkcs11
from asn1crypto import keys
from cryptography import x509
from pkcs11 import Attribute, ObjectClass
from pkcs11.util.ec import decode_ec_private_key
from pkcs11.util.rsa import decode_rsa_private_key
from pkcs11.util.x509 import decode_x509_certificate

CONFIGURATION = "SOFTHSM2_CONF"
LIBRARIES = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
    "C:/SoftHSM2/lib/softhsm2-x64.dll",
)
FILLS_WITHIN_S = 60


class Filling(msgspec.Struct, frozen=True):
    """What the child is told: which token gets what. DER everywhere; the key is PKCS#8, not encrypted."""

    library: str
    label: str
    throwaway_pin: str
    pin: str
    key: bytes
    certificates: tuple[bytes, ...]
    """The holder's first, then the issuers up to the root."""


def softhsm_library() -> Path | None:
    """The PKCS#11 library of SoftHSM on this machine, if it is installed."""
    return next((Path(path) for path in LIBRARIES if Path(path).exists()), None)


def make_token(folder: Path, label: str, *, pin: str, key: bytes, certificates: Sequence[bytes]) -> dict[str, str]:
    """Make a token in the folder's SoftHSM, beside those that are there; returns what to add to the environment.

    Raises FileNotFoundError where SoftHSM is not installed, CalledProcessError when it refuses.
    """
    library, tool = softhsm_library(), shutil.which("softhsm2-util")
    if library is None or tool is None:
        raise FileNotFoundError("softhsm2")
    environment = _configure(folder.resolve())
    throwaway = secrets.token_hex(8)
    initialise = [
        tool,
        "--init-token",
        "--free",
        "--label",
        label,
        "--pin",
        throwaway,
        "--so-pin",
        secrets.token_hex(8),
    ]
    filling = Filling(str(library), label, throwaway, pin, key, tuple(certificates))
    for command, told in ((initialise, b""), ([sys.executable, "-m", __name__], msgspec.msgpack.encode(filling))):
        subprocess.run(
            command,
            input=told,
            env={**os.environ, **environment},
            stdout=subprocess.DEVNULL,
            check=True,
            timeout=FILLS_WITHIN_S,
        )
    return environment


def _configure(folder: Path) -> dict[str, str]:
    tokens, configuration = folder / "tokens", folder / "softhsm2.conf"
    tokens.mkdir(parents=True, exist_ok=True, mode=0o700)
    lines = (f"directories.tokendir = {tokens}", "objectstore.backend = file", "log.level = ERROR")
    configuration.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return {CONFIGURATION: str(configuration)}


# ── in the child ──────────────────────────────────────────────────────────────────────────────────────────────────
def fill(filling: Filling) -> None:
    """Set the PIN and store key and certificates."""
    token = pkcs11.lib(filling.library).get_token(token_label=filling.label)
    with token.open(rw=True, user_pin=filling.throwaway_pin) as session:
        session.set_pin(filling.throwaway_pin, filling.pin)
        for attributes in _objects(filling):
            session.create_object({**attributes, Attribute.TOKEN: True, Attribute.MODIFIABLE: False})


def _objects(filling: Filling) -> list[dict[Attribute, object]]:
    """The private key and the certificates; the holder's certificate has the key's id and label."""
    own, *issuers = (x509.load_der_x509_certificate(der) for der in filling.certificates)
    key_id = x509.SubjectKeyIdentifier.from_public_key(own.public_key()).digest
    name = str(own.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)[0].value)
    found = [{**_private_key(filling.key), Attribute.ID: key_id, Attribute.LABEL: name}]
    found.append({**decode_x509_certificate(filling.certificates[0]), Attribute.ID: key_id, Attribute.LABEL: name})
    for issuer, der in zip(issuers, filling.certificates[1:], strict=True):
        issuer_id = x509.SubjectKeyIdentifier.from_public_key(issuer.public_key()).digest
        found.append({**decode_x509_certificate(der), Attribute.ID: issuer_id, Attribute.LABEL: "CA"})
    return found


def _private_key(der: bytes) -> dict[Attribute, object]:
    """Signs and never leaves."""
    info = keys.PrivateKeyInfo.load(der)
    content = info["private_key"].parsed.dump()
    decoded = decode_rsa_private_key(content) if info.algorithm == "rsa" else decode_ec_private_key(_with_curve(info))
    wanted = {Attribute.SENSITIVE: True, Attribute.EXTRACTABLE: False, Attribute.PRIVATE: True, Attribute.SIGN: True}
    return {**decoded, **wanted, Attribute.CLASS: ObjectClass.PRIVATE_KEY}


def _with_curve(info: keys.PrivateKeyInfo) -> bytes:
    """SEC 1 form with the curve named inside, which PKCS#8 keeps outside."""
    key = info["private_key"].parsed
    key["parameters"] = info["private_key_algorithm"]["parameters"]
    return bytes(key.dump(force=True))


if __name__ == "__main__":
    fill(msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Filling))
