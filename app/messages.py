"""Every error a user can meet, in three parts: what happened, what is safe, what to do. Code to catalogue entry.

The window shows all three; the command line prints the first and the third on one line. Exit codes stand beside them
(DESIGN §8): 3 input refused, 4 token or PIN, 5 server or network, 6 verdict not valid, 7 profile in use.
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from app.clock import now
from app.texts import _, language
from app.wording import (
    ANY_DEVICE,
    ANY_DRIVER,
    CONFLICT,
    FULLER,
    INPUT,
    MANAGER,
    MESSAGES,
    PIN_WARNINGS,
    REFUSALS,
    TODO_AT_TERMINAL,
    Message,
)
from app.words import clock_words, day_words, word
from office.errors import ButPheError
from office.reasons import parts as reason_parts
from signing.modules import named

DAYS = ("not_after", "not_before")
"""Facts that are days, in ISO 8601."""
INSTANTS = ("saved_at", "retry_at")
"""Facts that are instants."""


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
        what, todo = reason_parts(reason, _strings(error), language())
        return Said(what, _("Không có gì thay đổi."), todo, INPUT, reason)
    message = _message_of(error)
    if message is None:
        return Said(str(error), "", "", 1, error.code)
    return _filled(message, _facts_in_words(error), error.code)


def say_at_terminal(error: ButPheError) -> Said:
    """The same to whoever typed a command, whose next step is not the window's."""
    said = say(error)
    todo = TODO_AT_TERMINAL.get(error.code)
    return said._replace(todo=_fill(_(todo), _facts_in_words(error))) if todo else said


def say_conflict(who: str, done: str, at: datetime) -> Said:
    """E17: somebody has done something with the document meanwhile (`done`: the action's word)."""
    return _filled(CONFLICT, _Facts(who=who, done=done, at=clock_words(at, now())), "conflict")


def _message_of(error: ButPheError) -> Message | None:
    """The wording of the code; the fuller one where the facts say more than the code does (E2, E6, E15, E16 …)."""
    fuller = FULLER.get(error.code)
    fact = str(error.facts.get(fuller.fact) or "") if fuller else ""
    if fuller and fact and fuller.value in ("", fact):
        return fuller.message
    return MESSAGES.get(error.code)


def _facts_in_words(error: ButPheError) -> _Facts:
    facts = _Facts({"manager": _(MANAGER), **error.facts})
    facts.update({name: day_words(date.fromisoformat(str(facts[name]))) for name in DAYS if name in facts})
    facts.update({name: clock_words(at, now()) for name in INSTANTS if isinstance(at := facts.get(name), datetime)})
    if error.code == "signature_refused":
        facts["reason"] = word(REFUSALS, str(facts["reason"]))
    if error.code == "module_missing":
        facts.update(_driver(str(facts["module"])))
    if error.code == "pin_wrong":
        facts["warning"] = _pin_warning(facts)
    return facts


def _pin_warning(facts: Mapping[str, object]) -> str:
    """E1: the number of tries where the token tells it, else what its flags warn of, else nothing."""
    warning = str(facts.get("warning") or "")
    if facts.get("tries_left") and warning != "final":
        return _("Còn {n} lần thử.", n=facts["tries_left"])
    return _(PIN_WARNINGS[warning]) if warning else ""


def _driver(module: str) -> dict[str, object]:
    """E5: which token the driver is for and what is installed to get it, as far as our list knows."""
    known = named(module)
    device = known.name if known else _(ANY_DEVICE, module=module)
    return {"device": device, "package": (known.package if known else "") or _(ANY_DRIVER)}


def _filled(message: Message, facts: _Facts, code: str) -> Said:
    what, safe, todo = (" ".join(_fill(_(part), facts).split()) for part in message[:3])
    return Said(what, safe, todo, message.exit_code, code)


def _fill(text: str, facts: _Facts) -> str:
    return string.Formatter().vformat(text, (), facts)


def _strings(error: ButPheError) -> dict[str, str]:
    return {name: str(value) for name, value in error.facts.items()}
