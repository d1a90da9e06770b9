"""The snapshot phase: everything this person may see, newest first; for the first sync and when the feed cannot count.

The first page pins the token from which changes are taken afterwards. Each page carries its generation into the rows;
after the last one, rows of an older generation are out of sight. The place is kept on disk, so a snapshot goes on
where it was cut off.
"""

from __future__ import annotations

import msgspec

from sync import door
from sync.cache import Cache
from sync.errors import ServerLied
from sync.pull import Feed, Pull
from sync.sent import SentLog


class Place(msgspec.Struct, frozen=True):
    """How far a snapshot has come."""

    generation: int
    at: str = ""
    after: str = ""


class SnapshotPhase:
    """Takes snapshots."""

    def __init__(self, cache: Cache, sent: SentLog, server: door.Server, pull: Pull) -> None:
        self._cache = cache
        self._sent = sent
        self._server = server
        self._pull = pull

    def place(self) -> Place | None:
        """How far the snapshot under way has come; None: none is."""
        return self._cache.meta.load("snapshot", Place)

    def begin(self) -> None:
        """Start one: the old token is of no use. What the server acknowledged is said again, ids make that safe."""
        with self._cache.transaction():
            feed = self._pull.feed()
            place = self.place()
            generation = max(feed.generation, place.generation if place else 0) + 1
            self._cache.meta.save("snapshot", Place(generation=generation))
            self._cache.meta.save("feed", Feed(generation=feed.generation))
            if feed.generation:
                for record_id in dict.fromkeys(self._sent.say_again()):
                    self._cache.folding.refold(record_id)

    def next_page(self) -> bool:
        """Take one page; whether there is more to take."""
        place = self.place()
        assert place is not None
        page = self._server.snapshot(after=place.after, at=place.at)
        if isinstance(page, door.Reset):
            self.begin()
            return True
        if (page.after and page.after == place.after) or (place.at and page.at != place.at):
            raise ServerLied(what="order")
        with self._cache.transaction():
            if self.place() != place:
                return True
            touched = [self._pull.take(bytes(record), generation=place.generation) for record in page.records]
            self._pull.refold(touched)
            if page.after:
                self._cache.meta.save("snapshot", msgspec.structs.replace(place, at=page.at, after=page.after))
            else:
                self._finish(place.generation, page.at)
        return bool(page.after)

    def _finish(self, generation: int, at: str) -> None:
        for record_id in self._cache.records.older_than(generation):
            self._pull.out_of_sight(record_id)
        self._cache.meta.save("snapshot", None)
        self._cache.meta.save("feed", Feed(token=at, generation=generation))
