"""What commands take from outside: files that must exist, PINs that never stand on a command line, times and places.

What cannot be read as typed is wrong usage (`app.usage`), said before anything is done.
"""

from __future__ import annotations

import argparse
import getpass
import math
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from app import console
from app.errors import FileUnknown, PinNotGiven, SecretNotGiven, of_system
from app.messages import say_at_terminal
from app.texts import _
from app.usage import WrongUsage
from office.errors import ButPheError
from office.records import Place
from signing.validation.trust import Trust

POINT = 72 / 25.4
"""PDF points in a millimetre."""


def existing(path: Path) -> Path:
    """The path of a file or folder; raises FileUnknown."""
    if not path.exists():
        raise FileUnknown(path=path)
    return path


def each(paths: Sequence[Path], work: Callable[[Path], int], *, as_json: bool) -> int:
    """Do the work on file after file; one that cannot be used is said, and the others go on. The gravest exit code."""
    return max(_one(path, work, as_json=as_json) for path in paths)


def _one(path: Path, work: Callable[[Path], int], *, as_json: bool) -> int:
    try:
        return work(path)
    except BrokenPipeError:
        raise
    except (ButPheError, OSError) as error:
        refused = of_system(error) if isinstance(error, OSError) else error
        said = say_at_terminal(refused)
        if as_json:
            console.as_json({"file": str(path), "error": f"{said.what} {said.todo}".strip(), "code": said.code})
        return console.report(refused, of=path)


def add_pin(parser: argparse.ArgumentParser, *, required: bool = False) -> None:
    """Where the PIN comes from: an environment variable, or the first line of standard input."""
    source = parser.add_mutually_exclusive_group(required=required)
    source.add_argument("--pin-env", metavar="VAR", help=_("biến môi trường chứa mã PIN"))
    source.add_argument("--pin-stdin", action="store_true", help=_("gõ mã PIN, hoặc đọc từ dòng đầu của đầu vào chuẩn"))


def pin_of(arguments: argparse.Namespace) -> str:
    """The PIN, typed unseen at a terminal. Raises WrongUsage for a variable that is not set, else PinNotGiven."""
    if arguments.pin_env and arguments.pin_env not in os.environ:
        raise WrongUsage(_("--pin-env: biến môi trường {variable} chưa được đặt.", variable=arguments.pin_env))
    pin = _typed() if arguments.pin_stdin else os.environ.get(arguments.pin_env or "")
    if not pin:
        raise PinNotGiven(variable=arguments.pin_env or "")
    return pin


def _typed() -> str:
    if sys.stdin.isatty():
        return getpass.getpass(_("Mã PIN: "))
    return sys.stdin.readline().rstrip("\r\n")


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


def instant_of(text: str) -> datetime:
    """ISO 8601, UTC where no offset is said; raises ArgumentTypeError."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            _("{text} không phải thời điểm, hãy viết như 2026-01-31 hoặc 2026-01-31T08:00+07:00", text=text)
        ) from None
    return instant.replace(tzinfo=instant.tzinfo or UTC)


def place_of(text: str) -> Place:
    """PAGE,X,Y,W,H in millimetres from the top left of the page as seen; raises ArgumentTypeError."""
    try:
        first, *rest = text.split(",")
        page, (x, y, width, height) = int(first), [float(part) for part in rest]
    except ValueError:
        raise _no_place(text) from None
    if page < 1 or min(width, height) <= 0 or not all(map(math.isfinite, (x, y, width, height))):
        raise _no_place(text)
    return Place(page=page, x0=x * POINT, y0=y * POINT, x1=(x + width) * POINT, y1=(y + height) * POINT)


def _no_place(text: str) -> argparse.ArgumentTypeError:
    words = _("{text} không phải vị trí, hãy viết TRANG,X,Y,RỘNG,CAO bằng milimét, như 1,120,200,60,25", text=text)
    return argparse.ArgumentTypeError(words)
