"""A worker that answers, asks, fails, hangs and dies, each seen from the parent."""

from __future__ import annotations

import os
import signal
import sys

import msgspec
import pytest

from office.errors import ButPheError
from workers.client import Worker
from workers.errors import WorkerDied, WorkerFault, WorkerHung

WORKER = """
import os, time, sys
import msgspec
from office.errors import ButPheError
from workers.serve import serve

class Words(msgspec.Struct):
    text: str

class ShelfEmpty(ButPheError):
    code = "shelf_empty"

def echo(words, ask):
    print("library chatter on standard output")
    return words

def fails(words, ask):
    raise ShelfEmpty(shelf=words.text)

def bug(words, ask):
    raise KeyError("oops")

def asks(words, ask):
    return Words(ask("twice", words.text.encode()).decode())

def hangs(words, ask):
    time.sleep(60)

def dies(words, ask):
    os._exit(3)

serve({f.__name__: (Words, f) for f in (echo, fails, bug, asks, hangs, dies)})
"""


class Words(msgspec.Struct):
    text: str


class ShelfEmpty(ButPheError):
    code = "shelf_empty"


@pytest.fixture
def worker():
    worker = Worker([sys.executable, "-c", WORKER])
    yield worker
    worker.close()


def call(worker: Worker, name: str, text: str = "chữ", deadline_s: float = 30, asked=None) -> str:
    return worker.call(name, Words(text), Words, deadline_s=deadline_s, asked=asked).text


def test_worker_answers_though_a_library_prints(worker):
    assert call(worker, "echo") == "chữ"


def test_error_of_the_world_arrives_as_its_own_class(worker):
    with pytest.raises(ShelfEmpty) as caught:
        call(worker, "fails", "A3")
    assert caught.value.facts == {"shelf": "A3"}
    assert call(worker, "echo") == "chữ"


def test_bug_in_the_worker_arrives_with_its_trace(worker):
    with pytest.raises(WorkerFault) as caught:
        call(worker, "bug")
    assert "KeyError" in str(caught.value.facts["trace"])


def test_worker_asks_its_parent_in_the_middle_of_a_call(worker):
    assert call(worker, "asks", "ab", asked=lambda name, body: body * 2) == "abab"


def test_parent_that_cannot_answer_fails_the_call_with_its_own_error(worker):
    def refuse(name: str, body: bytes) -> bytes:
        raise ShelfEmpty(shelf="B1")

    with pytest.raises(ShelfEmpty):
        call(worker, "asks", asked=refuse)
    assert call(worker, "echo") == "chữ"


def test_hanging_worker_is_ended_and_the_next_call_gets_a_new_one(worker):
    call(worker, "echo")
    first = worker.pid
    with pytest.raises(WorkerHung):
        call(worker, "hangs", deadline_s=0.2)
    assert call(worker, "echo") == "chữ"
    assert worker.pid != first


def test_dying_worker_costs_its_own_call(worker):
    with pytest.raises(WorkerDied):
        call(worker, "dies")
    assert call(worker, "echo") == "chữ"


def test_worker_killed_between_calls_is_started_anew(worker):
    call(worker, "echo")
    os.kill(worker.pid, signal.SIGKILL)
    os.waitpid(worker.pid, os.WNOHANG)
    assert "chữ" in {call_after_death(worker), call(worker, "echo")}


def call_after_death(worker: Worker) -> str:
    try:
        return call(worker, "echo")
    except WorkerDied:
        return ""
