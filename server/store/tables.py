"""The tables. Portable SQL: text, whole numbers and bytes; instants are milliseconds since 1970 (UTC).

`record.body` holds the record's wire bytes as they go out; other columns exist to find and order rows.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, String, Table, UniqueConstraint

metadata = MetaData(
    naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s", "uq": "uq_%(table_name)s_%(column_0_N_name)s"}
)

setting = Table(
    "setting",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)
"""Small facts of this office: `feed_epoch`, `organisation_rev`."""

record = Table(
    "record",
    metadata,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False, index=True),
    Column("rev", Integer, nullable=False),
    Column("ordered_at", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
"""`ordered_at` is when the server first had the record, and never changes: the snapshot pages by it."""

record_file = Table(
    "record_file",
    metadata,
    Column("sha256", String, primary_key=True),
    Column("record_id", String, primary_key=True, index=True),
)
"""Which records refer to which files: the only way to a file."""

feed_head = Table(
    "feed_head",
    metadata,
    Column("person_id", String, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("floor", BigInteger, nullable=False),
)
"""The last number given in a person's feed; below `floor` tombstones have been forgotten."""

feed_row = Table(
    "feed_row",
    metadata,
    Column("person_id", String, primary_key=True),
    Column("record_id", String, primary_key=True, index=True),
    Column("seq", BigInteger, nullable=False),
    Column("op", String, nullable=False),
    Column("why", String, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("ordered_at", BigInteger, nullable=False),
    UniqueConstraint("person_id", "seq"),
    Index(None, "person_id", "ordered_at", "record_id"),
)
"""One row a person and record: `op` up (sees it) or gone (a tombstone)."""

claim = Table(
    "claim",
    metadata,
    Column("actor", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("sha256", String, nullable=False),
    Column("at", BigInteger, nullable=False, index=True),
    Column("result", LargeBinary, nullable=False),
)
"""An action that was settled, by the SHA-256 of its canonical bytes, and the answer given then."""

counter = Table(
    "counter",
    metadata,
    Column("entity_id", String, primary_key=True),
    Column("book", String, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
)

register_row = Table(
    "register_row",
    metadata,
    Column("entity_id", String, primary_key=True),
    Column("book", String, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("record_id", String, nullable=False, unique=True),
    Column("document_id", String, nullable=False, index=True),
)
"""Every number that was given, once (the primary key), with its register entry."""

journal_line = Table(
    "journal_line",
    metadata,
    Column("n", BigInteger, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),
    Column("actor", String, nullable=False),
    Column("action_id", String, nullable=False),
    Column("action", LargeBinary, nullable=False),
    Column("result", LargeBinary, nullable=False),
    Column("prev", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
)

journal_tail = Table(
    "journal_tail",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("n", BigInteger, nullable=False),
    Column("hash", LargeBinary, nullable=False),
)

stored_file = Table(
    "stored_file",
    metadata,
    Column("sha256", String, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("state", String, nullable=False),
    Column("at", BigInteger, nullable=False),
)
"""`state`: quarantine (arrived, nothing refers to it yet) or kept."""

file_grant = Table(
    "file_grant",
    metadata,
    Column("sha256", String, primary_key=True),
    Column("person_id", String, primary_key=True),
    Column("at", BigInteger, nullable=False),
)
"""Who proved to have a file by sending it, and so may name it in an action."""

upload = Table(
    "upload",
    metadata,
    Column("id", String, primary_key=True),
    Column("person_id", String, nullable=False),
    Column("length", BigInteger, nullable=True),
    Column("digest", String, nullable=False),
    Column("at", BigInteger, nullable=False, index=True),
)
"""An upload under way; its offset is the size of its part file."""

access_line = Table(
    "access_line",
    metadata,
    Column("id", String, primary_key=True),
    Column("record_id", String, nullable=False),
    Column("person_id", String, nullable=False),
    Column("device", String, nullable=False),
    Column("what", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Index(None, "record_id", "id"),
)
"""Who fetched, read, printed or exported which file of which document. `at` is the server's time, `made_at` what the
desk said (the same for what the server did itself); ids are the server's UUIDv7, so they are in the order of time."""

account = Table(
    "account",
    metadata,
    Column("person_id", String, primary_key=True),
    Column("password", String, nullable=False),
    Column("must_change", Integer, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("locked_until", BigInteger, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
)

session = Table(
    "session",
    metadata,
    Column("id", String, primary_key=True),
    Column("person_id", String, nullable=False, index=True),
    Column("device", String, nullable=False),
    Column("opened_at", BigInteger, nullable=False),
    Column("used_at", BigInteger, nullable=False),
    Column("ended_at", BigInteger, nullable=True),
    Column("access_hash", String, nullable=False, unique=True),
    Column("access_until", BigInteger, nullable=False),
)

refresh_token = Table(
    "refresh_token",
    metadata,
    Column("hash", String, primary_key=True),
    Column("session_id", String, nullable=False, index=True),
    Column("used_at", BigInteger, nullable=True),
)
"""A family of refresh tokens is the tokens of one session; a used one keeps its row, to be recognised."""
