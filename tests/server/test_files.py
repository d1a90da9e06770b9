"""Files over the wire: only by way of a record one sees, whole, in ranges, or many in one stream."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from office.actions import Receive
from office.records import IncomingDocument
from sync.protocol import PACK_FILES_MAX, PACK_MISSING, Applied
from tests.helpers.office_world import COMMITTEE
from tests.helpers.plain_pdf import plain_pdf
from tests.helpers.real_papers import ref
from tests.helpers.server_process import Client
from tests.helpers.wire_office import WireOffice, wire_office

CONTENT, OTHER = plain_pdf("Cong van den so 1"), plain_pdf("Cong van den so 2")
NAME = ref(CONTENT).sha256


@pytest.fixture(scope="module")
def office(tmp_path_factory) -> Iterator[WireOffice]:
    with wire_office(tmp_path_factory.mktemp("files")) as office:
        for content in (CONTENT, OTHER):
            office.people["clerk"].upload(content)
            payload = Receive(entity_id=COMMITTEE, channel="axis", files=(ref(content),))
            result = office.post("clerk", office.act("clerk", "incoming", payload))
            assert isinstance(result, Applied), result
            assert isinstance(result.record, IncomingDocument)
        yield office


@pytest.fixture
def clerk(office: WireOffice) -> Client:
    return office.people["clerk"]


def test_file_opens_for_who_sees_its_record_and_for_nobody_else(office, clerk) -> None:
    reply = clerk.request("GET", f"/files/{NAME}")
    assert (reply.status_code, reply.content, reply.headers["ETag"]) == (200, CONTENT, f'"{NAME}"')
    assert "immutable" in reply.headers["Cache-Control"]
    for method in ("GET", "HEAD"):
        assert office.people["officer"].request(method, f"/files/{NAME}").status_code == 404
        assert clerk.request(method, f"/files/{'0' * 64}").status_code == 404
        assert clerk.request(method, "/files/..%2F..%2Fserver.key").status_code == 404


def test_knowing_the_hash_or_sending_the_bytes_does_not_open_it(office) -> None:
    officer = office.people["officer"]
    officer.upload(CONTENT)
    assert officer.request("HEAD", f"/files/{NAME}").status_code == 200  # may name it, for it has it
    assert officer.request("GET", f"/files/{NAME}").status_code == 404
    assert officer.request("POST", "/files/pack", json={"sha256": [NAME]}).content[32:] == PACK_MISSING.to_bytes(
        8, "big"
    )


def test_file_is_told_unchanged_and_sent_in_ranges(clerk) -> None:
    assert clerk.request("GET", f"/files/{NAME}", headers={"If-None-Match": f'"{NAME}"'}).status_code == 304
    part = clerk.request("GET", f"/files/{NAME}", headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, CONTENT[10:20])
    assert part.headers["Content-Range"] == f"bytes 10-19/{len(CONTENT)}"
    beyond = clerk.request("GET", f"/files/{NAME}", headers={"Range": f"bytes={len(CONTENT)}-"})
    assert (beyond.status_code, beyond.headers["Content-Range"]) == (416, f"bytes */{len(CONTENT)}")
    assert beyond.json()["code"] == "range"
    head = clerk.request("HEAD", f"/files/{NAME}")
    assert (head.status_code, head.headers["Content-Length"], head.content) == (200, str(len(CONTENT)), b"")


def test_pack_streams_whole_frames_and_says_what_is_missing(clerk) -> None:
    wanted = [NAME, "0" * 64, ref(OTHER).sha256]
    pack = clerk.request("POST", "/files/pack", json={"sha256": wanted}).content
    frames = b"".join(
        bytes.fromhex(name) + (PACK_MISSING if content is None else len(content)).to_bytes(8, "big") + (content or b"")
        for name, content in zip(wanted, (CONTENT, None, OTHER), strict=True)
    )
    assert pack == frames


def test_pack_ends_at_its_limit_but_brings_one_file_at_least(clerk) -> None:
    wanted = {"sha256": [NAME, ref(OTHER).sha256], "limit_bytes": 10}
    pack = clerk.request("POST", "/files/pack", json=wanted).content
    assert pack == bytes.fromhex(NAME) + len(CONTENT).to_bytes(8, "big") + CONTENT


def test_pack_of_too_many_or_of_no_hashes_is_a_problem(clerk) -> None:
    many = clerk.request("POST", "/files/pack", json={"sha256": ["0" * 64] * (PACK_FILES_MAX + 1)})
    assert (many.status_code, many.json()["code"]) == (413, "too-large")
    odd = clerk.request("POST", "/files/pack", json={"sha256": ["../server.key"]})
    assert (odd.status_code, odd.json()["code"]) == (400, "malformed")
