"""The frame is painted before anything heavy is read; then the desk opens behind it, or says why it does not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from app.errors import KeyringAbsent
from sync.errors import ProfileInUse
from ui.main import EXIT_PROFILE_IN_USE, Start
from ui.shell.window import MainWindow

HEAVY = {
    "requests", "pyhanko", "pdfplumber", "keyring", "sqlite_utils", "sqlcipher3", "typst", "pypdfium2", "qtawesome"
}  # fmt: skip
PROBE = """
import json, sys
from PySide6.QtCore import QTimer
from ui.main import Start, make_application
from ui.shell.window import MainWindow

class Painted(MainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(json.dumps(sorted({name.split(".")[0] for name in sys.modules})), flush=True)
        QTimer.singleShot(0, application.quit)

application = make_application()
window = Painted()
start = Start(window, lambda passphrase: None, [])
window.show()
application.exec()
"""


def test_nothing_heavy_is_read_before_the_first_paint() -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    told = subprocess.run(
        [sys.executable, "-c", PROBE], env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    modules = set(json.loads(told.stdout.splitlines()[0]))
    assert not modules & HEAVY


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
