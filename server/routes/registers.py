"""The books: entries of one book of one entity in one year, in order, as far as the caller sees them."""

from __future__ import annotations

from typing import Annotated

from litestar import Response, Router, get
from litestar.params import Parameter

from office.records import Book, RegisterEntry
from office.world import NumberWanted
from server import registers
from server.routes.common import SIGNED_IN, Asked, documented, office_of, stored

Year = Annotated[int, Parameter(ge=2000, le=9999)]
After = Annotated[int, Parameter(ge=0)]


@get("/registers/{entity_id:str}/{book:str}/{year:int}", responses=documented(list[RegisterEntry], *SIGNED_IN))
async def read_register(request: Asked, entity_id: str, book: Book, year: Year, after: After = 0) -> Response[bytes]:
    """Up to 500 entries with numbers above `after`."""
    office = office_of(request)
    async with office.database.reading() as connection:
        bodies = await registers.read_book(
            connection, request.user.person_id, NumberWanted(entity_id, book, year), after
        )
    return stored(request, b"[%s]" % b",".join(bodies), {})


router = Router("", route_handlers=[read_register], tags=["registers"])
