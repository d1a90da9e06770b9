"""Resumable uploads: by pieces, across a killed server, with the true offset told, the digest checked at the end."""

from __future__ import annotations

import base64
import hashlib
import http.client
import os
import time
from datetime import timedelta

import pytest
from sqlalchemy import select

from server.files import access
from server.files.uploads import UPLOADS_KEPT, UPLOADS_MAX
from server.problems import ProblemError
from server.store.tables import file_grant, stored_file, upload
from sync.protocol import API_PREFIX, FILE_BYTES_MAX
from tests.helpers.office_world import CLERK, NOW, OFFICER, organisation
from tests.helpers.server_inside import Inside, inside
from tests.helpers.server_process import Client, records_of, running

CONTENT = os.urandom(300_000)
SHA256 = hashlib.sha256(CONTENT).hexdigest()
DIGEST = f"sha-256=:{base64.b64encode(hashlib.sha256(CONTENT).digest()).decode()}:"


def begin(client: Client, content: bytes = b"", **headers: str):
    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.request("POST", "/uploads", data=content, headers=fields)


def go_on(client: Client, location: str, offset: int, content: bytes, *, is_last: bool, **more: str):
    headers = {
        "Content-Type": "application/partial-upload",
        "Upload-Offset": str(offset),
        "Upload-Complete": "?1" if is_last else "?0",
        **{name.replace("_", "-"): value for name, value in more.items()},
    }
    return client.request("PATCH", location.removeprefix(API_PREFIX), data=content, headers=headers)


def offset_of(client: Client, location: str) -> int:
    reply = client.request("HEAD", location.removeprefix(API_PREFIX))
    assert (reply.status_code, reply.headers["Upload-Complete"]) == (204, "?0")
    return int(reply.headers["Upload-Offset"])


def test_file_sent_in_pieces_arrives(client) -> None:
    someone = client("an")
    reply = begin(someone, CONTENT[:1000], Upload_Complete="?0", Upload_Length=str(len(CONTENT)), Repr_Digest=DIGEST)
    assert (reply.status_code, reply.headers["Upload-Offset"]) == (201, "1000")
    assert reply.headers["Upload-Draft-Interop-Version"] == "8"
    location = reply.headers["Location"]
    assert go_on(someone, location, 1000, CONTENT[1000:200_000], is_last=False).status_code == 204
    assert offset_of(someone, location) == 200_000
    last = go_on(someone, location, 200_000, CONTENT[200_000:], is_last=True)
    assert (last.status_code, last.headers["Upload-Complete"]) == (204, "?1")
    assert someone.request("HEAD", f"/files/{SHA256}").headers["Content-Length"] == str(len(CONTENT))
    assert someone.request("HEAD", location.removeprefix(API_PREFIX)).status_code == 404


def test_wrong_offset_is_answered_with_the_true_one(client) -> None:
    someone = client("an")
    location = begin(someone, CONTENT[:10], Upload_Complete="?0").headers["Location"]
    reply = go_on(someone, location, 5, CONTENT[5:], is_last=True)
    assert (reply.status_code, reply.json()["code"], reply.headers["Upload-Offset"]) == (409, "upload-offset", "10")


def test_wrong_digest_ends_the_upload_and_leaves_nothing(client, server) -> None:
    someone = client("an")
    location = begin(someone, b"", Upload_Complete="?0", Repr_Digest=DIGEST).headers["Location"]
    reply = go_on(someone, location, 0, b"other bytes", is_last=True)
    assert (reply.status_code, reply.json()["code"]) == (422, "digest")
    assert someone.request("HEAD", location.removeprefix(API_PREFIX)).status_code == 404
    assert not (server.data / "files" / "parts" / location.rpartition("/")[2]).exists()


def test_upload_belongs_to_its_sender(client) -> None:
    location = begin(client("an"), b"x", Upload_Complete="?0").headers["Location"]
    assert client("binh").request("HEAD", location.removeprefix(API_PREFIX)).status_code == 404
    assert go_on(client("binh"), location, 1, b"y", is_last=True).status_code == 404


