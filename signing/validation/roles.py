"""The role of a signature in the flow, by the name its field was prepared with.

Only the name decides here: whether the certificate belongs to the person or the agency whose role it is, the rulebook
asks its register of certificates. A field of a foreign program has no role and is `plain`.
"""

from __future__ import annotations

import re
from typing import Protocol

from office.facts import SignatureRole

_ROLES: tuple[tuple[str, SignatureRole], ...] = (
    ("Initial", "initial"),
    ("Leader", "leader"),
    ("Seal", "seal"),
    ("Arrival", "arrival"),
    ("Copy", "copy"),
    ("Attachment", "attachment"),
)


class Named(Protocol):
    """A signature with the name of its field."""

    @property
    def field(self) -> str: ...  # noqa: D102
    @property
    def is_timestamp(self) -> bool: ...  # noqa: D102


def role_of(one: Named) -> SignatureRole:
    """`Initial2` is an initial, `Leader` the leader's signature, …; a document timestamp is a timestamp."""
    if one.is_timestamp:
        return "timestamp"
    found = (role for name, role in _ROLES if re.fullmatch(rf"{name}\d*", one.field))
    return next(found, "plain")
