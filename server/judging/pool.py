"""The pool of judges as the server sees it: a free one takes the file, a hanging or dying one costs its own file."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from office.facts import FileFacts
from office.records import Instant
from server.files.local import LocalFiles
from server.judging.messages import JudgeFile, Warm
from workers.client import Worker
from workers.errors import WorkerDied, WorkerFault, WorkerHung

_log = logging.getLogger("server.judging")
TRIES = 2
"""A judge may die of the file before; a file is given up after its second judge."""


class JudgePool:
    """A fixed number of judges; callers wait for a free one."""

    def __init__(self, command: Sequence[str], *, size: int, deadline_s: float, files: LocalFiles) -> None:
        """`command` starts one judge."""
        self._workers = [Worker(command) for _ in range(size)]
        self._free: asyncio.Queue[Worker] = asyncio.Queue()
        for worker in self._workers:
            self._free.put_nowait(worker)
        self._deadline_s = deadline_s
        self._files = files

    async def judge(self, sha256: str, previous: str, at: Instant) -> FileFacts | None:
        """The facts of a file of the store; None when no judge could look at it to the end."""
        for _ in range(TRIES):
            path = await asyncio.to_thread(self._files.find, sha256)
            if path is None:
                return None
            request = JudgeFile(
                path=str(path),
                sha256=sha256,
                at=at,
                previous=str(self._files.kept_path(previous)) if previous else "",
                previous_sha256=previous,
            )
            worker = await self._free.get()
            try:
                return await asyncio.to_thread(worker.call, "judge", request, FileFacts, deadline_s=self._deadline_s)
            except WorkerHung:
                _log.warning("a judge hung", extra={"sha256": sha256})
                return None
            except (WorkerDied, WorkerFault) as error:
                if path.exists():  # else its action was sent twice at once, and the first has kept the file meanwhile
                    _log.warning("a judge failed", extra={"sha256": sha256, "error": str(error)})
            finally:
                self._free.put_nowait(worker)
        return None

    async def warm(self) -> None:
        """Start every judge now, so that the first files do not wait for it; a judge that fails here is tried again."""
        for _ in self._workers:
            worker = await self._free.get()
            try:
                await asyncio.to_thread(worker.call, "warm", Warm(), Warm, deadline_s=self._deadline_s)
            except (WorkerDied, WorkerFault, WorkerHung) as error:
                _log.warning("a judge did not start", extra={"error": str(error)})
            finally:
                self._free.put_nowait(worker)

    def close(self) -> None:
        """End every judge."""
        for worker in self._workers:
            worker.close()
