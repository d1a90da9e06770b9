"""The one place of the server that makes ids (UUIDv7, RFC 9562 §5.7) and secrets."""

from __future__ import annotations

import secrets
import uuid

from office.records import Instant
from server.clock import from_ms, now, to_ms

_VERSION = 7
_VARIANT = 0b10


def make_id() -> str:
    """A new UUIDv7: 48 bits of milliseconds, the rest random."""
    value = to_ms(now()) << 80 | _VERSION << 76 | secrets.randbits(12) << 64 | _VARIANT << 62 | secrets.randbits(62)
    return str(uuid.UUID(int=value))


def made_at(id: str) -> Instant | None:
    """The instant inside a UUIDv7; None when the text is no UUIDv7."""
    try:
        value = uuid.UUID(id)
    except ValueError:
        return None
    return from_ms(value.int >> 80) if value.version == _VERSION else None


def make_secret() -> str:
    """A random text of 256 bits, for tokens."""
    return secrets.token_urlsafe(32)
