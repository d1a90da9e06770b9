"""The one place that writes to the terminal: results to standard output, one-line errors to standard error."""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path
from types import TracebackType

import msgspec

from app.messages import say_at_terminal
from app.texts import _
from office.errors import ButPheError


def line(text: str) -> None:
    """A line of the result."""
    print(text, flush=True)  # noqa: T201 this is that one place


def as_json(value: object) -> None:
    """A result for machines: one JSON value on one line."""
    line(msgspec.json.encode(value).decode())


def complain(text: str) -> None:
    """A line on standard error."""
    print(text, file=sys.stderr, flush=True)  # noqa: T201


def report_fault(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
    """Say a bug of ours on one line, in the place of `sys.excepthook`; the trace only when debugging."""
    if os.environ.get("BUTPHE_DEBUG") == "1" or issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, fault, trace)
        return
    where = traceback.extract_tb(trace)[-1:]
    place = "".join(f", {Path(frame.filename).name}:{frame.lineno}" for frame in where)
    said = _("Chương trình gặp lỗi bên trong ({what}).", what=f"{kind.__name__}{place}")
    todo = _("Chạy lại với BUTPHE_DEBUG=1 để có chi tiết, rồi gửi báo cáo.")
    complain(f"{said} {todo}")


def report(error: ButPheError, *, of: Path | None = None) -> int:
    """Say an error on one line (what happened, what to do) and return its exit code; the trace only when debugging.

    `of` is the file that it is about, one of several; it is named before what does not name it itself.
    """
    said = say_at_terminal(error)
    words = " ".join(part for part in (said.what, said.todo) if part)
    complain(words if of is None or str(of) in words else f"{of}: {words}")
    if os.environ.get("BUTPHE_DEBUG") == "1":
        traceback.print_exception(error)
    return said.exit_code
