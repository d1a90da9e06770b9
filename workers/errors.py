"""What may happen to a worker.

ButPheError
├── WorkerDied    it ended in the middle of a call
├── WorkerHung    it did not answer in time and was ended
└── WorkerFault   a bug of ours inside it; the trace is a fact
"""

from __future__ import annotations

from collections.abc import Iterator

from office.errors import ButPheError


class WorkerDied(ButPheError):
    """The worker ended in the middle of a call (crash, kill)."""

    code = "worker_died"


class WorkerHung(ButPheError):
    """No answer within `deadline_s`; the worker was ended."""

    code = "worker_hung"


class WorkerFault(ButPheError):
    """A bug inside the worker; `trace` tells where."""

    code = "worker_fault"


def rebuild(code: str, facts: dict[str, str]) -> ButPheError:
    """The error that the other side raised, as the same class; a code nobody here defines is a WorkerFault."""
    for kind in _kinds(ButPheError):
        if kind.code == code:
            return kind(**facts)
    return WorkerFault(trace=facts.get("trace", code), **{k: v for k, v in facts.items() if k != "trace"})


def _kinds(base: type[ButPheError]) -> Iterator[type[ButPheError]]:
    for kind in base.__subclasses__():
        yield kind
        yield from _kinds(kind)
