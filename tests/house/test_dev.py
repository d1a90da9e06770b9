"""dev.py as a person at a terminal meets it. What it does on a bare machine is proved in test_bare_machine.py."""

from __future__ import annotations

import ast
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import dev
from tests.house.rooms import ROOT

DEV = ROOT / "dev.py"
ENDS_WITHIN_S = 60


def run(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, DEV, *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("words", [[], ["fly"], ["run"], ["--no-system"]])
def test_wrong_usage_is_answered_with_the_usage_and_2(words: list[str]) -> None:
    told = run(*words)
    assert (told.returncode, "python3 dev.py demo" in told.stderr) == (dev.EXIT_USAGE, True)


def test_python_below_the_least_one_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "PYTHON_MIN", (99, 1))
    assert dev.main(["demo"]) == dev.EXIT_REFUSED
    assert capsys.readouterr().err.count("\n") == 1


def test_file_is_readable_by_the_pythons_that_it_refuses() -> None:
    ast.parse(DEV.read_text(encoding="utf-8"), feature_version=(3, 8))


def test_without_root_the_exact_line_is_printed_and_nothing_is_installed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(dev.shutil, "which", lambda name: None)
    assert dev._apt_install(["libegl1", "softhsm2"]) == dev.EXIT_REFUSED
    line = "sudo apt-get update && sudo apt-get install -y --no-install-recommends libegl1 softhsm2"
    assert capsys.readouterr().err.splitlines()[-1] == line


@pytest.fixture
def prepared(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An environment that is this one, so that nothing is installed."""
    monkeypatch.setattr(dev, "set_up", lambda packages, leave_system: 0)
    monkeypatch.setattr(dev, "PYTHON", Path(sys.executable))
    return tmp_path


@pytest.mark.usefixtures("prepared")
def test_steps_stop_at_the_first_that_fails_and_pass_its_code_on(tmp_path: Path) -> None:
    after = tmp_path / "after"
    steps = [
        ("one", [sys.executable, "-c", ""]),
        ("two", [sys.executable, "-c", "raise SystemExit(7)"]),
        ("three", [sys.executable, "-c", f"open({str(after)!r}, 'w')"]),
    ]
    assert dev.run_steps(steps) == 7
    assert not after.exists()


def test_arguments_of_test_go_to_pytest_in_place_of_the_two_suites() -> None:
    ((_, command),) = dev._suites(["-m", "not slow", "tests/office"])
    assert command[-3:] == ["-m", "not slow", "tests/office"]
    quick, slow = dev._suites([])
    assert ("not slow" in quick[1], "slow" in slow[1]) == (True, True)


def test_no_system_before_run_is_ours_and_after_it_the_command_s(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(dev, "_environment", dict)
    monkeypatch.setattr(dev, "set_up", lambda packages, leave_system: asked.append(leave_system) or 0)
    monkeypatch.setattr(dev, "become", lambda command: asked.append(command) or 0)
    dev.main(["--no-system", "run", "x"])
    dev.main(["run", "x", "--no-system"])
    assert asked == [True, ["x"], False, ["x", "--no-system"]]


def test_interrupt_ends_the_running_step_and_its_child(tmp_path: Path) -> None:
    pid_file = tmp_path / "pid"
    child = f"import os, time; open({str(pid_file)!r}, 'w').write(str(os.getpid())); time.sleep(600)"
    parent = f"import sys, dev; sys.exit(dev.run_steps([('', [sys.executable, '-c', {child!r}])]))"
    heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "  # whoever runs us may ignore it
    running = subprocess.Popen([sys.executable, "-c", heard + parent], cwd=ROOT, start_new_session=True)
    pid = wait_for(pid_file, running)
    os.killpg(running.pid, signal.SIGINT)
    assert running.wait(ENDS_WITHIN_S) == dev.EXIT_INTERRUPTED
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_asking_it_to_end_ends_the_child_as_well(tmp_path: Path) -> None:
    pid_file = tmp_path / "pid"
    child = f"import os, time; open({str(pid_file)!r}, 'w').write(str(os.getpid())); time.sleep(600)"
    parent = f"import sys, dev; sys.exit(dev.run_steps([('', [sys.executable, '-c', {child!r}])]))"
    running = subprocess.Popen([sys.executable, "-c", parent], cwd=ROOT)
    pid = wait_for(pid_file, running)
    running.terminate()
    running.wait(ENDS_WITHIN_S)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def wait_for(path: Path, running: subprocess.Popen[bytes]) -> int:
    """The number in the file, as soon as it stands there."""
    while running.poll() is None:
        if path.exists() and (text := path.read_text(encoding="ascii")):
            return int(text)
        time.sleep(0.01)
    raise AssertionError(f"ended with {running.returncode}")
