"""An HTTP server that says exactly what a test tells it to, on loopback: portals, proxies, liars."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import msgspec

MARKED = {"Butphe-Api": "1.0"}


class Asked(msgspec.Struct):
    """One request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class Said(msgspec.Struct):
    """What to answer. `cut`: close after so many bytes of the body."""

    status: int = 200
    headers: Mapping[str, str] = {}
    body: bytes = b""
    cut: int | None = None


def json(value: object, status: int = 200, **headers: str) -> Said:
    """A marked JSON answer."""
    return Said(status, {**MARKED, "Content-Type": "application/json", **headers}, msgspec.json.encode(value))


def problem(status: int, code: str, **headers: str) -> Said:
    """A marked problem."""
    body = {"type": f"urn:butphe:problem:{code}", "title": "", "title_en": "", "status": status, "code": code}
    return Said(status, {**MARKED, "Content-Type": "application/problem+json", **headers}, msgspec.json.encode(body))


class ScriptedServer:
    """Answers by `answer`; keeps what was asked."""

    def __init__(self) -> None:
        self.answer: Callable[[Asked], Said] = lambda _asked: problem(404, "not-found")
        self.asked: list[Asked] = []
        script = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def speak(self) -> None:
                asked = Asked(self.command, self.path, dict(self.headers), self.read_body())
                script.asked.append(asked)
                said = script.answer(asked)
                self.send_response(said.status)
                for name, value in said.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(said.body)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(said.body[: said.cut])
                if said.cut is not None:
                    self.close_connection = True

            def read_body(self) -> bytes:
                if self.headers.get("Transfer-Encoding") != "chunked":
                    return self.rfile.read(int(self.headers.get("Content-Length", 0)))
                body = b""
                while size := int(self.rfile.readline(), 16):
                    body += self.rfile.read(size)
                    self.rfile.readline()
                self.rfile.readline()
                return body

            def log_message(self, *_given: object) -> None:
                """The test says what went wrong."""

        for method in ("GET", "POST", "PATCH", "HEAD", "DELETE"):
            setattr(Handler, f"do_{method}", Handler.speak)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def scripted() -> Iterator[ScriptedServer]:
    """A scripted server for a test."""
    server = ScriptedServer()
    try:
        yield server
    finally:
        server.close()
