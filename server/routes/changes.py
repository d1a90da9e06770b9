"""The feed and the snapshot, as stored bytes."""

from __future__ import annotations

from typing import Annotated

from litestar import Response, Router, get
from litestar.params import Parameter

from server import feed
from server.routes.common import SIGNED_IN, Asked, documented, office_of, stored
from sync.protocol import CHANGES_MAX, ChangesPage, SnapshotPage

Limit = Annotated[int, Parameter(ge=1, le=CHANGES_MAX)]


@get("/changes", responses=documented(ChangesPage, *SIGNED_IN, "cannotCalculateChanges"))
async def read_changes(request: Asked, since: str = "", limit: Limit = CHANGES_MAX) -> Response[bytes]:
    """What changed for the caller since a token; 304 when nothing did."""
    office = office_of(request)
    async with office.database.reading() as connection:
        head = await feed.read_head(connection, request.user.person_id)
        seq = head.since(since)
        etag = {"ETag": f'"{head.token(head.seq)}"'}
        if since and seq == head.seq:
            return Response(b"", status_code=304, headers=etag)
        body = await feed.changes_page(connection, head, seq, limit)
    return stored(request, body, etag)


@get("/snapshot", responses=documented(SnapshotPage, *SIGNED_IN, "cannotCalculateChanges"))
async def read_snapshot(request: Asked, after: str = "", at: str = "") -> Response[bytes]:
    """Everything the caller sees, newest first; the first page pins `at`, from where changes are read afterwards."""
    office = office_of(request)
    async with office.database.reading() as connection:
        head = await feed.read_head(connection, request.user.person_id)
        if at:
            head.since(at)
        body = await feed.snapshot_page(connection, head, at or head.token(head.seq), after)
    return stored(request, body, {})


router = Router("", route_handlers=[read_changes, read_snapshot], tags=["feed"])
