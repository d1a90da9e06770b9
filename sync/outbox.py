"""The outbox: what a person did here and the server has not settled yet. Nothing leaves it silently.

States in words: `waiting` to be sent, `sending` (perhaps received: sent again under the same id), `blocked` behind
another action of the same document or a file, `refused` and `conflict` for the user to decide. First in, first out
within a document, documents side by side. Every entry is also in the side log before it counts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from office.actions import Action, files_of
from office.errors import ButPheError
from sync.cache import Cache
from sync.clock import Clock
from sync.errors import DiskFull
from sync.files import FileStore
from sync.protocol import ACTIONS_BYTES_MAX, ACTIONS_MAX
from sync.reserve import Reserve
from sync.sidelog import DraftSaved, Queued, Settled, SideLog

State = Literal["waiting", "sending", "refused", "conflict", "blocked"]
UNDECIDED: tuple[State, ...] = ("refused", "conflict")
COALESCED = frozenset({"draft"})
"""Types of which only the last unsent one matters; a signature or an opinion is never folded into another."""
EARLIER_ACTION = "waits_for_earlier"
"""Why an action is blocked: one before it on the same record did not apply."""
_action = msgspec.json.Decoder(Action)
_facts = msgspec.json.Decoder(dict[str, str])


class Item(msgspec.Struct, frozen=True):
    """One action of the outbox as the user may see it."""

    n: int
    action: Action
    state: State
    tries: int
    reason: str
    """Why it is refused, conflicting or blocked: a code of `office.reasons`, or an error's code."""
    facts: Mapping[str, str]
    doubt: str
    """While waiting: why it would not apply to what is known now."""
    theirs: bytes
    """In a conflict: the present record (JSON); empty when it may no longer be seen."""
    is_again: bool
    """Said again after the server was restored."""


def seal_of(body: bytes) -> bytes:
    """Checksum of a payload, so that a rescue trusts row by row."""
    return hashlib.sha256(body).digest()[:16]


