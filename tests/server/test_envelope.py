"""Every reply bears the server's mark and an id, whatever becomes of the request."""

from __future__ import annotations

import asyncio

import msgspec
import pytest

from server.envelope import Envelope
from sync.protocol import API_PREFIX, API_VERSION
from tests.helpers.server_process import Client


def answer(app, headers: dict[str, str] | None = None) -> tuple[int, dict[bytes, bytes], bytes]:
    """What an application in the envelope answers to a GET."""
    sent: list[dict] = []

    async def receive():
        return {"type": "http.request", "body": b""}

    async def send(message) -> None:
        sent.append(message)

    raw = [(name.encode(), value.encode()) for name, value in (headers or {}).items()]
    asyncio.run(Envelope(app)({"type": "http", "method": "GET", "path": "/", "headers": raw}, receive, send))
    return sent[0]["status"], dict(sent[0]["headers"]), b"".join(message.get("body", b"") for message in sent[1:])


async def fine(scope, receive, send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"ok"})


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/health"), ("GET", "/nowhere"), ("PUT", "/health"), ("GET", "/changes")]
)
def test_reply_of_any_status_bears_version_id_and_date(server, method: str, path: str) -> None:
    reply = Client(server).request(method, path)
    assert reply.headers["Butphe-Api"] == API_VERSION
    assert reply.headers["X-Request-Id"]
    assert reply.headers["Date"]
    assert reply.headers["X-Content-Type-Options"] == "nosniff"


def test_id_of_the_client_is_kept_when_it_is_one() -> None:
    assert answer(fine, {"x-request-id": "abc-1"})[1][b"x-request-id"] == b"abc-1"
    assert answer(fine, {"x-request-id": "bad id\n"})[1][b"x-request-id"] != b"bad id\n"


@pytest.mark.parametrize(("version", "status"), [("1.0", 200), ("1.9", 200), ("2.0", 426), ("0.9", 426)])
def test_client_of_another_major_is_told_to_upgrade(version: str, status: int) -> None:
    got, headers, body = answer(fine, {"butphe-api": version})
    assert got == status
    if status == 426:
        assert headers[b"content-type"] == b"application/problem+json"
        assert msgspec.json.decode(body)["code"] == "upgrade-required"


@pytest.mark.logs_warning
def test_error_that_nobody_caught_is_a_problem_with_a_trace_in_the_log(caplog) -> None:
    async def broken(scope, receive, send) -> None:
        raise KeyError("a bug")

    status, _, body = answer(broken)
    assert (status, msgspec.json.decode(body)["code"]) == (500, "server-error")
    assert b"a bug" not in body
    assert "a bug" in caplog.text


@pytest.mark.logs_warning
def test_answer_that_breaks_in_the_middle_breaks_the_connection() -> None:
    async def half(scope, receive, send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise KeyError("a bug")

    with pytest.raises(KeyError):
        answer(half)


def test_other_than_http_passes_untouched() -> None:
    seen: list[str] = []

    async def app(scope, receive, send) -> None:
        seen.append(scope["type"])

    asyncio.run(Envelope(app)({"type": "lifespan"}, None, None))  # type: ignore[arg-type]
    assert seen == ["lifespan"]
    assert API_PREFIX == "/api/v1"
