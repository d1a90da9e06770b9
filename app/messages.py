"""Every error a user can meet, in three parts: what happened, what is safe, what to do. Code to catalogue entry.

The window shows all three; the command line prints the first and the third on one line. Exit codes stand beside them
(DESIGN §8): 3 input refused, 4 token or PIN, 5 server or network, 6 verdict not valid, 7 profile in use.
"""

from __future__ import annotations

import string
from datetime import date
from typing import NamedTuple

from app.texts import _, language
from app.wording import INPUT, MESSAGES, PIN_WARNINGS, PIN_WRONG_FINAL, REFUSALS, SERVER_AWAY_WAITING, Message
from app.words import day_words, word
from office.errors import ButPheError
from office.reasons import text as reason_text

DAYS = ("not_after", "not_before")
"""Facts that are days, in ISO 8601."""


class Said(NamedTuple):
    """A message with its facts filled, ready to be shown."""

    what: str
    safe: str
    todo: str
    exit_code: int
    code: str


class _Facts(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return ""


def say(error: ButPheError) -> Said:
    """The error in the user's words. A code without an entry is said as such, with its facts as the detail."""
    if error.code == "action_not_allowed":
        reason = str(error.facts["reason"])
        return Said(reason_text(reason, _strings(error), language()), _("Không có gì thay đổi."), "", INPUT, reason)
    message = _message_of(error)
    if message is None:
        return Said(str(error), "", "", 1, error.code)
    facts = _Facts(error.facts)
    facts.update({name: day_words(date.fromisoformat(str(facts[name]))) for name in DAYS if name in facts})
    if error.code == "signature_refused":
        facts["reason"] = word(REFUSALS, str(facts["reason"]))
    if warning := str(facts.get("warning", "")):
        facts["warning"] = _(PIN_WARNINGS[warning])
    what, safe, todo = (" ".join(_fill(_(part), facts).split()) for part in message[:3])
    return Said(what, safe, todo, message.exit_code, error.code)


def _message_of(error: ButPheError) -> Message | None:
    """The wording of the code; the fuller one where the facts say more than the code does (E2, E15)."""
    if error.code == "pin_wrong" and error.facts.get("warning") == "final":
        return PIN_WRONG_FINAL
    if error.code == "server_away" and error.facts.get("waiting"):
        return SERVER_AWAY_WAITING
    return MESSAGES.get(error.code)


def _fill(text: str, facts: _Facts) -> str:
    return string.Formatter().vformat(text, (), facts)


def _strings(error: ButPheError) -> dict[str, str]:
    return {name: str(value) for name, value in error.facts.items()}
