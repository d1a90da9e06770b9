"""What the main job leaves on the server, however often something was cut off on the way: each thing once."""

from __future__ import annotations

import asyncio
import sqlite3
from typing import TypeVar

import msgspec

from app.fetching import Fetcher
from butphe.demo.checks import check_issued
from butphe.demo.people import COMMITTEE
from butphe.demo.stand import Stand
from office.records import AnyRecord, Dossier, IncomingDocument, OutgoingDocument, RegisterEntry
from paper.fields import read
from server import journal
from server.config import Config
from server.store.database import Database
from signing.validation import Trust, verify

INCOMING_STEPS = ["receive", "register", "stamp", "submit", "direct", "begin", "complete", "file"]
OUTGOING_STEPS = [
    "draft", "submit_draft", "initial", "pass_format", "sign", "number", "seal", "dispatch", "file",
]  # fmt: skip
CODE = "01/UBND-KSTT"
ISSUED, ARRIVED = "01-UBND-KSTT.pdf", "van-ban-den.pdf"
OF_ISSUED = [("initial", "valid"), ("leader", "valid"), ("seal", "valid"), ("timestamp", "valid")]
OF_ARRIVED = [("plain", "valid"), ("plain", "valid"), ("arrival", "valid"), ("timestamp", "valid")]
OTHERS_SAY = ["pdfsig: 3/3 hợp lệ", "openssl: 4/4 hợp lệ"]
T = TypeVar("T")


def assert_each_thing_is_there_once(stand: Stand) -> None:
    """One document in, one out, each step in its history once, one number in each book, an unbroken journal."""
    incoming, outgoing = _only(stand, IncomingDocument), _only(stand, OutgoingDocument)
    dossier = _only(stand, Dossier)
    assert [line.type for line in incoming.history] == INCOMING_STEPS
    assert [line.type for line in outgoing.history] == OUTGOING_STEPS
    assert (incoming.state, outgoing.state) == ("filed", "filed")
    assert set(dossier.document_ids) == {incoming.id, outgoing.id}
    assert sorted((entry.entity_id, entry.book, entry.number, entry.document_id) for entry in books(stand)) == [
        (COMMITTEE, "incoming", 1, incoming.id),
        (COMMITTEE, "outgoing", 1, outgoing.id),
    ]
    assert [entry.code for entry in books(stand) if entry.book == "outgoing"] == [CODE]
    assert asyncio.run(_journal_is_whole(stand))


def assert_files_are_valid(stand: Stand) -> None:
    """The issued document for three judges, and the foreign one with our stamp, each signature there once."""
    assert signatures(stand, ARRIVED) == OF_ARRIVED
    assert signatures(stand, ISSUED) == OF_ISSUED
    said: list[str] = []
    assert check_issued(stand.folder / "issued" / ISSUED, stand.folder / "trust", said.append)
    assert said[1:] == OTHERS_SAY


def signatures(stand: Stand, name: str) -> list[tuple[str, str]]:
    """Role and verdict of every signature of a saved file."""
    verdict = verify(stand.folder / "issued" / name, Trust.load([stand.folder / "trust"]), fetch=Fetcher())
    return [(one.role, one.verdict) for one in verdict.signatures]


def printed_code(stand: Stand) -> str:
    """Number and symbol as the issued page shows them."""
    symbol = read(stand.folder / "issued" / ISSUED).symbol
    return symbol.value if symbol is not None else ""


def books(stand: Stand) -> list[RegisterEntry]:
    """The rows of all registers as the server keeps them."""
    return [record for record in kept(stand) if isinstance(record, RegisterEntry)]


def kept(stand: Stand) -> list[AnyRecord]:
    """Every record in the server's database."""
    address = f"file:{stand.folder / 'server' / 'office.sqlite3'}?mode=ro"
    with sqlite3.connect(address, uri=True) as database:
        return [msgspec.json.decode(body, type=AnyRecord) for (body,) in database.execute("SELECT body FROM record")]


def _only(stand: Stand, kind: type[T]) -> T:
    (found,) = [record for record in kept(stand) if isinstance(record, kind)]
    return found


async def _journal_is_whole(stand: Stand) -> bool:
    database = Database(Config(data=str(stand.folder / "server")).url)
    try:
        async with database.reading() as connection:
            return await journal.verify(connection) is None
    finally:
        await database.close()
