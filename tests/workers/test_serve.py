"""The loop from the worker's side: it ends with its input, and a question without a parent ends it too."""

from __future__ import annotations

import subprocess
import sys

import msgspec

from workers.frames import Call, Done, Question, read_frame, write_frame

WORKER = """
import msgspec
from workers.serve import serve

class Words(msgspec.Struct):
    text: str

serve({"echo": (Words, lambda words, ask: words), "asks": (Words, lambda words, ask: Words(ask("q", b"").decode()))})
"""


class Words(msgspec.Struct):
    text: str


def started() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", WORKER], stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def test_worker_ends_quietly_when_its_input_ends():
    worker = started()
    write_frame(worker.stdin, Call("echo", msgspec.msgpack.encode(Words("a"))))
    assert isinstance(read_frame(worker.stdout), Done)
    worker.stdin.close()
    assert worker.wait(timeout=30) == 0
    worker.stdout.close()


def test_worker_whose_parent_goes_in_the_middle_of_a_question_ends():
    worker = started()
    write_frame(worker.stdin, Call("asks", msgspec.msgpack.encode(Words("a"))))
    assert isinstance(read_frame(worker.stdout), Question)
    worker.stdin.close()
    assert worker.wait(timeout=30) == 0
    worker.stdout.close()
