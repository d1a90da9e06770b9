"""The form of an error's wording: three parts and an exit code; `{names}` are facts of the error."""

from __future__ import annotations

from typing import NamedTuple

USAGE, INPUT, TOKEN, NETWORK, PROFILE = 2, 3, 4, 5, 7
"""Exit codes of DESIGN §8."""


class Message(NamedTuple):
    """One error in the user's words."""

    what: str
    safe: str
    todo: str
    exit_code: int = INPUT


class Fuller(NamedTuple):
    """The wording of an error that brings a fact more; `value` where only one value of the fact counts."""

    fact: str
    message: Message
    value: str = ""
