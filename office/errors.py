"""The one base of everything the world can do to us, as an exception.

Expected outcomes of a rule are values (`office.reasons.Refused`), never exceptions. What stands here says
what the world did (a server away, a full disk, a token gone), carries a stable `code` and facts, and no prose:
the sentence comes from the catalogues in `resources/locale`, the exit code from `app/cli.py`, the HTTP status
from `server/problems.py`.

    ButPheError
    ├── paper.errors      NotAPdf, DamagedPdf, EncryptedPdf, …
    ├── signing.outcomes  TokenGone, PinWrong, PinLocked, …
    ├── sync.errors       ServerAway, ServerError, SessionOver, DiskFull, CacheDamaged, …
    └── app.errors        ProfileInUse, …
"""

from __future__ import annotations

from typing import ClassVar


class ButPheError(Exception):
    """Something the world did. `code` names it for catalogues and scripts, `facts` fills its sentence."""

    code: ClassVar[str] = "unexpected"

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code, facts)
        self.facts = facts

    def __str__(self) -> str:
        return " ".join([self.code, *(f"{name}={value}" for name, value in sorted(self.facts.items()))])
