"""The outermost layer of every request: its id, the version headers, one log line, and errors that nobody caught.

Decides nothing about content. A client of another major version is answered 426 before anything is read.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import msgspec

from server import problems
from server.clock import monotonic_s
from server.ids import make_id
from server.logs import request_id
from sync.protocol import API_HEADER, API_VERSION

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Asgi = Callable[[Scope, Receive, Send], Awaitable[None]]

_log = logging.getLogger("server.request")
_MAJOR = API_VERSION.partition(".")[0]
_ID = re.compile(r"[A-Za-z0-9-]{1,64}")


class Envelope:
    """Wraps the application."""

    def __init__(self, app: Asgi) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        given = headers.get(b"x-request-id", "")
        token = request_id.set(given if _ID.fullmatch(given) else make_id())
        reply = _Reply(send)
        began_s = monotonic_s()
        try:
            if headers.get(API_HEADER.lower().encode(), _MAJOR).partition(".")[0] != _MAJOR:
                await reply.problem("upgrade-required")
            else:
                await self._run(scope, receive, reply)
        finally:
            _write_line(scope, reply.status, monotonic_s() - began_s)
            request_id.reset(token)

    async def _run(self, scope: Scope, receive: Receive, reply: _Reply) -> None:
        try:
            await self._app(scope, receive, reply.send)
        except Exception:
            _log.exception("a request failed")
            if reply.status:
                raise  # half an answer is out: the connection has to break
            await reply.problem("server-error")


class _Reply:
    """Adds our headers to the reply and remembers its status."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status = 0

    async def send(self, message: Message) -> None:
        """Pass a message on."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            ours = [
                (b"butphe-api", API_VERSION.encode()),
                (b"x-request-id", request_id.get().encode()),
                (b"x-content-type-options", b"nosniff"),
            ]
            message = {**message, "headers": [*message.get("headers", []), *ours]}
        await self._send(message)

    async def problem(self, code: str) -> None:
        """Answer with a problem."""
        body = msgspec.json.encode(problems.make(code))
        headers = [(b"content-type", problems.MEDIA_TYPE.encode()), (b"content-length", str(len(body)).encode())]
        await self.send({"type": "http.response.start", "status": problems.PROBLEMS[code].status, "headers": headers})
        await self.send({"type": "http.response.body", "body": body})


def _write_line(scope: Scope, status: int, took_s: float) -> None:
    caller = scope.get("user")
    _log.info(
        "request",
        extra={
            "method": scope["method"],
            "path": scope["path"],
            "status": status,
            "ms": round(took_s * 1000, 1),
            "person_id": getattr(caller, "person_id", ""),
        },
    )
