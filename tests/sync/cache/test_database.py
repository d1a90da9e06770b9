"""The encrypted database: nothing readable on disk, all or nothing, and what its errors mean."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from sync.cache.database import Database, schema_steps
from sync.errors import CacheDamaged, CacheNewer, DiskFull

KEY = bytes(range(32))


@pytest.fixture
def database(folder: Path) -> Iterator[Database]:
    opened = Database(folder / "cache.db", KEY)
    yield opened
    opened.close()


def keep(database: Database, name: str, value: bytes) -> None:
    with database.transaction():
        database.write("INSERT INTO meta (name, value) VALUES (?, ?)", (name, value))


class Broken(Exception):
    """Something of ours went wrong in the middle."""


def keep_and_break(database: Database) -> None:
    with database.transaction():
        keep(database, "a", b"1")
        raise Broken


def test_no_word_is_readable_on_disk(database: Database, folder: Path) -> None:
    keep(database, "secret", b"cong van hoa toc")
    content = b"".join(path.read_bytes() for path in folder.iterdir())
    assert b"hoa toc" not in content
    assert b"SQLite format" not in content


def test_another_key_does_not_open_it(database: Database, folder: Path) -> None:
    database.close()
    with pytest.raises(CacheDamaged):
        Database(folder / "cache.db", bytes(32))


def test_transaction_is_all_or_nothing(database: Database) -> None:
    ended = []
    database.ended = ended.append
    with pytest.raises(Broken):
        keep_and_break(database)
    assert database.rows("SELECT * FROM meta") == []
    assert ended == [False]


def test_inner_transaction_joins_the_outer_one(database: Database) -> None:
    with pytest.raises(Broken):
        keep_and_break(database)
    assert database.row("SELECT count(*) FROM meta") == (0,)


def test_write_outside_a_transaction_is_our_mistake(database: Database) -> None:
    with pytest.raises(AssertionError):
        database.write("DELETE FROM meta")


def test_mistake_in_sql_is_not_called_the_worlds_fault(database: Database) -> None:
    with pytest.raises(dbapi2.OperationalError):
        database.rows("SELECT nonsense FROM nowhere")


def test_cache_of_a_newer_program_is_left_alone(database: Database, folder: Path) -> None:
    known = schema_steps()[-1][0]
    with database.transaction():
        database.write(f"PRAGMA user_version = {known + 1}")
    database.close()
    with pytest.raises(CacheNewer):
        Database(folder / "cache.db", KEY)


def test_steps_of_the_schema_are_numbered_without_gaps() -> None:
    assert [version for version, _sql in schema_steps()] == list(range(1, len(schema_steps()) + 1))


def test_broken_page_is_damage(database: Database, folder: Path) -> None:
    for number in range(200):
        keep(database, f"n{number}", os.urandom(500))
    database.close()
    path = folder / "cache.db"
    content = bytearray(path.read_bytes())
    content[len(content) // 2 :] = os.urandom(len(content) - len(content) // 2)
    path.write_bytes(content)
    with pytest.raises(CacheDamaged):
        Database(path, KEY).quick_check()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="mounting a small disk needs root")
def test_full_disk_loses_no_acknowledged_row_and_gives_up_the_reserve(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)], check=True)
    try:
        reserve = disk / "reserve"
        reserve.write_bytes(os.urandom(512 * 1024))

        def give_up() -> bool:
            was_held = reserve.exists()
            reserve.unlink(missing_ok=True)
            return was_held

        database = Database(disk / "cache.db", KEY, on_full=give_up)
        acknowledged = fill(database, 0)
        assert not reserve.exists()
        more = fill(database, acknowledged)
        assert more > acknowledged, "the reserve let some more in"
        database.close()
        again = Database(disk / "cache.db", KEY)
        assert again.row("SELECT count(*) FROM meta") == (more,)
        again.quick_check()
        again.close()
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def fill(database: Database, number: int) -> int:
    """Write until the disk is full; how many rows were acknowledged in all."""
    try:
        while True:
            keep(database, f"n{number}", os.urandom(3000))
            number += 1
    except DiskFull:
        return number
