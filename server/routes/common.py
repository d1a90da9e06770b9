"""What the routes share: who is asking, plain replies of stored bytes, the problems a route documents."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from typing import Any

from litestar import Request, Response
from litestar.connection import ASGIConnection
from litestar.middleware import AbstractAuthenticationMiddleware, AuthenticationResult
from litestar.openapi import ResponseSpec

from server.config import is_loopback
from server.house import Office
from server.identity.sessions import Caller
from server.problems import MEDIA_TYPE as PROBLEM_JSON
from server.problems import PROBLEMS, ProblemError
from sync.protocol import Problem

Asked = Request[Caller, str, Any]
JSON = "application/json"
COMPRESS_FROM_BYTES = 1400
OPEN = "is_open"
"""Option of a route that needs no session."""
TAKES = "takes"
"""Option of a route that reads its body itself: the message that OpenAPI is to show."""
MAY_CHANGE_PASSWORD = "may_change_password"
"""Option of a route that works while the first password must be changed."""


class SignedIn(AbstractAuthenticationMiddleware):
    """Finds the caller by the bearer token; a route without the option `is_open` is refused without one."""

    async def authenticate_request(self, connection: ASGIConnection[Any, Any, Any, Any]) -> AuthenticationResult:
        """The caller; raises the problems not-signed-in, must-change-password."""
        options = connection.route_handler.opt
        if options.get(OPEN):
            return AuthenticationResult(user=None, auth=None)
        scheme, _, token = connection.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise ProblemError("not-signed-in")
        caller = await office_of(connection).caller(token)
        if caller.must_change_password and not options.get(MAY_CHANGE_PASSWORD):
            raise ProblemError("must-change-password")
        return AuthenticationResult(user=caller, auth=token)


def office_of(connection: ASGIConnection[Any, Any, Any, Any]) -> Office:
    """The running office."""
    office = connection.app.state.office
    assert isinstance(office, Office)
    return office


def stored(request: Asked, body: bytes, headers: Mapping[str, str]) -> Response[bytes]:
    """A reply of ready JSON bytes; compressed for who is not on this machine and accepts it."""
    out = {"Cache-Control": "private, no-cache", "Vary": "Accept-Encoding", **headers}
    is_near = request.client is not None and is_loopback(request.client.host)
    if len(body) >= COMPRESS_FROM_BYTES and not is_near and "gzip" in request.headers.get("accept-encoding", ""):
        body, out["Content-Encoding"] = gzip.compress(body, 1), "gzip"
    return Response(body, media_type=JSON, headers=out)


def documented(gives: type | None, *codes: str, status: int = 200, media_type: str = JSON) -> dict[int, ResponseSpec]:
    """What OpenAPI says of a route: the reply's message, and each problem that it may answer with."""
    every = ("malformed", "not-found", "method-not-allowed", "upgrade-required", "too-many", "server-error", *codes)
    specs = {
        PROBLEMS[code].status: ResponseSpec(
            data_container=Problem, generate_examples=False, media_type=PROBLEM_JSON, description=PROBLEMS[code].en
        )
        for code in every
    }
    if gives is not None:
        specs[status] = ResponseSpec(data_container=gives, generate_examples=False, media_type=media_type)
    return specs


SIGNED_IN = ("not-signed-in", "must-change-password")
"""Problems of every route that needs a session."""


async def read_limited(request: Asked, bytes_max: int) -> bytes:
    """The body of a request; raises the problem too-large without reading further."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > bytes_max:
            raise ProblemError("too-large", facts={"bytes_max": str(bytes_max)})
    return bytes(body)
