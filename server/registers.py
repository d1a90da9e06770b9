"""Register numbers: the next of a book of an entity in a year, given in the transaction that records it.

The counter is one row, counted up under its lock; a transaction that is rolled back gives its number back, so a book
has no gaps. The primary key of `register_row` refuses a number that was given before. Which book: `office.registers`.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from office.records import RegisterEntry
from office.world import NumberWanted
from server.store.database import put
from server.store.tables import counter, feed_row, record, register_row

REGISTER_PAGE = 500


async def take(connection: AsyncConnection, wanted: Iterable[NumberWanted]) -> dict[NumberWanted, int]:
    """The next number of each; books in one fixed order, so that two transactions never wait for each other."""
    numbers = {}
    for want in sorted(wanted, key=lambda want: (want.entity_id, want.book, want.year)):
        book = {"entity_id": want.entity_id, "book": want.book, "year": want.year}
        await put(connection, counter, [{**book, "last": 0}], keep=True)
        count = update(counter).values(last=counter.c.last + 1).returning(counter.c.last)
        numbers[want] = int((await connection.execute(count.filter_by(**book))).scalar_one())
    return numbers


async def enter(connection: AsyncConnection, entry: RegisterEntry) -> None:
    """Keep a new entry's number; a number that was given before is refused by the database."""
    query = select(register_row.c.record_id).where(register_row.c.record_id == entry.id)
    if (await connection.execute(query)).first() is None:
        row = {name: getattr(entry, name) for name in ("entity_id", "book", "year", "number", "document_id")}
        await connection.execute(insert(register_row).values(record_id=entry.id, **row))


async def entries_of(connection: AsyncConnection, document_id: str) -> list[str]:
    """Ids of the entries that a document has in any book."""
    query = select(register_row.c.record_id).where(register_row.c.document_id == document_id)
    return list((await connection.execute(query)).scalars())


async def read_book(connection: AsyncConnection, person_id: str, book: NumberWanted, after: int) -> list[bytes]:
    """Wire bytes of a book's entries with numbers above `after`, in order, as far as the person sees them."""
    query = (
        select(record.c.body)
        .join_from(register_row, record, record.c.id == register_row.c.record_id)
        .join(feed_row, feed_row.c.record_id == record.c.id)
        .where(
            register_row.c.entity_id == book.entity_id,
            register_row.c.book == book.book,
            register_row.c.year == book.year,
            register_row.c.number > after,
            feed_row.c.person_id == person_id,
            feed_row.c.op == "up",
        )
        .order_by(register_row.c.number)
        .limit(REGISTER_PAGE)
    )
    return list((await connection.execute(query)).scalars())
