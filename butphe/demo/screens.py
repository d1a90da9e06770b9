"""Pictures of people's windows at the stages of the main job: real windows on real profiles, no display."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from butphe.demo.stand import Stand

SHOT_WITHIN_S = 120


class Screens:
    """Takes the pictures into DIR/screens."""

    def __init__(self, stand: Stand) -> None:
        self._stand = stand
        self._folder = stand.folder / "screens"
        self._folder.mkdir(exist_ok=True)

    def shoot(self, login: str, name: str, document: str) -> Path:
        """One picture of somebody's window with a document open; their desk is closed meanwhile."""
        self._stand.close_desk(login)
        target = self._folder / f"{name}.png"
        command = [sys.executable, "-m", "ui.screenshot", str(self._stand.profile(login)), str(target), document]
        environment = {**os.environ, **self._stand.environment(login), "QT_QPA_PLATFORM": "offscreen"}
        log = self._stand.folder / "logs" / f"screen-{login}.log"
        with open(log, "ab") as sink:
            subprocess.run(command, env=environment, check=True, stdout=sink, stderr=sink, timeout=SHOT_WITHIN_S)
        return target
