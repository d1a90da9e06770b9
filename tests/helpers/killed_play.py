"""The main job on a copy of a prepared stand, while something kills its processes at random instants."""

from __future__ import annotations

import os
import random
import shutil
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from butphe.demo.pki import make_pki
from butphe.demo.processes import Desk, ServerDidNotStart
from butphe.demo.stand import Stand

MEAN_S = 3.0
"""Between two kills, at first: about as long as the longest deed takes on an idle machine."""
SLOWER = 1.25
"""How much longer after each kill within one deed."""
GLANCE_S, LIFE_S = 0.02, 0.5
"""How often one looks for a process that is to be killed, and within which part of its life that is."""
STARTS, PAUSE_S = 60, 0.5
SERVER, DESK, TOKEN, DOCUMENT = "server", "desk", "token", "document"
KILLS = "kills"
"""The property under which a test records who was killed, in order."""
EACH = (SERVER, DESK, TOKEN)
"""Who is killed at least once whatever the seed."""


def quiet(_line: str) -> None:
    """What a test's stand says to nobody."""


class CopiedStand(Stand):
    """A stand of its own over a prepared one: server and desks are copies; authority, tokens and papers are shared."""

    def __init__(self, folder: Path, prepared: Stand) -> None:
        super().__init__(folder, quiet)
        self._prepared = prepared
        self._playing: Desk | None = None
        self.is_online = True
        self.server_turn = threading.Lock()

    def start(self) -> None:
        """Copy what the server and the desks keep, share the rest, start the server."""
        for name in ("logs", "work"):
            (self.folder / name).mkdir(parents=True)
        for name in ("pki", "tokens", "papers", "trust"):
            (self.folder / name).symlink_to(self._prepared.folder / name)
        for name in ("server", "desks"):
            shutil.copytree(self._prepared.folder / name, self.folder / name)
        self._pki = make_pki(self.folder / "pki")
        self._make_secrets()
        self._start_server()

    def go_offline(self, login: str) -> None:
        """Nobody brings the server back meanwhile."""
        with self.server_turn:
            self.is_online = False
            super().go_offline(login)

    def go_online(self) -> None:
        """From here on the server may be killed again."""
        with self.server_turn:
            self._start_again()
            self.is_online = True

    def bounce_server(self) -> bool:
        """Kill the server as a power cut would, and start it again on its address; False while it is offline."""
        with self.server_turn:
            if not self.is_online:
                return False
            self.server.kill()
            self._start_again()
            return True

    def _start_again(self) -> None:
        """The address may be held for a while by a connection of the one before, or of another program."""
        for left in reversed(range(STARTS)):
            try:
                self.server.start()
            except ServerDidNotStart:
                if not left:
                    raise
                time.sleep(PAUSE_S)
            else:
                return

    def desk(self, login: str) -> Desk:
        """Whoever asks for a desk plays at it next."""
        self._playing = super().desk(login)
        return self._playing

    @property
    def playing(self) -> int | None:
        """The process of the desk at which somebody plays now."""
        return self._playing.pid if self._playing is not None else None


class Killer:
    """Kills the desk now playing, one of its workers, or the server, at instants that follow from a seed.

    First each of `EACH`, waiting for one that does not run yet, then anyone. `kills` says who was killed, in order.
    """

    def __init__(self, stand: CopiedStand, seed: int, deeds_done: Callable[[], int]) -> None:
        """`deeds_done` counts what has come through so far."""
        self._stand = stand
        self._chance = random.Random(seed)
        self._deeds_done = deeds_done
        self._cut_off: Counter[int] = Counter()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._failed: ServerDidNotStart | None = None
        self.kills: list[str] = []

    def __enter__(self) -> Killer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()
        if self._failed is not None:
            raise self._failed

    def _run(self) -> None:
        try:
            for target in self._chance.sample(EACH, len(EACH)):
                self._wait()
                while not self._stop.is_set() and not self._kill_in_its_life(target):
                    self._stop.wait(GLANCE_S)
            while self._wait():
                self._kill(self._chance.choice((SERVER, DESK, DESK, TOKEN, DOCUMENT)))
        except ServerDidNotStart as failed:
            self._failed = failed

    def _wait(self) -> bool:
        """For the next instant, the longer the more often this deed was cut off: it comes through on any machine."""
        return not self._stop.wait(self._chance.expovariate(1 / MEAN_S) * SLOWER ** self._cut_off[self._deeds_done()])

    def _kill_in_its_life(self, target: str) -> bool:
        if target == TOKEN and not self._running(target):
            return False
        self._stop.wait(self._chance.uniform(0, LIFE_S))
        return self._kill(target)

    def _kill(self, target: str) -> bool:
        deed = self._deeds_done()
        is_killed = self._stand.bounce_server() if target == SERVER else any([_end(it) for it in self._running(target)])
        if is_killed:
            self.kills.append(target)
            self._cut_off[deed] += 1
        return is_killed

    def _running(self, target: str) -> list[int]:
        """The processes of the desk that plays, or itself."""
        desk = self._stand.playing
        if desk is None:
            return []
        return [desk] if target == DESK else workers_of(desk, target)


def workers_of(desk: int, role: str) -> list[int]:
    """The worker processes of a desk that have a role."""
    listed = [_read(path).split() for path in Path(f"/proc/{desk}/task").glob("*/children")]
    children = [int(pid) for pids in listed for pid in pids]
    return [pid for pid in children if role.encode() in _read(Path(f"/proc/{pid}/cmdline")).split(b"\0")]


def _read(path: Path) -> bytes:
    """What the system says of a process; nothing once it has ended."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _end(pid: int) -> bool:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True
