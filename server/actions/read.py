"""Reads what was posted: an action of the sender's own, with nothing in it that the rules would not look at.

Pure. A field nobody knows is refused, never ignored: who sends a number of the register along must not believe that
it counts. What the action means is decided by `office.workflow`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

import msgspec

from office.actions import Action
from office.records import Instant
from server.ids import made_at
from server.problems import ProblemError
from sync.protocol import ACTIONS_MAX, Refused

RESULTS_KEPT = timedelta(days=400)
"""How long an id is known; an older one cannot be told from a repetition any more."""
CLOCKS_DIFFER = timedelta(days=1)


class Batch(msgspec.Struct, frozen=True):
    """`POST /actions`, its actions not yet looked at."""

    actions: tuple[msgspec.Raw, ...]


class Identified(msgspec.Struct, frozen=True):
    """The least that an action must have to be answered."""

    id: str


def read_batch(body: bytes) -> tuple[msgspec.Raw, ...]:
    """The posted actions; raises the problems malformed, too-large."""
    try:
        batch = msgspec.json.decode(body, type=Batch)
        for raw in batch.actions:
            msgspec.json.decode(raw, type=Identified)
    except msgspec.DecodeError as error:
        raise ProblemError("malformed", facts={"why": str(error)}) from None
    if len(batch.actions) > ACTIONS_MAX:
        raise ProblemError("too-large", facts={"actions_max": str(ACTIONS_MAX)})
    return batch.actions


def read_action(raw: msgspec.Raw, person_id: str, now: Instant) -> Action | Refused:
    """The action, or why it is none that this person may send now."""
    id = msgspec.json.decode(raw, type=Identified).id
    try:
        action = msgspec.json.decode(raw, type=Action)
    except msgspec.DecodeError as error:
        return Refused(id=id, reason="malformed_action", facts={"why": str(error)})
    if unknown := next(unknown_fields(msgspec.json.decode(raw), action), None):
        return Refused(id=id, reason="unknown_field", facts={"name": unknown})
    if action.actor != person_id:
        return Refused(id=id, reason="forged_actor")
    return _too_old(action, now) or action


def _too_old(action: Action, now: Instant) -> Refused | None:
    made = made_at(action.id)
    if made is None:
        return Refused(id=action.id, reason="malformed_action", facts={"why": "id: UUIDv7"})
    return Refused(id=action.id, reason="too_old") if made < now - RESULTS_KEPT + CLOCKS_DIFFER else None


def unknown_fields(sent: object, value: object) -> Iterator[str]:
    """Names of fields that were sent and that the decoded value does not have, at any depth."""
    if isinstance(value, msgspec.Struct) and isinstance(sent, Mapping):
        config = value.__struct_config__
        names = dict(zip(value.__struct_encode_fields__, value.__struct_fields__, strict=True))
        for name, part in sent.items():
            if name in names:
                yield from unknown_fields(part, getattr(value, names[name]))
            elif name != config.tag_field:
                yield str(name)
    elif isinstance(value, tuple) and isinstance(sent, list):
        for part, element in zip(sent, value, strict=True):
            yield from unknown_fields(part, element)
    elif isinstance(value, Mapping) and isinstance(sent, Mapping):
        for name, part in sent.items():
            yield from unknown_fields(part, value.get(name))
