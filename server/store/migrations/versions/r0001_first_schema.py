"""The first schema: records, feed, claims, registers, journal, files, people's sessions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create every table."""
    _records_and_feed()
    _what_was_settled()
    _files()
    _sign_in()


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _whole(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _small(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _bytes(name: str) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary(), nullable=False)


def _key(*names: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*names)


def _records_and_feed() -> None:
    op.create_table("setting", _text("name"), _text("value"), _key("name"))
    op.create_table(
        "record", _text("id"), _text("kind"), _small("rev"), _whole("ordered_at"), _bytes("body"), _key("id")
    )
    op.create_index("ix_record_kind", "record", ["kind"])
    op.create_table("record_file", _text("sha256"), _text("record_id"), _key("sha256", "record_id"))
    op.create_index("ix_record_file_record_id", "record_file", ["record_id"])
    op.create_table("feed_head", _text("person_id"), _whole("seq"), _whole("floor"), _key("person_id"))
    op.create_table(
        "feed_row",
        _text("person_id"),
        _text("record_id"),
        _whole("seq"),
        _text("op"),
        _text("why"),
        _whole("at"),
        _whole("ordered_at"),
        _key("person_id", "record_id"),
        sa.UniqueConstraint("person_id", "seq", name="uq_feed_row_person_id_seq"),
    )
    op.create_index("ix_feed_row_person_id_ordered_at_record_id", "feed_row", ["person_id", "ordered_at", "record_id"])
    op.create_index("ix_feed_row_record_id", "feed_row", ["record_id"])


def _what_was_settled() -> None:
    op.create_table(
        "claim", _text("actor"), _text("id"), _text("sha256"), _whole("at"), _bytes("result"), _key("actor", "id")
    )
    op.create_index("ix_claim_at", "claim", ["at"])
    op.create_table(
        "counter", _text("entity_id"), _text("book"), _small("year"), _small("last"), _key("entity_id", "book", "year")
    )
    op.create_table(
        "register_row",
        _text("entity_id"),
        _text("book"),
        _small("year"),
        _small("number"),
        _text("record_id"),
        _text("document_id"),
        _key("entity_id", "book", "year", "number"),
        sa.UniqueConstraint("record_id", name="uq_register_row_record_id"),
    )
    op.create_index("ix_register_row_document_id", "register_row", ["document_id"])
    op.create_table(
        "journal_line",
        sa.Column("n", sa.BigInteger(), autoincrement=False, nullable=False),
        _whole("at"),
        _text("actor"),
        _text("action_id"),
        _bytes("action"),
        _bytes("result"),
        _bytes("prev"),
        _bytes("hash"),
        _key("n"),
    )
    op.create_table(
        "journal_tail",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        _whole("n"),
        _bytes("hash"),
        _key("id"),
    )


def _files() -> None:
    op.create_table("stored_file", _text("sha256"), _whole("size"), _text("state"), _whole("at"), _key("sha256"))
    op.create_table("file_grant", _text("sha256"), _text("person_id"), _whole("at"), _key("sha256", "person_id"))
    op.create_table(
        "upload",
        _text("id"),
        _text("person_id"),
        _whole("length", nullable=True),
        _text("digest"),
        _whole("at"),
        _key("id"),
    )
    op.create_index("ix_upload_at", "upload", ["at"])


def _sign_in() -> None:
    op.create_table(
        "account",
        _text("person_id"),
        _text("password"),
        _small("must_change"),
        _small("failures"),
        _whole("locked_until"),
        _whole("changed_at"),
        _key("person_id"),
    )
    op.create_table(
        "session",
        _text("id"),
        _text("person_id"),
        _text("device"),
        _whole("opened_at"),
        _whole("used_at"),
        _whole("ended_at", nullable=True),
        _text("access_hash"),
        _whole("access_until"),
        _key("id"),
        sa.UniqueConstraint("access_hash", name="uq_session_access_hash"),
    )
    op.create_index("ix_session_person_id", "session", ["person_id"])
    op.create_table("refresh_token", _text("hash"), _text("session_id"), _whole("used_at", nullable=True), _key("hash"))
    op.create_index("ix_refresh_token_session_id", "refresh_token", ["session_id"])
