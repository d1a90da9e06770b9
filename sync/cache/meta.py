"""Small named facts of the profile, as JSON."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from sync.cache.database import Database

T = TypeVar("T")


class Meta:
    """The table of small facts. Writes stand in a transaction of the caller."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load(self, name: str, type_: type[T]) -> T | None:
        """The fact, or None when it was never saved."""
        row = self._database.row("SELECT value FROM meta WHERE name = ?", (name,))
        return msgspec.json.decode(row[0], type=type_) if row else None

    def save(self, name: str, value: object) -> None:
        """Keep the fact; None removes it."""
        if value is None:
            self._database.write("DELETE FROM meta WHERE name = ?", (name,))
            return
        self._database.write(
            "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = ?2",
            (name, msgspec.json.encode(value)),
        )
