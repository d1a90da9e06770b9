"""The access log: who fetched, read, printed or exported which file of which document."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the table."""
    texts = ("id", "record_id", "person_id", "device", "what", "sha256")
    op.create_table(
        "access_line",
        *(sa.Column(name, sa.String(), nullable=False) for name in texts),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("at", "made_at")),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_access_line_record_id_id", "access_line", ["record_id", "id"])
