"""Apply an action, fold those that wait, put in the numbers, say what is allowed: the rulebook's whole reader.

`apply` is total and pure: on any record, action and surroundings it answers with a decision or a refusal with its
reason. The desk runs it on its cache, the server runs it again as the authority.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

import msgspec
from msgspec.structs import replace

from office import posts
from office.actions import (
    Action,
    AnyPayload,
    AskExtension,
    Complete,
    Forward,
    Recall,
    RefuseAtDoor,
    ReturnAssignment,
    ReturnDraft,
    VoidNumber,
)
from office.deadlines import local_date
from office.reasons import Refused
from office.receipts import with_receipt
from office.records import (
    AnyRecord,
    Dossier,
    HistoryLine,
    IncomingDocument,
    Instant,
    OutgoingDocument,
    kind_of,
)
from office.registers import make_entry
from office.workflow import administration, dossiers, incoming, outgoing, personal
from office.workflow.table import Case, Row, Rule, row_of, state_of
from office.world import Decision, NumberWanted, Organisation, World

TABLE: tuple[Rule, ...] = (
    *incoming.RULES,
    *outgoing.RULES,
    *dossiers.RULES,
    *administration.RULES,
    *personal.RULES,
)
NAMES_SHOWN_MAX = 3
"""How many of those who may are named in a refusal."""

_Key = tuple[str, str]


def _index() -> dict[_Key, tuple[Rule, ...]]:
    keys = {(rule.kind, rule.action) for rule in TABLE}
    return {key: tuple(rule for rule in TABLE if (rule.kind, rule.action) == key) for key in keys}


_INDEX = _index()
_NO_FACTS: Mapping[str, str] = MappingProxyType({})


class Allowed(msgspec.Struct, frozen=True):
    """One verb for one person and record: possible now, or greyed with the reason why not and when."""

    type: str
    needs_token: bool
    enabled: bool
    reason: str = ""
    facts: Mapping[str, str] = _NO_FACTS


def rows() -> tuple[Row, ...]:
    """Every row of the table in plain values, for `butphe rules` and the generated tests."""
    return tuple(row_of(rule) for rule in TABLE)


def is_exact(kind: str, action_type: str) -> bool:
    """Tell whether the verb was decided on what the screen showed, so that an older base makes a conflict."""
    return any(rule.is_exact for rule in _INDEX.get((kind, action_type), ()))


def apply(world: World, action: Action, now: Instant) -> Decision | Refused:
    """Decide on one action; `now` is the executor's time, `made_at` is never trusted."""
    rule = _choose(world, action, now)
    if isinstance(rule, Refused):
        return rule
    if rule.guard is not None and (refused := rule.guard(world, action.actor, now)):
        return refused
    decision = rule.effect(world, action, now)
    if isinstance(decision, Refused):
        return decision
    return _finish(decision, rule, action, now)


def _choose(world: World, action: Action, now: Instant) -> Rule | Refused:
    kind, record = action.record_kind, world.record
    if posts.active(world.organisation, action.actor) is None:
        return Refused("person_unknown")
    if record is not None and (kind_of(record) != kind or record.id != action.record_id):
        return Refused("wrong_record", {"kind": kind})
    rules = _INDEX.get((kind, action.type))
    if rules is None:
        return Refused("action_not_for_kind", {"action": action.type, "kind": kind})
    case = Case(action.actor, record, world.organisation, local_date(now))
    permitted = _permitted(rules, case)
    if isinstance(permitted, Refused):
        return _with_names(permitted, rules, case)
    return next(rule for rule in permitted if rule.when is None or rule.when.holds(world, action))


def _permitted(rules: tuple[Rule, ...], case: Case) -> tuple[Rule, ...] | Refused:
    """The rows of one verb that hold for a state and a person, in the order of the table."""
    state, verb = state_of(case.record), rules[0].action
    in_state = tuple(rule for rule in rules if state in rule.states)
    if not in_state and case.record is None:
        return Refused("record_unknown", {"kind": rules[0].kind})
    if not in_state:
        states = dict.fromkeys(name for rule in rules for name in rule.states)
        return Refused("wrong_state", {"action": verb, "state": state, "states": ", ".join(states)})
    permitted = tuple(rule for rule in in_state if rule.who.holds(case))
    if permitted:
        return permitted
    who = dict.fromkeys(rule.who.code for rule in in_state)
    return Refused("not_yours", {"action": verb, "state": state, "who": ", ".join(who)})


def _with_names(refused: Refused, rules: tuple[Rule, ...], case: Case) -> Refused:
    """Name those who may instead (E18)."""
    if refused.reason != "not_yours":
        return refused
    state = state_of(case.record)
    names = []
    for person in case.organisation.people.values():
        other = replace(case, person_id=person.id)
        if any(state in rule.states and rule.who.holds(other) for rule in rules):
            names.append(person.name)
        if len(names) == NAMES_SHOWN_MAX:
            break
    return Refused(refused.reason, {**refused.facts, "names": ", ".join(names)})


