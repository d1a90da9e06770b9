"""Decides who answers: a worker role, the command line, or the window. Imports nothing heavy before it knows."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.desk import Desk
    from app.early import Early

COMMANDS = frozenset({"sign", "verify", "read", "desk", "rules", "doctor", "demo", "--version", "--help", "-h"})


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with these arguments (the process's own by default) and return its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:1] == ["worker"]:
        return _work(arguments[1], arguments[2:])
    if arguments and arguments[0] in COMMANDS:
        from app import console
        from app.cli import main as command_line
        from butphe.demo import command

        sys.excepthook = console.report_fault
        return command_line(arguments, extra=[command])
    return _window(arguments)


def _window(arguments: list[str]) -> int:
    """Show the window, on another profile than the user's own when `--profile DIR` stands first."""
    from app.early import Early
    from app.profiles import PASSPHRASE, default_folder

    has_profile = arguments[:1] == ["--profile"]
    folder = Path(arguments[1]) if has_profile else default_folder()
    opening = Early(partial(_desk_of, folder, os.environ.get(PASSPHRASE)))
    from ui.main import run

    return run(arguments[2:] if has_profile else arguments, open_desk=partial(_opened, opening, folder))


def _opened(opening: Early[Desk], folder: Path, passphrase: str | None) -> Desk:
    """The desk that was opened beside the window, or another try with the passphrase that was asked for."""
    return opening.outcome() if passphrase is None else _desk_of(folder, passphrase)


def _desk_of(folder: Path, passphrase: str | None) -> Desk:
    """Open the desk of a profile; its key is derived, which takes a processor a while, beside the reading of modules.

    A passphrase in the environment spares the question where there is no keyring.
    """
    from app.early import Early
    from app.keys import key_of
    from app.profiles import Profile

    key = Early(partial(key_of, Profile(folder).folder, passphrase))
    from app.compose import open_desk
    from app.desk import UNDO_S

    return open_desk(folder, key=key.outcome, undo_s=UNDO_S)


def _work(role: str, arguments: list[str]) -> int:
    """Become a worker; its frames own standard input and output."""
    match role:
        case "token":
            from signing.tokens import worker

            worker.main(arguments)
        case "document":
            from signing import documents

            documents.main(arguments)
        case "render":
            from paper import render

            render.main(arguments)
        case "read":
            from paper import reader

            reader.main(arguments)
        case _:
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
