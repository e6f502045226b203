"""Votes that were opened in a rehearsal are known as such for ever."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. What was opened before, in a rehearsal that still goes on, belongs to it."""
    op.add_column("vote", sa.Column("rehearsal", sa.Boolean(), nullable=False, server_default=sa.text("0")))
    op.execute(
        "UPDATE vote SET rehearsal = (SELECT event.rehearsal FROM event WHERE event.id = vote.event_id)"
        " WHERE opened_at IS NOT NULL"
    )
