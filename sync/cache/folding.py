"""What the user sees: the rulebook's `fold` of the pending actions over the server's record.

It gathers the world that the rules may look at from the cached records, and runs the injected fold again whenever the
base or the queue of a record changes. An action that does not apply any more is marked with a doubt; the server
decides what becomes of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from office.actions import Action, files_of
from office.facts import FileFacts
from office.personal import AccessCount, PrivateNote, ReadMark
from office.records import (
    Agency,
    AnyRecord,
    Certificate,
    Delegation,
    Dossier,
    Entity,
    IncomingDocument,
    Instant,
    OutgoingDocument,
    Person,
    Unit,
)
from office.world import Calendar, Organisation, Policy, World
from sync.cache.database import Database
from sync.cache.records import Records
from sync.clock import Clock

Refusals = tuple[tuple[Action, "Reasoned"], ...]
ORGANISATION_KINDS = frozenset({"person", "unit", "agency", "entity", "delegation", "certificate"})
PENDING = "('waiting', 'sending', 'blocked')"


class Reasoned(msgspec.Struct, frozen=True):
    """What `fold` says of an action that does not apply: a code and its facts (office.reasons.Refused)."""

    reason: str
    facts: Mapping[str, str] = {}


Fold = Callable[[World, Sequence[Action], Instant], tuple[AnyRecord | None, Sequence[tuple[Action, object]]]]
"""`office.workflow.fold`; the refusals' second part has `reason`."""


def named_by(record: AnyRecord | None, actions: Iterable[Action]) -> set[str]:
    """Ids of the records that a record and its pending actions name: what the rules may look at beside it."""
    names: set[str] = set()
    match record:
        case IncomingDocument():
            names.update(record.dossier_ids, record.answered_by, (record.register_entry_id,))
        case OutgoingDocument():
            names.update(record.dossier_ids, record.answers, (record.superseded_by, record.register_entry_id))
        case Dossier():
            names.update(record.document_ids)
        case ReadMark() | PrivateNote() | AccessCount():
            names.add(record.document_id)
    for action in actions:
        for field in ("dossier_id", "answered_by", "by_id", "document_id"):
            names.add(getattr(action.payload, field, ""))
        names.update(getattr(action.payload, "answers", ()))
    return names - {""}


class Folding:
    """Worlds from the cache, and the shown form of records. Writes stand in a transaction of the caller."""

    def __init__(self, database: Database, records: Records, fold: Fold, clock: Clock) -> None:
        self._database = database
        self._records = records
        self._fold = fold
        self._clock = clock
        self._organisation: Organisation | None = None
        self.calendar = Calendar()
        self.policy = Policy()

    def organisation(self) -> Organisation:
        """Everybody and everything that the cache knows; kept until one of them changes."""
        if self._organisation is None:
            self._organisation = Organisation(
                people={r.id: r for r in self._records.of_kind("person") if isinstance(r, Person)},
                units={r.id: r for r in self._records.of_kind("unit") if isinstance(r, Unit)},
                agencies={r.id: r for r in self._records.of_kind("agency") if isinstance(r, Agency)},
                entities={r.id: r for r in self._records.of_kind("entity") if isinstance(r, Entity)},
                delegations={r.id: r for r in self._records.of_kind("delegation") if isinstance(r, Delegation)},
                certificates={r.id: r for r in self._records.of_kind("certificate") if isinstance(r, Certificate)},
            )
        return self._organisation

    def organisation_changed(self) -> None:
        """Gather the organisation anew when it is next asked for."""
        self._organisation = None

    def world(self, record_id: str, *, of_base: bool = False, actions: Sequence[Action] = ()) -> World:
        """The surroundings of a record for `allowed`, `apply` or `fold`; `of_base`: as the server last gave it."""
        record = self._records.base(record_id) if of_base else self._records.load(record_id)
        names = named_by(record, actions)
        neighbours = {name: found for name in names if (found := self._records.load(name)) is not None}
        shas = [file.sha256 for action in actions for file in files_of(action.payload)]
        return World(
            record=record,
            organisation=self.organisation(),
            neighbours=neighbours,
            files={sha256: facts for sha256 in shas if (facts := self.facts_of(sha256)) is not None},
            calendar=self.calendar,
            policy=self.policy,
        )

    def facts_of(self, sha256: str) -> FileFacts | None:
        """What this desk's document worker saw in a file made here."""
        row = self._database.row("SELECT body FROM facts WHERE sha256 = ?", (sha256,))
        return msgspec.json.decode(row[0], type=FileFacts) if row else None

    def keep_facts(self, facts: FileFacts) -> None:
        """Keep what the document worker saw, for the folds to come."""
        self._database.write(
            "INSERT INTO facts (sha256, body) VALUES (?, ?) ON CONFLICT (sha256) DO UPDATE SET body = ?2",
            (facts.sha256, msgspec.json.encode(facts)),
        )

    def pending(self, record_id: str) -> list[Action]:
        """The actions of a record that are not settled, oldest first."""
        rows = self._database.rows(
            f"SELECT action FROM outbox WHERE record_id = ? AND state IN {PENDING} ORDER BY n", (record_id,)
        )
        return [msgspec.json.decode(body, type=Action) for (body,) in rows]

    def refold(self, record_id: str) -> None:
        """Recompute what is shown of a record after its base or its queue changed."""
        actions = self.pending(record_id)
        if not actions:
            self._records.show(record_id, None)
            return
        world = self.world(record_id, of_base=True, actions=actions)
        shown, refusals = self._fold(world, actions, self._clock.now())
        self._records.show(record_id, shown if shown != world.record else None)
        doubts = {action.id: str(getattr(refused, "reason", "")) for action, refused in refusals}
        for action in actions:
            self._database.write(
                "UPDATE outbox SET doubt = ? WHERE id = ? AND doubt != ?1", (doubts.get(action.id, ""), action.id)
            )
