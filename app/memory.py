"""What this machine remembers of how its user works: the last list, what was typed; in the encrypted cache.

Nothing here is a record: it goes to no server, and losing it costs a convenience. What the person keeps on purpose
(notes, saved searches) is `app.own`'s.
"""

from __future__ import annotations

from typing import TypeVar

from app.parts import Parts

T = TypeVar("T")
PREFIX = "desk."


class Memory:
    """Named values of one profile."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def load(self, name: str, type_: type[T]) -> T | None:
        """The value, None when there is none."""
        return self._parts.mail.cache.meta.load(PREFIX + name, type_)

    def save(self, name: str, value: object) -> None:
        """Keep the value; None forgets it. Raises DiskFull."""
        cache = self._parts.mail.cache
        with cache.transaction():
            cache.meta.save(PREFIX + name, value)
