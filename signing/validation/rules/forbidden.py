"""The answer of a rule that knows what it denies: pyHanko's suspicion, with a code of `signing.validation.reasons`."""

from __future__ import annotations

from pyhanko.sign.diff_analysis import SuspiciousModification


class Forbidden(SuspiciousModification):
    """A change that no rule permits; `code` says which."""

    def __init__(self, code: str, what: str) -> None:
        super().__init__(f"{code}: {what}")
        self.code = code
