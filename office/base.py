"""The three shapes that everything on the wire has: a record, a piece of one, and what a verb needs to know."""

from __future__ import annotations

import msgspec


class Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A piece of a record that has no life of its own."""


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind"):
    """What the feed carries: an id, and a revision that the server counts up from 1."""

    id: str
    rev: int = 0


class Payload(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="type"):
    """What a verb needs to know."""
