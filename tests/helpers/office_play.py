"""One action on one record in the ready-made office, said in a line."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, cast

from msgspec.structs import replace

from office.actions import Action, AnyPayload
from office.facts import FileFacts
from office.reasons import Refused
from office.records import AnyRecord, kind_of
from office.workflow import apply
from office.world import Decision, Organisation, Policy, World
from tests.helpers.office_world import NOW, organisation, uid

_COUNTER = itertools.count()


def act(record: AnyRecord | str, payload: AnyPayload, by: str, *, base_rev: int | None = None) -> Action:
    """An action on a record, or on one of a kind that it creates."""
    kind, record_id = (record, uid(f"created-{record}")) if isinstance(record, str) else (kind_of(record), record.id)
    rev = 0 if isinstance(record, str) else record.rev
    return Action(
        id=uid(f"act-{next(_COUNTER)}"),
        record_kind=cast(Any, kind),
        record_id=record_id,
        base_rev=rev if base_rev is None else base_rev,
        payload=payload,
        actor=by,
        made_at=NOW,
    )


def play(
    record: AnyRecord | str,
    payload: AnyPayload,
    by: str,
    *,
    files: Iterable[FileFacts] = (),
    near: Iterable[AnyRecord] = (),
    people: Organisation | None = None,
    policy: Policy | None = None,
    now: datetime = NOW,
) -> Decision | Refused:
    """What the rulebook says to it."""
    world = World(
        record=None if isinstance(record, str) else record,
        organisation=people or organisation(now),
        neighbours={neighbour.id: neighbour for neighbour in near},
        files={seen.sha256: seen for seen in files},
        policy=policy or Policy(),
    )
    return apply(world, act(record, payload, by), now)


def done(*arguments: Any, **surroundings: Any) -> Any:
    """The record as it becomes; the rule must say yes."""
    decision = play(*arguments, **surroundings)
    assert isinstance(decision, Decision), decision
    return decision.records[0]


def reason(*arguments: Any, **surroundings: Any) -> str:
    """The code of the refusal; the rule must say no."""
    refused = play(*arguments, **surroundings)
    assert isinstance(refused, Refused), refused
    return refused.reason


def with_entries(people: Organisation, /, **changed: Any) -> Organisation:
    """The organisation with some of its maps replaced entry by entry: `with_entries(o, people={id: person})`."""
    merged: Mapping[str, Any] = {name: {**getattr(people, name), **entries} for name, entries in changed.items()}
    return replace(people, **merged)
