"""The access log of a document, for those who keep it and for administrators."""

from __future__ import annotations

import msgspec
from litestar import Response, Router, get

from office.audience import overseers
from office.records import Document
from server import accesses
from server.problems import ProblemError
from server.routes.common import SIGNED_IN, Asked, documented, office_of, stored
from server.store import records
from sync.protocol import AccessLine


@get("/documents/{document_id:str}/accesses", responses=documented(list[AccessLine], *SIGNED_IN))
async def read_accesses(request: Asked, document_id: str, after: str = "") -> Response[bytes]:
    """Up to 500 lines after the line `after`: who had which file when, on which desk."""
    office = office_of(request)
    async with office.database.reading() as connection:
        found = (await records.load(connection, [document_id])).get(document_id)
        organisation = await office.settler.organisation(connection)
        if found is None or not isinstance(found.record, Document):
            raise ProblemError("not-found")
        if request.user.person_id not in overseers(found.record, organisation):
            raise ProblemError("not-found")
        lines = await accesses.read_log(connection, document_id, after)
    return stored(request, msgspec.json.encode(lines), {})


router = Router("", route_handlers=[read_accesses], tags=["accesses"])
