"""Passwords: argon2id hashes (RFC 9106), and which new password is admissible. No clock, no database."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LETTERS_MIN = 10
LETTERS_MAX = 200
_hasher = PasswordHasher()
_NOBODY = _hasher.hash("nobody has this password")
"""Verified in place of an account that does not exist, so that both answers take the same time."""


def make_hash(password: str) -> str:
    """The text to keep; takes a tenth of a second and 64 MB on purpose."""
    return _hasher.hash(password)


def is_right(kept: str | None, password: str) -> bool:
    """Whether the password is the one of the kept hash; None stands for an account that does not exist."""
    try:
        return _hasher.verify(_NOBODY if kept is None else kept, password) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def is_admissible(new: str, *, login: str, old: str = "") -> bool:
    """Whether a new password may be taken."""
    return LETTERS_MIN <= len(new) <= LETTERS_MAX and new.casefold() != login.casefold() and new != old
