"""Pictures of people's windows at the stages of the main job: real windows on real profiles, no display.

    python -m butphe.demo.screens PROFILE OUT.png FOLDER DOCUMENT

A picture is taken in a process of its own, because a profile belongs to one running program at a time.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from butphe.demo.stand import PASSPHRASE, Stand

SHOT_WITHIN_S = 300


class Screens:
    """Takes the pictures into DIR/screens."""

    def __init__(self, stand: Stand) -> None:
        self._stand = stand
        self._folder = stand.folder / "screens"
        self._folder.mkdir(exist_ok=True)

    def shoot(self, login: str, name: str, folder: str, document: str) -> None:
        """One picture of somebody's window with a document open; their desk is closed meanwhile."""
        self._stand.close_desk(login)
        target = self._folder / f"{name}.png"
        command = [sys.executable, "-m", __name__, str(self._stand.profile(login)), str(target), folder, document]
        environment = {**os.environ, **self._stand.environment(login), "QT_QPA_PLATFORM": "offscreen"}
        with open(self._stand.folder / "logs" / f"screen-{login}.log", "ab") as log:
            subprocess.run(command, env=environment, check=True, stdout=log, stderr=log, timeout=SHOT_WITHIN_S)


def main(arguments: Sequence[str]) -> None:
    """Take one picture."""
    from app.compose import open_desk, renderer
    from ui.stage import Stage

    profile, target, folder, document = arguments
    desk = open_desk(Path(profile), passphrase=os.environ[PASSPHRASE])
    try:
        desk.sync()
        stage = Stage(desk, renderer())
        stage.shoot(Path(target), folder=folder, document_id=document)
        stage.close()
    finally:
        desk.close()


if __name__ == "__main__":
    main(sys.argv[1:])
