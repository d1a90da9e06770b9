"""The list is painted before anything heavy is read; a desk that does not open says why."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from app.errors import KeyringAbsent
from sync.errors import ProfileInUse
from tests.helpers import office_world
from tests.house.rooms import ROOT
from tests.ui.desks import PASSPHRASE, Office
from ui.main import EXIT_PROFILE_IN_USE, Start
from ui.shell.window import MainWindow
from ui.theme.fonts import interface_face

HEAVY = frozenset(
    {
        "requests", "urllib3", "pyhanko", "pdfplumber", "pdfminer", "pypdfium2", "typst", "fontTools", "PIL", "lxml",
        "keyring", "asn1crypto", "certomancer", "pkcs11", "regex", "sqlite_utils", "qtawesome", "litestar",
    }
)  # fmt: skip
"""Packages that no list needs. Each was measured to take longer than the list itself (docs/operate/start.md)."""
LATER = frozenset({"ui.flows.room", "ui.screens.panel.view", "ui.screens.register.view", "paper.drawing"})
WATCH = ROOT / "benchmarks" / "watch"


def test_list_is_painted_before_anything_heavy_is_read(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.put_incoming("arrived")
    with office.desk(office_world.CLERK):
        pass
    read = tmp_path / "modules"
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(WATCH), str(ROOT))),
        "BENCHMARK_TELLS": str(tmp_path / "painted"),
        "BENCHMARK_MODULES": str(read),
        "BUTPHE_PASSPHRASE": PASSPHRASE,
        "QT_QPA_PLATFORM": "offscreen",
        "DISPLAY": ":none",
    }
    command = [sys.executable, "-m", "butphe", "--profile", str(tmp_path / office_world.CLERK)]
    subprocess.run(command, env=environment, cwd=ROOT, timeout=300, check=True)
    modules = set(read.read_text("utf-8").splitlines())
    assert "ui.screens.folder.delegate" in modules
    assert not modules & LATER
    assert not {name.partition(".")[0] for name in modules} & HEAVY


def test_whole_window_is_set_in_one_face() -> None:
    asks = (
        "from PySide6.QtWidgets import QApplication, QWidget; from ui.main import make_window; "
        "window = make_window(QApplication([])); "
        "print(*sorted({one.font().family() for one in window.findChildren(QWidget)}), sep='; ')"
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", asks]
    told = subprocess.run(command, env=environment, cwd=ROOT, timeout=300, check=True, capture_output=True, text=True)
    assert told.stdout.strip() == interface_face()


def start(qtbot: QtBot, error: Exception) -> Start:
    window = MainWindow()
    qtbot.addWidget(window)

    def fail(passphrase: str | None) -> object:
        raise error

    made = Start(window, fail, [])  # type: ignore[arg-type]
    made.open()
    qtbot.waitUntil(lambda: window.notice.notice() is not None)
    return made


def test_profile_that_is_in_use_is_said_and_is_the_exit_code(qtbot: QtBot, tmp_path: Path) -> None:
    made = start(qtbot, ProfileInUse(path=tmp_path))
    assert made.exit_code == EXIT_PROFILE_IN_USE
    made.close()


def test_machine_without_a_keyring_is_asked_for_a_passphrase(qtbot: QtBot) -> None:
    made = start(qtbot, KeyringAbsent())
    window = made.parent()
    assert isinstance(window, MainWindow)
    assert window.findChild(QInputDialog, "passphrase") is not None
    made.close()
