"""What is done to the messages of many, portion by portion."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "errand",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("event_id", sa.String(), sa.ForeignKey("event.id"), nullable=False),
        sa.Column("subject", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("missing", "reminds", "away")),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("counted", sa.BigInteger(), nullable=False, server_default=sa.text("0")),
    )