def _finish(decision: Decision, rule: Rule, action: Action, now: Instant) -> Decision:
    """Put in the state of the row, the line of history on every record that keeps one, what the sender is told."""
    line = HistoryLine(action_id=action.id, type=action.type, by=action.actor, at=now, note=_note(action.payload))
    first, *others = (_with_line(record, line) for record in decision.records)
    if rule.becomes and isinstance(first, IncomingDocument | OutgoingDocument | Dossier):
        first = msgspec.structs.replace(first, state=rule.becomes)
    if isinstance(first, IncomingDocument):
        first = with_receipt(first, now)
    return Decision((first, *others), decision.wants)


def _with_line(record: AnyRecord, line: HistoryLine) -> AnyRecord:
    if isinstance(record, IncomingDocument | OutgoingDocument | Dossier):
        return replace(record, history=(*record.history, line))
    return record


def _note(payload: AnyPayload) -> str:
    """What the history keeps of an action's words; opinions and directives stand in the record itself."""
    match payload:
        case (
            RefuseAtDoor(reason=words)
            | Forward(reason=words)
            | ReturnAssignment(reason=words)
            | AskExtension(reason=words)
            | Recall(reason=words)
            | ReturnDraft(reason=words)
            | VoidNumber(reason=words)
            | Complete(note=words)
        ):
            return words.strip()
        case _:
            return ""


def fulfil(
    decision: Decision, numbers: Mapping[NumberWanted, int], *, ids: Callable[[], str], now: Instant
) -> tuple[AnyRecord, ...]:
    """Put the server's numbers into the document and make the register's rows; `ids` makes their ids."""
    first, *others = decision.records
    entries = []
    for wanted in decision.wants:
        assert isinstance(first, IncomingDocument | OutgoingDocument)
        number, entry_id = numbers[wanted], ids()
        first = _with_number(first, number, entry_id)
        entries.append(make_entry(entry_id, first, number, year=wanted.year, entered_on=local_date(now)))
    return (first, *others, *entries)


def _with_number(
    document: IncomingDocument | OutgoingDocument, number: int, entry_id: str
) -> IncomingDocument | OutgoingDocument:
    if isinstance(document, IncomingDocument):
        return replace(document, arrival_number=number, register_entry_id=entry_id)
    return replace(document, code_number=number, register_entry_id=entry_id)


def fold(
    world: World, actions: Sequence[Action], now: Instant
) -> tuple[AnyRecord | None, tuple[tuple[Action, Refused], ...]]:
    """Apply actions one after another over the record; those that do not apply are told, the others go on."""
    failed: list[tuple[Action, Refused]] = []
    for action in actions:
        decision = apply(world, action, now)
        if isinstance(decision, Refused):
            failed.append((action, decision))
            continue
        first, *others = decision.records
        neighbours = {**world.neighbours, **{record.id: record for record in others}}
        world = replace(world, record=first, neighbours=neighbours)
    return world.record, tuple(failed)


def allowed(world: World, person_id: str, now: Instant) -> tuple[Allowed, ...]:
    """Every verb for the record (or for creating one), possible or greyed with its reason, in the table's order."""
    record, today = world.record, local_date(now)
    if posts.active(world.organisation, person_id) is None:
        return ()
    case = Case(person_id, record, world.organisation, today)
    found: dict[str, Allowed] = {}
    for rule in TABLE:
        is_kind = "none" in rule.states if record is None else rule.kind == kind_of(record)
        creates = rule.states == ("none",)
        if is_kind and rule.action not in found and not (record is not None and creates):
            found[rule.action] = _ask(world, rule.kind, rule.action, case=case, now=now)
    return tuple(found.values())


def _ask(world: World, kind: str, verb: str, *, case: Case, now: Instant) -> Allowed:
    rules = _INDEX[kind, verb]
    needs_token = any(rule.needs_token for rule in rules)
    permitted = _permitted(rules, case)
    refused = permitted if isinstance(permitted, Refused) else None
    if not isinstance(permitted, Refused) and (guard := permitted[0].guard):
        refused = guard(world, case.person_id, now)
    if refused is not None:
        return Allowed(verb, needs_token, False, refused.reason, refused.facts)
    return Allowed(verb, needs_token, True)


def permits(person_id: str, record: AnyRecord | None, verb: str, organisation: Organisation, today: date) -> bool:
    """Tell whether some row lets the person do the verb with the record in its present state."""
    if posts.active(organisation, person_id) is None:
        return False
    case, state = Case(person_id, record, organisation, today), state_of(record)
    return any(
        rule.who.holds(case)
        for rule in TABLE
        if rule.action == verb and state in rule.states and (record is None or rule.kind == kind_of(record))
    )