class Outbox:
    """The queue on disk. Safe from any thread."""

    def __init__(self, cache: Cache, files: FileStore, log: SideLog, clock: Clock, reserve: Reserve) -> None:
        self._cache = cache
        self._database = cache.database
        self._files = files
        self._log = log
        self._clock = clock
        self._reserve = reserve
        self._held: dict[str, float] = {}

    # ── the user's side ───────────────────────────────────────────────────────────────────────────────────────────
    def queue(self, action: Action, *, hold_s: float = 0.0) -> None:
        """Take an action; it survives kill, power loss and a full disk once this returns.

        `hold_s`: how long it may still be undone before it leaves. An unsent save of the same draft is replaced.
        Raises DiskFull (after the reserve was given up too), DiskFailed; nothing is queued then.
        """
        if hold_s > 0:  # before the engine's thread can see the action
            self._held[action.id] = self._clock.monotonic() + hold_s
        try:
            self._queue_or_give_up_reserve(action)
        except ButPheError:
            self._held.pop(action.id, None)
            raise

    def items(self) -> list[Item]:
        """Everything that is not settled, oldest first."""
        return self._select("ORDER BY n")

    def item(self, action_id: str) -> Item | None:
        """One entry."""
        found = self._select("WHERE id = ?", (action_id,))
        return found[0] if found else None

    def of_record(self, record_id: str) -> list[Item]:
        """The entries of one document, oldest first."""
        return self._select("WHERE record_id = ? ORDER BY n", (record_id,))

    def count(self) -> int:
        """How many entries there are."""
        row = self._database.row("SELECT count(*) FROM outbox")
        assert row is not None
        return int(row[0])

    def undo(self, action_id: str) -> bool:
        """Take back an action that has not left and on which none of its document depends; False: too late."""
        with self._cache.transaction():
            item = self.item(action_id)
            if item is None or item.state not in ("waiting", "blocked") or item.tries:
                return False
            if self.of_record(item.action.record_id)[-1].action.id != action_id:
                return False
            self._drop(item)
        return True

    def discard(self, action_id: str) -> bool:
        """Give up an action that the server refused or that conflicts, payload and files; False: not one of those."""
        with self._cache.transaction():
            item = self.item(action_id)
            if item is None or item.state not in UNDECIDED:
                return False
            self._drop(item)
            self._free(item.action.record_id)
        return True

    def retry(self, action_id: str, *, new_id: str) -> Action | None:
        """Do a refused or conflicting action again, on the record as it is now, under a new id; None: not one."""
        with self._cache.transaction():
            item = self.item(action_id)
            if item is None or item.state not in UNDECIDED:
                return None
            again = msgspec.structs.replace(
                item.action,
                id=new_id,
                base_rev=self._cache.records.base_rev(item.action.record_id),
                made_at=self._clock.now(),
            )
            self._replace(item, again)
            self._free(item.action.record_id)
            self._cache.folding.refold(item.action.record_id)
        return again

    def send_now(self) -> None:
        """End every hold: the user asked to send."""
        self._held.clear()

    def held_s(self) -> float | None:
        """Seconds until the first held action may leave, 0.0 when it may leave by now; None when none is held."""
        now = self._clock.monotonic()
        ends = list(self._held.values())
        return max(0.0, min(ends) - now) if ends else None

    # ── the engine's side ─────────────────────────────────────────────────────────────────────────────────────────
    def sendable(self, *, passed_over: frozenset[str] = frozenset()) -> list[Item]:
        """The oldest actions that may go in one request: ≤ 100, ≤ 1 MB, none behind an undecided or held one.

        `passed_over`: actions that wait for something of their own (a file, the server's wish), with what is behind.
        """
        now = self._clock.monotonic()
        for action_id, until in list(self._held.items()):
            if until <= now:
                self._held.pop(action_id, None)
        batch: list[Item] = []
        size, shut = 0, set[str]()
        for item in self._select("ORDER BY n"):
            action = item.action
            is_stopped = item.state in UNDECIDED or action.id in passed_over or action.id in self._held
            if is_stopped or action.record_id in shut:
                shut.add(action.record_id)
                continue
            size += len(msgspec.json.encode(action)) + 1
            if len(batch) == ACTIONS_MAX or (batch and size > ACTIONS_BYTES_MAX - 1000):
                break
            batch.append(item)
        return batch

    def mark_sending(self, items: Iterable[Item]) -> list[Item]:
        """Write down that actions may reach the server from now on, before they are sent; returns those that may.

        What was taken back or replaced since it was looked up is not among them.
        """
        mark = "UPDATE outbox SET state = 'sending', tries = tries + 1 WHERE id = ?"
        with self._cache.transaction():
            return [item for item in items if self._database.write(mark, (item.action.id,))]

    def remove(self, item: Item) -> None:
        """An action is settled and leaves; its files are the caller's to release. Stands in a transaction."""
        self._log.append(Settled(id=item.action.id))
        self._database.write("DELETE FROM outbox WHERE id = ?", (item.action.id,))
        self._held.pop(item.action.id, None)

    def settle_as(
        self,
        action_id: str,
        state: State,
        *,
        reason: str = "",
        facts: Mapping[str, str] | None = None,
        theirs: bytes = b"",
    ) -> None:
        """Write what the server said of an action that stays. Stands in a transaction."""
        self._database.write(
            "UPDATE outbox SET state = ?, reason = ?, facts = ?, theirs = ? WHERE id = ?",
            (state, reason, msgspec.json.encode(facts or {}), theirs, action_id),
        )

    def put_before(self, bodies: Sequence[bytes]) -> None:
        """Queue actions (JSON) before all others, to be said again, in their order. Stands in a transaction."""
        first = self._database.row("SELECT min(n) FROM outbox")
        start = (int(first[0]) if first and first[0] is not None else 1) - len(bodies)
        for place, body in enumerate(bodies):
            self._insert(msgspec.json.decode(body, type=Action), n=start + place, is_again=True)

    def compact_log(self) -> None:
        """Write the side log anew when it has grown large."""
        with self._cache.transaction():
            rows = self._database.rows("SELECT id, action FROM outbox ORDER BY n")
            drafts = self._database.rows("SELECT id, body FROM draft ORDER BY id")
            queued = [Queued(id=action_id, action=msgspec.Raw(body)) for action_id, body in rows]
            self._log.compact([*queued, *(DraftSaved(id=draft_id, body=body) for draft_id, body in drafts)])

    # ── inside ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _queue_or_give_up_reserve(self, action: Action) -> None:
        try:
            self._queue(action)
        except DiskFull:
            if not self._reserve.release():
                raise
            self._queue(action)

    def _queue(self, action: Action) -> None:
        with self._cache.transaction():
            before = self.of_record(action.record_id)
            last = before[-1] if before else None
            if last and action.type in COALESCED and last.action.type == action.type and _is_unsent(last):
                self._replace(last, msgspec.structs.replace(action, base_rev=last.action.base_rev))
            else:
                self._insert(action)
            if any(item.state in UNDECIDED for item in before):
                self.settle_as(action.id, "blocked", reason=EARLIER_ACTION)
            self._cache.folding.refold(action.record_id)

    def _insert(self, action: Action, *, n: int | None = None, is_again: bool = False) -> None:
        body = msgspec.json.encode(action)
        self._database.write(
            "INSERT INTO outbox (n, id, record_id, action, is_again, seal) VALUES (?, ?, ?, ?, ?, ?)",
            (n, action.id, action.record_id, body, int(is_again), seal_of(body)),
        )
        self._files.want(action.id, [file.sha256 for file in files_of(action.payload)])
        self._log.append(Queued(id=action.id, action=msgspec.Raw(body)))

    def _replace(self, old: Item, new: Action) -> None:
        """Put another action in an entry's place, with its own files."""
        body = msgspec.json.encode(new)
        self._database.write(
            "UPDATE outbox SET id = ?, action = ?, seal = ?, state = 'waiting', tries = 0, reason = '', facts = '{}',"
            " theirs = NULL, is_again = 0 WHERE n = ?",
            (new.id, body, seal_of(body), old.n),
        )
        self._files.want(new.id, [file.sha256 for file in files_of(new.payload)])
        self._files.sweep(self._files.release(old.action.id))
        self._log.append(Settled(id=old.action.id), Queued(id=new.id, action=msgspec.Raw(body)))
        self._held.pop(old.action.id, None)

    def _drop(self, item: Item) -> None:
        self.remove(item)
        self._files.sweep(self._files.release(item.action.id))
        self._cache.folding.refold(item.action.record_id)

    def _free(self, record_id: str) -> None:
        """Nothing undecided stands before them any more: what was blocked behind it waits again."""
        for item in self.of_record(record_id):
            if item.state in UNDECIDED:
                return
            if item.state == "blocked":
                self.settle_as(item.action.id, "waiting")
        self._cache.folding.refold(record_id)

    def _select(self, condition: str, values: Sequence[str] = ()) -> list[Item]:
        rows = self._database.rows(
            f"SELECT n, action, state, tries, reason, facts, doubt, theirs, is_again FROM outbox {condition}", values
        )
        return [
            Item(
                n=n,
                action=_action.decode(action),
                state=state,
                tries=tries,
                reason=reason,
                facts=_facts.decode(facts),
                doubt=doubt,
                theirs=theirs or b"",
                is_again=bool(is_again),
            )
            for n, action, state, tries, reason, facts, doubt, theirs, is_again in rows
        ]


def _is_unsent(item: Item) -> bool:
    return item.state in ("waiting", "blocked") and not item.tries and not item.is_again
