"""What stands before a real server: a relay of bytes that can fail like a gateway, be away, or lose the answers."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from sync.protocol import API_PREFIX

Mood = Literal["well", "failing", "away", "deaf"]
"""deaf: actions reach the server, its answers to them never come back."""
ACTIONS = f"POST {API_PREFIX}/actions ".encode()
PIECE = 65536
BAD_GATEWAY = (
    b"HTTP/1.1 502 Bad Gateway\r\nServer: nginx\r\nContent-Type: text/html\r\nContent-Length: 24\r\n"
    b"Connection: close\r\n\r\n<h1>502 Bad Gateway</h1>"
)
SERVER_ERROR_BODY = (
    b'{"type":"urn:butphe:problem:server-error","title":"","title_en":"","status":500,"code":"server-error"}'
)
SERVER_ERROR = (
    b"HTTP/1.1 500 Internal Server Error\r\nButphe-Api: 1.0\r\nContent-Type: application/problem+json\r\n"
    b"Connection: close\r\nContent-Length: " + str(len(SERVER_ERROR_BODY)).encode() + b"\r\n\r\n" + SERVER_ERROR_BODY
)


class FrontDoor:
    """Relays to `url`; `mood` changes take effect at once, open connections are cut."""

    def __init__(self, url: str) -> None:
        host, port = url.removeprefix("http://").split(":")
        self._server = (host, int(port))
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.answer = SERVER_ERROR
        self.failed = 0
        """How many requests were answered with a failure."""
        self.swallowed = 0
        """How many answers of the server were lost."""
        self._mood: Mood = "well"
        self._open: set[socket.socket] = set()
        threading.Thread(target=self._accept, daemon=True).start()

    def become(self, mood: Mood) -> None:
        """Change how it behaves from now on."""
        self._mood = mood
        for one in list(self._open):
            self._cut(one)

    def close(self) -> None:
        """Nobody listens any more."""
        self._listener.close()
        self.become("away")

    def _accept(self) -> None:
        while True:
            try:
                client, _address = self._listener.accept()
            except OSError:
                return
            self._open.add(client)
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with contextlib.suppress(OSError):
            match self._mood:
                case "failing":
                    read_request(client)
                    self.failed += 1
                    client.sendall(self.answer)
                case "well" | "deaf":
                    self._relay(client, self._mood)
        self._cut(client)

    def _relay(self, client: socket.socket, mood: Mood) -> None:
        server = socket.create_connection(self._server)
        self._open.add(server)
        asked_to_act = threading.Event()
        threading.Thread(target=self._pass_on, args=(client, server, asked_to_act), daemon=True).start()
        try:
            while piece := server.recv(PIECE):
                if mood == "deaf" and asked_to_act.is_set():
                    self.swallowed += 1
                    return
                client.sendall(piece)
        finally:
            self._cut(server)

    def _pass_on(self, client: socket.socket, server: socket.socket, asked_to_act: threading.Event) -> None:
        with contextlib.suppress(OSError):
            while piece := client.recv(PIECE):
                if ACTIONS in piece:
                    asked_to_act.set()
                server.sendall(piece)
        self._cut(server)

    def _cut(self, one: socket.socket) -> None:
        self._open.discard(one)
        with contextlib.suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
        one.close()


def read_request(client: socket.socket) -> bytes:
    """One whole request: its head, and the body that the head announces."""
    asked = b""
    while b"\r\n\r\n" not in asked:
        asked += _more(client)
    head, _blank, body = asked.partition(b"\r\n\r\n")
    announced = re.search(rb"(?i)content-length: *(\d+)", head)
    if announced:
        while len(body) < int(announced[1]):
            body += _more(client)
    elif re.search(rb"(?i)transfer-encoding: *chunked", head):
        while not body.endswith(b"0\r\n\r\n"):
            body += _more(client)
    return head + body


def _more(client: socket.socket) -> bytes:
    piece = client.recv(PIECE)
    if not piece:
        raise ConnectionResetError
    return piece


@contextmanager
def front_door(url: str) -> Iterator[FrontDoor]:
    """A front door for a test."""
    door = FrontDoor(url)
    try:
        yield door
    finally:
        door.close()
