"""Whether the server works, for balancers and for the desktop's doctor; open to all, tells nothing of the office."""

from __future__ import annotations

from litestar import Router, get

from server.routes.common import OPEN, Asked, documented, office_of
from server.store import settings
from sync.protocol import API_VERSION, Message


class Health(Message, frozen=True, kw_only=True):
    """`GET /health`."""

    status: str
    api: str


@get("/health", opt={OPEN: True}, responses=documented(Health, "unavailable"))
async def read_health(request: Asked) -> Health:
    """Answers when the database does."""
    async with office_of(request).database.reading() as connection:
        await settings.read(connection, settings.FEED_EPOCH)
    return Health(status="ok", api=API_VERSION)


router = Router("", route_handlers=[read_health], tags=["health"])
