"""The encrypted database of a profile: opening, key, pragmas, migrations, transactions, what its errors mean.

SQLCipher on every platform (never the interpreter's SQLite), with a raw key, so that opening derives nothing. One
connection a thread; write transactions of this process take turns on a lock instead of polling a busy file.
What the tables mean is said in `schema/*.sql` and decided by the modules beside this one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from office.errors import ButPheError
from sync.disk import NEEDED_MB
from sync.errors import CacheDamaged, CacheNewer, DiskFailed, DiskFull

Row = tuple[Any, ...]
Value = str | int | float | bytes | None
FULL, CORRUPT, NOTADB, IOERR = 13, 11, 26, 10
PAGE_CACHE_KIB = 32_768
BUSY_S = 10.0


def schema_steps() -> list[tuple[int, str]]:
    """The migrations shipped with this program: (version, SQL), in order."""
    folder = files("sync.cache") / "schema"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".sql"))
    return [(int(name[:4]), (folder / name).read_text(encoding="utf-8")) for name in names]


def meaning(error: dbapi2.Error) -> ButPheError | None:
    """What the world did, for an error of the database; None when the fault is ours."""
    primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if primary == FULL:
        return DiskFull(needed_mb=NEEDED_MB)
    if primary in (CORRUPT, NOTADB):
        return CacheDamaged(why=str(error))
    if primary == IOERR:
        return DiskFailed(why=str(error))
    return None


class Database:
    """The open database. Every method may be called from any thread."""

    def __init__(self, path: Path, key: bytes, *, on_full: Callable[[], bool] = bool) -> None:
        """Open or create, and migrate. `on_full` is told when the disk is full (it may free a reserve).

        Raises CacheDamaged, CacheNewer, DiskFull.
        """
        self._path = path
        self._key = key
        self._on_full = on_full
        self._local = threading.local()
        self._writing = threading.RLock()
        self.ended: Callable[[bool], None] = lambda _is_committed: None
        """Told in the writing thread when a transaction has ended: whether it was committed."""
        self._connections: list[dbapi2.Connection] = []
        try:
            with self._translated():
                self._migrate(schema_steps())
        except ButPheError:
            self.close()
            raise

    def rows(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        """Read all rows of a query; inside a transaction of this thread it sees that transaction."""
        with self._translated():
            return list(self._connection().execute(sql, values))

    def row(self, sql: str, values: Sequence[Value] = ()) -> Row | None:
        """Read the first row, if any."""
        with self._translated():
            found: Row | None = self._connection().execute(sql, values).fetchone()
            return found

    def write(self, sql: str, values: Sequence[Value] = ()) -> int:
        """Change rows inside a transaction of this thread; how many were changed."""
        assert self._depth() > 0, "writes stand in a transaction"
        with self._translated():
            changed: int = self._connection().execute(sql, values).rowcount
            return changed

    def write_many(self, sql: str, rows: Sequence[Sequence[Value]]) -> None:
        """`write` for many rows of values."""
        assert self._depth() > 0, "writes stand in a transaction"
        with self._translated():
            self._connection().executemany(sql, rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, on disk when it ends (synchronous=FULL). An inner one joins the outer one."""
        if self._depth() > 0:
            yield
            return
        with self._writing:
            connection = self._connection()
            with self._translated():
                connection.execute("BEGIN IMMEDIATE")
            self._local.depth = 1
            is_committed = False
            try:
                yield
                with self._translated():
                    connection.execute("COMMIT")
                is_committed = True
            finally:
                self._local.depth = 0
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                self.ended(is_committed)

    def is_writing(self) -> bool:
        """Whether this thread is inside a transaction."""
        return self._depth() > 0

    def quick_check(self) -> None:
        """Read the whole file for damage. Raises CacheDamaged."""
        answer = self.row("PRAGMA quick_check(1)")
        if answer != ("ok",):
            raise CacheDamaged(why=str(answer))

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._writing:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
            self._local = threading.local()

    def _depth(self) -> int:
        return getattr(self._local, "depth", 0)

    def _connection(self) -> dbapi2.Connection:
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = dbapi2.connect(
                str(self._path), isolation_level=None, check_same_thread=False, timeout=BUSY_S, cached_statements=256
            )
            self._connections.append(connection)
            for pragma in (
                "cipher_log_level = NONE",
                f"key = \"x'{self._key.hex()}'\"",
                "journal_mode = WAL",
                "synchronous = FULL",
                "temp_store = MEMORY",
                "secure_delete = ON",
                f"cache_size = -{PAGE_CACHE_KIB}",
            ):
                connection.execute(f"PRAGMA {pragma}")
            self._local.connection = connection
        return connection

    def _migrate(self, steps: Sequence[tuple[int, str]]) -> None:
        found = self._connection().execute("PRAGMA user_version").fetchone()[0]
        known = steps[-1][0]
        if found > known:
            raise CacheNewer(found=found, known=known)
        for version, sql in steps:
            if version > found:
                self._connection().executescript(f"BEGIN IMMEDIATE;\n{sql}\nPRAGMA user_version = {version};\nCOMMIT;")

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except dbapi2.Error as error:
            known = meaning(error)
            if known is None:
                raise
            if isinstance(known, DiskFull):
                self._on_full()
            raise known from error
