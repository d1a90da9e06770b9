"""Push: tells that something changed, to whom it changed, without a word of what."""

from __future__ import annotations

from collections.abc import Iterator

import requests

from sync.protocol import API_PREFIX
from tests.helpers.server_process import Client
from tests.server.test_actions import opened


def stream(client: Client, last: str = "") -> tuple[requests.Response, Iterator[str]]:
    headers = {"Authorization": f"Bearer {client.tokens.access}", **({"Last-Event-ID": last} if last else {})}
    reply = requests.get(client.server.url + API_PREFIX + "/events", headers=headers, stream=True, timeout=30)
    assert reply.status_code == 200
    return reply, reply.iter_lines(chunk_size=1, decode_unicode=True)


def event(lines: Iterator[str]) -> list[str]:
    """The next event that says something."""
    said: list[str] = []
    for line in lines:
        if line:
            said.append(line)
        elif any(word.startswith("event:") for word in said):
            return said
        else:
            said.clear()
    return said


def test_listener_is_woken_by_a_change_of_the_own_feed_and_told_its_token_only(client) -> None:
    someone = client("lan")
    _, at = someone.snapshot()
    reply, lines = stream(someone, at)
    with reply:
        assert reply.headers["Content-Type"].startswith("text/event-stream")
        assert reply.headers["Cache-Control"] == "no-cache, no-transform"
        assert reply.headers["X-Accel-Buffering"] == "no"
        someone.post(opened(someone))
        said = event(lines)
    page = someone.changes(at)
    assert page is not None
    assert said == [f"id: {page.state}", "event: changed", "data:"]


def test_listener_who_missed_something_is_told_at_once(client) -> None:
    someone = client("lan")
    _, at = someone.snapshot()
    someone.post(opened(someone))
    reply, lines = stream(someone, at)
    with reply:
        assert event(lines)[0].startswith("id: ")


def test_listener_without_a_session_is_refused(server) -> None:
    assert Client(server).request("GET", "/events").status_code == 401
