"""How long until somebody sees a list: a bare window, ours over a clerk's desk, and the second run of `dev.py demo`.

Each turn is a whole process, timed from its start to the moment when the first row is handed to the window system (for
the bare window: the empty window). The desk is that of a demo with documents in it, as a real program would have them:
encrypted cache, key under a passphrase. Where there is no display, all of them paint offscreen.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from benchmarks.run import Subject
from butphe.demo.people import CLERK, COMMITTEE
from butphe.demo.stand import Stand

ROOT = Path(__file__).resolve().parent.parent
WATCH = Path(__file__).resolve().parent / "watch"
PATIENCE_S = 120.0


def subjects(folder: Path) -> tuple[Subject, ...]:
    """The bare window first; the demo stands ready in `folder`."""
    stand = furnished(folder / "demo")
    clerk = (sys.executable, "-m", "butphe", "--profile", str(stand.profile(CLERK)))
    again = (sys.executable, str(ROOT / "dev.py"), "demo", "--keep", str(stand.folder), "--as", CLERK)
    secrets = stand.environment(CLERK)
    return (
        Subject("bare", "a PySide6 window with nothing in it", partial(painted, [sys.executable, WATCH / "bare.py"])),
        Subject("window", "butphe, to the first paint of its list", partial(painted, clerk, secrets)),
        Subject("dev", "dev.py demo, second run, to the same paint", partial(painted, again)),
    )


def furnished(folder: Path) -> Stand:
    """A demo whose clerk has taken the waiting papers in; made once in a folder, stopped again."""
    stand = Stand(folder, lambda line: None)
    if stand.has_sat(CLERK):
        stand.prepare()
        return stand
    try:
        stand.start()
        for paper in stand.papers.values():
            stand.desk(CLERK).do("receive", str(paper), "--entity", COMMITTEE)
        stand.desk(CLERK).do("sync")
        stand.close_desk(CLERK)
    finally:
        stand.stop()
    return stand


def painted(command: Sequence[str | Path], secrets: dict[str, str] | None = None) -> float:
    """Milliseconds from the start of a command to the paint; the command is then asked to end, and waited for."""
    told = Path(os.environ.get("TMPDIR", "/tmp")) / f"butphe-painted-{os.getpid()}"  # noqa: S108 a time, no secret
    told.unlink(missing_ok=True)
    begun = time.monotonic_ns()
    running = subprocess.Popen(
        command, cwd=ROOT, env=surroundings(told, secrets or {}), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        return (_told(told, running) - begun) / 1e6
    finally:
        _end(running)
        told.unlink(missing_ok=True)


def surroundings(told: Path, secrets: dict[str, str]) -> dict[str, str]:
    """The environment of a turn: watched, with compiled modules kept, and with a display or what stands for one."""
    made = {**os.environ, **secrets, "PYTHONPATH": str(WATCH), "BENCHMARK_TELLS": str(told)}
    made.pop("PYTHONDONTWRITEBYTECODE", None)
    if not (made.get("DISPLAY") or made.get("WAYLAND_DISPLAY")):
        made |= {"DISPLAY": ":none", "QT_QPA_PLATFORM": "offscreen"}
    return made


def _told(told: Path, running: subprocess.Popen[bytes]) -> int:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        if told.exists() and (said := told.read_text("ascii")).endswith("\n"):
            return int(said)
        if running.poll() is not None and not told.exists():
            raise RuntimeError(f"{running.args!r} ended with {running.returncode} before it painted")
        time.sleep(0.02)
    raise TimeoutError(f"{running.args!r} painted nothing in {PATIENCE_S} s")


def _end(running: subprocess.Popen[bytes]) -> None:
    try:
        running.wait(timeout=10)
    except subprocess.TimeoutExpired:
        running.send_signal(signal.SIGINT)
        running.wait(timeout=PATIENCE_S)
