"""`butphe demo` as a program: with and without a display, afresh, alone in its folder, ended in the middle."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

from butphe.demo import command
from butphe.demo.people import MEMBERS
from sync.cache.lock import ProfileLock

WITHIN_S, PAUSE_S = 1800, 0.1


def demo(folder: Path, *options: str, **variables: str) -> subprocess.Popen[str]:
    """The program as a user starts it on a terminal: interrupts are heard, whatever started these tests."""
    environment = {**os.environ, "BUTPHE_LANGUAGE": "vi", **variables}
    environment = {name: value for name, value in environment.items() if value}
    return subprocess.Popen(
        [sys.executable, "-m", "butphe", "demo", "--keep", str(folder), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
    )


def wait_for(process: subprocess.Popen[str], beginning: str) -> list[str]:
    """The lines said until one begins so."""
    assert process.stdout is not None
    said: list[str] = []
    for line in process.stdout:
        said.append(line.rstrip("\n"))
        if said[-1].startswith(beginning):
            return said
    pytest.fail(f"ended before it said {beginning!r}: {said}")


def descendants(pid: int) -> list[int]:
    """Every process that a process started, and theirs."""
    found: list[int] = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = [int(child) for child in path.read_text("ascii").split()]
        except OSError:
            continue  # the thread ended meanwhile
        for child in children:
            found += [child, *descendants(child)]
    return found


def is_running(pid: int, folder: Path) -> bool:
    """Whether a process lives and is still one of this demo's (its number may be another's by now)."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
    return b"butphe" in words or str(folder).encode() in words


def ended(number: int, process: subprocess.Popen[str]) -> int:
    """Send a signal and wait for the end; returns the exit code."""
    assert process.stdout is not None
    process.send_signal(number)
    code = process.wait(WITHIN_S)
    process.stdout.close()
    return code


def end_by(number: int, process: subprocess.Popen[str], folder: Path) -> int:
    """Send a signal; returns the exit code once no descendant is left."""
    known = descendants(process.pid)
    assert len(known) >= 3
    code = ended(number, process)
    deadline = time.monotonic() + WITHIN_S
    while left := [pid for pid in known if is_running(pid, folder)]:
        assert time.monotonic() < deadline, [Path(f"/proc/{pid}/cmdline").read_bytes() for pid in left]
        time.sleep(PAUSE_S)
    return code


@contextmanager
def display() -> Iterator[str]:
    """A virtual screen of its own."""
    reading, writing = os.pipe()
    line = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    server = subprocess.Popen(line, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            yield f":{told.readline().strip()}"
    finally:
        server.terminate()
        server.wait(10)


@pytest.mark.parametrize(
    ("system", "variables", "has"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":1"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("win32", {}, True),
        ("darwin", {}, True),
    ],
)
def test_display_is_seen_where_there_is_one(monkeypatch, system, variables, has):
    monkeypatch.setattr(command.sys, "platform", system)
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert command.has_display() == has


def test_reset_never_empties_a_folder_that_is_no_demos(tmp_path):
    (tmp_path / "thesis.txt").write_text("work of a year", "utf-8")
    process = demo(tmp_path, "--headless", "--reset")
    said, _ = process.communicate(timeout=WITHIN_S)
    assert (process.returncode, said) == (2, f"{tmp_path} không phải thư mục của bản chạy thử: không xóa gì.\n")
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_second_demo_in_a_folder_is_told_that_it_is_in_use(tmp_path):
    lock = ProfileLock(tmp_path)
    process = demo(tmp_path, "--headless")
    said, _ = process.communicate(timeout=WITHIN_S)
    lock.release()
    assert process.returncode == 7
    assert len(said.splitlines()) == 1


@pytest.mark.slow
def test_server_that_cannot_start_is_said_on_one_line_that_names_its_log(tmp_path):
    (tmp_path / "address").write_text("http://127.0.0.1:1", "utf-8")
    process = demo(tmp_path, "--headless")
    said, _ = process.communicate(timeout=WITHIN_S)
    assert process.returncode == 5
    assert said.splitlines()[-1] == (f"Máy chủ văn bản không khởi động được; xem {tmp_path / 'logs' / 'server.log'}.")


@pytest.mark.slow
def test_interrupted_play_leaves_no_process_and_is_taken_up_again_without_a_display(tmp_path):
    (tmp_path / "pki").mkdir()
    (tmp_path / "address").write_text("http://127.0.0.1:9", "utf-8")
    process = demo(tmp_path, "--headless", "--reset", DISPLAY="", WAYLAND_DISPLAY="")
    said = wait_for(process, " 4.")
    assert not any("127.0.0.1:9 " in line for line in said)
    assert end_by(signal.SIGINT, process, tmp_path) == 130

    again = demo(tmp_path, DISPLAY="", WAYLAND_DISPLAY="", BUTPHE_LANGUAGE="en")
    said, _ = again.communicate(timeout=WITHIN_S)
    assert again.returncode == 0, said
    assert said.splitlines()[0] == "This machine has no display: playing without a window."
    assert "23. The officer saves a copy of what was issued" in said
    assert "openssl: 4/4 valid" in said
    steps = msgspec.json.decode((tmp_path / "report.json").read_bytes())["steps"]
    assert len(steps) == 23
    assert len(list((tmp_path / "screens").glob("*.png"))) == 6


@pytest.mark.slow
def test_set_up_that_was_interrupted_is_made_good_by_the_next_start(tmp_path):
    process = demo(tmp_path, "--headless", DISPLAY="", WAYLAND_DISPLAY="")
    wait_for(process, "Cơ quan chứng thực")
    assert ended(signal.SIGINT, process) == 130
    assert not (tmp_path / "address").exists()
    again = demo(tmp_path, "--headless", DISPLAY="", WAYLAND_DISPLAY="")
    wait_for(again, " 1.")
    assert end_by(signal.SIGTERM, again, tmp_path) == 143


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="needs Xvfb")
def test_windowed_demo_says_who_may_sit_down_and_leaves_no_process_when_it_is_ended(tmp_path):
    with display() as name:
        process = demo(tmp_path, DISPLAY=name, WAYLAND_DISPLAY="", QT_QPA_PLATFORM="xcb")
        said = wait_for(process, "Mật khẩu đăng nhập")
        assert [line.split("  ")[1] for line in said[-len(MEMBERS) - 1 : -1]] == [member.name for member in MEMBERS]
        wait_until(lambda: any(is_window(pid) for pid in descendants(process.pid)))
        assert end_by(signal.SIGINT, process, tmp_path) == 130

        again = demo(tmp_path, DISPLAY=name, WAYLAND_DISPLAY="", QT_QPA_PLATFORM="xcb")
        wait_until(lambda: any(is_window(pid) for pid in descendants(again.pid)))  # before anything else stands
        wait_for(again, "Mật khẩu đăng nhập")
        assert end_by(signal.SIGTERM, again, tmp_path) == 143


def is_window(pid: int) -> bool:
    """Whether this is the desktop on somebody's profile, and not a desk that a script drives."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return b"butphe" in words and b"--profile" in words and b"desk" not in words


def wait_until(is_so) -> None:
    deadline = time.monotonic() + WITHIN_S
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(PAUSE_S)
