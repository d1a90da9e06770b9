"""Work begun before anybody needs it: in a thread of its own, beside whatever its starter does meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Early(Generic[T]):
    """Begins the work at once; a program that ends first does not wait for it."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._done: list[T] = []
        self._failed: Exception | None = None
        self._thread = threading.Thread(target=self._run, args=(work,), name="butphe-early", daemon=True)
        self._thread.start()

    def outcome(self) -> T:
        """What the work returned, as soon as it has; raises what it raised."""
        self._thread.join()
        if self._failed is not None:
            raise self._failed
        return self._done[0]

    def _run(self, work: Callable[[], T]) -> None:
        try:
            self._done.append(work())
        except Exception as error:  # noqa: BLE001 - it belongs to whoever asks for the outcome
            self._failed = error
