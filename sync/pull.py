"""The pull phase: take the changes since the token, page by page, each page and its token in one transaction.

Loss of sight erases the record, its words and the files that nobody else wants before the token is stored. A page is
stored only while the token it was asked with is still the present one, so a late page of a slow connection is dropped.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from sync import door
from sync.cache import Cache
from sync.cache.folding import ORGANISATION_KINDS, PENDING
from sync.errors import ServerLied
from sync.protocol import Gone
from sync.sent import SentLog


class Feed(msgspec.Struct, frozen=True):
    """Where this desk stands in its feed. `token` "": nothing yet; `seq`: the last number seen since the snapshot."""

    token: str = ""
    seq: int = 0
    generation: int = 0


class Pull:
    """Takes what the server has for this person."""

    def __init__(self, cache: Cache, sent: SentLog, server: door.Server) -> None:
        self._cache = cache
        self._sent = sent
        self._server = server

    def feed(self) -> Feed:
        """Where the desk stands."""
        return self._cache.meta.load("feed", Feed) or Feed()

    def changes(self) -> bool:
        """Take all changes; False: the server cannot count from our token, a snapshot is due."""
        while True:
            feed = self.feed()
            page = self._server.changes(feed.token)
            if isinstance(page, door.Reset):
                return False
            if page is None:
                return True
            self.store(page, since=feed.token)
            if not page.more:
                return True

    def store(self, page: door.Changes, *, since: str) -> None:
        """Store one page and its token. Raises ServerLied when its order is impossible; nothing is stored then."""
        with self._cache.transaction():
            feed = self.feed()
            if feed.token != since:
                return
            self._require_order(page, feed)
            touched = set[str]()
            for change in page.changes:
                match change:
                    case door.Up(record=record):
                        touched.add(self.take(bytes(record), generation=feed.generation))
                    case Gone(id=record_id):
                        self.out_of_sight(record_id)
            self.refold(touched)
            seq = page.changes[-1].seq if page.changes else feed.seq
            self._cache.meta.save("feed", msgspec.structs.replace(feed, token=page.state, seq=seq))

    def take(self, body: bytes, *, generation: int) -> str:
        """Store a record's bytes. Raises ServerLied when it is none. Stands in a transaction."""
        try:
            return self._cache.records.put_base(body, generation=generation)
        except msgspec.MsgspecError as wrong:
            raise ServerLied(what="form") from wrong

    def out_of_sight(self, record_id: str) -> None:
        """Erase what is no longer this person's to see; what they did themselves stays in the outbox."""
        files = self._cache.records.erase(record_id)
        self._sent.let_go_of_files(record_id, files)
        self._cache.folding.refold(record_id)

    def refold(self, touched: Iterable[str]) -> None:
        """Show anew the records with pending actions that were touched; all of them when people or powers changed."""
        rows = self._cache.database.rows(f"SELECT DISTINCT record_id FROM outbox WHERE state IN {PENDING}")
        pending = {record_id for (record_id,) in rows}
        concerned = pending & set(touched)
        if pending and any(self._is_organisation(record_id) for record_id in touched):
            concerned = pending
        for record_id in sorted(concerned):
            self._cache.folding.refold(record_id)

    def _is_organisation(self, record_id: str) -> bool:
        stored = self._cache.records.stored(record_id)
        return stored is not None and stored.kind in ORGANISATION_KINDS

    def _require_order(self, page: door.Changes, feed: Feed) -> None:
        numbers = [feed.seq, *(change.seq for change in page.changes)]
        if any(later <= earlier for earlier, later in zip(numbers, numbers[1:], strict=False)):
            raise ServerLied(what="order")
        if page.more and (not page.changes or page.state == feed.token):
            raise ServerLied(what="order")
