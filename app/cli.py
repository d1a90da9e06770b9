"""The command line: which command answers, and exit codes (DESIGN §8).

0 done; 2 wrong usage; 3 input refused; 4 token or PIN; 5 server or network; 6 verdict not valid; 7 profile in use.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import Protocol

from app import console
from app.errors import of_system
from app.texts import _
from app.usage import EXIT_USAGE, Parser, WrongUsage
from office.errors import ButPheError

Run = Callable[[argparse.Namespace], int]


class Command(Protocol):
    """A module of `app.commands`, or the front door's demo."""

    NAME: str

    def describe(self) -> str:
        """One line of help."""
        ...

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """What the command takes."""
        ...

    def run(self, arguments: argparse.Namespace) -> int:
        """Do it and return the exit code; raises ButPheError."""
        ...


def commands() -> tuple[Command, ...]:
    """The desktop's commands, imported only when the command line answers; each imports its rooms when it runs."""
    from app.commands import desk, doctor, read, rules, sign, verify

    return (sign, verify, read, desk, rules, doctor)


def parser_of(known: Sequence[Command]) -> argparse.ArgumentParser:
    """The whole command line as one parser."""
    parser = Parser(prog="butphe", description=_("Bút Phê: bàn làm việc văn bản"))
    parser.add_argument("--version", action="version", version=f"butphe {version('butphe')}", help=_("in phiên bản"))
    verbs = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in known:
        sub = verbs.add_parser(command.NAME, help=command.describe(), description=command.describe())
        command.add_arguments(sub)
        sub.set_defaults(run=command.run)
    parser.usage = f"%(prog)s [-h] [--version] COMMAND ...\n{' ' * 7}%(prog)s [--profile DIR] [butphe:LINK | FILE]"
    return parser


def main(argv: Sequence[str], *, extra: Sequence[Command] = ()) -> int:
    """Run one command and return its exit code."""
    try:
        arguments = parser_of([*commands(), *extra]).parse_args(argv)
        return int(arguments.run(arguments))
    except WrongUsage as wrong:
        console.complain(str(wrong))
        return EXIT_USAGE
    except ButPheError as error:
        return console.report(error)
    except BrokenPipeError:
        return 0  # the reader of our output has had enough
    except OSError as error:
        return console.report(of_system(error))
    except KeyboardInterrupt:
        return 130
