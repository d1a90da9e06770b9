"""Push (server-sent events): tells that the caller's feed has grown, never what is in it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

from litestar import Router, get
from litestar.response import Stream

from server import feed
from server.house import Office
from server.problems import ProblemError
from server.routes.common import SIGNED_IN, Asked, documented, office_of
from sync.protocol import HEARTBEAT_S

EVENTS = "text/event-stream"
_HEADERS = {"Cache-Control": "no-cache, no-transform", "X-Accel-Buffering": "no"}


@get("/events", responses=documented(bytes, *SIGNED_IN, media_type=EVENTS), media_type=EVENTS)
async def listen(request: Asked) -> Stream:
    """An endless stream; speaks at once when the head is not the one of `Last-Event-ID`."""
    events = _events(office_of(request), request.auth, request.headers.get("last-event-id", ""))
    return Stream(events, media_type=EVENTS, headers=_HEADERS)


async def _events(office: Office, access: str, last: str) -> AsyncIterator[bytes]:
    """Ends with the session, or when the server stops; the client comes again."""
    person_id = (await office.caller(access)).person_id
    with office.bell.listening(person_id) as rung:
        yield b"retry: 3000\n\n"
        while not office.bell.is_closing:
            rung.clear()
            token = await _head(office, person_id)
            yield b"id: %s\nevent: changed\ndata:\n\n" % token.encode() if token != last else b": still here\n\n"
            last = token
            with contextlib.suppress(TimeoutError):  # nothing happened: the next turn says only that we are here
                await asyncio.wait_for(rung.wait(), HEARTBEAT_S)
            try:
                await office.caller(access)
            except ProblemError:
                return


async def _head(office: Office, person_id: str) -> str:
    async with office.database.reading() as connection:
        head = await feed.read_head(connection, person_id)
    return head.token(head.seq)


router = Router("", route_handlers=[listen], tags=["feed"])