def test_upload_can_be_given_up(client) -> None:
    someone = client("an")
    location = begin(someone, b"x", Upload_Complete="?0").headers["Location"]
    assert someone.request("DELETE", location.removeprefix(API_PREFIX)).status_code == 204
    assert someone.request("HEAD", location.removeprefix(API_PREFIX)).status_code == 404


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Upload_Length": "many"}, 400),
        ({"Upload_Length": "-1"}, 400),
        ({"Upload_Length": str(FILE_BYTES_MAX + 1)}, 413),
        ({"Upload_Length": "1", "Upload_Complete": "?1"}, 413),
        ({"Upload_Length": "9", "Upload_Complete": "?1"}, 422),
        ({"Repr_Digest": "md5=:AAAA:"}, 400),
        ({"Repr_Digest": "sha-256=:A:"}, 400),
    ],
)
def test_headers_that_do_not_fit_are_problems(client, headers: dict[str, str], status: int) -> None:
    assert begin(client("an"), b"xy", **headers).status_code == status


def test_piece_of_another_media_type_is_refused(client) -> None:
    someone = client("an")
    location = begin(someone, b"x", Upload_Complete="?0").headers["Location"]
    assert go_on(someone, location, 1, b"y", is_last=True, Content_Type="text/plain").status_code == 415


def test_upload_goes_on_where_a_killed_server_left_it(tmp_path) -> None:
    with running(tmp_path) as server:
        someone = Client(server).sign_in("an")
        location = begin(someone, CONTENT[:100_000], Upload_Complete="?0", Repr_Digest=DIGEST).headers["Location"]
        server.kill()
        server.start()
        offset = offset_of(someone, location)
        assert offset == 100_000
        assert go_on(someone, location, offset, CONTENT[offset:], is_last=True).status_code == 204
        assert someone.request("HEAD", f"/files/{SHA256}").status_code == 200


def test_bytes_before_a_broken_connection_stay(client, server) -> None:
    someone = client("an")
    location = begin(someone, b"", Upload_Complete="?0").headers["Location"]
    raw = http.client.HTTPConnection(server.url.removeprefix("http://"), timeout=30)
    raw.putrequest("PATCH", location)
    for name, value in {
        "Authorization": f"Bearer {someone.tokens.access}", "Content-Type": "application/partial-upload",
        "Upload-Offset": "0", "Upload-Complete": "?1", "Content-Length": str(len(CONTENT)),
    }.items():  # fmt: skip
        raw.putheader(name, value)
    raw.endheaders(CONTENT[:150_000])
    raw.close()
    ends_at = time.monotonic() + 20
    while (offset := offset_of(someone, location)) != 150_000 and time.monotonic() < ends_at:
        time.sleep(0.05)
    assert offset == 150_000


def test_what_nobody_comes_back_for_goes_after_seven_days(tmp_path) -> None:
    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()))
        begun = await office.office.uploads.begin(OFFICER, None, "", NOW)
        sent = await office.send_bytes(b"waiting", OFFICER)
        await office.office.uploads.sweep(NOW + UPLOADS_KEPT)
        assert office.files.find(sent.sha256) is not None
        await office.office.uploads.sweep(NOW + UPLOADS_KEPT + timedelta(seconds=1))
        assert office.files.find(sent.sha256) is None
        assert office.files.offset(begun.id) is None
        async with office.database.reading() as connection:
            for table in (upload, stored_file, file_grant):
                assert (await connection.execute(select(table))).all() == []

    inside(tmp_path, story)


def test_one_person_has_so_many_uploads_at_once(tmp_path) -> None:
    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()))
        for _ in range(UPLOADS_MAX):
            await office.office.uploads.begin(OFFICER, None, "", NOW)
        with pytest.raises(ProblemError) as caught:
            await office.office.uploads.begin(OFFICER, None, "", NOW)
        assert caught.value.code == "too-many"
        assert (await office.office.uploads.begin(CLERK, None, "", NOW)).offset == 0

    inside(tmp_path, story)


def test_file_that_is_kept_already_is_only_granted(tmp_path) -> None:
    async def body():
        yield b"the same"

    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()))
        sent = await office.send_bytes(b"the same", CLERK)
        office.files.keep(sent.sha256)
        async with office.database.writing() as connection:
            await access.keep(connection, [sent.sha256])
        begun = await office.office.uploads.begin(OFFICER, None, "", NOW)
        done = await office.office.uploads.receive(begun, body())
        assert await office.office.uploads.complete(done, "", NOW) == sent.sha256
        assert not office.files.quarantine_path(sent.sha256).exists()
        async with office.database.reading() as connection:
            assert await access.usable(connection, OFFICER, [sent.sha256]) == {sent.sha256: 8}
            assert await access.readable(connection, OFFICER, [sent.sha256]) == {}

    inside(tmp_path, story)
