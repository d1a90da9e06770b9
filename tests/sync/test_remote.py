"""The server over the wire: the headers of uploads and ranges, packs cut at any byte, addresses that lead elsewhere."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sync import door
from sync.errors import RequestRefused, ServerAway, ServerLied
from sync.protocol import PACK_MISSING, Tokens
from sync.remote import RemoteServer
from sync.wire import Wire
from tests.helpers.scripted_http import MARKED, Asked, Said, ScriptedServer, json, problem, scripted
from tests.sync.conftest import Desks

CONTENT = b"0123456789" * 1000
NAME = hashlib.sha256(CONTENT).hexdigest()
BYTES = {**MARKED, "Content-Type": "application/octet-stream"}


@pytest.fixture
def portal() -> Iterator[ScriptedServer]:
    with scripted() as server:
        yield server


@pytest.fixture
def remote(desks: Desks, portal: ScriptedServer) -> Iterator[RemoteServer]:
    desk = desks.opened()
    desk.credentials.keep(Tokens(access="a", refresh="r", expires_in=600, person_id="p"), device="d", login="an")
    wire = Wire(portal.url, desk.credentials, desk.clock)
    yield RemoteServer(wire)
    wire.close()


def upload(remote: RemoteServer, url: str = "") -> list[str]:
    """Bring the content; the addresses that were to be remembered."""
    noted: list[str] = []
    remote.upload(NAME, len(CONTENT), url=url, read=lambda offset: iter([CONTENT[offset:]]), note=noted.append)
    return noted


def test_nothing_new_is_304(remote: RemoteServer, portal: ScriptedServer) -> None:
    portal.answer = lambda _asked: Said(304, MARKED)
    assert remote.changes("t") is None


def test_token_that_cannot_be_counted_from_asks_for_a_snapshot(remote: RemoteServer, portal: ScriptedServer) -> None:
    portal.answer = lambda _asked: problem(409, "cannotCalculateChanges")
    assert remote.changes("t") == door.Reset()
    assert remote.snapshot(after="", at="t") == door.Reset()


def test_other_refusals_are_not_taken_for_it(remote: RemoteServer, portal: ScriptedServer) -> None:
    portal.answer = lambda _asked: problem(403, "must-change-password")
    with pytest.raises(RequestRefused):
        remote.changes("t")


def test_unknown_fields_are_kept_in_the_bytes_of_a_record(remote: RemoteServer, portal: ScriptedServer) -> None:
    record = {"kind": "incoming", "id": "x", "rev": 1, "colour": "green"}
    page = {"state": "t", "more": False, "new": 1, "changes": [{"op": "up", "seq": 1, "record": record, "x": 2}]}
    portal.answer = lambda _asked: json(page)
    changes = remote.changes("")
    assert isinstance(changes, door.Changes)
    change = changes.changes[0]
    assert isinstance(change, door.Up)
    assert b"green" in bytes(change.record)


def test_new_upload_says_length_and_digest_and_remembers_its_address(
    remote: RemoteServer, portal: ScriptedServer
) -> None:
    def answer(asked: Asked) -> Said:
        if asked.method == "POST":
            return Said(201, {**MARKED, "Location": "/api/v1/uploads/u1"})
        return Said(204, MARKED)

    portal.answer = answer
    assert upload(remote) == [f"{portal.url}/api/v1/uploads/u1"]
    post, patch = portal.asked
    assert post.headers["Upload-Length"] == str(len(CONTENT))
    assert post.headers["Repr-Digest"].startswith("sha-256=:")
    assert patch.headers["Upload-Offset"] == "0"
    assert patch.body == CONTENT


def test_upload_goes_on_at_the_offset_that_the_server_has(remote: RemoteServer, portal: ScriptedServer) -> None:
    portal.answer = lambda asked: Said(204, {**MARKED, "Upload-Offset": "4000"} if asked.method == "HEAD" else MARKED)
    assert upload(remote, f"{portal.url}/api/v1/uploads/u1") == []
    assert portal.asked[-1].body == CONTENT[4000:]


@pytest.mark.parametrize("code", ["upload-offset", "digest"])
def test_upload_that_lost_its_place_is_begun_anew_next_time(
    remote: RemoteServer, portal: ScriptedServer, code: str
) -> None:
    portal.answer = lambda asked: (
        problem(409, code) if asked.method == "PATCH" else Said(204, {**MARKED, "Upload-Offset": "0"})
    )
    noted: list[str] = []
    with pytest.raises(ServerLied):
        remote.upload(NAME, 10, url=f"{portal.url}/u", read=lambda _offset: iter([b"x"]), note=noted.append)
    assert noted == [""]


def test_upload_is_never_sent_to_another_server(remote: RemoteServer, portal: ScriptedServer) -> None:
    portal.answer = lambda _asked: Said(201, {**MARKED, "Location": "http://elsewhere.example/u1"})
    with pytest.raises(ServerLied):
        upload(remote)


def test_download_goes_on_by_range(remote: RemoteServer, portal: ScriptedServer) -> None:
    portal.answer = lambda _asked: Said(206, BYTES, CONTENT[4000:])
    assert b"".join(remote.download(NAME, offset=4000)) == CONTENT[4000:]
    assert portal.asked[0].headers["Range"] == "bytes=4000-"
    assert portal.asked[0].headers["If-Range"] == f'"{NAME}"'


def test_range_that_is_not_heard_is_not_believed(remote: RemoteServer, portal: ScriptedServer) -> None:
    portal.answer = lambda _asked: Said(200, BYTES, CONTENT)
    with pytest.raises(ServerLied):
        list(remote.download(NAME, offset=4000))


def frame(content: bytes | None) -> bytes:
    name = hashlib.sha256(content or b"missing").digest()
    return name + (PACK_MISSING if content is None else len(content)).to_bytes(8, "big") + (content or b"")


FILES = [b"one", None, b"", b"three" * 500]
STREAM = b"".join(frame(content) for content in FILES)


def take(remote: RemoteServer) -> list[bytes | None]:
    found: list[bytes | None] = []
    for packed in remote.pack([NAME]):
        content = b"".join(packed.blocks)
        found.append(None if packed.size is None else content)
    return found


def test_pack_is_read_frame_by_frame(remote: RemoteServer, portal: ScriptedServer) -> None:
    portal.answer = lambda _asked: Said(200, BYTES, STREAM)
    assert take(remote) == FILES


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(1, len(STREAM) - 1))
def test_pack_cut_at_any_byte_is_server_away(remote: RemoteServer, portal: ScriptedServer, cut: int) -> None:
    portal.answer = lambda _asked: Said(200, BYTES, STREAM, cut)
    with pytest.raises(ServerAway):
        take(remote)


def test_file_the_server_has_is_known_by_its_head(remote: RemoteServer, portal: ScriptedServer) -> None:
    portal.answer = lambda _asked: Said(200, MARKED)
    assert remote.has_file(NAME)
    portal.answer = lambda _asked: Said(404, MARKED)
    assert not remote.has_file(NAME)
