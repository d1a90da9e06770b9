"""A document server in memory, behind the door of `sync`: the protocol's semantics with the real rulebook, no network.

It keeps what `sync-and-server` promises: each action once with its first outcome, a feed of its own for each person,
tombstones, epochs, files by reference. Faults are asked for by the tests, one at a time.
"""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

import msgspec

from office.actions import Action, files_of
from office.audience import audience
from office.facts import FileFacts, PageFacts
from office.reasons import Refused as RuleRefused
from office.records import AnyRecord
from office.workflow import apply, fulfil, is_exact
from office.world import Organisation, World
from sync import door
from sync.cache.folding import named_by
from sync.errors import RequestRefused, ServerAway
from sync.protocol import Blocked, Gone, Refused, Retry
from tests.helpers import office_world

START = datetime(2026, 3, 10, 1, 0, tzinfo=UTC)


class TestClock:
    """A clock that stands until it is moved."""

    __test__ = False

    def __init__(self, at: datetime = START) -> None:
        self.at = at
        self.seconds = 1000.0

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.seconds

    def advance(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
        self.seconds += seconds


class State(msgspec.Struct):
    """What a backup holds."""

    records: dict[str, AnyRecord] = {}
    heads: dict[str, int] = {}
    rows: dict[str, dict[str, tuple[int, bool]]] = {}
    """By person and record: number, and whether it is in sight."""
    results: dict[tuple[str, str], tuple[bytes, door.Answer]] = {}
    numbers: dict[tuple[str, str, int], int] = {}
    files: dict[str, bytes] = {}
    effects: list[str] = []
    """Ids of actions in the order in which they took effect."""


class MemoryServer:
    """The server's state and rules; `door(person)` is what one person's desk talks to."""

    def __init__(self, clock: TestClock, *, page_rows: int = 50) -> None:
        self.clock = clock
        self.page_rows = page_rows
        self.epoch = 1
        self.state = State()
        self.facts: dict[str, FileFacts] = {}
        founding = office_world.organisation(clock.now())
        self.organisation = Organisation()
        for group in ("people", "units", "agencies", "entities", "delegations", "certificates"):
            self.put(*getattr(founding, group).values())

    def door(self, person_id: str) -> MemoryDoor:
        return MemoryDoor(self, person_id)

    def put(self, *records: AnyRecord) -> None:
        """Store records as they are, counting their revisions, and publish them."""
        for record in records:
            old = self.state.records.get(record.id)
            stored = msgspec.structs.replace(record, rev=(old.rev if old else 0) + 1)
            self.state.records[record.id] = stored
            self._gather()
            self._publish([stored])

    def keep_file(self, content: bytes) -> str:
        sha256 = hashlib.sha256(content).hexdigest()
        self.state.files[sha256] = content
        return sha256

    def sees(self, person_id: str) -> dict[str, AnyRecord]:
        """What a fresh desk of this person would hold."""
        return {r.id: r for r in self.state.records.values() if person_id in self._audience(r)}

    def backup(self) -> State:
        return copy.deepcopy(self.state)

    def restore(self, backup: State) -> None:
        """Come back from a backup: everything since is forgotten, and the feed has a new epoch."""
        self.state = copy.deepcopy(backup)
        self.epoch += 1
        self._gather()

    def token(self, person_id: str, seq: int) -> str:
        return f"{self.epoch}.{person_id}.{seq}"

    def act_once(self, action: Action) -> door.Answer:
        """Judge one action, once for its id."""
        canonical = msgspec.json.encode(action)
        known = self.state.results.get((action.actor, action.id))
        if known is not None:
            body, first = known
            if body != canonical:
                return Refused(id=action.id, reason="id-reused")
            assert isinstance(first, door.Applied | Refused | door.Conflict)
            return door.Duplicate(id=action.id, first=first)
        needs = tuple(file.sha256 for file in files_of(action.payload) if file.sha256 not in self.state.files)
        if needs:
            return Blocked(id=action.id, needs=needs)
        answer = self._judge(action)
        self.state.results[action.actor, action.id] = (canonical, answer)
        return answer

    def _judge(self, action: Action) -> door.Answer:
        record = self.state.records.get(action.record_id)
        rev = record.rev if record else 0
        is_older = action.base_rev != rev
        if is_older and is_exact(action.record_kind, action.type):
            return self._conflict(action, "changed_meanwhile", {})
        decision = apply(self._world(action, record), action, self.clock.now())
        if isinstance(decision, RuleRefused):
            facts = dict(decision.facts)
            return self._conflict(action, decision.reason, facts) if is_older else self._refuse(action, decision)
        numbers = {}
        for wanted in decision.wants:
            key = (wanted.entity_id, wanted.book, wanted.year)
            self.state.numbers[key] = numbers[wanted] = self.state.numbers.get(key, 0) + 1
        made = fulfil(decision, numbers, ids=lambda: f"{action.id[:-2]}99", now=self.clock.now())
        self.put(*made)
        self.state.effects.append(action.id)
        stored = self.state.records[made[0].id]
        seq, is_seen = self.state.rows.get(action.actor, {}).get(stored.id, (0, False))
        return door.Applied(id=action.id, record=raw(stored), seq=seq if is_seen else 0)

    def _refuse(self, action: Action, refused: RuleRefused) -> door.Answer:
        return Refused(id=action.id, reason=refused.reason, facts=dict(refused.facts))

    def _conflict(self, action: Action, reason: str, facts: dict[str, str]) -> door.Answer:
        present = self.sees(action.actor).get(action.record_id)
        body = raw(present) if present else msgspec.Raw(b"null")
        lines = getattr(self.state.records.get(action.record_id), "history", ())
        if present is None and lines:
            step = (lines[action.base_rev :] or lines[-1:])[0]
            facts |= {"by": step.by, "done": step.type, "at": step.at.isoformat()}
        return door.Conflict(id=action.id, reason=reason, facts=facts, record=body)

    def _world(self, action: Action, record: AnyRecord | None) -> World:
        names = named_by(record, [action])
        files = {
            file.sha256: self.facts.get(
                file.sha256, FileFacts(sha256=file.sha256, size=file.size, page=PageFacts(pages=1, has_text=True))
            )
            for file in files_of(action.payload)
        }
        neighbours = {name: self.state.records[name] for name in names if name in self.state.records}
        return World(record=record, organisation=self.organisation, neighbours=neighbours, files=files)

    def _audience(self, record: AnyRecord) -> frozenset[str]:
        return audience(record, self.organisation, self.state.records)

    def _gather(self) -> None:
        kinds = {"person": "people", "unit": "units", "agency": "agencies", "entity": "entities"}
        kinds |= {"delegation": "delegations", "certificate": "certificates"}
        groups: dict[str, dict[str, AnyRecord]] = {group: {} for group in kinds.values()}
        for record in self.state.records.values():
            if group := kinds.get(str(record.__struct_config__.tag)):
                groups[group][record.id] = record
        self.organisation = msgspec.convert(groups, Organisation, from_attributes=True)

    def _publish(self, changed: Sequence[AnyRecord]) -> None:
        """Number what changed for each person; a change of people or powers may move anything in or out of sight."""
        touched = {record.id for record in changed}
        for person_id in self.organisation.people:
            rows = self.state.rows.setdefault(person_id, {})
            seen = {r.id for r in self.state.records.values() if person_id in self._audience(r)}
            for record_id in sorted(self.state.records):
                _seq, was_seen = rows.get(record_id, (0, False))
                if record_id in seen and (record_id in touched or not was_seen):
                    rows[record_id] = (self._next(person_id), True)
                elif record_id not in seen and was_seen:
                    rows[record_id] = (self._next(person_id), False)

    def _next(self, person_id: str) -> int:
        self.state.heads[person_id] = self.state.heads.get(person_id, 0) + 1
        return self.state.heads[person_id]


class MemoryDoor:
    """`door.Server` for one person, with faults on request."""

    def __init__(self, server: MemoryServer, person_id: str) -> None:
        self.server = server
        self.person_id = person_id
        self.is_away = False
        self.calls: list[str] = []
        self.before_reply: Callable[[str], None] = lambda _what: None
        """Called after the server has done its part and before the desk hears of it; may raise."""
        self.retry_next = 0

    def changes(self, since: str) -> door.Changes | door.Reset | None:
        self._arrive("changes")
        seq = self._seq(since)
        head = self.server.state.heads.get(self.person_id, 0)
        if seq is None or seq > head:
            return door.Reset()
        rows = sorted((n, i, seen) for i, (n, seen) in self._rows().items() if n > seq)
        page = rows[: self.server.page_rows]
        self.before_reply("changes")
        if not page:
            return None
        more = len(rows) > len(page)
        changes = tuple(
            door.Up(seq=n, record=raw(self.server.state.records[i])) if seen else Gone(seq=n, id=i, why="revoked")
            for n, i, seen in page
        )
        return door.Changes(state=self.server.token(self.person_id, page[-1][0]), more=more, changes=changes)

    def snapshot(self, *, after: str, at: str) -> door.Snapshot | door.Reset:
        self._arrive("snapshot")
        head = self.server.state.heads.get(self.person_id, 0)
        if at and ((seq := self._seq(at)) is None or seq > head):
            return door.Reset()
        ids = sorted(self.server.sees(self.person_id), reverse=True)
        page = [i for i in ids if not after or i < after][: self.server.page_rows]
        is_last = not page or page[-1] == ids[-1]
        self.before_reply("snapshot")
        return door.Snapshot(
            at=at or self.server.token(self.person_id, head),
            after="" if is_last else page[-1],
            records=tuple(raw(self.server.state.records[i]) for i in page),
        )

    def act(self, actions: Sequence[Action]) -> tuple[door.Answer, ...]:
        self._arrive("act")
        answers: list[door.Answer] = []
        failed: set[str] = set()
        for action in actions:
            if action.record_id in failed:
                answers.append(Blocked(id=action.id))
                continue
            if self.retry_next:
                self.retry_next -= 1
                answer: door.Answer = Retry(id=action.id)
            else:
                answer = self.server.act_once(action)
            first = answer.first if isinstance(answer, door.Duplicate) else answer
            if not isinstance(first, door.Applied):
                failed.add(action.record_id)
            answers.append(answer)
        self.before_reply("act")
        return tuple(answers)

    def has_file(self, sha256: str) -> bool:
        self._arrive("has_file")
        return sha256 in self._files()

    def upload(
        self, sha256: str, size: int, *, url: str, read: Callable[[int], Iterator[bytes]], note: Callable[[str], None]
    ) -> None:
        self._arrive("upload")
        note(f"/uploads/{sha256}")
        content = b"".join(read(0))
        if hashlib.sha256(content).hexdigest() != sha256 or len(content) != size:
            raise RequestRefused(status=422, problem="digest")
        self.server.state.files[sha256] = content
        self.before_reply("upload")

    def download(self, sha256: str, *, offset: int) -> Iterator[bytes]:
        self._arrive("download")
        if sha256 not in self._files():
            raise RequestRefused(status=404, problem="not-found")
        yield self.server.state.files[sha256][offset:]

    def pack(self, shas: Sequence[str]) -> Iterator[door.Packed]:
        self._arrive("pack")
        mine = self._files()
        for sha256 in shas:
            content = self.server.state.files.get(sha256, b"") if sha256 in mine else None
            self.before_reply("pack")
            yield door.Packed(
                sha256=sha256, size=None if content is None else len(content), blocks=iter([content or b""])
            )

    def _files(self) -> set[str]:
        """Files that a record in this person's sight refers to, and that are here."""
        named = {file.sha256 for r in self.server.sees(self.person_id).values() for file in _files_of_record(r)}
        return named & self.server.state.files.keys()

    def _arrive(self, what: str) -> None:
        if self.is_away:
            raise ServerAway(why="test")
        self.calls.append(what)

    def _rows(self) -> dict[str, tuple[int, bool]]:
        return self.server.state.rows.get(self.person_id, {})

    def _seq(self, token: str) -> int | None:
        if not token:
            return 0
        epoch, person_id, seq = token.split(".")
        return int(seq) if int(epoch) == self.server.epoch and person_id == self.person_id else None


def raw(record: AnyRecord) -> msgspec.Raw:
    """A record as its bytes on the wire."""
    return msgspec.Raw(msgspec.json.encode(record))


def _files_of_record(record: AnyRecord) -> Iterable[msgspec.Struct]:
    return getattr(record, "files", ())
