"""Records in the database: wire bytes in, wire bytes out; the organisation as one value.

Decides how a row is found and written; who sees it is decided by `server.feed`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from office.records import (
    Agency,
    AnyRecord,
    Certificate,
    Delegation,
    Dossier,
    Entity,
    FileRef,
    IncomingDocument,
    OutgoingDocument,
    Person,
    Unit,
    kind_of,
)
from office.world import Organisation
from server.store.database import put
from server.store.tables import record, record_file

ORGANISATION_KINDS = ("person", "unit", "agency", "entity", "delegation", "certificate")
DOCUMENT_KINDS = ("incoming", "outgoing", "dossier")
_decoder = msgspec.json.Decoder(AnyRecord)
_encoder = msgspec.json.Encoder()


class Stored(msgspec.Struct, frozen=True):
    """A record with the instant (ms) under which the snapshot orders it."""

    record: AnyRecord
    ordered_at: int


def encode(value: AnyRecord) -> bytes:
    """The record's wire bytes."""
    return _encoder.encode(value)


def decode(body: bytes) -> AnyRecord:
    """The record of wire bytes."""
    value: AnyRecord = _decoder.decode(body)
    return value


async def load(connection: AsyncConnection, ids: Iterable[str], *, lock: bool = False) -> dict[str, Stored]:
    """Those of the records that exist, by id; `lock` keeps other writers away until the transaction ends."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    query = select(record.c.id, record.c.body, record.c.ordered_at).where(record.c.id.in_(wanted)).order_by(record.c.id)
    rows = await connection.execute(query.with_for_update() if lock else query)
    return {row.id: Stored(decode(row.body), row.ordered_at) for row in rows}


async def load_kinds(connection: AsyncConnection, kinds: Sequence[str]) -> list[Stored]:
    """Every record of these kinds."""
    rows = await connection.execute(select(record.c.body, record.c.ordered_at).where(record.c.kind.in_(kinds)))
    return [Stored(decode(row.body), row.ordered_at) for row in rows]


async def write(connection: AsyncConnection, stored: Stored) -> None:
    """Put the record in place of its earlier revision, with its references to files."""
    value = stored.record
    row = {
        "id": value.id,
        "kind": kind_of(value),
        "rev": value.rev,
        "ordered_at": stored.ordered_at,
        "body": encode(value),
    }
    await put(connection, record, [row])
    if isinstance(value, IncomingDocument | OutgoingDocument):
        await connection.execute(delete(record_file).where(record_file.c.record_id == value.id))
        await put(connection, record_file, [{"sha256": sha, "record_id": value.id} for sha in files_of(value)])


def files_of(value: AnyRecord) -> tuple[str, ...]:
    """SHA-256 of every file that opens by way of the record, each once; a recalled document opens none."""
    match value:
        case IncomingDocument(state="recalled") | OutgoingDocument(state="recalled"):
            return ()
        case IncomingDocument(files=files) | OutgoingDocument(files=files):
            return tuple(dict.fromkeys(_hashes(files)))
        case _:
            return ()


def _hashes(files: Sequence[FileRef]) -> Iterable[str]:
    return (file.sha256 for file in files)


async def load_organisation(connection: AsyncConnection) -> Organisation:
    """Everybody and everything of the office, as the rules want it."""
    people: dict[str, Person] = {}
    units: dict[str, Unit] = {}
    agencies: dict[str, Agency] = {}
    entities: dict[str, Entity] = {}
    delegations: dict[str, Delegation] = {}
    certificates: dict[str, Certificate] = {}
    for stored in await load_kinds(connection, ORGANISATION_KINDS):
        match stored.record:
            case Person() as person:
                people[person.id] = person
            case Unit() as unit:
                units[unit.id] = unit
            case Agency() as agency:
                agencies[agency.id] = agency
            case Entity() as entity:
                entities[entity.id] = entity
            case Delegation() as delegation:
                delegations[delegation.id] = delegation
            case Certificate() as certificate:
                certificates[certificate.id] = certificate
    return Organisation(
        people=people,
        units=units,
        agencies=agencies,
        entities=entities,
        delegations=delegations,
        certificates=certificates,
    )


def links_of(value: AnyRecord | None) -> set[str]:
    """Ids of the records that this one names as its neighbours."""
    match value:
        case IncomingDocument(answered_by=answers, dossier_ids=dossiers):
            return {*answers, *dossiers}
        case OutgoingDocument(answers=answers, dossier_ids=dossiers, superseded_by=newer):
            return {*answers, *dossiers, *([newer] if newer else [])}
        case Dossier(document_ids=documents):
            return set(documents)
        case _:
            return set()
