"""What may be done with a PIN, and what is said of it. Pure: flags in, outcome out.

A PIN is tried once per typing and never again by us. The PKCS#11 flags tell no number of tries, so none is invented:
"low" (a wrong PIN was given since the last right one), "final" (one more locks), locked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from signing.outcomes import PinLocked, PinWrong

Warning_ = Literal["", "low", "final"]


@dataclass(frozen=True)
class PinState:
    """The token's flags about the user's PIN, PKCS#11 v2.40 §3.4 (CKF_USER_PIN_…)."""

    low: bool = False
    final_try: bool = False
    locked: bool = False


def warning(state: PinState) -> Warning_:
    """What is said beside the question for the PIN."""
    if state.final_try:
        return "final"
    return "low" if state.low else ""


def check_may_try(state: PinState) -> None:
    """Raises PinLocked before a try that could only fail."""
    if state.locked:
        raise PinLocked


def refusal(meaning: str, after: PinState) -> PinWrong | PinLocked:
    """The outcome of a refused PIN, from the driver's error (`ckr.meaning`) and the flags read afterwards."""
    if meaning == "pin_locked" or after.locked:
        return PinLocked()
    return PinWrong(warning=warning(after))
