"""What commands take from outside: files that must exist, PINs that never stand on a command line."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from app.errors import FileUnknown, PayloadBroken, PinNotGiven, SecretNotGiven
from office.records import Place
from signing.validation.trust import Trust


def existing(path: Path) -> Path:
    """The path of a file or folder; raises FileUnknown."""
    if not path.exists():
        raise FileUnknown(path=path)
    return path


def add_pin(parser: argparse.ArgumentParser) -> None:
    """Where the PIN comes from: an environment variable, or the first line of standard input."""
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--pin-env", metavar="VAR")
    source.add_argument("--pin-stdin", action="store_true")


def pin_of(arguments: argparse.Namespace) -> str:
    """The PIN; raises PinNotGiven."""
    from_input = sys.stdin.readline().rstrip("\r\n") if arguments.pin_stdin else ""
    pin = from_input or os.environ.get(arguments.pin_env or "")
    if not pin:
        raise PinNotGiven(variable=arguments.pin_env or "")
    return pin


def trust_of(added: list[Path]) -> Trust:
    """The catalogue's anchors and those that the caller adds; raises FileUnknown."""
    for path in added:
        existing(path)
    return Trust.load(added)


def secret_of(variable: str) -> str:
    """A password from an environment variable; raises SecretNotGiven."""
    secret = os.environ.get(variable)
    if not secret:
        raise SecretNotGiven(variable=variable)
    return secret


def place_of(text: str) -> Place:
    """PAGE,X,Y,W,H in millimetres from the top left of the page as seen; raises PayloadBroken."""
    try:
        page, x, y, width, height = (float(part) for part in text.split(","))
    except ValueError as error:
        raise PayloadBroken(why="PAGE,X,Y,W,H") from error
    point = 72 / 25.4
    return Place(page=int(page), x0=x * point, y0=y * point, x1=(x + width) * point, y1=(y + height) * point)
