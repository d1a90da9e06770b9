"""Bytes of a streamed reply: exact pieces of a pack, and the rest of a file; a body cut short is ServerAway."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sync.errors import ServerAway
from sync.wire import network_errors

if TYPE_CHECKING:
    from sync.wire import Reply

BLOCK_BYTES = 256 * 1024


class Blocks:
    """Reads a reply's body forwards. It is closed at its end or when something fails."""

    def __init__(self, reply: Reply) -> None:
        self._reply = reply

    def rest(self) -> Iterator[bytes]:
        """All that is left."""
        with network_errors():
            while block := self._reply.raw.read(BLOCK_BYTES):
                yield block
        self._reply.close()

    def exactly(self, size: int, *, may_end: bool = False) -> bytes:
        """The next `size` bytes; b"" when the body ended before them and `may_end`. Raises ServerAway when cut."""
        taken = b"".join(self._up_to(size))
        if len(taken) == size or (may_end and not taken):
            if not taken:
                self._reply.close()
            return taken
        self._reply.close()
        raise ServerAway(why="cut")

    def next(self, size: int) -> Iterator[bytes]:
        """The next `size` bytes in blocks. Raises ServerAway when the body is cut before their end."""
        left = size
        for block in self._up_to(size):
            left -= len(block)
            yield block
        if left:
            self._reply.close()
            raise ServerAway(why="cut")

    def _up_to(self, size: int) -> Iterator[bytes]:
        left = size
        while left:
            with network_errors():
                block = self._reply.raw.read(min(left, BLOCK_BYTES))
            if not block:
                return
            left -= len(block)
            yield block
