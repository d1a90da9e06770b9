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
EXIT_NO_WORKER = 2
EXIT_NO_DISPLAY = 3
"""What this machine lacks is no wrong usage (DESIGN §8)."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with these arguments (the process's own by default) and return its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:1] == ["worker"]:
        return _work(arguments[1:])
    if not arguments:
        return _window()
    return _command_line(arguments) if _is_command(arguments[0]) else _open(arguments)


def _is_command(word: str) -> bool:
    """Whether the command line answers: to its own words, and to one that names no option, link or file."""
    if word in COMMANDS or word.startswith(("-", "butphe:")):
        return word in COMMANDS
    return not (Path(word).suffix or Path(word).exists())


def _command_line(arguments: list[str]) -> int:
    from app import console
    from app.cli import main as command_line
    from butphe.demo import command

    sys.excepthook = console.report_fault
    return command_line(arguments, extra=[command])


def _open(arguments: list[str]) -> int:
    """Show the window with a link or files, on another profile than the user's own when `--profile DIR` says so."""
    from app import console
    from app.errors import FileUnknown
    from app.usage import EXIT_USAGE, Parser, WrongUsage

    parser = Parser(prog="butphe")
    parser.add_argument("--profile", type=Path, metavar="DIR")
    parser.add_argument("files", nargs="*", metavar="FILE")
    try:
        given = parser.parse_args(arguments)
    except WrongUsage as wrong:
        console.complain(str(wrong))
        return EXIT_USAGE
    for file in given.files:
        if not file.startswith("butphe:") and not Path(file).exists():
            return console.report(FileUnknown(path=file))
    return _window(given.files, given.profile)


def _window(files: Sequence[str] = (), profile: Path | None = None) -> int:
    from butphe.display import has_display

    if not has_display():
        from app import console
        from app.texts import _

        console.complain(
            _("Không có màn hình để mở cửa sổ. Dùng butphe demo --headless, butphe desk, hoặc xem butphe --help.")
        )
        return EXIT_NO_DISPLAY
    from app.early import Early
    from app.profiles import PASSPHRASE, default_folder

    folder = profile or default_folder()
    opening = Early(partial(_desk_of, folder, os.environ.get(PASSPHRASE)))
    from ui.main import run

    return run(files, open_desk=partial(_opened, opening, folder))


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


def _work(arguments: list[str]) -> int:
    """Become a worker; its frames own standard input and output."""
    role, arguments = "".join(arguments[:1]), arguments[1:]
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
            return EXIT_NO_WORKER
    return 0


if __name__ == "__main__":
    sys.exit(main())
