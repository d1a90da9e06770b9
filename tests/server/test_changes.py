"""Changes and snapshot over the wire: unchanged is 304, an old token is 409, both in valid messages."""

from __future__ import annotations

import gzip

import msgspec
import pytest
from litestar import Request

from server.routes.common import stored
from sync.protocol import Up
from tests.helpers.office_world import PEOPLE
from tests.server.test_actions import opened


def test_nothing_new_is_304_with_the_token(client) -> None:
    someone = client("binh")
    _, at = someone.snapshot()
    reply = someone.request("GET", "/changes", params={"since": at})
    assert (reply.status_code, reply.headers["ETag"], reply.content) == (304, f'"{at}"', b"")


def test_change_comes_with_the_next_token(client) -> None:
    someone = client("binh")
    seen, at = someone.snapshot()
    assert {person.id for person in PEOPLE} <= set(seen)
    action = opened(someone)
    someone.post(action)
    page = someone.changes(at)
    assert page is not None
    (change,) = page.changes
    assert isinstance(change, Up)
    assert change.record.id == action.record_id
    assert someone.changes(page.state) is None
    assert someone.changes("") is not None


@pytest.mark.parametrize("path", ["/changes?since=b2xk", "/snapshot?at=b2xk"])
def test_token_of_another_time_is_cannot_calculate_changes(client, path: str) -> None:
    reply = client("binh").request("GET", path)
    assert (reply.status_code, reply.json()["type"]) == (409, "urn:butphe:problem:cannotCalculateChanges")


@pytest.mark.parametrize("path", ["/changes?limit=0", "/changes?limit=501", "/changes?limit=x", "/snapshot?after=x"])
def test_parameters_out_of_range_are_malformed(client, path: str) -> None:
    assert client("binh").request("GET", path).status_code == 400


def test_large_page_is_compressed_for_who_is_far_away() -> None:
    def asked(host: str, accept: str) -> Request:
        scope = {"type": "http", "headers": [(b"accept-encoding", accept.encode())], "client": (host, 1)}
        return Request(scope)

    body = msgspec.json.encode(["x" * 2000])
    far = stored(asked("10.1.2.3", "gzip"), body, {})
    assert far.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(far.content) == body
    for near in (asked("127.0.0.1", "gzip"), asked("10.1.2.3", "identity")):
        assert "Content-Encoding" not in stored(near, body, {}).headers
