"""The main job in five people's windows, with mouse and keyboard alone, on a display of its own.

Each window is a process. Offline means that the server is stopped and the window killed and started again meanwhile.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from butphe.demo.people import CHIEF, CLERK, LEADER, OFFICER, UNIT_HEAD
from butphe.demo.stand import Stand
from tests.helpers.killed_play import quiet
from tests.helpers.main_job_end import CODE, assert_each_thing_is_there_once, assert_files_are_valid, printed_code

ACT_WITHIN_S = 1800
"""When a window that says nothing is given up; each wait within an act ends sooner and tells what it missed."""
NEEDS = ("Xvfb", "openbox")


@pytest.fixture
def display() -> Iterator[dict[str, str]]:
    """The environment of programs on a virtual screen, with a window manager that gives windows the keyboard."""
    missing = [name for name in NEEDS if shutil.which(name) is None]
    assert not missing, f"no window without {' and '.join(missing)}; python3 dev.py test installs them"
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as told:
        name = f":{told.readline().strip()}"
    environment = {**os.environ, "DISPLAY": name, "QT_QPA_PLATFORM": "xcb", "BUTPHE_THEME": "light"}
    environment.pop("WAYLAND_DISPLAY", None)
    manager = subprocess.Popen(["openbox"], env=environment, stderr=subprocess.DEVNULL)
    try:
        yield environment
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait(60)


class Window:
    """A person's window as a process that plays acts."""

    def __init__(self, stand: Stand, login: str, display: Mapping[str, str]) -> None:
        self._log = stand.folder / "logs" / f"window-{login}.log"
        command = [sys.executable, "-m", "tests.journeys.people_at_windows", str(stand.folder), login]
        environment = {**display, **stand.environment(login)}
        pipe = subprocess.PIPE
        with open(self._log, "ab") as log:
            self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=log, text=True, env=environment)

    def play(self, act: str) -> None:
        """Play one act; fails with what the window said."""
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        watch = threading.Timer(ACT_WITHIN_S, process.kill)
        watch.start()
        try:
            process.stdin.write(f"{act}\n")
            process.stdin.flush()
            said = process.stdout.readline()
        finally:
            watch.cancel()
        assert said, f"{act}: {self._log.read_text('utf-8')[-4000:]}"
        assert json.loads(said)["act"] == act

    def leave(self) -> int:
        """Close the window; the exit code of its program."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        return self._end()

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        assert self._process.poll() is None, f"it had ended: {self._log.read_text('utf-8')[-4000:]}"
        self._process.kill()
        self._end()

    def end(self) -> None:
        """Leave no process behind, whatever happened."""
        self._process.kill()
        self._end()

    def _end(self) -> int:
        code = self._process.wait(ACT_WITHIN_S)
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            with contextlib.suppress(BrokenPipeError):  # what was still to be sent has nobody to take it
                pipe.close()
        return code


class Office:
    """Everybody's windows at one stand."""

    def __init__(self, stand: Stand, display: Mapping[str, str]) -> None:
        self.stand = stand
        self._display = display
        self._windows: dict[str, Window] = {}

    def play(self, login: str, *acts: str) -> None:
        """Somebody does these things; their window is opened when they first come, or come again."""
        if login not in self._windows:
            self._windows[login] = Window(self.stand, login, self._display)
        for act in acts:
            self._windows[login].play(act)

    def kill(self, login: str) -> None:
        """Their window dies in the middle of everything."""
        self._windows.pop(login).kill()

    def leave(self) -> dict[str, int]:
        """Everybody closes their window; the exit codes."""
        return {login: self._windows.pop(login).leave() for login in list(self._windows)}

    def end(self) -> None:
        """No window is left."""
        for window in self._windows.values():
            window.end()


@pytest.fixture
def office(tmp_path: Path, display: dict[str, str]) -> Iterator[Office]:
    """A stand at which the five have signed in, and nobody has worked."""
    stand = Stand(tmp_path / "office", quiet)
    made = Office(stand, display)
    try:
        stand.start()
        for login in (CLERK, LEADER, OFFICER, UNIT_HEAD, CHIEF):
            stand.desk(login)
            stand.close_desk(login)
        yield made
    finally:
        made.end()
        stand.stop()


@pytest.mark.slow
def test_five_people_play_the_main_job_in_their_windows_to_its_very_end(office: Office) -> None:
    stand = office.stand
    office.play(CLERK, "clerk_receives", "clerk_registers_stamps_and_submits")
    office.play(LEADER, "leader_directs")
    office.play(OFFICER, "officer_looks")

    stand.server.stop()
    office.kill(OFFICER)
    office.play(OFFICER, "officer_drafts_and_submits")
    office.kill(OFFICER)
    office.play(OFFICER, "officer_finds_the_work")
    stand.go_online()
    office.play(OFFICER, "officer_syncs")

    office.play(UNIT_HEAD, "unit_head_initials")
    office.play(CHIEF, "chief_passes")
    office.play(LEADER, "leader_looks")

    stand.server.stop()
    office.kill(LEADER)
    office.play(LEADER, "leader_signs")
    office.kill(LEADER)
    office.play(LEADER, "leader_finds_the_signature")
    stand.go_online()
    office.play(LEADER, "leader_syncs")

    office.play(CLERK, "clerk_numbers_seals_and_dispatches")
    office.play(OFFICER, "officer_completes", "officer_files_both", "officer_saves_both")
    assert office.leave() == dict.fromkeys((CLERK, LEADER, OFFICER, UNIT_HEAD, CHIEF), 0)

    assert_each_thing_is_there_once(stand)
    assert_files_are_valid(stand)
    assert printed_code(stand) == CODE
