"""Keys made from the profile's one master key, one a use; a check value tells a wrong key from damage."""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path
from typing import Literal

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sync.errors import KeyRefused

KEY_BYTES = 32
Use = Literal["database", "files", "side log", "check"]


def derive(master: bytes, use: Use) -> bytes:
    """The 32-byte key for one use (HKDF-SHA256, RFC 5869)."""
    assert len(master) == KEY_BYTES, "the master key has 32 bytes"
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"butphe {use}".encode()).derive(master)


def check_value(master: bytes) -> bytes:
    """What a profile keeps of its key: enough to know it again, nothing to find it by."""
    return hmac.new(derive(master, "check"), b"butphe profile", hashlib.sha256).digest()


def require(profile: Path, master: bytes) -> None:
    """Compare the key with the profile's check value, which is written the first time.

    Raises KeyRefused when it is another key; nothing is changed then.
    """
    path = profile / "key.check"
    expected = check_value(master)
    if not path.exists():
        if (profile / "cache.db").exists():
            return  # the database itself decides: a check value must never lock out the right key
        path.write_bytes(expected)
    elif not hmac.compare_digest(path.read_bytes(), expected):
        raise KeyRefused
