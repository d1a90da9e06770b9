"""Record bytes: what is read of a body without understanding it, and how a body becomes a record.

A record from a newer server may have fields, states or kinds that this program does not know. Its bytes are stored as
they came; it becomes a record again only when this program understands it (`NEWER` marks the others in lists).
"""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec

from office.records import AnyRecord, Document, IncomingDocument, Instant, OutgoingDocument

NEWER = "newer"
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


class Head(msgspec.Struct, frozen=True):
    """What every record has."""

    kind: str
    id: str
    rev: int = 0


class WireRef(msgspec.Struct, frozen=True):
    """What the file store needs to know of a file reference."""

    sha256: str
    size: int
    role: str = "main"


class Holding(msgspec.Struct, frozen=True):
    """The files of a record, read even when the rest is newer than this program."""

    files: tuple[WireRef, ...] = ()


_head = msgspec.json.Decoder(Head)
_holding = msgspec.json.Decoder(Holding)
_record: msgspec.json.Decoder[AnyRecord] = msgspec.json.Decoder(AnyRecord)
_encoder = msgspec.json.Encoder()


def head(body: bytes) -> Head:
    """Kind, id and revision of a body. Raises msgspec.ValidationError when it is no record at all."""
    return _head.decode(body)


def decode(body: bytes) -> AnyRecord | None:
    """The record, or None when it is newer than this program."""
    try:
        return _record.decode(body)
    except msgspec.ValidationError:
        return None


def encode(record: AnyRecord) -> bytes:
    """The stored form of a record made here."""
    return _encoder.encode(record)


def moment(record: AnyRecord | None, record_id: str) -> Instant:
    """When the record came or began: what orders the lists, newest first.

    A record without such a time is placed by the milliseconds of its UUIDv7; this orders a screen, never an effect.
    """
    match record:
        case IncomingDocument(received_at=at) if at is not None:
            return at
        case IncomingDocument(history=history) | OutgoingDocument(history=history) if history:
            return history[0].at
    try:
        milliseconds = int(record_id.replace("-", "")[:12], 16)
    except ValueError:
        return EPOCH
    seconds = milliseconds / 1000
    return datetime.fromtimestamp(seconds, UTC) if 0 < seconds < 4_102_444_800 else EPOCH


def ranked_files(body: bytes) -> list[tuple[WireRef, int]]:
    """The files of a record with their rank: 0 the present page, 1 an attachment or source, 2 an earlier version."""
    try:
        refs = _holding.decode(body).files
    except msgspec.ValidationError:
        return []
    present = next((ref.sha256 for ref in reversed(refs) if ref.role == "main"), "")
    ranks = [(ref, 1 if ref.role != "main" else 0 if ref.sha256 == present else 2) for ref in refs]
    return list({ref.sha256: (ref, rank) for ref, rank in ranks}.values())


def is_document(record: AnyRecord | None) -> bool:
    """Whether it is an incoming or outgoing document."""
    return isinstance(record, Document)
