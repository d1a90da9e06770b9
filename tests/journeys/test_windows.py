"""The main job in five people's windows, with mouse and keyboard alone, on a display of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from butphe.demo.checks import check_issued

WITHIN_S = 600
ACTS = [
    "clerk_receives",
    "clerk_registers_stamps_and_submits",
    "leader_directs",
    "officer_drafts",
    "unit_head_initials",
    "chief_passes",
    "leader_signs",
    "clerk_issues",
    "clerk_saves_a_copy",
]


@pytest.fixture
def display() -> Iterator[str]:
    """A virtual screen with a window manager, which gives windows the keyboard as a desktop does."""
    missing = [name for name in ("Xvfb", "openbox") if shutil.which(name) is None]
    if missing:
        pytest.skip(f"needs {' and '.join(missing)}")
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as told:
        name = f":{told.readline().strip()}"
    manager = subprocess.Popen(["openbox"], env={**os.environ, "DISPLAY": name}, stderr=subprocess.DEVNULL)
    try:
        yield name
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait(10)


@pytest.mark.slow
def test_five_people_play_the_main_job_in_their_windows(tmp_path: Path, display: str) -> None:
    folder = tmp_path / "office"
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "BUTPHE_THEME": "light"}
    environment.pop("WAYLAND_DISPLAY", None)
    command = [sys.executable, "-m", "tests.journeys.people_at_windows", str(folder)]
    played = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=WITHIN_S, check=False)
    assert [json.loads(line)["act"] for line in played.stdout.splitlines()] == ACTS, played.stderr[-4000:]
    said: list[str] = []
    assert check_issued(folder / "issued.pdf", folder / "trust", said.append), said
