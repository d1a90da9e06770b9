"""The push phase: bring the files, send the oldest actions, settle what the server answers.

That an action may have reached the server is on disk before it is sent; a kill in between sends it again under the
same id. One document that fails blocks only itself.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from office.actions import files_of
from sync import door
from sync.cache import Cache
from sync.errors import FileDamaged, FileMissing, RequestRefused, ServerLied
from sync.outbox import Item, Outbox
from sync.plan import OWN_FILE_LOST, UPLOAD_BROKEN, Done, Settlement, Stays, settle
from sync.pull import Pull
from sync.sent import SentLog
from sync.snapshot import SnapshotPhase
from sync.transfer import Transfer

ROUNDS_MAX = 3


class Push:
    """Sends what waits."""

    def __init__(
        self,
        cache: Cache,
        outbox: Outbox,
        sent: SentLog,
        server: door.Server,
        *,
        transfer: Transfer,
        pull: Pull,
        snapshot: SnapshotPhase,
    ) -> None:
        self._cache = cache
        self._outbox = outbox
        self._sent = sent
        self._server = server
        self._transfer = transfer
        self._pull = pull
        self._snapshot = snapshot
        self._asked_again: list[float] = []
        self.retry_after_s = 0.0

    def run(self) -> int:
        """Send until nothing can go; how many actions left the outbox. Raises ServerAway and the like.

        What the server wants to have again at once is said again in a few rounds; `retry_after_s` tells when to come
        back for the rest (0.0: nothing waits for the server).
        """
        left = 0
        for _round in range(ROUNDS_MAX):
            self._asked_again = []
            left += self._round()
            if 0.0 not in self._asked_again:
                break
        self.retry_after_s = max((max(1.0, after_s) for after_s in self._asked_again), default=0.0)
        return left

    def _round(self) -> int:
        left = 0
        passed_over = frozenset[str]()
        while batch := self._outbox.sendable(passed_over=passed_over):
            ready, not_ready = self._with_files(batch)
            passed_over |= not_ready
            if not ready:
                continue
            settlement = self.send(ready)
            left += len(settlement.done)
            answered = {outcome.item.action.id for outcome in settlement.done}
            passed_over |= {item.action.id for item in ready if item.action.id not in answered}
            self._asked_again += [stays.after_s for stays in settlement.stays if stays.after_s is not None]
        return left

    def send(self, items: Sequence[Item]) -> Settlement:
        """One request, and what it decides; actions that were taken back meanwhile are not in it."""
        sent = self._outbox.mark_sending(items)
        settlement = settle(sent, self._server.act([item.action for item in sent]) if sent else ())
        self.store(settlement)
        return settlement

    def store(self, settlement: Settlement) -> None:
        """Store what a reply decided, in one transaction."""
        with self._cache.transaction():
            touched = [self._store_done(done) for done in settlement.done]
            touched += [self._store_stays(stays) for stays in settlement.stays]
            for record_id in dict.fromkeys(touched):
                self._cache.folding.refold(record_id)

    def _store_done(self, done: Done) -> str:
        record_id = done.item.action.record_id
        if self._outbox.item(done.item.action.id) is not None:
            self._sent.take(done.item)
        if done.record:
            self._store_record(done.record, is_first=done.is_first)
        return record_id

    def _store_stays(self, stays: Stays) -> str:
        action_id = stays.item.action.id
        self._outbox.settle_as(action_id, stays.state, reason=stays.reason, facts=stays.facts, theirs=stays.theirs)
        if stays.theirs:
            self._store_record(stays.theirs, is_first=False)
        for sha256 in stays.needs:
            self._cache.database.write("UPDATE blob SET on_server = 0, upload = '' WHERE sha256 = ?", (sha256,))
        return stays.item.action.record_id

    def _store_record(self, body: bytes, *, is_first: bool) -> None:
        """A record that came with an answer; an old answer never brings back what has meanwhile gone out of sight."""
        place = self._snapshot.place()
        feed = self._pull.feed()
        generation = place.generation if place else feed.generation
        if not is_first:
            try:
                record_id = msgspec.json.decode(body, type=_Named).id
            except msgspec.MsgspecError as wrong:
                raise ServerLied(what="form") from wrong
            stored = self._cache.records.stored(record_id)
            if stored is None or stored.body is None or stored.generation != generation:
                return
        self._pull.take(body, generation=generation)

    def _with_files(self, batch: Sequence[Item]) -> tuple[list[Item], frozenset[str]]:
        """Bring the files of a batch; the items that may be sent now, and the ids of those that may not."""
        ready: list[Item] = []
        not_ready = set[str]()
        shut = set[str]()
        for item in batch:
            if item.action.record_id in shut or not self._bring(item):
                shut.add(item.action.record_id)
                not_ready.add(item.action.id)
            else:
                ready.append(item)
        return ready, frozenset(not_ready)

    def _bring(self, item: Item) -> bool:
        for file in files_of(item.action.payload):
            try:
                self._transfer.upload(file.sha256)
            except RequestRefused as refused:
                facts = {name: str(value) for name, value in refused.facts.items()}
                self._stop(item, Stays(item, "refused", reason=str(facts.get("problem", "")), facts=facts))
                return False
            except (FileMissing, FileDamaged):
                self._stop(item, Stays(item, "blocked", reason=OWN_FILE_LOST, facts={"name": file.name}))
                return False
            except ServerLied:
                self._stop(item, Stays(item, "blocked", reason=UPLOAD_BROKEN, facts={"name": file.name}))
                return False
        return True

    def _stop(self, item: Item, stays: Stays) -> None:
        if stays.state != item.state or stays.reason != item.reason:
            self.store(Settlement((), (stays,)))


class _Named(msgspec.Struct, frozen=True):
    id: str
