"""The row of the workflow table, what a right looks at, and the plain form that `butphe rules` prints.

A row says: this kind of record, in one of these states, this verb, by whom, what it does, what it becomes, and by
which article. The rows themselves stand in `incoming`, `outgoing`, `dossiers` and `administration`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import msgspec

from office.actions import Action
from office.reasons import Refused
from office.records import AnyRecord, Delegation, Instant
from office.words import WHEN, WHO, Words
from office.world import Decision, Organisation, World


class Case(msgspec.Struct, frozen=True):
    """What a right looks at: who, which record (None: to be created), the organisation, the day in Vietnam."""

    person_id: str
    record: AnyRecord | None
    organisation: Organisation
    today: date


class Who(msgspec.Struct, frozen=True):
    """A right: its code (words in `office.words.WHO`) and whether somebody has it in a case."""

    code: str
    holds: Callable[[Case], bool]

    @property
    def words(self) -> Words:
        """The right in Vietnamese and English."""
        return WHO[self.code]


class When(msgspec.Struct, frozen=True):
    """A circumstance that decides between two rows of the same verb and state."""

    code: str
    holds: Callable[[World, Action], bool]

    @property
    def words(self) -> Words:
        """The circumstance in Vietnamese and English."""
        return WHEN[self.code]


Effect = Callable[[World, Action, Instant], Decision | Refused]
"""What a verb does: the records as they become (the record acted on first), without state and history line."""
Guard = Callable[[World, str, Instant], Refused | None]
"""What must hold whatever the payload says (person id, now); it greys the button before anybody fills in a form."""


class Rule(msgspec.Struct, frozen=True):
    """One row of the table."""

    kind: str
    states: tuple[str, ...]
    """`none` before the record is there, `present` for a record that knows no states."""
    action: str
    who: Who
    effect: Effect
    becomes: str
    """The state after it, "" when it stays as it is."""
    law: str
    when: When | None = None
    """A row with a circumstance stands before the row of the same verb without one."""
    guard: Guard | None = None
    needs_token: bool = False
    is_exact: bool = False
    """It was decided on what the screen showed: an action based on an older revision is a conflict."""


class Row(msgspec.Struct, frozen=True):
    """A row of the table in plain values, as printed and as run by the generated tests."""

    kind: str
    from_states: tuple[str, ...]
    action: str
    who: str
    who_vi: str
    who_en: str
    when: str
    when_vi: str
    when_en: str
    effect: str
    becomes: str
    law: str
    needs_token: bool
    is_exact: bool


def state_of(record: AnyRecord | None) -> str:
    """The state of any record: its own, `none` when it is not there, `present` when it knows no states."""
    if record is None:
        return "none"
    if isinstance(record, Delegation):
        return "revoked" if record.revoked_at else "present"
    state = getattr(record, "state", "present")
    assert isinstance(state, str)
    return state


def row_of(rule: Rule) -> Row:
    """Say a rule in plain values; its effect is the first sentence of the function that does it."""
    when = rule.when.words if rule.when else Words("", "")
    return Row(
        kind=rule.kind,
        from_states=rule.states,
        action=rule.action,
        who=rule.who.code,
        who_vi=rule.who.words.vi,
        who_en=rule.who.words.en,
        when=rule.when.code if rule.when else "",
        when_vi=when.vi,
        when_en=when.en,
        effect=(rule.effect.__doc__ or "").strip().partition("\n")[0],
        becomes=rule.becomes,
        law=rule.law,
        needs_token=rule.needs_token,
        is_exact=rule.is_exact,
    )


def check_reason(reason: str, world: World) -> Refused | None:
    """Refuse a reason that says nothing: fewer letters than the office's policy wants."""
    least = world.policy.return_reason_letters_min
    return Refused("reason_too_short", {"letters": str(least)}) if len(reason.strip()) < least else None
