"""Passwords: argon2id hashes (RFC 9106), and which new password is admissible. No clock, no database."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LETTERS_MIN = 10
LETTERS_MAX = 200
_hasher = PasswordHasher()


def make_hash(password: str) -> str:
    """The text to keep; takes a tenth of a second and 64 MB on purpose."""
    return _hasher.hash(password)


def is_right(kept: str | None, password: str) -> bool:
    """Whether the password is the one of the kept hash; None stands for an account that does not exist.

    Both answers take the same time, the first one of a server too: where there is no hash to verify, one is made.
    """
    if kept is None:
        _hasher.hash(password)
        return False
    try:
        return _hasher.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False


def is_admissible(new: str, *, login: str, old: str = "") -> bool:
    """Whether a new password may be taken."""
    return LETTERS_MIN <= len(new) <= LETTERS_MAX and new.casefold() != login.casefold() and new != old
