"""The judge's process: joins what `paper` reads on the pages and what `signing.validation` proves of the signatures.

Limits itself before it looks at anything: memory once, processor seconds anew for each file; the time on the wall is
kept by the parent, which kills. Holds no secret and no connection to the database.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import msgspec

from office.errors import ButPheError
from office.facts import FileFacts, SignedFacts
from paper.inspect import inspect
from server.judging.fetch import fetch
from server.judging.messages import JudgeFile, JudgeStart, Warm
from signing.validation import Trust, verify
from workers.serve import Ask, serve

MB = 1024 * 1024


class Judge:
    """Looks at one file after another."""

    def __init__(self, start: JudgeStart) -> None:
        self._start = start
        self._trust = Trust.load([Path(place) for place in start.trust])

    def look(self, request: JudgeFile, _: Ask) -> FileFacts:
        """The facts of one file; never raises for what is in it."""
        limit_processor(self._start.cpu_s)
        path = Path(request.path)
        page, signed = inspect(path), SignedFacts()
        if page.is_pdf and not page.is_encrypted and not page.is_damaged:
            try:
                signed = self._signatures(request, path)
            except ButPheError:  # readable as a page, not as a signed file: nothing may be built on it
                page = msgspec.structs.replace(page, is_damaged=True)
        return FileFacts(sha256=request.sha256, size=path.stat().st_size, page=page, signed=signed)

    def _signatures(self, request: JudgeFile, path: Path) -> SignedFacts:
        verdict = verify(
            path,
            self._trust,
            at=request.at,
            fetch=fetch if self._start.fetch else None,
            previous=Path(request.previous) if request.previous else None,
        )
        return verdict.facts(request.previous_sha256)


def limit_memory(memory_mb: int) -> None:
    """Let allocations beyond it fail, in this process only."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory_mb * MB, memory_mb * MB))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_processor(seconds: int) -> None:
    """Be ended by the system after that many more seconds of computing."""
    if sys.platform != "win32":
        import resource

        usage = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(usage.ru_utime + usage.ru_stime) + seconds + 1, hard))


def _warm(request: Warm, _: Ask) -> Warm:
    importlib.import_module("signing.validation.judge")
    return request


def main(argv: list[str]) -> None:
    """Serve until the parent closes the pipe; the one argument is a `JudgeStart` as JSON."""
    start = msgspec.json.decode(argv[0], type=JudgeStart)
    limit_memory(start.memory_mb)
    judge = Judge(start)
    serve({"judge": (JudgeFile, judge.look), "warm": (Warm, _warm)})


if __name__ == "__main__":
    main(sys.argv[1:])
