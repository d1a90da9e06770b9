"""Validation: what the signatures of a file are worth, strictly and by default deny.

`verify` is the only way in. It needs no token, and no network but the caller's `fetch`; without one it is offline, and
what it cannot know it calls unknown. Importing this package is cheap: the PDF library comes in with the first file.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from signing.outcomes import SourceAway
from signing.validation.reasons import REASONS, text
from signing.validation.trust import Trust
from signing.validation.verdict import SignatureVerdict, Verdict

__all__ = ["REASONS", "SignatureVerdict", "SourceAway", "Trust", "Verdict", "text", "verify"]


def verify(
    path: Path,
    trust: Trust,
    *,
    at: datetime | None = None,
    fetch: Callable[[str, bytes | None], bytes] | None = None,
    previous: Path | None = None,
) -> Verdict:
    """Judge the file at `path` against `trust`.

    `at` is the present of the judgement (aware; the clock's when None), `fetch(url, body)` asks CRLs and OCSP
    responders and raises `SourceAway`, `previous` is the version whose bytes the file should begin with.
    Raises NotAPdf, DamagedPdf, EncryptedPdf; everything else that is wrong with a file is said in the verdict.
    """
    from signing.validation.judge import judge

    moment = at or datetime.fromtimestamp(time.time(), UTC)
    return judge(Path(path), trust, at=moment, fetch=fetch, previous=previous)
