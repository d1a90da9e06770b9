"""The server's push: a stream that says only that something changed. Losing it costs latency, never content."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from office.errors import ButPheError
from sync.protocol import HEARTBEAT_S
from sync.wire import Wire, media_type_required, network_errors

if TYPE_CHECKING:
    from sync.wire import Reply

SILENCE_S = 2.0 * HEARTBEAT_S + 5.0
STREAM = "text/event-stream"


def changed_tokens(lines: Iterable[bytes]) -> Iterator[str]:
    """The tokens of `changed` events in the lines of an event stream (HTML standard, §9.2.6)."""
    event, token = "", ""
    for line in lines:
        name, _, value = line.decode("utf-8", "replace").partition(":")
        if not line:
            if event == "changed":
                yield token
            event, token = "", ""
        elif name == "event":
            event = value.strip()
        elif name == "id":
            token = value.strip()


class Events:
    """Reads the stream in a thread of its own, and wakes the engine."""

    def __init__(self, wire: Wire, wake: Callable[[], None]) -> None:
        self._wire = wire
        self._wake = wake
        self._reply: Reply | None = None
        self.is_open = False
        """Whether the server's push can be relied on now."""

    def read(self, last_token: str) -> None:
        """Listen until the stream ends, is silent or is closed; then returns or raises the network's error."""
        reply = self._wire.request(
            "GET",
            "/events",
            headers={"Accept": STREAM, "Last-Event-ID": last_token, "Accept-Encoding": "identity"},
            is_stream=True,
            read_s=SILENCE_S,
        )
        media_type_required(reply, STREAM)
        self._reply, self.is_open = reply, True
        try:
            with network_errors():
                for _token in changed_tokens(reply.iter_lines(chunk_size=1)):
                    self._wake()
        finally:
            self._reply, self.is_open = None, False
            reply.close()

    def run(self, stop: Callable[[], bool], token: Callable[[], str], pause: Callable[[], None]) -> None:
        """Listen again and again until `stop()`; `pause()` waits after each end of the stream; polling goes on."""
        while not stop():
            try:
                self.read(token())
            except ButPheError:
                self.is_open = False  # the engine's own requests say what is wrong; here only the push is lost
            pause()  # a server that is going down ends the stream properly, over and over

    def close(self) -> None:
        """Break the stream off from another thread."""
        connection = getattr(getattr(self._reply, "raw", None), "connection", None)
        sock: socket.socket | None = getattr(connection, "sock", None)
        if sock is not None:
            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                return  # it was closed by the other side already
