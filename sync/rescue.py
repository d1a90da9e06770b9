"""Rescue: what a person did is taken out of a damaged database and the side log, before the cache is built anew.

The damaged file is set aside, never deleted. Rows are believed one by one, by their own checksum; the side log, which
does not depend on the database, is believed where the two differ in what exists.
"""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
from sqlcipher3 import dbapi2

from office.actions import Action, files_of
from sync.cache import Cache
from sync.disk import replace_whole
from sync.drafts import Drafts
from sync.files import FileStore
from sync.outbox import Outbox, seal_of
from sync.sidelog import Kept

FILE_NAME = re.compile(r"\b[0-9a-f]{64}\b")
"""A draft names its files by their SHA-256, whatever else its text is."""
TABLES = {"outbox": "SELECT id, action, seal FROM outbox ORDER BY n", "draft": "SELECT id, body, seal FROM draft"}


def set_aside(profile: Path, stamp: str) -> Path:
    """Move the database with its log files into `damaged/STAMP`; returns the moved database."""
    folder = profile / "damaged" / stamp
    folder.mkdir(parents=True, mode=0o700, exist_ok=True)
    for name in ("cache.db", "cache.db-wal", "cache.db-shm"):
        if (profile / name).exists():
            replace_whole(profile / name, folder / name)
    return folder / "cache.db"


def readable_rows(database: Path, key: bytes, table: str) -> dict[str, bytes]:
    """The rows of a table that can still be read and whose checksum is right."""
    found: dict[str, bytes] = {}
    connection = dbapi2.connect(str(database), isolation_level=None)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for row_id, body, seal in connection.execute(TABLES[table]):
            if seal_of(body) == seal:
                found[row_id] = body
    except dbapi2.DatabaseError:
        return found  # the rows read before the damage are what can be had
    finally:
        connection.close()
    return found


def rescued(database: Path, key: bytes, log: Kept) -> Kept:
    """The actions and drafts of the side log, and those of the damaged database that the log never heard of."""
    unknown = {
        table: {
            row_id: body for row_id, body in readable_rows(database, key, table).items() if row_id not in log.heard_of
        }
        for table in TABLES
    }
    return Kept(
        actions={**unknown["outbox"], **log.actions},
        drafts={**unknown["draft"], **log.drafts},
        heard_of=log.heard_of,
    )


def put_back(kept: Kept, cache: Cache, files: FileStore, outbox: Outbox, drafts: Drafts) -> None:
    """Queue what was rescued in the new cache and take its files up again; other files will be fetched anew."""
    owners: dict[str, list[str]] = {}
    with cache.transaction():
        for body in kept.actions.values():
            action = msgspec.json.decode(body, type=Action)
            outbox.queue(action)
            owners[action.id] = [file.sha256 for file in files_of(action.payload)]
        for draft_id, body in kept.drafts.items():
            drafts.save(draft_id, body)
            owners[draft_id] = FILE_NAME.findall(body.decode("utf-8", "replace"))
        files.take_up(owners)
