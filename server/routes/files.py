"""Files by their SHA-256: whole, in ranges, or many in one stream. Who may read: `server.files.access`.

What is given out stands in the access log before the first byte leaves (`server.accesses`).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence

from litestar import Response, Router, get, head, post
from litestar.response import Stream

from server import accesses
from server.files import access
from server.files.local import LocalFiles, is_sha256, read_range
from server.files.ranges import Span, wanted_span
from server.house import Office
from server.problems import ProblemError
from server.routes.common import SIGNED_IN, Asked, documented, office_of
from sync.protocol import PACK_FILES_MAX, PACK_MISSING, PackRequest

BYTES = "application/octet-stream"
_SIZE_BYTES = 8


def _headers(sha256: str) -> dict[str, str]:
    return {
        "ETag": f'"{sha256}"',
        "Accept-Ranges": "bytes",
        "Cache-Control": "private, max-age=31536000, immutable",
        "Content-Disposition": "attachment",
    }


@head("/files/{sha256:str}", responses=documented(None, *SIGNED_IN))
async def look_at_file(request: Asked, sha256: str) -> Response[None]:
    """Whether the file is here and the caller may read it, or name it in an action."""
    office = office_of(request)
    async with office.database.reading() as connection:
        sizes = await access.usable(connection, request.user.person_id, [sha256])
    if sha256 not in sizes:
        raise ProblemError("not-found")
    return Response(None, headers=_headers(sha256) | {"Content-Type": BYTES, "Content-Length": str(sizes[sha256])})


@get("/files/{sha256:str}", responses=documented(bytes, *SIGNED_IN, "range", media_type=BYTES), media_type=BYTES)
async def read_file(request: Asked, sha256: str) -> Stream | Response[bytes]:
    """The bytes of a file, or a range of them."""
    office = office_of(request)
    async with office.database.reading() as connection:
        sizes = await access.readable(connection, request.user.person_id, [sha256])
    source = await asyncio.to_thread(office.files.open, sha256) if sha256 in sizes else None
    if source is None:
        raise ProblemError("not-found")
    size, headers = sizes[sha256], _headers(sha256)
    if request.headers.get("if-none-match") == headers["ETag"]:
        source.close()
        return Response(b"", status_code=304, headers=headers)
    span = wanted_span(request.headers.get("range", ""), request.headers.get("if-range", ""), headers["ETag"], size)
    if span is None:
        source.close()
        raise ProblemError("range", headers={"Content-Range": f"bytes */{size}"})
    await _note(office, request, [sha256])
    blocks = in_threads(read_range(source, span.start, span.length))
    return Stream(
        blocks, media_type=BYTES, status_code=206 if span.is_part else 200, headers=headers | _length(span, size)
    )


async def _note(office: Office, request: Asked, hashes: Sequence[str]) -> None:
    async with office.database.writing() as connection:
        await accesses.note_fetched(connection, request.user, hashes, office.clock())


def _length(span: Span, size: int) -> dict[str, str]:
    length = {"Content-Length": str(span.length)}
    if span.is_part:
        length["Content-Range"] = f"bytes {span.start}-{span.start + span.length - 1}/{size}"
    return length


@post(
    "/files/pack",
    status_code=200,
    responses=documented(bytes, *SIGNED_IN, "too-large", media_type=BYTES),
    media_type=BYTES,
)
async def read_pack(request: Asked, data: PackRequest) -> Stream:
    """Many files in one stream of frames; one that is not available is said to be so."""
    if len(data.sha256) > PACK_FILES_MAX:
        raise ProblemError("too-large", facts={"files_max": str(PACK_FILES_MAX)})
    if not all(is_sha256(sha256) for sha256 in data.sha256):
        raise ProblemError("malformed", facts={"field": "sha256"})
    office = office_of(request)
    async with office.database.reading() as connection:
        sizes = await access.readable(connection, request.user.person_id, data.sha256)
    asked = _that_fit(data, sizes)
    await _note(office, request, [sha256 for sha256 in asked if sha256 in sizes])
    frames = _frames(office.files, asked, sizes)
    return Stream(in_threads(frames), media_type=BYTES, headers={"Cache-Control": "no-store"})


def _that_fit(asked: PackRequest, sizes: Mapping[str, int]) -> list[str]:
    """The files asked for up to the limit of bytes, but always at least one; the rest is asked for again."""
    fit: list[str] = []
    sent = 0
    for sha256 in dict.fromkeys(asked.sha256):
        size = sizes.get(sha256, 0)
        if size and sent and sent + size > asked.limit_bytes:
            break
        fit.append(sha256)
        sent += size
    return fit


def _frames(files: LocalFiles, asked: Sequence[str], sizes: Mapping[str, int]) -> Iterator[bytes]:
    for sha256 in asked:
        size = sizes.get(sha256)
        source = files.open(sha256) if size is not None else None
        name = bytes.fromhex(sha256)
        if source is None or size is None:
            yield name + PACK_MISSING.to_bytes(_SIZE_BYTES, "big")
            continue
        yield name + size.to_bytes(_SIZE_BYTES, "big")
        yield from read_range(source, 0, size)


async def in_threads(blocks: Iterator[bytes]) -> AsyncIterator[bytes]:
    """Blocks read off the event loop, one at a time as they are sent."""
    try:
        while (block := await asyncio.to_thread(next, blocks, None)) is not None:
            yield block
    finally:
        close = getattr(blocks, "close", None)
        if close is not None:
            await asyncio.to_thread(close)


router = Router("", route_handlers=[look_at_file, read_file, read_pack], tags=["files"])
