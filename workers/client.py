"""The parent's side of a worker: started when first needed, ended on a deadline, started anew after a death."""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import msgspec

from office.errors import ButPheError
from workers.errors import WorkerDied, WorkerHung, rebuild
from workers.frames import Answer, Call, Done, Failed, Frame, Question, read_frame, write_frame

Reply = TypeVar("Reply", bound=msgspec.Struct)
Asked = Callable[[str, bytes], bytes]
"""Answers a worker's question: name and body of the question to body of the answer; may raise ButPheError."""


class Worker:
    """One worker process; one call at a time, from any thread."""

    def __init__(self, command: Sequence[str], *, env: Mapping[str, str] | None = None) -> None:
        """`command` starts the process; `env` is added to this process's environment."""
        self._command = list(command)
        self._env = dict(env or {})
        self._process: subprocess.Popen[bytes] | None = None
        self._frames: queue.SimpleQueue[Frame | None] = queue.SimpleQueue()
        self._turn = threading.Lock()

    @property
    def pid(self) -> int | None:
        """Of the process running now."""
        return self._process.pid if self._process else None

    def call(
        self, name: str, request: msgspec.Struct, reply: type[Reply], *, deadline_s: float, asked: Asked | None = None
    ) -> Reply:
        """Run a method and return its reply.

        The time that `asked` takes to answer a question does not count against `deadline_s`. Raises WorkerHung,
        WorkerDied, or what the worker raised.
        """
        with self._turn:
            self._ensure_started()
            self._send(Call(name, msgspec.msgpack.encode(request)))
            return msgspec.msgpack.decode(self._await_done(deadline_s, asked), type=reply)

    def close(self) -> None:
        """End the process: ask by closing its input, kill when it does not go."""
        process, self._process = self._process, None
        if process is None:
            return
        _close_input(process)
        try:
            process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()

    def _ensure_started(self) -> None:
        if self._process is not None and self._process.poll() is None:
            return
        self._kill()
        self._frames = queue.SimpleQueue()
        self._process = subprocess.Popen(
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, **self._env}
        )
        threading.Thread(target=_pump, args=(self._process, self._frames), daemon=True).start()

    def _send(self, frame: Frame) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        try:
            write_frame(self._process.stdin, frame)  # type: ignore[arg-type]
        except (BrokenPipeError, ValueError):
            raise self._died() from None

    def _await_done(self, deadline_s: float, asked: Asked | None) -> bytes:
        ends_at = time.monotonic() + deadline_s
        while True:
            try:
                frame = self._frames.get(timeout=max(0.0, ends_at - time.monotonic()))
            except queue.Empty:
                self._kill()
                raise WorkerHung(deadline_s=deadline_s) from None
            match frame:
                case Done(body=body):
                    return body
                case Failed(code=code, facts=facts):
                    raise rebuild(code, facts)
                case Question():
                    asked_at = time.monotonic()
                    self._send(_answer(frame, asked))
                    ends_at += time.monotonic() - asked_at
                case _:
                    raise self._died()

    def _died(self) -> WorkerDied:
        self._kill()
        return WorkerDied(command=" ".join(self._command[-3:]))

    def _kill(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            _close_input(process)


def _close_input(process: subprocess.Popen[bytes]) -> None:
    assert process.stdin is not None
    with contextlib.suppress(BrokenPipeError):  # it has gone already, which is what we want
        process.stdin.close()


def _answer(question: Question, asked: Asked | None) -> Answer:
    if asked is None:
        return Answer(code="worker_fault", facts={"trace": f"nobody answers {question.name}"})
    try:
        return Answer(asked(question.name, question.body))
    except ButPheError as error:
        return Answer(code=error.code, facts={name: str(value) for name, value in error.facts.items()})


def _pump(process: subprocess.Popen[bytes], frames: queue.SimpleQueue[Frame | None]) -> None:
    assert process.stdout is not None
    try:
        while (frame := read_frame(process.stdout)) is not None:  # type: ignore[arg-type]
            frames.put(frame)
    except ValueError:
        pass  # the pipe was closed by `close`
    process.stdout.close()
    frames.put(None)
