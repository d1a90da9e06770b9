"""The loop from the worker's side: it ends with its input, and a question without a parent ends it too."""

from __future__ import annotations

import subprocess
import sys

import msgspec
import pytest

from workers.frames import Call, Done, Question, read_frame, write_frame

WORKER = """
import asyncio
import msgspec
from workers.serve import serve

class Words(msgspec.Struct):
    text: str

async def asked(ask):
    return await asyncio.wait_for(asks(ask), 600)

async def asks(ask):
    return Words(ask("q", b"").decode())

serve({
    "echo": (Words, lambda words, ask: words),
    "asks": (Words, lambda words, ask: Words(ask("q", b"").decode())),
    "asks_in_a_task": (Words, lambda words, ask: asyncio.run(asked(ask))),
})
"""


class Words(msgspec.Struct):
    text: str


def started() -> subprocess.Popen[bytes]:
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-c", WORKER], stdin=pipe, stdout=pipe, stderr=pipe)


def leave_alone(worker: subprocess.Popen[bytes]) -> tuple[int, bytes]:
    """Close both pipes, as the death of the parent does; exit code and what was said on standard error."""
    worker.stdin.close()
    worker.stdout.close()
    said = worker.stderr.read()
    worker.stderr.close()
    return worker.wait(timeout=60), said


def test_worker_ends_quietly_when_its_input_ends():
    worker = started()
    write_frame(worker.stdin, Call("echo", msgspec.msgpack.encode(Words("a"))))
    assert isinstance(read_frame(worker.stdout), Done)
    assert leave_alone(worker) == (0, b"")


@pytest.mark.parametrize("method", ["asks", "asks_in_a_task"])
def test_worker_whose_parent_dies_in_the_middle_of_a_question_ends_quietly(method):
    worker = started()
    write_frame(worker.stdin, Call(method, msgspec.msgpack.encode(Words("a"))))
    assert isinstance(read_frame(worker.stdout), Question)
    assert leave_alone(worker) == (0, b"")
