"""The one place of the desk that asks the machine for the time."""

from __future__ import annotations

import time
from datetime import UTC, datetime


def now() -> datetime:
    """The time by this machine's clock, UTC; for display and `made_at`, never for the law."""
    return datetime.fromtimestamp(time.time(), UTC)
