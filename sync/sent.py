"""The sent log: actions that the server acknowledged, kept 30 days.

When the server comes back from a backup it may have forgotten some of them. Then all are said again under their ids:
those it knows are answered as duplicates, the others take effect once more, so a restore loses no acknowledged work.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import msgspec

from office.actions import Action, files_of
from sync.cache import Cache
from sync.clock import Clock
from sync.files import FileStore
from sync.outbox import Item, Outbox

SENT_KEPT = timedelta(days=30)


class SentLog:
    """The log of one profile. Every method stands in a transaction of the caller."""

    def __init__(self, cache: Cache, files: FileStore, outbox: Outbox, clock: Clock) -> None:
        self._database = cache.database
        self._files = files
        self._outbox = outbox
        self._clock = clock

    def take(self, item: Item) -> None:
        """Move an applied action here from the outbox; its files stay wanted with it."""
        self._database.write(
            "INSERT INTO sent (id, action, at) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET at = ?3",
            (item.action.id, msgspec.json.encode(item.action), self._clock.now().isoformat()),
        )
        self._outbox.remove(item)

    def say_again(self) -> list[str]:
        """Move all back to the front of the outbox; returns the records concerned."""
        bodies = [body for (body,) in self._database.rows("SELECT action FROM sent ORDER BY n")]
        self._outbox.put_before(bodies)
        actions = [msgspec.json.decode(body, type=Action) for body in bodies]
        for action in actions:
            for file in files_of(action.payload):
                self._database.write("UPDATE blob SET on_server = 0, upload = '' WHERE sha256 = ?", (file.sha256,))
        self._database.write("DELETE FROM sent")
        return [action.record_id for action in actions]

    def forget_old(self) -> None:
        """Let go of what is older than 30 days, and of its files."""
        limit = (self._clock.now() - SENT_KEPT).isoformat()
        for (action_id,) in self._database.rows("SELECT id FROM sent WHERE at < ?", (limit,)):
            self._database.write("DELETE FROM sent WHERE id = ?", (action_id,))
            self._files.sweep(self._files.release(action_id))

    def let_go_of_files(self, record_id: str, shas: Sequence[str]) -> None:
        """The record went out of sight: remove its files (`shas`) that only acknowledged actions still want."""
        rows = self._database.rows("SELECT id, action FROM sent")
        owners = [i for i, body in rows if msgspec.json.decode(body, type=Action).record_id == record_id]
        released = [sha256 for owner in owners for sha256 in self._files.release(owner)]
        self._files.sweep([*released, *shas])
