"""Bugs planted on purpose: each must be found by the machine, or the machine is worth nothing."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from office.actions import Action
from sync import door
from sync.cache.records import Records
from sync.outbox import Item
from sync.plan import Stays
from sync.pull import Pull
from sync.push import Push
from sync.sent import SentLog
from sync.snapshot import SnapshotPhase
from tests.helpers.memory_server import MemoryDoor, MemoryServer

Patch = pytest.MonkeyPatch


def token_before_its_page(patch: Patch) -> None:
    """The token is committed first, the page in a transaction of its own."""
    right = Pull.store

    def store(self: Pull, page: door.Changes, *, since: str) -> None:
        feed = self.feed()
        with self._cache.transaction():
            self._cache.meta.save("feed", msgspec.structs.replace(feed, token=page.state))
        right(self, page, since=page.state)

    patch.setattr(Pull, "store", store)


def no_memory_of_ids(patch: Patch) -> None:
    """The server does what it is told as often as it is told."""
    right = MemoryServer.act_once

    def act_once(self: MemoryServer, action: Action) -> door.Answer:
        self.state.results.pop((action.actor, action.id), None)
        return right(self, action)

    patch.setattr(MemoryServer, "act_once", act_once)


def removed_before_the_reply(patch: Patch) -> None:
    """Actions leave the outbox when they are sent."""

    def send(self: Push, items: list[Item]) -> object:
        with self._cache.transaction():
            for item in items:
                self._outbox.remove(item)
        return right(self, items)

    right = Push.send
    patch.setattr(Push, "send", send)


def tombstone_ignored(patch: Patch) -> None:
    """Loss of sight is not acted upon."""
    patch.setattr(Pull, "out_of_sight", lambda _self, _record_id: None)


def tombstone_purges_the_outbox(patch: Patch) -> None:
    """What a person did on a document goes with it."""
    right = Pull.out_of_sight

    def out_of_sight(self: Pull, record_id: str) -> None:
        self._cache.database.write("DELETE FROM outbox WHERE record_id = ?", (record_id,))
        right(self, record_id)

    patch.setattr(Pull, "out_of_sight", out_of_sight)


def refused_action_dropped(patch: Patch) -> None:
    """The server said no, so away with it."""

    def store_stays(self: Push, stays: Stays) -> str:
        if stays.state == "refused":
            self._outbox.remove(stays.item)
            return stays.item.action.record_id
        return right(self, stays)

    right = Push._store_stays
    patch.setattr(Push, "_store_stays", store_stays)


def duplicate_without_its_outcome(patch: Patch) -> None:
    """A repeated action is answered as done, whatever was said the first time."""
    right = MemoryServer.act_once

    def act_once(self: MemoryServer, action: Action) -> door.Answer:
        answer = right(self, action)
        if isinstance(answer, door.Duplicate):
            return door.Duplicate(id=action.id, first=door.Applied(id=action.id))
        return answer

    patch.setattr(MemoryServer, "act_once", act_once)


def acknowledged_forgotten_after_restore(patch: Patch) -> None:
    """What was acknowledged is not said again."""
    patch.setattr(SentLog, "say_again", lambda _self: [])


def epoch_ignored(patch: Patch) -> None:
    """The server counts from any token, also one given before it was restored."""

    def seq(_self: MemoryDoor, token: str) -> int:
        return int(token.rsplit(".", 1)[1]) if token else 0

    patch.setattr(MemoryDoor, "_seq", seq)


def late_page_stored(patch: Patch) -> None:
    """The records of a page that comes late are stored all the same."""
    right = Pull.store

    def store(self: Pull, page: door.Changes, *, since: str) -> None:
        feed = self.feed()
        if feed.token == since:
            right(self, page, since=since)
            return
        with self._cache.transaction():
            for change in page.changes:
                if isinstance(change, door.Up):
                    self.take(bytes(change.record), generation=feed.generation)

    patch.setattr(Pull, "store", store)


def old_answer_brings_back_what_is_gone(patch: Patch) -> None:
    """The record that comes with a repeated answer is stored without asking whether it is still in sight."""
    right = Push._store_record
    patch.setattr(Push, "_store_record", lambda self, body, *, is_first: right(self, body, is_first=True))


def rows_of_an_old_generation_stay(patch: Patch) -> None:
    """A snapshot adds, and takes nothing away."""
    patch.setattr(Records, "older_than", lambda _self, _generation: [])


def restored_server_has_lower_revisions(patch: Patch) -> None:
    """A higher revision always wins, also over what a restored server says."""
    right = SnapshotPhase.begin

    def begin(self: SnapshotPhase) -> None:
        right(self)
        place = self.place()
        assert place is not None
        with self._cache.transaction():
            self._cache.database.write("UPDATE record SET generation = ?", (place.generation,))

    patch.setattr(SnapshotPhase, "begin", begin)


BUGS: tuple[Callable[[Patch], None], ...] = (
    token_before_its_page,
    no_memory_of_ids,
    removed_before_the_reply,
    tombstone_ignored,
    tombstone_purges_the_outbox,
    refused_action_dropped,
    duplicate_without_its_outcome,
    acknowledged_forgotten_after_restore,
    epoch_ignored,
    late_page_stored,
    old_answer_brings_back_what_is_gone,
    rows_of_an_old_generation_stay,
    restored_server_has_lower_revisions,
)
