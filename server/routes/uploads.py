"""Resumable uploads: the headers of the draft, read and written (see `server.files.uploads`)."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping

from litestar import Response, Router, delete, head, patch, post

from server.files.uploads import INTEROP_VERSION, Upload
from server.house import Office
from server.problems import ProblemError
from server.routes.common import SIGNED_IN, Asked, documented, office_of
from sync.protocol import API_PREFIX, FILE_BYTES_MAX

PARTIAL = "application/partial-upload"
_DIGEST = re.compile(r"sha-256=:([A-Za-z0-9+/=]+):")
_UPLOADING = (*SIGNED_IN, "upload-offset", "too-large", "digest", "storage-full")


@post("/uploads", status_code=201, request_max_body_size=None, responses=documented(None, *_UPLOADING))
async def begin_upload(request: Asked) -> Response[None]:
    """Begin an upload, with all, some or none of its bytes."""
    office = office_of(request)
    length = _whole(request.headers, "upload-length")
    upload = await office.uploads.begin(request.user.person_id, length, _digest(request.headers), office.clock())
    return await _receive(request, office, upload, status=201)


@patch(
    "/uploads/{upload_id:str}",
    status_code=204,
    request_max_body_size=None,
    responses=documented(None, *_UPLOADING, "media-type"),
)
async def continue_upload(request: Asked, upload_id: str) -> Response[None]:
    """Append bytes at the offset; another offset than the true one is answered with the true one."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != PARTIAL:
        raise ProblemError("media-type")
    office = office_of(request)
    upload = await office.uploads.find(request.user.person_id, upload_id)
    if _whole(request.headers, "upload-offset") != upload.offset:
        raise ProblemError("upload-offset", headers={"Upload-Offset": str(upload.offset), "Upload-Complete": "?0"})
    return await _receive(request, office, upload, status=204)


async def _receive(request: Asked, office: Office, upload: Upload, *, status: int) -> Response[None]:
    is_last = request.headers.get("upload-complete") == "?1"
    upload = await office.uploads.receive(upload, request.stream())
    headers = _headers(upload, is_complete=is_last) | {"Location": f"{API_PREFIX}/uploads/{upload.id}"}
    if is_last:
        await office.uploads.complete(upload, _digest(request.headers), office.clock())
    return Response(None, status_code=status, headers=headers)


@head("/uploads/{upload_id:str}", status_code=204, responses=documented(None, *SIGNED_IN))
async def look_at_upload(request: Asked, upload_id: str) -> Response[None]:
    """How far an upload has come."""
    upload = await office_of(request).uploads.find(request.user.person_id, upload_id)
    return Response(None, status_code=204, headers=_headers(upload, is_complete=False) | {"Cache-Control": "no-store"})


@delete("/uploads/{upload_id:str}", status_code=204, responses=documented(None, *SIGNED_IN))
async def end_upload(request: Asked, upload_id: str) -> None:
    """Give an upload up."""
    office = office_of(request)
    upload = await office.uploads.find(request.user.person_id, upload_id)
    await office.uploads.drop(upload.id)


def _headers(upload: Upload, *, is_complete: bool) -> dict[str, str]:
    length = {"Upload-Length": str(upload.length)} if upload.length is not None else {}
    return {
        "Upload-Draft-Interop-Version": INTEROP_VERSION,
        "Upload-Offset": str(upload.offset),
        "Upload-Complete": "?1" if is_complete else "?0",
        "Upload-Limit": f"max-size={FILE_BYTES_MAX}",
        **length,
    }


def _whole(headers: Mapping[str, str], name: str) -> int | None:
    text = headers.get(name)
    if text is None:
        return None
    if not text.isdecimal():
        raise ProblemError("malformed", facts={"header": name})
    return int(text)


def _digest(headers: Mapping[str, str]) -> str:
    """The SHA-256 of `Repr-Digest` as hex; "" when it is not given."""
    text = headers.get("repr-digest", "")
    found = _DIGEST.search(text)
    if not found:
        if text:
            raise ProblemError("malformed", facts={"header": "Repr-Digest"})
        return ""
    try:
        return base64.b64decode(found[1], validate=True).hex()
    except binascii.Error:
        raise ProblemError("malformed", facts={"header": "Repr-Digest"}) from None


router = Router("", route_handlers=[begin_upload, continue_upload, look_at_upload, end_upload], tags=["files"])
