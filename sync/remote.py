"""The server of `door.Server` over the wire: feed, snapshot, actions, files, packs.

Uploads follow draft-ietf-httpbis-resumable-upload, interop version 8 (POST, HEAD, PATCH with `Upload-Offset`); the
digest of the whole file is said beforehand (`Repr-Digest`, RFC 9530) and checked by the server at the end.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Sequence

from office.actions import Action
from sync import door
from sync.errors import RequestRefused, ServerLied
from sync.protocol import CHANGES_MAX, PACK_MISSING, ActionsRequest, PackRequest
from sync.streams import Blocks
from sync.wire import Wire, media_type_required

INTEROP_VERSION = "8"
PARTIAL = "application/partial-upload"
BYTES = "application/octet-stream"
CANNOT_CALCULATE = "cannotCalculateChanges"
BEGUN_ANEW = frozenset({"upload-offset", "digest", "not-found"})
"""What ends an upload but not the file: it lost its place or its bytes on the way, the next try begins anew."""


class RemoteServer:
    """`door.Server` of a real server."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def changes(self, since: str) -> door.Changes | door.Reset | None:
        """`GET /changes`."""
        params = {"since": since, "limit": str(CHANGES_MAX)}
        try:
            reply = self._wire.request("GET", "/changes", params=params, accepted=(304,))
        except RequestRefused as refused:
            return _reset(refused)
        return None if reply.status_code == 304 else self._wire.decode(reply, door.Changes)

    def snapshot(self, *, after: str, at: str) -> door.Snapshot | door.Reset:
        """`GET /snapshot`."""
        params = {name: value for name, value in (("after", after), ("at", at)) if value}
        try:
            reply = self._wire.request("GET", "/snapshot", params=params)
        except RequestRefused as refused:
            return _reset(refused)
        return self._wire.decode(reply, door.Snapshot)

    def act(self, actions: Sequence[Action]) -> tuple[door.Answer, ...]:
        """`POST /actions`."""
        reply = self._wire.request("POST", "/actions", body=ActionsRequest(actions=tuple(actions)))
        return self._wire.decode(reply, door.Answers).results

    def has_file(self, sha256: str) -> bool:
        """`HEAD /files/{sha256}`."""
        reply = self._wire.request("HEAD", f"/files/{sha256}", accepted=(404,))
        return reply.status_code == 200

    def upload(
        self, sha256: str, size: int, *, url: str, read: Callable[[int], Iterator[bytes]], note: Callable[[str], None]
    ) -> None:
        """`POST /uploads`, or `PATCH` from where the server says that it stopped."""
        address, offset = self._continue(url) if url else ("", 0)
        if not address:
            address, offset = self._begin(sha256, size)
            note(address)
        headers = {
            "Content-Type": PARTIAL,
            "Upload-Offset": str(offset),
            "Upload-Complete": "?1",
            "Upload-Draft-Interop-Version": INTEROP_VERSION,
        }
        try:
            self._wire.request("PATCH", address, body=read(offset) if offset < size else b"", headers=headers)
        except RequestRefused as refused:
            if refused.facts.get("problem") not in BEGUN_ANEW:
                raise
            note("")
            raise ServerLied(what="upload", sha256=sha256) from refused

    def download(self, sha256: str, *, offset: int) -> Iterator[bytes]:
        """`GET /files/{sha256}`, from an offset by `Range`."""
        headers = {"Accept": "*/*", "Accept-Encoding": "identity"}
        if offset:
            headers |= {"Range": f"bytes={offset}-", "If-Range": f'"{sha256}"'}
        reply = self._wire.request("GET", f"/files/{sha256}", headers=headers, is_stream=True)
        if offset and reply.status_code != 206:
            reply.close()
            raise ServerLied(what="range", sha256=sha256)
        yield from Blocks(reply).rest()

    def pack(self, shas: Sequence[str]) -> Iterator[door.Packed]:
        """`POST /files/pack`: frames `32-byte hash | 8-byte length | bytes`."""
        reply = self._wire.request(
            "POST",
            "/files/pack",
            body=PackRequest(sha256=tuple(shas)),
            headers={"Accept": "*/*", "Accept-Encoding": "identity"},
            is_stream=True,
        )
        media_type_required(reply, BYTES)
        blocks = Blocks(reply)
        while head := blocks.exactly(40, may_end=True):
            length = int.from_bytes(head[32:], "big")
            size = None if length == PACK_MISSING else length
            yield door.Packed(sha256=head[:32].hex(), size=size, blocks=blocks.next(size or 0))

    def _begin(self, sha256: str, size: int) -> tuple[str, int]:
        digest = base64.b64encode(bytes.fromhex(sha256)).decode()
        reply = self._wire.request(
            "POST",
            "/uploads",
            body=b"",
            headers={
                "Upload-Complete": "?0",
                "Upload-Length": str(size),
                "Upload-Draft-Interop-Version": INTEROP_VERSION,
                "Repr-Digest": f"sha-256=:{digest}:",
            },
        )
        return self._address(reply.headers.get("Location", "")), 0

    def _continue(self, url: str) -> tuple[str, int]:
        """Where an upload stands; ("", 0) when the server no longer knows it."""
        headers = {"Upload-Draft-Interop-Version": INTEROP_VERSION}
        reply = self._wire.request("HEAD", url, headers=headers, accepted=(404, 410))
        offset = reply.headers.get("Upload-Offset", "")
        return (url, int(offset)) if reply.status_code < 300 and offset.isdecimal() else ("", 0)

    def _address(self, location: str) -> str:
        """The upload's address on the same server; an upload is never sent elsewhere."""
        if location.startswith("/"):
            return self._wire.origin + location
        if location.startswith(self._wire.origin + "/"):
            return location
        raise ServerLied(what="location")


def _reset(refused: RequestRefused) -> door.Reset:
    if refused.facts.get("problem") == CANNOT_CALCULATE:
        return door.Reset()
    raise refused
