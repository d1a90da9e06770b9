"""Health is open to everybody and tells nothing of the office."""

from __future__ import annotations

from tests.helpers.server_process import Client


def test_health_says_that_the_server_works(server) -> None:
    reply = Client(server).request("GET", "/health")
    assert (reply.status_code, reply.json()) == (200, {"status": "ok", "api": "1.0"})
