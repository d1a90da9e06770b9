"""The worker's loop: one call after another from standard input, replies to standard output, until input ends."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Mapping
from typing import Any, BinaryIO

import msgspec

from office.errors import ButPheError
from workers.errors import rebuild
from workers.frames import Answer, Call, Done, Failed, Question, read_frame, write_frame

Ask = Callable[[str, bytes], bytes]
"""Asks the parent in the middle of a call: name and body of the question to body of the answer."""
Method = tuple[type[Any], Callable[[Any, Ask], msgspec.Struct]]


class ParentGone(Exception):
    """The parent closed the pipe in the middle of a question; nobody wants the result any more."""


def serve(methods: Mapping[str, Method]) -> None:
    """Answer calls of `methods` (name to request type and function) until the parent closes the pipe.

    Standard output belongs to the frames: whatever a library writes there goes to standard error instead.
    """
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    while isinstance(call := read_frame(source), Call):
        reply = _run(methods, call, _asker(source, sink))
        try:
            write_frame(sink, reply)
        except BrokenPipeError:
            return  # the parent is gone, and with it whoever wanted the result


def _run(methods: Mapping[str, Method], call: Call, ask: Ask) -> Done | Failed:
    request_type, function = methods[call.name]
    try:
        reply = function(msgspec.msgpack.decode(call.body, type=request_type), ask)
        return Done(msgspec.msgpack.encode(reply))
    except ButPheError as error:
        return Failed(error.code, {name: str(value) for name, value in error.facts.items()})
    except Exception:  # noqa: BLE001 a bug of ours must reach the parent as such, with its trace, and end the call only
        return Failed("worker_fault", {"trace": traceback.format_exc()})


def _asker(source: BinaryIO, sink: BinaryIO) -> Ask:
    def ask(name: str, body: bytes) -> bytes:
        write_frame(sink, Question(name, body))
        answer = read_frame(source)
        if not isinstance(answer, Answer):
            raise ParentGone  # an ordinary error: an event loop that asks writes a SystemExit on standard error
        if answer.code:
            raise rebuild(answer.code, answer.facts)
        return answer.body

    return ask
