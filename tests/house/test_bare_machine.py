"""The set-up on a machine that has never seen the project: a Debian 12 that holds only Python and git."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import dev
from tests.house.bare_machine import NOBODY, BareMachine, why_not

pytestmark = [pytest.mark.slow, pytest.mark.skipif(bool(why_not()), reason=why_not() or "possible here")]
SHOW_A_WINDOW = """
from PySide6.QtWidgets import QApplication, QLabel
import pkcs11, pyhanko, pypdfium2, sqlcipher3, typst
import office, server.__main__
application = QApplication([])
label = QLabel("Bút phê")
label.show()
application.processEvents()
print(label.isVisible())
"""


@pytest.fixture(scope="module")
def untouched() -> Iterator[BareMachine]:
    folder = Path(tempfile.mkdtemp(prefix="butphe-bare-", dir="/var/tmp"))
    folder.chmod(0o755)
    machine = BareMachine(folder / "root")
    try:
        machine.make()
        yield machine
    finally:
        shutil.rmtree(folder)


@pytest.fixture(scope="module")
def told_as_nobody(untouched: BareMachine) -> tuple[int, str]:
    """What an ordinary user is told before anybody has set the machine up."""
    told = untouched.run("python3", "dev.py", "setup", user=NOBODY)
    return told.returncode, told.stderr


@pytest.fixture(scope="module")
def machine(untouched: BareMachine, told_as_nobody: tuple[int, str]) -> BareMachine:
    """Set up once by root; from then on there is neither a package manager nor a network."""
    assert told_as_nobody
    told = untouched.run("python3", "dev.py", "setup")
    assert told.returncode == 0, told.stderr
    untouched.lay_tripwires()
    return untouched


def test_ordinary_user_is_told_the_exact_line_and_3(told_as_nobody: tuple[int, str]) -> None:
    code, said = told_as_nobody
    packages = " ".join(["python3.11-venv", *dev.ALWAYS])
    line = f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {packages}"
    assert (code, said.splitlines()[-1]) == (dev.EXIT_REFUSED, line)


def test_second_set_up_asks_neither_package_manager_nor_network(machine: BareMachine) -> None:
    told = machine.run("python3", "dev.py", "setup", network=False)
    assert (told.returncode, told.stdout + told.stderr) == (0, "")
    assert not machine.package_manager_was_asked()


def test_installed_program_answers(machine: BareMachine) -> None:
    told = machine.run("python3", "dev.py", "run", "butphe", "--version", network=False)
    assert told.returncode == 0, told.stderr
    assert told.stdout.strip()


def test_libraries_load_and_a_window_shows_without_a_display(machine: BareMachine) -> None:
    offscreen = {"QT_QPA_PLATFORM": "offscreen"}
    told = machine.run("python3", "dev.py", "run", "python", "-c", SHOW_A_WINDOW, network=False, env=offscreen)
    assert told.stdout == "True\n", told.stderr


def test_exit_code_of_the_command_is_passed_on(machine: BareMachine) -> None:
    told = machine.run("python3", "dev.py", "run", "python", "-c", "raise SystemExit(41)", network=False)
    assert told.returncode == 41


def test_demo_plays_the_main_job_without_a_network(machine: BareMachine) -> None:
    told = machine.run("python3", "dev.py", "demo", "--headless", "--keep", "/tmp/demo", network=False)
    assert told.returncode == 0, told.stdout + told.stderr
    report = json.loads((machine.root / "tmp" / "demo" / "report.json").read_text(encoding="utf-8"))
    assert report["steps"]
    assert list((machine.root / "tmp" / "demo" / "issued").glob("*.pdf"))
    assert not machine.package_manager_was_asked()
