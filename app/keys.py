"""The key of a profile's cache: 32 random bytes in the system keyring, or wrapped by a passphrase where there is none.

A key that does not open the cache is asked for again, never replaced: what it locks is the user's work.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import msgspec
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.errors import KeyringAbsent, KeyringLocked, PassphraseWrong

SERVICE = "butphe"
KEY_BYTES = 32


class Wrapped(msgspec.Struct, frozen=True):
    """The key under a passphrase: argon2id (RFC 9106, second recommended option), then AES-256-GCM."""

    salt: bytes
    nonce: bytes
    sealed: bytes
    time_cost: int = 3
    memory_kib: int = 65536


def key_of(folder: Path, passphrase: str | None) -> bytes:
    """The key of the profile in `folder`, made at first use.

    Raises KeyringAbsent when there is neither keyring nor passphrase, KeyringLocked, PassphraseWrong.
    """
    wrapped = folder / "key.wrapped"
    if wrapped.exists():
        if passphrase is None:
            raise KeyringAbsent()
        return _unwrap(wrapped, passphrase)
    if passphrase is not None:
        return _wrap(wrapped, passphrase)
    return _from_keyring(str(folder.resolve()))


def forget(folder: Path) -> None:
    """Remove the key, and with it all that it locks."""
    wrapped = folder / "key.wrapped"
    if wrapped.exists():
        wrapped.unlink()
        return
    import keyring

    if keyring.get_password(SERVICE, str(folder.resolve())):
        keyring.delete_password(SERVICE, str(folder.resolve()))


def _from_keyring(account: str) -> bytes:
    import keyring
    from keyring.errors import KeyringLocked as Locked
    from keyring.errors import NoKeyringError

    _keep_on_this_machine(keyring)
    try:
        if known := keyring.get_password(SERVICE, account):
            return bytes.fromhex(known)
        key = secrets.token_bytes(KEY_BYTES)
        keyring.set_password(SERVICE, account, key.hex())
    except NoKeyringError as error:
        raise KeyringAbsent() from error
    except Locked as error:
        raise KeyringLocked() from error
    return key


def _keep_on_this_machine(keyring: object) -> None:
    """Windows roams credentials by default; a cache key must stay with its cache."""
    backend = keyring.get_keyring()  # type: ignore[attr-defined]
    if hasattr(backend, "persist"):
        backend.persist = "local machine"


def _derive(passphrase: str, wrapped: Wrapped) -> bytes:
    return hash_secret_raw(
        passphrase.encode(), wrapped.salt, wrapped.time_cost, wrapped.memory_kib, 4, KEY_BYTES, Type.ID
    )


def _wrap(path: Path, passphrase: str) -> bytes:
    key = secrets.token_bytes(KEY_BYTES)
    empty = Wrapped(secrets.token_bytes(16), secrets.token_bytes(12), b"")
    sealed = AESGCM(_derive(passphrase, empty)).encrypt(empty.nonce, key, None)
    part = path.with_suffix(".part")
    with open(part, "wb") as sink:
        sink.write(msgspec.msgpack.encode(msgspec.structs.replace(empty, sealed=sealed)))
        sink.flush()
        os.fsync(sink.fileno())
    os.replace(part, path)
    return key


def _unwrap(path: Path, passphrase: str) -> bytes:
    wrapped = msgspec.msgpack.decode(path.read_bytes(), type=Wrapped)
    try:
        return AESGCM(_derive(passphrase, wrapped)).decrypt(wrapped.nonce, wrapped.sealed, None)
    except InvalidTag as error:
        raise PassphraseWrong() from error
