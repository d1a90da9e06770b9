"""Desks on a fast disk, in front of a server in memory."""

from __future__ import annotations

import hashlib
import os
import random
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from office.workflow import fold
from sync.desk import Mailroom
from tests.helpers.memory_server import MemoryServer, TestClock

KEY = bytes(range(32))
FAST = Path("/dev/shm")


class Desks:
    """Opens desks by name, and closes what is open at the end."""

    def __init__(self, folder: Path, clock: TestClock) -> None:
        self.folder = folder
        self.clock = clock
        self._numbers = 0
        self._open: list[Mailroom] = []

    def open(self, name: str = "desk", *, key: bytes = KEY) -> Mailroom:
        desk = Mailroom(self.folder / name, key, fold=fold, clock=self.clock, randomness=os.urandom)
        self._open.append(desk)
        return desk

    def opened(self) -> Mailroom:
        """The desk that is open, or a new one; for tests that run many examples over one."""
        return self._open[-1] if self._open else self.open()

    def new_id(self) -> str:
        """A UUIDv7-shaped id of the clock's time, the same in every run."""
        self._numbers += 1
        milliseconds = int(self.clock.now().timestamp() * 1000)
        tail = hashlib.sha256(str(self._numbers).encode()).hexdigest()
        return f"{milliseconds:012x}"[:8] + "-" + f"{milliseconds:012x}"[8:] + f"-7{tail[:3]}-8{tail[3:6]}-{tail[6:18]}"

    def close(self) -> None:
        for desk in self._open:
            desk.close()


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: a test of logic need not wait for a disk."""
    if not FAST.is_dir():
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=FAST) as name:
        yield Path(name)


@pytest.fixture
def desks(folder: Path, clock: TestClock) -> Iterator[Desks]:
    opened = Desks(folder, clock)
    yield opened
    opened.close()


@pytest.fixture
def server(clock: TestClock) -> MemoryServer:
    return MemoryServer(clock)


@pytest.fixture
def chance() -> Callable[[], float]:
    return random.Random(1).random
